"""Where alliances stand in their lives on a day: known to be signed, about to end, silent, reported dormant."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from parknet.analytics.places import NOWHERE
from parknet.analytics.reach import parties, places
from parknet.model import edtf, lifecycle
from parknet.model.records import Alliance, JointAction
from parknet.model.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Signed:
    """An alliance known to have reached signed, its programmes (ids), and the macro-regions of its parties."""

    id: str
    programmes: tuple[str, ...]
    regions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ending:
    """An alliance whose last term ends in the months to come; `surely`: whatever the true date is. `until` is EDTF."""

    id: str
    until: str
    surely: bool


@dataclass(frozen=True, slots=True)
class Silent:
    """An alliance without a step or joint action on record in the last months; `last` is the newest date (EDTF) of
    one before, None when none is dated. A gap in the record, not a report that nothing happens.
    """

    id: str
    last: str | None


@dataclass(frozen=True, slots=True)
class Dormant:
    """An alliance that is reported dormant, since when (EDTF, None: not dated), and ids of the sources that say so."""

    id: str
    since: str | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lives:
    """Alliances as of a day, each list sorted by id; `months` is how far `ending` looks ahead and `silent` back."""

    day: date
    months: int
    signed: tuple[Signed, ...]
    ending: tuple[Ending, ...]
    silent: tuple[Silent, ...]
    dormant: tuple[Dormant, ...]


def lives(snapshot: Snapshot, day: date, months: int) -> Lives:
    """Where the alliances of a snapshot stand on a day."""
    going = [a for a in snapshot.all(Alliance) if lifecycle.state(a, day) in lifecycle.BEGUN]
    awake = [alliance for alliance in going if lifecycle.state(alliance, day) != "dormant"]
    ahead = edtf.Window(day, _moved(day, months))
    return Lives(
        day=day,
        months=months,
        signed=_signed(snapshot, day),
        ending=tuple(found for alliance in going if (found := _ending(alliance, ahead))),
        silent=_silent(snapshot, awake, edtf.Window(_moved(day, -months), day)),
        dormant=tuple(_dormant(a) for a in going if lifecycle.state(a, day) == "dormant"),
    )


def _signed(snapshot: Snapshot, day: date) -> tuple[Signed, ...]:
    where = places(snapshot)
    found = []
    for alliance in snapshot.all(Alliance):
        if lifecycle.signed_by(alliance, day):
            regions = {word for id_, _ in parties(snapshot, alliance) for word in where.get(id_, NOWHERE).regions}
            programmes = {link.to for link in alliance.under}
            found.append(Signed(alliance.id, tuple(sorted(programmes)), tuple(sorted(regions))))
    return tuple(found)


def _ending(alliance: Alliance, window: edtf.Window) -> Ending | None:
    until = alliance.has_term[-1].until if alliance.has_term else None
    if not until or until == "..":
        return None
    days = edtf.parse(until)
    if days.earliest is None or days.latest is None or days.earliest > window.last or days.latest < window.first:
        return None
    return Ending(alliance.id, until, window.first <= days.earliest and days.latest <= window.last)


def _silent(snapshot: Snapshot, alliances: Iterable[Alliance], window: edtf.Window) -> tuple[Silent, ...]:
    acted: dict[str, list[str | None]] = {}
    for action in snapshot.all(JointAction):
        for link in (*action.carried_out_for, *action.has_participant):
            acted.setdefault(link.to, []).append(action.since)
    found = []
    for alliance in alliances:
        dates = [*(step.date for step in alliance.has_step), *acted.get(alliance.id, [])]
        if not any(_possibly(text, window) for text in dates):
            found.append(Silent(alliance.id, _newest(dates)))
    return tuple(found)


def _possibly(text: str | None, window: edtf.Window) -> bool:
    """Whether a date may lie in the window; one without a year says nothing about it."""
    if not text or edtf.year_unknown(text):
        return False
    days = edtf.parse(text)
    begun = days.earliest is None or days.earliest <= window.last
    return begun and (days.latest is None or days.latest >= window.first)


def _newest(dates: Iterable[str | None]) -> str | None:
    known = [(days.latest, text) for text in dates if text and (days := edtf.parse(text)).latest]
    return max(known)[1] if known else None


def _dormant(alliance: Alliance) -> Dormant:
    step = next(step for step in reversed(alliance.has_step) if step.state == "dormant")
    return Dormant(alliance.id, step.date, tuple(citation.to for citation in step.cites or alliance.cites))


def _moved(day: date, months: int) -> date:
    """The day some months later, at most the last one of its month; kept within the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return date.min if months < 0 else date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
