"""Who is asking, for whom the server answers, and the headers that keep pages safe."""

import hmac
import re
import secrets
import time
from collections.abc import Iterable
from typing import Annotated

from fastapi import Depends, FastAPI, Request
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from parknet.api.problems import problem, unforeseen
from parknet.errors import CrossSite, Denied, Sentence
from parknet.model.text import sha256
from parknet.services.access import PUBLIC, Actor

COOKIE = "parknet"
WRONG_TOKEN = Sentence("The token is not the one in the data folder.", "令牌与数据文件夹中的不同。")
SESSION_SECONDS = 12 * 3600
SAFE = ("GET", "HEAD", "OPTIONS")
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Sessions:
    """The token of this data folder, and the sessions opened with it; forgotten when the process ends."""

    def __init__(self, token: str) -> None:
        self._token = token
        self._ends: dict[str, float] = {}

    def open(self, token: str) -> str:
        """A new session for the token's holder; raises Denied for another token."""
        if not self.is_token(token):
            raise Denied(WRONG_TOKEN)
        now = time.monotonic()
        self._ends = {key: end for key, end in self._ends.items() if end > now}
        session = secrets.token_urlsafe(32)
        self._ends[sha256(session)] = now + SESSION_SECONDS
        return session

    def close(self, session: str) -> None:
        """End a session; unknown ones are ignored."""
        self._ends.pop(sha256(session), None)

    def is_token(self, token: str) -> bool:
        """Whether it is the token, compared in constant time."""
        return bool(self._token) and hmac.compare_digest(token.encode(), self._token.encode())

    def is_open(self, session: str) -> bool:
        """Whether the session was opened here and has not ended."""
        return self._ends.get(sha256(session), 0.0) > time.monotonic()


async def actor(request: Request) -> Actor:
    """Who is asking: the token's holder by bearer token or session, else the public."""
    sessions: Sessions = request.app.state.sessions
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme:
        if scheme.lower() != "bearer" or not sessions.is_token(token.strip()):
            raise Denied(WRONG_TOKEN)
        return Actor("token holder", holder=True)
    session = request.cookies.get(COOKIE, "")
    if not session or not sessions.is_open(session):
        return PUBLIC
    if request.method not in SAFE and request.headers.get("sec-fetch-site") != "same-origin":
        raise CrossSite(
            Sentence(
                "Writing with a session works only from this server's own page.", "使用会话的写操作只能来自本站页面。"
            )
        )
    return Actor("token holder", holder=True)


Asking = Annotated[Actor, Depends(actor)]


class Gate:
    """ASGI middleware: refuses foreign Host headers, answers HEAD as GET without its body, adds the safety headers.

    What nobody foresaw becomes a problem here, too, so that it has those headers; it is raised on, into the log.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self._app = app
        self._hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 421."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        head, started = scope["method"] == "HEAD", False

        async def guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send({**message, "body": b""} if head and message["type"] == "http.response.body" else message)

        scope = {**scope, "method": "GET"} if head else scope
        request = Request(scope)
        if hostname(request.headers.get("host", "")) not in self._hosts:
            detail = Sentence(
                "The Host header does not name this server; add the name to PARKNET_HOSTS if it should.",
                "请求的 Host 不是本服务的名称；如应当是，请把它加入 PARKNET_HOSTS。",
            )
            await problem(request, "misdirected", detail)(scope, receive, guarded)
            return
        try:
            await self._app(scope, receive, guarded)
        except Exception:
            if not started:
                await unforeseen(request)(scope, receive, guarded)
            raise


def hostname(host: str) -> str:
    """The name in a Host header, without its port; empty when it is not a name and at most a port."""
    found = re.fullmatch(r"(\[[0-9a-f:.]+\]|[^:\[\]]+)(:\d*)?", host.lower())
    return found[1] if found else ""


def install(app: FastAPI, token: str, hosts: Iterable[str]) -> None:
    """Put the gate in front of the app, and the token behind its writes."""
    app.state.sessions = Sessions(token)
    own = {"localhost", "127.0.0.1", "[::1]"}
    app.add_middleware(Gate, hosts=own | {name.strip().lower() for name in hosts if name.strip()})
