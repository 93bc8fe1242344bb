"""The journal, on the store in memory."""

import asyncio
import random
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from parknet.errors import (
    Behind,
    Denied,
    EngineBusy,
    KeyReused,
    SchemaTooNew,
    StoreDamaged,
    StoreError,
    StoreUnavailable,
)
from parknet.model.batch import FORMAT, Batch, Edit, Proposal
from parknet.model.decide import decide
from parknet.model.snapshot import Snapshot
from parknet.services import journal as journal_module
from parknet.services import log
from parknet.services.access import PUBLIC, Actor, can
from parknet.services.journal import Journal
from parknet.store.memory import MemoryStore
from parknet.store.port import Head

WRITER = Actor("writer", holder=True)
SOURCE = {"name_zh": "来源"}


def clock() -> datetime:
    return datetime(2026, 1, 1, tzinfo=UTC)


async def opened(store: MemoryStore) -> Journal:
    journal = Journal(store, clock, random.Random(1))
    await journal.open()
    return journal


def proposal(*edits: tuple[str, dict[str, Any] | None], key: str = "") -> Proposal:
    return Proposal("writer", "edit", tuple(Edit(id_, after) for id_, after in edits), key=key)


async def test_two_journals_of_one_store_follow_each_other() -> None:
    store = MemoryStore()
    one, two = await opened(store), await opened(store)
    await one.write(proposal(("source-a", SOURCE)), WRITER)
    written = await two.write(proposal(("source-b", SOURCE)), WRITER)
    assert written.batch is not None and written.batch.revision == 2
    assert (await one.refresh()).digest == two.snapshot.digest


async def test_a_writer_who_comes_second_decides_again() -> None:
    class Raced(MemoryStore):
        rival: Journal | None = None

        async def commit(self, batch: Batch, base: Snapshot) -> None:
            if rival := self.rival:
                self.rival = None
                await rival.write(proposal(("source-rival", SOURCE)), WRITER)
            await super().commit(batch, base)

    store = Raced()
    store.rival = await opened(store)
    written = await (await opened(store)).write(proposal(("source-a", SOURCE)), WRITER)
    assert written.batch is not None and written.batch.revision == 2
    assert set(written.snapshot.entries) == {"source-a", "source-rival"}


async def test_a_writer_who_never_gets_through_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_module, "ATTEMPTS", 3)

    class Taken(MemoryStore):
        async def commit(self, batch: Batch, base: Snapshot) -> None:
            raise Behind("taken")

    with pytest.raises(Behind):
        await (await opened(Taken())).write(proposal(("source-a", SOURCE)), WRITER)


async def test_a_writer_waits_for_the_others_only_so_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_module, "TURN_SECONDS", 0.05)
    going_on, answers = asyncio.Event(), asyncio.Event()

    class Slow(MemoryStore):
        async def commit(self, batch: Batch, base: Snapshot) -> None:
            going_on.set()
            await answers.wait()
            await super().commit(batch, base)

    journal = await opened(Slow())
    first = asyncio.create_task(journal.write(proposal(("source-a", SOURCE)), WRITER))
    await going_on.wait()
    with pytest.raises(Behind, match="this one was not begun"):
        await journal.write(proposal(("source-b", SOURCE)), WRITER)
    answers.set()
    assert (await first).snapshot.revision == 1
    assert (await journal.write(proposal(("source-b", SOURCE)), WRITER)).snapshot.revision == 2


async def test_a_key_has_one_effect() -> None:
    journal = await opened(MemoryStore())
    first = await journal.write(proposal(("source-a", SOURCE), key="k"), WRITER)
    again = await journal.write(proposal(("source-a", SOURCE), key="k"), WRITER)
    assert again.repeated and again.batch == first.batch and journal.snapshot.revision == 1
    with pytest.raises(KeyReused):
        await journal.write(proposal(("source-b", SOURCE), key="k"), WRITER)


async def test_a_commit_of_unknown_outcome_is_repeated_with_its_key() -> None:
    class Lost(MemoryStore):
        answers = 0

        async def commit(self, batch: Batch, base: Snapshot) -> None:
            await super().commit(batch, base)
            self.answers += 1
            if self.answers == 1:
                raise StoreUnavailable("no answer")

    journal = await opened(Lost())
    with pytest.raises(StoreUnavailable):
        await journal.write(proposal(("source-a", SOURCE), key="k"), WRITER)
    written = await journal.write(proposal(("source-a", SOURCE), key="k"), WRITER)
    assert written.repeated and journal.snapshot.revision == 1


async def test_only_the_holder_of_the_token_writes() -> None:
    journal = await opened(MemoryStore())
    assert can(PUBLIC, "read") and not can(PUBLIC, "write")
    for writing in (journal.write, journal.dry_run):
        with pytest.raises(Denied):
            await writing(proposal(("source-a", SOURCE)), PUBLIC)
    assert journal.snapshot.revision == 0


async def test_a_dry_run_writes_nothing() -> None:
    journal = await opened(MemoryStore())
    batch = await journal.dry_run(proposal(("source-a", SOURCE)), WRITER)
    assert batch is not None and journal.snapshot.revision == 0


async def test_a_database_that_was_replaced_is_read_anew() -> None:
    ours, theirs = MemoryStore(), MemoryStore()
    journal, other = await opened(ours), await opened(theirs)
    await journal.write(proposal(("source-a", SOURCE)), WRITER)
    for name in ("x", "y", "z"):
        await other.write(proposal((f"source-{name}", SOURCE)), WRITER)
    journal.store = theirs
    assert (await journal.refresh()).digest == other.snapshot.digest
    journal.store = ours
    assert set((await journal.refresh()).entries) == {"source-a"}


async def test_following_survives_a_store_that_fails_and_says_so_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing(MemoryStore):
        fails = 2
        answered = asyncio.Event()

        async def head(self) -> Head:
            if self.fails:
                self.fails -= 1
                raise EngineBusy("held by another process")
            self.answered.set()
            return await super().head()

    monkeypatch.setattr(journal_module, "FOLLOW_SECONDS", 0.001)
    store = Failing()
    journal = await opened(store)
    with pytest.raises(EngineBusy):
        await journal.refresh()
    states = [journal.reachable]
    following = asyncio.create_task(journal.follow())
    async with asyncio.timeout(5):
        await store.answered.wait()
    await journal.refresh()
    assert [*states, journal.reachable] == [False, True]
    following.cancel()


async def test_what_another_process_wrote_is_looked_for_more_often_than_once_a_second(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pauses: list[float] = []
    asleep, awake, nap, own = asyncio.Event(), asyncio.Event(), asyncio.sleep, asyncio.get_running_loop()

    async def sleep(seconds: float) -> None:
        if asyncio.get_running_loop() is not own:  # a server of other tests, in a thread
            return await nap(seconds)
        pauses.append(seconds)
        asleep.set()
        await awake.wait()
        awake.clear()
        return await nap(0)

    store = MemoryStore()
    one, two = await opened(store), await opened(store)
    monkeypatch.setattr(asyncio, "sleep", sleep)
    following = asyncio.create_task(two.follow())
    for name in "abc":
        await asleep.wait()
        asleep.clear()
        await one.write(proposal((f"source-{name}", SOURCE)), WRITER)
        awake.set()
        await asleep.wait()
        assert two.snapshot.digest == one.snapshot.digest, "it pauses again and has not seen what was written"
        asleep.set()
    assert sum(pauses) / len(pauses) < 0.5, "a second is for the pause and the reading"
    following.cancel()


class Gated(MemoryStore):
    """A store whose head is told when `going_on` is set; `asking` says that somebody asks."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.asking, self.going_on = 0, asyncio.Event(), asyncio.Event()
        self.dead = False

    async def head(self) -> Head:
        self.asked += 1
        found = await super().head()
        self.asking.set()
        await self.going_on.wait()
        if self.dead:
            raise StoreUnavailable("gone")
        return found


async def test_those_who_refresh_at_once_share_one_reading() -> None:
    store = Gated()
    journal = await opened(store)
    store.going_on.set()
    await asyncio.gather(*(journal.refresh() for _ in range(20)))
    assert store.asked == 1


async def test_who_comes_while_a_reading_runs_shares_the_next_one() -> None:
    store = Gated()
    journal, other = await opened(store), Journal(store, clock, random.Random(2))
    early = asyncio.create_task(journal.refresh())
    await store.asking.wait()
    edit = Edit("source-a", SOURCE, 0)
    batch = decide(other.snapshot, Proposal("other", "edit", (edit,)), clock())
    assert batch is not None
    await store.commit(batch, other.snapshot)  # after the early reading has asked for the head
    late = [asyncio.create_task(journal.refresh()) for _ in range(5)]
    again = Edit("source-a", {"name_zh": "又"}, 1)
    writing = asyncio.create_task(journal.write(Proposal("writer", "edit", (again,)), WRITER))
    await asyncio.sleep(0)
    store.going_on.set()
    assert (await early).revision == 0
    assert {snapshot.revision for snapshot in await asyncio.gather(*late)} == {1}
    assert (await writing).snapshot.revision == 2
    assert store.asked == 2


async def test_who_comes_while_a_reading_fails_fails_with_it() -> None:
    store = Gated()
    journal = await opened(store)
    early = asyncio.create_task(journal.refresh())
    await store.asking.wait()
    store.dead = True
    late = [asyncio.create_task(journal.refresh()) for _ in range(5)]
    await asyncio.sleep(0)
    store.going_on.set()
    told = await asyncio.gather(early, *late, return_exceptions=True)
    assert {type(one) for one in told} == {StoreUnavailable} and store.asked == 1
    store.dead = False
    assert (await journal.refresh()).revision == 0 and store.asked == 2


async def test_writers_of_a_dead_database_are_told_together() -> None:
    store = Gated()
    journal = await opened(store)
    store.dead = True
    writing = [asyncio.create_task(journal.write(proposal(("source-a", SOURCE)), WRITER)) for _ in range(5)]
    await store.asking.wait()
    store.going_on.set()
    told = await asyncio.gather(*writing, return_exceptions=True)
    assert {type(one) for one in told} == {StoreUnavailable} and store.asked == 1


async def test_a_write_that_is_gone_when_it_is_read_back_is_not_waited_for() -> None:
    class PutBack(MemoryStore):
        async def commit(self, batch: Batch, base: Snapshot) -> None:
            await super().commit(batch, base)
            if batch.revision == 3:
                self._log, self._snapshot = [], Snapshot()
                await journal.refresh()

        async def head(self) -> Head:
            self.asked += 1
            assert self.asked < 20, "it asks for ever"
            return await super().head()

        asked = 0

    journal = await opened(PutBack())
    for name in ("a", "b"):
        await journal.write(proposal((f"source-{name}", SOURCE)), WRITER)
    with pytest.raises(StoreUnavailable, match=r"Batch 3 was written, but .*: repeat it with the same key\."):
        await journal.write(proposal(("source-c", SOURCE)), WRITER)
    assert (await journal.write(proposal(("source-d", SOURCE)), WRITER)).snapshot.revision == 1


async def test_a_commit_beside_a_reading_does_not_read_everything_anew() -> None:
    class Reading(MemoryStore):
        snapshots = 0
        beside: Proposal | None = None

        async def read_snapshot(self, *, strict: bool = False) -> Snapshot:
            self.snapshots += 1
            return await super().read_snapshot()

        async def batches_after(self, revision: int, limit: int = 100) -> list[Batch]:
            found = await super().batches_after(revision, limit)
            if self.beside and (batch := decide(self._snapshot, self.beside, clock())):
                self.beside = None
                await self.commit(batch, self._snapshot)
                await journal._take_over(found[0])
            return found

    store = Reading()
    journal, other = await opened(store), await opened(store)
    await other.write(proposal(("source-a", SOURCE)), WRITER)
    store.snapshots, store.beside = 0, proposal(("source-b", SOURCE))
    await journal.refresh()
    assert (await journal.refresh()).revision == 2
    assert store.snapshots == 0


async def test_an_incomplete_batch_is_damage_and_an_unreadable_or_newer_one_does_not_end_the_following(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Hand(MemoryStore):
        """What stands in the log can be altered."""

        def alter(self, **fields: Any) -> None:
            change = fields.pop("change", {})
            changes = tuple(replace(c, **change) for c in self._log[-1].changes)
            self._log[-1] = replace(self._log[-1], changes=changes, **fields)

        hidden = False
        read_again = asyncio.Event()

        async def batches_after(self, revision: int, limit: int = 100) -> list[Batch]:
            if self.hidden:
                return []
            self.read_again.set()
            return await super().batches_after(revision, limit)

    monkeypatch.setattr(log, "READING_SECONDS", 0.001)
    monkeypatch.setattr(journal_module, "FOLLOW_SECONDS", 0.001)
    store = Hand()
    journal, other = await opened(store), await opened(store)
    await other.write(proposal(("source-a", SOURCE)), WRITER)
    whole = store._log[-1]
    wrong: list[tuple[dict[str, Any], type[StoreError], str]] = [
        ({"change": {"after": '{"id": "source-a"}'}}, StoreDamaged, "batch 1: source-a in it cannot be read"),
        ({"change": {"kind": "Tree"}}, StoreDamaged, "batch 1: source-a in it cannot be read"),
        ({"format": FORMAT + 1}, SchemaTooNew, "install a newer parknet"),
    ]
    for altered, kind, sentence in wrong:
        store._log[-1] = whole
        store.alter(**altered)
        with pytest.raises(kind, match=sentence):
            await journal.refresh()
        assert (journal.reachable, journal.snapshot.revision) == (False, 0)
    store._log[-1], store.hidden = whole, True
    with pytest.raises(StoreDamaged, match="batch 1: it is missing or not complete"):
        await journal.refresh()
    assert not journal.reachable
    store.read_again.clear()
    following = asyncio.create_task(journal.follow())
    store.hidden = False
    await store.read_again.wait()
    assert (await journal.refresh()).revision == 1 and not following.done()
    following.cancel()
