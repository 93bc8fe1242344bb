"""The network as columnar JSON: one array a column, ties by positions in the nodes. Small, and quick to read."""

from collections.abc import Mapping
from typing import Any

from parknet.analytics.network import Network, Nodes, Ties
from parknet.analytics.places import NOWHERE
from parknet.analytics.reach import provinces, rivers
from parknet.exports.alliance_columns import alliance_columns
from parknet.exports.date_words import told
from parknet.exports.pinyin import pinyin
from parknet.model import titles
from parknet.model.records import Named, Park
from parknet.model.snapshot import Snapshot


def columns(network: Network) -> dict[str, Any]:
    """Columns of nodes and ties, JSON-ready; `source` and `target` are positions in the nodes."""
    ties = {name: getattr(network.ties, name) for name in Ties.__slots__}
    numbers = {name: ties[name].tolist() for name in ("source", "target", "weight")}
    return {
        "nodes": {name: list(getattr(network.nodes, name)) for name in Nodes.__slots__},
        "ties": {name: list(value) for name, value in (ties | numbers).items()},
        "left_out": {reason: list(ids) for reason, ids in network.left_out.items()},
        "ungrouped": list(network.ungrouped),
    }


def full_columns(snapshot: Snapshot, network: Network, points: Mapping[str, tuple[float, float]]) -> dict[str, Any]:
    """The columns of a network with what a client searches and places nodes by and needs to narrow the lens by itself.

    More columns of the nodes than in `columns`: `aliases`; `pinyin` of the Chinese name; `provinces`, `regions`,
    `clusters` and `rivers` that it lies in (the filters of the lens look at all of them); `programmes`, under which it
    holds a title in force on the last day, surely or possibly as the lens asks; `x` and `y`, its point in the layout of
    the network.
    `alliances`: see `alliance_columns`; of the ties between two nothing is said again that the members of the alliances
    say already. `dates` has by EDTF text what it says in zh and en, and its first and last possible day (ISO).
    """
    ties, alliances = network.ties, alliance_columns(snapshot, network)
    records = [snapshot.get(id_) for id_ in network.nodes.id]
    where = [network.places.get(id_, NOWHERE) for id_ in network.nodes.id]
    day, sure = network.lens.window.last, network.lens.sure == "certain"
    placed = [points.get(id_) for id_ in network.nodes.id]
    nodes = {name: list(getattr(network.nodes, name)) for name in Nodes.__slots__} | {
        "aliases": [list(r.aliases) if isinstance(r, Named) else [] for r in records],
        "pinyin": [pinyin(name) for name in network.nodes.name_zh],
        "provinces": [list(provinces(place)) for place in where],
        "regions": [sorted(place.regions) for place in where],
        "clusters": [sorted(place.clusters) for place in where],
        "rivers": [list(rivers(place)) for place in where],
        "programmes": [
            sorted({title.to for title in titles.in_force(r, day, sure=sure)}) if isinstance(r, Park) else []
            for r in records
        ],
        "x": [round(point[0], 1) if point else None for point in placed],
        "y": [round(point[1], 1) if point else None for point in placed],
    }
    return {
        "nodes": nodes,
        "ties": {name: getattr(ties, name).tolist() for name in ("source", "target", "weight")}
        | {"certain": list(ties.certain)},
        "alliances": alliances,
        "ungrouped": list(network.ungrouped),
        "dates": {text: told(text) for text in {*alliances["since"], *alliances["until"]} if text},
    }
