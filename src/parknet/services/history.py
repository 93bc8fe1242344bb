"""What was known before: past snapshots of a store, and the history of a record.

A past snapshot is rebuilt from the nearer of start and present: from nothing by the batches in their order, or from the
present by taking them back.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import partial, reduce

from parknet.errors import Gone, NotFound, Problem, Refused, Sentence
from parknet.model.batch import Batch, Recorded
from parknet.model.difference import FieldChange, change_of
from parknet.model.kinds import missing
from parknet.model.snapshot import Snapshot, apply, revert
from parknet.services.analysis import Analysis
from parknet.services.journal import Journal
from parknet.services.log import read_log

CHINA = timezone(timedelta(hours=8))
SETTLED = timedelta(minutes=15)
"""A commit in flight at the end of a day is through by then; a write ends sooner."""
AT_ONCE = 10
"""Batches read at a time: one may hold thousands of records."""


@dataclass(frozen=True, slots=True)
class Event:
    """One change of a record: when it was recorded, by whom, why, and what was different after it."""

    revision: int
    recorded_at: str
    actor: str
    action: str
    reason: str
    change: str
    fields: tuple[FieldChange, ...]


class History:
    """The past of one journal's store; `clock` tells the moment."""

    def __init__(self, journal: Journal, analysis: Analysis, clock: Callable[[], datetime]) -> None:
        self._journal = journal
        self._analysis = analysis
        self._clock = clock

    async def at(self, revision: int) -> Snapshot:
        """The snapshot of a revision; raises NotFound when the store has none of that number."""
        present = self._journal.snapshot
        if not 0 <= revision <= present.revision:
            raise no_revision(revision, present)
        if revision == present.revision:
            return present
        from_start = revision <= present.revision / 2
        key = ("past", present.hash, revision)  # another database may have been put in its place
        return await self._analysis.of(
            key, lambda: self._forwards(revision) if from_start else self._backwards(present, revision)
        )

    async def known(self, day: date, place: str = "known") -> Snapshot:
        """The last snapshot recorded before the end of a day in UTC+8; raises Refused when the day is not over.

        `place` is the parameter that asks for the day.
        """
        begin = datetime.combine(day, time(), CHINA)
        if self._clock() - begin < timedelta(days=1) + SETTLED:
            cause = Sentence(
                "The day is not over: what will be known then is not settled.", "这一天还没有过完，届时的记录尚未确定。"
            )
            remedy = Sentence("Ask for a day before today.", "请选择今天以前的日期。")
            raise Refused([Problem("query", place, day.isoformat(), cause, remedy)])
        moment = (begin + timedelta(days=1)).astimezone(UTC).isoformat(timespec="microseconds")
        return await self.at(await self._journal.store.revision_before(moment))

    async def missing(self, id_: str) -> NotFound:
        """The error about a record that is not there: whether and how it went."""
        found = await self._journal.store.history(id_)
        if not found or found[-1].change.after is not None:
            return missing(id_)
        last = found[-1]
        en, zh = (f": {last.reason}", f"，理由：{last.reason}") if last.reason else ("", "")
        return Gone(
            Sentence(
                f"{id_} was retracted in revision {last.revision} ({last.recorded_at}) by {last.actor}{en}.",
                f"{id_} 已在第 {last.revision} 版（{last.recorded_at}）由 {last.actor} 撤回{zh}。",
            )
        )

    async def of(self, id_: str) -> tuple[Event, ...]:
        """All that happened to a record, the first first; raises NotFound when there never was one of that id."""
        return tuple(_event(one) for one in await self._recorded(id_))

    async def last(self, id_: str) -> Recorded:
        """What happened to a record last; raises NotFound when there never was one of that id."""
        return (await self._recorded(id_))[-1]

    async def _recorded(self, id_: str) -> Sequence[Recorded]:
        found = await self._journal.store.history(id_)
        if not found:
            said = Sentence(f"There never was a record with the id {id_}.", f"从未有过编号为 {id_} 的记录。")
            raise NotFound(said)
        return found

    async def _forwards(self, revision: int) -> Snapshot:
        snapshot = Snapshot()
        while snapshot.revision < revision:
            batches = await self._batches(snapshot.revision, revision)
            snapshot = await self._analysis.run(partial(reduce, apply, batches, snapshot))
        return snapshot

    async def _backwards(self, present: Snapshot, revision: int) -> Snapshot:
        snapshot = present
        while snapshot.revision > revision:
            first = max(revision, snapshot.revision - AT_ONCE)
            batches = await self._batches(max(first - 1, 0), snapshot.revision)
            snapshot = await self._analysis.run(partial(_reverted, snapshot, batches, first))
        return snapshot

    async def _batches(self, after: int, last: int) -> list[Batch]:
        """All batches after one revision until another, or the next AT_ONCE + 1 of them."""
        last = min(last, after + AT_ONCE + 1)
        return [batch async for batch in read_log(self._journal.store, after, last)]


def no_revision(revision: int, present: Snapshot) -> NotFound:
    """The error about a revision that a store does not have."""
    last = present.revision
    en, zh = (
        f"There is no revision {revision}; the last one is {last}.",
        f"没有第 {revision} 版，最新的是第 {last} 版。",
    )
    return NotFound(Sentence(en, zh))


def _reverted(snapshot: Snapshot, batches: list[Batch], revision: int) -> Snapshot:
    """The snapshot of a revision from a later one and the batches from that revision on."""
    known = {batch.revision: batch for batch in batches}
    for number in range(snapshot.revision, revision, -1):
        before = known.get(number - 1)
        snapshot = revert(snapshot, known[number], before.recorded_at if before else "")
    return snapshot


def _event(one: Recorded) -> Event:
    told = change_of(one.change, one.format)
    return Event(one.revision, one.recorded_at, one.actor, one.action, one.reason, told.change, told.fields)
