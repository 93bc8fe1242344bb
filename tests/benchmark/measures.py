"""Measure the measures beside NetworkX, igraph, networkit and rustworkx: `make bench-measures`.

Processor time of one thread; each thing by all libraries in turn, the medians of its rounds. What needs a kernel is
called once before the clock runs, so that it is compiled.
"""

import gc
import os
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from random import Random
from typing import Any
from unittest.mock import patch

import igraph
import networkit
import networkx as nx
import numba
import rustworkx

from parknet.analytics.communities import leiden_of
from parknet.analytics.kernels import paths
from parknet.analytics.lens import Lens
from parknet.analytics.network import build
from tests.benchmark import files
from tests.benchmark.peers import (
    Graphs,
    Sides,
    Timed,
    exact_paths,
    from_one,
    sampled_paths,
    structure,
    weighted_holes,
    whole,
)
from tests.benchmark.table import Row, lines, machine, write
from tests.networks import plain

LEAST_ROUND, LEAST, MOST_ROUNDS = 0.02, 60.0, 5
"""Seconds of a round of something short, seconds after which no further round begins, and rounds of anything."""

OF_NETWORKX = {
    "betweenness": 40, "weighted betweenness": 40, "closeness": 300, "harmonic": 300, "average path": 300,
    "PageRank": 25, "eigenvector": 70, "clustering": 120, "constraint": 30, "effective size": 100,
    "weighted effective size": 2000, "core number": 60, "components": 6, "distances from one": 20,
    "lengths from one": 18, "degree assortativity": 60, "assortativity": 60, "communities": 25, "load": 40,
}  # fmt: skip
"""How many times NetworkX's time it takes at least, on 10,000 nodes."""

OF_THE_FASTEST = dict.fromkeys(
    ("betweenness", "closeness", "harmonic", "clustering", "constraint", "core number", "PageRank", "eigenvector"), 1.3
)
"""The most of the fastest library's time, on 10,000 nodes."""

OF_ONE = {("betweenness", "networkit"): 0.5, ("weighted betweenness", "networkit"): 1.3}
"""The most of one library's time, on 10,000 nodes."""

Found = Mapping[str, Mapping[str, float]]


def main() -> None:
    """Measure all sizes, and write the table."""
    began, load = datetime.now(UTC), os.getloadavg()[0]
    networkit.setNumberOfThreads(1)
    rows: list[Row] = []
    for size in (1_000, 10_000):
        g = Graphs(size)
        found = spent({**structure(g), **whole(g), **from_one(g), **exact_paths(g, sources=20)})
        rows += rows_of(f"{size:,} nodes", found, goals=size == 10_000)
        if size == 1_000:
            rows += rows_of(f"{size:,} nodes", spent(weighted_holes(g)), goals=True)
        if size == 10_000:
            rows += [*threads(g), modularity(g)]
    g = Graphs(100_000)
    far = spent(from_one(g))
    rows += rows_of("100,000 nodes", {**spent({**structure(g), **whole(g), **sampled_paths(g)}), **far}, goals=False)
    rows += exact_of_large(g, far["distances from one"]["networkx"])
    rows += [*memory(), *files.rows()]
    versions = (f"{one.__name__} {one.__version__}" for one in (nx, igraph, networkit, rustworkx, numba))
    write("measures", "\n".join([machine(began, load, *versions), "", *lines(rows)]) + "\n")


def seconds(timed: Timed) -> float:
    """Processor time of one call; short ones are repeated until they can be told from nothing."""
    times = 0
    began = time.process_time()
    while (taken := time.process_time() - began) < LEAST_ROUND or not times:
        timed.call()
        times += 1
    return taken / times * timed.scale


def spent(every: Mapping[str, Sides]) -> Found:
    """The median of each side of each thing."""
    found = {}
    for what, sides in every.items():
        sides["ours"].call()
        began, rounds = time.process_time(), list[dict[str, float]]()
        while not rounds or (len(rounds) < MOST_ROUNDS and time.process_time() - began < LEAST):
            rounds.append({name: seconds(side) for name, side in sides.items()})
        found[what] = {name: statistics.median(one[name] for one in rounds) for name in sides}
        told = ", ".join(f"{name} {value:.5f}" for name, value in found[what].items())
        print(f"{what}: {told} ({len(rounds)} rounds)", file=sys.stderr, flush=True)
    return found


def rows_of(where: str, found: Found, *, goals: bool) -> Iterator[Row]:
    """Ours beside NetworkX and beside the fastest of the others, and those single ones that a goal names."""
    for what, side in found.items():
        ours = side["ours"]
        others = {name: value for name, value in side.items() if name not in ("ours", "networkx")}
        best = min(others, key=lambda name: others[name], default="")
        named = [one for (goal, one) in OF_ONE if goal == what and one != best and goals]
        wanted: list[tuple[str, float | None]] = [("networkx", 1 / OF_NETWORKX[what])]
        wanted += [(best, OF_THE_FASTEST.get(what) or OF_ONE.get((what, best)))] if best else []
        wanted += [(name, OF_ONE[what, name]) for name in named]
        for name, goal in wanted:
            if name in side:
                yield row(f"{where}: {what}, beside {name}", ours, side[name], goal if goals else None)


def row(what: str, ours: float, other: float, goal: float | None) -> Row:
    """A line in the unit that is plain for the larger figure."""
    unit, scale = ("s", 1) if max(ours, other) >= 1 else ("ms", 1000)
    return Row(what, ours * scale, other * scale, unit, "≤" if goal else "", goal or 0)


def threads(g: Graphs) -> Iterable[Row]:
    """By the clock: on all cores beside on one."""
    indptr, indices, _ = g.rows
    calls: dict[str, Callable[[], Any]] = {
        "betweenness": lambda: paths.betweenness(indptr, indices),
        "distances": lambda: [paths.distances(indptr, indices) for _ in range(10)],
    }
    for what, call in calls.items():
        clock: dict[bool, list[float]] = {True: [], False: []}
        for _ in range(3):
            for alone in clock:
                with patch("os.cpu_count", return_value=1 if alone else 2):
                    began = time.perf_counter()
                    call()
                    clock[alone].append(time.perf_counter() - began)
        one, two = (statistics.median(clock[alone]) for alone in (True, False))
        yield Row(f"10,000 nodes: {what} on two cores, beside one, by the clock", two, one, "s", "≤", 1 / 1.7)


def modularity(g: Graphs) -> Row:
    """Of our communities; the other is NetworkX's less what a goal allows."""
    found: dict[int | None, set[int]] = {}
    for node, number in enumerate(leiden_of(g.network.ties, g.size, 1)):
        found.setdefault(number, set()).add(node)
    own = nx.community.modularity(g.nx, found.values())
    other = nx.community.modularity(g.nx, nx.community.louvain_communities(g.nx, seed=1))
    return Row("10,000 nodes: modularity, beside NetworkX's Louvain less 0.005", own, other - 0.005, "", "≥", 1)


def memory() -> Iterator[Row]:
    """Of a network of 50,000 groups of five, and of NetworkX's object: of the weights alone, and of all columns."""
    dice = Random(1)
    groups = [sorted(dice.sample(range(100_000), 5)) for _ in range(50_000)]
    snapshot = plain.tied(groups, parks=100_000)
    network = build(snapshot, Lens(at="2026-11-22"))
    ties = network.ties
    ends = [ties.source.tolist(), ties.target.tolist(), ties.weight.tolist()]
    what = f"memory of {len(network.nodes.id):,} nodes, {len(ends[0]):,} ties"

    def weighted() -> Any:
        graph: nx.Graph[int] = nx.Graph()
        graph.add_nodes_from(range(len(network.nodes.id)))
        graph.add_weighted_edges_from(zip(*ends, strict=True))
        return graph

    rows = (network.indptr.nbytes + network.indices.nbytes + network.weights.nbytes) / 1e6
    yield Row(f"{what}: compressed rows, beside NetworkX's object of them", rows, taken(weighted), "MB", "≤", 0.1)
    ours = taken(lambda: build(snapshot, Lens(at="2026-11-22")))
    yield Row(
        f"{what}: all columns, beside NetworkX's object of them", ours, taken(network.to_networkx), "MB", "≤", 0.1
    )


def taken(make: Callable[[], Any]) -> float:
    """Megabytes that stand for what is made."""
    tracemalloc.start()
    made = make()
    gc.collect()
    found = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    del made
    return found


def exact_of_large(g: Graphs, breadth_first: float) -> Iterable[Row]:
    """All distances of 100,000 nodes, beside NetworkX's from one node."""
    indptr, indices, _ = g.rows
    taken = seconds(Timed(lambda: paths.distances(indptr, indices)))
    return [Row("100,000 nodes: all distances, beside NetworkX's from one node", taken, breadth_first, "s", "≤", 60)]


if __name__ == "__main__":
    main()
