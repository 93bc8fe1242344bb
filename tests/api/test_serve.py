"""Running parknet: start, stop, crash, restart, and what is said when it cannot run."""

import json
import os
import shutil
import signal
import socket
import stat
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from parknet.graph.embedded import Address
from tests.api.processes import gone, run, served, until
from tests.contract.conftest import Place
from tests.engines.neo4j_server import Neo4jServer

pytestmark = pytest.mark.arcadedb


@pytest.fixture(scope="module")
def data(filled_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of this module's own with the built-in data."""
    return shutil.copytree(filled_folder, tmp_path_factory.mktemp("serve") / "数据 folder")


def get(address: str) -> Any:
    with urllib.request.urlopen(address, timeout=10) as answer:
        return json.load(answer)


def post(address: str, token: str, edits: list[dict[str, Any]]) -> Any:
    body = json.dumps({"edits": edits}).encode()
    headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
    with urllib.request.urlopen(urllib.request.Request(address, body, headers), timeout=10) as answer:
        return json.load(answer)


def source(name: str) -> dict[str, Any]:
    return {"id": f"source-{name}", "after": {"name_zh": name}, "version": 0}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_cleanly_with_its_engine(data: Path, number: signal.Signals) -> None:
    with served(data) as server:
        assert get(f"{server.address}/readyz")["status"] == "ready"
        assert len(server.engines) == 1
        assert server.end(number) == 0
        assert gone(server.engines)
    assert not any("Traceback" in line for line in server.said)


def test_a_killed_server_leaves_no_orphan_and_starts_again(data: Path) -> None:
    with served(data) as server:
        revision = get(f"{server.address}/readyz")["revision"]
        server.end(signal.SIGKILL)
        assert gone(server.engines)
    with served(data) as again:
        assert get(f"{again.address}/readyz")["revision"] == revision


def test_the_token_is_for_its_owner_alone_and_allows_writing(data: Path) -> None:
    path = data / "token"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600 and stat.S_IMODE(data.stat().st_mode) == 0o700
    token = path.read_text().strip()
    with served(data) as server:
        written = post(f"{server.address}/api/v1/changes", token, [source("token-test")])
        assert written["data"]["changed"] == ["source-token-test"]
        with pytest.raises(urllib.error.HTTPError, match="401"):
            post(f"{server.address}/api/v1/changes", "wrong", [source("other")])


def test_a_second_server_on_the_folder_sees_the_first_ones_writes_and_takes_over(data: Path) -> None:
    token = (data / "token").read_text().strip()
    with served(data) as one, served(data) as two:
        assert (len(one.engines), len(two.engines)) == (1, 0)
        revision = post(f"{one.address}/api/v1/changes", token, [source("shared-test")])["data"]["revision"]
        assert any(get(f"{two.address}/readyz")["revision"] == revision for _ in until(20.0))
        one.end(signal.SIGKILL)
        assert gone(one.engines)
        for _ in until(60.0):
            try:
                written = post(f"{two.address}/api/v1/changes", token, [source("taken-over")])
                break
            except urllib.error.HTTPError as error:
                assert error.code == 503
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
async def test_a_wrong_password_is_one_sentence_and_the_right_one_works(
    tmp_path: Path, neo4j_server: Neo4jServer
) -> None:
    at = Address(neo4j_server.uri, neo4j_server.user, neo4j_server.password, "neo4j")
    await Place("neo4j", at).erase()
    file = tmp_path / "password"
    file.write_text("wrong password")
    settings = {"database": neo4j_server.uri, "database_user": neo4j_server.user, "database_password_file": str(file)}
    assert "password" in refused(tmp_path / "data", "verify", **settings)
    file.write_text(neo4j_server.password + "\n")
    result = run(tmp_path / "data", "verify", **settings)
    assert result.returncode == 0 and "whole" in result.stdout


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


def test_help_describes_every_setting() -> None:
    result = run(Path("unused"), "serve", "--help")
    assert result.returncode == 0
    text = "".join(result.stdout.split())
    for name in ("HOST", "PORT", "HOSTS", "DATA", "DATABASE", "DATABASE_NAME", "DATABASE_USER"):
        assert f"PARKNET_{name}" in text
