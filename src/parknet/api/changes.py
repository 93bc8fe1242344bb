"""Routes of the log: what was changed, and writing a batch."""

import asyncio
from dataclasses import asdict
from functools import partial
from math import isfinite
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, Query, Request
from fastapi.responses import Response
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from parknet.api.answers import JSON, Answer, derived, encoded, meta_of, weak_etag
from parknet.api.bodies import RecordChangeBody, told
from parknet.api.operation import Operation
from parknet.api.past import HIGHEST
from parknet.api.security import Asking
from parknet.api.state import Services, Serving
from parknet.errors import Sentence, StoreUnavailable, Unfit
from parknet.model.batch import Batch, Edit, Proposal
from parknet.model.difference import change_of
from parknet.model.records import Signatory
from parknet.model.text import canonical
from parknet.model.unfit import HALF_CHARACTERS, NOT_FINITE
from parknet.model.vocabulary import State
from parknet.services.journal import Written
from parknet.services.log import read_log
from parknet.services.steps import add_step
from parknet.store.port import Store

routes = APIRouter(tags=["Changes"], route_class=Operation)

DEEPEST = 8
"""Levels of a record's JSON that are read; no kind has more than four."""
LONGEST = 2_000_000
"""About so many characters of records stand in a page of the log."""
READ_SECONDS = 10.0
"""How long the reading of such a page may take."""


def _storable(value: Any, levels: int = DEEPEST) -> Any:
    """The value, if text and numbers in it can be stored; Unfit for what no record may hold."""
    if levels < 0:
        cause = Sentence(f"It is nested more than {DEEPEST} levels deep.", f"嵌套超过 {DEEPEST} 层。")
        raise Unfit(cause, Sentence("Make it flatter.", "请减少嵌套。"))
    if isinstance(value, float) and not isfinite(value):
        raise Unfit(*NOT_FINITE)
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            raise Unfit(*HALF_CHARACTERS) from None
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

    action: Literal["edit", "merge", "undo", "restore"] = "edit"
    reason: str = Field("", max_length=1000)
    edits: list[EditBody] = Field(min_length=1, max_length=20_000)


class StepBody(BaseModel):
    """A step in the life of an alliance, and the version of the alliance that was read (null: any)."""

    model_config = ConfigDict(extra="forbid")

    state: State
    date: str | None = Field(None, max_length=60, description="EDTF")
    by: str | None = Field(None, max_length=4000, description="who took it")
    signed_by: list[Signatory] = Field([], max_length=100, description="who signed: all parties, where it is signed")
    wording: str | None = Field(None, max_length=4000, description="as the source says it")
    cites: Annotated[list[dict[str, Any]], AfterValidator(_storable), Field(min_length=1, max_length=100)]
    version: int | None = Field(None, ge=1, le=HIGHEST)


class WrittenBody(BaseModel):
    """What a proposal came to."""

    revision: int = Field(description="the batch's revision; of a dry run the one it would get; else the current one")
    changed: list[RecordChangeBody] = Field(description="the records that are not as before, in the order of the edits")
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
    snapshot, store = await serving.snapshot(), serving.journal.store
    last = min(after + limit, snapshot.revision)  # what follows is for the next snapshot: the log up to here stays

    async def read() -> list[Batch]:
        try:
            async with asyncio.timeout(READ_SECONDS):
                return await _read(store, after, last)
        except TimeoutError as error:
            text = f"The log after revision {after} was not read within {READ_SECONDS:g} s."
            raise StoreUnavailable(f"{text} Try again; if that does not help, run parknet verify.") from error

    def text(batches: list[Batch]) -> str:
        more = batches and batches[-1].revision < snapshot.revision
        meta = meta_of(snapshot, next=str(batches[-1].revision) if more else None)
        return encoded(meta, f"[{','.join(map(_text, batches))}]")

    etag = weak_etag(snapshot, "changes", snapshot.hash, str(after), str(limit))
    return await derived(request, serving, etag, text, read)


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
    if dry_run:
        batch = await serving.journal.dry_run(proposal, actor)
        return await _answered(serving, Written(batch, serving.journal.snapshot), dry_run=True)
    return await _answered(serving, await serving.journal.write(proposal, actor))


@routes.post("/alliances/{id}/steps", operation_id="add_step", response_model=Answer[WrittenBody])
async def write_step(
    serving: Serving,
    actor: Asking,
    id: str,
    body: StepBody,
    idempotency_key: Annotated[str, Header(max_length=100, pattern="^[ -~]*$")] = "",
) -> Response:
    """Write one more step in the life of an alliance, among the others by its date. Needs the token."""
    fields = body.model_dump(exclude_none=True, exclude={"version"})
    written = await add_step(serving.journal, id, fields, actor, version=body.version, key=idempotency_key)
    return await _answered(serving, written)


async def _answered(serving: Services, written: Written, *, dry_run: bool = False) -> Response:
    """The answer to what was written, or would be."""
    batch, snapshot = written.batch, written.snapshot

    def changed(batch: Batch) -> list[dict[str, Any]]:
        return [told(change_of(change, batch.format)) for change in batch.changes]

    result = {
        "revision": batch.revision if batch else snapshot.revision,
        "changed": await serving.analysis.run(partial(changed, batch)) if batch else [],
        "repeated": written.repeated,
        "dry_run": dry_run,
    }
    meta = meta_of(await serving.analysis.ready(snapshot))
    return Response(encoded(meta, canonical(result)), media_type=JSON)


async def _read(store: Store, after: int, last: int) -> list[Batch]:
    """The batches after one revision until another, or so many that their records are not too long together.

    They are read a few at a time, since one may be very large. The caller limits the time.
    """
    found: list[Batch] = []
    while after < last:
        some = min(after + len(found) + 1, last)
        found += [batch async for batch in read_log(store, after, some)]
        after = found[-1].revision
        if len(fitting := _fitting(found)) < len(found):
            return fitting
    return found


def _fitting(batches: list[Batch]) -> list[Batch]:
    """The first batches whose records are not too long together, one at least."""
    size = 0
    for n, batch in enumerate(batches):
        size += sum(len(change.before or "") + len(change.after or "") for change in batch.changes)
        if n and size > LONGEST:
            return batches[:n]
    return batches


def _text(batch: Batch) -> str:
    """JSON of a batch, encoded a change at a time: one call for all of a large batch would stop every other thread."""
    changes = ",".join(canonical(asdict(change)) for change in batch.changes)
    return f'{canonical(batch.heading())[:-1]},"changes":[{changes}]}}'
