"""Ties of ``pairings.csv`` as alliances, with the parks and bodies that only ties name.

Kind and first state follow from ``rules/ties.csv``, members from ``rules/members.csv``, further dated events of a cell
from ``rules/steps.csv``. A row that tells the same tie as another (``rules/tie_rows_elsewhere.csv``) adds its name and
its sources to that tie.
"""

import re
from collections.abc import Sequence
from typing import Any

from parknet.errors import Sentence
from parknet.graph.dataset.base import Base
from parknet.graph.dataset.sources import merged
from parknet.graph.dataset.tables import Row
from parknet.graph.dataset.tie_tables import TieTables, split
from parknet.model.records import Alliance, Organisation, Park, Record

ORGANISATIONS = ("id", "name_en", "kind", "based_in", "row", "inferred")
PARKS = ("id", "name_en", "located_in", "status", "possibly_same_as", "row", "note")
PROGRAMME_WORDS = ("wording", "to", "word")
_PARTIES = ("content",)
"""The column whose remarks are about the parties."""
_TERM = re.compile(r"期限(\d{4})年?[至—](\d{4})年")


def records(base: Base) -> list[Record]:
    """Alliances of ``pairings.csv``, and the organisations and parks that stand in tie tables alone."""
    tables = TieTables(base)
    return [*_organisations(tables), *_parks(tables), *_alliances(tables)]


def _organisations(tables: TieTables) -> list[Record]:
    base, found = tables.base, []
    for rule in base.rules("organisations.csv", ORGANISATIONS):
        if row := tables.row(rule["row"], rule, "row"):
            place = tables.record(rule, "based_in", rule["based_in"]) if rule["based_in"] else None
            fields = {"id": rule["id"], "kind": rule["kind"], **_names(base, rule)}
            based_in = [{"to": place, "sources": base.sources.ids(row)}] if place else []
            inferred: Any = split(rule["inferred"])
            cites = base.sources.cite(row, inferred=(*tables.inferred(row, _PARTIES), *inferred))
            found.append(base.build(Organisation, rule, **fields, based_in=based_in, cites=cites))
    return [record for record in found if record]


def _parks(tables: TieTables) -> list[Record]:
    base = tables.base
    found: list[Record] = []
    for rule in base.rules("parks_in_ties.csv", PARKS):
        if row := tables.row(rule["row"], rule, "row"):
            place = tables.record(rule, "located_in", rule["located_in"]) if rule["located_in"] else None
            sources = base.sources.ids(row)
            park = base.build(
                Park,
                rule,
                id=rule["id"],
                **_names(base, rule),
                status=rule["status"],
                note=rule["note"],
                **base.places.located(place) if place else {},
                located_in=[{"to": place, "sources": sources}] if place else [],
                possibly_same_as=[{"to": to, "sources": sources} for to in split(rule["possibly_same_as"])],
                cites=base.sources.cite(row, inferred=tables.inferred(row, _PARTIES)),
            )
            found.extend([park] if park else [])
    return found


def _names(base: Base, rule: Row) -> dict[str, Any]:
    """The first wording of an id in ``rules/parties.csv`` is its name, the others are aliases."""
    name, *aliases = base.names.wordings(rule["id"]) or ("",)
    return {"name_zh": name, "aliases": aliases, "name_en": rule["name_en"], "name_en_by": "translated"}


def _alliances(tables: TieTables) -> list[Record]:
    programmes = {row["wording"]: row for row in tables.base.rules("programme_wordings.csv", PROGRAMME_WORDS)}
    found: list[Record] = []
    for row in tables.base.gathered["pairings.csv"]:
        if own := tables.ids.get(row["id"]):
            alliance = _alliance(tables, row, own, _under(tables, row, programmes))
            found.extend([alliance] if alliance else [])
        for other in tables.alias_rows(row):
            tables.base.origins.holds(other, tables.ids[row["id"]]["id"])
    return found


def _alliance(tables: TieTables, row: Row, own: Row, under: list[dict[str, Any]]) -> Alliance | None:
    base, id_ = tables.base, own["id"]
    base.origins.holds(row, id_)
    members = tables.members(row)
    own_cites = base.sources.cite(row, inferred=tables.inferred(row))
    others = tables.alias_rows(row)
    steps = tables.steps(row, id_, _first_step(tables, row))
    aliases = [other["name_zh"] for other in others if other.file == "alliances.csv"]
    return base.build(
        Alliance,
        row,
        id=id_,
        name_zh=own["name_zh"],
        name_en=own["name_en"],
        name_en_by="translated" if own["name_en"] else None,
        aliases=[alias for alias in aliases if alias != own["name_zh"]],
        kind=tables.kind_by_parts(row, [member["part"] for member in members]),
        content="; ".join(_contents([row, *others])),
        exchange=split(own["exchange"]),
        note=own["note"],
        has_member=members,
        under=under,
        has_step=steps,
        has_term=_terms(row, id_, len(steps) + 1),
        cites=merged([*own_cites, *(c for other in others for c in base.sources.cite(other))]),
    )


def _contents(rows: Sequence[Row]) -> list[str]:
    """What the rows of one tie say of its content, without the gatherer's remarks on his own tables."""
    cells = [row.cells.get("content") or row.cells.get("actions", "") for row in rows]
    return [cell.partition(". more_parties")[0] for cell in cells if not cell.startswith("见 ")]


def _first_step(tables: TieTables, row: Row) -> dict[str, Any]:
    base = tables.base
    return {
        "state": tables.decide("state", "pairings", row, row.cells),
        "date": base.date(row, "date"),
        "wording": row["status"],
        "cites": base.sources.cite(row, inferred=tables.inferred(row, ("date_precision",))),
    }


def _terms(row: Row, id_: str, number: int) -> list[dict[str, Any]]:
    """The term that the status cell states, such as 期限2021年至2030年."""
    if match := _TERM.search(row["status"]):
        return [{"id": f"{id_}#{number}", "since": match[1], "until": match[2], "wording": match[0]}]
    return []


def _under(tables: TieTables, row: Row, programmes: dict[str, Row]) -> list[dict[str, Any]]:
    """The programme that the row's wording stands for; a mere theme stands for none."""
    rule = programmes.get(row["programme"])
    if rule is None:
        cause = Sentence("No rule has this wording.", "没有规则用这个写法。")
        remedy = Sentence("Add it to rules/programme_wordings.csv.", "请加入 rules/programme_wordings.csv。")
        tables.base.problems.append(row.problem("programme", "word", cause, remedy))
        return []
    return [{"to": to, "sources": tables.base.sources.ids(row)} for to in split(rule["to"])]
