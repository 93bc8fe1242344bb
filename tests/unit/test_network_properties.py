"""What holds of any network: what is sure is possible, what is in force has begun, and order changes nothing."""

import hashlib
import os
import subprocess
import sys
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parknet.analytics.layout import layouts
from parknet.analytics.lens import Lens
from parknet.analytics.measures import MEASURES, measure
from parknet.analytics.network import Network, build
from parknet.exports.columnar import columns, full_columns
from parknet.exports.network_columns import hyperedge_columns, incidence_columns
from parknet.model.records import Alliance, Record
from parknet.model.snapshot import Snapshot
from parknet.model.text import canonical
from tests.networks import plain, twelve
from tests.unit.test_network import TODAY, TWELVE, through, weights, world

EXAMPLES = settings().max_examples
"""Of the profile: more in make soak."""
DATES = st.sampled_from([None, "2019", "202X", "2021-06~", "2023-03-11", "XXXX-06-16", "../2020", "2022-33", "2030"])
PARTIES = [record.id for record in twelve.records() if record.id.split("-")[0] in ("park", "city", "org")]


@st.composite
def alliances(draw: st.DrawFn) -> list[Record]:
    found: list[Record] = []
    for n in range(draw(st.integers(1, 8))):
        members = draw(st.lists(st.sampled_from(PARTIES), max_size=5, unique=True))
        steps = draw(st.sampled_from([("signed",), ("active", "ended"), ("intention",), ("proposed", "active")]))
        parts = [
            "division" if id_.startswith("city") else draw(st.sampled_from(["park", "company"])) for id_ in members
        ]
        fields = {
            "id": f"alliance-n{n}",
            "name_zh": "虚构",
            "kind": draw(st.sampled_from(["pairing", "memorandum"])),
            "has_member": [
                {"to": id_, "part": part, "since": draw(DATES), "until": draw(DATES)}
                for id_, part in zip(members, parts, strict=True)
            ],
            "has_step": [
                {"id": f"alliance-n{n}#{k}", "state": state, "date": draw(DATES)} for k, state in enumerate(steps, 1)
            ],
        }
        found.append(Alliance.model_validate(fields))
    return found


LENSES = st.builds(
    Lens,
    at=st.sampled_from([TODAY, "2021-06-30", "2020-01-01/2022-12-31"]),
    sure=st.sampled_from(["certain", "possible"]),
    state=st.sampled_from(["begun", "in-force"]),
    nodes=st.sampled_from([("park", "organisation"), ("park", "organisation", "city")]),
    parties=st.sampled_from([(), ("park-park",), ("park-other", "other")]),
    reach=st.sampled_from([(), ("between-provinces", "within-province")]),
    min=st.sampled_from([0, 0, 2]),
)


def inside(smaller: Network, larger: Network) -> None:
    few, many = weights(smaller), weights(larger)
    assert set(smaller.nodes.id) <= set(larger.nodes.id)
    assert all(weight <= many[pair] for pair, weight in few.items())


@settings(max_examples=EXAMPLES * 3 // 2)
@given(alliances(), LENSES)
def test_certain_is_within_possible_and_in_force_within_begun(found: list[Record], lens: Lens) -> None:
    snapshot = world(found)

    def seen(**parts: str) -> Network:
        return build(snapshot, lens.model_copy(update=parts))

    inside(seen(sure="certain"), seen(sure="possible"))
    inside(seen(state="in-force"), seen(state="begun"))


@given(alliances(), LENSES)
def test_shared_strength_is_the_number_of_alliances(found: list[Record], lens: Lens) -> None:
    snapshot = world(found)
    shared = build(snapshot, lens.model_copy(update={"projection": "shared"}))
    two_mode = build(snapshot, lens.model_copy(update={"projection": "bipartite"})).to_networkx()
    strengths = shared.to_networkx().degree(weight="weight")
    assert {id_: pytest.approx(two_mode.degree(id_)) for id_ in shared.nodes.id} == dict(strengths)


@settings(max_examples=EXAMPLES // 2)
@given(alliances(), LENSES)
def test_every_tie_asked_for_is_drawn_or_left_out_for_one_reason(found: list[Record], lens: Lens) -> None:
    lens = lens.model_copy(update={"projection": "bipartite", "parties": (), "reach": ()})
    network = build(world(found), lens)
    drawn = [id_ for id_ in network.nodes.id if id_.startswith("alliance-")]
    reasons = network.left_out.items()
    left = [id_ for reason, ids in reasons for id_ in ids if reason != "year-unknown" or id_ not in drawn]
    expected = sorted(record.id for record in found)
    # A tie of unknown year that `min` takes away stays under "year unknown" only.
    assert sorted(drawn + left) == expected


@settings(max_examples=EXAMPLES // 50)
@given(st.randoms(use_true_random=False))
def test_the_order_of_records_changes_nothing(random: object) -> None:
    records = twelve.records()
    random.shuffle(records)  # type: ignore[attr-defined]
    assert fingerprint(plain.of(records)) == of_the_twelve()


QUERIES = (
    "",
    "sure=possible&projection=shared",
    "projection=bipartite&layers=pairing,joint-action",
    "projection=incidence&weight=months&sure=possible",
    "weight=recency&ego=park-anhe,park-fengqi&depth=2",
    "component=largest&river=yangtze-lower,yangtze-middle",
    "aggregate=sector&projection=shared&weight=recency&sure=possible",
    "aggregate=region",
)


def fingerprint(snapshot: Snapshot) -> str:
    """A hash over networks, what is sent and written of them, measures and layouts of a snapshot."""
    found: list[object] = [layouts(snapshot)]
    for query in QUERIES:
        network = through(query, snapshot)
        found += [canonical(full_columns(snapshot, network, layouts(snapshot).network)), canonical(columns(network))]
        found += [hyperedge_columns(network), incidence_columns(network)]
        found += [network.to_networkx().nodes.data(), network.to_networkx().edges.data(), network.left_out]
        found += [(network.indptr.tolist(), network.indices.tolist(), network.weights.tolist())]
        found += [column.values for column in measure(network, MEASURES)]
    return hashlib.sha256(repr(found).encode()).hexdigest()


@cache
def of_the_twelve() -> str:
    return fingerprint(TWELVE)


def test_the_hash_seed_changes_nothing() -> None:
    code = "from tests.unit.test_network_properties import of_the_twelve; print(of_the_twelve())"
    for seed in ("1", "2"):
        ran = subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        )
        assert ran.stdout.strip() == of_the_twelve()
