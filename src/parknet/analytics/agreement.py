"""How far two partitions of the same nodes agree: 1 where they are the same, about 0 where they have nothing in common.

A partition gives each node a word or number, or None where it has no group; only nodes that both partitions have in a
group count. NetworkX has neither figure.
"""

from collections.abc import Sequence
from itertools import combinations
from math import fsum, log

import numpy as np

from parknet.analytics.kernels import Counts

Partition = Sequence[int | str | None]


def adjusted_rand(one: Partition, other: Partition) -> float | None:
    """The Rand index less what chance gives, over its largest value less the same (Hubert and Arabie 1985).

    None with fewer than two nodes, or where both are one group, or both none but single nodes.
    """
    return _adjusted_rand(*_numbers(one, other))


def mutual_information(one: Partition, other: Partition) -> float | None:
    """Mutual information over the mean of both entropies (Danon et al. 2005); None where neither parts the nodes."""
    first, second = _numbers(one, other)
    size = len(first)
    rows, columns, cells = _sizes(first), _sizes(second), _sizes(_pairs(first, second))
    of_both = _entropy(rows, size) + _entropy(columns, size)
    if not of_both:
        return None
    return max(0.0, 2 * (of_both - _entropy(cells, size)) / of_both)


def stability(runs: Sequence[Partition]) -> float | None:
    """The mean adjusted Rand index over all pairs of runs, from 1 down; None for no run, or none with two nodes.

    Two runs that both leave the nodes one group, or both single, are the same: 1.
    """
    found = [_numbers(run, run)[0] for run in runs]
    pairs = [_adjusted_rand(one, other) for one, other in combinations(found, 2)]
    if not pairs or len(found[0]) < 2:
        return None
    return fsum(1.0 if value is None else value for value in pairs) / len(pairs)


def _numbers(one: Partition, other: Partition) -> tuple[Counts, Counts]:
    """Both as numbers from 0, for the nodes that both have in a group."""
    both = [(a, b) for a, b in zip(one, other, strict=True) if a is not None and b is not None]
    first, second = [a for a, _ in both], [b for _, b in both]
    return _coded(first), _coded(second)


def _coded(words: Sequence[int | str]) -> Counts:
    at = {word: n for n, word in enumerate(dict.fromkeys(words))}
    return np.array([at[word] for word in words], dtype=np.int64)


def _pairs(first: Counts, second: Counts) -> Counts:
    return first * (int(second.max(initial=0)) + 1) + second


def _sizes(groups: Counts) -> Counts:
    return np.unique(groups, return_counts=True)[1].astype(np.int64)


def _entropy(sizes: Counts, size: int) -> float:
    return -fsum(count / size * log(count / size) for count in sizes.tolist())


def _adjusted_rand(first: Counts, second: Counts) -> float | None:
    """From whole numbers: pairs together in both, in the one, in the other, and all."""
    size = len(first)
    both, one, other = (_together(_sizes(groups)) for groups in (_pairs(first, second), first, second))
    every = size * (size - 1) // 2
    most = (one + other) * every - 2 * one * other
    return 2 * (both * every - one * other) / most if most else None


def _together(sizes: Counts) -> int:
    return int((sizes * (sizes - 1) // 2).sum())
