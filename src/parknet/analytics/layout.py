"""One stable layout per snapshot: where each record stands on the globe and in the picture of the network.

The network layout is a pure function of the unfiltered snapshot: everybody who ever was a party with anybody, begun or
not, in any year and layer, so that a filter or a slider moves nothing. Each component is laid out by itself (a clique
as a regular polygon, a small one by stress, a large one by forces: `forces`), then they are packed in rows, largest
first, with those without a tie in a block of their own underneath or beside.
"""

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from parknet.analytics.places import Place
from parknet.analytics.reach import parties, places, provinces
from parknet.model.records import Alliance, JointAction
from parknet.model.snapshot import Snapshot

if TYPE_CHECKING:  # scipy is slow to import: only who lays out waits for it
    from scipy.sparse import csr_array

Points = NDArray[np.float64]
Corners = list[tuple[float, float]]

SIZE = 1000.0
"""The longer side of the network layout."""
LARGE = 250
"""Components with more nodes are laid out by forces: stress needs all pairs of nodes."""
STAR = 12
"""Alliances with more members pull at their common centre instead of every two at each other."""
GAP = 0.9
"""Room around a component, in lengths of a tie."""
BROAD = 1.3
"""Width against height of the window that the picture is to fill."""
WAYS = 16
"""Widths that are tried."""
SPACING = 0.55
"""Distance in the block of those without a tie."""


@dataclass(frozen=True)
class Layouts:
    """Positions by record id.

    `network` has every park, organisation and division, and every alliance and joint action at the mean of its
    parties: (x, y) from 0 to SIZE, y downwards. `geographic` has those with a known point: (longitude, latitude) in
    degrees; `precision` says what that is the point of.
    """

    digest: str
    network: dict[str, tuple[float, float]]
    geographic: dict[str, tuple[float, float]]
    precision: dict[str, str]


def layouts(snapshot: Snapshot, seed: int = 1) -> Layouts:
    """Both layouts of a snapshot; the same for equal digests and seeds."""
    where = places(snapshot)
    known = {id_: place.point for id_, place in sorted(where.items()) if place.point}
    return Layouts(
        digest=snapshot.digest,
        network=_network(snapshot, where, seed),
        geographic={id_: (point.lon, point.lat) for id_, point in known.items()},
        precision={id_: point.precision for id_, point in known.items() if point.precision},
    )


def _network(snapshot: Snapshot, where: dict[str, Place], seed: int) -> dict[str, tuple[float, float]]:
    ids = sorted(where, key=lambda id_: (id_.startswith("city-"), provinces(where[id_])[:1] or ("9",), id_))
    at = {id_: n for n, id_ in enumerate(ids)}
    ties: list[Alliance | JointAction] = [*snapshot.all(Alliance), *snapshot.all(JointAction)]
    groups = {tie.id: [at[id_] for id_, _ in parties(snapshot, tie)] for tie in ties}
    graph = _graph(len(ids), list(groups.values()))
    points = _packed(_components(graph, len(ids), seed), len(ids))
    placed = {id_: (float(x), float(y)) for id_, (x, y) in zip(ids, points.round(2), strict=True)}
    for id_, members in groups.items():
        if members:
            x, y = points[members].mean(axis=0).round(2)
            placed[id_] = (float(x), float(y))
    return placed


def _graph(size: int, groups: list[list[int]]) -> "csr_array":
    """Who was a party with whom, as a symmetric matrix of ones; a large alliance adds its centre as one more node."""
    from scipy.sparse import csr_array

    pairs: set[tuple[int, int]] = set()
    for members in groups:
        if len(members) > STAR:
            pairs.update((member, size) for member in members)
            size += 1
        else:
            pairs.update(combinations(sorted(members), 2))
    ends = np.array(sorted(pairs), dtype=np.int32).reshape(-1, 2)
    row, column = np.concatenate([ends, ends[:, ::-1]]).T
    return csr_array((np.ones(len(row)), (row, column)), shape=(size, size))


def _components(graph: "csr_array", size: int, seed: int) -> list[tuple[NDArray[np.intp], Points]]:
    """The components with ties, largest first: positions of their nodes (below `size`: no centres) and points."""
    from scipy.sparse.csgraph import connected_components

    _, label = connected_components(graph, directed=False)
    order = np.argsort(label, kind="stable")
    groups = [nodes for nodes in np.split(order, np.cumsum(np.bincount(label))[:-1]) if len(nodes) > 1]
    found = []
    for nodes in sorted(groups, key=lambda nodes: (-len(nodes), nodes[0])):
        points = _one(graph[nodes][:, nodes], seed)
        real = nodes < size
        found.append((nodes[real], points[real]))
    return found


def _one(graph: "csr_array", seed: int) -> Points:
    from parknet.analytics.forces import by_forces, by_stress

    n = graph.shape[0]
    if graph.nnz == n * (n - 1):
        return _polygon(n)
    return by_stress(graph) if n <= LARGE else by_forces(graph, seed)


def _polygon(n: int) -> Points:
    """A regular polygon with sides of length 1 that stands on a side; two nodes lie beside each other."""
    angle = np.pi / 2 + np.pi / n + 2 * np.pi * np.arange(n) / n
    if n == 2:
        angle = np.array([np.pi, 0.0])
    points: Points = np.column_stack([np.cos(angle), np.sin(angle)]) / (2 * np.sin(np.pi / n))
    return points


def _packed(components: list[tuple[NDArray[np.intp], Points]], size: int) -> Points:
    """All points in one picture: the components in rows of boxes, the rest in a block; longest side SIZE."""
    boxes = [np.ptp(points, axis=0) + GAP for _, points in components]
    alone = np.ones(size, dtype=bool)
    for nodes, _ in components:
        alone[nodes] = False
    single = np.flatnonzero(alone)
    corners, (left, top), columns = _sheet(boxes, len(single))
    points = np.zeros((size, 2))
    for (nodes, own), corner in zip(components, corners, strict=True):
        points[nodes] = own - own.min(axis=0) + np.array(corner) + GAP / 2
    rank = np.arange(len(single))
    points[single, 0] = left + GAP / 2 + rank % columns * SPACING
    points[single, 1] = top + GAP / 2 + rank // columns * SPACING
    points -= points.min(axis=0, initial=np.inf)
    points *= SIZE / max(points.max(initial=0.0), 1e-9)
    return points


def _sheet(boxes: list[Points], alone: int) -> tuple[Corners, tuple[float, float], int]:
    """Corners of the boxes, and corner and columns of the block of those alone.

    Of some ways that which is drawn largest, with those alone and without them: many lenses leave them out.
    """
    area = sum(float(box.prod()) for box in boxes) + alone * SPACING**2
    least = max([np.sqrt(area), *(float(box[0]) for box in boxes)])
    ways: list[tuple[float, int, Corners, tuple[float, float], int]] = []
    for width in least * 1.05 ** np.arange(WAYS):
        corners, height = _rows(boxes, width)
        right = max((x + float(box[0]) for (x, _), box in zip(corners, boxes, strict=True)), default=0.0)
        underneath = (0.0, height, max(int((width - GAP) / SPACING) + 1, 1))
        beside = (right, 0.0, max(int(np.ceil(alone / max(height / SPACING, 1))), 1))
        for left, top, columns in (underneath, beside):
            across = max(right, left + min(alone, columns) * SPACING)
            down = max(height, top + np.ceil(alone / columns) * SPACING)
            size = max(across / BROAD, down) * max(right / BROAD, height, SPACING)
            ways.append((size, len(ways), corners, (left, top), columns))
    _, _, corners, corner, columns = min(ways)
    return corners, corner, columns


def _rows(boxes: list[Points], width: float) -> tuple[Corners, float]:
    """Corners of boxes (width, height) in rows of columns that hold as many as fit, and the height of it all."""
    corners = []
    top = bottom = 0.0  # of the row
    left = right = below = 0.0  # of the column, and where it is filled to
    for wide, high in ((float(box[0]), float(box[1])) for box in boxes):
        if not (below + high <= bottom and left + wide <= width):
            if right + wide <= width:
                left, below = right, top
            else:
                left, right, top = 0.0, 0.0, bottom
                below = top
        corners.append((left, below))
        right, below = max(right, left + wide), below + high
        bottom = max(bottom, below)
    return corners, bottom
