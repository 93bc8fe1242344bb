"""GEXF 1.3 of a network, dynamic: the days on which each tie may hold are its spells.

Written by https://github.com/gephi/gexf: dates as ISO days, intervals with both ends included, an end that is not
known left open.
"""

from collections.abc import Iterator, Mapping, Sequence

from parknet.analytics.network import Network
from parknet.exports.network_columns import Columns, node_columns, tie_columns
from parknet.exports.spells import Spells, node_spells, tie_spells
from parknet.exports.tables import joined, marks, together
from parknet.exports.xml_text import HEAD, escaped, fragments, type_of

_ROOT = (
    '<gexf xmlns="http://gexf.net/1.3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">'
)
_GRAPH = '<graph mode="dynamic" defaultedgetype="undirected" timeformat="date" timerepresentation="interval">'
TITLES = {"label": "record"}
"""Columns under another title: the label of a node is its name."""


def gexf(network: Network) -> str:
    """The GEXF text; lists are joined by |, what is unknown is left out."""
    nodes, ties = node_columns(network), tie_columns(network)
    of = "; ".join(f"{name} {joined(value)}" for name, value in marks(network).items())
    meta = f"<meta><creator>parknet</creator><description>{escaped(of)}</description></meta>"
    labels = {"id": nodes["id"], "label": names(network)}
    ends = {"id": range(len(ties["source"]))} | {name: ties[name] for name in ("source", "target", "weight")}
    nodes = {name: values for name, values in nodes.items() if name != "id"}
    ties = {name: values for name, values in ties.items() if name not in ends}
    return "\n".join([
        *(HEAD, _ROOT, meta, _GRAPH, *_attributes("node", nodes), *_attributes("edge", ties)),
        *("<nodes>", *_elements("node", labels, nodes, node_spells(network)), "</nodes>"),
        *("<edges>", *_elements("edge", ends, ties, tie_spells(network)), "</edges>"),
        *("</graph>", "</gexf>", ""),
    ])  # fmt: skip


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
    size = len(spells)
    attributes = [fragments(f' {name}="', values, '"') for name, values in head.items()]
    data = [
        fragments(f'<attvalue for="{name}" value="', values, '"/>')
        for name, values in columns.items()
        if type_of(values)
    ]
    written = {one: _spells(one) for one in dict.fromkeys(spells)}
    opened, filled, closed = [f"<{element}"] * size, ["><attvalues>"] * size, [f"</{element}>"] * size
    times = ["</attvalues>" + written[one] for one in spells]
    return together([opened, *attributes, filled, *data, times, closed])


def _spells(spells: Spells) -> str:
    if not spells:
        return ""
    told = ((f' start="{start}"' if start else "") + (f' end="{end}"' if end else "") for start, end in spells)
    return "<spells>" + "".join(f"<spell{one}/>" for one in told) + "</spells>"
