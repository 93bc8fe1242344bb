"""Several processes write to one database: they follow one another, and a reader sees one state."""

from collections.abc import Callable

import pytest

from parknet.model.batch import Batch, Edit, Proposal
from parknet.model.decide import decide
from parknet.model.records import Programme
from parknet.model.snapshot import Snapshot, apply
from parknet.services.verify import verify
from parknet.store.port import Store
from tests.contract.conftest import Place
from tests.contract.processes import writing
from tests.contract.writer import COUNTER
from tests.networks.random_records import NOW, RandomRecords

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
    counter = (await store.read_snapshot()).get(COUNTER)
    assert isinstance(counter, Programme)
    assert counter.expected_parks == len(acknowledged)
    assert (await verify(store)).batches == len(acknowledged) + 1


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
