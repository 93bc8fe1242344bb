"""Every format read back by programs that are not ours, and compared with the network that it was written from."""

import csv
import io
import json
import re
import warnings
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import openpyxl
import pandas
import polars
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parknet.analytics.network import Network
from parknet.errors import Refused
from parknet.exports.binary_tables import MOST_CHARACTERS
from parknet.exports.formats import FORMATS
from parknet.exports.network_columns import Columns, hyperedge_columns, incidence_columns, node_columns, tie_columns
from parknet.exports.rows import joined
from tests.networks import plain
from tests.unit import built_in
from tests.unit.test_evidence import POSSIBLE
from tests.unit.test_network import through

Tie = tuple[frozenset[str], float]
COMPUTED = re.compile(r"^'([ \u3000]*[=+\-@\t\r\n\0＝＋－＠])")
HOSTILE = (
    *("=1+1", "+86", "-1", "@x", "＝1", "\u3000=1", " -2", "\t=1"),
    *('say "x"', "a,b;c", "line\nbreak", "two\r\nlines", "<&>'\"]]>", "a|b", "\\ back", "ends in \\", "\x00\x01\x1f"),
    *("\ufffe\uffff", "😀 é", "  blanks  ", "NULL", "None", "1e5", "true", "_x0041_", "https://x.example", "{=1}"),
    "x" * 4000,
)  # fmt: skip


def hostile() -> Network:
    """Parks with names, and ties with wording, that a format or a spreadsheet could take for something else."""
    size = len(HOSTILE)
    network = through("", plain.tied([(n, n + 1) for n in range(size - 1)]))
    drawn = {
        id_: record.model_copy(
            update={"name_zh": text, "cites": (record.cites[0].model_copy(update={"wording": text}),)}
        )
        for (id_, record), text in zip(network.drawn.items(), HOSTILE, strict=False)
    }
    return replace(network, nodes=replace(network.nodes, name_zh=HOSTILE, name_en=HOSTILE), drawn=drawn)


NETWORKS: dict[str, Callable[[], Network]] = {
    "twelve": lambda: through(POSSIBLE),
    "shared": lambda: through("projection=shared"),
    "bipartite": lambda: through("projection=bipartite&layers=pairing,memorandum,association,joint-action"),
    "built-in": lambda: through("", built_in.snapshot()),
    "one tie": lambda: through("", plain.tied([(0, 1)])),
    "no ties": lambda: through("", plain.tied([], 3)),
    "empty": lambda: through("cluster=greater-bay-area"),
    "hostile": hostile,
}  # fmt: skip


@pytest.fixture(params=NETWORKS)
def network(request: pytest.FixtureRequest) -> Network:
    found = made(request.param)
    if request.param == "empty":
        assert not found.nodes.id
    return found


@cache
def made(name: str) -> Network:
    return NETWORKS[name]()


def written(name: str, network: Network, folder: Path) -> str:
    path = folder / f"parknet{FORMATS[name].ending}"
    path.write_bytes(FORMATS[name].encoded(network))
    return str(path)


def ties(network: Network) -> set[Tie]:
    ids, found = network.nodes.id, network.ties
    ends = zip(found.source.tolist(), found.target.tolist(), found.weight.tolist(), strict=True)
    return {(frozenset((ids[s], ids[t])), weight) for s, t, weight in ends}


def weighted(graph: Any) -> set[Tie]:
    assert not graph.is_directed() and not graph.is_multigraph()
    return {(frozenset(ends), data["weight"]) for *ends, data in graph.edges(data=True)}


def xml(value: Any) -> Any:
    """A value as XML can hold it."""
    text = joined(value) if isinstance(value, tuple) else value
    return re.sub("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text) if isinstance(text, str) else text


def rows(columns: Columns) -> list[dict[str, Any]]:
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def same_as_xml(found: dict[str, Any], wanted: dict[str, Any]) -> None:
    held = {name: xml(value) for name, value in wanted.items()}
    assert found == {name: value for name, value in held.items() if value is not None and value != ""}


def test_graphml(network: Network, tmp_path: Path) -> None:
    path = written("graphml", network, tmp_path)
    graph: Any = nx.read_graphml(path)
    assert weighted(graph) == ties(network) and list(graph.nodes) == list(network.nodes.id)
    for row in rows(node_columns(network)):
        same_as_xml(graph.nodes[row.pop("id")], row)
    for row in rows(tie_columns(network)):
        same_as_xml(graph.edges[row.pop("source"), row.pop("target")], row)
    graph = igraph.Graph.Read_GraphML(path)
    assert graph.vcount() == len(network.nodes.id) and not graph.is_directed()
    found = {(frozenset(graph.vs[n]["id"] for n in edge.tuple), edge["weight"]) for edge in graph.es}
    assert found == ties(network)


def test_gexf(network: Network, tmp_path: Path) -> None:
    graph: Any = nx.read_gexf(written("gexf", network, tmp_path))
    assert weighted(graph) == ties(network) and set(graph.nodes) == set(network.nodes.id)
    for row in rows(node_columns(network)):
        found = graph.nodes[row.pop("id")]
        assert (found.pop("label") or "") == xml(row["name_zh"])
        found.pop("spells", None)
        same_as_xml(found, {("record" if name == "label" else name): value for name, value in row.items()})
    for row in rows(tie_columns(network)):
        found = graph.edges[row.pop("source"), row.pop("target")]
        found = {name: value for name, value in found.items() if name not in ("id", "spells")}
        same_as_xml(found, row)


def unquoted(text: str) -> list[dict[str, str]]:
    """Rows as Python's csv reads them, without the apostrophe before what a spreadsheet would compute."""
    found = list(csv.DictReader(io.StringIO(text, newline="")))
    return [{name: COMPUTED.sub(r"\1", value) for name, value in row.items()} for row in found]


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("nodes.csv", node_columns),
        ("ties.csv", tie_columns),
        ("incidence.csv", incidence_columns),
        ("hyperedges.csv", hyperedge_columns),
    ],
)
@pytest.mark.parametrize("bom", [False, True])
def test_csv(name: str, columns: Callable[[Network], Columns], bom: bool, network: Network) -> None:
    data = FORMATS[name].encoded(network, bom)
    assert data.startswith(b"\xef\xbb\xbf") == bom
    found = unquoted(data.decode("utf-8-sig"))
    wanted = rows(columns(network))
    assert len(found) == len(wanted)
    for row, one in zip(found, wanted, strict=True):
        assert {name: row[name] for name in one} == {name: joined(value) for name, value in one.items()}
        assert (row["digest"], row["lens"]) == (network.digest, network.lens.canonical())


def test_the_dialect_of_gephi(network: Network) -> None:
    nodes, found = (unquoted(FORMATS[name].encoded(network).decode()) for name in ("gephi-nodes.csv", "gephi-ties.csv"))
    assert [row["Id"] for row in nodes] == list(network.nodes.id)
    assert [row["Label"] for row in nodes] == list(network.nodes.name_zh)
    assert {(frozenset((row["Source"], row["Target"])), float(row["Weight"])) for row in found} == ties(network)
    assert {row["Type"] for row in found} <= {"Undirected"}
    for row in [*nodes, *found]:  # Gephi tells columns apart without regard to capitals
        assert len({name.lower() for name in row}) == len(row)
    for row in found:
        assert re.fullmatch(r"|<\[[^\[\]]+, [^\[\]]+\](; \[[^\[\]]+, [^\[\]]+\])*>", row["Time Interval"])


def test_the_intervals_of_gephi_say_when_a_tie_may_hold() -> None:
    found = unquoted(FORMATS["gephi-ties.csv"].encoded(made("twelve")).decode())
    told = {(row["Source"], row["Target"]): row["Time Interval"] for row in found}
    assert told["park-ersheng", "park-yilan"] == "<[2019-05-01, 2021-12-31]>"
    assert told["park-anhe", "park-baishi"] == "<[2022-08-17, Infinity]>"
    assert told["park-anhe", "park-haibin"] == ""


def test_the_dialect_of_igraph(network: Network) -> None:
    nodes, found = (
        pandas.read_csv(io.BytesIO(FORMATS[name].encoded(network)), keep_default_na=False, dtype=str)
        for name in ("igraph-nodes.csv", "igraph-ties.csv")
    )
    graph = igraph.Graph.DataFrame(found, directed=False, vertices=nodes, use_vids=False)
    read = {(frozenset(graph.vs[n]["name"] for n in edge.tuple), float(edge["weight"])) for edge in graph.es}
    assert read == ties(network) and sorted(graph.vs["name"]) == list(network.nodes.id) if len(nodes) else not read


def test_the_matrix(network: Network) -> None:
    found = list(csv.reader(io.StringIO(FORMATS["matrix.csv"].encoded(network).decode())))
    ids = list(network.nodes.id)
    assert found[0][1:] == ids and [row[0] for row in found[1:]] == ids
    cells = {(row[0], id_): float(cell) for row in found[1:] for id_, cell in zip(ids, row[1:], strict=True)}
    assert {(frozenset(pair), weight) for pair, weight in cells.items() if weight} == ties(network)
    assert all(cells[b, a] == weight for (a, b), weight in cells.items())


def test_pajek(network: Network, tmp_path: Path) -> None:
    labels = [f"({id_})" for id_ in network.nodes.id]
    for name in ("net", "paj"):
        path = written(name, network, tmp_path)
        assert Path(path).read_bytes().startswith(b"\xef\xbb\xbf*Network")
        if name == "net":
            graph: Any = nx.read_pajek(path)
            found = {(frozenset(map(last, ends)), data["weight"]) for *ends, data in graph.edges(data=True)}
            assert found == ties(network) and [last(node) for node in graph] == list(network.nodes.id)
        elif network.nodes.id:
            with warnings.catch_warnings(action="ignore", category=RuntimeWarning):  # it passes over partitions
                graph = igraph.Graph.Read_Pajek(path)
            found = {(frozenset(last(graph.vs[n]["name"]) for n in e.tuple), e["weight"]) for e in graph.es}
            assert found == ties(network) and [f"({last(v['name'])})" for v in graph.vs] == labels


def last(label: str) -> str:
    return label.rpartition("(")[2].rstrip(")")


def test_the_partitions_of_pajek_say_the_classes() -> None:
    network = made("twelve")
    text = FORMATS["paj"].encoded(network).decode("utf-8-sig").split("\r\n")
    start = next(n for n, line in enumerate(text) if line.startswith('*Partition "region'))
    classes = dict(re.findall(r"(\d+) ([a-z-]+)", text[start]))
    read = [classes.get(line) for line in text[start + 2 : start + 2 + len(network.nodes.id)]]
    assert read == list(network.nodes.region) and None in read


def test_dl(network: Network, tmp_path: Path) -> None:
    if not network.nodes.id:
        with pytest.raises(Refused, match="at least one node"):
            FORMATS["dl"].encoded(network)
        return
    graph = igraph.Graph.Read_DL(written("dl", network, tmp_path), directed=True)
    mark = "synthetic:" if network.synthetic else ""
    assert graph.vs["name"] == [mark + id_ for id_ in network.nodes.id]
    found = [(frozenset(network.nodes.id[n] for n in e.tuple), e["weight"]) for e in graph.es]
    assert set(found) == ties(network) and len(found) == 2 * len(ties(network))


def test_node_link_json(network: Network) -> None:
    graph: Any = nx.node_link_graph(json.loads(FORMATS["node-link.json"].encoded(network)), edges="edges")
    assert weighted(graph) == ties(network) and graph.graph["digest"] == network.digest
    for row in rows(node_columns(network)):
        found = graph.nodes[row.pop("id")]
        assert found == {k: list(v) if isinstance(v, tuple) else v for k, v in row.items() if v not in (None, ())}


def test_parquet(network: Network) -> None:
    for name, columns in (("nodes.parquet", node_columns), ("ties.parquet", tie_columns)):
        frame = polars.read_parquet(io.BytesIO(FORMATS[name].encoded(network)))
        wanted = columns(network)
        assert frame.columns[: len(wanted)] == list(wanted) and frame.height == len(next(iter(wanted.values())))
        for column, values in wanted.items():
            plain_ = [list(value) if isinstance(value, tuple) else value for value in values]
            assert frame[column].to_list() == plain_
        assert set(frame["digest"]) <= {network.digest} and ("synthetic" in frame.columns) == network.synthetic


@pytest.mark.parametrize("name", ["nodes.parquet", "ties.parquet"])
def test_parquet_of_every_lens_has_the_same_types(name: str) -> None:
    every = [made() for made in NETWORKS.values()] + [through("at=1990-01-01"), through("aggregate=sector")]
    found = [polars.read_parquet(io.BytesIO(FORMATS[name].encoded(network))).schema for network in every]
    of = [{column: type_ for column, type_ in schema.items() if column != "synthetic"} for schema in found]
    assert all(one == of[0] for one in of)


def sheets(network: Network) -> dict[str, list[list[Any]]]:
    book = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].encoded(network)))
    for sheet in book:
        assert all(cell.data_type != "f" and not cell.hyperlink for row in sheet for cell in row)
    assert [book[name].freeze_panes for name in ("nodes", "ties", "codebook")] == ["B3", "B3", "B2"]
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def test_the_workbook(network: Network) -> None:
    found = sheets(network)
    for title, columns in (("nodes", node_columns(network)), ("ties", tie_columns(network))):
        heading, units, *body = found[title]
        assert heading[: len(columns)] == list(columns) and all(isinstance(unit, str | None) for unit in units)
        read = [dict(zip(heading, row, strict=True)) for row in body]
        key = ["id"] if title == "nodes" else ["source", "target"]
        by_key = {tuple(row[name] for name in key): row for row in read}
        assert len(by_key) == len(read) == len(next(iter(columns.values())))
        for row in rows(columns):
            cells = {name: by_key[tuple(row[k] for k in key)][name] for name in row}
            assert cells == {name: cell(value) for name, value in row.items()}


def cell(value: Any) -> Any:
    """A value as a cell gives it back; a line end is \\n inside XML."""
    value = xml(value)
    return value.replace("\r\n", "\n")[:MOST_CHARACTERS] or None if isinstance(value, str) else value


@pytest.mark.parametrize("name", FORMATS)
def test_equal_networks_have_equal_bytes(name: str) -> None:
    one, other = NETWORKS["twelve"](), NETWORKS["twelve"]()
    assert FORMATS[name].encoded(one) == FORMATS[name].encoded(other)


def test_nodes_of_the_workbook_stand_in_administrative_order() -> None:
    heading, _, *body = sheets(made("built-in"))["nodes"]
    read = [dict(zip(heading, row, strict=True)) for row in body]
    codes = [row["adcode"] for row in read]
    known = [code for code in codes if code]
    of_taiwan = [code.startswith("71") for code in known]
    assert known == [*sorted(c for c in known if not c.startswith("71")), *(c for c in known if c.startswith("71"))]
    assert None not in codes[: len(known)] and sum(of_taiwan) > 0 and codes[0].startswith("11")


GROUPS = st.lists(st.sets(st.integers(0, 12), min_size=2, max_size=5), max_size=6)
NAMES = st.text(min_size=1, max_size=8)


@settings(max_examples=1000)
@given(GROUPS, st.lists(NAMES, min_size=20, max_size=20), st.sampled_from(["clique", "shared", "bipartite"]))
def test_any_network_with_any_names_is_read_back(groups: Sequence[set[int]], names: list[str], projection: str) -> None:
    network = through(f"projection={projection}", plain.tied(groups))
    named = tuple(names[n % 20] for n in range(len(network.nodes.id)))
    network = replace(network, nodes=replace(network.nodes, name_zh=named))
    for read, name in ((nx.read_graphml, "graphml"), (nx.read_gexf, "gexf")):
        graph: Any = read(io.BytesIO(FORMATS[name].encoded(network)))
        assert weighted(graph) == ties(network)
        assert [graph.nodes[id_].get("name_zh", "") for id_ in network.nodes.id] == [xml(text) for text in named]
    found = unquoted(FORMATS["nodes.csv"].encoded(network).decode())
    assert [row["name_zh"] for row in found] == [COMPUTED.sub(r"\1", text) for text in named]
