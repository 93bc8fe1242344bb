"""Programmes that frame ties and parks: the Carrying Plan, the Chaoyang plan, the Cloud Park, Shanghai's plan of 2021.

``rules/policies.csv`` lists them, ``rules/clauses.csv`` their rules in the source's wording, ``rules/targets.csv`` what
they want to reach, ``rules/figures_of_ties.csv`` the figures reported about programmes, alliances and joint actions.
"""

from typing import Any

from parknet.graph.dataset.base import Base
from parknet.graph.dataset.tables import Row
from parknet.graph.dataset.tie_tables import TieTables, merged, split
from parknet.model.records import Observation, Programme, Record

POLICIES = (
    "id", "name_zh", "name_en", "issuer", "document_number", "since", "until", "exchange", "expected_parks",
    "expected_groups", "rows", "note",
)  # fmt: skip
CLAUSES = ("programme", "row", "kind", "code", "wording", "binding", "since", "until")
TARGETS = ("programme", "row", "wording", "value", "bound", "unit", "by")
FIGURES = ("id", "about", "indicator", "value", "bound", "unit", "scope", "period", "rows", "inferred")


def records(base: Base) -> list[Record]:
    """The programmes with their rules and targets, and the figures about them and about ties."""
    tables = TieTables(base)
    clauses = base.rules("clauses.csv", CLAUSES)
    targets = base.rules("targets.csv", TARGETS)
    policies = base.rules("policies.csv", POLICIES)
    known = {rule["id"] for rule in policies}
    for part in (*clauses, *targets):
        if part["programme"] not in known:
            cause, remedy = "There is no such programme.", "Name one of rules/policies.csv."
            base.problems.append(part.problem("programme", "link", cause, remedy))
    found: list[Record | None] = [_programme(tables, rule, clauses, targets) for rule in policies]
    found.extend(_figure(tables, rule) for rule in base.rules("figures_of_ties.csv", FIGURES))
    return [record for record in found if record]


def _programme(tables: TieTables, rule: Row, clauses: tuple[Row, ...], targets: tuple[Row, ...]) -> Programme | None:
    base, id_ = tables.base, rule["id"]
    rules = [part for clause in clauses if clause["programme"] == id_ and (part := _clause(tables, clause, id_))]
    wanted = [part for target in targets if target["programme"] == id_ and (part := _target(tables, target, id_))]
    rows = [row for reference in split(rule["rows"]) if (row := tables.row(reference, rule, "rows"))]
    for row in rows:
        if row.file != "pairings.csv":
            base.origins.holds(row, id_)
    return base.build(
        Programme,
        rule,
        id=id_,
        name_zh=rule["name_zh"],
        name_en=rule["name_en"],
        name_en_by="translated",
        issuer=rule["issuer"],
        document_number=rule["document_number"],
        since=base.date(rule, "since"),
        until=base.date(rule, "until"),
        exchange=split(rule["exchange"]),
        expected_parks=rule["expected_parks"],
        expected_groups=rule["expected_groups"],
        note=rule["note"],
        has_rule=[{**part, "id": f"{id_}#{n}"} for n, part in enumerate(rules, start=1)],
        has_target=[{**part, "id": f"{id_}#{n}"} for n, part in enumerate(wanted, start=len(rules) + 1)],
        cites=merged(c for row in rows for c in base.sources.cite(row)),
    )


def _clause(tables: TieTables, clause: Row, id_: str) -> dict[str, Any] | None:
    row = _held(tables, clause, id_)
    if row is None:
        return None
    wording = clause["wording"] or row["content"]
    words = {"kind": clause["kind"], "code": clause["code"], "wording": wording, "binding": clause["binding"]}
    return words | _span(tables.base, clause) | {"cites": tables.base.sources.cite(row)}


def _target(tables: TieTables, target: Row, id_: str) -> dict[str, Any] | None:
    row = _held(tables, target, id_)
    if row is None:
        return None
    words: dict[str, Any] = {"wording": target["wording"], "value": target["value"], "bound": target["bound"]}
    words |= {"unit": target["unit"], "by": tables.base.date(target, "by")}
    return words | {"cites": tables.base.sources.cite(row)}


def _held(tables: TieTables, part: Row, id_: str) -> Row | None:
    """The gathered row of a clause or target, which the programme holds."""
    row = tables.row(part["row"], part, "row")
    if row and row.file != "pairings.csv":
        tables.base.origins.holds(row, id_)
    return row


def _span(base: Base, part: Row) -> dict[str, Any]:
    return {"since": base.date(part, "since"), "until": base.date(part, "until")}


def _figure(tables: TieTables, rule: Row) -> Observation | None:
    base = tables.base
    rows = [row for reference in split(rule["rows"]) if (row := tables.row(reference, rule, "rows"))]
    for row in rows:
        base.origins.holds(row, rule["id"])
    inferred: Any = split(rule["inferred"])
    return base.build(
        Observation,
        rule,
        id=rule["id"],
        indicator=rule["indicator"],
        value=rule["value"],
        bound=rule["bound"],
        unit=rule["unit"],
        scope=rule["scope"],
        period=base.date(rule, "period"),
        about=[{"to": tables.record(rule, "about", rule["about"])}],
        cites=merged(c for row in rows for c in base.sources.cite(row, inferred=inferred)),
    )
