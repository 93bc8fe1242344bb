"""Ties exchanged at random, each node keeping its number of partners."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from parknet.analytics.kernels import Ints, compiled

TRIES = 10
"""Exchanges that are tried for each tie (Milo et al. 2003 find more to change nothing)."""


def rewired(
    indptr: Ints, indices: Ints, source: Ints, target: Ints, dice: np.random.Generator, *, turned: bool = True
) -> tuple[Ints, Ints]:
    """The two ends of as many ties, in the order of those that they came from.

    Two ties exchange an end, again and again, wherever that joins no node to itself and no two nodes twice. Not
    `turned`, they exchange targets alone: what is a source stays one, and what is a target too.
    """
    if len(source) < 2:
        return source, target
    picks = dice.integers(0, len(source), (TRIES * len(source), 2), dtype=np.int32)
    turns = dice.integers(0, 2 if turned else 1, len(picks), dtype=np.int8)
    one, other = _rewired(indptr, indices.copy(), source.copy(), target.copy(), picks, turns)
    return one, other


@compiled
def _rewired(indptr: Ints, indices: Ints, source: Ints, target: Ints, picks: Ints, turned: NDArray[np.int8]) -> Any:
    for n in range(len(picks)):
        first, second = picks[n, 0], picks[n, 1]
        a, b, c, d = source[first], target[first], source[second], target[second]
        if turned[n]:
            c, d = d, c
        apart = a not in (c, d) and b not in (c, d)
        if apart and _place(indptr, indices, a, d) < 0 and _place(indptr, indices, c, b) < 0:
            indices[_place(indptr, indices, a, b)] = d
            indices[_place(indptr, indices, b, a)] = c
            indices[_place(indptr, indices, c, d)] = b
            indices[_place(indptr, indices, d, c)] = a
            target[first] = d
            source[second], target[second] = c, b
    return source, target


@compiled
def _place(indptr: Ints, indices: Ints, node: int, partner: int) -> Any:
    """Where a partner stands in a node's row, which is in no order; -1 when it does not."""
    for k in range(indptr[node], indptr[node + 1]):
        if indices[k] == partner:
            return k
    return -1
