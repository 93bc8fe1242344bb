"""Two networks side by side: who and what stands in one alone, their measures, and how their communities agree."""

from dataclasses import dataclass, replace
from typing import Generic, TypeVar
from urllib.parse import parse_qsl

from parknet.analytics.adequacy import Words
from parknet.analytics.agreement import adjusted_rand, mutual_information
from parknet.analytics.lens import Lens
from parknet.analytics.measure import Column, Value
from parknet.analytics.measures import MEASURES, measure
from parknet.analytics.network import Network
from parknet.analytics.progress import steps
from parknet.errors import Refused

PARTITION = "communities"
"""The measure whose groups are compared."""

_NOTHING_COMMON = (
    "两个网络没有共同的社群成员，或两种划分都没有区分成员。",
    "No node is in a community of both, or neither tells any nodes apart.",
)

TieIds = tuple[str, str]
T = TypeVar("T", str, TieIds)


@dataclass(frozen=True)
class Sides(Generic[T]):
    """How many nodes (by id) or ties (by the ids of their ends) are in both networks, and in one alone, sorted."""

    both: int
    only_here: tuple[T, ...]
    only_there: tuple[T, ...]


@dataclass(frozen=True)
class Pair:
    """A measure of the whole network here and there; `reason` says why a value, and so the difference, is None."""

    here: Column
    there: Column
    difference: Value
    reason: Words


@dataclass(frozen=True)
class Agreement:
    """How far two partitions of the same nodes agree: 1 is the same, an adjusted Rand index of 0 what chance gives.

    `nmi` is the mutual information over the mean of both entropies (Danon et al. 2005), `ari` the adjusted Rand index
    (Hubert and Arabie 1985). None, with a reason, where nothing can be told apart. Logarithms differ in the last bit by
    machine: what they give is rounded to twelve digits.
    """

    nmi: float | None
    ari: float | None
    reason: Words


@dataclass(frozen=True)
class Comparison:
    """What stands in both networks and in one alone, measures of the whole networks, and communities."""

    nodes: Sides[str]
    ties: Sides[TieIds]
    measures: tuple[Pair, ...]
    communities: Agreement


def other_lens(text: str, here: Lens) -> Lens:
    """The lens of a query that is set beside a resolved one, whose `at` it takes when it has none.

    Raises Refused naming the part of `with` that is wrong.
    """
    try:
        lens = Lens.from_query(parse_qsl(text, keep_blank_values=True))
    except Refused as error:
        raise Refused([replace(problem, place=f"with/{problem.place}") for problem in error.problems]) from None
    return lens if lens.at else lens.model_copy(update={"at": here.at})


def compare(here: Network, there: Network, seed: int = 1) -> Comparison:
    """Two networks side by side."""
    whole = [id_ for id_, entry in MEASURES.items() if entry.per == "network"]
    return Comparison(
        nodes=_sides(set(here.nodes.id), set(there.nodes.id)),
        ties=_sides(_ties(here), _ties(there)),
        measures=tuple(
            _pair(measure(here, [id_], seed)[0], measure(there, [id_], seed)[0]) for id_ in steps(whole, len(whole))
        ),
        communities=_communities(here, there, seed),
    )


def _sides(here: set[T], there: set[T]) -> Sides[T]:
    return Sides(len(here & there), tuple(sorted(here - there)), tuple(sorted(there - here)))


def _ties(network: Network) -> set[TieIds]:
    ids, ties = network.nodes.id, network.ties
    return {(ids[one], ids[other]) for one, other in zip(ties.source.tolist(), ties.target.tolist(), strict=True)}


def _pair(here: Column, there: Column) -> Pair:
    (value,), (other,) = here.values, there.values
    if value is not None and other is not None:
        return Pair(here, there, value - other, ("", ""))
    return Pair(here, there, None, here.reason if value is None else there.reason)


def _communities(here: Network, there: Network, seed: int) -> Agreement:
    columns = [measure(network, [PARTITION], seed)[0] for network in (here, there)]
    for column in columns:
        if not column.adequate:
            return Agreement(None, None, column.warning)
    known = [dict(zip(n.nodes.id, c.values, strict=True)) for n, c in zip((here, there), columns, strict=True)]
    pairs = [(known[0][id_], known[1].get(id_)) for id_ in here.nodes.id]
    common = [(int(one), int(other)) for one, other in pairs if one is not None and other is not None]
    nmi, ari = (
        of([one for one, _ in common], [other for _, other in common]) for of in (mutual_information, adjusted_rand)
    )
    if nmi is None or ari is None:
        nowhere = next((column.reason for column in columns if not any(column.values)), _NOTHING_COMMON)
        return Agreement(None, None, nowhere)
    return Agreement(round(nmi, 12), ari, ("", ""))
