"""Assortativity by what nodes are: NetworkX's where a node has one word, a worked example where it has several."""

import random
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parknet.analytics.lens import Lens
from parknet.analytics.measures import measure
from parknet.analytics.network import Network, build
from tests.networks import plain
from tests.networks.classics import classics

CLASSICS = classics()
Sectors = Sequence[tuple[str, ...]]


def tied(edges: Any, size: int, **columns: Any) -> Network:
    network = build(plain.tied(edges, parks=size), Lens(at="2026-11-22"))
    return replace(network, nodes=replace(network.nodes, **columns))


def value(network: Network, id_: str) -> Any:
    (column,) = measure(network, [id_])
    assert (column.values == (None,)) == bool(column.reason[0]) == bool(column.reason[1])
    return column.values[0]


@pytest.mark.parametrize("name", CLASSICS)
@pytest.mark.parametrize(("id_", "attribute"), [("assortativity", "region"), ("level_assortativity", "level")])
def test_it_is_that_of_networkx_over_the_nodes_whose_word_is_known(name: str, id_: str, attribute: str) -> None:
    graph, dice = CLASSICS[name], random.Random(1)
    words = tuple(dice.choice(("national", "provincial", "prefecture", None)) for _ in range(len(graph)))
    known: nx.Graph[int] = nx.Graph(graph.subgraph(node for node, word in enumerate(words) if word))
    nx.set_node_attributes(known, dict(enumerate(words)), attribute)
    found = value(tied(graph.edges, len(graph), **{attribute: words}), id_)
    if len({words[node] for pair in known.edges for node in pair}) < 2:
        assert found is None
    else:
        assert found == pytest.approx(nx.attribute_assortativity_coefficient(known, attribute), rel=1e-9)


def test_sectors_of_a_worked_example() -> None:
    """Ties ab and bc of a in 1, b in 1 and 2, c in 2, and cd where d has none.

    Of four ends that count, each tie puts a half of it into 1-1 and 1-2, or 2-1 and 2-2: within are a half, and each
    sector has half of the ends: (1/2 - 1/2) / (1 - 1/2) = 0. With b in 1 alone, one of two ties is within; a is 3/4.
    """
    edges = [(0, 1), (1, 2), (2, 3)]
    assert value(tied(edges, 4, sectors=(("1",), ("1", "2"), ("2",), ())), "sector_assortativity") == 0
    alone = tied(edges, 4, sectors=(("1",), ("1",), ("2",), ()))
    assert value(alone, "sector_assortativity") == pytest.approx((Fraction(1, 2) - Fraction(5, 8)) / Fraction(3, 8))
    assert value(tied(edges, 4, sectors=(("1",),) * 4), "sector_assortativity") is None
    assert value(tied(edges, 4, sectors=((),) * 4), "sector_assortativity") is None


def by_shares(edges: Sequence[tuple[int, int]], sectors: Sectors) -> Fraction | None:
    """By its formula: a tie adds 1/(|S(u)||S(v)|) to e(i,j), both ways."""
    mixed: dict[tuple[str, str], Fraction] = {}
    for pair in edges:
        for one, other in (pair, pair[::-1]):
            for i, j in product(sectors[one], sectors[other]):
                mixed[i, j] = mixed.get((i, j), Fraction(0)) + Fraction(1, len(sectors[one]) * len(sectors[other]))
    total = sum(mixed.values())
    if not total:
        return None
    words = sorted({word for pair in mixed for word in pair})
    ends = [sum(mixed.get((i, j), Fraction(0)) for j in words) / total for i in words]
    chance = sum(end**2 for end in ends)
    within = sum(mixed.get((i, i), Fraction(0)) for i in words) / total
    return (within - chance) / (1 - chance) if chance != 1 else None


SETS = st.lists(st.sampled_from("1234"), max_size=3, unique=True).map(tuple)
EDGES = st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] < pair[1]), max_size=12)


@given(st.lists(SETS, min_size=8, max_size=8), EDGES)
def test_sectors_are_spread_in_equal_shares(sectors: Sectors, edges: set[tuple[int, int]]) -> None:
    found = value(tied(sorted(edges), 8, sectors=tuple(sectors)), "sector_assortativity")
    wanted = by_shares(sorted(edges), sectors)
    assert found is None if wanted is None else found == pytest.approx(wanted, abs=1e-12)


@pytest.mark.parametrize(
    ("id_", "zh", "en"), [("level_assortativity", "级别", "levels"), ("sector_assortativity", "行业", "sectors")]
)
def test_they_are_judged_by_the_ties_that_they_use(id_: str, zh: str, en: str) -> None:
    ring = [(n, (n + 1) % 40) for n in range(40)]
    for known, said in ((0, ("没有", "No tie")), (15, ("仅15个", "15 nodes")), (40, ("", ""))):
        words = tuple(("national", "provincial")[n % 2] if n < known else None for n in range(40))
        network = tied(ring, 40, level=words, sectors=tuple((word,) if word else () for word in words))
        (column,) = measure(network, [id_])
        assert column.adequate == (known == 40)
        assert all(part in text for part, text in zip(said, column.warning, strict=True))
        assert known == 40 or (f"两端{zh}明确的" in column.warning[0] and f"between known {en}" in column.warning[1])
