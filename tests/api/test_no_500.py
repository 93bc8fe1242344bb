"""Whatever is asked, the answer is ours: no route answers 500 to hostile queries, paths or bodies."""

import json
import random
from typing import Any

import httpx2
import pytest

from parknet.model.kinds import BY_PREFIX
from tests.api.conftest import BASE, TOKEN, Api

SEED = 20261122
REQUESTS = 60
"""Random requests for each route."""

ODD = (
    "", "0", "-1", "1", "2.5", "1e9", "nan", "9" * 19, "9" * 30, "9" * 5000, "true", "null", "id", "-name_zh", "zh",
    "certain", "possible", "in-force", "all", "park", "city", "bipartite", "shared", "park-park", "joint-action",
    "2021", "2021-01-01", "0001-01-01", "9999-12-31", "2021-01-01/2021-12-31", "2021-12-31/2021-01-01", "2021-02-30",
    "programme-carrying-plan", "park-a", "park-none", "city-110000", "degree", "betweenness", "nodes.csv", "graphml",
    ",", ",,a", "a,b", " ", "\t", "\x00", "\x1b[0m", "\u202e", "😀", "\ufffe", "%FF", "../..", "<b>", "'\"", "=1+1",
    "W/\"x\"",
)  # fmt: skip
RAW = ("%ED%A0%80", "%FF%FE", "%00", "%", "+", "%2F", "%0D%0A")


def odd_query(dice: random.Random, names: list[str]) -> str:
    """A query of known and unknown names, some of them twice, with values that hardly fit."""
    pairs = []
    for _ in range(dice.randint(0, 4)):
        name = dice.choice([*names, "lang", "limit", "after", "at", "zz"])
        value = dice.choice(RAW) if dice.random() < 0.1 else str(httpx2.QueryParams({"v": dice.choice(ODD)}))[2:]
        pairs.append(f"{name}={value}")
    return "&".join(pairs)


def odd_json(dice: random.Random, depth: int = 3) -> Any:
    """Any JSON value that Python's reader takes: with NaN, infinity, lone surrogates, huge numbers."""
    leaves: list[Any] = [None, True, 0, -1, 2**70, 1.5, float("nan"), float("inf"), "", "\ud800", "x\x00", *ODD[:20]]
    if depth == 0 or dice.random() < 0.5:
        return dice.choice(leaves)
    values = [odd_json(dice, depth - 1) for _ in range(dice.randint(0, 3))]
    return values if dice.random() < 0.5 else {dice.choice(["to", "id", "a", "\ud800"]): v for v in values}


def odd_edit(dice: random.Random) -> dict[str, Any]:
    """An edit of a kind that exists, with fields of that kind and odd values."""
    kind = dice.choice(list(BY_PREFIX.values()))
    fields = dice.sample(list(kind.model.model_fields), 3)
    after = {"name_zh": "x"} | {name: odd_json(dice) for name in fields}
    return {"id": f"{kind.prefix}-a", "after": dice.choice([after, None]), "version": dice.choice([None, 0, 2**70])}


async def status_of(api: Api, method: str, path: str, **more: Any) -> int:
    """The status, and that an error is a problem; unlike `Api.send`, what the app raises is not looked at."""
    transport = httpx2.ASGITransport(api.http._transport.app, raise_app_exceptions=False)  # type: ignore[attr-defined]
    async with httpx2.AsyncClient(transport=transport, base_url=BASE) as http:
        answer = await http.request(method, httpx2.URL(BASE + path), **more)
    if answer.status_code >= 400 and method != "HEAD":
        assert answer.headers["content-type"] == "application/problem+json", answer.text
        assert answer.json()["detail"]
    return answer.status_code


async def test_no_get_answers_500(twelve: Api) -> None:
    dice = random.Random(SEED)
    some = sorted(twelve.journal.snapshot.entries)[::7]
    ids = [*some, "park-none", "x", "%00", "%FF", "%ED%A0%80", "nodes.csv", "json"]
    for template, path in twelve.document["paths"].items():
        if "get" not in path:
            continue
        names = [parameter["name"] for parameter in path["get"].get("parameters", [])]
        for _ in range(REQUESTS if "measures" not in template else REQUESTS // 4):
            chosen = dice.choice(ids)
            url = template.replace("{id}", chosen).replace("{format}", chosen) + "?" + odd_query(dice, names)
            headers = {"accept-language": dice.choice(["zh", "en", "", "\xff"]), "if-none-match": dice.choice(ODD[-3:])}
            headers = {name: value for name, value in headers.items() if value.isprintable()}
            encoded = {name: value.encode("latin-1", "replace") for name, value in headers.items()}
            assert await status_of(twelve, "GET", url, headers=encoded) < 500, (url, headers)


BODIES: dict[str, bytes] = {
    "no JSON": b"{",
    "not UTF-8": b'{"edits":"\xff"}',
    "deep": b'{"edits":[{"id":"source-a","after":{"name_zh":' + b"[" * 800 + b"]" * 800 + b"}}]}",
    "very deep": b"[" * 100_000,
    "huge number": b'{"edits":[{"id":"source-a","after":{"name_zh":' + b"9" * 5000 + b"}}]}",
    "unknown field with a lone surrogate": rb'{"\ud800":1,"edits":[]}',
    "reason with a lone surrogate": rb'{"reason":"\ud800","edits":[{"id":"source-a","after":null}]}',
    "name with a lone surrogate": rb'{"edits":[{"id":"source-a","after":{"name_zh":"\ud800"}}]}',
    "token with a lone surrogate": rb'{"token":"\ud800"}',
    "figure that is no number": b'{"edits":[{"id":"source-a","after":{"name_zh":"x"}},'
    b'{"id":"obs-a","after":{"indicator":"parks","value":NaN,"about":[{"to":"park-a"}],"cites":[{"to":"source-a"}]}}]}',
    "number beyond 64 bits": b'{"edits":[{"id":"source-a","after":{"name_zh":"x"}},{"id":"programme-a","after":'
    b'{"name_zh":"x","expected_parks":1000000000000000000000000,"cites":[{"to":"source-a"}]}}]}',
}


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize("path", ["/changes", "/changes?dry_run=true", "/session"])
async def test_a_hostile_body_is_refused(api: Api, path: str, name: str) -> None:
    for token in ({}, {"authorization": f"Bearer {TOKEN}"}):
        headers = {"content-type": "application/json", "idempotency-key": "k", **token}
        status = await status_of(api, "POST", f"/api/v1{path}", content=BODIES[name], headers=headers)
        assert status in (401, 413, 422), status
    assert api.journal.snapshot.revision == 0


async def test_a_revision_beyond_64_bits_is_refused(api: Api) -> None:
    for after in (2**63 - 1, 2**63, 10**30):  # the database counts no further
        assert await status_of(api, "GET", f"/api/v1/changes?after={after}") == 422


async def test_no_batch_answers_500(api: Api) -> None:
    dice = random.Random(SEED)
    for _ in range(300):
        body = json.dumps({"edits": [odd_edit(dice) for _ in range(2)], "reason": dice.choice(ODD)[:900]})
        headers = {"content-type": "application/json", "authorization": f"Bearer {TOKEN}"}
        assert await status_of(api, "POST", "/api/v1/changes", content=body.encode(), headers=headers) < 500, body
