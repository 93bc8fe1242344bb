"""What all parts of the loader share: the tables, and the look-ups for sources, places and names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from parknet.errors import Problem
from parknet.graph.dataset import build, names, places, sources
from parknet.graph.dataset.names import Names
from parknet.graph.dataset.origins import Origins
from parknet.graph.dataset.places import Places
from parknet.graph.dataset.sources import Sources
from parknet.graph.dataset.tables import GATHERED, Row, read_table
from parknet.model.records import Model

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Base:
    """The gathered rows by file name, the look-ups, and the problems found so far."""

    folder: Path
    gathered: Mapping[str, tuple[Row, ...]]
    sources: Sources
    places: Places
    names: Names
    origins: Origins
    problems: list[Problem]

    def rules(self, name: str, columns: Sequence[str]) -> tuple[Row, ...]:
        """The rows of a rule table, such as ``titles.csv``; its rows are placed as ``rules/titles.csv:2``."""
        return read_table(self.folder, f"rules/{name}", columns, self.problems)

    def build(self, model: type[M], row: Row, /, **fields: Any) -> M | None:
        """The record with these fields; None, and problems at the row's cells, when they do not fit."""
        return build.build(model, row, self.problems, **fields)

    def date(self, row: Row, column: str) -> str | None:
        """EDTF of a date cell, None where it states none; what is no date becomes a problem."""
        return build.date_of(row, column, self.problems)


def read_base(folder: Path) -> Base:
    """Read all gathered tables and the shared rule tables of a data folder."""
    problems: list[Problem] = []
    gathered = {name: read_table(folder, name, columns, problems) for name, columns in GATHERED.items()}
    divisions = read_table(folder, "divisions.csv", places.DIVISIONS, problems)
    extra = read_table(folder, "rules/places.csv", places.COLUMNS, problems)
    wordings = [
        row
        for table in ("rules/names.csv", "rules/parties.csv")
        for row in read_table(folder, table, names.COLUMNS, problems)
    ]
    return Base(
        folder=folder,
        gathered=gathered,
        sources=Sources(read_table(folder, "rules/sources.csv", sources.COLUMNS, problems), problems),
        places=Places(divisions, extra, problems),
        names=Names(wordings, problems),
        origins=Origins(row for rows in gathered.values() for row in rows),
        problems=problems,
    )
