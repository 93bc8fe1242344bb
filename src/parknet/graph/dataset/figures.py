"""Figures of the built-in data set: observations about parks, lists and places.

``rules/figures.csv`` gives each row of ``park_indicators.csv`` its id and reads its qualifier (unit, bound, scope);
``rules/counts.csv`` reads the numbers in ``counts.csv``, ``rules/figures_in_notes.csv`` conflicting ones told in notes,
``rules/grades.csv`` the grades in ``parks.csv``. ``rules/lists.csv`` says what a figure about a whole list is about.
"""

import re
from collections.abc import Mapping
from typing import Any

from parknet.errors import Sentence
from parknet.graph.dataset.base import Base
from parknet.graph.dataset.tables import CORRECT_RULE, NO_SECTOR, Row
from parknet.model.records import Citation, Observation, Record
from parknet.model.vocabulary import LABELS

FIGURES = ("id", "park", "indicator", "as_of", "value", "unit", "bound", "scope", "preferred")
COUNTS = ("id", "what", "as_of", "words", "about", "indicator", "value", "bound", "unit", "scope", "period")
NOTES = ("id", "park", "indicator", "as_of", "words", "value", "unit", "bound", "source")
GRADES = ("id", "park", "words", "grade", "scope", "period")
LISTS = ("wording", "about", "scope")
CHOSEN_BY = "parknet"
"""Who chose among the conflicting figures of the built-in data: it is done by the rule that its records state."""

_REMARK = re.compile(r"[;,]?\s*(?:若已有则去重|可能与parks_indicators已有行重复, 合并时查)")
"""What compilers noted for each other, not for readers."""

_Key = tuple[str, str, str, str]


def records(base: Base) -> list[Record]:
    """All observations that the gathered tables state about parks, lists and places."""
    lists = {row["wording"]: row for row in base.rules("lists.csv", LISTS)}
    return [*_park_figures(base, lists), *_noted(base, lists), *_counts(base), *_grades(base)]


def _park_figures(base: Base, lists: Mapping[str, Row]) -> list[Record]:
    rules = {_key(rule): rule for rule in base.rules("figures.csv", FIGURES)}
    found: list[Record] = []
    for row in base.gathered["park_indicators.csv"]:
        rule = rules.get(_key(row))
        if rule is None:
            cause = Sentence("No rule reads this figure.", "没有规则读取这个数据。")
            remedy = Sentence(
                "Add its park, indicator, date and value to rules/figures.csv.",
                "请把园区、指标、日期和数值写入 rules/figures.csv。",
            )
            base.problems.append(row.problem("value", "figure", cause, remedy))
            continue
        fields: dict[str, Any] = {name: rule[name] for name in ("id", "indicator", "value", "unit", "bound")}
        fields |= {"scope": rule["scope"], "note": _REMARK.sub("", row["note"]), "reason": rule["preferred"]}
        cites = base.sources.cite(row, wording=row["unit_or_qualifier"] or None)
        if rule["preferred"]:
            fields |= {"preferred": True, "chosen_by": CHOSEN_BY}
        record = _observation(base, row, lists, cites, fields)
        found.extend([record] if record else [])
    return found


def _key(row: Row) -> _Key:
    return row["park"], row["indicator"], row["as_of"], row["value"]


def _observation(
    base: Base, row: Row, lists: Mapping[str, Row], cites: tuple[Citation, ...], fields: dict[str, Any]
) -> Record | None:
    """A figure about the park or list that the row names, as of the row's date."""
    about, whole = base.names.park(row["park"]), lists.get(row["park"])
    if whole is not None:
        about = whole["about"]
        fields["scope"] = "; ".join(filter(None, (whole["scope"], fields.get("scope"))))
    if about is None or not _known(base, row, about):
        cause = Sentence("No park or list has this name.", "没有这个名称的园区或名单。")
        remedy = Sentence(
            "Add the wording to rules/names.csv or rules/lists.csv.",
            "请把这个写法加入 rules/names.csv 或 rules/lists.csv。",
        )
        base.problems.append(row.problem("park", "name", cause, remedy))
        return None
    record = base.build(Observation, row, **fields, period=base.date(row, "as_of"), about=({"to": about},), cites=cites)
    if record:
        base.origins.holds(row, record.id)
    return record


def _known(base: Base, row: Row, about: str) -> bool:
    """Marks a place as referred to; what is no place is known by its own table."""
    return not about.startswith("city-") or base.places.use(about) is not None


def _noted(base: Base, lists: Mapping[str, Row]) -> list[Record]:
    """Figures of another source that a note sets beside the row's own."""
    rows = {(row["park"], row["indicator"], row["as_of"]): row for row in base.gathered["park_indicators.csv"]}
    found: list[Record] = []
    for rule in base.rules("figures_in_notes.csv", NOTES):
        row = rows.get((rule["park"], rule["indicator"], rule["as_of"]))
        if row is None or rule["words"] not in row["note"]:
            cause = Sentence("No row's note says this.", "没有哪一行的备注这样写。")
            base.problems.append(rule.problem("words", "rule", cause, CORRECT_RULE))
            continue
        fields: dict[str, Any] = {name: rule[name] for name in ("id", "indicator", "value", "unit", "bound")}
        cites = base.sources.cite(rule, wording=rule["words"])
        record = _observation(base, row, lists, cites, fields)
        found.extend([record] if record else [])
    return found


def _counts(base: Base) -> list[Record]:
    """The numbers in the cells of ``counts.csv``; two rows that state one figure share its id."""
    rows = {(row["what"], row["as_of"]): row for row in base.gathered["counts.csv"]}
    fields: dict[str, dict[str, Any]] = {}
    first: dict[str, Row] = {}
    for rule in base.rules("counts.csv", COUNTS):
        row = rows.get((rule["what"], rule["as_of"]))
        if row is None or rule["words"] not in f"{row['count']} {row['what']}" or not _known(base, row, rule["about"]):
            cause = Sentence(
                "No row of counts.csv says this, or there is no such place.",
                "counts.csv 中没有哪一行这样写，或没有这个地点。",
            )
            remedy = CORRECT_RULE
            base.problems.append(rule.problem("words", "rule", cause, remedy))
            continue
        first.setdefault(rule["id"], row)
        names = ("id", "indicator", "value", "bound", "unit", "scope")
        cites = base.sources.cite(row, wording=f"{row['what']} {row['count']}")
        known = fields.setdefault(rule["id"], {name: rule[name] for name in names} | {"cites": ()})
        known |= {"about": ({"to": rule["about"]},), "period": rule["period"] or base.date(row, "as_of")}
        known["cites"] += tuple(c for c in cites if c.to not in {k.to for k in known["cites"]})
        base.origins.holds(row, rule["id"])
    records_ = (base.build(Observation, first[id_], **known) for id_, known in fields.items())
    return [record for record in records_ if record]


def _grades(base: Base) -> list[Record]:
    rows = {row["name_zh"]: row for row in base.gathered["parks.csv"]}
    found: list[Record] = []
    for rule in base.rules("grades.csv", GRADES):
        row, about = rows.get(rule["park"]), base.names.park(rule["park"])
        if row is None or about is None or rule["words"] not in row["status"]:
            cause = Sentence("No row's status says this.", "没有哪一行的状态这样写。")
            base.problems.append(rule.problem("words", "rule", cause, CORRECT_RULE))
            continue
        fields = {name: rule[name] for name in ("id", "grade", "scope", "period")}
        cites = base.sources.cite(row, wording=row["status"])
        about_ = ({"to": about},)
        record = base.build(Observation, row, indicator="evaluation_grade", about=about_, cites=cites, **fields)
        if record:
            base.origins.holds(row, record.id)
            found.append(record)
    return found


def vocabulary(base: Base) -> None:
    """Accounts for the rows that are words, not facts; a word that the program does not know is a problem.

    Call it after all records are made: an indicator that is a rule or a target is held by its programme.
    """
    for row in base.gathered["sectors_nbs2018.csv"]:
        if LABELS["sector"].get(row["code"], ("",))[0] != row["name_zh"]:
            cause = Sentence("The program has another sector of this code.", "程序中这个代码是另一行业。")
            remedy = Sentence("Correct the code or the name.", "请更正代码或名称。")
            base.problems.append(row.problem("code", "sector", cause, remedy))
        base.origins.none(row, "vocabulary")
    for row in base.gathered["sector_words.csv"]:
        if row["nbs2018"] not in LABELS["sector"]:
            remedy = Sentence("Use a code of sectors_nbs2018.csv.", "请用 sectors_nbs2018.csv 中的代码。")
            base.problems.append(row.problem("nbs2018", "sector", NO_SECTOR, remedy))
        base.origins.none(row, "vocabulary")
    for row in base.gathered["indicators.csv"]:
        if base.origins.accounted(row):
            continue
        if any(character.isdigit() for character in row["where_used"]):
            cause = Sentence("No record holds the figures of this row.", "没有记录采用这一行的数据。")
            remedy = Sentence("Add them to rules/figures_of_ties.csv.", "请加入 rules/figures_of_ties.csv。")
            base.problems.append(row.problem("where_used", "figure", cause, remedy))
        elif row["key"] in LABELS["indicator"]:
            base.origins.none(row, "vocabulary")
        else:
            cause = Sentence("There is no such indicator.", "没有这个指标。")
            remedy = Sentence("Add it to the vocabulary or to rules/clauses.csv.", "请加入词表或 rules/clauses.csv。")
            base.problems.append(row.problem("key", "indicator", cause, remedy))
