"""The layout: one per snapshot, components apart from each other, cliques as polygons, the rest in a block."""

from itertools import combinations
from math import dist

import networkx as nx
import numpy as np
import pytest

from parknet.analytics.layout import LARGE, SIZE, STAR, layouts
from parknet.model.records import Alliance, Park
from parknet.model.snapshot import Snapshot
from tests.networks import plain, twelve

Points = dict[str, tuple[float, float]]


def boxes(groups: list[list[str]], points: Points) -> list[tuple[float, float, float, float]]:
    found = []
    for group in groups:
        xs, ys = [points[id_][0] for id_ in group], [points[id_][1] for id_ in group]
        found.append((min(xs), min(ys), max(xs), max(ys)))
    return found


def apart(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]


def distance(points: Points, one: str, other: str) -> float:
    return dist(points[one], points[other])


def test_every_record_that_can_be_a_node_has_a_place_in_the_picture() -> None:
    snapshot = twelve.snapshot()
    points = layouts(snapshot).network
    expected = {r.id for r in twelve.records() if r.id.split("-")[0] in ("park", "org", "city", "alliance", "action")}
    assert set(points) == expected - {"alliance-conference"}  # nobody named: nowhere
    assert all(0 <= x <= SIZE and 0 <= y <= SIZE for x, y in points.values())
    assert max(max(point) for point in points.values()) == SIZE
    assert len({points[r.id] for r in twelve.records() if isinstance(r, Park)}) == 12


def test_an_alliance_stands_amid_its_parties() -> None:
    points = layouts(twelve.snapshot()).network
    members = [points[f"park-{slug}"] for slug in ("chunlin", "dongwan", "ersheng")]
    assert points["alliance-trio"] == pytest.approx(tuple(np.mean(members, axis=0)), abs=0.02)


def test_intentions_and_joint_actions_hold_together_too() -> None:
    # chunlin and guyan share an intention and a visit, neither of which the default lens shows.
    points = layouts(twelve.snapshot()).network
    assert distance(points, "park-chunlin", "park-guyan") < distance(points, "park-chunlin", "park-luye")


def test_the_geographic_layout_says_what_each_point_is_of() -> None:
    found = layouts(twelve.snapshot())
    assert found.geographic["park-anhe"] == (120.64, 31.37)
    assert found.precision["park-anhe"] == "park"
    assert found.precision["park-baishi"] == "city"
    assert "park-ersheng" not in found.geographic  # its point is the centre of its province, no point of it
    assert found.precision["city-hubei"] == "province"
    assert found.geographic["org-press"] == (116.41, 39.90)  # that of its division
    assert found.geographic["park-guyan"] == (108.94, 34.34)  # that of the division above its own
    assert "park-luye" not in found.geographic
    assert "org-operator" not in found.geographic


def test_components_stand_apart_and_cliques_are_regular_polygons() -> None:
    groups = [[0, 1], [2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12, 13], [14, 15], [15, 16, 17], [17, 18], [19, 20]]
    snapshot = plain.tied(groups, parks=60)
    points = layouts(snapshot).network
    joined = [*groups[:4], list(range(14, 19)), groups[7], list(range(21, 60))]
    named = [[plain.park(n) for n in group] for group in joined]
    assert all(apart(*pair) for pair in combinations(boxes(named, points), 2))
    for group in named[1:4]:
        sides = sorted(distance(points, *pair) for pair in combinations(group, 2))[: len(group)]
        assert sides == pytest.approx([sides[0]] * len(group), abs=0.05)
    rows = {points[id_][1] for id_ in named[-1]}
    columns = {points[id_][0] for id_ in named[-1]}
    assert len(rows) * len(columns) < 39 + len(columns)  # a full block but for its last row


def test_a_chain_is_drawn_out_and_not_folded() -> None:
    points = layouts(plain.tied([[n, n + 1] for n in range(9)])).network
    ends = distance(points, plain.park(0), plain.park(9))
    assert ends > 8 * distance(points, plain.park(4), plain.park(5))


def test_twins_do_not_stand_on_one_point() -> None:
    points = layouts(plain.tied([[0, n] for n in range(1, 30)])).network
    near = min(distance(points, *pair) for pair in combinations(map(plain.park, range(30)), 2))
    assert near > SIZE / 50


def test_twins_at_the_end_of_a_chain_fan_out() -> None:
    points = layouts(plain.tied([*([n, n + 1] for n in range(9)), *([9, n] for n in range(10, 14))])).network
    near = min(distance(points, *pair) for pair in combinations(map(plain.park, range(10, 14)), 2))
    assert near > distance(points, plain.park(0), plain.park(1)) / 2


def test_many_small_components_fill_a_sheet_and_not_a_strip() -> None:
    points = layouts(plain.tied([[2 * n, 2 * n + 1] for n in range(60)])).network
    assert max(y for _, y in points.values()) > SIZE / 2


def test_a_large_alliance_is_a_disc_and_not_thousands_of_ties() -> None:
    size = 10 * STAR
    points = layouts(plain.tied([range(size)])).network
    near = min(distance(points, *pair) for pair in combinations(map(plain.park, range(size)), 2))
    assert near > SIZE / 60


def large() -> tuple["nx.Graph[int]", Snapshot]:
    """Two thick groups of parks with one tie between them, more than stress would take, and a few pairs."""
    half = 2 * LARGE
    graph = nx.union(
        nx.connected_watts_strogatz_graph(half, 6, 0.2, seed=1),
        nx.relabel_nodes(nx.connected_watts_strogatz_graph(half, 6, 0.2, seed=2), lambda n: n + half),
    )
    graph.add_edge(0, half)
    graph.add_edges_from([(2 * half, 2 * half + 1), (2 * half + 2, 2 * half + 3)])
    return graph, plain.tied(graph.edges)


def test_a_large_component_shows_its_two_halves_beside_the_small_ones() -> None:
    graph, snapshot = large()
    points = layouts(snapshot).network
    groups = [[plain.park(n) for n in sorted(group)] for group in nx.connected_components(graph)]
    assert all(apart(*pair) for pair in combinations(boxes(groups, points), 2))
    xy = np.array([points[plain.park(n)] for n in range(4 * LARGE)])
    one, other = xy[: 2 * LARGE], xy[2 * LARGE :]
    between = np.hypot(*(one.mean(axis=0) - other.mean(axis=0)))
    assert between > one.std() + other.std()
    lengths = [np.hypot(*(xy[a] - xy[b])) for a, b in graph.edges if max(a, b) < len(xy)]
    assert np.median(lengths) < np.ptp(xy, axis=0).max() / 8
    near = [np.sort(np.hypot(*(xy - point).T))[1] for point in xy]
    assert np.median(near) > 0.17 * np.ptp(xy, axis=0).max() / np.sqrt(len(xy))  # nodes keep each other off


def test_nodes_far_out_do_not_make_the_others_look_like_one() -> None:
    graph = nx.barabasi_albert_graph(2 * LARGE, 4, seed=1)
    graph.add_edges_from((n, 2 * LARGE + n) for n in range(0, 2 * LARGE, 5))  # with one tie each
    points = layouts(plain.tied(graph.edges)).network
    xy = np.array([points[plain.park(n)] for n in graph])
    away = np.hypot(*(xy - np.median(xy, axis=0)).T)
    assert np.median(away) > 0.4 * away.max()


def test_it_depends_on_the_records_alone() -> None:
    _, snapshot = large()
    backwards = plain.of([snapshot.entries[id_].record for id_ in sorted(snapshot.entries, reverse=True)])
    assert layouts(backwards) == layouts(snapshot)


def test_empty_and_untied_snapshots_have_layouts() -> None:
    assert layouts(Snapshot()).network == {}
    assert layouts(plain.tied([[0, 1]])).network == {
        plain.park(0): (0, 0), plain.park(1): (SIZE, 0), "alliance-n00000": (SIZE / 2, 0),
    }  # fmt: skip
    untied = plain.of([r for r in twelve.records() if not isinstance(r, Alliance) and r.id != "action-forum"])
    assert layouts(untied).network["park-luye"]
