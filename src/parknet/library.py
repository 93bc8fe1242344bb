"""The library: `parknet.connect()` opens the network for scripts and notebooks, synchronously.

>>> with parknet.connect() as network:                            # doctest: +SKIP
...     graph = network.to_networkx("parties=park-park")
...     table = network.measures("parties=park-park", "degree")
"""

import asyncio
import contextlib
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from parknet import bootstrap
from parknet.analytics.measures import Column
from parknet.analytics.network import Network
from parknet.analytics.suggestions import Suggestions
from parknet.model.snapshot import Snapshot
from parknet.services.view import View


def connect(data: str | Path | None = None) -> "Connection":
    """Open the network of a data folder (default: as the environment says); close it, or use it in a `with`.

    Raises parknet.errors.ParknetError kinds when it cannot be opened.
    """
    return Connection(Path(data) if data else None)


class Connection:
    """An open network. A lens is given as a URL query, such as ``parties=park-park&sure=possible``."""

    def __init__(self, data: Path | None) -> None:
        settings = bootstrap.settings_of(data)
        self._runner = asyncio.Runner()
        self._stack = contextlib.AsyncExitStack()
        try:
            opening = self._stack.enter_async_context(bootstrap.open_journal(settings, lambda _: None))
            self._journal = self._runner.run(opening)
        except BaseException:
            self._runner.close()
            raise

    @property
    def snapshot(self) -> Snapshot:
        """All records at the newest revision."""
        return self._runner.run(self._journal.refresh())

    def view(self, lens: str = "") -> View:
        """The newest snapshot through a lens."""
        return View(self.snapshot, bootstrap.lens_of(lens))

    def network(self, lens: str = "") -> Network:
        """Columns and CSR arrays of the network through a lens."""
        return self.view(lens).network

    def to_networkx(self, lens: str = "") -> Any:
        """The network through a lens as a NetworkX graph with attributes."""
        return self.network(lens).to_networkx()

    def measures(self, lens: str = "", *names: str) -> tuple[Column, ...]:
        """The named measures (all when none is named) of the network through a lens."""
        return self.view(lens).measures(names)

    def suggest(self, park: str, limit: int = 10) -> Suggestions:
        """Partners that would fit a park, as of today."""
        return self.view().suggest(park, limit)

    def close(self) -> None:
        """Release the database; an embedded engine that this process started ends."""
        self._runner.run(self._stack.aclose())
        self._runner.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()
