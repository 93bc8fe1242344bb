"""Power iteration: eigenvector centrality and PageRank."""

from typing import Any

import numpy as np

from parknet.analytics.kernels import Floats, Ints, compiled

TOLERANCE = 1e-12
"""Mean change of a node's value in the last round."""

ROUNDS = 100_000


def eigenvector(
    indptr: Ints, indices: Ints, weights: Floats, tolerance: float = TOLERANCE, rounds: int = ROUNDS
) -> Floats | None:
    """The eigenvector of the largest eigenvalue, of length 1, from equal values; None when it does not settle.

    The diagonal is raised by one, as NetworkX does, so that a bipartite network settles, too (Bonacich 1972).
    """
    found, settled = _eigenvector(indptr, indices, weights, tolerance, rounds)
    return found if settled else None


def pagerank(
    indptr: Ints,
    indices: Ints,
    weights: Floats,
    damping: float = 0.85,
    tolerance: float = TOLERANCE,
    rounds: int = ROUNDS,
) -> Floats | None:
    """The share of its time that a walker spends at each node who at each step follows a tie by its weight, or, with
    the rest of the probability or where there is no tie, goes anywhere; None when it does not settle (Brin and Page
    1998).
    """
    found, settled = _pagerank(indptr, indices, weights, damping, tolerance, rounds)
    return found if settled else None


@compiled
def _eigenvector(indptr: Ints, indices: Ints, weights: Floats, tolerance: float, rounds: int) -> Any:
    size = len(indptr) - 1
    now, then = np.full(size, 1.0 / max(size, 1)), np.zeros(size)
    for _ in range(rounds if size else 0):
        length = 0.0
        for node in range(size):
            value = now[node]
            for k in range(indptr[node], indptr[node + 1]):
                value += weights[k] * now[indices[k]]
            then[node] = value
            length += value * value
        length, change = np.sqrt(length), 0.0
        for node in range(size):
            then[node] /= length
            change += abs(then[node] - now[node])
        now, then = then, now
        if change < size * tolerance:
            return now, True
    return now, size == 0


@compiled
def _pagerank(indptr: Ints, indices: Ints, weights: Floats, damping: float, tolerance: float, rounds: int) -> Any:
    size = len(indptr) - 1
    strength = np.zeros(size)
    for node in range(size):
        for k in range(indptr[node], indptr[node + 1]):
            strength[node] += weights[k]
    now, then, given = np.full(size, 1.0 / max(size, 1)), np.zeros(size), np.zeros(size)
    for _ in range(rounds if size else 0):
        loose = 0.0
        for node in range(size):
            if strength[node] > 0.0:
                given[node] = damping * now[node] / strength[node]
            else:
                given[node] = 0.0
                loose += now[node]
        anywhere, change = (damping * loose + 1.0 - damping) / size, 0.0
        for node in range(size):
            value = anywhere
            for k in range(indptr[node], indptr[node + 1]):
                value += weights[k] * given[indices[k]]
            then[node] = value
            change += abs(value - now[node])
        now, then = then, now
        if change < size * tolerance:
            return now, True
    return now, size == 0
