"""Tables of a network as CSV: UTF-8, formula-safe, one header row.

Every row says which records (`digest`) and which lens it is of, and that the data is synthetic where it is.
"""

import re
from collections.abc import Iterator, Sequence

from parknet.analytics.network import Network
from parknet.exports.network_columns import (
    Columns,
    hyperedge_columns,
    incidence_columns,
    node_columns,
    tie_columns,
)

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
    heading = ",".join(_cell(name) for name in columns)
    return "\r\n".join([heading, *together([_cells(values) for values in columns.values()], ","), ""])


def together(columns: Sequence[list[str]], between: str = "") -> Iterator[str]:
    """The rows of columns of one length; neighbours that are the same in all rows are put together once."""
    found: list[list[str]] = []
    alike = False
    for column in columns:
        one = bool(column) and column.count(column[0]) == len(column)
        if one and alike:
            found[-1] = [found[-1][0] + between + column[0]] * len(column)
        else:
            found.append(column)
        alike = one
    return map(between.join, zip(*found, strict=True))


def _cells(values: Sequence[object]) -> list[str]:
    """The texts of a column, each value written once."""
    if any(type(value) in (int, float) for value in values[:1000]):  # 1.0 and 1 are equal, but not alike
        return [_cell(value) for value in values]
    cells = {value: _cell(value) for value in dict.fromkeys(values)}
    return [cells[value] for value in values]


def _cell(value: object) -> str:
    text = joined(value)
    if not isinstance(value, str | tuple) or not _SPECIAL.search(text):
        return text
    safe = "'" + text if _FORMULA.match(text) else text
    return '"' + safe.replace('"', '""') + '"' if _QUOTED.search(safe) else safe


def joined(value: object) -> str:
    """A value as text: several are joined by |, what is unknown is empty, floats have all their digits."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        texts = [one if isinstance(one, str) else repr(one) for one in value]
        return "|".join(texts) if any(texts) else ""
    return repr(value) if isinstance(value, float) else str(value)
