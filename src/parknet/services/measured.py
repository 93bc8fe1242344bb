"""Measures of a network as a script wants them: columns with their definitions, and data frames."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from parknet.analytics.measure import Column, Value
from parknet.analytics.network import Network
from parknet.exports import frames, measure_tables

if TYPE_CHECKING:
    import polars


@dataclass(frozen=True)
class Measures(Mapping[str, Column]):
    """Columns by the id of their measure, in the order asked for.

    A column has `values` (one a node in the order of `network.nodes`, or a single one for the network), its `measure`
    with definition and unit, `reason` where values are None, and `warning` where it says nothing on such a network.
    """

    network: Network
    columns: tuple[Column, ...]

    def __getitem__(self, id_: str) -> Column:
        """The column of a measure; KeyError when it was not asked for."""
        return {one.measure.id: one for one in self.columns}[id_]

    def __iter__(self) -> Iterator[str]:
        """The ids of the measures."""
        return iter([one.measure.id for one in self.columns])

    def __len__(self) -> int:
        """How many measures."""
        return len(self.columns)

    @property
    def whole(self) -> dict[str, Value]:
        """The values of the measures of the whole network, by id."""
        return {one.measure.id: one.values[0] for one in self.columns if one.measure.per == "network"}

    @property
    def definitions(self) -> dict[str, dict[str, Any]]:
        """By id: label, definition, unit, formula, reference, and why values are null or say nothing."""
        return frames.definitions(self.columns)

    def to_polars(self) -> "polars.DataFrame":
        """A row a node with its id, its names and a column a measure; those of the whole network are in `whole`."""
        return frames.to_polars(self.network, self.columns)

    def to_pandas(self) -> Any:
        """The same as a pandas DataFrame, definitions in its `attrs`; raises ParknetError where pandas is missing."""
        return frames.to_pandas(self.network, self.columns)

    def to_parquet(self) -> bytes:
        """The same as a Parquet file whose metadata hold definitions, digest and lens."""
        return frames.to_parquet(self.network, self.columns)

    def to_csv(self) -> str:
        """A row a node, two columns a measure: its value, and what is to be said of it; the network in a last row."""
        return measure_tables.measures_csv(self.network, self.columns)

    def to_text(self) -> str:
        """For the terminal: what each measure says, its warning, and its largest values."""
        return measure_tables.measures_text(self.network, self.columns)

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready: the nodes' ids and, by measure, its description and values, as the API has them."""
        return measure_tables.fields(self.network, self.columns)
