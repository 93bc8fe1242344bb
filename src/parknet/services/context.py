"""What stands around a record: who links to it, the names of all that it and they mention, and their dates in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from parknet.exports.date_words import Words, date_words
from parknet.model.kinds import kind_of
from parknet.model.records import Named
from parknet.model.snapshot import Snapshot, references

MOST = 1000
"""Incoming records that are given."""

DATES = frozenset({"since", "until", "date", "by", "period"})
"""Names of the fields that hold dates, in records, their links and their parts."""


@dataclass(frozen=True, slots=True)
class Context:
    """Ids of the records that link to one, sorted, at most MOST of `total`; label, name_zh, name_en by id; and what
    each EDTF text says in zh and en.
    """

    incoming: tuple[str, ...]
    total: int
    names: dict[str, tuple[str, str | None, str | None]]
    dates: dict[str, Words]


def context(snapshot: Snapshot, id_: str) -> Context:
    """The context of a record of the snapshot; KeyError when it has none of that id.

    A record links to another by a link, by the sources of a link, or by a part's citation. `names` holds the record
    itself, the incoming ones, and all that either mention; `dates` holds the dates of the record and the incoming ones.
    """
    every = snapshot.incoming.get(id_, ())
    around = [id_, *every[:MOST]]
    mentioned = {target for near in around for _, target in references(snapshot.entries[near].record)}
    names = {near: _name(snapshot, near) for near in sorted(mentioned.union(around))}
    dates = {text for near in around for text in _dates(snapshot.entries[near].record.to_dict())}
    return Context(every[:MOST], len(every), names, {text: date_words(text) for text in sorted(dates)})


def _dates(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if name in DATES:
                yield inner
            else:
                yield from _dates(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _dates(inner)


def _name(snapshot: Snapshot, id_: str) -> tuple[str, str | None, str | None]:
    record = snapshot.get(id_)
    names = (record.name_zh, record.name_en) if isinstance(record, Named) else (None, None)
    return kind_of(id_).label, *names
