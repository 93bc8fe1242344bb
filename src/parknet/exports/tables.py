"""Tables of a network as CSV: UTF-8, formula-safe, one header row.

Every row says which records (`digest`) and which lens it is of, and that the data is synthetic where it is.
"""

import re
from collections.abc import Sequence
from operator import itemgetter

from parknet.analytics.network import Network
from parknet.exports.network_columns import (
    Columns,
    hyperedge_columns,
    incidence_columns,
    node_columns,
    tie_columns,
)
from parknet.exports.rows import Column, each, rows

_FIRST = " \u3000=+-@\t\r\n\0＝＋－＠"
_FORMULA = re.compile("[ \u3000]*[=+\\-@\t\r\n\0＝＋－＠]")
_QUOTED = re.compile('[,"\r\n]')
_SPECIAL = re.compile('^[ \u3000]*[=+\\-@\t\r\n\0＝＋－＠]|[,"\r\n]')


def nodes_csv(network: Network) -> str:
    """One row a node, in order of id; lists are joined by |, what is unknown is empty."""
    return marked(network, node_columns(network))


def ties_csv(network: Network) -> str:
    """One row a tie: ids of its ends, weight, layers, alliances, days, and what it rests on."""
    return marked(network, tie_columns(network))


def incidence_csv(network: Network) -> str:
    """One row a node and alliance that joins it."""
    return marked(network, incidence_columns(network))


def hyperedges_csv(network: Network) -> str:
    """One row an alliance with its members."""
    return marked(network, hyperedge_columns(network))


def marks(network: Network) -> dict[str, str | bool]:
    """What every row says: the records and the lens that it is of, and that the data is synthetic."""
    of: dict[str, str | bool] = {"digest": network.digest, "lens": network.lens.canonical()}
    return of | ({"synthetic": True} if network.synthetic else {})


def marked(network: Network, columns: Columns) -> str:
    """CSV text of columns of one length, with columns that say what they are of."""
    size = len(next(iter(columns.values())))
    return table(dict(columns) | {name: [value] * size for name, value in marks(network).items()})


def table(columns: Columns) -> str:
    """CSV text of columns of one length; text that a spreadsheet would compute gets an apostrophe before it."""
    heading = ",".join(map(_cell, columns)) + "\r\n"
    cells = [part for values in columns.values() for part in (",", Column("", values, "", _cells))]
    return "".join([heading, *rows([*cells[1:], "\r\n"])])


def _cells(texts: Sequence[str]) -> Sequence[str]:
    every, first = "".join(texts), set(map(itemgetter(slice(1)), texts))
    plain = first.isdisjoint(_FIRST) and not any(mark in every for mark in ',"\r\n')
    return texts if plain else each(_cell, texts)


def _cell(text: str) -> str:
    if not _SPECIAL.search(text):
        return text
    safe = "'" + text if _FORMULA.match(text) else text
    return '"' + safe.replace('"', '""') + '"' if _QUOTED.search(safe) else safe
