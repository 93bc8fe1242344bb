"""The route of differences: between two revisions or days of the record, or between two days of the network."""

import re
from dataclasses import asdict
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from parknet.analytics.changes import tie_changes
from parknet.analytics.lens import Lens
from parknet.analytics.network import Network
from parknet.api.answers import Answer, derived, encoded, meta_of, weak_etag
from parknet.api.bodies import RecordChangeBody, told
from parknet.api.lens import LENS, lens_of
from parknet.api.operation import Operation
from parknet.api.past import HIGHEST, NO_DAY, WRITE_DAY, full_day
from parknet.api.state import Services, Serving
from parknet.errors import Problem, Refused, Sentence, Unfit
from parknet.model.difference import record_changes
from parknet.model.snapshot import Snapshot
from parknet.model.text import canonical

routes = APIRouter(tags=["Changes"], route_class=Operation)

Clock = Literal["recorded", "valid"]
_NO_STATE = Sentence("This is neither a day nor a revision.", "这不是日期，也不是版次。")
_WRITE_STATE = Sentence(
    "Write a day as 2026-11-22, or the number of a revision.", "请写 2026-11-22 这样的日期，或版次的数字。"
)
_NOT_ASKED = ("at", "projection", "aggregate")
OPEN: dict[str, Any] = {"parameters": [one for one in LENS["parameters"] if one["name"] not in _NOT_ASKED]}


class ShownBody(BaseModel):
    """How an alliance or joint action is drawn: its state, and ids of its members."""

    state: str | None
    members: list[str]


class TieChangeBody(BaseModel):
    """An alliance or joint action that is not drawn alike; null: it is not drawn."""

    id: str
    name_zh: str
    name_en: str | None
    before: ShownBody | None
    after: ShownBody | None


class DiffBody(BaseModel):
    """What is different in the second state; made to the first, it gives the second."""

    first: dict[str, Any] = Field(description="revision, digest and lens of the first state")
    second: dict[str, Any]
    records: list[RecordChangeBody] = Field(description="in order of id; none on the valid clock")
    ties: list[TieChangeBody] = Field(description="what the network through the lens draws otherwise, in order of id")


@routes.get("/diff", operation_id="get_diff", response_model=Answer[DiffBody], openapi_extra=OPEN)
async def get_diff(
    request: Request,
    serving: Serving,
    start: Annotated[str, Query(alias="from", description="a day; on the recorded clock also a revision")],
    end: Annotated[str, Query(alias="to", description="the same; now when absent")] = "",
    clock: Annotated[
        Clock, Query(description="recorded: what was known then and then; valid: what was so then and then")
    ] = "recorded",
) -> Response:
    """What was added, ended and changed between two days or revisions, in the records and in the network."""
    lens = lens_of(request, serving.today())
    if clock == "valid":
        newest = await serving.snapshot()
        sides = [(newest, _on(lens, "from", start)), (newest, _on(lens, "to", end) if end else lens)]
    else:
        sides = [
            (await _recorded(serving, "from", start), lens),
            (await _recorded(serving, "to", end) if end else await serving.snapshot(), lens),
        ]
    (first, first_lens), (second, second_lens) = sides

    def text(one: Network, other: Network) -> str:
        data = {
            "first": _state(first, first_lens),
            "second": _state(second, second_lens),
            "records": _records(first, second),
            "ties": [asdict(change) for change in tie_changes(one, other)],
        }
        return encoded(meta_of(second, lens=second_lens.canonical()), canonical(data))

    parts = (first.digest, str(first.revision), first_lens.canonical(), second_lens.canonical())
    needs = [lambda side=side: serving.analysis.network(*side) for side in sides]
    return await derived(request, serving, weak_etag(second, "diff", *parts), text, *needs)


def _state(snapshot: Snapshot, lens: Lens) -> dict[str, Any]:
    return {"revision": snapshot.revision, "digest": snapshot.digest, "lens": lens.canonical()}


def _records(first: Snapshot, second: Snapshot) -> list[dict[str, Any]]:
    if first.digest == second.digest:
        return []
    return [told(one) for one in record_changes(first, second)]


async def _recorded(serving: Services, name: str, text: str) -> Snapshot:
    """The snapshot of a revision, or of the end of a day."""
    if re.fullmatch(r"\d{1,16}", text, re.ASCII) and int(text) <= HIGHEST:
        found = await serving.history.at(int(text))
    else:
        found = await serving.history.known(_day(name, text, _NO_STATE, _WRITE_STATE), name)
    return await serving.analysis.ready(found)


def _on(lens: Lens, name: str, text: str) -> Lens:
    return lens.model_copy(update={"at": _day(name, text, NO_DAY, WRITE_DAY).isoformat()})


def _day(name: str, text: str, cause: Sentence, remedy: Sentence) -> date:
    try:
        return full_day(text)
    except Unfit:
        raise Refused([Problem("query", name, text[:200], cause, remedy)]) from None
