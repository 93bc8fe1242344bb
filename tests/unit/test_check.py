"""What may be written: decide, check and apply, on small networks built here."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parknet.errors import Refused, Stale
from parknet.model import lifecycle, titles
from parknet.model.batch import Batch, Edit, Proposal
from parknet.model.check import check
from parknet.model.decide import decide, undoing
from parknet.model.records import Alliance, Park
from parknet.model.snapshot import Snapshot, apply

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
CITES = [{"to": "source-a", "confidence": "high"}]


def edit(id_: str, version: int | None = 0, **fields: Any) -> Edit:
    """An edit of a record that cites source-a."""
    return Edit(id_, {"cites": CITES, **fields}, version)


def park(name: str, **fields: Any) -> Edit:
    return edit(f"park-{name}", name_zh=f"园区{name}", **fields)


def alliance(name: str, *members: str, state: str = "signed", date: str = "2022-08", **fields: Any) -> Edit:
    id_ = f"alliance-{name}"
    steps = [{"id": f"{id_}#1", "state": state, "date": date}]
    has_member = [{"to": member, "part": "park"} for member in members]
    given = {"name_zh": name, "kind": "pairing", "has_member": has_member, "has_step": steps} | fields
    return edit(id_, **given)


SOURCE = Edit("source-a", {"name_zh": "来源甲", "publisher": "甲报"}, 0)
BASE = (SOURCE, park("a"), park("b"), park("c"))


def write(snapshot: Snapshot, *edits: Edit) -> Snapshot:
    batch = decide(snapshot, Proposal("test", "edit", edits), NOW)
    assert batch is not None
    return apply(snapshot, batch)


def refused(snapshot: Snapshot, *edits: Edit) -> list[tuple[str, str]]:
    """Code and place of each problem that the edits meet."""
    with pytest.raises(Refused) as caught:
        decide(snapshot, Proposal("test", "edit", edits), NOW)
    assert all(p.cause.en and p.remedy for p in caught.value.problems)
    return [(p.code, p.place) for p in caught.value.problems]


@pytest.fixture
def base() -> Snapshot:
    return write(Snapshot(), *BASE)


def test_a_batch_makes_the_next_revision_and_leaves_the_old_snapshot_alone(base: Snapshot) -> None:
    after = write(base, alliance("x", "park-a", "park-b"))
    assert (base.revision, len(base.entries), after.revision, len(after.entries)) == (1, 4, 2, 5)
    assert after.entries["alliance-x"].version == 2
    assert after.digest != base.digest


def test_absent_null_and_empty_are_one_text(base: Snapshot) -> None:
    bare = write(base, edit("park-d", name_zh="丁"))
    padded = write(base, edit("park-d", name_zh=" 丁 ", aliases=[], name_en=None, note=" ", status="unknown"))
    assert bare.digest == padded.digest


def test_links_are_a_set(base: Snapshot) -> None:
    one = write(base, alliance("x", "park-a", "park-b", "park-c"))
    other = write(base, alliance("x", "park-c", "park-b", "park-a"))
    assert one.digest == other.digest


@pytest.mark.parametrize(
    ("given", "code", "place"),
    [
        (Edit("park-d", {"name_zh": "丁"}, 0), "no-source", "edits/0/after/cites"),
        (edit("tree-d", name_zh="丁"), "id", "edits/0/id"),
        (edit("park-D", name_zh="丁"), "invalid", "edits/0/after/id"),
        (edit("park-d", id="park-e", name_zh="丁"), "id", "edits/0/after/id"),
        (edit("park-d", name_zh="丁", sectors=["10"]), "invalid", "edits/0/after/sectors/0"),
        (edit("park-d", name_zh="丁", colour="red"), "invalid", "edits/0/after/colour"),
        (edit("park-d"), "invalid", "edits/0/after/name_zh"),
        (edit("park-d", name_zh="丁", part_of=[{"to": "park-d"}]), "self-tie", "edits/0/after/part_of/0/to"),
        (edit("park-d", name_zh="丁", part_of=[{"to": "park-z"}]), "link", "edits/0/after/part_of/0/to"),
        (edit("park-d", name_zh="丁", part_of=[{"to": "source-a"}]), "link", "edits/0/after/part_of/0/to"),
        (
            edit("park-d", name_zh="丁", part_of=[{"to": "park-a", "since": "2021-13"}]),
            "invalid",
            "edits/0/after/part_of/0/since",
        ),
        (
            edit("park-d", name_zh="丁", part_of=[{"to": "park-a", "since": "2022", "until": "2021"}]),
            "end-before-start",
            "edits/0/after/part_of/0/until",
        ),
        (
            edit("park-d", name_zh="丁", part_of=[{"to": "park-a", "sources": ["park-b"]}]),
            "link",
            "edits/0/after/part_of/0/sources/0",
        ),
        (alliance("x", "park-a", "park-a"), "self-tie", "edits/0/after/has_member/1/to"),
        (alliance("x", "park-a"), "members", "edits/0/after/has_member"),
        (alliance("x", "park-a", "park-b", kind="twinning"), "members", "edits/0/after/has_member"),
        (alliance("x", "park-a", "park-b", state="ended"), "lifecycle", "edits/0/after/has_step/0/state"),
        (
            alliance("x", "park-a", "park-b", has_step=[{"id": "alliance-y#1", "state": "signed"}]),
            "id",
            "edits/0/after/has_step/0/id",
        ),
        (
            alliance("x", has_step=[{"id": "alliance-x#1", "state": "signed", "cites": [{"to": "park-a"}]}]),
            "link",
            "edits/0/after/has_step/0/cites/0/to",
        ),
        (
            alliance("x", "park-a", "park-b", has_term=[{"id": "alliance-x#2", "until": "2021"}]),
            "end-before-start",
            "edits/0/after/has_term/0/until",
        ),
        (edit("obs-d", indicator="tax", about=[{"to": "park-a"}]), "invalid", "edits/0/after/value"),
        (edit("obs-d", indicator="tax", value=1.0), "invalid", "edits/0/after/about"),
        (Edit("park-d", None, None), "missing", "edits/0/id"),
    ],
)
def test_bad_input_is_refused_with_its_place(base: Snapshot, given: Edit, code: str, place: str) -> None:
    assert (code, place) in refused(base, given)


def test_a_stale_version_is_refused_and_says_the_current_one(base: Snapshot) -> None:
    changed = write(base, edit("park-a", 1, name_zh="甲园"))
    with pytest.raises(Stale) as caught:
        decide(changed, Proposal("test", "edit", (edit("park-a", 1, name_zh="乙园"),)), NOW)
    assert "version 2" in caught.value.problems[0].cause.en


def test_a_record_that_others_point_at_cannot_go_unless_the_batch_mends_it(base: Snapshot) -> None:
    tied = write(base, alliance("x", "park-a", "park-b"))
    assert refused(tied, Edit("park-a", None, 1)) == [("in-use", "edits/0/after")]
    gone = write(tied, Edit("park-a", None, 1), Edit("alliance-x", None, 2))
    assert "park-a" not in gone.entries and "alliance-x" not in gone.entries


def test_a_record_is_changed_once_a_batch(base: Snapshot) -> None:
    assert ("duplicate", "edits/1/id") in refused(base, park("d"), park("d", note="again"))


def test_a_second_live_alliance_of_the_same_members_is_refused_until_the_first_has_ended(base: Snapshot) -> None:
    tied = write(base, alliance("x", "park-a", "park-b"))
    assert refused(tied, alliance("y", "park-b", "park-a")) == [("duplicate", "edits/0/after/has_member")]
    ended = [
        {"id": "alliance-x#1", "state": "signed", "date": "2022-08"},
        {"id": "alliance-x#2", "state": "ended", "date": "2023"},
    ]
    over = alliance("x", "park-a", "park-b", has_step=ended)
    tied = write(tied, Edit(over.id, over.after, 2))
    assert write(tied, alliance("y", "park-b", "park-a")).get("alliance-y") is not None


@pytest.mark.parametrize(
    ("states", "legal"),
    [
        (["proposed", "intention", "signed", "active", "dormant", "active", "ended"], True),
        (["assigned", "active"], True),
        (["intention", "declined"], True),
        (["active"], True),
        (["signed", "intention"], False),
        (["ended", "active"], False),
        (["signed", "declined"], False),
        (["active", "active"], False),
    ],
)
def test_the_lifecycle_allows_jumps_forward_and_nothing_else(base: Snapshot, states: list[str], legal: bool) -> None:
    steps = [{"id": f"alliance-x#{n}", "state": s, "date": f"20{10 + n}"} for n, s in enumerate(states, 1)]
    given = alliance("x", "park-a", "park-b", has_step=steps)
    if legal:
        write(base, given)
    else:
        assert refused(base, given)[0][0] == "lifecycle"


def signing(state: str, signed_by: str, date: str = "2022", **fields: Any) -> Edit:
    """A pairing of a and b that c guides, with one step; who signed by their names."""
    members = [{"to": "park-a", "part": "park"}, {"to": "park-b", "part": "park"}, {"to": "park-c", "part": "guide"}]
    signed = [{"to": f"park-{name}"} for name in signed_by]
    step = {"id": "alliance-x#1", "state": state, "date": date, "signed_by": signed}
    fields = {"name_zh": "x", "kind": "pairing", "has_member": members, "has_step": [step]} | fields
    return edit("alliance-x", **fields)


def test_signed_needs_all_parties_where_it_is_known_who_signed(base: Snapshot) -> None:
    for state, signed_by in (("signed", ""), ("signed", "ab"), ("intention", "a")):
        write(base, signing(state, signed_by))
    place = "edits/0/after/has_step/0/signed_by"
    assert refused(base, signing("signed", "a")) == [("lifecycle", place)]
    assert refused(base, signing("signed", "abc")) == [("members", f"{place}/2/to")]
    assert refused(base, signing("intention", "c")) == [("members", f"{place}/0/to")]


def test_who_joined_later_or_left_before_need_not_have_signed(base: Snapshot) -> None:
    joined = [{"to": "park-a", "part": "park"}, {"to": "park-b", "part": "park"}]
    later = [*joined, {"to": "park-c", "part": "park", "since": "2023"}]
    write(base, signing("signed", "ab", has_member=later))
    with pytest.raises(Refused, match="say since when they are members"):
        write(base, signing("signed", "ab", has_member=[*joined, {"to": "park-c", "part": "park"}]))
    assert refused(base, signing("signed", "ab", "2024", has_member=later))
    before = [*joined, {"to": "park-c", "part": "park", "until": "2021"}]
    write(base, signing("signed", "ab", has_member=before))


@pytest.mark.parametrize(
    ("dates", "wrong"),
    [
        (["2022", "2021-06"], 1),
        (["2022", "", "2021-06"], 2),
        (["2022", "202X", "2021-06"], 2),
        (["2022", "XXXX-06-16", "2021-12-31"], 2),
        (["2022", "2022-06", "2022"], None),
        (["2022~", "", "2021"], None),
        (["", "2022", ""], None),
    ],
)
def test_a_step_is_not_dated_before_any_earlier_one(base: Snapshot, dates: list[str], wrong: int | None) -> None:
    states = ["signed", "active", "ended"]
    steps = [{"id": f"alliance-x#{n}", "state": states[n - 1], "date": date} for n, date in enumerate(dates, 1)]
    given = alliance("x", "park-a", "park-b", has_step=steps)
    if wrong is None:
        write(base, given)
    else:
        assert refused(base, given) == [("lifecycle", f"edits/0/after/has_step/{wrong}/state")]


def test_a_tie_may_have_any_term_that_does_not_surely_end_before_it_begins(base: Snapshot) -> None:
    terms = [{"id": "alliance-x#2", "until": "2020"}, {"id": "alliance-x#3", "since": "2021", "until": "2022-08"}]
    write(base, alliance("x", "park-a", "park-b", has_term=terms))
    write(base, alliance("x", "park-a", "park-b", state="proposed", has_term=terms[:1]))


def test_a_park_cannot_be_part_of_itself_over_others(base: Snapshot) -> None:
    nested = write(base, edit("park-a", 1, name_zh="甲", part_of=[{"to": "park-b"}]))
    assert refused(nested, edit("park-b", 1, name_zh="乙", part_of=[{"to": "park-a"}]))[0][0] == "circle"
    itself = edit("park-b", 1, name_zh="乙", part_of=[{"to": "park-b"}])
    assert [found[0] for found in refused(base, itself)] == ["self-tie"]  # said once


def test_what_changes_nothing_is_no_batch(base: Snapshot) -> None:
    assert decide(base, Proposal("test", "edit", (edit("park-a", 1, name_zh="园区a"),)), NOW) is None


def test_recorded_at_never_goes_back() -> None:
    first = decide(Snapshot(), Proposal("test", "edit", (SOURCE,)), NOW)
    assert first is not None
    earlier = NOW - timedelta(days=1)
    second = decide(apply(Snapshot(), first), Proposal("test", "edit", (park("a"),)), earlier)
    assert second is not None
    assert (first.recorded_at, second.recorded_at) == (
        "2026-01-02T03:04:05.000000+00:00",
        "2026-01-02T03:04:05.000001+00:00",
    )


def test_a_changed_batch_does_not_pass(base: Snapshot) -> None:
    batch = decide(base, Proposal("test", "edit", (park("d"),)), NOW)
    assert batch is not None and check(base, batch) == []
    altered = Batch(**{n: getattr(batch, n) for n in batch.__slots__} | {"reason": "another"})
    assert [p.place for p in check(base, altered)] == ["hash"]
    assert "revision" in [p.place for p in check(Snapshot(), batch)]


def test_a_batch_of_unknown_kinds_or_broken_texts_is_said_not_raised(base: Snapshot) -> None:
    batch = decide(base, Proposal("test", "edit", (park("d"),)), NOW)
    assert batch is not None
    for change, place in (
        (replace(batch.changes[0], id="tree-d"), "changes/0/kind"),
        (replace(batch.changes[0], after="{"), "changes/0/after"),
        (replace(batch.changes[0], after='{"id":"park-d"}'), "changes/0/after/name_zh"),
        (replace(batch.changes[0], after='{"id":"tree-d","name_zh":"x"}'), "changes/0/after/id"),
    ):
        altered = replace(batch, changes=(change,))
        altered = replace(altered, hash=altered.computed_hash())
        assert [p.place for p in check(base, altered)] == [place]


def test_a_problem_names_the_edit_as_sent_though_others_change_nothing(base: Snapshot) -> None:
    same = Edit("park-a", base.entries["park-a"].record.to_dict(), 1)
    bad = Edit("park-d", {"name_zh": "丁"}, 0)
    assert refused(base, same, bad, same) == [("no-source", "edits/1/after/cites")]


def test_synthetic_sources_do_not_come_among_real_ones(base: Snapshot) -> None:
    assert refused(base, Edit("source-b", {"name_zh": "合成", "synthetic": True}, 0)) == [
        ("synthetic", "edits/0/after/synthetic")
    ]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 10**30])
def test_a_figure_is_a_finite_number(base: Snapshot, value: float) -> None:
    wanted = edit("programme-d", name_zh="丁", expected_parks=value)
    assert refused(base, wanted) == [("invalid", "edits/0/after/expected_parks")]
    if value != 10**30:
        figure = edit("obs-d", indicator="tax", about=[{"to": "park-a"}], value=value)
        assert refused(base, figure) == [("invalid", "edits/0/after/value")]


def test_a_member_may_leave_and_come_back(base: Snapshot) -> None:
    def members(*spans: dict[str, str]) -> Edit:
        again = [{"to": "park-a", "part": "park", **span} for span in spans]
        return alliance("x", has_member=[{"to": "park-b", "part": "park"}, *again])

    write(base, members({"until": "2020"}, {"since": "2022"}))
    assert refused(base, members({"until": "2022"}, {"since": "2022"}))[0][0] == "self-tie"


def test_an_undated_end_has_come_and_a_revoked_title_was_held_before(base: Snapshot) -> None:
    steps = [
        {"id": "alliance-x#1", "state": "signed", "date": "2019"},
        {"id": "alliance-x#2", "state": "ended"},
    ]
    ended = write(base, alliance("x", "park-a", "park-b", has_step=steps)).get("alliance-x")
    assert isinstance(ended, Alliance) and lifecycle.state(ended, date(2026, 1, 1)) == "ended"
    assert not lifecycle.live(ended)
    listed = edit("programme-p", name_zh="名单")
    title = {"to": "programme-p", "title": "示范园区", "kind": "named", "rank": "national"}
    held = [title | {"status": "revoked", "since": "2008", "until": "2020"}]
    holder = write(base, listed, edit("park-d", name_zh="丁", holds_title=held)).get("park-d")
    assert isinstance(holder, Park)
    assert titles.level(holder, date(2012, 1, 1)) is not None and not titles.lost(holder, date(2012, 1, 1))
    assert titles.level(holder, date(2021, 1, 1)) is None and titles.lost(holder, date(2021, 1, 1))


def test_undoing_is_refused_when_a_record_has_changed_since(base: Snapshot) -> None:
    batch = decide(base, Proposal("test", "edit", (edit("park-a", 1, name_zh="甲园"),)), NOW)
    assert batch is not None
    changed = write(apply(base, batch), edit("park-a", 2, name_zh="乙园"))
    with pytest.raises(Stale):
        decide(changed, undoing(changed, batch, "test", ""), NOW)
    again = write(changed, edit("park-a", 3, name_zh="甲园"))
    undone = decide(again, undoing(again, batch, "test", ""), NOW)
    assert undone is not None and apply(again, undone).digest == base.digest


PARKS = ("park-a", "park-b", "park-c", "park-d")
STEPS = st.one_of(
    st.tuples(st.just("park"), st.sampled_from(PARKS), st.sampled_from(["", "甲", "乙"])),
    st.tuples(st.just("drop"), st.sampled_from((*PARKS, "alliance-x", "alliance-y")), st.just("")),
    st.tuples(st.just("alliance"), st.sampled_from(["x", "y"]), st.sampled_from(["ab", "abc", "cd"])),
)


def _edit_of(step: tuple[str, str, str]) -> Edit:
    what, name, detail = step
    if what == "park":
        return edit(name, None, name_zh=name, note=detail)
    if what == "drop":
        return Edit(name, None, None)
    given = alliance(name, *(f"park-{letter}" for letter in detail))
    return Edit(given.id, given.after, None)


@given(st.lists(st.lists(STEPS, min_size=1, max_size=3), max_size=12))
def test_replay_gives_what_is_stored_and_undoing_everything_gives_nothing(history: list[list[Any]]) -> None:
    snapshot, log = Snapshot(), []
    for steps in [[("source", "", "")], *history]:
        edits = (SOURCE,) if steps[0][0] == "source" else tuple(_edit_of(step) for step in steps)
        try:
            batch = decide(snapshot, Proposal("test", "edit", edits), NOW)
        except Refused:
            continue
        if batch:
            log.append(batch)
            snapshot = apply(snapshot, batch)
    replayed = Snapshot()
    for batch in log:
        assert check(replayed, batch) == []
        replayed = apply(replayed, batch)
    assert (replayed.digest, replayed.hash) == (snapshot.digest, snapshot.hash)
    versions = {id_: entry.version for id_, entry in snapshot.entries.items()}
    assert versions == {id_: entry.version for id_, entry in replayed.entries.items()}
    for batch in reversed(log):
        back = decide(snapshot, undoing(snapshot, batch, "test", ""), NOW)
        assert back is not None
        snapshot = apply(snapshot, back)
    assert snapshot.digest == Snapshot().digest
