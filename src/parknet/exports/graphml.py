"""GraphML of a network: typed keys as NetworkX declares them, one node and one edge element each."""

from collections.abc import Iterator

from parknet.analytics.network import Network
from parknet.exports.network_columns import Columns, node_columns, tie_columns
from parknet.exports.tables import joined, marks, together
from parknet.exports.xml_text import HEAD, escaped, fragments, type_of

_ROOT = (
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">'
)


def graphml(network: Network) -> str:
    """The GraphML text; lists are joined by |, what is unknown is left out."""
    nodes, ties = node_columns(network), tie_columns(network)
    of = {name: [value] for name, value in (marks(network) | {"synthetic": network.synthetic}).items()}
    told = (joined(value) for (value,) in of.values())
    graph = (f'<data key="graph_{name}">{escaped(text)}</data>' for name, text in zip(of, told, strict=True))
    parts = [HEAD, _ROOT, *_keys("graph", of), *_keys("node", nodes), *_keys("edge", ties)]
    parts += ['<graph edgedefault="undirected">', *graph]
    parts += _elements("node", {"id": "id"}, nodes)
    parts += _elements("edge", {"source": "source", "target": "target"}, ties)
    return "\n".join([*parts, "</graph>", "</graphml>", ""])


def _keys(element: str, columns: Columns) -> Iterator[str]:
    for name, values in columns.items():
        if (type_ := type_of(values)) and name not in ("id", "source", "target"):
            yield f'<key id="{element}_{name}" for="{element}" attr.name="{name}" attr.type="{type_}"/>'


def _elements(element: str, attributes: dict[str, str], columns: Columns) -> Iterator[str]:
    head = [fragments(f' {name}="', columns[column], '"') for name, column in attributes.items()]
    size = len(head[0])
    data = [
        fragments(f'<data key="{element}_{name}">', values, "</data>")
        for name, values in columns.items()
        if name not in attributes and type_of(values)
    ]
    return together([[f"<{element}"] * size, *head, [">"] * size, *data, [f"</{element}>"] * size])
