"""What every store does, whatever it stores in."""

import re
from dataclasses import replace
from random import Random

import pytest

from parknet.errors import Behind, Refused, Stale
from parknet.model.batch import Batch, Change, Edit, Proposal, Recorded
from parknet.model.decide import decide, undoing
from parknet.model.kinds import KINDS
from parknet.model.records import Park
from parknet.model.snapshot import Snapshot, apply
from parknet.services.access import Actor
from parknet.services.journal import Journal
from parknet.services.verify import Verified, verify
from parknet.store.port import Head, Store
from tests.networks import twelve
from tests.networks.random_records import FORMS, NOW, RandomRecords

CITES = [{"to": "source-a", "confidence": "high"}]


def park(name: str, version: int | None = None, **fields: object) -> Edit:
    return Edit(f"park-{name}", {"name_zh": f"园{name}", "cites": CITES, **fields}, version)


def proposal(*edits: Edit, key: str = "") -> Proposal:
    return Proposal("test", "edit", edits, key=key)


FIRST = proposal(Edit("source-a", {"name_zh": "甲"}, 0), park("a", 0))


async def written(store: Store, snapshot: Snapshot, wanted: Proposal) -> tuple[Batch, Snapshot]:
    batch = decide(snapshot, wanted, NOW)
    assert batch is not None
    await store.commit(batch, snapshot)
    return batch, apply(snapshot, batch)


async def test_an_empty_store_is_at_revision_0(store: Store) -> None:
    assert await store.head() == Head(0, "", "")
    assert await store.read_snapshot() == Snapshot()
    assert await store.batches_after(0) == []
    assert await store.batch_with_key("k") is None
    await store.ping()


async def test_every_kind_link_part_and_date_comes_back_as_written(store: Store) -> None:
    everything = RandomRecords(1).everything()
    batch, snapshot = await written(store, Snapshot(), everything)
    found = await store.read_snapshot()
    assert found == snapshot
    assert found.digest == snapshot.digest
    assert await store.batches_after(0) == [batch]
    for kind in KINDS.values():
        for name, field in kind.model.model_fields.items():
            tried = any(getattr(record, name) != field.default for record in found.all(kind.model))
            assert tried, f"{kind.label}.{name} is not tried"
    text = "".join(entry.text for entry in found.entries.values())
    for form in FORMS:
        pattern = re.escape(form.format(y="YYYY", y1="YYYY", d="DDD"))
        pattern = pattern.replace("YYYY", r"\d{4}").replace("DDD", r"\d{3}")
        assert re.search(f'"{pattern}"', text), f"{form} is not tried"


async def test_the_twelve_parks_come_back_as_written(store: Store) -> None:
    given = twelve.snapshot()
    edits = tuple(Edit(id_, entry.record.to_dict(), 0) for id_, entry in given.entries.items())
    await written(store, Snapshot(), proposal(*edits))
    assert (await store.read_snapshot()).digest == given.digest


async def test_head_and_snapshot_follow_each_batch(store: Store) -> None:
    snapshot, batches = Snapshot(), []
    for edits in (FIRST, proposal(park("b", 0)), proposal(park("a", 1, note="neu"), Edit("park-b", None, 2))):
        batch, snapshot = await written(store, snapshot, edits)
        batches.append(batch)
        assert await store.head() == Head(batch.revision, batch.hash, batch.recorded_at)
        assert await store.read_snapshot() == snapshot
    assert [record.note for record in snapshot.all(Park)] == ["neu"]
    assert await store.batches_after(0) == batches


async def test_batches_come_in_order_and_as_many_as_asked_for(store: Store) -> None:
    _, snapshot = await written(store, Snapshot(), FIRST)
    for n in range(1, 25):
        _, snapshot = await written(store, snapshot, proposal(park("a", note=f"{n}")))
    assert [batch.revision for batch in await store.batches_after(0, 3)] == [1, 2, 3]
    assert [batch.revision for batch in await store.batches_after(20)] == [21, 22, 23, 24, 25]
    assert await store.batches_after(25) == []
    assert (await store.head()).revision == 25


async def test_the_history_of_a_record_has_all_its_changes(store: Store) -> None:
    assert await store.history("park-a") == [] and await store.revision_before("9999") == 0
    first, snapshot = await written(store, Snapshot(), FIRST)
    second, snapshot = await written(store, snapshot, proposal(park("a", note="甲"), park("b")))
    third, snapshot = await written(store, snapshot, proposal(park("b", note="乙")))
    fourth, snapshot = await written(store, snapshot, proposal(Edit("park-a", None)))
    assert await store.history("park-a") == [Recorded.of(b, _of(b, "park-a")) for b in (first, second, fourth)]
    assert await store.history("park-b") == [Recorded.of(b, _of(b, "park-b")) for b in (second, third)]
    for revision, batch in enumerate((first, second, third, fourth)):
        assert await store.revision_before(batch.recorded_at) == revision
    assert await store.revision_before("9999") == 4


def _of(batch: Batch, id_: str) -> Change:
    return next(change for change in batch.changes if change.id == id_)


async def test_a_revision_can_be_taken_once(store: Store) -> None:
    _, snapshot = await written(store, Snapshot(), FIRST)
    first, second = (decide(snapshot, proposal(park("a", 1, note=note)), NOW) for note in ("one", "two"))
    assert first and second
    await store.commit(first, snapshot)
    with pytest.raises(Behind):
        await store.commit(second, snapshot)
    with pytest.raises(Behind):
        await store.commit(first, snapshot)
    assert await store.batches_after(1) == [first]
    assert (await store.read_snapshot()) == apply(snapshot, first)


async def test_a_batch_that_leaves_a_gap_is_behind(store: Store) -> None:
    _, snapshot = await written(store, Snapshot(), FIRST)
    gap = replace(snapshot, revision=5)
    batch = decide(gap, proposal(park("b", 0)), NOW)
    assert batch
    with pytest.raises(Behind):
        await store.commit(batch, gap)
    assert (await store.head()).revision == 1


async def test_a_batch_that_follows_another_history_is_behind(store: Store) -> None:
    batch, _ = await written(store, Snapshot(), FIRST)
    elsewhere = decide(Snapshot(), replace(FIRST, actor="somebody else"), NOW)
    assert elsewhere and elsewhere.revision == batch.revision
    base = apply(Snapshot(), elsewhere)
    following = decide(base, proposal(park("b", 0)), NOW)
    assert following
    with pytest.raises(Behind):
        await store.commit(following, base)
    assert await store.batches_after(0) == [batch]
    assert set((await store.read_snapshot()).entries) == {"source-a", "park-a"}


async def test_a_stale_edit_is_refused_upon_what_the_store_answers(store: Store) -> None:
    _, snapshot = await written(store, Snapshot(), FIRST)
    await written(store, snapshot, proposal(park("a", 1, note="other")))
    found = await store.read_snapshot()
    assert found.entries["park-a"].version == 2
    with pytest.raises(Stale):
        decide(found, proposal(park("a", 1, note="mine")), NOW)


async def test_a_key_has_one_effect(store: Store) -> None:
    batch, snapshot = await written(store, Snapshot(), replace(FIRST, key="k-1"))
    assert await store.batch_with_key("k-1") == batch
    assert await store.batch_with_key("k-2") is None
    again = decide(snapshot, proposal(park("b", 0), key="k-1"), NOW)
    assert again
    with pytest.raises(Behind):
        await store.commit(again, snapshot)
    assert await store.read_snapshot() == snapshot


async def test_batches_without_a_key_do_not_meet(store: Store) -> None:
    _, snapshot = await written(store, Snapshot(), FIRST)
    _, snapshot = await written(store, snapshot, proposal(park("b", 0)))
    assert await store.batch_with_key("") is None
    assert (await store.head()).revision == 2


async def test_undone_batches_leave_the_records_as_they_were(store: Store) -> None:
    _, before = await written(store, Snapshot(), RandomRecords(4).everything())
    batch = RandomRecords(5).batch(before, 20)
    await store.commit(batch, before)
    after = apply(before, batch)
    await written(store, after, undoing(after, batch, "test", "wrong"))
    assert (await store.read_snapshot()).digest == before.digest
    assert await verify(store) == Verified(3, before.digest, 3)


async def test_nothing_of_a_refused_proposal_is_stored(store: Store) -> None:
    journal = Journal(store, lambda: NOW, Random(1))
    writer = Actor("test", holder=True)
    first = await journal.write(FIRST, writer)
    with pytest.raises(Refused):
        await journal.write(proposal(park("b", 0), park("c", 0, located_in=[{"to": "city-none"}])), writer)
    assert await store.batches_after(0) == [first.batch]
    assert await store.read_snapshot() == first.snapshot


async def test_the_engine_tells_its_name(store: Store, request: pytest.FixtureRequest) -> None:
    names = {"memory": "memory", "arcadedb": "ArcadeDB 26.10.2", "neo4j": "Neo4j 5."}
    assert (await store.describe()).startswith(names[request.node.callspec.params["store"]])
