"""Coverage: known of expected, in a sentence and in counts; the twelve counted by hand."""

from datetime import date

import pytest

from parknet.analytics.coverage import counts, coverage
from parknet.errors import NotFound
from parknet.model.records import Alliance, Park, Programme, Record
from parknet.model.snapshot import Snapshot
from tests.networks import plain, twelve

TWELVE = twelve.snapshot()
TODAY = date(2026, 11, 22)


def test_groups_under_a_programme_and_its_pilot() -> None:
    found = coverage(TWELVE, twelve.PLAN, TODAY)
    # pair and trio have begun; `refused` never did; the pilot's two parks are not counted among the five.
    assert (found.parks, found.groups, found.pilot) == (5, 2, 1)
    assert found.sentence == (
        "20家园区中已知5家,8个合作组中已知2个,另有2021年试点",
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


def test_a_list_counts_the_parks_that_hold_a_title_under_it() -> None:
    # Seven titles under it, one of them revoked.
    assert coverage(TWELVE, twelve.LIST, TODAY).sentence == ("9家园区中已知6家", "6 of 9 parks")
    # Before 2017 ersheng's, which has no date, and jinsong's, revoked in 2020; baishi's of 202X may begin in 2020.
    assert coverage(TWELVE, twelve.LIST, date(2016, 1, 1)).parks == 2


def test_what_the_sources_do_not_state_is_not_made_up() -> None:
    assert coverage(TWELVE, twelve.PILOT, TODAY).sentence == (
        "已知2家园区,总数未见于来源,已知1个合作组",
        "2 parks of an unstated number in 1 group",
    )


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
        "72家园区中已知9家,24个合作组中已知3个",
        "9 of 72 parks in 3 of 24 groups",
    )
    undated = group("undated", "XXXX-06-16", [("park-x", "park"), ("park-y", "park")])
    assert coverage(plain.of([plan, *groups, undated]), plan.id, TODAY).sentence == (
        "72家园区中已知9家,24个合作组中已知3个,另有1组年份不详",
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
        "parks_without_point": 1,
        "parks_with_title": 7,
        "titles": 7,
        "parks_with_figure": 2,
        "ties_between_parks": 11,
        "ties_members_not_named": 1,
        "ties_not_begun": 4,
        "ties_year_unknown": 1,
    }
    assert set(counts(Snapshot()).values()) == {0}
