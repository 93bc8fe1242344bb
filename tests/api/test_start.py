"""What is put together at the start, and what is said, once and at once, when that cannot be done."""

import asyncio
import errno
import os
import socket
import stat
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from parknet import bootstrap
from parknet.errors import ParknetError, StoreRefused, StoreUnavailable
from parknet.graph import bolt
from parknet.graph.connection import Connection, Work
from parknet.settings import Settings


@asynccontextmanager
async def listening(greeting: bytes) -> AsyncIterator[int]:
    """The port of a server that is no database: it says a greeting, if any, and waits for more."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if greeting:
            writer.write(greeting)
        await reader.read()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1]


@pytest.mark.parametrize("greeting", [b"", b"HTTP/1.1 400 Bad Request\r\n\r\n", b"SSH-2.0-x\r\n"])
@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
@pytest.mark.parametrize("opening", [bootstrap.open_journal, bootstrap.open_filled])
async def test_a_port_that_is_no_database_is_said_before_anything_long_is_begun(
    opening: Callable[[Settings, Callable[[str], None]], AbstractAsyncContextManager[object]],
    scheme: str,
    greeting: bytes,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    limits: list[float] = []
    once = Connection.once

    async def counted(self: Connection, work: Work[object], seconds: float) -> object:
        limits.append(seconds)
        return await once(self, work, seconds)

    monkeypatch.setattr(Connection, "once", counted)
    monkeypatch.setattr(bolt, "READ_SECONDS", 0.3)
    async with listening(greeting) as port:
        settings = Settings(database=f"{scheme}://127.0.0.1:{port}")
        with pytest.raises((StoreUnavailable, StoreRefused), match=f"127.0.0.1:{port} ") as told:
            async with opening(settings, lambda _: None):
                pass
    assert set(limits) == {0.3}
    assert greeting or "PARKNET_DATABASE names the Bolt port" in str(told.value)


async def test_a_host_that_no_machine_can_have_is_one_sentence() -> None:
    with pytest.raises(ParknetError, match="no usable database address"):
        async with bootstrap.open_filled(Settings(database="bolt://a..b:7687"), lambda _: None):
            pass
    with pytest.raises(ParknetError, match="PARKNET_HOST"):
        bootstrap.bind(Settings(host="a..b"))


def test_where_there_is_nothing_verify_says_so_and_makes_nothing(tmp_path: Path) -> None:
    async def opened(folder: Path) -> None:
        async with bootstrap.open_filled(Settings(data=folder), lambda _: None):
            pass

    (tmp_path / "empty").mkdir()
    for folder in (tmp_path / "mistyped", tmp_path / "empty"):
        with pytest.raises(ParknetError, match=f"There is nothing in {folder}. Set PARKNET_DATA"):
            asyncio.run(opened(folder))
    assert [path.name for path in tmp_path.rglob("*")] == ["empty"]


def test_a_synthetic_network_stands_beside_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = tmp_path / "x" / "y"
    inside.mkdir(parents=True)
    monkeypatch.chdir(inside)
    for data, name in ((".", "x/y-demo-9-1"), ("..", "x-demo-9-1"), ("parknet-data", "x/y/parknet-data-demo-9-1")):
        assert bootstrap.demo_settings(Settings(data=Path(data)), 9, 1).data == tmp_path / name
    with pytest.raises(ParknetError, match="PARKNET_DATA"):
        bootstrap.demo_settings(Settings(data=Path("/")), 9, 1)


def test_an_empty_token_is_told_and_a_missing_one_is_made_whole(tmp_path: Path) -> None:
    said: list[str] = []
    settings = Settings(data=tmp_path / "data")
    token = bootstrap.token(settings, said.append)
    assert len(token) > 30 and bootstrap.token(settings, said.append) == token and said == []
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["token"]
    (tmp_path / "data" / "token").write_text("")
    with pytest.raises(ParknetError, match="empty"):
        bootstrap.token(settings, said.append)


@pytest.mark.parametrize("number", [errno.EPERM, errno.EOPNOTSUPP, errno.EMLINK])
def test_a_token_is_made_where_files_cannot_be_linked(
    tmp_path: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unlinked(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "link", unlinked)
    settings = Settings(data=tmp_path / "data")
    token = bootstrap.token(settings, print)
    assert len(token) > 30 and bootstrap.token(settings, print) == token
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["token"]
    assert stat.S_IMODE((tmp_path / "data" / "token").stat().st_mode) == 0o600


def test_a_token_that_cannot_be_made_leaves_nothing_and_no_file_is_said_to_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "link", full)
    (tmp_path / "token").symlink_to(tmp_path / "nothing" / "token")
    with pytest.raises(ParknetError, match="Remove the file: a new one is made"):
        bootstrap.token(Settings(data=tmp_path), print)
    (tmp_path / "token").unlink()
    monkeypatch.setattr(Path, "exists", full)
    with pytest.raises(ParknetError, match=f"cannot be read or made .* Make {tmp_path} writable"):
        bootstrap.token(Settings(data=tmp_path), print)
    assert list(tmp_path.iterdir()) == []


def test_a_token_that_others_may_read_is_closed_to_them_and_that_is_said(tmp_path: Path) -> None:
    said: list[str] = []
    path = tmp_path / "token"
    path.write_text("secret-of-mine\n")
    path.chmod(0o644)
    assert bootstrap.token(Settings(data=tmp_path), said.append) == "secret-of-mine"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(said) == 1 and str(path) in said[0] and "secret-of-mine" not in said[0]


def test_a_port_that_is_taken_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ParknetError, match=f"Port {port} .* PARKNET_PORT"):
            bootstrap.bind(Settings(port=port))


def test_an_answer_of_two_packets_does_not_wait_for_the_first_to_be_acknowledged() -> None:
    with (
        bootstrap.bind(Settings(port=0)) as taken,
        socket.create_connection(taken.getsockname()),
        taken.accept()[0] as answering,
    ):
        assert answering.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
