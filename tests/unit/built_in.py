"""The built-in data set, loaded once for all tests that ask it questions."""

from datetime import UTC, datetime
from functools import cache

from parknet.graph.dataset import Dataset, load
from parknet.model.batch import Edit, Proposal
from parknet.model.decide import decide
from parknet.model.snapshot import Snapshot, apply


@cache
def dataset() -> Dataset:
    """The records, and where each gathered row went."""
    return load()


@cache
def snapshot() -> Snapshot:
    """The records as the first revision of a store."""
    edits = tuple(Edit(record.id, record.to_dict(), 0) for record in dataset().records)
    batch = decide(Snapshot(), Proposal("test", "load", edits), datetime(2026, 1, 1, tzinfo=UTC))
    assert batch is not None
    return apply(Snapshot(), batch)


def held(place: str) -> tuple[str, ...]:
    """The ids of the records that hold a gathered row, named by file and line."""
    return next(origin.records for origin in dataset().origins if origin.place == place)
