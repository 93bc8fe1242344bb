"""Who may take part in a programme by its rules of kind eligibility: yes, no or unknown as of a day, with evidence.

What proves a rule is data: the rule says which titles do. A park without one is not eligible only where the lists are
known whole; whatever no title can prove is unknown. Rules that must be met are conditions, and all have to be; of the
others, which are classes, one is enough; a preference decides nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from parknet.analytics import lists
from parknet.model import titles
from parknet.model.kinds import KINDS, missing
from parknet.model.records import Park, Programme, Proof, Rule, Title
from parknet.model.snapshot import Snapshot
from parknet.model.vocabulary import Eligible, EligibleWhy, TitleKind


@dataclass(frozen=True, slots=True)
class Evidence:
    """A title of the park that bears on a rule."""

    programme: str
    title: str
    since: str | None
    until: str | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether a park meets a rule (by its id), why, and the titles that this rests on."""

    rule: str
    answer: Eligible
    why: EligibleWhy
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class ParkEligibility:
    """Whether a park may take part, and what was found for each rule."""

    park: str
    name_zh: str
    name_en: str | None
    answer: Eligible
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ProvingList:
    """A list that proves a rule: how many parks on record were given its titles, and whether that is all of them.

    `counted` is the date (EDTF) of the latest count that says how many there are; who was named since is not known.
    """

    programme: str
    kind: TitleKind
    named: int
    expected: int | None
    counted: str | None
    whole: bool


@dataclass(frozen=True, slots=True)
class Condition:
    """A rule of kind eligibility in the source's wording, what proves it, and how many parks meet it."""

    rule: str
    code: str
    wording: str
    binding: str | None
    lists: tuple[ProvingList, ...]
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Of all parks on record by the rules of a programme as of a day; `counts` by answer, `parks` those asked for."""

    programme: str
    day: date
    counts: dict[str, int]
    conditions: tuple[Condition, ...]
    parks: tuple[ParkEligibility, ...]


@dataclass(frozen=True, slots=True)
class Holder:
    """A park with the titles that it surely and possibly holds on the day."""

    park: Park
    sure: tuple[Title, ...]
    possible: tuple[Title, ...]


def eligibility(
    snapshot: Snapshot, programme_id: str, day: date, park: str | None = None, answer: Eligible | None = None
) -> Eligibility:
    """Who may take part; of one park, or of those with one answer, where asked. NotFound when there is no such record.

    The counts are of all parks on record, whoever is asked for.
    """
    programme = snapshot.get(programme_id)
    if not isinstance(programme, Programme):
        raise missing(programme_id, KINDS["Programme"])
    if park is not None and not isinstance(snapshot.get(park), Park):
        raise missing(park, KINDS["Park"])
    found = _of_all(snapshot, programme, _holders(snapshot, day), day)
    wanted = (one for one in found.parks if park in (None, one.park) and answer in (None, one.answer))
    return replace(found, parks=tuple(wanted))


def roads(snapshot: Snapshot, park: str, day: date) -> tuple[Eligibility, ...]:
    """What a park may take part in: the answer of every programme that has rules of kind eligibility.

    NotFound when there is no such park.
    """
    if not isinstance(snapshot.get(park), Park):
        raise missing(park, KINDS["Park"])
    holders = _holders(snapshot, day)
    every = (_of_all(snapshot, p, holders, day) for p in snapshot.all(Programme) if _rules(p))
    return tuple(replace(found, parks=tuple(one for one in found.parks if one.park == park)) for found in every)


def _rules(programme: Programme) -> list[Rule]:
    return [rule for rule in programme.has_rule if rule.kind == "eligibility"]


def _holders(snapshot: Snapshot, day: date) -> list[Holder]:
    """All parks on record with their titles in force on the day."""
    return [
        Holder(park, *(titles.in_force(park, day, sure=sure) for sure in (True, False))) for park in snapshot.all(Park)
    ]


def _of_all(snapshot: Snapshot, programme: Programme, holders: Iterable[Holder], day: date) -> Eligibility:
    rules = _rules(programme)
    proving = [_lists(snapshot, rule, day) for rule in rules]
    every = tuple(_park(holder, rules, proving) for holder in holders)
    return Eligibility(
        programme=programme.id,
        day=day,
        counts=_counts(one.answer for one in every),
        conditions=tuple(
            Condition(
                rule=rule.id,
                code=rule.code,
                wording=rule.wording,
                binding=rule.binding,
                lists=proving[n],
                counts=_counts(one.findings[n].answer for one in every),
            )
            for n, rule in enumerate(rules)
        ),
        parks=every,
    )


def _lists(snapshot: Snapshot, rule: Rule, day: date) -> tuple[ProvingList, ...]:
    found = []
    for proof in rule.proved_by:
        programme = snapshot.get(proof.to)
        if isinstance(programme, Programme) and not proof.leaves_open:
            found.append(_list(snapshot, programme, proof.kind, day))
    return tuple(found)


def _list(snapshot: Snapshot, programme: Programme, kind: TitleKind, day: date) -> ProvingList:
    rows = lists.batches(snapshot, programme, lists.held(snapshot, programme.id, day))
    of_kind = [row for row in rows if row.kind == kind]
    complete = lists.whole(programme, kind, rows)
    expected = programme.expected_parks if kind == "named" else None
    if expected is None and complete:
        expected = sum(row.expected or 0 for row in of_kind)
    figures = {row.figure for row in of_kind}
    counts = [
        figure.period or ""
        for figure in lists.stated(snapshot, programme.id)
        if figure.id in figures or (figure.scope is None and figure.value == expected)
    ]
    return ProvingList(
        programme=programme.id,
        kind=kind,
        named=sum(row.named for row in of_kind),
        expected=expected,
        counted=max(counts, default="") or None,
        whole=complete,
    )


def _park(holder: Holder, rules: Sequence[Rule], proving: Sequence[tuple[ProvingList, ...]]) -> ParkEligibility:
    findings = tuple(_finding(holder, rule, lists_) for rule, lists_ in zip(rules, proving, strict=True))
    met = list(zip(rules, findings, strict=True))
    conditions = [found.answer for rule, found in met if rule.binding == "must"]
    classes = [found.answer for rule, found in met if rule.binding is None]
    answer = _all([*conditions, _any(classes)] if classes else conditions)
    park = holder.park
    return ParkEligibility(park.id, park.name_zh, park.name_en, answer, findings)


def _finding(holder: Holder, rule: Rule, proving: tuple[ProvingList, ...]) -> Finding:
    proofs = [proof for proof in rule.proved_by if not proof.leaves_open]
    if found := tuple(_evidence(holder.sure, proofs)):
        return Finding(rule.id, "yes", "title", found)
    if found := tuple(_evidence(holder.possible, proofs)):
        return Finding(rule.id, "unknown", "title-unsure", found)
    if found := tuple(_evidence(holder.possible, [proof for proof in rule.proved_by if proof.leaves_open])):
        return Finding(rule.id, "unknown", "left-open", found)
    if not proving:
        return Finding(rule.id, "unknown", "no-proof")
    if not all(one.whole for one in proving):
        return Finding(rule.id, "unknown", "list-not-whole")
    found = tuple(_evidence((title for title in holder.park.holds_title if title.status != "proposed"), proofs))
    return Finding(rule.id, "no", "not-on-the-day" if found else "not-on-list", found)


def _evidence(held: Iterable[Title], proofs: Iterable[Proof]) -> Iterator[Evidence]:
    wanted = {(proof.to, proof.kind) for proof in proofs}
    for title in held:
        if (title.to, title.kind) in wanted:
            yield Evidence(title.to, title.title, title.since, title.until, title.sources)


def _any(answers: list[Eligible]) -> Eligible:
    return "yes" if "yes" in answers else "unknown" if "unknown" in answers else "no"


def _all(answers: list[Eligible]) -> Eligible:
    """Unknown, too, where no rule decides."""
    return "no" if "no" in answers else "yes" if answers and "unknown" not in answers else "unknown"


def _counts(answers: Iterable[Eligible]) -> dict[str, int]:
    found = list(answers)
    return {word: found.count(word) for word in ("yes", "no", "unknown")}
