"""The life of an alliance: which step may follow which, and what its steps say as of a day.

State is derived from dated, sourced steps, never stored. The first known step may be any but an end; steps may be
skipped (what came between was not recorded), never undone.
"""

from datetime import date

from parknet.errors import Sentence
from parknet.model import edtf
from parknet.model.records import Alliance, Step
from parknet.model.vocabulary import LABELS, State

NEXT: dict[State, frozenset[State]] = {
    "proposed": frozenset({"intention", "assigned", "signed", "active", "declined", "withdrawn"}),
    "intention": frozenset({"assigned", "signed", "active", "declined", "withdrawn"}),
    "assigned": frozenset({"signed", "active", "dormant", "ended"}),
    "signed": frozenset({"active", "dormant", "ended"}),
    "active": frozenset({"dormant", "ended"}),
    "dormant": frozenset({"active", "ended"}),
    "ended": frozenset(),
    "declined": frozenset(),
    "withdrawn": frozenset(),
}
"""The allowed steps; a renewal is a new term, not a step."""

ENDS: frozenset[State] = frozenset({"ended", "declined", "withdrawn"})
BEGUN: frozenset[State] = frozenset({"assigned", "signed", "active", "dormant"})
"""States in which a tie has begun: a proposal or an intention has not."""


def illegal(steps: tuple[Step, ...]) -> tuple[int, Sentence] | None:
    """The position of the first step that may not stand where it does, and why; None when all may."""
    for n, step in enumerate(steps):
        zh, en = LABELS["state"][step.state]
        if n == 0:
            if step.state in ENDS:
                return 0, Sentence(f"The first step cannot be “{en}”.", f"第一步不能是“{zh}”。")
            continue
        before = steps[n - 1]
        if step.state not in NEXT[before.state]:
            zh_before, en_before = LABELS["state"][before.state]
            return n, Sentence(f"“{en}” cannot follow “{en_before}”.", f"“{zh_before}”之后不能是“{zh}”。")
        for earlier in steps[:n]:
            if edtf.ends_before_start(earlier.date, step.date):
                zh_before, en_before = LABELS["state"][earlier.state]
                return n, Sentence(
                    f"“{en}” ({step.date}) is dated before “{en_before}” ({earlier.date}).",
                    f"“{zh}”（{step.date}）的日期早于它前面的“{zh_before}”（{earlier.date}）。",
                )
    return None


def state(alliance: Alliance, day: date | None = None) -> State | None:
    """The last step known to have been reached by the day (by any day when None); None when there is none.

    An end without a date is taken to have come: what has ended is not said to go on.
    """
    reached = [s for s in alliance.has_step if day is None or _by(s, day) or (s.state in ENDS and not s.date)]
    return reached[-1].state if reached else None


def live(alliance: Alliance) -> bool:
    """Not ended, declined or withdrawn."""
    return state(alliance) not in ENDS


def span(alliance: Alliance) -> tuple[str | None, str | None] | None:
    """Since and until of the tie as EDTF text; None when it has not begun.

    It begins with the first step assigned, signed or active. It ends with an end step, else with its last term, else
    unknown (None).
    """
    begins = [s for s in alliance.has_step if s.state in BEGUN]
    if not begins:
        return None
    ends = [s for s in alliance.has_step if s.state in ENDS]
    if ends:
        return begins[0].date, ends[0].date
    return begins[0].date, alliance.has_term[-1].until if alliance.has_term else None


def signed_by(alliance: Alliance, day: date) -> bool:
    """Known to have reached signed, or a state that follows it, by the day; assigned alone is not signed."""
    return any(s.state in ("signed", "active", "dormant") and _by(s, day) for s in alliance.has_step)


def _by(step: Step, day: date) -> bool:
    return edtf.holds(step.date, None, edtf.Window(day, day), sure=True, in_force=False)
