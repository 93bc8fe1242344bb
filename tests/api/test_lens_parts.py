"""Every projection of the built-in data, its nodes merged or not, in every face: an answer, or why there is none."""

import io

import networkx as nx
import pytest

from parknet.analytics.lens import MERGED, WORDS
from parknet.exports.formats import FORMATS
from tests.api.conftest import Api

MAPPED = {("clique", "none"), ("shared", "none")} | {(p, by) for p in MERGED for by in ("city", "province")}


@pytest.mark.parametrize("by", WORDS["aggregate"])
@pytest.mark.parametrize("projection", WORDS["projection"])
async def test_every_face_answers_or_says_why_not(shared: Api, projection: str, by: str) -> None:
    query = f"projection={projection}&aggregate={by}&nodes=park,organisation,city&weight=recency&sure=possible"
    paths = ["/network", "/network/measures", "/map.html", *(f"/exports/{name}" for name in FORMATS)]
    answers = {path: await shared.get(f"{path}?{query}") for path in paths}
    if by != "none" and projection not in MERGED:
        for answer in answers.values():
            (error,) = answer.json()["errors"]
            assert (answer.status_code, error["place"]) == (422, "query/aggregate")
            assert "clique (every two members), shared" in error["remedy"]
        return
    mapped = answers.pop("/map.html")
    assert mapped.status_code == (200 if (projection, by) in MAPPED else 422)
    if mapped.status_code == 422:
        (error,) = mapped.json()["errors"]
        assert error["place"] in ("query/projection", "query/aggregate") and "A map is not drawn of" in error["cause"]
    assert {answer.status_code for answer in answers.values()} == {200}
    drawn = answers["/network"].json()["data"]
    assert bool(drawn["ties"]["source"]) == (projection != "incidence") and drawn["alliances"]["id"]
    assert bool(drawn["ungrouped"]) == (by != "none")
    graph = nx.read_graphml(io.BytesIO(answers["/exports/graphml"].content))
    assert (len(graph), graph.number_of_edges()) == (len(drawn["nodes"]["id"]), len(drawn["ties"]["source"]))
    for measure in answers["/network/measures"].json()["data"]["measures"]:
        assert None not in measure["values"] or measure["null_zh"]
        if projection == "incidence":  # hundreds of alliances are known, though no tie is drawn
            assert measure["warning_zh"] == measure["null_zh"] and measure["adequate"] == (not measure["null_zh"])
            assert measure["adequate"] == (measure["family"] == "alliances")


async def test_merged_provinces_hold_every_pairing_between_two_once(shared: Api) -> None:
    query = "layers=pairing&parties=park-park"
    plain, merged = [await shared.data(f"/network?{query}{more}") for more in ("", "&aggregate=province")]
    nodes, alliances = merged["nodes"], plain["alliances"]
    apart = {}
    for n, reason in enumerate(alliances["reason"]):
        if reason is None:
            places = {plain["nodes"]["province"][member] for member in alliances["members"][n]} - {None}
            apart[alliances["id"][n]] = len(places)
    assert sum(merged["ties"]["weight"]) == sum(k * (k - 1) / 2 for k in apart.values())
    assert sum(nodes["size"]) + len(merged["ungrouped"]) == len(plain["nodes"]["id"])
