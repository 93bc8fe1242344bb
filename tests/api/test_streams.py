"""Answers that take long: events that tell how far they are, and work that ends when the client goes."""

import asyncio
import json
import random
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio

from parknet import bootstrap
from parknet.analytics import measures
from parknet.analytics.measure import Value
from parknet.analytics.network import Network
from parknet.analytics.progress import steps
from parknet.api.app import create_app
from parknet.services.journal import Journal
from parknet.store.memory import MemoryStore
from tests.api.conftest import BASE, NOW, TODAY, TOKEN, loaded
from tests.networks.twelve import records

EVENTS = ("accept", "text/event-stream")
HEAVY = "/api/v1/network/measures?measure=degree"
LIMIT = 20


class Pool(ThreadPoolExecutor):
    """A pool that knows how much of what it was given is not over."""

    def __init__(self) -> None:
        super().__init__(2)
        self.open = 0
        self.idle = threading.Event()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.open += 1
        self.idle.clear()
        found = super().submit(fn, *args, **kwargs)
        found.add_done_callback(self._over)
        return found

    def _over(self, _: Future[Any]) -> None:
        self.open -= 1
        if not self.open:
            self.idle.set()


class Client:
    """One request, and what comes back part by part; it may go before the end."""

    def __init__(self, app: Any, path: str, *headers: tuple[str, str]) -> None:
        self.status = 0
        self.body = b""
        self.gone = asyncio.Event()
        self.came = asyncio.Event()
        self._asked = False
        path, _, query = path.partition("?")
        every = [("host", BASE.partition("//")[2]), *headers]
        scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(name.encode(), value.encode()) for name, value in every],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 8300),
        }
        self.task = asyncio.create_task(app(scope, self._receive, self._send))

    async def _receive(self) -> dict[str, Any]:
        if not self._asked:
            self._asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Any) -> None:
        self.status = message.get("status", self.status)
        self.body += message.get("body", b"")
        self.came.set()

    async def over(self) -> "Client":
        async with asyncio.timeout(LIMIT):
            await self.task
        return self

    def events(self) -> list[tuple[str, Any]]:
        parts = [part.split("\n") for part in self.body.decode().split("\n\n") if part]
        return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in parts]


class Heavy:
    """A measure that goes on until it is let go."""

    def __init__(self) -> None:
        self.begun, self.go = threading.Event(), threading.Event()
        self.times = 0

    def __call__(self, network: Network, seed: int) -> list[Value]:
        self.times += 1
        for _ in steps(self._rounds(), 1000):
            pass
        return [1] * len(network.nodes.id)

    def _rounds(self) -> Iterator[None]:
        while not self.go.wait(0.001):
            yield
            self.begun.set()


@pytest.fixture
def heavy(monkeypatch: pytest.MonkeyPatch) -> Heavy:
    found = Heavy()
    degree = measures.MEASURES["degree"]
    monkeypatch.setitem(measures.MEASURES, "degree", replace(degree, compute=found))
    return found


@pytest.fixture(scope="module")
def store() -> MemoryStore:
    return loaded(tuple(records()))


@asynccontextmanager
async def app_over(store: MemoryStore, pool: Pool) -> AsyncIterator[Any]:
    journal = Journal(store, lambda: NOW, random.Random(1))
    await journal.open()
    yield create_app(bootstrap.services_of(journal, pool, 2**26, lambda: TODAY, lambda: NOW), TOKEN)


@pytest_asyncio.fixture
async def pool() -> AsyncIterator[Pool]:
    with Pool() as found:
        yield found


@pytest_asyncio.fixture
async def app(store: MemoryStore, pool: Pool, heavy: Heavy) -> AsyncIterator[Any]:
    async with app_over(store, pool) as found:
        yield found
        heavy.go.set()


async def until_set(event: threading.Event) -> None:
    assert await asyncio.to_thread(event.wait, LIMIT), f"not within {LIMIT} s"


async def test_events_tell_how_far_it_is_and_end_with_the_answer(app: Any, heavy: Heavy) -> None:
    client = Client(app, HEAVY, EVENTS)
    async with asyncio.timeout(LIMIT):
        while b"event: progress" not in client.body:
            client.came.clear()
            await client.came.wait()
    heavy.go.set()
    events = (await client.over()).events()
    assert client.status == 200
    assert [name for name, _ in events] == ["progress"] * (len(events) - 1) + ["answer"]
    assert all(told["of"] == 1000 and told["done"] >= 0 for _, told in events[:-1])
    assert events[-1][1] == json.loads((await Client(app, HEAVY).over()).body)


async def test_events_end_with_the_problem_that_there_is(app: Any) -> None:
    path = "/api/v1/network/significance?measure=density&draws=10000000&lang=zh"
    (event,) = (await Client(app, path, EVENTS).over()).events()
    plain = await Client(app, path).over()
    assert event == ("problem", json.loads(plain.body)) and plain.status == 422 and "99" in event[1]["detail"]


@pytest.mark.parametrize("headers", [(), (EVENTS,)])
async def test_the_work_ends_when_the_client_goes(app: Any, heavy: Heavy, pool: Pool, headers: Any) -> None:
    client = Client(app, HEAVY, *headers)
    await until_set(heavy.begun)
    client.gone.set()
    await client.over()
    await until_set(pool.idle)
    assert not heavy.go.is_set() and b"answer" not in client.body
    heavy.go.set()
    again = await Client(app, HEAVY).over()
    assert again.status == 200 and heavy.times == 2


@pytest.mark.parametrize("headers", [(), (EVENTS,)])
async def test_a_second_that_waits_keeps_it_alive(app: Any, heavy: Heavy, pool: Pool, headers: Any) -> None:
    first, second = Client(app, HEAVY), Client(app, HEAVY, *headers)
    await until_set(heavy.begun)
    first.gone.set()
    await first.over()
    assert not pool.idle.is_set()
    heavy.go.set()
    assert (await second.over()).status == 200 and heavy.times == 1


async def test_other_requests_are_answered_meanwhile(app: Any, heavy: Heavy) -> None:
    client = Client(app, HEAVY)
    await until_set(heavy.begun)
    for path in ("/livez", "/api/v1/network", "/api/v1/network/measures?measure=density"):
        assert (await Client(app, path).over()).status == 200
    assert not client.task.done()


async def test_draws_leave_a_thread_to_the_rest(app: Any, heavy: Heavy) -> None:
    """Ranks by a measure that goes on for ever are asked for twice; the network is answered all the same."""
    monopolists = [Client(app, f"/api/v1/network/ranks?measure=degree&missing=0.{n}&draws=3") for n in (1, 2)]
    await until_set(heavy.begun)
    assert (await Client(app, "/api/v1/network?min=1").over()).status == 200
    for one in monopolists:
        one.gone.set()
        await one.over()


async def test_a_failure_that_nobody_foresaw_is_a_problem_and_stands_in_the_log(
    app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(network: Network, seed: int) -> list[Value]:
        raise RuntimeError("broken")

    density = measures.MEASURES["density"]
    monkeypatch.setitem(measures.MEASURES, "density", replace(density, compute=broken))
    client = Client(app, "/api/v1/network/measures?measure=density", EVENTS)
    with pytest.raises(RuntimeError, match="broken"):
        await client.over()
    (event,) = client.events()
    assert event[0] == "problem" and event[1]["code"] == "internal"
