"""Kernels: loops over the compressed rows of a network for which NetworkX would take minutes.

`indptr`, `indices` (int32) and `weights` (float64) are the symmetric adjacency of a simple graph without self-ties, the
columns of each row ascending, as a `Network` has them. Results are float64 or int64 arrays with one value a node.

Sources are worked off in blocks of a fixed size on all cores, and what the blocks give is added up in their order, so
that the same network gives the same bytes on any number of cores. The compiled code lets go of the interpreter, is kept
between processes, and never runs in threads of its own.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numba import njit
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Floats = NDArray[np.float64]
T = TypeVar("T")

BLOCK = 512
"""Sources that are worked off between two reports of progress."""

Step = Callable[[int, int], None]
"""Told after each block how many are done, of how many; it may raise, to give up."""

_compiled: Callable[[Callable[..., Any]], Callable[..., Any]] = njit(cache=True, nogil=True)


def _quiet(done: int, of: int) -> None:
    """Nobody asks how far it is."""


class Distances(NamedTuple):
    """Of each node, over the other nodes that it reaches: how many, the sum of distances and of their inverses, and the
    longest one.
    """

    reached: NDArray[np.int64]
    total: Floats
    inverse: Floats
    longest: NDArray[np.int64]


def distances(indptr: Ints, indices: Ints, step: Step = _quiet) -> Distances:
    """Distances in ties from every node, breadth first from 64 sources at once: a node's row is a word of bits.

    Then et al. 2014, The More the Merrier: Efficient Multi-Source Graph Traversal.
    """
    size = len(indptr) - 1
    found = Distances(np.zeros(size, np.int64), np.zeros(size), np.zeros(size), np.zeros(size, np.int64))

    def work(first: int, last: int) -> tuple[NDArray[np.int64], Floats, Floats, NDArray[np.int64]]:
        part: tuple[NDArray[np.int64], Floats, Floats, NDArray[np.int64]] = _distances(indptr, indices, first, last)
        return part

    for reached, total, inverse, longest in _worked(work, size, step):
        np.add(found.reached, reached, out=found.reached)
        np.add(found.total, total, out=found.total)
        np.add(found.inverse, inverse, out=found.inverse)
        np.maximum(found.longest, longest, out=found.longest)
    return found


def betweenness(indptr: Ints, indices: Ints, lengths: Floats | None = None, step: Step = _quiet) -> Floats:
    """For each node the number of pairs of others whose shortest paths pass it, each pair once and by share.

    With `lengths` (one for each entry of `indices`, positive) paths are measured by them, else in ties. Brandes 2001.
    """
    size = len(indptr) - 1

    def work(first: int, last: int) -> Floats:
        part: Floats = (
            _betweenness(indptr, indices, first, last)
            if lengths is None
            else _weighted_betweenness(indptr, indices, lengths, first, last)
        )
        return part

    return sum(_worked(work, size, step), start=np.zeros(size)) / 2


def triangles(indptr: Ints, indices: Ints) -> NDArray[np.int64]:
    """For each node the number of pairs of its partners that are partners themselves (Latapy 2008, forward)."""
    degree = np.diff(indptr)
    rank = np.empty(len(degree), np.int32)
    rank[np.argsort(degree, kind="stable")] = np.arange(len(degree), dtype=np.int32)
    found: NDArray[np.int64] = _triangles(indptr, indices, rank)
    return found


def cores(indptr: Ints, indices: Ints) -> NDArray[np.int64]:
    """For each node the largest k of a k-core that it is in (Batagelj and Zaversnik 2003)."""
    found: NDArray[np.int64] = _cores(indptr, indices)
    return found


def constraint(indptr: Ints, indices: Ints, weights: Floats) -> Floats:
    """Burt's constraint of each node, NaN where it has no tie of weight (Burt 1992, chapter 2)."""
    found: Floats = _constraint(indptr, indices, weights)
    return found


def effective_size(indptr: Ints, indices: Ints, weights: Floats) -> Floats:
    """Burt's effective size of each node with weights, NaN where it has no tie (Burt 1992, chapter 2)."""
    found: Floats = _effective_size(indptr, indices, weights)
    return found


def common(indptr: Ints, indices: Ints, source: Ints, target: Ints) -> NDArray[np.int64]:
    """For each tie the number of partners that its two ends have in common."""
    found: NDArray[np.int64] = _common(indptr, indices, source, target)
    return found


def _worked(work: Callable[[int, int], T], size: int, step: Step) -> Iterator[T]:
    """What the work gives for each block of sources, in their order."""
    first = list(range(0, size, BLOCK))
    last = [min(one + BLOCK, size) for one in first]
    if len(first) < 2:
        yield from map(work, first, last)
        return
    with ThreadPoolExecutor(os.cpu_count(), "block") as pool:
        for done, part in enumerate(pool.map(work, first, last), 1):
            step(done, len(first))
            yield part


@_compiled
def _distances(indptr: Ints, indices: Ints, first: int, last: int) -> Any:
    size = len(indptr) - 1
    reached, longest = np.zeros(size, np.int64), np.zeros(size, np.int64)
    total, inverse = np.zeros(size), np.zeros(size)
    seen, front, after = np.zeros(size, np.uint64), np.zeros(size, np.uint64), np.zeros(size, np.uint64)
    for base in range(first, last, 64):
        seen[:] = np.uint64(0)
        front[:] = np.uint64(0)
        for bit in range(min(64, last - base)):
            seen[base + bit] = front[base + bit] = np.uint64(1) << np.uint64(bit)
        distance, going = 0, True
        while going:
            distance += 1
            going = False
            for node in range(size):
                come = np.uint64(0)
                unseen = ~seen[node]
                if unseen:
                    for k in range(indptr[node], indptr[node + 1]):
                        come |= front[indices[k]]
                after[node] = come & unseen
            for node in range(size):
                come = after[node]
                front[node] = come
                if come:
                    going = True
                    seen[node] |= come
                    count = _ones(come)
                    reached[node] += count
                    total[node] += count * distance
                    inverse[node] += count / distance
                    longest[node] = max(longest[node], distance)
    return reached, total, inverse, longest


@_compiled
def _ones(word: np.uint64) -> int:
    """How many bits of a word are set; the product is cut to 64 bits by hand, as numba would widen it."""
    word = word - ((word >> np.uint64(1)) & np.uint64(0x5555555555555555))
    word = (word & np.uint64(0x3333333333333333)) + ((word >> np.uint64(2)) & np.uint64(0x3333333333333333))
    word = (word + (word >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((word * np.uint64(0x0101010101010101)) >> np.uint64(56))


@_compiled
def _betweenness(indptr: Ints, indices: Ints, first: int, last: int) -> Any:
    size = len(indptr) - 1
    found = np.zeros(size)
    distance, order = np.full(size, -1, np.int32), np.empty(size, np.int32)
    paths, passing = np.zeros(size), np.zeros(size)
    for source in range(first, last):
        distance[source], paths[source], order[0] = 0, 1.0, source
        head, tail = 0, 1
        while head < tail:
            node = order[head]
            head += 1
            further = distance[node] + 1
            for k in range(indptr[node], indptr[node + 1]):
                other = indices[k]
                if distance[other] < 0:
                    distance[other], paths[other] = further, paths[node]
                    order[tail] = other
                    tail += 1
                elif distance[other] == further:
                    paths[other] += paths[node]
        for n in range(tail - 1, 0, -1):
            node = order[n]
            nearer, share = distance[node] - 1, (1.0 + passing[node]) / paths[node]
            for k in range(indptr[node], indptr[node + 1]):
                other = indices[k]
                if distance[other] == nearer:
                    passing[other] += paths[other] * share
            found[node] += passing[node]
        for n in range(tail):
            node = order[n]
            distance[node], paths[node], passing[node] = -1, 0.0, 0.0
    return found


@_compiled
def _weighted_betweenness(indptr: Ints, indices: Ints, lengths: Floats, first: int, last: int) -> Any:
    size = len(indptr) - 1
    found = np.zeros(size)
    distance, done, order = np.full(size, np.inf), np.zeros(size, np.bool_), np.empty(size, np.int32)
    paths, passing = np.zeros(size), np.zeros(size)
    key, heap = np.empty(len(indices) + 1), np.empty(len(indices) + 1, np.int32)
    for source in range(first, last):
        distance[source], paths[source] = 0.0, 1.0
        key[0], heap[0] = 0.0, source
        held, tail = 1, 0
        while held:
            node = heap[0]
            held -= 1
            _pop(key, heap, held)
            if done[node]:
                continue
            done[node] = True
            order[tail] = node
            tail += 1
            for k in range(indptr[node], indptr[node + 1]):
                other = indices[k]
                if done[other]:
                    continue
                further = distance[node] + lengths[k]
                if further < distance[other]:
                    distance[other], paths[other] = further, paths[node]
                    _push(key, heap, held, further, other)
                    held += 1
                elif further == distance[other]:
                    paths[other] += paths[node]
        for n in range(tail - 1, 0, -1):
            node = order[n]
            share = (1.0 + passing[node]) / paths[node]
            for k in range(indptr[node], indptr[node + 1]):
                other = indices[k]
                if distance[other] + lengths[k] == distance[node]:
                    passing[other] += paths[other] * share
            found[node] += passing[node]
        for n in range(tail):
            node = order[n]
            distance[node], done[node], paths[node], passing[node] = np.inf, False, 0.0, 0.0
    return found


@_compiled
def _push(key: Floats, heap: Ints, held: int, distance: float, node: int) -> None:
    """Put a node into the heap of `held` nodes; each has up to four below it."""
    at = held
    while at and key[(at - 1) >> 2] > distance:
        above = (at - 1) >> 2
        key[at], heap[at] = key[above], heap[above]
        at = above
    key[at], heap[at] = distance, node


@_compiled
def _pop(key: Floats, heap: Ints, held: int) -> None:
    """Put the last of the heap, of which `held` stay, in the place of the first."""
    distance, node, at = key[held], heap[held], 0
    while 4 * at + 1 < held:
        least = 4 * at + 1
        for below in range(least + 1, min(least + 4, held)):
            if key[below] < key[least]:
                least = below
        if key[least] >= distance:
            break
        key[at], heap[at] = key[least], heap[least]
        at = least
    key[at], heap[at] = distance, node


@_compiled
def _triangles(indptr: Ints, indices: Ints, rank: Ints) -> Any:
    size = len(indptr) - 1
    start = np.zeros(size + 1, np.int64)
    for node in range(size):
        start[node + 1] = start[node]
        for k in range(indptr[node], indptr[node + 1]):
            start[node + 1] += rank[indices[k]] > rank[node]
    onward = np.empty(start[size], np.int32)
    for node in range(size):
        at = start[node]
        for k in range(indptr[node], indptr[node + 1]):
            if rank[indices[k]] > rank[node]:
                onward[at] = indices[k]
                at += 1
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


@_compiled
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


@_compiled
def _strength(indptr: Ints, weights: Floats) -> Any:
    found = np.zeros(len(indptr) - 1)
    for node in range(len(found)):
        for k in range(indptr[node], indptr[node + 1]):
            found[node] += weights[k]
    return found


@_compiled
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


@_compiled
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


@_compiled
def _common(indptr: Ints, indices: Ints, source: Ints, target: Ints) -> Any:
    found, mark = np.zeros(len(source), np.int64), np.full(len(indptr) - 1, -1, np.int32)
    for tie in range(len(source)):
        node = source[tie]
        for k in range(indptr[node], indptr[node + 1]):
            mark[indices[k]] = tie
        for k in range(indptr[target[tie]], indptr[target[tie] + 1]):
            found[tie] += mark[indices[k]] == tie
    return found
