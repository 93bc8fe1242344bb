"""Routes of measures: values, what of them is chance, how firm a ranking is, and two lenses side by side."""

from functools import partial
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from parknet.analytics.comparison import Comparison, other_lens
from parknet.analytics.draws import LARGEST_SEED, MOST_DRAWS
from parknet.analytics.measure import Column
from parknet.analytics.measures import FAMILIES, MEASURES
from parknet.analytics.network import Network
from parknet.analytics.null_models import LEAST_DRAWS, NULL_MODELS, Significance
from parknet.analytics.sensitivity import DRAWS, Ranks, missing_of
from parknet.api.answers import Answer, answer, derived, encoded, meta_of, weak_etag
from parknet.api.bodies import DefinitionsBody, MeasuresBody
from parknet.api.lens import LENS, lens_of
from parknet.api.measure_bodies import ComparisonBody, RanksBody, SignificancesBody
from parknet.api.network import as_json, network_meta
from parknet.api.operation import Operation
from parknet.api.past import Seen
from parknet.api.state import Serving
from parknet.api.streams import STREAMED
from parknet.exports import findings, measure_tables
from parknet.services.analysis import Chance

routes = APIRouter(tags=["Measures"], route_class=Operation)

MeasureName: Any = Literal[tuple(MEASURES)]
ModelName: Any = Literal[tuple(NULL_MODELS)]
NAMES = Query(description="names of measures; all when absent", max_length=50)
Seed = Annotated[int, Query(ge=0, le=LARGEST_SEED, description="seed of the random numbers: the same gives the same")]


async def _null_model(
    model: Annotated[ModelName, Query(description="what is left to chance: see null_models in /meta")] = "rewiring",
    draws: Annotated[int, Query(description=f"random networks: {LEAST_DRAWS} to {MOST_DRAWS}")] = 999,
    seed: Seed = 1,
) -> Chance:
    return Chance(draws, seed, model)


async def _thinning(
    draws: Annotated[int, Query(description=f"times that ties are left out: 1 to {MOST_DRAWS}")] = DRAWS,
    seed: Seed = 1,
) -> Chance:
    return Chance(draws, seed)


def _of(per: str, asked: list[str]) -> tuple[str, ...]:
    """The measures asked for, in the order of the table; all of that sort when none is."""
    return tuple(name for name, one in MEASURES.items() if (name in asked if asked else one.per == per))


@routes.get("/measures", operation_id="list_measures", response_model=Answer[DefinitionsBody])
async def list_measures(request: Request, serving: Serving) -> Response:
    """Every measure that there is, with its definition; nothing is worked out."""
    snapshot = await serving.snapshot()
    data = {
        "families": [{"id": id_, "zh": zh, "en": en} for id_, ((zh, en), _) in FAMILIES.items()],
        "measures": [measure_tables.described(one) for one in MEASURES.values()],
    }
    return answer(request, encoded(meta_of(snapshot), as_json(data)), weak_etag(snapshot, "definitions"))


@routes.get(
    "/network/measures",
    operation_id="measure_network",
    response_model=Answer[MeasuresBody],
    openapi_extra=LENS,
    responses=STREAMED,
)
async def measure_network(
    request: Request,
    serving: Serving,
    snapshot: Seen,
    measure: Annotated[list[MeasureName], NAMES] = [],  # noqa: B006
) -> Response:
    """Measures of the network through a lens, each with its definition, its nulls' reason and its adequacy."""
    lens = lens_of(request, serving.today())
    names = tuple(name for name in MEASURES if name in measure or not measure)

    def text(network: Network, columns: tuple[Column, ...]) -> str:
        data = {**measure_tables.fields(network, columns), "year_unknown": list(network.year_unknown)}
        return encoded(network_meta(snapshot, lens), as_json(data))

    needs = (
        partial(serving.analysis.network, snapshot, lens),
        partial(serving.analysis.measures, snapshot, lens, names),
    )
    return await derived(request, serving, weak_etag(snapshot, "measures", lens.canonical(), *names), text, *needs)


@routes.get(
    "/network/significance",
    operation_id="test_network",
    response_model=Answer[SignificancesBody],
    openapi_extra=LENS,
    responses=STREAMED,
)
async def test_network(
    request: Request,
    serving: Serving,
    snapshot: Seen,
    chance: Annotated[Chance, Depends(_null_model)],
    measure: Annotated[list[MeasureName], NAMES] = [],  # noqa: B006
) -> Response:
    """Measures of the whole network beside what chance gives: p-values, effects, and p corrected for their number."""
    lens = lens_of(request, serving.today())
    names = _of("network", measure)

    def text(found: tuple[Significance, ...]) -> str:
        data = findings.significance_fields(found, chance.model, chance.draws, chance.seed)
        return encoded(network_meta(snapshot, lens), as_json(data))

    need = partial(serving.analysis.significance, snapshot, lens, names, chance)
    etag = weak_etag(snapshot, "significance", lens.canonical(), *names, *map(str, chance))
    return await derived(request, serving, etag, text, need)


@routes.get(
    "/network/ranks",
    operation_id="rank_network",
    response_model=Answer[RanksBody],
    openapi_extra=LENS,
    responses=STREAMED,
)
async def rank_network(
    request: Request,
    serving: Serving,
    snapshot: Seen,
    chance: Annotated[Chance, Depends(_thinning)],
    measure: Annotated[list[MeasureName], NAMES] = [],  # noqa: B006
    missing: Annotated[
        float | None, Query(description="share of alliances that are not known, 0 to 1; by coverage when absent")
    ] = None,
) -> Response:
    """Ranks of the nodes by measures, how far they move where ties are missing, and without doubtful alliances."""
    lens = lens_of(request, serving.today())
    names, share = _of("node", measure), missing_of(snapshot, lens, missing)

    def text(network: Network, found: tuple[Ranks, ...]) -> str:
        data = findings.ranks_fields(network, found, share, chance.draws, chance.seed)
        return encoded(network_meta(snapshot, lens), as_json(data))

    needs = (
        partial(serving.analysis.network, snapshot, lens),
        partial(serving.analysis.ranks, snapshot, lens, names, share, chance),
    )
    etag = weak_etag(snapshot, "ranks", lens.canonical(), str(missing), *names, *map(str, chance))
    return await derived(request, serving, etag, text, *needs)


@routes.get(
    "/network/comparison",
    operation_id="compare_networks",
    response_model=Answer[ComparisonBody],
    openapi_extra=LENS,
    responses=STREAMED,
)
async def compare_networks(
    request: Request,
    serving: Serving,
    snapshot: Seen,
    other: Annotated[
        str,
        Query(
            alias="with",
            max_length=2000,
            description="the other lens: its query, escaped; its at is that of the first when absent",
        ),
    ] = "",
) -> Response:
    """The networks through two lenses side by side: who and what stands in one alone, measures, and communities."""
    here = lens_of(request, serving.today())
    there = other_lens(other, here)

    def text(one: Network, two: Network, found: Comparison) -> str:
        return encoded(network_meta(snapshot, here), as_json(findings.comparison_fields(one, two, found)))

    needs = (
        partial(serving.analysis.network, snapshot, here),
        partial(serving.analysis.network, snapshot, there),
        partial(serving.analysis.comparison, snapshot, here, there),
    )
    etag = weak_etag(snapshot, "comparison", here.canonical(), there.canonical())
    return await derived(request, serving, etag, text, *needs)
