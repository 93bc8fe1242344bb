"""Measure the writers of files beside those of other libraries: processor time, both in one run.

`rows` gives the lines of a table; `python -m tests.benchmark.files [NODES]` prints it.
"""

import io
import pickle
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from random import Random

import networkx as nx
import pandas
import polars

from parknet.analytics.lens import Lens
from parknet.analytics.network import Network, build
from parknet.exports.binary_tables import ties_parquet
from parknet.exports.gexf import gexf
from parknet.exports.graphml import graphml
from parknet.exports.network_columns import tie_columns
from parknet.exports.rows import joined
from parknet.exports.tables import marks, ties_csv
from tests.benchmark.table import Row, lines
from tests.networks import plain

ROUNDS = 5


def network(nodes: int) -> Network:
    """Parks with five ties each, some of them of one alliance."""
    chance = Random(1)
    groups = [chance.sample(range(nodes), 2) for _ in range(5 * nodes)]
    return build(plain.tied(groups, nodes), Lens().resolved(date(2026, 11, 22)))


def spent(*works: Callable[[], object]) -> list[float]:
    """Seconds of processor time of each, the median of rounds in turn."""
    found: list[list[float]] = [[] for _ in works]
    for _ in range(ROUNDS):
        for taken, work in zip(found, works, strict=True):
            began = time.process_time()
            work()
            taken.append(time.process_time() - began)
    return [statistics.median(taken) for taken in found]


def peak(data: object, writer: str, to: Path) -> tuple[float, float]:
    """Most memory (MB) of a process of its own that loads what the writer takes and writes it to a file; and what
    of it writing adds to what is loaded."""
    kept = to / "data.pickle"
    kept.write_bytes(pickle.dumps(data))
    done = subprocess.run([sys.executable, "-c", _WRITE, writer, kept, to / "written"], capture_output=True, check=True)
    whole, added = map(float, done.stdout.split())
    return whole, added


_WRITE = r"""
import pickle, re, sys
from pathlib import Path

def taken(what):
    return int(re.search(what + r":\s+(\d+)", Path("/proc/self/status").read_text())[1]) / 1024

writer, kept, to = sys.argv[1:]
if writer.startswith("networkx."):
    import networkx
    write = getattr(networkx, writer.removeprefix("networkx."))
else:
    from parknet.exports.formats import FORMATS
    write = lambda data, to: Path(to).write_bytes(FORMATS[writer].encoded(data))
data = pickle.loads(Path(kept).read_bytes())
whole, loaded = taken("VmHWM"), taken("VmRSS")
Path("/proc/self/clear_refs").write_text("5")  # the peak counts from here
write(data, to)
print(max(whole, taken("VmHWM")), taken("VmHWM") - loaded)
"""


def rows(nodes: int = 10_000) -> Iterator[Row]:
    """Each of our writers beside another: GraphML, GEXF, CSV and Parquet of the same network."""
    made = network(nodes)
    graph = made.to_networkx()
    size = f"{nodes:,} nodes, {graph.number_of_edges():,} ties"
    ours, other = spent(lambda: graphml(made), lambda: nx.write_graphml_lxml(graph, io.BytesIO()))
    yield Row(f"GraphML of {size}, beside NetworkX with lxml", other / ours, 1, "times as fast", "≥", 12)
    ours, other = spent(lambda: gexf(made), lambda: nx.write_gexf(graph, io.BytesIO()))
    yield Row(f"GEXF of {size}, beside NetworkX", other / ours, 1, "times as fast", "≥", 12)
    with tempfile.TemporaryDirectory() as folder:
        for name, ours_, theirs in (("GraphML", "graphml", "write_graphml_lxml"), ("GEXF", "gexf", "write_gexf")):
            used = peak(made, ours_, Path(folder)), peak(graph, f"networkx.{theirs}", Path(folder))
            for what, (own, other) in zip(
                ("peak memory", "memory that writing adds"), zip(*used, strict=True), strict=True
            ):
                yield Row(f"{what}, {name} of {size}, beside NetworkX", own, other, "MB", "≤", 0.5)
    columns = dict(tie_columns(made))
    columns |= {name: [value] * graph.number_of_edges() for name, value in marks(made).items()}

    def by_pandas() -> str:
        flat = {name: [joined(v) if isinstance(v, tuple) else v for v in values] for name, values in columns.items()}
        return str(pandas.DataFrame(flat).to_csv(index=False))

    ours, other = spent(lambda: ties_csv(made), by_pandas)
    yield Row(f"CSV of {size}, beside pandas", other / ours, 1, "times as fast", "≥", 4)
    lists = {name: [list(v) if isinstance(v, tuple) else v for v in values] for name, values in columns.items()}
    ours, other = spent(
        lambda: ties_parquet(made), lambda: polars.DataFrame(lists).write_parquet(io.BytesIO(), compression="zstd")
    )
    yield Row(f"Parquet of {size}, beside polars alone", ours, other, "s", "≤", 1.3)


if __name__ == "__main__":
    print("\n".join(lines(rows(*map(int, sys.argv[1:])))))
