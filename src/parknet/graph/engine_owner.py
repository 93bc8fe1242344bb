"""The one process per data folder that holds its lock, keeps its engine running and announces where it is.

The engine is started from a thread that then watches it until it ends: the kernel ends a child with the *thread* that
started it, so no thread of a pool will do.
"""

import fcntl
import json
import os
import secrets
import subprocess
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from parknet.errors import EngineError, ParknetError
from parknet.graph import engine_files
from parknet.graph.engine_files import DATABASE
from parknet.graph.engine_process import (
    USER,
    EngineEnded,
    Installation,
    PortTaken,
    find_installation,
    free_ports,
    spawn,
    wait_until_ready,
    write_private,
)

STARTS = 6  # the first and five more
STARTS_WITHIN_SECONDS = 60.0
STOP_SECONDS = 10.0  # 0.4 s as a rule
CLOSED_IN_ORDER = 143  # exit code after SIGTERM


@dataclass(frozen=True, slots=True)
class Address:
    """Where the engine of a data folder answers, and to whom."""

    uri: str
    user: str
    password: str = field(repr=False)
    database: str


class EngineOwner:
    """Runs the engine of one data folder until `close`, or until it gives up (`error`)."""

    def __init__(self, folder: Path, lock: int) -> None:
        """`lock` is the descriptor of the folder's held lock (`take_lock`); it is released when the engine is gone."""
        self.error: ParknetError | None = None
        self.error_at = 0.0
        self._folder = folder
        self._lock = lock
        self._password = secrets.token_urlsafe(32)
        self._ports = free_ports()  # kept over a restart, so that a driver goes on
        self._starts: deque[float] = deque(maxlen=STARTS)
        self._process: subprocess.Popen[bytes] | None = None
        self._address: Address | None = None
        self._stopping = threading.Event()
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._run, name=f"engine of {folder.name}", daemon=True)
        self._thread.start()

    def address(self, deadline: float) -> Address:
        """The address once the engine is ready; the stored error if it is not to be had; `deadline` is monotonic."""
        with self._changed:
            self._changed.wait_for(lambda: self._address or self.error, deadline - time.monotonic())
            if self.error is not None:
                raise self.error
            if self._address is None:
                raise EngineError(
                    f"The embedded database of {self._folder} is still starting: wait and try again "
                    f"(what it does: {self._folder / 'log'})."
                )
            return self._address

    def close(self) -> None:
        """End the engine, at the latest after STOP_SECONDS, and release the folder."""
        self._stopping.set()
        process = self._process
        if process is not None:
            process.terminate()
            self._thread.join(STOP_SECONDS)
            process.kill()
        self._thread.join()

    def _run(self) -> None:
        run = self._folder / "run"
        (run / "engine.json").unlink(missing_ok=True)  # of an owner that was killed
        error: ParknetError | None = None
        try:
            self._keep_running()
        except ParknetError as stopped:
            error = stopped
        except OSError as stopped:
            error = EngineError(
                f"The embedded database of {self._folder} cannot run ({stopped.strerror}): see that its disk has room "
                "and can be written to; then try again in a minute."
            )
        finally:
            (run / "engine.json").unlink(missing_ok=True)
            (run / "password").unlink(missing_ok=True)
            os.ftruncate(self._lock, 0)
            os.close(self._lock)
        with self._changed:  # after the lock is free: who hears of the error may try elsewhere
            self.error, self.error_at = error, time.monotonic()
            self._changed.notify_all()

    def _keep_running(self) -> None:
        """Run the engine again and again; raises what keeps it from running, `close` at the latest."""
        installation = find_installation()
        last = "nothing known"
        while not self._stopping.is_set():
            self._count_start(last)
            try:
                last = self._run_once(installation)
            except PortTaken:
                self._ports = free_ports()
                last = "another program took its port"
            except EngineEnded as ended:
                last = str(ended)
        raise EngineError(f"The embedded database of {self._folder} is closed.")

    def _run_once(self, installation: Installation) -> str:
        """Start the engine, announce it, wait for its end; how it ended."""
        engine_files.check(self._folder)
        engine_files.unseal(self._folder)
        process = self._process = spawn(self._folder, installation, self._ports, self._password)
        try:
            wait_until_ready(process, self._folder, self._ports, self._password, self._stopping)
            engine_files.check_log(self._folder)
            engine_files.unseal(self._folder)
            self._announce(process.pid)
            if self._stopping.is_set():
                process.terminate()
            code = process.wait()
        finally:
            with self._changed:
                self._address = None
            if process.poll() is None:
                process.kill()  # not in order: it would write over what it could not read
                process.wait()
        if self._stopping.is_set() and code == CLOSED_IN_ORDER:
            engine_files.seal(self._folder)
        return f"exit code {code}"

    def _announce(self, engine_pid: int) -> None:
        """Tell the other processes, through ``run/engine.json``, and the waiting threads of this one."""
        address = Address(f"bolt://127.0.0.1:{self._ports.bolt}", USER, self._password, DATABASE)
        content = {
            "owner": os.getpid(),
            "engine": engine_pid,
            "uri": address.uri,
            "http": self._ports.http,
            "user": address.user,
            "password": address.password,
            "database": address.database,
            "started": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        write_private(self._folder / "run" / "engine.json", json.dumps(content, indent=1))
        with self._changed:
            self._address = address
            self._changed.notify_all()

    def _count_start(self, last: str) -> None:
        now = time.monotonic()
        if len(self._starts) == STARTS and now - self._starts[0] < STARTS_WITHIN_SECONDS:
            raise EngineError(
                f"The embedded database of {self._folder} ended {STARTS} times within {STARTS_WITHIN_SECONDS:.0f} s "
                f"(last: {last}): read {self._folder / 'log'}, then start again."
            )
        self._starts.append(now)


def take_lock(run: Path) -> int | None:
    """Descriptor of the data folder's lock, now held and naming this process; None if another process holds it."""
    descriptor = os.open(run / "engine.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
    return descriptor
