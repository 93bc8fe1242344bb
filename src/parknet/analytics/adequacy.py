"""Whether a network is large and varied enough for a measure to say something, and the sentence when it is not."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from parknet.analytics.network import Network

Words: TypeAlias = tuple[str, str]
"""The same in Chinese and in English."""


@dataclass(frozen=True)
class Adequacy:
    """What a network must have for a measure to say something: nodes with a tie, ties, the largest component.

    `beyond_cliques`: somewhere two members of a component are no partners; where everybody is everybody's partner, as
    in a pairing seen by itself, such a measure cannot tell one member from another. `of` says which ties are judged,
    where the measure does not use all of them.
    """

    nodes: int = 2
    ties: int = 1
    component: int = 2
    beyond_cliques: bool = False
    of: Words = ("", "")


@dataclass(frozen=True)
class Shape:
    """Of the part of a network that has ties: nodes, ties, components, the largest one, and whether all are cliques."""

    nodes: int
    ties: int
    components: int
    largest: int
    cliques: bool


def shape_of(network: Network, among: NDArray[np.bool_] | None = None) -> Shape:
    """The shape of a network, or of the ties whose two ends are `among` its nodes."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    size = len(network.nodes.id)
    matrix = csr_array((network.weights, network.indices, network.indptr), shape=(size, size))
    if among is not None:
        matrix = matrix[among][:, among]
    tied = np.flatnonzero(np.diff(matrix.indptr))
    if not len(tied):
        return Shape(0, 0, 0, 0, True)
    _, label = connected_components(matrix[tied][:, tied], directed=False)
    nodes = np.bincount(label)
    ends = np.bincount(label, np.diff(matrix.indptr)[tied])
    return Shape(
        nodes=len(tied),
        ties=matrix.nnz // 2,
        components=len(nodes),
        largest=int(nodes.max()),
        cliques=bool((ends == nodes * (nodes - 1)).all()),
    )


def shape_of_lists(network: Network) -> Shape:
    """The shape of lists of members, each by itself: its members are the nodes, their memberships the ties."""
    lists = list(network.members.values())
    largest, every = max(map(len, lists), default=0), set().union(*lists)
    return Shape(len(every), sum(map(len, lists)), len(lists), largest, cliques=True)


def warning(label: Words, rule: Adequacy, shape: Shape) -> Words | None:
    """Why the measure says nothing on such a network; None when it may say something."""
    zh, en = label
    of_zh, of_en = rule.of
    if not shape.ties:
        return (
            f"所选范围内没有{of_zh}已知合作，{zh}不说明任何问题。",
            f"No tie{of_en} is known within the lens: {en} says nothing.",
        )
    if rule.beyond_cliques and shape.cliques:
        return (
            f"网络由{shape.components}个互不相连的合作组构成（共{shape.nodes}个成员、{shape.ties}对合作），"
            f"组内两两相连，{zh}无法区分各成员，不据此排名。",
            f"The network is {shape.components} separate groups ({shape.nodes} members, {shape.ties} ties) in which "
            f"everybody is everybody's partner: {en} cannot tell one member from another, and nothing is ranked by it.",
        )
    for least, has, what_zh, what_en in (
        (rule.nodes, shape.nodes, f"有{of_zh}合作的节点仅{{}}个", f"{{}} nodes have a tie{of_en}"),
        (rule.ties, shape.ties, f"{of_zh}已知合作仅{{}}对", f"{{}} ties{of_en} are known"),
        (rule.component, shape.largest, "最大的连通部分仅{}个节点", "the largest component has {} nodes"),
    ):
        if has < least:
            return (
                f"{what_zh.format(has)}，少于{least}，数据不足，{zh}不说明问题，不据此排名。",
                f"Too little data: {what_en.format(has)}, fewer than {least}; {en} says nothing, "
                "and nothing is ranked by it.",
            )
    return None
