"""What may be written: `check` says what is wrong with a batch.

Versions, references, uniqueness, dates and lifecycle are checked here once, for all stores.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from parknet.errors import Problem
from parknet.model import edtf, lifecycle
from parknet.model.batch import Batch, Change
from parknet.model.kinds import BY_PREFIX, kind_of
from parknet.model.records import (
    Alliance,
    City,
    Membership,
    Model,
    Observation,
    Park,
    Record,
    Source,
)
from parknet.model.snapshot import Entry, Snapshot, links_of, read, references
from parknet.model.upcast import known_format

FIX_LINK = "Name a record that exists, or write it in the same batch."


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
            if (key := _identity(alliance)) is not None:
                found.setdefault(key, []).append(alliance.id)
        return found


def check(snapshot: Snapshot, batch: Batch) -> list[Problem]:
    """Everything that is wrong with writing this batch upon this snapshot; empty when it may be written.

    Raises SchemaTooNew when a newer program wrote the batch.
    """
    known_format(batch.revision, batch.format)
    problems = list(_chain(snapshot, batch))
    after: dict[str, Record | None] = {}
    for change in batch.changes:
        place = f"changes/{change.position}"
        if change.id in after:
            cause = "The record is changed twice in one batch."
            problems.append(Problem("duplicate", f"{place}/id", change.id, cause, "Give it one change."))
        kind = BY_PREFIX.get(change.id.split("-", 1)[0])
        if kind is None or kind.label != change.kind:
            cause = "The id does not begin as ids of this kind do."
            problems.append(Problem("id", f"{place}/kind", change.kind, cause, "Correct the kind or the id."))
            return problems
        if not _is_before(snapshot.entries.get(change.id), change, batch.format):
            cause = "The record before the change is not the one on record."
            problems.append(Problem("stale", f"{place}/before", change.id, cause, "Read it again and decide anew."))
        try:
            record = after[change.id] = read(change.kind, change.after, batch.format).record if change.after else None
        except ValueError as error:  # pydantic's, or the text is no JSON
            cause = f"The text is no record of that kind ({str(error).splitlines()[0]})."
            problems.append(Problem("invalid", f"{place}/after", change.id, cause, "Correct the record."))
            return problems
        if record is not None and record.id != change.id:
            cause = f"The change is about {change.id}."
            problems.append(Problem("id", f"{place}/after/id", record.id, cause, "Make both the same."))
            return problems
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


def _chain(snapshot: Snapshot, batch: Batch) -> Iterator[Problem]:
    if batch.revision != snapshot.revision + 1 or batch.previous != snapshot.hash:
        cause = f"It does not follow revision {snapshot.revision}."
        yield Problem("chain", "revision", str(batch.revision), cause, "Read on and decide again.")
    if batch.hash != batch.computed_hash():
        yield Problem(
            "chain",
            "hash",
            batch.hash,
            "The hash is not that of the batch.",
            "Restore the batch as it was.",
        )


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
    if snapshot.entries and not snapshot.synthetic:
        for change in batch.changes:
            record = after[change.id]
            if isinstance(record, Source) and record.synthetic:
                cause, place = "Real and synthetic records do not mix.", f"changes/{change.position}/after/synthetic"
                yield Problem("synthetic", place, "true", cause, "Use a data folder of its own.")


def _still_linked(view: View, id_: str, place: str) -> Iterator[Problem]:
    owners = {*view.snapshot.incoming.get(id_, ()), *view.pointing.get(id_, ())}
    for owner in sorted(owners):
        record = view.get(owner)
        if record is not None and any(target == id_ for _, target in references(record)):
            cause = f"{owner} still points at it."
            yield Problem("in-use", place, id_, cause, "Change that record in the same batch.")


def _wrong(record: Record, view: View) -> Iterator[Problem]:
    """What is wrong with one record among the others; places are paths inside the record."""
    if not record.cites and not isinstance(record, Source):
        yield Problem(
            "no-source",
            "cites",
            record.id,
            "The record cites no source.",
            "Cite the source it rests on.",
        )
    yield from _wrong_merged(record, view)
    yield from _wrong_links(record, view)
    yield from _wrong_parts(record)
    yield from _wrong_spans("", record)
    if isinstance(record, Alliance):
        yield from _wrong_alliance(record, view)
    if isinstance(record, Park | City):
        yield from _circle(record, view)
    if isinstance(record, Observation):
        if (record.value is None) == (record.grade is None):
            cause = "An observation has either a value or a grade."
            yield Problem(
                "invalid",
                "value",
                str(record.value),
                cause,
                "Give exactly one of them.",
            )
        if len(record.about) != 1:
            cause = "An observation is about exactly one record."
            yield Problem("invalid", "about", str(len(record.about)), cause, "Name one record.")


def _wrong_merged(record: Record, view: View) -> Iterator[Problem]:
    """Ids that would stand for two records."""
    owner = view.merged.get(record.id)
    if owner not in (None, record.id):
        cause = f"This id stands for {owner}, which that record was merged into."
        yield Problem("id", "id", record.id, cause, "Take another id, or undo the merging first.")
    for n, id_ in enumerate(record.merged):
        place = f"merged/{n}"
        if view.get(id_) is not None:
            yield Problem("merged", place, id_, "The record is still there.", "Remove it in the same batch.")
        elif kind_of(id_).label != kind_of(record).label if id_.split("-", 1)[0] in BY_PREFIX else True:
            yield Problem("merged", place, id_, "It is not of the same kind.", "Leave it out.")
        elif view.merged.get(id_) != record.id or id_ in record.merged[:n]:
            yield Problem("merged", place, id_, "It stands for another record, or twice.", "Leave it out.")


def _wrong_links(record: Record, view: View) -> Iterator[Problem]:
    for link_field, n, link in links_of(record):
        place = f"{link_field.name}/{n}/to"
        if link.to == record.id:
            yield Problem(
                "self-tie",
                place,
                link.to,
                "The record points at itself.",
                "Name another record.",
            )
        elif link.to.split("-", 1)[0] not in BY_PREFIX or kind_of(link.to).label not in link_field.targets:
            kinds = ", ".join(link_field.targets)
            yield Problem(
                "link",
                place,
                link.to,
                f"{link_field.relation} points at {kinds}.",
                "Name a record of that kind.",
            )
        elif (n and getattr(record, link_field.name)[n - 1]) == link:
            yield Problem(
                "duplicate",
                place,
                link.to,
                "The same link stands twice.",
                "Leave one out.",
            )
    for place, target in references(record):
        if view.get(target) is None:
            yield Problem("link", place, target, "There is no such record.", FIX_LINK)
        elif ("/sources/" in place or "/cites/" in place) and not isinstance(view.get(target), Source):
            yield Problem("link", place, target, "It is not a source.", "Name a source.")


def _wrong_parts(record: Record) -> Iterator[Problem]:
    seen: set[str] = set()
    for part_field in kind_of(record).parts:
        for n, part in enumerate(getattr(record, part_field.name)):
            place = f"{part_field.name}/{n}/id"
            if not part.id.startswith(f"{record.id}#"):
                cause = "The id of a part begins with its owner's id."
                yield Problem("id", place, part.id, cause, f"Begin it with {record.id}#.")
            if part.id in seen:
                yield Problem(
                    "duplicate",
                    place,
                    part.id,
                    "Two parts have this id.",
                    "Number them apart.",
                )
            seen.add(part.id)
            for link_field in part_field.links:
                for m, link in enumerate(getattr(part, link_field.name)):
                    prefix = link.to.split("-", 1)[0]
                    if "Source" not in link_field.targets and (
                        prefix not in BY_PREFIX or BY_PREFIX[prefix].label not in link_field.targets
                    ):
                        cause = f"{link_field.relation} points at {', '.join(link_field.targets)}."
                        place = f"{part_field.name}/{n}/{link_field.name}/{m}/to"
                        yield Problem("link", place, link.to, cause, "Name a record of that kind.")


def _wrong_spans(place: str, model: Model) -> Iterator[Problem]:
    """Ends before starts, in the record, its links and its parts."""
    since, until = getattr(model, "since", None), getattr(model, "until", None)
    if edtf.ends_before_start(since, until):
        cause = f"It ends before it starts ({since})."
        yield Problem(
            "end-before-start",
            f"{place}until",
            str(until),
            cause,
            "Correct one of the dates.",
        )
    for name in type(model).model_fields:
        value = getattr(model, name)
        if isinstance(value, tuple):
            for n, item in enumerate(value):
                if isinstance(item, Model):
                    yield from _wrong_spans(f"{name}/{n}/", item)


def _wrong_alliance(alliance: Alliance, view: View) -> Iterator[Problem]:
    for n, member in enumerate(alliance.has_member):
        if any(other.to == member.to and not _apart(other, member) for other in alliance.has_member[:n]):
            cause = "A record is a member twice at one time: a tie to itself."
            yield Problem("self-tie", f"has_member/{n}/to", member.to, cause, "Leave one out, or date them apart.")
    parts = [member.part for member in alliance.has_member]
    if alliance.kind == "twinning" and not (len(parts) == 2 and all(p == "division" for p in parts)):
        cause = "A twinning has exactly two divisions."
        yield Problem(
            "members",
            "has_member",
            str(len(parts)),
            cause,
            "Use memorandum for other agreements.",
        )
    if alliance.kind == "pairing" and parts and parts.count("park") < 2:
        cause = "A pairing has two or more members in the part of a park."
        yield Problem(
            "members",
            "has_member",
            str(parts.count("park")),
            cause,
            "Use memorandum for other agreements.",
        )
    if bad := lifecycle.illegal(alliance.has_step):
        n, cause = bad
        remedy = "Correct the step, its date or the order."
        yield Problem(
            "lifecycle",
            f"has_step/{n}/state",
            alliance.has_step[n].state,
            cause[0].upper() + cause[1:],
            remedy,
        )
    elif edtf.ends_before_start(*(lifecycle.span(alliance) or (None, None))):
        last, until = len(alliance.has_term) - 1, str(alliance.has_term[-1].until)
        cause = "The last term ends before the tie begins."
        yield Problem("end-before-start", f"has_term/{last}/until", until, cause, "Correct the term or the steps.")
    key = _identity(alliance)
    others = [id_ for id_ in view.live_alliances.get(key, []) if id_ != alliance.id] if key is not None else []
    if others:
        cause = f"{others[0]} is a live alliance of that kind with the same members under the same programmes."
        yield Problem(
            "duplicate",
            "has_member",
            alliance.id,
            cause,
            "Change that record, or end it first.",
        )


def _apart(one: Membership, other: Membership) -> bool:
    """Whether one surely ended before the other began."""
    return edtf.ends_before_start(other.since, one.until) or edtf.ends_before_start(one.since, other.until)


def _identity(alliance: Alliance) -> tuple[object, ...] | None:
    members = frozenset(m.to for m in alliance.has_member if m.part != "guide")
    if len(members) < 2 or not lifecycle.live(alliance):
        return None
    return alliance.kind, members, frozenset(link.to for link in alliance.under)


def _circle(record: Park | City, view: View) -> Iterator[Problem]:
    """A record that is, over others, a part of itself."""
    seen, ahead = {record.id}, [link.to for link in record.part_of]
    while ahead:
        id_ = ahead.pop()
        if id_ == record.id:
            cause = "Over other records it is a part of itself."
            yield Problem("circle", "part_of", record.id, cause, "Correct one of the links.")
            return
        whole = view.get(id_)
        if id_ not in seen and isinstance(whole, Park | City):
            seen.add(id_)
            ahead.extend(link.to for link in whole.part_of)
