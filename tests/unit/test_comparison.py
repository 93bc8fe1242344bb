"""Two networks side by side, and how far two partitions agree: by hand, and against another count of pairs."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parknet.analytics.comparison import agreement, compare
from parknet.analytics.lens import Lens
from parknet.analytics.network import Network, build
from tests.networks import plain
from tests.networks.classics import classics

GROUPS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=40)


def through(groups: list[list[int]], parks: int = 0) -> Network:
    return build(plain.tied(groups, parks), Lens(at="2026-11-22"))


def test_who_and_what_stands_in_one_alone_is_named() -> None:
    found = compare(through([[0, 1], [1, 2]]), through([[0, 1], [0, 2], [2, 3]]))
    name = plain.park
    assert (found.nodes.both, found.nodes.only_here, found.nodes.only_there) == (3, (), (name(3),))
    assert found.ties.both == 1 and found.ties.only_here == ((name(1), name(2)),)
    assert found.ties.only_there == ((name(0), name(2)), (name(2), name(3)))
    density = next(pair for pair in found.measures if pair.here.measure.id == "density")
    assert density.difference == pytest.approx(2 / 3 - 1 / 2)
    assert found.communities.nmi is None and all(found.communities.reason)


def test_a_network_beside_itself_differs_in_nothing() -> None:
    graph = classics()["karate"]
    network = through([sorted(tie) for tie in graph.edges], len(graph))
    found = compare(network, network)
    assert not [*found.nodes.only_here, *found.nodes.only_there, *found.ties.only_here, *found.ties.only_there]
    assert {pair.difference for pair in found.measures} <= {0, None}
    assert (found.communities.nmi, found.communities.ari) == (1, 1)


def test_an_empty_network_beside_another_has_reasons() -> None:
    found = compare(through([]), through([[0, 1]]))
    assert all(pair.difference is not None or all(pair.reason) for pair in found.measures)
    assert found.communities.ari is None and all(found.communities.reason)


def test_a_worked_example() -> None:
    """Two halves of ten, one node on the wrong side: by hand from the table (4, 1; 0, 5)."""
    found = agreement([0] * 5 + [1] * 5, [0] * 4 + [1] * 6)
    index, row, column, pairs = 6 + 10, 20, 6 + 15, 45
    assert found.ari == pytest.approx((index - row * column / pairs) / ((row + column) / 2 - row * column / pairs))
    assert found.nmi == pytest.approx(0.618977, abs=1e-6)


@given(GROUPS)
def test_agreement_is_that_of_pairs_and_blind_to_names_and_order(pairs: list[tuple[int, int]]) -> None:
    one, other = [a for a, _ in pairs], [b for _, b in pairs]
    found = agreement(one, other)
    assert agreement(other, one) == found
    assert agreement([f"g{3 - a}" for a in one], other).ari == found.ari
    every = list(combinations(pairs, 2))
    both = sum(a == c and b == d for (a, b), (c, d) in every)
    rows, columns = sum(a == c for (a, _), (c, _) in every), sum(b == d for (_, b), (_, d) in every)
    chance = rows * columns / len(every)
    if found.ari is None:
        assert all(found.reason)
        return
    assert found.ari == pytest.approx((both - chance) / ((rows + columns) / 2 - chance), abs=1e-9)
    assert found.nmi is not None and 0 <= found.nmi <= 1
    assert (found.ari == 1) == (found.nmi == 1)
