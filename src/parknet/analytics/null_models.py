"""Is it more than chance: a measure of the whole network beside what chance gives that keeps part of it.

NULL_MODELS names what is left to chance. A p-value is two-sided, by the distance from the mean of the draws and the
network together: the network counts among the draws, so that p is never 0 and, where it is one of them, uniform
(Davison and Hinkley 1997, 4.2; North et al. 2002).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from parknet.analytics.adequacy import Words
from parknet.analytics.draws import check_draws, too_long
from parknet.analytics.kernels import Floats, Ints
from parknet.analytics.kernels.rewiring import rewired
from parknet.analytics.measure import Column, Value
from parknet.analytics.measures import MEASURES, measure
from parknet.analytics.network import Network, rows_of
from parknet.analytics.progress import steps
from parknet.errors import Problem, Refused, Sentence
from parknet.model.unfit import choice

LEAST_DRAWS = 99
"""Draws from which on a p-value says something."""

Dice = np.random.Generator


@dataclass(frozen=True)
class NullModel:
    """A way to leave something to chance: what it is called, what it keeps, and one draw."""

    label: Words
    keeps: Words
    draw: Callable[[Network, Dice], Network]


@dataclass(frozen=True)
class Significance:
    """A measure of the network beside the draws of a null model.

    `mean` and `spread` (standard deviation) are of the draws alone, `effect` is how many spreads the network lies from
    their mean, `p` the share of the draws and the network that lie as far as it does from the mean of them all,
    `corrected` is p after Benjamini and Hochberg (1995) over the measures asked for together. They are None, and
    `reason` says why, where the measure is undefined on the network or on a draw, says nothing on such a
    network, or would take too long to draw.
    """

    column: Column
    model: str
    draws: int
    mean: Value
    spread: Value
    effect: Value
    p: Value
    corrected: Value
    reason: Words


def significance(
    network: Network, ids: Iterable[str], model: str, draws: int = 999, seed: int = 1
) -> tuple[Significance, ...]:
    """The measures of the whole network that are asked for, each beside the same draws of a null model.

    Raises Refused for what is no null model, no measure of the whole network, no number of draws, or no seed.
    """
    columns = _asked(network, ids, model, draws, seed)
    long = {one.measure.id: too_long(network, one.measure, draws) for one in columns}
    judged = [
        one
        for one in columns
        if one.adequate and None not in one.values and one.measure.against_chance and not long[one.measure.id]
    ]
    dice = np.random.default_rng(seed)
    drawn = np.full((draws, len(judged)), np.nan)
    if judged:
        for n in steps(range(draws), draws):
            chance = NULL_MODELS[model].draw(network, dice)
            for m, column in enumerate(judged):
                (value,) = column.measure.compute(chance, seed)
                drawn[n, m] = np.nan if value is None else value
    found = {column.measure.id: _beside(column, model, drawn[:, m]) for m, column in enumerate(judged)}
    every = [
        found.get(column.measure.id) or _nothing(column, model, draws, long[column.measure.id]) for column in columns
    ]
    return tuple(_corrected(every))


def _asked(network: Network, ids: Iterable[str], model: str, draws: int, seed: int) -> tuple[Column, ...]:
    problems = []
    if model not in NULL_MODELS:
        allowed = choice(NULL_MODELS, {id_: one.label for id_, one in NULL_MODELS.items()})
        cause = Sentence("There is no such null model.", "没有这个零模型。")
        remedy = Sentence(f"Use one of {allowed.en}.", f"请选用：{allowed.zh}。")
        problems.append(Problem("null-model", "model", model, cause, remedy))
    asked = list(ids)
    whole = {id_: one.label for id_, one in MEASURES.items() if one.per == "network"}
    for id_ in (id_ for id_ in asked if id_ in MEASURES and id_ not in whole):
        allowed = choice(whole, whole)
        cause = Sentence("This is no measure of the whole network.", "这不是整个网络的指标。")
        problems.append(
            Problem("measure", "measure", id_, cause, Sentence(f"Use {allowed.en}.", f"请选用：{allowed.zh}。"))
        )
    if problems:
        raise Refused(problems)
    check_draws(draws, seed, LEAST_DRAWS)
    return measure(network, asked)


def _beside(column: Column, model: str, drawn: Floats) -> Significance:
    observed = float(column.values[0] or 0)
    if np.isnan(drawn).any():
        reason = ("在部分随机网络中没有定义。", "It is undefined on some of the random networks.")
        return replace(_nothing(column, model, len(drawn)), reason=reason)
    mean, spread = float(drawn.mean()), float(drawn.std())
    near = 1e-9 * max(abs(observed), float(np.abs(drawn).max()))  # what differs by rounding alone is as far off
    if spread <= near:
        reason = ("所有随机网络的值都相同。", "It is the same on all random networks.")
        return replace(_nothing(column, model, len(drawn)), mean=mean, spread=0.0, reason=reason)
    every = np.append(drawn, observed)
    centre = float(every.mean())  # were it of the draws alone, the network itself would lie farther off than its equals
    p = float((np.abs(every - centre) >= abs(observed - centre) - near).mean())
    return Significance(column, model, len(drawn), mean, spread, (observed - mean) / spread, p, None, ("", ""))


def _nothing(column: Column, model: str, draws: int, long: Words | None = None) -> Significance:
    reason = column.warning if not column.adequate else column.reason if None in column.values else long or ("", "")
    if reason == ("", "") and not column.measure.against_chance:
        reason = ("计算量过大，不在随机网络上计算。", "It takes too long to be worked out on random networks.")
    return Significance(column, model, draws, None, None, None, None, None, reason)


def _corrected(every: list[Significance]) -> list[Significance]:
    """With the false discovery rate at which each would be taken (Benjamini and Hochberg 1995)."""
    known = sorted((one.p, n) for n, one in enumerate(every) if one.p is not None)
    least = 1.0
    for rank in range(len(known), 0, -1):
        p, n = known[rank - 1]
        least = min(least, p * len(known) / rank)
        every[n] = replace(every[n], corrected=least)
    return every


def _rewiring(network: Network, dice: Dice) -> Network:
    """Of a bipartite network each tie still joins a member and an alliance, and `members` are those after it."""
    ties, ids = network.ties, network.nodes.id
    two_mode = network.lens.projection == "bipartite"
    one, other = _alliance_first(network) if two_mode else (ties.source, ties.target)
    one, other = rewired(network.indptr, network.indices, one, other, dice, turned=not two_mode)
    source, target = np.minimum(one, other), np.maximum(one, other)
    indptr, indices, weights = rows_of(len(ids), source, target, ties.weight)
    changed = replace(ties, source=source, target=target)
    found = replace(network, ties=changed, indptr=indptr, indices=indices, weights=weights)
    if not two_mode:
        return found
    rows = ((id_, indices[indptr[n] : indptr[n + 1]]) for n, id_ in enumerate(ids) if id_ in network.members)
    return replace(found, members={id_: tuple(row.tolist()) for id_, row in rows})


def _alliance_first(network: Network) -> tuple[Ints, Ints]:
    """The ends of the ties of a bipartite network: alliances, and their members."""
    source, target = network.ties.source, network.ties.target
    alliance = np.array([id_ in network.members for id_ in network.nodes.id], dtype=np.bool_)[source]
    return np.where(alliance, source, target), np.where(alliance, target, source)


def _labels(network: Network, dice: Dice) -> Network:
    """The known regions dealt out anew among the nodes that have one."""
    return _dealt(network, "region", [_known(network, "region")], dice)


def _labels_among_tied(network: Network, dice: Dice) -> Network:
    """The known regions dealt out anew among the nodes of known region that have as many partners."""
    return _dealt(network, "region", _alike(_known(network, "region"), np.diff(network.indptr).tolist()), dice)


def _attributes_within_regions(network: Network, dice: Dice) -> Network:
    """The known levels, and the known sectors, dealt out anew among the nodes of the same region that have one."""
    inside = set(_known(network, "region"))
    found = network
    for column in ("level", "sectors"):
        among = [node for node in _known(network, column) if node in inside]
        found = _dealt(found, column, _alike(among, network.nodes.region), dice)
    return found


def _known(network: Network, column: str) -> list[int]:
    return [node for node, word in enumerate(getattr(network.nodes, column)) if word]


def _alike(nodes: list[int], words: Sequence[Any]) -> list[list[int]]:
    """The nodes by the word that they have, in the order of the words."""
    groups: dict[Any, list[int]] = {}
    for node in nodes:
        groups.setdefault(words[node], []).append(node)
    return [groups[word] for word in sorted(groups)]


def _dealt(network: Network, column: str, groups: list[list[int]], dice: Dice) -> Network:
    """A column of the nodes with its values exchanged at random within each group."""
    values = list(own := getattr(network.nodes, column))
    for among in groups:
        for node, other in zip(among, dice.permutation(among).tolist(), strict=True):
            values[node] = own[other]
    return replace(network, nodes=replace(network.nodes, **{column: tuple(values)}))


NULL_MODELS: Mapping[str, NullModel] = {
    "rewiring": NullModel(
        ("保度重连", "rewiring"),
        (
            "每个节点的合作者数不变，合作对象随机；二模网络中仍是成员同合作关系相连。",
            "Each node keeps its number of partners; who they are is left to chance. On a bipartite network a tie "
            "still joins a member and an alliance.",
        ),
        _rewiring,
    ),
    "labels": NullModel(
        ("大区标签置换", "permuted regions"),
        (
            "合作不变，各节点所属大区随机交换。",
            "The ties stay; which node lies in which macro-region is left to chance.",
        ),
        _labels,
    ),
    "labels-by-degree": NullModel(
        ("同度大区标签置换", "regions permuted among equals"),
        (
            "合作不变，大区只在合作者数相同的节点之间随机交换。",
            "The ties stay; macro-regions are exchanged among nodes with as many partners alone.",
        ),
        _labels_among_tied,
    ),
    "attributes-within-regions": NullModel(
        ("大区内属性置换", "attributes permuted within regions"),
        (
            "合作和所属大区不变，已知的级别、已知的行业各自只在同一大区的节点之间随机交换。",
            "The ties and macro-regions stay; known levels, and known sectors, are exchanged among nodes of one "
            "macro-region alone.",
        ),
        _attributes_within_regions,
    ),
}
"""By name, in the order in which they are offered."""
