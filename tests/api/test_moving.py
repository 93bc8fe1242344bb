"""A data folder dumped, restored and copied by the command line, on the embedded engine."""

import asyncio
import os
from pathlib import Path

import pytest

from parknet import moving
from parknet.settings import Settings
from tests.api.processes import run

pytestmark = pytest.mark.arcadedb


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the built-in data."""
    folder = tmp_path_factory.mktemp("moving") / "origin"
    assert run(folder, "load").returncode == 0
    return folder


@pytest.fixture(scope="module")
def dumped(origin: Path) -> Path:
    file = origin.with_name("log.jsonl")
    done = run(origin, "dump", "--out", str(file))
    assert done.returncode == 0 and "written:" in done.stderr
    return file


def test_what_is_restored_dumps_to_the_same_bytes_and_is_whole(dumped: Path, tmp_path: Path) -> None:
    folder, again = tmp_path / "restored", tmp_path / "again.jsonl"
    done = run(folder, "restore", str(dumped))
    assert done.returncode == 0 and "log.jsonl is whole" in done.stderr and "restored: revision 1" in done.stderr
    once_more = run(folder, "restore", str(dumped))
    assert once_more.returncode == 1 and "There is a database in" in once_more.stderr
    assert run(folder, "dump", "--out", str(again)).returncode == 0
    assert again.read_bytes() == dumped.read_bytes()
    whole = run(folder, "verify")
    digest = done.stderr.split("digest ")[1].strip()
    assert whole.returncode == 0 and digest in whole.stdout


def test_a_file_that_is_cut_is_refused_before_anything_is_made(dumped: Path, tmp_path: Path) -> None:
    folder, cut = tmp_path / "restored", tmp_path / "cut.jsonl"
    lines = dumped.read_bytes().splitlines(keepends=True)
    cut.write_bytes(b"".join(lines[:-1]))
    done = run(folder, "restore", str(cut))
    assert done.returncode == 2 and "cut.jsonl: The end of the file is missing" in done.stderr
    assert not folder.exists()
    for name, said in {"none.jsonl": "FileNotFoundError", "": "IsADirectoryError"}.items():
        done = run(folder, "restore", str(tmp_path / name))
        assert done.returncode == 1 and said in done.stderr and "parknet wrote" in done.stderr


def test_what_cannot_be_written_is_named_and_left_as_it_was(origin: Path, tmp_path: Path) -> None:
    for out, said in {
        "/dev/null": "is no file",
        str(tmp_path): "is no file",
        str(tmp_path / "a" / "b"): "No such",
        str(tmp_path / ("a" * 300)): "File name too long",
        f"{__file__}/x": "Not a directory",
    }.items():
        done = run(origin, "dump", "--out", out)
        assert done.returncode == 1 and said in done.stderr and "--out" in done.stderr
    assert Path("/dev/null").is_char_device() and list(tmp_path.iterdir()) == []


def test_a_copy_has_the_same_digest_and_another_history_is_left_alone(origin: Path, tmp_path: Path) -> None:
    target = tmp_path / "target"
    done = run(tmp_path / "unused", "copy", str(origin), str(target))
    first, second = done.stdout.splitlines()
    assert done.returncode == 0 and first.split() == [second.split()[0], str(origin)]
    assert run(target, "verify").returncode == 0
    other = tmp_path / "other"
    assert run(other, "demo", "--parks", "3", "--no-serve").returncode == 0
    (made,) = tmp_path.glob("other-demo-*")
    done = run(tmp_path / "unused", "copy", str(origin), str(made))
    assert done.returncode == 2 and "not the beginning of this log" in done.stderr
    done = run(tmp_path / "unused", "copy", str(tmp_path / "nothing"), str(target))
    assert done.returncode == 1 and "There is nothing in" in done.stderr
    assert "Set SOURCE to where the network is" in done.stderr and "PARKNET_DATA" not in done.stderr
    assert not (tmp_path / "unused").exists()


def test_a_folder_that_cannot_be_looked_into_is_one_sentence(tmp_path: Path) -> None:
    for folder in (tmp_path / ("a" * 300), Path(f"{__file__}/x")):
        done = run(folder, "verify")
        assert (done.returncode, len(done.stderr.splitlines())) == (1, 1), done.stderr
        assert "PARKNET_DATA to where the network is" in done.stderr


def test_what_another_writes_beside_the_file_is_left_alone(origin: Path, tmp_path: Path) -> None:
    out = tmp_path / "log.jsonl"
    drafts = [out.with_name(f"{out.name}.{number}.part") for number in (os.getpid(), 1)]
    for draft in drafts:
        draft.write_text("of another", "utf-8")
    asyncio.run(moving.dump(Settings(data=origin), out, lambda said: None))
    assert out.stat().st_size > 1000 and {draft.read_text("utf-8") for draft in drafts} == {"of another"}
    assert sorted(tmp_path.iterdir()) == sorted([out, *drafts])


def test_what_is_named_like_a_cut_restore_does_not_keep_a_restored_database_from_its_place(
    dumped: Path, tmp_path: Path
) -> None:
    notes = tmp_path / "restoring-notes"
    notes.write_text("mine", "utf-8")
    done = run(tmp_path, "restore", str(dumped))
    assert done.returncode == 0 and "restored: revision 1" in done.stderr, done.stderr
    assert run(tmp_path, "verify").returncode == 0 and [*tmp_path.glob("restoring-*")] == [notes]


def test_an_encrypted_backup_is_not_named_as_if_it_were_gzip(
    origin: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("phrase").write_text("five words", "utf-8")
    assert run(origin, "backup").returncode == 0
    assert run(origin, "backup", "--passphrase-file", "phrase").returncode == 0
    assert Path("parknet-backup.gz").read_bytes()[:2] == b"\x1f\x8b"
    assert Path("parknet-backup").read_bytes().startswith(b"parknet encrypted backup")
