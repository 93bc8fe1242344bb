"""The whole network at one revision, in memory and immutable; `apply` is what a batch means."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import TypeVar

from parknet.model.batch import FORMAT, Batch, damaged
from parknet.model.kinds import KINDS, Kind, LinkField, from_text, kind_of
from parknet.model.records import Citation, Link, Record, Source
from parknet.model.text import canonical, sha256
from parknet.model.upcast import known_format, upcast

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Entry:
    """A record with its canonical text and its version, the revision that last wrote it."""

    record: Record
    text: str
    version: int


@dataclass(frozen=True)
class Snapshot:
    """All records by id, in no order; `hash` and `recorded_at` are of the last batch (empty at revision 0)."""

    revision: int = 0
    hash: str = ""
    recorded_at: str = ""
    entries: Mapping[str, Entry] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the canonical texts in order of id: equal wherever the records are equal."""
        return sha256("\n".join(self.entries[id_].text for id_ in sorted(self.entries)))

    @cached_property
    def _by_label(self) -> dict[str, tuple[Record, ...]]:
        """What `all` has answered."""
        return {}

    def all(self, model: type[R]) -> tuple[R, ...]:
        """The records of a kind, sorted by id."""
        label = model.__name__
        if label not in self._by_label:
            prefix = f"{KINDS[label].prefix}-"
            ids = sorted(id_ for id_ in self.entries if id_.startswith(prefix))
            self._by_label[label] = tuple(self.entries[id_].record for id_ in ids)
        return self._by_label[label]  # type: ignore[return-value]

    def get(self, id_: str) -> Record | None:
        """The record of that id, or None."""
        entry = self.entries.get(id_)
        return entry.record if entry else None

    @cached_property
    def incoming(self) -> Mapping[str, tuple[str, ...]]:
        """For each id that is pointed at: the ids of the records that point there, sorted."""
        found: dict[str, set[str]] = {}
        for id_, entry in self.entries.items():
            for _, target in references(entry.record):
                found.setdefault(target, set()).add(id_)
        return {target: tuple(sorted(owners)) for target, owners in found.items()}

    @cached_property
    def merged(self) -> Mapping[str, str]:
        """The record that an id stands for which was merged into it, by that id."""
        return {id_: entry.record.id for entry in self.entries.values() for id_ in entry.record.merged}

    @cached_property
    def synthetic(self) -> bool:
        """Whether any of it rests on synthetic data."""
        return any(source.synthetic for source in self.all(Source))


@lru_cache(maxsize=32768)
def read(label: str, text: str, written: int = FORMAT) -> Entry:
    """The record of a kind from its stored text, version not yet known (0); ValidationError when it does not fit."""
    if written == FORMAT:
        return Entry(from_text(label, text), text, 0)
    text = canonical(upcast(label, json.loads(text), written))
    record = from_text(label, text)
    return Entry(record, record.text(), 0)


def apply(snapshot: Snapshot, batch: Batch) -> Snapshot:
    """The snapshot that follows when the batch is written; the given one is untouched.

    Raises SchemaTooNew when a newer program wrote the batch, StoreDamaged when it holds what is no record.
    """
    texts = {change.id: (change.kind, change.after) for change in batch.changes}
    entries = _with(snapshot, batch, texts, batch.revision)
    return Snapshot(batch.revision, batch.hash, batch.recorded_at, entries)


def revert(snapshot: Snapshot, batch: Batch, recorded_at: str) -> Snapshot:
    """The snapshot before its last batch was written; `recorded_at` is of the batch before that one.

    The records that come back have the version 0: the batch does not say which one wrote them. Raises as `apply` does,
    and StoreDamaged when the batch is not the snapshot's last one.
    """
    if (batch.revision, batch.hash) != (snapshot.revision, snapshot.hash):
        raise damaged(batch.revision, f"it is not what revision {snapshot.revision} was made by")
    texts = {change.id: (change.kind, change.before) for change in batch.changes}
    return Snapshot(batch.revision - 1, batch.previous, recorded_at, _with(snapshot, batch, texts, 0))


def _with(
    snapshot: Snapshot, batch: Batch, texts: Mapping[str, tuple[str, str | None]], version: int
) -> Mapping[str, Entry]:
    """The entries of a snapshot with other texts (None: without the record) of a batch's records."""
    known_format(batch.revision, batch.format)
    entries = dict(snapshot.entries)
    for id_, (kind, text) in texts.items():
        if text is None:
            entries.pop(id_, None)
            continue
        try:
            entry = read(kind, text, batch.format)
        except (ValueError, KeyError, TypeError) as error:  # pydantic's, no JSON, no kind, or an upcaster's
            raise damaged(batch.revision, f"{id_} in it cannot be read") from error
        if entry.record.id != id_:
            raise damaged(batch.revision, f"{id_} in it is {entry.record.id}")
        entries[id_] = Entry(entry.record, entry.text, version)
    return MappingProxyType(entries)


def links_of(record: Record) -> Iterator[tuple[LinkField, int, Link | Citation]]:
    """Every link that starts at the record itself, with its field and position."""
    kind: Kind = kind_of(record)
    for link_field in kind.links:
        for n, link in enumerate(getattr(record, link_field.name)):
            yield link_field, n, link


def references(record: Record) -> Iterator[tuple[str, str]]:
    """Every id that the record, its links and its parts point at, with the path where it stands."""
    for link_field, n, link in links_of(record):
        yield f"{link_field.name}/{n}/to", link.to
        for m, source in enumerate(getattr(link, "sources", ())):
            yield f"{link_field.name}/{n}/sources/{m}", source
    for part_field in kind_of(record).parts:
        for n, part in enumerate(getattr(record, part_field.name)):
            for link_field in part_field.links:
                for m, link in enumerate(getattr(part, link_field.name)):
                    yield f"{part_field.name}/{n}/{link_field.name}/{m}/to", link.to
