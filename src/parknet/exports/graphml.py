"""GraphML of a network: typed keys as NetworkX declares them, one node and one edge element each."""

from collections.abc import Iterator

from parknet.analytics.network import Network
from parknet.exports.network_columns import Columns, node_columns, tie_columns
from parknet.exports.rows import Column, rows
from parknet.exports.tables import marks
from parknet.exports.xml_text import HEAD, all_escaped, type_of, utf8

_ROOT = (
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">'
)


def graphml(network: Network) -> bytes:
    """The GraphML file; lists are joined by |, what is unknown is left out."""
    return utf8(_blocks(network))


def _blocks(network: Network) -> Iterator[str]:
    of = {name: [value] for name, value in (marks(network) | {"synthetic": network.synthetic}).items()}
    nodes, ties = dict(node_columns(network)), dict(tie_columns(network))
    ids, sources, targets = nodes.pop("id"), ties.pop("source"), ties.pop("target")
    edge = Column('<edge source="', sources, '"', all_escaped), Column(' target="', targets, '"', all_escaped)
    yield "\n".join([HEAD, _ROOT, *_keys("graph", of), *_keys("node", nodes), *_keys("edge", ties)])
    yield '\n<graph edgedefault="undirected">\n'
    yield from rows([part for one in _data("graph", of) for part in (one, "\n")])
    yield from rows([Column('<node id="', ids, '"', all_escaped), ">", *_data("node", nodes), "</node>\n"])
    yield from rows([*edge, ">", *_data("edge", ties), "</edge>\n"])
    yield "</graph>\n</graphml>\n"


def _keys(element: str, columns: Columns) -> Iterator[str]:
    for name, values in columns.items():
        if type_ := type_of(values):
            yield f'<key id="{element}_{name}" for="{element}" attr.name="{name}" attr.type="{type_}"/>'


def _data(element: str, columns: Columns) -> Iterator[Column]:
    """The columns as data elements; one without any value adds nothing."""
    for name, values in columns.items():
        yield Column(f'<data key="{element}_{name}">', values, "</data>", all_escaped)
