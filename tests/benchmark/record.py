"""Measure the record on both engines, beside what a bare script of the driver does: `make bench-record`."""

import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import neo4j
import psutil

from parknet.graph import plan, queries
from parknet.graph.bolt import BoltStore
from parknet.graph.embedded import Address, EmbeddedEngine
from parknet.model.batch import Batch, Edit, Proposal
from parknet.model.decide import decide
from parknet.model.kinds import KINDS
from parknet.model.records import Park
from parknet.model.snapshot import Snapshot, links_of
from parknet.services.access import Actor
from parknet.services.analysis import Analysis
from parknet.services.history import History
from parknet.services.journal import Journal
from parknet.services.transfer import batches_of
from tests.benchmark.table import Row, lines, machine, write
from tests.contract.conftest import Place, store_at
from tests.engines.neo4j_server import Neo4jServer
from tests.networks.random_records import RandomRecords

RECORDS, ROUNDS, SINGLE, SEEN, CHAINED = 20_000, 2, 1_000, 30, 100_000
WRITER = Actor("benchmark", holder=True)

Found = dict[str, Any]


async def main() -> None:
    """Measure all on both engines, and write the table."""
    began, load, wanted = datetime.now(UTC), os.getloadavg()[0], RandomRecords(11).load(RECORDS)
    found: dict[str, Found] = {}
    with tempfile.TemporaryDirectory() as folder, Neo4jServer() as server:
        engine = EmbeddedEngine(Path(folder))
        try:
            embedded = Place("ArcadeDB", await asyncio.to_thread(engine.address, 90))
            for place in (embedded, Place("Neo4j", Address(server.uri, server.user, server.password, "neo4j"))):
                found[place.name] = await measured(place, wanted)
                await place.close()
        finally:
            engine.close()
    about = machine(began, load, *(f"{name} ({one['agent']})" for name, one in found.items()))
    told = [line for name, one in found.items() for line in beside(name, one)]
    rows = [row for name, one in found.items() for row in rows_of(name, one)]
    write("record", "\n".join([about, "", *lines(rows), "", *told]) + "\n")


async def measured(place: Place, wanted: Proposal) -> Found:
    """All figures of one engine; seconds, but where a name says otherwise."""
    found: Found = {"load": [], "bare load": [], "read": [], "bare read": []}
    first = decide(Snapshot(), wanted, datetime.now(UTC))
    assert first is not None
    store = place.store()
    journal = Journal(store, lambda: datetime.now(UTC), Random(1))
    for _ in range(ROUNDS):
        await emptied(place)
        found["bare load"].append(await spent("bare load", partial(bare_load, place, first)))
        await emptied(place)
        await journal.open()
        found["load"].append(await spent("load", partial(load, journal, wanted)))
        found["bare read"].append(await spent("bare read", partial(bare_read, place)))
        found["read"].append(await spent("read", store.read_snapshot))
    found["agent"] = await store.describe()
    found["links"] = sum(1 for entry in journal.snapshot.entries.values() for _ in links_of(entry.record))
    parks = [park.id for park in journal.snapshot.all(Park)][:SINGLE]
    found["single"] = await spent("single changes", partial(single_changes, journal, parks))
    found["seen"] = await until_seen(place, journal, parks)
    found["past"] = await past(journal)
    found["chain"] = chain([batch async for batch in batches_of(store)])
    found["memory"] = float(await asyncio.to_thread(child, "memory", place))
    found["bare single"] = await spent("bare single changes", partial(bare_changes, place, parks))
    return found


async def load(journal: Journal, wanted: Proposal) -> None:
    """Write the records, a thousand a batch."""
    for first in range(0, len(wanted.edits), plan.ROWS):
        part = wanted.edits[first : first + plan.ROWS]
        await journal.write(Proposal("benchmark", "load", part), WRITER)


async def emptied(place: Place) -> None:
    """Nothing in the database but the schema."""
    await spent("emptying", place.erase)
    await place.store().prepare()


async def spent(what: str, work: Callable[[], Awaitable[object]]) -> float:
    """Seconds by the clock, since the engine works in another process; they are told meanwhile."""
    began = time.perf_counter()
    await work()
    lasted = time.perf_counter() - began
    print(f"parknet: {what}: {lasted:.1f} s", file=sys.stderr, flush=True)
    return lasted


async def bare_load(place: Place, batch: Batch) -> None:
    """The same nodes and relationships by the same texts, a thousand rows a transaction: no log, no check."""
    wanted = plan.statements(queries.load(), batch, Snapshot())
    async with place.driver() as driver:
        for statement in wanted:
            if statement.about.startswith(("new ", "(")):
                await driver.execute_query(statement.text, statement.parameters, database_=place.address.database)


async def bare_read(place: Place) -> None:
    """The rows of the same queries, taken off the driver and dropped."""
    texts = queries.load()
    async with place.driver() as driver, driver.session(database=place.address.database) as session:
        for label, kind in KINDS.items():
            await _taken(session, texts.text("records", label), parts=list(texts.part_types))
            for part in kind.parts:
                await _taken(session, texts.text("parts", label, part.relation, part.label))


async def _taken(session: neo4j.AsyncSession, text: str, **parameters: object) -> None:
    async for row in await session.run(text, parameters):
        dict(row)


async def bare_changes(place: Place, parks: list[str]) -> None:
    """One property of one node a transaction."""
    text = "MATCH (n:Park {id: $id}) SET n.note = $note"
    async with place.driver() as driver:
        for id_ in parks:
            await driver.execute_query(text, id=id_, note="bare", database_=place.address.database)


async def single_changes(journal: Journal, parks: list[str]) -> None:
    """One field of one record a batch."""
    for id_ in parks:
        await journal.write(noted(journal.snapshot, id_, "single"), WRITER)


def noted(snapshot: Snapshot, id_: str, note: str) -> Proposal:
    """A park with another note."""
    entry = snapshot.entries[id_]
    return Proposal("benchmark", "edit", (Edit(id_, {**entry.record.to_dict(), "note": note}, entry.version),))


async def until_seen(place: Place, journal: Journal, parks: list[str]) -> list[float]:
    """Seconds from the answer to a write until another process shows it."""
    lasted = []
    async with following(place) as shown:
        for n, id_ in enumerate(parks[:SEEN]):
            written = await journal.write(noted(journal.snapshot, id_, f"seen {n}"), WRITER)
            answered = time.time()
            while (line := await shown())[0] < written.snapshot.revision:
                pass
            lasted.append(max(0.0, line[1] - answered))
    return sorted(lasted)


@asynccontextmanager
async def following(place: Place) -> AsyncIterator[Callable[[], Awaitable[tuple[int, float]]]]:
    """Another process that follows the store: gives each revision that it shows, and when."""
    command = (sys.executable, "-m", "tests.benchmark.record", "follow", json.dumps(place.arguments))
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert process.stdout
    output = process.stdout

    async def shown() -> tuple[int, float]:
        revision, moment = (await output.readline()).split()
        return int(revision), float(moment)

    try:
        await shown()
        yield shown
    finally:
        process.kill()
        await process.wait()


async def follow(store: BoltStore) -> None:
    """Print each revision that is shown, and when, until the process is ended."""
    journal = Journal(store, lambda: datetime.now(UTC), Random(1))
    await journal.open()
    follower, revision = asyncio.create_task(journal.follow()), -1
    while not follower.done():
        if journal.snapshot.revision != revision:
            revision = journal.snapshot.revision
            print(revision, time.time(), flush=True)
        await asyncio.sleep(0.002)


async def past(journal: Journal) -> dict[str, float]:
    """Seconds until a past snapshot is there: one near the start, one near the present, one half way."""
    found = {}
    with ThreadPoolExecutor(2) as pool:
        history = History(journal, Analysis(pool, 2**20), lambda: datetime.now(UTC))
        for name, revision in (("start", 2), ("middle", SINGLE // 2), ("present", journal.snapshot.revision - 10)):
            found[name] = await spent(f"a past snapshot near the {name}", partial(history.at, revision))
    return found


def chain(batches: list[Batch]) -> float:
    """Changes whose hashes are checked in a second of processor time, reading excluded."""
    checked, began = 0, time.process_time()
    while checked < CHAINED:
        for batch in batches:
            assert batch.hash == batch.computed_hash()
            checked += len(batch.changes)
    return checked / (time.process_time() - began)


def child(what: str, place: Place) -> str:
    """What a process of its own prints."""
    command = [sys.executable, "-m", "tests.benchmark.record", what, json.dumps(place.arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


async def memory(store: BoltStore) -> None:
    """Print the bytes that the snapshot takes of the process."""
    await store.ping()
    before = psutil.Process().memory_info().rss
    snapshot = await store.read_snapshot()
    print(psutil.Process().memory_info().rss - before if snapshot.entries else 0)


def rows_of(name: str, found: Found) -> list[Row]:
    """What the table is made of."""
    load, bare_load, read, bare_read = (
        statistics.median(found[key]) for key in ("load", "bare load", "read", "bare read")
    )
    return [
        Row(f"{name}: load, beside a bare script", load, bare_load, "s", "≤", 2),
        Row(f"{name}: read a whole snapshot, beside the bare rows", read, bare_read, "s", "≤", 1.5),
        Row(f"{name}: {SINGLE:,} single changes, beside bare ones", found["single"], found["bare single"], "s", "", 0),
        Row(f"{name}: until another process shows a change", found["seen"][-1], 1, "s", "≤", 1),
        Row(f"{name}: changes checked in a second of processor time", found["chain"], 100_000, "/s", "≥", 1),
        *(
            Row(f"{name}: a past snapshot near the {side}, beside reading the present one", seconds, read, "s", "", 0)
            for side, seconds in found["past"].items()
        ),
    ]


def beside(name: str, found: Found) -> list[str]:
    """What helps to read the table."""
    seen, mega = found["seen"], found["memory"] / 1e6
    return [
        f"- {name}: {RECORDS:,} records, {found['links']:,} links; their snapshot takes {mega:,.0f} MB of a process. "
        f"Another process shows a change after {statistics.median(seen):.2f} s (median of {SEEN})."
    ]


if __name__ == "__main__":
    if len(sys.argv) == 1:
        asyncio.run(main())
    else:
        work = {"follow": follow, "memory": memory}[sys.argv[1]]
        asyncio.run(work(store_at(Address(**json.loads(sys.argv[2])))))
