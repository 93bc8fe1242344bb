"""Measures of the groups that alliances and joint actions make: how many, how large, how far they share members.

A group is the members of one alliance or joint action that the lens shows, two or more; the projection changes nothing.
Where nodes are merged the members are not told apart, and the number of alliances alone is known.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import chain
from statistics import median

from parknet.analytics.adequacy import Adequacy
from parknet.analytics.kernels.overlap import overlap
from parknet.analytics.measure import Measure, Value, of_network
from parknet.analytics.network import Network

MOST_MEETINGS = 200_000_000
"""Up to how many times two groups may meet in a member for their overlap to be worked out."""


def _memberships(network: Network, seed: int) -> Sequence[Value]:
    """None for the alliances themselves, which are nodes of a bipartite network."""
    count = Counter(chain.from_iterable(network.members.values()))
    return [None if id_ in network.members else count[node] for node, id_ in enumerate(network.nodes.id)]


def _sizes(network: Network) -> list[int]:
    return [len(members) for members in network.members.values()]


def _groups(network: Network, seed: int) -> Sequence[Value]:
    return [len(network.members)]


def _mean_size(network: Network, seed: int) -> Sequence[Value]:
    sizes = _sizes(network)
    return [sum(sizes) / len(sizes) if sizes else None]


def _median_size(network: Network, seed: int) -> Sequence[Value]:
    sizes = _sizes(network)
    return [median(sizes) if sizes else None]


def _largest_size(network: Network, seed: int) -> Sequence[Value]:
    return [max(_sizes(network), default=None)]


def _overlapping(network: Network, seed: int) -> Sequence[Value]:
    found, pairs = _overlap(network)
    return [found[0] / pairs if found else None]


def _jaccard(network: Network, seed: int) -> Sequence[Value]:
    found, pairs = _overlap(network)
    return [found[1] / pairs if found else None]


def _overlap(network: Network) -> tuple[tuple[int, float] | None, int]:
    """Overlapping pairs and the sum of their Jaccard indices, and the number of all pairs; None where not defined."""
    groups = [network.members[id_] for id_ in sorted(network.members)]
    meetings = sum(count**2 for count in Counter(chain.from_iterable(groups)).values())
    pairs = len(groups) * (len(groups) - 1) // 2
    return (overlap(groups, len(network.nodes.id)) if pairs and meetings <= MOST_MEETINGS else None), pairs


_ALIKE = ("每个合作关系同等，与权重无关", "not used: every alliance counts once")
_NO_GROUP = ("没有合作关系。", "There is no alliance.")
_FEW_GROUPS = (
    f"合作关系少于两个，或在成员处相遇超过{MOST_MEETINGS}次而不计算。",
    f"There are fewer than two alliances, or they meet in a member more than {MOST_MEETINGS} times.",
)
_ISOLATES = (
    "没有合作的节点不影响结果；与连通部分的划分无关",
    "nodes without a tie change nothing; components make no difference",
)
_SOME = Adequacy(nodes=10, ties=10)


MEMBERSHIPS = (
    Measure(
        id="memberships",
        label=("参与的合作关系数", "memberships"),
        definition=(
            "它是几个合作关系的成员（多方合作也只计一次）。",
            "How many alliances it is a member of (one of many members counts once, too).",
        ),
        formula="|{g : v in g}|",
        networkx="",
        reference="Wasserman and Faust 1994, chapter 8",
        direction=("越大，参与的合作关系越多", "larger: a member of more alliances"),
        weight=_ALIKE,
        unit=("个", "alliances"),
        per="node",
        normalisation=("不归一：就是个数", "none: a count"),
        isolates=(
            "没有合作的节点为0；与连通部分的划分无关",
            "0 for a node without a tie; components make no difference",
        ),
        cost="O(Σ |g|)",
        adequacy=Adequacy(),
        exact_nodes=100_000,
        exact_ties=500_000,
        compute=_memberships,
        reads="members",
        two_mode=True,
        undefined=("合作关系本身不是成员。", "An alliance is no member itself."),
    ),
    of_network(
        "groups",
        label=("合作关系数", "number of alliances"),
        definition=("所选范围内有几个合作关系。", "How many alliances there are within the lens."),
        formula="|{g}|",
        networkx="",
        reference="Wasserman and Faust 1994, chapter 8",
        direction=("越大，合作关系越多", "larger: more alliances"),
        weight=_ALIKE,
        unit=("个", "alliances"),
        normalisation=("不归一：就是个数", "none: a count"),
        isolates=_ISOLATES,
        cost="O(1)",
        adequacy=Adequacy(),
        compute=_groups,
        reads="alliances",
        two_mode=True,
    ),
    of_network(
        "group_size_mean",
        label=("合作关系的平均规模", "mean size of alliances"),
        definition=("一个合作关系平均有几个成员。", "How many members an alliance has on average."),
        formula="Σ |g| / number of alliances",
        networkx="",
        reference="Wasserman and Faust 1994, chapter 8",
        direction=("越大，每个合作关系的成员越多", "larger: more members to an alliance"),
        weight=_ALIKE,
        unit=("个", "members"),
        normalisation=("除以合作关系数", "divided by the number of alliances"),
        isolates=_ISOLATES,
        cost="O(number of alliances)",
        adequacy=_SOME,
        compute=_mean_size,
        reads="members",
        two_mode=True,
        undefined=_NO_GROUP,
    ),
    of_network(
        "group_size_median",
        label=("合作关系规模的中位数", "median size of alliances"),
        definition=(
            "按成员数排列，居中的合作关系有几个成员。",
            "How many members the alliance in the middle has, by size.",
        ),
        formula="median |g|",
        networkx="",
        reference="Wasserman and Faust 1994, chapter 8",
        direction=("越大，合作关系一般越大", "larger: alliances are larger as a rule"),
        weight=_ALIKE,
        unit=("个", "members"),
        normalisation=("不归一：就是个数", "none: a count"),
        isolates=_ISOLATES,
        cost="O(g·log g), g alliances",
        adequacy=_SOME,
        compute=_median_size,
        reads="members",
        two_mode=True,
        undefined=_NO_GROUP,
    ),
    of_network(
        "group_size_largest",
        label=("最大的合作关系", "largest alliance"),
        definition=("成员最多的合作关系有几个成员。", "How many members the largest alliance has."),
        formula="max |g|",
        networkx="",
        reference="Wasserman and Faust 1994, chapter 8",
        direction=("越大，最大的合作关系越大", "larger: a larger one"),
        weight=_ALIKE,
        unit=("个", "members"),
        normalisation=("不归一：就是个数", "none: a count"),
        isolates=_ISOLATES,
        cost="O(number of alliances)",
        adequacy=Adequacy(),
        compute=_largest_size,
        reads="members",
        two_mode=True,
        undefined=_NO_GROUP,
    ),
    of_network(
        "group_overlap",
        label=("有共同成员的合作关系比例", "overlapping alliances"),
        definition=(
            "任取两个合作关系，有共同成员的比例。",
            "The share of pairs of alliances that have a member in common.",
        ),
        formula="|{(g,h) : g ∩ h ≠ ∅}| / number of pairs of alliances",
        networkx="",
        reference="Breiger 1974 (density of the network of groups)",
        direction=("越大，合作关系之间成员交叉越多", "larger: more alliances share members"),
        weight=_ALIKE,
        normalisation=("除以合作关系的对数", "divided by the pairs of alliances"),
        isolates=_ISOLATES,
        cost="O(Σ c(v)²), c(v) memberships of a node",
        adequacy=_SOME,
        compute=_overlapping,
        reads="members",
        two_mode=True,
        undefined=_FEW_GROUPS,
    ),
    of_network(
        "group_jaccard",
        label=("合作关系的平均重合度", "mean overlap of alliances"),
        definition=(
            "任取两个合作关系，共同成员占两者全部成员的平均比例。",
            "Of two alliances, the members in common as a share of the members of either, on average over all pairs.",
        ),
        formula="mean |g ∩ h| / |g ∪ h| over pairs of alliances",
        networkx="",
        reference="Jaccard 1912",
        direction=("0为互不交叉，1为成员全同", "0: none shares a member, 1: all have the same members"),
        weight=_ALIKE,
        normalisation=(
            "除以两者全部成员数，再除以合作关系的对数",
            "divided by the members of either, and by the pairs",
        ),
        isolates=_ISOLATES,
        cost="O(Σ c(v)²), c(v) memberships of a node",
        adequacy=_SOME,
        compute=_jaccard,
        reads="members",
        two_mode=True,
        undefined=_FEW_GROUPS,
    ),
)
