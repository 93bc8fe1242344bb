"""A store moved to another and to a file, with all that it holds."""

from collections.abc import AsyncIterator

import pytest

from parknet.errors import Refused, StoreUnavailable
from parknet.model.batch import Batch
from parknet.model.snapshot import Snapshot, apply
from parknet.services.transfer import batches_of, dump, read_dump, take_over
from parknet.services.verify import verify
from parknet.store.memory import MemoryStore
from parknet.store.port import Store
from tests.networks.random_records import RandomRecords


async def filled(store: Store, batches: int = 12) -> Snapshot:
    made, snapshot = RandomRecords(3), Snapshot()
    for n in range(batches):
        batch = made.batch(snapshot, 40 if n == 0 else 8)
        await store.commit(batch, snapshot)
        snapshot = apply(snapshot, batch)
    return snapshot


async def lines_of(store: Store) -> list[str]:
    return [line async for line in dump(store)]


async def from_lines(lines: list[str]) -> AsyncIterator[Batch]:
    for batch in read_dump(lines, "log.jsonl"):
        yield batch


async def test_a_dump_loaded_is_the_same_store_and_dumped_again_the_same_bytes(store: Store) -> None:
    origin = MemoryStore()
    snapshot = await filled(origin)
    lines = await lines_of(origin)
    assert await take_over(store, from_lines(lines)) == snapshot
    assert await store.read_snapshot() == snapshot
    assert await lines_of(store) == lines
    assert (await verify(store)).digest == snapshot.digest


async def test_a_copy_is_taken_up_where_it_was_interrupted(store: Store) -> None:
    origin = MemoryStore()
    snapshot = await filled(origin)
    written: list[int] = []

    async def interrupted() -> AsyncIterator[Batch]:
        async for batch in batches_of(origin, at_once=3):
            if batch.revision == 6:
                raise StoreUnavailable("gone")
            yield batch

    with pytest.raises(StoreUnavailable):
        await take_over(store, interrupted(), written.append)
    assert (await store.head()).revision == 5 and written == [1, 2, 3, 4, 5]
    assert await take_over(store, batches_of(origin), written.append) == snapshot
    assert written == list(range(1, 13))
    assert await take_over(store, batches_of(origin), written.append) == snapshot and len(written) == 12
    assert await store.read_snapshot() == snapshot


async def test_another_history_is_refused_and_left_alone(store: Store) -> None:
    origin = MemoryStore()
    await filled(origin, 3)
    other, base = RandomRecords(99), Snapshot()
    batch = other.batch(base, 5)
    await store.commit(batch, base)
    for _ in range(2):
        with pytest.raises(Refused, match="1 batches that are not the beginning of this log"):
            await take_over(store, batches_of(origin))
    with pytest.raises(Refused, match="1 batches"):
        await take_over(store, batches_of(MemoryStore()))
    assert (await store.head()).hash == batch.hash
