"""The web server around the app: it tells when it listens, and leaves the signals to the event loop."""

import asyncio
import contextlib
import signal
import socket
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

import uvicorn
from fastapi import FastAPI

GRACE_SECONDS = 5
"""How long answers under way may take when the server is told to end."""


class _Server(uvicorn.Server):
    """uvicorn that tells when it has started, and leaves the signals to us: it would raise them again too early."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._started = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, then tell."""
        await super().startup(sockets)
        if self.started:
            self._started()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are handled by the event loop, so that the database is closed before the process ends."""
        yield


async def serve(
    app: FastAPI, taken: socket.socket, started: Callable[[], None], beside: Coroutine[Any, Any, None]
) -> None:
    """Serve on a socket until SIGINT or SIGTERM, or until the work `beside` it ends, whose error is raised."""
    config = uvicorn.Config(app, log_level="warning", server_header=False, timeout_graceful_shutdown=GRACE_SECONDS)
    server = _Server(config, started)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, server.handle_exit, number, None)
    working = asyncio.create_task(beside)
    working.add_done_callback(lambda _: server.handle_exit(signal.SIGTERM, None))  # better away than stale
    try:
        await server.serve([taken])
    finally:
        working.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await working
