"""What each tie of a network rests on: publications and how surely, states, ends and wording of its alliances."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from parknet.analytics.selection import span_of
from parknet.analytics.weight import Span
from parknet.model import edtf, lifecycle
from parknet.model.records import Alliance, Citation, JointAction, Link, Step, Term

_SURER = ("low", "medium", "high")
Bounds = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """Columns, one value a tie (or an alliance); what is unknown is empty or None.

    `sources` are the ids of the publications that the alliances, their steps and members rest on, sorted; `confidence`
    is how surely each of them says so, in their order: the lowest that is stated for it, empty where none is. `state`
    is that of each alliance on the last day, in their order; a joint action's is empty. The last of them ended, or will
    end, between the days `end_earliest` and `end_latest` (ISO, None: unknown, or said to be open). `wording` is what
    the sources say, each text once.
    """

    sources: tuple[tuple[str, ...], ...]
    confidence: tuple[tuple[str, ...], ...]
    state: tuple[tuple[str, ...], ...]
    end_earliest: tuple[str | None, ...]
    end_latest: tuple[str | None, ...]
    wording: tuple[tuple[str, ...], ...]


class Basis(NamedTuple):
    """What one alliance or joint action rests on, or several do together: how surely each source says so (empty: not
    stated), their states on a day (empty: none), the dates on which they end (EDTF), and what the sources say.
    """

    confidence: dict[str, str]
    states: tuple[str, ...]
    untils: tuple[str | None, ...]
    wording: tuple[str, ...]


def evidence(drawn: Mapping[str, Alliance | JointAction], alliances: Sequence[tuple[str, ...]], day: date) -> Evidence:
    """The evidence of ties, each given by the ids of its alliances and joint actions, as of a day."""
    bases = {id_: basis_of(record, day) for id_, record in drawn.items()}
    rows = {ids: _row([bases[id_] for id_ in ids]) for ids in dict.fromkeys(alliances)}
    columns = zip(*(rows[ids] for ids in alliances), strict=True) if alliances else ((),) * 6
    return Evidence(*columns)


def links_of(record: Alliance | JointAction) -> tuple[Link, ...]:
    """The members of an alliance, the participants of a joint action."""
    return record.has_member if isinstance(record, Alliance) else record.has_participant


def citations_of(record: Alliance | JointAction) -> tuple[Citation, ...]:
    """The citations of an alliance or joint action, of its steps and of its terms, in this order."""
    return (*record.cites, *(citation for part in _parts(record) for citation in part.cites))


def _parts(record: Alliance | JointAction) -> tuple[Step | Term, ...]:
    return (*record.has_step, *record.has_term) if isinstance(record, Alliance) else ()


def may_hold(record: Alliance | JointAction) -> Bounds:
    """The first and the last day on which it may hold (ISO); None: no such bound is known."""
    since, until = _span(record)
    return _days(since)[0], _days(until)[1]


def basis_of(record: Alliance | JointAction, day: date) -> Basis:
    """What an alliance or joint action, its steps, terms and members rest on, as of a day."""
    citations = citations_of(record)
    confidence = {id_: "" for link in links_of(record) for id_ in link.sources}
    for citation in citations:
        confidence[citation.to] = _lower(confidence.get(citation.to), citation.confidence)
    state = lifecycle.state(record, day) or "" if isinstance(record, Alliance) else ""
    wording = [said.wording for said in (*citations, *_parts(record)) if said.wording]
    return Basis(confidence, (state,), (_span(record)[1],), tuple(dict.fromkeys(wording)))


def _row(bases: Sequence[Basis]) -> tuple[object, ...]:
    """The columns of Evidence, of a tie that rests on these."""
    one = bases[0] if len(bases) == 1 else _together(bases)
    sources = tuple(sorted(one.confidence))
    return sources, tuple(map(one.confidence.__getitem__, sources)), one.states, *_end(one.untils), one.wording


def _together(bases: Sequence[Basis]) -> Basis:
    confidence: dict[str, str] = {}
    for basis in bases:
        for id_, word in basis.confidence.items():
            confidence[id_] = _lower(word, confidence.get(id_))
    return Basis(
        confidence,
        tuple(state for basis in bases for state in basis.states),
        tuple(until for basis in bases for until in basis.untils),
        tuple(dict.fromkeys(text for basis in bases for text in basis.wording)),
    )


def _lower(one: str | None, other: str | None) -> str:
    """The less sure of two words; the stated one where the other is not."""
    return min(one, other, key=_SURER.index) if one and other else one or other or ""


def _span(record: Alliance | JointAction) -> Span:
    return span_of(record) or (None, None)


@lru_cache(maxsize=65536)
def _days(text: str | None) -> Bounds:
    days = edtf.parse(text) if text else None
    earliest, latest = (days.earliest, days.latest) if days else (None, None)
    return earliest.isoformat() if earliest else None, latest.isoformat() if latest else None


def _end(untils: Sequence[str | None]) -> Bounds:
    """The first and the last possible day on which the last of several spans ends."""
    if len(untils) == 1:
        return _days(untils[0])
    if ".." in untils:
        return None, None
    days = [_days(until) for until in untils]
    latest = [last for _, last in days if last]
    earliest = max((first for first, _ in days if first), default=None)
    return earliest, max(latest) if len(latest) == len(days) else None
