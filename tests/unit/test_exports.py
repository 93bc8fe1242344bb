"""Files of a network: read back, safe for spreadsheets, and marked where the data is synthetic."""

import csv
import io
import json
from dataclasses import replace
from datetime import date
from typing import Any, get_args

import networkx as nx
import pytest

from parknet import cli
from parknet.analytics.lens import Lens
from parknet.analytics.measures import MEASURES, measure
from parknet.analytics.network import Network, build
from parknet.errors import NotFound, Refused
from parknet.exports.binary_tables import MOST_ROWS
from parknet.exports.codebook import COLUMNS, codebook_columns
from parknet.exports.formats import FORMATS, chosen
from parknet.exports.measure_tables import measures_csv, measures_text
from parknet.exports.network_columns import hyperedge_columns, incidence_columns, node_columns, tie_columns
from parknet.exports.tables import table
from parknet.exports.text_graphs import MOST_IN_MATRIX
from parknet.model.records import Alliance
from tests.networks import twelve
from tests.unit import built_in
from tests.unit.told import is_told

TWELVE = build(twelve.snapshot(), Lens().resolved(date(2026, 11, 22)))
REAL = replace(TWELVE, synthetic=False)
BUILT_IN = build(built_in.snapshot(), Lens().resolved(date(2026, 11, 22)))


def text(name: str, network: Network) -> str:
    return FORMATS[name].encoded(network).decode()


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_the_command_line_knows_the_formats() -> None:
    assert get_args(cli.view.FileFormat) == tuple(FORMATS)


def test_every_format_holds_all_nodes_and_ties() -> None:
    nodes, ties = rows(text("nodes.csv", REAL)), rows(text("ties.csv", REAL))
    assert [row["id"] for row in nodes] == list(REAL.nodes.id)
    names = dict(zip(REAL.nodes.id, REAL.nodes.name_zh, strict=True))
    assert {row["id"]: row["name_zh"] for row in nodes} == names
    wanted = {
        (REAL.nodes.id[s], REAL.nodes.id[t], w)
        for s, t, w in zip(REAL.ties.source, REAL.ties.target, REAL.ties.weight, strict=True)
    }
    assert {(row["source"], row["target"], float(row["weight"])) for row in ties} == wanted
    graph = nx.read_graphml(io.BytesIO(text("graphml", REAL).encode()))
    assert set(graph.nodes) == set(REAL.nodes.id)
    assert {(*sorted((s, t)), d["weight"]) for s, t, d in graph.edges(data=True)} == wanted
    plain = json.loads(text("json", REAL))
    assert plain["nodes"]["id"] == list(REAL.nodes.id) and plain["ties"]["source"] == REAL.ties.source.tolist()


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", " =1", "＝1", "\u3000=1"])
def test_what_a_spreadsheet_would_compute_stays_text(text: str) -> None:
    assert rows(table({"a": [text]})) == [{"a": "'" + text}]


def test_numbers_stay_numbers() -> None:
    assert rows(table({"a": [-1.5], "b": [None], "c": [True]})) == [{"a": "-1.5", "b": "", "c": "true"}]


def test_control_characters_do_not_break_graphml() -> None:
    names = ("\x00\x1f\ufffe<&>", *REAL.nodes.name_zh[1:])
    graph = text("graphml", replace(REAL, nodes=replace(REAL.nodes, name_zh=names)))
    read: Any = nx.read_graphml(io.BytesIO(graph.encode()))
    assert read.nodes[REAL.nodes.id[0]]["name_zh"] == "<&>"


def test_ties_name_their_sources_and_states() -> None:
    found = {(row["source"], row["target"]): row for row in rows(text("ties.csv", BUILT_IN))}
    tie = found["park-longgang-shuzi-chuangyi-chanye-zoulang", "park-yongding-shuzi"]
    alliance = built_in.snapshot().get("alliance-longgang-minhua-yongding")
    assert isinstance(alliance, Alliance)
    assert tie["sources"].split("|") == sorted({c.to for c in alliance.cites})
    assert tie["state"] == "signed"
    assert all(row["sources"] for row in found.values())
    several = {(row["source"], row["target"]): row for row in rows(text("ties.csv", TWELVE))}
    both = several["park-anhe", "park-baishi"]
    assert (both["alliances"], both["state"]) == ("alliance-pair|alliance-round", "active|signed")
    assert several["park-fengqi", "park-guyan"]["state"] == "dormant"
    graph: Any = nx.read_graphml(io.BytesIO(text("graphml", BUILT_IN).encode()))
    plain = json.loads(text("json", BUILT_IN))
    ends = zip(*(plain["ties"][name] for name in ("source", "target", "sources", "state")), strict=True)
    for source, target, sources, state in ends:
        row = found[BUILT_IN.nodes.id[source], BUILT_IN.nodes.id[target]]
        assert row["sources"] == "|".join(sources) and row["state"] == "|".join(state)
        edge = graph.edges[row["source"], row["target"]]
        assert (edge["sources"], edge.get("state", "")) == (row["sources"], row["state"])


def test_what_a_format_loses_is_said() -> None:
    for of in FORMATS.values():
        assert all(of.label) and all(of.loses)
    for name in ("ties.csv", "xlsx", "ties.parquet", "graphml", "gexf", "node-link.json", "json"):
        zh, en = FORMATS[name].loses
        assert "projection" in en and "投影" in zh
    for name, most in (("matrix.csv", MOST_IN_MATRIX), ("xlsx", MOST_ROWS)):
        zh, en = FORMATS[name].loses
        assert f"最多{most}个" in zh and f"at most {most:,} nodes" in en


def test_only_csv_has_a_byte_order_mark_and_only_formats_that_there_are_can_be_chosen() -> None:
    assert chosen("ties.csv", bom=True) is FORMATS["ties.csv"]
    with pytest.raises(Refused, match="Only CSV"):
        chosen("graphml", bom=True)
    with pytest.raises(NotFound, match=r"nodes\.csv"):
        chosen("exe")


def test_a_matrix_has_a_largest_size() -> None:
    size = MOST_IN_MATRIX + 1
    many = replace(REAL, nodes=replace(REAL.nodes, id=tuple(f"park-{n}" for n in range(size))))
    with pytest.raises(Refused, match=f"{size} nodes, a matrix has at most {MOST_IN_MATRIX}") as refused:
        FORMATS["matrix.csv"].encoded(many)
    is_told(refused.value.problems[0])


def test_each_column_is_in_the_codebook() -> None:
    known = {name for columns in COLUMNS.values() for name in columns}
    for make in (node_columns, tie_columns, incidence_columns, hyperedge_columns):
        assert set(make(TWELVE)) <= known
    sections, names = (codebook_columns()[name] for name in ("section", "name"))
    assert {name for name, at in zip(names, sections, strict=True) if at == "measures"} == {*MEASURES}


def test_every_row_says_of_which_records_and_lens_it_is() -> None:
    columns = measure(REAL, ["degree"])
    tables = [text("nodes.csv", REAL), text("ties.csv", REAL), measures_csv(REAL, columns)]
    for one in tables:
        assert {(row["digest"], row["lens"]) for row in rows(one)} == {(REAL.digest, "at=2026-11-22")}


def test_measures_say_why_they_say_nothing_and_why_a_value_is_missing() -> None:
    degree, closeness, mixing = columns = measure(REAL, ["degree", "closeness", "assortativity"])
    found = {row["id"]: row for row in rows(measures_csv(REAL, columns))}
    alone, tied, whole = found["park-luye"], found["park-anhe"], found[""]
    assert (alone["degree"], alone["degree_note"]) == ("0", "")
    assert alone["closeness"] == "" and alone["closeness_note"].endswith(closeness.reason[1])
    assert closeness.warning[0] in tied["closeness_note"] and closeness.reason[0] not in tied["closeness_note"]
    assert whole["assortativity"] == str(mixing.values[0]) and mixing.warning[1] in whole["assortativity_note"]
    assert (whole["degree"], whole["degree_note"], tied["assortativity"]) == ("", "", "")
    assert not degree.warning[0]


def marks(network: Network) -> list[bool]:
    """Whether each file says that the network is synthetic."""
    columns = measure(network, ["degree", "assortativity"])
    tables = [text("nodes.csv", network), text("ties.csv", network), measures_csv(network, columns)]
    graph: Any = nx.read_graphml(io.BytesIO(text("graphml", network).encode()))
    return [
        *(all(row.get("synthetic") == "true" for row in rows(one)) for one in tables),
        graph.graph["synthetic"],
        json.loads(text("json", network))["synthetic"],
        "SYNTHETIC" in measures_text(network, columns),
    ]


@pytest.mark.parametrize("name", [name for name, of in FORMATS.items() if of.ending not in (".xlsx", ".parquet")])
def test_synthetic_data_says_so_in_every_format(name: str) -> None:
    made_up, real = FORMATS[name].encoded(TWELVE), FORMATS[name].encoded(REAL)
    assert b"synthetic" in made_up and made_up != real


def test_synthetic_data_says_so_in_every_file_and_real_data_in_none() -> None:
    assert all(marks(TWELVE)) and not any(marks(REAL))
