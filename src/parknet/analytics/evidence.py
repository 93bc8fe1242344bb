"""What each tie of a network rests on: publications and how surely, states, ends and wording of its alliances."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from parknet.analytics.selection import span_of
from parknet.analytics.weight import Span
from parknet.model import edtf, lifecycle
from parknet.model.records import Alliance, JointAction, Link, Step, Term

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


@dataclass(frozen=True, slots=True)
class Basis:
    """What one alliance or joint action rests on: how surely each of its sources says so (empty: not stated), its state
    on a day (empty: none), the date on which it ends (EDTF), and what the sources say.
    """

    confidence: dict[str, str]
    state: str
    until: str | None
    wording: tuple[str, ...]


def evidence(drawn: Mapping[str, Alliance | JointAction], alliances: Sequence[tuple[str, ...]], day: date) -> Evidence:
    """The evidence of ties, each given by the ids of its alliances and joint actions, as of a day."""
    bases = {id_: basis_of(record, day) for id_, record in drawn.items()}
    found = {ids: [bases[id_] for id_ in ids] for ids in dict.fromkeys(alliances)}
    lowest = {ids: _lowest(every) for ids, every in found.items()}
    ends = {ids: _end([basis.until for basis in every]) for ids, every in found.items()}
    states = {ids: tuple(basis.state for basis in every) for ids, every in found.items()}
    wording = {ids: tuple(dict.fromkeys(text for b in every for text in b.wording)) for ids, every in found.items()}
    return Evidence(
        sources=tuple(tuple(lowest[ids]) for ids in alliances),
        confidence=tuple(tuple(lowest[ids].values()) for ids in alliances),
        state=tuple(states[ids] for ids in alliances),
        end_earliest=tuple(ends[ids][0] for ids in alliances),
        end_latest=tuple(ends[ids][1] for ids in alliances),
        wording=tuple(wording[ids] for ids in alliances),
    )


def links_of(record: Alliance | JointAction) -> tuple[Link, ...]:
    """The members of an alliance, the participants of a joint action."""
    return record.has_member if isinstance(record, Alliance) else record.has_participant


def may_hold(record: Alliance | JointAction) -> Bounds:
    """The first and the last day on which it may hold (ISO); None: no such bound is known."""
    since, until = _span(record)
    return _days(since)[0], _days(until)[1]


def basis_of(record: Alliance | JointAction, day: date) -> Basis:
    """What a tie, its steps, terms and members rest on, as of a day."""
    confidence = {id_: "" for link in links_of(record) for id_ in link.sources}
    parts: tuple[Step | Term, ...] = ()
    if isinstance(record, Alliance):
        parts = (*record.has_step, *record.has_term)
    citations = (*record.cites, *(citation for part in parts for citation in part.cites))
    for citation in citations:
        confidence[citation.to] = _lower(confidence.get(citation.to), citation.confidence)
    wording = [said.wording for said in (*citations, *parts)]
    state = lifecycle.state(record, day) or "" if isinstance(record, Alliance) else ""
    return Basis(confidence, state, _span(record)[1], tuple(dict.fromkeys(text for text in wording if text)))


def _lower(*stated: str | None) -> str:
    return min((word for word in stated if word), key=_SURER.index, default="")


def _lowest(bases: Sequence[Basis]) -> dict[str, str]:
    """How surely each source says so, sorted by id: the lowest that any alliance states for it."""
    found: dict[str, str] = {}
    for basis in bases:
        for id_, word in basis.confidence.items():
            found[id_] = _lower(word, found.get(id_))
    return dict(sorted(found.items()))


def _span(record: Alliance | JointAction) -> Span:
    return span_of(record) or (None, None)


def _days(text: str | None) -> Bounds:
    days = edtf.parse(text) if text else None
    earliest, latest = (days.earliest, days.latest) if days else (None, None)
    return earliest.isoformat() if earliest else None, latest.isoformat() if latest else None


def _end(untils: Sequence[str | None]) -> Bounds:
    """The first and the last possible day on which the last of several spans ends."""
    if ".." in untils:
        return None, None
    days = [_days(until) for until in untils]
    latest = [last for _, last in days if last]
    earliest = max((first for first, _ in days if first), default=None)
    return earliest, max(latest) if len(latest) == len(days) else None
