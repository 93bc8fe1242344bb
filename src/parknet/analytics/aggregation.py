"""Nodes merged into the groups that they belong to: cities, provinces, macro-regions or sectors.

The groups are what the shown nodes belong to: a city is the prefecture or the municipality (Hong Kong and Macao too)
that a node lies in, and stands for it with its own record, as a province does; a region is `region-` and a sector
`sector-` with the word of the vocabulary. A node that lies in several places counts with the first by id, as in
`reach`; a park of several sectors counts in each. A node whose group is not known is in none, and is counted as
`ungrouped`.

A tie is between two groups when two different members of one alliance stand in them; each alliance weighs once, however
many of its members are on either side. What lies within one group is no tie of it with itself: `within` is what the
alliances with two members or more in the group weigh. An alliance of whose members fewer than two are in a known group
is left out as `group-unknown`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import combinations, islice

from parknet.analytics.lens import WORDS
from parknet.analytics.places import NOWHERE, Place
from parknet.analytics.reach import region
from parknet.analytics.selection import Node, Selection, Tie
from parknet.model.records import City, Park
from parknet.model.snapshot import Snapshot

MUNICIPALITIES = frozenset({"110000", "120000", "310000", "500000", "810000", "820000"})
"""Divisions of the grade of a province that are a city each, Hong Kong and Macao among them."""


@dataclass(frozen=True, slots=True)
class Group:
    """A region or sector that stands for its members; `word` is that of the vocabulary."""

    id: str
    label: str
    word: str
    name_zh: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Merged:
    """A selection whose nodes are groups, sorted by id, with the ties that join them.

    `apart` has by id of a tie the pairs of groups that one member alone stands in, which it therefore does not join.
    `size` is the number of nodes merged and `within` the weight of what lies inside, by id of the group; `ungrouped`
    are the ids of the nodes whose group is not known.
    """

    selection: Selection
    groups: tuple[City | Group, ...]
    apart: dict[str, set[tuple[str, str]]]
    size: dict[str, int]
    within: dict[str, float]
    ungrouped: tuple[str, ...]


def merged(snapshot: Snapshot, chosen: Selection, by: str) -> Merged:
    """The selection with its nodes merged by a word of `aggregate` other than none."""
    groups = {node.id: _GROUPS[by](node, chosen.places.get(node.id, NOWHERE)) for node in chosen.nodes}
    size: dict[str, int] = {}
    for ids in groups.values():
        for id_ in ids:
            size[id_] = size.get(id_, 0) + 1
    within = dict.fromkeys(size, 0.0)
    apart: dict[str, set[tuple[str, str]]] = {}
    ties, left = [], {reason: list(ids) for reason, ids in chosen.left_out.items()}
    for tie in chosen.ties:
        standing = _standing(tie, groups)
        if sum(1 for id_ in tie.members if groups[id_]) < 2:
            if tie.id not in left["year-unknown"]:
                left["group-unknown"].append(tie.id)
            continue
        for id_, members in standing.items():
            if len(members) > 1:
                within[id_] += tie.amount
        if found := _apart(standing):
            apart[tie.id] = found
        ties.append(replace(tie, members=tuple(standing)))
    reasons = {reason: tuple(sorted(ids)) for reason, ids in left.items()}
    selection = replace(chosen, nodes=(), ties=tuple(ties), levels={}, left_out=reasons)
    records = tuple(_record(snapshot, id_) for id_ in sorted(size))
    return Merged(selection, records, apart, size, within, tuple(sorted(id_ for id_, ids in groups.items() if not ids)))


def _standing(tie: Tie, groups: dict[str, tuple[str, ...]]) -> dict[str, list[str]]:
    """The groups of a tie in order of id, each with its members among those of the tie."""
    found: dict[str, list[str]] = {}
    for member in tie.members:
        for id_ in groups[member]:
            found.setdefault(id_, []).append(member)
    return {id_: found[id_] for id_ in sorted(found)}


def _apart(standing: dict[str, list[str]]) -> set[tuple[str, str]]:
    alone = [id_ for id_, members in standing.items() if len(members) == 1]
    return {pair for pair in combinations(alone, 2) if standing[pair[0]] == standing[pair[1]]}


def _city(node: Node, place: Place) -> tuple[str, ...]:
    cities = (city.id for city in place.cities if city.grade == "prefecture" or city.adcode in MUNICIPALITIES)
    return tuple(islice(cities, 1))


def _province(node: Node, place: Place) -> tuple[str, ...]:
    return tuple(city.id for city in place.of_grade("province")[:1])


def _region(node: Node, place: Place) -> tuple[str, ...]:
    word = region(place)
    return (f"region-{word}",) if word else ()


def _sector(node: Node, place: Place) -> tuple[str, ...]:
    return tuple(f"sector-{word}" for word in node.sectors) if isinstance(node, Park) else ()


_GROUPS: dict[str, Callable[[Node, Place], tuple[str, ...]]] = {
    "city": _city,
    "province": _province,
    "region": _region,
    "sector": _sector,
}
"""The ids of the groups of a node, by the words of `aggregate`."""


def _record(snapshot: Snapshot, id_: str) -> City | Group:
    record = snapshot.get(id_)
    if isinstance(record, City):
        return record
    kind, _, word = id_.partition("-")
    zh, en = WORDS[kind][word]
    return Group(id_, kind.capitalize(), word, zh, en)
