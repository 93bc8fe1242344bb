"""Would a ranking survive what is not known: where nodes stand when ties are missing, and without doubtful ones."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from parknet.analytics.kernels import Counts
from parknet.analytics.measure import Measure
from parknet.analytics.network import Network, rows_of
from parknet.errors import Problem, Refused, Sentence
from parknet.model.records import Alliance, JointAction

DRAWS = 200
LOW, HIGH = 5, 95
"""Percentiles between which a rank lies."""


@dataclass(frozen=True)
class Ranks:
    """Where each node stands by a measure: 1 is the largest value, equal ones share a rank, None has no value.

    `low` to `high` are the ranks between which it lay in nine of ten draws; `without_doubtful` is its rank without the
    alliances that rest on doubtful statements alone, of which there are `doubtful`.
    """

    measure: Measure
    missing: float
    draws: int
    rank: tuple[int | None, ...]
    low: tuple[int | None, ...]
    high: tuple[int | None, ...]
    without_doubtful: tuple[int | None, ...]
    doubtful: int


def ranks(network: Network, entry: Measure, missing: float, draws: int = DRAWS, seed: int = 1) -> Ranks:
    """The ranks by a measure of nodes, and how far they move when each alliance is left out by chance.

    `missing` is the share of alliances that are not known, as coverage suggests: what is known is thinned so again.
    Raises Refused when it is no share, or the measure gives no values to rank.
    """
    if not 0 < missing < 1:
        cause = Sentence("This is no share of what is missing.", "这不是缺失比例。")
        remedy = Sentence("Give a number above 0 and below 1.", "请填写大于 0、小于 1 的数。")
        raise Refused([Problem("missing", "missing", str(missing), cause, remedy)])
    if network.lens.projection == "incidence":
        cause = Sentence("Lists of members draw no ties.", "成员名单不连成网络。")
        remedy = Sentence("Use the projection clique, shared or bipartite.", "请改用投影 clique、shared 或 bipartite。")
        raise Refused([Problem("lens", "projection", "incidence", cause, remedy)])
    if entry.per != "node":
        cause = Sentence("By this measure no node can be ranked.", "这个指标不能给节点排名。")
        remedy = Sentence("Use a measure of nodes, such as degree.", "请选用节点指标，例如度。")
        raise Refused([Problem("measure", "measure", entry.id, cause, remedy)])
    ties = Thinning(network)
    own = _ranked(entry, network, seed)
    dice = np.random.default_rng(seed)
    drawn = np.array([_ranked(entry, ties.kept(dice.random(len(ties.ids)) >= missing), seed) for _ in range(draws)])
    sure = np.array([not _doubtful(network.drawn[id_]) for id_ in ties.ids], dtype=np.bool_)
    low, high = np.percentile(drawn, (LOW, HIGH), axis=0, method="inverted_cdf")
    found = (own, low, high, _ranked(entry, ties.kept(sure), seed))
    valued = [value is not None and value == value for value in entry.compute(network, seed)]
    rank, least, most, without = (
        tuple(int(rank) if has else None for rank, has in zip(of, valued, strict=True)) for of in found
    )
    return Ranks(entry, missing, draws, rank, least, most, without, int((~sure).sum()))


def _ranked(entry: Measure, network: Network, seed: int) -> Counts:
    """The rank of each node; one without a value stands behind all that have one."""
    values = np.array([np.nan if value is None else value for value in entry.compute(network, seed)], dtype=float)
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
        return replace(self.network, ties=changed, indptr=indptr, indices=indices, weights=weights)


def _doubtful(record: Alliance | JointAction) -> bool:
    """Whether all that it rests on is of low confidence, or has inferred parts."""
    return all(citation.confidence == "low" or citation.inferred for citation in record.cites)
