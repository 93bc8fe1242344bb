"""The network as columnar JSON: one array a column, ties by positions in the nodes. Small, and quick to read."""

from typing import Any

from parknet.analytics.network import Network, Nodes, Ties
from parknet.analytics.places import NOWHERE
from parknet.analytics.reach import provinces
from parknet.exports.alliance_columns import alliance_columns
from parknet.exports.date_words import date_words
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
    }


def full_columns(snapshot: Snapshot, network: Network) -> dict[str, Any]:
    """`columns`, with what a client searches nodes by and needs to narrow the lens by itself.

    More columns of the nodes: `aliases`; `pinyin` of the Chinese name; `provinces`, `regions`, `clusters` that it lies
    in (the filters of the lens look at all of them); `programmes`, under which it holds a title in force on the last
    day, surely or possibly as the lens asks. And `alliances`: see `alliance_columns`.
    """
    found = columns(network)
    records = [snapshot.get(id_) for id_ in network.nodes.id]
    where = [network.places.get(id_, NOWHERE) for id_ in network.nodes.id]
    day, sure = network.lens.window.last, network.lens.sure == "certain"
    found["nodes"] |= {
        "aliases": [list(r.aliases) if isinstance(r, Named) else [] for r in records],
        "pinyin": [pinyin(name) for name in network.nodes.name_zh],
        "provinces": [list(provinces(place)) for place in where],
        "regions": [sorted(place.regions) for place in where],
        "clusters": [sorted(place.clusters) for place in where],
        "programmes": [
            sorted({title.to for title in titles.in_force(r, day, sure=sure)}) if isinstance(r, Park) else []
            for r in records
        ],
    }
    alliances = alliance_columns(snapshot, network)
    dates = {text: date_words(text) for text in {*alliances["since"], *alliances["until"]} if text}
    return found | {"alliances": alliances, "dates": dates}
