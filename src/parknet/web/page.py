"""Routes of the page: its one HTML file at every address that it knows, and its assets under their names."""

from collections.abc import Awaitable, Callable
from hashlib import sha256
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from parknet.model.kinds import KINDS
from parknet.services.packed import Packed, has_already, takes_gzip

BUILT = Path(__file__).parent / "dist"
OF_ONE_WORD = ("/measures", "/matrix", "/path", "/comparison", "/diff", "/changes", "/lifecycle")
ADDRESSES = ("/", *OF_ONE_WORD, *(f"/{kind.path}/{{id}}" for kind in KINDS.values()))
"""Where the page is; its own script reads the rest from the address."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    # No text becomes markup or script but through Svelte's own templates.
    "require-trusted-types-for 'script'; trusted-types svelte-trusted-html"
)
LANGUAGES = {"zh": b'<html lang="zh-CN">', "en": b'<html lang="en">'}
MISSING = (
    "页面尚未构建：请在源码目录运行 make serve，或安装自带页面的 wheel。\n"
    "The page is not built: run make serve in the checkout, or install a wheel, which carries it.\n"
)

_MEDIA = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}

Endpoint = Callable[[Request], Awaitable[Response]]


def routes(folder: Path = BUILT) -> list[Route]:
    """The routes of the page built in a folder: one per file, each read here and never again.

    Where none is built, the page's addresses answer 503 and say how to get one.
    """
    index = folder / "index.html"
    if not index.is_file():
        return [Route(address, _missing) for address in ADDRESSES]
    page = _page(index.read_bytes())
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path != index)
    named = [Route(f"/{path.relative_to(folder).as_posix()}", _file(folder, path)) for path in files]
    return [*(Route(address, page) for address in ADDRESSES), *named]


async def _missing(request: Request) -> Response:
    return PlainTextResponse(MISSING, 503, {"Cache-Control": "no-store"})


def _page(html: bytes) -> Endpoint:
    """The HTML, opened in the language asked for."""
    headers = {"Cache-Control": "no-cache", "Content-Security-Policy": POLICY}
    vary = "Accept-Encoding, Accept-Language"
    made = {
        lang: _answering(html.replace(LANGUAGES["zh"], tag, 1), "text/html; charset=utf-8", headers, vary)
        for lang, tag in LANGUAGES.items()
    }

    async def page(request: Request) -> Response:
        return await made[_language(request)](request)

    return page


def _file(folder: Path, path: Path) -> Endpoint:
    """A file; what stands under assets/ has the hash of its content in its name."""
    lasting = path.parent == folder / "assets"
    caching = "public, max-age=31536000, immutable" if lasting else "no-cache"
    media = _MEDIA.get(path.suffix, "application/octet-stream")
    return _answering(path.read_bytes(), media, {"Cache-Control": caching}, "Accept-Encoding")


def _answering(body: bytes, media: str, headers: dict[str, str], vary: str) -> Endpoint:
    """An endpoint that answers with a body, gzipped for who takes it, or with 304."""
    packed, etag = Packed.of(body), f'W/"{sha256(body).hexdigest()[:24]}"'
    fixed = headers | {"ETag": etag, "Vary": vary}

    async def answer(request: Request) -> Response:
        if has_already(request.headers.get("if-none-match", ""), etag):
            return Response(status_code=304, headers=fixed)
        if takes_gzip(request.headers.get("accept-encoding", "")):
            return Response(packed.gzipped, headers=fixed | {"Content-Encoding": "gzip"}, media_type=media)
        return Response(packed.plain, headers=fixed, media_type=media)

    return answer


def _language(request: Request) -> str:
    """zh or en: by `lang` where it is one of them, else by Accept-Language, else zh."""
    asked = request.query_params.get("lang", "")
    if asked in LANGUAGES:
        return asked
    return "zh" if (request.headers.get("accept-language") or "zh").lower().startswith("zh") else "en"
