"""A full disk: writing is refused in one sentence, reading goes on, and what was acknowledged is there after."""

import asyncio
import json
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import neo4j
import pytest
from neo4j.exceptions import ServiceUnavailable

from parknet.errors import EngineBusy, EngineError, Sentence, StoreError, StoreFull, StoreUnavailable
from parknet.graph import bolt, embedded
from parknet.graph.bolt import BoltStore
from parknet.graph.embedded import ROOM_MB, Address, EmbeddedEngine
from parknet.model.batch import Edit, Proposal
from parknet.model.decide import decide
from parknet.model.snapshot import Snapshot, apply
from parknet.services.verify import verify
from tests.api.processes import STARTS_WITHIN
from tests.conftest import absent
from tests.contract.conftest import Place, store_at, store_of
from tests.contract.test_writers import begin
from tests.engines.neo4j_server import Neo4jServer
from tests.networks.random_records import NOW
from tests.states import until, wait_until

DISK_MB = 2 * ROOM_MB


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a small disk of its own."""
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={DISK_MB}m", "tmpfs", str(tmp_path)], capture_output=True, check=False
    )
    if mounted.returncode:
        absent("disk", "the test of a full disk waits for the right to mount one: run it as root")
    yield tmp_path
    subprocess.run(["umount", "--lazy", str(tmp_path)], check=True)


def fill(disk: Path, megabytes: int | None = None) -> None:
    """Take so much of the disk, or all that is left."""
    with (disk / "ballast").open("wb", 0) as ballast:
        try:
            for _ in range(16 * megabytes if megabytes else 16 * DISK_MB):
                ballast.write(b"\0" * 2**16)
        except OSError:
            assert megabytes is None, "the disk is smaller than it should be"


def empty(disk: Path) -> None:
    (disk / "ballast").unlink()


async def written(store: BoltStore, base: Snapshot, name: str) -> Snapshot:
    """One more source, large enough to need room; the snapshot after."""
    fields = {"name_zh": name, "note": "字" * 3000}
    batch = decide(base, Proposal("test", "edit", (Edit(f"source-{name}", fields, 0),), key=name), NOW)
    assert batch
    await store.commit(batch, base)
    return apply(base, batch)


@pytest.mark.arcadedb
async def test_the_embedded_engine_is_not_written_to_when_little_room_is_left(arcadedb: None, disk: Path) -> None:
    engine = EmbeddedEngine(disk / "data")
    store = store_of(engine, room=True)
    await store.prepare()
    snapshot = apply(Snapshot(), await begin(store))
    fill(disk, DISK_MB - ROOM_MB)
    for _ in range(2):
        with pytest.raises(StoreFull, match=rf"^The disk of {disk / 'data'} has \d+ MB left, .* make room there"):
            await written(store, snapshot, "refused")
    assert await store.read_snapshot() == snapshot
    empty(disk)
    snapshot = await written(store, snapshot, "again")
    assert (await verify(store)).digest == snapshot.digest
    await store.close()
    engine.close()


@pytest.mark.arcadedb
async def test_what_is_written_after_the_disk_was_full_survives_a_kill(arcadedb: None, disk: Path) -> None:
    """The disk fills up after it was looked at, so that the engine itself meets its end."""
    engine = EmbeddedEngine(disk / "data")
    filling = [False]

    def room() -> None:
        engine.room()
        if filling[0]:
            fill(disk)

    store = BoltStore(lambda: asyncio.to_thread(engine.address, 60), room=room)
    await store.prepare()
    snapshot = apply(Snapshot(), await begin(store))
    filling[0] = True
    for name in ("refused", "refused-again"):
        with pytest.raises(StoreFull):
            await written(store, snapshot, name)
    assert await store.read_snapshot() == snapshot
    filling[0] = False
    empty(disk)
    torn = pid(disk)
    snapshot = await written(store, snapshot, "again")
    assert pid(disk) != torn, "it goes on with a torn log"
    killed = pid(disk)
    os.kill(killed, signal.SIGKILL)
    assert any(pid(disk) != killed for _ in until(STARTS_WITHIN)), "it is not started again"
    assert await store.read_snapshot() == snapshot
    assert (await verify(store)).digest == snapshot.digest
    await store.close()
    engine.close()


@pytest.mark.arcadedb
async def test_an_engine_that_ends_on_a_full_disk_says_why_it_is_not_started_again(arcadedb: None, disk: Path) -> None:
    engine = EmbeddedEngine(disk / "data")
    store = store_of(engine)
    await store.prepare()
    snapshot = apply(Snapshot(), await begin(store))
    await store.close()
    fill(disk)
    os.kill(pid(disk), signal.SIGKILL)
    assert any(not engine.owned for _ in until(STARTS_WITHIN)), "it does not give up"
    with pytest.raises(EngineError, match="see that its disk has room"):
        engine.address(1)
    empty(disk)
    engine.close()
    engine = EmbeddedEngine(disk / "data")  # as another process does
    store = store_of(engine)
    assert await store.read_snapshot() == snapshot
    await store.close()
    engine.close()


def pid(disk: Path) -> int:
    """The process of the engine."""
    return int(json.loads((disk / "data" / "run" / "engine.json").read_bytes())["engine"])


@pytest.mark.soak
@pytest.mark.neo4j
async def test_neo4j_loses_nothing_when_its_disk_is_full(
    neo4j_server: object, disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It answers nothing more until it is started again, and says so."""
    monkeypatch.setattr("tempfile.tempdir", str(disk))
    with Neo4jServer() as server:
        store = store_at(Address(server.uri, server.user, server.password, "neo4j"))
        await store.prepare()
        snapshot = apply(Snapshot(), await begin(store))
        fill(disk)
        with pytest.raises(StoreUnavailable, match="may or may not be stored"):
            for n in range(100):
                snapshot = await written(store, snapshot, f"n{n}")
        with pytest.raises(StoreError, match="needs to be restarted"):
            await written(store, snapshot, "once-more")
        empty(disk)
        server.kill()
        server.start()
        assert await store.read_snapshot() == snapshot
        snapshot = await written(store, snapshot, "again")
        assert (await verify(store)).digest == snapshot.digest
        await store.close()


FULL = Sentence("The disk is full.", "磁盘已满。")


@pytest.mark.parametrize("hangs", [False, True])
async def test_a_batch_that_may_be_stored_is_told_so_on_a_full_disk(
    place: Place, hangs: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database has committed when the connection breaks, or no answer comes; after that the disk is full."""
    asked: list[bool] = []

    def room() -> None:
        if asked:
            raise StoreFull(FULL)
        asked.append(True)

    commit = neo4j.AsyncTransaction.commit

    async def committed(self: neo4j.AsyncTransaction) -> None:
        await commit(self)
        if hangs:
            await asyncio.Event().wait()
        raise ServiceUnavailable("broken")

    store = BoltStore(lambda: asyncio.sleep(0, place.address), room=room)
    batch = decide(Snapshot(), Proposal("test", "edit", (Edit("source-a", {"name_zh": "甲"}, 0),), key="once"), NOW)
    assert batch
    with monkeypatch.context() as patched:
        patched.setattr(neo4j.AsyncTransaction, "commit", committed)
        patched.setattr(bolt, "COMMIT_SECONDS", 2.0)
        with pytest.raises(StoreFull, match=r"^The disk is full\. Batch 1 may or may not be stored: repeat .* key\.$"):
            await store.commit(batch, Snapshot())
    assert await store.batch_with_key("once") == batch
    with pytest.raises(StoreFull, match=r"^The disk is full\.$"):  # nothing was begun
        await store.commit(batch, Snapshot())
    await store.close()


@pytest.fixture
def free(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """What the disk has left, in MB, as the embedded engine sees it."""
    left = [2 * ROOM_MB]
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=left[0] * 2**20))
    return left


@pytest.fixture
def engine(arcadedb: None, tmp_path: Path) -> Iterator[EmbeddedEngine]:
    running = EmbeddedEngine(tmp_path / "data")
    running.address(STARTS_WITHIN)
    yield running
    running.close()


def refused(engine: EmbeddedEngine, free: list[int]) -> None:
    free[0] = ROOM_MB - 1
    with pytest.raises(StoreFull):
        engine.room()
    free[0] = ROOM_MB


@pytest.mark.arcadedb
def test_whoever_writes_next_after_a_full_disk_starts_the_engine_anew_once(
    engine: EmbeddedEngine, free: list[int], tmp_path: Path
) -> None:
    torn = pid(tmp_path)
    refused(engine, free)
    another = EmbeddedEngine(tmp_path / "data")  # as another process, or the next one
    another.room()
    wait_until(lambda: pid_or_none(tmp_path) not in (torn, None), "it is started again", STARTS_WITHIN)
    engine.address(STARTS_WITHIN)
    fresh = pid(tmp_path)
    for one in (another, engine):
        one.room()
    assert pid(tmp_path) == fresh


@pytest.mark.arcadedb
def test_an_engine_that_does_not_end_after_a_full_disk_is_not_written_to(
    engine: EmbeddedEngine, free: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused(engine, free)
    torn = pid(tmp_path)
    kill = os.kill
    with monkeypatch.context() as patched:
        patched.setattr(embedded, "STOP_SECONDS", 0.2)
        patched.setattr(os, "kill", lambda process, number: kill(process, 0))  # it hears nothing
        for _ in range(2):
            with pytest.raises(EngineBusy, match=rf"process {torn} has not ended within 0\.2 s"):
                engine.room()
    engine.room()
    wait_until(lambda: pid_or_none(tmp_path) not in (torn, None), "it is started again", STARTS_WITHIN)


def test_a_process_that_got_the_number_of_an_engine_that_is_gone_is_left_alone(tmp_path: Path, free: list[int]) -> None:
    run = tmp_path / "data" / "run"
    run.mkdir(parents=True)
    with subprocess.Popen(["sleep", "60"]) as stranger:
        words = {"uri": "bolt://127.0.0.1:1", "user": "root", "password": "x", "database": "parknet", "http": 1}
        (run / "engine.json").write_text(json.dumps({**words, "engine": stranger.pid}), "utf-8")
        engine = EmbeddedEngine(tmp_path / "data")
        refused(engine, free)
        engine.room()
        assert stranger.poll() is None
        stranger.kill()


def pid_or_none(disk: Path) -> int | None:
    """The process of the engine, where one is announced."""
    try:
        return pid(disk)
    except FileNotFoundError:
        return None
