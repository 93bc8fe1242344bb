"""Communities and components of a network, numbered so that equal networks give equal numbers."""

from collections.abc import Iterable

import networkx as nx
import numpy as np

from parknet.analytics.network import Network


def numbered(groups: Iterable[Iterable[int]], size: int) -> list[int | None]:
    """For each of `size` nodes the number of its group: 1 is the largest, then by its first node; None in no group."""
    found: list[int | None] = [None] * size
    every = sorted((sorted(group) for group in groups), key=lambda group: (-len(group), group))
    for number, group in enumerate(every, 1):
        for node in group:
            found[node] = number
    return found


def components(network: Network) -> list[int | None]:
    """The connected component of each node; a node without a tie is one by itself."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    size = len(network.nodes.id)
    if not size:
        return []
    matrix = csr_array((network.weights, network.indices, network.indptr), shape=(size, size))
    _, label = connected_components(matrix, directed=False)
    groups: dict[int, list[int]] = {}
    for node, number in enumerate(label.tolist()):
        groups.setdefault(number, []).append(node)
    return numbered(groups.values(), size)


def louvain(network: Network, seed: int) -> list[int | None]:
    """The community of each node by Louvain's method on the weights; None for a node without a tie.

    NetworkX's result depends on the order of nodes and ties as well as on the seed; both are sorted here.
    """
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(node for node, count in enumerate(np.diff(network.indptr).tolist()) if count)
    ties = network.ties
    graph.add_weighted_edges_from(zip(ties.source.tolist(), ties.target.tolist(), ties.weight.tolist(), strict=True))
    found = nx.community.louvain_communities(graph, weight="weight", seed=seed) if graph else []
    return numbered(found, len(network.nodes.id))
