"""The library and first starts, on the embedded engine."""

import asyncio
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

import parknet
from parknet import bootstrap
from parknet.model.records import Park
from parknet.services.journal import Journal
from parknet.store.memory import MemoryStore
from parknet.store.port import Head

pytestmark = pytest.mark.arcadedb


async def test_it_works_inside_a_running_loop_as_in_a_notebook(tmp_path: Path) -> None:
    with parknet.connect(tmp_path / "data") as parks:
        network = parks.network("parties=park-park&min=1")
        graph = network.to_networkx()
        assert (graph.number_of_nodes(), graph.number_of_edges()) == (21, 27)
        degree = network.measures(["degree"])["degree"]
        assert sum(value or 0 for value in degree.values) == 54
        found = parks.suggest(parks.snapshot.all(Park)[0].id, 3)
        assert found.known_ties == 27
    parks.close()


async def test_two_first_starts_fill_a_store_once() -> None:
    class Together(MemoryStore):
        """Both have seen it empty before either writes."""

        async def head(self) -> Head:
            await asyncio.sleep(0)
            return await super().head()

    store = Together()
    journals = [Journal(store, lambda: datetime.now(UTC), random.Random(n)) for n in range(2)]
    for journal in journals:
        await journal.open()
    await asyncio.gather(*(bootstrap.fill_once(journal, bootstrap.load_built_in) for journal in journals))
    assert [(await journal.refresh()).revision for journal in journals] == [1, 1]
