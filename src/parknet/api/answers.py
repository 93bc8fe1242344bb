"""What answers look like: meta and data, ETags, 304, and texts encoded once."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Generic, TypeVar

from fastapi import Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from parknet import __version__
from parknet.analytics.measures import set_backends
from parknet.api import streams
from parknet.api.state import Services
from parknet.model.snapshot import Snapshot
from parknet.model.text import canonical, sha256
from parknet.services.packed import Packed, has_already, takes_gzip

T = TypeVar("T")

LICENCE = "Facts with their sources; see each record's citations. Program: Apache-2.0."
JSON = "application/json"


class Meta(BaseModel):
    """What an answer rests on."""

    synthetic: bool = Field(description="whether the data is synthetic, not real")
    licence: str
    revision: int | None = Field(None, description="number of the last batch in this store")
    digest: str | None = Field(None, description="SHA-256 over all records: equal wherever the records are equal")
    version: int | None = Field(None, description="of a record: the revision that last wrote it")
    lens: str | None = Field(None, description="canonical text of the resolved lens")
    coverage: list[dict[str, Any]] | None = Field(None, description="by programme: known against expected")
    total: int | None = Field(None, description="of a list: its length before paging")
    next: str | None = Field(None, description="of a list: the value of after for the next page")


class Answer(BaseModel, Generic[T]):
    """Every answer that is not an error."""

    meta: Meta
    data: T


def meta_of(snapshot: Snapshot, **more: Any) -> dict[str, Any]:
    """The meta of an answer computed from a snapshot; what is None is left out."""
    fields = {
        "synthetic": snapshot.synthetic,
        "licence": LICENCE,
        "revision": snapshot.revision,
        "digest": snapshot.digest,
    }
    return fields | {name: value for name, value in more.items() if value is not None}


def weak_etag(snapshot: Snapshot, *parts: str) -> str:
    """Of a derived answer: revision, digest, program version, backends of NetworkX and what else it depends on."""
    every = [str(snapshot.revision), snapshot.digest, __version__, *set_backends(), *parts]
    return f'W/"{sha256("|".join(every))[:24]}"'


def record_etag(version: int, text: str) -> str:
    """Strong ETag of one stored record: its version and the digest of its text."""
    return f'"{version}-{sha256(text)[:16]}"'


def unchanged(request: Request, etag: str) -> bool:
    """Whether the client has this already (weak comparison)."""
    return has_already(request.headers.get("if-none-match", ""), etag)


def encoded(meta: dict[str, Any], data: str) -> str:
    """The text of an answer from its meta and the JSON text of its data."""
    return f'{{"meta":{canonical(meta)},"data":{data}}}'


def answer(request: Request, body: str | bytes, etag: str, media: str = JSON, **headers: str) -> Response:
    """A 200 with its ETag, or a 304 without a body."""
    fixed = {"ETag": etag, "Cache-Control": "no-cache", **headers}
    if unchanged(request, etag):
        return Response(status_code=304, headers=fixed)
    return Response(body, headers=fixed, media_type=media)


def _bytes(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text


async def derived(
    request: Request,
    serving: Services,
    etag: str,
    text: Callable[..., str | bytes],
    *needs: Callable[[], Awaitable[Any]],
    media: str = JSON,
    **headers: str,
) -> Response:
    """A derived answer: a 304 before anything is computed, else its text, worked out in the pool and kept by its ETag.

    `text` is called with what `needs` give. What is wrong with the request has to be refused before. Who asks for
    `text/event-stream` is told how far it is; the work ends when the client goes and nobody else waits for it.
    """
    fixed = {"Vary": "Accept-Encoding" if media != JSON else "Accept, Accept-Encoding", **headers}
    if unchanged(request, etag):
        return answer(request, b"", etag, media, **fixed)

    async def pack() -> Packed:
        given = [await need() for need in needs]
        return await serving.analysis.run(lambda: Packed.of(_bytes(text(*given))))

    work = partial(serving.analysis.of, ("body", etag), pack)
    if media == JSON and streams.asked(request):
        return streams.stream(request, work)
    packed = await streams.while_there(request, work())
    if packed is None:
        return Response(status_code=streams.CLIENT_GONE)
    if takes_gzip(request.headers.get("accept-encoding", "")):
        return answer(request, packed.gzipped, etag, media, **fixed, **{"Content-Encoding": "gzip"})
    return answer(request, packed.plain, etag, media, **fixed)
