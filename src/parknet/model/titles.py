"""A park's level, derived from the titles it holds in force on a day; never stored."""

from datetime import date

from parknet.model import edtf
from parknet.model.records import Park, Title
from parknet.model.vocabulary import LABELS

_RANKS = tuple(LABELS["rank"])
_KINDS = tuple(LABELS["title_kind"])
_HELD = ("granted", "kept")
_ENDED = ("cancelled", "revoked")


def in_force(park: Park, day: date) -> tuple[Title, ...]:
    """The titles that the park may hold on the day, best first: by rank of the naming body, then kind.

    A title without a date counts as held, since its source lists it; one that was only proposed does not. One that was
    cancelled or revoked was held until then, if it is known when.
    """
    window = edtf.Window(day, day)
    held = [
        title
        for title in park.holds_title
        if (title.status in _HELD or (title.status in _ENDED and title.until))
        and edtf.holds(title.since, title.until, window, sure=False, in_force=True)
    ]
    return tuple(sorted(held, key=lambda t: (_RANKS.index(t.rank), _KINDS.index(t.kind), t.title)))


def level(park: Park, day: date) -> Title | None:
    """The title that gives the park its level on the day, or None when no title is known."""
    return next(iter(in_force(park, day)), None)


def revoked(park: Park, day: date) -> bool:
    """Whether a title was revoked by the day and none of that programme is held since."""
    window = edtf.Window(day, day)
    kept = {title.to for title in in_force(park, day)}
    return any(
        title.status == "revoked"
        and title.to not in kept
        and edtf.holds(title.until, None, window, sure=False, in_force=False)
        for title in park.holds_title
    )
