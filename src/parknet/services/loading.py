"""Loading a set of records into a store: the built-in data, or a synthetic network, never both."""

from collections.abc import Iterable
from dataclasses import dataclass

from parknet.errors import Problem, Refused, Sentence, Stale
from parknet.model.batch import Batch, Edit, Proposal
from parknet.model.check import NOT_MIXED
from parknet.model.records import Record, Source
from parknet.services.access import Actor
from parknet.services.journal import Journal
from parknet.services.log import read_log
from parknet.store.port import Store

ACTION = "load"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: its batch (None when all was as it should be), and the ids it left alone."""

    batch: Batch | None
    conflicts: tuple[str, ...]


async def load(journal: Journal, records: Iterable[Record], actor: Actor) -> Loaded:
    """Make the store hold these records, in one batch.

    A record is written, or removed when the set no longer has it, only if a load wrote it last or nobody ever did.
    What somebody else wrote or removed since is left alone and named in `conflicts`, and so is what does not go
    together with it, such as the removal of a record that others have pointed at. Raises Refused when real and
    synthetic records would mix, and as Journal.write does.
    """
    wanted = {record.id: record for record in records}
    snapshot = await journal.refresh()
    synthetic = any(isinstance(r, Source) and r.synthetic for r in wanted.values())
    if snapshot.entries and snapshot.synthetic != synthetic:
        remedy = Sentence("Use another data folder (PARKNET_DATA).", "请换用另一个数据文件夹（PARKNET_DATA）。")
        raise Refused([Problem("synthetic", "load", "", NOT_MIXED, remedy)])
    last = await _last_actions(journal.store, snapshot.revision)
    edits, conflicts = [], []
    for id_ in sorted(wanted.keys() | snapshot.entries.keys()):
        entry = snapshot.entries.get(id_)
        after = wanted.get(id_)
        if (entry.text if entry else None) == (after.text() if after else None):
            continue
        if last.get(id_, ACTION) == ACTION:
            edits.append(Edit(id_, after.to_dict() if after else None, entry.version if entry else 0))
        elif after is not None:
            conflicts.append(id_)
    while edits:
        try:
            written = await journal.write(Proposal(actor.name, ACTION, tuple(edits)), actor)
            return Loaded(written.batch, tuple(sorted(conflicts)))
        except Refused as refused:
            blocked = _blocked(edits, refused)
            if not blocked or set(last.values()) <= {ACTION}:  # nobody's but the set's own fault
                raise
        conflicts.extend(blocked)
        edits = [edit for edit in edits if edit.id not in blocked]
    return Loaded(None, tuple(sorted(conflicts)))


def _blocked(edits: list[Edit], refused: Refused) -> set[str]:
    """Ids of the edits that cannot be made upon the records of others; empty when anything else is wrong."""
    places = [problem.place.split("/") for problem in refused.problems]
    if isinstance(refused, Stale) or any(place[0] != "edits" for place in places):
        return set()
    return {edits[int(place[1])].id for place in places}


async def _last_actions(store: Store, revision: int) -> dict[str, str]:
    """For each record that was written until a revision: the action of the batch that wrote or removed it last."""
    found: dict[str, str] = {}
    async for batch in read_log(store, 0, revision):
        found.update((change.id, batch.action) for change in batch.changes)
    return found
