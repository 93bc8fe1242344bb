"""Lists of parks: how each title under a programme stands on a day, and what of each batch is known of what is stated.

A batch's number is that of an observation about the programme whose scope is the batch (首批), its notice
(首批公示), or the day of the naming (2020-12-25命名); what no source states is not worked out from other figures.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from parknet.model import edtf, titles
from parknet.model.records import Observation, Park, Programme, Title
from parknet.model.snapshot import Snapshot
from parknet.model.vocabulary import TitleKind

Standing = Literal["held", "unsure", "undated", "later", "proposed", "lost"]
COUNTS = ("parks", "bases", "subparks")
"""Indicators that count what is on a list."""

_DIGITS = ("", *"一二三四五六七八九")
_NAMES = ("首批", *(f"第{'十' * (n // 10)}{_DIGITS[n % 10]}批" for n in range(2, 20)))
_NUMBERS = {name: n for n, name in enumerate(_NAMES, start=1)} | {"第一批": 1}


@dataclass(frozen=True, slots=True)
class Held:
    """A title of a park under a programme, and how it stands on a day."""

    park: str
    title: Title
    standing: Standing


@dataclass(frozen=True, slots=True)
class ListBatch:
    """A batch of a list: how many parks are known to hold its titles, of how many; `figure` is the observation's id.

    `batch` is its name in the source's words, or, `dated`, the date of the naming (EDTF) where no batch is stated; None
    when neither is. `named` counts all parks on record with a title that was granted, whatever the day.
    """

    kind: TitleKind
    batch: str | None
    dated: bool
    known: int
    named: int
    expected: int | None
    figure: str | None


def held(snapshot: Snapshot, programme: str, day: date) -> tuple[Held, ...]:
    """Every title under a programme, in order of the parks' ids."""
    found = []
    for park in snapshot.all(Park):
        own = [title for title in park.holds_title if title.to == programme]
        if own:
            sure, possible = (titles.in_force(park, day, sure=sure) for sure in (True, False))
            found += [Held(park.id, title, _standing(title, day, sure, possible)) for title in own]
    return tuple(found)


def _standing(title: Title, day: date, sure: Iterable[Title], possible: Iterable[Title]) -> Standing:
    if title in sure:
        return "held"
    if title.status == "proposed":
        return "proposed"
    if title.status in ("cancelled", "revoked"):
        return "unsure" if title in possible else "lost"
    if title.since is None:
        return "undated"
    earliest = edtf.parse(title.since).earliest
    return "later" if earliest and earliest > day else "unsure"


def batches(snapshot: Snapshot, programme: Programme, every: Iterable[Held]) -> tuple[ListBatch, ...]:
    """The batches of a list, those without a park on record only where their number is stated; in order of time."""
    figures = stated(snapshot, programme.id)
    found: dict[tuple[TitleKind, str | None, bool], list[Held]] = defaultdict(list)
    for one in every:
        if one.title.status in ("granted", "kept"):
            found[one.title.kind, one.title.batch or one.title.since, not one.title.batch].append(one)
    named = {batch for _, batch, _ in found}
    for figure in figures:
        if figure.scope and figure.scope not in named and figure.scope in _NUMBERS:
            found["named", figure.scope, False] = []
    rows = [_batch(kind, name, dated, rows, figures) for (kind, name, dated), rows in found.items()]
    return tuple(sorted(rows, key=lambda row: (row.kind, _order(row, found[row.kind, row.batch, row.dated]))))


def _batch(
    kind: TitleKind, name: str | None, dated: bool, rows: list[Held], figures: tuple[Observation, ...]
) -> ListBatch:
    said = [figure for scope in _scopes(name, dated) for figure in figures if figure.scope == scope]
    known = {row.park for row in rows if row.standing == "held"}
    value = said[0].value if said else None
    return ListBatch(
        kind=kind,
        batch=name,
        dated=dated,
        known=len(known),
        named=len({row.park for row in rows}),
        expected=None if value is None else int(value),
        figure=said[0].id if said else None,
    )


def _scopes(name: str | None, dated: bool) -> tuple[str, ...]:
    if name is None:
        return ()
    return (f"{name}命名",) if dated else (name, f"{name}公示")


def _order(row: ListBatch, rows: list[Held]) -> tuple[date, int, str]:
    days = [edtf.parse(one.title.since).latest for one in rows if one.title.since]
    return min((day for day in days if day), default=date.max), ordinal(row.batch) or 99, row.batch or ""


def stated(snapshot: Snapshot, id_: str) -> tuple[Observation, ...]:
    """The exact counts of parks about a record, the preferred ones first, then the latest."""
    found = [
        figure
        for figure in snapshot.all(Observation)
        if figure.about[0].to == id_
        and figure.indicator in COUNTS
        and figure.bound == "exact"
        and figure.value is not None
        and figure.value == int(figure.value)
    ]
    return tuple(sorted(found, key=lambda f: (f.preferred, f.period or "", f.id), reverse=True))


def ordinal(batch: str | None) -> int | None:
    """The number of a batch by its name: 1 of 首批, 6 of 第六批; None when it says none."""
    return next((n for name, n in _NUMBERS.items() if batch and batch.startswith(name)), None)


def of_one_batch(name: str) -> bool:
    """Whether the name of a list names a batch, as that of 湖北省文化产业示范园区（第三批） does."""
    return any(batch in name for batch in _NUMBERS)


def ordinal_name(n: int) -> str:
    """The name of the batch of that number, 1 to 19."""
    return _NAMES[n - 1]


def whole(programme: Programme, kind: TitleKind, rows: Iterable[ListBatch]) -> bool:
    """Whether all parks of a list are on record: as many as the programme counts, or as each of its batches states."""
    of_kind = [row for row in rows if row.kind == kind]
    if kind == "named" and programme.expected_parks is not None:
        return sum(row.named for row in of_kind) >= programme.expected_parks
    return bool(of_kind) and all(row.expected is not None and row.named >= row.expected for row in of_kind)
