"""The whole server with the built page, in a thread of the tests: started, awaited, ended, and started again."""

import asyncio
import random
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Self

import uvicorn

from parknet import bootstrap
from parknet.model.records import Record
from parknet.services.access import Actor
from parknet.services.journal import Journal
from parknet.services.loading import load
from parknet.store.memory import MemoryStore

DAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)
TOKEN = "token-for-tests"
CACHE_BYTES = 2**27
WITHIN = 60.0  # seconds in which a server starts or ends


class PageServer:
    """A store in memory with these records, and the server over it, on the same port whenever it runs.

    A store that was written before keeps what it has.
    """

    def __init__(self, records: Iterable[Record], store: MemoryStore | None = None) -> None:
        self.records = tuple(records)
        self._store = store or MemoryStore()
        self._port = 0
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()

    @property
    def address(self) -> str:
        """Where the page is, without a slash."""
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Serve; returns when requests are answered."""
        taken = socket.socket()
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", self._port))
        self._port = taken.getsockname()[1]
        listening = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve(taken, listening.set)), daemon=True)
        self._thread.start()
        assert listening.wait(WITHIN), "the server did not start"

    def stop(self) -> None:
        """End at once, as a server that is killed: open connections are cut, and the port refuses new ones."""
        if self._server and self._thread:
            self._server.should_exit = self._server.force_exit = True
            self._thread.join(WITHIN)
            assert not self._thread.is_alive(), "the server did not end"

    @contextmanager
    def away(self) -> Iterator[None]:
        """Not there for a while."""
        self.stop()
        try:
            yield
        finally:
            self.start()

    async def _serve(self, taken: socket.socket, started: Callable[[], None]) -> None:
        journal = _journal(self._store)
        if (await journal.open()).revision == 0:
            await load(journal, self.records, Actor("parknet", holder=True))
        with ThreadPoolExecutor(2) as pool:
            app = bootstrap.app_of(bootstrap.services_of(journal, pool, CACHE_BYTES, lambda: DAY), TOKEN)
            self._server = _Server(uvicorn.Config(app, log_level="error", server_header=False, lifespan="off"), started)
            await self._server.serve([taken])


class _Server(uvicorn.Server):
    """uvicorn that tells when it listens."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._started = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._started()


def _journal(store: MemoryStore) -> Journal:
    return Journal(store, lambda: NOW, random.Random(1))
