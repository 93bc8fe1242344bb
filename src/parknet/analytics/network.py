"""The network that a snapshot is when seen through a lens: columns of nodes and ties, and CSR arrays.

Nodes are sorted by id, ties by (source, target) with source before target, so that nothing computed from a network
depends on the order in which records were written: a seed alone does not make communities repeatable.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from operator import attrgetter
from typing import Any, NamedTuple

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from parknet.analytics.aggregation import Group, Merged, merged
from parknet.analytics.evidence import Evidence, evidence
from parknet.analytics.lens import WORDS, Lens
from parknet.analytics.places import NOWHERE, Place
from parknet.analytics.reach import provinces, region
from parknet.analytics.selection import Node, Selection, Tie, select
from parknet.model import edtf
from parknet.model.kinds import kind_of
from parknet.model.records import Alliance, City, JointAction, Park
from parknet.model.snapshot import Snapshot

_LAYERS = tuple(WORDS["layers"])


@dataclass(frozen=True, slots=True, eq=False)
class Nodes:
    """Columns of the nodes, sorted by id; None where unknown or meaningless.

    `label` is the record's kind (Park, Organisation, City; Alliance and JointAction in a bipartite network), `kind`
    its sub-kind, `city` the id of its division, `province` and `region` the code and macro-region, `level` the rank
    of the derived level, `lon` and `lat` degrees with `precision` saying what the point is of.

    Of merged nodes (`aggregation`) each row is a group, a City, a Region or a Sector: `size` is the number of nodes
    merged, `within` the weight of what lies inside it. Both are None where nothing is merged.
    """

    id: tuple[str, ...]
    label: tuple[str, ...]
    kind: tuple[str | None, ...]
    name_zh: tuple[str, ...]
    name_en: tuple[str | None, ...]
    city: tuple[str | None, ...]
    province: tuple[str | None, ...]
    region: tuple[str | None, ...]
    level: tuple[str | None, ...]
    sectors: tuple[tuple[str, ...], ...]
    lon: tuple[float | None, ...]
    lat: tuple[float | None, ...]
    precision: tuple[str | None, ...]
    size: tuple[int | None, ...]
    within: tuple[float | None, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Ties:
    """Columns of the ties, sorted by (source, target), which are positions in the nodes, source < target.

    `alliances` are the ids of the alliances and actions that both share, `shares` what each of them adds to `weight`,
    which is their sum: clique and bipartite: what it weighs (1, or as the lens says, see `analytics.weight`); shared:
    1/(k-1) of that, where k counts the members, or groups, of each that the lens shows. `layers` are their kinds and
    `layer_weights` the sum of each. The tie began between the days `earliest` and `latest` (ISO, None: unbounded);
    `certain`: one of them at least holds whatever the true dates are.
    """

    source: NDArray[np.int32]
    target: NDArray[np.int32]
    weight: NDArray[np.float64]
    layers: tuple[tuple[str, ...], ...]
    layer_weights: tuple[tuple[float, ...], ...]
    alliances: tuple[tuple[str, ...], ...]
    shares: tuple[tuple[float, ...], ...]
    earliest: tuple[str | None, ...]
    latest: tuple[str | None, ...]
    certain: tuple[bool, ...]


@dataclass(frozen=True, eq=False)
class Network:
    """A snapshot (by its digest) through a resolved lens; `synthetic`: it is made up, and says so wherever it shows.

    `indptr`, `indices`, `weights` are the symmetric adjacency in compressed rows, columns ascending. `left_out` holds
    the ids of ties that are asked for but not drawn, by the words of `selection.LEFT_OUT`. `places` are those of all
    parks, organisations and divisions, drawn or not. `drawn` are the alliances and joint actions of the ties, by id,
    `members` the positions of the nodes that each joins, ascending, and `amounts` what each weighs: what every
    projection is made from. `ungrouped` are the ids of the nodes that are in no group where nodes are merged.
    """

    digest: str
    lens: Lens
    nodes: Nodes
    ties: Ties
    indptr: NDArray[np.int32]
    indices: NDArray[np.int32]
    weights: NDArray[np.float64]
    left_out: dict[str, tuple[str, ...]]
    synthetic: bool
    places: Mapping[str, Place]
    drawn: Mapping[str, Alliance | JointAction]
    members: Mapping[str, tuple[int, ...]]
    amounts: Mapping[str, float]
    ungrouped: tuple[str, ...] = ()

    @cached_property
    def evidence(self) -> Evidence:
        """What each tie rests on: sources, confidence, states, ends and wording."""
        return evidence(self.drawn, self.ties.alliances, self.lens.window.last)

    @property
    def year_unknown(self) -> tuple[str, ...]:
        """Ids of the ties without a year that pass all else (drawn only when `sure` is possible)."""
        return self.left_out["year-unknown"]

    def rows(self, among: NDArray[np.intp]) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float64]]:
        """The compressed rows of some of the nodes among themselves; `among` are their positions, ascending."""
        place = np.full(len(self.nodes.id), -1, dtype=np.int32)
        place[among] = np.arange(len(among), dtype=np.int32)
        source, target = place[self.ties.source], place[self.ties.target]
        inside = (source >= 0) & (target >= 0)
        return rows_of(len(among), source[inside], target[inside], self.ties.weight[inside])

    def to_networkx(self) -> "nx.Graph[str]":
        """A NetworkX graph by id, with the columns as attributes; None is left out, several words are joined by |."""
        graph: nx.Graph[str] = nx.Graph(digest=self.digest, lens=self.lens.canonical(), synthetic=self.synthetic)
        names = [name for name in Nodes.__slots__ if name != "id"]
        columns = [getattr(self.nodes, name) for name in names]
        for id_, *values in zip(self.nodes.id, *columns, strict=True):
            graph.add_node(id_, **_attributes(names, values))
        names = [name for name in Ties.__slots__ if name not in ("source", "target", "weight")]
        columns = [getattr(self.ties, name) for name in names]
        found = self.evidence
        columns += [getattr(found, name) for name in Evidence.__slots__]
        names += Evidence.__slots__
        ends = (self.ties.source.tolist(), self.ties.target.tolist(), self.ties.weight.tolist())
        for source, target, weight, *values in zip(*ends, *columns, strict=True):
            graph.add_edge(self.nodes.id[source], self.nodes.id[target], weight=weight, **_attributes(names, values))
        return graph


def _attributes(names: list[str], values: list[object]) -> dict[str, object]:
    pairs = (
        (name, "|".join(map(str, value)) if isinstance(value, tuple) else value)
        for name, value in zip(names, values, strict=True)
    )
    return {name: value for name, value in pairs if value is not None and value != ""}


def build(snapshot: Snapshot, lens: Lens) -> Network:
    """The network of a snapshot through a resolved lens; ValueError when the lens has no day."""
    chosen = select(snapshot, lens)
    groups = merged(snapshot, chosen, lens.aggregate) if lens.aggregate != "none" else None
    if groups:
        chosen = groups.selection
    drawn = _drawn(snapshot, chosen)
    nodes = _nodes(chosen, drawn if lens.projection == "bipartite" else {}, groups)
    at = {id_: n for n, id_ in enumerate(nodes.id)}
    shared: dict[tuple[int, int], list[Tie]] = {}
    for tie in chosen.ties:
        for pair in _pairs(tie, at, lens.projection, groups.apart.get(tie.id) if groups else None):
            shared.setdefault(pair, []).append(tie)
    ties = _ties(shared, divided=lens.projection == "shared")
    indptr, indices, weights = rows_of(len(nodes.id), ties.source, ties.target, ties.weight)
    return Network(
        digest=snapshot.digest,
        lens=lens,
        nodes=nodes,
        ties=ties,
        indptr=indptr,
        indices=indices,
        weights=weights,
        left_out=chosen.left_out,
        synthetic=snapshot.synthetic,
        places=chosen.places,
        drawn=drawn,
        members={tie.id: tuple(sorted(at[id_] for id_ in tie.members)) for tie in chosen.ties},
        amounts={tie.id: tie.amount for tie in chosen.ties},
        ungrouped=groups.ungrouped if groups else (),
    )


def _drawn(snapshot: Snapshot, chosen: Selection) -> dict[str, Alliance | JointAction]:
    records = (snapshot.get(tie.id) for tie in chosen.ties)
    return {record.id: record for record in records if isinstance(record, Alliance | JointAction)}


def _pairs(
    tie: Tie, at: dict[str, int], projection: str, apart: set[tuple[str, str]] | None
) -> Iterable[tuple[int, int]]:
    if projection == "incidence":
        return ()
    if apart:
        kept = (pair for pair in combinations(sorted(tie.members), 2) if pair not in apart)
        return ((at[one], at[other]) for one, other in kept)
    members = sorted(at[id_] for id_ in tie.members)
    if projection == "bipartite":
        n = at[tie.id]
        return ((min(m, n), max(m, n)) for m in members)
    return combinations(members, 2)


def _nodes(chosen: Selection, alliances: Mapping[str, Alliance | JointAction], groups: Merged | None) -> Nodes:
    """The columns of the nodes: what is chosen and the alliances, or the groups."""
    records: dict[str, Node | Alliance | JointAction | Group] = {n.id: n for n in chosen.nodes}
    records |= alliances
    records |= {group.id: group for group in groups.groups} if groups else {}
    ids = tuple(sorted(records))
    every = [records[id_] for id_ in ids]
    where = [chosen.places.get(id_, NOWHERE) for id_ in ids]
    return Nodes(
        id=ids,
        label=tuple(r.label if isinstance(r, Group) else kind_of(r.id).label for r in every),
        kind=tuple(r.grade if isinstance(r, City) else getattr(r, "kind", None) for r in every),
        name_zh=tuple(r.name_zh for r in every),
        name_en=tuple(r.name_en for r in every),
        city=tuple(p.cities[0].id if p.cities else None for p in where),
        province=tuple(next(iter(provinces(p)), None) for p in where),
        region=tuple(_word(r, "Region") or region(p) for r, p in zip(every, where, strict=True)),
        level=tuple(chosen.levels.get(id_) for id_ in ids),
        sectors=tuple(r.sectors if isinstance(r, Park) else tuple(filter(None, [_word(r, "Sector")])) for r in every),
        lon=tuple(p.point.lon if p.point else None for p in where),
        lat=tuple(p.point.lat if p.point else None for p in where),
        precision=tuple(p.point.precision if p.point else None for p in where),
        size=tuple(groups.size[id_] if groups else None for id_ in ids),
        within=tuple(groups.within[id_] if groups else None for id_ in ids),
    )


def _word(record: object, label: str) -> str | None:
    """The word of a group of that label; None for any other record."""
    return record.word if isinstance(record, Group) and record.label == label else None


class _Made(NamedTuple):
    """What the columns say of a tie, by the alliances that make it."""

    layers: tuple[str, ...]
    layer_weights: tuple[float, ...]
    alliances: tuple[str, ...]
    shares: tuple[float, ...]
    earliest: str | None
    latest: str | None
    certain: bool


def _ties(shared: dict[tuple[int, int], list[Tie]], *, divided: bool) -> Ties:
    """Equal values are kept once: a group of many makes many ties, and most alliances weigh alike."""
    pairs = sorted(shared)
    once: dict[object, Any] = {}
    made: dict[tuple[str, ...], _Made] = {}
    for ties in shared.values():
        ids = tuple(tie.id for tie in ties)
        if ids not in made:
            made[ids] = _Made._make(once.setdefault(value, value) for value in _made(ids, ties, divided))
    every = [made[tuple(tie.id for tie in shared[pair])] for pair in pairs]
    columns: Any = zip(_Made._fields, zip(*every, strict=True) if every else ((),) * len(_Made._fields), strict=True)
    return Ties(
        source=np.array([source for source, _ in pairs], dtype=np.int32),
        target=np.array([target for _, target in pairs], dtype=np.int32),
        weight=np.array([_sum(one.shares) for one in every], dtype=np.float64),
        **dict(columns),
    )


def _made(ids: tuple[str, ...], ties: list[Tie], divided: bool) -> _Made:
    shares = tuple(map(_divided if divided else attrgetter("amount"), ties))
    layers = tuple(sorted({tie.layer for tie in ties}, key=_LAYERS.index))
    return _Made(
        layers,
        tuple(_sum(part for part, tie in zip(shares, ties, strict=True) if tie.layer == layer) for layer in layers),
        ids,
        shares,
        *_start(ties),
        any(tie.certain for tie in ties),
    )


def _divided(tie: Tie) -> float:
    return tie.amount / (len(tie.members) - 1)


def _sum(shares: Iterable[float]) -> float:
    """Added in their order and rounded at each step, as `numpy.bincount` adds (Python's own sum is compensated)."""
    total = 0.0
    for share in shares:
        total += share
    return total


def _start(ties: list[Tie]) -> tuple[str | None, str | None]:
    """The first and the last possible day on which the first of the ties began."""
    dates = [edtf.parse(tie.since) if tie.since else None for tie in ties]
    earliest = [d.earliest if d else None for d in dates]
    latest = [d.latest for d in dates if d and d.latest]
    known = [day for day in earliest if day]
    return (
        min(known).isoformat() if len(known) == len(ties) else None,
        min(latest).isoformat() if latest else None,
    )


def rows_of(
    size: int, source: NDArray[np.int32], target: NDArray[np.int32], weight: NDArray[np.float64]
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float64]]:
    """The symmetric adjacency in compressed rows, columns ascending, of ties that weigh more than nothing."""
    from scipy.sparse import csr_array

    place = source.astype(np.int64) * size + target
    if (place[1:] < place[:-1]).any():  # exchanged at random
        order = np.argsort(place)
        source, target, weight = source[order], target[order], weight[order]
    indptr = np.zeros(size + 1, dtype=np.int32)
    np.cumsum(np.bincount(source, minlength=size), out=indptr[1:])
    above = csr_array((weight, target, indptr), shape=(size, size))
    found = above + above.T.tocsr()
    return found.indptr, found.indices, found.data
