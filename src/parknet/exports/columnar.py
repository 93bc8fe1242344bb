"""The network as columnar JSON: one array a column, ties by positions in the nodes. Small, and quick to read."""

from typing import Any

from parknet.analytics.network import Network, Nodes, Ties


def columns(network: Network) -> dict[str, Any]:
    """Columns of nodes and ties, JSON-ready; `source` and `target` are positions in the nodes."""
    ties = {name: getattr(network.ties, name) for name in Ties.__slots__}
    numbers = {name: ties[name].tolist() for name in ("source", "target", "weight")}
    return {
        "nodes": {name: list(getattr(network.nodes, name)) for name in Nodes.__slots__},
        "ties": {name: list(value) for name, value in (ties | numbers).items()},
        "left_out": {reason: list(ids) for reason, ids in network.left_out.items()},
    }
