"""A cache of pure results, bounded in bytes, that computes each missing one once."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Executor
from typing import Any


class Cache:
    """Results by key, least recently used ones forgotten first; `size` tells the bytes of a result."""

    def __init__(self, limit: int, pool: Executor, size: Callable[[Any], int]) -> None:
        self._limit = limit
        self._pool = pool
        self._size = size
        self._bytes = 0
        self._results: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._running: dict[Hashable, asyncio.Future[Any]] = {}

    async def get(self, key: Hashable, compute: Callable[[], Any]) -> Any:
        """The result of that key; computed in the pool, outside the event loop, unless it is known or on its way."""
        if key in self._results:
            self._results.move_to_end(key)
            return self._results[key][0]
        if key not in self._running:
            future = asyncio.get_running_loop().run_in_executor(self._pool, compute)
            self._running[key] = future
            future.add_done_callback(lambda done: self._finish(key, done))
        return await asyncio.shield(self._running[key])

    def _finish(self, key: Hashable, done: asyncio.Future[Any]) -> None:
        self._running.pop(key, None)
        if done.cancelled() or done.exception() is not None:
            return
        result = done.result()
        size = self._size(result)
        self._results[key] = (result, size)
        self._bytes += size
        while self._bytes > self._limit and len(self._results) > 1:
            self._bytes -= self._results.popitem(last=False)[1][1]
