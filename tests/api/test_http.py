"""How the API speaks HTTP: who may send what, what is refused, HEAD, 304, compression, and what runs where."""

import gzip
import random
import threading
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import httpx2
import pytest

from parknet.api import changes, network, programmes, proposals
from parknet.api.operation import LARGEST, LARGEST_OPEN
from parknet.model import snapshot
from parknet.model.batch import Batch, Edit, Proposal
from parknet.services.access import Actor
from parknet.services.cache import Cache
from parknet.services.journal import Journal
from parknet.store.memory import MemoryStore
from tests.api.conftest import BASE, NOW, TOKEN, Api, serving

HOLDER = {"authorization": f"Bearer {TOKEN}"}
JSON = {"content-type": "application/json"}
DERIVED = (
    "/meta",
    "/network",
    "/network/measures",
    "/network/significance",
    "/network/ranks",
    "/network/comparison",
    "/exports/ties.csv",
    "/parks/park-anhe/suggestions",
    "/programmes/programme-handinhand/coverage",
    "/programmes/programme-handinhand/eligibility",
    "/parks/park-anhe/eligibility",
    "/changes",
    "/map.html",
)


class CountingPool(ThreadPoolExecutor):
    """A pool that counts what it is given."""

    given = 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.given += 1
        return super().submit(fn, *args, **kwargs)


def edit(after: Any) -> dict[str, Any]:
    return {"edits": [{"id": "source-a", "after": after, "version": 0}]}


def nested(levels: int) -> list[Any]:
    return [nested(levels - 1)] if levels else []


@pytest.mark.parametrize(
    ("after", "words"),
    [
        ('{"name_zh": "\\ud800"}', "surrogates"),
        ('{"name_zh": "x", "\\ud800": 1}', "surrogates"),
        ('{"name_zh": NaN}', "finite"),
        ('{"name_zh": 1e999}', "finite"),
        (f'{{"name_zh": {nested(9)}}}', "8 levels"),
        (f'{{"name_zh": {nested(800)}}}', "8 levels"),
    ],
)
async def test_what_no_record_can_hold_is_refused_by_its_place(api: Api, after: str, words: str) -> None:
    body = f'{{"edits": [{{"id": "source-a", "after": {after}}}]}}'
    answer = await api.http.post("/api/v1/changes", content=body, headers=HOLDER | JSON)
    (error,) = answer.json()["errors"]
    assert answer.status_code == 422 and error["place"] == "body/edits/0/after" and words in error["cause"]


async def test_a_body_that_is_not_utf8_is_explained(api: Api) -> None:
    answer = await api.http.post("/api/v1/changes", content=b'{"edits":"\xff"}', headers=HOLDER | JSON)
    assert answer.status_code == 422 and [e["place"] for e in answer.json()["errors"]] == ["body"]


async def test_a_key_is_plain_text(api: Api) -> None:
    headers = {name.encode(): value.encode() for name, value in (HOLDER | {"idempotency-key": "é"}).items()}
    answer = await api.http.post("/api/v1/changes", json=edit({"name_zh": "x"}), headers=headers)
    assert answer.status_code == 422 and answer.json()["errors"][0]["place"] == "header/idempotency-key"


@pytest.mark.parametrize("headers", [{}, {"authorization": "Bearer wrong"}])
async def test_without_the_token_no_body_is_read(api: Api, headers: dict[str, str]) -> None:
    read = []

    async def body() -> AsyncIterator[bytes]:
        read.append(1)
        yield b"{"

    answer = await api.http.post("/api/v1/changes?colour=red", content=body(), headers=headers | JSON)
    assert (answer.status_code, answer.json()["code"], read) == (401, "unauthorized", [])


@pytest.mark.parametrize(("path", "most"), [("/changes", LARGEST), ("/session", LARGEST_OPEN)])
async def test_a_body_has_a_largest_size(api: Api, path: str, most: int) -> None:
    for size, status in ((most, 422), (most + 1, 413)):
        answer = await api.http.post(f"/api/v1{path}", content=b'"' + b"x" * (size - 2) + b'"', headers=HOLDER | JSON)
        assert answer.status_code == status and answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", [*DERIVED, "/parks", "/parks/park-anhe", "/parks/park-none", "/livez", "/nothing"])
async def test_head_is_get_without_the_body(twelve: Api, path: str) -> None:
    get, head = await twelve.send("GET", path), await twelve.send("HEAD", path)
    assert (head.status_code, head.content) == (get.status_code, b"")
    assert head.headers == get.headers


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PATCH", "/changes", "GET, HEAD, POST"),
        ("GET", "/session", "POST, DELETE"),
        ("DELETE", "/parks/park-a", "GET, HEAD"),
        ("POST", "/livez", "GET, HEAD"),
    ],
)
async def test_405_names_what_is_allowed(api: Api, method: str, path: str, allowed: str) -> None:
    answer = await api.send(method, path)
    assert (answer.status_code, answer.headers["allow"]) == (405, allowed)
    assert allowed in answer.json()["detail"]


async def test_no_operation_ignores_a_parameter(twelve: Api) -> None:
    for template, path in twelve.document["paths"].items():
        for method, operation in path.items():
            url = template.replace("{id}", "park-anhe").replace("{format}", "json")
            known = [p["name"] for p in operation["parameters"] if p["in"] == "query"]
            once = set(known) & {"q", "sort", "after", "limit", "dry_run", "lang"}
            once -= {"after"} if url.endswith("network") else set()
            for query in ("bogus=1", *(f"{name}=1&{name}=2" for name in once)):
                body = edit(None) if method == "post" else None
                if template.endswith("/session"):
                    body = {"token": TOKEN}
                answer = await twelve.send(method.upper(), f"{url}?{query}", body, **HOLDER)
                assert answer.status_code == 422, (url, query)
                assert answer.json()["errors"][0]["place"] == f"query/{query.partition('=')[0]}"
    page = await twelve.get("/map.html?bogus=1")
    assert page.status_code == 422 and "projection" in page.json()["errors"][0]["remedy"]


async def test_a_filter_takes_its_words_alone_and_all_that_are_given(shared: Api) -> None:
    one, two = [len(await shared.data(f"/cities?grade={g}&limit=1000")) for g in ("province", "county")]
    assert one and two
    for query in ("grade=province,county", "grade=province&grade=county"):
        assert len(await shared.data(f"/cities?{query}&limit=1000")) == one + two
    for path in ("/parks?status=zzz", "/parks?sectors=02,77", "/organisations?kind=", "/cities?macro_region=zzz"):
        answer = await shared.get(path)
        assert answer.status_code == 422 and "Use one or more of" in answer.json()["errors"][0]["remedy"]


@pytest.mark.parametrize("path", DERIVED)
async def test_304_comes_before_any_work(twelve: Api, document: dict[str, Any], path: str) -> None:
    etag = (await twelve.get(path)).headers["etag"]
    with CountingPool(2) as pool:
        assert isinstance(twelve.journal.store, MemoryStore)
        async with serving(twelve.journal.store, pool, document) as fresh:
            again = await fresh.get(path, if_none_match=etag)
            assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
            assert pool.given == 1  # the digest, which the ETag is made of
            assert (await fresh.get(path)).status_code == 200 and pool.given > 1


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/network?projection=star", 422),
        ("/network/measures?measure=fame", 422),
        ("/exports/none", 404),
        ("/parks/park-none/suggestions", 404),
        ("/programmes/programme-none/coverage", 404),
        ("/programmes/programme-handinhand/eligibility?park=park-none", 404),
        ("/programmes/programme-handinhand/eligibility?answer=perhaps", 422),
        ("/parks/programme-handinhand/eligibility", 404),
    ],
)
async def test_what_is_wrong_is_said_before_304(twelve: Api, path: str, status: int) -> None:
    assert (await twelve.get(path, if_none_match="*")).status_code == status


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/programmes/park-anhe/coverage", "There is no programme with the id park-anhe."),
        ("/programmes/park-anhe/eligibility", "There is no programme with the id park-anhe."),
        ("/programmes/programme-handinhand/eligibility?park=city-a", "There is no record with the id city-a."),
        ("/parks/programme-handinhand/eligibility", "There is no park with the id programme-handinhand."),
    ],
)
async def test_a_record_of_another_kind_is_said_to_be_none_of_this_one(twelve: Api, path: str, said: str) -> None:
    answer = await twelve.get(path)
    assert (answer.status_code, answer.json()["detail"]) == (404, said)


async def test_each_measure_is_computed_once_however_it_is_asked_for(twelve: Api, document: dict[str, Any]) -> None:
    with CountingPool(2) as pool:
        assert isinstance(twelve.journal.store, MemoryStore)
        async with serving(twelve.journal.store, pool, document) as fresh:
            await fresh.get("/network/measures?measure=degree&measure=betweenness")
            before = pool.given
            await fresh.get("/network/measures?" + "measure=betweenness&" * 20 + "measure=degree")
            assert pool.given == before
            await fresh.get("/network/measures?measure=betweenness")
            assert pool.given == before + 1  # the answer is encoded anew, the measure is there


async def test_what_is_kept_stays_within_the_bound() -> None:
    computed = []

    async def get(cache: Cache, name: str, size: int) -> None:
        async def compute() -> int:
            computed.append(name)
            return size

        assert await cache.get(name, compute) == size

    cache = Cache(100, int)
    for name, size in (("a", 40), ("b", 40), ("a", 40), ("c", 40), ("huge", 200), ("a", 40), ("b", 40), ("huge", 200)):
        await get(cache, name, size)
    assert computed == ["a", "b", "c", "huge", "b", "huge"]


async def test_the_event_loop_does_no_heavy_work(twelve: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    loop, seen = threading.current_thread(), []

    def watch(module: Any, name: str) -> None:
        function = getattr(module, name)

        def watched(*args: Any, **kwargs: Any) -> Any:
            seen.append((name, threading.current_thread() is loop))
            return function(*args, **kwargs)

        monkeypatch.setattr(module, name, watched)

    watch(snapshot, "sha256")
    await twelve.write({"id": "action-forum", "after": None, "version": 1})
    watch(changes, "canonical")
    watch(gzip, "compress")
    for name in ("counts", "coverages", "suggest", "canonical", "render", "named_sentences"):
        watch(network, name)
    for name in ("full_coverage", "eligibility"):
        watch(programmes, name)
    for name in ("withdrawing", "merging", "undoing", "restoring", "canonical"):
        watch(proposals, name)
    asked = ("retract?id=source-fixture", "merge?keep=park-anhe&drop=park-baishi", "undo?revision=2")
    made = [f"/proposals/{query}" for query in (*asked, "restore?id=action-forum")]
    for path in (*DERIVED, "/parks", *made):
        assert (await twelve.get(path)).status_code == 200
    heavy = {"sha256", "canonical", "counts", "full_coverage", "eligibility", "coverages", "suggest", "render"}
    assert {name for name, _ in seen} >= heavy | {"withdrawing", "merging", "undoing", "restoring"}
    assert not [name for name, on_loop in seen if on_loop]


async def test_the_log_comes_in_pages_of_bounded_size(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "LONGEST", 700)
    for n in range(5):
        after = {"name_zh": "长" * 300}
        assert (await api.write({"id": f"source-{n}", "after": after, "version": 0})).status_code == 200
    found, after_ = [], "0"
    while after_:
        answer = (await api.get(f"/changes?after={after_}")).json()
        found.append([batch["revision"] for batch in answer["data"]])
        after_ = answer["meta"].get("next")
    assert found == [[1, 2], [3, 4], [5]]


async def test_a_page_of_the_log_is_read_once_and_for_a_304_not_at_all(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(3):
        await api.write({"id": f"source-{n}", "after": {"name_zh": str(n)}, "version": 0})
    read, batches_after = [], api.journal.store.batches_after

    async def counted(revision: int, limit: int = 100) -> list[Batch]:
        read.append((revision, limit))
        return await batches_after(revision, limit)

    monkeypatch.setattr(api.journal.store, "batches_after", counted)
    first = await api.get("/changes?after=1")
    assert [batch["revision"] for batch in first.json()["data"]] == [2, 3] and "next" not in first.json()["meta"]
    assert read == [(1, 1), (2, 1)]
    again = await api.get("/changes?after=1", if_none_match=first.headers["etag"])
    assert (again.status_code, (await api.get("/changes?after=1")).text, len(read)) == (304, first.text, 2)
    assert (await api.data("/changes?after=3"), await api.data("/changes?after=9"), len(read)) == ([], [], 2)
    pages = [await api.get(f"/changes?after={after}&limit=2") for after in (0, 2)]
    assert [page.json()["meta"].get("next") for page in pages] == ["2", None]
    await api.write({"id": "source-new", "after": {"name_zh": "新"}, "version": 0})
    assert (await api.get("/changes?after=1", if_none_match=first.headers["etag"])).status_code == 200


async def test_a_page_of_the_log_ends_at_the_snapshot_that_it_is_told_with(api: Api) -> None:
    await api.write({"id": "source-0", "after": {"name_zh": "0"}, "version": 0})
    other = Journal(api.journal.store, lambda: NOW, random.Random(2))
    await other.open()
    edits = (Edit("source-1", {"name_zh": "1"}, 0),)
    await other.write(Proposal("other", "edit", edits), Actor("other", holder=True))
    answer = (await api.get("/changes")).json()
    assert answer["meta"]["revision"] == 1 and [batch["revision"] for batch in answer["data"]] == [1]


async def test_a_log_that_is_not_read_in_time_is_said(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    async def incomplete(revision: int, limit: int = 100) -> list[Batch]:
        return []

    await api.write({"id": "source-0", "after": {"name_zh": "0"}, "version": 0})
    monkeypatch.setattr(changes, "READ_SECONDS", 0.2)
    monkeypatch.setattr(api.journal.store, "batches_after", incomplete)
    answer = await api.get("/changes")
    assert (answer.status_code, answer.json()["code"]) == (503, "store") and "0.2 s" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("accepted", "gzipped"),
    [("gzip", True), ("br, GZIP;q=0.5", True), ("gzip;q=0", False), ("gzip; q=0.000, br", False), ("xgzip", False)],
)
async def test_gzip_is_for_those_who_take_it(twelve: Api, accepted: str, gzipped: bool) -> None:
    answer = await twelve.get("/network", accept_encoding=accepted)
    assert (answer.headers.get("content-encoding") == "gzip") == gzipped
    assert answer.json()["data"]["nodes"] and answer.headers["vary"] == "Accept, Accept-Encoding"


@pytest.mark.parametrize("host", ["[::1]evil.example", "[::1", "localhost:80:80", "localhost:x", "x:80@localhost"])
async def test_a_host_that_only_begins_like_ours_is_421(api: Api, host: str) -> None:
    assert (await api.http.get("/livez", headers={"host": host})).status_code == 421


async def test_every_error_has_the_safety_headers_and_names_what_it_varies_by(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken() -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(api.journal.store, "ping", broken)
    transport = httpx2.ASGITransport(api.http._transport.app, raise_app_exceptions=False)  # type: ignore[attr-defined]
    async with httpx2.AsyncClient(transport=transport, base_url=BASE) as http:
        for path, status in (("/readyz", 500), ("/nothing", 404), ("/api/v1/parks?limit=0", 422)):
            answer = await http.get(path)
            assert answer.status_code == status and "secret" not in answer.text
            assert answer.headers["content-type"] == "application/problem+json"
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert "default-src 'none'" in answer.headers["content-security-policy"]
            assert answer.headers["vary"] == "Accept-Language"
