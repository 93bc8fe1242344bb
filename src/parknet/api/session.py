"""Routes for the page's session: the token once, then a cookie that scripts cannot read."""

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from parknet.api.operation import Operation
from parknet.api.security import COOKIE, SESSION_SECONDS, Asking, Sessions

routes = APIRouter(tags=["Session"], route_class=Operation)


class TokenBody(BaseModel):
    """The token that the first start wrote into the data folder."""

    model_config = ConfigDict(extra="forbid")

    token: str = Field(min_length=1, max_length=200)


@routes.post("/session", operation_id="open_session", status_code=204, response_class=Response)
async def open_session(request: Request, body: TokenBody) -> Response:
    """Open a session: answers with an HttpOnly, SameSite=Strict cookie."""
    sessions: Sessions = request.app.state.sessions
    session = sessions.open(body.token)
    answer = Response(status_code=204)
    secure = request.url.scheme == "https"
    answer.set_cookie(COOKIE, session, max_age=SESSION_SECONDS, httponly=True, samesite="strict", secure=secure)
    return answer


@routes.delete("/session", operation_id="close_session", status_code=204, response_class=Response)
async def close_session(request: Request, actor: Asking) -> Response:
    """End the session that the cookie names."""
    sessions: Sessions = request.app.state.sessions
    sessions.close(request.cookies.get(COOKIE, ""))
    answer = Response(status_code=204)
    answer.delete_cookie(COOKIE)
    return answer
