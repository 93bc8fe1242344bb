"""Routes of the log: what was changed, and writing a batch."""

from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from parknet.api.answers import JSON, Answer, answer, encoded, meta_of, weak_etag
from parknet.api.security import Asking
from parknet.api.state import Serving
from parknet.model.batch import Batch, Edit, Proposal
from parknet.model.text import canonical
from parknet.services.access import require

routes = APIRouter(tags=["Changes"])


class EditBody(BaseModel):
    """What one record shall be."""

    model_config = ConfigDict(extra="forbid")

    id: str = Field(max_length=60)
    after: dict[str, Any] | None = Field(description="the whole record, or null to remove it")
    version: int | None = Field(None, ge=0, description="the version that was read; 0: it must be new; null: any")


class ProposalBody(BaseModel):
    """Edits to be written together, or not at all."""

    model_config = ConfigDict(extra="forbid")

    action: Literal["edit", "undo"] = "edit"
    reason: str = Field("", max_length=1000)
    edits: list[EditBody] = Field(min_length=1, max_length=20_000)


class ChangeBody(BaseModel):
    """One record before and after, as canonical JSON text."""

    position: int
    kind: str
    id: str
    before: str | None
    after: str | None


class BatchBody(BaseModel):
    """One transaction of the log."""

    revision: int
    recorded_at: str
    actor: str
    action: str
    reason: str
    key: str
    request: str
    previous: str
    changes: list[ChangeBody]
    format: int
    hash: str


class WrittenBody(BaseModel):
    """What a proposal came to."""

    revision: int = Field(description="the batch's revision; of a dry run the one it would get; else the current one")
    changed: list[str] = Field(description="ids of the records that changed")
    repeated: bool = Field(description="whether the same request was written before under this key")
    dry_run: bool


@routes.get("/changes", operation_id="list_changes", response_model=Answer[list[BatchBody]])
async def list_changes(
    request: Request,
    serving: Serving,
    after: Annotated[int, Query(ge=0, description="revision after which to begin")] = 0,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> Response:
    """The batches after a revision, in order, as they are chained in the log."""
    batches = await serving.journal.store.batches_after(after, limit)
    snapshot = serving.journal.snapshot
    meta = meta_of(snapshot, next=str(batches[-1].revision) if len(batches) == limit else None)
    etag = weak_etag(snapshot, str(after), str(limit), batches[-1].hash if batches else "")
    return answer(request, encoded(meta, canonical([_body(batch) for batch in batches])), etag)


@routes.post("/changes", operation_id="write_changes", response_model=Answer[WrittenBody])
async def write_changes(
    serving: Serving,
    actor: Asking,
    body: ProposalBody,
    dry_run: bool = False,
    idempotency_key: Annotated[str, Header(max_length=100)] = "",
) -> Response:
    """Write a batch: all of its edits, or none. Needs the token of the data folder."""
    require(actor, "write")
    edits = tuple(Edit(edit.id, edit.after, edit.version) for edit in body.edits)
    proposal = Proposal(actor.name, body.action, edits, body.reason, idempotency_key)
    repeated = False
    if dry_run:
        batch = await serving.journal.dry_run(proposal, actor)
        snapshot = serving.journal.snapshot
    else:
        written = await serving.journal.write(proposal, actor)
        batch, snapshot, repeated = written.batch, written.snapshot, written.repeated
    result = {
        "revision": batch.revision if batch else snapshot.revision,
        "changed": [change.id for change in batch.changes] if batch else [],
        "repeated": repeated,
        "dry_run": dry_run,
    }
    return Response(encoded(meta_of(snapshot), canonical(result)), media_type=JSON)


def _body(batch: Batch) -> dict[str, Any]:
    return asdict(batch) | {"changes": [asdict(change) for change in batch.changes]}
