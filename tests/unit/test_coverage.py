"""Coverage: known of expected, in a sentence and in counts; the twelve counted by hand."""

from datetime import date

import pytest

from parknet.analytics.coverage import counts, coverage
from parknet.analytics.layout import layouts
from parknet.errors import NotFound
from parknet.model.records import Alliance, Park, Programme, Record
from parknet.model.snapshot import Snapshot
from tests.networks import plain, twelve
from tests.unit import built_in

TWELVE = twelve.snapshot()
TODAY = date(2026, 11, 22)


def test_groups_under_a_programme_and_its_pilot() -> None:
    found = coverage(TWELVE, twelve.PLAN, TODAY)
    # pair and trio have begun; `refused` never did; the pilot's two parks are not counted among the five.
    assert (found.parks, found.groups, found.pilot) == (5, 2, 1)
    assert found.sentence == (
        "20家园区中已知5家，8个合作组中已知2个，另有2021年试点",
        "5 of 20 parks in 2 of 8 groups, and the 2021 pilot",
    )


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (date(2020, 12, 31), "0 of 20 parks in 0 of 8 groups"),
        (date(2021, 12, 30), "0 of 20 parks in 0 of 8 groups"),  # some day in 2021 is sure only at its end
        (date(2021, 12, 31), "0 of 20 parks in 0 of 8 groups, and the 2021 pilot"),
        (date(2022, 8, 17), "2 of 20 parks in 1 of 8 groups, and the 2021 pilot"),
    ],
)
def test_what_is_known_is_known_as_of_a_day(day: date, sentence: str) -> None:
    assert coverage(TWELVE, twelve.PLAN, day).sentence[1] == sentence


def test_a_list_counts_the_parks_that_its_number_is_about() -> None:
    # Of seven titles anhe's and dongwan's: a qualification, a pilot and a listing are no naming, baishi's of 202X may
    # begin yet, and jinsong's was revoked in 2020.
    assert coverage(TWELVE, twelve.LIST, TODAY).sentence == ("9家园区中已知2家", "2 of 9 parks")
    assert coverage(TWELVE, twelve.LIST, date(2016, 1, 1)).parks == 1  # jinsong's, not yet revoked


def test_without_a_number_every_title_counts() -> None:
    others = [record for record in twelve.records() if record.id != twelve.LIST]
    unnumbered = plain.of([*others, Programme(id=twelve.LIST, name_zh="虚构")])
    # And chunlin's qualification; fengqi's pilot (2018/..) may begin yet, ersheng's listing has no date.
    assert coverage(unnumbered, twelve.LIST, TODAY).sentence[1] == "3 parks, no total to set against"


def test_what_the_sources_do_not_state_is_not_made_up() -> None:
    assert coverage(TWELVE, twelve.PILOT, TODAY).sentence == (
        "已知2家园区，无可对照的总数，已知1个合作组",
        "2 parks in 1 group, no total to set against",
    )


def test_no_list_of_the_built_in_data_claims_a_false_fraction() -> None:
    """A total stands beside the parks of its own list and day alone: 160 of 2022, 12 of 2017 and 28 of 2021 do not."""
    said = {p.id: coverage(built_in.snapshot(), p.id, TODAY).sentence[1] for p in built_in.snapshot().all(Programme)}
    assert {id_.removeprefix("programme-"): text for id_, text in said.items() if " of " in text} == {
        "carrying-plan": "9 of 72 parks in 3 of 24 groups, and the 2021 pilot",
        "chengdu-parks": "10 of 40 parks",
        "hainan-key-parks-1": "6 of 11 parks",
        "henan-key-parks-1": "2 of 3 parks",
        "hubei-demonstration-parks-3": "10 of 10 parks",
        "hunan-characteristic-parks-1": "1 of 3 parks",
        "ministry-city-parks": "2 of 2 parks",
        "nanjing-golden-parasol": "1 of 4 parks",
        "national-advertising-parks": "14 of 30 parks",
        "national-demonstration-parks": "34 of 34 parks",
        "shaanxi-demonstration-parks-1": "4 of 4 parks",
        "shandong-audiovisual-bases": "5 of 5 parks",
        "shandong-audiovisual-parks": "2 of 2 parks",
        "shenzhen-parks": "6 of 71 parks",
        "suzhou-demonstration-bases-1": "16 of 24 parks",
        "suzhou-new-district-parks": "2 of 5 parks",
        "zhejiang-key-parks-2015-2016": "3 of 20 parks",
    }
    assert said["programme-shanghai-parks"] == "21 parks, no total to set against"


def test_a_park_known_by_its_province_alone_has_no_point() -> None:
    assert counts(built_in.snapshot())["parks_without_point"] == 24
    drawn = layouts(built_in.snapshot()).geographic
    assert sum(park.id not in drawn for park in built_in.snapshot().all(Park)) == 24
    assert not any(park.point_precision == "province" for park in built_in.snapshot().all(Park))


def group(slug: str, date_: str, members: list[tuple[str, str]]) -> Record:
    return Alliance.model_validate(
        {
            "id": f"alliance-{slug}",
            "name_zh": "虚构",
            "kind": "pairing",
            "has_member": [{"to": id_, "part": part} for id_, part in members],
            "under": [{"to": "programme-carrying"}],
            "has_step": [{"id": f"alliance-{slug}#1", "state": "signed", "date": date_}],
        }
    )


def test_nine_of_72_parks_in_3_of_24_groups() -> None:
    """Three groups of three, one of them of bodies that stand in the part of a park; guides and a doubtful year."""
    plan = Programme(id="programme-carrying", name_zh="虚构", expected_parks=72, expected_groups=24)
    threes = [
        [(f"park-{a}{n}", "park") for n in (1, 2)] + [(f"org-{a}", "park"), (f"org-g{a}", "guide")] for a in "abc"
    ]
    threes[0].append(("org-firm", "company"))
    groups = [group(f"n{n}", "2023-03-11", members) for n, members in enumerate(threes)]
    assert coverage(plain.of([plan, *groups]), plan.id, TODAY).sentence == (
        "72家园区中已知9家，24个合作组中已知3个",
        "9 of 72 parks in 3 of 24 groups",
    )
    undated = group("undated", "XXXX-06-16", [("park-x", "park"), ("park-y", "park")])
    assert coverage(plain.of([plan, *groups, undated]), plan.id, TODAY).sentence == (
        "72家园区中已知9家，24个合作组中已知3个，另有1组年份不详",
        "9 of 72 parks in 3 of 24 groups, 1 more group of unknown year",
    )


def test_titles_do_not_stand_in_for_groups_that_have_not_begun() -> None:
    plan = Programme(id="programme-carrying", name_zh="虚构", expected_parks=72)
    title = {"to": plan.id, "title": "虚构", "kind": "named", "rank": "national", "since": "2000"}
    holder = Park.model_validate({"id": "park-holder", "name_zh": "虚构", "holds_title": [title]})
    begun = group("begun", "2023", [("park-x", "park"), ("park-y", "park")])
    assert coverage(plain.of([plan, holder, begun]), plan.id, date(2020, 1, 1)).parks == 0
    assert coverage(plain.of([plan, holder]), plan.id, date(2020, 1, 1)).parks == 1


def test_no_such_programme() -> None:
    with pytest.raises(NotFound, match="park-anhe"):
        coverage(TWELVE, "park-anhe", TODAY)


def test_counts_of_the_twelve() -> None:
    assert counts(TWELVE) == {
        "Park": 12,
        "City": 15,
        "Organisation": 8,
        "Alliance": 16,
        "Programme": 3,
        "JointAction": 2,
        "Posting": 1,
        "Verdict": 1,
        "Observation": 3,
        "Source": 2,
        "parks_with_sector": 10,
        "parks_without_place": 1,
        "parks_without_point": 2,
        "parks_with_title": 7,
        "titles": 7,
        "parks_with_figure": 2,
        "ties_between_parks": 11,
        "ties_members_not_named": 1,
        "ties_not_begun": 4,
        "ties_year_unknown": 1,
    }
    assert set(counts(Snapshot()).values()) == {0}
