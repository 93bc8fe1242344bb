"""Spells: the days on which a tie may hold, as formats with time write them. Both ends are included, none overlap."""

from parknet.analytics.evidence import Bounds, may_hold
from parknet.analytics.network import Network

Spells = tuple[Bounds, ...]


def tie_spells(network: Network) -> list[Spells]:
    """For each tie its spells; none when it may hold at any time."""
    drawn, ties = network.drawn, network.ties
    rows = zip(ties.alliances, ties.earliest, network.evidence.end_latest, strict=True)
    return [
        merged([(start, end)] if len(ids) == 1 else [may_hold(drawn[id_]) for id_ in ids]) for ids, start, end in rows
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
