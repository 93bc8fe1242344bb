"""Writing through the API: tokens, sessions, versions, keys, dry runs; and reading the log."""

from typing import Any

import pytest

from parknet.api.security import COOKIE
from tests.api.conftest import BASE, TOKEN, Api

SOURCE = {"id": "source-a", "after": {"name_zh": "来源"}, "version": 0}
CITES = [{"to": "source-a"}]


def park(name: str = "甲", version: int | None = 0) -> dict[str, Any]:
    return {"id": "park-a", "after": {"name_zh": name, "cites": CITES}, "version": version}


async def test_a_batch_is_written_and_read_back(api: Api) -> None:
    answer = await api.write(SOURCE, park())
    assert answer.status_code == 200
    assert answer.json()["data"] == {
        "revision": 1, "changed": ["source-a", "park-a"], "repeated": False, "dry_run": False,
    }  # fmt: skip
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
    assert {e["place"] for e in errors} == {"changes/1/after/cites", "changes/1/after/located_in/0/to"}
    assert all(e["cause"] and e["remedy"] for e in errors)
    assert (await api.get("/sources/source-a")).status_code == 404


async def test_a_stale_version_is_412(api: Api) -> None:
    await api.write(SOURCE, park())
    await api.write(park("乙", 1))
    answer = await api.write(park("丙", 1))
    assert answer.status_code == 412 and "version 2" in answer.json()["errors"][0]["cause"]


async def test_a_repeated_key_has_one_effect_and_another_request_under_it_is_refused(api: Api) -> None:
    first = await api.write(SOURCE, idempotency_key="k")
    again = await api.write(SOURCE, idempotency_key="k")
    assert again.json()["data"] == first.json()["data"] | {"repeated": True}
    other = await api.write(SOURCE, park(), idempotency_key="k")
    assert (other.status_code, other.json()["code"]) == (422, "key-reused")


async def test_a_dry_run_writes_nothing(api: Api) -> None:
    answer = await api.send("POST", "/changes?dry_run=true", {"edits": [SOURCE]}, authorization=f"Bearer {TOKEN}")
    assert answer.json()["data"] == {"revision": 1, "changed": ["source-a"], "repeated": False, "dry_run": True}
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


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:8300", "", "[::2]"])
async def test_a_foreign_host_is_421(api: Api, host: str) -> None:
    answer = await api.http.get(f"{BASE}/api/v1/parks", headers={"host": host})
    assert (answer.status_code, answer.json()["code"]) == (421, "misdirected")


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


async def test_live_and_ready(api: Api) -> None:
    assert (await api.get("/livez")).json() == {"status": "live"}
    assert (await api.get("/readyz")).json() == {"status": "ready", "revision": 0}
