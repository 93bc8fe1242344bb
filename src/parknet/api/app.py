"""The app: routes under /api/v1, health, and the map."""

from collections.abc import Iterable
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import Response
from pydantic import BaseModel

from parknet.api import basemap, changes, network, problems, records, security, session
from parknet.api.answers import JSON
from parknet.api.operation import Operation
from parknet.api.problems import ProblemBody, problem
from parknet.api.state import Services, Serving
from parknet.errors import StoreError
from parknet.model.text import canonical

PREFIX = "/api/v1"
CONTRACT_VERSION = "1.0.0"
LANG = {
    "name": "lang",
    "in": "query",
    "required": False,
    "schema": {"type": "string"},
    "description": "zh or en: the language of errors; by Accept-Language when absent",
}


class HealthBody(BaseModel):
    """How the server is."""

    status: str
    revision: int | None = None


health = APIRouter(tags=["Health"], route_class=Operation)


@health.get("/livez", operation_id="live", response_model=HealthBody)
async def live() -> Response:
    """The process answers; the database is not asked."""
    return Response('{"status":"live"}', media_type=JSON)


@health.get("/readyz", operation_id="ready", response_model=HealthBody)
async def ready(request: Request, serving: Serving) -> Response:
    """The database answers, and how new the network in memory is."""
    try:
        await serving.journal.store.ping()
    except StoreError as error:
        return problem(request, "store", str(error), headers={"Retry-After": "2"})
    return Response(canonical({"status": "ready", "revision": serving.journal.snapshot.revision}), media_type=JSON)


def create_app(services: Services, token: str, hosts: Iterable[str] = ()) -> FastAPI:
    """The app over these services; `token` allows writing, `hosts` are names it may be addressed by."""
    app = FastAPI(
        title="parknet",
        version=CONTRACT_VERSION,
        docs_url=None,
        redoc_url=None,
        openapi_url=f"{PREFIX}/openapi.json",
        responses={"default": {"model": ProblemBody, "description": "problem+json"}},
    )
    app.state.services = services
    for part in (records.router(), network.routes, basemap.routes, changes.routes, session.routes):
        app.include_router(part, prefix=PREFIX)
    app.include_router(network.pages)
    app.include_router(health)
    problems.install(app)
    security.install(app, token, hosts)
    app.openapi = lambda: contract(app)  # type: ignore[method-assign]
    return app


def contract(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document of the app; errors are problem+json."""
    if not app.openapi_schema:
        document = get_openapi(
            title="parknet",
            version=CONTRACT_VERSION,
            summary="Cooperation network of cultural industry parks",
            routes=app.routes,
        )
        for path in document["paths"].values():
            for operation in path.values():
                operation.setdefault("parameters", []).append(LANG)
                for status, response in operation["responses"].items():
                    if status in ("default", "422"):
                        schema = {"$ref": "#/components/schemas/ProblemBody"}
                        response["content"] = {"application/problem+json": {"schema": schema}}
        for unused in ("HTTPValidationError", "ValidationError"):
            document["components"]["schemas"].pop(unused, None)
        app.openapi_schema = document
    return app.openapi_schema
