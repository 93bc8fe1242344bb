"""Pages of the map for the browser tests and for looking at: of the twelve, the built-in data, or synthetic parks."""

from collections.abc import Iterable
from datetime import date
from itertools import cycle
from pathlib import Path
from typing import Any

from parknet.analytics.coverage import named_sentences
from parknet.analytics.layout import layouts
from parknet.analytics.lens import Lens
from parknet.analytics.network import build
from parknet.exports.map_page import NODES, render
from parknet.graph import dataset
from parknet.model.records import City, Named, Record, Source
from parknet.model.snapshot import Entry, Snapshot
from parknet.services.demo import synthetic
from tests.networks import twelve

DAY = date(2026, 11, 22)


def snapshot_of(records: Iterable[Record]) -> Snapshot:
    """The records as a snapshot, unchecked: quick for thousands."""
    return Snapshot(1, entries={record.id: Entry(record, record.text(), 1) for record in records})


def built_in() -> Snapshot:
    """The built-in data."""
    return snapshot_of(dataset.load().records)


def invented_records(parks: int) -> list[Record]:
    """So many synthetic parks and all that belongs to them, in the real divisions."""
    places = [record for record in dataset.load().records if isinstance(record, City | Source)]
    return [*places, *synthetic(parks, 1, [place for place in places if isinstance(place, City)])]


def invented(parks: int) -> Snapshot:
    """So many synthetic parks as a snapshot."""
    return snapshot_of(invented_records(parks))


HARM = (
    '<img src=x onerror="window.harm=1"><script>window.harm=2</script>&amp;',
    "\u202egnp.\u2066exe\u2069 \u200fשלום 园区",
    "长" * 300,
    "W" * 300,
    "\U0001f3ed\U0001f468\u200d\U0001f469\u200d\U0001f467\U0001f3a8 e\u0301\u0301\u0301\u0301",
    'javascript:window.harm=3//"onmouseover="window.harm=4',
    '"><script>window.harm=5</script>',
    "\u3164\u200b\u2800",
)
LEFTWARD = "gnp.exe \u200fשלום 园区"
"""The second as it may stand on a page: without what would turn the letters after it."""
SPOKEN = {  # fields that hold free text
    "name_zh", "name_en", "aliases", "note", "wording", "role", "title", "batch", "code", "unit", "content",
    "scope", "exchange", "issuer", "document_number", "purpose", "reason", "publisher", "reliability", "strengths",
    "sector_words",
}  # fmt: skip


def hostile() -> list[Record]:
    """The twelve with every free text replaced by one that would do harm as markup, or disorder as text."""
    texts = cycle(HARM)

    def harmed(value: Any, key: str) -> Any:
        if isinstance(value, dict):
            return {name: harmed(item, name) for name, item in value.items()}
        if isinstance(value, list):
            return [harmed(item, key) for item in value]
        return next(texts) if key in SPOKEN and isinstance(value, str) else value

    def changed(record: Record) -> Record:
        more = {"note": "x", "name_en": "x", "aliases": ["x"]} if isinstance(record, Named) else {"note": "x"}
        return type(record).model_validate(harmed(record.to_dict() | more, "") | {"id": record.id})

    return [changed(record) for record in twelve.records()]


def write(snapshot: Snapshot, path: Path, lens: Lens | None = None, lang: str = "zh") -> str:
    """Write the map of a snapshot; the address to open it by."""
    lens = (lens or Lens.from_query([NODES])).resolved(DAY)
    known = named_sentences(snapshot, DAY)
    path.write_text(render(snapshot, build(snapshot, lens), layouts(snapshot), known, lang), encoding="utf-8")
    return path.as_uri()
