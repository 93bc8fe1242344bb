"""From what somebody wants to a batch: `decide` makes the batch that a proposal becomes, or says why it cannot;
`undoing` makes the proposal that takes a batch back.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from parknet.errors import Problem, Refused, Sentence, Stale
from parknet.model.batch import Batch, Change, Edit, Proposal, timestamp
from parknet.model.bulk import bulk
from parknet.model.check import NOT_THERE, READ_AGAIN, SAME_ID, check, other_id
from parknet.model.difference import field_changes
from parknet.model.kinds import BY_PREFIX, kind_of
from parknet.model.records import without_empty
from parknet.model.snapshot import Entry, Snapshot, read
from parknet.model.text import canonical
from parknet.model.unfit import unfit
from parknet.model.upcast import known_format


@bulk()
def decide(snapshot: Snapshot, proposal: Proposal, now: datetime) -> Batch | None:
    """The batch that follows the snapshot when the proposal is taken; None when it changes nothing.

    Raises Stale when a record has another version than the writer saw, Refused for anything else that is wrong; both
    name places as ``edits/3/after/until``, edits being counted from 0 as they stand in the proposal. Raises
    StoreDamaged when nothing can follow the last batch.
    """
    changes: list[Change] = []
    sent: list[int] = []  # positions of the edits that the changes come from
    problems = list(_stale(snapshot, proposal))
    if problems:
        raise Stale(problems)
    for n, edit in enumerate(proposal.edits):
        found = _change(snapshot, n, edit.id, edit.after, len(changes))
        if not isinstance(found, Change):
            problems.extend(found)
        elif found.before != found.after:
            changes.append(found)
            sent.append(n)
    if problems:
        raise Refused(problems)
    if not changes:
        return None
    batch = Batch(
        revision=snapshot.revision + 1,
        recorded_at=timestamp(now, snapshot.revision, snapshot.recorded_at),
        actor=proposal.actor,
        action=proposal.action,
        reason=proposal.reason,
        key=proposal.key,
        request=proposal.digest,
        previous=snapshot.hash,
        changes=tuple(changes),
    )
    batch = replace(batch, hash=batch.computed_hash())
    if problems := check(snapshot, batch):
        raise Refused([_in_edit(problem, sent) for problem in problems])
    return batch


def _in_edit(problem: Problem, sent: list[int]) -> Problem:
    """A problem of a change as one of the edit that the change comes from: some edits change nothing."""
    part, _, rest = problem.place.partition("/")
    position, _, path = rest.partition("/")
    return replace(problem, place=f"edits/{sent[int(position)]}/{path}") if part == "changes" else problem


def _stale(snapshot: Snapshot, proposal: Proposal) -> Iterator[Problem]:
    for n, edit in enumerate(proposal.edits):
        entry = snapshot.entries.get(edit.id)
        current = entry.version if entry else 0
        if edit.version is not None and edit.version != current:
            at = Sentence(f"The record is at version {current} by now.", f"这条记录现为第 {current} 版。")
            cause = at if current else NOT_THERE
            yield Problem("stale", f"edits/{n}/version", str(edit.version), cause, READ_AGAIN)
            if entry and edit.after:
                yield from _different(entry, n, edit.after)


def _different(entry: Entry, n: int, after: Mapping[str, object]) -> Iterator[Problem]:
    """What is otherwise on record than in a stale edit, field by field."""
    wanted = without_empty({**after, "id": entry.record.id})
    with suppress(ValidationError):  # what fits is compared as it would be written
        fitting = kind_of(entry.record).model.model_validate(wanted).to_dict()
        wanted = {name: fitting[name] for name in wanted if name in fitting}
    for field in field_changes(entry.record.to_dict(), wanted):
        cause, value = Sentence("It is not on record.", "现有记录中没有这一项。"), ""
        if field.before is not None:
            held = canonical(field.before)
            zh = f"“{field.before}”" if isinstance(field.before, str) else f" {held}"
            cause = Sentence(f"On record it is {held}.", f"现有记录为{zh}。")
        if field.after is not None:
            value = canonical(field.after)[:200]
        remedy = Sentence("Keep what is on record, or send yours again.", "请保留现有内容，或重新提交您的内容。")
        yield Problem("stale", f"edits/{n}/after/{field.place}", value, cause, remedy)


def _change(
    snapshot: Snapshot, n: int, id_: str, after: dict[str, object] | None, position: int
) -> Change | list[Problem]:
    kind = BY_PREFIX.get(id_.split("-", 1)[0])
    if kind is None:
        cause = Sentence("No kind of record has ids that begin so.", "没有哪类记录的编号这样开头。")
        prefixes = [f"{prefix}-" for prefix in sorted(BY_PREFIX)]
        remedy = Sentence(f"Begin it with one of {', '.join(prefixes)}.", f"请以这些开头之一：{'、'.join(prefixes)}。")
        return [Problem("id", f"edits/{n}/id", id_, cause, remedy)]
    entry = snapshot.entries.get(id_)
    if after is None and entry is None:
        cause = Sentence("There is no such record to remove.", "要撤回的记录不存在。")
        remedy = Sentence("Leave this change out.", "请去掉这项修改。")
        return [Problem("missing", f"edits/{n}/id", id_, cause, remedy)]
    if after is None:
        return Change(position, kind.label, id_, entry.text if entry else None, None)
    try:
        record = kind.model.model_validate(without_empty({"id": id_} | after))
    except ValidationError as error:
        return [_invalid(f"edits/{n}/after", detail) for detail in error.errors()]
    if record.id != id_:
        return [Problem("id", f"edits/{n}/after/id", record.id, other_id(id_), SAME_ID)]
    return Change(position, kind.label, id_, entry.text if entry else None, record.text())


def _invalid(place: str, detail: Mapping[str, Any]) -> Problem:
    """A problem from one of pydantic's error details."""
    path = "/".join([place, *(str(part) for part in detail["loc"])])
    value = detail.get("input")
    shown = "" if isinstance(value, Mapping | list | tuple) else str(value)[:200]
    return Problem("invalid", path, shown, *unfit(detail))


def undoing(snapshot: Snapshot, batch: Batch, actor: str, reason: str, key: str = "") -> Proposal:
    """The proposal that takes a batch back: before and after swapped.

    A record that is no longer as the batch left it makes the proposal stale. Raises SchemaTooNew when a newer program
    wrote the batch.
    """
    known_format(batch.revision, batch.format)
    edits = []
    for change in reversed(batch.changes):
        entry = snapshot.entries.get(change.id)
        left = read(change.kind, change.after, batch.format).text if change.after else None
        before = read(change.kind, change.before, batch.format).record.to_dict() if change.before else None
        untouched = (entry.text if entry else None) == left
        version = entry.version if entry and untouched else batch.revision if left else 0
        edits.append(Edit(change.id, before, version))
    return Proposal(actor, f"undo {batch.revision}", tuple(edits), reason, key)
