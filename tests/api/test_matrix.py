"""Matrix and path over the API, the command line's texts, and the library's view."""

import csv
import io
import json

import networkx as nx
import pytest

from parknet.analytics.lens import Lens
from parknet.errors import Refused
from parknet.services.view import View
from tests.api.conftest import TODAY, Api

PAIRINGS = "layers=pairing&parties=park-park"


async def test_the_matrix_of_the_real_pairings_calls_nothing_a_gap(shared: Api) -> None:
    found = await shared.data(f"/network/matrix?{PAIRINGS}")
    assert [group["id"] for group in found["groups"]][:4] == ["east", "central", "west", "northeast"]
    assert sum(cell["ties"] for cell in found["cells"]) + found["unknown"]["ties"] == 27
    assert {cell["state"] for cell in found["cells"]} == {"known", "not-known"}
    assert {cell["p"] for cell in found["cells"]} == {None} and found["coverage"] is None and not found["sample"]
    assert "not known, no gap" in found["note_en"] and "不详" in found["note_zh"]
    plan = await shared.data("/network/matrix?programme=programme-carrying-plan")
    assert plan["coverage"] == pytest.approx(3 / 24) and "3 of 24 groups" in plan["note_en"]
    assert "gap" not in {cell["state"] for cell in plan["cells"]}
    by_province = await shared.data(f"/network/matrix?{PAIRINGS}&by=province")
    codes = [group["id"] for group in by_province["groups"]]
    assert codes == sorted(codes, key=lambda code: (code == "710000", code))
    assert sum(cell["ties"] for cell in by_province["cells"]) + by_province["unknown"]["ties"] == 27


async def test_a_path_of_the_real_network_names_its_sources(shared: Api) -> None:
    drawn = await shared.data(f"/network?{PAIRINGS}&min=1")
    ids, ties = drawn["nodes"]["id"], drawn["ties"]
    graph = nx.Graph(zip(ties["source"], ties["target"], strict=True))
    one, other = ids[ties["source"][0]], ids[ties["target"][0]]
    answer = await shared.get(f"/network/path?from={one}&to={other}&{PAIRINGS}")
    found = answer.json()["data"]
    assert (found["from"], found["to"], found["length"], found["paths"]) == (one, other, 1, 1)
    assert all(one["sources"] and one["name_zh"] for hop in found["hops"] for one in hop["alliances"])
    parts = list(nx.connected_components(graph))
    apart = await shared.data(f"/network/path?from={ids[min(parts[0])]}&to={ids[min(parts[1])]}&{PAIRINGS}")
    assert apart["length"] is None and apart["paths"] == 0 and apart["reason_zh"] and "no chain" in apart["reason_en"]
    again = await shared.get(
        f"/network/path?from={one}&to={other}&{PAIRINGS}", **{"If-None-Match": answer.headers["etag"]}
    )
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("path?from=park-nowhere&to=park-anhe", "query/from"),
        ("path?from=park-anhe&to=park-chunlin&projection=bipartite", "query/projection"),
        ("path?from=park-anhe", "query/to"),
        ("matrix?by=river", "query/by"),
        ("matrix?projection=bipartite", "query/projection"),
    ],
)
async def test_what_has_no_answer_is_a_problem_that_names_it(twelve: Api, query: str, place: str) -> None:
    answer = await twelve.get(f"/network/{query}")
    assert answer.status_code == 422, answer.text
    assert [problem["place"] for problem in answer.json()["errors"]] == [place]


async def test_the_view_gives_the_same_as_the_api(twelve: Api) -> None:
    view = View(twelve.journal.snapshot, Lens().resolved(TODAY))
    for by in ("region", "province"):
        assert json.loads(view.matrix_as(by, "json"))["data"] == await twelve.data(f"/network/matrix?by={by}")
    asked = "/network/path?from=park-baishi&to=park-yilan"
    assert json.loads(view.path_as("park-baishi", "park-yilan", "json"))["data"] == await twelve.data(asked)
    rows = list(csv.DictReader(io.StringIO(view.matrix_as("region", "csv"), newline="")))
    cells = view.matrix().cells
    assert [(int(row["ties"]), row["state"]) for row in rows] == [(cell.ties, cell.state) for cell in cells]
    assert {(row["note_zh"], row["note_en"]) for row in rows} == {view.matrix().note}
    assert {int(row["unknown_nodes"]) for row in rows} == {view.matrix().unknown_nodes}
    shown = view.matrix_as("region", "table")
    assert view.matrix().note[1] in shown and "place unknown" in shown
    told = view.path_as("park-baishi", "park-yilan", "table")
    assert all(
        hop.source in told and one.id in told
        for hop in view.path("park-baishi", "park-yilan").hops
        for one in hop.alliances
    )
    assert "no chain" in view.path_as("park-baishi", "park-luye", "table")
    with pytest.raises(Refused, match="table, json"):
        view.path_as("park-baishi", "park-yilan", "csv")
    with pytest.raises(Refused, match="table, csv, json"):
        view.matrix_as("region", "xlsx")
