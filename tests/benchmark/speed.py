"""Measure the page beside what others do in the same run, and write the table of ratios: `make bench-web`."""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.api.processes import environment, served
from tests.benchmark import answers, filtering, frames
from tests.benchmark.table import Row, lines, machine, write

RAW = frames.PAGES.parent / "results.json"
PARKS = ("demo", "--parks", "5000", "--seed", "1")
MAKING = 600.0  # seconds that making the synthetic parks may take
# Software drawing, each in its best case: what draws on a canvas is far slower where that canvas is a graphics card's.
ARGUMENTS = ("--disable-gpu-rasterization", "--disable-accelerated-2d-canvas", "--disable-background-networking")
PACKAGES = {"web": ("sigma", "svelte"), ".venv/benchmark": ("vis-network", "echarts")}


def main() -> None:
    """Measure all, keep the figures, and print and write the table."""
    if not (chromium := shutil.which("chromium") or shutil.which("google-chrome")):
        sys.exit("parknet: the benchmark needs Chromium; on Debian and Ubuntu: apt-get install chromium")
    began = datetime.now(UTC)
    load = os.getloadavg()[0]
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        data = Path(folder) / "data"
        with served(data) as server:
            found["real"] = answers.measure(server)
        making = [sys.executable, "-m", "parknet", *PARKS, "--no-serve"]
        subprocess.run(making, env=environment(data), check=True, timeout=MAKING, stderr=subprocess.DEVNULL)
        browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS), chromium_sandbox=False)
        found["chromium"] = browser.version
        with served(data, *PARKS) as server:
            found["synthetic"] = answers.measure(server)
            found["filter"] = {view: filtering.measure(browser, server.address, view) for view in ("network", "map")}
        found["frames"] = frames.measure(browser)
        browser.close()
    RAW.write_text(json.dumps(found, indent=1), "utf-8")
    about = machine(began, load, f"Chromium {found['chromium']} without a graphics card", *versions())
    write("web", "\n".join([about, "", *lines(rows(found)), "", *beside(found)]) + "\n")


def versions() -> list[str]:
    """What draws in the browser."""
    root = Path(__file__).parents[2]
    return [
        f"{name} {json.loads((root / folder / 'node_modules' / name / 'package.json').read_text('utf-8'))['version']}"
        for folder, names in PACKAGES.items()
        for name in names
    ]


def rows(found: dict[str, Any]) -> list[Row]:
    """What the table is made of."""
    made: list[Row] = []
    for other, goal in (("vis-network", 0.125), ("echarts", 0.2)):
        ours, theirs = (_frame(found, library, "renderer") for library in ("parknet", other))
        made.append(Row(f"a frame, beside {other}", ours, theirs, "ms", "≤", goal))
        ours, theirs = (_frame(found, library, "renderer", "compositor") for library in ("parknet", other))
        made.append(Row(f"a frame without the compositor, beside {other}", ours, theirs, "ms", "≤", goal))
    for view, clicks in found["filter"].items():
        made.append(Row(f"a filter, until the {view} shows it", _median(clicks, "repaint"), 100, "ms", "≤", 1))
    for data in ("real", "synthetic"):
        rate, size = found[data]["rate"], found[data]["bytes"]
        made.append(
            Row(f"answers of the {data} network, beside a file", rate["network"], rate["static"], "/s", "≥", 0.5)
        )
        made.append(
            Row(
                f"size of the {data} network, beside rows", size["network"] / 1000, size["rows"] / 1000, "kB", "≤", 0.55
            )
        )
    return made


def beside(found: dict[str, Any]) -> list[str]:
    """What helps to read the table."""
    lines = []
    for library in frames.LIBRARIES:
        graphics = _frame(found, library, "graphics")
        lines.append(f"- A frame of {library}: {graphics:,.0f} ms more in the graphics process.")
    for view, clicks in found["filter"].items():
        spent = sorted(click["repaint"] for click in clicks)
        later = _median(clicks, "all")
        lines.append(
            f"- A filter of the {view}: {spent[0]:.0f} to {spent[-1]:.0f} ms, and {later:.0f} ms with all that follows."
        )
    for data in ("real", "synthetic"):
        one = found[data]
        rates = ", ".join(f"{name} {rate:,.0f}/s" for name, rate in one["clock"].items())
        lines.append(
            f"- The {data} network has {one['nodes']:,} nodes and {one['ties']:,} ties; the file has "
            f"{one['bytes']['static'] / 1000:,.0f} kB. 304: {one['rate']['unchanged']:,.0f}/s. By the clock: {rates}."
        )
    return lines


def _frame(found: dict[str, Any], library: str, of: str, without: str = "") -> float:
    """Over the rounds."""
    rounds: list[frames.Spent] = [one[library] for one in found["frames"]]
    return statistics.median(one[of] - one.get(without, 0) for one in rounds)


def _median(clicks: list[dict[str, float]], of: str) -> float:
    return statistics.median(click[of] for click in clicks)


if __name__ == "__main__":
    main()
