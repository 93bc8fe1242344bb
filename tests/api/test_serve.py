"""Running parknet: start, stop, crash, restart, and what is said when it cannot run."""

import contextlib
import json
import os
import shutil
import signal
import socket
import stat
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest

from parknet.graph.embedded import Address
from tests.api.processes import STARTS_WITHIN, gone, on_folder, run, served, starting
from tests.contract.conftest import Place
from tests.contract.test_altered import history_of_five
from tests.engines.neo4j_server import Neo4jServer
from tests.states import until, wait_until

pytestmark = pytest.mark.arcadedb

ANSWERS_WITHIN = 60.0


@pytest.fixture(scope="module")
def data(filled_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of this module's own with the built-in data."""
    return shutil.copytree(filled_folder, tmp_path_factory.mktemp("serve") / "数据 folder")


def get(address: str) -> Any:
    with urllib.request.urlopen(address, timeout=ANSWERS_WITHIN) as answer:
        return json.load(answer)


def post(address: str, token: str, edits: list[dict[str, Any]], key: str = "") -> Any:
    body = json.dumps({"edits": edits}).encode()
    headers = {"authorization": f"Bearer {token}", "content-type": "application/json", "idempotency-key": key}
    with urllib.request.urlopen(urllib.request.Request(address, body, headers), timeout=ANSWERS_WITHIN) as answer:
        return json.load(answer)


def in_time(ask: Callable[[], Any]) -> Any:
    """What is answered once the database answers; until then the server says 503."""
    for _ in until(STARTS_WITHIN):
        try:
            if answered := ask():
                return answered
        except urllib.error.HTTPError as error:
            assert error.code == 503
    raise AssertionError(f"no answer within {STARTS_WITHIN:g} s")


def source(name: str) -> dict[str, Any]:
    return {"id": f"source-{name}", "after": {"name_zh": name}, "version": 0}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_cleanly_with_its_engine(data: Path, number: signal.Signals) -> None:
    with served(data) as server:
        assert in_time(lambda: get(f"{server.address}/readyz"))["status"] == "ready"
        assert len(server.engines) == 1
        assert server.end(number) == 0
        assert gone(server.engines)
    assert not any("Traceback" in line for line in server.said)


def test_it_compiles_its_kernels_unasked_and_ends_while_it_does(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    with served(data) as server:
        wait_until(lambda: any(tmp_path.rglob("*.nbi")), "a compiled kernel", 60)
        assert get(f"{server.address}/livez") == {"status": "live"}
        assert server.end(signal.SIGTERM) == 0
    assert not any("Error" in line for line in server.said), server.said


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, -signal.SIGTERM)])
def test_a_signal_ends_it_while_its_engine_starts(tmp_path: Path, number: signal.Signals, code: int) -> None:
    with starting(tmp_path / "data") as server:
        engines = next(filter(None, (on_folder(tmp_path) for _ in until(STARTS_WITHIN))))
        for engine in engines:
            engine.suspend()  # it is not ready before the signal comes
        assert server.end(number) == code
    assert not any("Traceback" in line for line in server.said)
    for engine in engines:
        with contextlib.suppress(psutil.NoSuchProcess):
            engine.resume()
    assert gone(engines) and not on_folder(tmp_path)


def test_a_killed_server_leaves_no_orphan_and_starts_again(data: Path) -> None:
    with served(data) as server:
        revision = in_time(lambda: get(f"{server.address}/readyz"))["revision"]
        server.end(signal.SIGKILL)
        assert gone(server.engines)
    with served(data) as again:
        assert in_time(lambda: get(f"{again.address}/readyz"))["revision"] == revision


def test_the_token_is_for_its_owner_alone_and_allows_writing(data: Path) -> None:
    path = data / "token"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600 and stat.S_IMODE(data.stat().st_mode) == 0o700
    token = path.read_text().strip()
    with served(data) as server:
        written = in_time(lambda: post(f"{server.address}/api/v1/changes", token, [source("token-test")], "token"))
        assert [one["id"] for one in written["data"]["changed"]] == ["source-token-test"]
        with pytest.raises(urllib.error.HTTPError, match="401"):
            post(f"{server.address}/api/v1/changes", "wrong", [source("other")])


def test_a_second_server_on_the_folder_sees_the_first_ones_writes_and_takes_over(data: Path) -> None:
    token = (data / "token").read_text().strip()
    with served(data) as one, served(data) as two:
        assert (len(one.engines), len(two.engines)) == (1, 0)
        written = in_time(lambda: post(f"{one.address}/api/v1/changes", token, [source("shared-test")], "shared"))
        revision = written["data"]["revision"]
        assert in_time(lambda: get(f"{two.address}/readyz")["revision"] == revision)
        one.end(signal.SIGKILL)
        assert gone(one.engines)
        written = in_time(lambda: post(f"{two.address}/api/v1/changes", token, [source("taken-over")], "taken-over"))
        assert written["data"]["revision"] == revision + 1


def refused(data: Path, *arguments: str, **settings: str) -> str:
    """The one sentence that a command says that cannot run."""
    result = run(data, *(arguments or ("serve",)), **settings)
    assert result.returncode != 0 and "Traceback" not in result.stderr
    said = [line for line in result.stderr.splitlines() if line.startswith("parknet: ")]
    return said[-1]


def test_a_taken_port_is_said_before_anything_starts(data: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        said = refused(data, port=port)
    assert port in said and "PARKNET_PORT" in said


def test_a_bad_setting_is_named(tmp_path: Path) -> None:
    assert "PARKNET_PORT" in refused(tmp_path / "data", port="many")


def test_an_unreachable_database_is_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    said = refused(tmp_path / "data", database=f"bolt://127.0.0.1:{port}")
    assert f"127.0.0.1:{port}" in said


@pytest.mark.neo4j
async def test_verify_says_a_wrong_password_and_with_the_right_one_what_was_altered(
    tmp_path: Path, neo4j_server: Neo4jServer
) -> None:
    place = Place("neo4j", Address(neo4j_server.uri, neo4j_server.user, neo4j_server.password, "neo4j"))
    await place.erase()
    await place.store().prepare()
    await history_of_five(place.store())
    file = tmp_path / "password"
    file.write_text("wrong password")
    settings = {"database": neo4j_server.uri, "database_user": neo4j_server.user, "database_password_file": str(file)}
    assert "password" in refused(tmp_path / "data", "verify", **settings)
    file.write_text(neo4j_server.password + "\n")
    await place.run("MATCH (n:Park) SET n.version = 99")
    said = refused(tmp_path / "data", "verify", **settings)
    assert said.startswith("parknet: park-a in the database is of revision 99, but the log ends at 5.")
    await place.close()


@pytest.mark.neo4j
async def test_verify_of_a_database_without_a_network_says_so(tmp_path: Path, neo4j_server: Neo4jServer) -> None:
    place = Place("neo4j", Address(neo4j_server.uri, neo4j_server.user, neo4j_server.password, "neo4j"))
    await place.erase()
    file = tmp_path / "password"
    file.write_text(neo4j_server.password + "\n")
    settings = {"database": neo4j_server.uri, "database_user": neo4j_server.user, "database_password_file": str(file)}
    said = refused(tmp_path / "data", "verify", **settings)
    assert said.startswith(f"parknet: There is nothing in the database neo4j at {neo4j_server.uri}. ")
    await place.close()


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "PARKNET_DATA" in refused(tmp_path / "file" / "data")


def test_a_damaged_database_is_one_sentence(filled_folder: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(filled_folder, tmp_path / "damaged")
    largest = max((folder / "databases").rglob("*.*"), key=lambda path: path.stat().st_size)
    os.truncate(largest, largest.stat().st_size // 2)
    assert "damaged" in refused(folder)


def test_verify_says_whole(data: Path) -> None:
    result = run(data, "verify")
    assert result.returncode == 0 and result.stdout.startswith("whole: ")
