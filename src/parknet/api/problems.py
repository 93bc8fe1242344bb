"""Every error as problem+json (RFC 9457), in one shape and in the language asked for."""

import json
import reprlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.routing import Match

from parknet import errors
from parknet.errors import Problem, Sentence
from parknet.model.unfit import unfit


class ErrorBody(BaseModel):
    """One thing that is wrong: where, which value, why, and what to do."""

    place: str = Field(description="a path that begins with body, query, path or header; edits count from 0 as sent")
    value: str
    cause: str
    remedy: str


class ProblemBody(BaseModel):
    """The body of every answer that is an error."""

    type: str
    code: str
    title: str
    detail: str
    status: int
    errors: list[ErrorBody]


@dataclass(frozen=True, slots=True)
class _Row:
    status: int
    zh: str
    en: str


ROWS: dict[str, _Row] = {
    "invalid": _Row(422, "请求有误", "The request is not valid"),
    "refused": _Row(422, "内容未被接受", "The input was refused"),
    "stale": _Row(412, "记录已被更新", "The record has changed"),
    "key-reused": _Row(422, "幂等键已被使用", "The key was used before"),
    "not-found": _Row(404, "未找到", "Not found"),
    "gone": _Row(410, "记录已撤回", "The record was retracted"),
    "unauthorized": _Row(401, "需要令牌", "A token is needed"),
    "cross-site": _Row(403, "跨站请求被拒绝", "Cross-site request refused"),
    "method": _Row(405, "方法不允许", "Method not allowed"),
    "too-large": _Row(413, "请求过大", "The request is too large"),
    "misdirected": _Row(421, "主机名不符", "Not addressed to this server"),
    "busy": _Row(503, "写入繁忙", "Too many writers"),
    "store": _Row(503, "数据库暂不可用", "The database is not available"),
    "store-full": _Row(507, "存储空间不足", "No room to write"),
    "store-broken": _Row(503, "数据库无法使用", "The database cannot be used"),
    "internal": _Row(500, "内部错误", "Internal error"),
}
"""Status and words of each code, the one place that knows which error is which HTTP status."""

_ZH_DETAILS = {
    "busy": "其他写入抢先完成，请稍后重试。",
    "store": "数据库没有应答，请稍后重试。",
    "store-broken": "数据库拒绝访问或内容有误，重试无济于事，请联系管理员。",
    "internal": "服务内部出错，请查看服务日志。",
}
"""What is said in zh of errors that come with an English sentence alone."""

_CODES: tuple[tuple[type[errors.ParknetError], str], ...] = (
    (errors.Stale, "stale"),
    (errors.Refused, "refused"),
    (errors.Gone, "gone"),
    (errors.NotFound, "not-found"),
    (errors.CrossSite, "cross-site"),
    (errors.Denied, "unauthorized"),
    (errors.KeyReused, "key-reused"),
    (errors.Behind, "busy"),
    (errors.StoreUnavailable, "store"),
    (errors.StoreFull, "store-full"),
    (errors.EngineMissing, "store-broken"),
    (errors.EngineDamaged, "store-broken"),
    (errors.EngineError, "store"),  # it is started again
    (errors.StoreError, "store-broken"),
    (errors.ParknetError, "internal"),
)
NOTHING_WRITTEN = "未写入任何内容。"
KEEP_KEY = "重试写入时请使用同一幂等键。"
SECRET = "/session"
"""The end of the address whose requests hold a token: no value of theirs is repeated."""


def language(request: Request) -> str:
    """zh or en: by `lang` where it is one of them, else by Accept-Language, else en."""
    for asked in (request.query_params.get("lang", ""), request.headers.get("accept-language", "")):
        if asked.lower().startswith(("zh", "en")):
            return asked[:2].lower()
    return "en"


def problem(
    request: Request,
    code: str,
    detail: Sentence,
    problems: Sequence[Problem] = (),
    headers: dict[str, str] | None = None,
) -> Response:
    """The answer for a code, in the language asked for."""
    row, lang = ROWS[code], language(request)
    body = {
        "type": f"urn:parknet:problem:{code}",
        "code": code,
        "title": row.zh if lang == "zh" else row.en,
        "detail": detail.of(lang) + (_of_writing(request, code) if lang == "zh" else ""),
        "status": row.status,
        "errors": [
            {"place": p.place, "value": p.value, "cause": p.cause.of(lang), "remedy": p.remedy.of(lang)}
            for p in problems
        ],
    }
    # Browsers keep a 410 for good unless they are told not to: a record that is restored would stay gone.
    fixed = {"Vary": "Accept-Language", "Cache-Control": "no-store"}
    content = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")  # a value may hold lone surrogates
    return Response(content, row.status, fixed | (headers or {}), "application/problem+json")


def _of_writing(request: Request, code: str) -> str:
    """What the zh sentence adds where something was to be written; the English one comes with the error."""
    if request.method == "GET":
        return ""
    return {"refused": NOTHING_WRITTEN, "invalid": NOTHING_WRITTEN, "store": KEEP_KEY}.get(code, "")


def code_of(error: errors.ParknetError) -> str:
    """The code of an error of ours."""
    return next(code for kind, code in _CODES if isinstance(error, kind))


async def answered(request: Request, error: Exception) -> Response:
    """The answer to an error of ours."""
    assert isinstance(error, errors.ParknetError)
    code = code_of(error)
    if isinstance(error, errors.Refused):
        error = type(error)([_without_secret(request, _placed(request, found)) for found in error.problems])
    found = error.problems if isinstance(error, errors.Refused) else ()
    headers = {
        "unauthorized": {"WWW-Authenticate": "Bearer"},
        "store": {"Retry-After": "2"},
        "busy": {"Retry-After": "1"},
    }
    detail = error.sentence or Sentence(str(error), _ZH_DETAILS.get(code, ROWS[code].zh))
    return problem(request, code, detail, found, headers.get(code))


def _placed(request: Request, found: Problem) -> Problem:
    """The problem with its place in the request: in the query of who reads, in the body of who writes."""
    part = "query" if request.method == "GET" or found.code == "query" else "body"
    return replace(found, place=f"{part}/{found.place}")


def _without_secret(request: Request, found: Problem) -> Problem:
    """The problem without its value where that may be a token."""
    return replace(found, value="") if request.url.path.endswith(SECRET) else found


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    found = [_without_secret(request, _problem(detail)) for detail in error.errors()]
    return problem(request, "invalid", errors.first_of(found), found)


def _problem(detail: Mapping[str, Any]) -> Problem:
    """A problem from one of the framework's error details."""
    place, value = "/".join(str(part) for part in detail["loc"]), detail.get("input")
    if isinstance(value, bytes):  # a body that was not read
        cause = Sentence("The Content-Type is not application/json.", "Content-Type 不是 application/json。")
        remedy = Sentence(
            "Send JSON in UTF-8 with Content-Type: application/json.",
            "请以 UTF-8 编码的 JSON 发送，并注明 Content-Type: application/json。",
        )
        return Problem("invalid", place, "", cause, remedy)
    return Problem("invalid", place, _shown(value), *unfit(detail))


def _shown(value: object) -> str:
    """A value in a few words, however deep it is nested; nothing where there is none."""
    return "" if value is None else (value if isinstance(value, str) else reprlib.repr(value))[:200]


async def _http(request: Request, error: Exception) -> Response:
    """What the framework refuses by itself."""
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        detail = Sentence(
            "There is nothing at this address; see /api/v1/openapi.json.",
            "这个地址没有内容，请查看 /api/v1/openapi.json。",
        )
        return problem(request, "not-found", detail)
    if error.status_code == 405:
        allowed = ", ".join(_methods(request))
        detail = Sentence(
            f"This address does not take {request.method}; it takes {allowed}.",
            f"这个地址不支持 {request.method}，只支持 {allowed}。",
        )
        return problem(request, "method", detail, headers={"Allow": allowed})
    if error.status_code == 413:
        detail = Sentence("The body is too large; send less at once.", "请求内容过大，请减少后重试。")
        return problem(request, "too-large", detail)
    cause = Sentence("It cannot be read as JSON in UTF-8.", "无法按 UTF-8 编码的 JSON 读取。")
    remedy = Sentence("Send JSON in UTF-8.", "请发送 UTF-8 编码的 JSON。")
    body = Problem("invalid", "body", "", cause, remedy)
    return problem(request, "invalid", body.sentence, [body])


def _methods(request: Request) -> list[str]:
    """The methods that the address takes."""
    scopes = {method: {**request.scope, "method": method} for method in ("GET", "POST", "DELETE")}
    found = [m for m, s in scopes.items() if any(r.matches(s)[0] is Match.FULL for r in request.app.routes)]
    return ["GET", "HEAD", *found[1:]] if "GET" in found else found


def unforeseen(request: Request) -> Response:
    """The answer to an error that nobody foresaw."""
    detail = Sentence(
        "Something went wrong inside; the server's log has the details.", "服务内部出错，详情见服务日志。"
    )
    return problem(request, "internal", detail)


def install(app: FastAPI) -> None:
    """Make every error of the app answer in this shape; what nobody foresaw is answered in `security.Gate`."""
    app.add_exception_handler(errors.ParknetError, answered)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
