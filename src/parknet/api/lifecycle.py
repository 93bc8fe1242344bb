"""The route of where alliances stand in their lives."""

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from parknet.analytics.lives import Lives, lives
from parknet.api.answers import Answer, derived, encoded, weak_etag
from parknet.api.network import as_json, day_meta
from parknet.api.operation import Operation
from parknet.api.past import Day, Seen
from parknet.api.state import Serving

routes = APIRouter(tags=["Network"], route_class=Operation)


@routes.get("/lifecycle", operation_id="get_lifecycle", response_model=Answer[Lives])
async def get_lifecycle(
    request: Request,
    serving: Serving,
    snapshot: Seen,
    at: Annotated[Day | None, Query(description="a day as 2026-11-22; today in UTC+8 when absent")] = None,
    months: Annotated[
        int, Query(ge=0, le=600, description="how far to look ahead for ends, and back for silence")
    ] = 12,
) -> Response:
    """Alliances signed by a day, those whose terms end soon, those with nothing on record lately, those dormant."""
    day = at or serving.today()

    def text() -> str:
        return encoded(day_meta(snapshot, day), as_json(asdict(lives(snapshot, day, months))))

    return await derived(request, serving, weak_etag(snapshot, "lifecycle", day.isoformat(), str(months)), text)
