"""Pages of the map for the browser tests and for looking at: of the twelve, the built-in data, or synthetic parks."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from parknet.analytics.coverage import named_sentences
from parknet.analytics.layout import layouts
from parknet.analytics.lens import Lens
from parknet.analytics.network import build
from parknet.exports.map_page import NODES, render
from parknet.graph import dataset
from parknet.model.records import City, Record, Source
from parknet.model.snapshot import Entry, Snapshot
from parknet.services.demo import synthetic

DAY = date(2026, 11, 22)


def snapshot_of(records: Iterable[Record]) -> Snapshot:
    """The records as a snapshot, unchecked: quick for thousands."""
    return Snapshot(1, entries={record.id: Entry(record, record.text(), 1) for record in records})


def built_in() -> Snapshot:
    """The built-in data."""
    return snapshot_of(dataset.load().records)


def invented(parks: int) -> Snapshot:
    """So many synthetic parks in the real divisions."""
    places = [record for record in dataset.load().records if isinstance(record, City | Source)]
    return snapshot_of([*places, *synthetic(parks, 1, [place for place in places if isinstance(place, City)])])


def write(snapshot: Snapshot, path: Path, lens: Lens | None = None, lang: str = "zh") -> str:
    """Write the map of a snapshot; the address to open it by."""
    lens = (lens or Lens.from_query([NODES])).resolved(DAY)
    known = named_sentences(snapshot, DAY)
    path.write_text(render(snapshot, build(snapshot, lens), layouts(snapshot), known, lang), encoding="utf-8")
    return path.as_uri()
