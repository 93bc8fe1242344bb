"""The files of the embedded engine: closed in order, opened again, damaged. Real processes, loopback only."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from parknet.errors import EngineDamaged, EngineError
from parknet.graph.embedded import EmbeddedEngine
from tests.contract.engines import START, add, count, driver_of, ended, engine_pid

pytestmark = [pytest.mark.arcadedb, pytest.mark.usefixtures("arcadedb")]


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with three notes under a constraint, closed in order."""
    folder = tmp_path_factory.mktemp("closed")
    engine = EmbeddedEngine(folder)
    with driver_of(engine.address(START)) as driver:
        driver.execute_query("CREATE CONSTRAINT FOR (n:Note) REQUIRE n.id IS UNIQUE", database_="parknet")
        add(driver, "a", "b", "c")
    engine.close()
    return folder


def test_a_folder_keeps_its_data_over_a_stop(closed: Path, tmp_path: Path) -> None:
    shutil.copytree(closed, tmp_path, dirs_exist_ok=True)
    engine = EmbeddedEngine(tmp_path)
    with driver_of(engine.address(START)) as driver:
        assert count(driver) == 3
    child = engine_pid(tmp_path)
    owned = [engine.owned]
    engine.close()
    engine.close()
    assert ended(child)
    assert [*owned, engine.owned] == [True, False]
    assert sorted(path.name for path in (tmp_path / "run").iterdir()) == [
        "engine.lock",
        "jvm.lock",
        "launch.args",
        "log.properties",
    ]
    with pytest.raises(EngineError, match="is closed"):
        engine.address(1)


def each(pattern: str, do: Callable[[Path], object]) -> Callable[[Path], None]:
    """Do harm to each file of this pattern in a database."""

    def harm(database: Path) -> None:
        harmed = list(database.glob(pattern))
        assert harmed
        for path in harmed:
            do(path)

    return harm


def garble(path: Path) -> None:
    path.write_bytes(b"\xff" * path.stat().st_size)


def unsealed(harm: Callable[[Path], None]) -> Callable[[Path], None]:
    """The same harm after the owner was killed: then there is no seal."""

    def both(database: Path) -> None:
        database.with_name("parknet.seal.json").write_text("{}")
        harm(database)

    return both


HARM: dict[str, tuple[Callable[[Path], object], str]] = {
    "cut file": (
        each("Note_0.*.bucket", lambda path: os.truncate(path, 100)),
        "not as it was when the database was closed",
    ),
    "emptied file": (
        each("Note_0.*.bucket", lambda path: os.truncate(path, 0)),
        "not as it was when the database was closed",
    ),
    "garbled file": (each("Note_0.*.bucket", garble), "not as it was when the database was closed"),
    "lost file": (each("*.dict", Path.unlink), r"dictionary\..* is missing"),
    "lost folder": (shutil.rmtree, "databases/parknet is missing"),
    "garbled schema": (each("schema.json", garble), "schema.json is not as it was"),
    "crash, lost folder": (unsealed(shutil.rmtree), "databases/parknet is missing"),
    "crash, cut file": (unsealed(each("*.dict", lambda path: os.truncate(path, 100))), r"dictionary\..* is cut short"),
    "crash, garbled schema": (unsealed(each("schema*.json", garble)), "schema.json cannot be read"),
    "crash, lost schema": (unsealed(each("schema*.json", Path.unlink)), "schema.json is missing"),
    "crash, lost index": (unsealed(each("*idx", Path.unlink)), "the engine says “Cannot find indexes"),
    "crash, lost dictionary": (unsealed(each("*.dict", Path.unlink)), "the engine says “"),
}


@pytest.mark.parametrize("harm", HARM)
def test_damage_is_one_clear_sentence(harm: str, closed: Path, tmp_path: Path) -> None:
    """Without these checks the engine would come up, ready, with nothing or less in it."""
    shutil.copytree(closed, tmp_path, dirs_exist_ok=True)
    do, cause = HARM[harm]
    do(tmp_path / "databases" / "parknet")
    for _ in range(2):  # the first try has not made it look whole
        engine = EmbeddedEngine(tmp_path)
        with pytest.raises(EngineDamaged, match=cause) as caught:
            engine.address(START)
        engine.close()
        sentence = str(caught.value)
        assert sentence.startswith(f"The database in {tmp_path} is damaged: ")
        assert f"Restore {tmp_path / 'databases'} from a backup, or move {tmp_path} away" in sentence
        assert "\n" not in sentence


def test_what_is_left_of_a_damaged_database_opens_when_a_person_says_so(closed: Path, tmp_path: Path) -> None:
    shutil.copytree(closed, tmp_path, dirs_exist_ok=True)
    database = tmp_path / "databases" / "parknet"
    unsealed(each("Note_0.*.bucket", Path.unlink))(database)
    engine = EmbeddedEngine(tmp_path)
    with pytest.raises(EngineDamaged, match=rf"or remove {database / 'damaged.txt'} to go on with what is left"):
        engine.address(START)
    engine.close()
    (database / "damaged.txt").unlink()
    engine = EmbeddedEngine(tmp_path)
    with driver_of(engine.address(START)) as driver:
        assert count(driver) == 0
    engine.close()
