"""Routes of the log: what was changed, and writing a batch."""

from dataclasses import asdict
from math import isfinite
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, Query, Request
from fastapi.responses import Response
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from parknet.api.answers import JSON, Answer, derived, encoded, meta_of, weak_etag
from parknet.api.operation import Operation
from parknet.api.security import Asking
from parknet.api.state import Serving
from parknet.model.batch import Batch, Edit, Proposal
from parknet.model.text import canonical

routes = APIRouter(tags=["Changes"], route_class=Operation)

DEEPEST = 8
"""Levels of a record's JSON that are read; no kind has more than four."""
LONGEST = 2_000_000
"""About so many characters of records stand in a page of the log."""
HIGHEST = 2**53
"""Largest revision that is taken: JSON and the database count no further."""


def _storable(value: Any, levels: int = DEEPEST) -> Any:
    """The value, if text and numbers in it can be stored; ValueError for what no record may hold."""
    if levels < 0:
        raise ValueError(f"it is nested more than {DEEPEST} levels deep")
    if isinstance(value, float) and not isfinite(value):
        raise ValueError("it holds a number that is not finite")
    if isinstance(value, str):
        value.encode()  # UnicodeEncodeError, which is a ValueError, for a lone surrogate
    elif isinstance(value, list | dict):
        for item in value:
            _storable(item, levels - 1)
        for item in value.values() if isinstance(value, dict) else ():
            _storable(item, levels - 1)
    return value


class EditBody(BaseModel):
    """What one record shall be."""

    model_config = ConfigDict(extra="forbid")

    id: str = Field(max_length=60)
    after: Annotated[dict[str, Any] | None, AfterValidator(_storable)] = Field(
        description="the whole record, or null to remove it"
    )
    version: int | None = Field(
        None, ge=0, le=HIGHEST, description="the version that was read; 0: it must be new; null: any"
    )


class ProposalBody(BaseModel):
    """Edits to be written together, or not at all."""

    model_config = ConfigDict(extra="forbid")

    action: Literal["edit", "undo"] = "edit"
    reason: str = Field("", max_length=1000)
    edits: list[EditBody] = Field(min_length=1, max_length=20_000)


class WrittenBody(BaseModel):
    """What a proposal came to."""

    revision: int = Field(description="the batch's revision; of a dry run the one it would get; else the current one")
    changed: list[str] = Field(description="ids of the records that changed")
    repeated: bool = Field(description="whether the same request was written before under this key")
    dry_run: bool


@routes.get("/changes", operation_id="list_changes", response_model=Answer[list[Batch]])
async def list_changes(
    request: Request,
    serving: Serving,
    after: Annotated[int, Query(ge=0, le=HIGHEST, description="revision after which to begin")] = 0,
    limit: Annotated[int, Query(ge=1, le=100, description="most batches; fewer come when they are large")] = 20,
) -> Response:
    """The batches after a revision, in order, as they are chained in the log."""
    found = await serving.journal.store.batches_after(after, limit)
    batches = _page(found)
    snapshot = await serving.snapshot()
    more = str(batches[-1].revision) if len(found) == limit or len(batches) < len(found) else None
    etag = weak_etag(snapshot, "changes", str(after), str(limit), batches[-1].hash if batches else "")

    def text() -> str:
        return encoded(meta_of(snapshot, next=more), f"[{','.join(map(_text, batches))}]")

    return await derived(request, serving, etag, text)


@routes.post("/changes", operation_id="write_changes", response_model=Answer[WrittenBody])
async def write_changes(
    serving: Serving,
    actor: Asking,
    body: ProposalBody,
    dry_run: bool = False,
    idempotency_key: Annotated[str, Header(max_length=100, pattern="^[ -~]*$")] = "",
) -> Response:
    """Write a batch: all of its edits, or none. Needs the token of the data folder."""
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
    meta = meta_of(await serving.analysis.ready(snapshot))
    return Response(encoded(meta, canonical(result)), media_type=JSON)


def _page(batches: list[Batch]) -> list[Batch]:
    """The first batches whose records are not too long together, one at least."""
    size = 0
    for n, batch in enumerate(batches):
        size += sum(len(change.before or "") + len(change.after or "") for change in batch.changes)
        if n and size > LONGEST:
            return batches[:n]
    return batches


def _text(batch: Batch) -> str:
    """JSON of a batch, encoded a change at a time: one call for all of a large batch would stop every other thread."""
    fields = {name: getattr(batch, name) for name in Batch.__slots__ if name != "changes"}
    changes = ",".join(canonical(asdict(change)) for change in batch.changes)
    return f'{canonical(fields)[:-1]},"changes":[{changes}]}}'
