"""Where each gathered row went: which records hold it or, in a word, why none does. Every row is accounted for."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

from parknet.errors import Problem, Sentence
from parknet.graph.dataset.tables import Row

_CAUSE = Sentence("Nothing says what becomes of this row.", "没有说明这一行的去向。")
_REMEDY = Sentence(
    "Write a rule for it, or say in a word why no record holds it.",
    "请为它写一条规则，或用一个词说明为何没有记录采用它。",
)


@dataclass(frozen=True, slots=True)
class Origin:
    """A gathered row with the ids of the records that hold it, or the word why none does."""

    file: str
    line: int
    records: tuple[str, ...]
    word: str = ""

    @property
    def place(self) -> str:
        """Such as ``parks.csv:17``."""
        return f"{self.file}:{self.line}"


class Origins:
    """Collects, while records are made, what becomes of each gathered row."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = {(row.file, row.line): row for row in rows}
        self._records: dict[tuple[str, int], list[str]] = {key: [] for key in self._rows}
        self._words: dict[tuple[str, int], str] = {}
        self._places: dict[str, str] = {}

    def holds(self, row: Row, *ids: str) -> None:
        """These records hold what the row says; may be called again for further records."""
        held = self._records[row.file, row.line]
        held.extend(id_ for id_ in ids if id_ not in held)
        for id_ in ids:
            self._places.setdefault(id_, row.place)

    def none(self, row: Row, word: str) -> None:
        """No record holds the row, for the reason that the word gives ('vocabulary', 'same as P10' …)."""
        self._words[row.file, row.line] = word

    def accounted(self, row: Row) -> bool:
        """Whether a record holds the row, or a word says why none does."""
        key = row.file, row.line
        return bool(self._records[key]) or key in self._words

    def place_of(self, id_: str) -> str | None:
        """The first row that a record holds, such as ``parks.csv:17``; None for a record of no gathered row."""
        return self._places.get(id_)

    def table(self) -> tuple[Origin, ...]:
        """All rows in order of file and line."""
        return tuple(
            Origin(file, line, tuple(self._records[file, line]), self._words.get((file, line), ""))
            for file, line in sorted(self._rows)
        )

    def problems(self) -> list[Problem]:
        """The rows that nothing accounts for."""
        return [
            Problem("unaccounted", origin.place, "", _CAUSE, _REMEDY)
            for origin in self.table()
            if not origin.records and not origin.word
        ]


def as_csv(origins: Iterable[Origin]) -> str:
    """The table as the text of ``origins.csv``."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["file", "line", "records", "word"])
    for origin in origins:
        writer.writerow([origin.file, origin.line, ";".join(origin.records), origin.word])
    return out.getvalue()
