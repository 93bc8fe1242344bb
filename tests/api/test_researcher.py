"""A researcher's path: connect, lens, measures, GEXF and release, verified, reopened in networkx with equal numbers.

First on the real pairings, of which most measures say nothing, then on a labelled synthetic network, whose p-values and
rank intervals are the same by library, command line and API.
"""

import csv
import io
import json
import shutil
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

import parknet
from parknet.analytics.measures import MEASURES
from parknet.library import Connection
from parknet.services.release_check import check_release
from parknet.services.view import View
from tests.api.conftest import TODAY
from tests.api.processes import run, served

pytestmark = pytest.mark.arcadedb

PAIRINGS = f"at={TODAY}&layers=pairing&parties=park-park"
MEMBERS = "（共21个成员、27对合作）"
BY_NETWORKX: dict[str, Callable[[Any], Any]] = {
    "degree": lambda graph: dict(graph.degree),
    "strength": lambda graph: dict(graph.degree(weight="weight")),
    "clustering": nx.clustering,
    "weighted_clustering": lambda graph: nx.clustering(graph, weight="weight"),
    "betweenness": nx.betweenness_centrality,
    "closeness": nx.closeness_centrality,
    "harmonic": nx.harmonic_centrality,
    "core_number": nx.core_number,
    "density": nx.density,
    "transitivity": nx.transitivity,
}
"""By measure: how networkx itself works it out on the graph that it has read."""
PARKS, SEED = 300, 7


@pytest.fixture(scope="module")
def real(filled_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    folder = shutil.copytree(filled_folder, tmp_path_factory.mktemp("real") / "data")
    with parknet.connect(folder) as parks:
        yield parks


def reopened(view: View, data: bytes) -> "nx.Graph[str]":
    """The graph that networkx reads of a GEXF file, which has the nodes and ties of the view."""
    graph: nx.Graph[str] = nx.read_gexf(io.BytesIO(data))
    own = view.to_networkx()
    assert list(graph) == list(own)
    weights = [{frozenset(ends): weight for *ends, weight in each.edges(data="weight")} for each in (graph, own)]
    assert weights[0] == weights[1]
    return graph


def same_numbers(view: View, graph: "nx.Graph[str]") -> None:
    for id_, column in view.measures(BY_NETWORKX).items():
        found = BY_NETWORKX[id_](graph)
        expected = [found[node] for node in view.network.nodes.id] if isinstance(found, dict) else [found]
        undefined = [n for n, value in enumerate(column.values) if value is None]
        assert not any(expected[n] for n in undefined) and bool(undefined) == bool(column.reason[1]), id_
        values = [value or 0 for value in column.values]  # what is undefined here is 0 to networkx
        assert values == pytest.approx(expected, rel=1e-9, abs=1e-12), id_


def test_on_the_real_pairings_most_measures_say_nothing_and_say_so(real: Connection) -> None:
    view = real.network(PAIRINGS)
    found = view.measures()
    assert list(found) == list(MEASURES) and len(view.network.ties.source) == 27
    silent = {id_: column.warning for id_, column in found.items() if not column.adequate}
    assert len(silent) > len(found) / 2 and all(zh and en for zh, en in silent.values())
    zh, en = silent["betweenness"]
    assert zh == f"网络由7个互不相连的合作组构成{MEMBERS}，组内两两相连，中介中心性无法区分各成员，不据此排名。"
    assert en == (
        "The network is 7 separate groups (21 members, 27 ties) in which everybody is everybody's partner: "
        "betweenness cannot tell one member from another, and nothing is ranked by it."
    )
    assert set(found["betweenness"].values) == {0.0} and found.whole["transitivity"] == 1.0
    assert set(view.ranks("betweenness", 0.3, 5).rank) == {None}
    assert all(one.p is None and one.reason == silent[one.column.measure.id]
               for one in view.null_model(draws=99) if one.column.measure.id in silent)  # fmt: skip


def test_the_real_release_is_verified_and_its_gexf_gives_the_same_numbers(real: Connection, tmp_path: Path) -> None:
    view, file = real.network(PAIRINGS), tmp_path / "release.zip"
    file.write_bytes(view.release())
    told = run(tmp_path / "no data", "release", "verify", str(file))
    assert told.returncode == 0 and real.snapshot.digest in told.stdout, told.stderr
    gexf = zipfile.ZipFile(file).read("network.gexf")
    assert gexf == view.export("gexf")
    graph = reopened(view, gexf)
    assert sorted(len(part) for part in nx.connected_components(graph) if len(part) > 1) == [2, 2, 2, 3, 3, 3, 6]
    same_numbers(view, graph)


class Synthetic:
    """A served synthetic network, and the same opened by the library beside it."""

    def __init__(self, folder: Path, address: str, parks: Connection) -> None:
        self.folder, self.address, self.view = folder, address, parks.network(f"at={TODAY}")

    def api(self, path: str) -> Any:
        with urllib.request.urlopen(f"{self.address}/api/v1/network/{path}&at={TODAY}") as answer:
            return json.load(answer)

    def command(self, *arguments: str) -> Any:
        told = run(self.folder, *arguments, "--format", "json", "--lens", f"at={TODAY}")
        assert told.returncode == 0, told.stderr
        return json.loads(told.stdout)


@pytest.fixture(scope="module")
def demo(arcadedb: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Synthetic]:
    beside = tmp_path_factory.mktemp("demo") / "data"
    with served(beside, "demo", "--parks", str(PARKS), "--seed", "1") as server:
        folder = beside.with_name(f"data-demo-{PARKS}-1")
        with parknet.connect(folder) as parks:
            yield Synthetic(folder, server.address, parks)


def test_p_values_are_the_same_by_library_command_and_api(demo: Synthetic) -> None:
    names = ("transitivity", "degree_assortativity", "average_shortest_path_length")
    found = demo.view.null_model("rewiring", names, draws=99, seed=SEED)
    by_api = demo.api("significance?model=rewiring&draws=99&seed=7&" + "&".join(f"measure={name}" for name in names))
    options = [part for name in names for part in ("--measure", name)]
    by_command = demo.command("null-model", *options, "--draws", "99", "--seed", "7")
    assert by_api["meta"]["synthetic"] is by_command["meta"]["synthetic"] is True
    for data in (by_api["data"], by_command["data"]):
        told = {one["id"]: (one["value"], one["mean"], one["p"], one["corrected"]) for one in data["measures"]}
        assert told == {one.column.measure.id: (one.column.values[0], one.mean, one.p, one.corrected) for one in found}
    assert all(one.p is not None and 0.01 <= one.p <= (one.corrected or 0) <= 1 for one in found)


def test_rank_intervals_are_the_same_by_library_command_and_api(demo: Synthetic) -> None:
    found = demo.view.ranks("betweenness", missing=0.3, draws=20, seed=SEED)
    by_api = demo.api("ranks?measure=betweenness&missing=0.3&draws=20&seed=7")
    by_command = demo.command("ranks", "--measure", "betweenness", "--missing", "0.3", "--draws", "20", "--seed", "7")
    assert by_api["meta"]["synthetic"] is by_command["meta"]["synthetic"] is True
    assert found.column.adequate and found.low != found.high
    for data in (by_api["data"], by_command["data"]):
        (one,) = data["measures"]
        for part in ("rank", "low", "high", "without_doubtful"):
            assert one[part] == list(getattr(found, part)), part


def test_every_file_of_a_synthetic_network_says_so(demo: Synthetic) -> None:
    data = demo.view.release()
    assert check_release(data).rebuilt
    archive = zipfile.ZipFile(io.BytesIO(data))
    files = {name: archive.read(name).decode() for name in archive.namelist()}
    marks = ("synthetic", "SYNTHETIC", "合成数据")
    unmarked = {name for name, text in files.items() if not any(mark in text for mark in marks)}
    assert unmarked == {"LICENSE.txt", "manifest-sha256.txt"}
    assert json.loads(files["manifest.json"])["synthetic"] is True
    assert json.loads(files["measures.json"])["meta"]["synthetic"] is True
    assert "**合成数据，不是真实园区。SYNTHETIC DATA, NOT REAL PARKS.**" in files["README.md"]
    assert "synthetic data, not real parks" in files["CITATION.txt"] and "合成数据" in files["CITATION.cff"]
    for name in ("nodes.csv", "ties.csv", "measures.csv"):
        assert {row["synthetic"] for row in csv.DictReader(io.StringIO(files[name]))} == {"true"}, name
    assert demo.command("measures", "--measure", "degree")["meta"]["synthetic"] is True
    assert "SYNTHETIC" in demo.view.measures_as(("degree",), "table")


def test_the_synthetic_gexf_gives_the_same_numbers(demo: Synthetic) -> None:
    data = demo.view.export("gexf")
    assert b"<description>" in data and b"synthetic" in data.partition(b"<graph")[0]
    same_numbers(demo.view, reopened(demo.view, data))
