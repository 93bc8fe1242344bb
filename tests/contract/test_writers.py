"""Several processes write to one database: they follow one another, and a reader sees one state."""

import asyncio
from collections.abc import Callable
from random import Random

import pytest

from parknet.errors import Refused
from parknet.model.batch import Batch, Edit, Proposal
from parknet.model.decide import decide
from parknet.model.records import Alliance, Programme
from parknet.model.snapshot import Snapshot, apply
from parknet.services.access import Actor
from parknet.services.journal import Journal, Written
from parknet.services.verify import verify
from parknet.store.port import Store
from tests.contract.conftest import Place
from tests.contract.processes import writing
from tests.contract.writer import COUNTER
from tests.networks.random_records import NOW, RandomRecords

WRITER = Actor("test", holder=True)
pytestmark = pytest.mark.timeout(1800)  # every call has its own limit; this is for make soak


async def begin(store: Store) -> Batch:
    """The counter that the writers share, at nothing."""
    edits = (
        Edit("source-a", {"name_zh": "甲"}, 0),
        Edit(COUNTER, {"name_zh": "计数", "cites": [{"to": "source-a"}]}, 0),
    )
    batch = decide(Snapshot(), Proposal("test", "begin", edits), NOW)
    assert batch
    await store.commit(batch, Snapshot())
    return batch


async def whole_log(store: Store, base: Snapshot) -> list[Batch]:
    """Every batch after a snapshot."""
    found: list[Batch] = []
    while batches := await store.batches_after(base.revision + len(found)):
        found.extend(batches)
    return found


async def test_eight_writers_in_two_processes_lose_nothing(place: Place) -> None:
    store = place.store()
    await begin(store)
    async with writing({"address": place.arguments}, size=0, batches=63) as processes:
        for process in processes:
            assert await process.process.wait() == 0
    acknowledged = [pair for process in processes for pair in process.acknowledged]
    log = await whole_log(store, Snapshot())
    assert [batch.revision for batch in log] == list(range(1, 2 * 4 * 63 + 2))
    assert sorted(acknowledged) == [(batch.revision, batch.key) for batch in log[1:]]
    moments = [batch.recorded_at for batch in log]
    assert moments == sorted(set(moments)), "the log is not in the order in which it was written"
    for writer in {key.partition("-")[0] for _, key in acknowledged}:
        own = [(int(key.partition("-")[2]), revision) for revision, key in acknowledged if key.startswith(f"{writer}-")]
        assert own == sorted(own) and [revision for _, revision in own] == sorted(revision for _, revision in own)
    counter = (await store.read_snapshot()).get(COUNTER)
    assert isinstance(counter, Programme)
    assert counter.expected_parks == len(acknowledged)
    assert (await verify(store)).batches == len(acknowledged) + 1


async def test_of_eight_who_create_the_same_pairing_one_does_and_all_read_it_at_once(
    place: Place, scale: Callable[[int, int], int]
) -> None:
    clients = [place.store() for _ in range(2)]
    journals = [Journal(clients[n % 2], lambda: NOW, Random(n)) for n in range(8)]
    for journal in journals:
        await journal.open()
    cites = [{"to": "source-a"}]
    await journals[0].write(Proposal("test", "begin", (Edit("source-a", {"name_zh": "甲"}, 0),)), WRITER)
    for turn in range(scale(5, 200)):
        parks = [f"park-{turn}-{side}" for side in "ab"]
        edits = tuple(Edit(id_, {"name_zh": id_, "cites": cites}, 0) for id_ in parks)
        await journals[turn % 8].write(Proposal("test", "begin", edits), WRITER)
        members = [{"to": id_, "part": "park"} for id_ in parks]
        fields = {"name_zh": "甲乙", "kind": "pairing", "cites": cites, "has_member": members}
        proposals = [Proposal("test", "pair", (Edit(f"alliance-{turn}-{n}", fields, 0),)) for n in range(8)]
        writing = (journal.write(wanted, WRITER) for journal, wanted in zip(journals, proposals, strict=True))
        came = await asyncio.gather(*writing, return_exceptions=True)
        (winner,) = (n for n, one in enumerate(came) if isinstance(one, Written))
        for n, one in enumerate(came):
            assert isinstance(one, Written) or (isinstance(one, Refused) and one.problems[0].code == "duplicate"), one
            seen = [alliance.id for alliance in journals[n].snapshot.all(Alliance)]
            assert [id_ for id_ in seen if id_.startswith(f"alliance-{turn}-")] == [f"alliance-{turn}-{winner}"]
    assert (await verify(clients[0])).digest == (await journals[0].refresh()).digest


async def test_a_snapshot_read_beside_a_committing_process_is_one_state(
    place: Place, scale: Callable[[int, int], int]
) -> None:
    store, base = place.store(), Snapshot()
    made = RandomRecords(41)
    for _ in range(scale(1, 20)):
        loaded = decide(base, made.load(1000), NOW)
        assert loaded
        await store.commit(loaded, base)
        base = apply(base, loaded)
    seen: list[Snapshot] = []
    async with writing({"address": place.arguments}, size=100, batches=0, writers=1, count=1) as (process,):
        while len(seen) < 8 or seen[-1].revision < base.revision + 8:
            assert process.process.returncode is None, "the writing process has ended"
            seen.append(await store.read_snapshot())
        await process.stop()
    by_revision = {snapshot.revision: snapshot for snapshot in seen}
    assert len(by_revision) > 2, "nothing was written meanwhile"
    model, compared = base, 0
    for batch in await whole_log(store, base):
        model = apply(model, batch)
        if model.revision in by_revision:
            assert by_revision[model.revision] == model
            compared += 1
    assert compared == len(by_revision.keys() - {base.revision})
