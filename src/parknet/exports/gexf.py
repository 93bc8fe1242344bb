"""GEXF 1.3 of a network, dynamic: the days on which each tie may hold are its spells.

Written by https://github.com/gephi/gexf: dates as ISO days, intervals with both ends included, an end that is not
known left open.
"""

from collections.abc import Iterator, Mapping, Sequence

from parknet.analytics.network import Network
from parknet.exports.network_columns import Columns, node_columns, tie_columns
from parknet.exports.rows import Column, each, joined, rows
from parknet.exports.spells import Spells, node_spells, tie_spells
from parknet.exports.tables import marks
from parknet.exports.xml_text import HEAD, all_escaped, escaped, type_of, utf8

_ROOT = (
    '<gexf xmlns="http://gexf.net/1.3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">'
)
_GRAPH = '<graph mode="dynamic" defaultedgetype="undirected" timeformat="date" timerepresentation="interval">'
TITLES = {"label": "record"}
"""Columns under another title: the label of a node is its name."""


def gexf(network: Network) -> bytes:
    """The GEXF file; lists are joined by |, what is unknown is left out."""
    return utf8(_blocks(network))


def _blocks(network: Network) -> Iterator[str]:
    nodes, ties = dict(node_columns(network)), dict(tie_columns(network))
    of = "; ".join(f"{name} {joined(value)}" for name, value in marks(network).items())
    meta = f"<meta><creator>parknet</creator><description>{escaped(of)}</description></meta>"
    labels = {"id": nodes.pop("id"), "label": names(network)}
    ends = {"id": range(len(ties["source"]))} | {name: ties.pop(name) for name in ("source", "target", "weight")}
    yield "\n".join([HEAD, _ROOT, meta, _GRAPH, *_attributes("node", nodes), *_attributes("edge", ties)])
    yield "\n<nodes>\n"
    yield from _elements("node", labels, nodes, node_spells(network))
    yield "</nodes>\n<edges>\n"
    yield from _elements("edge", ends, ties, tie_spells(network))
    yield "</edges>\n</graph>\n</gexf>\n"


def names(network: Network) -> Sequence[str]:
    """What to call each node: its Chinese name."""
    return network.nodes.name_zh


def _attributes(element: str, columns: Columns) -> Iterator[str]:
    yield f'<attributes class="{element}" mode="static">'
    for name, values in columns.items():
        if type_ := type_of(values):
            yield f'<attribute id="{name}" title="{TITLES.get(name, name)}" type="{type_}"/>'
    yield "</attributes>"


def _elements(
    element: str, head: Mapping[str, Sequence[object]], columns: Columns, spells: list[Spells]
) -> Iterator[str]:
    attributes = [Column(f' {name}="', values, '"', all_escaped) for name, values in head.items()]
    data = [Column(f'<attvalue for="{name}" value="', values, '"/>', all_escaped) for name, values in columns.items()]
    times = Column("", each(_spells, spells), "", list)
    return rows([f"<{element}", *attributes, "><attvalues>", *data, "</attvalues>", times, f"</{element}>\n"])


def _spells(spells: Spells) -> str:
    if not spells:
        return ""
    told = ((f' start="{start}"' if start else "") + (f' end="{end}"' if end else "") for start, end in spells)
    return "<spells>" + "".join(f"<spell{one}/>" for one in told) + "</spells>"
