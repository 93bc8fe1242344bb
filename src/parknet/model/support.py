"""What rests on a source: the statements that keep another one when it goes, and those that would stand without any.

A record rests on the sources that it cites, a part on those that the part cites, a link on its own; none of them stands
in for another. A statement that would lose its only source is left as it is, for a person to mend or take back. Only a
source needs none: its citation goes in any case.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from parknet.errors import Problem, Refused, Sentence
from parknet.model.batch import Edit, Proposal
from parknet.model.check import one_of
from parknet.model.difference import FieldChange, field_changes
from parknet.model.kinds import KINDS, missing
from parknet.model.records import Source
from parknet.model.snapshot import Snapshot

Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Resting:
    """A record that rests on the source, and the citations in it that are meant."""

    id: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """The proposal that leaves out a source where another remains or none is needed; `supported` is what it changes.

    It retracts the source itself only when nothing is `unsupported`.
    """

    proposal: Proposal
    supported: tuple[Resting, ...]
    unsupported: tuple[Resting, ...]


def withdrawing(snapshot: Snapshot, source: str, actor: str, reason: str = "", key: str = "") -> Withdrawal:
    """What becomes of all that rests on a source when it is retracted.

    Raises NotFound when there is no record of that id, Refused when it is no source.
    """
    entry = snapshot.entries.get(source)
    if entry is None:
        raise missing(source)
    if not isinstance(entry.record, Source):
        cause = Sentence(
            "This record is not a source, so nothing rests on it.", "这条记录不是来源，没有内容以它为依据。"
        )
        raise Refused([Problem("retract", "id", source, cause, one_of([KINDS["Source"]]))])
    edits, supported, unsupported = [], [], []
    for id_ in snapshot.incoming.get(source, ()):
        owner = snapshot.entries[id_]
        fields = owner.record.to_dict()
        kept, bare = (_without(fields, source, alone=alone) for alone in (False, True))
        if isinstance(owner.record, Source):
            kept, bare = _without(kept, source, alone=True), fields
        if changes := field_changes(fields, kept):
            edits.append(Edit(id_, kept, owner.version))
            supported.append(Resting(id_, changes))
        if changes := field_changes(fields, bare):
            unsupported.append(Resting(id_, changes))
    if not unsupported:
        edits.append(Edit(source, None, entry.version))
    return Withdrawal(Proposal(actor, "edit", tuple(edits), reason, key), tuple(supported), tuple(unsupported))


def _without(fields: Mapping[str, Any], source: str, *, alone: bool) -> Fields:
    """The fields without a source where it stands alone, or else where it does not."""
    return {name: _left(name, item, source, alone) for name, item in fields.items()}


def _left(name: str, item: Any, source: str, alone: bool) -> Any:
    if name in ("cites", "sources"):
        others = [one for one in item if (one if name == "sources" else one["to"]) != source]
        return others if len(others) < len(item) and alone is not bool(others) else item
    if isinstance(item, list):
        return [_without(one, source, alone=alone) if isinstance(one, Mapping) else one for one in item]
    return item
