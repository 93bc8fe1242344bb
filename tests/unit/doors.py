"""The doors by which a measure is to be found; prints as JSON by which of them `double` is.

Run by test_recipes.py in a process of its own, after `one_more_measure` has added that entry.
"""

import asyncio
import contextlib
import io
import json
import random
import sys
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import parknet
from parknet import bootstrap, cli
from parknet.exports.codebook import codebook_columns
from parknet.services.access import Actor
from parknet.services.journal import Journal
from parknet.services.loading import load
from parknet.store.memory import MemoryStore
from tests.api.conftest import serving
from tests.networks import twelve


@contextlib.asynccontextmanager
async def on_memory(*_: object, **__: object) -> AsyncIterator[Journal]:
    yield await filled(MemoryStore())


async def filled(store: MemoryStore) -> Journal:
    journal = Journal(store, lambda: datetime(2026, 11, 22, tzinfo=UTC), random.Random(1))
    await journal.open()
    await load(journal, twelve.records(), Actor("parknet", holder=True))
    return journal


async def by_api(document: dict[str, Any]) -> Any:
    """One by one, and among all."""
    store = MemoryStore()
    await filled(store)
    with ThreadPoolExecutor(1) as pool:
        async with serving(store, pool, document) as api:
            (alone,) = (await api.data("/network/measures?measure=double"))["measures"]
            every = (await api.data("/network/measures"))["measures"]
            listed = (await api.data("/meta"))["measures"]
    assert alone in every
    return [alone["id"], alone["label_zh"], "double" in listed]


def by_cli(*arguments: str) -> str:
    """What the command line writes."""
    sys.argv = ["parknet", "measures", "--measure", "double", *arguments]
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.suppress(SystemExit):
        cli.main()
    return out.getvalue()


def by_library() -> str:
    """The id of the column that the library gives."""
    with parknet.connect() as parks:
        (column,) = parks.network().measures(["double"]).values()
    return str(column.measure.id)


if __name__ == "__main__":
    bootstrap.open_journal = on_memory
    contract = bootstrap.contract()
    found = {
        "codebook": "double" in codebook_columns()["name"],
        "openapi": "double" in json.dumps(contract["paths"]["/api/v1/network/measures"]),
        "api": asyncio.run(by_api(contract)),
        "cli": [
            "double:" in by_cli(),
            "double," in by_cli("--format", "csv"),
            '"double"' in by_cli("--format", "json"),
        ],
        "library": by_library(),
    }
    print(json.dumps(found))
