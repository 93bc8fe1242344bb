"""The record under random writing by two who share a store, against a model that keeps every state in dictionaries.

Created, changed, retracted, restored, merged, undone, repeated, written upon something old: what the model allows
stands as it says, what it does not allow is refused and nothing is written. Then every state there was is asked for.
"""

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from parknet.analytics.changes import shown, tie_changes
from parknet.analytics.lens import Lens
from parknet.analytics.network import build
from parknet.errors import Gone, KeyReused, NotFound, Refused, Stale
from parknet.model import decide
from parknet.model import merge as merge_module
from parknet.model.batch import Batch, Edit, Proposal
from parknet.model.difference import record_changes
from parknet.model.snapshot import Snapshot
from parknet.services.access import Actor
from parknet.services.analysis import Analysis
from parknet.services.history import History
from parknet.services.journal import Journal, Written
from parknet.services.transfer import dump, read_dump, take_over
from parknet.services.verify import verify
from parknet.store.memory import MemoryStore
from tests.unit import record_model
from tests.unit.record_model import Fields, Past, State, plain

pytestmark = pytest.mark.timeout(1800)  # this is for make soak

WRITER = Actor("writer", holder=True)
BEGIN = datetime(2026, 1, 1, 15, tzinfo=UTC)
LENS = Lens.from_query([("at", "2026-01-01")])

SOURCES = [f"source-{n}" for n in "ab"]
PARKS = [f"park-{n}" for n in "abcd"]
ALLIANCES = {"alliance-a": "memorandum", "alliance-b": "consortium"}  # of different kinds: never the same twice
NAMES = st.sampled_from(["甲", "乙", "丙"])
NUMBERS = st.integers(0, 99)


def some(ids: list[str], least: int = 0, **more: str) -> st.SearchStrategy[list[Fields]]:
    return st.sets(st.sampled_from(ids), min_size=least, max_size=2).map(
        lambda chosen: [{"to": id_, **more} for id_ in sorted(chosen)]
    )


CITES = some(SOURCES, 1) | some(SOURCES, 1) | some(SOURCES)
FIELDS = {
    **dict.fromkeys(SOURCES, st.fixed_dictionaries({"name_zh": NAMES, "note": NAMES})),
    **dict.fromkeys(PARKS, st.fixed_dictionaries({"name_zh": NAMES, "cites": CITES, "possibly_same_as": some(PARKS)})),
    **{
        id_: st.fixed_dictionaries(
            {"name_zh": NAMES, "cites": CITES, "has_member": some(PARKS, part="park"), "kind": st.just(kind)}
        )
        for id_, kind in ALLIANCES.items()
    },
}
EDITS = st.lists(
    st.sampled_from(sorted(FIELDS)).flatmap(
        lambda id_: st.tuples(st.just(id_), FIELDS[id_] if id_ in SOURCES else st.none() | FIELDS[id_] | FIELDS[id_])
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda edit: edit[0],
)


class Record(RuleBasedStateMachine):
    """The store and the model of its past, side by side."""

    written = refused = 0

    def __init__(self) -> None:
        super().__init__()
        self.runner, self.pool = asyncio.Runner(), ThreadPoolExecutor(1)
        self.store, self.now = MemoryStore(), BEGIN
        self.journals = [Journal(self.store, lambda: self.now, random.Random(n)) for n in range(2)]
        self.history = History(self.journals[0], Analysis(self.pool, 2**20), lambda: self.now)
        self.past = Past()

    def teardown(self) -> None:
        self.runner.close()
        self.pool.shutdown()

    @initialize()
    def begin(self) -> None:
        for journal in self.journals:
            self.runner.run(journal.open())
        state: State = {id_: {"id": id_, "name_zh": id_} for id_ in SOURCES}
        state |= {id_: {"id": id_, "name_zh": id_, "cites": [{"to": "source-a"}]} for id_ in PARKS[:3]}
        state["alliance-a"] = {"id": "alliance-a", "name_zh": "约", "kind": "memorandum", "cites": [{"to": "source-b"}]}
        state["alliance-a"]["has_member"] = [{"to": "park-a", "part": "park"}, {"to": "park-b", "part": "park"}]
        edits = tuple(Edit(id_, fields, 0) for id_, fields in state.items())
        self.told(0, Proposal("writer", "edit", edits, key="k0"), state)

    def told(self, who: int, proposal: Proposal, wanted: State | None, *, stale: bool = False) -> None:
        """Write it, and compare what is told with what the model says; None: it is refused."""
        before = self.past.revision
        allowed = wanted is not None and record_model.sound(wanted) and not stale
        try:
            written: Written = self.runner.run(self.journals[who].write(proposal, WRITER))
        except Refused as refused:
            assert not allowed, f"refused what is allowed: {refused}"
            assert isinstance(refused, Stale) == stale
            Record.refused += 1
            assert len(self.store._log) == before
            return
        assert wanted is not None and allowed, "taken, though it is not allowed"
        if wanted == self.past.now:
            assert written.batch is None
            return
        assert written.batch is not None and not written.repeated
        Record.written += 1
        self.past.record(wanted, self.now)
        if proposal.key:
            self.past.keys[proposal.key] = (proposal, self.past.revision)

    @rule(hours=st.integers(0, 40))
    def time_goes_on(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule(who=st.integers(0, 1), edits=EDITS, versions=st.sampled_from(["none", "right", "right", "old"]), key=NUMBERS)
    def write(self, who: int, edits: list[tuple[str, Fields | None]], versions: str, key: int) -> None:
        """Records created, changed and retracted at random; `old`: one was read before it was last changed."""
        seen = {id_: None if versions == "none" else self.past.version(id_) for id_, _ in edits}
        stale = versions == "old" and (seen[edits[0][0]] or 0) > 0
        if stale:
            seen[edits[0][0]] = (seen[edits[0][0]] or 0) - 1
        proposal = Proposal("writer", "edit", tuple(Edit(id_, after, seen[id_]) for id_, after in edits))
        if (name := f"k{key}") not in self.past.keys:
            proposal = Proposal("writer", "edit", proposal.edits, key=name)
        missing = any(after is None and id_ not in self.past.now for id_, after in edits)
        self.told(who, proposal, None if missing else record_model.with_edits(self.past.now, edits), stale=stale)

    @rule(who=st.integers(0, 1), id_=st.sampled_from(sorted(FIELDS)))
    def retract(self, who: int, id_: str) -> None:
        """Alone: refused while another record leads to it."""
        if id_ in self.past.now:
            edit = Edit(id_, None, self.past.version(id_))
            self.told(who, Proposal("writer", "edit", (edit,)), record_model.with_edits(self.past.now, [(id_, None)]))

    @rule(who=st.integers(0, 1), number=NUMBERS)
    def restore(self, who: int, number: int) -> None:
        """What was retracted comes back as it was."""
        if gone := sorted(self.past.gone().items()):
            id_, fields = gone[number % len(gone)]
            wanted = record_model.with_edits(self.past.now, [(id_, fields)])
            self.told(who, Proposal("writer", "edit", (Edit(id_, fields, 0),)), wanted)

    @rule(who=st.integers(0, 1), pair=st.permutations(PARKS) | st.permutations(SOURCES))
    def merge(self, who: int, pair: list[str]) -> None:
        """Two records made one; both ids answer."""
        keep, drop = pair[:2]
        if {keep, drop} <= self.past.now.keys():
            snapshot = self.runner.run(self.journals[who].refresh())
            proposal = merge_module.merging(snapshot, keep, drop, "writer")
            self.told(who, proposal, record_model.merging(self.past.now, keep, drop))

    @rule(who=st.integers(0, 1), number=NUMBERS)
    def undo(self, who: int, number: int) -> None:
        """A batch taken back: what it changed is as before it, or it is refused because that was changed since."""
        revision = max(1, self.past.revision - number % 4)
        snapshot = self.runner.run(self.journals[who].refresh())
        wanted = self.past.undone(revision)
        proposal = decide.undoing(snapshot, self.store._log[revision - 1], "writer", "")
        self.told(who, proposal, wanted, stale=wanted is None)

    @rule(who=st.integers(0, 1), number=NUMBERS, reason=st.sampled_from(["", "another"]))
    def repeat(self, who: int, number: int, reason: str) -> None:
        """A key that was used: the same request has no second effect, another one is refused."""
        key = sorted(self.past.keys)[number % len(self.past.keys)]
        request, revision = self.past.keys[key]
        assert isinstance(request, Proposal)
        again = Proposal(request.actor, request.action, request.edits, reason, key)
        if reason:
            with pytest.raises(KeyReused):
                self.runner.run(self.journals[who].write(again, WRITER))
        else:
            written = self.runner.run(self.journals[who].write(again, WRITER))
            assert written.repeated and written.batch and written.batch.revision == revision
        assert len(self.store._log) == self.past.revision

    @rule(number=NUMBERS, days=st.integers(-2, 40))
    def ask_for_the_past(self, number: int, days: int) -> None:
        revision = number % (self.past.revision + 1)
        self.runner.run(self.journals[0].refresh())
        assert contents(self.runner.run(self.history.at(revision))) == self.past.states[revision]
        day = BEGIN.date() + timedelta(days=days)
        if self.now - datetime.combine(day, datetime.min.time(), UTC) > timedelta(days=2):
            assert contents(self.runner.run(self.history.known(day))) == self.past.known(day)

    @rule(one=NUMBERS, other=NUMBERS)
    def compare_two(self, one: int, other: int) -> None:
        """What is different, made to the first, gives the second: records, fields and ties."""
        first, second = one % (self.past.revision + 1), other % (self.past.revision + 1)
        self.runner.run(self.journals[0].refresh())
        before, after = (self.runner.run(self.history.at(revision)) for revision in (first, second))
        state = dict(self.past.states[first])
        for change in record_changes(before, after):
            state.pop(change.id, None)
            if change.after:
                state[change.id] = plain(change.after.record.to_dict())
        assert state == self.past.states[second]
        networks = [build(snapshot, LENS) for snapshot in (before, after)]
        ties = shown(networks[0])
        for tie in tie_changes(*networks):
            assert ties.pop(tie.id, None) == tie.before
            if tie.after:
                ties[tie.id] = tie.after
        assert ties == shown(networks[1])

    @rule()
    def move(self) -> None:
        """Dumped, loaded and dumped again: the same bytes, the same records, and the log makes what is stored."""
        found = self.runner.run(verify(self.store))
        lines = self.runner.run(_lines(self.store))
        target = MemoryStore()
        moved = self.runner.run(take_over(target, _batches(lines)))
        assert self.runner.run(_lines(target)) == lines
        assert moved.digest == found.digest == self.runner.run(self.store.read_snapshot()).digest

    @rule(id_=st.sampled_from(sorted(FIELDS)))
    def ask_for_what_is_gone(self, id_: str) -> None:
        if id_ not in self.past.now:
            kind = Gone if id_ in self.past.gone() else NotFound
            assert type(self.runner.run(self.history.missing(id_))) is kind

    @invariant()
    def as_the_model_says(self) -> None:
        """Who wrote last sees it at once, the other when it reads on; the log is in one order."""
        for journal in self.journals:
            snapshot = self.runner.run(journal.refresh())
            assert contents(snapshot) == self.past.now
            assert {id_: entry.version for id_, entry in snapshot.entries.items()} == {
                id_: self.past.version(id_) for id_ in self.past.now
            }
            owners = {id_: owner for owner, fields in self.past.now.items() for id_ in fields.get("merged", [])}
            assert snapshot.merged == owners
        log = self.store._log
        assert [batch.revision for batch in log] == list(range(1, self.past.revision + 1))
        assert [datetime.fromisoformat(batch.recorded_at) for batch in log] == self.past.moments
        assert [batch.previous for batch in log] == ["", *(batch.hash for batch in log[:-1])][: len(log)]


def contents(snapshot: Snapshot) -> State:
    return {id_: plain(entry.record.to_dict()) for id_, entry in snapshot.entries.items()}


async def _lines(store: MemoryStore) -> list[str]:
    return [line async for line in dump(store)]


async def _batches(lines: list[str]) -> AsyncIterator[Batch]:
    for batch in read_dump(lines, "log.jsonl"):
        yield batch


def test_random_writing_leaves_the_record_as_the_model_says(scale: Callable[[int, int], int]) -> None:
    Record.written = Record.refused = 0
    rounds = settings(max_examples=scale(60, 500), stateful_step_count=50, phases=(Phase.explicit, Phase.generate))
    run_state_machine_as_test(Record, settings=rounds)
    assert Record.written >= scale(100, 1000) and Record.refused > Record.written // 10
