"""The network of a snapshot through a lens: the twelve worked out by hand."""

from collections.abc import Iterable
from itertools import combinations
from urllib.parse import parse_qsl

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parknet.analytics.lens import Lens
from parknet.analytics.network import Network, build, rows_of
from parknet.analytics.selection import LEFT_OUT
from parknet.model.records import Alliance, Record
from parknet.model.snapshot import Snapshot
from tests.networks import plain, twelve

TWELVE = twelve.snapshot()
TODAY = "2026-11-22"


def through(query: str, snapshot: Snapshot = TWELVE) -> Network:
    lens = Lens.from_query(parse_qsl(query))
    return build(snapshot, lens if lens.at else lens.model_copy(update={"at": TODAY}))


def short(id_: str) -> str:
    return id_.partition("-")[2].removeprefix("association-")


def weights(network: Network) -> dict[str, float]:
    """Ties as `one two`: weight, by the short names of both ends."""
    ids, ties = network.nodes.id, network.ties
    ends = zip(ties.source.tolist(), ties.target.tolist(), ties.weight.tolist(), strict=True)
    return {f"{short(ids[source])} {short(ids[target])}": weight for source, target, weight in ends}


def ties(query: str) -> set[str]:
    return set(weights(through(query)))


TRIO = {"chunlin dongwan", "chunlin ersheng", "dongwan ersheng"}
ROUND = {"anhe baishi", "anhe chunlin", "baishi chunlin"}
MEMBERS = {"press chunlin", "press jinsong", "chunlin jinsong"}
CONSORTIUM = {"beijing hubei", "beijing jiangsu", "hubei jiangsu"}
BETWEEN_PARKS = TRIO | ROUND | MEMBERS | {"ersheng yilan", "fengqi guyan"}
CERTAIN = BETWEEN_PARKS | CONSORTIUM | {"studio anhe"}


def world(found: Iterable[Record]) -> Snapshot:
    others = [r for r in twelve.records() if not isinstance(r, Alliance)]
    return plain.of(sorted([*others, *found], key=lambda r: r.id))


def test_what_has_certainly_begun_is_the_default() -> None:
    network = through("")
    assert set(weights(network)) == CERTAIN
    assert len(network.nodes.id) == 12 + 8
    assert network.nodes.id == tuple(sorted(network.nodes.id))
    assert weights(network)["anhe baishi"] == 2  # pair and round
    assert sum(weights(network).values()) == 16


def test_what_is_not_drawn_is_listed_by_reason() -> None:
    assert {reason: [short(id_) for id_ in ids] for reason, ids in through("").left_out.items()} == {
        "not-begun": ["hope", "left", "plan", "refused"],
        "not-then": ["decade"],
        "members-not-named": ["conference"],
        "members-not-shown": ["twin"],
        "year-unknown": ["harbour"],
        "weight-unknown": [],
        "group-unknown": [],
    }
    assert list(through("").left_out) == list(LEFT_OUT)
    assert through("").year_unknown == ("alliance-harbour",)
    assert through("layers=joint-action").year_unknown == ("action-visit",)


def test_a_tie_of_unnamed_members_has_no_class_and_is_counted_under_any() -> None:
    assert through("parties=park-park&reach=abroad").left_out["members-not-named"] == ("alliance-conference",)


def test_possible_adds_what_the_dates_allow() -> None:
    assert ties("sure=possible") == CERTAIN | {"anhe haibin", "university fengqi"}
    network = through("sure=possible")
    certain = dict(zip(weights(network), network.ties.certain, strict=True))
    assert {pair for pair, is_certain in certain.items() if not is_certain} == {"anhe haibin", "university fengqi"}
    assert network.year_unknown == ("alliance-harbour",)


def test_in_force_needs_an_end_that_is_not_past() -> None:
    # Surely in force: only what is open by its own text; the assigned twinning runs until 2030.
    assert ties("state=in-force") == CONSORTIUM | {"studio anhe"}
    assert ties("state=in-force&nodes=city") == {"suzhou xian"}
    assert ties("state=in-force&nodes=city&at=2031-01-01") == set()
    # Possibly in force: all but what has ended (strait in 2021) or was left (jinsong left members in 2020).
    assert ties("state=in-force&sure=possible") == (
        CERTAIN - {"ersheng yilan", "press jinsong", "chunlin jinsong"} | {"anhe haibin", "university fengqi"}
    )
    assert "ersheng yilan" in ties("state=in-force&sure=possible&at=2021-12-31")


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2016-12-30", set()),  # members was founded by 2016-12-31, no day before is sure
        ("2016-12-31", {"chunlin jinsong"}),  # press joined in 2025-12
        ("2019-07-31", {"chunlin jinsong", "ersheng yilan"}),  # about 2019-06: at the latest 2019-07-31
        ("2019-07-30", {"chunlin jinsong"}),
        ("2021-01-01/2021-06-30", {"chunlin jinsong", "ersheng yilan"} | CONSORTIUM),  # 2020? : by 2021-12-31
        ("2025-12-30", CERTAIN - {"press chunlin", "press jinsong"}),
    ],
)
def test_a_day_shows_what_had_begun_by_then(at: str, expected: set[str]) -> None:
    assert ties(f"at={at}") == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("parties=park-park", BETWEEN_PARKS),
        ("parties=park-other", {"studio anhe"}),
        ("parties=association", CONSORTIUM),
        ("parties=city&nodes=park,city", {"suzhou xian"}),
        ("parties=department,other", set()),
        ("layers=pairing", TRIO | {"anhe baishi", "fengqi guyan"}),
        ("reach=within-province", MEMBERS),
        ("reach=cross-strait", {"ersheng yilan"}),
        ("reach=hk-mo&sure=possible", {"anhe haibin"}),
        ("reach=abroad", {"studio anhe"}),
        ("reach=unknown", set()),
        ("reach=between-provinces", TRIO | ROUND | CONSORTIUM | {"fengqi guyan"}),
        ("nodes=park", BETWEEN_PARKS - {"press chunlin", "press jinsong"}),
        ("nodes=city", {"suzhou xian"}),
    ],
)
def test_layers_parties_reach_and_nodes_choose_ties(query: str, expected: set[str]) -> None:
    assert ties(query) == expected


def test_joint_actions_join_their_participants_but_not_the_members_of_an_alliance_among_them() -> None:
    assert ties("layers=joint-action") == {"press anhe", "press dongwan", "anhe dongwan"}
    assert ties("layers=joint-action&at=2023-09-14") == set()
    assert ties("layers=joint-action&state=in-force&at=2023-09-16") == {"press anhe", "press dongwan", "anhe dongwan"}
    assert ties("layers=joint-action&state=in-force&at=2023-09-17") == set()
    assert ties("layers=joint-action&sure=possible&parties=park-park") == {
        "press anhe", "press dongwan", "anhe dongwan", "chunlin guyan",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("level=national", "anhe chunlin"),
        ("level=national&at=2018-12-31", "chunlin jinsong"),
        ("level=national,prefecture", "anhe chunlin dongwan"),
        ("level=provincial,county", ""),  # those of baishi (202X) and fengqi (2018/..) may begin yet
        ("level=provincial,county&sure=possible", "baishi fengqi"),  # and ersheng is only listed
        ("level=none&sector=02", "baishi jinsong"),
        ("level=none&sector=02&sure=possible", "jinsong"),
        ("province=320000", "bureau jiangsu anhe fengqi kecun"),
        ("region=central,northeast", "hubei dongwan ersheng"),
        ("region=hk-mo-tw", "haibin yilan"),
        ("cluster=grand-canal", "bureau jiangsu anhe fengqi kecun"),
        ("sector=03", "anhe chunlin fengqi yilan"),
        ("programme=programme-handinhand-pilot", "fengqi guyan"),
        ("programme=programme-handinhand", "anhe baishi chunlin dongwan ersheng fengqi"),
        ("programme=programme-demonstration&nodes=park", "anhe chunlin dongwan"),
        ("programme=programme-demonstration&nodes=park&sure=possible", "anhe baishi chunlin dongwan ersheng fengqi"),
        ("min=3", "anhe chunlin ersheng"),
        ("min=1&parties=city", ""),
    ],
)
def test_filters_choose_nodes(query: str, expected: str) -> None:
    assert sorted(short(id_) for id_ in through(query).nodes.id) == sorted(expected.split())


def test_a_programme_keeps_only_its_own_ties() -> None:
    assert ties("programme=programme-handinhand") == TRIO | {"anhe baishi"}
    assert weights(through("programme=programme-handinhand"))["anhe baishi"] == 1
    both = "programme=programme-handinhand&layers=pairing,joint-action"
    assert ties(both) == TRIO | {"anhe baishi", "press anhe", "press dongwan", "anhe dongwan"}


def test_least_partners_is_asked_once() -> None:
    # ersheng has three partners, two of which go: it stays with the one tie left.
    assert ties("min=3") == {"anhe chunlin", "chunlin ersheng"}


def test_shared_weights_give_each_alliance_one_unit_a_member() -> None:
    shared = weights(through("projection=shared"))
    assert shared["anhe baishi"] == 1.5  # pair of two: 1, round of three: 1/2
    assert shared["chunlin dongwan"] == 0.5
    assert shared["studio anhe"] == 1


def test_bipartite_has_the_alliances_as_nodes() -> None:
    network = through("projection=bipartite&min=1")
    labels = dict(zip(network.nodes.id, network.nodes.label, strict=True))
    assert [short(id_) for id_, label in labels.items() if label == "Alliance"] == [
        "abroad", "consortium", "members", "pair", "pilot", "round", "strait", "trio",
    ]  # fmt: skip
    assert weights(network)["trio ersheng"] == 1
    assert len(network.ties.source) == 2 + 3 + 3 + 2 + 2 + 3 + 2 + 3


@pytest.mark.parametrize("projection", ["clique", "bipartite"])
def test_the_members_of_each_alliance_are_kept_in_any_projection(projection: str) -> None:
    network = through(f"projection={projection}")
    assert set(network.members) == set(network.drawn)
    assert {short(network.nodes.id[n]) for n in network.members["alliance-trio"]} == {"chunlin", "dongwan", "ersheng"}


def test_columns_say_where_and_what_a_node_is() -> None:
    nodes = through("").nodes
    row = {
        id_: tuple(getattr(nodes, name)[n] for name in ("city", "province", "region", "level", "precision"))
        for n, id_ in enumerate(nodes.id)
    }
    assert row["park-anhe"] == ("city-xiangcheng", "320000", "east", "national", "park")
    assert row["park-kecun"] == ("city-xiangcheng", "320000", "east", None, "park")  # as its whole
    assert row["park-guyan"] == ("city-xian-zone", "610000", "west", None, "city")
    assert row["park-luye"] == (None, None, None, None, None)
    assert row["org-studio"] == ("city-france", None, None, None, None)
    assert nodes.sectors[nodes.id.index("park-anhe")] == ("02", "03")


def test_a_tie_says_when_it_began_and_what_it_is_made_of() -> None:
    network = through("")
    n = list(weights(network)).index("anhe baishi")
    assert network.ties.alliances[n] == ("alliance-pair", "alliance-round")
    assert network.ties.layers[n] == ("pairing", "memorandum")
    assert (network.ties.earliest[n], network.ties.latest[n]) == ("2022-08-17", "2022-08-17")
    n = list(weights(network)).index("chunlin jinsong")
    assert (network.ties.earliest[n], network.ties.latest[n]) == (None, "2016-12-31")


def test_a_tie_began_with_the_first_of_its_alliances() -> None:
    others = [r for r in twelve.records() if r.id not in ("alliance-pair", "alliance-round")]
    both = [("alliance-one", "../2016-12-31"), ("alliance-two", "2020-06")]
    founded = [
        Alliance.model_validate(
            {
                "id": id_,
                "name_zh": "虚构",
                "kind": "memorandum",
                "has_member": [{"to": "park-anhe", "part": "park"}, {"to": "park-baishi", "part": "park"}],
                "has_step": [{"id": f"{id_}#1", "state": "signed", "date": date}],
            }
        )
        for id_, date in both
    ]
    network = through("", plain.of([*others, *founded]))
    n = list(weights(network)).index("anhe baishi")
    assert (network.ties.earliest[n], network.ties.latest[n]) == (None, "2016-12-31")
    network = through("", plain.of([*others, founded[1], *twelve_only("alliance-round")]))
    n = list(weights(network)).index("anhe baishi")
    assert (network.ties.earliest[n], network.ties.latest[n]) == ("2020-06-01", "2020-06-30")


def test_who_left_and_came_back_is_one_member_and_away_in_between() -> None:
    dates = [("park-anhe", "2010", "2012"), ("park-anhe", "2018", None), ("park-baishi", None, None)]
    members = [{"to": id_, "part": "park", "since": since, "until": until} for id_, since, until in dates]
    steps = [{"id": "alliance-back#1", "state": "active", "date": "2009"}]
    fields = {"id": "alliance-back", "name_zh": "虚构", "kind": "association", "has_member": members, "has_step": steps}
    snapshot = world([Alliance.model_validate(fields)])
    assert weights(through("", snapshot)) == {"anhe baishi": 1}
    days = ("2011-01-01", "2015-01-01", "2019-01-01")
    seen = [set(weights(through(f"sure=possible&state=in-force&at={day}", snapshot))) for day in days]
    assert seen == [{"anhe baishi"}, set(), {"anhe baishi"}]


def twelve_only(id_: str) -> list[Record]:
    return [record for record in twelve.records() if record.id == id_]


def test_rows_are_the_symmetric_adjacency() -> None:
    network = through("projection=shared")
    dense = np.zeros((len(network.nodes.id),) * 2)
    for row, (start, end) in enumerate(zip(network.indptr[:-1], network.indptr[1:], strict=True)):
        columns = network.indices[start:end]
        assert (np.diff(columns) > 0).all()
        dense[row, columns] = network.weights[start:end]
    assert (dense == nx.to_numpy_array(network.to_networkx())).all()
    assert (dense == dense.T).all()


@given(st.permutations(range(15)))
def test_ties_in_any_order_give_the_same_rows(order: list[int]) -> None:
    source, target = (np.array(ends, np.int32) for ends in zip(*combinations(range(6), 2), strict=True))
    weight = np.arange(1.0, 16.0)
    wanted = rows_of(6, source, target, weight)
    found = rows_of(6, source[order], target[order], weight[order])
    assert [array.tolist() for array in found] == [array.tolist() for array in wanted]


def test_networkx_gets_attributes_that_graphml_can_write() -> None:
    graph = through("sure=possible").to_networkx()
    assert graph.nodes["park-anhe"]["sectors"] == "02|03"
    assert "name_en" not in graph.nodes["org-press"]
    assert graph.edges["park-anhe", "park-baishi"]["alliances"] == "alliance-pair|alliance-round"
    again = nx.parse_graphml("\n".join(nx.generate_graphml(graph)))
    assert all(again.nodes[id_] == graph.nodes[id_] for id_ in graph) and len(again) == len(graph)


def test_an_unresolved_lens_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="resolved"):
        build(TWELVE, Lens())


def test_an_empty_snapshot_is_an_empty_network() -> None:
    network = build(Snapshot(), Lens(at=TODAY))
    assert (len(network.nodes.id), len(network.ties.source), network.indptr.tolist()) == (0, 0, [0])
