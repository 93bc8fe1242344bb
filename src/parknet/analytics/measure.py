"""A measure: what an entry of the table says, and the values that it gives."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from parknet.analytics.adequacy import Adequacy, Words
from parknet.analytics.lens import WORDS
from parknet.analytics.network import Network

Value: TypeAlias = float | int | None
Compute: TypeAlias = Callable[[Network, int], Sequence[Value]]
"""Values of a network, from a seed: NaN or None where there is none."""

TIES_ALIKE = ("不计权重，每对合作同等", "not used: every tie counts once")
_OF_LENS = WORDS["weight"].values()
STRENGTH = (
    f"强弱：所选的权重（{'、'.join(zh for zh, _ in _OF_LENS)}），或其按人数折算的份额",
    f"strength: what the lens weighs by ({'; '.join(en for _, en in _OF_LENS)}), or shares of it",
)
PATHS = Adequacy(nodes=10, ties=10, component=10, beyond_cliques=True)
NO_UNIT = ("", "")
NO_TIE = ("没有合作的节点没有定义。", "Not defined for a node without a tie.")


@dataclass(frozen=True)
class Measure:
    """One measure: how it is called, what it says, how it is computed, and where it says nothing.

    `networkx` names the function, or is empty where NetworkX has none; `direction` says what a larger value means,
    `weight` what the weight of a tie is to it, `normalisation` what it is divided by, `isolates` how nodes without a
    tie and separate components are treated, `cost` how its time grows with n nodes and m ties; `per`: one value a node,
    one for the network, or the number of each node's group. `undefined` says why a single value may be null.
    `reads`: the ties; or only how many alliances there are, or who is a member of them, whatever ties are drawn.
    `two_mode`: it has a meaning on a bipartite network.
    `against_chance`: it is quick enough to be worked out on a thousand random networks, too.
    `among`: the nodes whose ties among themselves it uses, by which its adequacy is judged; None: all.
    """

    id: str
    label: Words
    definition: Words
    formula: str
    networkx: str
    reference: str
    direction: Words
    weight: Words
    unit: Words
    normalisation: Words
    isolates: Words
    cost: str
    per: Literal["node", "network", "partition"]
    adequacy: Adequacy
    exact_nodes: int
    exact_ties: int
    compute: Compute
    undefined: Words = ("", "")
    reads: Literal["ties", "alliances", "members"] = "ties"
    two_mode: bool = False
    against_chance: bool = True
    among: Callable[[Network], NDArray[np.bool_]] | None = None


@dataclass(frozen=True)
class Column:
    """The values of one measure: one per node in the order of the network's nodes, or a single one for the network.

    `reason` says why values are null (empty when none is); `adequate` is false when the measure has no meaning through
    the lens, or the network is too small or too simple for it to say anything, and `warning` says so.
    """

    measure: Measure
    values: tuple[Value, ...]
    reason: Words
    adequate: bool
    warning: Words


def of_network(id_: str, **fields: object) -> Measure:
    """A measure of the whole network that costs next to nothing, unless the fields say otherwise."""
    plain = {"per": "network", "weight": TIES_ALIKE, "unit": NO_UNIT, "exact_nodes": 100_000, "exact_ties": 500_000}
    return Measure(id=id_, **{**plain, **fields})  # type: ignore[arg-type]
