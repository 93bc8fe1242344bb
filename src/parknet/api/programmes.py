"""Routes of what a programme's sources say there should be, and of who may take part in it."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from parknet.analytics.coverage import coverages
from parknet.analytics.eligibility import Eligibility, eligibility, roads
from parknet.analytics.gaps import FullCoverage, full_coverage
from parknet.analytics.lens import Lens
from parknet.api.answers import Answer, derived, encoded, meta_of, weak_etag
from parknet.api.network import as_json, plain
from parknet.api.operation import Operation
from parknet.api.past import Day, Seen
from parknet.api.state import Services, Serving
from parknet.model.kinds import KINDS, missing
from parknet.model.snapshot import Snapshot
from parknet.model.vocabulary import Eligible

routes = APIRouter(tags=["Network"], route_class=Operation)

At = Annotated[Day | None, Query(description="a day as 2026-11-22; today in UTC+8 when absent")]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which parks are asked for; all when neither is said."""

    park: Annotated[str | None, Query(max_length=60, description="one park alone")] = None
    answer: Annotated[Eligible | None, Query(description="only the parks with this answer")] = None


@routes.get("/programmes/{id}/coverage", operation_id="get_coverage", response_model=Answer[FullCoverage])
async def get_coverage(request: Request, serving: Serving, snapshot: Seen, id: str, at: At = None) -> Response:
    """What of a programme's parks and groups is known, against what its sources say there are: by region, province and
    batch, with what is missing by name where it is known; what no source states is null.
    """
    day = at or serving.today()
    await _must_be(serving, snapshot, id, "Programme")

    def text() -> str:
        return encoded(_meta(snapshot, day), as_json(asdict(full_coverage(snapshot, id, day))))

    return await derived(request, serving, weak_etag(snapshot, "coverage", id, day.isoformat()), text)


@routes.get("/programmes/{id}/eligibility", operation_id="get_eligibility", response_model=Answer[Eligibility])
async def get_eligibility(
    request: Request,
    serving: Serving,
    snapshot: Seen,
    id: str,
    wanted: Annotated[Wanted, Depends()],
    at: At = None,
) -> Response:
    """Who may take part in a programme by its rules as of a day: yes, no or unknown for each rule, with evidence."""
    day = at or serving.today()
    await _must_be(serving, snapshot, id, "Programme")
    if wanted.park is not None:
        await _must_be(serving, snapshot, wanted.park, "Park")

    def text() -> str:
        found = eligibility(snapshot, id, day, wanted.park, wanted.answer)
        return encoded(_meta(snapshot, day, found), as_json(asdict(found)))

    etag = weak_etag(snapshot, "eligibility", id, wanted.park or "", wanted.answer or "", day.isoformat())
    return await derived(request, serving, etag, text)


@routes.get("/parks/{id}/eligibility", operation_id="get_roads", response_model=Answer[list[Eligibility]])
async def get_roads(request: Request, serving: Serving, snapshot: Seen, id: str, at: At = None) -> Response:
    """What a park may take part in as of a day: of each programme with rules on that, its answer."""
    day = at or serving.today()
    await _must_be(serving, snapshot, id, "Park")

    def text() -> str:
        found = roads(snapshot, id, day)
        return encoded(_meta(snapshot, day, *found), as_json([asdict(one) for one in found]))

    return await derived(request, serving, weak_etag(snapshot, "roads", id, day.isoformat()), text)


async def _must_be(serving: Services, snapshot: Snapshot, id_: str, label: str) -> None:
    """Raise NotFound for the id of no record, or of one of another kind; Gone for one that was retracted."""
    record, kind = snapshot.get(id_), KINDS[label]
    if record is None:
        raise await serving.history.missing(id_)
    if not isinstance(record, kind.model):
        raise missing(id_, kind)


def _meta(snapshot: Snapshot, day: date, *rests_on: Eligibility) -> dict[str, Any]:
    """The meta of an answer as of a day, with the coverage of the programmes and lists that it is built on."""
    ids = {one.programme for one in rests_on}
    ids |= {list_.programme for one in rests_on for rule in one.conditions for list_ in rule.lists}
    known = [asdict(item) for item in coverages(snapshot, day, tuple(sorted(ids)))] if ids else None
    return meta_of(snapshot, lens=Lens(at=day.isoformat()).canonical(), coverage=plain(known))
