"""Answers that take long: work that ends when the client goes, and events that tell how far it is."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from typing import Any, TypeVar

from fastapi import Request
from fastapi.responses import Response, StreamingResponse

from parknet.analytics.progress import Progress
from parknet.api.problems import answered, unforeseen
from parknet.errors import ParknetError
from parknet.services.packed import Packed

T = TypeVar("T")

EVENTS = "text/event-stream"
CLIENT_GONE = 499
"""The status in the log of an answer that nobody waits for any more."""
TELL_SECONDS = 0.2
"""How often progress is told."""

STREAMED: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {EVENTS: {"schema": {"type": "string"}}},
        "description": "The answer; as text/event-stream: events progress (done, of), then one answer or problem.",
    }
}
"""What the contract says of a route that may be asked for as events."""


def asked(request: Request) -> bool:
    """Whether the client wants events."""
    return EVENTS in request.headers.get("accept", "")


async def while_there(request: Request, work: Coroutine[Any, Any, T]) -> T | None:
    """What the work gives; it is ended, and None given, when the client goes."""
    task, gone = asyncio.create_task(work), asyncio.create_task(_gone(request))
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        return task.result() if task.done() else gone.result()
    finally:
        task.cancel()
        gone.cancel()


async def _gone(request: Request) -> None:
    """Return when the client has gone."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def stream(request: Request, work: Callable[[], Awaitable[Packed]]) -> Response:
    """Events: how far the work is, and at last its answer, or the problem that there is."""
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_events(request, work), media_type=EVENTS, headers=headers)


async def _events(request: Request, work: Callable[[], Awaitable[Packed]]) -> AsyncIterator[bytes]:
    progress, said = Progress(), None

    async def working() -> Packed:
        progress.enter()
        return await work()

    task, gone = asyncio.create_task(working()), asyncio.create_task(_gone(request))
    try:
        while not task.done() and not gone.done():
            await asyncio.wait({task, gone}, timeout=TELL_SECONDS, return_when=asyncio.FIRST_COMPLETED)
            if (now := progress.read()) and now != said:
                said = now
                yield _event("progress", json.dumps({"done": now[0], "of": now[1]}).encode())
        if task.done():
            try:
                yield await _last(request, task)
            except Exception:
                yield _event("problem", bytes(unforeseen(request).body))
                raise  # into the log
    finally:
        task.cancel()
        gone.cancel()


async def _last(request: Request, task: asyncio.Task[Packed]) -> bytes:
    try:
        return _event("answer", task.result().plain)
    except ParknetError as error:
        return _event("problem", bytes((await answered(request, error)).body))


def _event(name: str, data: bytes) -> bytes:
    """One event; JSON text of ours has no line ends."""
    return b"event: " + name.encode() + b"\ndata: " + data + b"\n\n"
