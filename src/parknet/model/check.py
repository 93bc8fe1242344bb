"""What may be written: `check` says what is wrong with a batch.

Versions, references, uniqueness, dates and lifecycle are checked here once, for all stores.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from pydantic import ValidationError

from parknet.errors import Problem, Sentence
from parknet.model import edtf
from parknet.model.batch import Batch, Change
from parknet.model.bulk import bulk
from parknet.model.check_alliance import identity, wrong_alliance
from parknet.model.forms import FIELDS
from parknet.model.kinds import BY_PREFIX, KINDS, Kind, LinkField, kind_of
from parknet.model.records import Alliance, City, Model, Observation, Park, Record, Source
from parknet.model.snapshot import Entry, Snapshot, links_of, read, references
from parknet.model.unfit import unfit
from parknet.model.upcast import known_format

NOT_THERE = Sentence("There is no such record.", "没有这条记录。")
NAME_ANOTHER = Sentence(
    "Choose a record that exists, or enter it together with this one.", "请选择已有的记录，或一并录入。"
)
READ_AGAIN = Sentence("Read it again and decide anew.", "请重新读取后再决定。")
RESTORE = Sentence("Restore it as it was.", "请恢复原来的内容。")
SAME_ID = Sentence("Write the same id in both places.", "请让两处的编号一致。")
LEAVE_OUT = Sentence("Leave it out.", "请去掉它。")
CORRECT_DATE = Sentence("Correct one of the dates.", "请更正其中一个日期。")
NOT_MIXED = Sentence("Real and synthetic records do not mix.", "真实记录与合成记录不能混在一起。")


class View:
    """The records as they would be after a batch."""

    def __init__(self, snapshot: Snapshot, after: Mapping[str, Record | None]) -> None:
        self.snapshot = snapshot
        self.after = after

    def get(self, id_: str) -> Record | None:
        """The record of that id after the batch, or None."""
        return self.after[id_] if id_ in self.after else self.snapshot.get(id_)

    @cached_property
    def pointing(self) -> dict[str, set[str]]:
        """For each id that a record of the batch points at: the ids of those records."""
        found: dict[str, set[str]] = {}
        for id_, record in self.after.items():
            for _, target in references(record) if record else ():
                found.setdefault(target, set()).add(id_)
        return found

    @cached_property
    def merged(self) -> dict[str, str]:
        """The record that a merged id stands for; the last one where several claim it."""
        kept = {id_: owner for id_, owner in self.snapshot.merged.items() if owner not in self.after}
        return kept | {id_: r.id for r in self.after.values() if r for id_ in r.merged if id_ not in kept}

    @cached_property
    def live_alliances(self) -> dict[tuple[object, ...], list[str]]:
        """Ids of live alliances by kind, members and programmes; those with fewer than two members are left out."""
        found: dict[tuple[object, ...], list[str]] = {}
        current = [a for a in self.snapshot.all(Alliance) if a.id not in self.after]
        for alliance in [
            *current,
            *(r for r in self.after.values() if isinstance(r, Alliance)),
        ]:
            if (key := identity(alliance)) is not None:
                found.setdefault(key, []).append(alliance.id)
        return found


@bulk()
def check(snapshot: Snapshot, batch: Batch) -> list[Problem]:
    """Everything that is wrong with writing this batch upon this snapshot; empty when it may be written.

    Raises SchemaTooNew when a newer program wrote the batch.
    """
    known_format(batch.revision, batch.format)
    problems = list(_chain(snapshot, batch))
    after: dict[str, Record | None] = {}
    for change in batch.changes:
        if change.id in after:
            cause = Sentence("The record is changed twice at once.", "同一条记录一次改了两遍。")
            remedy = Sentence("Put both changes into one.", "请把两处修改合为一处。")
            problems.append(Problem("duplicate", f"changes/{change.position}/id", change.id, cause, remedy))
        if not _is_before(snapshot.entries.get(change.id), change, batch.format):
            cause = Sentence("The record has been changed meanwhile.", "这条记录已被他人修改。")
            problems.append(Problem("stale", f"changes/{change.position}/before", change.id, cause, READ_AGAIN))
        found = _read(change, batch.format)
        if isinstance(found, Problem):
            return [*problems, found]
        after[change.id] = found
    problems.extend(_mixed(snapshot, batch, after))
    view = View(snapshot, after)
    for change in batch.changes:
        place = f"changes/{change.position}/after"
        record = after[change.id]
        if record is None:
            problems.extend(_still_linked(view, change.id, place))
        else:
            problems.extend(replace(p, place=f"{place}/{p.place}") for p in _wrong(record, view))
    return problems


def _read(change: Change, written: int) -> Record | Problem | None:
    """The record after a change, or why it cannot be read."""
    place = f"changes/{change.position}"
    kind = BY_PREFIX.get(change.id.split("-", 1)[0])
    if kind is None or kind.label != change.kind:
        cause = Sentence("The id does not begin as ids of this kind do.", "编号的开头与这类记录不符。")
        remedy = Sentence("Correct the kind or the id.", "请更正类型或编号。")
        return Problem("id", f"{place}/kind", change.kind, cause, remedy)
    try:
        record = read(change.kind, change.after, written).record if change.after else None
    except ValidationError as error:
        detail = error.errors()[0]
        path = "/".join([place, "after", *(str(part) for part in detail["loc"])])
        return Problem("invalid", path, change.id, *unfit(detail))
    except ValueError:
        cause = Sentence("The text is no record.", "这段文本不是一条记录。")
        return Problem("invalid", f"{place}/after", change.id, cause, RESTORE)
    if record is not None and record.id != change.id:
        return Problem("id", f"{place}/after/id", record.id, other_id(change.id), SAME_ID)
    return record


def other_id(id_: str) -> Sentence:
    """What is wrong with a record that has another id inside than outside."""
    return Sentence(
        f"This is entered as {id_}, but the record inside has another id.",
        f"这里录入的是 {id_}，记录里却是另一个编号。",
    )


def _chain(snapshot: Snapshot, batch: Batch) -> Iterator[Problem]:
    if batch.revision != snapshot.revision + 1 or batch.previous != snapshot.hash:
        cause = Sentence(
            f"It does not follow revision {snapshot.revision}.", f"它不是接着第 {snapshot.revision} 版的。"
        )
        yield Problem("chain", "revision", str(batch.revision), cause, READ_AGAIN)
    if batch.hash != batch.computed_hash():
        cause = Sentence("The hash does not fit the content.", "校验值与内容不符。")
        yield Problem("chain", "hash", batch.hash, cause, RESTORE)


def _is_before(entry: Entry | None, change: Change, written: int) -> bool:
    """Whether the record on record is what the change says was before it, in the format of its time."""
    if change.before is None or entry is None:
        return (change.before, entry) == (None, None)
    try:
        return change.before == entry.text or read(change.kind, change.before, written).text == entry.text
    except ValueError:
        return False


def _mixed(snapshot: Snapshot, batch: Batch, after: Mapping[str, Record | None]) -> Iterator[Problem]:
    """Synthetic sources among real records: a store is synthetic from its first batch, or never."""
    for change in batch.changes:
        record = after[change.id]
        if isinstance(record, Source) and record.synthetic and snapshot.entries and not snapshot.synthetic:
            remedy = Sentence("Use a data folder of its own.", "请为合成数据另用一个数据文件夹。")
            yield Problem("synthetic", f"changes/{change.position}/after/synthetic", "true", NOT_MIXED, remedy)


def _still_linked(view: View, id_: str, place: str) -> Iterator[Problem]:
    owners = {*view.snapshot.incoming.get(id_, ()), *view.pointing.get(id_, ())}
    for owner in sorted(owners):
        record = view.get(owner)
        if record is not None and any(target == id_ for _, target in references(record)):
            cause = Sentence(f"{owner} still points at it.", f"{owner} 仍引用它。")
            remedy = Sentence(
                "Change that record first, or together with this one.", "请先修改那条记录，或与它一并修改。"
            )
            yield Problem("in-use", place, id_, cause, remedy)


def _wrong(record: Record, view: View) -> Iterator[Problem]:
    """What is wrong with one record among the others; places are paths inside the record."""
    if not record.cites and not isinstance(record, Source):
        cause = Sentence("The record cites no source.", "没有注明来源。")
        remedy = Sentence("Name the source that it rests on.", "请选择它所依据的来源。")
        yield Problem("no-source", "cites", record.id, cause, remedy)
    yield from _wrong_merged(record, view)
    yield from _wrong_links(record, view)
    yield from _wrong_parts(record)
    yield from _wrong_spans("", record)
    if isinstance(record, Alliance):
        yield from wrong_alliance(record)
        yield from _again(record, view)
    if isinstance(record, Park | City):
        yield from _circle(record, view)
    if isinstance(record, Observation):
        yield from _wrong_observation(record)


def _wrong_observation(record: Observation) -> Iterator[Problem]:
    if (record.value is None) == (record.grade is None):
        cause = Sentence("An observation has either a value or a grade.", "一条指标数据要么有数值，要么有等级。")
        remedy = Sentence("Give exactly one of them.", "请只填其中一个。")
        yield Problem("invalid", "value", "" if record.value is None else str(record.value), cause, remedy)
    if len(record.about) != 1:
        cause = Sentence("An observation is about exactly one record.", "一条指标数据只说明一个对象。")
        remedy = Sentence("Choose one record.", "请选择一条记录。")
        yield Problem("invalid", "about", str(len(record.about)), cause, remedy)


def _wrong_merged(record: Record, view: View) -> Iterator[Problem]:
    """Ids that would stand for two records; one that is on record already stands for none but itself."""
    owner = None if record.id in view.snapshot.entries else view.merged.get(record.id)
    if owner not in (None, record.id):
        cause = Sentence(
            f"This id stands for {owner}, which that record was merged into.", f"用这个编号的记录已并入 {owner}。"
        )
        remedy = Sentence("Take another id, or undo the merging first.", "请换一个编号，或先撤销合并。")
        yield Problem("id", "id", record.id, cause, remedy)
    for n, id_ in enumerate(record.merged):
        place = f"merged/{n}"
        if view.get(id_) is not None:
            cause = Sentence("The merged record is still there.", "被合并的记录仍然存在。")
            remedy = Sentence("Remove it together with this change.", "请在这次修改中一并撤回它。")
            yield Problem("merged", place, id_, cause, remedy)
        elif (kind := BY_PREFIX.get(id_.split("-", 1)[0])) is None or kind is not kind_of(record):
            cause = Sentence("The merged record is not of the same kind.", "被合并的记录不是同一类。")
            yield Problem("merged", place, id_, cause, LEAVE_OUT)
        elif view.merged.get(id_) != record.id or id_ in record.merged[:n]:
            cause = Sentence(
                "This id stands for another record, or stands here twice.", "这个编号已并入别的记录，或重复出现。"
            )
            yield Problem("merged", place, id_, cause, LEAVE_OUT)


def _wrong_links(record: Record, view: View) -> Iterator[Problem]:
    for link_field, n, link in links_of(record):
        place = f"{link_field.name}/{n}/to"
        kind = BY_PREFIX.get(link.to.split("-", 1)[0])
        if link.to == record.id:
            cause = Sentence("The record points at itself.", "记录指向了它自己。")
            yield Problem("self-tie", place, link.to, cause, Sentence("Choose another record.", "请另选一条记录。"))
        elif kind is None or kind.label not in link_field.targets:
            yield _misfit(place, link.to, link_field)
        elif (n and getattr(record, link_field.name)[n - 1]) == link:
            cause = Sentence("The same entry stands twice.", "同一项重复了。")
            yield Problem("duplicate", place, link.to, cause, Sentence("Leave one of them out.", "请去掉其中一项。"))
    for place, target in references(record):
        if view.get(target) is None:
            yield Problem("link", place, target, NOT_THERE, NAME_ANOTHER)
        elif ("/sources/" in place or "/cites/" in place) and not isinstance(view.get(target), Source):
            cause = Sentence("This record is not a source.", "这条记录不是来源。")
            yield Problem("link", place, target, cause, one_of([KINDS["Source"]]))


def _misfit(place: str, id_: str, field: LinkField) -> Problem:
    """A record of a kind that the link does not lead to."""
    zh, en = FIELDS[field.name]
    cause = Sentence(f"A record of this kind does not fit under “{en}”.", f"“{zh}”不能选这一类记录。")
    return Problem("link", place, id_, cause, one_of([KINDS[label] for label in field.targets]))


def one_of(kinds: Sequence[Kind]) -> Sentence:
    """What to do where only records of some kinds fit."""
    en = f"Choose a record of {'this kind' if len(kinds) == 1 else 'one of these kinds'}"
    return Sentence(
        f"{en}: {', '.join(kind.en for kind in kinds)}.", f"请选择这类记录：{'、'.join(kind.zh for kind in kinds)}。"
    )


def _wrong_parts(record: Record) -> Iterator[Problem]:
    seen: set[str] = set()
    for part_field in kind_of(record).parts:
        for n, part in enumerate(getattr(record, part_field.name)):
            place = f"{part_field.name}/{n}/id"
            if not part.id.startswith(f"{record.id}#"):
                cause = Sentence(
                    "The id of an entry begins with that of its record.", "分项的编号应以所属记录的编号开头。"
                )
                remedy = Sentence(f"Begin it with {record.id}#.", f"请以 {record.id}# 开头。")
                yield Problem("id", place, part.id, cause, remedy)
            if part.id in seen:
                cause = Sentence("Two entries have this id.", "两个分项用了同一编号。")
                yield Problem("duplicate", place, part.id, cause, Sentence("Number them apart.", "请分别编号。"))
            seen.add(part.id)
            for link_field in part_field.links:
                for m, link in enumerate(getattr(part, link_field.name)):
                    kind = BY_PREFIX.get(link.to.split("-", 1)[0])
                    if link_field.name != "cites" and (kind is None or kind.label not in link_field.targets):
                        yield _misfit(f"{part_field.name}/{n}/{link_field.name}/{m}/to", link.to, link_field)


def _wrong_spans(place: str, model: Model) -> Iterator[Problem]:
    """Ends before starts, in the record, its links and its parts."""
    since, until = getattr(model, "since", None), getattr(model, "until", None)
    if edtf.ends_before_start(since, until):
        yield Problem("end-before-start", f"{place}until", str(until), ends_first(since), CORRECT_DATE)
    for name in type(model).model_fields:
        value = getattr(model, name)
        if isinstance(value, tuple):
            for n, item in enumerate(value):
                if isinstance(item, Model):
                    yield from _wrong_spans(f"{name}/{n}/", item)


def ends_first(since: str | None) -> Sentence:
    """What is wrong with an end before its start."""
    return Sentence(f"It ends before it starts ({since}).", f"结束日期早于开始日期（{since}）。")


def _again(alliance: Alliance, view: View) -> Iterator[Problem]:
    """The same alliance entered twice while it lives."""
    key = identity(alliance)
    others = [id_ for id_ in view.live_alliances.get(key, []) if id_ != alliance.id] if key is not None else []
    if others:
        cause = Sentence(
            f"{others[0]} is a live alliance of that kind with the same members under the same programmes.",
            f"{others[0]} 是同类、同成员、同计划的合作关系，尚未终止。",
        )
        remedy = Sentence("Change that record, or end it first.", "请修改那条记录，或先把它终止。")
        yield Problem("duplicate", "has_member", alliance.id, cause, remedy)


def _circle(record: Park | City, view: View) -> Iterator[Problem]:
    """A record that is, over others, a part of itself."""
    seen, ahead = {record.id}, [link.to for link in record.part_of if link.to != record.id]
    while ahead:
        id_ = ahead.pop()
        if id_ == record.id:
            cause = Sentence("Through other records it is a part of itself.", "经由其他记录，它成了自己的一部分。")
            yield Problem(
                "circle", "part_of", record.id, cause, Sentence("Correct one of the links.", "请更正其中一处隶属关系。")
            )
            return
        whole = view.get(id_)
        if id_ not in seen and isinstance(whole, Park | City):
            seen.add(id_)
            ahead.extend(link.to for link in whole.part_of)
