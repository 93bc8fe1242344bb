"""The store in memory: the log and the snapshot that follows from it. For trials and tests; gone with the process."""

from parknet.errors import Behind
from parknet.model.batch import Batch, Recorded
from parknet.model.snapshot import Snapshot, apply
from parknet.store.port import Head


class MemoryStore:
    """A store that forgets when the process ends."""

    def __init__(self) -> None:
        self._log: list[Batch] = []
        self._snapshot = Snapshot()

    async def prepare(self) -> None:
        """Nothing to prepare."""

    async def head(self) -> Head:
        """The last batch."""
        return Head(self._snapshot.revision, self._snapshot.hash, self._snapshot.recorded_at)

    async def read_snapshot(self, *, strict: bool = False) -> Snapshot:
        """The records as stored; nothing is beside them."""
        return self._snapshot

    async def batches_after(self, revision: int, limit: int = 100) -> list[Batch]:
        """The batches after a revision, in order, at most `limit`."""
        return self._log[revision : revision + limit]

    async def batch_with_key(self, key: str) -> Batch | None:
        """The batch that was written under an idempotency key."""
        return next((batch for batch in self._log if key and batch.key == key), None)

    async def history(self, id_: str) -> list[Recorded]:
        """Every change of one record, the first first."""
        return [Recorded.of(batch, change) for batch in self._log for change in batch.changes if change.id == id_]

    async def revision_before(self, moment: str) -> int:
        """The last revision recorded before a moment; 0 when there is none."""
        return max((batch.revision for batch in self._log if batch.recorded_at < moment), default=0)

    async def commit(self, batch: Batch, base: Snapshot) -> None:
        """Write a batch that was decided upon `base`; raises Behind when it does not follow."""
        last = self._snapshot
        if (batch.revision, batch.previous) != (last.revision + 1, last.hash) or await self.batch_with_key(batch.key):
            raise Behind(f"Batch {batch.revision} does not follow the last one of this store.")
        self._snapshot = apply(self._snapshot, batch)
        self._log.append(batch)

    async def ping(self) -> None:
        """Always there."""

    async def describe(self) -> str:
        """Name of the store, for people."""
        return "memory"

    async def close(self) -> None:
        """Nothing to release."""
