"""Old log entries are read through the upcasters, never rewritten."""

import dataclasses
from datetime import UTC, datetime
from typing import Any

import pytest

from parknet.model import snapshot as snapshots
from parknet.model import upcast
from parknet.model.batch import Batch, Change
from parknet.model.snapshot import Snapshot, apply
from parknet.model.text import canonical


def test_a_renamed_field_is_read_by_its_new_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def rename(label: str, fields: dict[str, Any]) -> dict[str, Any]:
        if label == "Source" and "title" in fields:
            fields["name_zh"] = fields.pop("title")
        return fields

    monkeypatch.setattr(upcast, "UPCASTERS", (rename,))
    monkeypatch.setattr(upcast, "FORMAT", 2)
    monkeypatch.setattr(snapshots, "FORMAT", 2)
    old = canonical({"id": "source-a", "title": "旧"})
    recorded_at = datetime(2026, 1, 1, tzinfo=UTC).isoformat(timespec="microseconds")
    change = Change(0, "Source", "source-a", None, old)
    batch = Batch(1, recorded_at, "test", "edit", "", "", "", "", (change,), format=1)
    after = apply(Snapshot(), batch)
    assert after.entries["source-a"].text == canonical({"id": "source-a", "name_zh": "旧"})
    assert batch.changes[0].after == old
    assert dataclasses.replace(batch, hash="").computed_hash() == batch.computed_hash()
