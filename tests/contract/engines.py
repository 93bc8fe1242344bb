"""Notes in an embedded engine, by hand: its driver, its process, its announcement."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from neo4j import Driver, GraphDatabase

from parknet.graph.embedded import Address

START = 60.0
"""Seconds that a start may take on a busy machine."""


@contextmanager
def driver_of(address: Address) -> Iterator[Driver]:
    with GraphDatabase.driver(address.uri, auth=(address.user, address.password)) as driver:
        yield driver


def add(driver: Driver, *ids: str) -> None:
    driver.execute_query("UNWIND $ids AS id CREATE (:Note {id: id})", ids=ids, database_="parknet")


def count(driver: Driver) -> int:
    return int(driver.execute_query("MATCH (n:Note) RETURN count(n) AS n", database_="parknet").records[0]["n"])


def announced(folder: Path) -> dict[str, object]:
    content: dict[str, object] = json.loads((folder / "run" / "engine.json").read_text())
    return content


def engine_pid(folder: Path) -> int:
    return int(str(announced(folder)["engine"]))


def ended(pid: int) -> bool:
    """Gone, or dead and waiting to be collected."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True
