"""Routes of what is derived: the network, its measures and files, suggestions, coverage, and the map."""

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from parknet import __version__
from parknet.analytics.coverage import Coverage, counts, coverage, coverages, named_sentences
from parknet.analytics.lens import Lens
from parknet.analytics.measures import MEASURES
from parknet.analytics.suggestions import Suggestions, suggest
from parknet.api.answers import Answer, Packed, answer, encoded, meta_of, weak_etag
from parknet.api.bodies import MeasuresBody, MetaBody, NetworkBody
from parknet.api.state import Serving
from parknet.errors import NotFound
from parknet.exports import measure_tables
from parknet.exports.columnar import columns
from parknet.exports.formats import FORMATS
from parknet.exports.map_page import NODES, policy, render
from parknet.model.kinds import KINDS
from parknet.model.records import Programme
from parknet.model.snapshot import Snapshot
from parknet.model.text import canonical
from parknet.model.vocabulary import LABELS

routes = APIRouter(tags=["Network"])
pages = APIRouter(tags=["Pages"], include_in_schema=False)

CONTROLS = ("lang", "measure", "format")
LENS: dict[str, Any] = {
    "parameters": [
        {
            "name": name,
            "in": "query",
            "required": False,
            "schema": {"type": "string"},
            "description": "part of the lens",
        }
        for name in Lens.model_fields
    ]
}


def lens_of(request: Request, today: date, default: tuple[str, str] | None = None) -> Lens:
    """The resolved lens that the query asks for; raises Refused naming the part that is wrong.

    `default` is a part and its value where the query has no such part.
    """
    pairs = [(name, value) for name, value in request.query_params.multi_items() if name not in CONTROLS]
    if default and all(name != default[0] for name, _ in pairs):
        pairs.append(default)
    return Lens.from_query(pairs).resolved(today)


def network_meta(snapshot: Snapshot, lens: Lens) -> dict[str, Any]:
    """The meta of an answer through a lens: what it rests on, and what of it is known."""
    known = [asdict(item) for item in coverages(snapshot, lens.window.last, lens.programme)]
    return meta_of(snapshot, lens=lens.canonical(), coverage=_plain(known))


@routes.get("/meta", operation_id="get_meta", response_model=Answer[MetaBody])
async def get_meta(request: Request, serving: Serving) -> Response:
    """What this store holds, and the labels of every word in zh and en."""
    snapshot, today = serving.journal.snapshot, serving.today()
    state = "answering" if serving.journal.reachable else "away"
    data = {
        "version": __version__,
        "recorded_at": snapshot.recorded_at,
        "store": state,
        "counts": counts(snapshot),
        "kinds": {label: {"path": kind.path, "zh": kind.zh, "en": kind.en} for label, kind in KINDS.items()},
        "labels": {group: {word: list(pair) for word, pair in words.items()} for group, words in LABELS.items()},
        "coverage": [asdict(item) for item in coverages(snapshot, today)],
        "formats": {name: {"loses_zh": f.loses_zh, "loses_en": f.loses_en} for name, f in FORMATS.items()},
        "measures": list(MEASURES),
    }
    etag = weak_etag(snapshot, "meta", today.isoformat(), state)
    return answer(request, encoded(meta_of(snapshot), _json(data)), etag)


@routes.get("/network", operation_id="get_network", response_model=Answer[NetworkBody], openapi_extra=LENS)
async def get_network(request: Request, serving: Serving) -> Response:
    """The network through a lens: columns of nodes and ties, and where each node stands in the two layouts."""
    snapshot, lens = serving.journal.snapshot, lens_of(request, serving.today())
    key = ("network body", snapshot.revision, snapshot.digest, lens.canonical())
    etag = weak_etag(snapshot, "network", lens.canonical())
    network, layouts = await serving.analysis.network(snapshot, lens), await serving.analysis.layouts(snapshot)

    def body() -> Packed:
        placed = {
            "network": [layouts.network.get(id_) for id_ in network.nodes.id],
            "geographic": [layouts.geographic.get(id_) for id_ in network.nodes.id],
        }
        return Packed.of(encoded(network_meta(snapshot, lens), _json(columns(network) | {"layouts": placed})))

    return (await serving.analysis.of(key, body)).answer(request, etag)


@routes.get(
    "/network/measures", operation_id="measure_network", response_model=Answer[MeasuresBody], openapi_extra=LENS
)
async def measure_network(
    request: Request,
    serving: Serving,
    measure: Annotated[list[str], Query(description="names of measures; all when absent", max_length=50)] = [],  # noqa: B006
) -> Response:
    """Measures of the network through a lens, each with its definition, its nulls' reason and its adequacy."""
    snapshot, lens = serving.journal.snapshot, lens_of(request, serving.today())
    names = tuple(measure) or tuple(MEASURES)
    network, columns = (
        await serving.analysis.network(snapshot, lens),
        await serving.analysis.measures(snapshot, lens, names),
    )
    data = {**measure_tables.fields(network, columns), "year_unknown": list(network.year_unknown)}
    etag = weak_etag(snapshot, "measures", lens.canonical(), *names)
    return answer(request, encoded(network_meta(snapshot, lens), _json(data)), etag)


@routes.get(
    "/exports/{format}",
    operation_id="export_network",
    response_class=Response,
    responses={200: {"content": {f.media: {} for f in FORMATS.values()}, "description": "the file"}},
    openapi_extra=LENS,
)
async def export_network(request: Request, serving: Serving, format: Annotated[str, Path(max_length=20)]) -> Response:
    """The network through a lens as a file."""
    if format not in FORMATS:
        raise NotFound(f"There is no format {format}; there are {', '.join(FORMATS)}.")
    snapshot, lens, chosen = serving.journal.snapshot, lens_of(request, serving.today()), FORMATS[format]
    network = await serving.analysis.network(snapshot, lens)
    key = ("export", format, snapshot.digest, lens.canonical())
    packed = await serving.analysis.of(key, lambda: Packed.of(chosen.write(network)))
    name = f"parknet-{format}" if "." in format else f"parknet.{format}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return packed.answer(request, weak_etag(snapshot, format, lens.canonical()), chosen.media, **headers)


@routes.get("/parks/{id}/suggestions", operation_id="suggest_partners", response_model=Answer[Suggestions])
async def suggest_partners(
    request: Request,
    serving: Serving,
    id: str,
    limit: Annotated[int, Query(ge=1, le=100)] = 10,
    at: Annotated[date | None, Query(description="the day; today when absent")] = None,
) -> Response:
    """Partners that would fit a park: a sum of named terms, each with its records, and reasons against."""
    snapshot, day = serving.journal.snapshot, at or serving.today()
    key = ("suggestions", snapshot.digest, id, limit, day)
    found = await serving.analysis.of(key, lambda: suggest(snapshot, id, day, limit))
    etag = weak_etag(snapshot, "suggestions", id, str(limit), day.isoformat())
    return answer(request, encoded(meta_of(snapshot), _json(asdict(found))), etag)


@routes.get("/programmes/{id}/coverage", operation_id="get_coverage", response_model=Answer[Coverage])
async def get_coverage(request: Request, serving: Serving, id: str) -> Response:
    """What of a programme's parks and groups is known, against what its sources say there are."""
    snapshot, day = serving.journal.snapshot, serving.today()
    if not isinstance(snapshot.get(id), Programme):
        raise NotFound(f"There is no programme with the id {id}.")
    data = _json(asdict(coverage(snapshot, id, day)))
    return answer(request, encoded(meta_of(snapshot), data), weak_etag(snapshot, "coverage", id, day.isoformat()))


@pages.get("/map.html")
@pages.get("/")
async def map_html(request: Request, serving: Serving) -> Response:
    """The map of the network through a lens as one file that works offline; opened in zh unless lang says en."""
    lang = "en" if request.query_params.get("lang", "").startswith("en") else "zh"
    lens = lens_of(request, serving.today(), NODES)
    snapshot = serving.journal.snapshot
    network, layouts = await serving.analysis.network(snapshot, lens), await serving.analysis.layouts(snapshot)
    key = ("map", snapshot.revision, snapshot.digest, lens.canonical(), lang)

    def page() -> Packed:
        known = named_sentences(snapshot, lens.window.last)
        return Packed.of(render(snapshot, network, layouts, known, lang))

    packed = await serving.analysis.of(key, page)
    headers = {"Content-Security-Policy": f"{policy()}; frame-ancestors 'none'"}
    etag = weak_etag(snapshot, "map", lang, lens.canonical())
    return packed.answer(request, etag, "text/html; charset=utf-8", **headers)


def _json(value: Any) -> str:
    return canonical(_plain(value))


def _plain(value: Any) -> Any:
    """Days as ISO text, at any depth."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value
