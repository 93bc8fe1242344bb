"""Records that are likely one."""

from typing import Any

import pytest

from parknet.model.records import City, Organisation, Park, Record, Source
from parknet.services.duplicates import EVIDENCE, duplicates
from tests.networks import plain
from tests.unit import built_in

CITES = [{"to": "source-a"}]
CITIES = {"beijing": "110000", "haidian": "110108", "shanghai": "310000"}


def park(id_: str, name: str, city: str = "", **more: Any) -> Park:
    placed = {"located_in": [{"to": f"city-{city}"}]} if city else {}
    return Park.model_validate({"id": f"park-{id_}", "name_zh": name, "cites": CITES, **placed, **more})


def found(*records: Record) -> list[tuple[str, str, tuple[str, ...]]]:
    cities = [
        City.model_validate({"id": f"city-{n}", "name_zh": n, "adcode": code, "cites": CITES, "grade": grade} | up)
        for (n, code), grade, up in zip(
            CITIES.items(),
            ("province", "county", "province"),
            ({}, {"part_of": [{"to": "city-beijing"}]}, {}),
            strict=True,
        )
    ]
    snapshot = plain.of([Source(id="source-a", name_zh="来源"), *cities, *records])
    return [(p.one.partition("-")[2], p.other.partition("-")[2], p.evidence) for p in duplicates(snapshot)]


@pytest.mark.parametrize(
    ("one", "other", "word"),
    [
        ("中关村 软件园", "中关村软件园", "name"),
        ("中关村（软件）园", "中关村(软件)园", "name"),
        ("华宁陶文化产业园", "华宁陶文化创意园", "core"),
        ("七九八文化园区", "柒玖捌文化园区", "pinyin"),
    ],
)
def test_names_that_are_alike_in_one_district(one: str, other: str, word: str) -> None:
    assert found(park("a", one, "haidian"), park("b", other, "haidian")) == [("a", "b", (word, "district"))]


def test_an_alias_is_a_name_and_a_point_is_evidence() -> None:
    here = {"lat": 39.9, "lon": 116.3, "point_precision": "park"}
    one = park("a", "甲乙园", "haidian", aliases=["老厂"], **here)
    assert found(one, park("b", "老厂", "haidian", **here)) == [("a", "b", ("alias", "district", "near"))]


def test_what_is_no_pair() -> None:
    assert found(park("a", "东方文化园", "haidian"), park("b", "东方文化园", "shanghai")) == []
    assert found(park("a", "东方文化园"), park("b", "东方创意园")) == []  # nothing says that they lie together
    assert found(park("a", "文化园", "haidian"), park("b", "创意园", "haidian")) == []
    whole = park("a", "东方文化园", "haidian")
    assert found(whole, park("b", "东方创意园", "haidian", part_of=[{"to": "park-a"}])) == []
    body = {"id": "org-a", "name_zh": "东方文化园", "kind": "operator", "cites": CITES}
    assert found(whole, Organisation.model_validate(body)) == []


def test_what_is_on_record_as_possible_is_said_so() -> None:
    one, other = park("a", "甲园"), park("b", "乙园", possibly_same_as=[{"to": "park-a"}])
    assert found(one, other) == [("a", "b", ("recorded",))]
    snapshot = plain.of([Source(id="source-a", name_zh="来源"), one, other])
    assert [pair.unproven for pair in duplicates(snapshot)] == [True]


def test_of_the_built_in_data_few_are_proposed_and_all_have_words() -> None:
    pairs = duplicates(built_in.snapshot())
    assert 0 < len(pairs) < 20
    assert ("core", "district") in [pair.evidence for pair in pairs]
    assert all(word in EVIDENCE for pair in pairs for word in pair.evidence)
    assert [pair.one < pair.other for pair in pairs] == [True] * len(pairs)
