"""Places of the built-in data set: administrative divisions, functional areas, and countries abroad.

``divisions.csv`` is the table of GB/T 2260 codes. ``rules/places.csv`` adds what has no code (functional areas,
countries abroad) and further wordings. Only places that some row refers to become records, with all that they are
part of; all provinces and the country always do. ``regions.csv`` gives macro-regions, river reaches and clusters.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from parknet.analytics.places import POINT_OF
from parknet.errors import Problem, Sentence
from parknet.graph.dataset.build import build
from parknet.graph.dataset.origins import Origins
from parknet.graph.dataset.sources import Sources
from parknet.graph.dataset.tables import NO_PLACE, Row
from parknet.model.records import Citation, City, Record

DIVISIONS = ("adcode", "name_zh", "name_en", "grade", "parent", "lat", "lon", "point_source")
COLUMNS = ("wording", "id", "name_zh", "name_en", "grade", "parent", "source", "note")
COUNTRY = "city-100000"
"""China, the root of all divisions."""

MUNICIPALITIES = ("city-110000", "city-120000", "city-310000", "city-500000")

_SCHEMES = {
    "macro-region": "macro_region",
    "yangtze-reach": "yangtze_reaches",
    "yellow-river-reach": "yellow_river_reaches",
    "cluster": "clusters",
}
_SUFFIX = re.compile(r"(?:特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|省|市|地区|盟|区|县)$")


class Places:
    """Finds places by name, and remembers which were referred to."""

    def __init__(self, divisions: Sequence[Row], extra: Sequence[Row], problems: list[Problem]) -> None:
        self._problems = problems
        self._rows: dict[str, Row] = {f"city-{row['adcode']}": row for row in divisions}
        self._parents = {id_: f"city-{row['parent']}" if row["parent"] else "" for id_, row in self._rows.items()}
        self._wordings: dict[str, str] = {}
        for row in extra:
            if row["grade"]:
                self._rows[row["id"]] = row
                self._parents[row["id"]] = row["parent"]
            self._wordings[row["wording"]] = row["id"]
        self._check(extra)
        self._within: dict[tuple[str, str], list[str]] = {}
        self._short: dict[str, list[str]] = {}
        for id_, row in self._rows.items():
            for ancestor in self.above(id_):
                self._within.setdefault((ancestor, row["name_zh"]), []).append(id_)
            self._short.setdefault(_SUFFIX.sub("", row["name_zh"]), []).append(id_)
        provinces = (id_ for id_, row in self._rows.items() if row["grade"] == "province")
        self._used: set[str] = {COUNTRY, *provinces} & set(self._rows)

    def find(self, province: str, city: str = "", district: str = "") -> str | None:
        """The id of the smallest place named; None when there is no one such place."""
        at = COUNTRY
        for name in (province, city, district):
            if not name or (at in self._rows and name == self._rows[at]["name_zh"]):
                continue
            inside = self._within.get((at, name), [])
            if len(inside) != 1:
                return None
            at = inside[0]
        return self.use(at)

    def named(self, text: str) -> str | None:
        """The id of the place that a free text names, in full or short; None when there is no one such place."""
        text = text.strip()
        if text in self._wordings:
            return self.use(self._wordings[text])
        if found := self._spelt(text, COUNTRY):
            return self.use(found)
        short = self._short.get(text, [])
        for grade in ("country", "province", "prefecture", "county"):
            of_grade = [id_ for id_ in short if self._rows[id_]["grade"] == grade]
            if of_grade:
                return self.use(of_grade[0]) if len(of_grade) == 1 else None
        return None

    def above(self, id_: str) -> list[str]:
        """The place's wholes, from its parent up to the country."""
        found: list[str] = []
        while (id_ := self._parents.get(id_, "")) and id_ not in found:
            found.append(id_)
        return found

    def adcode(self, id_: str) -> str | None:
        """The place's GB/T 2260 code, if it has one."""
        return self._rows[id_].cells.get("adcode")

    def grade(self, id_: str) -> str:
        """The place's grade."""
        return self._rows[id_]["grade"]

    def point(self, id_: str) -> tuple[float, float] | None:
        """Latitude and longitude of the place, if known."""
        row = self._rows[id_].cells
        return (float(row["lat"]), float(row["lon"])) if row.get("lat") and row.get("lon") else None

    def located(self, id_: str) -> dict[str, Any]:
        """Point fields of a park in the place: the place's point, else that of the next larger one, and of what.

        The centre of a province is no point of a park.
        """
        for whole in (id_, *self.above(id_)):
            if self._precision(whole) == "province":
                break
            if point := self.point(whole):
                return {"lat": point[0], "lon": point[1], "point_precision": self._precision(whole)}
        return {}

    def _precision(self, id_: str) -> str | None:
        """What the point of a place is of: a municipality's is as near as a city's."""
        return "city" if id_ in MUNICIPALITIES else POINT_OF.get(self.grade(id_))

    def records(self, regions: Sequence[Row], sources: Sources, origins: Origins) -> list[Record]:
        """The places referred to with their wholes; call it last."""
        fields: dict[str, dict[str, Any]] = {}
        cites: dict[str, dict[str, Citation]] = {}
        for row in regions:
            id_, scheme = f"city-{row['adcode']}", _SCHEMES.get(row["scheme"])
            if id_ not in self._rows or self._rows[id_]["name_zh"] != row["name_zh"] or scheme is None:
                no_scheme = Sentence("There is no such scheme.", "没有这种划分。")
                column, cause = ("scheme", no_scheme) if scheme is None else ("adcode", NO_PLACE)
                remedy = Sentence("Correct the code, name or scheme.", "请更正代码、名称或划分。")
                self._problems.append(row.problem(column, "place", cause, remedy))
                continue
            self.use(id_)
            held = fields.setdefault(id_, {})
            held[scheme] = row["value"] if scheme == "macro_region" else (*held.get(scheme, ()), row["value"])
            cites.setdefault(id_, {}).update({c.to: c for c in sources.cite(row)})
            origins.holds(row, id_)
        found = []
        for id_ in sorted({whole for used in self._used for whole in (used, *self.above(used))}):
            own = tuple(cites.get(id_, {}).values())
            if record := self._record(id_, fields.get(id_, {}), own, sources):
                found.append(record)
        return found

    def _record(self, id_: str, fields: dict[str, Any], cites: tuple[Citation, ...], sources: Sources) -> Record | None:
        row, parent = self._rows[id_], self._parents[id_]
        coded = "adcode" in row.cells
        point = self.point(id_)
        return build(
            City,
            row,
            self._problems,
            id=id_,
            name_zh=row["name_zh"],
            name_en=row["name_en"],
            name_en_by="translated" if row["name_en"] else None,
            adcode=row.cells.get("adcode"),
            grade=row["grade"],
            note=row.cells.get("note"),
            lat=point[0] if point else None,
            lon=point[1] if point else None,
            point_precision=self._precision(id_) if point else None,
            part_of=({"to": parent},) if parent else (),
            cites=((sources.code_table,) if coded else sources.cite(row)) + cites,
            **fields,
        )

    def use(self, id_: str) -> str | None:
        """The id itself, marked as referred to; None when there is no such place."""
        if id_ not in self._rows:
            return None
        self._used.add(id_)
        return id_

    def _spelt(self, text: str, at: str) -> str | None:
        """The place spelt out from the largest to the smallest name, such as 江苏省南京市秦淮区."""
        for end in range(len(text), 1, -1):
            for id_ in self._within.get((at, text[:end]), []):
                found = id_ if end == len(text) else self._spelt(text[end:], id_)
                if found and (end < len(text) or len(self._within[at, text]) == 1):
                    return found
        return None

    def _check(self, extra: Iterable[Row]) -> None:
        for row in extra:
            if row["id"] not in self._rows:
                remedy = Sentence(
                    "Give its grade and names in the first row of the id, or correct the id.",
                    "请在该编号的第一行写明等级和名称，或更正编号。",
                )
                self._problems.append(row.problem("id", "place", NO_PLACE, remedy))
            if row["grade"] and row["parent"] and row["parent"] not in self._rows:
                remedy = Sentence("Name the place it is part of.", "请写明它隶属的地点。")
                self._problems.append(row.problem("parent", "place", NO_PLACE, remedy))
