"""Proves that a store holds what its log says: the chain of hashes, the log replayed, the records compared."""

from collections.abc import Callable
from dataclasses import dataclass

from parknet.errors import StoreDamaged
from parknet.model.batch import Batch, damaged
from parknet.model.check import check
from parknet.model.snapshot import Snapshot, apply
from parknet.store.port import Store

BATCHES = 100  # read at a time
NAMED = 10  # differing records named in the sentence

Progress = Callable[[int, int], None]
"""Told now and then how many batches are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found whole: the revision, the digest of its records, and the number of batches."""

    revision: int
    digest: str
    batches: int


async def verify(store: Store, progress: Progress = lambda done, total: None) -> Verified:
    """Check the whole log and the records of a store, which may be written to meanwhile.

    Raises StoreDamaged that names the first wrong batch or, when the log is whole, the records that differ from it;
    SchemaTooNew when a newer program has written to it.
    """
    damage: StoreDamaged | None = None
    try:
        stored = await store.read_snapshot(strict=True)
    except StoreDamaged as error:  # the log may say more precisely what is wrong
        stored, damage = Snapshot((await store.head()).revision), error
    replayed = await _replay(store, stored.revision, progress)
    if damage is not None:
        raise damage
    different = sorted(
        id_
        for id_ in replayed.entries.keys() | stored.entries.keys()
        if replayed.entries.get(id_) != stored.entries.get(id_)
    )
    if different or stored.digest != replayed.digest:
        more = f" and {len(different) - NAMED} more" if len(different) > NAMED else ""
        raise StoreDamaged(
            f"The log is whole, but these records are not as it says: {', '.join(different[:NAMED])}{more}. "
            "Undo what was changed by hand, or restore a backup."
        )
    return Verified(replayed.revision, replayed.digest, replayed.revision)


async def _replay(store: Store, until: int, progress: Progress) -> Snapshot:
    """The records as the log makes them from nothing, each batch checked before it is applied."""
    snapshot = Snapshot()
    while snapshot.revision < until:
        batches = await store.batches_after(snapshot.revision, min(BATCHES, until - snapshot.revision))
        if not batches:
            raise damaged(snapshot.revision + 1, "it is missing or not complete")
        for batch in batches:
            snapshot = _applied(snapshot, batch)
        progress(snapshot.revision, until)
    return snapshot


def _applied(snapshot: Snapshot, batch: Batch) -> Snapshot:
    if batch.revision != snapshot.revision + 1:
        raise damaged(snapshot.revision + 1, f"batch {batch.revision} stands in its place")
    if batch.hash != batch.computed_hash():
        raise damaged(batch.revision, "its hash does not fit its content")
    if batch.previous != snapshot.hash:
        raise damaged(batch.revision, "it does not follow the batch before it")
    if problems := check(snapshot, batch):
        raise damaged(batch.revision, f"{problems[0].place}: {problems[0].cause.en.rstrip('.')}")
    return apply(snapshot, batch)
