"""Shortest paths: distances and betweenness, from all nodes.

Sources are worked off in blocks of a fixed size on all cores, and what the blocks give is added up in their order.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple, TypeVar

import numpy as np

from parknet.analytics.kernels import Counts, Floats, Ints, compiled
from parknet.analytics.progress import steps

T = TypeVar("T")

BLOCK = 512
"""Sources that are worked off between two reports of progress."""


class Distances(NamedTuple):
    """Of each node, over the other nodes that it reaches: how many, the sum of distances and of their inverses, and the
    longest one.
    """

    reached: Counts
    total: Floats
    inverse: Floats
    longest: Counts


def distances(indptr: Ints, indices: Ints) -> Distances:
    """Distances in ties from every node, breadth first from 64 sources at once: a node's row is a word of bits.

    Then et al. 2014, The More the Merrier: Efficient Multi-Source Graph Traversal.
    """
    size = len(indptr) - 1
    found = Distances(np.zeros(size, np.int64), np.zeros(size), np.zeros(size), np.zeros(size, np.int64))

    def work(first: int, last: int) -> tuple[Counts, Floats, Floats, Counts]:
        part: tuple[Counts, Floats, Floats, Counts] = _distances(indptr, indices, first, last)
        return part

    for reached, total, inverse, longest in _worked(work, size):
        np.add(found.reached, reached, out=found.reached)
        np.add(found.total, total, out=found.total)
        np.add(found.inverse, inverse, out=found.inverse)
        np.maximum(found.longest, longest, out=found.longest)
    return found


def from_one(indptr: Ints, indices: Ints, source: int, lengths: Floats | None = None) -> tuple[Ints, Floats]:
    """The nodes that one reaches, itself first, from near to far, and how far each is: by `lengths`, else in ties."""
    if lengths is None:
        near: tuple[Ints, Floats] = _breadth_first(indptr, indices, source)
        return near
    size = len(indptr) - 1
    key, heap = np.zeros(len(indices) + 1), np.full(len(indices) + 1, source, np.int32)
    distance, done, order, paths = (
        np.full(size, np.inf),
        np.zeros(size, np.bool_),
        np.empty(size, np.int32),
        np.zeros(size),
    )
    distance[source] = 0.0
    tail = _settled(indptr, indices, lengths, (key, heap), (distance, done, order, paths))
    return order[:tail], distance[order[:tail]]


def betweenness(indptr: Ints, indices: Ints, lengths: Floats | None = None) -> Floats:
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

    return sum(_worked(work, size), start=np.zeros(size)) / 2


def _worked(work: Callable[[int, int], T], size: int) -> Iterator[T]:
    """What the work gives for each block of sources, in their order; what is not begun is left when it is ended."""
    first = list(range(0, size, BLOCK))
    last = [min(one + BLOCK, size) for one in first]
    if len(first) < 2:
        yield from map(work, first, last)
        return
    with ThreadPoolExecutor(os.cpu_count(), "block") as pool:
        try:
            yield from steps(pool.map(work, first, last), len(first))
        finally:
            pool.shutdown(cancel_futures=True)


@compiled
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


@compiled
def _ones(word: np.uint64) -> Any:
    """How many bits of a word are set; the product is cut to 64 bits by hand, as numba would widen it."""
    word = word - ((word >> np.uint64(1)) & np.uint64(0x5555555555555555))
    word = (word & np.uint64(0x3333333333333333)) + ((word >> np.uint64(2)) & np.uint64(0x3333333333333333))
    word = (word + (word >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((word * np.uint64(0x0101010101010101)) >> np.uint64(56))


@compiled
def _breadth_first(indptr: Ints, indices: Ints, source: int) -> Any:
    distance, order = np.full(len(indptr) - 1, -1, np.int32), np.empty(len(indptr) - 1, np.int32)
    distance[source], order[0] = 0, source
    head, tail = 0, 1
    while head < tail:
        node = order[head]
        head += 1
        for k in range(indptr[node], indptr[node + 1]):
            other = indices[k]
            if distance[other] < 0:
                distance[other], order[tail] = distance[node] + 1, other
                tail += 1
    return order[:tail], distance[order[:tail]].astype(np.float64)


@compiled
def _betweenness(indptr: Ints, indices: Ints, first: int, last: int) -> Any:
    """What follows a node on shortest paths is noted on the way out, so that the way back reads nothing else."""
    size = len(indptr) - 1
    found, paths, share = np.zeros(size), np.zeros(size), np.zeros(size)
    distance, order = np.full(size, -1, np.int32), np.empty(size, np.int32)
    after, start = np.empty(len(indices), np.int32), np.empty(size + 1, np.int32)
    for source in range(first, last):
        distance[source], paths[source], order[0] = 0, 1.0, source
        head, tail, noted = 0, 1, 0
        while head < tail:
            node = order[head]
            start[head] = noted
            head += 1
            further, ways = distance[node] + 1, paths[node]
            for k in range(indptr[node], indptr[node + 1]):
                other = indices[k]
                if distance[other] < 0:
                    distance[other], order[tail] = further, other
                    tail += 1
                if distance[other] == further:
                    paths[other] += ways
                    after[noted] = other
                    noted += 1
        start[tail] = noted
        for n in range(tail - 1, -1, -1):
            node, passing = order[n], 0.0
            for k in range(start[n], start[n + 1]):
                passing += share[after[k]]
            passing *= paths[node]
            share[node] = (1.0 + passing) / paths[node]
            found[node] += passing if n else 0.0
        for n in range(tail):
            distance[order[n]], paths[order[n]] = -1, 0.0
    return found


@compiled
def _weighted_betweenness(indptr: Ints, indices: Ints, lengths: Floats, first: int, last: int) -> Any:
    size = len(indptr) - 1
    found, paths, share = np.zeros(size), np.zeros(size), np.zeros(size)
    distance, done, order = np.full(size, np.inf), np.zeros(size, np.bool_), np.empty(size, np.int32)
    key, heap = np.empty(len(indices) + 1), np.empty(len(indices) + 1, np.int32)
    for source in range(first, last):
        key[0], heap[0], distance[source], paths[source] = 0.0, source, 0.0, 1.0
        tail = _settled(indptr, indices, lengths, (key, heap), (distance, done, order, paths))
        for n in range(tail - 1, -1, -1):
            node, passing = order[n], 0.0
            for k in range(indptr[node], indptr[node + 1]):
                if distance[node] + lengths[k] == distance[indices[k]]:
                    passing += share[indices[k]]
            passing *= paths[node]
            share[node] = (1.0 + passing) / paths[node]
            found[node] += passing if n else 0.0
        for n in range(tail):
            node = order[n]
            distance[node], done[node], paths[node] = np.inf, False, 0.0
    return found


@compiled
def _settled(indptr: Ints, indices: Ints, lengths: Floats, queue: Any, state: Any) -> int:
    """Dijkstra from the one node in the queue: how many nodes it reaches, in the order of their distance."""
    key, heap = queue
    distance, done, order, paths = state
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
            other, further = indices[k], distance[node] + lengths[k]
            if not done[other] and further < distance[other]:
                distance[other], paths[other] = further, paths[node]
                _push(key, heap, held, further, other)
                held += 1
            elif not done[other] and further == distance[other]:
                paths[other] += paths[node]
    return tail


@compiled
def _push(key: Floats, heap: Ints, held: int, distance: float, node: int) -> None:
    """Put a node into the heap of `held` nodes; each has up to four below it."""
    at = held
    while at and key[(at - 1) >> 2] > distance:
        above = (at - 1) >> 2
        key[at], heap[at] = key[above], heap[above]
        at = above
    key[at], heap[at] = distance, node


@compiled
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
