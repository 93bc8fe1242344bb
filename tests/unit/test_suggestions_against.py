"""Suggestions: what speaks against a partner, and against the park itself."""

from datetime import date

import pytest

from parknet.analytics.suggestions import suggest
from parknet.model.records import Programme
from tests.networks import plain
from tests.networks.home import BASE, CITES, HOME, alliance, asked, one, out, park


def test_reasons_against_that_no_term_states() -> None:
    cancelled = [
        {"to": "programme-list", "title": "示范", "kind": "creation", "rank": "national", "status": "cancelled"}
    ]
    answer = asked(
        HOME,
        park("plan", "chengdu", status="planned"),
        park("site", "chengdu", status="building", holds_title=cancelled),
        park("twin", "chengdu", possibly_same_as=[{"to": "park-partner"}]),
        park("partner", "chengdu"),
        park("unsure", "chengdu", status="unknown"),
        alliance("a", "home partner"),
    )
    codes = {item.park: [r.code for r in item.against if r.code != "distance"] for item in answer.items}
    assert codes == {
        "park-plan": ["planned"],
        "park-site": ["building", "cancelled"],
        "park-twin": ["possibly-partner"],
        "park-unsure": [],
    }


@pytest.mark.parametrize(
    ("status", "rank", "to", "codes"),
    [
        ("cancelled", "national", "programme-other", []),  # a pilot park that was named: no reason against it
        ("cancelled", "provincial", "programme-list", ["cancelled"]),
        ("revoked", "national", "programme-list", []),
    ],
)
def test_a_title_that_a_better_one_made_good_is_no_reason_against(
    status: str, rank: str, to: str, codes: list[str]
) -> None:
    lost = {"to": "programme-list", "title": "试验园区", "kind": "pilot", "rank": "national", "status": status}
    since = {"to": to, "title": "示范园区", "kind": "named", "rank": rank, "since": "2020-12-25"}
    other = park("other", "chengdu", holds_title=[lost | {"until": "2020-12-25"}, since])
    item = one(asked(HOME, other), "other")
    assert [reason.code for reason in item.against if reason.code in ("cancelled", "revoked")] == codes


def test_a_title_revoked_under_one_list_is_not_made_good_by_another() -> None:
    lost = {"to": "programme-list", "title": "示范园区", "kind": "named", "rank": "national", "status": "revoked"}
    since = {"to": "programme-other", "title": "基地", "kind": "named", "rank": "national", "since": "2021"}
    assert out(asked(HOME, park("other", "chengdu", holds_title=[lost, since]))) == {"other": "revoked"}


def test_a_title_that_has_not_surely_begun_gives_no_level() -> None:
    undated = [{"to": "programme-list", "title": "示范园区", "kind": "named", "rank": "county"}]
    item = one(asked(HOME, park("far", "chengdu", holds_title=undated)), "far")
    assert not next(term for term in item.terms if term.id == "strength-gap").known


def test_a_review_that_is_due_is_told_and_ends_nothing() -> None:
    rule = {"id": "programme-term#1", "kind": "term", "code": "P5Y", "wording": "示范期5年", "since": "2023-04-06"}
    term = Programme.model_validate({"id": "programme-term", "name_zh": "名单", "cites": CITES, "has_rule": [rule]})
    title = {"to": "programme-term", "title": "示范园区", "kind": "named", "rank": "national", "since": "2020-12-25"}
    records = (term, park("home", "nanjing", holds_title=[title]), park("far", "chengdu", holds_title=[title]))
    for day, codes in ((date(2025, 12, 24), []), (date(2025, 12, 25), ["review-due"])):
        answer = suggest(plain.of([*BASE, *records]), "park-home", day)
        assert [reason.code for reason in answer.cautions] == codes
        far = one(answer, "far")
        assert [reason.code for reason in far.against if reason.code == "review-due"] == codes
        assert next(term for term in far.terms if term.id == "strength-gap").known
    assert answer.cautions[0].evidence == ("programme-term",)
    assert "2025-12-25" in answer.cautions[0].zh and "no result on record" in answer.cautions[0].en


def test_what_speaks_against_the_park_itself_is_a_caution() -> None:
    answer = asked(park("home", "nanjing", status="closed"), park("far", "chengdu"))
    assert [reason.code for reason in answer.cautions] == ["closed"]
