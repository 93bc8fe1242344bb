"""The codebook: what each column, word and measure of the files says, in zh and en, from what defines them."""

from collections.abc import Iterator, Mapping, Sequence

from parknet.analytics.lens import WORDS
from parknet.analytics.measures import MEASURES
from parknet.analytics.selection import LEFT_OUT
from parknet.exports.measure_tables import described
from parknet.exports.network_columns import Columns
from parknet.model.vocabulary import LABELS

ID, TEXT, WORD, DAY = ("编号", "id"), ("文字", "text"), ("词", "word"), ("日", "day")
EDTF, DEGREES, FLAG, NO_UNIT = (
    ("EDTF", "EDTF"),
    ("度（WGS 84）", "degrees (WGS 84)"),
    ("是否", "true or false"),
    ("", ""),
)
Told = tuple[str, str, tuple[str, str]]

COLUMNS: dict[str, dict[str, Told]] = {
    "nodes": {
        "id": ("节点编号", "id of the node", ID),
        "label": ("记录种类", "kind of record", WORD),
        "kind": ("类型", "its sub-kind", WORD),
        "name_zh": ("中文名", "Chinese name", TEXT),
        "name_en": ("英文名", "English name", TEXT),
        "city": ("所在区划", "division that it lies in", ID),
        "province": ("省级行政区划代码", "code of the province (GB/T 2260)", ("代码", "code")),
        "region": ("区域", "macro-region", WORD),
        "level": ("在所选日期由称号推定的级别", "level derived from the titles in force on the day", WORD),
        "sectors": ("行业（2018年分类）", "sectors of 2018", ("代码", "code")),
        "lon": ("经度", "longitude", DEGREES),
        "lat": ("纬度", "latitude", DEGREES),
        "precision": ("坐标是何处的坐标", "what the point is of", WORD),
        "size": ("合并的节点数；未合并则空", "number of nodes merged; empty where none are", NO_UNIT),
        "within": ("组内合作的权重；未合并则空", "weight of what lies inside the group; empty where none is", NO_UNIT),
        "adcode": ("行政区划代码", "code of the division (GB/T 2260)", ("代码", "code")),
    },
    "ties": {
        "source": ("一端", "one end", ID),
        "target": ("另一端；合作无方向", "the other end; ties have no direction", ID),
        "weight": (
            "权重，含义见观察方式的 weight 与 projection",
            "weight, as the lens's weight and projection say",
            NO_UNIT,
        ),
        "layers": ("合作关系的种类", "kinds of the alliances", WORD),
        "layer_weights": ("各种类的权重之和，依次对应", "sum of the weights of each kind, in their order", NO_UNIT),
        "alliances": ("所依据的合作关系和活动", "alliances and joint actions behind it", ID),
        "shares": ("各项所加的权重，依次对应", "what each of them adds to the weight, in their order", NO_UNIT),
        "earliest": ("其中最早的可能开始的第一天", "first possible day on which the first of them began", DAY),
        "latest": ("其中最早的可能开始的最后一天", "last possible day on which the first of them began", DAY),
        "certain": (
            "无论真实日期如何，至少一项成立",
            "one of them at least holds whatever the true dates are",
            FLAG,
        ),
    },
    "evidence": {
        "sources": ("所依据的来源", "publications that it rests on", ID),
        "confidence": (
            "各来源的可信度，依次对应；多处不同取最低；未说明则空",
            "how surely each source says so, in their order; the lowest stated; empty where none is",
            WORD,
        ),
        "state": (
            "各合作关系在所选日期的状态，依次对应",
            "state of each alliance on the day, in their order; empty for a joint action",
            WORD,
        ),
        "end_earliest": (
            "最后一项可能结束的第一天；不详或长期则空",
            "first possible day on which the last of them ends; empty when unknown or open",
            DAY,
        ),
        "end_latest": (
            "最后一项可能结束的最后一天；不详或长期则空",
            "last possible day on which the last of them ends; empty when unknown or open",
            DAY,
        ),
        "wording": ("来源的措辞", "what the sources say, in their words", TEXT),
    },
    "incidence": {
        "alliance": ("合作关系或活动", "alliance or joint action", ID),
        "layer": ("种类", "its kind", WORD),
        "member": ("成员节点", "node that it joins", ID),
        "part": ("成员以何身份参加", "part that the member plays", WORD),
        "role": ("角色", "its role", TEXT),
        "since": ("成员自何时", "the member's since", EDTF),
        "until": ("成员至何时", "the member's until", EDTF),
        "sources": ("成员身份所依据的来源", "publications that the membership rests on", ID),
    },
    "hyperedges": {
        "alliance": ("合作关系或活动", "alliance or joint action", ID),
        "layer": ("种类", "its kind", WORD),
        "name_zh": ("中文名", "Chinese name", TEXT),
        "name_en": ("英文名", "English name", TEXT),
        "members": ("所连接的节点", "nodes that it joins", ID),
        "under": ("所属政策或合作关系", "programmes, or alliances, that it stands under", ID),
        "since": ("自何时", "since", EDTF),
        "until": ("至何时；空为不详，.. 为长期", "until; empty is unknown, .. is open", EDTF),
        "earliest": ("可能开始的第一天", "first possible day of its beginning", DAY),
        "latest": ("可能开始的最后一天", "last possible day of its beginning", DAY),
        "certain": ("无论真实日期如何都成立", "it holds whatever the true dates are", FLAG),
        "weight": ("权重，含义见观察方式的 weight", "what it weighs, as the lens's weight says", NO_UNIT),
    },
    "every table": {
        "digest": ("全部记录的摘要", "digest of all records", ("SHA-256", "SHA-256")),
        "lens": ("观察方式", "the lens", TEXT),
        "synthetic": ("合成数据，不是真实园区", "synthetic data, not real parks", FLAG),
    },
}
"""What each column of each table says; the columns of `evidence` stand in ties and hyperedges."""


def told(name: str) -> Told:
    """What a column of nodes or ties says."""
    tables = ("nodes", "ties", "evidence", "every table")
    return next((COLUMNS[table][name] for table in tables if name in COLUMNS[table]), ("", "", NO_UNIT))


def codebook_columns() -> Columns:
    """One row a column, word or measure: where it stands, its name, what it says, and its unit."""
    rows = [*_column_rows(), *_word_rows(), *_measure_rows()]
    names = ("section", "name", "zh", "en", "unit_zh", "unit_en")
    return {name: [row[n] for row in rows] for n, name in enumerate(names)}


def codebook_text() -> str:
    """The same as Markdown, with formula, reference and rule of each measure."""
    lines = ["# 编码手册 Codebook", ""]
    for title, rows in (("表格的列 Columns of the tables", _column_rows()), ("词语 Words", _word_rows())):
        lines += [f"## {title}", "", "| | | 中文 | English | |", "|---|---|---|---|---|"]
        lines += ["| " + " | ".join(_cell(text) for text in (*row[:4], _both(row[4:]))) + " |" for row in rows] + [""]
    lines += ["## 指标 Measures", ""]
    for entry in MEASURES.values():
        lines += [f"### {entry.id}", "", *_measure_lines(described(entry)), ""]
    return "\n".join(lines)


def _column_rows() -> Iterator[Sequence[str]]:
    for table, columns in COLUMNS.items():
        for name, (zh, en, unit) in columns.items():
            yield table, name, zh, en, *unit


def _word_rows() -> Iterator[Sequence[str]]:
    groups: Mapping[str, Mapping[str, tuple[str, str]]]
    groups = {f"lens {part}": words for part, words in WORDS.items()} | {"left out": LEFT_OUT} | LABELS
    for group, words in groups.items():
        for word, (zh, en) in words.items():
            yield group, word, zh, en, "", ""


def _measure_rows() -> Iterator[Sequence[str]]:
    for entry in MEASURES.values():
        yield "measures", entry.id, *entry.definition, *entry.unit


def _measure_lines(of: Mapping[str, object]) -> Iterator[str]:
    """Every field of a measure's description but its id; what has two languages stands on one line."""
    for name, value in of.items():
        stem = name.removesuffix("_zh")
        if stem != name:
            if value:
                yield f"- {stem}: {_both((str(value), str(of[f'{stem}_en'])))}"
        elif isinstance(value, Mapping):
            yield f"- {name}: " + ", ".join(f"{part} {item}" for part, item in value.items())
        elif value and name != "id" and not name.endswith("_en"):
            yield f"- {name}: {value}"


def _both(words: Sequence[str]) -> str:
    return " / ".join(dict.fromkeys(text for text in words if text))


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
