"""The schematic base map under every geographic view, as the page draws it."""

import json
from functools import cache
from typing import Literal

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from parknet.api.answers import derived
from parknet.api.operation import Operation
from parknet.api.state import Serving
from parknet.exports.map_page import FOLDER
from parknet.model.text import sha256

routes = APIRouter(tags=["Network"], route_class=Operation)

Pair = tuple[float, float]
Rings = list[list[int]]


class Projection(BaseModel):
    """How a point on the Earth falls on the grid: `parknet.exports.projection`."""

    type: Literal["albers"]
    lon0: float
    lat0: float
    parallels: Pair
    scale: float
    dx: float
    dy: float
    width: int
    height: int


class Place(BaseModel):
    """A name and where its middle goes."""

    zh: str
    en: str
    label: Pair


class Province(Place):
    """A province by its code."""

    adcode: str
    rings: Rings = Field(description="each a flat list: its first point x, y, then steps; closed")


class BasemapBody(BaseModel):
    """The map on a grid of whole numbers; the page's marks are projected on the same grid."""

    projection: Projection
    provinces: list[Province]
    dashes: Rings
    islands: Rings
    places: list[Place]


@cache
def _text() -> tuple[str, str]:
    """The file without its line breaks, and its ETag."""
    text = json.dumps(json.loads((FOLDER / "china.json").read_text("utf-8")), ensure_ascii=False, separators=(",", ":"))
    return text, f'W/"{sha256(text)[:24]}"'


@routes.get("/basemap", operation_id="get_basemap", response_model=BasemapBody)
async def get_basemap(request: Request, serving: Serving) -> Response:
    """The schematic map (示意图) of the whole country; it rests on no record, so it has no meta."""
    text, etag = _text()
    return await derived(request, serving, etag, lambda: text, **{"Cache-Control": "public, max-age=86400"})
