"""How far ranks move: intervals that hold the rank, what is sure where nothing can change, and doubtful alliances."""

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parknet.analytics.coverage import coverages
from parknet.analytics.draws import MOST_WORK, too_long
from parknet.analytics.lens import WORDS, Lens
from parknet.analytics.measures import MEASURES
from parknet.analytics.network import Network, build
from parknet.analytics.sensitivity import Thinning, missing_of, ranks, stated
from parknet.errors import Refused
from parknet.model.records import Alliance, Citation
from parknet.model.snapshot import Snapshot
from tests.networks import plain, twelve
from tests.networks.classics import classics


def through(snapshot: Snapshot, projection: str = "clique") -> Network:
    return build(snapshot, Lens(at="2026-11-22", projection=projection))


STAR = plain.tied([[0, n] for n in range(1, 30)] + [[1, 2]])


def test_equal_values_share_a_rank_and_what_has_none_has_no_rank() -> None:
    star = [[0, n] for n in range(1, 11)]
    found = ranks(through(plain.tied([*star, [11, 12]], parks=14)), "closeness", stated(0.3))
    assert found.rank == (1, *[2] * 10, 12, 12, None)
    assert found.low[13] is found.high[13] is found.without_doubtful[13] is None and found.reason[1]


def test_the_middle_of_a_star_stays_first_whatever_is_missing() -> None:
    found = ranks(through(STAR), "degree", stated(0.3))
    assert (found.rank[0], found.low[0], found.high[0]) == (1, 1, 1)
    assert found.rank[1] == 2 and found.high[1] is not None and found.high[1] > 2


@pytest.mark.parametrize("projection", ["clique", "shared"])
def test_the_interval_holds_most_of_what_chance_gives(projection: str) -> None:
    graph = classics()["karate"]
    network = through(plain.tied([*graph.edges, [0, 1, 2, 3]], parks=len(graph)), projection)
    few, many = (ranks(network, "strength", stated(share)) for share in (0.02, 0.5))
    width = [sum((high or 0) - (low or 0) for low, high in zip(r.low, r.high, strict=True)) for r in (few, many)]
    assert width[0] < width[1]
    assert all((low or 0) <= (high or 0) for low, high in zip(many.low, many.high, strict=True))
    assert ranks(network, "strength", stated(0.5)) == many
    assert ranks(network, "strength", stated(0.5), seed=2) != many


def test_doubtful_alliances_are_left_out_together() -> None:
    snapshot = plain.tied([[0, 1], [0, 2], [3, 4], [3, 5], [3, 1]])
    low = {"cites": (Citation(to="source-plain", confidence="low"),)}
    records = [entry.record for entry in snapshot.entries.values()]
    last = [r.model_copy(update=low) for r in records if isinstance(r, Alliance) and r.id > "alliance-n00002"]
    records = [*(r for r in records if r.id not in {other.id for other in last}), *last]
    found = ranks(through(plain.of(records)), "degree", stated(0.1))
    assert found.rank[3] == 1
    assert (found.doubtful, found.without_doubtful[0], found.without_doubtful[3]) == (2, 1, 2)


PARTS = [
    *({"weight": weight, "projection": projection} for weight in WORDS["weight"] for projection in WORDS["projection"]),
    *({"weight": weight, "aggregate": by} for weight in WORDS["weight"] for by in ("province", "sector")),
    *({"projection": "shared", "aggregate": by, "weight": "recency"} for by in ("city", "region", "sector")),
]
LENSES = st.builds(
    lambda sure, parts: Lens(at="2026-11-22", sure=sure, layers=tuple(WORDS["layers"]), **parts),
    st.sampled_from(["certain", "possible"]),
    st.sampled_from(PARTS),
)


@given(LENSES, st.randoms(use_true_random=False))
def test_what_is_thinned_is_what_is_built_of_fewer_alliances(lens: Lens, random: Random) -> None:
    whole = build(twelve.snapshot(), lens)
    stays = [id_.startswith("action-") or random.random() < 0.6 for id_ in whole.drawn]  # an action is a sign of life
    gone = {id_ for id_, stay in zip(whole.drawn, stays, strict=True) if not stay}
    fewer = build(plain.of(record for record in twelve.records() if record.id not in gone), lens)
    assert told(Thinning(whole).kept(np.array(stays, dtype=np.bool_))) == told(fewer)


def told(network: Network) -> dict[tuple[str, str], float]:
    """The weights to the last bit, by the ids of both ends."""
    ids, ties = network.nodes.id, network.ties
    ends = zip(ties.source.tolist(), ties.target.tolist(), ties.weight.tolist(), strict=True)
    return {(ids[source], ids[target]): weight for source, target, weight in ends}


def test_every_measure_of_nodes_can_be_ranked_on_the_twelve() -> None:
    network = through(twelve.snapshot())
    for entry in MEASURES.values():
        if entry.per == "node":
            found = ranks(network, entry.id, stated(0.2), draws=20)
            assert len(found.rank) == len(network.nodes.id)


def test_what_is_missing_is_what_the_coverage_of_the_programmes_says() -> None:
    snapshot = twelve.snapshot()
    lens = Lens(at="2026-11-22", programme=("programme-handinhand",))
    (known,) = coverages(snapshot, lens.window.last, lens.programme)
    found = missing_of(snapshot, lens, None)
    assert known.expected_groups and found.share == 1 - known.groups / known.expected_groups
    assert known.sentence[0] in found.source[0] and known.sentence[1] in found.source[1]
    assert missing_of(snapshot, lens, 0.5).share == 0.5
    nowhere = missing_of(snapshot, Lens(at="2026-11-22"), None)
    assert nowhere.share is None and all(nowhere.source)
    without = ranks(through(STAR), "degree", nowhere)
    assert without.rank[0] == 1 and set(without.low) == set(without.high) == {None} and without.reason == nowhere.source


def test_of_programmes_without_a_total_the_others_speak() -> None:
    snapshot = twelve.snapshot()
    both = ("programme-handinhand", "programme-handinhand-pilot")
    alone, found = (missing_of(snapshot, Lens(at="2026-11-22", programme=names), None) for names in (both[:1], both))
    assert found.share == alone.share is not None
    assert "no total is stated" in found.source[1] and "没有可对照的总数" in found.source[0]


def test_nothing_is_ranked_by_a_measure_that_says_nothing() -> None:
    found = ranks(through(plain.tied([[0, 1], [2, 3]])), "betweenness", stated(0.3))
    assert {*found.rank, *found.low, *found.high, *found.without_doubtful} == {None}
    assert found.reason == found.column.warning != ("", "")


@pytest.mark.parametrize("draws", [0, 10_001, 10_000_000])
def test_too_many_draws_are_refused_with_the_bound(draws: int) -> None:
    with pytest.raises(Refused, match="1 to 10000"):
        ranks(through(STAR), "degree", stated(0.3), draws)


def test_draws_that_would_take_too_long_are_not_made_and_the_bound_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    network, entry = through(STAR), replace(MEASURES["degree"], exact_nodes=60)
    monkeypatch.setitem(MEASURES, "degree", entry)
    assert too_long(network, entry, 2 * MOST_WORK) is None
    found = ranks(network, "degree", stated(0.3), 2 * MOST_WORK + 1)
    assert found.rank[0] == 1 and set(found.low) == set(found.high) == {None}
    assert f"{2 * MOST_WORK} are the most" in found.reason[1] and f"最多{2 * MOST_WORK}次" in found.reason[0]


@pytest.mark.parametrize(
    ("id_", "missing", "said"), [("degree", 0, "above 0"), ("density", 0.1, "no node"), ("degree", 1, "below 1")]
)
def test_what_cannot_be_ranked_is_refused(id_: str, missing: float, said: str) -> None:
    with pytest.raises(Refused) as refused:
        ranks(through(STAR), id_, stated(missing))
    (problem,) = refused.value.problems
    assert said in f"{problem.cause.en} {problem.remedy.en}"
