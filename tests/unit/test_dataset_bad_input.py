"""Bad input to the loader: refused with file, line, column, value and remedy; the load is all or nothing."""

import csv
import shutil
from pathlib import Path

import pytest

from parknet.errors import Problem, Refused
from parknet.graph.dataset import folder, load
from tests.unit.told import is_told


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(folder(), tmp_path / "data"))


def refusals(data: Path) -> list[Problem]:
    with pytest.raises(Refused) as caught:
        load(data)
    return list(caught.value.problems)


def row_of(path: Path, column: str, value: str) -> int:
    """The line of the first row that has the value in the column."""
    with path.open(encoding="utf-8", newline="") as text:
        return next(n for n, row in enumerate(csv.DictReader(text), 2) if row[column] == value)


def write(path: Path, line: int, **cells: str) -> None:
    """Overwrite cells of one row; no cell of these tables spans lines."""
    with path.open(encoding="utf-8", newline="") as text:
        rows = list(csv.reader(text))
    for column, value in cells.items():
        rows[line - 1][rows[0].index(column)] = value
    with path.open("w", encoding="utf-8", newline="") as text:
        csv.writer(text, lineterminator="\n").writerows(rows)


PLANTED = {
    "no source": ("gathered/parks.csv", 17, {"source": ""}, "no-source", "parks.csv:17:source", ""),
    "unknown source": ("gathered/counts.csv", 2, {"source": "某报"}, "source", "counts.csv:2:source", "某报"),
    "unknown confidence": ("gathered/titles.csv", 2, {"confidence": "sure"}, "word", "titles.csv:2:confidence", "sure"),
    "unknown sector": (
        "gathered/parks.csv", 2, {"nbs2018_mapped": "02;10"}, "sector", "parks.csv:2:nbs2018_mapped", "10",
    ),
    "unknown level": (
        "gathered/parks.csv", 3, {"level": "宇宙级", "batch": "一"}, "title", "parks.csv:3:level", "宇宙级 | 一",
    ),
    "unknown title": ("gathered/titles.csv", 4, {"status": "lost"}, "title", "titles.csv:4:title", None),
    "bad date": ("gathered/titles.csv", 2, {"since": "2020-13"}, "date", "titles.csv:2:since", "2020-13"),
    "end before start": (
        "gathered/titles.csv", 20, {"since": "2021-01-01"}, "end-before-start", "titles.csv:20:until", "2020-12-25",
    ),
    "unknown name": ("gathered/parks.csv", 2, {"name_zh": "无名园"}, "name", "parks.csv:2:name_zh", "无名园"),
    "unknown park of a figure": ("gathered/titles.csv", 5, {"park": "无名园"}, "name", "titles.csv:5:park", "无名园"),
    "unknown place": (
        "gathered/parks.csv", 2, {"district": "桃花源区"}, "place", "parks.csv:2:district", "陕西省西安市桃花源区",
    ),
    "wrong code": ("gathered/parks.csv", 2, {"adcode": "610101"}, "place", "parks.csv:2:adcode", "610101"),
    "unknown status": ("gathered/parks.csv", 2, {"status": "搬走了"}, "status", "parks.csv:2:status", "搬走了"),
    "figure without a rule": (
        "gathered/park_indicators.csv", 2, {"value": "many"}, "figure", "park_indicators.csv:2:value", "many",
    ),
    "unknown region scheme": ("gathered/regions.csv", 2, {"scheme": "zone"}, "place", "regions.csv:2:scheme", "zone"),
    "figures without a record": (
        "gathered/indicators.csv", 4, {"where_used": "某园区120家"}, "figure", "indicators.csv:4:where_used", None,
    ),
    "unknown indicator": ("gathered/indicators.csv", 2, {"key": "luck"}, "indicator", "indicators.csv:2:key", "luck"),
    "rule that quotes no row": (
        "rules/park_links.csv", 2, {"words": "没有这话"}, "rule", "rules/park_links.csv:2:words", "没有这话",
    ),
    "link to no park": ("rules/park_links.csv", 2, {"to": "无名园"}, "name", "rules/park_links.csv:2:to", "无名园"),
}  # fmt: skip


@pytest.mark.parametrize("planted", PLANTED.values(), ids=PLANTED)
def test_a_planted_error_is_refused_where_it_stands(
    data: Path, planted: tuple[str, int, dict[str, str], str, str, str | None]
) -> None:
    file, line, cells, code, place, value = planted
    write(data / file, line, **cells)
    problems = refusals(data)
    found = [p for p in problems if (p.code, p.place) == (code, place)]
    assert found, [str(p) for p in problems]
    assert value is None or found[0].value == value
    for problem in problems:
        is_told(problem)


def test_a_bad_date_of_a_figure_is_refused_with_its_row(data: Path) -> None:
    for file in ("gathered/park_indicators.csv", "rules/figures.csv"):
        write(data / file, 2, as_of="2023-00")
    assert [(p.code, p.place, p.value) for p in refusals(data) if p.code == "date"] == [
        ("date", "park_indicators.csv:2:as_of", "2023-00")
    ]


def test_a_figure_about_an_unknown_park_is_refused(data: Path) -> None:
    for file in ("gathered/park_indicators.csv", "rules/figures.csv"):
        write(data / file, 2, park="无名园")
    assert ("name", "park_indicators.csv:2:park") in [(p.code, p.place) for p in refusals(data)]


def test_two_records_of_one_id_are_refused(data: Path) -> None:
    write(data / "rules/figures.csv", 3, id="obs-p0001")
    (problem,) = refusals(data)
    assert (problem.code, problem.place, problem.value) == ("duplicate", "park_indicators.csv:2", "obs-p0001")


def test_a_park_that_is_part_of_itself_is_refused(data: Path) -> None:
    line = row_of(data / "rules/park_links.csv", "park", "滨江卡通城")
    write(data / "rules/park_links.csv", line, to="滨江卡通城")
    row = row_of(data / "gathered/parks.csv", "name_zh", "滨江卡通城")
    assert [(p.code, p.place) for p in refusals(data)] == [("self-tie", f"parks.csv:{row}:possibly_same_as/0/to")]


def test_a_title_under_no_programme_is_refused_at_the_row_that_holds_it(data: Path) -> None:
    write(data / "rules/titles.csv", 2, programme="programme-none")
    places = {(p.code, p.place) for p in refusals(data)}
    assert ("link", "parks.csv:2:holds_title/0/to") in places


def test_a_row_that_nothing_accounts_for_is_refused(data: Path) -> None:
    path = data / "gathered/counts.csv"
    line = len(path.read_text(encoding="utf-8").splitlines()) + 1
    with path.open("a", encoding="utf-8") as text:
        text.write("火星园区,1,2030,中新网 2020-08-21,low\n")
    assert [(p.code, p.place) for p in refusals(data)] == [("unaccounted", f"counts.csv:{line}")]


def test_all_problems_are_told_at_once_and_nothing_is_loaded(data: Path) -> None:
    write(data / "gathered/parks.csv", 2, source="")
    write(data / "gathered/parks.csv", 9, adcode="000000")
    write(data / "gathered/titles.csv", 2, since="2020-13")
    places = {p.place for p in refusals(data)}
    assert {"parks.csv:2:source", "parks.csv:9:adcode", "titles.csv:2:since"} <= places


@pytest.mark.parametrize(
    ("before", "after", "code", "place"),
    [
        ("what,count", "what,number", "column", "counts.csv:1:count"),
        ("what,count", "what,what,count", "column", "counts.csv:1:what"),
        ("国家级文化产业示范园区,34,", "国家级文化产业示范园区,34,35,", "row", "counts.csv:2"),
        ("国家级文化产业示范园区,34,", '国家级文化产业示范园区,"34,', "file", "counts.csv:2"),
    ],
)
def test_a_table_of_another_shape_is_refused(data: Path, before: str, after: str, code: str, place: str) -> None:
    path = data / "gathered/counts.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")
    assert (code, place) in {(p.code, p.place) for p in refusals(data)}


def test_a_table_that_is_not_utf8_or_missing_is_refused(data: Path) -> None:
    (data / "gathered/regions.csv").write_bytes("北京市".encode("gb18030"))
    (data / "rules/places.csv").unlink()
    assert {p.place for p in refusals(data) if p.code == "file"} == {"regions.csv", "rules/places.csv"}
