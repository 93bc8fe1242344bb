"""Measures of a node's place in the whole network: how many it works with, how near, how central."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from parknet.analytics.adequacy import Adequacy
from parknet.analytics.communities import components
from parknet.analytics.kernels import Floats, power
from parknet.analytics.kernels import paths as kernel
from parknet.analytics.measure import NO_UNIT, PATHS, STRENGTH, TIES_ALIKE, Measure, Value
from parknet.analytics.network import Network


@lru_cache(maxsize=1)
def distances(network: Network) -> kernel.Distances:
    """Distances in ties between all nodes; kept for the measures of one network that follow one another."""
    return kernel.distances(network.indptr, network.indices)


def degrees(network: Network) -> Floats:
    """How many partners each node has."""
    return np.diff(network.indptr).astype(np.float64)


def _degree(network: Network, seed: int) -> Sequence[Value]:
    return np.diff(network.indptr).tolist()  # type: ignore[no-any-return]


def strengths(network: Network) -> Floats:
    """The sum of the weights of each node's ties."""
    size = len(network.nodes.id)
    owner = np.repeat(np.arange(size), np.diff(network.indptr))
    return np.bincount(owner, network.weights, size).astype(np.float64)


def _strength(network: Network, seed: int) -> Sequence[Value]:
    return strengths(network).tolist()  # type: ignore[no-any-return]


def _betweenness(network: Network, seed: int) -> Sequence[Value]:
    return _share_of_pairs(network, kernel.betweenness(network.indptr, network.indices))


def _weighted_betweenness(network: Network, seed: int) -> Sequence[Value]:
    return _share_of_pairs(network, kernel.betweenness(network.indptr, network.indices, 1 / network.weights))


def _share_of_pairs(network: Network, passing: Floats) -> Sequence[Value]:
    size = len(network.nodes.id)
    return [None] * size if size < 3 else (passing * 2 / ((size - 1) * (size - 2))).tolist()


def _closeness(network: Network, seed: int) -> Sequence[Value]:
    far = distances(network)
    return [
        reached / total * reached / (len(far.reached) - 1) if reached else None
        for reached, total in zip(far.reached.tolist(), far.total.tolist(), strict=True)
    ]


def _harmonic(network: Network, seed: int) -> Sequence[Value]:
    return distances(network).inverse.tolist()  # type: ignore[no-any-return]


def _eigenvector(network: Network, seed: int) -> Sequence[Value]:
    """Within the largest component, where it is unique (Perron and Frobenius)."""
    inside = np.flatnonzero(np.array(components(network)) == 1)
    values: list[Value] = [None] * len(network.nodes.id)
    if len(inside) > 1:
        indptr, indices, weights = network.rows(inside)
        found = power.eigenvector(indptr, indices, weights)
        for node, value in zip(inside.tolist(), () if found is None else found.tolist(), strict=found is not None):
            values[node] = value
    return values


def _pagerank(network: Network, seed: int) -> Sequence[Value]:
    found = power.pagerank(network.indptr, network.indices, network.weights)
    return [None] * len(network.nodes.id) if found is None else found.tolist()


CENTRALITIES = (
    Measure(
        id="degree",
        label=("度（合作者数）", "degree"),
        definition=("它有几个合作者。", "How many partners a node has."),
        formula="k(v) = |N(v)|",
        networkx="networkx.Graph.degree",
        reference="Freeman 1978",
        direction=("越大，合作者越多", "larger: more partners"),
        weight=TIES_ALIKE,
        unit=("个", "partners"),
        per="node",
        normalisation=("不归一：就是个数", "none: a count"),
        isolates=(
            "没有合作的节点为0；与连通部分的划分无关",
            "0 for a node without a tie; components make no difference",
        ),
        cost="O(n)",
        adequacy=Adequacy(),
        exact_nodes=100_000,
        exact_ties=500_000,
        compute=_degree,
        two_mode=True,
    ),
    Measure(
        id="strength",
        label=("强度（合作权重之和）", "strength"),
        definition=("它的各对合作的权重之和。", "The sum of the weights of a node's ties."),
        formula="s(v) = Σ w(v, u) over partners u",
        networkx="networkx.Graph.degree(weight='weight')",
        reference="Barrat et al. 2004",
        direction=("越大，合作越多", "larger: more cooperation"),
        weight=STRENGTH,
        unit=NO_UNIT,
        per="node",
        normalisation=("不归一：就是权重之和", "none: a sum of weights"),
        isolates=(
            "没有合作的节点为0；与连通部分的划分无关",
            "0 for a node without a tie; components make no difference",
        ),
        cost="O(n + m)",
        adequacy=Adequacy(),
        exact_nodes=100_000,
        exact_ties=500_000,
        compute=_strength,
        two_mode=True,
    ),
    Measure(
        id="betweenness",
        label=("中介中心性", "betweenness"),
        definition=(
            "其余各对节点之间的最短路径有多大比例经过它（孤立节点也计入总数）。",
            "The share of shortest paths between other pairs that pass a node (isolates count among the pairs).",
        ),
        formula="Σ σ(s,t|v)/σ(s,t) over pairs s,t ≠ v, divided by (n-1)(n-2)/2",
        networkx="networkx.betweenness_centrality",
        reference="Freeman 1977; Brandes 2001",
        direction=("越大，越多往来须经过它", "larger: more runs through it"),
        weight=TIES_ALIKE,
        unit=NO_UNIT,
        per="node",
        normalisation=("除以其余节点的对数", "divided by the (n-1)(n-2)/2 pairs of other nodes"),
        isolates=(
            "没有合作的节点为0，并计入总对数；不相通的两个节点之间没有路径，不贡献数值",
            "0 for a node without a tie, which counts among the pairs; a pair in two components adds nothing",
        ),
        cost="O(n·m)",
        adequacy=PATHS,
        exact_nodes=10_000,
        exact_ties=50_000,
        compute=_betweenness,
        undefined=("少于三个节点时没有定义。", "Not defined with fewer than three nodes."),
    ),
    Measure(
        id="weighted_betweenness",
        label=("加权中介中心性", "weighted betweenness"),
        definition=(
            "同中介中心性，但合作越多的两方视为离得越近。",
            "As betweenness, but two partners are the nearer the more they cooperate.",
        ),
        formula="betweenness on paths of least Σ 1/w(u,v)",
        networkx="networkx.betweenness_centrality(weight=1/w)",
        reference="Brandes 2001; Newman 2001",
        direction=("越大，越多往来须经过它", "larger: more runs through it"),
        weight=(
            "长短：1/权重；长度之和照浮点数比较（同 NetworkX），因舍入而稍有出入的等长路径只计最短的",
            "length: 1/weight; sums are compared as floating-point numbers, as by NetworkX: of paths as long but for "
            "rounding the shorter alone counts",
        ),
        unit=NO_UNIT,
        per="node",
        normalisation=("除以其余节点的对数", "divided by the (n-1)(n-2)/2 pairs of other nodes"),
        isolates=(
            "没有合作的节点为0，并计入总对数；不相通的两个节点之间没有路径，不贡献数值",
            "0 for a node without a tie, which counts among the pairs; a pair in two components adds nothing",
        ),
        cost="O(n·(m + n·log n))",
        adequacy=PATHS,
        exact_nodes=5_000,
        exact_ties=25_000,
        compute=_weighted_betweenness,
        undefined=("少于三个节点时没有定义。", "Not defined with fewer than three nodes."),
    ),
    Measure(
        id="closeness",
        label=("接近中心性", "closeness"),
        definition=(
            "到可达各节点的平均距离的倒数，按可达比例折算。",
            "The inverse of the mean distance to the nodes within reach, scaled by their share of all.",
        ),
        formula="(r-1)/(n-1) · (r-1)/Σ d(v,u) over the r nodes of its component",
        networkx="networkx.closeness_centrality(wf_improved=True)",
        reference="Wasserman and Faust 1994",
        direction=("越大，离他方越近", "larger: nearer to the others"),
        weight=TIES_ALIKE,
        unit=NO_UNIT,
        per="node",
        normalisation=(
            "按可达节点占其余节点的比例折算",
            "scaled by the share (r-1)/(n-1) of the other nodes that it reaches",
        ),
        isolates=(
            "没有合作的节点为空值；距离只在各自的连通部分内计算",
            "null for a node without a tie; distances are taken within the node's component",
        ),
        cost="O(n·m)",
        adequacy=PATHS,
        exact_nodes=40_000,
        exact_ties=200_000,
        compute=_closeness,
        undefined=("没有合作的节点到任何节点都没有距离。", "A node without a tie has no distance to any other."),
    ),
    Measure(
        id="harmonic",
        label=("调和中心性", "harmonic centrality"),
        definition=(
            "到其他各节点距离的倒数之和，到不了的计为零。",
            "The sum of the inverse distances to all others; what is out of reach adds nothing.",
        ),
        formula="Σ 1/d(v,u) over u ≠ v",
        networkx="networkx.harmonic_centrality",
        reference="Marchiori and Latora 2000; Rochat 2009",
        direction=("越大，离他方越近", "larger: nearer to the others"),
        weight=TIES_ALIKE,
        unit=NO_UNIT,
        per="node",
        normalisation=("不归一（同NetworkX）：最大为n-1", "none, as in NetworkX: at most n-1"),
        isolates=("没有合作的节点为0；到不了的节点加0", "0 for a node without a tie; a node out of reach adds 0"),
        cost="O(n·m)",
        adequacy=PATHS,
        exact_nodes=40_000,
        exact_ties=200_000,
        compute=_harmonic,
    ),
    Measure(
        id="eigenvector",
        label=("特征向量中心性", "eigenvector centrality"),
        definition=(
            "与合作者自身重要性成正比的重要性，只在最大的连通部分内计算。",
            "Importance that grows with that of a node's partners, within the largest component.",
        ),
        formula="x(v) ∝ Σ w(v,u) x(u), Σ x(v)² = 1",
        networkx="networkx.eigenvector_centrality(weight='weight', tol=1e-12)",
        reference="Bonacich 1972",
        direction=("越大，其合作者越重要", "larger: more important partners"),
        weight=STRENGTH,
        unit=NO_UNIT,
        per="node",
        normalisation=("最大连通部分内各值的平方和为1", "the squares add up to 1 within the largest component"),
        isolates=(
            "没有合作的节点和最大连通部分以外的节点为空值",
            "null for a node without a tie and outside the largest component",
        ),
        cost="O((n + m)·iterations)",
        adequacy=PATHS,
        exact_nodes=100_000,
        exact_ties=500_000,
        compute=_eigenvector,
        undefined=(
            "只对最大连通部分内的节点有定义。",
            "Defined for the nodes of the largest component alone.",
        ),
    ),
    Measure(
        id="pagerank",
        label=("PageRank", "PageRank"),
        definition=(
            "沿合作关系随机走动（每步有15%的机会任意跳转）时停留在它那里的时间比例。",
            "The share of time that a walker is there who follows ties at random and at 15% of steps goes anywhere.",
        ),
        formula="p(v) = (1-d)/n + d Σ p(u) w(u,v)/s(u), d = 0.85",
        networkx="networkx.pagerank(tol=1e-12)",
        reference="Brin and Page 1998",
        direction=("越大，越常被到达", "larger: more often come by"),
        weight=STRENGTH,
        unit=NO_UNIT,
        per="node",
        normalisation=("全部节点之和为1", "adds up to 1 over all nodes"),
        isolates=(
            "走到没有合作的节点后任意跳转，这样的节点有底值；各连通部分由任意跳转相连",
            "from a node without a tie the walker goes anywhere, and it has a base value; jumps join the components",
        ),
        cost="O((n + m)·iterations)",
        adequacy=PATHS,
        exact_nodes=100_000,
        exact_ties=500_000,
        compute=_pagerank,
        undefined=("迭代没有收敛。", "The iteration did not settle."),
    ),
)
