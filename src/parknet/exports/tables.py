"""Tables of a network as CSV: nodes, ties, and measures. UTF-8, formula-safe, one header row.

Every row says which records (`digest`) and which lens it is of, and that the data is synthetic where it is.
"""

import csv
import io
from collections.abc import Mapping, Sequence

from parknet.analytics.network import Network, Nodes, Ties

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")


def nodes_csv(network: Network) -> str:
    """One row a node, in order of id; lists are joined by |, what is unknown is empty."""
    return marked(network, {name: getattr(network.nodes, name) for name in Nodes.__slots__})


def ties_csv(network: Network) -> str:
    """One row a tie: ids of its ends, weight, layers, alliances, days between which it began, and whether certain.

    `sources` are the ids of the publications that it rests on, `state` is that of each of its alliances.
    """
    ids, ties = network.nodes.id, network.ties
    ends = {
        "source": [ids[n] for n in ties.source.tolist()],
        "target": [ids[n] for n in ties.target.tolist()],
        "weight": ties.weight.tolist(),
    }
    columns = {name: ends.get(name, getattr(ties, name)) for name in Ties.__slots__}
    return marked(network, columns | {"sources": network.sources, "state": network.states})


def marked(network: Network, columns: Mapping[str, Sequence[object]]) -> str:
    """CSV text of columns of one length, with columns that say what they are of."""
    of: dict[str, object] = {"digest": network.digest, "lens": network.lens.canonical()}
    of |= {"synthetic": True} if network.synthetic else {}
    rows = [(*row, *of.values()) for row in zip(*columns.values(), strict=True)]
    return table((*columns, *of), rows)


def table(heading: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
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
