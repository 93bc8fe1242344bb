"""parknet as a child process: started, awaited, ended; nothing is left behind."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, Queue

import psutil

STARTS_WITHIN = 90.0
ENDS_WITHIN = 30.0


def environment(data: Path, **settings: str) -> dict[str, str]:
    """The environment with these settings and a port of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PARKNET_")}
    given = {f"PARKNET_{name.upper()}": value for name, value in settings.items()}
    return kept | {"PARKNET_DATA": str(data), "PARKNET_PORT": "0", "PYTHONUNBUFFERED": "1"} | given


def run(data: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """A command that ends by itself."""
    command = [sys.executable, "-m", "parknet", *arguments]
    return subprocess.run(
        command, env=environment(data, **settings), capture_output=True, text=True, timeout=STARTS_WITHIN, check=False
    )


class Served:
    """A running `parknet serve`; `ready` waits for its address."""

    def __init__(self, data: Path, *arguments: str, **settings: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "parknet", *(arguments or ("serve",))],
            env=environment(data, **settings),
            stderr=subprocess.PIPE,
            text=True,
        )
        self.said: list[str] = []
        self.address = ""
        self.engines: list[psutil.Process] = []
        self._lines: Queue[str | None] = Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        """Take over what it says until it ends, so that it never waits for a reader."""
        assert self.process.stderr is not None
        with self.process.stderr as lines:
            for line in lines:
                self.said.append(line)
                self._lines.put(line)
        self._lines.put(None)

    def ready(self) -> None:
        """Wait until it says where it is; fails with what it said instead."""
        deadline = time.monotonic() + STARTS_WITHIN
        try:
            while (line := self._lines.get(timeout=max(0.0, deadline - time.monotonic()))) is not None:
                if found := re.search(r"parknet is ready at (http://\S+)", line):
                    self.address = found[1]
                    family = psutil.Process(self.process.pid).children(recursive=True)
                    self.engines = [child for child in family if "java" in child.name()]
                    return
        except Empty:
            raise AssertionError(f"not ready within {STARTS_WITHIN:g} s: {''.join(self.said)}") from None
        raise AssertionError(f"ended with {self.process.wait(ENDS_WITHIN)}: {''.join(self.said)}")

    def end(self, number: signal.Signals) -> int:
        """Send a signal and wait; the exit code."""
        self.process.send_signal(number)
        code = self.process.wait(ENDS_WITHIN)
        self._reader.join(ENDS_WITHIN)  # until all that it said is there
        return code

    def close(self) -> None:
        """End it if it runs; by force when it does not end when asked."""
        if self.process.poll() is not None:
            return
        try:
            self.end(signal.SIGINT)
        except subprocess.TimeoutExpired:
            self.end(signal.SIGKILL)
            raise


@contextmanager
def starting(data: Path, *arguments: str, **settings: str) -> Iterator[Served]:
    """A server that has begun to start, and is gone after."""
    server = Served(data, *arguments, **settings)
    try:
        yield server
    finally:
        server.close()


@contextmanager
def served(data: Path, *arguments: str, **settings: str) -> Iterator[Served]:
    """A running server that is gone after."""
    with starting(data, *arguments, **settings) as server:
        server.ready()
        yield server


def on_folder(folder: Path) -> list[psutil.Process]:
    """The engines that run on a data folder, or on one inside it."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.NoSuchProcess, psutil.AccessDenied, psutil.ZombieProcess):
            if "java" in process.name() and any(str(folder) in part for part in process.cmdline()):
                found.append(process)
    return found


def gone(processes: list[psutil.Process]) -> bool:
    """Whether all of them end within the limit."""
    _, alive = psutil.wait_procs(processes, timeout=ENDS_WITHIN)
    return not alive
