"""The journal: the current snapshot of a store, kept fresh, and the one way to write to it."""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from parknet.errors import Behind, KeyReused, Sentence, StoreError, StoreUnavailable
from parknet.model.batch import Batch, Proposal
from parknet.model.decide import decide
from parknet.model.snapshot import Snapshot, apply
from parknet.services.access import Actor, require
from parknet.services.log import read_log
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
        self._reading: asyncio.Task[Snapshot] | None = None
        self._next_reading: asyncio.Task[Snapshot] | None = None
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
        """Take over all that was written before this call, by this or another process.

        Who asks while a reading runs waits for it, since it may have passed by what they know of, and shares the next
        one with the others; they fail with it when it fails. Raises the kinds of StoreError; the last snapshot stays.
        """
        if self._next_reading is None:
            running = self._reading if self._reading and not self._reading.done() else None
            self._next_reading = asyncio.create_task(self._read_after(running))
        return await asyncio.shield(self._next_reading)

    async def _read_after(self, running: asyncio.Task[Snapshot] | None) -> Snapshot:
        try:
            if running is not None:
                await running
        finally:
            self._reading, self._next_reading = self._next_reading, None
        try:
            await self._read_on()
        except StoreError:
            self.reachable = False
            raise
        self.reachable = True
        return self._snapshot

    async def _read_on(self) -> None:
        known = self._snapshot
        head = await self.store.head()
        if head.revision < known.revision or (head.revision == known.revision and head.hash != known.hash):
            self._snapshot = await self.store.read_snapshot()  # the database was replaced by another
        async for batch in read_log(self.store, self._snapshot.revision, head.revision):
            if batch.previous == self._snapshot.hash:
                self._snapshot = apply(self._snapshot, batch)
            elif batch.revision > self._snapshot.revision:  # not one that was written here meanwhile
                self._snapshot = await self.store.read_snapshot()

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
        if self._writing.locked():
            await self.refresh()  # all who would wait are told at once when the database is gone
        try:
            async with asyncio.timeout(TURN_SECONDS):
                await self._writing.acquire()  # writers of one process would only disturb each other
        except TimeoutError as error:
            said = Sentence(
                f"Other writes took {TURN_SECONDS:g} s, this one was not begun; try again.",
                f"其他写入占用了 {TURN_SECONDS:g} 秒，本次尚未开始，请稍后重试。",
            )
            raise Behind(said) from error
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
        said = f"Other writers came first {ATTEMPTS} times; try again.", f"其他写入抢先了 {ATTEMPTS} 次，请稍后重试。"
        raise Behind(Sentence(*said))

    async def dry_run(self, proposal: Proposal, actor: Actor) -> Batch | None:
        """The batch that the proposal would become now; nothing is written. Raises as `write` does."""
        require(actor, "write")
        snapshot = await self.refresh()
        return await asyncio.to_thread(decide, snapshot, proposal, self._clock())

    async def _known(self, proposal: Proposal) -> Batch | None:
        known = await self.store.batch_with_key(proposal.key) if proposal.key else None
        if known and known.request != proposal.digest:
            key, revision = proposal.key, known.revision
            raise KeyReused(
                Sentence(
                    f"The key {key} was used for another request, in revision {revision}; take another key.",
                    f"幂等键 {key} 已用于第 {revision} 版的另一请求，请换一个键。",
                )
            )
        return known

    async def _take_over(self, batch: Batch) -> Snapshot:
        if (self._snapshot.revision, self._snapshot.hash) == (batch.revision - 1, batch.previous):
            self._snapshot = apply(self._snapshot, batch)
        elif self._snapshot.revision < batch.revision:
            await self.refresh()
        if self._snapshot.revision < batch.revision:
            raise StoreUnavailable(
                f"Batch {batch.revision} was written, but the database has only {self._snapshot.revision} now "
                "(put back to an earlier state?): repeat it with the same key."
            )
        return self._snapshot
