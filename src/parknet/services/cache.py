"""A cache of pure results, bounded in bytes, that computes each missing one once and as long as somebody waits."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from typing import Any

from parknet.analytics.progress import Progress, current


class _Running:
    """A result on its way: how far it is, how many wait for it, and the task that works it out."""

    def __init__(self) -> None:
        self.progress = Progress()
        self.waiting = 0
        self.task: asyncio.Task[Any]


class Cache:
    """Results by key, least recently used ones forgotten first; `size` tells the bytes of a result."""

    def __init__(self, limit: int, size: Callable[[Any], int]) -> None:
        self._limit = limit
        self._size = size
        self._bytes = 0
        self._results: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._running: dict[Hashable, _Running] = {}

    async def get(self, key: Hashable, compute: Callable[[], Awaitable[Any]]) -> Any:
        """The result of that key, computed unless it is known or on its way; the work ends when the last gives up."""
        if key in self._results:
            self._results.move_to_end(key)
            return self._results[key][0]
        running = self._running.get(key)
        if running is None:
            running = self._running[key] = _Running()
            running.task = asyncio.create_task(self._work_out(key, compute, running))
        waiter = current()
        if waiter:
            waiter.inner = running.progress
        running.waiting += 1
        try:
            return await asyncio.shield(running.task)
        finally:
            running.waiting -= 1
            if waiter:
                waiter.inner = None
            if not running.waiting and not running.task.done():
                running.task.cancel()
                self._forget(key, running)

    async def _work_out(self, key: Hashable, compute: Callable[[], Awaitable[Any]], running: _Running) -> Any:
        running.progress.enter()
        try:
            result = await compute()
            self._keep(key, result)
            return result
        finally:
            self._forget(key, running)

    def _forget(self, key: Hashable, running: _Running) -> None:
        """Let who comes now start anew."""
        if self._running.get(key) is running:
            del self._running[key]

    def _keep(self, key: Hashable, result: Any) -> None:
        size = self._size(result) + len(repr(key))
        if size > self._limit:
            return
        self._results[key] = (result, size)
        self._bytes += size
        while self._bytes > self._limit:
            self._bytes -= self._results.popitem(last=False)[1][1]
