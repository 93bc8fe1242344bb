"""What a node's partners are to each other: triangles, cores, Burt's structural holes."""

from typing import Any

import numpy as np

from parknet.analytics.kernels import Counts, Floats, Ints, compiled


def triangles(indptr: Ints, indices: Ints) -> Counts:
    """For each node the number of pairs of its partners that are partners themselves (Latapy 2008, forward)."""
    degree = np.diff(indptr)
    rank = np.empty(len(degree), np.int32)
    rank[np.argsort(degree, kind="stable")] = np.arange(len(degree), dtype=np.int32)
    found: Counts = _triangles(indptr, indices, rank)
    return found


def cores(indptr: Ints, indices: Ints) -> Counts:
    """For each node the largest k of a k-core that it is in (Batagelj and Zaversnik 2003)."""
    found: Counts = _cores(indptr, indices)
    return found


def constraint(indptr: Ints, indices: Ints, weights: Floats) -> Floats:
    """Burt's constraint of each node, NaN where it has no tie of weight (Burt 1992, chapter 2)."""
    found: Floats = _constraint(indptr, indices, weights)
    return found


def effective_size(indptr: Ints, indices: Ints, weights: Floats) -> Floats:
    """Burt's effective size of each node with weights, NaN where it has no tie (Burt 1992, chapter 2)."""
    found: Floats = _effective_size(indptr, indices, weights)
    return found


def common(indptr: Ints, indices: Ints, source: Ints, target: Ints) -> Counts:
    """For each tie the number of partners that its two ends have in common."""
    found: Counts = _common(indptr, indices, source, target)
    return found


@compiled
def _triangles(indptr: Ints, indices: Ints, rank: Ints) -> Any:
    size = len(indptr) - 1
    start, onward = _onward(indptr, indices, rank)
    found, mark = np.zeros(size, np.int64), np.full(size, -1, np.int32)
    for node in range(size):
        for k in range(start[node], start[node + 1]):
            mark[onward[k]] = node
        for k in range(start[node], start[node + 1]):
            other = onward[k]
            for m in range(start[other], start[other + 1]):
                third = onward[m]
                if mark[third] == node:
                    found[node] += 1
                    found[other] += 1
                    found[third] += 1
    return found


@compiled
def _onward(indptr: Ints, indices: Ints, rank: Ints) -> Any:
    """The rows with the entries alone that lead to a higher rank."""
    size = len(indptr) - 1
    start, onward, at = np.zeros(size + 1, np.int64), np.empty(len(indices) // 2, np.int32), 0
    for node in range(size):
        for k in range(indptr[node], indptr[node + 1]):
            if rank[indices[k]] > rank[node]:
                onward[at] = indices[k]
                at += 1
        start[node + 1] = at
    return start, onward


@compiled
def _cores(indptr: Ints, indices: Ints) -> Any:
    size = len(indptr) - 1
    degree = np.zeros(size, np.int64)
    for node in range(size):
        degree[node] = indptr[node + 1] - indptr[node]
    most = degree.max() if size else 0
    begin = np.zeros(most + 2, np.int64)  # where the nodes of a degree begin in the order by degree
    for node in range(size):
        begin[degree[node] + 1] += 1
    for k in range(most + 1):
        begin[k + 1] += begin[k]
    place, order, free = np.empty(size, np.int64), np.empty(size, np.int64), begin.copy()
    for node in range(size):
        place[node] = free[degree[node]]
        order[place[node]] = node
        free[degree[node]] += 1
    for n in range(size):
        node = order[n]
        for k in range(indptr[node], indptr[node + 1]):
            other = indices[k]
            if degree[other] > degree[node]:
                first = begin[degree[other]]
                there = order[first]
                if there != other:
                    order[first], order[place[other]] = other, there
                    place[there], place[other] = place[other], first
                begin[degree[other]] += 1
                degree[other] -= 1
    return degree


@compiled
def _strength(indptr: Ints, weights: Floats) -> Any:
    found = np.zeros(len(indptr) - 1)
    for node in range(len(found)):
        for k in range(indptr[node], indptr[node + 1]):
            found[node] += weights[k]
    return found


@compiled
def _constraint(indptr: Ints, indices: Ints, weights: Floats) -> Any:
    size = len(indptr) - 1
    strength = _strength(indptr, weights)
    found, spent, mark = np.full(size, np.nan), np.zeros(size), np.full(size, -1, np.int32)
    for node in range(size):
        if strength[node] == 0.0:
            continue
        for k in range(indptr[node], indptr[node + 1]):
            mark[indices[k]], spent[indices[k]] = node, weights[k] / strength[node]
        for k in range(indptr[node], indptr[node + 1]):
            other, share = indices[k], weights[k] / strength[node]
            for m in range(indptr[other], indptr[other + 1]):
                if mark[indices[m]] == node:
                    spent[indices[m]] += share * weights[m] / strength[other]
        found[node] = 0.0
        for k in range(indptr[node], indptr[node + 1]):
            found[node] += spent[indices[k]] ** 2
    return found


@compiled
def _effective_size(indptr: Ints, indices: Ints, weights: Floats) -> Any:
    size = len(indptr) - 1
    strength, most = _strength(indptr, weights), np.zeros(size)
    for node in range(size):
        for k in range(indptr[node], indptr[node + 1]):
            most[node] = max(most[node], weights[k])
    found, share, mark = np.full(size, np.nan), np.zeros(size), np.full(size, -1, np.int32)
    for node in range(size):
        if strength[node] == 0.0:
            continue
        found[node] = indptr[node + 1] - indptr[node]
        for k in range(indptr[node], indptr[node + 1]):
            mark[indices[k]], share[indices[k]] = node, weights[k] / strength[node]
        for k in range(indptr[node], indptr[node + 1]):
            other = indices[k]
            for m in range(indptr[other], indptr[other + 1]):
                if mark[indices[m]] == node:
                    found[node] -= share[indices[m]] * weights[m] / most[other]
    return found


@compiled
def _common(indptr: Ints, indices: Ints, source: Ints, target: Ints) -> Any:
    found, mark = np.zeros(len(source), np.int64), np.full(len(indptr) - 1, -1, np.int32)
    for tie in range(len(source)):
        node = source[tie]
        for k in range(indptr[node], indptr[node + 1]):
            mark[indices[k]] = tie
        for k in range(indptr[target[tie]], indptr[target[tie] + 1]):
            found[tie] += mark[indices[k]] == tie
    return found


def closed(indptr: Ints, indices: Ints, roots: Floats) -> Floats:
    """For each node the sum, over the triangles that it is in, of the product of their ties' `roots`."""
    found: Floats = _closed(indptr, indices, roots)
    return found


@compiled
def cube_roots(values: Floats) -> Any:
    """Cube roots of numbers above 0 and up to 1 by Newton's method: a library's differ in the last bit by machine."""
    found = np.ones(len(values))
    for n in range(len(values)):
        root, before = 1.0, 2.0
        while root < before:  # from above, until it falls no further
            before = root
            root = (2.0 * root + values[n] / (root * root)) / 3.0
        found[n] = before
    return found


@compiled
def _closed(indptr: Ints, indices: Ints, roots: Floats) -> Any:
    size = len(indptr) - 1
    found, own, mark = np.zeros(size), np.zeros(size), np.full(size, -1, np.int32)
    for node in range(size):
        for k in range(indptr[node], indptr[node + 1]):
            mark[indices[k]], own[indices[k]] = node, roots[k]
        for k in range(indptr[node], indptr[node + 1]):
            other = indices[k]
            for m in range(indptr[other], indptr[other + 1]):
                third = indices[m]
                if third > other and mark[third] == node:
                    found[node] += roots[k] * roots[m] * own[third]
    return found
