"""Derived answers over a snapshot, computed once in the kernels' pool and kept within a bound of bytes."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from typing import Any, TypeVar

from parknet.analytics.layout import Layouts, layouts
from parknet.analytics.lens import Lens
from parknet.analytics.measures import Column, measure
from parknet.analytics.network import Network, build
from parknet.model.snapshot import Snapshot
from parknet.services.cache import Cache

T = TypeVar("T")

BYTES_A_NODE = 600
BYTES_A_TIE = 300
"""About what a node or tie of a Network takes in memory, for the bound of the cache."""


class Analysis:
    """Networks, layouts, measures and encoded bodies by what they depend on: digest, lens, and name."""

    def __init__(self, pool: Executor, limit: int) -> None:
        self._cache = Cache(limit, pool, _size)

    async def network(self, snapshot: Snapshot, lens: Lens) -> Network:
        """The network of the snapshot through a resolved lens."""
        return await self.of(("network", snapshot.digest, lens.canonical()), lambda: build(snapshot, lens))

    async def layouts(self, snapshot: Snapshot) -> Layouts:
        """The layouts of the unfiltered snapshot."""
        return await self.of(("layouts", snapshot.digest), lambda: layouts(snapshot))

    async def measures(self, snapshot: Snapshot, lens: Lens, names: Sequence[str]) -> tuple[Column, ...]:
        """The named measures of the network through the lens."""
        network = await self.network(snapshot, lens)
        key = ("measures", snapshot.digest, lens.canonical(), tuple(names))
        return await self.of(key, lambda: measure(network, names))

    async def of(self, key: tuple[object, ...], compute: Callable[[], T]) -> T:
        """Any pure result by its key, computed in the pool unless it is kept."""
        result: T = await self._cache.get(key, compute)
        return result


def _size(result: Any) -> int:
    if isinstance(result, Network):
        return BYTES_A_NODE * len(result.nodes.id) + BYTES_A_TIE * len(result.ties.source)
    size = getattr(result, "size", None)
    return size if isinstance(size, int) else 64_000
