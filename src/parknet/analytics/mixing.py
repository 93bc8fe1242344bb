"""Whether ties join what is alike: assortativity by macro-region, by level and by sector."""

from collections.abc import Sequence
from math import lcm

import numpy as np
from numpy.typing import NDArray

from parknet.analytics.adequacy import Adequacy
from parknet.analytics.measure import Value, of_network
from parknet.analytics.network import Network
from parknet.analytics.regions import ENOUGH, mixing, of_known_region


def _alike(network: Network, words: Sequence[str | None]) -> Sequence[Value]:
    """Over the ties whose two ends have a known word, from whole numbers; None when they all have one and the same."""
    found = mixing(network, words)
    ends, chance = int(found.sum()), int((found.sum(axis=1) ** 2).sum())
    spread = ends**2 - chance
    return [(ends * int(found.trace()) - chance) / spread if spread else None]


def _by_region(network: Network, seed: int) -> Sequence[Value]:
    return _alike(network, network.nodes.region)


def _by_level(network: Network, seed: int) -> Sequence[Value]:
    return _alike(network, network.nodes.level)


def _by_sector(network: Network, seed: int) -> Sequence[Value]:
    """Each end of a tie spread over its sectors in equal shares, which are whole parts of their common multiple."""
    sectors = network.nodes.sectors
    parts = lcm(*(len(words) for words in sectors if words))
    known = _of_known_sector(network)
    counted = known[network.ties.source] & known[network.ties.target]
    source, target = network.ties.source[counted], network.ties.target[counted]
    within, chance, ends = 0, 0, 2 * len(source)
    for sector in sorted({word for words in sectors for word in words}):
        share = np.array([parts // len(words) if sector in words else 0 for words in sectors], np.int64)
        within += 2 * int((share[source] * share[target]).sum())
        chance += int(share[source].sum() + share[target].sum()) ** 2
    spread = (ends * parts) ** 2 - chance
    return [(ends * within - chance) / spread if spread else None]


def _of_known_level(network: Network) -> NDArray[np.bool_]:
    return np.array([bool(word) for word in network.nodes.level], dtype=np.bool_)


def _of_known_sector(network: Network) -> NDArray[np.bool_]:
    return np.array([bool(words) for words in network.nodes.sectors], dtype=np.bool_)


MIXING = (
    of_network(
        "assortativity",
        label=("区域同配系数", "assortativity by region"),
        definition=(
            "合作在同一大区内的程度，与随机相比；两端大区均已知的合作才计入。",
            "How far ties stay within a macro-region beyond chance; only ties whose two regions are known count.",
        ),
        formula="(Σ e(i,i) - Σ a(i)²) / (1 - Σ a(i)²)",
        networkx="networkx.attribute_assortativity_coefficient",
        reference="Newman 2003",
        direction=("1为全在区内，0如随机，负值为偏向跨区", "1: all within, 0: as by chance, below: rather across"),
        normalisation=("除以可能的最大值，至多为1", "divided by the largest possible value; at most 1"),
        isolates=(
            "没有合作的节点不影响结果；与连通部分的划分无关",
            "nodes without a tie change nothing; components make no difference",
        ),
        cost="O(n + m)",
        adequacy=ENOUGH,
        compute=_by_region,
        undefined=("两端大区已知的合作不涉及两个大区。", "The ties of known region do not touch two regions."),
        among=of_known_region,
    ),
    of_network(
        "level_assortativity",
        label=("级别同配系数", "assortativity by level"),
        definition=(
            "合作在同一级别的园区之间的程度，与随机相比；两端级别均已知的合作才计入。",
            "How far ties stay between parks of one level beyond chance; only ties whose two levels are known count.",
        ),
        formula="(Σ e(i,i) - Σ a(i)²) / (1 - Σ a(i)²) over the ranks of levels, their order aside",
        networkx="networkx.attribute_assortativity_coefficient",
        reference="Newman 2003",
        direction=(
            "1为全在同级之间，0如随机，负值为偏向跨级",
            "1: all between equals, 0: as by chance, below: rather across",
        ),
        normalisation=("除以可能的最大值，至多为1", "divided by the largest possible value; at most 1"),
        isolates=(
            "没有合作的节点和级别未知的节点不影响结果；与连通部分的划分无关",
            "nodes without a tie or of unknown level change nothing; components make no difference",
        ),
        cost="O(n + m)",
        adequacy=Adequacy(nodes=20, ties=30, of=("两端级别明确的", " between known levels")),
        compute=_by_level,
        undefined=("两端级别已知的合作不涉及两个级别。", "The ties of known level do not touch two levels."),
        among=_of_known_level,
    ),
    of_network(
        "sector_assortativity",
        label=("行业同配系数", "assortativity by sector"),
        definition=(
            "合作在同一行业的园区之间的程度，与随机相比；有几个行业的园区按等份分摊，两端行业均已知的合作才计入。",
            "How far ties stay between parks of one sector beyond chance; a park of several counts in each by an equal "
            "share, and only ties whose two ends have a known sector count.",
        ),
        formula="(Σ e(i,i) - Σ a(i)²) / (1 - Σ a(i)²); a tie adds 1/(|S(u)||S(v)|) to e(i,j) for i in S(u), j in S(v)",
        networkx="",
        reference="Newman 2003, with the equal shares of fractional counting (Perianes-Rodriguez et al. 2016)",
        direction=(
            "0如随机，越大越多在同业之间，负值为偏向跨业；各园区只有一个行业时才可达1",
            "0: as by chance; above: within sectors; below: rather across; 1 only where every park has one sector",
        ),
        normalisation=("除以各园区只有一个行业时的最大值", "divided by the largest value if every park had one sector"),
        isolates=(
            "没有合作的节点和行业未知的节点不影响结果；与连通部分的划分无关",
            "nodes without a tie or of unknown sector change nothing; components make no difference",
        ),
        cost="O(n + m)",
        adequacy=Adequacy(nodes=20, ties=30, of=("两端行业明确的", " between known sectors")),
        compute=_by_sector,
        undefined=("两端行业已知的合作不涉及两个行业。", "The ties of known sector do not touch two sectors."),
        among=_of_known_sector,
    ),
)
