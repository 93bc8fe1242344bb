"""A cache of pure results, bounded in bytes, that computes each missing one once."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from typing import Any


class Cache:
    """Results by key, least recently used ones forgotten first; `size` tells the bytes of a result."""

    def __init__(self, limit: int, size: Callable[[Any], int]) -> None:
        self._limit = limit
        self._size = size
        self._bytes = 0
        self._results: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._running: dict[Hashable, asyncio.Task[Any]] = {}

    async def get(self, key: Hashable, compute: Callable[[], Awaitable[Any]]) -> Any:
        """The result of that key, computed unless it is known or on its way; who gives up waiting stops nobody else."""
        if key in self._results:
            self._results.move_to_end(key)
            return self._results[key][0]
        if key not in self._running:
            self._running[key] = asyncio.create_task(self._work_out(key, compute))
        return await asyncio.shield(self._running[key])

    async def _work_out(self, key: Hashable, compute: Callable[[], Awaitable[Any]]) -> Any:
        try:
            result = await compute()
            self._keep(key, result)
            return result
        finally:
            del self._running[key]

    def _keep(self, key: Hashable, result: Any) -> None:
        size = self._size(result) + len(repr(key))
        if size > self._limit:
            return
        self._results[key] = (result, size)
        self._bytes += size
        while self._bytes > self._limit:
            self._bytes -= self._results.popitem(last=False)[1][1]
