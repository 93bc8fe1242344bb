"""Which nodes and which ties of a snapshot a lens lets through, and what it leaves out, by reason."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from functools import partial

from parknet.analytics.lens import JOINT_ACTION, Lens
from parknet.analytics.neighbourhood import around, largest, with_partners
from parknet.analytics.places import NOWHERE, Place
from parknet.analytics.reach import parties, parties_class, places, provinces, reach_class, rivers
from parknet.analytics.weight import Acts, Span, acts_for, weigh
from parknet.model import edtf, lifecycle, titles
from parknet.model.records import Alliance, City, JointAction, Link, Organisation, Park
from parknet.model.snapshot import Snapshot

LEFT_OUT: dict[str, tuple[str, str]] = {
    "not-begun": ("仅有拟议或意向，尚未开始", "proposal or intention only, not begun"),
    "not-then": ("在所选时间内不成立或不能确定", "not, or not surely, at that time"),
    "members-not-named": ("成员不足两方见于来源", "fewer than two members named by the sources"),
    "members-not-shown": ("所选范围内成员不足两方", "fewer than two members within the lens"),
    "year-unknown": ("年份不详", "year unknown"),
    "weight-unknown": ("所选权重为零或不详", "weight zero or unknown"),
    "group-unknown": ("成员所属分组不详", "fewer than two members in a known group"),
}
"""Why a tie of the chosen layers, parties and reach is not drawn; each tie has the first reason that fits."""

Node = Park | Organisation | City
_KINDS: dict[str, type[Park] | type[Organisation] | type[City]] = {
    "park": Park,
    "organisation": Organisation,
    "city": City,
}


@dataclass(frozen=True, slots=True)
class Tie:
    """An alliance or joint action as the lens shows it.

    `certain`: it holds whatever the true dates are; `amount` is what it weighs between two who share it.
    """

    id: str
    layer: str
    since: str | None
    members: tuple[str, ...]
    certain: bool
    amount: float = 1.0


@dataclass(frozen=True, slots=True)
class Selection:
    """What a lens lets through: nodes and ties sorted by id, the nodes' places and levels, and what is left out.

    `left_out` holds ids of ties by the words of LEFT_OUT; ties of unknown year that pass all else are under
    `year-unknown`, and with `sure=possible` they are among the ties too.
    """

    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]
    places: dict[str, Place]
    levels: dict[str, str]
    left_out: dict[str, tuple[str, ...]]


def select(snapshot: Snapshot, lens: Lens) -> Selection:
    """Apply a resolved lens; ValueError when it has no day.

    A tie passes by its layer, by `programme`, by the classes of all its known parties, and by its span (the steps of
    an alliance, since and until of a joint action) against `at`; its members are the parties that are among the nodes
    and whose own since and until, where given, allow the time. What has fewer than two known parties has no class.
    """
    where = places(snapshot)
    levels = _levels(snapshot, lens)
    under = _under(snapshot, lens) if lens.programme else None
    nodes = {n.id: n for n in _nodes(snapshot, lens, where, levels, under)}
    acts = acts_for(snapshot) if lens.weight == "recency" else {}
    left: dict[str, list[str]] = {reason: [] for reason in LEFT_OUT}
    ties = []
    for record in _layered(snapshot, lens):
        if under is None or record.id in under:
            tie, reason = _tie(snapshot, lens, record, where, nodes, acts)
            if tie:
                ties.append(tie)
            if reason:
                left[reason].append(record.id)
    for keeps in _by_ties(lens):
        kept = keeps(nodes, [tie.members for tie in ties])
        nodes = {id_: node for id_, node in nodes.items() if id_ in kept}
        ties = _among(kept, ties, left)
    return Selection(
        nodes=tuple(nodes[id_] for id_ in sorted(nodes)),
        ties=tuple(sorted(ties, key=lambda tie: tie.id)),
        places=where,
        levels=levels,
        left_out={reason: tuple(sorted(ids)) for reason, ids in left.items()},
    )


def _layered(snapshot: Snapshot, lens: Lens) -> list[Alliance | JointAction]:
    found: list[Alliance | JointAction] = [a for a in snapshot.all(Alliance) if a.kind in lens.layers]
    return found + list(snapshot.all(JointAction)) if JOINT_ACTION in lens.layers else found


def _tie(
    snapshot: Snapshot,
    lens: Lens,
    record: Alliance | JointAction,
    where: dict[str, Place],
    nodes: dict[str, Node],
    acts: Acts,
) -> tuple[Tie | None, str | None]:
    """The tie when it is drawn, the reason when it is listed as left out; neither when it is not asked for."""
    named = parties(snapshot, record)
    if len(named) > 1 and not _asked_for(lens, named, where):
        return None, None
    span = span_of(record)
    if span is None:
        return None, "not-begun"
    certain, may = (holds(span, lens, sure=sure) for sure in (True, False))
    undated = may and edtf.year_unknown(span[0])
    if not (undated or (certain if lens.sure == "certain" else may)):
        return None, "not-then"
    if len(named) < 2:
        return None, "members-not-named"
    present = there(record, span, lens)
    members = tuple(id_ for id_, _ in named if id_ in nodes and id_ in present)
    if len(members) < 2:
        return None, "members-not-shown"
    if undated and lens.sure == "certain":
        return None, "year-unknown"
    reason = "year-unknown" if undated else None
    if not (amount := weigh(lens.weight, record, span, lens, acts)):
        return None, reason or "weight-unknown"
    layer = record.kind if isinstance(record, Alliance) else JOINT_ACTION
    return Tie(record.id, layer, span[0], members, certain, amount), reason


def _asked_for(lens: Lens, named: tuple[tuple[str, str], ...], where: dict[str, Place]) -> bool:
    if lens.parties and parties_class(tuple(part for _, part in named)) not in lens.parties:
        return False
    return not lens.reach or reach_class(tuple(id_ for id_, _ in named), where) in lens.reach


def span_of(record: Alliance | JointAction) -> Span | None:
    """Since and until of a tie; None when it has not begun."""
    return lifecycle.span(record) if isinstance(record, Alliance) else (record.since, record.until)


def holds(span: Span, lens: Lens, *, sure: bool) -> bool:
    """Whether a span holds at the time and in the state of the lens, surely or possibly."""
    return edtf.holds(span[0], span[1], lens.window, sure=sure, in_force=lens.state == "in-force")


def there(record: Alliance | JointAction, span: Span, lens: Lens) -> set[str]:
    """Who is there at the time, by one of its links at least; a date that a link lacks is the tie's."""
    links: list[Link] = []
    if isinstance(record, Alliance):
        links.extend(member for member in record.has_member if member.part != "guide")
    else:
        links.extend(record.has_participant)
    return {
        link.to
        for link in links
        if not (link.since or link.until)
        or holds((link.since or span[0], link.until or span[1]), lens, sure=lens.sure == "certain")
    }


def _under(snapshot: Snapshot, lens: Lens) -> set[str]:
    """Ties of the layers under one of the programmes, and joint actions carried out for it or for such a tie."""
    asked = set(lens.programme)
    framed = {a.id: a.kind for a in snapshot.all(Alliance) if any(link.to in asked for link in a.under)}
    found = {id_ for id_, kind in framed.items() if kind in lens.layers}
    if JOINT_ACTION in lens.layers:
        asked |= set(framed)
        found |= {a.id for a in snapshot.all(JointAction) if any(link.to in asked for link in a.carried_out_for)}
    return found


def _levels(snapshot: Snapshot, lens: Lens) -> dict[str, str]:
    """Ranks of the levels on the last day; with `sure` certain only those of titles that have surely begun."""
    day, sure = lens.window.last, lens.sure == "certain"
    found = ((park.id, titles.level(park, day, sure=sure)) for park in snapshot.all(Park) if park.holds_title)
    return {id_: title.rank for id_, title in found if title}


def _nodes(
    snapshot: Snapshot, lens: Lens, where: dict[str, Place], levels: dict[str, str], under: set[str] | None
) -> list[Node]:
    members = _in_programme(snapshot, lens, under) if under is not None else None
    return [
        node
        for kind in lens.nodes
        for node in snapshot.all(_KINDS[kind])
        if (members is None or node.id in members) and _passes(node, lens, where.get(node.id, NOWHERE), levels)
    ]


def _in_programme(snapshot: Snapshot, lens: Lens, under: set[str]) -> set[str]:
    """Parties of the ties under the programmes, and the parks that hold a title under one."""
    asked, day, sure = set(lens.programme), lens.window.last, lens.sure == "certain"
    held = ((park.id, titles.in_force(park, day, sure=sure)) for park in snapshot.all(Park) if park.holds_title)
    found = {id_ for id_, every in held if any(title.to in asked for title in every)}
    for id_ in under:
        record = snapshot.get(id_)
        if isinstance(record, Alliance | JointAction):
            found.update(member for member, _ in parties(snapshot, record))
    return found


def _passes(node: Node, lens: Lens, place: Place, levels: dict[str, str]) -> bool:
    if lens.level and not (isinstance(node, Park) and levels.get(node.id, "none") in lens.level):
        return False
    if lens.province and set(lens.province).isdisjoint(provinces(place)):
        return False
    if lens.region and place.regions.isdisjoint(lens.region):
        return False
    if lens.sector and not (isinstance(node, Park) and set(lens.sector).intersection(node.sectors)):
        return False
    if lens.cluster and place.clusters.isdisjoint(lens.cluster):
        return False
    return not lens.river or not set(lens.river).isdisjoint(rivers(place))


def _by_ties(lens: Lens) -> list[Callable[[Collection[str], list[tuple[str, ...]]], set[str]]]:
    """What keeps nodes by their ties, in the order in which it is asked."""
    found: list[Callable[[Collection[str], list[tuple[str, ...]]], set[str]]] = []
    if lens.min:
        found.append(partial(with_partners, lens.min))
    if lens.ego:
        found.append(partial(around, lens.ego, int(lens.depth)))
    if lens.component == "largest":
        found.append(largest)
    return found


def _among(kept: set[str], ties: list[Tie], left: dict[str, list[str]]) -> list[Tie]:
    """The ties that still have two members among those kept; the others are left out."""
    shown = []
    for tie in ties:
        members = tuple(id_ for id_ in tie.members if id_ in kept)
        if len(members) > 1:
            shown.append(replace(tie, members=members))
        elif tie.id not in left["year-unknown"]:
            left["members-not-shown"].append(tie.id)
    return shown
