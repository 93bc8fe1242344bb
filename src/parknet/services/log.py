"""The log of a store, read in order by whoever knows how far it goes."""

import asyncio
from collections.abc import AsyncIterator

from parknet.model.batch import Batch, damaged
from parknet.store.port import Store

READINGS = 100
READING_SECONDS = 0.05
"""How often, and how far apart, a batch that is there is asked for: on Neo4j its changes come a moment later."""


async def read_log(store: Store, after: int, last: int, at_once: int = 100) -> AsyncIterator[Batch]:
    """All batches after one revision until another, which is known to be there; `at_once` are read at a time.

    Raises StoreDamaged naming the first that is missing or not complete, and as the store does.
    """
    missed = 0
    while after < last:
        found = await store.batches_after(after, min(at_once, last - after))
        if not found:
            missed += 1
            if missed == READINGS:
                raise damaged(after + 1, "it is missing or not complete")
            await asyncio.sleep(READING_SECONDS)
            continue
        missed = 0
        for batch in found:
            yield batch
        after = found[-1].revision
