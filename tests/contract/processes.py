"""Starts the writing processes of the contract tests and reads what they report."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from tests.states import wait_until

ROOT = Path(__file__).parents[2]


@dataclass
class Process:
    """A running `tests.contract.writer`, and what it says was acknowledged: (revision, key)."""

    process: asyncio.subprocess.Process
    acknowledged: list[tuple[int, str]] = field(default_factory=list)

    async def read(self) -> None:
        """Take over what it reports until it ends."""
        assert self.process.stdout
        async for line in self.process.stdout:
            revision, key = line.decode().split()
            self.acknowledged.append((int(revision), key))

    async def stop(self) -> None:
        """Ask it to end, and wait until it has."""
        assert self.process.stdin
        self.process.stdin.close()
        await self.process.wait()


def stop_at_once(pid: int) -> None:
    """Halt a process, and return when it does nothing any more: on a busy machine its threads go on for a moment."""
    os.kill(pid, signal.SIGSTOP)
    wait_until(lambda: psutil.Process(pid).status() == psutil.STATUS_STOPPED, f"process {pid} halts")


@asynccontextmanager
async def writing(
    where: Mapping[str, Any], *, size: int, batches: int, writers: int = 4, count: int = 2
) -> AsyncIterator[list[Process]]:
    """So many processes with so many writers each, all ready; they are ended at the end."""
    started: list[Process] = []
    readers: list[asyncio.Task[None]] = []
    try:
        for name in "abcdefgh"[:count]:
            arguments = {**where, "size": size, "batches": batches, "writers": writers, "name": name}
            command = (sys.executable, "-m", "tests.contract.writer", json.dumps(arguments))
            pipe = asyncio.subprocess.PIPE
            started.append(Process(await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdin=pipe, stdout=pipe)))
        for one in started:
            assert one.process.stdout
            assert await one.process.stdout.readline() == b"ready\n"
        readers = [asyncio.create_task(one.read()) for one in started]
        yield started
        await asyncio.gather(*readers)
    finally:
        for one in started:
            if one.process.returncode is None:
                one.process.kill()
            await one.process.wait()
        await asyncio.gather(*readers, return_exceptions=True)
