"""The schema is applied once, in order, and only by a program that knows it."""

import asyncio
import shutil
from pathlib import Path

import pytest

from parknet.errors import SchemaTooNew, StoreDamaged
from parknet.graph import schema
from parknet.graph.assets import graph_folder
from parknet.graph.bolt import BoltStore
from parknet.graph.embedded import Address
from tests.contract.conftest import Place

KNOWN = len(schema.files())


def store_with(place: Place, folder: Path) -> BoltStore:
    async def address() -> Address:
        return place.address

    return BoltStore(address, folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the schema files."""
    return Path(shutil.copytree(graph_folder() / "schema", tmp_path / "schema"))


async def applied(place: Place) -> list[tuple[int, str]]:
    rows = await place.run(
        "MATCH (v:SchemaVersion) RETURN v.version AS version, v.checksum AS checksum ORDER BY version"
    )
    return [(row["version"], row["checksum"]) for row in rows]


async def test_each_file_is_applied_once(place: Place, folder: Path) -> None:
    await place.erase(schema=True)
    store = place.store()
    await store.prepare()
    first = [(file.version, file.checksum) for file in schema.files()]
    assert await applied(place) == first
    await store.prepare()
    assert await applied(place) == first
    (folder / f"V{KNOWN + 1:03}__later.cypher").write_text(
        "CREATE INDEX later IF NOT EXISTS FOR (n:Later) ON (n.later);\n"
    )
    newer = store_with(place, folder)
    await newer.prepare()
    assert [version for version, _ in await applied(place)] == [*range(1, KNOWN + 2)]
    with pytest.raises(SchemaTooNew, match=f"schema version {KNOWN + 1}, this parknet knows {KNOWN}: install"):
        await store.prepare()
    await place.run("DROP INDEX later")
    await place.erase(schema=True)
    await store.close()
    await newer.close()


async def test_an_edited_file_is_refused(place: Place, folder: Path) -> None:
    file = folder / "V001__records_and_log.cypher"
    file.write_text(file.read_text() + "// one more line\n")
    store = store_with(place, folder)
    with pytest.raises(
        StoreDamaged, match="V001__records_and_log differs from the one that this database was made with"
    ):
        await store.prepare()
    await store.close()


async def test_two_may_prepare_at_once(place: Place) -> None:
    await place.erase(schema=True)
    stores = [place.store(), place.store()]
    await asyncio.gather(*(store.prepare() for store in stores))
    assert [version for version, _ in await applied(place)] == [*range(1, KNOWN + 1)]
    for store in stores:
        await store.close()


async def test_the_constraints_hold(place: Place) -> None:
    rows = await place.run(
        "SHOW CONSTRAINTS YIELD labelsOrTypes, properties RETURN labelsOrTypes[0] AS label, properties"
    )
    unique = {(row["label"], *row["properties"]) for row in rows}
    wanted = {(label, "id") for label in ("Park", "Step", "Change")} | {("Batch", "revision"), ("Batch", "key")}
    assert wanted <= unique
