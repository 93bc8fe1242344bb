"""The page through HTTP: where it is, how long it is kept, what it may do, and what is said where it is not built."""

import gzip
import random
import re
import shutil
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import httpx2
import pytest

from parknet.bootstrap import app_of, services_of
from parknet.model.kinds import KINDS
from parknet.services.journal import Journal
from parknet.store.memory import MemoryStore
from parknet.web.page import BUILT
from tests.api.conftest import BASE, NOW, TODAY, TOKEN

INDEX = '<!doctype html>\n<html lang="zh-CN"><script type="module" src="/assets/index-abc.js"></script></html>\n'
SCRIPT = "export const words = '文化产业园区';\n" * 20
ONE_WORD = ("/measures", "/matrix", "/path", "/comparison", "/diff", "/changes", "/lifecycle")
ADDRESSES = ("/", *ONE_WORD, *(f"/{kind.path}/some-id" for kind in KINDS.values()))
FIRST_LOAD = 130_000
"""Bytes of gzipped script that the page may load before it shows anything."""

Serve = Callable[[Path], AbstractAsyncContextManager[httpx2.AsyncClient]]


@pytest.fixture
def serve(pool: ThreadPoolExecutor) -> Serve:
    """A client of the whole server, with the page of a folder."""

    @asynccontextmanager
    async def serving(folder: Path) -> AsyncIterator[httpx2.AsyncClient]:
        journal = Journal(MemoryStore(), lambda: NOW, random.Random(1))
        app = app_of(services_of(journal, pool, 0, lambda: TODAY), TOKEN, built=folder)
        async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url=BASE) as http:
            yield http

    return serving


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A page of one script, one style and a picture, as Vite lays it out; beside it lies what nobody may read."""
    built = tmp_path / "dist"
    (built / "assets").mkdir(parents=True)
    (built / "index.html").write_text(INDEX, "utf-8")
    (built / "assets" / "index-abc.js").write_text(SCRIPT, "utf-8")
    (built / "assets" / "index-abc.css").write_text("body { color: var(--ink) }\n")
    (built / "favicon.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    (tmp_path / "secret.txt").write_text("secret")
    return built


async def test_every_address_of_the_page_answers_with_it(serve: Serve, folder: Path) -> None:
    async with serve(folder) as http:
        for address in ADDRESSES:
            answer = await http.get(address + "?view=table&unknown=1")
            assert (answer.status_code, answer.text) == (200, INDEX), address
            assert answer.headers["content-type"] == "text/html; charset=utf-8"
            assert answer.headers["cache-control"] == "no-cache"
            again = await http.get(address, headers={"if-none-match": answer.headers["etag"]})
            assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", answer.headers["etag"])
            head = await http.head(address)
            assert (head.status_code, head.content, head.headers) == (200, b"", answer.headers)


async def test_the_policy_allows_nothing_but_this_server_and_its_own_templates(serve: Serve, folder: Path) -> None:
    async with serve(folder) as http:
        headers = (await http.get("/")).headers
    policy = dict(part.strip().partition(" ")[::2] for part in headers["content-security-policy"].split(";"))
    assert policy.pop("img-src") == "'self' data: blob:"
    assert (
        policy.pop("require-trusted-types-for") == "'script'" and policy.pop("trusted-types") == "svelte-trusted-html"
    )
    own = {"script-src", "style-src", "connect-src", "font-src"}
    none = {"default-src", "base-uri", "form-action", "frame-ancestors"}
    assert policy == dict.fromkeys(own, "'self'") | dict.fromkeys(none, "'none'")
    assert headers["x-content-type-options"] == "nosniff" and headers["cross-origin-opener-policy"] == "same-origin"


@pytest.mark.parametrize(
    ("query", "accepted", "lang"),
    [
        ("", "", "zh-CN"),
        ("", "zh-TW,en;q=0.5", "zh-CN"),
        ("", "en-GB,zh;q=0.5", "en"),
        ("?lang=en", "zh-CN", "en"),
        ("?lang=zh", "en", "zh-CN"),
    ],
)
async def test_the_page_opens_in_the_language_asked_for(
    serve: Serve, folder: Path, query: str, accepted: str, lang: str
) -> None:
    async with serve(folder) as http:
        answer = await http.get(f"/{query}", headers={"accept-language": accepted})
        other = await http.get("/?lang=en" if lang == "zh-CN" else "/?lang=zh")
    assert f'<html lang="{lang}">' in answer.text
    assert "Accept-Language" in answer.headers["vary"] and answer.headers["etag"] != other.headers["etag"]


@pytest.mark.parametrize(
    ("path", "media", "caching"),
    [
        ("/assets/index-abc.js", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable"),
        ("/assets/index-abc.css", "text/css; charset=utf-8", "public, max-age=31536000, immutable"),
        ("/favicon.svg", "image/svg+xml", "no-cache"),
    ],
)
async def test_a_file_says_what_it_is_and_how_long_it_may_be_kept(
    serve: Serve, folder: Path, path: str, media: str, caching: str
) -> None:
    async with serve(folder) as http:
        answer = await http.get(path)
        assert (answer.status_code, answer.content) == (200, (folder / path[1:]).read_bytes())
        assert (answer.headers["content-type"], answer.headers["cache-control"]) == (media, caching)
        again = await http.get(path, headers={"if-none-match": answer.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert (await http.post(path)).status_code == 405


@pytest.mark.parametrize("path", ["/", "/assets/index-abc.js"])
async def test_what_is_sent_is_gzipped_for_those_who_take_it(serve: Serve, folder: Path, path: str) -> None:
    async with serve(folder) as http:
        plain = await http.get(path, headers={"accept-encoding": "br"})
        small = await http.get(path, headers={"accept-encoding": "gzip"})
        async with http.stream("GET", path, headers={"accept-encoding": "gzip"}) as raw:
            sent = b"".join([chunk async for chunk in raw.aiter_raw()])
    assert "content-encoding" not in plain.headers and small.headers["content-encoding"] == "gzip"
    assert gzip.decompress(sent) == small.content == plain.content
    assert int(small.headers["content-length"]) == len(sent)
    assert "Accept-Encoding" in plain.headers["vary"] and "Accept-Encoding" in small.headers["vary"]


@pytest.mark.parametrize(
    "path",
    [
        "/assets/",
        "/assets/index-none.js",
        "/assets/../../secret.txt",
        "/assets/%2e%2e/%2e%2e/secret.txt",
        "/assets/..%2f..%2fsecret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/assets//index-abc.js",
        "/index.html",
        "/parks",
        "/parks/a/b",
        "/measures/all",
        "/secret.txt",
        "/api/v1/none",
    ],
)
async def test_every_other_address_is_not_found(serve: Serve, folder: Path, path: str) -> None:
    async with serve(folder) as http:
        answer = await http.send(http.build_request("GET", httpx2.URL(BASE, raw_path=path.encode())))
    assert answer.status_code == 404 and answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "not-found"


async def test_a_page_is_read_once(serve: Serve, folder: Path) -> None:
    async with serve(folder) as http:
        shutil.rmtree(folder)
        assert (await http.get("/")).text == INDEX and (await http.get("/assets/index-abc.js")).text == SCRIPT


async def test_a_page_that_is_not_built_says_so_and_the_rest_works(serve: Serve, tmp_path: Path) -> None:
    async with serve(tmp_path) as http:
        for address in ADDRESSES:
            answer = await http.get(address)
            assert answer.status_code == 503 and answer.headers["cache-control"] == "no-store"
            assert re.fullmatch(r"[^\n]*make serve[^\n]*。\n[^\n]*make serve[^\n]*\.\n", answer.text)
            assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert (await http.get("/livez")).status_code == 200
        assert (await http.get("/assets/index-abc.js")).status_code == 404


async def test_the_page_as_built_keeps_its_own_policy_and_is_small(serve: Serve) -> None:
    assert (BUILT / "index.html").is_file(), "the page is not built: make serve builds it"
    async with serve(BUILT) as http:
        html = (await http.get("/?lang=en", headers={"accept-encoding": "gzip"})).text
        assert html.count('<html lang="en">') == 1
        assert re.findall(r"<script(?![^>]*\ssrc=\"/assets/)[^>]*>|<style|\sstyle=|\son\w+=", html) == []
        needed = re.findall(r'(?:src|href)="(/[^"]+)"', html)
        answers = {path: await http.get(path, headers={"accept-encoding": "gzip"}) for path in needed}
    assert {answer.status_code for answer in answers.values()} == {200}
    scripts = {path: int(answer.headers["content-length"]) for path, answer in answers.items() if path.endswith(".js")}
    assert scripts and sum(scripts.values()) <= FIRST_LOAD, scripts
    assert list(BUILT.rglob("*.map")) == []
