"""The statements that write one batch: which text, which rows, and the count that each must answer."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from parknet.graph import rows
from parknet.graph.queries import Queries
from parknet.graph.rows import Row
from parknet.model.batch import Batch, Change
from parknet.model.records import Record
from parknet.model.snapshot import Snapshot, read

ROWS = 1000
CHARACTERS = 4_000_000
"""Most rows, and about the most text, in one message: an engine drops the connection at 16 MB, or does not answer."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One write statement; it must answer the count `wanted`. `about` says for people what it writes."""

    text: str
    parameters: dict[str, Any]
    wanted: int
    about: str


@dataclass(frozen=True, slots=True)
class _Write:
    """A change with its records and the version that the database must hold."""

    change: Change
    before: Record | None
    after: Record | None
    version: int

    @property
    def relinks(self) -> bool:
        return not (self.before and self.after and rows.same_links(self.before, self.after))


def statements(queries: Queries, batch: Batch, base: Snapshot) -> list[Statement]:
    """All statements of a batch after the first one, in order.

    Records before the links to them, links before the records that go: updates, dropped links, new records, links,
    parts, removals, and the log.
    """
    writes = [_write(batch, change, base) for change in batch.changes]
    return [
        *_updates(queries, batch, writes),
        *_dropped(queries, writes),
        *_created(queries, batch, writes),
        *_linked(queries, writes),
        *_deleted(queries, writes),
        *_chunks(queries.text("append_changes"), [_logged(batch, change) for change in batch.changes], "changes"),
    ]


def batch_row(batch: Batch) -> Row:
    """Properties of the node of a batch; an empty key is absent, since a key can be used once."""
    names = ("revision", "recorded_at", "actor", "action", "reason", "request", "previous", "hash", "format")
    row: Row = {name: getattr(batch, name) for name in names} | {"changes": len(batch.changes)}
    return row | ({"key": batch.key} if batch.key else {})


def _write(batch: Batch, change: Change, base: Snapshot) -> _Write:
    entry = base.entries.get(change.id)
    after = read(change.kind, change.after, batch.format).record if change.after else None
    return _Write(change, entry.record if entry else None, after, entry.version if entry else 0)


def _logged(batch: Batch, change: Change) -> Row:
    return {
        "id": f"{batch.revision}#{change.position}",
        "revision": batch.revision,
        "position": change.position,
        "kind": change.kind,
        "record": change.id,
        "before": change.before,
        "after": change.after,
    }


def _updates(queries: Queries, batch: Batch, writes: list[_Write]) -> Iterator[Statement]:
    found: dict[str, list[Row]] = {}
    for w in writes:
        if w.before and w.after:
            row = {"id": w.change.id, "expected": w.version, "fields": rows.node(w.after, batch.revision)}
            found.setdefault(w.change.kind, []).append(row)
    for label in sorted(found):
        yield from _chunks(queries.text("update", label), found[label], f"{label} at their versions")


def _dropped(queries: Queries, writes: list[_Write]) -> Iterator[Statement]:
    """One statement per label, however many rows: see drop_links.cypher."""
    found: dict[str, list[tuple[Row, int]]] = {}
    for w in writes:
        if w.before and w.relinks and (count := rows.owned(w.before)):
            found.setdefault(w.change.kind, []).append(({"id": w.change.id}, count))
    for label in sorted(found):
        parameters = {"rows": [row for row, _ in found[label]], "parts": list(queries.part_types)}
        wanted = sum(count for _, count in found[label])
        yield Statement(queries.text("drop_links", label), parameters, wanted, f"links owned by {label}")


def _created(queries: Queries, batch: Batch, writes: list[_Write]) -> Iterator[Statement]:
    found: dict[str, list[Row]] = {}
    for w in writes:
        if w.after and not w.before:
            found.setdefault(w.change.kind, []).append({"fields": rows.node(w.after, batch.revision)})
    for label in sorted(found):
        yield from _chunks(queries.text("create", label), found[label], f"new {label}")


def _linked(queries: Queries, writes: list[_Write]) -> Iterator[Statement]:
    links: dict[rows.Key, list[Row]] = {}
    parts: dict[rows.Key, list[Row]] = {}
    part_links: dict[rows.Key, list[Row]] = {}
    for w in writes:
        if not w.after or not w.relinks:
            continue
        for key, row in rows.links(w.change.id, w.change.kind, w.after):
            links.setdefault(key, []).append(row)
        for key, row, part in rows.parts(w.after):
            parts.setdefault(key, []).append(row)
            for part_key, part_row in rows.links(part.id, key[2], part):
                part_links.setdefault(part_key, []).append(part_row)
    for shape, found in (("link", links), ("add_parts", parts), ("link", part_links)):
        for key in sorted(found):
            label, relation, target = key
            yield from _chunks(queries.text(shape, *key), found[key], f"({label})-[{relation}]->({target})")


def _deleted(queries: Queries, writes: list[_Write]) -> Iterator[Statement]:
    found: dict[str, list[Row]] = {}
    for w in writes:
        if not w.after:
            found.setdefault(w.change.kind, []).append({"id": w.change.id, "expected": w.version})
    for label in sorted(found):
        yield from _chunks(queries.text("delete", label), found[label], f"removed {label}")


def _chunks(text: str, wanted: Iterable[Row], about: str) -> Iterator[Statement]:
    """The same statement as often as its rows need, each message of bounded size."""
    chunk: list[Row] = []
    size = 0
    for row in wanted:
        length = len(str(row))
        if chunk and (len(chunk) == ROWS or size + length > CHARACTERS):
            yield Statement(text, {"rows": chunk}, len(chunk), about)
            chunk, size = [], 0
        chunk.append(row)
        size += length
    if chunk:
        yield Statement(text, {"rows": chunk}, len(chunk), about)
