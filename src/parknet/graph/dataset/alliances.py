"""Alliances of ``alliances.csv``: consortia, associations, joint conferences, known by members or by name alone.

An association is the membership of an Organisation. A row that tells the same tie as a row of ``pairings.csv`` is held
there, and one that is a programme in ``programmes``.
"""

from typing import Any

from parknet.graph.dataset.base import Base
from parknet.graph.dataset.tables import Row
from parknet.graph.dataset.tie_tables import TieTables, split
from parknet.model.records import Alliance, Record

_TRANSLATED = " (translation)"
_NOT_WRITTEN = "未写"


def records(base: Base) -> list[Record]:
    """One alliance for each row that is a tie of its own."""
    tables = TieTables(base)
    found = [
        _alliance(tables, row, tables.ids[row["id"]])
        for row in base.gathered["alliances.csv"]
        if row["id"] in tables.ids
    ]
    return [record for record in found if record]


def _alliance(tables: TieTables, row: Row, own: Row) -> Alliance | None:
    base, id_ = tables.base, own["id"]
    base.origins.holds(row, id_, *split(own["membership_of"]))
    name_en = own["name_en"] or row["name_en"].removesuffix(_TRANSLATED)
    return base.build(
        Alliance,
        row,
        id=id_,
        name_zh=own["name_zh"] or row["name_zh"],
        name_en=name_en,
        name_en_by="translated" if name_en else None,
        kind=tables.decide("kind", "alliances", row, row.cells),
        content=row["actions"],
        exchange=split(own["exchange"]),
        note=_note(row, own),
        has_member=tables.members(row),
        membership_of=[{"to": to, "sources": base.sources.ids(row)} for to in split(own["membership_of"])],
        has_step=tables.steps(row, id_, _founding(tables, row)),
        cites=base.sources.cite(row, inferred=tables.inferred(row)),
    )


def _founding(tables: TieTables, row: Row) -> dict[str, Any]:
    """An alliance known by its founding has that day as an active step; the day may be unknown."""
    base = tables.base
    return {
        "state": tables.decide("state", "alliances", row, row.cells),
        "date": base.date(row, "founded"),
        "wording": row["founded_note"].removeprefix(_NOT_WRITTEN),
        "cites": base.sources.cite(row),
    }


def _note(row: Row, own: Row) -> str:
    """The members and their number as the source words them, since few are named, and what is not known."""
    parts = [own["note"], f"成员(来源原文): {row['members']}" if row["members"] else ""]
    parts.append(f"成员数(来源原文): {row['member_count']}" if row["member_count"] else "")
    return "; ".join(part for part in parts if part)
