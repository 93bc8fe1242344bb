"""The route that reads a date as people write it."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import BaseModel, Field

from parknet.api.answers import JSON, Answer, encoded, meta_of
from parknet.api.operation import Operation
from parknet.api.state import Serving
from parknet.errors import Problem, Refused, Unfit
from parknet.exports.date_words import told
from parknet.model.date_input import LONGEST, edtf_of
from parknet.model.text import canonical

routes = APIRouter(tags=["Changes"], route_class=Operation)


class DateBody(BaseModel):
    """A date as it is stored, what it says in zh and en, and its first and last possible day."""

    edtf: str
    zh: str
    en: str
    earliest: str | None = Field(description="ISO day; null when unbounded")
    latest: str | None


@routes.get("/dates", operation_id="read_date", response_model=Answer[DateBody])
async def read_date(
    serving: Serving,
    text: Annotated[str, Query(max_length=LONGEST, description="such as 2023年上半年 or 8月25日 or June 2023 or EDTF")],
) -> Response:
    """What a date in Chinese or English words is as EDTF, and what that says."""
    try:
        found = edtf_of(text)
    except Unfit as error:
        raise Refused([Problem("query", "text", text, error.cause, error.remedy)]) from None
    data = {"edtf": found} | dict(zip(("zh", "en", "earliest", "latest"), told(found), strict=True))
    return Response(encoded(meta_of(await serving.snapshot()), canonical(data)), media_type=JSON)
