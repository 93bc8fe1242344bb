"""A park's titles: what is surely and what is possibly held, what gives a level, what was lost, and reviews due."""

from datetime import date, timedelta
from typing import Any

import pytest

from parknet.model import titles
from parknet.model.records import Park, Programme, Title

DAY = date(2026, 11, 22)


def title(**fields: Any) -> dict[str, Any]:
    return {"to": "programme-list", "title": "示范园区", "kind": "named", "rank": "national"} | fields


def park(*held: dict[str, Any]) -> Park:
    return Park.model_validate({"id": "park-one", "name_zh": "园", "holds_title": held})


def list_with(**rule: Any) -> Programme:
    fields = {"id": "programme-list#1", "kind": "term", "code": "P5Y", "wording": "示范期5年"} | rule
    return Programme.model_validate({"id": "programme-list", "name_zh": "名单", "has_rule": [fields]})


@pytest.mark.parametrize(
    ("fields", "day", "possibly", "surely"),
    [
        ({}, DAY, True, False),  # no date at all
        ({"since": "2020"}, date(2020, 6, 1), True, False),
        ({"since": "2020"}, date(2020, 12, 31), True, True),
        ({"since": "../2020-12-25"}, date(2010, 1, 1), True, False),
        ({"since": "../2020-12-25"}, date(2020, 12, 25), True, True),
        ({"since": "2010", "until": "2013"}, date(2013, 6, 1), True, False),
        ({"since": "2010", "until": "2013", "status": "revoked"}, date(2012, 12, 31), True, True),
        ({"since": "2010", "until": "2013", "status": "revoked"}, date(2014, 1, 1), False, False),
        ({"since": "2010", "status": "cancelled"}, DAY, False, False),  # nobody says when
        ({"since": "2010", "status": "proposed"}, DAY, False, False),
    ],
)
def test_a_title_is_surely_held_whatever_the_true_dates_are(
    fields: dict[str, Any], day: date, possibly: bool, surely: bool
) -> None:
    one = park(title(**fields))
    assert bool(titles.in_force(one, day)) == possibly
    assert bool(titles.in_force(one, day, sure=True)) == surely
    assert (titles.level(one, day, sure=True) is not None) == surely


@pytest.mark.parametrize("since", [None, "2019", "202X", "2021-06~", "../2020", "2018/..", "2030"])
@pytest.mark.parametrize("until", [None, "2021", "2020-12-25", "..", "2031"])
def test_what_is_certain_is_possible(since: str | None, until: str | None) -> None:
    one = park(title(since=since, until=until))
    days = (date(2017, 1, 1) + timedelta(days=100 * n) for n in range(60))
    assert all(set(titles.in_force(one, day, sure=True)) <= set(titles.in_force(one, day)) for day in days)


def test_a_listing_gives_no_level() -> None:
    listed, named = title(kind="listed", since="2010"), title(rank="county", since="2010")
    assert titles.level(park(listed), DAY) is None
    level = titles.level(park(listed, named), DAY)
    assert level is not None and level.rank == "county"


def lost(*held: dict[str, Any]) -> list[str]:
    return [one.kind for one in titles.lost(park(*held), DAY)]


def test_a_cancelled_title_is_made_good_by_one_as_good() -> None:
    pilot = title(kind="pilot", status="cancelled", until="2020-12-25")
    other = {"to": "programme-other", "since": "2020-12-25"}
    assert lost(pilot) == ["pilot"]
    assert lost(pilot, title(**other)) == []
    assert lost(pilot, title(**other, rank="provincial")) == ["pilot"]
    assert lost(pilot | {"until": "2030"}) == []  # not yet


def test_a_revoked_title_is_made_good_by_its_own_list_alone() -> None:
    gone = title(status="revoked", until="2013")
    assert lost(gone, title(to="programme-other", since="2014")) == ["named"]
    assert lost(gone, title(since="2014")) == []


@pytest.mark.parametrize(
    ("fields", "rule", "due"),
    [
        ({"since": "2020-12-25"}, {}, date(2025, 12, 25)),
        ({"since": "2020-12-25"}, {"code": "P3Y"}, date(2023, 12, 25)),
        ({"since": "2020-02-29"}, {}, date(2025, 2, 28)),
        ({"since": "2020"}, {}, date(2025, 12, 31)),  # surely only when the last possible day is five years past
        ({"since": "2007-08"}, {"since": "2023-04-06"}, date(2023, 4, 6)),  # the rule is not older than itself
        ({}, {}, None),
        ({"since": "2020", "kind": "creation"}, {}, None),
        ({"since": "2020", "until": "2024", "status": "revoked"}, {}, None),
        ({"since": "2020"}, {"code": "期限"}, None),
        ({"since": "2020"}, {"kind": "naming"}, None),
    ],
)
def test_a_review_is_due_by_the_rule_of_the_list(
    fields: dict[str, Any], rule: dict[str, Any], due: date | None
) -> None:
    held = Title.model_validate(title(**fields))
    assert titles.review_due(held, list_with(**rule)) == due


def test_that_a_review_is_due_ends_no_title() -> None:
    one = park(title(since="2007-08"))
    assert titles.review_due(one.holds_title[0], list_with()) == date(2012, 8, 31)
    assert titles.level(one, DAY, sure=True) == one.holds_title[0]
