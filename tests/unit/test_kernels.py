"""The kernels give what NetworkX gives, on well-known and awkward graphs."""

from collections.abc import Mapping
from typing import cast

import networkx as nx
import numpy as np
import pytest

from parknet.analytics.kernels import Counts, Floats, local, paths, power
from tests.networks.classics import classics, rows

GRAPHS = classics()
Values = Mapping[int, float]


@pytest.fixture(params=GRAPHS)
def graph(request: pytest.FixtureRequest) -> "nx.Graph[int]":
    return GRAPHS[request.param]


def agree(found: Floats | Counts, expected: Values, within: float = 1e-9) -> None:
    """To the relative difference, node by node; what is NaN on one side is on the other."""
    wanted = np.array([expected[node] for node in range(len(found))], dtype=float)
    np.testing.assert_allclose(found, wanted, rtol=within, atol=within / 1000)


@pytest.mark.parametrize("name", [name for name in GRAPHS if name != "synthetic"])  # the measures are asked of that
def test_betweenness(name: str) -> None:
    graph = GRAPHS[name]
    indptr, indices, weights = rows(graph)
    expected = nx.betweenness_centrality(graph, normalized=False)
    agree(paths.betweenness(indptr, indices), expected)
    expected = nx.betweenness_centrality(graph, normalized=False, weight="length")
    agree(paths.betweenness(indptr, indices, 1 / weights), expected)


def test_distances(graph: "nx.Graph[int]") -> None:
    indptr, indices, _ = rows(graph)
    found = paths.distances(indptr, indices)
    lengths = dict(nx.all_pairs_shortest_path_length(graph))
    agree(found.inverse, nx.harmonic_centrality(graph))
    agree(found.reached, {node: len(to) - 1 for node, to in lengths.items()}, 0)
    agree(found.total, {node: sum(to.values()) for node, to in lengths.items()}, 0)
    agree(found.longest, {node: max(to.values()) for node, to in lengths.items()}, 0)


def test_distances_from_one(graph: "nx.Graph[int]") -> None:
    indptr, indices, weights = rows(graph)
    for source in list(graph)[:5]:
        near, far = paths.from_one(indptr, indices, source)
        assert dict(zip(near.tolist(), far.tolist(), strict=True)) == nx.single_source_shortest_path_length(
            graph, source
        )
        near, far = paths.from_one(indptr, indices, source, 1 / weights)
        expected = nx.single_source_dijkstra_path_length(graph, source, weight="length")
        assert dict(zip(near.tolist(), far.tolist(), strict=True)) == pytest.approx(expected)


def test_what_partners_are_to_each_other(graph: "nx.Graph[int]") -> None:
    indptr, indices, weights = rows(graph)
    agree(local.triangles(indptr, indices), cast(Values, nx.triangles(graph)), 0)
    agree(local.cores(indptr, indices), nx.core_number(graph), 0)
    if len(graph):  # NetworkX refuses the empty one
        agree(local.constraint(indptr, indices, weights), nx.constraint(graph, weight="weight"))
    ends = np.array(sorted(graph.edges), np.int32).reshape(-1, 2)
    shared = local.common(indptr, indices, ends[:, 0], ends[:, 1])
    assert shared.tolist() == [len(list(nx.common_neighbors(graph, *pair))) for pair in ends.tolist()]


@pytest.mark.parametrize("name", [name for name in GRAPHS if name != "synthetic"])  # NetworkX takes a minute for that
def test_effective_size(name: str) -> None:
    graph = GRAPHS[name]
    found = local.effective_size(*rows(graph))
    agree(found, nx.effective_size(graph, nodes=list(graph), weight="weight"))


def test_power_iteration(graph: "nx.Graph[int]") -> None:
    indptr, indices, weights = rows(graph)
    ranked, central = power.pagerank(indptr, indices, weights), power.eigenvector(indptr, indices, weights)
    assert ranked is not None and central is not None
    agree(ranked, nx.pagerank(graph, tol=1e-12, max_iter=100_000))
    if len(graph):
        agree(central, nx.eigenvector_centrality(graph, tol=1e-12, max_iter=100_000, weight="weight"))


def test_any_number_of_cores_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    indptr, indices, weights = rows(GRAPHS["synthetic"])

    def found() -> list[bytes]:
        between, far = paths.betweenness(indptr, indices, 1 / weights), paths.distances(indptr, indices)
        return [array.tobytes() for array in (between, *far)]

    first = found()
    for cores in (1, 7):
        monkeypatch.setattr("os.cpu_count", lambda cores=cores: cores)
        assert found() == first
