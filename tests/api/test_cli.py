"""The command line: what its help says and costs, and what is said when it cannot go on."""

import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from parknet import bootstrap, cli
from parknet.model.batch import Edit, Proposal
from parknet.model.records import Citation, Park, Source
from parknet.services.access import Actor
from parknet.services.journal import Journal
from parknet.services.loading import Loaded, load
from parknet.settings import described
from parknet.store.memory import MemoryStore
from tests.api.processes import environment, run, starting
from tests.states import wait_until

HEAVY = ("cryptography", "fastapi", "networkx", "neo4j", "numpy", "scipy", "starlette", "uvicorn")


def python(script: str, **more: str) -> subprocess.CompletedProcess[str]:
    """A script in a process of its own, as the command line is."""
    return subprocess.run(
        [sys.executable, "-c", script], env=os.environ | more, capture_output=True, text=True, timeout=90, check=False
    )


@pytest.mark.parametrize("arguments", [["--help"], ["serve", "--help"], ["export", "nothing"]])
def test_help_and_wrong_arguments_are_told_without_what_commands_work_with(arguments: list[str]) -> None:
    done = python(
        f"import sys\nsys.argv = ['parknet', *{arguments}]\nfrom parknet.__main__ import main\n"
        f"try:\n    main()\nfinally:\n    print('imported:', *(name for name in {HEAVY} if name in sys.modules))"
    )
    assert done.stdout.splitlines()[-1] == "imported:", done.stderr


def test_a_command_that_serves_nothing_imports_no_web_server() -> None:
    done = python(f"import sys, parknet.library\nprint(*(name for name in {HEAVY} if name in sys.modules))")
    assert done.returncode == 0, done.stderr
    assert not {"cryptography", "fastapi", "scipy", "starlette", "uvicorn"} & set(done.stdout.split())


@pytest.mark.parametrize("arguments", [["serve"], []])
def test_help_has_every_setting_with_its_default(arguments: list[str]) -> None:
    result = run(Path("unused"), *arguments, "--help")
    assert result.returncode == 0
    shown = "".join(result.stdout.split())
    for name, default, text in described():
        wanted = f"{name} — {text} (default: {default or 'not set'})"
        assert "".join(wanted.split()) in shown, wanted


@pytest.mark.parametrize("module", ["typer", "pydantic", "neo4j"])
def test_ctrl_c_while_it_is_being_imported_prints_no_stack_trace(tmp_path: Path, module: str) -> None:
    (tmp_path / f"{module}.py").write_text("raise KeyboardInterrupt\n")
    (tmp_path / "data" / "databases").mkdir(parents=True)
    done = subprocess.run(
        [sys.executable, "-m", "parknet", "verify"],
        env=environment(tmp_path / "data") | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here to write to")
def test_a_full_disk_behind_standard_output_is_one_sentence() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "parknet", "openapi"],
            stdout=full, stderr=subprocess.PIPE, text=True, timeout=90, check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == (
        "parknet: Standard output cannot be written (No space left on device). Name a file by --out.\n"
    )


def test_a_reader_who_has_seen_enough_gets_no_stack_trace() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as pipe:
        done = subprocess.run(
            [sys.executable, "-m", "parknet", "openapi"],
            stdout=pipe, stderr=subprocess.PIPE, text=True, timeout=90, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (141, "")


@pytest.mark.parametrize("name", ["HOST", "DATA", "DATABASE"])
def test_a_setting_that_is_not_utf8_is_named(tmp_path: Path, name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "parknet", "serve"],
        env={**os.environb, f"PARKNET_{name}".encode(): b"bolt://\xff"},
        cwd=tmp_path,
        capture_output=True,
        timeout=90,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.decode() == f"parknet: PARKNET_{name}: It is not text in UTF-8. Write it in UTF-8.\n"


def test_load_says_why_it_left_a_record_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One record that others changed, and one that others only point at: neither reason is said to be the other."""
    cites = (Citation(to="source-a"),)
    first = [Source(id="source-a", name_zh="来源"), *(Park(id=f"park-{n}", name_zh=n, cites=cites) for n in "ab")]
    mine = {"name_zh": "我的", "cites": [{"to": "source-a"}], "possibly_same_as": [{"to": "park-b"}]}

    @asynccontextmanager
    async def on_memory(*_: object, **__: object) -> AsyncIterator[Journal]:
        journal = Journal(MemoryStore(), lambda: datetime(2026, 1, 1, tzinfo=UTC), random.Random(1))
        await journal.open()
        await load(journal, first, bootstrap.LOADER)
        await journal.write(Proposal("me", "edit", (Edit("park-a", mine),)), Actor("me", holder=True))
        yield journal

    async def newer(journal: Journal) -> Loaded:
        return await load(journal, [*first[:2], Park(id="park-c", name_zh="c", cites=cites)], bootstrap.LOADER)

    monkeypatch.setattr(bootstrap, "open_journal", on_memory)
    monkeypatch.setattr(bootstrap, "load_built_in", newer)
    cli.records.load()
    assert capsys.readouterr().err.splitlines() == [
        "parknet: records written or removed: 1, revision 3",
        "parknet: left alone, since others changed it or what goes together with it: park-a",
        "parknet: left alone, since others changed it or what goes together with it: park-b",
    ]


@pytest.mark.arcadedb
def test_long_work_says_how_far_it_is_and_ends_at_ctrl_c(filled_folder: Path, tmp_path: Path) -> None:
    data = shutil.copytree(filled_folder, tmp_path / "data")
    with starting(
        data, "null-model", "--draws", "5000", "--measure", "diameter", "--measure", "transitivity"
    ) as running:
        wait_until(lambda: any(" of 5000" in line for line in running.said), "how far it is", 60)
        assert running.end(signal.SIGINT) == 130
    assert not any("Traceback" in line for line in running.said), running.said
