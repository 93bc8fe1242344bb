"""How the ties of a network lie over the macro-regions, or over the words of another column."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from parknet.analytics.adequacy import Adequacy
from parknet.analytics.kernels import Counts, Floats
from parknet.analytics.network import Network

ENOUGH = Adequacy(nodes=20, ties=30, of=("两端大区明确的", " between known regions"))
"""What measures over the regions need of the ties between nodes of known region."""


def of_known_region(network: Network) -> NDArray[np.bool_]:
    """Which nodes have a known macro-region."""
    return np.array([bool(word) for word in network.nodes.region], dtype=np.bool_)


def mixing(network: Network, words: Sequence[str | None]) -> Counts:
    """Ends of ties by the words of both, for the ties of two nodes that have one: symmetric, each tie twice."""
    at, every = numbered(words)
    one, other = at[network.ties.source], at[network.ties.target]
    known = (one >= 0) & (other >= 0)
    pairs = one[known] * len(every) + other[known]
    found = np.bincount(pairs, minlength=len(every) ** 2).reshape(len(every), len(every)).astype(np.int64)
    return found + found.T


def numbered(words: Sequence[str | None]) -> tuple[NDArray[np.intp], list[str]]:
    """The number of each word among all of them, -1 where there is none, and these in order."""
    every = sorted({word for word in words if word})
    place = {word: n for n, word in enumerate(every)}
    return np.array([place.get(word, -1) if word else -1 for word in words], np.intp), every


def partners_by_region(network: Network) -> tuple[Floats, list[str]]:
    """How many partners each node has in each region, nodes by regions, and the regions in the columns' order."""
    column, regions = numbered(network.nodes.region)
    size = len(network.nodes.id)
    found = np.zeros((size, len(regions)))
    owner, partner = np.repeat(np.arange(size), np.diff(network.indptr)), column[network.indices]
    np.add.at(found, (owner[partner >= 0], partner[partner >= 0]), 1)
    return found, regions
