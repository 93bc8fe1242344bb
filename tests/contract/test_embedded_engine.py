"""The embedded engine of a data folder: one owner, its end, its crash. Real processes, loopback only."""

import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from parknet.errors import EngineBusy, EngineError, EngineMissing
from parknet.graph import engine_owner, engine_process
from parknet.graph.embedded import Address, EmbeddedEngine
from parknet.graph.engine_owner import take_lock
from parknet.graph.engine_process import Installation, Ports, find_installation, free_ports
from tests.contract.engines import START, add, announced, count, driver_of, ended, engine_pid
from tests.contract.processes import stop_at_once
from tests.states import wait_until

pytestmark = [pytest.mark.arcadedb, pytest.mark.usefixtures("arcadedb")]

# Another process: prints the address that it got, then keeps its engine until its input ends or it is killed.
OTHER = """
import dataclasses, json, sys
from pathlib import Path
from parknet.graph.embedded import EmbeddedEngine
engine = EmbeddedEngine(Path(sys.argv[1]))
address = engine.address(60)
print(json.dumps({"owned": engine.owned, "address": dataclasses.asdict(address)}), flush=True)
sys.stdin.read()
engine.close()
"""


@contextmanager
def other_process(folder: Path) -> Iterator[tuple[subprocess.Popen[str], bool, Address]]:
    """A second process on the folder: itself, whether it owns the engine, and the address that it got."""
    process = subprocess.Popen(
        [sys.executable, "-c", OTHER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with process:
        try:
            assert process.stdout is not None
            said = json.loads(process.stdout.readline())
            yield process, said["owned"], Address(**said["address"])
        finally:
            process.kill()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of `running`: its path has a blank and Chinese, and is not there yet."""
    return tmp_path_factory.mktemp("data") / "园区 网络"


@pytest.fixture(scope="module")
def running(folder: Path) -> Iterator[EmbeddedEngine]:
    """An engine that was first asked for by a thread that has ended since."""
    engine = EmbeddedEngine(folder)
    asker = threading.Thread(target=engine.address, args=(START,))
    asker.start()
    asker.join()
    yield engine
    engine.close()


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[EmbeddedEngine]:
    """An engine that was not started yet, in an empty folder `tmp_path`."""
    engine = EmbeddedEngine(tmp_path)
    yield engine
    engine.close()


def test_the_engine_outlives_the_thread_that_asked_for_it(running: EmbeddedEngine, folder: Path) -> None:
    with driver_of(running.address(START)) as driver:
        add(driver, "from the owner")
    assert not ended(engine_pid(folder))


def test_another_process_connects_to_the_engine_of_the_first(running: EmbeddedEngine, folder: Path) -> None:
    with other_process(folder) as (process, owned, address):
        assert not owned
        assert address == running.address(START)
        process.communicate("", timeout=20)
        assert process.returncode == 0
    with driver_of(address) as driver:  # the other's close has left the engine alone
        driver.verify_connectivity()


def test_secrets_are_for_the_owner_only(running: EmbeddedEngine, folder: Path) -> None:
    address = running.address(START)
    run = folder / "run"
    assert stat.S_IMODE(run.stat().st_mode) == 0o700
    assert {path.name: stat.S_IMODE(path.stat().st_mode) for path in run.iterdir()} == {
        "engine.json": 0o600,
        "engine.lock": 0o600,
        "jvm.lock": 0o600,
        "launch.args": 0o600,
        "log.properties": 0o600,
    }
    for private in ("databases", "config", "log"):
        assert stat.S_IMODE((folder / private).stat().st_mode) == 0o700
    child = engine_pid(folder)
    seen = Path(f"/proc/{child}/cmdline").read_bytes() + Path(f"/proc/{child}/environ").read_bytes()
    assert address.password.encode() not in seen
    assert address.password not in repr(address)
    assert address.password not in (run / "launch.args").read_text()
    assert int((run / "engine.lock").read_text()) == os.getpid() == announced(folder)["owner"]


def test_the_engine_listens_on_loopback_only(running: EmbeddedEngine, folder: Path) -> None:
    running.address(START)
    sockets = {os.readlink(fd) for fd in Path(f"/proc/{engine_pid(folder)}/fd").iterdir() if fd.is_symlink()}
    listening = []
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and f"socket:[{fields[9]}]" in sockets:
                listening.append(fields[1].split(":")[0])
    loopback = {"0100007F", "0000000000000000FFFF00000100007F"}  # 127.0.0.1 as the kernel prints it
    assert len(listening) == 2
    assert set(listening) <= loopback


def test_after_kill_9_of_the_owner_the_next_process_takes_over(engine: EmbeddedEngine, tmp_path: Path) -> None:
    with other_process(tmp_path) as (process, owned, address):
        assert owned
        assert engine.address(START) == address
        owned_before = engine.owned
        with driver_of(address) as driver:
            add(driver, "a", "b")
        orphan = engine_pid(tmp_path)
        process.kill()
        wait_until(lambda: ended(orphan), "the engine of a killed owner ends")
    after = engine.address(START)
    assert [owned_before, engine.owned] == [False, True]
    assert after.password != address.password
    with driver_of(after) as driver:
        assert count(driver) == 2


def test_an_engine_that_hangs_is_ended_by_the_next_owner(
    engine: EmbeddedEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_process, "PREVIOUS_SECONDS", 0.3)
    monkeypatch.setattr(engine_owner, "STOP_SECONDS", 0.3)
    with other_process(tmp_path) as (process, _, address):
        with driver_of(address) as driver:
            add(driver, "a")
        hung = engine_pid(tmp_path)
        stop_at_once(hung)
        process.kill()
        process.wait()
        with driver_of(engine.address(START)) as driver:
            assert count(driver) == 1
        assert ended(hung)
    hung = engine_pid(tmp_path)
    stop_at_once(hung)
    engine.close()
    assert ended(hung)


def test_after_kill_9_of_the_engine_the_same_driver_goes_on(engine: EmbeddedEngine, tmp_path: Path) -> None:
    address = engine.address(START)
    with driver_of(address) as driver:
        add(driver, "a", "b")
        killed = engine_pid(tmp_path)
        os.kill(killed, signal.SIGKILL)
        wait_until(lambda: engine_pid(tmp_path) != killed, "the engine is started again", START)
        add(driver, "c")
        assert count(driver) == 3
    assert engine.address(START) == address


def test_a_port_that_was_taken_meanwhile_is_chosen_again(
    engine: EmbeddedEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "databases" / "parknet").mkdir(parents=True)  # a first start that was cut short
    for name in ("txlog_0.wal", "database.lck", "dictionary.0.65536.v1.dict"):
        (tmp_path / "databases" / "parknet" / name).touch()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        choices = iter([Ports(port, free_ports().http), Ports(free_ports().bolt, port), free_ports()])
        monkeypatch.setattr(engine_owner, "free_ports", lambda: next(choices))
        address = engine.address(START)
        assert not address.uri.endswith(f":{port}")
        with driver_of(address) as driver:
            assert count(driver) == 0


def test_who_waits_for_a_start_is_told_when_it_is_closed(engine: EmbeddedEngine, tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(engine.address, START)
        wait_until((tmp_path / "run" / "launch.args").exists, "the engine is being started")
        engine.close()
        with pytest.raises(EngineError, match="is closed"):
            asked.result(START / 2)


def test_an_engine_that_keeps_ending_is_given_up(
    engine: EmbeddedEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ending = Installation(Path(shutil.which("false") or "/bin/false"), find_installation().jars)
    with monkeypatch.context() as patch:
        patch.setattr(engine_owner, "find_installation", lambda: ending)
        with pytest.raises(EngineError, match="ended 6 times within 60 s") as first:
            engine.address(START)
    assert not engine.owned
    with pytest.raises(EngineError) as second:
        engine.address(START)
    assert second.value is first.value
    lock = take_lock(tmp_path / "run")
    assert lock is not None, "who gives up lets others try"
    os.close(lock)


def test_a_holder_that_does_not_answer_is_named(engine: EmbeddedEngine, tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    lock = take_lock(tmp_path / "run")
    assert lock is not None
    with pytest.raises(EngineBusy, match=f"Process {os.getpid()} holds the data folder {tmp_path}"):
        engine.address(0.1)
    os.close(lock)


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a folder")
    with pytest.raises(EngineError, match="data cannot be used"):
        EmbeddedEngine(tmp_path / "data").address(1)


def test_a_missing_wheel_or_jar_is_named(engine: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(engine_process, "PACKAGE", "no_such_package")
        with pytest.raises(EngineMissing, match="install arcadedb-embedded"):
            engine.address(START)
    monkeypatch.setattr(engine_process, "NEEDED_JARS", ("arcadedb-bolt-", "arcadedb-moved-"))
    with pytest.raises(EngineMissing, match=r"lacks arcadedb-moved-\*\.jar"):
        find_installation()
