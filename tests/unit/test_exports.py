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
from parknet.analytics.measures import measure
from parknet.analytics.network import Network, build
from parknet.exports.formats import FORMATS
from parknet.exports.measure_tables import measures_csv, measures_text
from parknet.exports.tables import table
from tests.networks import twelve

TWELVE = build(twelve.snapshot(), Lens().resolved(date(2026, 11, 22)))
REAL = replace(TWELVE, synthetic=False)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_the_command_line_knows_the_formats() -> None:
    assert get_args(cli.FileFormat) == tuple(FORMATS)


def test_every_format_holds_all_nodes_and_ties() -> None:
    nodes, ties = rows(FORMATS["nodes.csv"].write(REAL)), rows(FORMATS["ties.csv"].write(REAL))
    assert [row["id"] for row in nodes] == list(REAL.nodes.id)
    names = dict(zip(REAL.nodes.id, REAL.nodes.name_zh, strict=True))
    assert {row["id"]: row["name_zh"] for row in nodes} == names
    wanted = {
        (REAL.nodes.id[s], REAL.nodes.id[t], w)
        for s, t, w in zip(REAL.ties.source, REAL.ties.target, REAL.ties.weight, strict=True)
    }
    assert {(row["source"], row["target"], float(row["weight"])) for row in ties} == wanted
    graph = nx.read_graphml(io.BytesIO(FORMATS["graphml"].write(REAL).encode()))
    assert set(graph.nodes) == set(REAL.nodes.id)
    assert {(*sorted((s, t)), d["weight"]) for s, t, d in graph.edges(data=True)} == wanted
    plain = json.loads(FORMATS["json"].write(REAL))
    assert plain["nodes"]["id"] == list(REAL.nodes.id) and plain["ties"]["source"] == REAL.ties.source.tolist()


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", " =1", "＝1", "\u3000=1"])
def test_what_a_spreadsheet_would_compute_stays_text(text: str) -> None:
    assert rows(table(["a"], [[text]])) == [{"a": "'" + text}]


def test_numbers_stay_numbers() -> None:
    assert rows(table(["a", "b", "c"], [[-1.5, None, True]])) == [{"a": "-1.5", "b": "", "c": "true"}]


def test_control_characters_do_not_break_graphml() -> None:
    names = ("\x00\x1f\ufffe<&>", *REAL.nodes.name_zh[1:])
    graph = FORMATS["graphml"].write(replace(REAL, nodes=replace(REAL.nodes, name_zh=names)))
    read: Any = nx.read_graphml(io.BytesIO(graph.encode()))
    assert read.nodes[REAL.nodes.id[0]]["name_zh"] == "<&>"


def marks(network: Network) -> list[bool]:
    """Whether each file says that the network is synthetic."""
    columns = measure(network, ["degree", "assortativity"])
    tables = [FORMATS["nodes.csv"].write(network), FORMATS["ties.csv"].write(network), measures_csv(network, columns)]
    graph: Any = nx.read_graphml(io.BytesIO(FORMATS["graphml"].write(network).encode()))
    return [
        *(all(row.get("synthetic") == "true" for row in rows(text)) for text in tables),
        graph.graph["synthetic"],
        json.loads(FORMATS["json"].write(network))["synthetic"],
        "SYNTHETIC" in measures_text(network, columns),
    ]


def test_synthetic_data_says_so_in_every_file_and_real_data_in_none() -> None:
    assert all(marks(TWELVE)) and not any(marks(REAL))
