"""Reads the log, and one state of the records.

No engine shows one state, not even within one query. So the records are scanned, and the batches since the scan began
are replayed over them: a record owns its links, so the last text of a record that was touched meanwhile is all of it.
Where the scan begins and ends is a *settled* revision: all of it is visible, and nobody is writing the next one.
"""

import asyncio
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import neo4j
from neo4j.exceptions import ConstraintError, Neo4jError
from pydantic import ValidationError

from parknet.errors import StoreDamaged
from parknet.graph import dialect, rows
from parknet.graph.queries import Queries
from parknet.graph.rows import Row
from parknet.model.batch import Batch, Change, Recorded, damaged, unfit_in
from parknet.model.bulk import bulk
from parknet.model.kinds import KINDS, PartField
from parknet.model.snapshot import Entry, Snapshot, apply
from parknet.model.upcast import known_format
from parknet.store.port import Head

PROBE = 16  # batches looked up at once when searching for the newest
AGAIN_SECONDS = 0.01  # a batch is visible on Neo4j a moment before its changes are
TRIES = 500
REMEDY = "Undo what was changed by hand, or restore a backup."


@dataclass
class Scanned:
    """What the records looked like, one after the other: id -> (label, properties, links), and owner -> parts."""

    nodes: dict[str, tuple[str, Row, list[list[Any]]]] = field(default_factory=dict)
    parts: dict[str, list[tuple[PartField, Row]]] = field(default_factory=dict)


class Reader:
    """Reads a store in a session that is given; remembers a revision that is known to be there."""

    def __init__(self, queries: Queries) -> None:
        self.known = 0
        self._queries = queries

    async def rows(self, session: neo4j.AsyncSession, *key: str, **parameters: object) -> list[Row]:
        """All rows of one query."""
        result = await session.run(self._queries.text(*key), parameters)
        return [dict(row) async for row in result]

    async def agent(self, session: neo4j.AsyncSession) -> str:
        """What the engine calls itself."""
        result = await session.run(self._queries.text("ping"))
        return (await result.consume()).server.agent or "unknown"

    async def head(self, session: neo4j.AsyncSession) -> Head:
        """The last batch: from the one known upwards, since a maximum reads the whole log on ArcadeDB."""
        while True:
            if self.known == 0:
                newest = (await self.rows(session, "newest"))[0]["revision"] or 0
                if type(newest) is not int:
                    raise StoreDamaged(f"A batch in the database has the revision {newest}. {REMEDY}")
                self.known = newest
            if self.known == 0:
                return Head(0, "", "")
            found = await self._batch_rows(session, self.known, self.known + PROBE)
            self.known = found[-1]["revision"] if found else 0  # 0: another database than before
            if found and len(found) <= PROBE:
                return Head(self.known, found[-1]["hash"], found[-1]["recorded_at"])

    async def batches(self, session: neo4j.AsyncSession, first: int, last: int) -> list[Batch]:
        """The batches of these revisions, up to the first that is not there or not complete."""
        stored = await self._batch_rows(session, first, last)
        changes: dict[int, list[Change]] = {}
        if stored:
            for row in await self.rows(session, "changes", first=first, last=stored[-1]["revision"]):
                changes.setdefault(row["revision"], []).append(_change(row))
        found: list[Batch] = []
        for row in stored:
            of_batch = sorted(changes.get(row["revision"], []), key=lambda change: change.position)
            if len(of_batch) != row["changes"]:
                break
            found.append(Batch(**{**row, "changes": tuple(of_batch)}))
        return found

    async def with_key(self, session: neo4j.AsyncSession, key: str) -> Batch | None:
        """The batch that was written under an idempotency key."""
        for row in await self.rows(session, "revision_with_key", key=key):
            return (await self._all_batches(session, row["revision"], row["revision"]))[0]
        return None

    async def history(self, session: neo4j.AsyncSession, id_: str) -> list[Recorded]:
        """Every change of one record, the first first; of a batch that is not whole yet, none."""
        changes = {row["revision"]: _change(row) for row in await self.rows(session, "history", record=id_)}
        stored = await self.rows(session, "batches_of", revisions=sorted(changes))
        batches = sorted((_batch_row(row["batch"]) for row in stored), key=lambda row: row["revision"])
        names = ("revision", "recorded_at", "actor", "action", "reason", "format")
        return [Recorded(change=changes[row["revision"]], **{name: row[name] for name in names}) for row in batches]

    async def revision_before(self, session: neo4j.AsyncSession, moment: str) -> int:
        """The last revision recorded before a moment; 0 when there is none."""
        return (await self.rows(session, "revision_before", moment=moment))[0]["revision"] or 0

    async def snapshot(self, session: neo4j.AsyncSession, strict: bool) -> Snapshot:
        """The records as stored, at one revision; `strict`: with what is stored for queries alone compared, too.

        Raises StoreDamaged when they do not fit the model or the log, SchemaTooNew when a newer program wrote them.
        """
        start = await self._settled(session)
        nothing: Row = {"hash": "", "recorded_at": "", "format": 0}
        last = (await self._batch_rows(session, start, start))[0] if start else nothing
        known_format(start, last["format"])
        with bulk():
            scanned = await self._scan(session)
            until = await self._settled_at(session, scanned)
            replayed = await self._all_batches(session, start + 1, until)
            touched = {change.id for batch in replayed for change in batch.changes}
            entries = {id_: _entry(id_, scanned, strict) for id_ in sorted(scanned.nodes.keys() - touched)}
            snapshot = Snapshot(start, last["hash"], last["recorded_at"], MappingProxyType(entries))
            for batch in replayed:
                snapshot = apply(snapshot, batch)
            return snapshot

    async def _settled_at(self, session: neo4j.AsyncSession, scanned: Scanned) -> int:
        """A settled revision that is no older than what was scanned: records may be visible before their batch."""
        version, id_ = max(((_version(fields), id_) for id_, (_, fields, _) in scanned.nodes.items()), default=(0, ""))
        for _ in range(TRIES):
            if (revision := await self._settled(session)) >= version:
                return revision
            await asyncio.sleep(AGAIN_SECONDS)
        raise StoreDamaged(f"{id_} in the database is of revision {version}, but the log ends at {revision}. {REMEDY}")

    async def _batch_rows(self, session: neo4j.AsyncSession, first: int, last: int) -> list[Row]:
        """The batches of these revisions as stored, up to the first gap; raises StoreDamaged when one is no batch."""
        rows_found = await self.rows(session, "batches", first=first, last=last)
        found = {row["batch"]["revision"]: _batch_row(row["batch"]) for row in rows_found}
        stored: list[Row] = []
        while (row := found.get(first + len(stored))) is not None:
            stored.append(row)
        return stored

    async def _all_batches(self, session: neo4j.AsyncSession, first: int, last: int) -> list[Batch]:
        """Batches that are known to be stored: waits until all their changes are visible, or raises StoreDamaged."""
        for _ in range(TRIES):
            found = await self.batches(session, first, last)
            if len(found) == last - first + 1:
                return found
            await asyncio.sleep(AGAIN_SECONDS)
        raise damaged(first + len(found), "it is missing or not complete")

    async def _settled(self, session: neo4j.AsyncSession) -> int:
        """The newest revision, once whoever wrote it is through and nobody is writing the next one.

        On Neo4j, creating a batch that is there fails only after its writer is through, and creating the next one works
        once nobody else is at it. ArcadeDB creates either at once and would fail at the commit; it shows what is there.
        """
        revision = max((await self.head(session)).revision, 1)
        while await self._is_taken(session, revision) or (await self.head(session)).revision >= revision:
            revision += 1
        return revision - 1

    async def _is_taken(self, session: neo4j.AsyncSession, revision: int) -> bool:
        """Whether creating a batch fails; what was created is not committed."""
        try:
            async with await session.begin_transaction() as tx:
                await (await tx.run(self._queries.text("take_revision"), {"batch": {"revision": revision}})).consume()
                await tx.rollback()
                return False
        except ConstraintError:
            return True

    async def _scan(self, session: neo4j.AsyncSession) -> Scanned:
        scanned = Scanned()
        for label, kind in KINDS.items():
            for row in await self._scanned(session, "records", label, parts=list(self._queries.part_types)):
                if not isinstance(id_ := row["fields"].get("id"), str):
                    raise StoreDamaged(f"A {label} in the database has no id. {REMEDY}")
                scanned.nodes[id_] = (label, row["fields"], row["links"])
            for part in kind.parts:
                for row in await self._scanned(session, "parts", label, part.relation, part.label):
                    scanned.parts.setdefault(row["owner"], []).append((part, row))
        return scanned

    async def _scanned(self, session: neo4j.AsyncSession, *key: str, **parameters: object) -> list[Row]:
        """All rows of a query, asked again when something that it had found was removed before it was read."""
        while True:
            try:
                return await self.rows(session, *key, **parameters)
            except Neo4jError as error:
                if not dialect.vanished(error):
                    raise


def _batch_row(row: Row) -> Row:
    """A batch as stored, with an empty key where it has none."""
    found = {"key": "", **row}
    if name := unfit_in(found):
        raise damaged(row["revision"], f"its property {name} is not as it was written")
    return found


def _change(row: Row) -> Change:
    texts = (row["kind"], row["record"], row["before"] or "", row["after"] or "")
    if type(row["position"]) is not int or not all(isinstance(text, str) for text in texts):
        raise damaged(row["revision"], "one of its changes is not as it was written")
    return Change(row["position"], row["kind"], row["record"], row["before"], row["after"])


def _version(fields: Row) -> int:
    """The version of a record as stored; 0 when it has none."""
    version = fields.get("version")
    return version if type(version) is int else 0


def _entry(id_: str, scanned: Scanned, strict: bool) -> Entry:
    label, fields, links = scanned.nodes[id_]
    parts = scanned.parts.get(id_, [])
    if not _version(fields):
        raise _no_record(id_, f"version: {fields.get('version')} is none")
    if any(type(row["position"]) is not int for _, row in parts):
        raise _no_record(id_, "one of its parts has no position")
    parts.sort(key=lambda part: part[1]["position"])
    try:
        record = KINDS[label].model.model_validate(rows.record_fields(label, fields, links, parts, strict))
    except ValidationError as error:
        first = error.errors()[0]
        place = "/".join(str(part) for part in first["loc"])
        missing = first["type"] == "extra_forbidden" and first["input"] is None  # the bound of a date
        raise _no_record(id_, f"{place}: {'it is missing' if missing else first['msg']}") from error
    if not id_.startswith(f"{KINDS[label].prefix}-"):
        raise _no_record(id_, f"it is a {label}")
    return Entry(record, record.text(), fields["version"])


def _no_record(id_: str, why: str) -> StoreDamaged:
    return StoreDamaged(f"{id_} in the database is no valid record ({why}). {REMEDY}")
