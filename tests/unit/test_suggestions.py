"""Suggestions: small networks worked out by hand."""

from dataclasses import replace
from datetime import date

import pytest

from parknet.analytics.suggestions import suggest
from parknet.analytics.terms import TERMS, WEIGHTS
from parknet.errors import NotFound, Refused
from parknet.model.records import Source
from tests.networks import plain
from tests.networks.home import BASE, HOME, PLAN, alliance, asked, contributions, one, out, park


def test_a_small_network_by_hand() -> None:
    # home: Nanjing (32N 118E, a city's point), national, sectors 02 03.
    # far: Chengdu, 14 degrees of longitude away at 32N: 2 * 6371 * asin(cos 32° * sin 7°) = 1,319 km; county, 02 06.
    # near: Nanjing too, national, the same sectors. Both are partners of mid; far shares a consortium with home.
    answer = asked(
        HOME,
        park("far", "chengdu", "county", sectors=["02", "06"]),
        park("near", "nanjing", "national", sectors=["03", "02"]),
        park("mid", "chengdu"),
        alliance("a", "home mid", "signed 2021"),
        alliance("b", "mid far", "signed 2022"),
        alliance("c", "mid near", "signed 2022"),
        alliance("d", "home far", kind="consortium"),
    )
    far, near = one(answer, "far"), one(answer, "near")
    assert contributions(far) == {
        "region-preference": 35 * 1000,  # East with West, 800; lower with upper Yangtze, 400; together at most 1000
        "strength-gap": 20 * 1000,  # national and county: 3 tiers
        "sector-complementarity": 20 * 666,  # of 02 03 06 two are of one only: 2/3
        "shared-partners": 10 * 500,  # mid
        "shared-alliances": 10 * 500,  # d
        "distance": 5 * (1000 - 1319),
    }
    assert far.score == 35_000 + 20_000 + 13_320 + 5_000 + 5_000 - 1_595 == 76_725
    # Each point is a city's, 95 km either way.
    assert (far.score_low, far.score_high) == (76_725 - 950, 76_725 + 950)
    assert contributions(near) == {
        "region-preference": 35 * -400,  # one city: no clause
        "strength-gap": 20 * -500,
        "sector-complementarity": 20 * -500,
        "shared-partners": 10 * 500,
        "shared-alliances": 0,
        "distance": 5 * 1000,
    }
    assert near.score == -24_000
    assert [(item.park, item.rank, item.rank_low, item.rank_high) for item in answer.items] == [
        ("park-far", 1, 1, 1),
        ("park-near", 2, 2, 2),
    ]
    assert [reason.code for reason in far.against] == ["distance"]
    assert [reason.code for reason in near.against] == ["region-preference", "strength-gap", "sector-complementarity"]
    assert out(answer) == {"mid": "partner"}
    assert (answer.known_ties, answer.tested_en) == (3, "untested on parks: 3 known park-to-park ties")
    assert "3 对" in answer.tested_zh


def test_each_term_names_its_records() -> None:
    far = one(asked(HOME, park("far", "chengdu", "county", sectors=["02", "06"])), "far")
    named = {term.id: {evidence.id for evidence in term.evidence} for term in far.terms}
    assert named["region-preference"] == {f"{PLAN}#1", f"{PLAN}#2", "city-jiangsu", "city-sichuan"}
    assert named["strength-gap"] == {"park-home", "park-far", "programme-list", "source-one"}
    assert named["sector-complementarity"] == {"park-home", "park-far"}
    assert named["distance"] == {"city-nanjing", "city-chengdu"}


@pytest.mark.parametrize(
    ("here", "there", "points", "low", "high"),
    [
        ("nanjing", "chengdu", 1000, 1000, 1000),
        ("nanjing", "hebei", -400, -400, -400),
        ("hebei", "hong-kong", 0, 0, 0),
        ("inner", "inner", 0, -400, 400),  # perhaps on different reaches: neutral, and a band
        ("inner", "shanxi", 800, 800, 1000),
        ("nanjing", None, 0, -400, 1000),
        ("nanjing", "nanjing", -400, -400, -400),
        ("nanjing", "suzhou", 300, 300, 300),
    ],
)
def test_what_the_programme_prefers(here: str, there: str | None, points: int, low: int, high: int) -> None:
    item = one(asked(park("home", here), park("other", there, sectors=["01"])), "other")
    term = next(t for t in item.terms if t.id == "region-preference")
    assert (term.contribution, term.contribution_low, term.contribution_high) == (35 * points, 35 * low, 35 * high)


def test_another_programme_prefers_nothing_known() -> None:
    item = one(asked(HOME, park("far", "chengdu"), programme="programme-list"), "far")
    term = next(t for t in item.terms if t.id == "region-preference")
    assert (term.known, term.contribution_low, term.contribution_high) == (False, 0, 0)


@pytest.mark.parametrize(
    ("other", "value"),
    [(["02", "03"], -500), (["01"], 500), (["02"], 500), (["02", "03", "04", "05"], 500), (["02", "06", "07"], 750)],
)
def test_sectors_complement_when_some_are_shared_and_some_are_not(other: list[str], value: int) -> None:
    item = one(asked(HOME, park("other", sectors=other)), "other")
    assert contributions(item)["sector-complementarity"] == 20 * value


def test_what_is_missing_is_neutral_and_widens_the_rank_to_a_band() -> None:
    answer = asked(
        HOME,
        park("full", "chengdu", "county", sectors=["02", "06"]),
        park("bare", "chengdu"),
        park("poor", "nanjing", "national", sectors=["02", "03"]),
    )
    bare = one(answer, "bare")
    missing = {term.id: term for term in bare.terms if not term.known}
    assert set(missing) == {"strength-gap", "sector-complementarity"}
    assert all(term.contribution == 0 for term in missing.values())
    assert (bare.score - bare.score_low, bare.score_high - bare.score) == (10_000 + 10_000 + 950, 40_000 + 950)
    assert (bare.rank, bare.rank_low, bare.rank_high) == (2, 1, 2)
    assert not {"strength-gap", "sector-complementarity"} & {reason.code for reason in bare.against}


def test_equal_scores_share_a_rank_and_the_cut_is_told() -> None:
    twins = [park(slug, "chengdu") for slug in ("a", "b", "c")]
    answer = asked(HOME, *twins, park("better", "chengdu", "county"), limit=2)
    assert [(item.park, item.rank) for item in answer.items] == [("park-better", 1), ("park-a", 2)]
    assert (answer.candidates, answer.tied_beyond) == (4, 2)
    assert [item.rank for item in asked(HOME, *twins).items] == [1, 1, 1]


def test_who_never_appears() -> None:
    revoked = [{"to": "programme-list", "title": "示范", "kind": "named", "rank": "national", "status": "revoked"}]
    answer = asked(
        park("home", "nanjing", part_of=[{"to": "park-whole"}], possibly_same_as=[{"to": "park-double"}]),
        park("whole", "nanjing", part_of=[{"to": "park-greater"}]),
        park("greater", "nanjing"),
        park("wing", "nanjing", part_of=[{"to": "park-home"}]),
        park("room", "nanjing", part_of=[{"to": "park-wing"}]),
        park("double", "nanjing"),
        park("shadow", "nanjing", possibly_same_as=[{"to": "park-home"}]),
        park("partner", "chengdu"),
        park("talking", "chengdu"),
        park("expired", "chengdu"),
        park("gone", "chengdu", holds_title=revoked),
        park("closed", "chengdu", status="closed"),
        park("nobody"),
        park("fine", "chengdu"),
        alliance("a", "home partner"),
        alliance("b", "home talking", "intention 2025"),
        alliance("c", "home expired", has_term=[{"id": "alliance-c#9", "since": "2020", "until": "2022"}]),
    )
    assert [item.park for item in answer.items] == ["park-fine"]
    assert out(answer) == {
        "whole": "whole",
        "greater": "whole",
        "wing": "part",
        "room": "part",
        "double": "possibly-same",
        "shadow": "possibly-same",
        "partner": "partner",
        "talking": "in-talks",
        "expired": "past-term",
        "gone": "revoked",
        "closed": "closed",
        "nobody": "too-little-data",
    }


def test_a_tie_that_is_over_or_a_guide_or_a_platform_makes_no_partner() -> None:
    guide = [{"to": "park-home", "part": "park"}, {"to": "park-third", "part": "park"}]
    answer = asked(
        HOME,
        *(park(slug, "chengdu") for slug in ("former", "refused", "third", "guide", "fellow", "left")),
        alliance("a", "home former", "signed 2019", "ended 2021"),
        alliance("b", "home refused", "intention 2019", "declined"),
        alliance("c", "", has_member=[*guide, {"to": "park-guide", "part": "guide"}]),
        alliance("d", "home fellow", kind="association"),
        alliance("e", "", has_member=[*guide, {"to": "park-left", "part": "park", "until": "2021"}]),
    )
    assert {item.park for item in answer.items} == {
        "park-former",
        "park-refused",
        "park-guide",
        "park-fellow",
        "park-left",
    }
    assert out(answer) == {"third": "partner"}
    for slug, alliance_id in (("former", "alliance-a"), ("refused", "alliance-b")):
        reason = next(r for r in one(answer, slug).against if r.code == "ended")
        assert reason.evidence == (alliance_id,)
    assert contributions(one(answer, "fellow"))["shared-alliances"] == 5_000


def test_a_fellow_member_of_a_platform_is_no_shared_partner() -> None:
    parks = (park("mid", "chengdu"), park("far", "chengdu"))
    answer = asked(HOME, *parks, alliance("a", "home mid", kind="consortium"), alliance("b", "mid far"))
    assert contributions(one(answer, "far"))["shared-partners"] == 0


def test_an_end_that_may_not_have_come_yet_still_makes_a_partner() -> None:
    answer = asked(HOME, park("other", "chengdu"), alliance("a", "home other", "signed 2019", "ended 2026"))
    assert out(answer) == {"other": "partner"}


def test_a_tie_is_of_its_day() -> None:
    records = [HOME, park("mid", "chengdu"), park("far", "chengdu"), alliance("a", "home mid", "signed 2021-06-01")]
    records += [alliance("b", "mid far", "signed 2021-06-01")]
    before = suggest(plain.of([*BASE, *records]), "park-home", date(2021, 5, 31))
    assert {item.park for item in before.items} == {"park-mid", "park-far"}
    assert before.known_ties == 0
    after = suggest(plain.of([*BASE, *records]), "park-home", date(2021, 6, 1))
    assert contributions(one(after, "far"))["shared-partners"] == 5_000


def test_a_tie_of_unknown_year_is_a_shared_partner_only_perhaps() -> None:
    far = one(
        asked(HOME, park("mid", "chengdu"), park("far", "chengdu"), alliance("a", "home mid"),
              alliance("b", "mid far", "signed XXXX-06-16")),
        "far",
    )  # fmt: skip
    term = next(t for t in far.terms if t.id == "shared-partners")
    assert (term.contribution, term.contribution_low, term.contribution_high) == (0, 0, 5_000)


def test_too_little_data_says_so_instead_of_ranking() -> None:
    answer = asked(park("home"), park("far", "chengdu", "county"))
    assert (answer.ranked, answer.items, answer.candidates) == (False, (), 0)
    assert answer.why_not is not None and answer.why_not.zh.startswith("数据不足，不排名")
    alone = asked(HOME)
    assert not alone.ranked and alone.why_not is not None and alone.why_not.code == "no-candidate"


def test_a_part_without_a_place_lies_where_its_whole_lies() -> None:
    item = one(asked(HOME, park("whole", "chengdu"), park("wing", part_of=[{"to": "park-whole"}])), "wing")
    assert contributions(item)["region-preference"] == 35_000


def test_real_and_synthetic_parks_are_strangers() -> None:
    made_up = Source(id="source-made-up", name_zh="合成", kind="synthetic", synthetic=True)
    fake = park("fake", "chengdu", cites=[{"to": "source-made-up"}])
    tie = alliance("a", "home far", cites=[{"to": "source-made-up"}])
    answer = asked(HOME, park("far", "chengdu"), made_up, fake, tie)
    assert ([item.park for item in answer.items], answer.synthetic) == (["park-far"], False)
    other_way = asked(HOME, park("far", "chengdu"), made_up, fake, park_id="park-fake")
    assert (other_way.items, other_way.synthetic) == ((), True)


def test_no_such_park_and_no_such_limit() -> None:
    for id_ in ("park-none", "city-china"):
        with pytest.raises(NotFound):
            asked(HOME, park_id=id_)
    with pytest.raises(Refused):
        asked(HOME, limit=0)


def test_the_weights_are_documented_and_whole() -> None:
    assert sum(term.weight for term in WEIGHTS.terms) == 100
    assert {term.id for term in WEIGHTS.terms} == set(TERMS)
    for term in WEIGHTS.terms:
        assert -1000 <= term.least <= 0 < term.greatest <= 1000
        assert all((term.zh, term.en, term.definition_zh, term.definition_en, term.why))
    assert "先验" in WEIGHTS.basis_zh and "not fitted" in WEIGHTS.basis_en


def test_other_weights_give_other_scores() -> None:
    doubled = replace(WEIGHTS, terms=tuple(replace(term, weight=2 * term.weight) for term in WEIGHTS.terms))
    records = (HOME, park("far", "chengdu", "county"))
    assert one(asked(*records, weights=doubled), "far").score == 2 * one(asked(*records), "far").score
