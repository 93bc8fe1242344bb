"""GraphML of a network, as NetworkX writes it: typed keys, one node and one edge element each."""

import io

import networkx as nx

from parknet.analytics.network import Network

# XML 1.0 has no place for most control characters and for lone surrogates; they are left out.
_NOT_XML = {n: None for n in (*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)}


def graphml(network: Network) -> str:
    """The GraphML text; lists are joined by |, what is unknown is left out."""
    graph = network.to_networkx()
    for attributes in [
        graph.graph,
        *(a for _, a in graph.nodes(data=True)),
        *(a for _, _, a in graph.edges(data=True)),
    ]:
        for name, value in attributes.items():
            if isinstance(value, str):
                attributes[name] = value.translate(_NOT_XML)
    stream = io.BytesIO()
    nx.write_graphml(graph, stream, encoding="utf-8", named_key_ids=True)
    return stream.getvalue().decode("utf-8")
