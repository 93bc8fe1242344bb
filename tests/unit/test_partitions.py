"""Partitions: agreement by its definition, Leiden beside Louvain, and both the same in any process."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from math import log
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parknet.analytics import communities
from parknet.analytics.agreement import adjusted_rand, mutual_information, stability
from parknet.analytics.lens import Lens
from parknet.analytics.measures import MEASURES, measure
from parknet.analytics.network import Network, Ties, build
from tests.networks import plain
from tests.networks.classics import classics

CLASSICS = classics()


def network_of(name: str) -> Network:
    graph = CLASSICS[name]
    return build(plain.tied(graph.edges, parks=len(graph)), Lens(at="2026-11-22"))


def by_pairs(one: Sequence[int], other: Sequence[int]) -> float | None:
    """The adjusted Rand index counted pair by pair (Hubert and Arabie 1985, as Steinley 2004 writes it)."""
    pairs = Counter((one[a] == one[b], other[a] == other[b]) for a, b in combinations(range(len(one)), 2))
    a, b, c, d = pairs[True, True], pairs[True, False], pairs[False, True], pairs[False, False]
    below = (a + b) * (b + d) + (a + c) * (c + d)
    return 2 * (a * d - b * c) / below if below else None


def by_entropies(one: Sequence[int], other: Sequence[int]) -> float | None:
    size, rows, columns = len(one), Counter(one), Counter(other)
    shared = sum(
        n / size * log(n * size / (rows[a] * columns[b])) for (a, b), n in Counter(zip(one, other, strict=True)).items()
    )
    of = [-sum(n / size * log(n / size) for n in counted.values()) for counted in (rows, columns)]
    return 2 * shared / sum(of) if len(rows) > 1 or len(columns) > 1 else None


def test_agreement_of_a_worked_example() -> None:
    """Of six pairs one is together in both, two in the first, one in the second; entropies are ln 2 and 3/2 ln 2."""
    assert adjusted_rand([0, 0, 1, 1], [0, 0, 1, 2]) == pytest.approx(4 / 7)
    assert mutual_information([0, 0, 1, 1], [0, 0, 1, 2]) == pytest.approx(4 / 5)
    assert adjusted_rand([1, None, 2, 2, 1], ["a", "b", None, "b", "a"]) == 1
    assert adjusted_rand([1, 1, 1], [1, 1, 1]) is adjusted_rand([], []) is mutual_information([1, 1], [2, 2]) is None


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=30))
def test_agreement_is_what_its_definition_says(pairs: list[tuple[int, int]]) -> None:
    one, other = [a for a, _ in pairs], [b for _, b in pairs]
    assert adjusted_rand(one, other) == pytest.approx(by_pairs(one, other))
    assert adjusted_rand(one, other) == adjusted_rand(other, one)
    assert mutual_information(one, other) == pytest.approx(by_entropies(one, other), abs=1e-12)


@given(st.lists(st.integers(0, 4), min_size=2, max_size=30))
def test_a_partition_agrees_with_itself_whatever_its_groups_are_called(one: list[int]) -> None:
    renamed = [f"group {9 - number}" for number in one]
    assert adjusted_rand(one, renamed) in (None, 1)
    assert mutual_information(one, renamed) in (None, pytest.approx(1))
    assert stability([one, renamed, one]) == 1


def test_stability_is_the_mean_over_pairs_of_runs() -> None:
    assert stability([[0, 0, 1, 1], [0, 0, 1, 2], [0, 0, 1, 1]]) == pytest.approx((4 / 7 + 1 + 4 / 7) / 3)
    assert stability([]) is stability([[None, None], [None, None]]) is None


@pytest.mark.parametrize("name", ["karate", "les_mis", "davis", "scattered", "synthetic"])
def test_leiden_is_no_worse_than_louvain_and_connected(name: str) -> None:
    network = network_of(name)
    graph = nx.Graph(zip(network.ties.source.tolist(), network.ties.target.tolist(), strict=True))
    found = {id_: _sets(MEASURES[id_].compute(network, 1)) for id_ in ("leiden", "communities")}
    reached = {id_: nx.community.modularity(graph, sets) for id_, sets in found.items()}
    assert reached["leiden"] >= reached["communities"] - 0.005
    assert all(nx.is_connected(graph.subgraph(nodes)) for nodes in found["leiden"])


def _sets(label: Sequence[Any]) -> list[set[int]]:
    return [{node for node, word in enumerate(label) if word == number} for number in sorted({*label} - {None})]


def test_leiden_parts_two_thick_groups_and_leaves_out_who_has_no_tie() -> None:
    groups = [[0, 1, 2, 3], [1, 2, 4], [3, 4], [0, 4], [5, 6, 7, 8], [6, 7, 9], [8, 9], [4, 5]]
    network = build(plain.tied(groups, parks=11), Lens(at="2026-11-22"))
    assert communities.leiden(network, 1) == (1, 1, 1, 1, 1, 2, 2, 2, 2, 2, None)
    assert communities.leiden_stability(network, 1) == communities.louvain_stability(network, 1) == 1


PROGRAM = """
from parknet.analytics import communities
from tests.unit.test_partitions import network_of
network = network_of("scattered")
print(communities.louvain(network, 3), communities.leiden(network, 3), communities.leiden_stability(network, 3))
"""


def test_the_same_seed_gives_the_same_communities_in_any_process() -> None:
    def told(hash_seed: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env={**os.environ, "PYTHONHASHSEED": hash_seed},
            capture_output=True, text=True, timeout=120, check=True,
        )  # fmt: skip
        return done.stdout

    network = network_of("scattered")
    found = (communities.louvain(network, 3), communities.leiden(network, 3), communities.leiden_stability(network, 3))
    assert told("0") == told("12345") == " ".join(map(str, found)) + "\n"


def test_stability_is_over_a_hundred_seeds_and_never_over_fewer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Above the bound there is none, with that reason; below it each seed is asked for once."""
    seeds: list[int] = []
    own = communities.leiden_of

    def counted(ties: Ties, size: int, seed: int) -> communities.Groups:
        seeds.append(seed)
        return own(ties, size, seed)

    monkeypatch.setattr(communities, "leiden_of", counted)
    (column,) = measure(network_of("karate"), ["leiden_stability"])
    assert seeds == list(range(1, 101)) and column.adequate and 0 < (column.values[0] or 0) <= 1
    large = build(plain.tied([[n, n + 1] for n in range(300)]), Lens(at="2026-11-22"))
    (column,) = measure(large, ["communities_stability"])
    assert column.values == (None,) and "200 nodes and 1,000 ties" in column.reason[1]


@pytest.mark.parametrize("id_", ["communities", "leiden"])
def test_communities_are_compared_with_the_regions_where_both_are_known(id_: str) -> None:
    network = network_of("karate")
    (found,) = measure(network, [id_])
    asked = [f"{id_}_nmi", f"{id_}_ari"]
    same = _with_regions(network, [str(word) for word in found.values])
    assert [column.values for column in measure(same, asked)] == [(1,), (1,)]
    partly = [("east", "west", None)[n % 3] for n in range(len(found.values))]
    both = [(a, b) for a, b in zip(found.values, partly, strict=True) if b]
    nmi, ari = measure(_with_regions(network, partly), asked)
    one, other = [int(a or 0) for a, _ in both], [int(b == "west") for _, b in both]
    assert nmi.values[0] == pytest.approx(by_entropies(one, other))
    assert ari.values[0] == pytest.approx(by_pairs(one, other))
    (nowhere,) = measure(_with_regions(network, [None] * len(partly)), asked[:1])
    assert nowhere.values == (None,) and "no node has both" in nowhere.reason[1] and "没有两者兼有" in nowhere.reason[0]
    assert not nowhere.adequate and "between known regions" in nowhere.warning[1]


def _with_regions(network: Network, words: Sequence[str | None]) -> Network:
    return replace(network, nodes=replace(network.nodes, region=tuple(words)))
