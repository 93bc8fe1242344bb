"""Data folders and logs that older versions wrote: each later version opens, verifies, writes to and restores them.

A folder a version: `data.tar.xz`, what the embedded engine had closed, and `log.jsonl`, a dump of it.
"""

import lzma
import tarfile
from pathlib import Path

FOLDER = Path(__file__).parent
VERSIONS = sorted(path.name for path in FOLDER.iterdir() if (path / "log.jsonl").exists())


def log_of(version: str) -> Path:
    """The dump that a version wrote."""
    return FOLDER / version / "log.jsonl"


def unpack(version: str, folder: Path) -> None:
    """Make the data folder that a version left."""
    with tarfile.open(FOLDER / version / "data.tar.xz") as archive:
        archive.extractall(folder, filter="data")


def pack(folder: Path, version: str) -> None:
    """Keep the database of a closed data folder, without logs, addresses and secrets; equal files give equal bytes."""
    (FOLDER / version).mkdir()
    paths = [folder / "databases", *sorted((folder / "databases").rglob("*"))]
    with (
        lzma.open(FOLDER / version / "data.tar.xz", "wb", preset=9) as file,
        tarfile.open(fileobj=file, mode="w") as out,
    ):
        for path in paths:
            entry = out.gettarinfo(path, path.relative_to(folder).as_posix())
            entry.mtime = entry.uid = entry.gid = 0
            entry.uname = entry.gname = ""
            entry.mode = 0o700 if path.is_dir() else 0o600
            if path.is_dir():
                out.addfile(entry)
            else:
                with path.open("rb") as content:
                    out.addfile(entry, content)
