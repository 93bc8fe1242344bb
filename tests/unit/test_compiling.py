"""Kernels are compiled once, ahead, and kept where there is room; numba is loaded by who computes alone."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import parknet

PACKAGE = Path(parknet.__file__).parent
LIMIT = 120
WITHOUT_NUMBA = """
import sys
import parknet.cli, parknet.bootstrap, parknet.library, parknet.services.view, parknet.api.app
from parknet.analytics import networkx_entry
assert "numba" not in sys.modules
"""
COUNT = """
import sys
def compiled():
    modules = [m for name, m in sys.modules.items() if name.startswith("parknet.analytics.kernels.")]
    found = {id(f): f for m in modules for f in vars(m).values() if hasattr(f, "signatures")}
    return sum(len(f.signatures) for f in found.values())
"""
AHEAD = (
    COUNT
    + """
from parknet.analytics.warm import warm
warm()
ahead = compiled()
from parknet.analytics.lens import Lens
from parknet.analytics.measures import MEASURES, measure
from parknet.analytics.network import build
from parknet.analytics.null_models import NULL_MODELS, significance
from parknet.analytics.sensitivity import ranks, stated
from tests.networks import plain, twelve
from tests.networks.classics import classics
for snapshot in (twelve.snapshot(), plain.tied(classics()["karate"].edges)):
    for projection in ("clique", "shared", "bipartite"):
        network = build(snapshot, Lens(at="2026-11-22", projection=projection))
        measure(network, MEASURES)
        for model in NULL_MODELS:
            significance(network, ["transitivity", "diameter", "degree_assortativity"], model, 99)
        for name, one in MEASURES.items():
            if one.per == "node":
                ranks(network, name, stated(0.3), 3)
assert ahead > 12 and compiled() == ahead, (ahead, compiled())
"""
)
ONE = (
    COUNT
    + """
import numpy as np
from pathlib import Path
from parknet.analytics import kernels
from parknet.analytics.kernels import power
kernels.load(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
ring = np.arange(0, 7, 2, np.int32), np.array([1, 2, 0, 2, 0, 1], np.int32), np.ones(6)
assert power.pagerank(*ring).round(9).tolist() == [0.333333333] * 3
assert compiled() == 1
"""
)


def start(program: str, *arguments: str, **environment: str) -> "subprocess.Popen[str]":
    kept = {name: value for name, value in os.environ.items() if name != "NUMBA_CACHE_DIR"}
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", program, *arguments],
        env=kept | environment,
        cwd=Path(__file__).parents[2],
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(child: "subprocess.Popen[str]") -> None:
    try:
        _, said = child.communicate(timeout=LIMIT)
    finally:
        child.kill()
    assert child.returncode == 0, said


def kept(folder: Path) -> set[str]:
    return {path.name.partition("-")[0] for path in folder.rglob("*.nb?")}


def test_numba_is_loaded_by_who_computes_alone() -> None:
    ended(start(WITHOUT_NUMBA))


def test_nothing_is_compiled_after_the_warm_up() -> None:
    ended(start(AHEAD, PYTHONPATH=os.pathsep.join(["src", "."])))


def test_processes_that_compile_at_once_do_each_other_no_harm(tmp_path: Path) -> None:
    children = [start(ONE, NUMBA_CACHE_DIR=str(tmp_path)) for _ in range(2)]
    for child in children:
        ended(child)
    assert kept(tmp_path) == {"power._pagerank"}
    ended(start(ONE, NUMBA_CACHE_DIR=str(tmp_path)))
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and not path.name.startswith("power._pagerank")]


@pytest.mark.parametrize("room", ["user", "named", "nowhere"])
def test_a_program_that_cannot_be_written_to_keeps_its_kernels_elsewhere(tmp_path: Path, room: str) -> None:
    """A file stands where the folder would be made: root may write past any permission, but not there."""
    shutil.copytree(PACKAGE, tmp_path / "site" / "parknet", ignore=shutil.ignore_patterns("__pycache__", "dist"))
    (tmp_path / "site/parknet/analytics/kernels/__pycache__").touch()
    (tmp_path / "blocked").touch()
    (home := tmp_path / "home").mkdir()
    caches = {"XDG_CACHE_HOME": str(home / ".cache" if room == "user" else tmp_path / "blocked"), "HOME": str(home)}
    named = [str(tmp_path / "named")] if room == "named" else []
    ended(start(ONE, *named, PYTHONPATH=str(tmp_path / "site"), **caches))
    assert kept(tmp_path) == ({"power._pagerank"} if room != "nowhere" else set())
    assert kept(tmp_path / "named") == ({"power._pagerank"} if room == "named" else set())
