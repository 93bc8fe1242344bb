"""Measures over the macro-regions: as NetworkX has them, else the formula of the literature, worked out here."""

import random
from collections.abc import Mapping
from dataclasses import replace
from math import sqrt
from typing import Any

import networkx as nx
import pytest

from parknet.analytics.lens import Lens
from parknet.analytics.measures import measure
from parknet.analytics.network import Network, build
from tests.networks import plain
from tests.networks.classics import classics

CLASSICS = classics()
Graph = Any


def in_regions(name: str) -> tuple[Graph, Network]:
    """A known graph by numbers, its tie of weight w as w alliances, with a region for most of its nodes."""
    graph: Graph = CLASSICS[name]
    dice = random.Random(2)
    nx.set_node_attributes(graph, {n: dice.choice(("east", "central", "west", None)) for n in graph}, "region")
    groups = [pair for *pair, weight in graph.edges(data="weight") for _ in range(int(weight))]
    network = build(plain.tied(groups, parks=len(graph)), Lens(at="2026-11-22"))
    words = tuple(graph.nodes[n]["region"] for n in range(len(graph)))
    return graph, replace(network, nodes=replace(network.nodes, region=words))


def values(network: Network, id_: str) -> tuple[Any, ...]:
    (column,) = measure(network, [id_])
    assert (None in column.values) == bool(column.reason[0]) == bool(column.reason[1])
    return column.values


def region(graph: Graph, node: int) -> str | None:
    found: str | None = graph.nodes[node]["region"]
    return found


@pytest.mark.parametrize("name", CLASSICS)
def test_modularity_is_that_of_networkx_over_the_nodes_of_known_region(name: str) -> None:
    graph, network = in_regions(name)
    known = graph.subgraph([n for n in graph if region(graph, n)])
    (found,) = values(network, "modularity")
    if not known.size():
        assert found is None
    else:
        parts = [{n for n in known if region(graph, n) == word} for word in ("east", "central", "west")]
        assert found == pytest.approx(nx.community.modularity(known, [part for part in parts if part]), rel=1e-9)


@pytest.mark.parametrize("name", CLASSICS)
def test_the_ei_index_is_external_less_internal_over_both(name: str) -> None:
    graph, network = in_regions(name)
    ends = [(region(graph, a), region(graph, b)) for a, b in graph.edges]
    across = sum(one != other for one, other in ends if one and other)
    within = sum(one == other for one, other in ends if one and other)
    (found,) = values(network, "ei_index")
    assert found == (pytest.approx((across - within) / (across + within)) if across + within else None)


def partners(graph: Graph, node: int) -> Mapping[str, int]:
    words = [word for other in graph[node] if (word := region(graph, other))]
    return {word: words.count(word) for word in words}


@pytest.mark.parametrize("name", CLASSICS)
def test_participation_is_one_less_the_squares_of_the_shares(name: str) -> None:
    """Guimerà and Amaral 2005: P = 1 - Σ (k(s)/k)²."""
    graph, network = in_regions(name)
    for node, found in enumerate(values(network, "participation")):
        of = partners(graph, node).values()
        assert found == (pytest.approx(1 - sum((n / sum(of)) ** 2 for n in of), abs=1e-12) if of else None)


@pytest.mark.parametrize("name", CLASSICS)
def test_within_module_z_is_in_standard_deviations_of_the_region(name: str) -> None:
    """Guimerà and Amaral 2005: z = (κ - mean κ) / σ(κ) over the nodes of the module."""
    graph, network = in_regions(name)
    own = {n: partners(graph, n).get(word, 0) for n in graph if (word := region(graph, n))}
    for node, found in enumerate(values(network, "within_module_z")):
        alike = [own[n] for n in own if region(graph, n) == region(graph, node)]
        mean = sum(alike) / len(alike) if node in own else 0
        spread = sqrt(sum((n - mean) ** 2 for n in alike) / len(alike)) if node in own else 0
        assert found == (pytest.approx((own[node] - mean) / spread, abs=1e-12) if spread else None)


class Counted(str):
    """A word that counts how often it is looked up."""

    looked_up = 0

    def __hash__(self) -> int:
        Counted.looked_up += 1
        return super().__hash__()


@pytest.mark.parametrize("id_", ["modularity", "assortativity", "participation"])
def test_the_words_of_the_regions_are_looked_up_once_a_node(id_: str) -> None:
    """Not once a node for each node: 8,000 nodes took the better part of a second."""
    network = build(plain.tied([[n, n + 1] for n in range(99)]), Lens(at="2026-11-22"))
    words = tuple(Counted(("east", "west")[n % 2]) for n in range(100))
    Counted.looked_up = 0
    values(replace(network, nodes=replace(network.nodes, region=words)), id_)
    assert 0 < Counted.looked_up < 10 * len(words)
