"""The OpenAPI document of the app, committed as ``api/openapi.json``."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from parknet.api.operation import OPEN
from parknet.api.security import COOKIE

PREFIX = "/api/v1"
VERSION = "1.0.0"
LANG = {
    "name": "lang",
    "in": "query",
    "required": False,
    "schema": {"type": "string"},
    "description": "zh or en: the language of errors; by Accept-Language when it is neither or absent, else en",
}
SCHEMES = {
    "token": {"type": "http", "scheme": "bearer", "description": "the token in the data folder"},
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": COOKIE,
        "description": "of open_session; writes with it only from this server's own page (Sec-Fetch-Site)",
    },
}
UNCHANGED = {"description": "The ETag in If-None-Match is still that of the answer."}


def contract(app: FastAPI) -> dict[str, Any]:
    """The document: errors are problem+json, an operation's summary is the first sentence of what it says of itself."""
    if not app.openapi_schema:
        document = get_openapi(
            title="parknet",
            version=VERSION,
            summary="Cooperation network of cultural industry parks",
            routes=app.routes,
        )
        for path, operations in document["paths"].items():
            for method, operation in operations.items():
                _complete(operation, method, path)
        components = document["components"]
        for unused in ("HTTPValidationError", "ValidationError"):
            components["schemas"].pop(unused, None)
        components["securitySchemes"] = SCHEMES
        app.openapi_schema = document
    return app.openapi_schema


def _complete(operation: dict[str, Any], method: str, path: str) -> None:
    """Add to an operation what holds for all of its sort."""
    first, _, rest = operation.pop("description").partition(". ")
    operation["summary"] = f"{first.removesuffix('.')}."
    if rest:
        operation["description"] = rest
    operation.setdefault("parameters", []).append(LANG)
    responses = operation["responses"]
    for status in responses.keys() & {"default", "422"}:
        schema = {"$ref": "#/components/schemas/ProblemBody"}
        responses[status]["content"] = {"application/problem+json": {"schema": schema}}
    if method == "get" and path.startswith(PREFIX):
        responses["304"] = UNCHANGED
    if method != "get" and operation["operationId"] not in OPEN:
        operation["security"] = [{name: []} for name in SCHEMES]
