"""A park's level, and when a review of a title is due: derived from its titles as of a day, never stored."""

import re
from datetime import date

from parknet.model import edtf
from parknet.model.records import Park, Programme, Title
from parknet.model.vocabulary import LABELS

_RANKS = tuple(LABELS["rank"])
_KINDS = tuple(LABELS["title_kind"])
_HELD = ("granted", "kept")
_LOST = ("cancelled", "revoked")
_YEARS = re.compile(r"P(\d{1,3})Y", re.ASCII)


def in_force(park: Park, day: date, *, sure: bool = False) -> tuple[Title, ...]:
    """The titles that the park may hold on the day, best first: by rank of the naming body, then kind.

    `sure`: only those that it holds whatever the true dates are; one that has no date has not surely begun. A title
    ends only where a source says so. One that was only proposed does not count; one that was cancelled or revoked was
    held until then, if it is known when.
    """
    held = [
        title
        for title in park.holds_title
        if (title.status in _HELD or (title.status in _LOST and title.until)) and _holds(title, day, sure)
    ]
    return tuple(sorted(held, key=lambda t: (_RANKS.index(t.rank), _KINDS.index(t.kind), t.title)))


def _holds(title: Title, day: date, sure: bool) -> bool:
    known_end = title.until is not None
    return edtf.holds(title.since, title.until, edtf.Window(day, day), sure=sure, in_force=known_end or not sure)


def level(park: Park, day: date, *, sure: bool = False) -> Title | None:
    """The title that gives the park its level on the day, or None when no title is known; a mere listing gives none."""
    return next((title for title in in_force(park, day, sure=sure) if title.kind != "listed"), None)


def lost(park: Park, day: date) -> tuple[Title, ...]:
    """The titles cancelled or revoked by the day that nothing has made good since.

    A cancelled one is made good by any title of equal or better rank, as that of a pilot park by its naming; a revoked
    one only by a title under the same programme.
    """
    gone = [title for title in park.holds_title if title.status in _LOST and _gone(title, day)]
    held = in_force(park, day) if gone else ()
    return tuple(title for title in gone if not any(_makes_good(other, title) for other in held))


def _gone(title: Title, day: date) -> bool:
    return edtf.holds(title.until or title.since, None, edtf.Window(day, day), sure=False, in_force=False)


def _makes_good(held: Title, gone: Title) -> bool:
    if gone.status == "revoked":
        return held.to == gone.to
    return _RANKS.index(held.rank) <= _RANKS.index(gone.rank)


def review_due(title: Title, programme: Programme) -> date | None:
    """The day from which a review of the title is surely due; None where no rule says so, or its naming is not dated.

    The rule is the programme's of kind term whose code is a number of years as ISO 8601 (`P5Y`), counted from the last
    possible day of the naming, and not before the rule itself. That a review is due ends no title.
    """
    named = edtf.parse(title.since).latest if title.since else None
    if title.kind != "named" or title.status != "granted" or title.until or named is None:
        return None
    for rule in programme.has_rule:
        years = _YEARS.fullmatch(rule.code) if rule.kind == "term" else None
        if years:
            starts = edtf.parse(rule.since).earliest if rule.since else None
            return max(_after(named, int(years[1])), starts or named)
    return None


def _after(day: date, years: int) -> date:
    leap_day = (day.month, day.day) == (2, 29)
    return date(day.year + years, day.month, 28 if leap_day else day.day)
