"""Tables of a network as CSV: nodes, ties, and measures. UTF-8, formula-safe, one header row."""

import csv
import io
from collections.abc import Iterable, Sequence

from parknet.analytics.network import Network, Nodes, Ties

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")


def nodes_csv(network: Network) -> str:
    """One row a node, in order of id; lists are joined by |, what is unknown is empty."""
    columns = {name: getattr(network.nodes, name) for name in Nodes.__slots__}
    return table(*_marked(network, columns))


def ties_csv(network: Network) -> str:
    """One row a tie: ids of its ends, weight, layers, alliances, days between which it began, and whether certain."""
    ids, ties = network.nodes.id, network.ties
    ends = {
        "source": [ids[n] for n in ties.source.tolist()],
        "target": [ids[n] for n in ties.target.tolist()],
        "weight": ties.weight.tolist(),
    }
    return table(*_marked(network, {name: ends.get(name, getattr(ties, name)) for name in Ties.__slots__}))


def _marked(network: Network, columns: dict[str, Sequence[object]]) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
    """Heading and rows; a synthetic network has a column that says so in every row."""
    if network.synthetic:
        columns["synthetic"] = [True] * len(next(iter(columns.values())))
    return tuple(columns), zip(*columns.values(), strict=True)


def table(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """CSV text of a table; text that a spreadsheet would take for a formula gets an apostrophe before it."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(heading)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return stream.getvalue()


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        value = "|".join(str(item) for item in value)
    if isinstance(value, str) and value.lstrip(" \u3000").startswith(_FORMULA):
        return "'" + value
    return value
