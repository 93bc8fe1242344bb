"""Writing through the API: tokens, sessions, versions, keys, dry runs; and reading the log."""

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import httpx2
import pytest

from parknet.api.app import create_app
from parknet.api.security import COOKIE
from parknet.bootstrap import services_of
from parknet.errors import (
    EngineBusy,
    EngineDamaged,
    EngineError,
    EngineMissing,
    SchemaTooNew,
    Sentence,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreRefused,
    StoreUnavailable,
)
from parknet.model.batch import Batch
from parknet.model.snapshot import Snapshot
from parknet.services.journal import Journal
from parknet.settings import Settings
from parknet.store.memory import MemoryStore
from tests.api.conftest import BASE, NOW, TODAY, TOKEN, Api

SOURCE = {"id": "source-a", "after": {"name_zh": "来源"}, "version": 0}
CITES = [{"to": "source-a"}]


def park(name: str = "甲", version: int | None = 0) -> dict[str, Any]:
    return {"id": "park-a", "after": {"name_zh": name, "cites": CITES}, "version": version}


async def test_a_batch_is_written_and_read_back(api: Api) -> None:
    answer = await api.write(SOURCE, park())
    assert answer.status_code == 200
    told = answer.json()["data"]
    assert (told["revision"], told["repeated"], told["dry_run"]) == (1, False, False)
    assert [(one["id"], one["kind"], one["change"]) for one in told["changed"]] == [
        ("source-a", "Source", "added"), ("park-a", "Park", "added"),
    ]  # fmt: skip
    renamed = (await api.write(park("乙", 1))).json()["data"]
    assert renamed["changed"] == [
        {
            **{"id": "park-a", "kind": "Park", "name_zh": "乙", "name_en": None, "change": "changed"},
            "fields": [{"place": "name_zh", "before": "甲", "after": "乙"}],
        }
    ]
    await api.write(park(version=2))
    record = await api.get("/parks/park-a")
    assert record.json()["data"] == {"id": "park-a", "name_zh": "甲", "cites": CITES}
    log = await api.data("/changes?after=0")
    assert [c["id"] for c in log[0]["changes"]] == ["source-a", "park-a"] and log[0]["actor"] == "token holder"


@pytest.mark.parametrize("header", [{}, {"authorization": "Bearer wrong"}, {"authorization": f"Basic {TOKEN}"}])
async def test_without_the_token_nothing_is_written(api: Api, header: dict[str, str]) -> None:
    answer = await api.send("POST", "/changes", {"edits": [SOURCE]}, **header)
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthorized")
    assert answer.headers["www-authenticate"] == "Bearer"
    assert api.journal.snapshot.revision == 0


async def test_a_refused_batch_says_every_problem_with_its_place_and_writes_nothing(api: Api) -> None:
    bad = {"id": "park-b", "after": {"name_zh": "乙", "located_in": [{"to": "city-000000"}]}, "version": 0}
    answer = await api.write(SOURCE, bad)
    assert answer.status_code == 422 and answer.json()["code"] == "refused"
    errors = answer.json()["errors"]
    assert {e["place"] for e in errors} == {"body/edits/1/after/cites", "body/edits/1/after/located_in/0/to"}
    assert all(e["cause"] and e["remedy"] for e in errors)
    assert (await api.get("/sources/source-a")).status_code == 404


async def test_a_stale_version_is_412(api: Api) -> None:
    await api.write(SOURCE, park())
    await api.write(park("乙", 1))
    answer = await api.write({**park("丙", 1), "after": {"name_zh": "丙", "note": "新", "cites": CITES}})
    error, *fields = answer.json()["errors"]
    assert answer.status_code == 412 and "version 2" in error["cause"] and error["place"] == "body/edits/0/version"
    assert [(one["place"], one["value"], one["cause"]) for one in fields] == [
        ("body/edits/0/after/name_zh", '"丙"', 'On record it is "乙".'),
        ("body/edits/0/after/note", '"新"', "It is not on record."),
    ]
    same = {"name_zh": " 乙 ", "status": "unknown", "cites": CITES}
    (told,) = (await api.write({**park(version=1), "after": same})).json()["errors"]  # nothing is otherwise on record
    assert told["place"] == "body/edits/0/version"
    misfit = await api.write({**park(version=1), "after": {**same, "status": "lost"}})
    assert [one["value"] for one in misfit.json()["errors"]] == ["1", '" 乙 "', '"lost"']
    (gone,) = (await api.write({"id": "park-a", "after": None, "version": 1})).json()["errors"]
    assert "version 2" in gone["cause"]


async def test_places_are_those_of_the_edits_sent_and_begin_alike(api: Api) -> None:
    await api.write(SOURCE, park())
    same, new = {**park(), "version": 1}, {"id": "park-b", "after": {"name_zh": "乙"}, "version": 0}
    found = (await api.write(same, new)).json()
    assert [error["place"] for error in found["errors"]] == ["body/edits/1/after/cites"]
    assert found["detail"].startswith("body/edits/1/after/cites ")
    long = {"id": "park-b" * 20, "after": None}
    assert [e["place"] for e in (await api.write(same, long)).json()["errors"]] == ["body/edits/1/id"]
    other = {"id": "tree-b", "after": None}
    assert [e["place"] for e in (await api.write(same, other)).json()["errors"]] == ["body/edits/1/id"]
    for path in ("/parks?limit=0", "/parks?status=x", "/network?sure=x", "/parks?x=1", "/network/measures?measure=x"):
        (error,) = (await api.get(path)).json()["errors"]
        assert error["place"].startswith("query/")


async def test_a_repeated_key_has_one_effect_and_another_request_under_it_is_refused(api: Api) -> None:
    first = await api.write(SOURCE, idempotency_key="k")
    again = await api.write(SOURCE, idempotency_key="k")
    assert again.json()["data"] == first.json()["data"] | {"repeated": True}
    other = await api.write(SOURCE, park(), idempotency_key="k")
    assert (other.status_code, other.json()["code"]) == (422, "key-reused")


async def test_a_dry_run_writes_nothing(api: Api) -> None:
    answer = await api.send("POST", "/changes?dry_run=true", {"edits": [SOURCE]}, authorization=f"Bearer {TOKEN}")
    told = answer.json()["data"]
    assert (told["revision"], told["repeated"], told["dry_run"]) == (1, False, True)
    assert [(one["id"], one["change"]) for one in told["changed"]] == [("source-a", "added")]
    assert api.journal.snapshot.revision == 0


async def test_nobody_writes_in_the_name_of_the_loader(api: Api) -> None:
    body = {"action": "load", "edits": [SOURCE]}
    answer = await api.send("POST", "/changes", body, authorization=f"Bearer {TOKEN}")
    assert answer.status_code == 422


async def test_a_session_writes_from_our_own_page_only(api: Api) -> None:
    opened = await api.send("POST", "/session", {"token": TOKEN})
    cookie = opened.headers["set-cookie"]
    assert opened.status_code == 204 and "HttpOnly" in cookie and "SameSite=strict" in cookie
    assert TOKEN not in cookie
    for site in ("cross-site", "same-site", "none"):
        answer = await api.send("POST", "/changes", {"edits": [SOURCE]}, sec_fetch_site=site)
        assert (answer.status_code, answer.json()["code"]) == (403, "cross-site")
    absent = await api.send("POST", "/changes", {"edits": [SOURCE]})
    assert absent.status_code == 403
    own = await api.send("POST", "/changes", {"edits": [SOURCE]}, sec_fetch_site="same-origin")
    assert own.status_code == 200
    closed = await api.send("DELETE", "/session", sec_fetch_site="same-origin")
    assert closed.status_code == 204
    api.http.cookies.set(COOKIE, cookie.partition("=")[2].partition(";")[0])
    after = await api.send("POST", "/changes", {"edits": [park()]}, sec_fetch_site="same-origin")
    assert after.status_code == 401


async def test_a_wrong_token_opens_no_session(api: Api) -> None:
    answer = await api.send("POST", "/session", {"token": "wrong"})
    assert answer.status_code == 401 and "set-cookie" not in answer.headers


@pytest.mark.parametrize(("base", "secure"), [(BASE, False), (BASE.replace("http:", "https:"), True)])
async def test_the_cookie_of_a_session_goes_over_tls_alone_where_there_is_tls(
    api: Api, base: str, secure: bool
) -> None:
    answer = await api.http.post(f"{base}/api/v1/session", json={"token": TOKEN})
    assert ("secure" in answer.headers["set-cookie"].lower().split("; ")) == secure


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/session", '"Geheim-1"'),
        ("/session", '{"tokn": "Geheim-1"}'),
        ("/session", '{"token": ["Geheim-1"]}'),
        ("/session", '{"token": "Geheim-1", "more": "Geheim-1"}'),
        ("/session", f'{{"token": "Geheim-1{"x" * 200}"}}'),
        ("/session", "Geheim-1"),
        ("/session?token=Geheim-1", "{}"),
    ],
)
@pytest.mark.parametrize("media", ["application/json", "text/plain"])
async def test_no_answer_repeats_what_may_be_a_token(api: Api, path: str, body: str, media: str) -> None:
    answer = await api.http.post(f"/api/v1{path}", content=body, headers={"content-type": media})
    assert answer.status_code == 422 and answer.json()["errors"][0]["cause"]
    assert "Geheim" not in answer.text


@pytest.mark.parametrize("path", ["/session", "/changes"])
@pytest.mark.parametrize("media", ["text/plain", "application/x-www-form-urlencoded"])
async def test_another_content_type_is_explained(api: Api, path: str, media: str) -> None:
    headers = {"content-type": media, "authorization": f"Bearer {TOKEN}"}
    answer = await api.http.post(f"/api/v1{path}", content='{"edits": []}', headers=headers)
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["place"], error["value"]) == (422, "body", "")
    assert error["cause"] == "The Content-Type is not application/json." and "application/json" in error["remedy"]


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:8300", "", "[::2]"])
async def test_a_foreign_host_is_421(api: Api, host: str) -> None:
    answer = await api.http.get(f"{BASE}/api/v1/parks", headers={"host": host})
    assert (answer.status_code, answer.json()["code"]) == (421, "misdirected")


async def test_a_further_host_is_served_by_its_name_on_any_port(pool: ThreadPoolExecutor) -> None:
    journal = Journal(MemoryStore(), lambda: NOW, random.Random(1))
    names = Settings.from_environment({"PARKNET_HOSTS": "Park.example,公园.例子"}).host_names
    app = create_app(services_of(journal, pool, 0, lambda: TODAY), TOKEN, names)
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url=BASE) as http:
        for host, status in (("park.example:8443", 200), ("xn--55qz7k.xn--fsqu00a", 200), ("other.example", 421)):
            assert (await http.get("/livez", headers={"host": host})).status_code == status


@pytest.mark.parametrize("host", ["localhost:1", "127.0.0.1", "[::1]:8300", "LOCALHOST"])
async def test_our_own_hosts_are_served_with_safety_headers(api: Api, host: str) -> None:
    answer = await api.http.get(f"{BASE}/livez", headers={"host": host})
    assert answer.status_code == 200
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "access-control-allow-origin" not in answer.headers


async def test_errors_have_one_shape_in_both_languages(api: Api) -> None:
    for path, status, code in (
        ("/parks/park-none", 404, "not-found"),
        ("/nothing", 404, "not-found"),
        ("/parks?colour=red", 422, "refused"),
        ("/parks?limit=0", 422, "invalid"),
        ("/network?projection=star", 422, "refused"),
    ):
        en, zh = await api.get(path), await api.get(path, accept_language="zh-CN")
        assert (en.status_code, en.json()["code"]) == (status, code)
        assert en.headers["content-type"] == "application/problem+json"
        assert en.json()["type"] == f"urn:parknet:problem:{code}" and zh.json()["title"] != en.json()["title"]
    wrong = await api.send("DELETE", "/parks")
    assert (wrong.status_code, wrong.json()["code"]) == (405, "method")


async def test_cause_and_remedy_are_in_the_language_asked_for(api: Api) -> None:
    bad = {"id": "park-b", "after": {"name_zh": "乙", "status": "lost", "lat": 91}}
    read = ("GET", "/dates?text=when"), ("GET", "/parks?limit=x"), ("GET", "/parks?sort=age"), ("GET", "/diff?from=x")
    for method, path in (*read, ("POST", "/changes")):
        body = {"edits": [bad]} if method == "POST" else None
        holder = {"authorization": f"Bearer {TOKEN}"}
        answers = [await api.send(method, path, body, accept_language=lang, **holder) for lang in ("en", "zh")]
        en, zh = (answer.json() for answer in answers)
        assert [one["place"] for one in en["errors"]] == [one["place"] for one in zh["errors"]] != []
        for one, other in zip(en["errors"], zh["errors"], strict=True):
            for part in ("cause", "remedy"):
                assert one[part].endswith(".") and "，" not in one[part], one
                assert other[part].endswith("。") and other[part] != one[part], other
        assert zh["errors"][0]["cause"] in zh["detail"] and en["errors"][0]["cause"] in en["detail"]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/parks/park-none", "没有编号为 park-none 的记录。"),
        ("/parks/city-a", "没有编号为 city-a 的园区。"),
        ("/exports/pdf", "没有 pdf 这种格式"),
        ("/parks?rev=99", "没有第 99 版，最新的是第 0 版。"),
        ("/nothing", "这个地址没有内容"),
    ],
)
async def test_what_is_not_there_is_named_in_chinese(api: Api, path: str, said: str) -> None:
    answer = await api.get(path, accept_language="zh-CN")
    assert answer.status_code == 404 and said in answer.json()["detail"]


async def test_what_was_not_written_is_said_to_writers_alone(api: Api) -> None:
    read = await api.get("/network?sure=x", accept_language="zh")
    written = await api.write({"id": "park-b", "after": {"name_zh": "乙"}}, accept_language="zh")
    assert (read.json()["code"], written.json()["code"]) == ("refused", "refused")
    assert "未写入" not in read.json()["detail"] and "未写入" in written.json()["detail"]


@pytest.mark.parametrize(
    ("query", "accepted", "title"),
    [
        ("", "zh-CN,en;q=0.5", "未找到"),
        ("", "fr", "Not found"),
        ("?lang=zh", "en", "未找到"),
        ("?lang=en", "zh", "Not found"),
        ("?lang=fr", "zh", "未找到"),
        ("?lang=fr", "", "Not found"),
    ],
)
async def test_a_language_that_errors_are_not_written_in_is_passed_over(
    api: Api, query: str, accepted: str, title: str
) -> None:
    assert (await api.get(f"/parks/park-none{query}", accept_language=accepted)).json()["title"] == title


async def test_live_and_ready(api: Api) -> None:
    assert (await api.get("/livez")).json() == {"status": "live"}
    assert (await api.get("/readyz")).json() == {"status": "ready", "revision": 0}


@pytest.mark.parametrize(
    ("error", "code", "retry"),
    [
        (StoreUnavailable("It does not answer: see that it runs."), "store", True),
        (EngineBusy("Another process holds it."), "store", True),
        (EngineError("It is still starting."), "store", True),
        (StoreRefused("It refuses user nobody."), "store-broken", False),
        (StoreDamaged("batch 3: it is missing."), "store-broken", False),
        (SchemaTooNew("Install a newer parknet."), "store-broken", False),
        (EngineDamaged("It cannot open its files."), "store-broken", False),
        (EngineMissing("It is not installed."), "store-broken", False),
    ],
)
async def test_only_what_mends_by_itself_is_to_be_tried_again(
    api: Api, monkeypatch: pytest.MonkeyPatch, error: StoreError, code: str, retry: bool
) -> None:
    async def broken() -> None:
        raise error

    monkeypatch.setattr(api.journal.store, "ping", broken)
    monkeypatch.setattr(api.journal.store, "head", broken)
    for answer in (await api.get("/readyz"), await api.write(SOURCE)):
        assert (answer.status_code, answer.json()["code"], answer.json()["detail"]) == (503, code, str(error))
        assert ("retry-after" in answer.headers) == retry
    assert ("重试无济于事" in (await api.get("/readyz?lang=zh")).json()["detail"]) != retry


async def test_a_full_disk_refuses_writing_alone_and_names_the_remedy(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(batch: Batch, base: Snapshot) -> None:
        raise StoreFull(Sentence("The disk of /data has 3 MB left: make room there.", "磁盘仅剩 3 MB，请清理磁盘。"))

    await api.write(SOURCE, idempotency_key="first")
    with monkeypatch.context() as patched:
        patched.setattr(api.journal.store, "commit", full)
        for language, title, said in (("en", "No room to write", "make room"), ("zh", "存储空间不足", "清理磁盘")):
            answer = await api.write(park(), accept_language=language)
            assert (answer.status_code, answer.json()["code"], answer.json()["title"]) == (507, "store-full", title)
            assert said in answer.json()["detail"] and "retry-after" not in answer.headers
        assert (await api.get("/sources/source-a")).status_code == 200
        assert (await api.get("/readyz")).status_code == 200
        assert (await api.write(SOURCE, idempotency_key="first")).json()["data"]["repeated"]
    assert (await api.write(park())).status_code == 200


async def test_it_is_not_ready_while_its_log_cannot_be_read(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    async def damaged() -> None:
        raise StoreDamaged("batch 1: it is missing or not complete. Restore a backup.")

    await api.write(SOURCE)
    with monkeypatch.context() as patched:
        patched.setattr(api.journal.store, "head", damaged)
        with pytest.raises(StoreDamaged):
            await api.journal.refresh()  # as the journal does by itself, again and again
        answer = await api.get("/readyz")
        assert answer.status_code == 503 and answer.json()["detail"].startswith("batch 1: it is missing")
        assert (await api.get("/sources/source-a")).status_code == 200
    assert (await api.get("/readyz")).json() == {"status": "ready", "revision": 1}


@pytest.mark.parametrize("when", ["x", "2026-11-22", "9999-12-31T23:59:59.999999+00:00", "9999-12-31T23:59:59-01:00"])
async def test_nothing_is_written_after_a_batch_of_no_possible_time(api: Api, when: str) -> None:
    await api.write(SOURCE)
    store = api.journal.store
    assert isinstance(store, MemoryStore)
    store._snapshot = replace(store._snapshot, recorded_at=when)  # as somebody may have altered it
    await api.journal.open()
    headers = {"authorization": f"Bearer {TOKEN}"}
    for answer in (
        await api.write(park()),
        await api.send("POST", "/changes?dry_run=true", {"edits": [park()]}, **headers),
    ):
        assert (answer.status_code, answer.json()["code"]) == (503, "store-broken")
        assert answer.json()["detail"] == (
            f"batch 1: its recorded_at {when} is no moment that another can follow. Restore a backup."
        )
    assert (await api.get("/sources/source-a")).status_code == 200
