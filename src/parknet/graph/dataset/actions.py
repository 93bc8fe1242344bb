"""Joint actions: things done together, from ``events.csv`` and from rows of the tie tables.

``rules/actions.csv`` lists them with the rows they come from; ``rules/rows_elsewhere.csv`` says of further rows which
records tell the same: a tie's own step, a programme, a figure of a park.
"""

from typing import Any

from parknet.errors import Sentence
from parknet.graph.dataset.base import Base
from parknet.graph.dataset.sources import merged
from parknet.graph.dataset.tables import Row
from parknet.graph.dataset.tie_tables import TieTables, split
from parknet.model.records import JointAction, Record

ACTIONS = (
    "id", "kind", "name_zh", "name_en", "since", "until", "for", "participants", "content", "rows",
)  # fmt: skip
OUTCOMES = ("action", "wording", "value", "bound", "unit")
ELSEWHERE = ("row", "says", "holds")
_SAYS = ("event", "key")
"""The column that names a row, by which a rule about it is known to mean it."""


def records(base: Base) -> list[Record]:
    """The joint actions; rows that are told elsewhere are accounted for."""
    tables = TieTables(base)
    outcomes: dict[str, list[Row]] = {}
    for row in base.rules("outcomes.csv", OUTCOMES):
        outcomes.setdefault(row["action"], []).append(row)
    rules = base.rules("actions.csv", ACTIONS)
    for unknown in sorted(outcomes.keys() - {rule["id"] for rule in rules}):
        cause = Sentence("There is no such joint action.", "没有这项合作活动。")
        remedy = Sentence("Name one of rules/actions.csv.", "请选 rules/actions.csv 中的一项。")
        base.problems.append(outcomes[unknown][0].problem("action", "link", cause, remedy))
    found = [_action(tables, rule, outcomes.get(rule["id"], [])) for rule in rules]
    _account(tables)
    return [record for record in found if record]


def _action(tables: TieTables, rule: Row, outcomes: list[Row]) -> JointAction | None:
    base, id_ = tables.base, rule["id"]
    rows = [row for reference in split(rule["rows"]) if (row := tables.row(reference, rule, "rows"))]
    for row in rows:
        base.origins.holds(row, id_)
    return base.build(
        JointAction,
        rule,
        id=id_,
        kind=rule["kind"],
        name_zh=rule["name_zh"],
        name_en=rule["name_en"],
        name_en_by="translated" if rule["name_en"] else None,
        since=base.date(rule, "since"),
        until=base.date(rule, "until"),
        content="; ".join(dict.fromkeys(filter(None, [rule["content"], *(_facts(tables, row) for row in rows)]))),
        has_participant=[_participant(tables, rule, item) for item in split(rule["participants"])],
        carried_out_for=[{"to": to} for to in split(rule["for"])],
        has_outcome=[_outcome(row, f"{id_}#{n}") for n, row in enumerate(outcomes, start=1)],
        cites=merged(c for row in rows for c in base.sources.cite(row)),
    )


def _facts(tables: TieTables, row: Row) -> str:
    """What a row says beyond its names: an event's facts; status and content of a pairing that is no tie of its own."""
    if row.file == "events.csv":
        return row["facts"]
    if row.file == "pairings.csv" and row["id"] not in tables.ids and row["id"] not in tables.same:
        return "; ".join(filter(None, (row["status"], row["content"])))
    return ""


def _participant(tables: TieTables, rule: Row, item: str) -> dict[str, Any]:
    """A participant such as ``park-x`` or ``park-x=场地``, the word being its role."""
    to, _, role = item.partition("=")
    return {"to": tables.record(rule, "participants", to), "role": role}


def _outcome(row: Row, id_: str) -> dict[str, Any]:
    return {"id": id_, **{name: row[name] for name in ("wording", "value", "bound", "unit")}}


def _account(tables: TieTables) -> None:
    """Say of each row that makes no record of its own which records tell what it says."""
    for rule in tables.base.rules("rows_elsewhere.csv", ELSEWHERE):
        row = tables.row(rule["row"], rule, "row")
        if row is None:
            continue
        if rule["says"] not in (row.cells.get(column) for column in _SAYS):
            cause = Sentence("The row of that line says something else.", "那一行说的是别的内容。")
            remedy = Sentence("Correct the line or the words.", "请更正行号或文字。")
            tables.base.problems.append(rule.problem("says", "link", cause, remedy))
        tables.base.origins.holds(row, *split(rule["holds"]))
