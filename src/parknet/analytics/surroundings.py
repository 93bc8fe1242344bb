"""Measures of a node among its partners: how closely they are knit, what it bridges, how it stands in its region."""

from collections.abc import Sequence

import networkx as nx
import numpy as np

from parknet.analytics.centralities import degrees
from parknet.analytics.kernels import Floats, local
from parknet.analytics.measure import NO_TIE, NO_UNIT, PATHS, STRENGTH, TIES_ALIKE, Measure, Value
from parknet.analytics.network import Network
from parknet.analytics.regions import ENOUGH, of_known_region, partners_by_region

_FEW = ("合作者少于两个时没有定义。", "Not defined with fewer than two partners.")


def _share(part: Floats, whole: Floats) -> Sequence[Value]:
    """Quotients, None where there is nothing to divide by."""
    return [one / of if of else None for one, of in zip(part.tolist(), whole.tolist(), strict=True)]


def _clustering(network: Network, seed: int) -> Sequence[Value]:
    count, degree = local.triangles(network.indptr, network.indices), degrees(network)
    return _share(2 * count.astype(np.float64), degree * (degree - 1))


def _weighted_clustering(network: Network, seed: int) -> Sequence[Value]:
    degree = degrees(network)
    most = network.weights.max(initial=0.0) or 1.0
    closed = local.closed(network.indptr, network.indices, local.cube_roots(network.weights / most))
    return _share(2 * closed, degree * (degree - 1))


def _core_number(network: Network, seed: int) -> Sequence[Value]:
    return local.cores(network.indptr, network.indices).tolist()  # type: ignore[no-any-return]


def _constraint(network: Network, seed: int) -> Sequence[Value]:
    return local.constraint(network.indptr, network.indices, network.weights).tolist()  # type: ignore[no-any-return]


def _effective_size(network: Network, seed: int) -> Sequence[Value]:
    found = local.effective_size(network.indptr, network.indices, network.weights)
    return found.tolist()  # type: ignore[no-any-return]


def _efficiency(network: Network, seed: int) -> Sequence[Value]:
    found, degree = local.effective_size(network.indptr, network.indices, network.weights), degrees(network)
    return _share(np.nan_to_num(found), degree)


def _local_bridges(network: Network, seed: int) -> Sequence[Value]:
    source, target = network.ties.source, network.ties.target
    alone = local.common(network.indptr, network.indices, source, target) == 0
    found = np.bincount(np.concatenate([source[alone], target[alone]]), minlength=len(network.nodes.id))
    return found.tolist()  # type: ignore[no-any-return]


def _articulation_points(network: Network, seed: int) -> Sequence[Value]:
    graph: nx.Graph[int] = nx.Graph(zip(network.ties.source.tolist(), network.ties.target.tolist(), strict=True))
    cutting = set(nx.articulation_points(graph))
    return [int(node in cutting) for node in range(len(network.nodes.id))]


def _participation(network: Network, seed: int) -> Sequence[Value]:
    found, _ = partners_by_region(network)
    known = found.sum(axis=1)
    return [1 - float(((row / total) ** 2).sum()) if total else None for row, total in zip(found, known, strict=True)]


def _within_module_z(network: Network, seed: int) -> Sequence[Value]:
    found, regions = partners_by_region(network)
    values: list[Value] = [None] * len(network.nodes.id)
    for n, word in enumerate(regions):
        inside = [node for node, own in enumerate(network.nodes.region) if own == word]
        own = found[inside, n]
        mean = own.mean()
        spread = np.sqrt(((own - mean) ** 2).mean())
        for node, count in zip(inside, own, strict=True):
            values[node] = float((count - mean) / spread) if spread else None
    return values


SURROUNDINGS = (
    Measure(
        id="clustering",
        label=("聚类系数", "clustering"),
        definition=(
            "其合作者之间也互为合作者的比例；多方合作两两相连时必然偏高。",
            "The share of its pairs of partners who are partners too; every two members of a group being joined, "
            "groups alone make it high.",
        ),
        formula="2 T(v) / (k(v)(k(v)-1)), T(v) triangles through v",
        networkx="networkx.clustering",
        reference="Watts and Strogatz 1998",
        direction=("越大，合作者之间联系越密", "larger: its partners are more often partners"),
        weight=TIES_ALIKE,
        unit=NO_UNIT,
        per="node",
        normalisation=("除以合作者的对数", "divided by the k(k-1)/2 pairs of partners"),
        isolates=(
            "合作者少于两个的节点为空值；与连通部分的划分无关",
            "null for a node with fewer than two partners; components make no difference",
        ),
        cost="O(m^1.5)",
        adequacy=PATHS,
        exact_nodes=100_000,
        exact_ties=500_000,
        compute=_clustering,
        undefined=_FEW,
    ),
    Measure(
        id="weighted_clustering",
        label=("加权聚类系数", "weighted clustering"),
        definition=(
            "同聚类系数，每个三角按其三对合作的权重折算。",
            "As clustering, each triangle by the weights of its three ties.",
        ),
        formula="Σ (w(v,u) w(u,x) w(x,v) / max w³)^(1/3) · 2 / (k(v)(k(v)-1)) over triangles",
        networkx="networkx.clustering(weight='weight')",
        reference="Onnela et al. 2005",
        direction=(
            "越大，合作者之间联系越密、合作越多",
            "larger: its partners are tied more often and more",
        ),
        weight=STRENGTH,
        unit=NO_UNIT,
        per="node",
        normalisation=(
            "权重除以全网络最大的权重，再除以合作者的对数",
            "weights divided by the largest one of the network, and the k(k-1)/2 pairs of partners",
        ),
        isolates=(
            "合作者少于两个的节点为空值；与连通部分的划分无关",
            "null for a node with fewer than two partners; components make no difference",
        ),
        cost="O(Σ k(v)²)",
        adequacy=PATHS,
        exact_nodes=100_000,
        exact_ties=500_000,
        compute=_weighted_clustering,
        undefined=_FEW,
    ),
    Measure(
        id="core_number",
        label=("核数", "core number"),
        definition=(
            "它所在的最紧密层：层内每个节点在层内都至少有这么多合作者。",
            "The closest-knit layer that it is in: everybody there has at least so many partners there.",
        ),
        formula="largest k of a k-core with v",
        networkx="networkx.core_number",
        reference="Seidman 1983; Batagelj and Zaversnik 2003",
        direction=("越大，处于越紧密的层", "larger: in a closer-knit layer"),
        weight=TIES_ALIKE,
        unit=NO_UNIT,
        per="node",
        normalisation=("不归一：就是层数", "none: the number of a layer"),
        isolates=(
            "没有合作的节点为0；与连通部分的划分无关",
            "0 for a node without a tie; components make no difference",
        ),
        cost="O(n + m)",
        adequacy=PATHS,
        exact_nodes=100_000,
        exact_ties=500_000,
        compute=_core_number,
    ),
    Measure(
        id="constraint",
        label=("约束系数", "constraint"),
        definition=(
            "它的合作在多大程度上集中于彼此相通的合作者；低者能联结互不往来的各方。",
            "How far its cooperation goes to partners who are tied to each other; a low value joins those who are not.",
        ),
        formula="Σ (p(v,u) + Σ p(v,q) p(q,u))² over partners u; p(v,u) = w(v,u)/s(v)",
        networkx="networkx.constraint(weight='weight')",
        reference="Burt 1992",
        direction=("越大，回旋余地越小", "larger: less room"),
        weight=STRENGTH,
        unit=NO_UNIT,
        per="node",
        normalisation=("权重除以该节点的强度", "weights divided by the node's strength"),
        isolates=(
            "没有合作的节点为空值；与连通部分的划分无关",
            "null for a node without a tie; components make no difference",
        ),
        cost="O(Σ k(v)²)",
        adequacy=PATHS,
        exact_nodes=100_000,
        exact_ties=500_000,
        compute=_constraint,
        undefined=NO_TIE,
    ),
    Measure(
        id="effective_size",
        label=("有效规模", "effective size"),
        definition=(
            "合作者数减去其中相互重复的部分。",
            "The number of its partners less what is redundant among them.",
        ),
        formula="Σ (1 - Σ p(v,q) m(u,q)) over partners u; m(u,q) = w(u,q)/max w(u,·)",
        networkx="networkx.effective_size(nodes=list(G), weight='weight')",
        reference="Burt 1992",
        direction=("越大，互不重复的合作者越多", "larger: more partners that are not redundant"),
        weight=STRENGTH,
        unit=("个", "partners"),
        per="node",
        normalisation=("不归一：就是合作者的个数", "none: a number of partners"),
        isolates=(
            "没有合作的节点为空值；与连通部分的划分无关",
            "null for a node without a tie; components make no difference",
        ),
        cost="O(Σ k(v)²)",
        adequacy=PATHS,
        exact_nodes=100_000,
        exact_ties=500_000,
        compute=_effective_size,
        undefined=NO_TIE,
    ),
    Measure(
        id="efficiency",
        label=("效率", "efficiency"),
        definition=("有效规模占合作者数的比例。", "Effective size as a share of its partners."),
        formula="effective size / k(v)",
        networkx="networkx.effective_size(nodes=list(G), weight='weight')",
        reference="Burt 1992",
        direction=("越大，合作者之间重复越少", "larger: less redundancy among its partners"),
        weight=STRENGTH,
        unit=NO_UNIT,
        per="node",
        normalisation=("除以合作者数k", "divided by the k partners"),
        isolates=(
            "没有合作的节点为空值；与连通部分的划分无关",
            "null for a node without a tie; components make no difference",
        ),
        cost="O(Σ k(v)²)",
        adequacy=PATHS,
        exact_nodes=100_000,
        exact_ties=500_000,
        compute=_efficiency,
        undefined=NO_TIE,
    ),
    Measure(
        id="local_bridges",
        label=("局部桥数", "local bridges"),
        definition=(
            "它有几对合作，其双方没有共同的合作者。",
            "How many of its ties join two that have no partner in common.",
        ),
        formula="|{u in N(v): N(u) ∩ N(v) = ∅}|",
        networkx="networkx.local_bridges",
        reference="Granovetter 1973",
        direction=("越大，联结越多互不相通的各方", "larger: joins more that are otherwise apart"),
        weight=TIES_ALIKE,
        unit=("对", "ties"),
        per="node",
        normalisation=("不归一：就是个数", "none: a count"),
        isolates=(
            "没有合作的节点为0；与连通部分的划分无关",
            "0 for a node without a tie; components make no difference",
        ),
        cost="O(Σ k(v)²)",
        adequacy=PATHS,
        exact_nodes=100_000,
        exact_ties=500_000,
        compute=_local_bridges,
    ),
    Measure(
        id="articulation_points",
        label=("割点", "articulation point"),
        definition=(
            "没有它，所在的连通部分是否会断开（1为是，0为否）。",
            "Whether its component would fall apart without it (1 yes, 0 no).",
        ),
        formula="1 if G - v has more components than G without isolating v",
        networkx="networkx.articulation_points",
        reference="Hopcroft and Tarjan 1973",
        direction=("1为不可缺少", "1: nothing else holds its component together"),
        weight=TIES_ALIKE,
        unit=NO_UNIT,
        per="node",
        normalisation=("不归一：1为是，0为否", "none: 1 yes, 0 no"),
        isolates=(
            "没有合作的节点为0；每个连通部分各自判断",
            "0 for a node without a tie; each component is judged by itself",
        ),
        cost="O(n + m)",
        adequacy=PATHS,
        exact_nodes=100_000,
        exact_ties=500_000,
        compute=_articulation_points,
    ),
    Measure(
        id="participation",
        label=("区域参与系数", "participation over regions"),
        definition=(
            "其合作者在各大区之间分布得多均匀；大区不明的合作者不计。",
            "How evenly its partners are spread over the macro-regions; partners of unknown region do not count.",
        ),
        formula="1 - Σ (k(v,r)/k(v))² over regions r",
        networkx="",
        reference="Guimerà and Amaral 2005",
        direction=("0为全在一个大区，越大越分散", "0: all in one region; larger: more evenly spread"),
        weight=TIES_ALIKE,
        unit=NO_UNIT,
        per="node",
        normalisation=("各区份额之和为1；最大为1-1/区数", "shares add up to 1; at most 1 - 1/number of regions"),
        isolates=(
            "没有大区已知的合作者的节点为空值；与连通部分的划分无关",
            "null for a node without a partner of known region; components make no difference",
        ),
        cost="O(n + m)",
        adequacy=ENOUGH,
        exact_nodes=100_000,
        exact_ties=500_000,
        compute=_participation,
        among=of_known_region,
        undefined=("没有所在大区已知的合作者。", "Not defined without a partner of known region."),
    ),
    Measure(
        id="within_module_z",
        label=("区内度z值", "within-region degree z"),
        definition=(
            "它在本大区内的合作者数，比本区平均多几个标准差。",
            "How many standard deviations its partners in its own macro-region lie above the region's mean.",
        ),
        formula="(κ(v) - mean κ) / sd κ over the nodes of its region; κ partners in the region",
        networkx="",
        reference="Guimerà and Amaral 2005",
        direction=("越大，在本区内合作者越多", "larger: more partners than others of its region"),
        weight=TIES_ALIKE,
        unit=("个标准差", "standard deviations"),
        per="node",
        normalisation=("减去本区均值，除以本区标准差", "less the region's mean, divided by its standard deviation"),
        isolates=(
            "没有合作但大区已知的节点计入本区均值；大区不明为空值",
            "a node without a tie counts in its region's mean; null where the region is unknown",
        ),
        cost="O(n + m)",
        adequacy=ENOUGH,
        exact_nodes=100_000,
        exact_ties=500_000,
        compute=_within_module_z,
        among=of_known_region,
        undefined=(
            "大区不明，或本区各节点的区内合作者数都相同。",
            "Its region is unknown, or all nodes of the region have as many partners in it.",
        ),
    ),
)
