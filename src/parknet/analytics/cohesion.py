"""Measures of a network as a whole: how dense, how far, how knit, how centred, how parted by regions."""

from collections.abc import Sequence

import numpy as np

from parknet.analytics.adequacy import Adequacy
from parknet.analytics.centralities import degrees, distances
from parknet.analytics.communities import components
from parknet.analytics.kernels import local
from parknet.analytics.measure import PATHS, STRENGTH, Value, of_network
from parknet.analytics.network import Network
from parknet.analytics.regions import ENOUGH, mixing, numbered, of_known_region


def _density(network: Network, seed: int) -> Sequence[Value]:
    size = len(network.nodes.id)
    return [2 * len(network.ties.source) / (size * (size - 1)) if size > 1 else None]


def _number_of_components(network: Network, seed: int) -> Sequence[Value]:
    return [max((number for number in components(network) if number), default=0)]


def _average_path(network: Network, seed: int) -> Sequence[Value]:
    far = distances(network)
    pairs = int(far.reached.sum())
    return [float(far.total.sum()) / pairs if pairs else None]


def _diameter(network: Network, seed: int) -> Sequence[Value]:
    return [int(distances(network).longest.max(initial=0)) or None]


def _transitivity(network: Network, seed: int) -> Sequence[Value]:
    degree = np.diff(network.indptr).astype(np.int64)
    pairs = int((degree * (degree - 1)).sum())
    return [2 * int(local.triangles(network.indptr, network.indices).sum()) / pairs if pairs else None]


def _degree_assortativity(network: Network, seed: int) -> Sequence[Value]:
    """From whole numbers, so that a regular network has exactly no spread."""
    degree = np.diff(network.indptr).astype(np.int64)
    one, other = degree[network.ties.source], degree[network.ties.target]
    ends, total, squares = 2 * len(one), int((one + other).sum()), int((one**2 + other**2).sum())
    spread = ends * squares - total**2
    return [(ends * 2 * int((one * other).sum()) - total**2) / spread if spread else None]


def _centralisation(network: Network, seed: int) -> Sequence[Value]:
    degree, size = degrees(network), len(network.nodes.id)
    return [float((degree.max() - degree).sum()) / ((size - 1) * (size - 2)) if size > 2 else None]


def _ei_index(network: Network, seed: int) -> Sequence[Value]:
    found = mixing(network, network.nodes.region)
    ends = int(found.sum())
    return [(ends - 2 * int(found.trace())) / ends if ends else None]


def _modularity_of_regions(network: Network, seed: int) -> Sequence[Value]:
    """Over the nodes of known region and the ties among them."""
    among = np.flatnonzero(of_known_region(network))
    indptr, indices, weights = network.rows(among)
    at, _ = numbered([network.nodes.region[node] for node in among.tolist()])
    total = float(weights.sum())
    if not total:
        return [None]
    owner = np.repeat(np.arange(len(among)), np.diff(indptr))
    inside = float(weights[at[owner] == at[indices]].sum())
    of_region = np.bincount(at[owner], weights)
    return [inside / total - float(((of_region / total) ** 2).sum())]


_TWO = ("至少要有两个节点。", "It takes two nodes.")
_NO_PAIR = ("没有互相可达的两个节点。", "No two nodes reach each other.")

COHESION = (
    of_network(
        "density",
        label=("密度", "density"),
        definition=("已知合作占所有可能的两两合作的比例。", "Known ties as a share of all pairs of nodes."),
        formula="2m / (n(n-1))",
        networkx="networkx.density",
        reference="Wasserman and Faust 1994",
        direction=("越大，合作越普遍", "larger: more of the pairs work together"),
        normalisation=("除以所有可能的对数", "divided by all n(n-1)/2 pairs"),
        isolates=(
            "没有合作的节点计入总对数；与连通部分的划分无关",
            "nodes without a tie count among the pairs; components make no difference",
        ),
        cost="O(1)",
        adequacy=Adequacy(nodes=10, ties=10),
        compute=_density,
        undefined=_TWO,
    ),
    of_network(
        "number_connected_components",
        label=("连通部分数", "number of components"),
        definition=(
            "互不相通的部分有几个（没有合作的节点自成一个）。",
            "How many parts there are that nothing joins (a node without a tie is one).",
        ),
        formula="number of connected components",
        networkx="networkx.number_connected_components",
        reference="Hopcroft and Tarjan 1973",
        direction=("越大，越零散", "larger: more scattered"),
        normalisation=("不归一：就是个数", "none: a count"),
        isolates=("没有合作的节点各算一个", "each node without a tie is one"),
        cost="O(n + m)",
        adequacy=Adequacy(),
        compute=_number_of_components,
        two_mode=True,
    ),
    of_network(
        "average_shortest_path_length",
        label=("平均路径长度", "average path length"),
        definition=(
            "互相可达的两个节点之间平均相隔几步。",
            "The mean distance, in ties, between two nodes that reach each other.",
        ),
        formula="Σ d(u,v) / number of pairs with a path",
        networkx="networkx.average_shortest_path_length",
        reference="Watts and Strogatz 1998",
        direction=("越大，相隔越远", "larger: farther apart"),
        normalisation=("除以相通的对数", "divided by the pairs with a path"),
        isolates=("没有合作的节点和不相通的各对不计入", "nodes without a tie and pairs in two components do not count"),
        cost="O(n·m)",
        adequacy=PATHS,
        exact_nodes=40_000,
        exact_ties=200_000,
        compute=_average_path,
        undefined=_NO_PAIR,
    ),
    of_network(
        "diameter",
        label=("直径", "diameter"),
        definition=(
            "互相可达的两个节点之间最远相隔几步。",
            "The longest distance, in ties, between two nodes that reach each other.",
        ),
        formula="max d(u,v) over pairs with a path",
        networkx="networkx.diameter",
        reference="Wasserman and Faust 1994",
        direction=("越大，相隔越远", "larger: farther apart"),
        normalisation=("不归一：就是步数", "none: a number of steps"),
        isolates=("没有合作的节点和不相通的各对不计入", "nodes without a tie and pairs in two components do not count"),
        cost="O(n·m)",
        adequacy=PATHS,
        exact_nodes=40_000,
        exact_ties=200_000,
        compute=_diameter,
        undefined=_NO_PAIR,
    ),
    of_network(
        "transitivity",
        label=("传递性", "transitivity"),
        definition=(
            "有共同合作者的两方本身也合作的比例；多方合作两两相连时必然偏高。",
            "The share of pairs with a partner in common who are partners themselves; groups alone make it high.",
        ),
        formula="3 · triangles / connected triples",
        networkx="networkx.transitivity",
        reference="Newman, Watts and Strogatz 2002",
        direction=("越大，联系越密", "larger: more closely knit"),
        normalisation=("除以有共同合作者的三元组数", "divided by the triples with a partner in common"),
        isolates=(
            "没有合作的节点不影响结果；与连通部分的划分无关",
            "nodes without a tie change nothing; components make no difference",
        ),
        cost="O(m^1.5)",
        adequacy=PATHS,
        compute=_transitivity,
        undefined=("没有哪个节点有两个合作者。", "No node has two partners."),
    ),
    of_network(
        "degree_assortativity",
        label=("度同配系数", "degree assortativity"),
        definition=(
            "合作者多的一方是否倾向于同合作者多的一方合作。",
            "Whether those with many partners tend to work with others who have many.",
        ),
        formula="correlation of k(u) and k(v) over the ends of ties",
        networkx="networkx.degree_assortativity_coefficient",
        reference="Newman 2003",
        direction=("正为多与多，负为多与少，0为无关", "above 0: many with many; below: many with few"),
        normalisation=("相关系数，-1至1", "a correlation, -1 to 1"),
        isolates=(
            "没有合作的节点不影响结果；与连通部分的划分无关",
            "nodes without a tie change nothing; components make no difference",
        ),
        cost="O(n + m)",
        adequacy=PATHS,
        compute=_degree_assortativity,
        undefined=("合作双方的合作者数没有差别。", "The ends of all ties have as many partners."),
    ),
    of_network(
        "ei_index",
        label=("E-I 指数（跨区与区内）", "E-I index over regions"),
        definition=(
            "跨大区合作比区内合作多出的比例；两端大区均已知的合作才计入。",
            "By how far ties across macro-regions outnumber those within; only ties of two known regions count.",
        ),
        formula="(E - I) / (E + I)",
        networkx="",
        reference="Krackhardt and Stern 1988",
        direction=("1为全部跨区，-1为全在区内", "1: all across, -1: all within"),
        normalisation=("除以计入的合作数，-1至1", "divided by the ties that count, -1 to 1"),
        isolates=(
            "没有合作的节点不影响结果；与连通部分的划分无关",
            "nodes without a tie change nothing; components make no difference",
        ),
        cost="O(n + m)",
        adequacy=ENOUGH,
        compute=_ei_index,
        undefined=("没有两端大区均已知的合作。", "No tie has two known regions."),
        among=of_known_region,
    ),
    of_network(
        "modularity",
        label=("大区划分的模块度", "modularity of the regions"),
        definition=(
            "大区内的合作比随机预期多出多少；大区不明的节点不计。",
            "How much more cooperation lies within macro-regions than by chance; nodes of unknown region are left out.",
        ),
        formula="Σ [w(r,r)/W - (s(r)/2W)²] over regions",
        networkx="networkx.community.modularity(weight='weight')",
        reference="Newman and Girvan 2004",
        direction=("0如随机，越大越多在区内", "0: as by chance; larger: more within"),
        weight=STRENGTH,
        normalisation=("除以权重总和", "divided by the total weight"),
        isolates=(
            "没有合作的节点不影响结果；与连通部分的划分无关",
            "nodes without a tie change nothing; components make no difference",
        ),
        cost="O(n + m)",
        adequacy=ENOUGH,
        compute=_modularity_of_regions,
        undefined=("没有两端大区均已知的合作。", "No tie has two known regions."),
        among=of_known_region,
    ),
    of_network(
        "degree_centralization",
        label=("度中心势", "degree centralisation"),
        definition=(
            "合作向少数节点集中的程度。",
            "How far cooperation centres on a few nodes.",
        ),
        formula="Σ (max k - k(v)) / ((n-1)(n-2))",
        networkx="",
        reference="Freeman 1978",
        direction=("0为人人一样多，1为全部围绕一个", "0: all alike, 1: all around one"),
        normalisation=("除以同样大小的星形网络的值", "divided by a star's value (n-1)(n-2)"),
        isolates=(
            "没有合作的节点按0个合作者计入；与连通部分的划分无关",
            "nodes without a tie count with 0 partners; components make no difference",
        ),
        cost="O(n)",
        adequacy=PATHS,
        compute=_centralisation,
        undefined=("少于三个节点时没有定义。", "Not defined with fewer than three nodes."),
    ),
)
