"""Every measure that NetworkX has gives what NetworkX gives, on known graphs with and without weights."""

from collections.abc import Callable, Mapping
from typing import Any

import networkx as nx
import pytest

from parknet.analytics.lens import Lens
from parknet.analytics.measure import Value
from parknet.analytics.measures import MEASURES, measure
from parknet.analytics.network import Network, build
from tests.networks import plain
from tests.networks.classics import classics

Graph = Any
LARGE = {"synthetic"}
"""Where NetworkX would take a minute for some."""


def network_of(graph: Graph) -> Network:
    """A tie of weight w as w alliances of the same two parks."""
    groups = [pair for *pair, weight in graph.edges(data="weight") for _ in range(int(weight))]
    return build(plain.tied(groups, parks=len(graph)), Lens(at="2026-11-22"))


NETWORKS = {name: network_of(graph) for name, graph in classics().items()}


def _largest(graph: Graph) -> Graph:
    return graph.subgraph(min(nx.connected_components(graph), key=lambda nodes: (-len(nodes), min(nodes))))


def _eigenvector(graph: Graph) -> Mapping[str, float]:
    return nx.eigenvector_centrality(_largest(graph), weight="weight", tol=1e-12, max_iter=100_000)


def _effective_size(graph: Graph) -> Mapping[str, float]:
    return nx.effective_size(graph, nodes=list(graph), weight="weight")


def _local_bridges(graph: Graph) -> Mapping[str, int]:
    ends = [node for pair in nx.local_bridges(graph, with_span=False) for node in pair]
    return {node: ends.count(node) for node in graph}


def _articulation_points(graph: Graph) -> Mapping[str, int]:
    cutting = set(nx.articulation_points(graph))
    return {node: int(node in cutting) for node in graph}


def _mean_distance(graph: Graph) -> Any:
    far = [far for _, to in nx.all_pairs_shortest_path_length(graph) for far in to.values() if far]
    return sum(far) / len(far)


OF_NODES: dict[str, Callable[[Graph], Any]] = {
    "degree": lambda graph: dict(graph.degree()),
    "strength": lambda graph: dict(graph.degree(weight="weight")),
    "betweenness": nx.betweenness_centrality,
    "weighted_betweenness": lambda graph: nx.betweenness_centrality(graph, weight="length"),
    "closeness": nx.closeness_centrality,
    "harmonic": nx.harmonic_centrality,
    "eigenvector": _eigenvector,
    "pagerank": lambda graph: nx.pagerank(graph, tol=1e-12, max_iter=100_000),
    "clustering": nx.clustering,
    "weighted_clustering": lambda graph: nx.clustering(graph, weight="weight"),
    "core_number": nx.core_number,
    "constraint": lambda graph: nx.constraint(graph, weight="weight"),
    "effective_size": _effective_size,
    "efficiency": lambda graph: {n: size / (graph.degree(n) or 1) for n, size in _effective_size(graph).items()},
    "local_bridges": _local_bridges,
    "articulation_points": _articulation_points,
}
OF_NETWORKS: dict[str, Callable[[Graph], float]] = {
    "density": nx.density,
    "number_connected_components": nx.number_connected_components,
    "average_shortest_path_length": _mean_distance,
    "diameter": lambda graph: max(nx.diameter(graph.subgraph(part)) for part in nx.connected_components(graph)),
    "transitivity": nx.transitivity,
    "degree_assortativity": nx.degree_assortativity_coefficient,
}


def _values(network: Network, id_: str) -> tuple[Value, ...]:
    (column,) = measure(network, [id_])
    assert (None in column.values) == bool(column.reason[0]) == bool(column.reason[1])
    return column.values


def _graph(network: Network) -> Graph:
    graph = network.to_networkx()
    for _, _, data in graph.edges(data=True):
        data["length"] = 1 / data["weight"]
    return graph


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("id_", OF_NODES)
def test_values_of_nodes(name: str, id_: str) -> None:
    if name in LARGE and id_ in ("effective_size", "efficiency"):
        pytest.skip("NetworkX takes a minute for it")
    network = NETWORKS[name]
    values = _values(network, id_)
    if not values:
        return
    expected = OF_NODES[id_](_graph(network)) if None not in values or network.ties.source.size else {}
    for node, value in zip(network.nodes.id, values, strict=True):
        known = expected.get(node, 0)
        if value is None:  # what has no ties, or too few: NetworkX makes up a zero, or says NaN
            assert not known or known != known or id_ in ("pagerank",)
        else:
            assert value == pytest.approx(known, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("name", [name for name in NETWORKS if name not in ("empty", "isolates")])
@pytest.mark.parametrize("id_", OF_NETWORKS)
def test_values_of_networks(name: str, id_: str, recwarn: pytest.WarningsRecorder) -> None:
    network = NETWORKS[name]
    (value,) = _values(network, id_)
    if value is None:
        assert name == "one tie" and id_ in ("transitivity", "degree_assortativity")
    else:
        assert value == pytest.approx(OF_NETWORKS[id_](_graph(network)), rel=1e-9)


@pytest.mark.parametrize("id_", OF_NETWORKS)
@pytest.mark.parametrize("name", ["empty", "isolates"])
def test_a_network_without_ties_has_no_values_that_need_one(name: str, id_: str) -> None:
    (value,) = _values(NETWORKS[name], id_)
    assert value == (
        {"density": 0 if name == "isolates" else None, "number_connected_components": len(NETWORKS[name].nodes.id)}
    ).get(id_)


def test_what_networkx_has_is_held_against_it() -> None:
    """But for the groups and what is judged over the regions, which have tests of their own."""
    ours = {entry.id for entry in MEASURES.values() if entry.networkx and entry.per != "partition" and not entry.among}
    assert ours == {*OF_NODES, *OF_NETWORKS}
