"""Routes of what is derived: the network and its files, suggestions, coverage, and the map."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import date
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from parknet import __version__
from parknet.analytics.coverage import counts, coverages, named_sentences
from parknet.analytics.layout import Layouts
from parknet.analytics.lens import WORDS, Lens
from parknet.analytics.measures import MEASURES
from parknet.analytics.network import Network
from parknet.analytics.null_models import NULL_MODELS
from parknet.analytics.selection import LEFT_OUT
from parknet.analytics.suggestions import Suggestions, suggest
from parknet.api.answers import Answer, answer, derived, encoded, meta_of, weak_etag
from parknet.api.bodies import MetaBody, NetworkBody
from parknet.api.lens import LENS, lens_of
from parknet.api.operation import Operation
from parknet.api.past import Day, Seen
from parknet.api.state import Services, Serving
from parknet.exports.columnar import full_columns
from parknet.exports.divisions import provinces_in_order
from parknet.exports.formats import FORMATS, Format, chosen
from parknet.exports.map_page import NODES, policy, render
from parknet.exports.measure_tables import words
from parknet.exports.release import release
from parknet.model.forms import FieldForm, form_of
from parknet.model.kinds import KINDS
from parknet.model.records import Park
from parknet.model.snapshot import Snapshot
from parknet.model.text import canonical
from parknet.model.vocabulary import LABELS

routes = APIRouter(tags=["Network"], route_class=Operation)
pages = APIRouter(tags=["Pages"], include_in_schema=False, route_class=Operation)


def network_meta(snapshot: Snapshot, lens: Lens) -> dict[str, Any]:
    """The meta of an answer through a lens: what it rests on, and what of it is known."""
    known = [asdict(item) for item in coverages(snapshot, lens.window.last, lens.programme)]
    return meta_of(snapshot, lens=lens.canonical(), coverage=plain(known))


def day_meta(snapshot: Snapshot, day: date) -> dict[str, Any]:
    """The meta of an answer as of a day."""
    return meta_of(snapshot, lens=Lens(at=day.isoformat()).canonical())


def _drawn(serving: Services, snapshot: Snapshot, lens: Lens) -> tuple[Callable[[], Awaitable[Any]], ...]:
    """What a picture of the network needs: the network, and the layouts."""
    return partial(serving.analysis.network, snapshot, lens), partial(serving.analysis.layouts, snapshot)


def _told(format: Format) -> dict[str, str]:
    (label_zh, label_en), (loses_zh, loses_en) = format.label, format.loses
    return {
        "group": format.group,
        "label_zh": label_zh,
        "label_en": label_en,
        "loses_zh": loses_zh,
        "loses_en": loses_en,
    }


@routes.get("/meta", operation_id="get_meta", response_model=Answer[MetaBody])
async def get_meta(request: Request, serving: Serving) -> Response:
    """What this store holds, and the labels of every word in zh and en; words stand in the order to show them in."""
    snapshot, today = await serving.snapshot(), serving.today()
    state = "answering" if serving.journal.reachable else "away"

    def text() -> str:
        data = {
            "version": __version__,
            "recorded_at": snapshot.recorded_at,
            "store": state,
            "counts": counts(snapshot),
            "kinds": {label: {"path": kind.path, "zh": kind.zh, "en": kind.en} for label, kind in KINDS.items()},
            "labels": LABELS,
            "lens": WORDS,
            "left_out": LEFT_OUT,
            "provinces": provinces_in_order(snapshot),
            "coverage": [asdict(item) for item in coverages(snapshot, today)],
            "formats": {name: _told(of) for name, of in FORMATS.items()},
            "measures": list(MEASURES),
            "null_models": [
                {"id": id_, **words("", one.label), **words("keeps_", one.keeps)} for id_, one in NULL_MODELS.items()
            ],
        }
        return encoded(meta_of(snapshot), _ordered(data))

    return await derived(request, serving, weak_etag(snapshot, "meta", today.isoformat(), state), text)


@routes.get("/forms", operation_id="get_forms", response_model=Answer[dict[str, tuple[FieldForm, ...]]])
async def get_forms(request: Request, serving: Serving) -> Response:
    """The fields of each kind of record, by its label: what each holds, and its name in zh and en."""
    snapshot = await serving.snapshot()
    forms = {label: [asdict(field) for field in form_of(kind)] for label, kind in KINDS.items()}
    return answer(request, encoded(meta_of(snapshot), as_json(forms)), weak_etag(snapshot, "forms"))


@routes.get("/network", operation_id="get_network", response_model=Answer[NetworkBody], openapi_extra=LENS)
async def get_network(request: Request, serving: Serving, snapshot: Seen) -> Response:
    """The network through a lens: columns of nodes, of ties, and of the alliances and joint actions behind them."""
    lens = lens_of(request, serving.today())

    def text(network: Network, layouts: Layouts) -> str:
        return encoded(network_meta(snapshot, lens), canonical(full_columns(snapshot, network, layouts.network)))

    etag = weak_etag(snapshot, "network", lens.canonical())
    return await derived(request, serving, etag, text, *_drawn(serving, snapshot, lens))


@routes.get(
    "/exports/{format}",
    operation_id="export_network",
    response_class=Response,
    responses={200: {"content": {f.media: {} for f in FORMATS.values()}, "description": "the file"}},
    openapi_extra=LENS,
)
async def export_network(
    request: Request,
    serving: Serving,
    snapshot: Seen,
    format: Annotated[str, Path(max_length=20)],
    bom: Annotated[bool, Query(description="CSV with the byte order mark by which Excel knows UTF-8")] = False,
) -> Response:
    """The network through a lens as a file."""
    of, lens = chosen(format, bom), lens_of(request, serving.today())
    headers = {"Content-Disposition": f'attachment; filename="parknet{of.ending}"'}
    etag = weak_etag(snapshot, format, str(bom), lens.canonical())
    need = partial(serving.analysis.network, snapshot, lens)
    return await derived(request, serving, etag, partial(of.encoded, bom=bom), need, media=of.media, **headers)


@routes.get(
    "/release",
    operation_id="release_network",
    response_class=Response,
    responses={200: {"content": {"application/zip": {}}, "description": "the release"}},
    openapi_extra=LENS,
)
async def release_network(request: Request, serving: Serving, snapshot: Seen) -> Response:
    """Records, network through a lens, measures, citation and codebook as one zip; equal ones have equal bytes."""
    lens = lens_of(request, serving.today())
    headers = {"Content-Disposition": 'attachment; filename="parknet-release.zip"'}
    need = partial(serving.analysis.network, snapshot, lens)
    etag = weak_etag(snapshot, "release", lens.canonical())
    made = partial(release, snapshot)
    return await derived(request, serving, etag, made, need, media="application/zip", **headers)


@routes.get("/parks/{id}/suggestions", operation_id="suggest_partners", response_model=Answer[Suggestions])
async def suggest_partners(
    request: Request,
    serving: Serving,
    snapshot: Seen,
    id: str,
    limit: Annotated[int, Query(ge=1, le=100)] = 10,
    at: Annotated[Day | None, Query(description="a day as 2026-11-22; today in UTC+8 when absent")] = None,
) -> Response:
    """Partners that would fit a park: a sum of named terms, each with its records, and reasons against."""
    day = at or serving.today()
    if not isinstance(snapshot.get(id), Park):
        raise await serving.history.missing(id)

    def text() -> str:
        return encoded(day_meta(snapshot, day), as_json(asdict(suggest(snapshot, id, day, limit))))

    etag = weak_etag(snapshot, "suggestions", id, str(limit), day.isoformat())
    return await derived(request, serving, etag, text)


@pages.get("/map.html", openapi_extra=LENS)
async def map_html(request: Request, serving: Serving, snapshot: Seen) -> Response:
    """The map of the network through a lens as one file that works offline; opened in zh unless lang says en."""
    lang = "en" if request.query_params.get("lang", "").startswith("en") else "zh"
    lens = lens_of(request, serving.today(), NODES)

    def page(network: Network, layouts: Layouts) -> str:
        return render(snapshot, network, layouts, named_sentences(snapshot, lens.window.last), lang)

    etag = weak_etag(snapshot, "map", lang, lens.canonical())
    headers = {"Content-Security-Policy": f"{policy()}; frame-ancestors 'none'"}
    needs = _drawn(serving, snapshot, lens)
    return await derived(request, serving, etag, page, *needs, media="text/html; charset=utf-8", **headers)


def as_json(value: Any) -> str:
    """Canonical JSON text; days as ISO text."""
    return canonical(plain(value))


def _ordered(value: Any) -> str:
    """JSON text that keeps the order of the fields."""
    return json.dumps(plain(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def plain(value: Any) -> Any:
    """Days as ISO text, at any depth."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list | tuple) else value
