"""The tables that a network is written as: columns of one length by name, in the order in which they are written.

A value is text, a number, true or false, several texts (a tuple), or None where it is unknown.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from parknet.analytics.evidence import Evidence, evidence, links_of
from parknet.analytics.network import Network, Nodes, Ties
from parknet.analytics.selection import holds, span_of
from parknet.model import edtf
from parknet.model.records import Alliance, JointAction, Link

Columns: TypeAlias = Mapping[str, Sequence[object]]


def node_columns(network: Network) -> Columns:
    """One row a node, in order of id."""
    return {name: _plain(getattr(network.nodes, name)) for name in Nodes.__slots__}


def tie_columns(network: Network) -> Columns:
    """One row a tie: ids of its ends, weight, layers, alliances, when it began, and all that it rests on."""
    ids, ties, found = network.nodes.id, network.ties, network.evidence
    columns = {name: _plain(getattr(ties, name)) for name in Ties.__slots__}
    columns |= {name: [ids[n] for n in getattr(ties, name).tolist()] for name in ("source", "target")}
    return columns | {name: getattr(found, name) for name in Evidence.__slots__}


def incidence_columns(network: Network) -> Columns:
    """One row a node and alliance or joint action that joins it, as the lens shows them: before any projection.

    `part`, `role`, `since`, `until` (EDTF) and `sources` are those of the membership; they are empty where a node
    stands for several members, as a province does.
    """
    rows = list(_memberships(network))
    names = ("alliance", "layer", "member", "part", "role", "since", "until", "sources")
    return {name: [row[n] for row in rows] for n, name in enumerate(names)}


def hyperedge_columns(network: Network) -> Columns:
    """One row an alliance or joint action with all the nodes that it joins, its dates (EDTF) and what it rests on."""
    records = [network.drawn[id_] for id_ in sorted(network.members)]
    spans = [span_of(record) or (None, None) for record in records]
    since = [edtf.parse(span[0]) if span[0] else None for span in spans]
    found = evidence(network.drawn, [(record.id,) for record in records], network.lens.window.last)
    columns: dict[str, Sequence[object]] = {
        "alliance": [record.id for record in records],
        "layer": [layer_of(record) for record in records],
        "name_zh": [record.name_zh for record in records],
        "name_en": [record.name_en for record in records],
        "members": [tuple(network.nodes.id[n] for n in network.members[record.id]) for record in records],
        "under": [tuple(sorted(link.to for link in _frames(record))) for record in records],
        "since": [span[0] for span in spans],
        "until": [span[1] for span in spans],
        "earliest": [day.earliest.isoformat() if day and day.earliest else None for day in since],
        "latest": [day.latest.isoformat() if day and day.latest else None for day in since],
        "certain": [holds(span, network.lens, sure=True) for span in spans],
        "weight": [network.amounts[record.id] for record in records],
    }
    return columns | {name: getattr(found, name) for name in Evidence.__slots__}


def _plain(values: Sequence[object] | NDArray[np.generic]) -> Sequence[object]:
    return values.tolist() if isinstance(values, np.ndarray) else values


def layer_of(record: Alliance | JointAction) -> str:
    """The layer of a lens that a tie is in."""
    return record.kind if isinstance(record, Alliance) else "joint-action"


def _frames(record: Alliance | JointAction) -> tuple[Link, ...]:
    return record.under if isinstance(record, Alliance) else record.carried_out_for


def _memberships(network: Network) -> Iterator[tuple[object, ...]]:
    for alliance in sorted(network.members):
        record = network.drawn[alliance]
        links: dict[str, list[Link]] = {}
        for link in links_of(record):
            if getattr(link, "part", None) != "guide":  # no party
                links.setdefault(link.to, []).append(link)
        for n in network.members[alliance]:
            id_ = network.nodes.id[n]
            for link in links.get(id_, [Link(to=id_)]):
                more = getattr(link, "part", None), link.role, link.since, link.until, link.sources
                yield alliance, layer_of(record), id_, *more
