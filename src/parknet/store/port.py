"""The store port: what parknet asks of a database, in domain types and without a query language."""

from dataclasses import dataclass
from typing import Protocol

from parknet.model.batch import Batch, Recorded
from parknet.model.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Head:
    """The last batch of a store; revision 0 and empty texts when there is none."""

    revision: int
    hash: str
    recorded_at: str


class Store(Protocol):
    """A store of records and of the log of batches. All methods raise parknet.errors.StoreError kinds.

    Every call ends within a bounded time. A commit that ends in StoreUnavailable may or may not be stored: repeat it
    with the same key.
    """

    async def prepare(self) -> None:
        """Apply the schema once; raises SchemaTooNew when a newer program has written here."""

    async def head(self) -> Head:
        """The last batch."""

    async def read_snapshot(self, *, strict: bool = False) -> Snapshot:
        """The records as stored, one state, whatever is being written meanwhile.

        `strict`: StoreDamaged also when something that is stored beside the records, for queries, is not as it was.
        """

    async def batches_after(self, revision: int, limit: int = 100) -> list[Batch]:
        """The batches after a revision in order: complete ones without a gap, at most `limit`."""

    async def batch_with_key(self, key: str) -> Batch | None:
        """The batch that was written under an idempotency key."""

    async def history(self, id_: str) -> list[Recorded]:
        """Every change of one record, the first first."""

    async def revision_before(self, moment: str) -> int:
        """The last revision recorded before a moment, given as `recorded_at` is; 0 when there is none."""

    async def commit(self, batch: Batch, base: Snapshot) -> None:
        """Write a batch that was decided upon `base`, whole or not at all.

        Raises Behind when another batch has taken its revision or its key.
        """

    async def ping(self) -> None:
        """Answer, or raise StoreUnavailable within a second or two."""

    async def describe(self) -> str:
        """Name and version of the engine, for people."""

    async def close(self) -> None:
        """Release what the store holds; it may not be used after."""
