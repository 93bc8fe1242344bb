"""Measures as JSON-ready fields, as CSV with a row a node, and as a plain table for the terminal."""

import unicodedata
from collections.abc import Sequence
from typing import Any

from parknet.analytics.adequacy import Words
from parknet.analytics.measure import Column, Measure
from parknet.analytics.measures import family_of
from parknet.analytics.network import Network
from parknet.exports.tables import marked
from parknet.model.text import one_line

_WORDS = ("label", "definition", "direction", "weight", "unit", "normalisation", "isolates")


def words(name: str, said: Words) -> dict[str, str]:
    """A sentence or a label as two fields."""
    return {f"{name}zh": said[0], f"{name}en": said[1]}


def described(measure: Measure) -> dict[str, Any]:
    """What a measure is: its words in zh and en, formula, reference, adequacy rule and the sizes it is exact up to."""
    said = {field: text for name in _WORDS for field, text in words(f"{name}_", getattr(measure, name)).items()}
    rule = measure.adequacy
    return {
        "id": measure.id,
        **said,
        "formula": measure.formula,
        "networkx": measure.networkx,
        "reference": measure.reference,
        "cost": measure.cost,
        "per": measure.per,
        "family": family_of(measure),
        "exact_nodes": measure.exact_nodes,
        "exact_ties": measure.exact_ties,
        "adequacy": {
            "nodes": rule.nodes,
            "ties": rule.ties,
            "component": rule.component,
            "beyond_cliques": rule.beyond_cliques,
        },
    }


def told(column: Column) -> dict[str, Any]:
    """What its measure is, why some of its values are null, and why they say nothing."""
    adequate = {"adequate": column.adequate}
    return described(column.measure) | words("null_", column.reason) | adequate | words("warning_", column.warning)


def fields(network: Network, columns: Sequence[Column]) -> dict[str, Any]:
    """JSON-ready: the nodes' ids and, by measure, what is said of it, and its values."""
    return {
        "nodes": list(network.nodes.id),
        "measures": [told(column) | {"values": list(column.values)} for column in columns],
    }


def measures_csv(network: Network, columns: Sequence[Column]) -> str:
    """One row a node with its names and two columns a measure: its value, and what is to be said of it (`…_note`).

    A note says why the measure says nothing on such a network, and why a value is missing, in zh and en. Measures of
    the whole network stand in a last row.
    """
    nodes = network.nodes
    whole = any(column.measure.per == "network" for column in columns)
    last = ([""], ["全网络"], ["whole network"]) if whole else ([], [], [])
    found: dict[str, Sequence[object]] = {
        "id": [*nodes.id, *last[0]],
        "name_zh": [*nodes.name_zh, *last[1]],
        "name_en": [*nodes.name_en, *last[2]],
    }
    for column in columns:
        values, notes = column.values, [_note(column, value) for value in column.values]
        if column.measure.per == "network":
            before = [None] * len(nodes.id)
            found |= {column.measure.id: [*before, *values], f"{column.measure.id}_note": [*before, *notes]}
        else:
            after = [None] * len(last[0])
            found |= {column.measure.id: [*values, *after], f"{column.measure.id}_note": [*notes, *after]}
    return marked(network, found)


def _note(column: Column, value: float | int | None) -> str | None:
    return " ".join(f"{zh} {en}" for zh, en in _said(column, null=value is None)) or None


def _said(column: Column, *, null: bool) -> list[Words]:
    """Why it says nothing and, of a null, why it is one: once where that is the same."""
    return list(dict.fromkeys(words for words in (column.warning, column.reason if null else ("", "")) if words[0]))


def measures_text(network: Network, columns: Sequence[Column], most: int = 20) -> str:
    """For the terminal: what each measure says, its warning, and its largest values (by id when inadequate)."""
    lines = ["SYNTHETIC DATA, not real parks"] if network.synthetic else []
    lines += [f"{len(network.nodes.id)} nodes, {len(network.ties.source)} ties; lens {network.lens.canonical()}"]
    for column in columns:
        measure = column.measure
        lines += ["", f"{measure.id}: {measure.definition[1]}"]
        lines += [f"  ! {text}" for _, text in _said(column, null=True)]
        if measure.per == "network":
            lines.append(f"  {number(column.values[0])}")
            continue
        lines += [
            f"  {_padded(one_line(name), 44)} {number(value):>12}" for name, value in _shown(network, column)[:most]
        ]
        more = sum(value is not None for value in column.values) - most
        lines += [f"  … and {more} more (--format csv has all)"] if more > 0 else []
    return "\n".join(lines) + "\n"


def _shown(network: Network, column: Column) -> list[tuple[str, float | int]]:
    pairs = [(n, v) for n, v in zip(network.nodes.name_zh, column.values, strict=True) if v is not None]
    if not column.adequate or column.measure.per == "partition":
        return list(pairs)
    return sorted(pairs, key=lambda pair: -pair[1])


def number(value: float | int | None) -> str:
    """A value for the terminal, in four places at most."""
    return (
        "null" if value is None else f"{value:.4f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
    )


def _padded(text: str, width: int) -> str:
    """Text cut or filled to a width in columns of the terminal; Chinese characters take two."""
    taken = 0
    for n, character in enumerate(text):
        wide = 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if taken + wide > width - 1:
            return text[:n] + "…" + " " * (width - taken - 1)
        taken += wide
    return text + " " * (width - taken)
