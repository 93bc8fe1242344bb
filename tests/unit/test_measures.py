"""Measures: the twelve worked out by hand, NetworkX on known graphs, and what is said where they say nothing."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from math import isfinite
from typing import Any

import networkx as nx
import pytest

from parknet.analytics.lens import WORDS, Lens
from parknet.analytics.measure import STRENGTH, Column
from parknet.analytics.measures import MEASURES, measure
from parknet.analytics.network import Network, build
from parknet.errors import Refused
from parknet.model.records import City, Link, Park
from parknet.model.snapshot import Snapshot
from tests.networks import plain, twelve

TWELVE = twelve.snapshot()


def through(snapshot: Snapshot = TWELVE, **parts: Any) -> Network:
    return build(snapshot, Lens(at="2026-11-22", **parts))


def one(network: Network, id_: str) -> Column:
    (column,) = measure(network, [id_])
    return column


def values(network: Network, id_: str) -> dict[str, Any]:
    return dict(zip(network.nodes.id, one(network, id_).values, strict=True))


# The twelve today: 20 nodes. One component of 9: chunlin in the middle with anhe and baishi (triangle; anhe also with
# studio), dongwan and ersheng (triangle; ersheng also with yilan), jinsong and press (triangle); three associations
# (triangle); fengqi and guyan; 6 nodes without a tie.
def test_the_twelve_worked_out_by_hand() -> None:
    network = through()
    degree, strength = values(network, "degree"), values(network, "strength")
    assert (degree["park-chunlin"], degree["park-anhe"], degree["park-fengqi"], degree["park-luye"]) == (6, 3, 1, 0)
    assert (strength["park-chunlin"], strength["park-anhe"]) == (6, 4)  # anhe and baishi share two alliances
    # Through chunlin run 3·3 + 3·2 + 3·2 pairs, through anhe (to studio) and ersheng (to yilan) 7; of 19·18/2 pairs.
    between = values(network, "betweenness")
    assert between["park-chunlin"] == pytest.approx(Fraction(21, 171))
    assert between["park-anhe"] == between["park-ersheng"] == pytest.approx(Fraction(7, 171))
    assert between["park-baishi"] == between["park-luye"] == 0
    # chunlin: six at 1, two at 2: 8/10; anhe: three at 1, four at 2, one at 3: 8/14; 8 of 19 others within reach.
    close = values(network, "closeness")
    assert close["park-chunlin"] == pytest.approx(Fraction(8, 10) * Fraction(8, 19))
    assert close["park-anhe"] == pytest.approx(Fraction(8, 14) * Fraction(8, 19))
    assert close["park-fengqi"] == pytest.approx(Fraction(1, 19))
    assert close["park-luye"] is None
    # chunlin's six partners: three pairs of 15 are partners; anhe's three: one pair of three.
    clustering = values(network, "clustering")
    assert clustering["park-chunlin"] == pytest.approx(Fraction(3, 15))
    assert clustering["park-anhe"] == pytest.approx(Fraction(1, 3))
    assert clustering["park-fengqi"] is None
    component = values(network, "components")
    assert (component["park-yilan"], component["org-association-hubei"], component["park-guyan"]) == (1, 2, 3)
    assert component["org-bureau"] == 4
    # 14 ties have two known regions, 5 of them within the East.
    # Ends: 17 East, 5 Central, 3 West, 2 Northeast, 1 Taiwan.
    (mixing,) = one(network, "assortativity").values
    assert mixing == pytest.approx(Fraction(5 * 56 - 328, 784 - 328))


def test_communities_part_two_thick_groups() -> None:
    groups = [[0, 1, 2, 3], [1, 2, 4], [3, 4], [0, 4], [5, 6, 7, 8], [6, 7, 9], [8, 9], [4, 5]]
    found = values(through(plain.tied(groups, parks=11)), "communities")
    assert [found[plain.park(n)] for n in range(11)] == [1, 1, 1, 1, 1, 2, 2, 2, 2, 2, None]


GRAPHS: dict[str, Any] = {
    "karate": nx.karate_club_graph(),
    "les_mis": nx.convert_node_labels_to_integers(nx.les_miserables_graph(), ordering="sorted"),
    "in pieces": nx.disjoint_union_all([nx.path_graph(5), nx.cycle_graph(6), nx.empty_graph(3), nx.star_graph(4)]),
    "one tie": nx.path_graph(2),
    "random": nx.gnm_random_graph(120, 200, seed=3),
}
ORACLES: dict[str, Callable[[Any], Any]] = {
    "degree": lambda graph: dict(graph.degree()),
    "betweenness": nx.betweenness_centrality,
    "closeness": nx.closeness_centrality,
    "clustering": nx.clustering,
}


@pytest.mark.parametrize("name", GRAPHS)
@pytest.mark.parametrize("id_", ORACLES)
def test_values_are_those_of_networkx_and_null_only_where_it_makes_up_a_zero(name: str, id_: str) -> None:
    graph: nx.Graph[int] = nx.Graph(GRAPHS[name].edges)
    graph.add_nodes_from(GRAPHS[name])
    expected = ORACLES[id_](graph)
    column = one(through(plain.tied(graph.edges, parks=len(graph))), id_)
    for node, value in enumerate(column.values):
        assert (value if value is not None else 0) == pytest.approx(expected[node], rel=1e-9, abs=1e-12)
    assert (None in column.values) == bool(column.reason[0]) == bool(column.reason[1])


_SIZES = ("group_size_mean", "group_size_median", "group_size_largest")
# As the known pairings between parks are: 7 separate groups, 21 members, 27 ties.
PAIRINGS = [[0, 1], [2, 3], [4, 5], [6, 7, 8], [9, 10, 11], [12, 13, 14], [15, 16, 17, 18, 19, 20]]


def test_separate_pairings_are_too_simple_to_rank_anybody() -> None:
    network = through(plain.tied(PAIRINGS, parks=30), parties=("park-park",), layers=("pairing",))
    columns = {column.measure.id: column for column in measure(network, MEASURES)}
    of_groups = {"memberships", "groups", "group_overlap", "group_jaccard", *_SIZES}
    assert {id_ for id_, column in columns.items() if column.adequate} == {
        *("degree", "strength", "components", "density", "number_connected_components", *of_groups)
    }
    assert [columns[id_].values for id_ in _SIZES] == [(3,), (3,), (6,)]
    assert set(columns["betweenness"].values) == {0}
    assert set(columns["clustering"].values) == {None, 1}
    zh, en = columns["betweenness"].warning
    assert zh == (
        "网络由7个互不相连的合作组构成（共21个成员、27对合作），组内两两相连，中介中心性无法区分各成员，不据此排名。"
    )
    assert en == (
        "The network is 7 separate groups (21 members, 27 ties) in which everybody is everybody's partner: "
        "betweenness cannot tell one member from another, and nothing is ranked by it."
    )
    assert columns["assortativity"].warning == (
        "所选范围内没有两端大区明确的已知合作，区域同配系数不说明任何问题。",
        "No tie between known regions is known within the lens: assortativity by region says nothing.",
    )
    assert columns["degree"].warning == ("", "")


def test_small_networks_are_flagged_with_what_is_missing_and_large_enough_ones_are_not() -> None:
    chain = one(through(plain.tied([[n, n + 1] for n in range(8)])), "closeness")
    assert not chain.adequate
    assert "9个" in chain.warning[0]
    assert "9 nodes have a tie, fewer than 10" in chain.warning[1]
    assert chain.values[4] == pytest.approx(8 / 20)
    ring = plain.tied([[n, (n + 1) % 30] for n in range(30)])
    assert all(column.adequate for column in measure(through(ring), [m.id for m in MEASURES.values() if not m.among]))
    pieces = one(through(plain.tied([[5 * n + k, 5 * n + k + 1] for n in range(4) for k in range(3)])), "betweenness")
    assert "the largest component has 4 nodes, fewer than 10" in pieces.warning[1]


def test_assortativity_is_judged_by_the_ties_that_it_uses() -> None:
    """A ring of 40 parks, the first 15 of them in two regions: 14 ties of 40 have two known ends."""
    ring = plain.tied([[n, (n + 1) % 40] for n in range(40)])
    east = City(id="city-east", name_zh="东", grade="province", macro_region="east")
    west = City(id="city-west", name_zh="西", grade="province", macro_region="west")

    def with_places(known: int) -> Snapshot:
        homes = {plain.park(n): [Link(to=(east.id, west.id)[n % 2])] for n in range(known)}
        parks = [park.model_copy(update={"located_in": tuple(homes.get(park.id, ()))}) for park in ring.all(Park)]
        others = [entry.record for entry in ring.entries.values() if not isinstance(entry.record, Park)]
        return plain.of([east, west, *parks, *others])

    few = one(through(with_places(15)), "assortativity")
    (value,) = few.values
    assert value == pytest.approx(-1)
    assert not few.adequate
    assert "15 nodes have a tie between known regions, fewer than 20" in few.warning[1]
    assert "有两端大区明确的合作的节点仅15个" in few.warning[0]
    more = one(through(with_places(25)), "assortativity")
    assert "24 ties between known regions are known, fewer than 30" in more.warning[1]
    assert one(through(with_places(40)), "assortativity").adequate


def test_a_network_beyond_the_bound_gives_null_with_that_reason() -> None:
    network = through(plain.tied([[0, n] for n in range(1, 5101)]))
    column = one(network, "weighted_betweenness")
    assert column.values == (None,) * 5101
    assert "5,101" in column.reason[0]
    assert "5,000 nodes and 25,000 ties" in column.reason[1]
    assert None not in one(network, "closeness").values


@pytest.mark.parametrize("id_", MEASURES)
@pytest.mark.parametrize(("nodes", "ties"), [(4, 4), (5, 3)])
def test_every_measure_keeps_its_bound(id_: str, nodes: int, ties: int, monkeypatch: pytest.MonkeyPatch) -> None:
    network = through(plain.tied([[n, n + 1] for n in range(4)], parks=9))
    monkeypatch.setitem(MEASURES, id_, replace(MEASURES[id_], exact_nodes=5, exact_ties=4))
    assert "too large" not in one(network, id_).reason[1]  # five nodes with a tie, whatever stands without one
    monkeypatch.setitem(MEASURES, id_, replace(MEASURES[id_], exact_nodes=nodes, exact_ties=ties))
    assert set(one(network, id_).values) == {None}
    assert "too large" in one(network, id_).reason[1]


def test_a_bipartite_network_has_only_the_measures_that_mean_something_there() -> None:
    network = through(projection="bipartite")
    defined = {column.measure.id for column in measure(network, MEASURES) if set(column.values) != {None}}
    of_groups = {"memberships", "groups", "group_overlap", "group_jaccard", *_SIZES}
    assert defined == {"degree", "strength", "components", "number_connected_components"} | of_groups
    closeness = one(network, "closeness")
    assert "clique" in closeness.reason[1] and closeness.warning == closeness.reason and not closeness.adequate
    assert values(network, "degree")["alliance-trio"] == 3


@pytest.mark.parametrize(
    "snapshot",
    [Snapshot(), plain.tied([[0, 1]]), plain.tied([[0, 1, 2]]), TWELVE, plain.of([])],
    ids=["empty", "one tie", "one group", "twelve", "nothing"],
)
@pytest.mark.parametrize("nodes", [("park",), ("city",)])
def test_undefined_is_null_with_a_reason_and_never_nan(snapshot: Snapshot, nodes: tuple[str, ...]) -> None:
    network = through(snapshot, nodes=nodes)
    for column in measure(network, MEASURES):
        assert len(column.values) == (1 if column.measure.per == "network" else len(network.nodes.id))
        assert all(value is None or isfinite(value) for value in column.values)
        assert (None in column.values) == bool(column.reason[0]) == bool(column.reason[1])
        assert column.adequate == (column.warning == ("", ""))
        assert column.adequate <= bool(len(network.ties.source))


def test_weighted_paths_that_rounding_tells_apart_are_not_as_long_and_the_entry_says_so() -> None:
    """Two ways from 0 to 3 by ties of 1, 3 and 7 alliances and of 7, 3 and 1, each of 1 + 1/3 + 1/7."""
    assert 1 / 1 + 1 / 3 + 1 / 7 != 1 / 7 + 1 / 3 + 1 / 1
    ways = {(0, 1): 1, (1, 2): 3, (2, 3): 7, (0, 4): 7, (4, 5): 3, (3, 5): 1}
    network = through(plain.tied([pair for pair, weight in ways.items() for _ in range(weight)]))
    column = one(network, "weighted_betweenness")
    graph: nx.Graph[int] = nx.Graph()
    graph.add_weighted_edges_from((a, b, 1 / weight) for (a, b), weight in ways.items())
    expected = nx.betweenness_centrality(graph, weight="weight")
    assert column.values == pytest.approx([expected[n] for n in range(6)])
    zh, en = column.measure.weight
    assert "rounding" in en and "舍入" in zh


def test_what_cannot_be_defined_is_null() -> None:
    assert one(through(plain.tied([[0, 1]])), "betweenness").values == (None, None)
    east = through(reach=("within-province",))  # chunlin, jinsong and press, all in Beijing
    assert one(east, "assortativity").values == (None,)
    assert "two regions" in one(east, "assortativity").reason[1]


def test_what_is_no_measure_is_refused_with_those_that_are() -> None:
    with pytest.raises(Refused) as refused:
        measure(through(), ["degree", "fame", "luck"])
    assert [problem.value for problem in refused.value.problems] == ["fame", "luck"]
    assert "betweenness" in refused.value.problems[0].remedy.en


def test_measures_come_as_asked_each_once() -> None:
    asked = ["strength", "degree", "strength"]
    assert [column.measure.id for column in measure(through(), asked)] == ["strength", "degree"]


@pytest.mark.parametrize("entry", MEASURES.values(), ids=list(MEASURES))
def test_every_entry_says_what_it_is_in_chinese_and_english(entry: Any) -> None:
    for words in (entry.label, entry.definition, entry.direction, entry.weight, entry.normalisation, entry.isolates):
        assert all(words)
    assert entry.formula and entry.reference and entry.cost
    assert entry.networkx == "" or entry.networkx.startswith("networkx.")
    assert entry.exact_nodes > entry.adequacy.nodes


def test_what_a_weight_is_names_every_word_of_the_lens() -> None:
    for zh, en in WORDS["weight"].values():
        assert zh in STRENGTH[0] and en in STRENGTH[1]
    assert MEASURES["strength"].unit == ("", "")  # months and recency are no alliances
