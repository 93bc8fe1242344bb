"""The rule tables behind ties: which words give a kind or a state, who the members are, which row is which record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from parknet.errors import Sentence
from parknet.graph.dataset.base import Base
from parknet.graph.dataset.tables import NO_PLACE, Row
from parknet.model.forms import FIELDS
from parknet.model.vocabulary import Inferred

WORDS = ("decides", "table", "column", "words", "gives", "why")
MEMBERS = ("row", "cell", "wording", "to", "part", "role", "how")
STEPS = ("tie", "row", "date", "wording", "why")
TIE_ROWS = ("row", "id", "name_zh", "name_en", "membership_of", "exchange", "note")
ELSEWHERE = ("row", "same_as", "note")
_MEMBERS_OF = ("pairings.csv", "alliances.csv")


def split(cell: str) -> list[str]:
    """The items of a rule table's cell, which are separated by semicolons."""
    return [item.strip() for item in cell.split(";") if item.strip()]


@dataclass(frozen=True)
class TieTables:
    """Rule tables and gathered rows, with what they say about one tie."""

    base: Base

    @cached_property
    def rows(self) -> dict[str, Row]:
        """Gathered rows by reference: the id of a tie's row (``P06``), or file and line (``events.csv:16``)."""
        found = {row.place: row for rows in self.base.gathered.values() for row in rows}
        found |= {row["id"]: row for file in _MEMBERS_OF for row in self.base.gathered[file]}
        return found

    @cached_property
    def ids(self) -> dict[str, Row]:
        """The row of ``rules/tie_rows.csv`` (id, names, note) of each gathered row that is a tie of its own."""
        return {row["row"]: row for row in self.base.rules("tie_rows.csv", TIE_ROWS)}

    @cached_property
    def same(self) -> dict[str, str]:
        """The rows that tell the same tie as another row, and that other row."""
        return {row["row"]: row["same_as"] for row in self.base.rules("tie_rows_elsewhere.csv", ELSEWHERE)}

    @cached_property
    def _words(self) -> tuple[Row, ...]:
        return self.base.rules("ties.csv", WORDS)

    @cached_property
    def _members(self) -> tuple[Row, ...]:
        return self.base.rules("members.csv", MEMBERS)

    @cached_property
    def _steps(self) -> tuple[Row, ...]:
        return self.base.rules("steps.csv", STEPS)

    def row(self, reference: str, where: Row, column: str) -> Row | None:
        """The gathered row that a rule table's cell refers to; None, and a problem, when there is none."""
        if found := self.rows.get(reference):
            return found
        cause = Sentence("There is no such gathered row.", "没有这一行。")
        remedy = Sentence("Name a row such as P06 or events.csv:16.", "请写 P06 或 events.csv:16 这样的行。")
        self.base.problems.append(where.problem(column, "link", cause, remedy, reference))
        return None

    def members(self, row: Row) -> list[dict[str, Any]]:
        """The known members of a row's tie, as fields of memberships; a party without record is left out."""
        found = []
        for member in self._members:
            if member["row"] == row["id"] and member["to"] and (id_ := self.record(member, "to", member["to"])):
                link = {"to": id_, "part": member["part"], "role": member["role"]}
                found.append(link | {"sources": self.base.sources.ids(row)})
        return found

    def record(self, where: Row, column: str, to: str) -> str | None:
        """The id that a rule table's cell names: an id, or the full name of a place."""
        if to.isascii():
            return to
        if place := self.base.places.named(to):
            return place
        remedy = Sentence("Give its full name.", "请写全称。")
        self.base.problems.append(where.problem(column, "place", NO_PLACE, remedy, to))
        return None

    def decide(self, decides: str, table: str, where: Row, texts: Mapping[str, str]) -> str:
        """What the first rule whose words stand in its columns gives; a rule without words always holds."""
        for rule in self._rules(decides, table):
            text = " ".join(texts.get(column, "") for column in rule["column"].split())
            if not rule["words"] or any(word in text for word in split(rule["words"])):
                return rule["gives"]
        return self._undecided(decides, where)

    def kind_by_parts(self, where: Row, parts: Sequence[str]) -> str:
        """Pairing, twinning or memorandum, by the parts that the members play; guides are no parties."""
        parties = [part for part in parts if part != "guide"]
        for rule in self._rules("kind", "pairings"):
            if _parts_fit(rule["words"], parties):
                return rule["gives"]
        return self._undecided("kind", where)

    def _rules(self, decides: str, table: str) -> list[Row]:
        return [rule for rule in self._words if (rule["decides"], rule["table"]) == (decides, table)]

    def _undecided(self, decides: str, where: Row) -> str:
        zh, en = FIELDS.get(decides, (decides, decides))
        cause = Sentence(f"No rule gives its {en}.", f"没有规则给出它的“{zh}”。")
        remedy = Sentence(
            "End its rules in rules/ties.csv with one without words.",
            "请在 rules/ties.csv 中为它加一条不限文字的规则作结。",
        )
        self.base.problems.append(where.problem("id", "word", cause, remedy))
        return ""

    def inferred(self, row: Row, columns: Sequence[str] = ()) -> tuple[Inferred, ...]:
        """What the gatherer inferred in a row, by his own remarks in it (in these columns only, if any)."""
        table = row.file.removesuffix(".csv")
        found: list[Any] = []
        for rule in self._rules("inferred", table):
            if not columns or rule["column"] in columns:
                found.extend([rule["gives"]] if any(w in row[rule["column"]] for w in split(rule["words"])) else [])
        return tuple(dict.fromkeys(found))

    def steps(self, row: Row, id_: str, first: dict[str, Any]) -> list[dict[str, Any]]:
        """The steps of a tie: those of ``rules/steps.csv``, else the given one; their states follow from the words."""
        told = [step for step in self._steps if step["tie"] == row["id"]]
        found = []
        for step in told:
            if source := self.row(step["row"], step, "row"):
                state = self.decide("state", "pairings", row, {"status": step["wording"]})
                fields = {"state": state, "date": self.base.date(step, "date"), "wording": step["wording"]}
                found.append(fields | {"cites": self.base.sources.cite(source)})
        return [{"id": f"{id_}#{n}", **step} for n, step in enumerate(found or [first], start=1)]

    def alias_rows(self, row: Row) -> list[Row]:
        """The further rows that tell the same tie."""
        return [self.rows[other] for other, own in self.same.items() if own == row["id"]]


def _parts_fit(words: str, parties: Sequence[str]) -> bool:
    """Whether the parts fit ``2 park`` (two or more), ``2 division only`` (exactly two and nothing else) or nothing."""
    if not words:
        return True
    number, part, *only = words.split()
    if only:
        return list(parties) == [part] * int(number)
    return list(parties).count(part) >= int(number)
