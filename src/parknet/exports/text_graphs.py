"""Network files of plain text: Pajek, UCINET DL, and the adjacency matrix."""

from collections.abc import Iterator, Sequence

from parknet.analytics.network import Network
from parknet.errors import Problem, Refused, Sentence
from parknet.exports.tables import table

MOST_IN_MATRIX = 5000
"""Most nodes that a matrix is written of: above, the file would have more than 25 million cells."""
PARTITIONS = ("label", "kind", "region", "province", "level")
"""Columns of the nodes that a Pajek project has a partition of."""


def pajek(network: Network) -> str:
    """A Pajek .net file: UTF-8 with a byte order mark, which Pajek needs for Chinese; labels are `name (id)`."""
    return "\ufeff" + "\r\n".join([*_net(network), ""])


def pajek_project(network: Network) -> str:
    """A Pajek .paj file: the network, and one partition each of what the nodes are and where; 0 is unknown."""
    parts = [line for name in PARTITIONS for line in _partition(name, getattr(network.nodes, name))]
    return "\ufeff" + "\r\n".join([*_net(network), *parts, ""])


def dl(network: Network) -> str:
    """A UCINET DL file: labels are the ids, each tie stands in both directions; Refused when there is no node."""
    nodes, ties = network.nodes, network.ties
    if not nodes.id:
        cause = Sentence("A DL file needs at least one node.", "DL 文件至少要有一个节点。")
        remedy = Sentence("Widen the lens, or use another format.", "请放宽范围，或改用其他格式。")
        raise Refused([Problem("format", "dl", "", cause, remedy)])
    mark = "synthetic:" if network.synthetic else ""
    rows = [
        f"{a + 1} {b + 1} {weight!r}"
        for source, target, weight in zip(*(c.tolist() for c in (ties.source, ties.target, ties.weight)), strict=True)
        for a, b in dict.fromkeys([(source, target), (target, source)])
    ]
    head = [f"DL n={len(nodes.id)}", "format = edgelist1", "labels:", *(mark + id_ for id_ in nodes.id), "data:"]
    return "\n".join([*head, *rows, ""])


def matrix_csv(network: Network) -> str:
    """The weights as a symmetric matrix, ids in the first row and column; Refused above MOST_IN_MATRIX nodes."""
    ids = network.nodes.id
    if len(ids) > MOST_IN_MATRIX:
        cause = Sentence(
            f"The network has {len(ids)} nodes, a matrix has at most {MOST_IN_MATRIX}.",
            f"网络有{len(ids)}个节点，矩阵最多{MOST_IN_MATRIX}个。",
        )
        remedy = Sentence("Narrow the lens, or use ties.csv.", "请缩小范围，或改用 ties.csv。")
        raise Refused([Problem("format", "matrix.csv", "", cause, remedy)])
    corner = "id (synthetic)" if network.synthetic else "id"
    columns: dict[str, Sequence[object]] = {corner: ids}
    for n, id_ in enumerate(ids):
        column: list[object] = [0] * len(ids)
        start, end = network.indptr[n], network.indptr[n + 1]
        for other, weight in zip(network.indices[start:end].tolist(), network.weights[start:end].tolist(), strict=True):
            column[other] = weight
        columns[id_] = column
    return table(columns)


def _net(network: Network) -> Iterator[str]:
    nodes, ties = network.nodes, network.ties
    mark = "synthetic data, " if network.synthetic else ""
    yield f'*Network "parknet, {mark}{network.lens.canonical()}, {network.digest}"'
    yield f"*Vertices {len(nodes.id)}"
    for n, (id_, name) in enumerate(zip(nodes.id, nodes.name_zh, strict=True), 1):
        yield f'{n} "{_label(name)} ({id_})"'
    yield "*Edges"
    for source, target, weight in zip(ties.source.tolist(), ties.target.tolist(), ties.weight.tolist(), strict=True):
        yield f"{source + 1} {target + 1} {weight!r}"


def _label(name: str) -> str:
    """A name that can stand between double quotes on one line."""
    return "".join("'" if c == '"' else "/" if c == "\\" else c if c.isprintable() else " " for c in name)


def _partition(name: str, values: Sequence[object]) -> Iterator[str]:
    words = sorted({str(value) for value in values if value is not None})
    classes = {word: n for n, word in enumerate(words, 1)}
    said = ", ".join(f"{n} {word}" for word, n in classes.items())
    yield f'*Partition "{name}: {said}"'
    yield f"*Vertices {len(values)}"
    for value in values:
        yield str(classes[str(value)] if value is not None else 0)
