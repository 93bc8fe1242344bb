"""The library: `parknet.connect()` opens the network for scripts and notebooks, synchronously.

>>> with parknet.connect() as parks:                              # doctest: +SKIP
...     network = parks.network("parties=park-park")
...     table = network.measures(["degree", "betweenness"]).to_polars()
...     graph = network.to_networkx()
"""

import asyncio
import contextlib
import threading
from collections.abc import Coroutine
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from parknet import bootstrap
from parknet.analytics.suggestions import Suggestions
from parknet.model.snapshot import Snapshot
from parknet.services.view import View

T = TypeVar("T")


def connect(data: str | Path | None = None) -> "Connection":
    """Open the network of a data folder (default: as the environment says); close it, or use it in a `with`.

    Raises parknet.errors.ParknetError kinds when it cannot be opened.
    """
    return Connection(Path(data) if data else None)


class Connection:
    """An open network. A lens is given as a URL query, such as ``parties=park-park&sure=possible``.

    The database is spoken to on an event loop of its own, in a thread, so that it works inside a running loop, too.
    """

    def __init__(self, data: Path | None) -> None:
        settings = bootstrap.settings_of(data)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="parknet", daemon=True)
        self._thread.start()
        self._stack = contextlib.AsyncExitStack()
        try:
            opening = self._stack.enter_async_context(bootstrap.open_journal(settings, lambda _: None))
            self._journal = self._run(opening)
        except BaseException:
            self.close()
            raise

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    @property
    def snapshot(self) -> Snapshot:
        """All records at the newest revision."""
        return self._run(self._journal.refresh())

    def network(self, lens: str = "") -> View:
        """The newest snapshot through a lens: its `measures`, `null_model`, `ranks`, `compare`, files and arrays."""
        return View(self.snapshot, bootstrap.lens_of(lens))

    def suggest(self, park: str, limit: int = 10) -> Suggestions:
        """Partners that would fit a park, as of today."""
        return self.network().suggest(park, limit)

    def close(self) -> None:
        """Release the database; an embedded engine that this process started ends. Closing twice is fine."""
        if self._loop.is_closed():
            return
        self._run(self._stack.aclose())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()
