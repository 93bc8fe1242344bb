"""Macro-regions, or provinces, against each other: known ties between parks, and how many chance would put there.

Who is eligible: the parks of the network through the lens, and other bodies that stand in the part of a park in one of
its ties. Where the lens names programmes with rules of eligibility: instead of its parks, those that the rules surely
admit (`eligibility`) and that pass the other filters of the lens, and those with a tie. Expected is what the known ties
give when the places of the eligible are dealt out at random, which has a closed form: each pair is as likely a tie.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement
from typing import Literal, get_args

import numpy as np

from parknet.analytics.adequacy import Words
from parknet.analytics.cooperation_path import without_partners
from parknet.analytics.coverage import Counted, counted_ties, coverages, known_groups
from parknet.analytics.eligibility import eligibility
from parknet.analytics.kernels import Counts
from parknet.analytics.lens import Lens
from parknet.analytics.network import Network, build
from parknet.analytics.places import NOWHERE
from parknet.analytics.reach import in_order, parties, provinces, region
from parknet.errors import Problem, Refused, Sentence
from parknet.model.records import City, Programme
from parknet.model.snapshot import Snapshot
from parknet.model.vocabulary import LABELS

By = Literal["region", "province"]
State = Literal["known", "gap", "not-known"]

ALLOWS_GAPS = 0.8
"""From which share on record of the stated groups, and parks in them, a cell without a tie is called a gap; chosen."""

DRAWS = 999
MOST_TIES = 20_000
"""Ties up to which p is worked out: the draws take about a second."""

MODEL: Words = ("各园区所在地随机交换", "places of the eligible dealt out at random")
SHOWN: Words = (
    "所选范围内的园区，及以园区身份参与合作的主体",
    "the parks within the lens, and who stands for one in a tie",
)
ADMITTED: Words = (
    "按规则确定可参加的园区，及已有合作的园区",
    "the parks that the rules surely admit, and those with a tie",
)


@dataclass(frozen=True, slots=True)
class MatrixGroup:
    """A macro-region (its word) or province (its code), its names, and how many eligible lie there."""

    id: str
    zh: str
    en: str
    eligible: int


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """Two groups (positions, row ≤ column): their known ties, of how many pairs of eligible, and how many by chance.

    `expected` and `ratio` are None where nothing can be expected. `state` of a cell without a tie: gap where coverage
    allows to say so, else not-known. `p` (two-sided) is given only where every stated group is on record and drawn.
    """

    row: int
    column: int
    ties: int
    pairs: int
    expected: float | None
    ratio: float | None
    state: State
    p: float | None


@dataclass(frozen=True, slots=True)
class Matrix:
    """Groups in the order to show them in, every cell, and what has to be said beside them.

    `unknown_nodes` are eligible of unknown place, `unknown_ties` the ties that one of them has; neither is in a cell.
    `coverage` is the least share on record of the groups, or of the parks in them, that the sources count of the lens's
    programmes, None where they count none; `sample`: it is all there, and the lens leaves no known group out.
    """

    by: By
    groups: tuple[MatrixGroup, ...]
    cells: tuple[MatrixCell, ...]
    unknown_nodes: int
    unknown_ties: int
    model: Words
    sample: bool
    coverage: float | None
    note: Words


def matrix(snapshot: Snapshot, network: Network, by: By = "region", seed: int = 1) -> Matrix:
    """The matrix of a network, which was built from the snapshot.

    Raises Refused on a projection without partners, where nodes are merged, and for another grouping.
    """
    check_lens(network.lens, by)
    eligible, who = _eligible(snapshot, network)
    where = [_group_of(network, id_, by) for id_ in eligible]
    words = _words(snapshot, by, {word for word in where if word})
    at = {word: n for n, word in enumerate(words)}
    place = np.array([at[word] if word else -1 for word in where], np.int64)
    ends = _ends(network, eligible)
    known = (place[ends] >= 0).all(axis=1)
    record = _on_record(snapshot, network)
    asked = record.sample and len(ends) <= MOST_TIES
    cells = tuple(_cells(place, ends[known], len(words), record.allows_gaps, seed if asked else None))
    counts = np.bincount(place[place >= 0], minlength=len(words)).tolist()
    return Matrix(
        by=by,
        groups=tuple(MatrixGroup(word, *words[word], counts[n]) for word, n in at.items()),
        cells=cells,
        unknown_nodes=int((place < 0).sum()),
        unknown_ties=int((~known).sum()),
        model=MODEL,
        sample=record.sample,
        coverage=record.least.share if record.least else None,
        note=_note(who, record, len(eligible), len(ends)),
    )


def check_lens(lens: Lens, by: str = "region") -> None:
    """Raise Refused as `matrix` does."""
    problems = without_partners(lens)
    if lens.aggregate != "none":
        cause = Sentence("Where nodes are merged there are no parks to count.", "节点合并后没有可计数的园区。")
        remedy = Sentence("Leave aggregate out: the matrix itself groups.", "请去掉 aggregate：矩阵本身已分组。")
        problems.append(Problem("matrix", "aggregate", lens.aggregate, cause, remedy))
    if by not in get_args(By):
        cause = Sentence("There is no matrix by this.", "没有按此划分的矩阵。")
        remedy = Sentence(f"Use one of {', '.join(get_args(By))}.", f"请选用：{'、'.join(get_args(By))}。")
        problems.append(Problem("matrix", "by", str(by), cause, remedy))
    if problems:
        raise Refused(problems)


def _eligible(snapshot: Snapshot, network: Network) -> tuple[list[str], Words]:
    """The ids, sorted, and who they are."""
    lens, shown = network.lens, set(network.nodes.id)
    tied = {
        id_
        for record in network.drawn.values()
        for id_, part in parties(snapshot, record)
        if part == "park" and id_ in shown
    }
    ruled = [id_ for id_ in lens.programme if _has_rules(snapshot, id_)]
    if not ruled:
        return sorted(tied | _parks(network)), SHOWN
    wide = _parks(build(snapshot, lens.model_copy(update={"programme": (), "min": 0})))
    found = (park for id_ in ruled for park in eligibility(snapshot, id_, lens.window.last, answer="yes").parks)
    return sorted(tied | (wide & {park.park for park in found})), ADMITTED


def _has_rules(snapshot: Snapshot, id_: str) -> bool:
    programme = snapshot.get(id_)
    return isinstance(programme, Programme) and any(rule.kind == "eligibility" for rule in programme.has_rule)


def _parks(network: Network) -> set[str]:
    return {id_ for id_, label in zip(network.nodes.id, network.nodes.label, strict=True) if label == "Park"}


def _group_of(network: Network, id_: str, by: By) -> str | None:
    place = network.places.get(id_, NOWHERE)
    return region(place) if by == "region" else next(iter(provinces(place)), None)


def _words(snapshot: Snapshot, by: By, met: set[str]) -> dict[str, tuple[str, str]]:
    """The groups by id with both names: the macro-regions of the mainland and others that are met; provinces met."""
    if by == "region":
        labels = LABELS["macro_region"]
        return {word: labels[word] for word in labels if word in met or word != "hk-mo-tw"}
    every = {f"{c.adcode[:2]}0000": c for c in snapshot.all(City) if c.grade == "province" and c.adcode}
    names = {code: (every[code].name_zh, every[code].name_en or every[code].name_zh) for code in met & set(every)}
    return {code: names.get(code, (code, code)) for code in in_order(met)}


def _ends(network: Network, eligible: Sequence[str]) -> Counts:
    """The ties between two eligible as pairs of their positions."""
    at = {id_: n for n, id_ in enumerate(eligible)}
    position = np.array([at.get(id_, -1) for id_ in network.nodes.id], np.int64)
    ends = np.stack([position[network.ties.source], position[network.ties.target]], axis=1)
    return ends[(ends >= 0).all(axis=1)]


@dataclass(frozen=True, slots=True)
class _OnRecord:
    """What is on record of the ties that the sources count, and how many of the known groups the lens leaves out.

    `least` is the count of the programmes of the lens (`several`, or one) of which the least share is known; None where
    there is none, and where it would allow gaps and one of the programmes has none: of that one nobody knows.
    """

    least: Counted | None
    several: bool
    groups: int
    left_out: int

    @property
    def allows_gaps(self) -> bool:
        return self.least is not None and self.least.share >= ALLOWS_GAPS and not self.left_out

    @property
    def sample(self) -> bool:
        return self.least is not None and self.least.share >= 1 and not self.left_out


def _on_record(snapshot: Snapshot, network: Network) -> _OnRecord:
    """A known group, or one that may have begun, is left out where the lens does not draw it with all its parks."""
    day, asked, ids = network.lens.window.last, network.lens.programme, network.nodes.id
    counts = [counted_ties(one) for one in coverages(snapshot, day, asked)] if asked else []
    least = min((count for every in counts for count in every), key=lambda count: count.share, default=None)
    if least and least.share >= ALLOWS_GAPS and not all(counts):
        least = None
    groups = {id_: parks for programme in asked for id_, parks in known_groups(snapshot, programme, day).items()}
    drawn = {id_: {ids[n] for n in network.members.get(id_, ())} for id_ in groups}
    left_out = sum(not drawn[id_].issuperset(parks) for id_, parks in groups.items())
    return _OnRecord(least, len(counts) > 1, len(groups), left_out)


def _cells(place: Counts, ends: Counts, size: int, allows: bool, seed: int | None) -> Iterator[MatrixCell]:
    counts = np.bincount(place[place >= 0], minlength=size).tolist()
    every = sum(counts) * (sum(counts) - 1) // 2
    ties = _counted(place, ends, size)
    p = _p_values(place, ends, size, every, seed) if seed is not None and len(ends) else None
    for row, column in combinations_with_replacement(range(size), 2):
        pairs = counts[row] * (counts[row] - 1) // 2 if row == column else counts[row] * counts[column]
        seen = int(ties[row, column])
        expected = len(ends) * pairs / every if len(ends) and pairs else None
        state: State = "known" if seen else "gap" if allows and pairs else "not-known"
        far = float(p[row, column]) if p is not None and expected else None
        yield MatrixCell(row, column, seen, pairs, expected, seen / expected if expected else None, state, far)


def _counted(place: Counts, ends: Counts, size: int) -> Counts:
    """Ties by the groups of both ends, the lower one the row."""
    groups = np.sort(place[ends], axis=1)
    return np.bincount(groups[:, 0] * size + groups[:, 1], minlength=size * size).reshape(size, size)


def _p_values(
    place: Counts, ends: Counts, size: int, every: int, seed: int
) -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
    """The share of draws, the network itself among them, that lie as far from what is expected (North et al. 2002)."""
    dice, known = np.random.default_rng(seed), np.flatnonzero(place >= 0)
    drawn, own = place.copy(), _counted(place, ends, size)
    counts = np.bincount(place[known], minlength=size)
    pairs = np.triu(np.outer(counts, counts))
    np.fill_diagonal(pairs, counts * (counts - 1) // 2)
    scaled = len(ends) * pairs  # whole numbers: times `every`, so that equal distances are equal
    as_far = np.ones((size, size))
    for _ in range(DRAWS):
        drawn[known] = place[dice.permutation(known)]
        chance = _counted(drawn, ends, size)
        as_far += np.abs(chance * every - scaled) >= np.abs(own * every - scaled)
    return as_far / (DRAWS + 1)


def _note(who: Words, record: _OnRecord, eligible: int, ties: int) -> Words:
    """Who is counted, what is expected, and why an empty cell is no gap, or may be one."""
    zh = f"可参加者（{eligible:,}个）为{who[0]}。期望值按已知合作不变、所在地随机交换计算。"
    en = (
        f"Eligible ({eligible:,}) are {who[1]}. "
        "Expected is what the known ties give when places are dealt out at random."
    )
    if record.least is None:
        return (
            f"{zh}所选范围没有可对照的总数（合作组或组内园区）：没有已知合作的格子是“不详”，不是空白；"
            "已知合作不是全部合作的样本，因此不给出p值。",
            f"{en} No total is stated for the whole lens (of groups, or of parks in them) to set the known ties "
            "against: a cell without one is not known, no gap; as they are no sample of the rest, there is no p-value.",
        )
    counted = _said(record.least)
    zh = f"{zh}{'收录最少的计划：' if record.several else ''}{counted[0]}"
    en = f"{en} {'Of the programme least on record: ' if record.several else ''}{counted[1]}"
    if record.left_out:
        return (
            f"{zh}；已知的{record.groups:,}个合作组中有{record.left_out:,}个未在所选范围内完整显示："
            "没有合作的格子是“不详”，不是空白，也不给出p值。",
            f"{en}; the lens leaves out {record.left_out:,} of the {record.groups:,} known groups, or some of their "
            "parks: an empty cell is not known, no gap, and there is no p-value.",
        )
    if record.sample:
        zh, en = f"{zh}：没有合作的格子是空白，", f"{en}: a cell without a tie is a gap;"
        if ties > MOST_TIES:
            return f"{zh}合作超过{MOST_TIES:,}对，不计算p值。", f"{en} above {MOST_TIES:,} ties no p is worked out."
        return (
            f"{zh}p值为双侧（{DRAWS:,}次抽取，未作多重校正）。",
            f"{en} p is two-sided ({DRAWS:,} draws, not corrected for many cells).",
        )
    zh += "，已知合作不是全部合作的样本，因此不给出p值；"
    en += "; the known ties are no sample of the rest, so there is no p-value;"
    if record.allows_gaps:
        return f"{zh}没有已知合作的格子视为空白。", f"{en} a cell without a known tie counts as a gap."
    return (
        f"{zh}不足{ALLOWS_GAPS:.0%}，没有已知合作的格子是“不详”，不是空白。",
        f"{en} below {ALLOWS_GAPS:.0%}, a cell without a known tie is not known, no gap.",
    )


def _said(least: Counted) -> Words:
    """How many are on record of how many, in numbers that are not rounded."""
    known, of = f"{least.known:,}", f"{least.expected:,}"
    if least.what == "groups" and least.share >= 1:
        return f"来源所述的{of}个合作组已全部收录", f"All {of} groups that the sources count are on record"
    if least.what == "groups":
        return (
            f"来源所述的{of}个合作组中已收录{known}个",
            f"{known} of {of} groups that the sources count are on record",
        )
    if least.share >= 1:
        return (
            f"来源所述的{of}家园区均在已收录的合作组中",
            f"All {of} parks that the sources count are in groups on record",
        )
    return (
        f"来源所述的{of}家园区中有{known}家在已收录的合作组中",
        f"{known} of {of} parks that the sources count are in groups on record",
    )
