"""Coverage in full: by region, province and batch, and what is missing; the twelve by hand, the lists on real data."""

from datetime import date
from typing import Any

import pytest

from parknet.analytics import lists
from parknet.analytics.gaps import FullCoverage, full_coverage
from parknet.model.records import Alliance, Observation, Programme, Record
from parknet.model.snapshot import Snapshot
from tests.networks import plain, twelve
from tests.unit import built_in

TWELVE = twelve.snapshot()
TODAY = date(2026, 11, 22)


def missing(found: FullCoverage) -> dict[str, Any]:
    """What is missing by its word: the ids where there are some, else the number; batches by name."""
    gaps: dict[str, Any] = {}
    for gap in found.missing:
        if gap.batch:
            gaps.setdefault(gap.what, {})[gap.batch] = gap.n
        else:
            assert gap.n == len(gap.ids) or not gap.ids
            gaps[gap.what] = list(gap.ids) or gap.n
    return gaps


def count(slug: str, about: str, scope: str, value: int) -> Observation:
    fields = {"id": f"obs-{slug}", "indicator": "parks", "value": value, "scope": scope, "cites": twelve.CITES}
    return Observation.model_validate(fields | {"about": [{"to": about}]})


def with_more(*records: Record) -> Snapshot:
    every = {record.id: record for record in twelve.records()}
    return plain.of((every | {record.id: record for record in records}).values())


def test_a_plan_by_region_and_what_of_it_is_missing() -> None:
    """pair and trio have begun: anhe (East), baishi (West), chunlin (East), dongwan (Northeast), ersheng (Central)."""
    found = full_coverage(TWELVE, twelve.PLAN, TODAY)
    assert {area.area: area.known for area in found.regions} == {
        "east": 2, "central": 1, "west": 1, "northeast": 1, "hk-mo-tw": 0,
    }  # fmt: skip
    assert {area.area for area in found.provinces if area.known} == {"110000", "210000", "320000", "420000", "610000"}
    assert not any(area.expected for area in (*found.regions, *found.provinces))  # no source counts by area
    assert missing(found) == {
        "parks-not-named": 15,  # 20 less 5
        "groups-not-named": 6,  # 8 less 2
        "group-not-begun": ["alliance-refused"],
        "province-without-record": ["810000", "710000"],
    }
    assert (found.parks, found.whole, found.batches) == (5, False, ())


def test_a_list_by_batch_with_what_is_named_and_does_not_count() -> None:
    found = full_coverage(TWELVE, twelve.LIST, TODAY)
    assert [(row.kind, row.batch, row.dated, row.known, row.named) for row in found.batches] == [
        ("creation", "2017", True, 1, 1),
        ("listed", None, True, 0, 1),
        ("named", "一", False, 1, 1),
        ("named", "2021-22", True, 1, 1),
        ("named", "202X", True, 0, 1),
        ("pilot", "2018/..", True, 0, 1),
    ]
    gaps = missing(found)
    assert gaps["parks-not-named"] == 7  # 9 less anhe and dongwan
    assert gaps["title-unsure"] == ["park-baishi", "park-fengqi"]
    assert gaps["title-undated"] == ["park-ersheng"]
    assert gaps["title-lost"] == ["park-jinsong"]
    assert "title-later" not in gaps
    early = missing(full_coverage(TWELVE, twelve.LIST, date(2018, 6, 1)))
    assert early["title-later"] == ["park-anhe", "park-baishi", "park-dongwan"]
    assert "title-lost" not in early


def test_a_batch_is_set_against_its_own_number_and_the_batches_before_it_are_missed() -> None:
    counts = [count("one", twelve.LIST, "一", 4), count("first", twelve.LIST, "首批", 3)]
    gaps = missing(full_coverage(with_more(*counts), twelve.LIST, TODAY))
    assert gaps["batch-not-named"] == {"一": 3, "首批": 3}
    later = count("third", twelve.LIST, "第三批", 2)
    gaps = missing(full_coverage(with_more(*counts, later), twelve.LIST, TODAY))
    assert gaps["batch-without-record"] == {"第二批": 1}


def test_a_number_about_a_province_is_what_is_expected_there() -> None:
    known = full_coverage(with_more(count("js", "city-jiangsu", "示范名单(虚构)", 6)), twelve.LIST, TODAY)
    (jiangsu,) = [area for area in known.provinces if area.area == "320000"]
    assert (jiangsu.known, jiangsu.expected, jiangsu.figure) == (1, 6, "obs-js")
    other = full_coverage(with_more(count("js", "city-jiangsu", "别的名单", 6)), twelve.LIST, TODAY)
    assert not any(area.expected for area in other.provinces)


def test_of_a_list_that_is_whole_no_province_is_missing() -> None:
    list_ = Programme.model_validate({"id": twelve.LIST, "name_zh": "虚构", "expected_parks": 2})
    found = full_coverage(with_more(list_), twelve.LIST, TODAY)
    assert found.whole and {"province-without-record", "parks-not-named"}.isdisjoint(missing(found))


def test_ties_without_a_year_or_of_one_party_are_named() -> None:
    def tie(slug: str, members: str, since: str) -> Alliance:
        step = {"id": f"alliance-{slug}#1", "state": "signed", "date": since}
        fields = {"id": f"alliance-{slug}", "name_zh": slug, "kind": "pairing", "has_step": [step]}
        links = [{"to": id_, "part": "park"} for id_ in members.split()]
        return Alliance.model_validate(fields | {"has_member": links, "under": [{"to": twelve.PLAN}]})

    more = [tie("lone", "park-guyan", "2023"), tie("someday", "park-guyan park-kecun", "XXXX-06-16")]
    gaps = missing(full_coverage(with_more(*more), twelve.PLAN, TODAY))
    assert gaps["group-one-party"] == ["alliance-lone"]
    assert gaps["group-undated"] == ["alliance-someday"]
    assert gaps["groups-not-named"] == 5  # one of unknown year is named, too


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("首批", 1),
        ("第二批", 2),
        ("第十批", 10),
        ("第十二批", 12),
        ("第六批(2020)", 6),
        ("2020年度", None),
        (None, None),
    ],
)
def test_the_number_of_a_batch(name: str | None, number: int | None) -> None:
    assert lists.ordinal(name) == number


def test_names_of_batches_and_their_numbers_agree() -> None:
    assert [lists.ordinal(lists.ordinal_name(n)) for n in range(1, 20)] == list(range(1, 20))


def test_what_is_missing_of_the_built_in_lists() -> None:
    def of(slug: str) -> dict[str, Any]:
        return missing(full_coverage(built_in.snapshot(), f"programme-{slug}", TODAY))

    plan = of("carrying-plan")
    assert (plan["parks-not-named"], plan["groups-not-named"]) == (63, 21)
    assert len(plan["province-without-record"]) == 27 and plan["place-unknown"] == ["park-yongding-shuzi"]
    assert of("national-demonstration-parks") == {}  # 34 of 34
    assert of("chaoyang-integration-parks") == {"batch-without-record": {"首批": 1}}
    assert of("national-culture-export-bases")["batch-not-named"] == {"首批": 13, "第二批": 15}
    assert set(of("chongqing-demonstration-parks")["batch-without-record"]) == {
        "首批", "第二批", "第三批", "第四批", "第五批",
    }  # fmt: skip
    assert of("hubei-demonstration-parks-3") == {}  # a list of the third batch alone
    assert len(of("shenzhen-parks")["title-proposed"]) == 9
    beijing = full_coverage(built_in.snapshot(), "programme-beijing-parks", TODAY)
    (first,) = [row for row in beijing.batches if row.batch == "首批"]
    assert (first.known, first.expected, first.figure) == (4, 33, "obs-c0009")
    assert "province-without-record" not in missing(beijing)  # a list of one city
