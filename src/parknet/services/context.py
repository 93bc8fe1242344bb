"""What stands around a record: who links to it, the names of all that it and they mention, and their dates in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from parknet.exports.date_words import Words, date_words
from parknet.model.fields import date_fields
from parknet.model.kinds import kind_of
from parknet.model.records import Named, Source
from parknet.model.snapshot import Snapshot, references

MOST = 1000
"""Incoming records that are given."""


@dataclass(frozen=True, slots=True)
class Context:
    """Ids of the records that link to one, sorted, at most MOST of `total`; ids of the sources, sorted, at most MOST;
    label, name_zh, name_en by id; and what each EDTF text says in zh and en.
    """

    incoming: tuple[str, ...]
    total: int
    sources: tuple[str, ...]
    names: dict[str, tuple[str, str | None, str | None]]
    dates: dict[str, Words]


def context(snapshot: Snapshot, id_: str) -> Context:
    """The context of a record of the snapshot; KeyError when it has none of that id.

    A record links to another by a link, by the sources of a link, or by a part's citation. `names` holds the record
    itself, the incoming ones, and all that either mention; `sources` are those that either mention; `dates` holds the
    dates of all these.
    """
    every = snapshot.incoming.get(id_, ())
    around = [id_, *every[:MOST]]
    mentioned = {target for near in around for _, target in references(snapshot.entries[near].record)}
    names = {near: _name(snapshot, near) for near in sorted(mentioned.union(around))}
    sources = tuple(near for near in sorted(mentioned) if isinstance(snapshot.get(near), Source))[:MOST]
    told = {text for near in {*around, *sources} for text in _dates(snapshot.entries[near].record)}
    dates = {text: date_words(text) for text in sorted(told)}
    return Context(every[:MOST], len(every), sources, names, dates)


def _dates(record: BaseModel) -> Iterator[str]:
    """The dates of a record, its links and its parts."""
    for name in date_fields(type(record)):
        if text := getattr(record, name):
            yield text
    for _, value in record:
        if isinstance(value, tuple):
            for item in value:
                if isinstance(item, BaseModel):
                    yield from _dates(item)


def _name(snapshot: Snapshot, id_: str) -> tuple[str, str | None, str | None]:
    record = snapshot.get(id_)
    names = (record.name_zh, record.name_en) if isinstance(record, Named) else (None, None)
    return kind_of(id_).label, *names
