"""Two networks side by side: who and what stands in one alone, what differs, and how communities agree."""

import pytest

from parknet.analytics.comparison import compare
from parknet.analytics.lens import Lens
from parknet.analytics.network import Network, build
from tests.networks import plain
from tests.networks.classics import classics


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


def test_communities_that_differ_agree_in_part() -> None:
    """Three rings of ten, each tied to the next, and two cliques of fifteen."""
    rings = [[10 * g + n, 10 * g + (n + k) % 10] for g in range(3) for n in range(10) for k in (1, 2)]
    rings += [[0, 10], [10, 20], [20, 0]]
    here, there = through(rings), through([list(range(15)), list(range(15, 30)), [0, 15]])
    found = compare(here, there).communities
    assert found.ari is not None and found.nmi is not None and 0 < found.ari < 1 and 0 < found.nmi < 1
    assert found == compare(there, here).communities
