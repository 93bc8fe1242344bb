"""Partner suggestions for a park: candidates ranked by a sum of named terms, with their records and what is unknown.

All figures are whole thousandths of a point, so that contributions sum to the score exactly. A value that is not known
is neutral; taken at its least and its greatest it widens the score to a band and the rank with it. Each missing value
is taken by itself, so a band is rather too wide than too narrow.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from parknet.analytics.partners import Standing, is_synthetic, synthetic_sources
from parknet.analytics.terms import WEIGHTS, Evidence, Finding, Scene, TermWeight, Weights, findings, scene
from parknet.errors import Problem, Refused, Sentence
from parknet.model import titles
from parknet.model.kinds import KINDS, missing
from parknet.model.records import Park, Programme, Title
from parknet.model.snapshot import Snapshot
from parknet.model.vocabulary import LABELS


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a score: `contribution` is weight x value; low and high are its band; `known` or neutral."""

    id: str
    zh: str
    en: str
    weight: int
    value: int
    contribution: int
    contribution_low: int
    contribution_high: int
    known: bool
    statement_zh: str
    statement_en: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Something that people should weigh, with the records that say so."""

    code: str
    zh: str
    en: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A candidate: its rank (shared by equal scores) with its best and worst, its score, terms and reasons against."""

    park: str
    name_zh: str
    name_en: str | None
    rank: int
    rank_low: int
    rank_high: int
    score: int
    score_low: int
    score_high: int
    terms: tuple[Term, ...]
    against: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A park that is no candidate, and why."""

    park: str
    name_zh: str
    name_en: str | None
    reason: Reason


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The answer for one park.

    `ranked` is false, `why_not` says why and `items` is empty where too little is known. `candidates` counts all that
    were ranked, `tied_beyond` those that share the last rank shown but are not shown. `cautions` are about the park
    itself. `tested_*` says on how little the model was tested, `basis_*` where its weights come from, `terms` what
    they are. `synthetic`: the park, and so all of it, is made up.
    """

    park: str
    name_zh: str
    name_en: str | None
    day: date
    programme: str
    ranked: bool
    why_not: Reason | None
    candidates: int
    items: tuple[Suggestion, ...]
    tied_beyond: int
    left_out: tuple[LeftOut, ...]
    cautions: tuple[Reason, ...]
    known_ties: int
    tested_zh: str
    tested_en: str
    basis_zh: str
    basis_en: str
    terms: tuple[TermWeight, ...]
    synthetic: bool


class _Candidate(NamedTuple):
    score: int
    low: int
    high: int
    park: Park


_TOO_LITTLE = Reason(
    "too-little-data",
    "数据不足，不排名：行业、级别和所在地均未知",
    "too little data to rank: neither sectors, nor level, nor place are known",
)
_NO_CANDIDATE = Reason("no-candidate", "没有可排名的园区", "there is no park to rank")
_SHUTS_OUT = ("closed", "revoked")
_PARTNER = ("partner", "已是合作者", "already a partner")
_TIED: dict[Standing, tuple[str, str, str]] = {
    "certain": _PARTNER,
    "possible": _PARTNER,
    "talked": ("in-talks", "已有意向或正在商谈", "an intention is on record, or they are in talks"),
    "expired": (
        "past-term",
        "此前合作的期限已过，是否续签未见于来源",
        "the term of a partnership has passed; whether it was renewed is not on record",
    ),
}
"""What a partnership of a standing makes of its members to each other (code, zh, en), the nearest first."""


def suggest(
    snapshot: Snapshot,
    park_id: str,
    day: date,
    limit: int = 10,
    programme: str = WEIGHTS.programme,
    weights: Weights = WEIGHTS,
) -> Suggestions:
    """Rank the parks that could become partners of a park, as of a day.

    Raises NotFound when there is no such park, Refused when the limit is below 1.
    """
    park = snapshot.get(park_id)
    if not isinstance(park, Park):
        raise missing(park_id, KINDS["Park"])
    if limit < 1:
        cause, remedy = (
            Sentence("The limit is below 1.", "数目小于 1。"),
            Sentence("Ask for one or more.", "请至少要一个。"),
        )
        raise Refused([Problem("limit", "limit", str(limit), cause, remedy)])
    around = scene(snapshot, park, day, programme, weights)
    informed = around.side(park).informed
    candidates, left_out = _sift(park, around) if informed else ([], ())
    items = _ranked(candidates, limit, park, around)
    n = around.bonds.known_ties
    return Suggestions(
        park=park.id,
        name_zh=park.name_zh,
        name_en=park.name_en,
        day=day,
        programme=programme,
        ranked=bool(items),
        why_not=None if items else _NO_CANDIDATE if informed else _TOO_LITTLE,
        candidates=len(candidates),
        items=items,
        tied_beyond=sum(1 for c in candidates[limit:] if c.score == items[-1].score),
        left_out=left_out,
        cautions=(*_conditions(park, day), *_reviews(park, around)),
        known_ties=n,
        tested_zh=f"尚未在园区数据上检验：已知园区间合作关系 {n} 对",
        tested_en=f"untested on parks: {n} known park-to-park tie" + ("" if n == 1 else "s"),
        basis_zh=weights.basis_zh,
        basis_en=weights.basis_en,
        terms=weights.terms,
        synthetic=around.synthetic,
    )


def _sift(park: Park, around: Scene) -> tuple[list[_Candidate], tuple[LeftOut, ...]]:
    """The candidates, best first, and the parks that are none; real and synthetic parks are strangers."""
    here, sources = around.side(park), synthetic_sources(around.snapshot)
    excluded = _excluded(park, around)
    candidates: list[_Candidate] = []
    left_out: list[LeftOut] = []
    for other in around.snapshot.all(Park):
        if other.id == park.id or is_synthetic(other, sources) != around.synthetic:
            continue
        reason = excluded.get(other.id) or _shut_out(other, around.day)
        there = around.side(other)
        if not reason and not (there.informed or other.id in around.partners or other.id in around.platforms):
            reason = _TOO_LITTLE
        if reason:
            left_out.append(LeftOut(other.id, other.name_zh, other.name_en, reason))
        else:
            candidates.append(_candidate(other, findings(here, there, around), around.weights))
    candidates.sort(key=lambda c: (-c.score, c.park.id))
    return candidates, tuple(left_out)


def _candidate(park: Park, found: Iterable[Finding], weights: Weights) -> _Candidate:
    """The sums alone: what was found is found again for the few that are shown, which is quicker than keeping it."""
    score = low = high = 0
    for term, finding in zip(weights.terms, found, strict=True):
        score += term.weight * finding.value
        low += term.weight * finding.low
        high += term.weight * finding.high
    return _Candidate(score, low, high, park)


def _excluded(park: Park, around: Scene) -> dict[str, Reason]:
    """Parks that are no candidates for what they are to this park: partners, its parts and wholes, perhaps itself."""
    found: dict[str, Reason] = {}
    wholes: dict[str, list[str]] = {}
    parts: dict[str, list[str]] = defaultdict(list)
    for other in around.snapshot.all(Park):
        if other.part_of:
            wholes[other.id] = [link.to for link in other.part_of]
            for whole in wholes[other.id]:
                parts[whole].append(other.id)
        if park.id in (link.to for link in other.possibly_same_as):
            found[other.id] = _possibly_same(park.id, other.id)
    for link in park.possibly_same_as:
        found[link.to] = _possibly_same(park.id, link.to)
    for id_ in _reached(park.id, wholes):
        found[id_] = Reason("whole", "本园区是其组成部分", "this park is a part of it", (park.id, id_))
    for id_ in _reached(park.id, parts):
        found[id_] = Reason("part", "是本园区的组成部分", "it is a part of this park", (park.id, id_))
    for id_, bonds in _partners(park, around).items():
        nearest = next(standing for standing in _TIED if standing in bonds)
        found[id_] = Reason(*_TIED[nearest], tuple(id_ for ids in bonds.values() for id_ in ids))
    return found


def _possibly_same(park_id: str, other_id: str) -> Reason:
    return Reason("possibly-same", "可能是同一园区", "possibly the same park", (park_id, other_id))


def _reached(start: str, links: Mapping[str, list[str]]) -> set[str]:
    """All that lies beyond the start along the links."""
    seen, ahead = {start}, [start]
    while ahead:
        new = set(links.get(ahead.pop(), ())) - seen
        seen |= new
        ahead.extend(new)
    return seen - {start}


def _partners(park: Park, around: Scene) -> dict[str, dict[Standing, tuple[str, ...]]]:
    """Fellow members of partnerships that are neither over nor still ahead, with the ids of those by standing."""
    found: dict[str, dict[Standing, tuple[str, ...]]] = defaultdict(dict)
    for other, bond in around.bonds.partnerships(park.id):
        if bond.standing in _TIED:
            found[other][bond.standing] = (*found[other].get(bond.standing, ()), bond.id)
    return found


def _shut_out(park: Park, day: date) -> Reason | None:
    return next((reason for reason in _conditions(park, day) if reason.code in _SHUTS_OUT), None)


def _conditions(park: Park, day: date) -> Iterator[Reason]:
    """What its status and titles say against a park as a partner; an unknown status says nothing."""
    if park.status in ("planned", "building", "closed"):
        zh, en = LABELS["status"][park.status]
        yield Reason(park.status, f"园区{zh}", f"the park is {en}", (park.id,))
    for title in titles.lost(park, day):
        zh, en = LABELS["title_status"][title.status]
        yield _of_title(title, title.status, zh, en)


def _reviews(park: Park, around: Scene) -> Iterator[Reason]:
    """Titles whose term of review is over; what the review said, if there was one, is not on record."""
    for title in titles.in_force(park, around.day, sure=True):
        programme = around.snapshot.get(title.to)
        due = titles.review_due(title, programme) if isinstance(programme, Programme) else None
        if due and due <= around.day:
            zh, en = f"自{due}起应复核，结果未见于来源", f"review due since {due}, no result on record"
            yield _of_title(title, "review-due", zh, en)


def _of_title(title: Title, code: str, zh: str, en: str) -> Reason:
    return Reason(code, f"{zh}：{title.title}", f"{en}: {title.title}", (title.to, *title.sources))


def _ranked(candidates: list[_Candidate], limit: int, park: Park, around: Scene) -> tuple[Suggestion, ...]:
    """The first candidates with their ranks among all; equal scores share a rank.

    The best rank counts those that score more whatever the missing values are, the worst those that may.
    """
    here, n = around.side(park), len(candidates)
    scores = sorted(c.score for c in candidates)
    lows, highs = sorted(c.low for c in candidates), sorted(c.high for c in candidates)
    items = []
    for c in candidates[:limit]:
        terms = tuple(map(_term, around.weights.terms, findings(here, around.side(c.park), around)))
        items.append(
            Suggestion(
                park=c.park.id,
                name_zh=c.park.name_zh,
                name_en=c.park.name_en,
                rank=1 + n - bisect_right(scores, c.score),
                rank_low=1 + n - bisect_right(lows, c.high),
                rank_high=1 + n - bisect_right(highs, c.low) - (c.high > c.low),
                score=c.score,
                score_low=c.low,
                score_high=c.high,
                terms=terms,
                against=(
                    *_negative(terms),
                    *_conditions(c.park, around.day),
                    *_reviews(c.park, around),
                    *_past(park, c.park, around),
                ),
            )
        )
    return tuple(items)


def _term(term: TermWeight, found: Finding) -> Term:
    return Term(
        id=term.id,
        zh=term.zh,
        en=term.en,
        weight=term.weight,
        value=found.value,
        contribution=term.weight * found.value,
        contribution_low=term.weight * found.low,
        contribution_high=term.weight * found.high,
        known=found.known,
        statement_zh=found.zh,
        statement_en=found.en,
        evidence=found.evidence,
    )


def _negative(terms: tuple[Term, ...]) -> Iterator[Reason]:
    """Each term that lowers the score is a reason against."""
    for term in terms:
        if term.contribution < 0:
            ids = tuple(evidence.id for evidence in term.evidence)
            yield Reason(term.id, f"{term.zh}：{term.statement_zh}", f"{term.en}: {term.statement_en}", ids)


def _past(park: Park, other: Park, around: Scene) -> Iterator[Reason]:
    """An earlier partnership that came to nothing or to an end; a partner that may be the same park."""
    over = [bond.id for id_, bond in around.bonds.partnerships(park.id) if id_ == other.id and bond.standing == "over"]
    if over:
        yield Reason("ended", "此前的合作已终止或未达成", "an earlier partnership ended or was not agreed", tuple(over))
    same = {link.to for link in other.possibly_same_as}
    for id_ in _partners(park, around):
        partner = around.snapshot.get(id_)
        if isinstance(partner, Park) and (id_ in same or other.id in (link.to for link in partner.possibly_same_as)):
            en = f"possibly the same park as a partner, {partner.name_en or partner.name_zh}"
            yield Reason("possibly-partner", f"可能与已有合作者{partner.name_zh}为同一园区", en, (other.id, id_))
