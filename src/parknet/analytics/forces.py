"""Two ways to lay out one connected graph in the plane, a tie being about one unit long.

`by_stress` makes distances in the picture follow distances in the graph; exact, for small graphs. `by_forces` lets
ties pull and nodes push each other; the push is summed on a grid, so that a round costs O(n + grid), for large ones.
Both give equal points for equal graphs and seeds. Only plain arithmetic stands inside the rounds.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.fft import irfft2, rfft2
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from parknet.analytics.progress import steps

Points = NDArray[np.float64]

PIVOTS = 24
ROUNDS = 120
STRESS_ROUNDS = 200
KEPT = 0.25
"""Of the differences in thickness between the middle and the rim, the share that stays (as a power)."""
_GOLDEN = 2.399963229728653  # the golden angle in radians


def by_stress(graph: csr_array) -> Points:
    """Points (n, 2) of a connected graph by stress majorization with weights 1/d² (Gansner, Koren, North 2004)."""
    n = graph.shape[0]
    distance = dijkstra(graph, unweighted=True)
    weight = 1 / np.square(distance + np.eye(n)) * (1 - np.eye(n))
    inverse = np.linalg.inv(np.diag(weight.sum(axis=1)) - weight + 1 / n)
    points = _scaled(distance, distance) + _spiral(n, 0.05)
    for _ in steps(range(STRESS_ROUNDS), STRESS_ROUNDS):
        between = np.sqrt(np.square(points[:, None] - points[None]).sum(axis=2))
        pull = -weight * distance / np.where(between > 0, between, np.inf)
        np.fill_diagonal(pull, -pull.sum(axis=1))
        moved = inverse @ (pull @ points)
        done = np.abs(moved - points).max() < 1e-3
        points = moved
        if done:
            break
    return points


def by_forces(graph: csr_array, seed: int) -> Points:
    """Points (n, 2) of a connected graph: forces after Fruchterman and Reingold (1991) from a start by pivots.

    Ties pull with d², nodes push with 1/d² (Hu 2005: a shorter reach than 1/d keeps the rim from being blown out);
    the longest step shrinks to nothing over the rounds. In the end each node has about one square unit.
    """
    n = graph.shape[0]
    ties = graph.tocoo()
    start = _scaled(*_pivots(graph))
    noise = np.random.default_rng(seed).random((n, 2)) - 0.5
    points: Points = start * (np.sqrt(n) / 3 / max(float(start.std()), 1e-9)) + noise
    grid = _Grid(int(2 ** np.clip(np.ceil(np.log2(2 * np.sqrt(n))), 6, 8)))
    for left in steps(range(ROUNDS, 0, -1), ROUNDS):
        across = points[ties.row] - points[ties.col]
        across *= np.sqrt(np.square(across).sum(axis=1))[:, None]
        force = grid.push(points)
        for axis in (0, 1):
            force[:, axis] -= np.bincount(ties.row, across[:, axis], n)
        longest = np.sqrt(n) / 10 * left / ROUNDS
        size = np.sqrt(np.square(force).sum(axis=1)) + 1e-9
        points += force * (np.minimum(size, longest) / size)[:, None]
    return _evened(points)


def _evened(points: Points) -> Points:
    """The points on a disc of n square units: towards the distances from its middle that would fill it evenly.

    Left as they are, a few nodes with one tie each stand so far out that all others look like one.
    """
    n = len(points)
    away = points - np.median(points, axis=0)
    distance = np.sqrt(np.square(away).sum(axis=1)) + 1e-9
    rank = np.argsort(np.argsort(distance, kind="stable"), kind="stable")
    even = np.sqrt((rank + 0.5) / np.pi)
    evened: Points = away * (even / distance * (distance / distance.max() * np.sqrt(n / np.pi) / even) ** KEPT)[:, None]
    return evened


def _pivots(graph: csr_array) -> tuple[Points, Points]:
    """Graph distances from far-apart pivots to all nodes (p, n), and among the pivots (p, p)."""
    chosen = [int(np.argmax(np.diff(graph.indptr)))]
    rows = [dijkstra(graph, unweighted=True, indices=chosen[0])]
    while len(rows) < min(PIVOTS, graph.shape[0]):
        chosen.append(int(np.argmax(np.min(rows, axis=0))))
        rows.append(dijkstra(graph, unweighted=True, indices=chosen[-1]))
    distance = np.array(rows)
    return distance, distance[:, chosen]


def _scaled(distance: Points, among: Points) -> Points:
    """Classical scaling from the distances of pivots (Brandes and Pich 2006); of all nodes: Torgerson's."""
    squared = np.square(distance)
    centred = -0.5 * (squared - squared.mean(axis=0) - np.square(among).mean(axis=1)[:, None] + np.square(among).mean())
    values, vectors = np.linalg.eigh(centred @ centred.T)
    axes = vectors[:, -2:][:, ::-1]
    axes = axes * np.where(np.take_along_axis(axes, np.abs(axes).argmax(axis=0)[None], 0) < 0, -1, 1)
    points: Points = centred.T @ axes / np.sqrt(np.sqrt(np.maximum(values[-2:][::-1], 1e-12)))
    return points


def _spiral(n: int, radius: float) -> Points:
    """Small different offsets: nodes with the same neighbours would start on one point but for rounding errors."""
    turn = np.arange(n) * _GOLDEN
    points: Points = np.sqrt((np.arange(n) + 0.5) / n)[:, None] * np.column_stack([np.cos(turn), np.sin(turn)])
    return radius * points


class _Grid:
    """Sums the push 1/d² of all nodes on each other: their mass on a square grid, folded with the push of a cell."""

    def __init__(self, cells: int) -> None:
        self.cells = cells
        offset = np.minimum(np.arange(2 * cells), 2 * cells - np.arange(2 * cells)).astype(float)
        offset[cells + 1 :] *= -1
        squared = np.square(offset)[:, None] + np.square(offset)[None] + 0.5
        soft = squared * np.sqrt(squared)
        self.kernels = [rfft2(offset[:, None] / soft), rfft2(offset[None] / soft)]

    def push(self, points: Points) -> Points:
        """The push on each point."""
        low = points.min(axis=0)
        cell = float((points.max(axis=0) - low).max()) / (self.cells - 1.001) + 1e-9
        place = (points - low) / cell
        corner = place.astype(int)
        part = place - corner
        size = 2 * self.cells
        spots, shares = [], []
        for dx, dy in ((0, 0), (0, 1), (1, 0), (1, 1)):
            spots.append((corner[:, 0] + dx) * size + corner[:, 1] + dy)
            shares.append(np.abs(1 - dx - part[:, 0]) * np.abs(1 - dy - part[:, 1]))
        mass = np.bincount(np.concatenate(spots), np.concatenate(shares), size * size).reshape(size, size)
        spectrum = rfft2(mass)
        field = [irfft2(spectrum * kernel, s=(size, size)).ravel() / cell**2 for kernel in self.kernels]
        return np.array(
            [np.sum([share * axis[spot] for spot, share in zip(spots, shares, strict=True)], axis=0) for axis in field]
        ).T
