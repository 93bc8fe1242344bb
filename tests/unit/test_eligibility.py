"""Eligibility: yes, no or unknown by what titles prove; the twelve by hand, the Carrying Plan on real data."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parknet.analytics.eligibility import Eligibility, eligibility, roads
from parknet.errors import NotFound, Refused
from parknet.model import titles
from parknet.model.batch import Edit, Proposal
from parknet.model.decide import decide
from parknet.model.records import Observation, Park, Programme, Record
from parknet.model.snapshot import Snapshot, apply
from tests.networks import plain, twelve
from tests.unit import built_in

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, tzinfo=UTC)
CARRYING = "programme-carrying-plan"
YUANHETANG, TIBET = "park-suzhou-yuanhetang", "park-xizang-wenhua-lvyou-chuangyi-yuanqu"


def named(leaves_open: Iterable[str] = (), **more: Any) -> dict[str, Any]:
    """A class proved by the named of the list, left open by titles of other kinds."""
    proofs: list[dict[str, Any]] = [{"to": twelve.LIST, "kind": "named"}]
    proofs += [{"to": twelve.LIST, "kind": kind, "leaves_open": True} for kind in leaves_open]
    return {"kind": "eligibility", "code": "名单", "wording": "名单上的园区(虚构)", "proved_by": proofs} | more


def unproved(**more: Any) -> dict[str, Any]:
    return {"kind": "eligibility", "code": "重点", "wording": "重点园区(虚构)"} | more


def twelve_with(*rules: dict[str, Any], expected: int | None = None, counts: Iterable[Record] = ()) -> Snapshot:
    """The twelve, their plan with these rules and their list with this total."""
    records = {record.id: record for record in twelve.records()}
    numbered = [{**rule, "id": f"{twelve.PLAN}#{n}"} for n, rule in enumerate(rules, start=10)]
    plan = {**records[twelve.PLAN].to_dict(), "has_rule": numbered}
    list_ = {**records[twelve.LIST].to_dict(), "expected_parks": expected}
    changed = [Programme.model_validate(fields) for fields in (plan, list_)]
    return plain.of((records | {record.id: record for record in (*changed, *counts)}).values())


def answers(found: Eligibility, rule: int = 0) -> dict[str, tuple[str, str]]:
    """Answer and reason of one rule by park, without the prefix of its id."""
    return {
        park.park.removeprefix("park-"): (park.findings[rule].answer, park.findings[rule].why) for park in found.parks
    }


def test_of_the_twelve_by_a_list_that_is_known_whole() -> None:
    """Named are anhe (2019), dongwan (2021-22) and baishi (some day in the 2020s); jinsong's was revoked in 2020."""
    found = eligibility(twelve_with(named(["creation"]), expected=3), twelve.PLAN, TODAY)
    by_park = answers(found)
    assert by_park["anhe"] == by_park["dongwan"] == ("yes", "title")
    assert by_park["baishi"] == ("unknown", "title-unsure")
    assert by_park["chunlin"] == ("unknown", "left-open")  # qualified for creation
    assert by_park["jinsong"] == ("no", "not-on-the-day")
    assert {by_park[name] for name in ("ersheng", "fengqi", "guyan", "haibin", "yilan", "kecun", "luye")} == {
        ("no", "not-on-list")
    }
    assert found.counts == {"yes": 2, "no": 8, "unknown": 2} == found.conditions[0].counts
    (evidence,) = next(park.findings[0].evidence for park in found.parks if park.park == "park-anhe")
    assert (evidence.programme, evidence.title, evidence.since) == (twelve.LIST, "示范园区(虚构)", "2019")


def test_as_of_another_day_another_answer() -> None:
    snapshot = twelve_with(named(), expected=3)
    assert answers(eligibility(snapshot, twelve.PLAN, date(2018, 12, 31)))["anhe"] == ("no", "not-on-the-day")
    assert answers(eligibility(snapshot, twelve.PLAN, date(2019, 7, 1)))["anhe"] == ("unknown", "title-unsure")
    assert answers(eligibility(snapshot, twelve.PLAN, date(2016, 1, 1)))["jinsong"] == ("yes", "title")


def test_who_is_on_no_list_that_is_known_whole_is_unknown() -> None:
    by_park = answers(eligibility(twelve_with(named(), expected=4), twelve.PLAN, TODAY))
    assert by_park["guyan"] == by_park["jinsong"] == ("unknown", "list-not-whole")
    assert by_park["anhe"] == ("yes", "title")
    assert answers(eligibility(twelve_with(named()), twelve.PLAN, TODAY))["guyan"] == ("unknown", "list-not-whole")


def test_a_list_is_whole_by_the_numbers_of_all_its_batches() -> None:
    """anhe is of batch 一; of baishi and dongwan no batch is stated, so the date of the naming stands for one."""

    def count(slug: str, value: int, scope: str) -> Observation:
        fields = {"id": f"obs-{slug}", "indicator": "parks", "value": value, "scope": scope}
        return Observation.model_validate(fields | {"about": [{"to": twelve.LIST}], "cites": twelve.CITES})

    counts = [count("a", 1, "一"), count("b", 1, "202X命名"), count("c", 1, "2021-22命名")]
    whole = eligibility(twelve_with(named(), counts=counts), twelve.PLAN, TODAY)
    assert (whole.conditions[0].lists[0].expected, answers(whole)["guyan"]) == (3, ("no", "not-on-list"))
    for lacking in ([*counts[:2]], [*counts[:2], count("c", 2, "2021-22命名")]):
        found = eligibility(twelve_with(named(), counts=lacking), twelve.PLAN, TODAY)
        assert answers(found)["guyan"] == ("unknown", "list-not-whole")


@pytest.mark.parametrize(
    ("rules", "anhe", "guyan"),
    [
        ([], "unknown", "unknown"),  # nothing is said
        ([named()], "yes", "no"),
        ([named(), unproved()], "yes", "unknown"),  # classes: one is enough
        ([named(binding="must"), unproved(binding="must")], "unknown", "no"),  # conditions: all have to be
        ([named(binding="must"), unproved()], "unknown", "no"),
        ([named(), unproved(binding="prefer")], "yes", "no"),  # a preference decides nothing
        ([unproved(binding="prefer")], "unknown", "unknown"),
    ],
)
def test_classes_conditions_and_preferences(rules: list[dict[str, Any]], anhe: str, guyan: str) -> None:
    found = {p.park: p.answer for p in eligibility(twelve_with(*rules, expected=3), twelve.PLAN, TODAY).parks}
    assert (found["park-anhe"], found["park-guyan"]) == (anhe, guyan)


def test_one_park_or_one_answer_and_the_counts_of_all() -> None:
    snapshot = twelve_with(named(), expected=3)
    one = eligibility(snapshot, twelve.PLAN, TODAY, park="park-anhe")
    assert ([p.park for p in one.parks], sum(one.counts.values())) == (["park-anhe"], 12)
    assert [p.park for p in eligibility(snapshot, twelve.PLAN, TODAY, answer="yes").parks] == [
        "park-anhe", "park-dongwan",
    ]  # fmt: skip
    assert [road.programme for road in roads(snapshot, "park-anhe", TODAY)] == [twelve.PLAN]
    for programme, park in (("programme-none", None), (twelve.PLAN, "park-none"), ("park-anhe", None)):
        with pytest.raises(NotFound):
            eligibility(snapshot, programme, TODAY, park)
    with pytest.raises(NotFound, match="no park"):
        roads(snapshot, "park-none", TODAY)


@given(day=st.dates(date(2010, 1, 1), date(2030, 1, 1)), expected=st.none() | st.integers(0, 6))
def test_no_is_only_said_of_a_whole_list_and_yes_only_with_evidence(day: date, expected: int | None) -> None:
    found = eligibility(twelve_with(named(["pilot"]), unproved(), expected=expected), twelve.PLAN, day)
    whole = expected is not None and expected <= 3
    for park in found.parks:
        proved, other = park.findings
        assert proved.answer != "no" or whole
        assert (proved.answer == "yes") == (proved.why == "title") and bool(proved.evidence) >= (proved.why == "title")
        assert (other.answer, other.why) == ("unknown", "no-proof")
        assert park.answer == ("yes" if proved.answer == "yes" else "unknown")


def test_the_five_classes_of_the_carrying_plan() -> None:
    """Classes 1 to 3 are proved or denied by lists that are known whole; 4 and 5 are unknown, not no."""
    found = eligibility(built_in.snapshot(), CARRYING, TODAY)
    lists = [[(one.programme, one.named, one.expected) for one in rule.lists] for rule in found.conditions]
    assert lists == [
        [("programme-ministry-city-parks", 2, 2)],
        [("programme-national-demonstration-parks", 34, 34)],
        [("programme-national-creation-parks", 23, 23)],
        [],
        [],
    ]
    assert [rule.lists[0].counted for rule in found.conditions[:3]] == ["2021-12", "2023-03-28", "2020-12-25"]
    every = len(found.parks)
    assert [rule.counts["yes"] for rule in found.conditions] == [2, 34, 23, 0, 0]
    assert [rule.counts["unknown"] for rule in found.conditions] == [0, 0, 6, every, every]  # six pilots
    assert found.counts == {"yes": 39, "no": 0, "unknown": every - 39}


def test_two_parks_of_one_group_were_named_17_days_after_they_signed() -> None:
    """P02, signed on 2023-03-11: as of that day one had a qualification and one a pilot's title kept."""

    def of(park: str, day: date) -> list[str]:
        (found,) = eligibility(built_in.snapshot(), CARRYING, day, park).parks
        return [found.answer, *(finding.answer for finding in found.findings)]

    signed, later = date(2023, 3, 11), date(2023, 3, 28)
    assert of(YUANHETANG, signed) == ["yes", "no", "no", "yes", "unknown", "unknown"]
    assert of(TIBET, signed) == ["unknown", "no", "no", "unknown", "unknown", "unknown"]
    assert of(YUANHETANG, later) == ["yes", "no", "yes", "yes", "unknown", "unknown"]
    assert of(TIBET, later) == ["yes", "no", "yes", "unknown", "unknown", "unknown"]


def test_the_roads_of_a_park() -> None:
    found = {road.programme: road for road in roads(built_in.snapshot(), TIBET, TODAY)}
    assert set(found) == {
        CARRYING, "programme-beijing-parks", "programme-chaoyang-upgrade", "programme-national-demonstration-parks",
    }  # fmt: skip
    assert found[CARRYING].parks[0].answer == "yes"
    assert {road.parks[0].answer for id_, road in found.items() if id_ != CARRYING} == {"unknown"}


def test_the_titles_of_each_park_are_looked_at_once_for_all_roads(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: Counter[tuple[str, bool]] = Counter()
    in_force = titles.in_force

    def counted(park: Park, day: date, *, sure: bool = False) -> Any:
        looked[park.id, sure] += 1
        return in_force(park, day, sure=sure)

    monkeypatch.setattr(titles, "in_force", counted)
    snapshot = built_in.snapshot()
    found = roads(snapshot, TIBET, TODAY)
    unlisted = [park.id for park in snapshot.all(Park) if not park.holds_title]
    assert unlisted and {looked[id_, sure] for id_ in unlisted for sure in (True, False)} == {1}
    assert found == tuple(eligibility(snapshot, road.programme, TODAY, TIBET) for road in found) and len(found) == 4


def test_what_proves_a_rule_is_a_programme_on_record_and_stays_while_it_is_asked_for() -> None:
    def proposal(*edits: Edit) -> Proposal:
        return Proposal("test", "edit", edits)

    def plan(*to: str) -> dict[str, Any]:
        rule = unproved(id="programme-plan#1", proved_by=[{"to": id_, "kind": "named"} for id_ in to])
        return {"name_zh": "计划", "cites": [{"to": "source-a"}], "has_rule": [rule]}

    cites = {"cites": [{"to": "source-a"}]}
    base = [
        Edit("source-a", {"name_zh": "来源"}, 0),
        Edit("park-a", {"name_zh": "园", **cites}, 0),
        Edit("programme-list", {"name_zh": "单", **cites}, 0),
    ]
    for wrong in ("park-a", "programme-none"):
        with pytest.raises(Refused, match="proved_by/0/to"):
            decide(Snapshot(), proposal(*base, Edit("programme-plan", plan(wrong), 0)), NOW)
    batch = decide(Snapshot(), proposal(*base, Edit("programme-plan", plan("programme-list"), 0)), NOW)
    assert batch is not None
    with pytest.raises(Refused, match="programme-list"):
        decide(apply(Snapshot(), batch), proposal(Edit("programme-list", None, 1)), NOW)
