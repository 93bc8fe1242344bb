"""Weights, filters by ties, merged nodes and lists of members: the twelve worked out by hand, and what always holds."""

from typing import Any

import pytest

from parknet.analytics.comparison import compare
from parknet.analytics.lens import Lens
from parknet.analytics.measures import MEASURES, measure
from parknet.analytics.memberships import MEMBERSHIPS
from parknet.analytics.network import Network, build
from parknet.analytics.null_models import significance
from parknet.analytics.sensitivity import ranks, stated
from parknet.exports.measure_tables import measures_csv, measures_text
from parknet.exports.network_columns import hyperedge_columns, incidence_columns
from parknet.model.records import Alliance
from tests.networks import home, plain
from tests.unit.test_network import CERTAIN, CONSORTIUM, TRIO, short, through, ties, weights

MUNICIPAL = {"beijing": "110000", "tianjin": "120000"}


def left(network: Network, reason: str) -> list[str]:
    return [short(id_) for id_ in network.left_out[reason]]


def test_months_are_those_surely_in_force() -> None:
    # strait: about 2019-06 (by 2019-07-31) to some day of 2021 (at the earliest 2021-01-01): 2019-07 … 2021-01.
    # abroad: 2020? (by 2021-12-31), consortium: the second quarter of 2021; open ends: to 2026-11.
    assert weights(through("weight=months")) == {"ersheng yilan": 19, "studio anhe": 60} | dict.fromkeys(CONSORTIUM, 66)
    assert left(through("weight=months"), "weight-unknown") == ["members", "pair", "pilot", "round", "trio"]
    assert weights(through("weight=months&at=2020-01-15")) == {"ersheng yilan": 7}


def test_months_are_those_possibly_in_force_where_that_is_asked() -> None:
    found = weights(through("weight=months&sure=possible"))
    assert found["anhe baishi"] == 52 + 35  # pair from 2022-08, round from 2024-01
    assert found["ersheng yilan"] == 32  # from 2019-05 to 2021-12
    assert "anhe haibin" not in found  # harbour, of unknown year


@pytest.mark.parametrize(
    ("since", "until", "sure", "possible"),
    [
        ("2021-03-31", "2021-04-01", 2, 2),
        ("2021-03", "2021-03", 0, 1),
        ("2021", "2021", 0, 12),
        ("2021-03-15", "..", 69, 69),
        ("2021-03-15", None, None, 69),
        ("2021-03-15", "../2021-06-01", None, 4),
        ("2021-03-15", "2021-06-01/..", 4, 69),
        ("../2021-03-15", "..", 69, None),
        ("2021-03-15", "2035", 69, 69),
    ],
)
def test_the_months_of_a_span(since: str, until: str | None, sure: float | None, possible: float | None) -> None:
    fields = {
        "id": "alliance-span",
        "name_zh": "虚构",
        "kind": "pairing",
        "has_member": [{"to": plain.park(n), "part": "park"} for n in (0, 1)],
        "has_step": [{"id": "alliance-span#1", "state": "signed", "date": since}],
        "has_term": [{"id": "alliance-span#2", "until": until}] if until else [],
    }
    parks = [entry.record for entry in plain.tied([[0]]).entries.values() if not isinstance(entry.record, Alliance)]
    parks += [entry.record for entry in plain.tied([[1]]).entries.values() if entry.record.id == plain.park(1)]
    snapshot = plain.of([*parks, Alliance.model_validate(fields)])
    for word, expected in (("certain", sure), ("possible", possible)):
        network = through(f"weight=months&sure={word}", snapshot)
        assert network.ties.weight.tolist() == ([expected] if expected else [])
        assert bool(network.left_out["weight-unknown"]) == (not expected)


def test_actions_count_joint_actions_alone() -> None:
    network = through("weight=actions&layers=pairing,joint-action")
    assert weights(network) == {"press anhe": 1, "press dongwan": 1, "anhe dongwan": 1}
    assert left(network, "weight-unknown") == ["pair", "pilot", "trio"]


def test_recency_halves_in_three_years_since_the_last_sign() -> None:
    def after(days: int) -> Any:
        return pytest.approx(0.5 ** (days / 365.25 / 3), abs=1e-8)

    found = weights(through("weight=recency"))
    assert found["anhe chunlin"] == after(1056)  # round, in the first half of 2024: since 2024-01-01
    assert found["anhe baishi"] == pytest.approx(0.5 ** (1056 / 1095.75) + 0.5 ** (1163 / 1095.75), abs=1e-8)
    assert "chunlin jinsong" not in found  # members: by 2016-12-31, no first day
    assert weights(through("weight=recency&sure=possible"))["anhe chunlin"] == after(875)  # 2024-06-30
    assert weights(through("weight=recency&at=2023-01-01"))["anhe baishi"] == after(137)  # before the forum
    assert weights(through("weight=recency&layers=joint-action"))["anhe dongwan"] == after(1163)


@pytest.mark.parametrize("projection", ["clique", "shared", "bipartite"])
def test_shares_and_layers_add_up_to_the_weight(projection: str) -> None:
    query = f"weight=recency&projection={projection}&layers=pairing,memorandum,association,joint-action"
    found = through(query).ties
    for weight, shares, layers, of, alliances in zip(
        found.weight.tolist(), found.shares, found.layer_weights, found.layers, found.alliances, strict=True
    ):
        assert weight == pytest.approx(sum(shares)) == pytest.approx(sum(layers))
        assert (len(shares), len(layers)) == (len(alliances), len(of))
    if projection == "clique":
        assert ("pairing", "memorandum") in found.layers


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("river=yellow-river-upper", ""),
        ("ego=park-fengqi", "fengqi guyan"),
        ("ego=park-baishi", "anhe baishi chunlin"),
        ("ego=park-baishi&depth=2", "anhe baishi chunlin dongwan ersheng jinsong press studio"),
        ("ego=park-baishi&depth=3", "anhe baishi chunlin dongwan ersheng jinsong press studio yilan"),
        ("ego=park-luye", "luye"),
        ("ego=park-none", ""),
        ("ego=city-suzhou", ""),
        ("ego=park-fengqi,park-kecun", "fengqi guyan kecun"),
        ("ego=park-baishi&min=3", ""),
        ("component=largest", "anhe baishi chunlin dongwan ersheng jinsong press studio yilan"),
        ("component=largest&parties=association", "beijing hubei jiangsu"),
        ("component=largest&layers=pairing&parties=park-park&ego=park-anhe,park-fengqi", "anhe baishi"),
        ("component=largest&parties=department", "beijing"),
    ],
)
def test_filters_by_ties(query: str, expected: str) -> None:
    assert sorted(short(id_) for id_ in through(query).nodes.id) == sorted(expected.split())


def test_what_lies_around_keeps_the_ties_among_those_kept() -> None:
    assert ties("ego=park-ersheng") == TRIO | {"ersheng yilan"}
    network = through("ego=park-ersheng&projection=shared")
    assert weights(network)["chunlin dongwan"] == 0.5
    assert left(network, "members-not-shown")[:1] == ["abroad"]


def test_nodes_merged_by_region() -> None:
    network = through("aggregate=region&parties=park-park,park-other")
    assert network.nodes.id == ("region-central", "region-east", "region-hk-mo-tw", "region-northeast", "region-west")
    assert network.nodes.label == ("Region",) * 5 and network.nodes.region[0] == "central"
    # east: anhe, chunlin, fengqi, jinsong, kecun and the bodies there; round and pair: east and west.
    assert weights(network) == {
        "central east": 1, "central northeast": 1, "east northeast": 1, "central hk-mo-tw": 1, "east west": 3,
    }  # fmt: skip
    within = dict(zip(network.nodes.id, network.nodes.within, strict=True))
    assert within == {
        "region-central": 0, "region-east": 2, "region-hk-mo-tw": 0, "region-northeast": 0, "region-west": 0,
    }  # fmt: skip
    assert "park-luye" in network.ungrouped and "org-studio" in network.ungrouped
    assert left(network, "group-unknown") == ["abroad"]
    assert sum(size or 0 for size in network.nodes.size) + len(network.ungrouped) == 20


def test_nodes_merged_by_city_and_province_are_the_records_of_these() -> None:
    cities = through("aggregate=city&layers=pairing")
    assert weights(cities) == {"beijing shenyang": 1, "beijing wuhan": 1, "shenyang wuhan": 1, "suzhou xian": 2}
    assert dict(zip(cities.nodes.id, cities.nodes.size, strict=True))["city-suzhou"] == 4  # anhe, fengqi, kecun, bureau
    provinces = through("aggregate=province&layers=pairing&projection=shared")
    assert weights(provinces)["beijing hubei"] == 0.5
    assert [short(id_) for id_ in cities.nodes.id] == ["beijing", "hong-kong", "shenyang", "suzhou", "wuhan", "xian"]
    # A province alone is no city; Hong Kong is one, Taiwan is not.
    assert set(cities.ungrouped) - set(provinces.ungrouped) == {
        "org-association-hubei", "org-association-jiangsu", "park-yilan",
    }  # fmt: skip
    assert cities.nodes.label[0] == "City" and cities.nodes.name_en[0] == "Beijing"


def test_a_park_in_several_cities_counts_in_the_first_of_them_whatever_its_grade() -> None:
    """The first by id, in the order of which a record keeps its places: a district of Beijing is before Langfang."""
    cities = [home.city(slug, "province", "china", adcode=code) for slug, code in MUNICIPAL.items()]
    cities += [home.city(f"{slug}-district", "county", slug) for slug in MUNICIPAL]
    cities.append(home.city("langfang", "prefecture", "hebei"))
    places = {"a": "beijing-district langfang", "b": "langfang tianjin-district", "c": "hebei tianjin-district"}
    parks = [
        home.park(slug, located_in=[{"to": f"city-{one}"} for one in where.split()]) for slug, where in places.items()
    ]
    snapshot = plain.of([*home.BASE, *cities, *parks, home.alliance("all", "a b c")])
    network = build(snapshot, Lens(at="2026-11-22", aggregate="city"))
    assert network.nodes.id == ("city-beijing", "city-langfang", "city-tianjin") and network.nodes.size == (1, 1, 1)


def test_a_park_of_several_sectors_counts_in_each_and_joins_none_by_itself() -> None:
    network = through("aggregate=sector&layers=pairing,memorandum")
    found = weights(network)
    # anhe (02 03) and baishi (02): pair; round adds chunlin (03); the twin sectors of anhe are joined through others.
    assert found["02 03"] == 2
    within = dict(zip(network.nodes.id, network.nodes.within, strict=True))
    assert (within["sector-02"], within["sector-03"]) == (2, 1)  # pair and round; round (anhe and chunlin)
    alone = through("aggregate=sector&ego=park-anhe&parties=park-other")
    assert weights(alone) == {} and alone.nodes.sectors == (("02",), ("03",))


@pytest.mark.parametrize("by", ["city", "province", "region", "sector"])
@pytest.mark.parametrize("projection", ["clique", "shared"])
def test_every_measure_has_an_answer_on_merged_nodes(by: str, projection: str) -> None:
    network = through(f"aggregate={by}&projection={projection}&sure=possible")
    for column in measure(network, MEASURES):
        assert len(column.values) == (1 if column.measure.per == "network" else len(network.nodes.id))
        assert None not in column.values or column.reason[0]
    assert network.to_networkx().number_of_edges() == len(network.ties.source)


def test_lists_of_members_draw_nothing_and_hold_all() -> None:
    network = through("projection=incidence")
    assert len(network.ties.source) == 0 and set(network.nodes.id) == set(through("").nodes.id)
    assert set(network.drawn) == set(through("").drawn)
    found = hyperedge_columns(network)
    row = {name: column[found["alliance"].index("alliance-members")] for name, column in found.items()}
    assert row.items() >= {
        "layer": "association", "name_zh": "members(虚构)", "name_en": None,
        "members": ("org-press", "park-chunlin", "park-jinsong"), "until": None,
        "since": "../2016-12-31", "earliest": None, "latest": "2016-12-31", "certain": True, "weight": 1,
    }.items()  # fmt: skip
    rows: list[Any] = list(zip(*incidence_columns(network).values(), strict=True))
    assert [row[2:4] for row in rows if row[0] == "alliance-members"] == [
        ("org-press", "company"), ("park-chunlin", "park"), ("park-jinsong", "park"),
    ]  # fmt: skip
    assert ("alliance-members", "association", "park-jinsong", "park", None, None, "2020-11-30") in [
        r[:7] for r in rows
    ]
    assert hyperedge_columns(through("")) == found and set(CERTAIN) == set(weights(through("")))


def test_measures_of_lists_of_members_are_null_and_say_why_but_for_those_of_the_lists() -> None:
    network = through("projection=incidence")
    of_lists = [entry.id for entry in MEMBERSHIPS]
    for column in measure(network, [id_ for id_ in MEASURES if id_ not in of_lists]):
        assert set(column.values) == {None} and not column.adequate
        assert all(word in column.reason[n] for word in ("clique", "shared", "bipartite") for n in (0, 1))
        assert column.warning == column.reason  # and not that nothing were known
    on_ties = measure(through(""), of_lists)
    assert [column.values for column in measure(network, of_lists)] == [column.values for column in on_ties]
    found = ranks(network, "degree", stated(0.2))
    assert {*found.rank, *found.low, *found.high} == {None} and "bipartite" in found.reason[1]
    (knit, number) = significance(network, ["transitivity", "groups"], "rewiring", 99)
    assert knit.reason == knit.column.reason and "same on all" in number.reason[1]
    assert "bipartite" in compare(network, through("")).communities.reason[1]


def test_what_is_said_twice_of_a_measure_stands_once_in_files() -> None:
    network = through("projection=incidence")
    columns = measure(network, ["degree"])
    for text in (measures_text(network, columns), measures_csv(network, columns).splitlines()[-1]):
        assert text.count("Not defined on lists of members") == 1
