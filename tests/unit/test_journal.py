"""The journal and loading, on the store in memory."""

import asyncio
import random
from datetime import UTC, datetime
from typing import Any

import pytest

from parknet.errors import Behind, Denied, EngineBusy, KeyReused, Refused, StoreUnavailable
from parknet.model.batch import Batch, Edit, Proposal
from parknet.model.records import Park, Record, Source
from parknet.model.snapshot import Snapshot
from parknet.services import journal as journal_module
from parknet.services.access import PUBLIC, Actor, can
from parknet.services.journal import Journal
from parknet.services.loading import load
from parknet.store.memory import MemoryStore
from parknet.store.port import Head

WRITER = Actor("writer", holder=True)
SOURCE = {"name_zh": "来源"}
CITES = ({"to": "source-a"},)


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


async def test_those_who_refresh_at_once_share_one_reading() -> None:
    class Counted(MemoryStore):
        asked = 0

        async def head(self) -> Head:
            self.asked += 1
            await asyncio.sleep(0)
            return await super().head()

    store = Counted()
    journal = await opened(store)
    await asyncio.gather(*(journal.refresh() for _ in range(20)))
    assert store.asked == 1


def built_in(*parks: str, synthetic: bool = False) -> list[Record]:
    source = Source(id="source-a", name_zh="来源", synthetic=synthetic)
    return [source, *(Park.model_validate({"id": f"park-{p}", "name_zh": p, "cites": CITES}) for p in parks)]


async def test_loading_again_changes_nothing_and_a_newer_set_only_what_a_load_wrote() -> None:
    journal = await opened(MemoryStore())
    assert (await load(journal, built_in("a", "b", "c"), WRITER)).batch is not None
    assert (await load(journal, built_in("a", "b", "c"), WRITER)).batch is None
    mine = {"name_zh": "我的", "cites": list(CITES)}
    await journal.write(proposal(("park-a", mine), ("park-c", None)), WRITER)
    newer = await load(journal, [*built_in("a", "c", "d")], WRITER)
    assert newer.conflicts == ("park-a", "park-c")
    assert set(journal.snapshot.entries) == {"source-a", "park-a", "park-d"}
    park = journal.snapshot.get("park-a")
    assert isinstance(park, Park) and park.name_zh == "我的"


async def test_real_and_synthetic_records_do_not_mix() -> None:
    journal = await opened(MemoryStore())
    await load(journal, built_in("a"), WRITER)
    with pytest.raises(Refused, match="do not mix"):
        await load(journal, built_in("a", synthetic=True), WRITER)
