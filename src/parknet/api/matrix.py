"""Routes of the network between places and between two of its nodes: the matrix, and the shortest way."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from parknet.analytics.cooperation_path import Hop, check_ends, cooperation_path
from parknet.analytics.matrix import By, MatrixCell, MatrixGroup, check_lens, matrix
from parknet.analytics.network import Network
from parknet.api.answers import Answer, derived, encoded, weak_etag
from parknet.api.lens import LENS, lens_of
from parknet.api.network import network_meta
from parknet.api.operation import Operation
from parknet.api.past import Seen
from parknet.api.state import Serving
from parknet.exports.matrix_tables import matrix_fields, path_fields
from parknet.model.text import canonical

routes = APIRouter(tags=["Network"], route_class=Operation)


class UnknownBody(BaseModel):
    """Eligible whose place is unknown, and the ties that one of them has: in no cell."""

    nodes: int
    ties: int


class MatrixBody(BaseModel):
    """Macro-regions or provinces against each other; a cell stands once, row ≤ column, by positions in the groups."""

    by: By
    groups: list[MatrixGroup]
    cells: list[MatrixCell]
    unknown: UnknownBody
    model: str = Field(description="the null model that the expected ties are of")
    model_zh: str
    model_en: str
    sample: bool = Field(description="whether all groups that the sources count are on record and drawn")
    note_zh: str
    note_en: str
    coverage: float | None = Field(
        description="least share on record of the groups, or the parks in them, that the lens's programmes are to have"
    )


class PathBody(BaseModel):
    """A shortest way of cooperation between two nodes; `length` is null, with a reason, where there is none."""

    one: str = Field(alias="from")
    other: str = Field(alias="to")
    length: int | None
    paths: int = Field(description="how many ways are as short")
    hops: list[Hop]
    names: dict[str, tuple[str, str | None]] = Field(description="names in zh and en, by id")
    reason_zh: str
    reason_en: str


@routes.get("/network/matrix", operation_id="get_matrix", response_model=Answer[MatrixBody], openapi_extra=LENS)
async def get_matrix(
    request: Request,
    serving: Serving,
    snapshot: Seen,
    by: Annotated[By, Query(description="macro-regions or provinces")] = "region",
) -> Response:
    """Known ties between parks by region or province, beside what chance gives; gaps only where coverage allows."""
    lens = lens_of(request, serving.today())
    check_lens(lens)

    def text(network: Network) -> str:
        return encoded(network_meta(snapshot, lens), canonical(matrix_fields(matrix(snapshot, network, by))))

    need = partial(serving.analysis.network, snapshot, lens)
    return await derived(request, serving, weak_etag(snapshot, "matrix", by, lens.canonical()), text, need)


@routes.get("/network/path", operation_id="get_path", response_model=Answer[PathBody], openapi_extra=LENS)
async def get_path(
    request: Request,
    serving: Serving,
    snapshot: Seen,
    one: Annotated[str, Query(alias="from", max_length=100, description="id of a node of the network")],
    other: Annotated[str, Query(alias="to", max_length=100, description="id of another one")],
) -> Response:
    """The shortest way of cooperation between two nodes (of several, the most certain), and what each hop rests on."""
    lens = lens_of(request, serving.today())

    def text(network: Network) -> str:
        check_ends(network, one, other)
        return encoded(network_meta(snapshot, lens), canonical(path_fields(cooperation_path(network, one, other))))

    need = partial(serving.analysis.network, snapshot, lens)
    return await derived(request, serving, weak_etag(snapshot, "path", one, other, lens.canonical()), text, need)
