"""What was retracted is put back as it was, or it is said why it cannot be."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parknet.errors import Refused
from parknet.model.batch import Batch, Edit, Proposal, Recorded
from parknet.model.decide import decide
from parknet.model.merge import merging
from parknet.model.restore import restoring
from parknet.model.snapshot import Snapshot, apply
from tests.networks.random_records import RandomRecords

NOW = datetime(2026, 1, 1, tzinfo=UTC)
CITES = [{"to": "source-a"}]
FIELDS: dict[str, dict[str, Any]] = {
    "source-a": {"name_zh": "甲"},
    "park-a": {"name_zh": "甲园", "cites": CITES},
    "park-b": {"name_zh": "乙园", "cites": CITES, "part_of": [{"to": "park-a"}]},
    "park-c": {"name_zh": "丙园", "cites": CITES},
}


def decided(snapshot: Snapshot, proposal: Proposal) -> Batch:
    batch = decide(snapshot, proposal, NOW)
    assert batch is not None
    return batch


def retracted(snapshot: Snapshot, *ids: str) -> tuple[Snapshot, dict[str, Recorded]]:
    """The snapshot without some records, and how each of them went."""
    batch = decided(snapshot, Proposal("test", "edit", tuple(Edit(id_, None) for id_ in ids)))
    return apply(snapshot, batch), {change.id: Recorded.of(batch, change) for change in batch.changes}


def some() -> Snapshot:
    edits = tuple(Edit(id_, fields) for id_, fields in FIELDS.items())
    return apply(Snapshot(), decided(Snapshot(), Proposal("test", "edit", edits)))


@given(st.integers(0, 2**32), st.data())
def test_any_record_comes_back_as_it_was(seed: int, data: st.DataObject) -> None:
    before = apply(Snapshot(), decided(Snapshot(), RandomRecords(seed).load(20)))
    free = sorted(before.entries.keys() - before.incoming.keys())
    id_ = data.draw(st.sampled_from(free))
    after, gone = retracted(before, id_)
    back = apply(after, decided(after, restoring(after, gone[id_], "test")))
    assert back.digest == before.digest


def test_what_it_links_to_has_to_be_there() -> None:
    after, gone = retracted(some(), "park-b", "park-a")
    with pytest.raises(Refused) as refused:
        restoring(after, gone["park-b"], "test")
    (problem,) = refused.value.problems
    assert (problem.place, problem.value) == ("id", "park-a")
    assert problem.cause.en == "It links to park-a, which is gone." and "恢复那条记录" in problem.remedy.zh
    first = apply(after, decided(after, restoring(after, gone["park-a"], "test")))
    both = apply(first, decided(first, restoring(first, gone["park-b"], "test")))
    assert both.digest == some().digest


def test_a_link_to_what_was_merged_since_leads_to_what_stays() -> None:
    after, gone = retracted(some(), "park-b")
    merged = apply(after, decided(after, merging(after, "park-c", "park-a", "test")))
    back = apply(merged, decided(merged, restoring(merged, gone["park-b"], "test")))
    assert back.entries["park-b"].record.to_dict()["part_of"] == [{"to": "park-c"}]


def test_what_is_there_is_not_restored() -> None:
    after, gone = retracted(some(), "park-b")
    back = apply(after, decided(after, restoring(after, gone["park-b"], "test")))
    with pytest.raises(Refused, match="not retracted"):
        restoring(back, gone["park-b"], "test")
