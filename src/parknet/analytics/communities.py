"""Communities and components of a network, numbered so that equal networks give equal numbers."""

from collections.abc import Iterable

import networkx as nx


def numbered(groups: Iterable[Iterable[int]], size: int) -> list[int | None]:
    """For each of `size` nodes the number of its group: 1 is the largest, then by its first node; None in no group."""
    found: list[int | None] = [None] * size
    every = sorted((sorted(group) for group in groups), key=lambda group: (-len(group), group))
    for number, group in enumerate(every, 1):
        for node in group:
            found[node] = number
    return found


def components(graph: "nx.Graph[int]") -> list[int | None]:
    """The connected component of each node; a node without a tie is one by itself."""
    return numbered(nx.connected_components(graph), len(graph))


def louvain(graph: "nx.Graph[int]", seed: int) -> list[int | None]:
    """The community of each node by Louvain's method on the weights; None for a node without a tie.

    Depends on the order of nodes and ties in the graph as well as on the seed: hand it in sorted.
    """
    tied = graph.subgraph(node for node in graph if graph.degree(node))
    if not tied:
        return [None] * len(graph)
    copy: nx.Graph[int] = nx.Graph()
    copy.add_nodes_from(sorted(tied))
    copy.add_weighted_edges_from(sorted((min(u, v), max(u, v), graph[u][v]["weight"]) for u, v in tied.edges))
    return numbered(nx.community.louvain_communities(copy, weight="weight", seed=seed), len(graph))
