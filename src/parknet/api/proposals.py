"""Routes that make edits for what is more than one record's change: merging two records, taking a batch back,
retracting a source, and putting a retracted record back.

They write nothing: what these answer is sent to POST /changes, first as a dry run to see the differences.
"""

from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from parknet.api.answers import JSON, Answer, derived, encoded, meta_of, weak_etag
from parknet.api.bodies import RecordChangeBody, told
from parknet.api.operation import Operation
from parknet.api.past import HIGHEST, Seen
from parknet.api.state import Services, Serving
from parknet.model.batch import Proposal
from parknet.model.decide import undoing
from parknet.model.difference import RecordChange
from parknet.model.merge import merging
from parknet.model.restore import restoring
from parknet.model.snapshot import Snapshot
from parknet.model.support import Resting, withdrawing
from parknet.model.text import canonical
from parknet.services.duplicates import EVIDENCE, duplicates
from parknet.services.history import no_revision

routes = APIRouter(tags=["Changes"], route_class=Operation)

Id = Annotated[str, Query(max_length=60)]


class MadeEdit(BaseModel):
    """What one record shall be, and the version that this was made from."""

    id: str
    after: dict[str, Any] | None
    version: int | None


class MadeBody(BaseModel):
    """Edits to be sent to POST /changes together."""

    action: Literal["merge", "undo", "restore"]
    reason: str
    edits: list[MadeEdit] = Field(description="as POST /changes takes them")


class WithdrawalBody(BaseModel):
    """What rests on a source: each record with the citations in it that are meant, before and without it."""

    edits: list[MadeEdit] = Field(
        description="leave the source out where another remains or none is needed; retract it if nothing is unsupported"
    )
    supported: list[RecordChangeBody] = Field(description="what keeps another source, or is one; the edits change it")
    unsupported: list[RecordChangeBody] = Field(
        description="what would stand without any source; to be mended or taken back before the source can go"
    )


class PairBody(BaseModel):
    """Two records that may be one: the evidence in words, and whether it is on record that they possibly are."""

    one: str
    other: str
    names: tuple[str, str] = Field(description="their Chinese names")
    evidence: list[tuple[str, str, str]] = Field(description="word, zh and en of each piece")
    unproven: bool


@routes.get("/proposals/duplicates", operation_id="list_duplicates", response_model=Answer[list[PairBody]])
async def list_duplicates(request: Request, serving: Serving, snapshot: Seen) -> Response:
    """Parks and organisations that are likely one, the strongest evidence first."""

    def text() -> str:
        pairs = [
            {
                **{"one": pair.one, "other": pair.other, "unproven": pair.unproven},
                "names": [getattr(snapshot.get(id_), "name_zh", id_) for id_ in (pair.one, pair.other)],
                "evidence": [[word, *EVIDENCE[word]] for word in pair.evidence],
            }
            for pair in duplicates(snapshot)
        ]
        return encoded(meta_of(snapshot), canonical(pairs))

    return await derived(request, serving, weak_etag(snapshot, "duplicates"), text)


@routes.get("/proposals/retract", operation_id="propose_retract", response_model=Answer[WithdrawalBody])
async def propose_retract(serving: Serving, id: Id) -> Response:
    """What becomes of all that rests on a source when it is retracted: what keeps another source, and what has none."""
    snapshot = await serving.snapshot()

    def rest(every: tuple[Resting, ...]) -> list[dict[str, Any]]:
        return [told(RecordChange(one.id, entry := snapshot.entries[one.id], entry), one.fields) for one in every]

    def text() -> str:
        found = withdrawing(snapshot, id, "")
        data = {
            "edits": [asdict(edit) for edit in found.proposal.edits],
            "supported": rest(found.supported),
            "unsupported": rest(found.unsupported),
        }
        return encoded(meta_of(snapshot), canonical(data))

    return Response(await serving.analysis.run(text), media_type=JSON)


@routes.get("/proposals/merge", operation_id="propose_merge", response_model=Answer[MadeBody])
async def propose_merge(serving: Serving, keep: Id, drop: Id) -> Response:
    """The edits that put what one record says into another, which then answers to both ids."""
    snapshot = await serving.snapshot()
    return await _made(serving, snapshot, lambda: merging(snapshot, keep, drop, "", f"{drop} is {keep}"))


@routes.get("/proposals/undo", operation_id="propose_undo", response_model=Answer[MadeBody])
async def propose_undo(serving: Serving, revision: Annotated[int, Query(ge=1, le=HIGHEST)]) -> Response:
    """The edits that take a batch back; they are stale where its records were changed since."""
    snapshot = await serving.snapshot()
    batches = await serving.journal.store.batches_after(revision - 1, 1) if revision <= snapshot.revision else []
    if not batches:
        raise no_revision(revision, snapshot)
    return await _made(serving, snapshot, lambda: undoing(snapshot, batches[0], "", f"revision {revision} taken back"))


@routes.get("/proposals/restore", operation_id="propose_restore", response_model=Answer[MadeBody])
async def propose_restore(serving: Serving, id: Id) -> Response:
    """The edit that puts a retracted record back as it was; 422 names what it links to and is gone."""
    snapshot = await serving.snapshot()
    last = await serving.history.last(id)
    return await _made(serving, snapshot, lambda: restoring(snapshot, last, "", f"{id} is restored"))


async def _made(serving: Services, snapshot: Snapshot, make: Callable[[], Proposal]) -> Response:
    """The edits of a proposal, which may be many thousands: it is made and written out in the pool."""

    def text() -> str:
        proposal = make()
        edits = [asdict(edit) for edit in proposal.edits]
        data = {"action": proposal.action.split(" ")[0], "reason": proposal.reason, "edits": edits}
        return encoded(meta_of(snapshot), canonical(data))

    return Response(await serving.analysis.run(text), media_type=JSON)
