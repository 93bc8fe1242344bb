"""Verifying a log that was altered, on the store in memory."""

from dataclasses import replace
from typing import Any

import pytest

from parknet.errors import StoreDamaged
from parknet.model.batch import FORMAT
from parknet.services.verify import verify
from parknet.store.memory import MemoryStore
from tests.contract.test_transfer import filled

ALTERED: list[dict[str, Any]] = [
    {"actor": "nobody"},
    {"action": "load"},
    {"reason": "another"},
    {"key": "k"},
    {"request": "another"},
    {"recorded_at": "2026-11-22T04:00:00.000003+00:00"},
    {"format": FORMAT + 1},
    {"hash": "0" * 64},
]


@pytest.mark.parametrize("altered", ALTERED, ids=lambda fields: next(iter(fields)))
async def test_a_batch_that_was_altered_does_not_fit_its_hash(altered: dict[str, Any]) -> None:
    store = MemoryStore()
    await filled(store, 5)
    assert (await verify(store)).batches == 5
    store._log[2] = replace(store._log[2], **altered)
    with pytest.raises(StoreDamaged, match=r"^batch 3: its hash does not fit its content"):
        await verify(store)


async def test_a_change_that_was_altered_does_not_fit_the_hash_of_its_batch() -> None:
    store = MemoryStore()
    await filled(store, 5)
    batch = store._log[2]
    for n, change in enumerate(batch.changes):
        for fields in ({"id": "park-other"}, {"before": None}, {"after": '{"id":"park-x"}'}, {"position": 99}):
            altered = replace(change, **fields)
            if altered != change:
                store._log[2] = replace(batch, changes=(*batch.changes[:n], altered, *batch.changes[n + 1 :]))
                with pytest.raises(StoreDamaged, match="batch 3: its hash does not fit"):
                    await verify(store)


async def test_a_batch_that_was_taken_out_or_put_elsewhere_is_named() -> None:
    store = MemoryStore()
    await filled(store, 5)
    log = list(store._log)
    for wrong in ([*log[:2], *log[3:]], [*log[:2], log[3], log[2], log[4]]):
        store._log = wrong
        with pytest.raises(StoreDamaged, match=r"^batch 3: batch 4 stands in its place"):
            await verify(store)
    store._log = log[:4]
    with pytest.raises(StoreDamaged, match=r"^batch 5: it is missing"):
        await verify(store)
