"""The formats that a network can be written in, each with what it loses."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from parknet.analytics.evidence import Evidence
from parknet.analytics.network import Network
from parknet.errors import NotFound, Problem, Refused, Sentence
from parknet.exports import dialects, tables, text_graphs
from parknet.exports.binary_tables import MOST_ROWS, nodes_parquet, ties_parquet, workbook
from parknet.exports.columnar import columns
from parknet.exports.gexf import gexf
from parknet.exports.graphml import graphml
from parknet.exports.network_columns import node_columns, tie_columns
from parknet.model.text import canonical

CSV, XLSX = "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Words = tuple[str, str]
PARQUET, TEXT = "application/vnd.apache.parquet", "text/plain"


@dataclass(frozen=True, slots=True)
class Format:
    """A format: media type, end of its file name, writer, group for display, name and what it cannot hold (zh, en)."""

    media: str
    ending: str
    write: Callable[[Network], str | bytes]
    group: Literal["table", "graph"]
    label: Words
    loses: Words

    def encoded(self, network: Network, bom: bool = False) -> bytes:
        """The file's bytes; `bom`: with the byte order mark by which Excel knows UTF-8."""
        written = self.write(network)
        return b"\xef\xbb\xbf" * bom + (written.encode() if isinstance(written, str) else written)


def _json(network: Network) -> str:
    meta = {"digest": network.digest, "lens": network.lens.canonical(), "synthetic": network.synthetic}
    found, data = network.evidence, columns(network)
    data["ties"] |= {name: getattr(found, name) for name in Evidence.__slots__}
    return canonical({**meta, **data})


def _node_link(network: Network) -> str:
    """What networkx.node_link_graph(…, edges="edges") reads."""

    def rows(of: dict[str, object]) -> list[dict[str, object]]:
        every = (zip(of, row, strict=True) for row in zip(*of.values(), strict=True))
        return [{name: value for name, value in row if value is not None and value != ()} for row in every]

    graph = {"digest": network.digest, "lens": network.lens.canonical(), "synthetic": network.synthetic}
    nodes, ties = rows(dict(node_columns(network))), rows(dict(tie_columns(network)))
    return canonical({"directed": False, "multigraph": False, "graph": graph, "nodes": nodes, "edges": ties})


def _lost(*zh_en: Words) -> Words:
    return "；".join(zh for zh, _ in zh_en), "; ".join(en for _, en in zh_en)


_JOINED = ("多值以 | 连接", "several values are joined by |")
_SAFE = (
    "可能被表格软件当作公式的文字前加一个撇号",
    "an apostrophe stands before text that a spreadsheet would compute",
)
_NO_TIES = ("不含合作、别名、称号及节点的来源", "no ties, aliases, titles or sources of the nodes")
_NO_NODES = ("不含无合作的节点", "no nodes without ties")
_PAIRS = (
    "多方合作只保留投影，各步骤、各方身份及其日期不在其中",
    "groups are kept only as their projection, without single steps and the parts and dates of members",
)
_SPELLS = (
    "时段为可能成立的日子，由合作的日期得出，结束不详者不写结束",
    "the spells of a tie are the days on which it may hold by the dates of its alliances; an unknown end is left open",
)
_WEIGHTS = (
    "只有编号、名称与权重，不含日期、来源等其他各列",
    "ids, names and weights alone, no dates, sources or other columns",
)
_IDS = ("只有编号与权重，不含其他各列", "ids and weights alone, no other column")
_LABELS = ("名称中的引号、反斜线和换行被替换", "quotes, backslashes and line breaks in names are replaced")
_CUT = ("超过32767个字符的文字被截断", "text of more than 32,767 characters is cut")
_MOST_NODES = (
    f"最多{text_graphs.MOST_IN_MATRIX}个主体，更多则不提供",
    f"at most {text_graphs.MOST_IN_MATRIX:,} nodes, of more there is no file",
)
_MOST_ROWS = (
    f"最多{MOST_ROWS}个主体、{MOST_ROWS}对合作，更多则不提供",
    f"at most {MOST_ROWS:,} nodes and {MOST_ROWS:,} ties, of more there is no file",
)
_STEPS = ("不含各步骤与期限的细节", "no details of single steps and terms")

FORMATS: dict[str, Format] = {
    "nodes.csv": Format(
        CSV, "-nodes.csv", tables.nodes_csv, "table", ("主体表（CSV）", "nodes (CSV)"), _lost(_NO_TIES, _JOINED, _SAFE)
    ),
    "ties.csv": Format(
        CSV,
        "-ties.csv",
        tables.ties_csv,
        "table",
        ("合作表（CSV）", "ties (CSV)"),
        _lost(_NO_NODES, _PAIRS, _JOINED, _SAFE),
    ),
    "incidence.csv": Format(
        CSV,
        "-incidence.csv",
        tables.incidence_csv,
        "table",
        ("成员与合作关系（CSV）", "members of alliances (CSV)"),
        _lost(_NO_NODES, _STEPS, _JOINED, _SAFE),
    ),
    "hyperedges.csv": Format(
        CSV,
        "-hyperedges.csv",
        tables.hyperedges_csv,
        "table",
        ("合作关系及其成员（CSV）", "alliances with members (CSV)"),
        _lost(_NO_NODES, _STEPS, _JOINED, _SAFE),
    ),
    "matrix.csv": Format(
        CSV,
        "-matrix.csv",
        text_graphs.matrix_csv,
        "table",
        ("邻接矩阵（CSV）", "adjacency matrix (CSV)"),
        _lost(_IDS, _MOST_NODES),
    ),
    "xlsx": Format(
        XLSX,
        ".xlsx",
        workbook,
        "table",
        ("Excel 工作簿，附编码手册", "Excel workbook with codebook"),
        _lost(_PAIRS, _JOINED, _CUT, _MOST_ROWS),
    ),
    "nodes.parquet": Format(
        PARQUET, "-nodes.parquet", nodes_parquet, "table", ("主体表（Parquet）", "nodes (Parquet)"), _lost(_NO_TIES)
    ),
    "ties.parquet": Format(
        PARQUET,
        "-ties.parquet",
        ties_parquet,
        "table",
        ("合作表（Parquet）", "ties (Parquet)"),
        _lost(_NO_NODES, _PAIRS),
    ),
    "graphml": Format(
        "application/graphml+xml", ".graphml", graphml, "graph", ("GraphML", "GraphML"), _lost(_PAIRS, _JOINED)
    ),
    "gexf": Format(
        "application/gexf+xml",
        ".gexf",
        gexf,
        "graph",
        ("GEXF，带时段", "GEXF with spells"),
        _lost(_PAIRS, _SPELLS, _JOINED),
    ),
    "gephi-nodes.csv": Format(
        CSV,
        "-gephi-nodes.csv",
        dialects.gephi_nodes,
        "graph",
        ("Gephi 主体表", "nodes for Gephi"),
        _lost(_NO_TIES, _JOINED, _SAFE),
    ),
    "gephi-ties.csv": Format(
        CSV,
        "-gephi-ties.csv",
        dialects.gephi_ties,
        "graph",
        ("Gephi 边表，带时段", "ties for Gephi, with intervals"),
        _lost(_PAIRS, _SPELLS, _JOINED, _SAFE),
    ),
    "igraph-nodes.csv": Format(
        CSV,
        "-igraph-nodes.csv",
        dialects.igraph_nodes,
        "graph",
        ("igraph 主体表", "nodes for igraph"),
        _lost(_NO_TIES, _JOINED, _SAFE),
    ),
    "igraph-ties.csv": Format(
        CSV,
        "-igraph-ties.csv",
        dialects.igraph_ties,
        "graph",
        ("igraph 边表", "ties for igraph"),
        _lost(_PAIRS, _JOINED, _SAFE),
    ),
    "net": Format(TEXT, ".net", text_graphs.pajek, "graph", ("Pajek 网络", "Pajek network"), _lost(_WEIGHTS, _LABELS)),
    "paj": Format(
        TEXT,
        ".paj",
        text_graphs.pajek_project,
        "graph",
        ("Pajek 项目，带分类", "Pajek project with partitions"),
        _lost(_WEIGHTS, _LABELS),
    ),
    "dl": Format(TEXT, ".dl", text_graphs.dl, "graph", ("UCINET DL", "UCINET DL"), _lost(_IDS)),
    "node-link.json": Format(
        "application/json",
        "-node-link.json",
        _node_link,
        "graph",
        ("节点与边（JSON）", "node-link JSON"),
        _lost(_PAIRS),
    ),
    "json": Format("application/json", ".json", _json, "graph", ("按列（JSON）", "columns (JSON)"), _lost(_PAIRS)),
}


def chosen(format: str, bom: bool = False) -> Format:
    """The format of that name; NotFound when there is none, Refused when it cannot have a byte order mark."""
    if format not in FORMATS:
        raise no_format(format)
    if bom and FORMATS[format].media != CSV:
        cause = Sentence("Only CSV can have a byte order mark.", "只有 CSV 可以带字节顺序标记。")
        remedy = Sentence("Leave bom out, or use a CSV format.", "请去掉 bom，或改用 CSV。")
        raise Refused([Problem("format", "bom", "true", cause, remedy)])
    return FORMATS[format]


def no_format(format: str) -> NotFound:
    """The error about a format that there is not."""
    en, zh = ", ".join(FORMATS), "、".join(FORMATS)
    return NotFound(Sentence(f"There is no format {format}. Use {en}.", f"没有 {format} 这种格式，请选用 {zh}。"))
