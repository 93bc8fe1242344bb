"""Measures that part the nodes into groups, each node with the number of its group."""

from dataclasses import replace

from parknet.analytics.adequacy import Adequacy
from parknet.analytics.communities import components, leiden, louvain
from parknet.analytics.measure import NO_UNIT, STRENGTH, TIES_ALIKE, Measure

THICK = Adequacy(nodes=20, ties=30, component=20, beyond_cliques=True)
"""What a network needs for its communities to say something."""

COMPONENTS = Measure(
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
    weight=TIES_ALIKE,
    unit=NO_UNIT,
    per="partition",
    normalisation=("不归一：是编号", "none: a number of a group"),
    isolates=("没有合作的节点自成一个部分", "a node without a tie is a component by itself"),
    cost="O(n + m)",
    adequacy=Adequacy(),
    exact_nodes=100_000,
    exact_ties=500_000,
    compute=lambda network, seed: components(network),
    two_mode=True,
)

LOUVAIN = Measure(
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
    weight=STRENGTH,
    unit=NO_UNIT,
    per="partition",
    normalisation=("不归一：是编号", "none: a number of a group"),
    isolates=(
        "没有合作的节点为空值；一个社群不跨连通部分",
        "null for a node without a tie; no community spans two components",
    ),
    cost="O(m·passes)",
    adequacy=THICK,
    exact_nodes=8_000,
    exact_ties=40_000,
    compute=louvain,
    undefined=("没有合作的节点不属于任何社群。", "A node without a tie is in no community."),
)

LEIDEN = replace(
    LOUVAIN,
    id="leiden",
    label=("社群（莱顿方法）", "communities (Leiden)"),
    definition=(
        "同社群，但用莱顿方法：各群内部必定相连；1号最大。",
        "As communities, by Leiden's method: each is connected inside; number 1 is the largest.",
    ),
    formula="greedy maximum of modularity Q with refinement, resolution 1, randomness 0.001, two rounds",
    networkx="",
    reference="Traag, Waltman and van Eck 2019",
    exact_nodes=100_000,
    exact_ties=500_000,
    compute=leiden,
)

GROUPS = (COMPONENTS, LOUVAIN, LEIDEN)
