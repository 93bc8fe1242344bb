"""A store moved to another and to a file, with all that it holds."""

import base64
from collections.abc import AsyncIterator

import pytest

from parknet.errors import Refused, StoreUnavailable
from parknet.model.batch import Batch
from parknet.model.snapshot import Snapshot, apply
from parknet.services.package import Taken, read_package, signed, take_package
from parknet.services.transfer import batches_of, dump, read_dump, take_over
from parknet.services.verify import verify
from parknet.store.memory import MemoryStore
from parknet.store.port import Store
from tests import kept
from tests.networks.random_records import RandomRecords

KEY = base64.b64encode(bytes(32)).decode()


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


async def taken(target: Store, origin: Store, after: int, until: int | None = None) -> Taken:
    """What came of the package of a part of a log, up to a revision or its end."""
    part = MemoryStore()
    await take_over(part, (batch async for batch in batches_of(origin) if until is None or batch.revision <= until))
    lines = [line async for line in signed(dump(part, after), KEY)]
    batches = list(read_package(lines, "package"))

    async def each() -> AsyncIterator[Batch]:
        for batch in batches:
            yield batch

    return await take_package(target, batches[0], batches[-1], each())


async def test_packages_are_taken_over_once_and_none_is_left_out(store: Store) -> None:
    origin = MemoryStore()
    snapshot = await filled(origin, 9)
    with pytest.raises(Refused, match="begins with batch 2, but batch 1 is missing here"):
        await taken(store, origin, 1)
    assert (await store.head()).revision == 0
    assert await taken(store, origin, 0, 3) == Taken(0, 3)
    assert await taken(store, origin, 0, 3) == Taken(3, 3)
    with pytest.raises(Refused, match=r"begins with batch 7, but batches 4 to 6 are missing here.*--after 3"):
        await taken(store, origin, 6)
    assert await taken(store, origin, 3, 5) == Taken(3, 5)
    assert await taken(store, origin, 1) == Taken(5, 9)  # some of it is here already
    for after, until in ((0, 3), (3, 5), (1, 9)):
        assert await taken(store, origin, after, until) == Taken(9, 9)
    assert await store.read_snapshot() == snapshot
    assert (await verify(store)).digest == snapshot.digest


async def test_a_package_of_another_history_is_refused_and_nothing_written(store: Store) -> None:
    origin, other = MemoryStore(), RandomRecords(99)
    await filled(origin, 4)
    first = other.batch(Snapshot(), 5)
    await store.commit(first, Snapshot())
    second = other.batch(apply(Snapshot(), first), 5)
    await store.commit(second, apply(Snapshot(), first))
    for after, until in ((0, 1), (0, 2), (1, 3), (2, 4)):  # older, as old, overlapping, following
        with pytest.raises(Refused, match="not the beginning of this log"):
            await taken(store, origin, after, until)
    assert (await store.head()).hash == second.hash


@pytest.mark.parametrize("version", kept.VERSIONS)
async def test_an_old_log_is_taken_over_and_dumped_to_the_same_bytes(store: Store, version: str) -> None:
    log = kept.log_of(version).read_text("utf-8")
    snapshot = await take_over(store, from_lines(log.splitlines(keepends=True)))
    assert (await verify(store)).digest == snapshot.digest == (await store.read_snapshot()).digest
    assert "".join((await lines_of(store))[1:-1]) in log  # the first line and the last are of the dump's own format
