"""Names of parks and bodies: which record a wording means.

The tables say it explicitly, wording by wording; nothing is guessed from likeness.
"""

from collections.abc import Sequence

from parknet.errors import Problem
from parknet.graph.dataset.tables import TWICE, Row

COLUMNS = ("wording", "id", "note")


class Names:
    """Ids by wording, of ``rules/names.csv`` (parks) and ``rules/parties.csv`` (other parties)."""

    def __init__(self, rows: Sequence[Row], problems: list[Problem]) -> None:
        self._ids: dict[str, str] = {}
        self._wordings: dict[str, list[str]] = {}
        for row in rows:
            wording, id_ = row["wording"], row["id"]
            if wording in self._ids:
                problems.append(row.problem("wording", "duplicate", *TWICE))
                continue
            self._ids[wording] = id_
            self._wordings.setdefault(id_, []).append(wording)

    def find(self, wording: str) -> str | None:
        """The id of the park or body that the wording means, or None."""
        return self._ids.get(wording.strip())

    def park(self, wording: str) -> str | None:
        """The id of the park that the wording means, or None (also when it means a body)."""
        id_ = self.find(wording)
        return id_ if id_ and id_.startswith("park-") else None

    def wordings(self, id_: str) -> tuple[str, ...]:
        """All wordings of an id, in the order of the tables: the first is the name, the others are aliases."""
        return tuple(self._wordings.get(id_, ()))
