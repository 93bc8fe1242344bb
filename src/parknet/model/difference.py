"""What is different: the fields of a record before and after, and the records of two snapshots."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from parknet.model.batch import Change
from parknet.model.snapshot import Entry, Snapshot, read

Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One difference: where it stands, and the JSON value before and after (None: there is none).

    `place` is a path: a field (``name_en``), an item of a list by the id that it points at or has
    (``has_member/park-a``, ``has_step/alliance-a#2``), or a field of that item (``has_step/alliance-a#2/date``).
    A list whose items changed places has their ids before and after.
    """

    place: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A record of one of two snapshots that is not the same in the other; None: it is not there."""

    id: str
    before: Entry | None
    after: Entry | None

    @property
    def change(self) -> Literal["added", "removed", "changed"]:
        """What happened to it from the first snapshot to the second."""
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"

    @property
    def fields(self) -> tuple[FieldChange, ...]:
        """The fields that differ."""
        before, after = (entry.record.to_dict() if entry else {} for entry in (self.before, self.after))
        return field_changes(before, after)


def change_of(change: Change, written: int) -> RecordChange:
    """A change of the log, its texts read in the format in which they were written."""
    before, after = (read(change.kind, text, written) if text else None for text in (change.before, change.after))
    return RecordChange(change.id, before, after)


def record_changes(before: Snapshot, after: Snapshot) -> tuple[RecordChange, ...]:
    """The records that differ between two snapshots, sorted by id; made to the first they give the second."""
    ids = sorted(before.entries.keys() | after.entries.keys())
    pairs = ((id_, before.entries.get(id_), after.entries.get(id_)) for id_ in ids)
    return tuple(RecordChange(id_, one, other) for id_, one, other in pairs if _text(one) != _text(other))


def field_changes(before: Fields, after: Fields) -> tuple[FieldChange, ...]:
    """The differences between the JSON-ready fields of a record before and after, in the order of the fields."""
    return tuple(_of_fields("", before, after))


def _text(entry: Entry | None) -> str | None:
    return entry.text if entry else None


def _of_fields(place: str, before: Fields, after: Fields) -> Iterator[FieldChange]:
    for name in [*after, *(name for name in before if name not in after)]:
        one, other = before.get(name), after.get(name)
        if one == other:
            continue
        if _items(one) and _items(other):
            yield from _of_items(f"{place}{name}/", one or (), other or ())
        else:
            yield FieldChange(f"{place}{name}", one, other)


def _items(value: Any) -> bool:
    """Whether it is a list of links or parts, or nothing."""
    return value is None or (isinstance(value, list) and all(isinstance(item, Mapping) for item in value))


def _of_items(place: str, before: Sequence[Fields], after: Sequence[Fields]) -> Iterator[FieldChange]:
    """Links by what they point at, parts by their id; several of one id are told apart by being equal alone.

    Where those that stay stand in another order, the ids in both orders, too.
    """
    gone = [item for item in before if item not in after]
    come = [item for item in after if item not in before]
    for key in dict.fromkeys(map(_key, [*gone, *come])):
        one, other = ([item for item in items if _key(item) == key] for items in (gone, come))
        if len(one) == len(other) == 1:
            yield from _of_fields(f"{place}{key}/", one[0], other[0])
        else:
            yield from (FieldChange(f"{place}{key}", item, None) for item in one)
            yield from (FieldChange(f"{place}{key}", None, item) for item in other)
    keys, others = (list(dict.fromkeys(map(_key, items))) for items in (before, after))
    was, now = [key for key in keys if key in others], [key for key in others if key in keys]
    if was != now:
        yield FieldChange(place.removesuffix("/"), was, now)


def _key(item: Fields) -> str:
    return str(item.get("to") or item.get("id"))
