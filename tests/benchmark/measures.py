"""Measure the measures beside NetworkX, igraph, networkit and rustworkx: `make bench-measures`."""

import statistics
import sys
import time
from collections.abc import Mapping

import networkit

from tests.benchmark.peers import Graphs, Sides, Timed, exact_paths, structure

ROUNDS, LEAST = 3, 0.02

Found = Mapping[str, Mapping[str, float]]


def seconds(timed: Timed) -> float:
    """Processor time of one call; short ones are repeated until they can be told from nothing."""
    times = 0
    began = time.process_time()
    while (taken := time.process_time() - began) < LEAST or not times:
        timed.call()
        times += 1
    return taken / times * timed.scale


def spent(every: Mapping[str, Sides]) -> Found:
    """The median of each side of each thing, the sides in turn."""
    found = {}
    for what, sides in every.items():
        ours = sides["ours"].call
        ours()  # compiled before the clock runs
        rounds = [{name: seconds(side) for name, side in sides.items()} for _ in range(ROUNDS)]
        found[what] = {name: statistics.median(one[name] for one in rounds) for name in sides}
        print(what, {name: f"{value:.5f}" for name, value in found[what].items()}, file=sys.stderr)
    return found


if __name__ == "__main__":
    networkit.setNumberOfThreads(1)
    size = int(sys.argv[1])
    g = Graphs(size)
    spent(structure(g))
    spent(exact_paths(g, 20))
