"""What becomes of all that rests on a source when it goes: two sources worked out by hand, and any records at all."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parknet.errors import NotFound, Refused
from parknet.model.batch import Proposal
from parknet.model.decide import decide
from parknet.model.kinds import kind_of
from parknet.model.records import Alliance, Park, Programme, Record, Source
from parknet.model.snapshot import Snapshot, apply
from parknet.model.support import Withdrawal, withdrawing
from tests.networks import plain
from tests.networks.random_records import RandomRecords

NOW = datetime(2026, 11, 22, tzinfo=UTC)
OLD, NEW = "source-old", "source-new"


def snapshot(*records: Record) -> Snapshot:
    return plain.of([Source(id=OLD, name_zh="旧"), Source(id=NEW, name_zh="新"), *records])


def cites(*ids: str) -> list[dict[str, str]]:
    return [{"to": id_} for id_ in ids]


def park(slug: str, *sources: str, **more: Any) -> Park:
    return Park.model_validate({"id": f"park-{slug}", "name_zh": slug, "cites": cites(*sources), **more})


def places(found: Withdrawal) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Where citations go, and where they would leave nothing, by record."""
    supported, unsupported = (
        {one.id: [field.place for field in one.fields] for one in every}
        for every in (found.supported, found.unsupported)
    )
    return supported, unsupported


def test_where_another_source_remains_the_citation_goes_with_the_source() -> None:
    before = snapshot(park("both", OLD, NEW), park("other", NEW))
    found = withdrawing(before, OLD, "test")
    assert places(found) == ({"park-both": ["cites/source-old"]}, {})
    batch = decide(before, found.proposal, NOW)
    assert batch is not None
    after = apply(before, batch)
    assert after.get(OLD) is None and not after.incoming.get(OLD)
    assert [cite.to for cite in after.entries["park-both"].record.cites] == [NEW]


def test_a_record_a_part_and_a_link_each_need_a_source_of_their_own() -> None:
    title = {"to": "programme-list", "title": "名", "kind": "named", "rank": "national"}
    titles = [{**title, "sources": [OLD]}, {**title, "to": "programme-two", "sources": [OLD, NEW]}]
    steps = [
        {"id": "alliance-a#1", "state": "signed", "cites": cites(OLD)},
        {"id": "alliance-a#2", "state": "active", "cites": cites(NEW, OLD)},
    ]
    before = snapshot(
        park("alone", OLD),
        park("titled", NEW, holds_title=titles),
        Programme.model_validate({"id": "programme-list", "name_zh": "单", "cites": cites(NEW)}),
        Programme.model_validate({"id": "programme-two", "name_zh": "双", "cites": cites(NEW)}),
        Alliance.model_validate(
            {"id": "alliance-a", "name_zh": "甲", "kind": "pairing", "cites": cites(NEW, OLD), "has_step": steps}
        ),
    )
    found = withdrawing(before, OLD, "test")
    supported, unsupported = places(found)
    assert supported == {
        "alliance-a": ["cites/source-old", "has_step/alliance-a#2/cites/source-old"],
        "park-titled": ["holds_title/programme-two/sources"],
    }
    assert unsupported == {
        "alliance-a": ["has_step/alliance-a#1/cites/source-old"],
        "park-alone": ["cites/source-old"],
        "park-titled": ["holds_title/programme-list/sources"],
    }
    assert [edit.id for edit in found.proposal.edits] == ["alliance-a", "park-titled"]  # the source stays
    batch = decide(before, found.proposal, NOW)
    assert batch is not None
    left = withdrawing(apply(before, batch), OLD, "test")
    assert places(left) == ({}, unsupported)  # the rest is as it was


def test_a_source_on_which_nothing_rests_is_retracted_alone() -> None:
    found = withdrawing(snapshot(), OLD, "test")
    assert [(edit.id, edit.after) for edit in found.proposal.edits] == [(OLD, None)]


def test_a_source_stands_without_another_one() -> None:
    others = {"source-first": [OLD], "source-second": [OLD, NEW]}
    before = snapshot(*(Source.model_validate({"id": n, "name_zh": n, "cites": cites(*c)}) for n, c in others.items()))
    found = withdrawing(before, OLD, "test")
    assert places(found) == ({id_: ["cites/source-old"] for id_ in others}, {})
    batch = decide(before, found.proposal, NOW)
    assert batch is not None
    after = apply(before, batch)
    left = {id_: [cite.to for cite in after.entries[id_].record.cites] for id_ in others}
    assert after.get(OLD) is None and left == {"source-first": [], "source-second": [NEW]}


def test_what_is_no_source_is_refused() -> None:
    with pytest.raises(NotFound, match="source-none"):
        withdrawing(snapshot(), "source-none", "test")
    with pytest.raises(Refused, match="not a source"):
        withdrawing(snapshot(park("a", OLD)), "park-a", "test")


def stand(record: Record) -> list[tuple[str, int]]:
    """Every statement of a record that has sources and needs one, with their number."""
    kind = kind_of(record)
    found = [] if isinstance(record, Source) else [("", len(record.cites))]
    found += [(f"{f.name} {n}", len(getattr(link, "sources", ()))) for f in kind.links for n, link in
              enumerate(getattr(record, f.name)) if f.name != "cites"]  # fmt: skip
    found += [(part.id, len(part.cites)) for f in kind.parts for part in getattr(record, f.name)]
    return [(name, n) for name, n in found if n]


@given(seed=st.integers(0, 10**6))
def test_no_statement_loses_its_last_source(seed: int) -> None:
    records = RandomRecords(seed)
    first = decide(Snapshot(), records.load(40), NOW)
    assert first is not None
    before = apply(Snapshot(), first)
    source = next(id_ for id_ in sorted(before.entries) if id_.startswith("source-") and before.incoming.get(id_))
    found = withdrawing(before, source, "test")
    for edit in found.proposal.edits:
        if edit.after is not None:
            kept = {**before.entries[edit.id].record.to_dict(), **edit.after}
            after = type(before.entries[edit.id].record).model_validate(kept)
            assert len(stand(after)) == len(stand(before.entries[edit.id].record))
    wanted = {id_ for id_ in before.incoming[source]}
    assert {one.id for one in (*found.supported, *found.unsupported)} == wanted
    assert (found.proposal.edits[-1:] != () and found.proposal.edits[-1].id == source) is (not found.unsupported)
    if found.proposal.edits:
        decide(before, Proposal("test", "edit", found.proposal.edits), NOW)
