"""What `verify` says of a store that was altered by hand: one sentence that names the place, and always an end."""

import random
import re

import pytest

from parknet.errors import SchemaTooNew, StoreDamaged
from parknet.graph import reading
from parknet.graph.bolt import BoltStore
from parknet.model.batch import Edit, Proposal
from parknet.model.decide import decide
from parknet.model.snapshot import Snapshot, apply
from parknet.services.access import Actor
from parknet.services.journal import Journal
from parknet.services.verify import verify
from tests.contract.conftest import Place
from tests.networks.random_records import NOW

CITES = [{"to": "source-a"}, {"to": "source-b"}]
RULES = [
    {
        "id": f"programme-a#{n}",
        "kind": "eligibility",
        "code": f"{n}",
        "wording": "规则",
        "since": "2021",
        "cites": CITES,
    }
    for n in (1, 2)
]
FIRST: dict[str, dict[str, object]] = {
    "source-a": {"name_zh": "甲"},
    "source-b": {"name_zh": "乙"},
    "city-a": {"name_zh": "市", "grade": "prefecture"},
    "park-a": {"name_zh": "园", "located_in": [{"to": "city-a", "since": "2019~"}]},
    "programme-a": {"name_zh": "政策", "since": "2021-06", "until": "..", "has_rule": RULES},
}


async def history_of_five(store: BoltStore) -> Snapshot:
    """Some records, and the first source changed four times."""
    edits = [
        Edit(id_, fields if id_.startswith("source") else {**fields, "cites": CITES}) for id_, fields in FIRST.items()
    ]
    proposals = [Proposal("test", "load", tuple(edits))]
    for n in range(4):
        proposals.append(Proposal("test", "edit", (Edit("source-a", {"name_zh": "甲", "note": f"{n}"}),)))
    snapshot = Snapshot()
    for proposal in proposals:
        batch = decide(snapshot, proposal, NOW)
        assert batch
        await store.commit(batch, snapshot)
        snapshot = apply(snapshot, batch)
    return snapshot


async def test_a_sound_store_is_found_whole(place: Place) -> None:
    store = place.store()
    snapshot = await history_of_five(store)
    told: list[tuple[int, int]] = []
    found = await verify(store, lambda done, total: told.append((done, total)))
    assert (found.batches, found.digest, told[-1]) == (5, snapshot.digest, (5, 5))


LOG = {
    "b.actor = 'nobody'": "batch 2: its hash does not fit its content.",
    "b.format = 99": "batch 2: its hash does not fit its content.",
    "b.reason = null": "batch 2: its property reason is not as it was written.",
    "b.changes = null": "batch 2: its property changes is not as it was written.",
    "b.more = 1": "batch 2: its property more is not as it was written.",
}
WHOLE = "The log is whole, but these records are not as it says:"
NO_RECORD = "in the database is no valid record"
ALTERED = {f"MATCH (b:Batch {{revision: 2}}) SET {what}": sentence for what, sentence in LOG.items()} | {
    "MATCH (b:Batch {revision: 2}) DELETE b": "batch 2: it is missing or not complete.",
    "MATCH (b:Batch {revision: 5}) DELETE b": "source-a in the database is of revision 5, but the log ends at 4.",
    "MATCH (b:Batch {revision: 5}) SET b.revision = 99": "batch 5: it is missing or not complete.",
    "MATCH (b:Batch {revision: 5}) SET b.revision = 'x'": "source-a in the database is of revision 5, but the log ends",
    "MATCH (b:Batch {revision: 5}) SET b.revision = 5.5": "A batch in the database has the revision 5.5.",
    "MATCH (b:Batch {revision: 5}) SET b.hash = null": "batch 5: its property hash is not as it was written.",
    "MATCH (b:Batch {revision: 5}) SET b.hash = 'x'": "batch 5: its hash does not fit its content.",
    "MATCH (c:Change {revision: 4, position: 0}) DELETE c": "batch 4: it is missing or not complete.",
    "MATCH (c:Change {revision: 3}) SET c.before = c.after": "batch 3: its hash does not fit its content.",
    "MATCH (c:Change {revision: 3}) SET c.position = null": "batch 3: one of its changes is not as it was written.",
    "MATCH (n:Park) SET n.version = null": f"park-a {NO_RECORD} (version: None is none).",
    "MATCH (n:Park) SET n.version = 'x'": f"park-a {NO_RECORD} (version: x is none).",
    "MATCH (n:Park) SET n.version = 99": "park-a in the database is of revision 99, but the log ends at 5.",
    "MATCH (n:Park) SET n.version = 4": f"{WHOLE} park-a.",
    "MATCH (n:Park) SET n.id = null": "A Park in the database has no id.",
    "MATCH (n:Park) SET n.id = 'city-x'": f"city-x {NO_RECORD} (it is a Park).",
    "MATCH (n:Park) SET n.note = 'altered'": f"{WHOLE} park-a.",
    "MATCH (n:Park) SET n.rank = 1": f"park-a {NO_RECORD} (rank: Extra inputs are not permitted).",
    "MATCH (n:Park) DETACH DELETE n": f"{WHOLE} park-a.",
    "MATCH (:Park)-[x:LOCATED_IN]->() DELETE x": f"{WHOLE} park-a.",
    "MATCH (:Programme)-[x:HAS_RULE]->() SET x.position = null": f"programme-a {NO_RECORD} (one of its parts has no",
    "MATCH (n:Programme) SET n.since_latest = '2099-12-31'": f"programme-a {NO_RECORD} (since_latest: Extra inputs",
    "MATCH (n:Programme) SET n.since_earliest = null": f"programme-a {NO_RECORD} (since_earliest: it is missing).",
    "MATCH (n:Programme) SET n.until_latest = '2021-12-31'": f"programme-a {NO_RECORD} (until_latest: Extra inputs",
    "MATCH (n:Programme) SET n.since = 2021": f"programme-a {NO_RECORD} (since: Input should be a valid string).",
    "MATCH (n:Rule) SET n.until_latest = 2021": f"programme-a {NO_RECORD} (has_rule/0/until_latest: Extra inputs",
    "MATCH (:Park)-[x:LOCATED_IN]->() SET x.since_latest = '2019-12-31'": f"park-a {NO_RECORD} (located_in/0/",
    "MATCH (:Rule)-[x:CITES]->() SET x.position = 'x'": f"programme-a {NO_RECORD} (has_rule/0/cites/0/position: Extra",
}


@pytest.mark.parametrize("how", ALTERED)
async def test_verify_names_what_was_altered_by_hand(place: Place, how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "TRIES", 10)
    store = place.store()
    await history_of_five(store)
    await place.run(how)
    if re.search("_(earliest|latest)", how):  # for queries alone: who reads the records does without
        assert (await store.read_snapshot()).revision == 5
    with pytest.raises(StoreDamaged) as damaged:
        await verify(store)
    assert str(damaged.value).startswith(ALTERED[how])
    assert "estore a backup." in str(damaged.value)


async def test_what_a_newer_program_wrote_is_not_read(place: Place) -> None:
    store = place.store()
    await history_of_five(store)
    await place.run("MATCH (b:Batch {revision: 5}) SET b.format = 99")
    with pytest.raises(SchemaTooNew, match="batch 5 has format 99, this parknet knows 1: install a newer parknet"):
        await store.read_snapshot()


@pytest.mark.parametrize("when", ["x", "2026-01-01T00:00:00.000000", "9999-12-31T23:59:59.999999+00:00"])
async def test_what_follows_a_batch_of_no_possible_time_is_refused_in_one_sentence(place: Place, when: str) -> None:
    store = place.store()
    await history_of_five(store)
    await place.run("MATCH (b:Batch {revision: 5}) SET b.recorded_at = $when", when=when)
    journal = Journal(store, lambda: NOW, random.Random(1))
    await journal.open()
    with pytest.raises(StoreDamaged, match=r"^batch 5: its recorded_at .* Restore a backup\.$"):
        await journal.write(
            Proposal("test", "edit", (Edit("source-c", {"name_zh": "丙"}),)), Actor("test", holder=True)
        )
    assert (await journal.refresh()).revision == 5
    with pytest.raises(StoreDamaged, match=r"^batch 5: its hash does not fit its content\."):
        await verify(store)
