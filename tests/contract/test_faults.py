"""What goes wrong with a database: killed, stopped, not there, not ours, altered. One clear sentence each time."""

import asyncio
import contextlib
import json
import os
import re
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from parknet.errors import StoreDamaged, StoreRefused, StoreUnavailable
from parknet.graph import bolt
from parknet.graph.bolt import BoltStore
from parknet.graph.embedded import Address, EmbeddedEngine
from parknet.model.batch import Edit, Proposal
from parknet.model.decide import decide
from parknet.model.records import Programme
from parknet.model.snapshot import Snapshot, apply
from parknet.services.verify import verify
from tests.conftest import absent
from tests.contract.conftest import ENGINES, Place, store_at, store_of
from tests.contract.processes import Process, stop_at_once, writing
from tests.contract.test_writers import begin, whole_log
from tests.contract.writer import COUNTER
from tests.engines.neo4j_server import Neo4jServer, free_port
from tests.networks.random_records import NOW

pytestmark = pytest.mark.timeout(1800)  # every call has its own limit; this is for make soak


@dataclass(frozen=True)
class Engine:
    """An engine that can be killed or stopped: its process, how to start it again, and how clients find it."""

    pid: Callable[[], int]
    start: Callable[[], None]
    kill: Callable[[], None]
    where: dict[str, Any]
    store: Callable[[], BoltStore]
    pause: float  # seconds between two kills; the embedded engine gives up after six starts within a minute

    @asynccontextmanager
    async def stopped(self) -> AsyncIterator[None]:
        """While it takes connections but does nothing."""
        await asyncio.to_thread(stop_at_once, self.pid())
        try:
            yield
        finally:
            os.kill(self.pid(), signal.SIGCONT)


def embedded_engine(engine: EmbeddedEngine) -> Engine:
    folder = Path(engine._folder)

    def pid() -> int:
        return int(json.loads((folder / "run" / "engine.json").read_text())["engine"])

    def start() -> None:
        """Its owner does."""

    return Engine(
        pid, start, lambda: os.kill(pid(), signal.SIGKILL), {"folder": str(folder)}, lambda: store_of(engine), 13
    )


def server_engine(server: Neo4jServer, place: Place) -> Engine:
    def pid() -> int:
        assert server._process is not None
        return server._process.pid

    return Engine(pid, server.start, server.kill, {"address": place.arguments}, place.store, 0)


@pytest.fixture(params=ENGINES)
async def engine(request: pytest.FixtureRequest, place_named: Callable[[str], Place]) -> Engine:
    """Each engine, its database empty."""
    place = place_named(request.param)
    await place.erase()
    if request.param == "arcadedb":
        return embedded_engine(request.getfixturevalue("embedded"))
    server = request.getfixturevalue("neo4j_server")
    if not isinstance(server, Neo4jServer):
        absent("neo4j", "the server named by PARKNET_TEST_NEO4J is not ours to kill: leave it unset")
    return server_engine(server, place)


async def until_more(processes: list[Process], count: int, seconds: float = 200) -> None:
    """Wait until so many more batches were acknowledged."""
    wanted = sum(len(process.acknowledged) for process in processes) + count
    deadline = time.monotonic() + seconds
    while sum(len(process.acknowledged) for process in processes) < wanted:
        assert all(process.process.returncode is None for process in processes), "a writing process has ended"
        assert time.monotonic() < deadline, f"not {count} batches within {seconds} s"
        await asyncio.sleep(0.02)


async def test_what_was_acknowledged_survives_kills(engine: Engine, scale: Callable[[int, int], int]) -> None:
    store = engine.store()
    await store.prepare()
    await begin(store)
    kills = scale(2, 20)
    async with writing(engine.where, size=0, batches=0, writers=2) as processes:
        await until_more(processes, 20)
        for n in range(kills):
            killed = time.monotonic()
            await asyncio.to_thread(engine.kill)
            await asyncio.to_thread(engine.start)
            await until_more(processes, 20)
            assert (await verify(store)).batches > 20 * n
            if kills > 2:
                await asyncio.sleep(max(0.0, engine.pause - (time.monotonic() - killed)))
        for process in processes:
            await process.stop()
    acknowledged = [pair for process in processes for pair in process.acknowledged]
    assert len(acknowledged) >= 20 * (kills + 1)
    log = await whole_log(store, Snapshot())
    stored = {batch.revision: batch.key for batch in log}
    assert [batch.revision for batch in log] == list(range(1, len(log) + 1))
    assert len({batch.key for batch in log[1:]}) == len(log) - 1
    assert {revision: stored.get(revision) for revision, _ in acknowledged} == dict(acknowledged)
    assert all(len(batch.changes) == 2 for batch in log)
    counter = (await store.read_snapshot()).get(COUNTER)
    assert isinstance(counter, Programme)
    assert counter.expected_parks == len(log) - 1
    assert (await verify(store)).batches == len(log)
    await store.close()


async def test_a_stopped_engine_is_unavailable_in_time_and_works_again_after(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bolt, "READ_SECONDS", 1.0)
    monkeypatch.setattr(bolt, "COMMIT_SECONDS", 2.0)
    store = engine.store()
    await store.prepare()
    first = await begin(store)
    snapshot = apply(Snapshot(), first)
    batch = decide(snapshot, Proposal("test", "edit", (Edit("source-b", {"name_zh": "乙"}, 0),), key="once"), NOW)
    assert batch
    async with engine.stopped(), asyncio.timeout(20):
        with pytest.raises(StoreUnavailable, match="did not answer within 2 s"):
            await store.ping()
        reads = await asyncio.gather(*(store.head() for _ in range(8)), return_exceptions=True)
        assert {type(read) for read in reads} == {StoreUnavailable}
        with pytest.raises(StoreUnavailable, match="may or may not be stored"):
            await store.commit(batch, snapshot)
    monkeypatch.undo()
    await store.ping()
    if (await store.batch_with_key("once")) is None:
        await store.commit(batch, snapshot)
    assert await whole_log(store, Snapshot()) == [first, batch]
    assert (await verify(store)).revision == 2
    await store.close()


async def test_a_wrong_password_is_said_in_one_sentence(place: Place) -> None:
    store = store_at(replace(place.address, user="nobody", password="secret"))
    with pytest.raises(StoreRefused) as refused:
        await store.prepare()
    assert str(refused.value) == (
        f"The database at {place.address.uri} refuses user nobody: correct the user or the password."
    )
    await store.close()


@pytest.mark.neo4j
async def test_a_first_password_must_be_changed(place_named: Callable[[str], Place]) -> None:
    place = place_named("neo4j")
    system = Place("neo4j", replace(place.address, database="system"))
    await system.run("CREATE OR REPLACE USER fresh SET PASSWORD 'first-one' CHANGE REQUIRED")
    store = store_at(replace(place.address, user="fresh", password="first-one"))
    with pytest.raises(StoreRefused, match="wants user fresh to change the first password"):
        await store.prepare()
    await store.close()
    await system.run("DROP USER fresh")


async def test_a_database_of_another_name_is_refused(place: Place) -> None:
    store = store_at(replace(place.address, database="elsewhere"))
    with pytest.raises(StoreRefused, match="has no database named elsewhere: create it, or name another one"):
        await store.prepare()
    await store.close()


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
async def test_nobody_at_the_address_is_unavailable(scheme: str) -> None:
    uri = f"{scheme}://127.0.0.1:{free_port()}"
    store = store_at(Address(uri, "neo4j", "secret", "neo4j"))
    for call in (store.ping, store.head, store.prepare, store.read_snapshot):
        with pytest.raises(StoreUnavailable, match=re.escape(f"{uri} does not answer")):
            await call()
    await store.close()


async def test_another_server_at_the_address_is_unavailable() -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        store = store_at(Address(f"bolt://127.0.0.1:{port}", "neo4j", "secret", "neo4j"))
        with pytest.raises((StoreUnavailable, StoreRefused), match=f"127.0.0.1:{port}"):
            await store.head()
        await store.close()


async def test_an_address_that_is_none_is_refused() -> None:
    store = store_at(Address("http://127.0.0.1:7474", "neo4j", "secret", "neo4j"))
    with pytest.raises(StoreRefused, match=r"http://127\.0\.0\.1:7474 is no database address"):
        await store.head()
    await store.close()


async def test_the_address_is_asked_for_again_when_the_database_has_moved(place: Place) -> None:
    asked: list[Address] = []
    addresses = [replace(place.address, uri=f"bolt://127.0.0.1:{free_port()}"), place.address]

    async def address() -> Address:
        asked.append(addresses[min(len(asked), 1)])
        return asked[-1]

    store = BoltStore(address)
    await begin(store)
    assert (await store.head()).revision == 1
    assert asked == addresses
    await store.close()


OWNER = """
import sys
from pathlib import Path
from parknet.graph.embedded import EmbeddedEngine
EmbeddedEngine(Path(sys.argv[1])).address(60)
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.mark.arcadedb
async def test_a_store_goes_on_when_the_process_that_ran_the_engine_is_gone(arcadedb: None, tmp_path: Path) -> None:
    pipe = asyncio.subprocess.PIPE
    owner = await asyncio.create_subprocess_exec(sys.executable, "-c", OWNER, str(tmp_path), stdin=pipe, stdout=pipe)
    assert owner.stdout and await owner.stdout.readline() == b"ready\n"
    engine = EmbeddedEngine(tmp_path)
    store = store_of(engine)
    await store.prepare()
    first = await begin(store)
    owned_before = engine.owned
    owner.kill()
    await owner.wait()
    snapshot = apply(Snapshot(), first)
    batch = decide(snapshot, Proposal("test", "edit", (Edit("source-b", {"name_zh": "乙"}, 0),), key="once"), NOW)
    assert batch
    deadline = time.monotonic() + 60
    while not engine.owned:  # the old engine may answer while it ends
        assert time.monotonic() < deadline
        with contextlib.suppress(StoreUnavailable):
            if await store.batch_with_key("once") is None:
                await store.commit(batch, snapshot)
    assert (owned_before, engine.owned) == (False, True)
    assert await whole_log(store, Snapshot()) == [first, batch]
    await store.close()
    engine.close()


async def test_a_record_that_does_not_fit_the_model_is_damage(place: Place) -> None:
    store = place.store()
    await begin(store)
    await place.run("MATCH (p:Programme {id: $id}) SET p.expected_parks = 'many'", id=COUNTER)
    with pytest.raises(StoreDamaged, match=re.escape(f"{COUNTER} in the database is no valid record (expected_parks:")):
        await store.read_snapshot()
    await store.close()


async def test_a_commit_upon_records_that_were_altered_by_hand_is_refused_whole(place: Place) -> None:
    store = place.store()
    first = await begin(store)
    snapshot = apply(Snapshot(), first)
    await place.run("MATCH (:Programme {id: $id})-[x:CITES]->() DELETE x", id=COUNTER)
    edits = (Edit("source-b", {"name_zh": "乙"}, 0), Edit(COUNTER, {"name_zh": "x", "cites": [{"to": "source-b"}]}, 1))
    batch = decide(snapshot, Proposal("test", "edit", edits), NOW)
    assert batch
    with pytest.raises(StoreDamaged, match="links owned by Programme: 0 of 1"):
        await store.commit(batch, snapshot)
    assert await whole_log(store, Snapshot()) == [first]
    assert (await place.run("MATCH (s:Source) RETURN count(*) AS n"))[0]["n"] == 1
    await store.close()
