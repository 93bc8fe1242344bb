"""Sources of the built-in data set: which publication a source cell names.

A cell holds one or more wordings, split at `` | ``. The table ``rules/sources.csv`` gives each wording the id of its
publication: the same address, document number, or publisher, date and title is one Source. The first row of an id
describes it; later rows give further wordings of it.
"""

from collections.abc import Iterable, Sequence
from typing import get_args

from parknet.errors import Problem, Sentence
from parknet.graph.dataset.build import build
from parknet.graph.dataset.tables import TWICE, Row
from parknet.model.records import Citation, Record, Source
from parknet.model.unfit import choice
from parknet.model.vocabulary import LABELS, Confidence, Inferred

COLUMNS = (
    "wording", "id", "name_zh", "publisher", "date", "url", "document_number", "kind", "show_url",
)  # fmt: skip
CODE_TABLE = "行政区划代码表"
"""The wording under which the table of administrative divisions is cited."""


def parts_of(cell: str) -> list[str]:
    """The wordings in a source cell."""
    return [part.strip() for part in cell.split(" | ") if part.strip()]


def merged(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """One citation per source: the first, with the best confidence and all that was inferred."""
    found: dict[str, Citation] = {}
    for citation in citations:
        known = found.setdefault(citation.to, citation)
        grades = [c.confidence for c in (known, citation) if c.confidence]
        confidence = min(grades, key=get_args(Confidence).index, default=None)
        inferred = tuple(dict.fromkeys((*known.inferred, *citation.inferred)))
        found[citation.to] = known.model_copy(update={"confidence": confidence, "inferred": inferred})
    return tuple(found.values())


class Sources:
    """Looks up publications by wording; what it does not know goes to `problems`."""

    def __init__(self, rows: Sequence[Row], problems: list[Problem]) -> None:
        self._problems = problems
        self._ids: dict[str, str] = {}
        self._rows: dict[str, Row] = {}
        for row in rows:
            if row["wording"] in self._ids:
                problems.append(row.problem("wording", "duplicate", *TWICE))
            self._ids[row["wording"]] = row["id"]
            self._rows.setdefault(row["id"], row)

    def check(self, rows: Iterable[Row]) -> None:
        """Look at the sources and the confidence of every row, also of those that no record cites."""
        for row in rows:
            if "source" in row.cells:
                self.cite(row)

    def cite(
        self,
        row: Row,
        column: str = "source",
        *,
        wording: str | None = None,
        inferred: Sequence[Inferred] = (),
    ) -> tuple[Citation, ...]:
        """Citations of the publications named in a cell, with the row's confidence; an empty cell is a problem."""
        confidence = row.cells.get("confidence") or None
        if confidence and confidence not in get_args(Confidence):
            cause = Sentence("There is no such confidence.", "没有这种可信度。")
            allowed = choice(LABELS["confidence"], LABELS["confidence"])
            remedy = Sentence(f"Use one of {allowed.en}.", f"请选用其一：{allowed.zh}。")
            self._problems.append(row.problem("confidence", "word", cause, remedy))
            confidence = None
        fields = {"confidence": confidence, "wording": wording, "inferred": tuple(inferred)}
        return tuple(Citation.model_validate({"to": id_, **fields}) for id_ in self.ids(row, column))

    def ids(self, row: Row, column: str = "source") -> tuple[str, ...]:
        """Ids of the publications named in a cell, each once."""
        parts = parts_of(row[column])
        if not parts:
            cause = Sentence("The row names no source.", "这一行没有注明来源。")
            remedy = Sentence("Name the publication it rests on.", "请注明它依据的出版物。")
            self._problems.append(row.problem(column, "no-source", cause, remedy))
        found = []
        for part in parts:
            if part in self._ids:
                found.append(self._ids[part])
            else:
                cause = Sentence("No source has this wording.", "没有这样写的来源。")
                remedy = Sentence("Add the wording to rules/sources.csv.", "请把这个写法加入 rules/sources.csv。")
                self._problems.append(row.problem(column, "source", cause, remedy, part))
        return tuple(dict.fromkeys(found))

    def date(self, id_: str) -> str | None:
        """The date of a publication, as EDTF, if it has one."""
        return self._rows[id_]["date"] or None

    def records(self) -> list[Record]:
        """All publications of the table."""
        found: list[Record] = []
        for row in self._rows.values():
            fields = {name: row[name] for name in COLUMNS if name not in ("wording", "show_url")}
            record = build(Source, row, self._problems, **fields, show_url=row["show_url"] == "yes")
            found.extend([record] if record else [])
        return found

    @property
    def code_table(self) -> Citation:
        """Citation of the table of administrative divisions."""
        return Citation(to=self._ids[CODE_TABLE], confidence="high")
