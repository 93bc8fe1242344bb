"""The log read in order: a batch that comes late is waited for, one that never comes is named by whoever reads."""

import random
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from itertools import takewhile
from pathlib import Path

import pytest

from parknet import moving
from parknet.errors import StoreDamaged
from parknet.model.batch import Batch, Edit, Proposal
from parknet.model.decide import decide
from parknet.model.snapshot import Snapshot, apply
from parknet.services import log
from parknet.services.access import Actor
from parknet.services.analysis import Analysis
from parknet.services.history import History
from parknet.services.journal import Journal
from parknet.services.loading import load
from parknet.services.package import Taken
from parknet.services.transfer import batches_of, dump
from parknet.settings import Settings
from parknet.store.memory import MemoryStore
from parknet.store.port import Store
from tests.contract.conftest import Place
from tests.contract.test_transfer import filled, lines_of, taken
from tests.networks.random_records import NOW, RandomRecords
from tests.unit.test_loading import built_in

LATE, HIDDEN = 6, 2
"""A batch that is not shown at first, and how often it is asked for in vain."""
SAID = f"^batch {LATE}: it is missing or not complete"
WRITER = Actor("writer", holder=True)
POOL = ThreadPoolExecutor(1)
Reading = Callable[[Store], Awaitable[object]]


async def opened(store: Store) -> Journal:
    journal = Journal(store, lambda: NOW, random.Random(1))
    await journal.open()
    return journal


async def followed(store: Store) -> str:
    journal = Journal(store, lambda: NOW, random.Random(1))  # knows nothing yet
    return (await journal.refresh()).hash


async def past(store: Store) -> str:
    return (await History(await opened(store), Analysis(POOL, 2**20), lambda: NOW).at(LATE)).digest


async def package(store: Store) -> Taken:
    return await taken(store, origin, LATE - 2, LATE)


origin = MemoryStore()
READINGS: dict[str, Reading] = {
    "dumped": lines_of,
    "dumped in part": lambda store: _all(dump(store, LATE)),
    "copied": lambda store: _all(batches_of(store, at_once=4)),
    "followed": followed,
    "past": past,
    "taken over again": package,
}


async def _all(items: AsyncIterator[object]) -> list[object]:
    return [item async for item in items]


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "READING_SECONDS", 0.001)


def hide(store: Store, monkeypatch: pytest.MonkeyPatch, times: int) -> list[int]:
    """Let the store not show a batch so many times when it is asked for; what is left of them."""
    shown, left = store.batches_after, [times]

    async def late(revision: int, limit: int = 100) -> list[Batch]:
        found = await shown(revision, limit)
        if not left[0] or all(batch.revision != LATE for batch in found):
            return found
        left[0] -= 1
        return list(takewhile(lambda batch: batch.revision != LATE, found))

    monkeypatch.setattr(store, "batches_after", late)
    return left


@pytest.mark.parametrize("reading", READINGS)
async def test_a_batch_that_comes_late_is_waited_for_and_one_that_never_comes_is_named(
    store: Store, reading: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not (await origin.head()).revision:
        await filled(origin, 9)
    await filled(store, 9)
    wanted = await READINGS[reading](store)
    left = hide(store, monkeypatch, HIDDEN)
    assert await READINGS[reading](store) == wanted and left == [0]
    hide(store, monkeypatch, 10_000)
    with pytest.raises(StoreDamaged, match=SAID):
        await READINGS[reading](store)


async def test_a_load_knows_what_people_wrote_in_a_batch_that_comes_late(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = await opened(store)
    await load(journal, built_in("a", "b"), WRITER)
    for n in range(2, LATE + 1):
        mine = {"name_zh": f"我的{n}", "cites": [{"to": "source-a"}]}
        await journal.write(Proposal("writer", "edit", (Edit("park-a", mine),)), WRITER)
    hide(store, monkeypatch, HIDDEN)
    assert (await load(journal, built_in("a", "b"), WRITER)).conflicts == ("park-a",)
    hide(store, monkeypatch, 10_000)
    with pytest.raises(StoreDamaged, match=SAID):
        await load(journal, built_in("a", "b"), WRITER)


@pytest.mark.parametrize("gone", ["(b:Batch {revision: 6})", "(b:Change {revision: 6, position: 0})"])
async def test_what_is_missing_in_a_database_is_no_end_of_its_log(place: Place, gone: str) -> None:
    store = place.store()
    await filled(store, 9)
    await place.run(f"MATCH {gone} DETACH DELETE b")
    for reading in ("dumped", "dumped in part", "copied", "followed"):
        with pytest.raises(StoreDamaged, match=SAID):
            await READINGS[reading](store)


class Busy(MemoryStore):
    """Written to each time before it is read whole; remembers after which revision its log was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[int] = []

    async def read_snapshot(self, *, strict: bool = False) -> Snapshot:
        proposal = Proposal("writer", "edit", (Edit(f"source-{len(self._log)}", {"name_zh": "新"}, 0),))
        batch = decide(self._snapshot, proposal, NOW)
        assert batch and len(self._log) < 30, "it reads the whole again and again"
        await self.commit(batch, self._snapshot)
        return self._snapshot

    async def batches_after(self, revision: int, limit: int = 100) -> list[Batch]:
        self.asked.append(revision)
        return await super().batches_after(revision, limit)


async def copied(source: Store, target: Store, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """What `copy` answers, from one store to another."""

    @asynccontextmanager
    async def opening(settings: Settings, *_: object) -> AsyncIterator[Store]:
        yield source if settings.data == Path("source") else target

    monkeypatch.setattr(moving, "open_filled", opening)
    monkeypatch.setattr(moving, "open_store", opening)
    return await moving.copy(Settings(), "source", "target", lambda said: None)


async def test_a_copy_of_a_store_that_is_always_written_to_ends_and_takes_the_new_batches_alone(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy = Busy()
    base = Snapshot()
    for _ in range(5):
        batch = RandomRecords(3).batch(base, 8)
        await busy.commit(batch, base)
        base = apply(base, batch)
    here, there = await copied(busy, store, monkeypatch)
    assert here == there == (await store.read_snapshot()).digest
    assert (await store.head()).revision == 6 and busy.asked == [0, 4]


async def test_a_copy_of_a_log_with_a_hole_ends(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    source = MemoryStore()
    await filled(source, 9)
    hide(source, monkeypatch, 10_000)
    with pytest.raises(StoreDamaged, match=SAID):
        await copied(source, store, monkeypatch)
    assert (await store.head()).revision == LATE - 1
