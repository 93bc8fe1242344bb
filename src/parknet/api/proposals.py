"""Routes that make edits for what is more than one record's change: merging two records, taking a batch back.

They write nothing: what they answer is sent to POST /changes, first as a dry run to see the differences.
"""

from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import BaseModel, Field

from parknet.api.answers import JSON, Answer, encoded, meta_of
from parknet.api.operation import Operation
from parknet.api.past import HIGHEST
from parknet.api.state import Services, Serving
from parknet.errors import NotFound
from parknet.model.batch import Proposal
from parknet.model.decide import undoing
from parknet.model.merge import merging
from parknet.model.text import canonical

routes = APIRouter(tags=["Changes"], route_class=Operation)

Id = Annotated[str, Query(max_length=60)]


class MadeEdit(BaseModel):
    """What one record shall be, and the version that this was made from."""

    id: str
    after: dict[str, Any] | None
    version: int | None


class MadeBody(BaseModel):
    """Edits to be sent to POST /changes together."""

    action: Literal["merge", "undo"]
    reason: str
    edits: list[MadeEdit] = Field(description="as POST /changes takes them")


@routes.get("/proposals/merge", operation_id="propose_merge", response_model=Answer[MadeBody])
async def propose_merge(serving: Serving, keep: Id, drop: Id) -> Response:
    """The edits that put what one record says into another, which then answers to both ids."""
    snapshot = await serving.snapshot()
    return await _made(serving, merging(snapshot, keep, drop, "", f"{drop} is {keep}"))


@routes.get("/proposals/undo", operation_id="propose_undo", response_model=Answer[MadeBody])
async def propose_undo(serving: Serving, revision: Annotated[int, Query(ge=1, le=HIGHEST)]) -> Response:
    """The edits that take a batch back; they are stale where its records were changed since."""
    snapshot = await serving.snapshot()
    batches = await serving.journal.store.batches_after(revision - 1, 1) if revision <= snapshot.revision else []
    if not batches:
        raise NotFound(f"There is no revision {revision}; the last one is {snapshot.revision}.")
    return await _made(serving, undoing(snapshot, batches[0], "", f"revision {revision} taken back"))


async def _made(serving: Services, proposal: Proposal) -> Response:
    action = "merge" if proposal.action == "merge" else "undo"
    data = {"action": action, "reason": proposal.reason, "edits": [asdict(edit) for edit in proposal.edits]}
    return Response(encoded(meta_of(await serving.snapshot()), canonical(data)), media_type=JSON)
