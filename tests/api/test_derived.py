"""What is derived, over the built-in data: network, measures, files, suggestions, coverage, meta, and the map."""

import csv
import io
import json
from itertools import combinations

import networkx as nx
import pytest

from parknet.analytics.lens import WORDS
from parknet.analytics.selection import LEFT_OUT
from parknet.exports.formats import FORMATS
from parknet.model.vocabulary import LABELS
from tests.api.conftest import TODAY, Api

PAIRINGS = "layers=pairing&parties=park-park&min=1"
DAY = f"at={TODAY}"


async def test_the_pairings_between_parks_are_seven_separate_groups(shared: Api) -> None:
    answer = (await shared.get(f"/network?{PAIRINGS}")).json()
    nodes, ties = answer["data"]["nodes"], answer["data"]["ties"]
    assert (len(nodes["id"]), len(ties["source"])) == (21, 27)
    assert {len(column) for column in nodes.values()} == {21} and {len(column) for column in ties.values()} == {27}
    assert all(0 <= place <= 1000 for axis in ("x", "y") for place in nodes[axis])
    alliances, dates = answer["data"]["alliances"], answer["data"]["dates"]
    drawn = [n for n, reason in enumerate(alliances["reason"]) if reason is None]
    assert alliances["id"] == sorted(alliances["id"]) and len(drawn) == 7
    members = [set(alliances["members"][n]) - set(alliances["absent"][n]) for n in drawn]
    assert set(zip(ties["source"], ties["target"], strict=True)) == {
        pair for group in members for pair in combinations(sorted(group), 2)
    }
    assert {*alliances["since"], *alliances["until"]} - {None} == set(dates)
    assert dates["2023-06-08"] == ["2023年6月8日", "8 June 2023", "2023-06-08", "2023-06-08"]
    assert {len(column) for column in alliances.values()} == {len(alliances["id"])}
    graph = nx.Graph(zip(ties["source"], ties["target"], strict=True))
    groups = list(nx.connected_components(graph))
    assert len(groups) == 7 and all(nx.density(graph.subgraph(group)) == 1 for group in groups)
    assert answer["meta"]["lens"] == f"{DAY}&layers=pairing&parties=park-park&min=1"
    assert "9 of 72 parks in 3 of 24 groups" in json.dumps(answer["meta"]["coverage"])


async def test_measures_say_where_they_say_nothing(shared: Api) -> None:
    found = await shared.data(f"/network/measures?{PAIRINGS}")
    by_id = {measure["id"]: measure for measure in found["measures"]}
    assert len(found["nodes"]) == 21 and sum(by_id["degree"]["values"]) == 2 * 27 and by_id["degree"]["adequate"]
    assert sorted(by_id["components"]["values"]).count(1) == 6 and max(by_id["components"]["values"]) == 7
    betweenness = by_id["betweenness"]
    assert not betweenness["adequate"] and set(betweenness["values"]) == {0}
    assert "7 separate groups" in betweenness["warning_en"] and "7个互不相连的合作组" in betweenness["warning_zh"]
    assert None in by_id["clustering"]["values"] and by_id["clustering"]["null_en"] and by_id["clustering"]["null_zh"]
    told = {"degree", "strength", "components", "density", "number_connected_components", "memberships", "groups"}
    told |= {"group_size_mean", "group_size_median", "group_size_largest", "group_overlap", "group_jaccard"}
    assert {id_ for id_, measure in by_id.items() if measure["adequate"]} == told
    for id_, measure in by_id.items():
        of = (measure["warning_zh"], measure["warning_en"])
        assert all(of) != (id_ in told) and any(of) == all(of)
        assert measure["adequate"] or (measure["label_zh"] in of[0] and measure["label_en"] in of[1])
        assert bool(measure["null_zh"]) == bool(measure["null_en"]) == (None in measure["values"])
        assert all(measure[f"{name}_{lang}"] for name in ("normalisation", "isolates") for lang in ("zh", "en"))
        assert measure["cost"]
    (two_mode,) = (await shared.data("/network/measures?projection=bipartite&measure=betweenness"))["measures"]
    assert set(two_mode["values"]) == {None} and "bipartite" in two_mode["null_en"] and two_mode["null_zh"]


@pytest.mark.parametrize("query", ["", f"?{PAIRINGS}", "?projection=bipartite&nodes=park,organisation,city"])
async def test_every_file_holds_the_nodes_and_ties_of_the_network(shared: Api, query: str) -> None:
    drawn = await shared.data(f"/network{query}")
    size = (len(drawn["nodes"]["id"]), len(drawn["ties"]["source"]))
    nodes, ties, graphml, columns = [
        (await shared.get(f"/exports/{name}{query}")).text for name in ("nodes.csv", "ties.csv", "graphml", "json")
    ]
    rows = list(csv.DictReader(io.StringIO(nodes, newline="")))
    pairs = list(csv.DictReader(io.StringIO(ties, newline="")))
    assert [row["id"] for row in rows] == drawn["nodes"]["id"] and len(pairs) == size[1]
    graph = nx.read_graphml(io.BytesIO(graphml.encode()))
    assert (graph.number_of_nodes(), graph.number_of_edges()) == size
    assert {frozenset((pair["source"], pair["target"])) for pair in pairs} == set(map(frozenset, graph.edges))
    plain = json.loads(columns)
    assert plain["nodes"].items() <= drawn["nodes"].items() and drawn["ties"].items() <= plain["ties"].items()
    assert {id_ for ids in plain["ties"]["alliances"] for id_ in ids} <= set(drawn["alliances"]["id"])


async def test_a_file_has_a_name_and_its_cells_are_no_formulas(api: Api) -> None:
    park = {"name_zh": "=1+1", "name_en": " @SUM(A1)", "cites": [{"to": "source-a"}]}
    await api.write({"id": "source-a", "after": {"name_zh": "来源"}}, {"id": "park-a", "after": park})
    answer = await api.get("/exports/nodes.csv")
    assert answer.headers["content-disposition"] == 'attachment; filename="parknet-nodes.csv"'
    assert answer.headers["content-type"].startswith("text/csv")
    (row,) = csv.DictReader(io.StringIO(answer.text))
    assert (row["name_zh"], row["name_en"]) == ("'=1+1", "'@SUM(A1)")


async def test_every_format_is_given_as_a_file_of_its_own_name(shared: Api) -> None:
    for name, of in FORMATS.items():
        answer = await shared.get(f"/exports/{name}?{PAIRINGS}")
        assert answer.status_code == 200 and answer.headers["content-type"].startswith(of.media)
        assert answer.headers["content-disposition"] == f'attachment; filename="parknet{of.ending}"'
        assert (await shared.get(f"/exports/{name}?{PAIRINGS}")).content == answer.content
    starts = {"xlsx": b"PK", "nodes.parquet": b"PAR1", "net": b"\xef\xbb\xbf*Network", "gexf": b"<?xml"}
    for name, start in starts.items():
        assert (await shared.get(f"/exports/{name}?{PAIRINGS}")).content.startswith(start)


async def test_csv_may_have_a_byte_order_mark_and_nothing_else_may(shared: Api) -> None:
    plain, marked = [(await shared.get(f"/exports/ties.csv?bom={bom}")).content for bom in ("false", "true")]
    assert marked == b"\xef\xbb\xbf" + plain
    refused = await shared.get("/exports/graphml?bom=true")
    assert refused.status_code == 422 and "Only CSV" in refused.json()["detail"]


async def test_what_a_format_cannot_hold_is_refused_in_a_sentence(shared: Api) -> None:
    refused = await shared.get("/exports/dl?cluster=grand-canal&sector=09&level=county")
    assert refused.status_code == 422 and "at least one node" in refused.json()["detail"]


async def test_suggestions_add_up_and_leave_partners_out(shared: Api) -> None:
    drawn = await shared.data(f"/network?{PAIRINGS}")
    ids, ties = drawn["nodes"]["id"], drawn["ties"]
    ranked = 0
    for park in [id_ for id_ in ids if id_.startswith("park-")][:6]:
        answer = (await shared.get(f"/parks/{park}/suggestions?limit=100")).json()
        found, here = answer["data"], ids.index(park)
        ends = list(zip(ties["source"], ties["target"], strict=True))
        partners = {ids[a] for a, b in ends if b == here} | {ids[b] for a, b in ends if a == here}
        assert partners and not partners & {item["park"] for item in found["items"]}
        partner_parks = {id_ for id_ in partners if id_.startswith("park-")}
        assert partner_parks <= {left["park"] for left in found["left_out"]} or not found["ranked"]
        for item in found["items"]:
            assert item["score"] == sum(term["contribution"] for term in item["terms"])
        assert "untested on parks" in found["tested_en"] and answer["meta"]["lens"] == DAY
        ranked += found["ranked"]
    assert ranked
    earlier = (await shared.get(f"/parks/{park}/suggestions?at=2020-01-01")).json()
    assert (earlier["meta"]["lens"], earlier["data"]["day"]) == ("at=2020-01-01", "2020-01-01")
    for at in ("0", "1606003200", "2020-1-1", "2020-01-01T00:00:00", "2020-02-30", "20200101", ""):
        answer = await shared.get(f"/parks/{park}/suggestions?at={at}")
        assert answer.status_code == 422 and answer.json()["errors"][0]["place"] == "query/at", at


async def test_coverage_states_its_day_and_what_it_counts(shared: Api) -> None:
    answer = (await shared.get("/programmes/programme-carrying-plan/coverage")).json()
    data = answer["data"]
    assert (answer["meta"]["lens"], data["day"]) == (DAY, str(TODAY))
    assert (data["parks"], data["expected_parks"], data["groups"], data["expected_groups"]) == (9, 72, 3, 24)
    assert data["pilot_years"] == ["2021"] and all(data["sentence"])


async def test_coverage_travels_with_who_may_take_part(shared: Api) -> None:
    """An answer by lists says how much of each is known."""
    answer = (await shared.get("/programmes/programme-carrying-plan/eligibility?answer=yes&at=2023-03-11")).json()
    known = {item["programme"]: item["sentence"][1] for item in answer["meta"]["coverage"]}
    assert known["programme-carrying-plan"].startswith("3 of 72 parks in 1 of 24 groups")
    assert known["programme-national-demonstration-parks"] == "19 of 34 parks"
    assert known["programme-national-creation-parks"] == "23 parks, no total to set against"
    assert (answer["meta"]["lens"], answer["data"]["counts"]["yes"]) == ("at=2023-03-11", len(answer["data"]["parks"]))
    park = answer["data"]["parks"][0]["park"]
    roads = await shared.data(f"/parks/{park}/eligibility?at=2023-03-11")
    (plan,) = [road for road in roads if road["programme"] == "programme-carrying-plan"]
    assert plan["parks"] == answer["data"]["parks"][:1]


async def test_meta_says_what_there_is_and_the_words_for_it(shared: Api) -> None:
    answer = (await shared.get("/meta")).json()
    meta, data = answer["meta"], answer["data"]
    assert meta["revision"] == 1 and len(meta["digest"]) == 64 and meta["licence"] and meta["synthetic"] is False
    for label, kind in data["kinds"].items():
        assert data["counts"][label] == (await shared.get(f"/{kind['path']}?limit=1")).json()["meta"]["total"]
        assert kind["zh"] and kind["en"]
    assert data["labels"]["sector"]["02"][0] and data["store"] == "answering"
    sentences = {item["programme"]: item["sentence"][1] for item in data["coverage"]}
    assert sentences["programme-carrying-plan"] == "9 of 72 parks in 3 of 24 groups, and the 2021 pilot"
    assert list(data["formats"]) == list(FORMATS)


async def test_meta_has_the_words_of_the_lens_in_their_order(shared: Api) -> None:
    data = await shared.data("/meta")
    given = {"labels": data["labels"], "lens": data["lens"], "left_out": {"left_out": data["left_out"]}}
    for name, groups in {"labels": LABELS, "lens": WORDS, "left_out": {"left_out": LEFT_OUT}}.items():
        assert set(given[name]) == set(groups)
        for group, words in groups.items():
            assert list(given[name][group].items()) == [(word, list(pair)) for word, pair in words.items()]


async def test_meta_has_the_provinces_in_administrative_order(shared: Api) -> None:
    provinces = (await shared.data("/meta"))["provinces"]
    assert len(provinces) == 34
    assert provinces[0] == ["110000", "北京市", "Beijing", "east"]
    names = [zh for _, zh, _, _ in provinces]
    assert names[-4:] == ["新疆维吾尔自治区", "香港特别行政区", "澳门特别行政区", "台湾省"]
    codes = [code for code, *_ in provinces]
    assert codes[:-1] == sorted(codes[:-1]) and all(en and region for _, _, en, region in provinces)


async def test_the_map_is_one_safe_small_file(shared: Api) -> None:
    path = "/map.html"
    page = await shared.get(path, accept_encoding="gzip")
    assert page.status_code == 200 and page.headers["content-type"] == "text/html; charset=utf-8"
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'sha256-") and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy and "http" not in policy
    assert page.headers["content-encoding"] == "gzip" and int(page.headers["content-length"]) < len(page.content) / 3
    again = await shared.get(path, if_none_match=page.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")
    assert (await shared.get(f"{path}?lang=en")).text.startswith('<!doctype html>\n<html lang="en"')
    assert (await shared.get(f"{path}?lang=en")).headers["etag"] != page.headers["etag"]


@pytest.mark.parametrize(
    ("query", "place", "remedy"),
    [
        ("projection=star", "projection", "bipartite"),
        ("layers=pairing,marriage", "layers", "joint-action"),
        ("at=2021-13-01", "at", "2026-11-22"),
        ("at=2021-12-31/2021-01-01", "at", "interval"),
        ("min=-1", "min", "from 0"),
        ("sure=certain&sure=possible", "sure", "once"),
        ("province=32", "province", "six digits"),
    ],
)
async def test_a_wrong_part_of_a_lens_is_named_with_what_is_allowed(
    shared: Api, query: str, place: str, remedy: str
) -> None:
    for path in ("/network", "/network/measures", "/exports/json", "/map.html"):
        answer = await shared.get(f"{path}?{query}")
        (error,) = answer.json()["errors"]
        assert answer.status_code == 422 and error["place"] == f"query/{place}" and remedy in error["remedy"]


async def test_where_alliances_stand_in_their_lives(shared: Api) -> None:
    answer = (await shared.get("/lifecycle?months=24")).json()
    found = answer["data"]
    assert answer["meta"]["lens"] == DAY and found["day"] == "2026-11-22" and found["months"] == 24
    pairings = await shared.data("/alliances?kind=pairing&limit=1000")
    ids = {one["id"] for one in found["signed"]}
    assert {one["id"] for one in pairings} & ids and all(one["regions"] for one in found["signed"] if one["programmes"])
    silent, dormant = ({one["id"] for one in found[name]} for name in ("silent", "dormant"))
    assert silent and not silent & dormant
    earlier = await shared.data("/lifecycle?at=2021-12-31")
    assert {one["id"] for one in earlier["signed"]} < ids
    assert (await shared.get("/lifecycle?months=-1")).status_code == 422
    for edge in ("0001-01-01", "9999-12-31"):
        assert (await shared.get(f"/lifecycle?at={edge}&months=600")).status_code == 200
