"""Every Cypher text of the store is one that both engines understand."""

import re

from parknet.graph.queries import load
from tests.contract.conftest import Place


async def test_every_text_can_be_explained(place: Place) -> None:
    values = {"rows": [], "parts": [], "batch": {"revision": 1}, "first": 1, "last": 2, "version": 1}
    async with place.driver() as driver:
        for key, text in load().texts.items():
            names = set(re.findall(r"\$(\w+)", text))
            parameters = {name: values.get(name, "x") for name in names}
            explained = await driver.execute_query(f"EXPLAIN {text}", parameters, database_=place.address.database)
            assert explained.records == [], key
