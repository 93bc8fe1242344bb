"""Null models: what they keep, p-values that are uniform under them, and clear refusals."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kstest

from parknet.analytics.lens import Lens
from parknet.analytics.measures import MEASURES
from parknet.analytics.network import Network, build
from parknet.analytics.null_models import NULL_MODELS, NullModel, significance
from parknet.errors import Refused
from parknet.model.records import City, Link, Park
from parknet.model.snapshot import Snapshot
from tests.networks import plain
from tests.networks.classics import classics

REGIONS = ("east", "central", "west")


def with_regions(snapshot: Snapshot) -> Snapshot:
    """Every park but each fifth in one of three regions, in turn."""
    cities = [City(id=f"city-{word}", name_zh=word, grade="province", macro_region=word) for word in REGIONS]
    parks = [
        park.model_copy(update={"located_in": (Link(to=cities[n % 3].id),)}) if n % 5 else park
        for n, park in enumerate(snapshot.all(Park))
    ]
    others = [entry.record for entry in snapshot.entries.values() if not isinstance(entry.record, Park)]
    return plain.of([*cities, *parks, *others])


def network(name: str = "karate") -> Network:
    graph = classics()[name]
    return build(with_regions(plain.tied(graph.edges, parks=len(graph))), Lens(at="2026-11-22"))


def with_attributes(found: Network) -> Network:
    """Every park but each fourth of a level, and every one but each seventh of one sector or two."""
    size, dice = range(len(found.nodes.id)), Random(1)
    level = tuple(dice.choice(("national", "provincial", "prefecture")) if n % 4 else None for n in size)
    sectors = tuple(dice.choice((("1",), ("2",), ("1", "3"))) if n % 7 else () for n in size)
    return replace(found, nodes=replace(found.nodes, level=level, sectors=sectors))


KARATE = with_attributes(network())


CHANGED = {
    "rewiring": (),
    "labels": ("region",),
    "labels-by-degree": ("region",),
    "attributes-within-regions": ("level", "sectors"),
}


@pytest.mark.parametrize("model", NULL_MODELS)
def test_a_draw_keeps_what_it_says(model: str) -> None:
    chance = NULL_MODELS[model].draw(KARATE, np.random.default_rng(7))
    assert np.array_equal(np.diff(chance.indptr), np.diff(KARATE.indptr))
    for column in ("region", "level", "sectors"):
        drawn, before = getattr(chance.nodes, column), getattr(KARATE.nodes, column)
        assert Counter(drawn) == Counter(before)
        assert [bool(word) for word in drawn] == [bool(word) for word in before]
        assert (drawn != before) == (column in CHANGED[model])
    pairs = set(zip(chance.ties.source.tolist(), chance.ties.target.tolist(), strict=True))
    assert len(pairs) == len(KARATE.ties.source) and all(one < other for one, other in pairs)
    own = set(zip(KARATE.ties.source.tolist(), KARATE.ties.target.tolist(), strict=True))
    if model == "rewiring":
        assert len(pairs & own) < len(own) / 2
    else:
        assert pairs == own
    if model == "attributes-within-regions":
        for column in ("level", "sectors"):
            drawn, before = getattr(chance.nodes, column), getattr(KARATE.nodes, column)
            of_region = [Counter(zip(KARATE.nodes.region, words, strict=True)) for words in (drawn, before)]
            assert of_region[0] == of_region[1]
            assert all(drawn[n] == before[n] for n, region in enumerate(KARATE.nodes.region) if not region)
    if model == "labels-by-degree":
        degree = np.diff(KARATE.indptr).tolist()
        assert Counter(zip(degree, chance.nodes.region, strict=True)) == Counter(
            zip(degree, KARATE.nodes.region, strict=True)
        )


TWO_OR_MORE = st.lists(st.integers(0, 11), min_size=2, max_size=5, unique=True)


@given(st.lists(TWO_OR_MORE, min_size=2, max_size=12), st.integers(0, 99))
def test_a_bipartite_network_that_is_rewired_still_joins_members_to_alliances(
    groups: list[list[int]], seed: int
) -> None:
    own = build(plain.tied(groups, parks=12), Lens(at="2026-11-22", projection="bipartite"))
    chance = NULL_MODELS["rewiring"].draw(own, np.random.default_rng(seed))
    assert np.array_equal(np.diff(chance.indptr), np.diff(own.indptr))
    label, ends = own.nodes.label, zip(chance.ties.source.tolist(), chance.ties.target.tolist(), strict=True)
    pairs = {(one, other) for one, other in ends if one < other}
    assert len(pairs) == len(own.ties.source) and all(
        {label[n] for n in pair} == {"Alliance", "Park"} for pair in pairs
    )
    at = {id_: n for n, id_ in enumerate(own.nodes.id)}
    assert {(at[id_], member) for id_, members in chance.members.items() for member in members} == pairs
    assert {id_: len(members) for id_, members in chance.members.items()} == {
        id_: len(members) for id_, members in own.members.items()
    }


def test_the_components_and_overlaps_of_a_bipartite_network_beside_chance() -> None:
    """Ten pairs of alliances with the same two members: chance joins more of them, each by fewer members."""
    own = build(plain.tied([(2 * n, 2 * n + 1) for n in range(10)] * 2), Lens(at="2026-11-22", projection="bipartite"))
    asked = ["number_connected_components", "group_overlap", "group_size_mean"]
    parts, overlap, size = significance(own, asked, "rewiring", 199)
    assert parts.column.values == (10,) and parts.p == pytest.approx(1 / 200)
    assert parts.mean is not None and 1 < parts.mean < 5
    assert overlap.p == pytest.approx(1 / 200) and overlap.effect is not None and overlap.effect < -3
    assert size.p is None and "same on all" in size.reason[1]


def test_the_same_seed_gives_the_same_and_another_one_another() -> None:
    asked = ("transitivity", "assortativity")
    assert significance(KARATE, asked, "rewiring", 99) == significance(KARATE, asked, "rewiring", 99)
    assert significance(KARATE, asked, "rewiring", 99) != significance(KARATE, asked, "rewiring", 99, seed=2)


def test_what_is_far_from_chance_is_found() -> None:
    """Two thick groups with one tie between them, one in the east and one in the west."""
    groups = [range(12), range(12, 24), (0, 12)]
    snapshot = plain.tied(groups)
    cities = [City(id=f"city-{word}", name_zh=word, grade="province", macro_region=word) for word in ("east", "west")]
    parks = [
        p.model_copy(update={"located_in": (Link(to=cities[n // 12].id),)}) for n, p in enumerate(snapshot.all(Park))
    ]
    others = [entry.record for entry in snapshot.entries.values() if not isinstance(entry.record, Park)]
    found = build(plain.of([*cities, *parks, *others]), Lens(at="2026-11-22"))
    (mixing, knit) = significance(found, ["assortativity", "transitivity"], "labels", 199)
    assert mixing.p == pytest.approx(1 / 200) and mixing.effect is not None and mixing.effect > 3
    assert mixing.corrected == mixing.p
    assert knit.p is None and "same on all" in knit.reason[1]
    (rewired,) = significance(found, ["transitivity"], "rewiring", 199)
    assert rewired.p == pytest.approx(1 / 200) and rewired.mean is not None and rewired.mean < 0.8


@pytest.mark.parametrize(
    ("model", "id_"),
    [
        ("rewiring", "transitivity"),
        ("labels", "assortativity"),
        ("attributes-within-regions", "level_assortativity"),
        ("attributes-within-regions", "sector_assortativity"),
    ],
)
def test_p_values_are_uniform_where_chance_made_the_network(
    model: str, id_: str, scale: Callable[[int, int], int]
) -> None:
    dice, found = np.random.default_rng(3), []
    for seed in range(scale(60, 600)):
        (one,) = significance(NULL_MODELS[model].draw(KARATE, dice), [id_], model, 99, seed)
        assert one.p is not None
        found.append(one.p)
    assert kstest(found, "uniform").pvalue > 0.001
    assert min(found) >= 1 / 100


def holding(value: float) -> Network:
    return replace(KARATE, amounts={"value": value})


def giving(values: Iterator[float]) -> NullModel:
    """A null model whose draws hold these values, one after the other."""
    return replace(NULL_MODELS["labels"], draw=lambda network, dice: holding(next(values)))


@pytest.mark.parametrize("shape", [1, 2, 5])
def test_of_a_hundred_values_five_have_a_p_of_five_in_a_hundred(shape: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each in turn is the network's own and the others the draws: whichever it is, it is one among equals."""
    pool = [float(n**shape) for n in range(100)]
    entry = replace(MEASURES["density"], id="value", compute=lambda network, seed: [network.amounts["value"]])
    monkeypatch.setitem(MEASURES, "value", entry)
    found = []
    for own in pool:
        monkeypatch.setitem(NULL_MODELS, "pool", giving(value for value in pool if value != own))
        (one,) = significance(holding(own), ["value"], "pool", 99)
        assert one.p is not None and one.mean == pytest.approx((sum(pool) - own) / 99)
        found.append(one.p)
    assert all(sum(p <= n / 100 for p in found) <= n for n in range(1, 101))


def test_levels_that_stay_together_within_regions_are_found_and_what_the_model_keeps_has_no_p() -> None:
    """Two thick groups in each of two regions, of two levels: the regions alone do not explain the levels."""
    groups = [*(range(8 * n, 8 * n + 8) for n in range(4)), (0, 8), (8, 16), (16, 24)]
    found = build(plain.tied(groups), Lens(at="2026-11-22"))
    region, level = (
        tuple(words[n // 8] for n in range(32))
        for words in (("east", "east", "west", "west"), ("national", "provincial") * 2)
    )
    found = replace(found, nodes=replace(found.nodes, region=region, level=level))
    asked = ["level_assortativity", "assortativity", "transitivity"]
    levels, regions, knit = significance(found, asked, "attributes-within-regions", 199)
    assert levels.p == pytest.approx(1 / 200) and levels.effect is not None and levels.effect > 3
    assert regions.p is knit.p is None and "same on all" in regions.reason[1] and "都相同" in knit.reason[0]


def test_corrected_values_are_those_of_benjamini_and_hochberg() -> None:
    found = significance(KARATE, ["transitivity", "degree_assortativity", "assortativity", "ei_index"], "rewiring", 99)
    p = sorted(one.p for one in found if one.p is not None)
    wanted = [min(p[later] * len(p) / (later + 1) for later in range(n, len(p))) for n in range(len(p))]
    assert sorted(one.corrected for one in found if one.corrected is not None) == pytest.approx(wanted)


def test_stability_over_seeds_is_not_worked_out_on_a_thousand_networks() -> None:
    stable, knit = significance(KARATE, ["leiden_stability", "transitivity"], "rewiring", 99)
    assert stable.column.values[0] is not None and stable.p is stable.mean is None and knit.p is not None
    assert "too long" in stable.reason[1] and "计算量过大" in stable.reason[0]


def test_what_says_nothing_has_no_p() -> None:
    pairs = build(plain.tied([[0, 1], [2, 3]]), Lens(at="2026-11-22"))
    (one,) = significance(pairs, ["transitivity"], "rewiring")
    assert one.p is one.corrected is one.effect is None
    assert one.reason == one.column.warning != ("", "")


@pytest.mark.parametrize(
    ("ids", "model", "draws", "place", "said"),
    [
        (["transitivity"], "luck", 99, "model", "no such null model"),
        (["transitivity"], "rewiring", 10_000_000, "draws", "99 to 10000"),
        (["transitivity"], "rewiring", 5, "draws", "99 to 10000"),
        (["degree"], "rewiring", 99, "measure", "no measure of the whole"),
        (["fame"], "rewiring", 99, "measure", "no such measure"),
    ],
)
def test_what_cannot_be_drawn_is_refused(ids: list[str], model: str, draws: int, place: str, said: str) -> None:
    with pytest.raises(Refused) as refused:
        significance(KARATE, ids, model, draws)
    (problem,) = refused.value.problems
    assert problem.place == place
    assert said in f"{problem.cause.en} {problem.remedy.en}"
