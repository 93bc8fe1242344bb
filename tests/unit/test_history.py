"""Past snapshots and the history of a record, on the store in memory."""

import json
import random
import re
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from parknet.errors import Gone, NotFound, Refused
from parknet.model.batch import Edit, Proposal
from parknet.model.snapshot import Snapshot
from parknet.services.access import Actor
from parknet.services.analysis import Analysis
from parknet.services.history import History
from parknet.services.journal import Journal
from parknet.store.memory import MemoryStore
from tests.networks.random_records import RandomRecords

WRITER = Actor("writer", holder=True)
FIRST = datetime(2026, 1, 1, 15, tzinfo=UTC)  # 23:00 in China
BATCHES = 34
POOL = ThreadPoolExecutor(1)


class Days:
    """A clock that goes on by an hour each time it is asked."""

    def __init__(self) -> None:
        self.now = FIRST - timedelta(hours=1)

    def __call__(self) -> datetime:
        self.now += timedelta(hours=1)
        return self.now


@pytest.fixture
async def filled() -> AsyncIterator[tuple[Journal, list[Snapshot]]]:
    """A journal of many batches, an hour apart, and the snapshot of each of its revisions."""
    journal = Journal(MemoryStore(), Days(), random.Random(1))
    made, found = RandomRecords(7), [await journal.open()]
    for n in range(BATCHES):
        batch = made.batch(found[-1], 30 if n == 0 else 10)
        edits = tuple(Edit(c.id, json.loads(c.after) if c.after else None) for c in batch.changes)
        written = await journal.write(Proposal("writer", "edit", edits, f"because {n}"), WRITER)
        found.append(written.snapshot)
    yield journal, found


def history(journal: Journal, now: datetime = FIRST) -> History:
    return History(journal, Analysis(POOL, 2**20), lambda: now)


async def test_every_revision_comes_back_from_either_side(filled: tuple[Journal, list[Snapshot]]) -> None:
    journal, snapshots = filled
    past = history(journal)
    for revision, snapshot in enumerate(snapshots):
        found = await past.at(revision)
        assert (found.revision, found.hash, found.recorded_at) == (revision, snapshot.hash, snapshot.recorded_at)
        assert found.digest == snapshot.digest
    for none in (-1, BATCHES + 1):
        with pytest.raises(NotFound, match=f"There is no revision {none}; the last one is {BATCHES}"):
            await past.at(none)


async def test_a_day_ends_at_midnight_in_china(filled: tuple[Journal, list[Snapshot]]) -> None:
    journal, _ = filled
    past = history(journal, FIRST + timedelta(days=9))
    for text, revision in {"2025-12-31": 0, "2026-01-01": 1, "2026-01-02": 25, "2026-01-08": BATCHES}.items():
        assert (await past.known(date.fromisoformat(text))).revision == revision
    midnight, day = datetime(2026, 1, 2, 16, tzinfo=UTC), date(2026, 1, 2)
    with pytest.raises(Refused, match=r"known \(2026-01-02\): The day is not over"):
        await history(journal, midnight + timedelta(minutes=14)).known(day)
    assert (await history(journal, midnight + timedelta(minutes=15)).known(day)).revision == 25
    with pytest.raises(Refused):
        await past.known(date.max)


async def test_what_is_not_there_says_whether_it_was_retracted(filled: tuple[Journal, list[Snapshot]]) -> None:
    journal, snapshots = filled
    ids = {id_ for snapshot in snapshots for id_ in snapshot.entries}
    gone = min(ids - snapshots[-1].entries.keys())
    error = await history(journal).missing(gone)
    assert isinstance(error, Gone) and re.fullmatch(
        rf"{gone} was retracted in revision \d+ \(2026-.*\) by writer: because \d+\.", str(error)
    )
    error = await history(journal).missing("park-none")
    assert not isinstance(error, Gone) and str(error) == "There is no record with the id park-none."


async def test_a_record_tells_all_that_happened_to_it(filled: tuple[Journal, list[Snapshot]]) -> None:
    journal, snapshots = filled
    past = history(journal)
    every = {id_ for snapshot in snapshots for id_ in snapshot.entries}
    removed = 0
    for id_ in every:
        events = await past.of(id_)
        assert [event.revision for event in events] == [
            now.revision for before, now in pairwise(snapshots) if before.entries.get(id_) != now.entries.get(id_)
        ]
        assert events[0].change == "added" and all(event.fields and event.actor == "writer" for event in events)
        assert [event.reason for event in events] == [f"because {event.revision - 1}" for event in events]
        removed += events[-1].change == "removed"
    assert removed
    with pytest.raises(NotFound, match="There never was a record with the id park-none"):
        await past.of("park-none")
