"""Tables that are not text: Parquet by polars, and a workbook by XlsxWriter."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from parknet.analytics.network import Network
from parknet.analytics.places import NOWHERE
from parknet.analytics.reach import TAIWAN
from parknet.errors import Problem, Refused, Sentence
from parknet.exports.codebook import codebook_columns, told
from parknet.exports.network_columns import Columns, node_columns, tie_columns
from parknet.exports.rows import joined
from parknet.exports.tables import marks
from parknet.exports.xml_text import NOT_XML

if TYPE_CHECKING:
    import polars
    import xlsxwriter.worksheet

MOST_ROWS = 1_048_000
"""Most rows of a sheet; a workbook has room for 1,048,576."""
MOST_CHARACTERS = 32_767
"""Most characters of a cell of a workbook; longer text is cut."""
_NEVER = datetime(2000, 1, 1)  # noqa: DTZ001  # when a workbook says that it was made: the same each time


def nodes_parquet(network: Network) -> bytes:
    """One row a node; lists are lists, what is unknown is null."""
    return _parquet(network, node_columns(network))


def ties_parquet(network: Network) -> bytes:
    """One row a tie; lists are lists, what is unknown is null."""
    return _parquet(network, tie_columns(network))


def _parquet(network: Network, columns: Columns) -> bytes:
    import polars

    of = [polars.lit(value).alias(name) for name, value in marks(network).items()]
    frame = polars.DataFrame([_series(name, values) for name, values in columns.items()]).with_columns(of)
    stream = io.BytesIO()
    frame.write_parquet(stream, compression="zstd")
    return stream.getvalue()


def _series(name: str, values: Sequence[object]) -> "polars.Series":
    """A column of one type whatever it holds; lists are laid out flat and cut, which is quicker than one by one."""
    import polars

    of = _types().get(name, polars.String())
    if not isinstance(of, polars.List):
        return polars.Series(name, values, dtype=of, strict=False)
    every: list[Any] = list(dict.fromkeys(values))
    lists = polars.Series(name, [list(several) for several in every], dtype=of)
    at = {value: n for n, value in enumerate(every)}
    return lists.gather([at[value] for value in values])


def _types() -> "dict[str, polars.DataType]":
    """By column what is no text: tables of two lenses have equal types, also where one knows nothing."""
    import polars

    texts = ("sectors", "layers", "alliances", "sources", "confidence", "state", "wording")
    return {
        **dict.fromkeys(("lon", "lat", "within", "weight"), polars.Float64()),
        **dict.fromkeys(texts, polars.List(polars.String())),
        **dict.fromkeys(("layer_weights", "shares"), polars.List(polars.Float64())),
        "size": polars.Int64(),
        "certain": polars.Boolean(),
    }


def workbook(network: Network) -> bytes:
    """Sheets of nodes, ties and codebook; below each heading stands what its column is in, rows 1 and 2 stay in view.

    Nodes stand in administrative order: by the code of their division, then by id; Taiwan last, then those of unknown
    place. Text never turns into formulas, links or numbers. Refused above MOST_ROWS ties or nodes.
    """
    import xlsxwriter

    nodes, ties = _with_marks(network, _in_order(network)), _with_marks(network, tie_columns(network))
    stream = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(stream, {"in_memory": True, **plain}) as book:
        of = "; ".join(f"{name}={joined(value)}" for name, value in marks(network).items())
        book.set_properties({"title": "parknet", "comments": of, "created": _NEVER})
        bold, soft = book.add_format({"bold": True}), book.add_format({"italic": True, "font_color": "#666666"})
        for title, columns in (("nodes", nodes), ("ties", ties)):
            sheet = book.add_worksheet(title)
            told_in = [f"{zh} {en}".strip() for _, _, (zh, en) in map(told, columns)]
            _write(sheet, columns, 2, bold)
            sheet.write_row(1, 0, told_in, soft)
            sheet.freeze_panes(2, 1)
        sheet = book.add_worksheet("codebook")
        _write(sheet, codebook_columns(), 1, bold)
        sheet.freeze_panes(1, 1)
    return stream.getvalue()


def _write(sheet: "xlsxwriter.worksheet.Worksheet", columns: Columns, first: int, heading: Any) -> None:
    """A heading, and the columns from a row on; text as text, cut where a cell is full."""
    for n, (name, values) in enumerate(columns.items()):
        sheet.write_string(0, n, name, heading)
        for row, value in enumerate(values, first):
            if isinstance(value, bool):
                sheet.write_boolean(row, n, value)
            elif isinstance(value, int | float):
                sheet.write_number(row, n, value)
            elif text := NOT_XML.sub("", joined(value)).replace("\r\n", "\n").replace("\r", "\n"):
                sheet.write_string(row, n, text[:MOST_CHARACTERS])


def _with_marks(network: Network, columns: Columns) -> Columns:
    size = len(next(iter(columns.values())))
    if size > MOST_ROWS:
        cause = Sentence(
            f"The network has {size} rows, a sheet has at most {MOST_ROWS}.",
            f"网络有{size}行，工作表最多{MOST_ROWS}行。",
        )
        remedy = Sentence("Narrow the lens, or use ties.csv.", "请缩小范围，或改用 ties.csv。")
        raise Refused([Problem("format", "xlsx", "", cause, remedy)])
    return dict(columns) | {name: [value] * size for name, value in marks(network).items()}


def _in_order(network: Network) -> Columns:
    """The columns of the nodes in administrative order, with the code that it follows."""
    columns = dict(node_columns(network))
    columns["adcode"] = [_adcode(network, n) for n in range(len(network.nodes.id))]
    keys = [
        (code is None, province == TAIWAN, code or "", id_)
        for code, province, id_ in zip(columns["adcode"], network.nodes.province, network.nodes.id, strict=True)
    ]
    order = sorted(range(len(keys)), key=keys.__getitem__)
    return {name: [values[n] for n in order] for name, values in columns.items()}


def _adcode(network: Network, n: int) -> str | None:
    """The code of the nearest division that has one; else that of the province."""
    place = network.places.get(network.nodes.id[n], NOWHERE)
    return next((city.adcode for city in place.cities if city.adcode), None) or network.nodes.province[n]
