"""Chance, ranks, and two lenses side by side: as JSON-ready fields, and as text for the terminal."""

from collections.abc import Sequence
from typing import Any

from parknet.analytics.comparison import Comparison, Pair
from parknet.analytics.network import Network
from parknet.analytics.null_models import Significance
from parknet.analytics.sensitivity import Missing, Ranks
from parknet.exports.measure_tables import number, words
from parknet.model.text import one_line

MOST_LISTED = 1000
"""Nodes and ties of one network alone that a comparison lists."""


def significance_fields(found: Sequence[Significance], model: str, draws: int, seed: int) -> dict[str, Any]:
    """JSON-ready: measures beside the draws of a null model."""
    return {"model": model, "draws": draws, "seed": seed, "measures": [_significance(one) for one in found]}


def ranks_fields(network: Network, found: Sequence[Ranks], missing: Missing, draws: int, seed: int) -> dict[str, Any]:
    """JSON-ready: the nodes' ids, and by measure the ranks in their order."""
    return {
        "missing": missing.share,
        **words("missing_from_", missing.source),
        "draws": draws,
        "seed": seed,
        "nodes": list(network.nodes.id),
        "measures": [_ranks(one) for one in found],
    }


def _significance(found: Significance) -> dict[str, Any]:
    column = found.column
    return {
        "id": column.measure.id,
        **words("label_", column.measure.label),
        "value": column.values[0],
        "mean": found.mean,
        "spread": found.spread,
        "effect": found.effect,
        "p": found.p,
        "corrected": found.corrected,
        **words("reason_", found.reason),
        "adequate": column.adequate,
        **words("warning_", column.warning),
    }


def _ranks(found: Ranks) -> dict[str, Any]:
    column = found.column
    return {
        "id": column.measure.id,
        **words("label_", column.measure.label),
        "rank": list(found.rank),
        "low": list(found.low),
        "high": list(found.high),
        "without_doubtful": list(found.without_doubtful),
        "doubtful": found.doubtful,
        **words("reason_", found.reason),
        "adequate": column.adequate,
        **words("warning_", column.warning),
    }


def comparison_fields(here: Network, there: Network, found: Comparison) -> dict[str, Any]:
    """JSON-ready: who and what stands in one alone, by id and, as far as listed, by name; measures; communities."""
    nodes, ties = found.nodes, found.ties
    shown = {*nodes.only_here[:MOST_LISTED], *nodes.only_there[:MOST_LISTED]}
    shown |= {end for tie in (*ties.only_here[:MOST_LISTED], *ties.only_there[:MOST_LISTED]) for end in tie}
    names = {
        id_: (zh, en)
        for network in (here, there)
        for id_, zh, en in zip(network.nodes.id, network.nodes.name_zh, network.nodes.name_en, strict=True)
        if id_ in shown
    }
    return {
        "lens": here.lens.canonical(),
        "with": there.lens.canonical(),
        **{
            of: {
                "both": side.both,
                "only_here": list(side.only_here[:MOST_LISTED]),
                "only_here_total": len(side.only_here),
                "only_there": list(side.only_there[:MOST_LISTED]),
                "only_there_total": len(side.only_there),
            }
            for of, side in (("nodes", nodes), ("ties", ties))
        },
        "names": names,
        "measures": [_pair(pair) for pair in found.measures],
        "communities": {
            "nmi": found.communities.nmi,
            "ari": found.communities.ari,
            **words("reason_", found.communities.reason),
        },
    }


def _pair(pair: Pair) -> dict[str, Any]:
    return {
        "id": pair.here.measure.id,
        **words("label_", pair.here.measure.label),
        "here": pair.here.values[0],
        "there": pair.there.values[0],
        "difference": pair.difference,
        "adequate_here": pair.here.adequate,
        "adequate_there": pair.there.adequate,
        **words("reason_", pair.reason),
    }


def significance_text(network: Network, found: Sequence[Significance]) -> str:
    """For the terminal: each measure, its value, that of chance, and p; or why there is none."""
    lines = _heading(network)
    for one in found:
        name = f"{one.column.measure.id:<28}"
        if one.p is None or one.corrected is None:
            lines += [f"{name} {number(one.column.values[0]):>10}  ! {one.reason[1]}"]
            continue
        chance = f"chance {number(one.mean)} ± {number(one.spread)}, effect {number(one.effect)}"
        lines += [f"{name} {number(one.column.values[0]):>10}  {chance}, p {one.p:.4f}, corrected {one.corrected:.4f}"]
    return "\n".join(lines) + "\n"


def ranks_text(network: Network, found: Sequence[Ranks], missing: Missing, most: int = 20) -> str:
    """For the terminal: by measure the first nodes, the ranks between which each lies, and the one without doubt."""
    share = "" if missing.share is None else f"{missing.share:.0%} of the alliances missing: "
    lines = [*_heading(network), f"{share}{missing.source[1]}"]
    for one in found:
        lines += [
            "",
            f"{one.column.measure.id}: rank (from-to in nine of ten draws; without doubtful alliances)",
        ]
        lines += [f"  ! {one.reason[1]}"] if one.reason[1] else []
        ranked = [(rank, n) for n, rank in enumerate(one.rank) if rank is not None]
        for rank, n in sorted(ranked)[:most]:
            band = "" if one.low[n] is None else f"{one.low[n]}-{one.high[n]}; "
            lines += [f"  {rank:>5}  ({band}{one.without_doubtful[n]})  {one_line(network.nodes.name_zh[n])}"]
    return "\n".join(lines) + "\n"


def comparison_text(here: Network, there: Network, found: Comparison) -> str:
    """For the terminal: how many nodes and ties stand in both and in one alone, and each measure here and there."""
    lines = [*_heading(here), f"beside {there.lens.canonical()}"]
    for of, sides in (("nodes", found.nodes), ("ties", found.ties)):
        alone = f"{len(sides.only_here)} here alone, {len(sides.only_there)} there alone"
        lines += [f"{of}: {sides.both} in both, {alone}"]
    for pair in found.measures:
        value, other = pair.here.values[0], pair.there.values[0]
        said = f"difference {number(pair.difference)}" if pair.difference is not None else f"! {pair.reason[1]}"
        warned = "" if pair.here.adequate and pair.there.adequate else "  (too little data)"
        lines += [f"{pair.here.measure.id:<28} {number(value):>10} {number(other):>10}  {said}{warned}"]
    agreed = found.communities
    figures = f"nmi {number(agreed.nmi)}, ari {number(agreed.ari)}" if agreed.nmi is not None else agreed.reason[1]
    return "\n".join([*lines, f"communities: {figures}"]) + "\n"


def _heading(network: Network) -> list[str]:
    lines = ["SYNTHETIC DATA, not real parks"] if network.synthetic else []
    size = f"{len(network.nodes.id)} nodes, {len(network.ties.source)} ties"
    return [*lines, f"{size}; lens {network.lens.canonical()}"]
