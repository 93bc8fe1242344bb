"""Who is in which alliance or joint action, as a network draws them: a list of memberships, and one of hyperedges.

Both hold the whole of what every projection is made from, whichever the lens has; `incidence` draws nothing else.
Columns by name, all of one length; what is unknown is None, several values are a tuple.
"""

from typing import Any

from parknet.analytics.lens import JOINT_ACTION
from parknet.analytics.network import Network
from parknet.analytics.selection import holds, span_of
from parknet.model import edtf
from parknet.model.records import Alliance, JointAction, Link, Membership

Columns = dict[str, tuple[Any, ...]]
Record = Alliance | JointAction


def memberships(network: Network) -> Columns:
    """One row for each alliance or joint action and each of its members that is shown, sorted by both ids.

    `part` is the part that the member plays, in an action None; `since` and `until` are its own dates as written, one
    for each time it was a member, empty where none is given: then those of the alliance hold. Merged members are
    groups, which have no part and no dates of their own. `weight` is what the alliance weighs by the lens.
    """
    rows = [
        (id_, member, part, *dates, network.amounts[id_])
        for id_ in sorted(network.drawn)
        for member, part, dates in _members(network, id_)
    ]
    return _columns(("alliance", "member", "part", "since", "until", "weight"), rows)


def hyperedges(network: Network) -> Columns:
    """One row for each alliance or joint action that is drawn, sorted by id.

    `layer` is its kind; `members` are the ids of those that are shown, in order of id, `parts` what they are in it (in
    an action empty); `since` and `until` are its dates as written (EDTF), `earliest` and `latest` the days between
    which it began; `certain`: it holds whatever the true dates are; `weight` is what it weighs by the lens.
    """
    rows = []
    for id_ in sorted(network.drawn):
        record, members = network.drawn[id_], list(_members(network, id_))
        since, until = span = span_of(record) or (None, None)
        begin = edtf.parse(since) if since else None
        rows.append(
            (
                id_,
                record.kind if isinstance(record, Alliance) else JOINT_ACTION,
                record.name_zh,
                record.name_en,
                tuple(member for member, _, _ in members),
                tuple(part or "" for _, part, _ in members),
                since,
                until,
                begin.earliest.isoformat() if begin and begin.earliest else None,
                begin.latest.isoformat() if begin and begin.latest else None,
                holds(span, network.lens, sure=True),
                network.amounts[id_],
            )
        )
    names = "id", "layer", "name_zh", "name_en", "members", "parts", "since", "until", "earliest", "latest"
    return _columns((*names, "certain", "weight"), rows)


def _members(network: Network, id_: str) -> list[tuple[str, str | None, tuple[tuple[str, ...], tuple[str, ...]]]]:
    """Ids of the members that are shown, each with its part, and with its since and until."""
    record, merged = network.drawn[id_], network.lens.aggregate != "none"
    found: list[tuple[str, str | None, tuple[tuple[str, ...], tuple[str, ...]]]] = []
    for member in (network.nodes.id[n] for n in network.members[id_]):
        links = [] if merged else [link for link in _links(record) if link.to == member]
        last = links[-1] if links else None
        dated = [link for link in links if link.since or link.until]
        dates = tuple(link.since or "" for link in dated), tuple(link.until or "" for link in dated)
        found.append((member, last.part if isinstance(last, Membership) else None, dates))
    return found


def _links(record: Record) -> list[Link]:
    if isinstance(record, JointAction):
        return list(record.has_participant)
    return [link for link in record.has_member if link.part != "guide"]


def _columns(names: tuple[str, ...], rows: list[tuple[Any, ...]]) -> Columns:
    return {name: tuple(row[n] for row in rows) for n, name in enumerate(names)}
