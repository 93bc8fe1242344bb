"""The groups of alliances, worked out by hand: sizes, shared members, memberships."""

from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parknet.analytics import memberships
from parknet.analytics.lens import Lens
from parknet.analytics.measures import measure
from parknet.analytics.network import Network, build
from parknet.analytics.sensitivity import ranks, stated
from tests.networks import home, plain

IDS = ("groups", "group_size_mean", "group_size_median", "group_size_largest", "group_overlap", "group_jaccard")
GROUPS = [[0, 1, 2, 3], [2, 3], [3, 4, 5], [6, 7]]


def through(groups: list[list[int]], parks: int = 0, **parts: Any) -> Network:
    return build(plain.tied(groups, parks=parks), Lens(at="2026-11-22", **parts))


def values(network: Network) -> list[Any]:
    return [column.values[0] for column in measure(network, IDS)]


@pytest.mark.parametrize("projection", ["clique", "shared", "bipartite", "incidence"])
def test_four_groups_worked_out_by_hand(projection: str) -> None:
    """Of six pairs three share a member: 2 of 4, 1 of 6, 1 of 4 in either."""
    network = through(GROUPS, parks=9, projection=projection)
    jaccard = (Fraction(2, 4) + Fraction(1, 6) + Fraction(1, 4)) / 6
    assert values(network) == [4, Fraction(11, 4), 2.5, 4, 0.5, pytest.approx(jaccard)]
    (column,) = measure(network, ["memberships"])
    found = dict(zip(network.nodes.id, column.values, strict=True))
    assert [found[plain.park(n)] for n in range(9)] == [1, 1, 2, 3, 1, 1, 1, 1, 0]
    assert {value for id_, value in found.items() if id_.startswith("alliance-")} <= {None}
    assert bool(column.reason[1]) == (projection == "bipartite")


@given(st.lists(st.lists(st.integers(0, 9), min_size=2, max_size=5, unique=True), max_size=8))
def test_overlap_is_what_its_definition_says(groups: list[list[int]]) -> None:
    network = through(groups, parks=10)
    pairs = [(set(one), set(other)) for one, other in combinations(groups, 2)]
    number, *_, share, jaccard = values(network)
    assert number == len(groups)
    if not pairs:
        assert share is jaccard is None
    else:
        assert share == pytest.approx(sum(bool(one & other) for one, other in pairs) / len(pairs))
        assert jaccard == pytest.approx(sum(len(one & other) / len(one | other) for one, other in pairs) / len(pairs))


def test_no_alliance_has_no_size_and_one_no_overlap() -> None:
    assert values(through([], parks=3)) == [0, None, None, None, None, None]
    assert values(through([[0, 1, 2]])) == [1, 3, 3, 3, None, None]


def test_too_many_meetings_are_not_worked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memberships, "MOST_MEETINGS", 10)
    (column,) = measure(through([[0, n] for n in range(1, 5)]), ["group_overlap"])
    assert column.values == (None,) and "meet in a member" in column.reason[1]


def test_ranks_by_memberships_move_when_alliances_are_left_out() -> None:
    network = through([[0, n] for n in range(1, 12)] + [[1, n] for n in range(2, 12)])
    found = ranks(network, "memberships", stated(0.5), 50)
    assert any(low != high for low, high in zip(found.low, found.high, strict=True))


@pytest.mark.parametrize("by", ["city", "region"])
def test_where_nodes_are_merged_alliances_are_counted_and_their_members_are_not(by: str) -> None:
    """Two parks of one city ally: the alliance has two members, though one city alone."""
    records = [*home.BASE, *(home.park(slug, "suzhou") for slug in "ab"), home.park("c", "chengdu")]
    snapshot = plain.of([*records, home.alliance("near", "a b"), home.alliance("far", "a c")])
    network = build(snapshot, Lens(at="2026-11-22", aggregate=by))
    number, *others = measure(network, [*IDS, "memberships"])
    assert number.values == (2,) and number.reason == ("", "")
    for column in others:
        assert set(column.values) == {None}
        assert "merged" in column.reason[1] and "aggregate" in column.reason[1] and "合并" in column.reason[0]
    plainly = measure(build(snapshot, Lens(at="2026-11-22")), [*IDS, "memberships"])
    assert [column.values for column in plainly[:4]] == [(2,), (2,), (2,), (2,)] and plainly[-1].values == (2, 1, 1)


def test_lists_of_members_are_judged_by_what_they_hold() -> None:
    """Of too few members it is said how few; of enough nothing, though no tie is drawn."""
    ids, of_all = ["memberships", *IDS], {"memberships", "groups", "group_size_largest"}
    few = measure(through(GROUPS, projection="incidence"), ids)
    assert {column.measure.id for column in few if column.adequate} == of_all
    assert all("仅8个" in zh and "8 nodes have" in en for zh, en in (c.warning for c in few if not c.adequate))
    many = measure(through([*GROUPS, [8, 9]], projection="incidence"), ids)
    assert all(column.adequate and column.warning == ("", "") for column in many)
    none = measure(through([], parks=3, projection="incidence"), ids)
    assert not any(column.adequate for column in none) and none[0].values == (0, 0, 0)


def test_ranks_by_memberships_move_on_lists_of_members_as_on_ties() -> None:
    groups = [[0, n] for n in range(1, 12)] + [[1, n] for n in range(2, 12)]
    on_lists, on_ties = (
        ranks(through(groups, projection=projection), "memberships", stated(0.5), 50)
        for projection in ("incidence", "clique")
    )
    assert on_lists.rank == on_ties.rank and (on_lists.low, on_lists.high) == (on_ties.low, on_ties.high)
