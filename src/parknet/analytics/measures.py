"""MEASURES, the one table of network measures, and `measure`, which works them out.

An entry fixes once how large a network may be: the nodes and ties up to which it took at most 2 s of CPU (betweenness:
10 s), on power-law cluster graphs of growing size with five ties to each new node; above, the values are null with that
reason.
Below its adequacy rule a value is still given, but flagged: nothing is to be ranked, coloured or tested by it. The
thresholds of the rules are chosen, not derived.
"""

from collections.abc import Iterable
from math import isfinite
from typing import Any

import networkx as nx

from parknet.analytics.adequacy import Shape, Words, shape_of, shape_of_lists, warning
from parknet.analytics.centralities import CENTRALITIES
from parknet.analytics.cohesion import COHESION
from parknet.analytics.groups import GROUPS
from parknet.analytics.lens import Lens
from parknet.analytics.measure import Column, Measure, Value
from parknet.analytics.memberships import MEMBERSHIPS
from parknet.analytics.mixing import MIXING
from parknet.analytics.network import Network
from parknet.analytics.partitions import PARTITIONS
from parknet.analytics.surroundings import SURROUNDINGS
from parknet.errors import Problem, Refused, Sentence
from parknet.model.unfit import choice

FAMILIES: dict[str, tuple[Words, tuple[Measure, ...]]] = {
    "place": (("在网络中的位置", "Place in the network"), CENTRALITIES),
    "surroundings": (("在合作者之间", "Among partners"), SURROUNDINGS),
    "groups": (("分组", "Groups"), (*GROUPS, *PARTITIONS)),
    "whole": (("整个网络", "The whole network"), COHESION),
    "mixing": (("谁与谁合作", "Mixing"), MIXING),
    "alliances": (("合作关系本身", "Alliances"), MEMBERSHIPS),
}
"""What the measures are about: by family its words in zh and en, and its measures, in the order to show them in."""

MEASURES: dict[str, Measure] = {entry.id: entry for _, family in FAMILIES.values() for entry in family}
"""By id, in the order in which they are shown."""


def family_of(entry: Measure) -> str:
    """The family that an entry stands in; one that was added to MEASURES alone stands in the first."""
    return next((name for name, (_, family) in FAMILIES.items() if entry in family), next(iter(FAMILIES)))


def measure(network: Network, ids: Iterable[str], seed: int = 1) -> tuple[Column, ...]:
    """The measures asked for, each once, in the order asked; Refused (code `measure`) names what is not one."""
    asked = list(dict.fromkeys(ids))
    if unknown := [id_ for id_ in asked if id_ not in MEASURES]:
        allowed = choice(MEASURES, {id_: one.label for id_, one in MEASURES.items()})
        cause = Sentence("There is no such measure.", "没有这个指标。")
        remedy = Sentence(f"Use {allowed.en}.", f"请选用：{allowed.zh}。")
        raise Refused([Problem("measure", "measure", id_, cause, remedy) for id_ in unknown])
    shape = shape_of_lists(network) if network.lens.projection == "incidence" else shape_of(network)
    return tuple(_column(MEASURES[id_], network, shape, seed) for id_ in asked)


def set_backends() -> list[str]:
    """The other backends that a setting of NetworkX puts first; what is left to NetworkX here may be theirs."""
    first: Any = nx.config.backend_priority
    return [name for name in first.algos if name not in ("parknet", "networkx")]


def _column(entry: Measure, network: Network, shape: Shape, seed: int) -> Column:
    size = 1 if entry.per == "network" else len(network.nodes.id)
    if meaningless := _meaningless(entry, network.lens):
        return Column(entry, (None,) * size, meaningless, False, meaningless)
    judged = shape_of(network, entry.among(network)) if entry.among else shape
    said = warning(entry.label, entry.adequacy, judged)
    if large := _too_large(entry, shape):
        return Column(entry, (None,) * size, large, not said, said or ("", ""))
    values = tuple(_finite(value) for value in entry.compute(network, seed))
    reason = entry.undefined if None in values else ("", "")
    return Column(entry, values, reason, not said, said or ("", ""))


def _finite(value: Value) -> Value:
    return value if value is not None and isfinite(value) else None


def _meaningless(entry: Measure, lens: Lens) -> Words | None:
    """Why a measure has no meaning through a lens, however large the network is; None where it has one."""
    if lens.projection == "incidence" and entry.reads == "ties":
        return (
            "成员名单不连成网络，没有定义，请改用“两两相连”（clique）、“按人数折算”（shared）或“成员与合作关系”（bipartite）。",
            "Not defined on lists of members, which draw no ties; use the projection clique, shared or bipartite.",
        )
    if lens.projection == "bipartite" and not entry.two_mode:
        return (
            "成员与合作关系的二模网络中没有定义，请改用“两两相连”或“按人数折算”。",
            "Not defined on a bipartite network; use the projection clique or shared.",
        )
    if lens.aggregate != "none" and entry.reads == "members":
        return (
            "节点已合并，各成员不再区分，没有定义，请改为不合并（aggregate=none）。",
            "Not defined where nodes are merged and members are not told apart; use aggregate=none.",
        )
    return None


def _too_large(entry: Measure, shape: Shape) -> Words | None:
    if shape.nodes <= entry.exact_nodes and shape.ties <= entry.exact_ties:
        return None
    return (
        f"网络过大（{shape.nodes:,}个节点、{shape.ties:,}对合作），此处只精确计算至{entry.exact_nodes:,}个节点、"
        f"{entry.exact_ties:,}对合作；请缩小范围。",
        f"The network is too large ({shape.nodes:,} nodes, {shape.ties:,} ties): it is worked out exactly up to "
        f"{entry.exact_nodes:,} nodes and {entry.exact_ties:,} ties here; narrow the lens.",
    )
