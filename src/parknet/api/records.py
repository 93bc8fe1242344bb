"""Routes of every kind of record, generated from KINDS: a list and a record each."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from parknet.api.answers import LICENCE, Answer, answer, encoded, meta_of, record_etag, weak_etag
from parknet.api.operation import Operation
from parknet.api.state import Serving
from parknet.errors import NotFound
from parknet.model.kinds import KINDS, Kind, kind_of
from parknet.services.listing import LARGEST_PAGE, SORTS, Wish, filters_of, listing, words_of


def router() -> APIRouter:
    """List and record routes for all kinds."""
    routes = APIRouter(route_class=Operation)
    for kind in KINDS.values():
        _add(routes, kind)
    return routes


def _add(routes: APIRouter, kind: Kind) -> None:
    name = kind.path.replace("-", "_")

    async def listed(
        request: Request,
        serving: Serving,
        q: Annotated[str, Query(description="text to look for in names and aliases", max_length=200)] = "",
        sort: Annotated[str, Query(description=f"one of {', '.join(SORTS)}")] = "id",
        after: Annotated[str, Query(description="id after which the page begins", max_length=60)] = "",
        limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = 100,
    ) -> Response:
        snapshot = await serving.snapshot()
        given = request.query_params
        filters = {name: ",".join(given.getlist(name)) for name in filters_of(kind) if name in given}
        page = listing(snapshot, kind, Wish(filters, q, sort, after, limit))
        texts = ",".join(snapshot.entries[record.id].text for record in page.records)
        meta = meta_of(snapshot, total=page.total, next=page.next)
        return answer(request, encoded(meta, f"[{texts}]"), weak_etag(snapshot, kind.path, str(given)))

    async def one(request: Request, serving: Serving, id: str) -> Response:
        snapshot = await serving.snapshot()
        entry = snapshot.entries.get(id)
        if entry is None or kind_of(id) is not kind:
            raise NotFound(f"There is no {kind.en} with the id {id}.")
        meta = {"synthetic": snapshot.synthetic, "licence": LICENCE, "version": entry.version}
        return answer(request, encoded(meta, entry.text), record_etag(entry.version, entry.text))

    listed.__doc__ = f"The records of the kind {kind.label} ({kind.zh}), a page at a time."
    one.__doc__ = f"One {kind.en} ({kind.zh}) as stored, with its links, parts and citations."
    model: Any = kind.model
    routes.add_api_route(
        f"/{kind.path}",
        listed,
        operation_id=f"list_{name}",
        response_model=Answer[list[model]],
        openapi_extra={"parameters": _filters(kind)},
        tags=[kind.label],
    )
    routes.add_api_route(
        f"/{kind.path}/{{id}}", one, operation_id=f"get_{name}", response_model=Answer[model], tags=[kind.label]
    )


def _filters(kind: Kind) -> list[dict[str, Any]]:
    """The query parameters that a list of the kind can be filtered by, for the contract."""
    return [
        {
            "name": f,
            "in": "query",
            "required": False,
            "schema": {"type": "string"},
            "description": f"only with this {f}, or one of several; {', '.join(words_of(kind, f)) or 'any id or text'}",
        }
        for f in filters_of(kind)
    ]
