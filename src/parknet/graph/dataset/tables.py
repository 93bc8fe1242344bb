"""Tables of the built-in data set: strict CSV, every row with its file and line, date words read as EDTF.

`gathered/` holds the facts as they were gathered; `rules/` says how their wordings become records.
"""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from parknet.errors import Problem, Sentence
from parknet.model import edtf
from parknet.model.check import LEAVE_OUT

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

NO_PARK = Sentence("No park has this name.", "没有叫这个名称的园区。")
ADD_NAME = Sentence("Add the wording to rules/names.csv.", "请把这个写法加入 rules/names.csv。")
NO_PLACE = Sentence("There is no such place.", "没有这个地点。")
NO_SECTOR = Sentence("There is no such sector.", "没有这个行业。")
CORRECT_RULE = Sentence("Correct the rule.", "请更正规则。")
TWICE = (
    Sentence("The wording stands twice.", "这个写法重复了。"),
    Sentence("Leave one of the rows out.", "请去掉其中一行。"),
)
NOT_SAID = (
    Sentence("No row of parks.csv says this of the park.", "parks.csv 中没有哪一行这样说这个园区。"),
    Sentence("Correct the park or the words.", "请更正园区或文字。"),
)

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

    def problem(self, column: str, code: str, cause: Sentence, remedy: Sentence, value: str | None = None) -> Problem:
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
        cause = Sentence(f"It cannot be read as UTF-8 text ({error}).", f"无法按 UTF-8 文本读取（{error}）。")
        problems.append(Problem("file", name, "", cause, Sentence("Restore the file.", "请恢复该文件。")))
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
                problems.append(_wrong_length(f"{name}:{line}", len(cells), len(header)))
            else:
                rows.append(Row(name, line, dict(zip(header, (cell.strip() for cell in cells), strict=True))))
            line = reader.line_num + 1
    except csv.Error as error:
        cause = Sentence(f"It is not CSV from here on ({error}).", f"从这里起不是 CSV（{error}）。")
        problems.append(Problem("file", f"{name}:{line}", "", cause, Sentence("Close the quotes.", "请补全引号。")))
    if header is None:
        problems.extend(_wrong_header(name, [], columns))
    return tuple(rows)


def _wrong_length(place: str, cells: int, columns: int) -> Problem:
    cause = Sentence(
        f"The row has {cells} cells where the table has {columns} columns.", f"这一行有 {cells} 格，表有 {columns} 列。"
    )
    return Problem("row", place, "", cause, Sentence("Quote cells that hold a comma.", "含逗号的格请加引号。"))


def _wrong_header(name: str, header: Sequence[str], columns: Sequence[str]) -> list[Problem]:
    found = []
    for column in columns:
        if header.count(column) != 1:
            twice = Sentence("The column stands twice.", "这一列重复了。")
            cause = twice if column in header else Sentence("The column is missing.", "缺少这一列。")
            remedy = Sentence("Correct the first line.", "请更正第一行。")
            found.append(Problem("column", f"{name}:1:{column}", column, cause, remedy))
    for column in header:
        if column not in columns:
            cause = Sentence("There is no such column.", "没有这样的列。")
            found.append(Problem("column", f"{name}:1:{column}", column, cause, LEAVE_OUT))
    return found


def to_edtf(text: str) -> str | None:
    """EDTF of a date as the gathered tables write it; None where they state none; ValueError when it is no date.

    末 is the last day, H1 the half-year 40, Q1-Q3 an interval of quarters, 约 and 前后 make it approximate
    (of an end of year, its month); a remark in brackets is left out. 底 is the last day, too: it dates counts here,
    while what people enter (`model.date_input`) may be an event, about December.
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
