"""The terms of a partner suggestion: what each says of two parks, in whole thousandths, with its records.

A term finds a value between its least and its greatest, zero being neutral. Where something is not known the value is
zero and the band runs from the least to the greatest; where a date or a point is imprecise the band is as wide as that
leaves open. Weights and values are in `suggestion_weights.toml`.
"""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, NamedTuple

from parknet.analytics.partners import Bond, Bonds, Via, is_synthetic, lost_without, sure, synthetic_sources
from parknet.analytics.places import Place, Places, distance
from parknet.model import edtf, titles
from parknet.model.records import Named, Park, Programme, Title
from parknet.model.snapshot import Snapshot
from parknet.model.vocabulary import LABELS

_TIERS = tuple(LABELS["rank"])
_SIDE = {"east": 0, "central": 0, "west": 1, "northeast": 1}


@dataclass(frozen=True, slots=True)
class TermWeight:
    """A term: labels, definition, weight in points, and its least and greatest value in thousandths."""

    id: str
    zh: str
    en: str
    definition_zh: str
    definition_en: str
    weight: int
    least: int
    greatest: int
    why: str


@dataclass(frozen=True, slots=True)
class Weights:
    """All terms, the values that they are made of, what both rest on, and whose rules the region term reads."""

    terms: tuple[TermWeight, ...]
    values: Mapping[str, int]
    programme: str
    basis_zh: str
    basis_en: str


def read_weights(text: str) -> Weights:
    """Weights from TOML laid out as `suggestion_weights.toml`."""
    table: dict[str, Any] = tomllib.loads(text)
    terms = tuple(TermWeight(**fields) for fields in table["terms"])
    values = MappingProxyType(dict(table["values"]))
    return Weights(terms, values, table["programme"], table["basis_zh"], table["basis_en"])


WEIGHTS = read_weights(files("parknet.analytics").joinpath("suggestion_weights.toml").read_text("utf-8"))
"""The documented priors."""


class Evidence(NamedTuple):
    """A record, or a part of one, that a statement rests on.

    `effect`, where stated, is how the score would change if that record were not there, in thousandths of a point.
    """

    id: str
    effect: int | None = None


class Finding(NamedTuple):
    """What a term finds of two parks; `known` is false where a missing value made it neutral."""

    value: int
    low: int
    high: int
    known: bool
    zh: str
    en: str
    evidence: tuple[Evidence, ...] = ()


class Side(NamedTuple):
    """One of the two parks: its record, the title that gives its level, and its place."""

    park: Park
    title: Title | None
    place: Place

    @property
    def informed(self) -> bool:
        """Whether its sectors, its level or its place are known: something to compare."""
        return bool(self.park.sectors or self.title or self.place.regions or self.place.point)


@dataclass(frozen=True)
class Scene:
    """All that the terms know, seen from one park, on real data only or on synthetic data only.

    `partners` and `platforms` are by the other park's id: the partners that both have, with the bonds on both sides,
    and the platforms that both belong to. `rules` are ids of the programme's rules in force, by kind.
    """

    snapshot: Snapshot
    day: date
    weights: Weights
    synthetic: bool
    bonds: Bonds
    places: Places
    rules: Mapping[str, tuple[str, ...]]
    partners: Mapping[str, Mapping[str, Via]]
    platforms: Mapping[str, tuple[Bond, ...]]

    def side(self, park: Park) -> Side:
        """What the terms compare of a park; a title that has not surely begun gives no level."""
        title = titles.level(park, self.day, sure=True) if park.holds_title else None
        return Side(park, title, self.places.of(park.id))


def scene(snapshot: Snapshot, park: Park, day: date, programme: str, weights: Weights) -> Scene:
    """The scene around one park; a programme that the weights do not read has no rules in it."""
    synthetic = is_synthetic(park, synthetic_sources(snapshot))
    bonds = Bonds(snapshot, day, synthetic)
    return Scene(
        snapshot,
        day,
        weights,
        synthetic,
        bonds,
        Places(snapshot),
        _rules(snapshot, programme, day) if programme == weights.programme else {},
        bonds.shared_partners(park.id),
        bonds.shared_platforms(park.id),
    )


def _rules(snapshot: Snapshot, programme: str, day: date) -> dict[str, tuple[str, ...]]:
    record, window = snapshot.get(programme), edtf.Window(day, day)
    found: dict[str, tuple[str, ...]] = {}
    for rule in record.has_rule if isinstance(record, Programme) else ():
        if edtf.holds(rule.since, rule.until, window, sure=False, in_force=True):
            found[rule.kind] = (*found.get(rule.kind, ()), rule.id)
    return found


def findings(a: Side, b: Side, around: Scene) -> tuple[Finding, ...]:
    """What each term finds of two parks, in the order of the weights."""
    return tuple(TERMS[term.id](a, b, term, around) for term in around.weights.terms)


def _unknown(term: TermWeight, zh: str, en: str, evidence: Iterable[str] = ()) -> Finding:
    return Finding(0, term.least, term.greatest, False, zh, en, tuple(map(Evidence, evidence)))


def _found(value: int, zh: str, en: str, evidence: Iterable[str]) -> Finding:
    return Finding(value, value, value, True, zh, en, tuple(map(Evidence, dict.fromkeys(evidence))))


def _region_preference(a: Side, b: Side, term: TermWeight, around: Scene) -> Finding:
    """The clauses of the programme that the two places meet, added up; `region_none` when they meet none."""
    values = around.weights.values
    pairing = (*around.rules.get("focus", ()), *around.rules.get("matching", ()))
    cluster = around.rules.get("regional", ())
    if not pairing and not cluster:
        return Finding(0, 0, 0, False, "该计划的区域导向未收录", "this programme's preferences are not on record")
    if not a.place.regions or not b.place.regions:
        return _unknown(term, "一方或双方所在区域未知", "the region of one or both is not known")
    met = [*(_between(a.place, b.place) if pairing else ()), *(_within(a.place, b.place) if cluster else ())]
    evidence = (
        *(pairing if not met or met[0].name != "region_cluster" else ()),
        *_stating(a.place),
        *_stating(b.place),
    )
    if any(clause.name == "region_cluster" for clause in met):
        evidence = (*cluster, *evidence)
    if not met:
        spoken_of = pairing and "hk-mo-tw" not in a.place.regions | b.place.regions
        zh, en = _regions(a.place, b.place)
        return _found(
            values["region_none"] if spoken_of else 0, f"{zh}：未见符合的条款", f"{en}: no clause met", evidence
        )
    surely = sum(values[clause.name] for clause in met if clause.sure)
    high = min(surely + sum(values[clause.name] for clause in met if not clause.sure), term.greatest)
    value = min(surely, term.greatest)
    return Finding(
        value,
        value if surely else values["region_none"],
        high,
        True,
        "；".join(clause.zh for clause in met),
        "; ".join(clause.en for clause in met),
        tuple(map(Evidence, dict.fromkeys(evidence))),
    )


class Clause(NamedTuple):
    """A clause that two places meet; not `sure` where a province lies on several reaches."""

    name: str
    sure: bool
    zh: str
    en: str


def _between(a: Place, b: Place) -> Iterator[Clause]:
    sides = [{_SIDE[region] for region in place.regions if region in _SIDE} for place in (a, b)]
    if any(x != y for x in sides[0] for y in sides[1]):
        zh, en = _regions(a, b)
        yield Clause("region_across", True, zh, en)
    rivers = (("长江", "Yangtze", a.yangtze, b.yangtze), ("黄河", "Yellow River", a.yellow_river, b.yellow_river))
    certain = [river for river in rivers if river[2] and river[3] and not river[2] & river[3]]
    possible = [river for river in rivers if river[2] and river[3] and len(river[2] | river[3]) > 1]
    for zh, en, here, there in (certain or possible)[:1]:
        reaches = [_labels("reach", reach) for reach in (here, there)]
        yield Clause(
            "region_reaches",
            bool(certain),
            f"{zh}{reaches[0][0]} ↔ {reaches[1][0]}" + ("" if certain else "（可能）"),
            f"{en}: {reaches[0][1]} with {reaches[1][1]}" + ("" if certain else " (possibly)"),
        )


def _within(a: Place, b: Place) -> Iterator[Clause]:
    here, there = ({c.id for c in place.of_grade("prefecture") or place.of_grade("province")} for place in (a, b))
    if not here & there and (common := a.clusters & b.clusters):
        zh, en = _labels("cluster", common)
        yield Clause("region_cluster", True, f"同属城市群 {zh}", f"two cities of one cluster: {en}")


def _regions(a: Place, b: Place) -> tuple[str, str]:
    here, there = _labels("macro_region", a.regions), _labels("macro_region", b.regions)
    return f"{here[0]} ↔ {there[0]}", f"{here[1]} with {there[1]}"


@lru_cache(maxsize=4096)
def _labels(list_: str, words: frozenset[str]) -> tuple[str, str]:
    """zh and en labels of some words of a list, in the list's order; a word without labels stands for itself."""
    table = LABELS.get(list_, {})
    order = list(table)
    known = sorted(words, key=lambda w: (order.index(w) if w in table else len(order), w))
    pairs = [table.get(word, (word, word)) for word in known]
    return "、".join(zh for zh, _ in pairs), ", ".join(en for _, en in pairs)


def _stating(place: Place) -> tuple[str, ...]:
    """Ids of its divisions that say anything of region, river or cluster."""
    return tuple(
        c.id for c in place.cities if c.macro_region or c.yangtze_reaches or c.yellow_river_reaches or c.clusters
    )


def _strength_gap(a: Side, b: Side, term: TermWeight, around: Scene) -> Finding:
    """Tiers between the derived levels."""
    records = [id_ for side in (a, b) if side.title for id_ in _title_records(side.park, side.title)]
    if a.title is None or b.title is None:
        return _unknown(term, "一方或双方级别未知", "the level of one or both is not known", records)
    gap = abs(_TIERS.index(a.title.rank) - _TIERS.index(b.title.rank))
    value = around.weights.values[("strength_same", "strength_one", "strength_more")[min(gap, 2)]]
    here, there = (LABELS["rank"][side.title.rank] for side in (a, b) if side.title)
    zh, en = f"{here[0]} ↔ {there[0]}", f"{here[1]} with {there[1]}"
    zh += f"，相差 {gap} 级" if gap else "，级别相同"
    en += f": {_count(gap, 'tier')} apart" if gap else ": same tier"
    return _found(value, zh, en, records)


def _title_records(park: Park, title: Title) -> tuple[str, ...]:
    return park.id, title.to, *title.sources


def _sector_complementarity(a: Side, b: Side, term: TermWeight, around: Scene) -> Finding:
    """Share of the sectors of both that only one of them has, if they have one in common."""
    here, there = frozenset(a.park.sectors), frozenset(b.park.sectors)
    if not here or not there:
        return _unknown(term, "一方或双方行业未知", "the sectors of one or both are not known")
    values, common = around.weights.values, _labels("sector", here & there)
    evidence = (a.park.id, b.park.id)
    if here == there:
        return _found(values["sectors_same"], f"行业相同：{common[0]}", f"same sectors: {common[1]}", evidence)
    others = _labels("sector", here ^ there)
    zh, en = f"各自独有：{others[0]}", f"of one only: {others[1]}"
    if not here & there:
        return _found(values["sectors_apart"], f"无共同行业；{zh}", f"no sector in common; {en}", evidence)
    value = 1000 * len(here ^ there) // len(here | there)
    return _found(value, f"共同：{common[0]}；{zh}", f"in common: {common[1]}; {en}", evidence)


def _shared_partners(a: Side, b: Side, term: TermWeight, around: Scene) -> Finding:
    """Shared partners, each worth the same up to the greatest; those that are only possible widen the band."""
    shared = around.partners.get(b.park.id, {})
    if not shared:
        return _found(0, "无已知的共同合作者", "no shared partner known", ())
    each = around.weights.values["partner_each"]
    surely = sum(1 for via in shared.values() if all(map(sure, via)))
    value = min(each * surely, term.greatest)
    bonds = {bond.id: bond for via in shared.values() for side in via for bond in side}
    effects = {
        id_: term.weight * (min(each * (surely - lost_without(bond, shared)), term.greatest) - value)
        for id_, bond in bonds.items()
    }
    names = [_name(around.snapshot, id_) for id_ in sorted(shared)]
    return Finding(
        value,
        value,
        min(each * len(shared), term.greatest),
        True,
        f"共同合作者 {len(shared)} 个：" + "、".join(zh for zh, _ in names),
        f"{_count(len(shared), 'shared partner')}: " + ", ".join(en for _, en in names),
        tuple(Evidence(id_, effects[id_]) for id_ in sorted(effects)),
    )


def _shared_alliances(a: Side, b: Side, term: TermWeight, around: Scene) -> Finding:
    """Platforms that both belong to, each worth the same up to the greatest."""
    shared = around.platforms.get(b.park.id, ())
    if not shared:
        return _found(0, "无已知的共同平台", "no shared alliance known", ())
    each, surely = around.weights.values["alliance_each"], len(sure(shared))
    value = min(each * surely, term.greatest)
    without = term.weight * (min(each * (surely - 1), term.greatest) - value)
    names = [_name(around.snapshot, bond.id) for bond in shared]
    return Finding(
        value,
        value,
        min(each * len(shared), term.greatest),
        True,
        f"共同平台 {len(shared)} 个：" + "、".join(zh for zh, _ in names),
        f"{_count(len(shared), 'shared alliance')}: " + ", ".join(en for _, en in names),
        tuple(Evidence(bond.id, without if bond.standing == "certain" else 0) for bond in shared),
    )


def _distance(a: Side, b: Side, term: TermWeight, around: Scene) -> Finding:
    """Kilometres short of the neutral distance, as thousandths; the points' precision leaves a band."""
    if not a.place.point or not b.place.point:
        return _unknown(term, "一方或双方点位未知", "the point of one or both is not known")
    apart, neutral = distance(a.place.point, b.place.point), around.weights.values["distance_neutral_km"]
    value, low, high = (max(term.least, min(term.greatest, neutral - km)) for km in (apart.km, apart.high, apart.low))
    return Finding(
        value,
        low,
        high,
        True,
        f"约 {apart.km} 公里（按点位精度 {apart.low}–{apart.high}）",
        f"about {apart.km} km ({apart.low}–{apart.high} by the precision of the points)",
        tuple(map(Evidence, dict.fromkeys(side.place.point.stated_by for side in (a, b) if side.place.point))),
    )


def _count(n: int, noun: str) -> str:
    return f"{n} {noun}" + ("" if n == 1 else "s")


def _name(snapshot: Snapshot, id_: str) -> tuple[str, str]:
    """zh and en name of a record; the Chinese one where it has no other."""
    record = snapshot.get(id_)
    return (record.name_zh, record.name_en or record.name_zh) if isinstance(record, Named) else (id_, id_)


TERMS: dict[str, Callable[[Side, Side, TermWeight, Scene], Finding]] = {
    "region-preference": _region_preference,
    "strength-gap": _strength_gap,
    "sector-complementarity": _sector_complementarity,
    "shared-partners": _shared_partners,
    "shared-alliances": _shared_alliances,
    "distance": _distance,
}
"""The function of each term; it is given the park asked about, the candidate, the term's weight and the scene."""
