"""The matrix of regions and the way from one to another, as JSON-ready fields, CSV and text for the terminal."""

from dataclasses import asdict
from typing import Any

from parknet.analytics.cooperation_path import CooperationPath
from parknet.analytics.matrix import Matrix
from parknet.analytics.network import Network
from parknet.exports.measure_tables import words
from parknet.exports.tables import marked
from parknet.model.text import one_line


def matrix_fields(found: Matrix) -> dict[str, Any]:
    """JSON-ready: the groups, the cells, and what has to be said beside them."""
    return {
        "by": found.by,
        "groups": [asdict(group) for group in found.groups],
        "cells": [asdict(cell) for cell in found.cells],
        "unknown": {"nodes": found.unknown_nodes, "ties": found.unknown_ties},
        "model": "labels",
        **words("model_", found.model),
        "sample": found.sample,
        **words("note_", found.note),
        "coverage": found.coverage,
    }


def matrix_csv(network: Network, found: Matrix) -> str:
    """One row a cell: both groups with their names and eligible, ties, pairs, expected, ratio, state and p.

    Every row says whose place is unknown, how much is on record, and what a cell without a tie means.
    """
    rows = [found.groups[cell.row] for cell in found.cells]
    columns = [found.groups[cell.column] for cell in found.cells]
    table: dict[str, list[Any]] = {}
    for side, groups in (("row", rows), ("column", columns)):
        table[side] = [group.id for group in groups]
        table |= {f"{side}_{name}": [getattr(group, name) for group in groups] for name in ("zh", "en", "eligible")}
    for name in ("ties", "pairs", "expected", "ratio", "state", "p"):
        table[name] = [getattr(cell, name) for cell in found.cells]
    said: dict[str, Any] = {
        "unknown_nodes": found.unknown_nodes,
        "unknown_ties": found.unknown_ties,
        "coverage": found.coverage,
    }
    said |= words("note_", found.note)
    return marked(network, table | {name: [value] * len(found.cells) for name, value in said.items()})


def matrix_text(network: Network, found: Matrix) -> str:
    """For the terminal: a row a cell that has pairs, then what is unknown and the note."""
    lines = ["SYNTHETIC DATA, not real parks"] if network.synthetic else []
    lines += [f"by {found.by}; lens {network.lens.canonical()}", ""]
    lines.append(f"{'row':22}{'column':22}{'ties':>6}{'pairs':>9}{'expected':>10}{'ratio':>8}  state")
    for cell in found.cells:
        if cell.pairs:
            names = [found.groups[n].en[:20] for n in (cell.row, cell.column)]
            figures = f"{cell.ties:>6}{cell.pairs:>9}{_number(cell.expected):>10}{_number(cell.ratio):>8}"
            p = "" if cell.p is None else f"  p {cell.p:.3f}"
            lines.append(f"{names[0]:22}{names[1]:22}{figures}  {cell.state}{p}")
    lines += ["", f"place unknown: {found.unknown_nodes} nodes, {found.unknown_ties} ties", found.note[1]]
    return "\n".join(lines) + "\n"


def path_fields(found: CooperationPath) -> dict[str, Any]:
    """JSON-ready: the two ends, the hops with what each rests on, and how many ways are as short."""
    return {
        "from": found.one,
        "to": found.other,
        "length": found.length,
        "paths": found.paths,
        "hops": [asdict(hop) for hop in found.hops],
        "names": dict(found.names),
        **words("reason_", found.reason),
    }


def path_text(network: Network, found: CooperationPath) -> str:
    """For the terminal: every hop with its alliances, their states, sources and words."""
    lines = ["SYNTHETIC DATA, not real parks"] if network.synthetic else []
    if found.length is None:
        return "\n".join([*lines, found.reason[1]]) + "\n"
    lines.append(
        f"{found.length} hop{'s' * (found.length != 1)}; shortest ways: {found.paths}; lens {network.lens.canonical()}"
    )
    for hop in found.hops:
        ends = " - ".join(f"{one_line(found.names[id_][0])} ({id_})" for id_ in (hop.source, hop.target))
        lines += ["", ends if hop.certain else f"{ends}  (only if the dates allow it)"]
        for one in hop.alliances:
            lines.append(f"  {one_line(one.name_zh)} ({one.id}, {one.kind}, {one.state or 'state unknown'})")
            lines.append(f"    sources: {', '.join(one.sources) or 'none'}")
            lines += [f"    {wording.source}: {one_line(wording.wording)}" for wording in one.wordings]
    return "\n".join(lines) + "\n"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"
