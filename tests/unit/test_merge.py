"""Two records that are one."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parknet.errors import NotFound, Refused
from parknet.model.batch import Edit, Proposal
from parknet.model.decide import decide, undoing
from parknet.model.merge import merging
from parknet.model.records import Alliance, Observation, Park, Source
from parknet.model.snapshot import Snapshot, apply, references
from tests.networks.random_records import RandomRecords

NOW = datetime(2026, 1, 1, tzinfo=UTC)
CITES = [{"to": "source-a"}]


def written(snapshot: Snapshot, proposal: Proposal) -> Snapshot:
    batch = decide(snapshot, proposal, NOW)
    assert batch is not None
    return apply(snapshot, batch)


def of(records: dict[str, dict[str, Any]]) -> Snapshot:
    edits = [Edit("source-a", {"name_zh": "甲"}), Edit("source-b", {"name_zh": "乙"})]
    edits += [Edit(id_, {"name_zh": id_, "cites": CITES, **fields}) for id_, fields in records.items()]
    return written(Snapshot(), Proposal("test", "edit", tuple(edits)))


def pairing(id_: str, *parks: str, **more: Any) -> dict[str, dict[str, Any]]:
    steps = [{"id": f"alliance-{id_}#1", "state": "signed", "date": "2022"}]
    members = [{"to": park, "part": "park"} for park in parks]
    return {f"alliance-{id_}": {"kind": "pairing", "has_member": members, "has_step": steps, **more}}


TWO = {
    "park-a": {"name_zh": "甲园", "status": "open", "aliases": ["甲"], "possibly_same_as": [{"to": "park-b"}]},
    "park-b": {
        "name_zh": "甲文化园",
        "name_en": "Park A",
        "status": "closed",
        "strengths": ["影视"],
        "cites": [{"to": "source-b"}],
    },
    "park-c": {"name_zh": "丙园", "part_of": [{"to": "park-b"}]},
    **pairing("bc", "park-b", "park-c"),
    "obs-b": {"indicator": "firms", "value": 3, "about": [{"to": "park-b"}], "name_zh": None},
}


def test_the_kept_record_says_what_either_said_and_all_point_at_it() -> None:
    before = of(TWO)
    after = written(before, merging(before, "park-a", "park-b", "test", "the same gate"))
    park = after.get("park-a")
    assert isinstance(park, Park) and after.get("park-b") is None
    assert (park.name_zh, park.name_en, park.status, park.strengths) == ("甲园", "Park A", "open", ("影视",))
    assert park.aliases == ("甲", "甲文化园") and park.merged == ("park-b",) and park.possibly_same_as == ()
    assert [cite.to for cite in park.cites] == ["source-a", "source-b"]
    assert after.merged == {"park-b": "park-a"}
    alliance, figure = after.get("alliance-bc"), after.get("obs-b")
    assert isinstance(alliance, Alliance) and [m.to for m in alliance.has_member] == ["park-a", "park-c"]
    assert isinstance(figure, Observation) and figure.about[0].to == "park-a"
    assert not after.incoming.get("park-b")


def test_merging_is_undone_as_any_batch() -> None:
    before = of(TWO)
    batch = decide(before, merging(before, "park-a", "park-b", "test"), NOW)
    assert batch is not None and batch.action == "merge"
    after = apply(before, batch)
    assert written(after, undoing(after, batch, "test", "no")).digest == before.digest


def test_a_merged_id_is_given_to_nobody_else_and_goes_on_with_the_next_merging() -> None:
    snapshot = of({"park-a": {}, "park-b": {}, "park-c": {}})
    snapshot = written(snapshot, merging(snapshot, "park-b", "park-c", "test"))
    snapshot = written(snapshot, merging(snapshot, "park-a", "park-b", "test"))
    assert snapshot.merged == {"park-b": "park-a", "park-c": "park-a"}
    with pytest.raises(Refused, match="This id stands for park-a"):
        written(snapshot, Proposal("test", "edit", (Edit("park-c", {"name_zh": "丙", "cites": CITES}),)))
    for merged, said in (
        (["park-a"], "still there"),
        (["city-x"], "not of the same kind"),
        (["x-y"], "not of the same kind"),
        (["park-c"], "stands for another record"),
        (["park-z", "park-z"], "here twice"),
    ):
        edit = Edit("park-d", {"name_zh": "丁", "cites": CITES, "merged": merged})
        with pytest.raises(Refused, match=said):
            written(snapshot, Proposal("test", "edit", (edit,)))


def test_steps_of_both_are_told_apart_and_equal_ones_told_once() -> None:
    one = pairing("a", "park-a", "park-b")
    two = pairing("b", "park-a", "park-b", under=[{"to": "programme-p"}])
    two["alliance-b"]["has_step"].append({"id": "alliance-b#2", "state": "active", "date": "2023"})
    snapshot = of({"park-a": {}, "park-b": {}, "programme-p": {}, **one, **two})
    snapshot = written(snapshot, merging(snapshot, "alliance-a", "alliance-b", "test"))
    alliance = snapshot.get("alliance-a")
    assert isinstance(alliance, Alliance)
    assert [(step.id, step.state) for step in alliance.has_step] == [
        ("alliance-a#1", "signed"),
        ("alliance-a#2", "active"),
    ]


def test_what_is_added_gets_a_number_that_no_part_of_any_sort_has() -> None:
    one = pairing("a", "park-a", "park-b", has_term=[{"id": "alliance-a#7", "until": "2030"}])
    two = pairing("b", "park-a", "park-b", under=[{"to": "programme-p"}])
    two["alliance-b"]["has_step"][0]["date"] = "2023"
    snapshot = of({"park-a": {}, "park-b": {}, "programme-p": {}, **one, **two})
    (edit, *_) = merging(snapshot, "alliance-a", "alliance-b", "test").edits
    assert edit.after is not None and [step["id"] for step in edit.after["has_step"]] == [
        "alliance-a#1",
        "alliance-a#8",
    ]


def test_what_led_to_both_leads_to_the_one_once() -> None:
    both = [{"to": "source-a"}, {"to": "source-b"}]
    members = [{"to": park, "part": "park"} for park in ("park-a", "park-b")]
    snapshot = of({"park-a": {}, "park-b": {"cites": both}, "alliance-m": {"kind": "memorandum"}})
    snapshot = written(
        snapshot,
        Proposal(
            "test",
            "edit",
            (Edit("alliance-m", {"name_zh": "约", "kind": "memorandum", "cites": both, "has_member": members}),),
        ),
    )
    for keep, drop in (("source-a", "source-b"), ("park-a", "park-b")):
        snapshot = written(snapshot, merging(snapshot, keep, drop, "test"))
    alliance = snapshot.get("alliance-m")
    assert isinstance(alliance, Alliance)
    assert [cite.to for cite in alliance.cites] == ["source-a"]
    assert [member.to for member in alliance.has_member] == ["park-a"]


def test_what_cannot_be_one_is_refused() -> None:
    snapshot = of({"park-a": {}, "org-a": {"kind": "association"}})
    for drop in ("park-a", "org-a"):
        with pytest.raises(Refused, match="another one of its kind"):
            merging(snapshot, "park-a", drop, "test")
    with pytest.raises(NotFound, match="park-none"):
        merging(snapshot, "park-a", "park-none", "test")


URL = "https://example.org/a"
POINTS: list[dict[str, Any]] = [{"lat": 30.5, "lon": 114.25}, {"lat": 31, "lon": 121.5, "point_precision": "park"}]


@pytest.mark.parametrize(
    ("kept", "other", "fields"),
    [
        (  # what is on record as hidden stays hidden
            Source(id="source-k", name_zh="甲", url=URL),
            Source(id="source-d", name_zh="乙", url=f"{URL}b", show_url=True),
            {"url": URL, "show_url": False},
        ),
        (  # the permission goes with the address that it was given for
            Source(id="source-k", name_zh="甲", show_url=True),
            Source(id="source-d", name_zh="乙", url=URL),
            {"url": URL, "show_url": False},
        ),
        (
            Source(id="source-k", name_zh="甲"),
            Source(id="source-d", name_zh="乙", url=URL, show_url=True, kind="news", synthetic=True),
            {"url": URL, "show_url": True, "kind": "news", "synthetic": True},
        ),
        (
            Source(id="source-k", name_zh="甲", kind="official", synthetic=True),
            Source(id="source-d", name_zh="乙", kind="news", publisher="社"),
            {"kind": "official", "publisher": "社", "synthetic": True},
        ),
        (
            Park(id="park-k", name_zh="甲", name_en="Alpha", **POINTS[0]),
            Park(id="park-d", name_zh="乙", name_en="Beta", name_en_by="machine", status="open", **POINTS[1]),
            {"name_en": "Alpha", "name_en_by": None, **POINTS[0], "point_precision": None, "status": "open"},
        ),
        (
            Park(id="park-k", name_zh="甲", name_en_by="source", point_precision="city", status="closed"),
            Park(id="park-d", name_zh="乙", name_en="Beta", status="open", **POINTS[1]),
            {"name_en": "Beta", "name_en_by": None, **POINTS[1], "status": "closed"},
        ),
    ],
)
def test_a_field_is_taken_only_where_nothing_is_said_and_with_what_says_it(
    kept: Park | Source, other: Park | Source, fields: dict[str, Any]
) -> None:
    before = of({record.id: record.to_dict() | {"cites": CITES} for record in (kept, other)})
    after = written(before, merging(before, kept.id, other.id, "test")).get(kept.id)
    assert {name: getattr(after, name) for name in fields} == fields


def test_what_is_a_statement_and_no_thing_is_not_merged() -> None:
    figure = {"indicator": "firms", "about": [{"to": "park-a"}], "name_zh": None}
    said = {"kind": "saved", "about": [{"to": "park-a"}], "name_zh": None}
    figures = {"obs-a": {**figure, "value": 9540}, "obs-b": {**figure, "value": 9500, "bound": "about"}}
    snapshot = of({"park-a": {}, **figures, "verdict-a": said, "verdict-b": {**said, "kind": "dismissed"}})
    for kind in ("obs", "verdict"):
        with pytest.raises(Refused, match="not merged"):
            merging(snapshot, f"{kind}-a", f"{kind}-b", "test")


@given(st.integers(0, 2**32), st.data())
def test_of_any_two_records_nothing_points_at_the_one_that_went(seed: int, data: st.DataObject) -> None:
    before = written(Snapshot(), RandomRecords(seed).load(40))
    label = data.draw(st.sampled_from(["park", "org", "source", "city", "programme"]))
    ids = sorted(id_ for id_ in before.entries if id_.startswith(f"{label}-"))
    keep, drop = data.draw(st.permutations(ids))[:2]
    try:
        batch = decide(before, merging(before, keep, drop, "test"), NOW)
    except Refused as refused:  # both are parties of one alliance, or one would be a part of itself
        assert {problem.code for problem in refused.problems} <= {
            "self-tie",
            "circle",
            "members",
            "lifecycle",
            "duplicate",
        }
        return
    assert batch is not None
    after = apply(before, batch)
    assert after.merged[drop] == keep and after.get(drop) is None
    assert all(target != drop for entry in after.entries.values() for _, target in references(entry.record))
    assert written(after, undoing(after, batch, "test", "")).digest == before.digest
