"""The formats that a network can be written in, each with what it loses."""

from collections.abc import Callable
from dataclasses import dataclass

from parknet.analytics.network import Network
from parknet.errors import NotFound, Sentence
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
    more = {"tie_sources": network.sources, "tie_states": network.states}
    return canonical({**meta, **columns(network), **more})


_LOST = (
    "不含可信度、原文措辞、结束与期限、各步骤、各方角色",
    "no confidence, wording, ends and terms, single steps or parts of the members",
)
"""What no format of the ties holds; the records themselves do."""

FORMATS: dict[str, Format] = {
    "nodes.csv": Format(
        "text/csv",
        nodes_csv,
        "不含合作、别名、称号及节点的来源；多值以 | 连接",
        "no ties, aliases, titles or sources of the nodes; several values are joined by |",
    ),
    "ties.csv": Format(
        "text/csv",
        ties_csv,
        f"不含无合作的节点；{_LOST[0]}；多方合作只保留两两投影；多值以 | 连接",
        f"no nodes without ties; {_LOST[1]}; groups are kept only as their projection; several values are joined by |",
    ),
    "graphml": Format(
        "application/graphml+xml",
        graphml,
        f"多值以 | 连接；未知值省略；多方合作只保留两两投影；{_LOST[0]}",
        f"several values are joined by |, unknown ones left out; groups are kept only as their projection; {_LOST[1]}",
    ),
    "json": Format(
        "application/json",
        _json,
        f"多方合作只保留投影和编号；{_LOST[0]}",
        f"groups are kept as projection and ids; {_LOST[1]}",
    ),
}


def no_format(format: str) -> NotFound:
    """The error about a format that there is not."""
    en, zh = ", ".join(FORMATS), "、".join(FORMATS)
    return NotFound(Sentence(f"There is no format {format}. Use {en}.", f"没有 {format} 这种格式，请选用 {zh}。"))
