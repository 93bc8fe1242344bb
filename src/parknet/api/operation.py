"""What every operation asks before it works: who sends it, how much, and whether it has these query parameters."""

from collections.abc import Callable, Coroutine
from typing import Any, get_origin

from fastapi import Request
from fastapi.responses import Response
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive

from parknet.api.security import SAFE, actor
from parknet.errors import Problem, Refused, Sentence
from parknet.services.access import require

OPEN = ("open_session", "close_session")
"""Operations that anybody may ask for though they change something; all others are for the token's holder."""
ONCE = Sentence("Give it once.", "请只写一次。")
LARGEST_OPEN = 2**20
LARGEST = 20 * 2**20
"""Bytes of a body, from anybody and from the token's holder."""


class Operation(APIRoute):
    """A route that refuses writers without the token, and parameters it does not have, before the body is read."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler with these questions before it."""
        handle = super().get_route_handler()
        once, often = _parameters(self)

        async def checked(request: Request) -> Response:
            largest = LARGEST_OPEN
            if request.method not in SAFE and self.operation_id not in OPEN:
                require(await actor(request), "write")
                largest = LARGEST
            _check_query(request, once, often)
            return await handle(Request(request.scope, _limited(request.receive, largest)))

        return checked


def _parameters(route: APIRoute) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of the query parameters that stand at most once, and of those that may be repeated."""
    asking = (route.dependant, *route.dependant.dependencies)
    fields = [field for dependant in asking for field in dependant.query_params]
    lists = tuple(field.alias for field in fields if get_origin(field.field_info.annotation) is list)
    extra = tuple(parameter["name"] for parameter in (route.openapi_extra or {}).get("parameters", ()))
    return (*(field.alias for field in fields if field.alias not in lists), "lang"), (*extra, *lists)


def _check_query(request: Request, once: tuple[str, ...], often: tuple[str, ...]) -> None:
    problems = []
    for name in request.query_params:
        values = request.query_params.getlist(name)
        if name not in once and name not in often:
            cause, known = Sentence("There is no such parameter here.", "这里没有这个参数。"), (*often, *once)
            remedy = Sentence(f"Use {', '.join(known)}.", f"请选用：{'、'.join(known)}。")
            problems.append(Problem("query", name[:60], values[-1][:200], cause, remedy))
        elif len(values) > 1 and name in once:
            shown = ", ".join(values)[:200]
            cause = Sentence("The parameter is given more than once.", "这个参数写了不止一次。")
            problems.append(Problem("query", name, shown, cause, ONCE))
    if problems:
        raise Refused(problems)


def _limited(receive: Receive, largest: int) -> Receive:
    """`receive` that raises 413 when more bytes come than that."""
    read = 0

    async def counted() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > largest:
            raise HTTPException(413)
        return message

    return counted
