"""The shortest way: as long as NetworkX's, as many, chosen as it says, with the evidence of every hop."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parknet.analytics.cooperation_path import cooperation_path
from parknet.analytics.lens import Lens
from parknet.analytics.network import Network, build
from parknet.errors import Refused
from parknet.model.records import Alliance
from parknet.model.snapshot import Snapshot
from tests.networks import plain, twelve


def through(snapshot: Snapshot, **parts: Any) -> Network:
    return build(snapshot, Lens(at="2026-11-22", **parts))


PAIRS = st.sets(st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda pair: pair[0] < pair[1]), max_size=16)


@given(PAIRS, st.sets(st.integers(0, 15)))
def test_of_the_shortest_it_is_the_most_certain_and_then_the_first(
    pairs: set[tuple[int, int]], doubtful: set[int]
) -> None:
    network = through(plain.tied(sorted(pairs), parks=9))
    certain = tuple(n not in doubtful for n in range(len(network.ties.source)))
    network = replace(network, ties=replace(network.ties, certain=certain))
    sure = dict(zip(sorted(pairs), certain, strict=True))
    graph: nx.Graph[int] = nx.Graph(pairs)
    graph.add_nodes_from(range(9))
    for other in (0, 8):
        found = cooperation_path(network, plain.park(3), plain.park(other))
        if not nx.has_path(graph, 3, other):
            assert (found.length, found.paths, found.hops) == (None, 0, ()) and all(found.reason)
            continue
        ways = list(nx.all_shortest_paths(graph, 3, other))
        assert found.paths == len(ways) and found.length == len(ways[0]) - 1 and found.reason == ("", "")

        def doubts(way: list[int]) -> int:
            return sum(not sure[min(pair), max(pair)] for pair in pairwise(way))

        best = min(ways, key=lambda way: (doubts(way), way))
        assert [hop.source for hop in found.hops] == [plain.park(n) for n in best[:-1]]
        assert [hop.target for hop in found.hops] == [plain.park(n) for n in best[1:]]
        assert sum(not hop.certain for hop in found.hops) == doubts(best)


def test_every_hop_says_what_it_rests_on() -> None:
    snapshot = twelve.snapshot()
    network = through(snapshot)
    found = cooperation_path(network, "park-baishi", "park-yilan")
    ways = list(nx.all_shortest_paths(network.to_networkx(), "park-baishi", "park-yilan"))
    assert [hop.source for hop in found.hops] + ["park-yilan"] == min(ways)
    assert set(found.names) == set(min(ways)) and all(zh for zh, _ in found.names.values())
    for hop in found.hops:
        assert hop.alliances
        for one in hop.alliances:
            record = snapshot.get(one.id)
            assert isinstance(record, Alliance)
            members = {member.to for member in record.has_member}
            assert {hop.source, hop.target} <= members
            assert (one.kind, one.name_zh) == (record.kind, record.name_zh) and one.state
            assert {citation.to for citation in record.cites} <= set(one.sources)
            worded = {(c.to, c.wording) for c in record.cites if c.wording}
            assert worded <= {(wording.source, wording.wording) for wording in one.wordings}


def test_words_of_the_sources_are_told_of_the_record_its_steps_and_its_terms() -> None:
    snapshot = plain.tied([[0, 1]])
    (alliance,) = snapshot.all(Alliance)

    def said(wording: str) -> list[dict[str, str]]:
        return [{"to": "source-plain", "wording": wording}]

    fields = alliance.to_dict() | {
        "cites": said("甲乙结对"),
        "has_step": [step.to_dict() | {"cites": said("甲乙签约")} for step in alliance.has_step],
        "has_term": [{"id": f"{alliance.id}#2", "wording": "一期", "since": "2021", "cites": said("每期两年")}],
    }
    others = [entry.record for entry in snapshot.entries.values() if entry.record is not alliance]
    network = through(plain.of([*others, Alliance.model_validate(fields)]))
    (one,) = cooperation_path(network, plain.park(0), plain.park(1)).hops[0].alliances
    assert [(w.source, w.wording) for w in one.wordings] == [
        ("source-plain", words) for words in ("甲乙结对", "甲乙签约", "每期两年")
    ]


def test_to_oneself_there_is_no_hop_and_many_ways_are_counted_not_listed() -> None:
    ladder = [[3 * n, 3 * n + k] for n in range(60) for k in (1, 2)] + [
        [3 * n + k, 3 * n + 3] for n in range(60) for k in (1, 2)
    ]
    network = through(plain.tied(ladder))
    found = cooperation_path(network, plain.park(0), plain.park(180))
    assert (found.length, found.paths) == (120, 2**60)
    assert {hop.target for hop in found.hops}.isdisjoint(plain.park(3 * n + 2) for n in range(60))
    own = cooperation_path(network, plain.park(1), plain.park(1))
    assert (own.length, own.paths, own.hops) == (0, 1, ())


def test_what_is_no_node_and_a_bipartite_network_are_refused() -> None:
    with pytest.raises(Refused) as refused:
        cooperation_path(through(plain.tied([[0, 1]])), plain.park(0), "park-nowhere")
    (problem,) = refused.value.problems
    assert (problem.place, problem.value) == ("to", "park-nowhere") and "widen the lens" in problem.remedy.en
    with pytest.raises(Refused, match="clique or shared"):
        cooperation_path(through(plain.tied([[0, 1]]), projection="bipartite"), plain.park(0), plain.park(1))
