"""Columns of the alliances and joint actions that a lens asks for, so that a client can narrow the lens by itself.

`analytics.selection` says what a lens lets through; from these columns of a network without filters and from its
nodes, all other lenses of the same `at`, `sure` and `state` can be drawn (a test does so).
"""

from typing import Any

from parknet.analytics.lens import JOINT_ACTION, Lens
from parknet.analytics.network import Network
from parknet.analytics.reach import parties, parties_class, reach_class
from parknet.analytics.selection import holds, span_of, there
from parknet.analytics.weight import Acts, Span, acts_for, weigh
from parknet.model import lifecycle
from parknet.model.records import Alliance, JointAction, Programme
from parknet.model.snapshot import Snapshot

COLUMNS = (
    "id", "kind", "name_zh", "name_en", "members", "absent", "named", "parties", "reach", "under",
    "since", "until", "state", "certain", "reason", "months", "recency",
)  # fmt: skip


def alliance_columns(snapshot: Snapshot, network: Network) -> dict[str, list[Any]]:
    """The columns by name, one row for each tie that is drawn or left out, sorted by id.

    `kind` is the layer. `members` are positions in the nodes of the named parties, `absent` those of them that are not
    there at the time, `named` counts all named parties; with fewer than two, `parties` and `reach` are None. `under`
    are the ids of its programmes: a joint action has those that it is carried out for, and those of the alliances that
    it is carried out for. `since` and `until` are its dates as written (EDTF). `state` is that of an alliance on the
    last day; `certain`: it holds whatever the true dates are. `reason` is a word of LEFT_OUT or None; what has
    year-unknown is drawn too where the lens takes what is possible. `months` and `recency` are what it weighs by these
    words of `weight` (`analytics.weight`), None where that is not known.
    """
    reasons = {id_: reason for reason, ids in network.left_out.items() for id_ in ids}
    at = {id_: n for n, id_ in enumerate(network.nodes.id)}
    acts = acts_for(snapshot)
    rows = [
        _row(snapshot, network, at, acts, id_, reasons.get(id_))
        for id_ in sorted(network.drawn.keys() | reasons.keys())
    ]
    return {name: [row[n] for row in rows] for n, name in enumerate(COLUMNS)}


def _row(
    snapshot: Snapshot, network: Network, at: dict[str, int], acts: Acts, id_: str, reason: str | None
) -> tuple[Any, ...]:
    record, lens = snapshot.get(id_), network.lens
    assert isinstance(record, Alliance | JointAction)
    named, span = parties(snapshot, record), span_of(record)
    shown = [party for party, _ in named if party in at]
    several = len(named) > 1
    return (
        id_,
        record.kind if isinstance(record, Alliance) else JOINT_ACTION,
        record.name_zh,
        record.name_en,
        sorted(at[party] for party in shown),
        _absent(record, span, lens, shown, at),
        len(named),
        parties_class(tuple(part for _, part in named)) if several else None,
        reach_class(tuple(party for party, _ in named), network.places) if several else None,
        _under(snapshot, record),
        *(span or (None, None)),
        lifecycle.state(record, lens.window.last) if isinstance(record, Alliance) else None,
        span is not None and holds(span, lens, sure=True),
        reason,
        *(weigh(word, record, span, lens, acts) if span else None for word in ("months", "recency")),
    )


def _absent(
    record: Alliance | JointAction, span: Span | None, lens: Lens, shown: list[str], at: dict[str, int]
) -> list[int]:
    if span is None:
        return []
    present = there(record, span, lens)
    return sorted(at[party] for party in shown if party not in present)


def _under(snapshot: Snapshot, record: Alliance | JointAction) -> list[str]:
    if isinstance(record, Alliance):
        return sorted({link.to for link in record.under})
    found: set[str] = set()
    for link in record.carried_out_for:
        what = snapshot.get(link.to)
        if isinstance(what, Programme):
            found.add(what.id)
        elif isinstance(what, Alliance):
            found.update(frame.to for frame in what.under)
    return sorted(found)
