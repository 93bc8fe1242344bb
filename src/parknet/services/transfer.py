"""A whole store moved, records and log: from one database to another, to a file of JSON lines, and back.

A dump has one line for the format and what it begins after, then for each batch one line and one for each of its
changes, then one line that says what it ends at, with the SHA-256 of all lines before it. Equal logs give equal bytes.
What is taken over is checked batch by batch before it is written, and taken up again where it was interrupted.
"""

import json
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import asdict, replace
from hashlib import sha256
from typing import Any

from parknet.errors import Problem, Refused, Sentence
from parknet.model.batch import Batch, Change, is_moment, unfit_in
from parknet.model.check import check
from parknet.model.snapshot import Snapshot, apply
from parknet.model.text import canonical
from parknet.services.log import read_log
from parknet.store.port import Store

FORMAT = 1
"""Format of the lines."""

Progress = Callable[[int], None]
"""Told the revision that was written last."""


async def batches_of(store: Store, revision: int = 0, at_once: int = 20) -> AsyncIterator[Batch]:
    """The batches of a store after a revision until the last one that it has now, in order.

    Raises StoreDamaged naming the first that is missing or not complete.
    """
    async for batch in read_log(store, revision, (await store.head()).revision, at_once):
        yield batch


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
                raise another_history(known)
            continue
        if problems := check(snapshot, batch):
            raise Refused([_of_batch(batch, problem) for problem in problems])
        await target.commit(batch, snapshot)
        snapshot = apply(snapshot, batch)
        progress(seen)
    if seen < known:
        raise another_history(known)
    return snapshot


def another_history(revision: int) -> Refused:
    """The sentence about a store of this revision that a log cannot be written to."""
    cause = Sentence(
        f"It holds {revision} batches that are not the beginning of this log.",
        f"其中已有 {revision} 批修改，与这份日志的开头不同。",
    )
    remedy = Sentence(
        "Use a data folder or database that holds the beginning of this log, or, where the log begins with batch 1, an "
        "empty one.",
        "请使用内容即为这份日志开头的数据文件夹或数据库；日志从第 1 批开始的，也可使用空的。",
    )
    return Refused([Problem("history", "target", "", cause, remedy)])


def _of_batch(batch: Batch, problem: Problem) -> Problem:
    return replace(problem, place=f"batch {batch.revision}: {problem.place}")


async def dump(store: Store, after: int = 0) -> AsyncIterator[str]:
    """The lines of a dump of the store, or of the part of its log after a revision, each with its line end.

    Raises Refused when the store has no such revision, StoreDamaged naming a batch that is missing or not complete.
    """
    written = sha256()
    last = await _end(store, after)
    yield _counted(written, {"parknet": {"format": FORMAT, "after": after, "hash": last["hash"]}})
    async for batch in batches_of(store, after):
        yield _counted(written, {"batch": {**batch.heading(), "changes": len(batch.changes)}})
        for change in batch.changes:
            yield _counted(written, {"change": asdict(change)})
        last = {"revision": batch.revision, "hash": batch.hash}
    yield _line({"end": {**last, "sha256": written.hexdigest()}})


async def _end(store: Store, revision: int) -> dict[str, Any]:
    """Revision and hash of a batch of the store; those of no batch for 0."""
    if revision == 0:
        return {"revision": 0, "hash": ""}
    last = (await store.head()).revision
    if revision > last:
        cause = Sentence(
            f"There is no revision {revision}: the last one is {last}.",
            f"没有第 {revision} 版：最后一版是第 {last} 版。",
        )
        raise Refused(
            [Problem("revision", "after", "", cause, Sentence("Name one that is there.", "请指定已有的版次。"))]
        )
    (found,) = [batch async for batch in read_log(store, revision - 1, revision)]
    return {"revision": found.revision, "hash": found.hash}


def _counted(written: Any, value: dict[str, Any]) -> str:
    line = _line(value)
    written.update(line.encode())
    return line


def _line(value: dict[str, Any]) -> str:
    return canonical(value) + "\n"


def read_dump(lines: Iterable[str], name: str, *, part: bool = False) -> Iterator[Batch]:
    """The batches of a dump, or of a part of a log; `name` is the file's, for what is said of it.

    Raises Refused that names the first line which is not as it was written, or says what is missing.
    """
    written, ended = sha256(), False
    heading: dict[str, Any] | None = None
    changes: list[Change] = []
    last: dict[str, Any] = {}
    for number, text in enumerate(lines, 1):
        place = f"{name}:{number}"
        if number == 1:
            last = _beginning(text, name, part)
        elif ended:
            raise _wrong(place, Sentence("It stands after the end.", "这一行在结尾之后。"))
        else:
            kind, fields = _read(text, place)
            if kind == "batch" and heading is None:
                heading, changes = fields, []
            elif kind == "change" and heading is not None:
                changes.append(_change(fields, place))
            elif kind == "end" and heading is None:
                if text != _line({"end": {**last, "sha256": written.hexdigest()}}):
                    raise _wrong(place, Sentence("The end does not fit the lines before it.", "结尾与前面各行不符。"))
                ended = True
            else:
                raise _wrong(place, _MISPLACED)
        written.update(text.encode())
        if heading is not None and len(changes) == heading.get("changes"):
            batch = _batch(heading, changes, last, place)
            last, heading = {"revision": batch.revision, "hash": batch.hash}, None
            yield batch
    if not ended:
        raise _wrong(name, Sentence("The end of the file is missing.", "文件缺少结尾。"))


def _beginning(text: str, name: str, part: bool) -> dict[str, Any]:
    """Revision and hash that the batches follow, from the first line."""
    try:
        fields = json.loads(text)["parknet"]
        known, after, hash_ = fields["format"], fields["after"], fields["hash"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise no_dump(name) from None
    if known != FORMAT:
        cause = Sentence(
            f"It has format {known}, this parknet reads {FORMAT}.", f"其格式为 {known}，此版程序只读取 {FORMAT}。"
        )
        raise _wrong(name, cause, Sentence("Use the parknet that wrote it.", "请使用写出它的那版程序。"))
    if type(after) is not int or type(hash_) is not str:
        raise _wrong(f"{name}:1", Sentence("It does not say what it begins after.", "未写明从哪一版之后开始。"))
    if after and not part:
        cause = Sentence(f"It holds only what came after revision {after}.", f"其中只有第 {after} 版之后的修改。")
        remedy = Sentence("Take it over by parknet changes import.", "请用 parknet changes import 导入。")
        raise _wrong(name, cause, remedy)
    return {"revision": after, "hash": hash_}


def _read(text: str, place: str) -> tuple[str, dict[str, Any]]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _wrong(place, Sentence("It is no JSON.", "这不是 JSON。")) from error
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


def _batch(fields: dict[str, Any], changes: list[Change], last: dict[str, Any], place: str) -> Batch:
    no_batch = _wrong(place, Sentence("It is no batch.", "这不是一批修改。"))
    if unfit_in(fields):
        raise no_batch
    batch = Batch(**{**fields, "changes": tuple(changes)})
    try:
        hash_ = batch.computed_hash()
    except ValueError:  # half a character in a text
        raise no_batch from None
    if batch.hash != hash_:
        en = f"The hash of batch {batch.revision} does not fit its content."
        raise _wrong(place, Sentence(en, f"第 {batch.revision} 批修改的哈希与内容不符。"))
    if batch.format < 1 or not is_moment(batch.recorded_at):
        raise no_batch
    if batch.revision != last["revision"] + 1:
        missing = last["revision"] + 1
        raise _wrong(place, Sentence(f"Batch {missing} is missing.", f"缺少第 {missing} 批修改。"))
    if batch.previous != last["hash"]:
        en = f"Batch {batch.revision} does not follow the one before it."
        raise _wrong(place, Sentence(en, f"第 {batch.revision} 批修改与前一批不相接。"))
    return batch


def no_dump(name: str) -> Refused:
    """The sentence about a file that parknet cannot have written."""
    cause = Sentence("It is no dump or backup of parknet.", "这不是 parknet 的转储或备份。")
    return _wrong(name, cause, Sentence("Name a file that parknet wrote.", "请指定 parknet 写出的文件。"))


_MISPLACED = Sentence(
    "A line is missing before it, or it stands in the wrong place.", "这一行之前缺少一行，或这一行位置不对。"
)
_AGAIN = Sentence("Dump the store again, or use another copy of the file.", "请重新转储，或换用文件的另一份副本。")


def _wrong(place: str, cause: Sentence, remedy: Sentence = _AGAIN) -> Refused:
    return Refused([Problem("dump", place, "", cause, remedy)])
