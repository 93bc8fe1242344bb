"""The server killed under four writers: nothing acknowledged is lost, nothing is there by half or twice."""

import http.client
import json
import shutil
import signal
import threading
import urllib.error
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from parknet.graph.embedded import Address
from tests.api.processes import STARTS_WITHIN, run, served
from tests.api.test_serve import get, in_time, post
from tests.contract.conftest import ENGINES, Place
from tests.states import until

pytestmark = pytest.mark.timeout(3600)  # every wait has its own limit; this is for make soak

COUNTER = "programme-counter"
WRITERS = 4
ROUND = 12
"""Batches acknowledged between two kills."""


@dataclass(frozen=True)
class Where:
    """What a server is started with."""

    data: Path
    settings: dict[str, str]


@pytest.fixture(params=ENGINES)
async def where(request: pytest.FixtureRequest, tmp_path: Path) -> Where:
    """A store with the built-in data in the embedded engine, and an empty one in Neo4j."""
    if request.param == "arcadedb":
        return Where(shutil.copytree(request.getfixturevalue("filled_folder"), tmp_path / "data"), {})
    server = request.getfixturevalue("neo4j_server")
    place = Place("neo4j", Address(server.uri, server.user, server.password, "neo4j"))
    await place.erase()
    await place.close()
    password = tmp_path / "password"
    password.write_text(place.address.password)
    address = {"database": place.address.uri, "database_user": place.address.user}
    return Where(tmp_path / "data", {**address, "database_password_file": str(password)})


@dataclass
class Writers:
    """Four threads that write through whichever server runs, each batch until it is acknowledged."""

    token: str = ""
    address: str = ""
    acknowledged: list[tuple[int, str]] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)
    running: list[Future[None]] = field(default_factory=list)

    def run(self, name: str) -> None:
        done = 0
        while not self.stop.is_set():
            done += 1
            key = f"{name}-{done}"
            self.acknowledged.append((self.written(key), key))

    def written(self, key: str) -> int:
        """Decide and send until it is in; after an unknown outcome the same again, when others came first anew."""
        body: list[dict[str, Any]] = []
        for _ in until(2 * STARTS_WITHIN):
            try:
                body = body or self.counting(key)
                return int(post(f"{self.address}/api/v1/changes", self.token, body, key)["data"]["revision"])
            except urllib.error.HTTPError as error:
                assert error.code in (412, 503), error.read()
                body = [] if error.code == 412 else body
            except (OSError, http.client.HTTPException, json.JSONDecodeError):  # killed meanwhile
                continue
        raise AssertionError(f"{key} was not written")

    def counting(self, key: str) -> list[dict[str, Any]]:
        """One more on the counter that all share, and a record of one's own."""
        found = get(f"{self.address}/api/v1/programmes/{COUNTER}")
        fields = found["data"]
        counted = {**fields, "expected_parks": fields.get("expected_parks", 0) + 1}
        own = {"name_zh": key, "kind": "need", "content": "x", "cites": fields["cites"]}
        return [
            {"id": COUNTER, "after": counted, "version": found["meta"]["version"]},
            {"id": f"posting-{key}", "after": own, "version": 0},
        ]

    def more(self) -> None:
        """Wait until a round more was acknowledged."""
        wanted = len(self.acknowledged) + ROUND
        for _ in until(2 * STARTS_WITHIN):
            for writer in self.running:
                assert not writer.done(), writer.exception()
            if len(self.acknowledged) >= wanted:
                return
        raise AssertionError(f"not {ROUND} batches in time")


def log_of(address: str, after: int) -> Iterator[dict[str, Any]]:
    """The batches after a revision."""
    while True:
        answer = get(f"{address}/api/v1/changes?after={after}&limit=100")
        yield from answer["data"]
        if not (after := int(answer["meta"].get("next") or 0)):
            return


def test_what_a_server_acknowledged_survives_kills(where: Where, scale: Callable[[int, int], int]) -> None:
    kills = scale(2, 20)
    with ThreadPoolExecutor(WRITERS) as pool:
        writers = Writers()
        try:
            for n in range(kills + 1):
                with served(where.data, **where.settings) as server:
                    writers.address = server.address
                    if n == 0:
                        writers.token = (where.data / "token").read_text().strip()
                        first = begin(server.address, writers.token)
                        writers.running = [pool.submit(writers.run, f"w{n}") for n in range(WRITERS)]
                    writers.more()
                    if n < kills:
                        server.end(signal.SIGKILL)
                    else:
                        batches, counter = settled(writers, first)
                verified = run(where.data, "verify", **where.settings)
                assert verified.returncode == 0, verified.stderr
        finally:
            writers.stop.set()
    assert [batch["revision"] for batch in batches] == list(range(first + 1, first + 1 + len(batches)))
    assert len(writers.acknowledged) >= (kills + 1) * ROUND
    assert sorted(writers.acknowledged) == [(batch["revision"], batch["key"]) for batch in batches]
    assert all([change["kind"] for change in batch["changes"]] == ["Programme", "Posting"] for batch in batches)
    assert counter == len(batches)


def settled(writers: Writers, first: int) -> tuple[list[dict[str, Any]], int]:
    """The log and the counter once all writers are through."""
    writers.stop.set()
    for writer in writers.running:
        writer.result()
    counter = get(f"{writers.address}/api/v1/programmes/{COUNTER}")["data"]["expected_parks"]
    return list(log_of(writers.address, first)), counter


def begin(address: str, token: str) -> int:
    """The counter at nothing; the revision that it has."""
    source = in_time(lambda: get(f"{address}/api/v1/sources?limit=1"))["data"][0]["id"]
    edit = {"id": COUNTER, "after": {"name_zh": "计数", "cites": [{"to": source}]}, "version": 0}
    return int(post(f"{address}/api/v1/changes", token, [edit])["data"]["revision"])
