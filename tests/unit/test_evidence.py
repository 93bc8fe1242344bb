"""What a tie rests on, and the days on which it may hold: worked out by hand."""

from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from parknet.analytics.evidence import Evidence
from parknet.analytics.network import Network
from parknet.exports.spells import merged, node_spells, tie_spells
from parknet.model.records import Park, Record, Source
from tests.networks import plain
from tests.networks.home import alliance
from tests.unit.test_network import short, through

POSSIBLE = "sure=possible&nodes=park,organisation,city&layers=pairing,twinning,memorandum,consortium,joint-action"


def of(network: Network) -> dict[str, dict[str, Any]]:
    """The evidence of each tie, by the short names of its ends."""
    ids, ties, found = network.nodes.id, network.ties, network.evidence
    ends = [f"{short(ids[s])} {short(ids[t])}" for s, t in zip(ties.source, ties.target, strict=True)]
    columns = {name: getattr(found, name) for name in Evidence.__slots__}
    return {end: {name: values[n] for name, values in columns.items()} for n, end in enumerate(ends)}


def two(*alliances: Record) -> Network:
    sources = [Source(id=f"source-{name}", name_zh=name) for name in ("one", "two", "three")]
    parks = [Park(id=f"park-{name}", name_zh=name) for name in ("a", "b")]
    return through("", plain.of([*sources, *parks, *alliances]))


def test_ends_are_known_unknown_or_open() -> None:
    found = of(through(POSSIBLE))
    ends = {tie: (one["end_earliest"], one["end_latest"]) for tie, one in found.items()}
    assert ends["ersheng yilan"] == ("2021-01-01", "2021-12-31")
    assert ends["suzhou xian"] == ("2030-01-01", "2030-12-31")
    assert ends["studio anhe"] == (None, None)  # open by its own text
    assert ends["anhe baishi"] == (None, None)  # unknown
    assert ends["anhe dongwan"] == ("2023-09-16", "2023-09-16")
    assert found["anhe baishi"]["state"] == ("active", "signed") and found["anhe dongwan"]["state"] == ("",)


def test_the_last_of_several_alliances_ends_a_tie() -> None:
    ended = alliance("one", "a b", "signed 2020", "ended 2021-06")
    assert of(two(ended))["a b"]["end_latest"] == "2021-06-30"
    (both,) = of(two(ended, alliance("two", "a b", "signed 2020", "ended 2022"))).values()
    assert (both["end_earliest"], both["end_latest"]) == ("2022-01-01", "2022-12-31")
    (both,) = of(two(ended, alliance("two", "a b", "signed 2020"))).values()
    assert (both["end_earliest"], both["end_latest"]) == ("2021-06-01", None)
    open_end = [{"id": "alliance-two#9", "until": ".."}]
    (both,) = of(two(ended, alliance("two", "a b", "signed 2020", has_term=open_end))).values()
    assert (both["end_earliest"], both["end_latest"]) == (None, None)


def test_each_source_says_how_surely_and_in_which_words() -> None:
    cites = [
        {"to": "source-two", "confidence": "high", "wording": "签约"},
        {"to": "source-two", "confidence": "low"},
        {"to": "source-one", "wording": "结对"},
    ]
    member = [{"to": f"park-{name}", "part": "park", "sources": ["source-three"]} for name in ("a", "b")]
    other = alliance("two", "a b", cites=[{"to": "source-one", "confidence": "medium", "wording": "签约"}])
    (found,) = of(two(alliance("one", "a b", cites=cites, has_member=member), other)).values()
    assert found["sources"] == ("source-one", "source-three", "source-two")
    assert found["confidence"] == ("medium", "", "low")
    assert found["wording"] == ("结对", "签约")


def test_what_is_not_stated_stays_empty() -> None:
    (found,) = of(two(alliance("one", "a b"))).values()
    assert (found["confidence"], found["wording"]) == (("",), ())


def test_spells_are_the_days_on_which_a_tie_may_hold() -> None:
    network = through(POSSIBLE)
    ids, ties = network.nodes.id, network.ties
    ends = [f"{short(ids[s])} {short(ids[t])}" for s, t in zip(ties.source, ties.target, strict=True)]
    found = dict(zip(ends, tie_spells(network), strict=True))
    assert found["ersheng yilan"] == (("2019-05-01", "2021-12-31"),)
    assert found["anhe dongwan"] == (("2023-09-15", "2023-09-16"),)
    assert found["anhe baishi"] == (("2022-08-17", None),)  # round, from 2024-40, goes on within pair
    assert found["anhe haibin"] == ()  # no year at all
    assert set(node_spells(network)) == {()}


def test_an_alliance_that_is_a_node_lives_as_long_as_its_ties() -> None:
    network = through("projection=bipartite")
    nodes = dict(zip(network.nodes.id, node_spells(network), strict=True))
    assert nodes["alliance-strait"] == (("2019-05-01", "2021-12-31"),) and nodes["park-yilan"] == ()
    for source, target, spells in zip(network.ties.source, network.ties.target, tie_spells(network), strict=True):
        assert spells in (nodes[network.nodes.id[source]], nodes[network.nodes.id[target]])


DAYS = st.none() | st.integers(0, 40).map(lambda n: f"2020-{1 + n // 28:02}-{1 + n % 28:02}")
SPANS = st.tuples(DAYS, DAYS).filter(lambda span: not span[0] or not span[1] or span[0] <= span[1])


@given(st.lists(SPANS, min_size=1, max_size=6))
def test_merged_spells_hold_the_same_days_and_do_not_overlap(spans: list[tuple[str | None, str | None]]) -> None:
    def within(day: str, some: Any) -> bool:
        return any((start is None or start <= day) and (end is None or day <= end) for start, end in some)

    found = merged(spans)
    always = found == ()
    for n in range(42):
        day = f"2020-{1 + n // 28:02}-{1 + n % 28:02}"
        assert (always or within(day, found)) == within(day, spans)
    for before, after in pairwise(found):
        assert before[1] is not None and after[0] is not None and before[1] < after[0]
