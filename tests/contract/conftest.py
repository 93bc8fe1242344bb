"""The three stores that the contract tests run on: `place` says where one is, `store` is it, empty and prepared."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import Any

import neo4j
import pytest

from parknet.graph.bolt import BoltStore
from parknet.graph.embedded import Address, EmbeddedEngine
from parknet.store.memory import MemoryStore
from parknet.store.port import Store

ENGINES = [
    pytest.param("arcadedb", marks=pytest.mark.arcadedb),
    pytest.param("neo4j", marks=pytest.mark.neo4j),
]


@dataclass(frozen=True)
class Place:
    """A database that the tests may erase."""

    name: str
    address: Address
    opened: list[BoltStore] = field(default_factory=list)

    def store(self) -> BoltStore:
        """Another client of this database; it is closed when the test ends."""
        self.opened.append(store_at(self.address))
        return self.opened[-1]

    async def close(self) -> None:
        """Close every client."""
        for store in self.opened:
            await store.close()

    @property
    def arguments(self) -> dict[str, str]:
        """The address for another process."""
        return asdict(self.address)

    async def run(self, text: str, **parameters: Any) -> list[dict[str, Any]]:
        """Do something by hand; the rows that it answers."""
        async with self.driver() as driver:
            done = await driver.execute_query(text, parameters, database_=self.address.database)
            return [dict(row) for row in done.records]

    async def erase(self, *, schema: bool = False) -> None:
        """Remove all nodes; with `schema`, also what says which schema files were applied."""
        kept = "" if schema else "WHERE NOT n:SchemaVersion"
        text = f"MATCH (n) {kept} WITH n LIMIT 5000 DETACH DELETE n RETURN count(*) AS n"
        async with self.driver() as driver:
            while (await driver.execute_query(text, database_=self.address.database)).records[0]["n"]:
                pass

    @asynccontextmanager
    async def driver(self) -> AsyncIterator[neo4j.AsyncDriver]:
        """To do much by hand: opening one takes as long as many statements."""
        auth = (self.address.user, self.address.password)
        driver = neo4j.AsyncGraphDatabase.driver(self.address.uri, auth=auth, notifications_min_severity="OFF")
        async with driver:
            yield driver


def store_at(address: Address) -> BoltStore:
    async def constant() -> Address:
        return address

    return BoltStore(constant)


def store_of(engine: EmbeddedEngine, *, room: bool = False) -> BoltStore:
    """A store on an embedded engine that may move; `room`: it looks first whether the disk has any."""
    address = partial(asyncio.to_thread, engine.address, 60)
    return BoltStore(address, room=engine.room) if room else BoltStore(address)


@pytest.fixture(scope="session")
def embedded(arcadedb: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedEngine]:
    engine = EmbeddedEngine(tmp_path_factory.mktemp("embedded"))
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def place_named(request: pytest.FixtureRequest) -> Callable[[str], Place]:
    """The session's database of an engine; starts the engine when it is first asked for."""

    def named(name: str) -> Place:
        if name == "arcadedb":
            return Place(name, request.getfixturevalue("embedded").address(60))
        server = request.getfixturevalue("neo4j_server")
        return Place(name, Address(server.uri, server.user, server.password, "neo4j"))

    return named


@pytest.fixture(params=ENGINES)
async def place(request: pytest.FixtureRequest, place_named: Callable[[str], Place]) -> AsyncIterator[Place]:
    """An empty database of each engine, schema applied."""
    found = place_named(request.param)
    await found.erase()
    await found.store().prepare()
    yield found
    await found.close()


@pytest.fixture(params=["memory", *ENGINES])
async def store(request: pytest.FixtureRequest, place_named: Callable[[str], Place]) -> AsyncIterator[Store]:
    """An empty store of each sort."""
    if request.param == "memory":
        yield MemoryStore()
        return
    found = place_named(request.param)
    await found.erase()
    store = found.store()
    await store.prepare()
    yield store
    await found.close()
