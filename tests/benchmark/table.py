"""A table of ratios, written to the README between two marks."""

import os
import platform
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

README = Path(__file__).parent / "README.md"


class Row(NamedTuple):
    """One line: what, ours, the other, their unit, and the goal of ours in parts of the other (≤ or ≥; "" for none)."""

    what: str
    ours: float
    other: float
    unit: str
    sign: str
    goal: float


def lines(rows: Iterable[Row]) -> list[str]:
    """The goals, and whether they are met."""
    found = ["| what | ours | other | ratio | goal | met |", "|---|---|---|---|---|---|"]
    for row in rows:
        ratio = row.ours / row.other
        met = "yes" if (ratio <= row.goal if row.sign == "≤" else ratio >= row.goal) else "**no**"
        goal, met = (f"{row.sign} {row.goal:.3g}", met) if row.sign else ("", "")
        figures = (f"{_short(figure)} {row.unit}" for figure in (row.ours, row.other))
        found.append(f"| {row.what} | {' | '.join(figures)} | {ratio:.3f} | {goal} | {met} |")
    return found


def _short(figure: float) -> str:
    return f"{figure:,.0f}" if figure >= 20 else f"{figure:.2f}" if figure >= 0.1 else f"{figure:.2g}"


def machine(began: datetime, load: float, *versions: str) -> str:
    """When, how long, where and with what."""
    model = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text("utf-8"))
    seconds = (datetime.now(UTC) - began).seconds
    return (
        f"{began:%Y-%m-%d}, {seconds} s; {os.cpu_count()} cores {model[1] if model else platform.machine()}, "
        f"load {load:.1f} at the start; Python {platform.python_version()}, {', '.join(versions)}."
    )


def write(name: str, text: str) -> None:
    """Print the text, and put it in the place of what was measured under this name before."""
    print(text)
    start, end = f"<!-- measured: {name} -->\n", f"<!-- end of {name} -->\n"
    before, _, rest = README.read_text("utf-8").partition(start)
    README.write_text(f"{before}{start}{text}{end}{rest.partition(end)[2]}", "utf-8")
