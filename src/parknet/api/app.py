"""The app: routes under /api/v1, health, and the map."""

import asyncio
from collections.abc import Iterable

from fastapi import APIRouter, FastAPI
from fastapi.responses import Response
from pydantic import BaseModel

from parknet.api import (
    basemap,
    changes,
    dates,
    diff,
    lifecycle,
    matrix,
    measures,
    network,
    problems,
    programmes,
    proposals,
    records,
    security,
    session,
)
from parknet.api.answers import JSON
from parknet.api.contract import PREFIX, VERSION, contract
from parknet.api.operation import Operation
from parknet.api.problems import ProblemBody
from parknet.api.state import Services, Serving
from parknet.errors import StoreUnavailable
from parknet.model.text import canonical


class HealthBody(BaseModel):
    """How the server is."""

    status: str
    revision: int | None = None


READY_SECONDS = 8.0
"""How long a log that could not be read may take to be read again."""

health = APIRouter(tags=["Health"], route_class=Operation)


@health.get("/livez", operation_id="live", response_model=HealthBody)
async def live() -> Response:
    """The process answers; the database is not asked."""
    return Response('{"status":"live"}', media_type=JSON)


@health.get("/readyz", operation_id="ready", response_model=HealthBody)
async def ready(serving: Serving) -> Response:
    """The database answers and its log can be read; how new the network in memory is."""
    journal = serving.journal
    await journal.store.ping()
    if not journal.reachable:  # when it was asked last: is it now, and if not, why
        try:
            async with asyncio.timeout(READY_SECONDS):
                await journal.refresh()
        except TimeoutError as error:
            text = f"The log of the database was not read within {READY_SECONDS:g} s"
            raise StoreUnavailable(f"{text}: see that the database runs; if it does, run parknet verify.") from error
    return Response(canonical({"status": "ready", "revision": journal.snapshot.revision}), media_type=JSON)


def create_app(services: Services, token: str, hosts: Iterable[str] = ()) -> FastAPI:
    """The app over these services; `token` allows writing, `hosts` are names it may be addressed by."""
    app = FastAPI(
        title="parknet",
        version=VERSION,
        docs_url=None,
        redoc_url=None,
        openapi_url=f"{PREFIX}/openapi.json",
        responses={"default": {"model": ProblemBody, "description": "problem+json"}},
    )
    app.state.services = services
    for part in (
        records.router(),
        network.routes,
        matrix.routes,
        measures.routes,
        programmes.routes,
        basemap.routes,
        changes.routes,
        diff.routes,
        lifecycle.routes,
        dates.routes,
        proposals.routes,
        session.routes,
    ):
        app.include_router(part, prefix=PREFIX)
    app.include_router(network.pages)
    app.include_router(health)
    problems.install(app)
    security.install(app, token, hosts)
    app.openapi = lambda: contract(app)  # type: ignore[method-assign]
    return app
