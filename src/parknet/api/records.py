"""Routes of every kind of record, generated from KINDS: a list, a record, what stands around it, and its history."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from parknet.api.answers import LICENCE, Answer, answer, derived, encoded, meta_of, record_etag, weak_etag
from parknet.api.bodies import ContextBody, EventBody
from parknet.api.operation import Operation
from parknet.api.past import Seen, of_the_past
from parknet.api.state import Services, Serving
from parknet.model.kinds import KINDS, Kind, missing
from parknet.model.snapshot import Entry, Snapshot
from parknet.model.text import canonical
from parknet.services.context import context
from parknet.services.listing import LARGEST_PAGE, SORTS, Wish, filters_of, listing, words_of


def router() -> APIRouter:
    """List, record and context routes for all kinds."""
    routes = APIRouter(route_class=Operation)
    for kind in KINDS.values():
        _add_list(routes, kind)
        _add_record(routes, kind)
        _add_context(routes, kind)
        _add_history(routes, kind)
    return routes


def _add_list(routes: APIRouter, kind: Kind) -> None:
    async def listed(
        request: Request,
        snapshot: Seen,
        q: Annotated[str, Query(description="text to look for in names and aliases", max_length=200)] = "",
        sort: Annotated[str, Query(description=f"one of {', '.join(SORTS)}")] = "id",
        after: Annotated[str, Query(description="id after which the page begins", max_length=60)] = "",
        limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = 100,
    ) -> Response:
        given = request.query_params
        filters = {name: ",".join(given.getlist(name)) for name in filters_of(kind) if name in given}
        page = listing(snapshot, kind, Wish(filters, q, sort, after, limit))
        meta = meta_of(snapshot, total=page.total, next=page.next)
        text = _texts(snapshot, (record.id for record in page.records))
        return answer(request, encoded(meta, text), weak_etag(snapshot, kind.path, str(given)))

    listed.__doc__ = f"The records of the kind {kind.label} ({kind.zh}), a page at a time."
    model: Any = kind.model
    routes.add_api_route(
        f"/{kind.path}",
        listed,
        operation_id=f"list_{_name(kind)}",
        response_model=Answer[list[model]],
        openapi_extra={"parameters": _filters(kind)},
        tags=[kind.label],
    )


def _add_record(routes: APIRouter, kind: Kind) -> None:
    async def one(request: Request, serving: Serving, snapshot: Seen, id: str) -> Response:
        entry = await _entry(serving, snapshot, kind, id)
        version = 0 if of_the_past(request) else entry.version  # one rebuilt from the present does not know it
        meta = {"synthetic": snapshot.synthetic, "licence": LICENCE} | ({"version": version} if version else {})
        return answer(request, encoded(meta, entry.text), record_etag(version, entry.text))

    one.__doc__ = f"One {kind.en} ({kind.zh}) as stored, with its links, parts and citations."
    model: Any = kind.model
    name, path = f"get_{_name(kind)}", f"/{kind.path}/{{id}}"
    routes.add_api_route(path, one, operation_id=name, response_model=Answer[model], tags=[kind.label])


def _add_context(routes: APIRouter, kind: Kind) -> None:
    async def around(request: Request, serving: Serving, snapshot: Seen, id: str) -> Response:
        record = (await _entry(serving, snapshot, kind, id)).record

        def text() -> str:
            found = context(snapshot, record.id)
            rest = canonical({"total": found.total, "names": found.names, "dates": found.dates})
            incoming, sources = _texts(snapshot, found.incoming), _texts(snapshot, found.sources)
            return encoded(meta_of(snapshot), f'{{"incoming":{incoming},"sources":{sources},{rest[1:]}')

        return await derived(request, serving, weak_etag(snapshot, "context", record.id), text)

    around.__doc__ = (
        f"The records that link to one {kind.en} ({kind.zh}), and the names of all that they and it mention."
    )
    name, path = f"get_{_name(kind)}_context", f"/{kind.path}/{{id}}/context"
    routes.add_api_route(path, around, operation_id=name, response_model=Answer[ContextBody], tags=[kind.label])


def _add_history(routes: APIRouter, kind: Kind) -> None:
    async def past(request: Request, serving: Serving, id: str) -> Response:
        _check_kind(kind, id)
        snapshot, events = await serving.snapshot(), await serving.history.of(id)
        etag = weak_etag(snapshot, "history", snapshot.hash, id)
        return answer(request, encoded(meta_of(snapshot), canonical([asdict(event) for event in events])), etag)

    past.__doc__ = (
        f"What happened to one {kind.en} ({kind.zh}), retracted or not: when, by whom, why, and what changed."
    )
    name, path = f"get_{_name(kind)}_history", f"/{kind.path}/{{id}}/history"
    routes.add_api_route(path, past, operation_id=name, response_model=Answer[list[EventBody]], tags=[kind.label])


def _name(kind: Kind) -> str:
    return kind.path.replace("-", "_")


async def _entry(serving: Services, snapshot: Snapshot, kind: Kind, id_: str) -> Entry:
    """The record of a kind that an id stands for; raises NotFound, or Gone when it was retracted."""
    _check_kind(kind, id_)
    entry = snapshot.entries.get(snapshot.merged.get(id_, id_))
    if entry is None:
        raise await serving.history.missing(id_)
    return entry


def _check_kind(kind: Kind, id_: str) -> None:
    """Raise NotFound for an id that does not begin as those of the kind do."""
    if not id_.startswith(f"{kind.prefix}-"):
        raise missing(id_, kind)


def _texts(snapshot: Snapshot, ids: Iterable[str]) -> str:
    """The JSON text of a list of records, as they are stored."""
    return f"[{','.join(snapshot.entries[id_].text for id_ in ids)}]"


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
