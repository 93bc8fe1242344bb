"""Bodies of derived answers that have no type of their own below the API."""

from typing import Any

from pydantic import BaseModel

Point = tuple[float, float] | None


class NodeColumns(BaseModel):
    """One array a column, all of one length, in order of id."""

    id: list[str]
    label: list[str]
    kind: list[str | None]
    name_zh: list[str]
    name_en: list[str | None]
    city: list[str | None]
    province: list[str | None]
    region: list[str | None]
    level: list[str | None]
    sectors: list[list[str]]
    lon: list[float | None]
    lat: list[float | None]
    precision: list[str | None]


class TieColumns(BaseModel):
    """One array a column, all of one length; source and target are positions in the nodes."""

    source: list[int]
    target: list[int]
    weight: list[float]
    layers: list[list[str]]
    alliances: list[list[str]]
    earliest: list[str | None]
    latest: list[str | None]
    certain: list[bool]


class LayoutColumns(BaseModel):
    """Where each node stands: in the picture of the network (0 to 1000), and in degrees of longitude and latitude."""

    network: list[Point]
    geographic: list[Point]


class NetworkBody(BaseModel):
    """A network through a lens; `left_out` names the ties that are asked for but not drawn, by reason."""

    nodes: NodeColumns
    ties: TieColumns
    left_out: dict[str, list[str]]
    layouts: LayoutColumns


class KindBody(BaseModel):
    """A kind of record: the path of its routes and its words."""

    path: str
    zh: str
    en: str


class FormatBody(BaseModel):
    """What a file format cannot hold."""

    loses_zh: str
    loses_en: str


class MetaBody(BaseModel):
    """What the store holds, and the words of the network."""

    version: str
    recorded_at: str
    store: str
    counts: dict[str, int]
    kinds: dict[str, KindBody]
    labels: dict[str, dict[str, tuple[str, str]]]
    coverage: list[dict[str, Any]]
    formats: dict[str, FormatBody]
    measures: list[str]


class AdequacyBody(BaseModel):
    """What a network must have for a measure to say something."""

    nodes: int
    ties: int
    component: int
    beyond_cliques: bool


class MeasureBody(BaseModel):
    """A measure and its values, one a node or a single one; `null_*` says why some are null, `warning_*` the rest."""

    id: str
    label_zh: str
    label_en: str
    definition_zh: str
    definition_en: str
    direction_zh: str
    direction_en: str
    weight_zh: str
    weight_en: str
    unit_zh: str
    unit_en: str
    formula: str
    networkx: str
    reference: str
    per: str
    exact_nodes: int
    exact_ties: int
    adequacy: AdequacyBody
    values: list[float | None]
    null_zh: str
    null_en: str
    adequate: bool
    warning_zh: str
    warning_en: str


class MeasuresBody(BaseModel):
    """Measures of a network: values stand in the order of the nodes; ties without a year are listed apart."""

    nodes: list[str]
    measures: list[MeasureBody]
    year_unknown: list[str]
