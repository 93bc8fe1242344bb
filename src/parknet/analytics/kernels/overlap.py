"""How far groups overlap that share members."""

from collections.abc import Sequence
from itertools import chain
from typing import Any

import numpy as np

from parknet.analytics.kernels import Counts, Ints, compiled


def overlap(groups: Sequence[Sequence[int]], size: int) -> tuple[int, float]:
    """How many pairs of groups of `size` nodes share a member, and the sum over these of common over all members."""
    sizes = np.array([len(group) for group in groups], np.int64)
    start = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
    members = np.fromiter(chain.from_iterable(groups), np.int32, int(sizes.sum()))
    of_node = np.argsort(members, kind="stable")
    owner = np.repeat(np.arange(len(groups), dtype=np.int32), sizes)[of_node]
    at = np.concatenate([np.zeros(1, np.int64), np.cumsum(np.bincount(members, minlength=size))])
    pairs, total = _overlap(start, members, at, owner)
    return int(pairs), float(total)


@compiled
def _overlap(start: Counts, members: Ints, at: Counts, owner: Ints) -> Any:
    size = len(start) - 1
    common, touched = np.zeros(size, np.int64), np.empty(size, np.int32)
    pairs, total = 0, 0.0
    for group in range(size):
        met = 0
        for k in range(start[group], start[group + 1]):
            node = members[k]
            for m in range(at[node], at[node + 1]):
                other = owner[m]
                if other > group:
                    if common[other] == 0:
                        touched[met] = other
                        met += 1
                    common[other] += 1
        for n in range(met):
            other = touched[n]
            every = start[group + 1] - start[group] + start[other + 1] - start[other] - common[other]
            total += common[other] / every
            common[other] = 0
        pairs += met
    return pairs, total
