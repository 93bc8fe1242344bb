"""Is the database on disk whole? What the engine itself does not tell.

ArcadeDB opens a database with truncated, emptied or missing files without an error and reports ready: records are
gone, or the whole schema is reset. So a database that was closed in order is sealed (size and CRC-32 of each file
that holds data, in ``databases/parknet.seal.json``), and the seal is compared before the next start; who restores a
backup removes the seal. While the engine runs, and after a crash, the seal is empty and says only that there is a
database. Then the schema must be readable, which the engine writes by rename only, and its log must not tell of loss.
"""

import json
import re
import shutil
import zlib
from pathlib import Path
from typing import Any

from parknet.errors import EngineDamaged

DATABASE = "parknet"
FOUND_LOST = "damaged.txt"
PAGED_FILE = re.compile(r"\.(\d+)\.v\d+\.\w+$")  # as in Park_0.1.65536.v0.bucket

# What the engine logs when it leaves data out and goes on. Not among them: what it logs after each crash ("was not
# closed properly", "recovery completed") and a partial last page, which the write-ahead log makes whole.
SIGNS_OF_LOSS = (
    "The schema will be reset",
    "Cannot find bucket",
    "Cannot find indexes",
    "is different from definition",
    "Invalid sub-index",
    "has invalid content size",
    "Recovery aborted",
    "' did not complete",
)

# What a creation that was cut short leaves behind: all that the engine writes before its first schema.
BEFORE_FIRST_SCHEMA = ("txlog_*.wal", "database.lck", "dictionary.*.dict", "*.tmp")


def damaged(folder: Path, cause: str, objection: Path | None = None) -> EngineDamaged:
    """The sentence for people about a data folder whose database cannot be used.

    `objection`: the file of ours that objects, where the engine would go on with what is left.
    """
    go_on = f", or remove {objection} to go on with what is left" if objection else ""
    return EngineDamaged(
        f"The database in {folder} is damaged: {cause}. Restore {folder / 'databases'} from a backup, "
        f"or move {folder} away to begin anew{go_on} (details: {folder / 'log'})."
    )


def check(folder: Path) -> None:
    """Raise EngineDamaged if the files of a stopped engine's database cannot be what it left; clear a cut creation."""
    database = folder / "databases" / DATABASE
    _check_seal(folder, database)
    if not database.exists():
        return
    if not database.is_dir():
        raise damaged(folder, f"databases/{DATABASE} is not a folder")
    found_lost = database / FOUND_LOST
    if found_lost.exists():
        raise damaged(folder, found_lost.read_text(encoding="utf-8", errors="replace"), found_lost)
    schema = database / "schema.json"
    if schema.exists():
        if not isinstance(_json(schema), dict):
            raise damaged(folder, f"databases/{DATABASE}/schema.json cannot be read")
        _check_pages(folder, database)
        return
    early = {path for pattern in BEFORE_FIRST_SCHEMA for path in database.glob(pattern)}
    if set(database.iterdir()) - early:
        raise damaged(folder, f"databases/{DATABASE}/schema.json is missing")
    shutil.rmtree(database)


def check_log(folder: Path) -> None:
    """Raise EngineDamaged if the engine said, since it was started, that it left data out.

    It will not say so again, so this is written down beside the data, for the next `check`.
    """
    log = folder / "log" / "arcadedb.log.0"
    text = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
    for line in text.splitlines():
        if any(sign in line for sign in SIGNS_OF_LOSS):
            cause = f"the engine says “{_without_stamp(line)}”"
            found_lost = folder / "databases" / DATABASE / FOUND_LOST
            found_lost.write_text(cause, encoding="utf-8")
            raise damaged(folder, cause, found_lost)


def seal(folder: Path) -> None:
    """Write down what the files are; only after the engine has closed the database in order."""
    _write_seal(folder, _fingerprint(folder / "databases" / DATABASE))


def unseal(folder: Path) -> None:
    """The engine is about to write, or has made the database: from now on all that is known is that there is one."""
    if (folder / "databases" / DATABASE / "schema.json").exists():
        _write_seal(folder, {})


def _seal_path(folder: Path) -> Path:
    return folder / "databases" / f"{DATABASE}.seal.json"


def _write_seal(folder: Path, content: dict[str, list[int]]) -> None:
    path = _seal_path(folder)
    fresh = path.with_suffix(".tmp")
    fresh.write_text(json.dumps(content, indent=1), encoding="utf-8")
    fresh.replace(path)


def _check_seal(folder: Path, database: Path) -> None:
    path = _seal_path(folder)
    sealed = _json(path) if path.exists() else None
    if not isinstance(sealed, dict):
        return
    found = _fingerprint(database)
    if not found:
        raise damaged(folder, f"databases/{DATABASE} is missing or empty", path)
    for name in sorted(sealed):
        if name not in found:
            raise damaged(folder, f"databases/{DATABASE}/{name} is missing", path)
        if sealed[name] != found[name]:
            raise damaged(folder, f"databases/{DATABASE}/{name} is not as it was when the database was closed", path)


def _check_pages(folder: Path, database: Path) -> None:
    """Whole pages only; after a crash the last one may be in part, the write-ahead log has it."""
    if (database / "database.lck").exists():
        return
    for path in database.iterdir():
        paged = PAGED_FILE.search(path.name)
        if paged and path.stat().st_size % int(paged[1]):
            raise damaged(folder, f"databases/{DATABASE}/{path.name} is cut short")


def _json(path: Path) -> Any:
    """Content of a JSON file; None if it is not one."""
    try:
        return json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        return None


def _fingerprint(database: Path) -> dict[str, list[int]]:
    """[size, CRC-32] of the schema and of each paged file.

    The other files hold no data, and the engine checks or makes them anew.
    """
    if not database.is_dir():
        return {}
    holding = [path for path in database.iterdir() if path.name == "schema.json" or PAGED_FILE.search(path.name)]
    return {path.name: _size_and_crc(path) for path in holding}


def _size_and_crc(path: Path) -> list[int]:
    crc = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            crc = zlib.crc32(block, crc)
        return [file.tell(), crc]


def _without_stamp(line: str) -> str:
    """A log line without time, level and class, cut to a readable length."""
    _, _, said = line.partition("> ")
    return (said or line)[:160].rstrip(" .")
