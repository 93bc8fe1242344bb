"""parknet as a child process: started, awaited, ended; nothing is left behind."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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
    """A running `parknet serve`."""

    def __init__(self, data: Path, *arguments: str, **settings: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "parknet", *(arguments or ("serve",))],
            env=environment(data, **settings),
            stderr=subprocess.PIPE,
            text=True,
        )
        self.said: list[str] = []
        self.address = self._address()
        self.engines = [c for c in psutil.Process(self.process.pid).children(recursive=True) if "java" in c.name()]

    def _address(self) -> str:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.said.append(line)
            if found := re.search(r"parknet is ready at (http://\S+)", line):
                return found[1]
        raise AssertionError(f"ended with {self.process.wait()}: {''.join(self.said)}")

    def end(self, number: signal.Signals) -> int:
        """Send a signal and wait; the exit code."""
        self.process.send_signal(number)
        return self.process.wait(ENDS_WITHIN)


@contextmanager
def served(data: Path, *arguments: str, **settings: str) -> Iterator[Served]:
    """A running server that is gone after."""
    server = Served(data, *arguments, **settings)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.end(signal.SIGINT)
        if server.process.stderr:
            server.process.stderr.close()


def gone(processes: list[psutil.Process]) -> bool:
    """Whether all of them end within the limit."""
    _, alive = psutil.wait_procs(processes, timeout=ENDS_WITHIN)
    return not alive


def until(deadline: float) -> Iterator[None]:
    """Rounds of a loop that polls for a state, a few milliseconds apart, until the time is up."""
    end = time.monotonic() + deadline
    while time.monotonic() < end:
        yield
        time.sleep(0.02)
