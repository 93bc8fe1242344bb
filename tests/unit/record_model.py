"""A model of the record, kept apart from the program: plain dictionaries, one for each revision.

It knows what may stand together and what a batch, a merging and an undoing come to, and nothing of how that is done.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

Fields = dict[str, Any]
State = dict[str, Fields]
Edits = Sequence[tuple[str, Fields | None]]
LINKS = ("cites", "possibly_same_as", "has_member")


def plain(fields: Mapping[str, Any]) -> Fields:
    """Fields with what is empty left out and every list in one order, so that equal ones compare equal."""
    in_order = {name: sorted(v, key=json.dumps) if isinstance(v, list) else v for name, v in fields.items()}
    return {name: value for name, value in in_order.items() if value not in (None, "", [])}


def targets(fields: Fields) -> Iterator[str]:
    return (link["to"] for name in LINKS for link in fields.get(name, []))


def sound(state: State) -> bool:
    """Whether all of it may stand together."""
    merged = [id_ for fields in state.values() for id_ in fields.get("merged", [])]
    if len(set(merged)) < len(merged) or state.keys() & set(merged):
        return False
    for id_, fields in state.items():
        if not id_.startswith("source-") and not fields.get("cites"):
            return False
        for target in targets(fields):
            if target == id_ or target not in state:
                return False
    return True


def with_edits(state: State, edits: Edits) -> State:
    changed = {id_: {**plain(fields), "id": id_} for id_, fields in edits if fields is not None}
    return {id_: fields for id_, fields in state.items() if id_ not in dict(edits)} | changed


def merging(state: State, keep: str, drop: str) -> State:
    """The state with one record put into another: what was linked to one leads to the other."""
    found = {id_: leading(fields, drop, keep) for id_, fields in state.items()}
    kept, gone = found.pop(keep), found.pop(drop)
    joined = {**gone, **kept}
    for name in (*LINKS, "aliases"):
        joined[name] = distinct([*kept.get(name, []), *gone.get(name, [])])
    if gone["name_zh"] != kept["name_zh"]:
        joined["aliases"] = distinct([*joined["aliases"], gone["name_zh"]])
    joined["possibly_same_as"] = [link for link in joined["possibly_same_as"] if link["to"] != keep]
    joined["merged"] = [*kept.get("merged", []), *gone.get("merged", []), drop]
    return found | {keep: plain(joined)}


def leading(fields: Fields, old: str, new: str) -> Fields:
    def links(name: str) -> list[Fields]:
        return distinct([{**link, "to": new if link["to"] == old else link["to"]} for link in fields[name]])

    return plain(fields | {name: links(name) for name in LINKS if name in fields})


def distinct(items: list[Any]) -> list[Any]:
    return [item for n, item in enumerate(items) if item not in items[:n]]


@dataclass
class Past:
    """Every state there was, the moments they were recorded, and the keys that were used: (request, revision)."""

    states: list[State] = field(default_factory=lambda: [{}])
    moments: list[datetime] = field(default_factory=list)
    keys: dict[str, tuple[object, int]] = field(default_factory=dict)

    @property
    def revision(self) -> int:
        return len(self.states) - 1

    @property
    def now(self) -> State:
        return self.states[-1]

    def changed(self, revision: int) -> set[str]:
        """Ids of the records that a revision changed."""
        before, after = self.states[revision - 1], self.states[revision]
        return {id_ for id_ in before.keys() | after.keys() if before.get(id_) != after.get(id_)}

    def version(self, id_: str) -> int:
        """The revision that last wrote a record; 0 when it is not there."""
        if id_ not in self.now:
            return 0
        return max(n for n in range(1, self.revision + 1) if id_ in self.changed(n))

    def gone(self) -> dict[str, Fields]:
        """The records that were there once and are not now, as they last were."""
        last = {id_: fields for state in self.states for id_, fields in state.items()}
        return {id_: fields for id_, fields in last.items() if id_ not in self.now}

    def undone(self, revision: int) -> State | None:
        """The state with a batch taken back; None when one of its records was changed since."""
        changed, before = self.changed(revision), self.states[revision - 1]
        if any(self.now.get(id_) != self.states[revision].get(id_) for id_ in changed):
            return None
        return with_edits(self.now, [(id_, before.get(id_)) for id_ in changed])

    def record(self, state: State, moment: datetime) -> None:
        """A batch was written: later by a microsecond at least than the one before."""
        last = self.moments[-1] + timedelta(microseconds=1) if self.moments else moment
        self.states.append(state)
        self.moments.append(max(moment, last))

    def known(self, day: date) -> State:
        """The state at the end of a day in UTC+8."""
        days = ((moment + timedelta(hours=8)).date() for moment in self.moments)
        return self.states[sum(recorded <= day for recorded in days)]
