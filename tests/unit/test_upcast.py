"""Old log entries are read through the upcasters, never rewritten; what a newer program wrote is not read at all."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from parknet.errors import SchemaTooNew, StoreDamaged
from parknet.model import snapshot as snapshots
from parknet.model import upcast
from parknet.model.batch import FORMAT, Batch, Change, Edit, Proposal, timestamp
from parknet.model.check import check
from parknet.model.decide import decide, undoing
from parknet.model.snapshot import Snapshot, apply
from parknet.model.text import canonical
from parknet.services.verify import verify
from parknet.store.memory import MemoryStore

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def renamed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program of format 2: what format 1 called the title of a source is its name."""

    def rename(label: str, fields: dict[str, Any]) -> dict[str, Any]:
        if label == "Source" and "title" in fields:
            fields["name_zh"] = fields.pop("title")
        return fields

    monkeypatch.setattr(upcast, "UPCASTERS", (rename,))
    for module in (upcast, snapshots):
        monkeypatch.setattr(module, "FORMAT", 2)


def batch_of(base: Snapshot, changes: tuple[Change, ...], written: int = 1) -> Batch:
    recorded_at = timestamp(NOW, base.revision, base.recorded_at)
    batch = Batch(base.revision + 1, recorded_at, "test", "edit", "", "", "", base.hash, changes, format=written)
    return replace(batch, hash=batch.computed_hash())


def old_log() -> list[Batch]:
    """As a program of format 1 wrote it: a source is made, changed, and another is made."""
    made, changed = ({"id": "source-a", "title": title} for title in ("旧", "新"))
    first = batch_of(Snapshot(), (Change(0, "Source", "source-a", None, canonical(made)),))
    base = Snapshot(1, first.hash, first.recorded_at)
    return [first, batch_of(base, (Change(0, "Source", "source-a", canonical(made), canonical(changed)),))]


@pytest.mark.usefixtures("renamed")
async def test_an_old_log_is_whole_and_read_by_the_new_names() -> None:
    store, snapshot = MemoryStore(), Snapshot()
    for batch in old_log():
        assert check(snapshot, batch) == []
        await store.commit(batch, snapshot)
        snapshot = apply(snapshot, batch)
    assert snapshot.entries["source-a"].text == canonical({"id": "source-a", "name_zh": "新"})
    edit = Edit("source-a", {"name_zh": "今"}, 2)
    today = decide(snapshot, Proposal("test", "edit", (edit,)), NOW)
    assert today is not None
    await store.commit(replace(today, format=2, hash=replace(today, format=2).computed_hash()), snapshot)
    assert (await verify(store)).batches == 3


@pytest.mark.usefixtures("renamed")
def test_a_batch_of_an_older_format_can_be_undone() -> None:
    snapshot = Snapshot()
    for batch in old_log():
        before, snapshot = snapshot, apply(snapshot, batch)
    undone = decide(snapshot, undoing(snapshot, batch, "test", ""), NOW)
    assert undone is not None and apply(snapshot, undone).digest == before.digest


@pytest.mark.usefixtures("renamed")
def test_the_record_before_must_be_the_one_on_record_in_any_format() -> None:
    first, second = old_log()
    snapshot = apply(Snapshot(), first)
    other = replace(second.changes[0], before=canonical({"id": "source-a", "title": "别的"}))
    assert [p.code for p in check(snapshot, batch_of(snapshot, (other,)))] == ["stale"]


@pytest.mark.parametrize("after", [None, canonical({"id": "source-a", "name_zh": "新"})])
def test_a_batch_of_a_newer_format_is_not_read(after: str | None) -> None:
    made = batch_of(Snapshot(), (Change(0, "Source", "source-a", None, canonical({"id": "source-a", "name_zh": "x"})),))
    snapshot = apply(Snapshot(), made)
    changes = (Change(0, "Source", "source-a", made.changes[0].after, after),)
    newer = batch_of(snapshot, changes, FORMAT + 1)
    for reading in (apply, check):
        with pytest.raises(SchemaTooNew, match=rf"batch 2 has format {FORMAT + 1}, .*: install a newer parknet\."):
            reading(snapshot, newer)


@pytest.mark.parametrize(
    ("kind", "after"),
    [
        ("Source", "{"),
        ("Source", '{"id": "source-a"}'),
        ("Source", '{"id": "source-b", "name_zh": "x"}'),
        ("Tree", "{}"),
    ],
)
def test_a_batch_that_holds_no_record_is_damage(kind: str, after: str) -> None:
    with pytest.raises(StoreDamaged, match=r"^batch 1: source-a in it "):
        apply(Snapshot(), batch_of(Snapshot(), (Change(0, kind, "source-a", None, after),)))
