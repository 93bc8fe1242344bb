"""Tables of the built-in data set: strict CSV, every row with its file and line, date words read as EDTF.

`gathered/` holds the facts as they were gathered; `rules/` says how their wordings become records.
"""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from parknet.errors import Problem
from parknet.model import edtf

GATHERED: Mapping[str, tuple[str, ...]] = {
    "alliances.csv": (
        "id", "name_zh", "name_en", "kind", "founded", "founded_note", "members", "member_count", "actions", "source",
        "confidence",
    ),
    "carrying_plan_rules.csv": ("item", "content", "source", "confidence"),
    "cloud_park_modules.csv": ("element", "content", "source", "confidence"),
    "counts.csv": ("what", "count", "as_of", "source", "confidence"),
    "events.csv": ("date", "event", "scope", "facts", "source", "confidence"),
    "indicators.csv": ("key", "name_zh", "unit", "where_used", "source", "confidence"),
    "pairings.csv": (
        "id", "programme", "kind", "party_a", "party_b", "party_c", "more_parties", "region_a", "region_b", "region_c",
        "date", "date_precision", "status", "content", "source", "confidence",
    ),
    "park_indicators.csv": (
        "park", "indicator", "value", "unit_or_qualifier", "as_of", "source", "confidence", "note",
    ),
    "parks.csv": (
        "name_zh", "name_en", "level", "batch", "province", "city", "district", "lat", "lon", "sectors", "source",
        "confidence", "adcode", "coord_precision", "nbs2018_mapped", "name_en_kind", "status", "notes",
    ),
    "regions.csv": ("adcode", "name_zh", "scheme", "value", "source", "confidence"),
    "sector_words.csv": ("word", "nbs2018", "note"),
    "sectors_nbs2018.csv": ("code", "name_zh", "name_en", "domain", "source", "confidence"),
    "shanghai_plan_2021.csv": ("item", "content", "source", "confidence"),
    "titles.csv": ("park", "title", "batch", "since", "until", "status", "source", "confidence"),
}  # fmt: skip
"""The gathered tables and their columns."""

_NO_DATE = ("", "来源无日期", "来源无年份", "目标", "累计(来源)")
_APPROXIMATE = re.compile(r"约(.+)|(.+)前后")
_END = re.compile(r"(\d{4})年?(?:末|底|年末|年底)(?:开园)?")
_HALF = re.compile(r"(\d{4})H([12])")
_QUARTERS = re.compile(r"(\d{4})Q([1-4])(?:-Q([1-4]))?")
_REMARK = re.compile(r"(.+?)(?:\(.*\)|年度)")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, with the file and the line where it begins; cells are stripped of blanks."""

    file: str
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    @property
    def place(self) -> str:
        """Such as ``parks.csv:17``."""
        return f"{self.file}:{self.line}"

    def problem(self, column: str, code: str, cause: str, remedy: str, value: str | None = None) -> Problem:
        """What is wrong with a cell of this row; `value` is the part of the cell that is meant, else the whole."""
        shown = self.cells.get(column, "") if value is None else value
        return Problem(code, f"{self.place}:{column}", shown, cause, remedy)


def read_table(folder: Path, name: str, columns: Sequence[str], problems: list[Problem]) -> tuple[Row, ...]:
    """The rows of a CSV file with exactly these columns, in any order; what does not fit goes to `problems`.

    A gathered table is named by its file alone (``parks.csv``), any other by its path (``rules/names.csv``).
    """
    path = folder / ("gathered" if name in GATHERED else "") / name
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        problems.append(Problem("file", name, "", f"It cannot be read as UTF-8 text ({error}).", "Restore the file."))
        return ()
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    rows, line = [], 1
    header: list[str] | None = None
    try:
        for cells in reader:
            if header is None:
                header = cells
                wrong = _wrong_header(name, header, columns)
                if wrong:
                    problems.extend(wrong)
                    return ()
            elif len(cells) != len(header):
                cause = f"The row has {len(cells)} cells where the table has {len(header)} columns."
                problems.append(Problem("row", f"{name}:{line}", "", cause, "Quote cells that hold a comma."))
            else:
                rows.append(Row(name, line, dict(zip(header, (cell.strip() for cell in cells), strict=True))))
            line = reader.line_num + 1
    except csv.Error as error:
        cause = f"It is not CSV from here on ({error})."
        problems.append(Problem("file", f"{name}:{line}", "", cause, "Close the quotes."))
    if header is None:
        problems.extend(_wrong_header(name, [], columns))
    return tuple(rows)


def _wrong_header(name: str, header: Sequence[str], columns: Sequence[str]) -> list[Problem]:
    found = []
    for column in columns:
        if header.count(column) != 1:
            cause = "The column is missing." if column not in header else "The column stands twice."
            found.append(Problem("column", f"{name}:1:{column}", column, cause, "Correct the first line."))
    for column in header:
        if column not in columns:
            found.append(Problem("column", f"{name}:1:{column}", column, "There is no such column.", "Leave it out."))
    return found


def to_edtf(text: str) -> str | None:
    """EDTF of a date as the gathered tables write it; None where they state none; ValueError when it is no date.

    末 is the last day, H1 the half-year 40, Q1-Q3 an interval of quarters, 约 and 前后 make it approximate
    (of an end of year, its month); a remark in brackets is left out.
    """
    text = text.strip()
    if text in _NO_DATE:
        return None
    if match := _APPROXIMATE.fullmatch(text):
        inner = match[1] or match[2]
        end = _END.fullmatch(inner)
        return edtf.valid(f"{end[1]}-12~" if end else f"{inner}~")
    if match := _END.fullmatch(text):
        return edtf.valid(f"{match[1]}-12-31")
    if match := _HALF.fullmatch(text):
        return edtf.valid(f"{match[1]}-4{int(match[2]) - 1}")
    if match := _QUARTERS.fullmatch(text):
        first, last = f"{match[1]}-{32 + int(match[2])}", match[3] and f"{match[1]}-{32 + int(match[3])}"
        return edtf.valid(f"{first}/{last}" if last else first)
    if match := _REMARK.fullmatch(text):
        return to_edtf(match[1])
    return edtf.valid(text)
