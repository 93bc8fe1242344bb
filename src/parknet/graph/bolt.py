"""The store on a graph database over Bolt: the embedded engine or a Neo4j server, with the same texts.

How it writes: the first statement of a transaction creates the next batch under a unique constraint, so batches follow
one another and each is decided upon exactly the snapshot before it. Every statement answers a count that is compared.
How it reads: see `reading`.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import neo4j
from neo4j.exceptions import ConstraintError, DatabaseError, DriverError

from parknet.errors import Behind, Sentence, StoreDamaged, StoreFull, StoreUnavailable
from parknet.graph import dialect, plan, queries, schema
from parknet.graph.connection import Connection, Moved
from parknet.graph.embedded import Address
from parknet.graph.reading import Reader
from parknet.model.batch import Batch, Recorded
from parknet.model.bulk import bulk
from parknet.model.snapshot import Snapshot
from parknet.store.port import Head

PING_SECONDS = 2.0
READ_SECONDS = 5.0
BULK_SECONDS = 120.0  # the whole snapshot, many batches, the schema
COMMIT_SECONDS = 20.0  # and CHANGE_SECONDS more for each change
CHANGE_SECONDS = 0.02
TRIES = 8


class BoltStore:
    """A store in a graph database; `address` tells where it is, and is asked again when it does not answer there."""

    def __init__(
        self,
        address: Callable[[], Awaitable[Address]],
        schema_folder: Path | None = None,
        room: Callable[[], None] = lambda: None,
    ) -> None:
        """Nothing is opened before the first call. `schema_folder`: schema files other than parknet's own; `room`
        raises StoreFull before a batch is written to a disk that is known to be full.
        """
        self._room = room
        self._connection = Connection(address)
        self._queries = queries.load()
        self._reader = Reader(self._queries)
        self._schema = schema.files(schema_folder)

    async def prepare(self) -> None:
        """Apply the schema once; raises SchemaTooNew when a newer program has written here."""
        await self._connection.read(self._prepare, BULK_SECONDS)

    async def head(self) -> Head:
        """The last batch."""
        return await self._connection.read(self._reader.head, READ_SECONDS)

    async def read_snapshot(self, *, strict: bool = False) -> Snapshot:
        """The records as stored, one state, whatever is being written meanwhile.

        `strict`: StoreDamaged also when the bounds of a date, stored for queries, are not that date's.
        """
        return await self._connection.read(partial(self._reader.snapshot, strict=strict), BULK_SECONDS)

    async def batches_after(self, revision: int, limit: int = 100) -> list[Batch]:
        """The batches after a revision in order: complete ones without a gap, at most `limit`."""
        work = partial(self._reader.batches, first=revision + 1, last=revision + limit)
        return await self._connection.read(work, BULK_SECONDS)

    async def batch_with_key(self, key: str) -> Batch | None:
        """The batch that was written under an idempotency key."""
        return await self._connection.read(partial(self._reader.with_key, key=key), READ_SECONDS) if key else None

    async def history(self, id_: str) -> list[Recorded]:
        """Every change of one record, the first first."""
        return await self._connection.read(partial(self._reader.history, id_=id_), READ_SECONDS)

    async def revision_before(self, moment: str) -> int:
        """The last revision recorded before a moment; 0 when there is none."""
        return await self._connection.read(partial(self._reader.revision_before, moment=moment), BULK_SECONDS)

    async def commit(self, batch: Batch, base: Snapshot) -> None:
        """Write a batch that was decided upon `base`, whole or not at all.

        Raises Behind when another batch has taken its revision or its key, StoreUnavailable when it may or may not be
        stored, StoreDamaged when the records in the database are not those of the log, StoreFull when there is no room:
        nothing was written, or its sentence says that it may be.
        """
        if (batch.revision, batch.previous) != (base.revision + 1, base.hash):
            raise Behind(f"Batch {batch.revision} was not decided upon revision {batch.revision - 1} of this store.")
        await asyncio.to_thread(self._room)
        with bulk():
            statements = plan.statements(self._queries, batch, base)
        seconds = COMMIT_SECONDS + CHANGE_SECONDS * len(batch.changes)
        try:
            try:
                async with asyncio.timeout(seconds):
                    await self._commit(batch, partial(self._write, batch=batch, statements=statements), seconds)
            except TimeoutError as error:
                raise StoreUnavailable(
                    f"Batch {batch.revision} was not written within {seconds:g} s; it may or may not be stored: "
                    "repeat it with the same key."
                ) from error
        except StoreUnavailable:
            try:
                await asyncio.to_thread(self._room)  # was it that?
            except StoreFull as full:
                raise _unknown(batch, full) from full
            raise

    async def ping(self) -> None:
        """Answer, or raise StoreUnavailable within two seconds."""
        try:
            async with asyncio.timeout(PING_SECONDS):
                await self._connection.read(self._reader.agent, PING_SECONDS)
        except TimeoutError as error:
            raise StoreUnavailable(
                f"The database did not answer within {PING_SECONDS:g} s: see that it runs, then try again."
            ) from error

    async def describe(self) -> str:
        """Name and version of the engine, for people."""
        return dialect.engine_name(await self._connection.read(self._reader.agent, READ_SECONDS))

    async def close(self) -> None:
        """Release all connections; the store may not be used after."""
        await self._connection.close()

    async def _commit(
        self, batch: Batch, write: Callable[[neo4j.AsyncSession], Awaitable[None]], seconds: float
    ) -> None:
        """Try until the batch is written, known to be behind, or known not to fit; the caller limits the time."""
        tries = 0
        while True:
            tries += 1
            try:
                return await self._connection.once(write, seconds)
            except Moved:
                if tries >= TRIES:
                    raise
            except dialect.LostRace as error:
                if (await self.head()).revision >= batch.revision or await self.batch_with_key(batch.key):
                    raise Behind(f"Another batch has taken revision {batch.revision}, or its key.") from error
                if not error.again and tries >= TRIES:
                    raise StoreDamaged(
                        f"Batch {batch.revision} fits the log, not the records ({error.cause}): run parknet verify."
                    ) from error
            await asyncio.sleep(random.uniform(0.002, 0.01) * 2 ** min(tries, TRIES))

    async def _write(self, session: neo4j.AsyncSession, *, batch: Batch, statements: list[plan.Statement]) -> None:
        async with await session.begin_transaction() as tx:
            result = await tx.run(self._queries.text("take_revision"), {"batch": plan.batch_row(batch)})
            if ((await result.single(strict=True))["previous"] or "") != batch.previous:
                raise Behind(f"Batch {batch.revision} does not follow the last one of this database.")
            for statement in statements:
                result = await tx.run(statement.text, statement.parameters)
                found = (await result.single(strict=True))["n"]
                if found != statement.wanted:
                    raise dialect.LostRace(f"{statement.about}: {found} of {statement.wanted}", again=False)
            try:
                await tx.commit()
            except (DatabaseError, DriverError) as error:
                raise StoreUnavailable(
                    f"The connection broke while batch {batch.revision} was written; it may or may not be stored: "
                    "repeat it with the same key."
                ) from error
        self._reader.known = batch.revision

    async def _prepare(self, session: neo4j.AsyncSession) -> None:
        applied = {row["version"]: row["checksum"] for row in await self._reader.rows(session, "schema_applied")}
        for file in schema.to_apply(self._schema, applied):
            for statement in file.statements:
                await _run(session, statement)
            row = {"version": file.version, "checksum": file.checksum}
            try:
                await _run(session, self._queries.text("record_schema"), **row, applied=datetime.now(UTC).isoformat())
            except ConstraintError:  # another process was faster
                continue


def _unknown(batch: Batch, full: StoreFull) -> StoreFull:
    """What is said when the disk was found full after a commit of unknown outcome."""
    en = f"Batch {batch.revision} may or may not be stored: repeat it with the same key."
    zh = f"第 {batch.revision} 批修改可能已写入，也可能没有：请用同一幂等键重试。"
    said = full.sentence or Sentence(str(full), str(full))
    return StoreFull(Sentence(f"{said.en} {en}", f"{said.zh}{zh}"))


async def _run(session: neo4j.AsyncSession, text: str, **parameters: object) -> None:
    """One statement in a transaction of its own."""
    async with await session.begin_transaction() as tx:
        await (await tx.run(text, parameters)).consume()
        await tx.commit()
