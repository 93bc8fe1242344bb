"""One graph as each library takes it, and how each works out what ours does.

What a library would take hours for is worked out from some of the nodes and scaled up to all of them.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import igraph
import networkit
import networkx as nx
import numpy as np
import rustworkx

from parknet.analytics.kernels import Counts, Floats, Ints, local, paths, power
from parknet.analytics.network import rows_of

Call = Callable[[], Any]


class Timed(NamedTuple):
    """Something to do, and how many times as much the whole of it is."""

    call: Call
    scale: float = 1.0


class Graphs:
    """A power-law graph with clusters, five ties to each new node, of whole weights from 1 to 20, in every form."""

    def __init__(self, size: int) -> None:
        found = nx.powerlaw_cluster_graph(size, 5, 0.3, seed=1)
        ends = np.array(sorted((min(pair), max(pair)) for pair in found.edges), np.int32)
        self.size, self.source, self.target = size, ends[:, 0].copy(), ends[:, 1].copy()
        self.weight = np.random.default_rng(1).integers(1, 21, len(ends)).astype(np.float64)
        self.rows = rows_of(size, self.source, self.target, self.weight)
        self.lengths = 1 / self.rows[2]
        self.nx = self.networkx()
        self.igraph = igraph.Graph(size, ends.tolist(), edge_attrs={"weight": self.weight.tolist()})
        self.igraph.es["length"] = (1 / self.weight).tolist()
        self.networkit, self.lengthy = self._networkit(None), self._networkit(1 / self.weight)
        self.rustworkx = rustworkx.PyGraph(multigraph=False)
        self.rustworkx.add_nodes_from(range(size))
        self.rustworkx.add_edges_from([(*pair, w) for pair, w in zip(ends.tolist(), self.weight.tolist(), strict=True)])

    def networkx(self) -> Any:
        """NetworkX's graph; each tie has `weight` and its inverse, `length`."""
        graph: nx.Graph[int] = nx.Graph()
        graph.add_nodes_from(range(self.size))
        ends = zip(self.source.tolist(), self.target.tolist(), self.weight.tolist(), strict=True)
        graph.add_edges_from((one, other, {"weight": w, "length": 1 / w}) for one, other, w in ends)
        return graph

    def _networkit(self, weight: Floats | None) -> Any:
        graph = networkit.Graph(self.size, weighted=True)
        given = self.weight if weight is None else weight
        for one, other, w in zip(self.source.tolist(), self.target.tolist(), given.tolist(), strict=True):
            graph.addEdge(one, other, w)
        return graph


def some(size: int, most: int) -> list[int]:
    """At most so many nodes, spread over all, so that old and new ones are among them."""
    return list(range(0, size, max(1, size // most)))[:most]


def pagerank(graph: Any) -> Any:
    """Of networkit, to the same distance between rounds as the others: by its own norm it stops sooner."""
    found = networkit.centrality.PageRank(graph, 0.85, 1e-6 * graph.numberOfNodes())
    found.norm = networkit.centrality.Norm.L1_NORM
    return ran(found)


def ran(algorithm: Any) -> Any:
    """What an algorithm of networkit gives."""
    algorithm.run()
    return algorithm


def degree_assortativity(source: Ints, target: Ints, size: int) -> float:
    """As the measure of that name does it, from whole numbers."""
    degree = np.bincount(np.concatenate([source, target]), minlength=size)
    one, other = degree[source], degree[target]
    ends, total, squares = 2 * len(one), int((one + other).sum()), int((one**2 + other**2).sum())
    return (ends * 2 * int((one * other).sum()) - total**2) / (ends * squares - total**2)


def closeness(far: paths.Distances) -> Floats:
    """From distances, as the measure does it."""
    found: Floats = far.reached / far.total * far.reached / (len(far.reached) - 1)
    return found


def clustering(indptr: Ints, indices: Ints) -> Floats:
    """From triangles, as the measure does it."""
    degree = np.diff(indptr)
    closed: Counts = local.triangles(indptr, indices)
    found: Floats = 2 * closed / (degree * (degree - 1))
    return found


Sides = Mapping[str, Timed]


def exact_paths(g: Graphs, sources: int) -> dict[str, Sides]:
    """Betweenness and all that comes of distances; NetworkX works from some sources."""
    indptr, indices, _ = g.rows
    nodes = some(g.size, sources)
    scale = g.size / len(nodes)
    far = Timed(lambda: paths.distances(indptr, indices))
    return {
        "betweenness": {
            "ours": Timed(lambda: paths.betweenness(indptr, indices)),
            "networkx": Timed(lambda: nx.betweenness_centrality(g.nx, k=len(nodes), seed=1), scale),
            "igraph": Timed(g.igraph.betweenness),
            "networkit": Timed(lambda: ran(networkit.centrality.Betweenness(g.networkit))),
            "rustworkx": Timed(lambda: rustworkx.betweenness_centrality(g.rustworkx, parallel_threshold=g.size + 1)),
        },
        "weighted betweenness": {
            "ours": Timed(lambda: paths.betweenness(indptr, indices, g.lengths)),
            "networkx": Timed(lambda: nx.betweenness_centrality(g.nx, k=len(nodes), weight="length", seed=1), scale),
            "igraph": Timed(lambda: g.igraph.betweenness(weights="length")),
            "networkit": Timed(lambda: ran(networkit.centrality.Betweenness(g.lengthy))),
        },
        "closeness": {
            "ours": Timed(lambda: closeness(paths.distances(indptr, indices))),
            "networkx": Timed(lambda: [nx.closeness_centrality(g.nx, u=node) for node in nodes], scale),
            "igraph": Timed(g.igraph.closeness),
            "networkit": Timed(lambda: ran(networkit.centrality.Closeness(g.networkit, False, True))),
            "rustworkx": Timed(lambda: rustworkx.closeness_centrality(g.rustworkx, parallel_threshold=g.size + 1)),
        },
        "harmonic": {
            "ours": far,
            "networkx": Timed(lambda: nx.harmonic_centrality(g.nx, nbunch=nodes), scale),
            "igraph": Timed(g.igraph.harmonic_centrality),
            "networkit": Timed(lambda: ran(networkit.centrality.HarmonicCloseness(g.networkit, False))),
        },
        "average path": {
            "ours": far,
            "networkx": Timed(
                lambda: [sum(nx.single_source_shortest_path_length(g.nx, n).values()) for n in nodes], scale
            ),
            "igraph": Timed(g.igraph.average_path_length),
        },
    }


def structure(g: Graphs) -> dict[str, Sides]:
    """What needs no paths between all nodes."""
    indptr, indices, weights = g.rows
    return {
        "clustering": {
            "ours": Timed(lambda: clustering(indptr, indices)),
            "networkx": Timed(lambda: nx.clustering(g.nx)),
            "igraph": Timed(lambda: g.igraph.transitivity_local_undirected(mode="zero")),
            "networkit": Timed(lambda: ran(networkit.centrality.LocalClusteringCoefficient(g.networkit))),
        },
        "constraint": {
            "ours": Timed(lambda: local.constraint(indptr, indices, weights)),
            "networkx": Timed(lambda: nx.constraint(g.nx, weight="weight")),
            "igraph": Timed(lambda: g.igraph.constraint(weights="weight")),
        },
        "effective size": {
            "ours": Timed(lambda: np.diff(indptr) - 2 * local.triangles(indptr, indices) / np.diff(indptr)),
            "networkx": Timed(lambda: nx.effective_size(g.nx)),
        },
        "core number": {
            "ours": Timed(lambda: local.cores(indptr, indices)),
            "networkx": Timed(lambda: nx.core_number(g.nx)),
            "igraph": Timed(g.igraph.coreness),
            "networkit": Timed(lambda: ran(networkit.centrality.CoreDecomposition(g.networkit))),
            "rustworkx": Timed(lambda: rustworkx.core_number(g.rustworkx)),
        },
        "PageRank": {
            "ours": Timed(lambda: power.pagerank(indptr, indices, weights, tolerance=1e-6)),
            "networkx": Timed(lambda: nx.pagerank(g.nx)),
            "igraph": Timed(lambda: g.igraph.pagerank(weights="weight")),
            "networkit": Timed(lambda: pagerank(g.networkit)),
        },
        "eigenvector": {
            "ours": Timed(lambda: power.eigenvector(indptr, indices, weights, 1e-6)),
            "networkx": Timed(lambda: nx.eigenvector_centrality(g.nx, weight="weight")),
            "igraph": Timed(lambda: g.igraph.eigenvector_centrality(weights="weight")),
            "networkit": Timed(lambda: ran(networkit.centrality.EigenvectorCentrality(g.networkit, 1e-6))),
            "rustworkx": Timed(lambda: rustworkx.eigenvector_centrality(g.rustworkx, weight_fn=float)),
        },
    }
