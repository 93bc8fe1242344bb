"""What an alliance or joint action weighs between two that share it, by the word `weight` of the lens.

count    1
months   calendar months in which it was in force, up to the last day of `at`, the first and the last one counted: with
         `sure` certain those from the last possible day of its beginning to the first possible day of its end, with
         possible from the first to the last. A certain end that is not known, and a possible beginning that may be any
         day, give no number: what has no known end was never certainly in force (an end `..` is open, and known)
actions  1 for a joint action, 0 for an alliance
recency  0.5 ** (years since its last dated sign of life / HALF_LIFE_YEARS) on the last day of `at`: a step assigned,
         signed or active, the beginning of a term, a joint action carried out for it; of a joint action its own days.
         Of a sign known less than to the day, certain takes the first possible day, possible the last one

Two alliances that both share weigh what they weigh together, months too: a month with both counts twice. The time is
that of the alliance itself, also between members who joined later. What weighs nothing, or has no known weight, is
not drawn: it is left out and counted.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from parknet.analytics.lens import Lens
from parknet.model import edtf
from parknet.model.records import Alliance, JointAction
from parknet.model.snapshot import Snapshot

HALF_LIFE_YEARS = 3
"""After so many years without a sign of life an alliance weighs half; chosen, not derived."""
_DAYS_A_YEAR = 365.25
_SIGNS = ("assigned", "signed", "active")

Span = tuple[str | None, str | None]
Acts = Mapping[str, Sequence[JointAction]]


def acts_for(snapshot: Snapshot) -> dict[str, list[JointAction]]:
    """The joint actions that were carried out for each alliance, by its id."""
    found: dict[str, list[JointAction]] = {}
    for action in snapshot.all(JointAction):
        for link in action.carried_out_for:
            found.setdefault(link.to, []).append(action)
    return found


def weigh(word: str, record: Alliance | JointAction, span: Span, lens: Lens, acts: Acts) -> float | None:
    """What the record weighs by a word of `weight` when it began and ended as its span says; None: not known.

    `acts` are those of `acts_for`; recency alone looks at them.
    """
    if word == "months":
        return months(span, lens)
    if word == "recency":
        return recency(record, lens, acts)
    return 1.0 if word == "count" or isinstance(record, JointAction) else 0.0


def months(span: Span, lens: Lens) -> float | None:
    """Calendar months in which the span holds up to the last day of the lens, surely or possibly as it asks."""
    last, sure = lens.window.last, lens.sure == "certain"
    since, until = (edtf.parse(text) if text else None for text in span)
    begin = (since.latest if sure else since.earliest) if since else None
    if begin is None or (sure and (until is None or (until.earliest is None and not until.open))):
        return None
    end = (until.earliest if sure else until.latest) if until else None
    end = min(end, last) if end else last
    return float(max(0, 12 * (end.year - begin.year) + end.month - begin.month + 1)) if begin <= end else 0.0


def recency(record: Alliance | JointAction, lens: Lens, acts: Acts) -> float | None:
    """From 1 for a sign of life on the last day of the lens towards 0; None when no sign is known by then."""
    last, sure = lens.window.last, lens.sure == "certain"
    days = [day for text in _signs(record, acts) if (day := _known_by(text, last, sure=sure))]
    if not days:
        return None
    years = (last - max(days)).days / _DAYS_A_YEAR
    return float(round(0.5 ** (years / HALF_LIFE_YEARS), 9))


def _signs(record: Alliance | JointAction, acts: Acts) -> list[str]:
    """Dates, as written, on which it showed life."""
    if isinstance(record, JointAction):
        return [text for text in (record.since, record.until) if text]
    steps = [step.date for step in record.has_step if step.state in _SIGNS]
    terms = [term.since for term in record.has_term]
    done = [text for action in acts.get(record.id, ()) for text in (action.since, action.until)]
    return [text for text in (*steps, *terms, *done) if text]


def _known_by(text: str, last: date, *, sure: bool) -> date | None:
    """The day of a sign by the last day: the first possible one when it was surely by then, else the last possible."""
    found = edtf.parse(text)
    if sure:
        return found.earliest if found.latest and found.latest <= last else None
    if found.earliest is None and found.latest is None:
        return None
    return min(found.latest or last, last) if found.earliest is None or found.earliest <= last else None
