"""Spells: the days on which a tie may hold, as formats with time write them. Both ends are included, none overlap."""

from parknet.analytics.evidence import Bounds, may_hold
from parknet.analytics.network import Network

Spells = tuple[Bounds, ...]


def tie_spells(network: Network) -> list[Spells]:
    """For each tie its spells; none when it may hold at any time."""
    known = {id_: merged([may_hold(record)]) for id_, record in network.drawn.items()}
    always: Spells = ((None, None),)
    return [
        known[ids[0]] if len(ids) == 1 else merged([span for id_ in ids for span in known[id_] or always])
        for ids in network.ties.alliances
    ]


def node_spells(network: Network) -> list[Spells]:
    """For each node its spells: those of the alliance that it is; the others are always there."""
    drawn = network.drawn
    return [merged([may_hold(drawn[id_])]) if id_ in drawn else () for id_ in network.nodes.id]


def merged(spans: list[Bounds]) -> Spells:
    """Spans of days, each open (None) where no bound is known, as spells in order that do not overlap."""
    if len(spans) == 1:
        return () if spans[0] == (None, None) else (spans[0],)
    found: list[Bounds] = []
    for start, end in sorted(spans, key=lambda span: (span[0] or "", span[1] or "9999")):
        if found and (found[-1][1] is None or start is None or start <= found[-1][1]):
            before, until = found[-1]
            found[-1] = before, max(until, end) if until and end else None
        else:
            found.append((start, end))
    return tuple(found) if found != [(None, None)] else ()
