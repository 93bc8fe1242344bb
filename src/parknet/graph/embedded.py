"""The embedded database of a data folder: one door for every process that needs it.

Whoever comes first takes the folder's lock, starts the engine and watches it (`EngineOwner`); the others read its
address from ``run/engine.json``. When the owner goes, its engine goes with it, and the next process that asks for the
address takes the lock and starts it again. POSIX only: Windows has no `flock`.
"""

import json
import os
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from parknet.errors import EngineBusy, EngineError, Sentence, StoreFull
from parknet.graph.engine_owner import STARTS_WITHIN_SECONDS, STOP_SECONDS, Address, EngineOwner, take_lock
from parknet.graph.engine_process import answers

__all__ = ["Address", "EmbeddedEngine", "held"]

POLL_SECONDS = 0.05
ROOM_MB = 128
"""Free space without which nothing is written: four times what 20,000 records with 100,000 links take.

A commit that meets a full disk leaves the engine's log torn: see `EmbeddedEngine.room`.
"""


class EmbeddedEngine:
    """The engine of one data folder, started by this process or by another. Safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        """Nothing is read, written or started before the first `address`."""
        self._folder = folder.resolve()
        self._run = self._folder / "run"
        self._guard = threading.Lock()
        self._owner: EngineOwner | None = None
        self._closed = False
        self._was_full = self._run / "was-full"
        """There while the engine may have met a full disk: for every process, also after the one that saw it."""
        self._unmarked = False

    @property
    def owned(self) -> bool:
        """Whether this process holds the folder's lock and runs the engine."""
        owner = self._owner
        return owner is not None and owner.error is None

    def address(self, timeout: float) -> Address:
        """Where the engine answers, within `timeout` seconds; starts it if nobody has.

        Call it again when a connection fails: the owner may have gone, or have another port. Raises EngineMissing,
        EngineDamaged, EngineBusy (the process that holds the folder does not answer) or EngineError. When the engine
        has given up, its error is raised for a minute; after that the next call tries again.
        """
        deadline = time.monotonic() + timeout
        while True:
            owner = self._own()
            if owner is not None:
                return owner.address(deadline)
            announced = self._announced()
            if announced is not None:
                return announced
            if time.monotonic() >= deadline:
                raise EngineBusy(
                    f"Process {_holder(self._folder)} holds the data folder {self._folder}, but its database did not "
                    f"answer within {timeout:g} s: wait for it, or end that process."
                )
            time.sleep(POLL_SECONDS)

    def room(self) -> None:
        """Raise StoreFull when the disk has too little room to write; start the engine anew when it has room again.

        Raises EngineBusy when it does not end then. A commit that met a full disk leaves a torn record in the engine's
        log, and in a crash what was committed after it would be lost. An engine that ends in order leaves no log, and
        its owner starts it again.
        """
        try:
            free = shutil.disk_usage(self._folder).free // 2**20
        except OSError:  # the engine itself says what is wrong with its folder
            return
        if free < ROOM_MB:
            try:
                self._was_full.touch()
            except OSError:  # there is no room for a name either
                self._unmarked = True
            raise StoreFull(_full(self._folder, free))
        if self._unmarked or self._was_full.exists():
            self._start_anew()

    def close(self) -> None:
        """End the engine if it is ours. May be called again; `address` may not."""
        with self._guard:
            self._closed = True
            owner, self._owner = self._owner, None
        if owner is not None:
            owner.close()

    def _start_anew(self) -> None:
        """End the engine in order, whoever owns it; return when it has ended, or when none of ours answers."""
        announced = self._read()
        if announced is None:  # the number of its process may be another's by now
            return
        _, engine = announced
        try:
            os.kill(engine, signal.SIGTERM)
            deadline = time.monotonic() + STOP_SECONDS
            while time.monotonic() < deadline:
                time.sleep(POLL_SECONDS)
                os.kill(engine, 0)
        except ProcessLookupError:
            self._unmarked = False
            self._was_full.unlink(missing_ok=True)
            return
        raise EngineBusy(
            f"The database of {self._folder} must be started anew, since its disk was full, but process {engine} has "
            f"not ended within {STOP_SECONDS:g} s: try again, or end that process."
        )

    def _own(self) -> EngineOwner | None:
        """The owner in this process, made if the lock was free."""
        with self._guard:
            if self._closed:
                raise EngineError(f"The embedded database of {self._folder} is closed.")
            owner = self._owner
            if owner is not None and owner.error and time.monotonic() - owner.error_at > STARTS_WITHIN_SECONDS:
                owner = None
            if owner is None:
                owner = self._take_over()
            self._owner = owner
            return owner

    def _take_over(self) -> EngineOwner | None:
        lock = _lock(self._folder)
        return EngineOwner(self._folder, lock) if lock is not None else None

    def _announced(self) -> Address | None:
        """Where the engine is by what the owner wrote, if it answers there."""
        found = self._read()
        return found[0] if found else None

    def _read(self) -> tuple[Address, int] | None:
        """Address and process of the engine as the owner wrote them, if it answers there."""
        try:
            content = json.loads((self._run / "engine.json").read_bytes())
            address = Address(content["uri"], content["user"], content["password"], content["database"])
            answering = answers(int(content["http"]), address.password)
            return (address, int(content["engine"])) if answering else None
        except (OSError, ValueError, KeyError, TypeError):
            return None


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Keep every engine from a data folder meanwhile; raises EngineBusy when one runs there."""
    lock = _lock(folder)
    if lock is None:
        raise EngineBusy(f"Process {_holder(folder)} holds the data folder {folder}: end that process.")
    try:
        yield
    finally:
        os.ftruncate(lock, 0)
        os.close(lock)


def _lock(folder: Path) -> int | None:
    """As take_lock, in a data folder that is made where there is none."""
    run = folder / "run"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        run.mkdir(exist_ok=True)
        run.chmod(0o700)
        return take_lock(run)
    except OSError as error:
        raise EngineError(
            f"The data folder {folder} cannot be used ({error}): make it writable, or choose another one."
        ) from error


def _holder(folder: Path) -> str:
    """Number of the process that holds the lock of a data folder, as it wrote it."""
    try:
        return (folder / "run" / "engine.lock").read_text(encoding="ascii").strip() or "?"
    except (OSError, ValueError):
        return "?"


def _full(folder: Path, free: int) -> Sentence:
    return Sentence(
        f"The disk of {folder} has {free} MB left, and parknet writes only while it has {ROOM_MB} MB: make room there, "
        "then try again. Reading goes on.",
        f"{folder} 所在磁盘仅剩 {free} MB，剩余不足 {ROOM_MB} MB 时不再写入。请清理磁盘后重试；读取不受影响。",
    )
