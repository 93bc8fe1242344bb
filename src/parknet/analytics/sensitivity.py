"""Would a ranking survive what is not known: where nodes stand when ties are missing, and without doubtful ones."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from parknet.analytics.adequacy import Words
from parknet.analytics.coverage import counted_ties, coverages
from parknet.analytics.draws import check_draws, too_long
from parknet.analytics.kernels import Counts
from parknet.analytics.lens import Lens
from parknet.analytics.measure import Column, Value
from parknet.analytics.measures import measure
from parknet.analytics.network import Network, rows_of
from parknet.analytics.progress import steps
from parknet.errors import Problem, Refused, Sentence
from parknet.model.records import Alliance, JointAction
from parknet.model.snapshot import Snapshot

DRAWS = 200
LOW, HIGH = 5, 95
"""Percentiles between which a rank lies."""


NO_SHARE = (
    "没有可对照的总数，不知缺失多少，未给出名次区间；可指定缺失比例。",
    "No total is stated to set the known ties against, so that there is no interval; give the share that is missing.",
)


@dataclass(frozen=True)
class Missing:
    """The share of alliances that are not known, None where nothing says it, and where it comes from."""

    share: float | None
    source: Words


@dataclass(frozen=True)
class Ranks:
    """Where each node stands by a measure: 1 is the largest value, equal ones share a rank, None has no value.

    `low` to `high` are the ranks between which it lay in nine of ten draws, None where the share that is `missing` is;
    `without_doubtful` is its rank without the alliances that rest on doubtful statements alone, of which there are
    `doubtful`. Nothing is ranked by a measure that says nothing on such a network. `reason` says why there are Nones.
    """

    column: Column
    missing: float | None
    draws: int
    rank: tuple[int | None, ...]
    low: tuple[int | None, ...]
    high: tuple[int | None, ...]
    without_doubtful: tuple[int | None, ...]
    doubtful: int
    reason: Words


def missing_of(snapshot: Snapshot, lens: Lens, share: float | None) -> Missing:
    """The share that is asked for, else the one that the coverage of the lens's programmes suggests.

    Of all programmes together whose ties are counted (`counted_ties`): by groups or by the parks in them, of which less
    is known. Raises Refused for what is no share.
    """
    if share is not None:
        return stated(share)
    known = coverages(snapshot, lens.window.last, lens.programme) if lens.programme else []
    counts = {one.programme: counted for one in known if (counted := counted_ties(one))}
    totals: dict[str, tuple[int, int]] = {}
    for count in chain.from_iterable(counts.values()):
        found, expected = totals.get(count.what, (0, 0))
        totals[count.what] = found + count.known, expected + count.expected
    if not totals:
        return Missing(None, NO_SHARE)
    found, expected = min(totals.values(), key=lambda total: total[0] / total[1])
    if found >= expected:
        return Missing(None, ("已知数不少于应有数。", "As many are known as are expected."))
    sentences = [one.sentence for one in known if one.programme in counts]
    zh, en = "；".join(zh for zh, _ in sentences), "; ".join(en for _, en in sentences)
    if len(counts) < len(known):
        zh, en = f"{zh}；其余计划没有可对照的总数", f"{en}; of the other programmes no total is stated"
    if not found:
        return Missing(None, (f"一个也不知道：{zh}。", f"None is known: {en}."))
    return Missing(1 - found / expected, (f"来自覆盖情况：{zh}。", f"From the coverage: {en}."))


def stated(share: float) -> Missing:
    """A share that is asked for; raises Refused when it is none."""
    if not 0 < share < 1:
        cause = Sentence("This is no share of what is missing.", "这不是缺失比例。")
        remedy = Sentence("Give a number above 0 and below 1.", "请填写大于 0、小于 1 的数。")
        raise Refused([Problem("missing", "missing", str(share), cause, remedy)])
    return Missing(share, ("所指定的比例。", "As asked for."))


def ranks(network: Network, id_: str, missing: Missing, draws: int = DRAWS, seed: int = 1) -> Ranks:
    """The ranks by a measure of nodes, and how far they move when each alliance is left out by chance.

    What is known is thinned again by the share that is missing. Raises Refused for a measure that gives no values to
    rank, for a number of draws that is never made, and for no seed.
    """
    (column,) = measure(network, [id_], seed)
    entry, size = column.measure, len(network.nodes.id)
    if entry.per != "node":
        cause = Sentence("By this measure no node can be ranked.", "这个指标不能给节点排名。")
        remedy = Sentence("Use a measure of nodes, such as degree.", "请选用节点指标，例如度。")
        raise Refused([Problem("measure", "measure", entry.id, cause, remedy)])
    check_draws(draws, seed, 1)
    ties, known = Thinning(network), [value is not None for value in column.values]
    sure = np.array([not _doubtful(network.drawn[name]) for name in ties.ids], dtype=np.bool_)
    nothing = Ranks(column, missing.share, draws, *4 * ((None,) * size,), int((~sure).sum()), column.warning)
    if not any(known):
        return replace(nothing, reason=column.reason)
    if not column.adequate:
        return nothing

    def of_valued(found: Counts) -> tuple[int | None, ...]:
        return tuple(rank if has else None for rank, has in zip(found.tolist(), known, strict=True))

    without = _ranked(entry.compute(ties.kept(sure), seed))
    found = replace(nothing, rank=of_valued(_ranked(column.values)), without_doubtful=of_valued(without))
    if missing.share is None:
        return replace(found, reason=missing.source)
    if said := too_long(network, entry, draws):
        return replace(found, reason=said)
    dice, drawn = np.random.default_rng(seed), np.empty((draws, size), np.int32)
    for n in steps(range(draws), draws):
        stays = dice.random(len(ties.ids)) >= missing.share
        drawn[n] = _ranked(entry.compute(ties.kept(stays), seed))
    low, high = np.percentile(drawn, (LOW, HIGH), axis=0, method="inverted_cdf")
    return replace(found, low=of_valued(low), high=of_valued(high), reason=column.reason)


def _ranked(given: Sequence[Value]) -> Counts:
    """The rank of each node by its value; one without a value stands behind all that have one."""
    values = np.array([np.nan if value is None else value for value in given], dtype=float)
    known = ~np.isnan(values)
    found = np.full(len(values), known.sum() + 1, dtype=np.int64)
    in_order = np.sort(-values[known].round(12))  # what differs by rounding alone shares a rank
    found[known] = np.searchsorted(in_order, -values[known].round(12), side="left") + 1
    return found


class Thinning:
    """The ties of a network by the alliances that make them, so that some alliances can be left out."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.ids = tuple(network.drawn)
        at = {id_: n for n, id_ in enumerate(self.ids)}
        owners = network.ties.alliances
        self.tie = np.repeat(np.arange(len(owners)), [len(ids) for ids in owners])
        self.alliance = np.array([at[id_] for ids in owners for id_ in ids], dtype=np.intp)
        self.share = np.array([share for shares in network.ties.shares for share in shares], dtype=np.float64)

    def kept(self, alliances: NDArray[np.bool_]) -> Network:
        """The network with some of its alliances alone."""
        ties = self.network.ties
        stays = alliances[self.alliance]
        weight = np.bincount(self.tie[stays], self.share[stays], len(ties.source)).astype(np.float64)
        held = weight > 0
        source, target = ties.source[held], ties.target[held]
        indptr, indices, weights = rows_of(len(self.network.nodes.id), source, target, weight[held])
        changed = replace(ties, source=source, target=target, weight=weight[held])
        members = {
            id_: self.network.members[id_] for id_, stay in zip(self.ids, alliances.tolist(), strict=True) if stay
        }
        return replace(self.network, ties=changed, indptr=indptr, indices=indices, weights=weights, members=members)


def _doubtful(record: Alliance | JointAction) -> bool:
    """Whether all that it rests on is of low confidence, or has inferred parts."""
    return all(citation.confidence == "low" or citation.inferred for citation in record.cites)
