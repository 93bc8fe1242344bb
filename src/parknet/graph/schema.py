"""Brings a database to the schema that this program knows: each file of ``graph/schema`` once, in order."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from parknet.errors import SchemaTooNew, StoreDamaged
from parknet.graph.assets import graph_folder
from parknet.model.text import sha256


@dataclass(frozen=True, slots=True)
class SchemaFile:
    """One version of the schema: its number, its name, its statements, and the SHA-256 of its text."""

    version: int
    name: str
    statements: tuple[str, ...]
    checksum: str


def files(folder: Path | None = None) -> tuple[SchemaFile, ...]:
    """The schema files in order; ValueError when their numbers have a gap."""
    paths = sorted((folder or graph_folder() / "schema").glob("V*.cypher"))
    found = tuple(_file(path) for path in paths)
    if [file.version for file in found] != list(range(1, len(found) + 1)):
        raise ValueError(f"the schema files are not numbered from 1 without a gap: {[f.name for f in found]}")
    return found


def _file(path: Path) -> SchemaFile:
    match = re.fullmatch(r"V(\d{3})__\w+", path.stem)
    if not match:
        raise ValueError(f"{path.name} is not named V<three digits>__<words>.cypher")
    text = path.read_text("utf-8")
    plain = "\n".join(line for line in text.splitlines() if not line.startswith("//"))
    statements = tuple(statement.strip() for statement in plain.split(";") if statement.strip())
    return SchemaFile(int(match[1]), path.stem, statements, sha256(text))


def to_apply(known: tuple[SchemaFile, ...], applied: Mapping[int, str]) -> tuple[SchemaFile, ...]:
    """The files that a database still lacks, given version -> checksum of what was applied there.

    Raises SchemaTooNew when a newer program has written there, StoreDamaged when a file is not what it was.
    """
    newest = max(applied, default=0)
    if newest > len(known):
        raise SchemaTooNew(
            f"The database has schema version {newest}, this parknet knows {len(known)}: install a newer parknet."
        )
    for file in known:
        if applied.get(file.version, file.checksum) != file.checksum:
            raise StoreDamaged(
                f"The schema file {file.name} differs from the one that this database was made with: "
                "restore the file as it was released."
            )
    return tuple(file for file in known if file.version not in applied)
