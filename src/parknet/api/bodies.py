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
