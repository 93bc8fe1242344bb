"""Well-known and awkward graphs, weighted, and their rows as the kernels take them."""

from collections.abc import Mapping
from random import Random

import networkx as nx
import numpy as np

from parknet.analytics.kernels import Floats, Ints


def classics() -> Mapping[str, "nx.Graph[int]"]:
    """By name; nodes are numbers from 0, each tie has a small whole `weight` and its inverse as `length`."""
    scattered = nx.gnp_random_graph(300, 0.01, seed=1)
    scattered.add_nodes_from(range(300, 303))
    found = {
        "karate": nx.karate_club_graph(),
        "les_mis": nx.les_miserables_graph(),
        "davis": nx.davis_southern_women_graph(),
        "scattered": scattered,
        "one tie": nx.path_graph(2),
        "isolates": nx.empty_graph(3),
        "empty": nx.empty_graph(0),
        "synthetic": nx.powerlaw_cluster_graph(1000, 5, 0.3, seed=1),
    }
    return {name: _weighted(nx.convert_node_labels_to_integers(graph)) for name, graph in found.items()}


def _weighted(graph: "nx.Graph[int]") -> "nx.Graph[int]":
    random = Random(1)
    weighted: nx.Graph[int] = nx.Graph()
    weighted.add_nodes_from(range(len(graph)))
    for source, target in sorted(graph.edges):
        given = float(graph[source][target].get("weight") or random.randint(1, 4))
        weighted.add_edge(source, target, weight=given, length=1 / given)
    return weighted


def rows(graph: "nx.Graph[int]") -> tuple[Ints, Ints, Floats]:
    """`indptr`, `indices` and `weights` of a graph whose nodes are numbers from 0."""
    ends = [(node, other, data["weight"]) for node in range(len(graph)) for other, data in sorted(graph[node].items())]
    indptr = np.cumsum([0, *(graph.degree(node) for node in range(len(graph)))], dtype=np.int32)
    indices = np.array([other for _, other, _ in ends], np.int32)
    return indptr, indices, np.array([weight for _, _, weight in ends], np.float64)
