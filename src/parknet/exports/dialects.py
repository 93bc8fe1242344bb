"""Tables as Gephi and igraph read them: their names for the columns, and the days of a tie as Gephi's intervals."""

from collections.abc import Sequence

from parknet.analytics.network import Network
from parknet.exports.gexf import TITLES, names
from parknet.exports.network_columns import Columns, node_columns, tie_columns
from parknet.exports.spells import Spells, tie_spells
from parknet.exports.tables import marked


def gephi_nodes(network: Network) -> str:
    """`Id,Label` and the other columns; what kind of record a node is stands in `record`."""
    columns = node_columns(network)
    first: dict[str, Sequence[object]] = {"Id": columns["id"], "Label": names(network)}
    return marked(network, first | _others(columns, {"id"}))


def gephi_ties(network: Network) -> str:
    """`Source,Target,Type,Id,Label,Weight,Time Interval` and the other columns; without Type Gephi takes arrows."""
    columns = tie_columns(network)
    size = len(columns["source"])
    first: dict[str, Sequence[object]] = {
        "Source": columns["source"],
        "Target": columns["target"],
        "Type": ["Undirected"] * size,
        "Id": range(size),
        "Label": columns["layers"],
        "Weight": columns["weight"],
        "Time Interval": [_intervals(spells) for spells in tie_spells(network)],
    }
    return marked(network, first | _others(columns, {"source", "target", "weight"}))


def igraph_nodes(network: Network) -> str:
    """`name`, the id that the ties refer to, and the other columns."""
    columns = node_columns(network)
    return marked(network, {"name": columns["id"]} | _others(columns, {"id"}))


def igraph_ties(network: Network) -> str:
    """`from,to` and the other columns."""
    columns = tie_columns(network)
    first = {"from": columns["source"], "to": columns["target"]}
    return marked(network, first | _others(columns, {"source", "target"}))


def _others(columns: Columns, but: set[str]) -> dict[str, Sequence[object]]:
    return {TITLES.get(name, name): values for name, values in columns.items() if name not in but}


def _intervals(spells: Spells) -> str:
    told = (f"[{start or '-Infinity'}, {end or 'Infinity'}]" for start, end in spells)
    return f"<{'; '.join(told)}>" if spells else ""
