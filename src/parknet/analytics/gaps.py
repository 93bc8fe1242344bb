"""The coverage of a programme in full: by region, province and batch, and what is missing, by name where known."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date

from parknet.analytics import lists
from parknet.analytics.coverage import Coverage, coverage, known_parks
from parknet.analytics.lists import Held, ListBatch
from parknet.analytics.places import NOWHERE
from parknet.analytics.reach import in_order, parties, places, provinces, region
from parknet.model import edtf, lifecycle
from parknet.model.records import Alliance, City, Programme
from parknet.model.snapshot import Snapshot
from parknet.model.vocabulary import LABELS, MacroRegion, Missing


@dataclass(frozen=True, slots=True)
class Area:
    """Known parks of a macro-region (its word) or a province (its code), of how many; `figure` is the observation's id.

    A park that lies in two provinces counts in both. What no source states is None.
    """

    area: str
    known: int
    expected: int | None
    figure: str | None


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing: how many, and who or where, as far as that is known.

    `ids` are of parks or alliances, or codes of provinces; empty where the sources give a number alone. `batch` is the
    batch that it is about.
    """

    what: Missing
    n: int
    ids: tuple[str, ...] = ()
    batch: str | None = None


@dataclass(frozen=True)
class FullCoverage(Coverage):
    """The coverage of a programme with its areas, the batches of its titles, and what is missing.

    `known` are the ids of the parks, and of bodies in the part of one. `whole`: as many are known as the sources state,
    so that an area without one has none.
    """

    known: tuple[str, ...]
    whole: bool
    regions: tuple[Area, ...]
    provinces: tuple[Area, ...]
    batches: tuple[ListBatch, ...]
    missing: tuple[Gap, ...]


def full_coverage(snapshot: Snapshot, programme_id: str, day: date) -> FullCoverage:
    """What of a programme is known by a day, where, and what is not; NotFound when there is no such programme."""
    known = coverage(snapshot, programme_id, day)
    programme = snapshot.get(programme_id)
    assert isinstance(programme, Programme)  # coverage has looked
    every = lists.held(snapshot, programme_id, day)
    rows = lists.batches(snapshot, programme, every)
    where = places(snapshot)
    parks = {id_: where.get(id_, NOWHERE) for id_ in known_parks(snapshot, programme, day)}
    of_regions = Counter(region(place) for place in parks.values())
    of_provinces = Counter(code for place in parks.values() for code in provinces(place))
    whole = _whole(programme, known, rows)
    names = (programme.name_zh, *programme.aliases)
    codes = {f"{c.adcode[:2]}0000": c for c in snapshot.all(City) if c.grade == "province" and c.adcode}
    areas = tuple(_area(snapshot, code, of_provinces[code], names, codes[code].id) for code in in_order(codes))
    return FullCoverage(
        **{field.name: getattr(known, field.name) for field in fields(Coverage)},
        known=tuple(parks),
        whole=whole,
        regions=tuple(_region(word, of_regions[word]) for word in LABELS["macro_region"]),  # type: ignore[arg-type]
        provinces=areas,
        batches=rows,
        missing=(
            *_counted(programme, known, rows),
            *_titles(every),
            *_ties(snapshot, programme_id, day),
            *_places(areas, whole),
            *_nowhere(id_ for id_, place in parks.items() if not provinces(place)),
        ),
    )


def _region(word: MacroRegion, known: int) -> Area:
    return Area(word, known, None, None)  # no figure is about a macro-region: it is no record


def _area(snapshot: Snapshot, code: str, known: int, names: tuple[str, ...], city: str) -> Area:
    """A province; what is expected there is a count about it whose scope is the name of the programme."""
    figure = next((figure for figure in lists.stated(snapshot, city) if figure.scope in names), None)
    return Area(code, known, int(figure.value) if figure and figure.value else None, figure.id if figure else None)


def _whole(programme: Programme, known: Coverage, rows: tuple[ListBatch, ...]) -> bool:
    if programme.expected_parks is not None:
        return known.parks >= programme.expected_parks
    return bool(rows) and all(lists.whole(programme, row.kind, rows) for row in rows)


def _counted(programme: Programme, known: Coverage, rows: tuple[ListBatch, ...]) -> Iterator[Gap]:
    """What the sources count and do not name; batches before a known one of which nothing is on record.

    A list that is of one batch by its name has no others.
    """
    if (lacking := (known.expected_parks or 0) - known.parks) > 0:
        yield Gap("parks-not-named", lacking)
    if (lacking := (known.expected_groups or 0) - known.groups - known.undated) > 0:
        yield Gap("groups-not-named", lacking)
    for row in rows:
        if row.expected is not None and row.expected > row.named:
            yield Gap("batch-not-named", row.expected - row.named, batch=row.batch)
    numbers = {n for row in rows if (n := lists.ordinal(row.batch)) and not lists.of_one_batch(programme.name_zh)}
    for n in range(1, max(numbers, default=0)):
        if n not in numbers:
            yield Gap("batch-without-record", 1, batch=lists.ordinal_name(n))


def _titles(every: Iterable[Held]) -> Iterator[Gap]:
    """Parks with a title on record that does not surely hold on the day, and that hold no other under the programme."""
    found: Mapping[str, set[str]] = {what: set() for what in ("unsure", "undated", "proposed", "later", "lost")}
    held = {one.park for one in every if one.standing == "held"}
    for one in every:
        if one.standing != "held" and one.park not in held:
            found[one.standing].add(one.park)
    words: dict[str, Missing] = {
        "unsure": "title-unsure",
        "undated": "title-undated",
        "proposed": "title-proposed",
        "later": "title-later",
        "lost": "title-lost",
    }
    for standing, parks in found.items():
        if parks:
            yield Gap(words[standing], len(parks), tuple(sorted(parks)))


def _ties(snapshot: Snapshot, programme: str, day: date) -> Iterator[Gap]:
    """Ties under the programme that do not count as groups of the day, by why."""
    found: dict[Missing, list[str]] = {"group-not-begun": [], "group-undated": [], "group-one-party": []}
    for tie in snapshot.all(Alliance):
        if not any(link.to == programme for link in tie.under):
            continue
        parts = [part for _, part in parties(snapshot, tie)]
        span = lifecycle.span(tie)
        if len(parts) < 2:
            found["group-one-party"].append(tie.id)
        elif parts.count("park") < 2:
            continue  # no group of parks
        elif span is not None and edtf.year_unknown(span[0]):
            found["group-undated"].append(tie.id)
        elif span is None or not edtf.holds(span[0], None, edtf.Window(day, day), sure=True, in_force=False):
            found["group-not-begun"].append(tie.id)
    for what, ids in found.items():
        if ids:
            yield Gap(what, len(ids), tuple(ids))


def _places(areas: tuple[Area, ...], whole: bool) -> Iterator[Gap]:
    """Provinces without a known park; none of a list that is whole, or that may be one province's own."""
    silent = tuple(area.area for area in areas if not area.known)
    if not whole and len(areas) - len(silent) > 1:
        yield Gap("province-without-record", len(silent), silent)


def _nowhere(parks: Iterable[str]) -> Iterator[Gap]:
    if ids := tuple(parks):
        yield Gap("place-unknown", len(ids), ids)
