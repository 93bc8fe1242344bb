"""The journal: the current snapshot of a store, kept fresh, and the one way to write to it."""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from parknet.errors import Behind, KeyReused, StoreError
from parknet.model.batch import Batch, Proposal
from parknet.model.decide import decide
from parknet.model.snapshot import Snapshot, apply
from parknet.services.access import Actor, require
from parknet.store.port import Store

ATTEMPTS = 60
"""How often a write is decided again when other writers come first; each try follows at least one of their commits."""

TURN_SECONDS = 60.0
"""How long a write waits for the others of its process before it gives up."""

FOLLOW_SECONDS = 0.4
"""How often another process's writes are looked for: a reader sees them within a second."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a proposal came to: its batch (None when nothing changed), the snapshot after, and whether it was known."""

    batch: Batch | None
    snapshot: Snapshot
    repeated: bool = False


class Journal:
    """One store, the snapshot last read from it, and the clock that dates batches."""

    def __init__(self, store: Store, clock: Callable[[], datetime], dice: random.Random) -> None:
        self.store = store
        self._clock = clock
        self._dice = dice
        self._snapshot = Snapshot()
        self._writing = asyncio.Lock()
        self._refreshing: asyncio.Task[Snapshot] | None = None
        self.reachable = False

    @property
    def snapshot(self) -> Snapshot:
        """The newest snapshot that has been read; immutable."""
        return self._snapshot

    async def open(self) -> Snapshot:
        """Prepare the store and read all of it."""
        await self.store.prepare()
        self._snapshot = await self.store.read_snapshot()
        self.reachable = True
        return self._snapshot

    async def refresh(self) -> Snapshot:
        """Take over what was written since, by this or another process; those who ask at once share one reading.

        Raises the kinds of StoreError; the last snapshot stays.
        """
        if self._refreshing is None or self._refreshing.done():
            self._refreshing = asyncio.create_task(self._read_on())
        return await asyncio.shield(self._refreshing)

    async def _read_on(self) -> Snapshot:
        try:
            known = self._snapshot
            head = await self.store.head()
            if head.revision < known.revision or (head.revision == known.revision and head.hash != known.hash):
                self._snapshot = await self.store.read_snapshot()  # the database was replaced by another
            while self._snapshot.revision < head.revision:
                batches = await self.store.batches_after(self._snapshot.revision)
                if batches and batches[0].previous != self._snapshot.hash:
                    self._snapshot = await self.store.read_snapshot()
                for batch in batches:
                    if batch.previous == self._snapshot.hash:
                        self._snapshot = apply(self._snapshot, batch)
                if not batches:
                    break
        except StoreError:
            self.reachable = False
            raise
        self.reachable = True
        return self._snapshot

    async def follow(self) -> None:
        """Refresh for ever; while the store does not answer, keep the last snapshot and wait longer each time."""
        pause = FOLLOW_SECONDS
        while True:
            await asyncio.sleep(pause)
            try:
                await self.refresh()
                pause = FOLLOW_SECONDS
            except StoreError:
                pause = min(pause * 2, 8.0)

    async def write(self, proposal: Proposal, actor: Actor) -> Written:
        """Decide the proposal upon the newest snapshot and commit it; decide again when another batch came first.

        Raises Denied, Refused, Stale, KeyReused (the key was used for something else), StoreUnavailable (the outcome
        is unknown: repeat with the same key) or Behind (too many other writers).
        """
        require(actor, "write")
        try:
            async with asyncio.timeout(TURN_SECONDS):
                await self._writing.acquire()  # writers of one process would only disturb each other
        except TimeoutError as error:
            raise Behind(f"Other writes took {TURN_SECONDS:g} s, this one was not begun; try again.") from error
        try:
            return await self._write(proposal)
        finally:
            self._writing.release()

    async def _write(self, proposal: Proposal) -> Written:
        snapshot = await self.refresh()
        for attempt in range(ATTEMPTS):
            if known := await self._known(proposal):
                return Written(known, await self.refresh(), repeated=True)
            batch = await asyncio.to_thread(decide, snapshot, proposal, self._clock())
            if batch is None:
                return Written(None, snapshot)
            try:
                await self.store.commit(batch, snapshot)
            except Behind:
                await asyncio.sleep(self._dice.uniform(0.001, 0.004) * 2 ** min(attempt, 6))
                snapshot = await self.refresh()
                continue
            return Written(batch, await self._take_over(batch))
        raise Behind(f"Other writers came first {ATTEMPTS} times; try again.")

    async def dry_run(self, proposal: Proposal, actor: Actor) -> Batch | None:
        """The batch that the proposal would become now; nothing is written. Raises as `write` does."""
        require(actor, "write")
        snapshot = await self.refresh()
        return await asyncio.to_thread(decide, snapshot, proposal, self._clock())

    async def _known(self, proposal: Proposal) -> Batch | None:
        known = await self.store.batch_with_key(proposal.key) if proposal.key else None
        if known and known.request != proposal.digest:
            raise KeyReused(f"The key {proposal.key} was used for another request, in revision {known.revision}.")
        return known

    async def _take_over(self, batch: Batch) -> Snapshot:
        if (self._snapshot.revision, self._snapshot.hash) == (batch.revision - 1, batch.previous):
            self._snapshot = apply(self._snapshot, batch)
        while self._snapshot.revision < batch.revision:
            await self.refresh()
        return self._snapshot
