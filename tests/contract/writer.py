"""A process whose writers write until its input ends; the contract tests start it.

Each writer has a journal of its own, so that nothing but the store brings them into an order.

Its arguments are one JSON text: where the database is (`address` or `folder`), `writers` (how many at once), `batches`
(how many each; 0 for no end), `name`, and `size` (records that each batch changes; 0: counts up and adds a record).
It says `ready`, then on standard output one line for each batch that the store acknowledged: ``revision key``.
"""

import asyncio
import json
import random
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from parknet.errors import Behind, Refused, StoreUnavailable
from parknet.graph.bolt import BoltStore
from parknet.graph.embedded import Address, EmbeddedEngine
from parknet.model.batch import Edit, Proposal
from parknet.model.snapshot import Snapshot
from parknet.services.access import Actor
from parknet.services.journal import Journal
from tests.contract.conftest import store_at, store_of
from tests.networks.random_records import RandomRecords

ACTOR = Actor("test", holder=True)
COUNTER = "programme-counter"


def counting(snapshot: Snapshot, name: str, key: str) -> Proposal:
    """One more on the counter that all writers share, and a record of one's own."""
    entry = snapshot.entries[COUNTER]
    fields = entry.record.to_dict()
    counted = Edit(COUNTER, {**fields, "expected_parks": fields.get("expected_parks", 0) + 1}, entry.version)
    own = Edit(f"posting-{name}", {"name_zh": name, "kind": "need", "content": "x", "cites": fields["cites"]}, 0)
    return Proposal("test", "count", (counted, own), key=key)


def rewriting(snapshot: Snapshot, made: RandomRecords, size: int, key: str) -> Proposal:
    """Some records with other fields and links."""
    chosen = made.random.sample(sorted(snapshot.entries), size)
    return Proposal("test", "rewrite", made.rewrite(snapshot, chosen).edits, key=key)


class Writer:
    """Writes one batch after the other through a journal."""

    def __init__(self, journal: Journal, name: str, size: int, stop: asyncio.Event) -> None:
        self.journal, self.name, self.size, self.stop = journal, name, size, stop
        self.made = RandomRecords(sum(name.encode()))

    async def write(self, batches: int) -> None:
        done = 0
        while not self.stop.is_set() and (not batches or done < batches):
            done += 1
            revision, key = await self.written(f"{self.name}-{done}")
            print(revision, key, flush=True)

    async def written(self, key: str) -> tuple[int, str]:
        """Decide until it is in; after an unknown outcome again with the same key and request."""
        while True:
            snapshot = self.journal.snapshot
            proposal = rewriting(snapshot, self.made, self.size, key) if self.size else counting(snapshot, key, key)
            try:
                return await self.repeated(proposal), key
            except (Refused, Behind):  # others came first; the journal has read on
                await asyncio.sleep(self.made.random.uniform(0, 0.05))

    async def repeated(self, proposal: Proposal) -> int:
        while True:
            try:
                done = await self.journal.write(proposal, ACTOR)
                assert done.batch is not None
                return done.batch.revision
            except StoreUnavailable:
                await asyncio.sleep(0.3)


async def main(arguments: dict[str, Any]) -> None:
    store: BoltStore
    if "folder" in arguments:
        store = store_of(EmbeddedEngine(Path(arguments["folder"])))
    else:
        store = store_at(Address(**arguments["address"]))
    names = [f"{arguments['name']}{n}" for n in range(arguments["writers"])]
    journals = [Journal(store, lambda: datetime.now(UTC), random.Random(name)) for name in names]
    for journal in journals:
        await journal.open()
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_reader(sys.stdin, stop.set)  # readable at its end
    print("ready", flush=True)
    writers = [Writer(journal, name, arguments["size"], stop) for name, journal in zip(names, journals, strict=True)]
    await asyncio.gather(*(writer.write(arguments["batches"]) for writer in writers))
    await store.close()


if __name__ == "__main__":
    asyncio.run(main(json.loads(sys.argv[1])))
