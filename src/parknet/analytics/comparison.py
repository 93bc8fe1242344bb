"""Two networks side by side: who and what stands in one alone, their measures, and how their communities agree."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import comb, log

from parknet.analytics.adequacy import Words
from parknet.analytics.measure import Column, Value
from parknet.analytics.measures import MEASURES, measure
from parknet.analytics.network import Network

PARTITION = "communities"
"""The measure whose groups are compared."""

T = tuple[str, str]


@dataclass(frozen=True)
class Side:
    """How many are in both networks, and the ids of those in one alone, in order."""

    both: int
    only_here: tuple[str, ...]
    only_there: tuple[str, ...]


@dataclass(frozen=True)
class TieSide:
    """The same of ties, each by the ids of its two ends."""

    both: int
    only_here: tuple[T, ...]
    only_there: tuple[T, ...]


@dataclass(frozen=True)
class Pair:
    """A measure of the whole network here and there; `reason` says why a value, and so the difference, is None."""

    here: Column
    there: Column
    difference: Value
    reason: Words


@dataclass(frozen=True)
class Agreement:
    """How far two partitions of the same nodes agree: 1 is the same, an adjusted Rand index of 0 what chance gives.

    `nmi` is the mutual information over the mean of both entropies (Danon et al. 2005), `ari` the adjusted Rand index
    (Hubert and Arabie 1985). None, with a reason, where nothing can be told apart.
    """

    nmi: float | None
    ari: float | None
    reason: Words


@dataclass(frozen=True)
class Comparison:
    """What stands in both networks and in one alone, measures of the whole networks, and communities."""

    nodes: Side
    ties: TieSide
    measures: tuple[Pair, ...]
    communities: Agreement


def compare(here: Network, there: Network, seed: int = 1) -> Comparison:
    """Two networks side by side."""
    nodes, others = set(here.nodes.id), set(there.nodes.id)
    ties, theirs = _ties(here), _ties(there)
    whole = [id_ for id_, entry in MEASURES.items() if entry.per == "network"]
    pairs = zip(measure(here, whole, seed), measure(there, whole, seed), strict=True)
    return Comparison(
        nodes=Side(len(nodes & others), tuple(sorted(nodes - others)), tuple(sorted(others - nodes))),
        ties=TieSide(len(ties & theirs), tuple(sorted(ties - theirs)), tuple(sorted(theirs - ties))),
        measures=tuple(_pair(one, other) for one, other in pairs),
        communities=_communities(here, there, seed),
    )


def _ties(network: Network) -> set[T]:
    ids, ties = network.nodes.id, network.ties
    return {(ids[one], ids[other]) for one, other in zip(ties.source.tolist(), ties.target.tolist(), strict=True)}


def _pair(here: Column, there: Column) -> Pair:
    (value,), (other,) = here.values, there.values
    if value is not None and other is not None:
        return Pair(here, there, value - other, ("", ""))
    return Pair(here, there, None, here.reason if value is None else there.reason)


def _communities(here: Network, there: Network, seed: int) -> Agreement:
    columns = [measure(network, [PARTITION], seed)[0] for network in (here, there)]
    for column in columns:
        if not column.adequate:
            return Agreement(None, None, column.warning)
    known = [dict(zip(n.nodes.id, c.values, strict=True)) for n, c in zip((here, there), columns, strict=True)]
    common = [
        (one, other)
        for id_ in here.nodes.id
        if (one := known[0][id_]) is not None and (other := known[1].get(id_)) is not None
    ]
    if not common:
        reason = next((column.reason for column in columns if column.reason[0]), ("", ""))
        nobody = ("两个网络没有共同的成员。", "The two networks have no member in common.")
        return Agreement(None, None, reason if not any(any(k.values()) for k in known) else nobody)
    return agreement([one for one, _ in common], [other for _, other in common])


def agreement(one: Sequence[object], other: Sequence[object]) -> Agreement:
    """How far two partitions agree, each as the group of every node in one order.

    Logarithms differ in the last bit by machine: what they give is rounded to twelve digits.
    """
    cells, rows, columns = Counter(zip(one, other, strict=True)), Counter(one), Counter(other)
    size = len(one)
    entropies = [_entropy(list(counts.values()), size) for counts in (rows, columns)]
    shared = entropies[0] + entropies[1] - _entropy(list(cells.values()), size)
    inside, at_row, at_column = (sum(comb(n, 2) for n in c.values()) for c in (cells, rows, columns))
    spread = (at_row + at_column) * comb(size, 2) - 2 * at_row * at_column
    if not sum(entropies) or not spread:
        reason = ("两种划分都没有区分成员。", "Neither of the two tells any members apart.")
        return Agreement(None, None, reason)
    return Agreement(
        nmi=round(max(0.0, 2 * shared / sum(entropies)), 12),
        ari=2 * (inside * comb(size, 2) - at_row * at_column) / spread,
        reason=("", ""),
    )


def _entropy(counts: Sequence[int], size: int) -> float:
    return -sum(count / size * log(count / size) for count in sorted(counts)) if size else 0.0
