"""A record that was retracted: the proposal that puts it back as it was."""

from parknet.errors import Problem, Refused, Sentence
from parknet.model.batch import Edit, Proposal, Recorded
from parknet.model.kinds import kind_of
from parknet.model.merge import pointing
from parknet.model.snapshot import Snapshot, read, references
from parknet.model.upcast import known_format

ACTION = "restore"


def restoring(snapshot: Snapshot, last: Recorded, actor: str, reason: str = "", key: str = "") -> Proposal:
    """The proposal that makes a record what it was before its last change, which retracted it.

    Its links to records that were merged since lead to those that stay. Raises Refused when the record is there, or
    links to one that is gone; SchemaTooNew when a newer program retracted it.
    """
    known_format(last.revision, last.format)
    change = last.change
    if change.id in snapshot.entries or change.before is None:
        cause = Sentence("The record is there: it is not retracted.", "这条记录仍在，没有被撤回。")
        remedy = Sentence("Change it as it stands.", "请直接修改它。")
        raise Refused([Problem("restore", "id", change.id, cause, remedy)])
    record = read(change.kind, change.before, last.format).record
    for _, target in references(record):
        if kept := snapshot.merged.get(target):
            record = kind_of(record).model.model_validate(pointing(record, target, kept) or record.to_dict())
    gone = dict.fromkeys(id_ for _, id_ in references(record) if id_ not in snapshot.entries)
    if gone:
        raise Refused([_gone(id_) for id_ in gone])
    return Proposal(actor, ACTION, (Edit(record.id, record.to_dict(), 0),), reason, key)


def _gone(id_: str) -> Problem:
    cause = Sentence(f"It links to {id_}, which is gone.", f"它指向 {id_}，而那条记录已不在。")
    remedy = Sentence(
        "Restore that record first; if both went in one revision, take that revision back.",
        "请先恢复那条记录；如果两条是在同一版中撤回的，请撤销那一版。",
    )
    return Problem("link", "id", id_, cause, remedy)
