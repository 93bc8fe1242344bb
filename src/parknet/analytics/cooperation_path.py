"""The shortest way of cooperation from one to another, and what each of its hops rests on.

Of several as short, the one with the most hops that hold whatever the true dates are; then the one whose ids come
first. Weights make no difference: a hop is a hop.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from parknet.analytics.adequacy import Words
from parknet.analytics.evidence import basis_of, citations_of
from parknet.analytics.lens import Lens
from parknet.analytics.network import Network
from parknet.errors import Problem, Refused, Sentence
from parknet.model.records import Alliance, JointAction


@dataclass(frozen=True, slots=True)
class Wording:
    """What a publication (its id) says, in its own words."""

    source: str
    wording: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """An alliance or joint action that makes a hop: `kind` is its layer, `state` that of the last day, if any."""

    id: str
    kind: str
    name_zh: str
    name_en: str | None
    state: str | None
    sources: tuple[str, ...]
    wordings: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class Hop:
    """One step from a node to a partner (ids); `certain`: one of its alliances holds whatever the true dates are."""

    source: str
    target: str
    certain: bool
    alliances: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class CooperationPath:
    """A shortest way: `length` in hops, None with a `reason` where there is none; `paths` are as short altogether.

    `names` are the Chinese and English names by id, of all nodes on the way and of the two that were asked for.
    """

    one: str
    other: str
    length: int | None
    paths: int
    hops: tuple[Hop, ...]
    names: Mapping[str, tuple[str, str | None]]
    reason: Words


NO_WAY: Words = ("所选范围内没有一串合作把两者相连。", "Within the lens no chain of cooperation joins the two.")

_NO_PARTNERS: Mapping[str, Sentence] = {
    "bipartite": Sentence(
        "On a bipartite network a tie leads to an alliance, not to a partner.",
        "二模网络中的合作通向合作关系，而不是合作者。",
    ),
    "incidence": Sentence("Lists of members draw no ties.", "成员名单不连成网络。"),
}


def without_partners(lens: Lens) -> list[Problem]:
    """What is wrong with a projection that ties nobody to a partner, where partners are asked for."""
    if lens.projection not in _NO_PARTNERS:
        return []
    remedy = Sentence("Use the projection clique or shared.", "请改用“两两相连”或“按人数折算”。")
    return [Problem("projection", "projection", lens.projection, _NO_PARTNERS[lens.projection], remedy)]


def cooperation_path(network: Network, one: str, other: str) -> CooperationPath:
    """The shortest way from one node to another (ids).

    Raises Refused for an id that is no node of the network, and on a projection without partners.
    """
    check_ends(network, one, other)
    ids = network.nodes.id
    start, goal = ids.index(one), ids.index(other)
    paths, way = _shortest(network, start, goal)
    hops = tuple(_hop(network, a, b) for a, b in pairwise(way))
    names = {ids[n]: (network.nodes.name_zh[n], network.nodes.name_en[n]) for n in (way or [start, goal])}
    return CooperationPath(one, other, len(hops) if way else None, paths, hops, names, ("", "") if way else NO_WAY)


def check_ends(network: Network, one: str, other: str) -> None:
    """Raise Refused as `cooperation_path` does."""
    problems = without_partners(network.lens)
    for place, id_ in (("from", one), ("to", other)):
        if id_ not in network.nodes.id:
            cause = Sentence("It is no node of the network through this lens.", "所选范围内没有这个节点。")
            remedy = Sentence("Name another one, or widen the lens.", "请换一个，或放宽范围。")
            problems.append(Problem("path", place, id_, cause, remedy))
    if problems:
        raise Refused(problems)


def _shortest(network: Network, start: int, goal: int) -> tuple[int, list[int]]:
    """How many shortest ways there are, and the nodes of the one chosen; 0 and none where there is none."""
    far = _distances(network, start, goal)
    if start not in far:
        return 0, []
    levels, ways = [[start]], {start: 1}
    while levels[-1] != [goal]:
        onward: dict[int, int] = {}
        for node in levels[-1]:
            for partner in _nearer(network, node, far):
                onward[partner] = onward.get(partner, 0) + ways[node]
        levels.append(sorted(onward))
        ways = onward
    doubtful = _doubtful(network)
    best, then = {goal: 0}, {goal: goal}
    for level in levels[-2::-1]:
        for node in level:
            then[node] = min(
                _nearer(network, node, far), key=lambda partner: ((node, partner) in doubtful) + best[partner]
            )
            best[node] = ((node, then[node]) in doubtful) + best[then[node]]
    way = [start]
    while way[-1] != goal:
        way.append(then[way[-1]])
    return ways[goal], way


def _distances(network: Network, start: int, goal: int) -> dict[int, int]:
    """Hops to the goal, of the nodes that are no farther from it than the start."""
    far, level = {goal: 0}, [goal]
    while level and start not in far:
        found = []
        for node in level:
            for partner in _partners(network, node):
                if partner not in far:
                    far[partner] = far[node] + 1
                    found.append(partner)
        level = found
    return far


def _partners(network: Network, node: int) -> Sequence[int]:
    found: list[int] = network.indices[network.indptr[node] : network.indptr[node + 1]].tolist()
    return found


def _nearer(network: Network, node: int, far: Mapping[int, int]) -> list[int]:
    """The partners one hop nearer to the goal, ascending."""
    return [partner for partner in _partners(network, node) if far.get(partner) == far[node] - 1]


def _doubtful(network: Network) -> set[tuple[int, int]]:
    """The ties, both ways, that hold only if the dates allow it."""
    ties = network.ties
    unsure = np.flatnonzero(~np.array(ties.certain, dtype=np.bool_))
    pairs = list(zip(ties.source[unsure].tolist(), ties.target[unsure].tolist(), strict=True))
    return {*pairs, *((target, source) for source, target in pairs)}


def _hop(network: Network, one: int, other: int) -> Hop:
    ties, ids = network.ties, network.nodes.id
    tie = int(np.flatnonzero((ties.source == min(one, other)) & (ties.target == max(one, other)))[0])
    alliances = tuple(_evidence(network, network.drawn[id_]) for id_ in ties.alliances[tie])
    return Hop(ids[one], ids[other], ties.certain[tie], alliances)


def _evidence(network: Network, record: Alliance | JointAction) -> Evidence:
    basis = basis_of(record, network.lens.window.last)
    worded = dict.fromkeys((citation.to, citation.wording) for citation in citations_of(record) if citation.wording)
    return Evidence(
        id=record.id,
        kind=record.kind if isinstance(record, Alliance) else "joint-action",
        name_zh=record.name_zh,
        name_en=record.name_en,
        state=basis.states[0] or None,
        sources=tuple(sorted(basis.confidence)),
        wordings=tuple(Wording(source, wording) for source, wording in worded if wording),
    )
