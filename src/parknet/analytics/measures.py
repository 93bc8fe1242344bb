"""MEASURES, the one table of network measures, and `measure`, which works them out.

NetworkX computes them. An entry fixes once how large a network may be: the nodes and ties up to which NetworkX took at
most 2 s of CPU, found on power-law cluster graphs of growing size with five ties to each new node; above, the values
are null with that reason. Below its adequacy rule a value is still given, but flagged: nothing is to be ranked,
coloured or tested by it. The thresholds of the rules are chosen, not derived.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import isfinite
from typing import Literal, TypeAlias, cast

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from parknet.analytics.adequacy import Adequacy, Shape, Words, shape_of, warning
from parknet.analytics.communities import components, louvain
from parknet.analytics.network import Network
from parknet.errors import Problem, Refused, Sentence
from parknet.model.unfit import choice

Value: TypeAlias = float | int | None
Graph: TypeAlias = "nx.Graph[int]"


@dataclass(frozen=True)
class Measure:
    """One measure: how it is called, what it says, how it is computed, and where it says nothing.

    `networkx` names the function; `direction` says what a larger value means, `weight` what the weight of a tie is to
    it; `per`: one value a node, one for the network, or the number of each node's group. `undefined` says why a single
    value may be null. `two_mode`: it has a meaning on a bipartite network. `among`: the nodes whose ties among
    themselves it uses, by which its adequacy is judged; None: all.
    """

    id: str
    label: Words
    definition: Words
    formula: str
    networkx: str
    reference: str
    direction: Words
    weight: Words
    unit: Words
    per: Literal["node", "network", "partition"]
    adequacy: Adequacy
    exact_nodes: int
    exact_ties: int
    compute: Callable[[Graph, Network, int], list[Value]]
    undefined: Words = ("", "")
    two_mode: bool = False
    among: Callable[[Network], NDArray[np.bool_]] | None = None


@dataclass(frozen=True)
class Column:
    """The values of one measure: one per node in the order of the network's nodes, or a single one for the network.

    `reason` says why values are null (empty when none is); `adequate` is false when the network is too small or too
    simple for the measure to say anything, and `warning` says so.
    """

    measure: Measure
    values: tuple[Value, ...]
    reason: Words
    adequate: bool
    warning: Words


def measure(network: Network, ids: Iterable[str], seed: int = 1) -> tuple[Column, ...]:
    """The measures asked for, each once, in the order asked; Refused (code `measure`) names what is not one."""
    asked = list(dict.fromkeys(ids))
    if unknown := [id_ for id_ in asked if id_ not in MEASURES]:
        allowed = choice(MEASURES, {id_: one.label for id_, one in MEASURES.items()})
        cause = Sentence("There is no such measure.", "没有这个指标。")
        remedy = Sentence(f"Use {allowed.en}.", f"请选用：{allowed.zh}。")
        raise Refused([Problem("measure", "measure", id_, cause, remedy) for id_ in unknown])
    graph, shape = _graph(network), shape_of(network)
    return tuple(_column(MEASURES[id_], graph, network, shape, seed) for id_ in asked)


def _graph(network: Network) -> Graph:
    """Positions as nodes, in order, and the weights: no attributes that no measure reads."""
    graph: Graph = nx.Graph()
    graph.add_nodes_from(range(len(network.nodes.id)))
    ties = network.ties
    ends = zip(ties.source.tolist(), ties.target.tolist(), ties.weight.tolist(), strict=True)
    graph.add_weighted_edges_from(ends)
    return graph


def _column(entry: Measure, graph: Graph, network: Network, shape: Shape, seed: int) -> Column:
    judged = shape_of(network, entry.among(network)) if entry.among else shape
    said = warning(entry.label, entry.adequacy, judged)
    reason = _not_computed(entry, network, shape)
    if reason:
        size = 1 if entry.per == "network" else len(network.nodes.id)
        return Column(entry, (None,) * size, reason, not said, said or ("", ""))
    values = tuple(_finite(value) for value in entry.compute(graph, network, seed))
    reason = entry.undefined if None in values else ("", "")
    return Column(entry, values, reason, not said, said or ("", ""))


def _finite(value: Value) -> Value:
    return value if value is not None and isfinite(value) else None


def _not_computed(entry: Measure, network: Network, shape: Shape) -> Words | None:
    if network.lens.projection == "bipartite" and not entry.two_mode:
        return (
            "成员与合作关系的二模网络中没有定义，请改用“两两相连”或“按人数折算”。",
            "Not defined on a bipartite network; use the projection clique or shared.",
        )
    if shape.nodes > entry.exact_nodes or shape.ties > entry.exact_ties:
        return (
            f"网络过大（{shape.nodes}个节点、{shape.ties}对合作），此处只精确计算至{entry.exact_nodes}个节点、"
            f"{entry.exact_ties}对合作；请缩小范围。",
            f"The network is too large ({shape.nodes} nodes, {shape.ties} ties): it is worked out exactly up to "
            f"{entry.exact_nodes} nodes and {entry.exact_ties} ties here; narrow the lens.",
        )
    return None


def _degree(graph: Graph, network: Network, seed: int) -> list[Value]:
    return [graph.degree(node) for node in range(len(graph))]


def _strength(graph: Graph, network: Network, seed: int) -> list[Value]:
    return [float(graph.degree(node, weight="weight")) for node in range(len(graph))]


def _betweenness(graph: Graph, network: Network, seed: int) -> list[Value]:
    if len(graph) < 3:
        return [None] * len(graph)
    found = nx.betweenness_centrality(graph)
    return [found[node] for node in range(len(graph))]


def _closeness(graph: Graph, network: Network, seed: int) -> list[Value]:
    found = nx.closeness_centrality(graph, wf_improved=True)
    return [found[node] if graph.degree(node) else None for node in range(len(graph))]


def _clustering(graph: Graph, network: Network, seed: int) -> list[Value]:
    found = cast(dict[int, float], nx.clustering(graph))
    return [found[node] if graph.degree(node) > 1 else None for node in range(len(graph))]


def _components(graph: Graph, network: Network, seed: int) -> list[Value]:
    return list(components(graph))


def _communities(graph: Graph, network: Network, seed: int) -> list[Value]:
    return list(louvain(graph, seed))


def _of_known_region(network: Network) -> NDArray[np.bool_]:
    return np.array([bool(word) for word in network.nodes.region], dtype=np.bool_)


def _assortativity(graph: Graph, network: Network, seed: int) -> list[Value]:
    """Over the ties whose two ends have a known region; None when they all lie in one region.

    NetworkX's own coefficient adds up in the order of a set, so that its last digit depends on the hash seed: its
    mixing matrix is asked for in the order of the regions, and summed here.
    """
    region = {node: word for node, word in enumerate(network.nodes.region) if word}
    known = graph.edge_subgraph((u, v) for u, v in graph.edges if u in region and v in region).copy()
    words = sorted({region[node] for node in known})
    if len(words) < 2:
        return [None]
    nx.set_node_attributes(known, region, "region")
    mixing = nx.attribute_mixing_matrix(known, "region", mapping={word: n for n, word in enumerate(words)})
    chance = float((mixing.sum(axis=0) * mixing.sum(axis=1)).sum())
    return [(float(mixing.trace()) - chance) / (1 - chance)]


_TIES_ALIKE = ("不计权重，每对合作同等", "not used: every tie counts once")
_PATHS = Adequacy(nodes=10, ties=10, component=10, beyond_cliques=True)
_NO_UNIT = ("", "")

MEASURES: dict[str, Measure] = {
    entry.id: entry
    for entry in (
        Measure(
            id="degree",
            label=("度（合作者数）", "degree"),
            definition=("它有几个合作者。", "How many partners a node has."),
            formula="k(v) = |N(v)|",
            networkx="networkx.Graph.degree",
            reference="Freeman 1978",
            direction=("越大，合作者越多", "larger: more partners"),
            weight=_TIES_ALIKE,
            unit=("个", "partners"),
            per="node",
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
            weight=("强弱：合作次数或其折算值", "strength: number of alliances, or their shares"),
            unit=("次", "alliances"),
            per="node",
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
            weight=_TIES_ALIKE,
            unit=_NO_UNIT,
            per="node",
            adequacy=_PATHS,
            exact_nodes=750,
            exact_ties=4_000,
            compute=_betweenness,
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
            weight=_TIES_ALIKE,
            unit=_NO_UNIT,
            per="node",
            adequacy=_PATHS,
            exact_nodes=1_750,
            exact_ties=9_000,
            compute=_closeness,
            undefined=("没有合作的节点到任何节点都没有距离。", "A node without a tie has no distance to any other."),
        ),
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
            weight=_TIES_ALIKE,
            unit=_NO_UNIT,
            per="node",
            adequacy=_PATHS,
            exact_nodes=20_000,
            exact_ties=100_000,
            compute=_clustering,
            undefined=("合作者少于两个时没有定义。", "Not defined with fewer than two partners."),
        ),
        Measure(
            id="components",
            label=("连通部分", "components"),
            definition=(
                "经由合作可互相到达的节点属于同一部分；1号最大。",
                "Nodes that reach each other along ties are in the same one; number 1 is the largest.",
            ),
            formula="connected components",
            networkx="networkx.connected_components",
            reference="Tarjan 1972",
            direction=("编号，不表示大小高低", "a number, no more or less"),
            weight=_TIES_ALIKE,
            unit=_NO_UNIT,
            per="partition",
            adequacy=Adequacy(),
            exact_nodes=100_000,
            exact_ties=500_000,
            compute=_components,
            two_mode=True,
        ),
        Measure(
            id="communities",
            label=("社群", "communities"),
            definition=(
                "内部合作多于随机预期的节点群（鲁汶方法，固定种子）；1号最大。",
                "Groups with more ties inside than chance gives (Louvain, fixed seed); number 1 is the largest.",
            ),
            formula="greedy maximum of modularity Q = Σ [w(u,v) - s(u)s(v)/2W] / 2W inside groups",
            networkx="networkx.community.louvain_communities",
            reference="Blondel et al. 2008",
            direction=("编号，不表示大小高低", "a number, no more or less"),
            weight=("强弱：合作次数或其折算值", "strength: number of alliances, or their shares"),
            unit=_NO_UNIT,
            per="partition",
            adequacy=Adequacy(nodes=20, ties=30, component=20, beyond_cliques=True),
            exact_nodes=8_000,
            exact_ties=40_000,
            compute=_communities,
            undefined=("没有合作的节点不属于任何社群。", "A node without a tie is in no community."),
        ),
        Measure(
            id="assortativity",
            label=("区域同配系数", "assortativity by region"),
            definition=(
                "合作在同一大区内的程度，与随机相比；两端大区均已知的合作才计入。",
                "How far ties stay within a macro-region beyond chance; only ties whose two regions are known count.",
            ),
            formula="(Σ e(i,i) - Σ a(i)²) / (1 - Σ a(i)²)",
            networkx="networkx.attribute_assortativity_coefficient",
            reference="Newman 2003",
            direction=("1为全在区内，0如随机，负值为偏向跨区", "1: all within, 0: as by chance, below: rather across"),
            weight=_TIES_ALIKE,
            unit=_NO_UNIT,
            per="network",
            adequacy=Adequacy(nodes=20, ties=30, of=("两端大区明确的", " between known regions")),
            exact_nodes=100_000,
            exact_ties=500_000,
            compute=_assortativity,
            undefined=("两端大区已知的合作不涉及两个大区。", "The ties of known region do not touch two regions."),
            among=_of_known_region,
        ),
    )
}
"""By id, in the order in which they are shown."""
