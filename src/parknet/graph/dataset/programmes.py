"""Programmes: the policies that frame ties (Carrying Plan, Cloud Park …) and the lists that titles are held under.

``rules/policies.csv`` and ``rules/programmes.csv`` name them, ``rules/clauses.csv`` has their rules and namings in the
source's wording, ``rules/targets.csv`` what they want to reach, ``rules/figures_of_ties.csv`` the figures reported
about programmes, ties and the places and parks that a row about something else speaks of. The code of a rule of kind
term is its length as an ISO 8601 duration (``P5Y``), where it is one. What proves a rule is written as
``programme:kind of title``, with ``?`` behind it where such a title leaves it open; ``;`` stands between several.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from parknet.errors import Sentence
from parknet.graph.dataset.base import Base
from parknet.graph.dataset.figures import CHOSEN_BY
from parknet.graph.dataset.sources import merged, parts_of
from parknet.graph.dataset.tables import Row
from parknet.graph.dataset.tie_tables import TieTables, split
from parknet.model.records import Citation, Observation, Programme, Record
from parknet.model.vocabulary import Inferred

POLICIES = (
    "id", "name_zh", "name_en", "issuer", "document_number", "since", "until", "exchange", "expected_parks",
    "expected_groups", "rows", "note",
)  # fmt: skip
LISTS = (
    "id", "name_zh", "name_en", "issuer", "document_number", "expected_parks", "source", "confidence", "note",
)  # fmt: skip
CLAUSES = ("programme", "row", "kind", "code", "wording", "binding", "since", "until", "source", "proved_by")
TARGETS = ("programme", "row", "wording", "value", "bound", "unit", "by")
FIGURES = (
    "id", "about", "indicator", "value", "bound", "unit", "scope", "period", "rows", "inferred", "source", "preferred",
)  # fmt: skip


def records(base: Base) -> list[Record]:
    """The programmes with their rules and targets, and the figures about them and about ties."""
    tables = TieTables(base)
    policies, lists = base.rules("policies.csv", POLICIES), base.rules("programmes.csv", LISTS)
    parts = _Parts(tables, {rule["id"] for rule in (*policies, *lists)})
    found: list[Record | None] = [_policy(tables, rule, parts) for rule in policies]
    found.extend(_list(base, rule, parts) for rule in lists)
    found.extend(_figure(tables, rule) for rule in base.rules("figures_of_ties.csv", FIGURES))
    return [record for record in found if record]


class _Parts:
    """Rules and targets of each programme; one of an unknown programme is a problem."""

    def __init__(self, tables: TieTables, programmes: set[str]) -> None:
        self._tables = tables
        self._clauses = tables.base.rules("clauses.csv", CLAUSES)
        self._targets = tables.base.rules("targets.csv", TARGETS)
        for part in (*self._clauses, *self._targets):
            if part["programme"] not in programmes:
                cause = Sentence("There is no such programme.", "没有这项政策或名单。")
                remedy = Sentence(
                    "Name one of rules/policies.csv or rules/programmes.csv.",
                    "请选 rules/policies.csv 或 rules/programmes.csv 中的一项。",
                )
                tables.base.problems.append(part.problem("programme", "link", cause, remedy))

    def of(self, id_: str) -> dict[str, list[dict[str, Any]]]:
        """The fields has_rule and has_target of a programme."""
        rules = [part for row in self._clauses if row["programme"] == id_ and (part := _clause(self._tables, row, id_))]
        wanted = [
            part for row in self._targets if row["programme"] == id_ and (part := _target(self._tables, row, id_))
        ]
        return {
            "has_rule": [{**part, "id": f"{id_}#{n}"} for n, part in enumerate(rules, start=1)],
            "has_target": [{**part, "id": f"{id_}#{n}"} for n, part in enumerate(wanted, start=len(rules) + 1)],
        }


def _policy(tables: TieTables, rule: Row, parts: _Parts) -> Programme | None:
    base, id_ = tables.base, rule["id"]
    rows = _rows(tables, rule, "rows")
    for row in rows:
        if row.file != "pairings.csv":
            base.origins.holds(row, id_)
    plain = ("id", "name_zh", "name_en", "issuer", "document_number", "expected_parks", "expected_groups", "note")
    return base.build(
        Programme,
        rule,
        **{name: rule[name] for name in plain},
        name_en_by="translated",
        since=base.date(rule, "since"),
        until=base.date(rule, "until"),
        exchange=split(rule["exchange"]),
        **parts.of(id_),
        cites=merged(c for row in rows for c in base.sources.cite(row)),
    )


def _list(base: Base, rule: Row, parts: _Parts) -> Programme | None:
    fields: dict[str, Any] = {name: rule[name] for name in LISTS if name not in ("source", "confidence")}
    fields |= parts.of(rule["id"])
    return base.build(Programme, rule, **fields, name_en_by="translated", cites=base.sources.cite(rule))


def _clause(tables: TieTables, clause: Row, id_: str) -> dict[str, Any] | None:
    rows = _held(tables, clause, id_)
    if not rows:
        return None
    words = {name: clause[name] for name in ("kind", "code", "binding")}
    words["wording"] = clause["wording"] or rows[0]["content"]
    proofs = [_proof(text) for text in split(clause["proved_by"])]
    return words | _span(tables.base, clause) | {"proved_by": proofs, "cites": _cites(tables.base, clause, rows)}


def _proof(text: str) -> dict[str, Any]:
    programme, _, kind = text.partition(":")
    return {"to": programme, "kind": kind.removesuffix("?"), "leaves_open": kind.endswith("?")}


def _target(tables: TieTables, target: Row, id_: str) -> dict[str, Any] | None:
    rows = _held(tables, target, id_)
    if not rows:
        return None
    words: dict[str, Any] = {name: target[name] for name in ("wording", "value", "bound", "unit")}
    cites = merged(c for row in rows for c in tables.base.sources.cite(row))
    return words | {"by": tables.base.date(target, "by"), "cites": cites}


def _held(tables: TieTables, part: Row, id_: str) -> list[Row]:
    """The gathered rows of a clause or target, which the programme holds."""
    rows = _rows(tables, part, "row")
    for row in rows:
        if row.file != "pairings.csv":
            tables.base.origins.holds(row, id_)
    return rows


def _rows(tables: TieTables, rule: Row, column: str) -> list[Row]:
    return [row for reference in split(rule[column]) if (row := tables.row(reference, rule, column))]


def _span(base: Base, part: Row) -> dict[str, Any]:
    return {"since": base.date(part, "since"), "until": base.date(part, "until")}


def _cites(base: Base, rule: Row, rows: Sequence[Row], inferred: Sequence[Inferred] = ()) -> tuple[Citation, ...]:
    """Citations of the rows' publications, or of those of them alone that the rule names."""
    named = {part for row in rows for part in parts_of(row["source"])}
    for part in parts_of(rule["source"]):
        if part not in named:
            cause = Sentence("The rows do not name this source.", "这些行没有注明这个来源。")
            remedy = Sentence("Copy a wording from their source cell.", "请照抄来源一格中的写法。")
            base.problems.append(rule.problem("source", "source", cause, remedy, part))
    if rule["source"]:
        rows = [replace(row, cells={**row.cells, "source": rule["source"]}) for row in rows[:1]]
    return merged(c for row in rows for c in base.sources.cite(row, inferred=inferred))


def _figure(tables: TieTables, rule: Row) -> Observation | None:
    base, rows = tables.base, _rows(tables, rule, "rows")
    for row in rows:
        base.origins.holds(row, rule["id"])
    inferred: Any = split(rule["inferred"])
    plain = ("id", "indicator", "value", "bound", "unit", "scope")
    return base.build(
        Observation,
        rule,
        **{name: rule[name] for name in plain},
        preferred=bool(rule["preferred"]),
        reason=rule["preferred"],
        chosen_by=CHOSEN_BY if rule["preferred"] else None,
        period=base.date(rule, "period"),
        about=[{"to": tables.record(rule, "about", rule["about"])}],
        cites=_cites(base, rule, rows, inferred),
    )
