"""A whole store moved, records and log: from one database to another, to a file of JSON lines, and back.

A dump has one line for the format, then for each batch one line and one for each of its changes, then one line that
says what it ends at. Equal logs give equal bytes. What is taken over is checked batch by batch before it is written,
and taken up again where it was interrupted.
"""

import json
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import asdict, replace
from typing import Any

from parknet.errors import Problem, Refused, Sentence
from parknet.model.batch import Batch, Change
from parknet.model.check import check
from parknet.model.snapshot import Snapshot, apply
from parknet.model.text import canonical
from parknet.store.port import Store

FORMAT = 1
"""Format of the lines."""

Progress = Callable[[int], None]
"""Told the revision that was written last."""


async def batches_of(store: Store, at_once: int = 20) -> AsyncIterator[Batch]:
    """All batches of a store, in order."""
    revision = 0
    while batches := await store.batches_after(revision, at_once):
        for batch in batches:
            yield batch
        revision = batches[-1].revision


async def take_over(target: Store, batches: AsyncIterator[Batch], progress: Progress = lambda _: None) -> Snapshot:
    """Write the batches of a log, as they are, to a store that is empty or holds the beginning of that log.

    Raises Refused when the store holds another history or a batch is not what it should be, and kinds of StoreError;
    what was written until then stays, and is passed over the next time.
    """
    await target.prepare()
    snapshot = await target.read_snapshot()
    known, seen = snapshot.revision, 0
    async for batch in batches:
        seen = batch.revision
        if seen < known:
            continue
        if seen == known:
            if batch.hash != snapshot.hash:
                raise _another_history(known)
            continue
        if problems := check(snapshot, batch):
            raise Refused([_of_batch(batch, problem) for problem in problems])
        await target.commit(batch, snapshot)
        snapshot = apply(snapshot, batch)
        progress(seen)
    if seen < known:
        raise _another_history(known)
    return snapshot


def _another_history(revision: int) -> Refused:
    cause = Sentence(
        f"It holds {revision} batches that are not the beginning of this log.",
        f"其中已有 {revision} 批修改，与这份日志的开头不同。",
    )
    remedy = Sentence("Use an empty data folder or database.", "请使用空的数据文件夹或数据库。")
    return Refused([Problem("history", "target", "", cause, remedy)])


def _of_batch(batch: Batch, problem: Problem) -> Problem:
    return replace(problem, place=f"batch {batch.revision}: {problem.place}")


async def dump(store: Store) -> AsyncIterator[str]:
    """The lines of a dump of the store, each with its line end."""
    yield _line({"parknet": "log", "format": FORMAT})
    end: dict[str, Any] = {"revision": 0, "hash": ""}
    async for batch in batches_of(store):
        fields = {name: getattr(batch, name) for name in Batch.__slots__ if name != "changes"}
        yield _line({"batch": {**fields, "changes": len(batch.changes)}})
        for change in batch.changes:
            yield _line({"change": asdict(change)})
        end = {"revision": batch.revision, "hash": batch.hash}
    yield _line({"end": end})


def _line(value: dict[str, Any]) -> str:
    return canonical(value) + "\n"


def read_dump(lines: Iterable[str], name: str) -> Iterator[Batch]:
    """The batches of a dump; `name` is the file's, for what is said of it.

    Raises Refused that names the first line which is not as it was written, or says that the end is missing.
    """
    heading: dict[str, Any] | None = None
    changes: list[Change] = []
    last: dict[str, Any] = {"revision": 0, "hash": ""}
    for number, text in enumerate(lines, 1):
        place = f"{name}:{number}"
        kind, fields = _read(text, place)
        if number == 1:
            if (kind, fields) != ("format", FORMAT):
                cause = Sentence("It is no dump that this parknet can read.", "这不是此版程序能读取的转储。")
                raise _wrong(place, cause, Sentence("Use the parknet that wrote it.", "请使用写出它的那版程序。"))
            continue
        if kind == "batch" and heading is None:
            heading, changes = fields, []
        elif kind == "change" and heading is not None:
            changes.append(_change(fields, place))
        elif kind == "end" and heading is None:
            if fields != last:
                raise _wrong(place, Sentence("The end does not fit the batches before it.", "结尾与前面各批修改不符。"))
            return
        else:
            raise _wrong(place, _MISPLACED)
        if heading is not None and len(changes) == heading.get("changes"):
            batch = _batch(heading, changes, place)
            last, heading = {"revision": batch.revision, "hash": batch.hash}, None
            yield batch
    raise _wrong(name, Sentence("The end of the file is missing.", "文件缺少结尾。"))


def _read(text: str, place: str) -> tuple[str, Any]:
    try:
        value = json.loads(text)
    except ValueError as error:
        raise _wrong(place, Sentence("It is no JSON.", "这不是 JSON。")) from error
    if isinstance(value, dict) and value.get("parknet") == "log":
        return "format", value.get("format")
    if isinstance(value, dict) and len(value) == 1:
        ((kind, fields),) = value.items()
        if isinstance(fields, dict):
            return kind, fields
    raise _wrong(place, Sentence("It is no line of a dump.", "这不是转储中的一行。"))


def _change(fields: dict[str, Any], place: str) -> Change:
    wanted = {"position": int, "kind": str, "id": str}
    texts = [fields.get(name) for name in ("before", "after")]
    typed = all(type(fields.get(name)) is type_ for name, type_ in wanted.items())
    if not typed or set(fields) - {*wanted, "before", "after"} or any(not isinstance(t, str | None) for t in texts):
        raise _wrong(place, Sentence("It is no change.", "这不是一处修改。"))
    return Change(fields["position"], fields["kind"], fields["id"], *texts)


def _batch(fields: dict[str, Any], changes: list[Change], place: str) -> Batch:
    try:
        batch = Batch(**{**fields, "changes": tuple(changes)})
    except TypeError as error:
        raise _wrong(place, Sentence("It is no batch.", "这不是一批修改。")) from error
    if batch.hash != batch.computed_hash():
        number = batch.revision
        en, zh = f"The hash of batch {number} does not fit its content.", f"第 {number} 批的校验值与内容不符。"
        raise _wrong(place, Sentence(en, zh))
    return batch


_MISPLACED = Sentence(
    "A line is missing before it, or it stands in the wrong place.", "它前面缺了一行，或这一行位置不对。"
)
_AGAIN = Sentence("Dump the store again, or use another copy of the file.", "请重新转储，或换用文件的另一份副本。")


def _wrong(place: str, cause: Sentence, remedy: Sentence = _AGAIN) -> Refused:
    return Refused([Problem("dump", place, "", cause, remedy)])
