"""Measures as data frames: polars, pandas where it is installed, and Parquet with the definitions in its metadata."""

import importlib
import io
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from parknet import __version__
from parknet.analytics.measure import Column
from parknet.analytics.network import Network
from parknet.errors import ParknetError, Sentence
from parknet.exports import measure_tables

if TYPE_CHECKING:  # slow to import: only who wants a frame waits for it
    import polars

NO_PANDAS = Sentence(
    "pandas is not installed. Install it (pip install pandas), or use to_polars().",
    "未安装 pandas。请安装（pip install pandas），或改用 to_polars 方法。",
)


def columns_of(network: Network, columns: Sequence[Column]) -> dict[str, list[Any]]:
    """One list a column, by id of the measure, after the nodes' ids and names; those of the whole network aside."""
    nodes = network.nodes
    named: dict[str, list[Any]] = {"id": list(nodes.id), "name_zh": list(nodes.name_zh), "name_en": list(nodes.name_en)}
    return named | {one.measure.id: list(one.values) for one in columns if one.measure.per != "network"}


def to_polars(network: Network, columns: Sequence[Column]) -> "polars.DataFrame":
    """One row a node in order of id; null where a value is undefined."""
    import polars

    found = columns_of(network, columns)
    text = {name: polars.String for name in ("id", "name_zh", "name_en")}
    return polars.DataFrame(found, schema_overrides=text, strict=False)


def to_pandas(network: Network, columns: Sequence[Column]) -> Any:
    """The same as a pandas DataFrame with the definitions in its `attrs`; ParknetError where there is no pandas."""
    try:
        pandas = importlib.import_module("pandas")
    except ImportError:
        raise ParknetError(NO_PANDAS) from None
    frame = pandas.DataFrame(columns_of(network, columns))
    frame.attrs["measures"] = definitions(columns)
    return frame


def definitions(columns: Sequence[Column]) -> dict[str, dict[str, Any]]:
    """By id: label, definition, unit, formula and the rest of what a measure says, and why values are null or weak."""
    return {one.measure.id: measure_tables.told(one) for one in columns}


def to_parquet(network: Network, columns: Sequence[Column]) -> bytes:
    """A Parquet file of `to_polars`; its metadata say digest, lens, definitions, and values of the whole network."""
    meta = {
        "digest": network.digest,
        "lens": network.lens.canonical(),
        "synthetic": str(network.synthetic).lower(),
        "program": f"parknet {__version__}",
        "measures": json.dumps(definitions(columns), ensure_ascii=False),
        "whole": json.dumps({one.measure.id: one.values[0] for one in columns if one.measure.per == "network"}),
    }
    stream = io.BytesIO()
    to_polars(network, columns).write_parquet(stream, metadata=meta)
    return stream.getvalue()
