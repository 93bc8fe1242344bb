"""How a client draws any lens from the columns of the network without filters: the reference of the page's own filter.

It reads columns alone, never records; `test_narrowing.py` compares it with the network that the lens itself gives.
"""

from collections.abc import Iterable
from itertools import combinations
from typing import Any

from parknet.analytics.lens import JOINT_ACTION, WORDS, Lens
from parknet.analytics.selection import LEFT_OUT

Row = dict[str, Any]
Tie = tuple[Row, list[int]]
"""An alliance, and the positions of its members that are shown."""

LAYERS = tuple(WORDS["layers"])
LABELS = {"park": "Park", "organisation": "Organisation", "city": "City"}


def wide(lens: Lens) -> Lens:
    """The lens without filters that has the same `at`, `sure` and `state`."""
    return Lens(at=lens.at, sure=lens.sure, state=lens.state, layers=LAYERS, nodes=tuple(WORDS["nodes"]))


def rows(columns: dict[str, list[Any]]) -> list[Row]:
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def narrowed(full: dict[str, Any], lens: Lens) -> dict[str, Any]:
    """Ids of the nodes, ties, their projection, and what is left out, as the lens shows them."""
    nodes, alliances, wanted = rows(full["nodes"]), rows(full["alliances"]), set(lens.programme)
    for alliance in alliances:
        days = full["dates"].get(alliance["since"], (None,) * 4)[2:]
        alliance |= dict(zip(("earliest", "latest"), days, strict=True))
    asked = [a for a in alliances if a["kind"] in lens.layers and (not wanted or wanted & set(a["under"]))]
    parties = {n for a in asked for n in a["members"]}
    kept = {
        n
        for n, node in enumerate(nodes)
        if (not wanted or n in parties or wanted & set(node["programmes"])) and passes(node, lens)
    }
    left: dict[str, list[str]] = {reason: [] for reason in LEFT_OUT}
    ties: list[Tie] = []
    for alliance in asked:
        if in_class(alliance, lens):
            reason, members = alliance["reason"], [n for n in alliance["members"] if n in kept]
            members = [n for n in members if n not in alliance["absent"]]
            if reason in (None, "year-unknown") and len(members) < 2:
                reason = "members-not-shown"
            weight = weighs(alliance, lens)
            if reason is None and not weight:
                reason = "weight-unknown"
            if reason:
                left[reason].append(alliance["id"])
            if reason is None or (reason == "year-unknown" and lens.sure == "possible" and weight):
                ties.append((alliance | {"share": weight}, members))
    kept, ties = by_ties(nodes, lens, kept, ties, left)
    return {
        "nodes": [nodes[n]["id"] for n in sorted(kept)],
        "ties": [(a["id"], a["kind"], tuple(nodes[n]["id"] for n in members), a["certain"]) for a, members in ties],
        "pairs": pairs({n: k for k, n in enumerate(sorted(kept))}, ties),
        "left_out": {reason: sorted(ids) for reason, ids in left.items()},
    }


def by_ties(
    nodes: list[Row], lens: Lens, kept: set[int], ties: list[Tie], left: dict[str, list[str]]
) -> tuple[set[int], list[Tie]]:
    """Who is kept for what ties it has."""
    if lens.min:
        kept, ties = among(with_partners(lens.min, kept, ties), ties, left)
    if lens.ego:
        egos = {n for n in kept if nodes[n]["id"] in lens.ego}
        kept, ties = among(reached(egos, int(lens.depth), ties), ties, left)
    if lens.component == "largest":
        parts = [reached({n}, len(kept), ties) for n in sorted(kept)]
        kept, ties = among(max(parts, key=len, default=set()), ties, left)
    return kept, ties


def passes(node: Row, lens: Lens) -> bool:
    park = node["label"] == "Park"
    found = {
        "level": [node["level"] or "none"] if park else [],
        "province": node["provinces"],
        "region": node["regions"],
        "sector": node["sectors"] if park else [],
        "cluster": node["clusters"],
        "river": node["rivers"],
    }
    chosen = all(not getattr(lens, part) or set(getattr(lens, part)) & set(words) for part, words in found.items())
    return node["label"] in [LABELS[word] for word in lens.nodes] and chosen


def in_class(alliance: Row, lens: Lens) -> bool:
    """Whether its parties and their reach are asked for; what has fewer than two named has neither, and passes."""
    if alliance["named"] < 2:
        return True
    return all(
        not asked or alliance[part] in asked for part, asked in (("parties", lens.parties), ("reach", lens.reach))
    )


def weighs(alliance: Row, lens: Lens) -> float | None:
    own = {"count": 1.0, "actions": float(alliance["kind"] == JOINT_ACTION)}
    found: float | None = own[lens.weight] if lens.weight in own else alliance[lens.weight]
    return found


def with_partners(least: int, kept: set[int], ties: list[Tie]) -> set[int]:
    partners: dict[int, set[int]] = {n: set() for n in kept}
    for _, members in ties:
        for n in members:
            partners[n].update(members)
    return {n for n, others in partners.items() if len(others) - 1 >= least}


def reached(start: set[int], depth: int, ties: list[Tie]) -> set[int]:
    found = set(start)
    for _ in range(depth):
        found |= {n for _, members in ties if found & set(members) for n in members}
    return found


def among(kept: set[int], ties: list[Tie], left: dict[str, list[str]]) -> tuple[set[int], list[Tie]]:
    shown = [(alliance, [n for n in members if n in kept]) for alliance, members in ties]
    gone = [alliance for alliance, members in shown if len(members) < 2]
    left["members-not-shown"] += [a["id"] for a in gone if a["reason"] != "year-unknown"]
    return kept, [(alliance, members) for alliance, members in shown if len(members) > 1]


def added(shares: Iterable[float]) -> float:
    total = 0.0
    for share in shares:
        total += share
    return total


def pairs(at: dict[int, int], ties: Iterable[Tie]) -> dict[str, list[Any]]:
    """The ties among every two members, as the columns of the network."""
    shared: dict[tuple[int, int], list[Row]] = {}
    for alliance, members in ties:
        for source, target in combinations(members, 2):
            shared.setdefault((at[source], at[target]), []).append(alliance)
    ends = sorted(shared)
    every = [shared[end] for end in ends]
    return {
        "source": [source for source, _ in ends],
        "target": [target for _, target in ends],
        "weight": [added(a["share"] for a in found) for found in every],
        "layers": [[layer for layer in LAYERS if layer in {a["kind"] for a in found}] for found in every],
        "layer_weights": [
            [added(a["share"] for a in found if a["kind"] == k) for k in LAYERS if k in {a["kind"] for a in found}]
            for found in every
        ],
        "shares": [[a["share"] for a in found] for found in every],
        "alliances": [[a["id"] for a in found] for found in every],
        "earliest": [min(days) if all(days := [a["earliest"] for a in found]) else None for found in every],
        "latest": [min((a["latest"] for a in found if a["latest"]), default=None) for found in every],
        "certain": [any(a["certain"] for a in found) for found in every],
    }
