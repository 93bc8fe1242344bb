"""The matrix: counted by hand, expected as permutations give, and a gap only where coverage allows to say so."""

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parknet.analytics.lens import Lens
from parknet.analytics.matrix import ALLOWS_GAPS, Matrix, matrix
from parknet.analytics.network import build
from parknet.analytics.sensitivity import missing_of
from parknet.errors import Refused
from parknet.model.records import Alliance, City, Link, Park, Programme, Record
from parknet.model.snapshot import Snapshot
from tests.networks import plain, twelve
from tests.unit.test_eligibility import named, twelve_with

WORDS = ("east", "central", "west", "northeast")
CODES = ("320000", "410000", "510000", "210000")


def through(snapshot: Snapshot, by: Any = "region", **parts: Any) -> Matrix:
    return matrix(snapshot, build(snapshot, Lens(at="2026-11-22", **parts)), by)


def placed(groups: list[list[int]], where: Sequence[int | None], expected: int | None = None) -> Snapshot:
    """Parks in the macro-regions of those numbers, one alliance for each group, all under a programme."""
    snapshot = plain.tied(groups, parks=len(where))
    cities = [
        City(id=f"city-{word}", name_zh=word, grade="province", macro_region=word, adcode=code)
        for word, code in zip(WORDS, CODES, strict=True)
    ]
    programme = Programme(id="programme-a", name_zh="计划", expected_groups=expected, cites=plain.CITES)
    records: list[Record] = [*cities, programme]
    for entry in snapshot.entries.values():
        record = entry.record
        if isinstance(record, Park) and (at := where[int(record.id[-5:])]) is not None:
            record = record.model_copy(update={"located_in": (Link(to=cities[at].id),)})
        if isinstance(record, Alliance):
            record = record.model_copy(update={"under": (Link(to=programme.id),)})
        records.append(record)
    return plain.of(records)


def test_ties_and_pairs_are_those_counted_by_hand() -> None:
    """East 0, 1, 2; central 3, 4; nowhere 5: of ten pairs with places five are ties, and one tie has no place."""
    found = through(placed([[0, 1, 3], [1, 2], [3, 4], [4, 5]], [0, 0, 0, 1, 1, None]))
    assert [(group.id, group.eligible) for group in found.groups] == list(zip(WORDS, (3, 2, 0, 0), strict=True))
    cells = {(WORDS[cell.row], WORDS[cell.column]): cell for cell in found.cells}
    assert len(cells) == 10 and all(cell.row <= cell.column for cell in found.cells)
    assert (found.unknown_nodes, found.unknown_ties) == (1, 1)
    for ends, ties, pairs in ((("east", "east"), 2, 3), (("east", "central"), 2, 6), (("central", "central"), 1, 1)):
        cell = cells[ends]
        assert (cell.ties, cell.pairs, cell.state) == (ties, pairs, "known")
        assert cell.expected == pytest.approx(5 * pairs / 10) and cell.ratio == pytest.approx(ties / (5 * pairs / 10))
    empty = cells["west", "west"]
    assert (empty.ties, empty.pairs, empty.expected, empty.ratio, empty.state) == (0, 0, None, None, "not-known")
    assert not found.sample and found.coverage is None and {cell.p for cell in found.cells} == {None}
    assert "not known, no gap" in found.note[1] and "不详" in found.note[0] and "no p-value" in found.note[1]


WHERE = st.lists(st.sampled_from([0, 1, 2, 3, None]), min_size=9, max_size=9)
GROUPS = st.lists(st.lists(st.integers(0, 8), min_size=2, max_size=4, unique=True), max_size=8)


@given(GROUPS, WHERE)
def test_what_is_expected_adds_up_to_what_is_known(groups: list[list[int]], where: list[int | None]) -> None:
    found = through(placed(groups, where))
    ties = {pair for group in groups for pair in combinations(sorted(group), 2)}
    inside = [pair for pair in ties if None not in (where[pair[0]], where[pair[1]])]
    assert sum(cell.ties for cell in found.cells) == len(inside) == len(ties) - found.unknown_ties
    assert sum(cell.expected or 0 for cell in found.cells) == pytest.approx(len(inside))
    assert all(cell.ties <= cell.pairs for cell in found.cells)


def test_expected_is_the_mean_over_places_dealt_out_at_random() -> None:
    groups, where = [[0, 1, 2, 3], [3, 4], [4, 5, 6]], [0, 0, 0, 1, 1, 2, 2, 2]
    (cell, *_) = through(placed(groups, [*where])).cells
    dice, drawn = np.random.default_rng(1), []
    for _ in range(300):
        (chance, *_) = through(placed(groups, [int(n) for n in dice.permutation(where)])).cells
        drawn.append(chance.ties)
    assert cell.expected == pytest.approx(np.mean(drawn), abs=0.2)


@pytest.mark.parametrize(
    ("expected", "covered", "said"),
    [
        (None, None, ("没有可对照的总数", "No total is stated")),
        (50, 0.1, ("不足80%", "below 80%")),
        (6, 5 / 6, ("视为空白", "counts as a gap")),
        (5, 1, ("已全部收录", "All 5 groups that the sources count are on record")),
    ],
)
def test_p_is_only_given_where_everything_is_on_record(
    expected: int | None, covered: float | None, said: tuple[str, str]
) -> None:
    snapshot = placed([[0, 1], [2, 3], [4, 5], [6, 7], [7, 8]], [0] * 8 + [2], expected)
    found = through(snapshot, programme=("programme-a",))
    assert found.coverage == pytest.approx(covered) and found.sample == (covered == 1)
    assert all(words in note for words, note in zip(said, found.note, strict=True))
    for cell in found.cells:
        assert (cell.p is not None) == (covered == 1 and cell.expected is not None)
        assert cell.p is None or 0 < cell.p <= 1
    assert through(snapshot).coverage is None  # a lens without a programme has no total


@pytest.mark.parametrize(("expected", "covered"), [(50, 0.1), (6, None), (None, None)])
def test_what_a_programme_without_a_total_leaves_of_the_coverage(expected: int | None, covered: float | None) -> None:
    snapshot = placed([[0, 1], [2, 3], [4, 5], [6, 7], [7, 8]], [0] * 9, expected)
    silent = Programme(id="programme-b", name_zh="计划二", cites=plain.CITES)
    both = plain.of([*(entry.record for entry in snapshot.entries.values()), silent])
    assert through(both, programme=("programme-a", "programme-b")).coverage == covered


@pytest.mark.parametrize(("expected", "state"), [(None, "not-known"), (10, "not-known"), (5, "gap"), (4, "gap")])
def test_an_empty_cell_between_eligible_is_a_gap_or_not_known(expected: int | None, state: str) -> None:
    snapshot = placed([[0, 1], [1, 2], [3, 4], [4, 5]], [0, 0, 0, 2, 2, 2], expected)
    found = through(snapshot, programme=("programme-a",))
    (between,) = (cell for cell in found.cells if (cell.row, cell.column) == (0, 2))
    assert (between.ties, between.pairs, between.state) == (0, 9, state) and between.ratio == 0
    assert (found.coverage or 0) >= ALLOWS_GAPS or state == "not-known"


def test_p_is_that_of_permutations_where_everything_is_on_record() -> None:
    """Two thick groups apart, one in the east and one in the west: hardly any other places are as far from chance."""
    snapshot = placed([list(range(6)), list(range(6, 12))], [0] * 6 + [2] * 6, expected=2)
    found = through(snapshot, programme=("programme-a",))
    (between,) = (cell for cell in found.cells if (cell.row, cell.column) == (0, 2))
    assert found.sample and between.p is not None and between.p < 0.02 and between.state == "gap"
    assert through(snapshot, programme=("programme-a",)) == found


def test_above_its_bound_no_p_is_worked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parknet.analytics.matrix.MOST_TIES", 1)
    found = through(placed([[0, 1], [2, 3]], [0, 0, 2, 2], 2), programme=("programme-a",))
    assert found.sample and {cell.p for cell in found.cells} == {None} and "above 1 ties" in found.note[1]


def test_provinces_stand_in_the_order_of_their_codes() -> None:
    found = through(placed([[0, 1], [2, 3]], [2, 0, 3, 0]), by="province")
    assert [group.id for group in found.groups] == ["210000", "320000", "510000"]
    assert [group.zh for group in found.groups] == ["northeast", "east", "west"]
    assert sum(cell.ties for cell in found.cells) == 2


def test_the_rules_of_a_programme_say_who_is_eligible() -> None:
    """Surely admitted are anhe and dongwan of the list; who has a tie under the plan is, too. Other filters stay."""
    snapshot = twelve_with(named(), expected=3)

    found = through(snapshot, programme=(twelve.PLAN,))
    assert "rules surely admit" in found.note[1] and "按规则" in found.note[0]
    network = build(snapshot, Lens(at="2026-11-22", programme=(twelve.PLAN,)))
    tied = {id_ for n in {*network.ties.source, *network.ties.target} if (id_ := network.nodes.id[n])[:4] == "park"}
    who = {"park-anhe", "park-dongwan"} | tied
    assert sum(group.eligible for group in found.groups) + found.unknown_nodes == len(who) == 5
    alone = through(snapshot, programme=(twelve.PLAN,), layers=("memorandum",))  # in which nobody has a tie
    assert sum(group.eligible for group in alone.groups) + alone.unknown_nodes == 2
    plainly = through(snapshot)
    assert "the parks within the lens" in plainly.note[1]
    assert sum(group.eligible for group in plainly.groups) + plainly.unknown_nodes == 12
    east = through(snapshot, programme=(twelve.PLAN,), region=("east",))
    assert {group.id for group in east.groups if group.eligible} == {"east"} and not east.unknown_nodes


def test_a_network_without_parks_or_of_two_modes() -> None:
    nobody = through(plain.tied([[0, 1]]), nodes=("city",))
    assert {cell.expected for cell in nobody.cells} == {None} and {group.eligible for group in nobody.groups} == {0}
    assert through(Snapshot(), by="province").groups == ()
    with pytest.raises(Refused, match="clique or shared"):
        through(plain.tied([[0, 1]]), projection="bipartite")


def counting(snapshot: Snapshot, *titled: str, **totals: int) -> Snapshot:
    """Its programme with these totals, and these parks with a title under it."""
    title = {"to": "programme-a", "title": "虚构", "kind": "named", "rank": "national", "since": "2000"}
    records: list[Record] = []
    for entry in snapshot.entries.values():
        record = entry.record
        if isinstance(record, Programme):
            record = record.model_copy(update=totals)
        if record.id in titled:
            record = Park.model_validate({**record.model_dump(), "holds_title": [title]})
        records.append(record)
    return plain.of(records)


def states(found: Matrix) -> set[str]:
    return {cell.state for cell in found.cells if cell.pairs and not cell.ties}


def test_a_complete_list_of_title_holders_says_nothing_of_their_ties() -> None:
    listed = counting(placed([], [0, 0, 2, 2]), *map(plain.park, range(4)), expected_parks=4)
    lens = Lens(at="2026-11-22", programme=("programme-a",))
    found = through(listed, programme=lens.programme)
    assert sum(group.eligible for group in found.groups) == 4 and states(found) == {"not-known"}
    assert found.coverage is None and not found.sample
    assert "of groups, or of parks in them" in found.note[1] and "合作组或组内园区" in found.note[0]
    missing = missing_of(listed, lens, None)
    assert missing.share is None and "No total is stated" in missing.source[1]


@pytest.mark.parametrize(
    ("totals", "covered", "said"),
    [
        ({"expected_groups": 2, "expected_parks": 8}, 0.5, ("8家园区中", "4 of 8 parks", "below 80%")),
        ({"expected_groups": 4, "expected_parks": 4}, 0.5, ("4个合作组中", "2 of 4 groups", "below 80%")),
        ({"expected_groups": 2, "expected_parks": 4}, 1, ("2个合作组", "All 2 groups", "is a gap")),
        ({"expected_parks": 4}, 1, ("4家园区", "All 4 parks", "is a gap")),
        ({"expected_parks": 5}, 0.8, ("5家园区中", "4 of 5 parks", "counts as a gap")),
    ],
)
def test_the_smaller_share_of_groups_and_of_their_parks_counts(
    totals: dict[str, int], covered: float, said: tuple[str, str, str]
) -> None:
    snapshot = counting(placed([[0, 1], [2, 3]], [0, 0, 2, 2]), **totals)
    lens = Lens(at="2026-11-22", programme=("programme-a",))
    found = through(snapshot, programme=lens.programme)
    assert found.coverage == covered and found.sample == (covered == 1)
    assert states(found) == ({"gap"} if covered >= ALLOWS_GAPS else {"not-known"})
    assert said[0] in found.note[0] and said[1] in found.note[1] and said[2] in found.note[1]
    missing = missing_of(snapshot, lens, None).share
    assert missing == (None if covered == 1 else pytest.approx(1 - covered))


@pytest.mark.parametrize(
    ("parts", "hidden"),
    [
        ({}, 0),
        ({"region": ("east", "west")}, 0),
        ({"min": 1}, 0),
        ({"state": "in-force"}, 5),  # nobody says when they end
        ({"layers": ("memorandum",)}, 5),
        ({"parties": ("city",)}, 5),
        ({"reach": ("within-province",)}, 1),
        ({"region": ("east",)}, 1),  # the last group reaches from the east to the west
        ({"min": 2}, 5),
        ({"ego": (plain.park(0),)}, 4),
        ({"component": "largest"}, 3),
    ],
)
def test_where_the_lens_leaves_out_known_groups_no_cell_is_a_gap(parts: dict[str, Any], hidden: int) -> None:
    snapshot = placed([[0, 1], [2, 3], [4, 5], [6, 7], [7, 8]], [0] * 8 + [2], 5)
    found = through(snapshot, programme=("programme-a",), **parts)
    assert found.coverage == 1 and found.sample == (not hidden)
    if hidden:
        assert "gap" not in states(found) and {cell.p for cell in found.cells} == {None}
        assert f"leaves out {hidden} of the 5 known groups" in found.note[1] and "no p-value" in found.note[1]
        assert f"已知的5个合作组中有{hidden}个" in found.note[0] and "is a gap" not in found.note[1]
    else:
        assert states(found) <= {"gap"} and "leaves out" not in found.note[1]


def test_a_group_without_one_of_its_parks_is_left_out_though_it_is_drawn() -> None:
    snapshot = placed([[0, 1, 2], [3, 4]], [0, 0, 2, 0, 0], 2)
    assert states(through(snapshot, programme=("programme-a",), by="province")) <= {"gap"}
    found = through(snapshot, programme=("programme-a",), region=("east",))
    assert sum(cell.ties for cell in found.cells) == 2 and {cell.p for cell in found.cells} == {None}
    assert not found.sample and "leaves out 1 of the 2 known groups, or some of their parks" in found.note[1]


@pytest.mark.parametrize("since", ["XXXX", "2026"])
def test_where_a_known_group_may_have_begun_there_is_no_gap(since: str) -> None:
    """Four groups of five are counted; the fifth is known, but not whether it has begun by the day."""
    snapshot = placed([[0, 1], [2, 3], [4, 5], [6, 7], [7, 8]], [0] * 8 + [2], 5)
    records: list[Record] = []
    for entry in snapshot.entries.values():
        record = entry.record
        if record.id == "alliance-n00004" and isinstance(record, Alliance):
            (step,) = record.has_step
            record = record.model_copy(update={"has_step": (step.model_copy(update={"date": since}),)})
        records.append(record)
    found = through(plain.of(records), programme=("programme-a",))
    assert found.coverage == 0.8 and states(found) == {"not-known"} and "1 of the 5 known groups" in found.note[1]
    drawn = through(plain.of(records), programme=("programme-a",), sure="possible")
    assert drawn.coverage == 0.8 and states(drawn) <= {"gap"} and "leaves out" not in drawn.note[1]


@pytest.mark.parametrize(("number", "expected"), [(399, 500), (299, 300)])
def test_counts_are_told_and_not_rounded(number: int, expected: int) -> None:
    groups = [[n, n + 1] for n in range(number)]
    found = through(placed(groups, [0] * (number + 1), expected), programme=("programme-a",))
    assert (
        f"{number} of {expected} groups" in found.note[1] and f"{expected}个合作组中已收录{number}个" in found.note[0]
    )
    assert "80%" not in found.note[1].replace("below 80%", "") and "100%" not in "".join(found.note)


def test_of_several_programmes_the_one_least_on_record_is_told() -> None:
    snapshot = placed([[0, 1], [2, 3]], [0, 0, 2, 2], 2)
    other = Programme(id="programme-b", name_zh="计划二", expected_groups=8, cites=plain.CITES)
    both = plain.of([*(entry.record for entry in snapshot.entries.values()), other])
    found = through(both, programme=("programme-a", "programme-b"))
    assert found.coverage == 0 and "Of the programme least on record: 0 of 8 groups" in found.note[1]
    assert "收录最少的计划：来源所述的8个合作组中已收录0个" in found.note[0]
    assert "least on record" not in through(both, programme=("programme-a",)).note[1]
