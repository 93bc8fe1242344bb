"""Another NetworkX backend by NetworkX's own setting: it is asked for what we leave to NetworkX, never for our own."""

import json
import os
import subprocess
import sys
from pathlib import Path

BACKEND = '''
"""A backend that counts what it is asked, and puts all nodes into one community."""
asked = []

class Backend:
    def louvain_communities(self, graph, *more, **named):
        asked.append("louvain_communities")
        return [set(graph)]

    def articulation_points(self, graph):
        asked.append("articulation_points")
        return iter(())

    def betweenness_centrality(self, graph, *more, **named):
        raise AssertionError("parknet has a kernel of its own")

    clustering = constraint = core_number = pagerank = closeness_centrality = betweenness_centrality

    @staticmethod
    def convert_from_nx(graph, **more):
        return graph

    @staticmethod
    def convert_to_nx(found, **more):
        return found

BACKEND = Backend()
'''
SCRIPT = """
import importlib, io, json, zipfile
import networkx as nx
from parknet.analytics.lens import Lens
from parknet.analytics.measures import MEASURES
from parknet.api.answers import weak_etag
from parknet.services.release_check import check_release
from parknet.services.view import View
from tests.networks import twelve

view = View(twelve.snapshot(), Lens(at="2026-11-22"))
found = view.measures(["communities", "articulation_points", "betweenness", "clustering", "core_number"])
release = view.release()
check_release(release)
files = zipfile.ZipFile(io.BytesIO(release))
named = json.loads(files.read("measures.json"))["meta"].get("networkx_backends")
first = "other" in nx.config.backend_priority.algos
asked = sorted(set(importlib.import_module("other_backend").asked)) if first else []
communities = sorted({g for g in found["communities"].values if g is not None})
print(json.dumps([asked, named, communities, weak_etag(twelve.snapshot(), "measures")]))
"""


def told(folder: Path, priority: str | None) -> list[object]:
    """What a process says with the setting, with the other backend installed."""
    package = folder / "other_backend-1.0.dist-info"
    package.mkdir(exist_ok=True)
    (package / "METADATA").write_text("Metadata-Version: 2.1\nName: other-backend\nVersion: 1.0\n")
    (package / "entry_points.txt").write_text("[networkx.backends]\nother = other_backend:BACKEND\n")
    (folder / "other_backend.py").write_text(BACKEND)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NETWORKX_")}
    path = os.pathsep.join([str(folder), os.getcwd(), *filter(None, [kept.get("PYTHONPATH")])])
    setting = {"NETWORKX_BACKEND_PRIORITY": priority} if priority else {}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env=kept | setting | {"PYTHONPATH": path},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: list[object] = json.loads(done.stdout)
    return found


def test_it_is_asked_for_what_we_leave_to_networkx_and_named_in_a_release(tmp_path: Path) -> None:
    asked, named, communities, _ = told(tmp_path, "other")
    assert asked == ["articulation_points", "louvain_communities"]
    assert named == ["other"] and communities == [1]


def test_without_the_setting_nobody_else_is_asked_or_named(tmp_path: Path) -> None:
    asked, named, communities, etag = told(tmp_path, None)
    assert (asked, named) == ([], None) and communities != [1]
    assert told(tmp_path, "networkx") == [[], None, communities, etag]  # it comes first in any case


def test_what_a_client_has_by_one_backend_is_not_taken_for_what_another_gives(tmp_path: Path) -> None:
    assert told(tmp_path, "other")[-1] != told(tmp_path, None)[-1]
