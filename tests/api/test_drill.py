"""The drills of the README with the real commands: a lost data folder restored, and changes carried on a medium."""

import re
import shutil
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from parknet.bootstrap import OPERATOR, open_journal
from parknet.model.batch import Edit, Proposal
from parknet.settings import Settings
from tests.api.processes import ENDS_WITHIN, STARTS_WITHIN, environment, gone, on_folder, run, served
from tests.api.test_serve import get, post, source
from tests.states import wait_until

pytestmark = pytest.mark.arcadedb

COVERAGE = "/api/v1/programmes/programme-carrying-plan/coverage"


@pytest.fixture
def folder(filled_folder: Path, tmp_path: Path) -> Path:
    """A data folder of the test's own with the built-in data."""
    return shutil.copytree(filled_folder, tmp_path / "data")


def meta(address: str) -> dict[str, Any]:
    return dict(get(address)["meta"])


@contextmanager
def writing(address: str, token: str) -> Iterator[list[int]]:
    """Somebody who writes one record after another meanwhile; the numbers of those that were acknowledged."""
    acknowledged: list[int] = []
    stopped = threading.Event()

    def write() -> None:
        while not stopped.is_set():
            post(f"{address}/api/v1/changes", token, [source(f"drill-{len(acknowledged)}")])
            acknowledged.append(len(acknowledged))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        yield acknowledged
    finally:
        stopped.set()
        writer.join(ENDS_WITHIN)


def test_a_lost_data_folder_is_restored_from_a_backup_that_was_made_while_somebody_wrote(
    folder: Path, tmp_path: Path
) -> None:
    phrase, file = tmp_path / "passphrase", tmp_path / "backup"
    phrase.write_text("five words that nobody guesses\n", "utf-8")
    locked = ("--passphrase-file", str(phrase))
    with served(folder) as server:
        token = (folder / "token").read_text("ascii").strip()
        with writing(server.address, token) as acknowledged:
            wait_until(lambda: len(acknowledged) > 2, "three records are written", ENDS_WITHIN)
            done = run(folder, "backup", "--out", str(file), *locked)
            before = len(acknowledged)
            wait_until(lambda: len(acknowledged) > before, "somebody writes on", ENDS_WITHIN)
        assert done.returncode == 0, done.stderr
        revision, digest = re.findall(r"revision (\d+), digest (\w+)", done.stderr)[0]
        assert 3 < int(revision) <= before + 2
        assert meta(f"{server.address}{COVERAGE}?rev={revision}")["digest"] == digest
        content = file.read_bytes()
        full = subprocess.run(
            ["bash", "-c", 'ulimit -f 20; exec "$0" -m parknet backup --out "$1"', sys.executable, str(file)],
            env=environment(folder), capture_output=True, text=True, timeout=STARTS_WITHIN, check=False,
        )  # fmt: skip
        assert full.returncode == 1 and "cannot be written (File too large)" in full.stderr
        assert file.read_bytes() == content  # whole, or not at all
        busy = run(folder, "restore", str(file), *locked)
        assert busy.returncode == 1 and f"Process {server.process.pid} holds the data folder" in busy.stderr
    assert stat.S_IMODE(file.stat().st_mode) == 0o600 and list(tmp_path.glob("*.part")) == []
    shutil.rmtree(folder)

    done = run(folder, "restore", str(file), *locked)
    assert done.returncode == 0 and f"restored: revision {revision}, digest {digest}" in done.stderr
    assert f"revision {revision}, digest {digest}" in run(folder, "verify").stdout
    assert not (folder / "token").exists() and not list(folder.glob("restoring-*"))
    with served(folder) as server:
        shown = meta(server.address + COVERAGE)
        assert (shown["digest"], str(shown["revision"])) == (digest, revision)
        fresh = (folder / "token").read_text("ascii").strip()
        assert fresh != token
        post(f"{server.address}/api/v1/changes", fresh, [source("after-the-drill")])


def test_a_restore_that_was_killed_leaves_nothing_in_use_and_is_repeated(folder: Path, tmp_path: Path) -> None:
    file, target = tmp_path / "backup.gz", tmp_path / "target"
    assert run(folder, "backup", "--out", str(file)).returncode == 0
    restoring = subprocess.Popen(
        [sys.executable, "-m", "parknet", "restore", str(file)],
        env=environment(target), stderr=subprocess.DEVNULL,
    )  # fmt: skip
    wait_until(lambda: any(target.glob("**/schema.json")), "it writes", ENDS_WITHIN)
    engines = on_folder(target)
    restoring.send_signal(signal.SIGKILL)
    assert restoring.wait(ENDS_WITHIN) == -signal.SIGKILL and gone(engines)
    assert not (target / "databases").exists()
    empty = run(target, "verify")
    assert empty.returncode == 1 and "There is nothing in" in empty.stderr

    (target / "token").write_text("kept\n", "ascii")
    (target / "restoring-another").mkdir()
    assert run(target, "restore", str(file)).returncode == 0
    assert run(target, "verify").stdout == run(folder, "verify").stdout
    assert not list(target.glob("restoring-*"))
    assert (target / "token").read_text("ascii") == "kept\n"


def test_a_wrong_passphrase_and_an_altered_backup_make_nothing(folder: Path, tmp_path: Path) -> None:
    phrase, wrong, file, target = (tmp_path / name for name in ("right", "wrong", "backup", "target"))
    phrase.write_text("right\n", "utf-8")
    wrong.write_text("Right\n", "utf-8")
    assert run(folder, "backup", "--out", str(file), "--passphrase-file", str(phrase)).returncode == 0
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    altered, cut = tmp_path / "altered", tmp_path / "cut"
    altered.write_bytes(content)
    cut.write_bytes(file.read_bytes()[:-100])
    for shown, key, said in (
        (file, wrong, "backup: The passphrase does not fit"),
        (altered, phrase, "altered: A part of it is missing, or is not as it was written."),
        (cut, phrase, "cut: A part of it is missing, or is not as it was written."),
        (phrase, phrase, "right: It is not encrypted"),
        (file, target, "--passphrase-file"),
    ):
        done = run(target, "restore", str(shown), "--passphrase-file", str(key))
        assert (done.returncode, len(done.stderr.splitlines())) == (2, 1) and said in done.stderr
    wrong.write_text("\n", "utf-8")
    done = run(folder, "backup", "--out", str(tmp_path / "none"), "--passphrase-file", str(wrong))
    assert done.returncode == 2 and "The file is empty. Name a file that holds a passphrase." in done.stderr
    assert not target.exists() and not (tmp_path / "none").exists()


async def add(folder: Path, *names: str) -> None:
    """Write one batch for each record."""
    async with open_journal(Settings(data=folder), lambda said: None) as journal:
        for name in names:
            await journal.write(Proposal("operator", "edit", (Edit(f"source-{name}", {"name_zh": name}, 0),)), OPERATOR)


async def test_changes_are_carried_to_a_follower_by_who_is_trusted_once_and_without_a_gap(
    folder: Path, tmp_path: Path
) -> None:
    follower, keys, package, later = (tmp_path / name for name in ("follower", "keys", "package", "later"))
    shutil.copytree(folder, follower)
    none = run(folder, "changes", "export", "--after", "1", "--out", str(package))
    assert none.returncode == 1 and "There is nothing after revision 1" in none.stderr and not package.exists()
    await add(folder, "one", "two", "three")
    assert run(folder, "changes", "export", "--after", "1", "--out", str(package)).returncode == 0
    assert run(folder, "changes", "export", "--after", "3", "--out", str(later)).returncode == 0
    key = run(folder, "changes", "key").stdout.strip()
    assert stat.S_IMODE((folder / "signing-key").stat().st_mode) == 0o600

    def taken(file: Path) -> subprocess.CompletedProcess[str]:
        return run(follower, "changes", "import", str(file), "--trusted", str(keys))

    unnamed = taken(package)
    assert unnamed.returncode == 1 and "Name by --trusted a file of public keys" in unnamed.stderr
    keys.write_text(run(follower, "changes", "key").stdout, "utf-8")
    refused = taken(package)
    assert refused.returncode == 2 and f"package: It is signed by {key}, which is not among" in refused.stderr
    keys.write_text(f"{key} the office in Suzhou\n", "utf-8")
    altered = tmp_path / "altered"
    altered.write_text(package.read_text("utf-8").replace("three", "threw"), "utf-8")
    refused = taken(altered)
    assert refused.returncode == 2 and f"altered: It was altered after {key} signed it" in refused.stderr
    gap = taken(later)
    assert gap.returncode == 2 and "batches 2 to 3 are missing here" in gap.stderr and "--after 1" in gap.stderr

    first = taken(package)
    assert first.returncode == 0 and "signed by the office in Suzhou" in first.stderr
    assert "taken over: revisions 2 to 4" in first.stderr
    again = taken(later)
    assert again.returncode == 0 and "nothing to do: revision 4 is here already" in again.stderr
    assert run(follower, "verify").stdout == run(folder, "verify").stdout
