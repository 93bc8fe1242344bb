"""One graph as each library takes it, and how each works out what ours does.

What a library would take hours for is worked out from some of the nodes and scaled up to all of them.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import igraph
import networkit
import networkx as nx
import numpy as np
import rustworkx

from parknet.analytics import communities
from parknet.analytics.kernels import Counts, Floats, Ints, local, paths, power
from parknet.analytics.lens import Lens
from parknet.analytics.measures import MEASURES
from parknet.analytics.network import Network, Nodes, Ties, build, rows_of
from parknet.model.snapshot import Snapshot

Call = Callable[[], Any]
DENSE = 20_000
"""Nodes from which on NetworkX's matrix of all pairs takes more than 10 GB."""
REGIONS = ("east", "central", "west", "northeast")
EMPTY = build(Snapshot(), Lens(at="2026-11-22"))


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
        self.ids = tuple(f"park-{node:06}" for node in range(size))
        self.region = tuple(REGIONS[node % 4] for node in range(size))
        self.alliances = [(f"alliance-{n:06}",) for n in range(len(ends))]
        self.rows = rows_of(size, self.source, self.target, self.weight)
        self.lengths = 1 / self.rows[2]
        self.nx, self.network = self.networkx(), self.loaded()
        self.igraph = self.in_igraph()
        self.igraph.es["length"] = (1 / self.weight).tolist()
        self.networkit, self.lengthy = self._networkit(None), self._networkit(1 / self.weight)
        self.rustworkx = rustworkx.PyGraph(multigraph=False)
        self.rustworkx.add_nodes_from(range(size))
        self.rustworkx.add_edges_from([(*pair, w) for pair, w in zip(ends.tolist(), self.weight.tolist(), strict=True)])

    def networkx(self) -> Any:
        """NetworkX's graph of the same columns; each tie has the inverse of its weight, too, as its length."""
        graph: nx.Graph[int] = nx.Graph()
        for node, (id_, region) in enumerate(zip(self.ids, self.region, strict=True)):
            graph.add_node(node, id=id_, region=region)
        ends = (self.source.tolist(), self.target.tolist(), self.weight.tolist())
        for one, other, weight, alliances in zip(*ends, self.alliances, strict=True):
            graph.add_edge(one, other, weight=weight, length=1 / weight, alliances=alliances, layers="pairing")
        return graph

    def in_igraph(self) -> Any:
        """igraph's graph with weights."""
        ends = np.stack([self.source, self.target], axis=1).tolist()
        return igraph.Graph(self.size, ends, edge_attrs={"weight": self.weight.tolist()})

    def loaded(self) -> Network:
        """Our network from columns; of the nodes ids and regions, of the ties the alliances and their layers."""
        size, ties = len(self.ids), len(self.source)
        nodes: Any = {name: (None,) * size for name in Nodes.__slots__} | {"id": self.ids, "region": self.region}
        between: Any = {name: ((),) * ties for name in Ties.__slots__}
        between |= {"source": self.source, "target": self.target, "weight": self.weight}
        between |= {"alliances": tuple(self.alliances), "layers": (("pairing",),) * ties}
        indptr, indices, weights = rows_of(size, self.source, self.target, self.weight)
        return replace(
            EMPTY, nodes=Nodes(**nodes), ties=Ties(**between), indptr=indptr, indices=indices, weights=weights
        )

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


def value(network: Network, measure: str) -> Any:
    """A measure as the table has it."""
    return MEASURES[measure].compute(network, 1)


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
            **({"networkx": Timed(lambda: nx.effective_size(g.nx))} if g.size < DENSE else {}),
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
            "networkx": Timed(lambda: nx.eigenvector_centrality(g.nx, 10_000, weight="weight")),
            "igraph": Timed(lambda: g.igraph.eigenvector_centrality(weights="weight")),
            "networkit": Timed(lambda: ran(networkit.centrality.EigenvectorCentrality(g.networkit, 1e-6))),
            "rustworkx": Timed(lambda: rustworkx.eigenvector_centrality(g.rustworkx, float, max_iter=10_000)),
        },
    }


def from_one(g: Graphs) -> dict[str, Sides]:
    """Paths from one node."""
    indptr, indices, _ = g.rows
    node = g.size // 2
    return {
        "distances from one": {
            "ours": Timed(lambda: paths.from_one(indptr, indices, node)),
            "networkx": Timed(lambda: nx.single_source_shortest_path_length(g.nx, node)),
            "igraph": Timed(lambda: g.igraph.distances(node)),
            "networkit": Timed(lambda: ran(networkit.distance.BFS(g.networkit, node, False))),
        },
        "lengths from one": {
            "ours": Timed(lambda: paths.from_one(indptr, indices, node, g.lengths)),
            "networkx": Timed(lambda: nx.single_source_dijkstra_path_length(g.nx, node, weight="length")),
            "igraph": Timed(lambda: g.igraph.distances(node, weights="length")),
            "networkit": Timed(lambda: ran(networkit.distance.Dijkstra(g.lengthy, node, False))),
        },
    }


def sampled_paths(g: Graphs) -> dict[str, Sides]:
    """Betweenness and closeness from some sources on every side, as much as if it were from all."""
    indptr, indices, _ = g.rows
    few, nodes = some(g.size, 4), some(g.size, 64)
    block, scale = 64, g.size / 64
    return {
        "betweenness": {
            "ours": Timed(lambda: paths._betweenness(indptr, indices, g.size // 2, g.size // 2 + block), scale),
            "networkx": Timed(lambda: nx.betweenness_centrality(g.nx, k=len(few), seed=1), g.size / len(few)),
            "igraph": Timed(lambda: g.igraph.betweenness(sources=nodes), scale),
        },
        "closeness": {
            "ours": Timed(lambda: closeness(paths.distances(indptr, indices))),
            "networkx": Timed(lambda: [nx.closeness_centrality(g.nx, u=node) for node in few], g.size / len(few)),
            "igraph": Timed(lambda: g.igraph.closeness(nodes), scale),
        },
    }


def weighted_holes(g: Graphs) -> dict[str, Sides]:
    """Effective size by weights; NetworkX of some nodes, since it takes so long, and of named ones, which is right."""
    indptr, indices, weights = g.rows
    nodes = some(g.size, 50)
    slow = Timed(lambda: nx.effective_size(g.nx, nodes=nodes, weight="weight"), g.size / len(nodes))
    return {
        "weighted effective size": {
            "ours": Timed(lambda: local.effective_size(indptr, indices, weights)),
            "networkx": slow,
        }
    }


def whole(g: Graphs) -> dict[str, Sides]:
    """The network as a whole: its making, parts, mixing and communities."""
    network = g.network
    numbers = [REGIONS.index(word) for word in g.region]
    found: dict[str, Sides] = {
        "load": {"ours": Timed(g.loaded), "networkx": Timed(g.networkx), "igraph": Timed(g.in_igraph)},
        "components": {
            "ours": Timed(lambda: communities.components(network)),
            "networkx": Timed(lambda: list(nx.connected_components(g.nx))),
            "igraph": Timed(g.igraph.connected_components),
            "networkit": Timed(lambda: ran(networkit.components.ConnectedComponents(g.networkit))),
        },
        "degree assortativity": {
            "ours": Timed(lambda: value(network, "degree_assortativity")),
            "networkx": Timed(lambda: nx.degree_assortativity_coefficient(g.nx)),
            "igraph": Timed(g.igraph.assortativity_degree),
        },
        "assortativity": {
            "ours": Timed(lambda: value(network, "assortativity")),
            "networkx": Timed(lambda: nx.attribute_assortativity_coefficient(g.nx, "region")),
            "igraph": Timed(lambda: g.igraph.assortativity_nominal(numbers, directed=False)),
        },
        "communities": {
            "ours": Timed(lambda: communities.leiden_of(network.ties, g.size, 1)),
            "networkx": Timed(lambda: nx.community.louvain_communities(g.nx, seed=1)),
            "igraph": Timed(lambda: g.igraph.community_leiden("modularity", weights="weight")),
            "networkit": Timed(lambda: ran(networkit.community.PLM(g.networkit, refine=False))),
        },
    }
    return found
