"""What is different between two states of a record, and between two snapshots."""

from types import MappingProxyType
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from parknet.model.difference import FieldChange, field_changes, record_changes
from parknet.model.records import Alliance
from parknet.model.snapshot import Snapshot, apply, read
from parknet.model.snapshot import revert as taken_back
from tests.networks.random_records import RandomRecords

PAIR: dict[str, Any] = {
    "id": "alliance-a",
    "name_zh": "甲乙",
    "kind": "pairing",
    "cites": [{"to": "source-a"}],
    "has_member": [{"to": "park-a", "part": "park"}, {"to": "park-b", "part": "park"}],
    "has_step": [
        {"id": "alliance-a#1", "state": "intention"},
        {"id": "alliance-a#2", "state": "signed", "date": "2022"},
    ],
}


def changed(**fields: object) -> list[FieldChange]:
    return list(field_changes(PAIR, PAIR | fields))


def test_a_field_is_named_with_what_it_was_and_is() -> None:
    assert changed(name_zh="甲与乙", content="互访") == [
        FieldChange("name_zh", "甲乙", "甲与乙"),
        FieldChange("content", None, "互访"),
    ]
    assert changed(name_zh=None) == [FieldChange("name_zh", "甲乙", None)]
    assert changed() == []


def test_an_item_of_a_list_is_named_by_its_id() -> None:
    steps = [PAIR["has_step"][0], {**PAIR["has_step"][1], "date": "2022-08"}]
    assert changed(has_step=steps) == [FieldChange("has_step/alliance-a#2/date", "2022", "2022-08")]
    gone, come = {"to": "park-b", "part": "park"}, {"to": "park-c", "part": "park"}
    assert changed(has_member=[{"to": "park-a", "part": "park", "until": "2023"}, come]) == [
        FieldChange("has_member/park-a/until", None, "2023"),
        FieldChange("has_member/park-b", gone, None),
        FieldChange("has_member/park-c", None, come),
    ]
    assert changed(under=[{"to": "programme-a"}]) == [FieldChange("under/programme-a", None, {"to": "programme-a"})]


def test_another_order_is_told_by_the_ids() -> None:
    first, second = PAIR["has_step"]
    ids = [first["id"], second["id"]]
    assert changed(has_step=[second, first]) == [FieldChange("has_step", ids, ids[::-1])]
    third = {"id": "alliance-a#3", "state": "active"}
    assert changed(has_step=[first, third]) == [
        FieldChange("has_step/alliance-a#2", second, None),
        FieldChange("has_step/alliance-a#3", None, third),
    ]


def test_a_link_that_stands_twice_is_told_whole() -> None:
    terms = [{"to": "park-a", "part": "park", "until": "2020"}, {"to": "park-a", "part": "park", "since": "2021"}]
    before, after = PAIR | {"has_member": terms}, PAIR | {"has_member": terms[:1]}
    assert list(field_changes(before, after)) == [FieldChange("has_member/park-a", terms[1], None)]
    later = {**terms[1], "since": "2022"}
    assert list(field_changes(before, PAIR | {"has_member": [terms[0], later]})) == [
        FieldChange("has_member/park-a/since", "2021", "2022")
    ]


@given(st.integers(0, 2**32), st.integers(1, 6))
def test_what_differs_made_to_the_first_snapshot_gives_the_second(seed: int, batches: int) -> None:
    made = RandomRecords(seed)
    first = last = apply(Snapshot(), made.batch(Snapshot(), 30))
    for _ in range(batches):
        last = apply(last, made.batch(last, 5))
    found = record_changes(first, last)
    entries = dict(first.entries)
    for one in found:
        assert one.fields and one.change in ("added", "removed", "changed")
        entries.pop(one.id, None)
        if one.after:
            entries[one.id] = one.after
    assert Snapshot(entries=MappingProxyType(entries)).digest == last.digest
    assert [one.id for one in found] == sorted(one.id for one in found)
    backwards = record_changes(last, first)
    assert [(one.id, one.before, one.after) for one in backwards] == [(one.id, one.after, one.before) for one in found]


@given(st.integers(0, 2**32))
def test_a_batch_taken_back_gives_the_snapshot_before_it(seed: int) -> None:
    made = RandomRecords(seed)
    before = apply(Snapshot(), made.batch(Snapshot(), 30))
    batch = made.batch(before, 8)
    found = taken_back(apply(before, batch), batch, before.recorded_at)
    assert (found.revision, found.hash, found.recorded_at, found.digest) == (
        *(before.revision, before.hash, before.recorded_at),
        before.digest,
    )


def test_the_model_reads_what_is_compared() -> None:
    text = Alliance.model_validate(PAIR).text()
    assert read("Alliance", text).record.to_dict()["has_step"] == PAIR["has_step"]
