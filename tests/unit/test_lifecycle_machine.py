"""The life of alliances under random steps, against a model of the table that is kept here.

What the model allows is written and stands as it says; what it does not allow is refused and nothing is written.
"""

import asyncio
import itertools
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from parknet.errors import Refused
from parknet.model import lifecycle
from parknet.model.batch import Edit, Proposal
from parknet.model.records import Alliance
from parknet.services.access import Actor
from parknet.services.journal import Journal, Written
from parknet.services.steps import add_step
from parknet.store.memory import MemoryStore

pytestmark = pytest.mark.timeout(1800)  # this is for make soak

WRITER = Actor("writer", holder=True)
CITES = [{"to": "source-a"}]

ROAD = ("proposed", "intention", "assigned", "signed", "active")  # forwards only; stages may be left out
ENDS = ("ended", "declined", "withdrawn")
DAYS: dict[str | None, tuple[str, str]] = {  # what each date allows; no date allows any day
    None: ("0000", "9999"),
    "2019": ("2019-01-01", "2019-12-31"),
    "2020": ("2020-01-01", "2020-12-31"),
    "2020-05": ("2020-05-01", "2020-05-31"),
    "2020-05-17": ("2020-05-17", "2020-05-17"),
    "2021-40": ("2021-01-01", "2021-06-30"),
    "2021-03~": ("2021-02-01", "2021-04-30"),
    "../2022-12-31": ("0000", "2022-12-31"),
    "XXXX-06-16": ("0000", "9999"),
}
Step = tuple[str, str | None]
"""State and date."""


def follows(before: str, after: str) -> bool:
    """Whether one state may come next after another: the table in words."""
    if before in ENDS:
        return False
    if before == "dormant":
        return after in ("active", "ended")
    if after in ("declined", "withdrawn"):
        return before in ("proposed", "intention")
    if after in ("dormant", "ended"):
        return before in ("assigned", "signed", "active")
    return after in ROAD and ROAD.index(after) > ROAD.index(before)


def surely_before(one: str | None, other: str | None) -> bool:
    return DAYS[one][1] < DAYS[other][0]


@dataclass(frozen=True)
class Tie:
    """What the model knows of an alliance. `until` is of its last term."""

    kind: str
    members: frozenset[str]
    steps: tuple[Step, ...]
    until: str | None = None

    @property
    def live(self) -> bool:
        return not self.steps or self.steps[-1][0] not in ENDS

    @property
    def possible(self) -> bool:
        """Whether it may stand as it is, others aside."""
        states = [state for state, _ in self.steps]
        if states and states[0] in ENDS:
            return False
        if not all(itertools.starmap(follows, itertools.pairwise(states))):
            return False
        if any(surely_before(later, earlier) for (_, earlier), (_, later) in itertools.combinations(self.steps, 2)):
            return False
        if self.kind == "pairing" and len(self.members) == 1:
            return False
        begun = [date for state, date in self.steps if state in ("assigned", "signed", "active", "dormant")]
        return not (begun and self.live and self.until and surely_before(self.until, begun[0]))

    def with_step(self, step: Step) -> "Tie":
        """With one more step, before the first that is surely later."""
        place = next((n for n, (_, date) in enumerate(self.steps) if surely_before(step[1], date)), len(self.steps))
        return replace(self, steps=(*self.steps[:place], step, *self.steps[place:]))

    def fields(self, id_: str) -> dict[str, Any]:
        steps = [{"id": f"{id_}#{n + 1}", "state": s, "date": d, "cites": CITES} for n, (s, d) in enumerate(self.steps)]
        return {
            **{"name_zh": id_, "kind": self.kind, "cites": CITES, "has_step": steps},
            "has_member": [{"to": park, "part": "park"} for park in sorted(self.members)],
            "has_term": [{"id": f"{id_}#99", "until": self.until}] if self.until else [],
        }


STATES = st.sampled_from([*ROAD, "dormant", *ENDS])
DATES = st.sampled_from(list(DAYS))
TIES = st.builds(
    Tie,
    st.sampled_from(["pairing", "memorandum"]),
    st.frozensets(st.sampled_from(["park-a", "park-b", "park-c"])),
    st.lists(st.tuples(STATES, DATES), max_size=3).map(tuple),
    DATES,
)
IDS = st.sampled_from(["alliance-a", "alliance-b", "alliance-c"])


@dataclass
class Count:
    """How many steps were tried and how many of them were taken."""

    tried: int = 0
    taken: int = 0
    ends: set[str] = field(default_factory=set)


class Lives(RuleBasedStateMachine):
    """The store and the model of it, side by side."""

    count = Count()

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.store = MemoryStore()
        self.journal = Journal(self.store, lambda: datetime(2026, 1, 1, tzinfo=UTC), random.Random(1))
        self.ties: dict[str, Tie] = {}

    def teardown(self) -> None:
        self.runner.close()

    @initialize()
    def parks(self) -> None:
        edits = [Edit(f"park-{name}", {"name_zh": name, "cites": CITES}) for name in "abc"]
        self.runner.run(self.journal.open())
        self.write(Edit("source-a", {"name_zh": "来源"}), *edits)

    def write(self, *edits: Edit) -> Written:
        return self.runner.run(self.journal.write(Proposal("writer", "edit", edits), WRITER))

    def tried(self, id_: str, wanted: Tie, writing: Callable[[], object]) -> None:
        """Do it, and compare what came of it with what the model says of the wanted tie."""
        twice = any(
            other.live and (other.kind, other.members) == (wanted.kind, wanted.members)
            for name, other in self.ties.items()
            if name != id_ and wanted.live and len(wanted.members) > 1
        )
        before = self.journal.snapshot
        self.count.tried += 1
        try:
            writing()
        except Refused as refused:
            assert twice or not wanted.possible, f"refused what is allowed: {refused}"
            assert {problem.code for problem in refused.problems} <= {
                *("lifecycle", "members", "duplicate", "end-before-start"),
            }
            assert self.journal.snapshot is before and len(self.store._log) == before.revision
            return
        assert wanted.possible and not twice, "taken, though it is not allowed"
        self.ties[id_] = wanted
        self.count.taken += 1
        self.count.ends.add(wanted.steps[-1][0] if wanted.steps else "none")

    @rule(id_=IDS, tie=TIES)
    def put(self, id_: str, tie: Tie) -> None:
        """A new record, or another history, other members or another term in its place."""
        self.tried(id_, tie, lambda: self.write(Edit(id_, tie.fields(id_))))

    @rule(id_=IDS, n=st.integers(0, 9), state=STATES, date=DATES)
    def correct(self, id_: str, n: int, state: str, date: str | None) -> None:
        """A step that stands is given another state and date."""
        if (tie := self.ties.get(id_)) and tie.steps:
            n %= len(tie.steps)
            wanted = replace(tie, steps=(*tie.steps[:n], (state, date), *tie.steps[n + 1 :]))
            self.tried(id_, wanted, lambda: self.write(Edit(id_, wanted.fields(id_))))

    @rule(id_=IDS, state=STATES, date=DATES)
    def step(self, id_: str, state: str, date: str | None) -> None:
        """One more step; of an alliance that is not there it is the first that is known."""
        tie = self.ties.get(id_)
        if tie is None:
            return self.put(id_, Tie("memorandum", frozenset(), ((state, date),)))
        step = add_step(self.journal, id_, {"state": state, "date": date, "cites": CITES}, WRITER)
        return self.tried(id_, tie.with_step((state, date)), lambda: self.runner.run(step))

    @invariant()
    def as_the_model_says(self) -> None:
        snapshot = self.journal.snapshot
        found = {alliance.id: alliance for alliance in snapshot.all(Alliance)}
        assert found.keys() == self.ties.keys()
        for id_, tie in self.ties.items():
            alliance = found[id_]
            assert tuple((step.state, step.date) for step in alliance.has_step) == tie.steps
            assert {member.to for member in alliance.has_member} == tie.members
            assert lifecycle.live(alliance) == tie.live
            assert lifecycle.state(alliance) == (tie.steps[-1][0] if tie.steps else None)


def test_random_lives_go_as_the_table_says(soak: bool, scale: Callable[[int, int], int]) -> None:
    count = Lives.count = Count()
    rounds = settings(max_examples=scale(50, 400), stateful_step_count=50, phases=(Phase.explicit, Phase.generate))
    run_state_machine_as_test(Lives, settings=rounds)
    assert count.tried >= scale(500, 5000) and count.taken > count.tried // 5
    assert not soak or count.ends >= {*ROAD, "dormant", *ENDS}, "a state was never reached"
