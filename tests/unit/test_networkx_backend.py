"""The backend of NetworkX: equal results by both ways of calling it, clear refusals, and NetworkX's own tests."""

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from itertools import product
from typing import Any

import networkx as nx
import pytest

from parknet.analytics.networkx_backend import FUNCTIONS
from tests.networks.classics import classics

pytestmark = pytest.mark.filterwarnings("ignore:Note. conversions to backend graphs:UserWarning")
GRAPHS = {name: graph for name, graph in classics().items() if name != "empty"}
FROM_ONE = {"single_source_shortest_path_length", "single_source_dijkstra_path_length"}
WEIGHTED = {"betweenness_centrality", "clustering", "constraint", "pagerank", "eigenvector_centrality"}
WEIGHTED |= {"single_source_dijkstra_path_length"}


@pytest.fixture
def first() -> Iterator[None]:
    """parknet is asked before NetworkX itself."""
    priority: Any = nx.config.backend_priority
    before, priority.algos = priority.algos, ["parknet"]
    yield
    priority.algos = before


def agree(found: Any, expected: Any) -> None:
    if isinstance(expected, dict):
        assert found == pytest.approx(expected, rel=1e-9, abs=1e-12, nan_ok=True)
    else:
        assert found == pytest.approx(expected, rel=1e-9)


LONG = ("betweenness_centrality", "synthetic")
"""NetworkX takes long; the measures are asked of that graph."""


@pytest.mark.parametrize(("function", "name"), [pair for pair in product(FUNCTIONS, GRAPHS) if pair != LONG])
def test_it_gives_what_networkx_gives(function: str, name: str) -> None:
    graph, call = GRAPHS[name], getattr(nx, function)
    if function in FROM_ONE:
        call = partial(call, source=0)
    more = {"tol": 1e-12, "max_iter": 100_000} if function in ("pagerank", "eigenvector_centrality") else {}
    both = ("parknet", "networkx")
    if function in WEIGHTED:
        agree(*(call(graph, backend=backend, weight="weight", **more) for backend in both))
    if function in WEIGHTED - {"pagerank"}:  # the rows of the call before are kept, and must not be mistaken
        agree(*(call(graph, backend=backend, weight=None, **more) for backend in both))
    agree(*(call(graph, backend=backend, **more) for backend in both))


def test_it_is_asked_by_itself_where_that_is_set(first: None) -> None:
    graph = GRAPHS["synthetic"]
    found = nx.core_number(graph)
    assert list(found) == list(graph) and found == nx.core_number(graph, backend="networkx")
    assert nx.number_of_nodes(graph) == 1000
    assert nx.betweenness_centrality(graph, k=2, seed=1)  # what it does not know, NetworkX does


@pytest.mark.parametrize(
    ("function", "graph", "more"),
    [
        ("betweenness_centrality", GRAPHS["karate"], {"k": 3}),
        ("betweenness_centrality", GRAPHS["karate"], {"endpoints": True}),
        ("betweenness_centrality", nx.DiGraph([(0, 1)]), {}),
        ("closeness_centrality", GRAPHS["karate"], {"distance": "length"}),
        ("harmonic_centrality", GRAPHS["karate"], {"nbunch": [1]}),
        ("pagerank", GRAPHS["karate"], {"personalization": {1: 1}}),
        ("eigenvector_centrality", GRAPHS["karate"], {"nstart": {1: 1}}),
        ("effective_size", GRAPHS["karate"], {"weight": "weight"}),
        ("triangles", nx.Graph([(0, 0), (0, 1)]), {}),
        ("constraint", nx.Graph([(0, 1, {"weight": -1})]), {"weight": "weight"}),
        ("constraint", nx.Graph([(0, 1, {"weight": "many"})]), {"weight": "weight"}),
        ("betweenness_centrality", GRAPHS["karate"], {"weight": lambda one, other, tie: 1}),
        ("single_source_shortest_path_length", GRAPHS["karate"], {"source": 0, "cutoff": 1}),
        ("single_source_dijkstra_path_length", GRAPHS["karate"], {"source": 0, "weight": lambda one, other, tie: 1}),
        ("transitivity", nx.MultiGraph([(0, 1), (0, 1)]), {}),
    ],
)
def test_what_it_does_not_know_it_refuses(function: str, graph: Any, more: dict[str, Any]) -> None:
    with pytest.raises(NotImplementedError):
        getattr(nx, function)(graph, backend="parknet", **more)


def test_importing_sets_no_priority() -> None:
    text = "import parknet, networkx as nx; print(nx.config.backend_priority.algos)"
    told = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


MODULES = {
    "betweenness_centrality": "centrality.tests.test_betweenness_centrality",
    "closeness_centrality": "centrality.tests.test_closeness_centrality",
    "harmonic_centrality": "centrality.tests.test_harmonic_centrality",
    "eigenvector_centrality": "centrality.tests.test_eigenvector_centrality",
    "pagerank": "link_analysis.tests.test_pagerank",
    "triangles": "tests.test_cluster",
    "core_number": "tests.test_core",
    "constraint": "tests.test_structuralholes",
    "single_source_shortest_path_length": "shortest_paths.tests.test_unweighted",
    "single_source_dijkstra_path_length": "shortest_paths.tests.test_weighted",
}


def test_networkx_own_tests_pass(tmp_path: Any, record_property: Callable[[str, object], None]) -> None:
    """In a process of its own, with the calls that reached our code counted by function, told at the end of the run."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    setting = {
        "NETWORKX_TEST_BACKEND": "parknet",
        "NETWORKX_FALLBACK_TO_NX": "1",
        "PARKNET_COUNTED": str(tmp_path / "counted"),
    }
    command = [sys.executable, "-m", "pytest", "-q", "-rx", "-p", "tests.networks.counting", "-p", "no:cacheprovider"]
    modules = [f"networkx.algorithms.{module}" for module in sorted(set(MODULES.values()))]
    told = subprocess.run(
        [*command, "--pyargs", *modules, "-c", os.devnull, "--rootdir", str(tmp_path)],
        env=kept | setting | {"PYTHONPATH": os.getcwd(), "PARKNET_COUNTED": str(tmp_path / "counted")},
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    summary = told.stdout.strip().splitlines()[-1]
    assert told.returncode == 0, told.stdout[-3000:] + told.stderr[-1000:]
    counted = Counter((tmp_path / "counted").read_text().split())
    failing = re.findall(r"^XFAIL (\S+)", told.stdout, re.MULTILINE)
    calls = ", ".join(f"{name} {counted[name]}" for name in FUNCTIONS)
    record_property("told", f"NetworkX's own tests with parknet: {summary.strip('= ')}")
    record_property("told", f"  calls that reached it: {calls}")
    record_property("told", f"  expected to fail: {', '.join(failing) or 'none'}")
    assert set(FUNCTIONS) <= set(counted)
