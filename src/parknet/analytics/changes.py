"""What is different between two networks: the alliances and joint actions that only one draws, or draws otherwise."""

from dataclasses import dataclass

from parknet.analytics.network import Network
from parknet.model import lifecycle
from parknet.model.records import Alliance


@dataclass(frozen=True, slots=True)
class Shown:
    """How a network draws an alliance or joint action: the state on the last day (of an action none), and between
    whom, by id.
    """

    state: str | None
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TieChange:
    """An alliance or joint action that two networks do not draw alike; None: it is not drawn."""

    id: str
    name_zh: str
    name_en: str | None
    before: Shown | None
    after: Shown | None


def shown(network: Network) -> dict[str, Shown]:
    """What the network draws, by id of alliance or joint action, in any projection."""
    day, ids = network.lens.window.last, network.nodes.id
    return {
        id_: Shown(
            lifecycle.state(record, day) if isinstance(record, Alliance) else None,
            tuple(ids[n] for n in network.members[id_]),
        )
        for id_, record in network.drawn.items()
    }


def tie_changes(before: Network, after: Network) -> tuple[TieChange, ...]:
    """What differs between what two networks draw, sorted by id; made to the first it gives the second."""
    first, second = shown(before), shown(after)
    found = []
    for id_ in sorted(first.keys() | second.keys()):
        one, other = first.get(id_), second.get(id_)
        if one != other:
            record = (after if other else before).drawn[id_]
            found.append(TieChange(id_, record.name_zh, record.name_en, one, other))
    return tuple(found)
