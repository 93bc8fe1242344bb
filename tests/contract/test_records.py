"""Both engines hold exactly the records that the model says, whatever is written over what."""

from collections.abc import Callable
from functools import cache

import pytest

from parknet.model.batch import Batch, Edit, Proposal
from parknet.model.decide import decide
from parknet.model.snapshot import Snapshot, apply
from parknet.services.verify import verify
from tests.contract.conftest import Place
from tests.networks import twelve
from tests.networks.random_records import NOW, RandomRecords

pytestmark = pytest.mark.timeout(1800)  # every call has its own limit; this is for make soak

Written = tuple[Batch, Snapshot]
"""A batch and the snapshot that follows."""


@cache
def replacement(count: int) -> tuple[Written, ...]:
    """So many new records, then all of them with other fields, links and parts."""
    loaded = decide(Snapshot(), RandomRecords(11).load(count), NOW)
    assert loaded
    snapshot = apply(Snapshot(), loaded)
    replaced = decide(snapshot, RandomRecords(12).rewrite(snapshot, list(snapshot.entries)), NOW)
    assert replaced and len(replaced.changes) == count
    return (loaded, snapshot), (replaced, apply(snapshot, replaced))


@cache
def history(count: int) -> tuple[Written, ...]:
    """So many batches at random, of one to some twenty changes."""
    made = RandomRecords(21)
    first = decide(Snapshot(), made.everything(), NOW)
    assert first
    written = [(first, apply(Snapshot(), first))]
    for _ in range(count):
        batch = made.batch(written[-1][1], made.random.choice((1, 1, 2, 5, 20)))
        written.append((batch, apply(written[-1][1], batch)))
    return tuple(written)


async def test_replacing_thousands_of_records_with_their_links_gives_the_digest_of_the_model(
    place: Place, scale: Callable[[int, int], int]
) -> None:
    store, base = place.store(), Snapshot()
    for batch, snapshot in replacement(scale(2000, 5000)):
        await store.commit(batch, base)
        base = snapshot
    found = await store.read_snapshot()
    assert found.digest == base.digest
    assert found == base


async def test_random_batches_give_the_digest_of_the_model(place: Place, scale: Callable[[int, int], int]) -> None:
    store, base = place.store(), Snapshot()
    for batch, snapshot in history(scale(50, 1500)):
        await store.commit(batch, base)
        base = snapshot
        if batch.revision % 50 == 0:
            assert (await store.read_snapshot()).digest == base.digest, f"after batch {batch.revision}"
    assert await store.read_snapshot() == base
    assert (await verify(store)).digest == base.digest


async def test_removing_everything_leaves_no_node_of_a_record(place: Place) -> None:
    store = place.store()
    loaded = decide(Snapshot(), RandomRecords(31).everything(), NOW)
    assert loaded
    await store.commit(loaded, Snapshot())
    snapshot = apply(Snapshot(), loaded)
    removed = decide(snapshot, Proposal("test", "remove", tuple(Edit(id_, None) for id_ in snapshot.entries)), NOW)
    assert removed
    await store.commit(removed, snapshot)
    assert (await store.read_snapshot()).entries == {}
    left = await place.run("MATCH (n) RETURN labels(n)[0] AS label, count(*) AS n ORDER BY label")
    assert [row["label"] for row in left] == ["Batch", "Change", "SchemaVersion"]


async def test_a_cypher_user_finds_dates_numbers_and_links_as_plain_properties(place: Place) -> None:
    store = place.store()
    network = twelve.snapshot()
    edits = tuple(Edit(id_, entry.record.to_dict(), 0) for id_, entry in network.entries.items())
    batch = decide(Snapshot(), Proposal("test", "load", edits), NOW)
    assert batch
    await store.commit(batch, Snapshot())
    rows = await place.run(
        "MATCH (a:Alliance)-[m:HAS_MEMBER {part: 'park'}]->(p:Park), (a)-[:HAS_STEP]->(s:Step) "
        "WHERE s.date_earliest >= '2022-08-17' AND s.date_latest < '2022-08-18' "
        "RETURN DISTINCT a.id AS tie, p.id AS park, s.date AS date ORDER BY park"
    )
    assert rows == [
        {"tie": "alliance-pair", "park": "park-anhe", "date": "2022-08-17"},
        {"tie": "alliance-pair", "park": "park-baishi", "date": "2022-08-17"},
    ]
