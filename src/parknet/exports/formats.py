"""The formats that a network can be written in, each with what it loses."""

from collections.abc import Callable
from dataclasses import dataclass

from parknet.analytics.network import Network
from parknet.exports.columnar import columns
from parknet.exports.graphml import graphml
from parknet.exports.tables import nodes_csv, ties_csv
from parknet.model.text import canonical


@dataclass(frozen=True, slots=True)
class Format:
    """A format: media type, the end of its file name, its writer, and what it cannot hold."""

    media: str
    write: Callable[[Network], str]
    loses_zh: str
    loses_en: str


def _json(network: Network) -> str:
    meta = {"digest": network.digest, "lens": network.lens.canonical(), "synthetic": network.synthetic}
    return canonical({**meta, **columns(network)})


FORMATS: dict[str, Format] = {
    "nodes.csv": Format("text/csv", nodes_csv, "不含关系;多值以 | 连接", "no ties; several values are joined by |"),
    "ties.csv": Format("text/csv", ties_csv, "不含无关系的节点", "no nodes without ties"),
    "graphml": Format(
        "application/graphml+xml",
        graphml,
        "多值以 | 连接;未知值省略;多方关系只保留两两投影",
        "several values are joined by |; unknown ones are left out; groups are kept only as their projection",
    ),
    "json": Format("application/json", _json, "多方关系只保留投影和编号", "groups are kept as projection and ids"),
}
