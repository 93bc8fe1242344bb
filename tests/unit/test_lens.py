"""The lens: its query, its canonical string, and what it refuses."""

from datetime import date
from typing import Any
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parknet.analytics.lens import JOINT_ACTION, MERGED, WORDS, Lens
from parknet.errors import Refused
from tests.unit.told import english_in


def read(query: str) -> Lens:
    return Lens.from_query(parse_qsl(query, keep_blank_values=True))


def some(part: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(list(WORDS[part])), min_size=1).map(tuple)


LONE = ("sure", "state", "projection", "weight", "component", "aggregate")
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))
AT = DAYS.map(str) | st.tuples(DAYS, DAYS).map(lambda days: f"{min(days)}/{max(days)}")


@st.composite
def lenses(draw: st.DrawFn) -> Lens:
    """Any lens of which no part contradicts another."""
    parts: dict[str, Any] = {part: draw(st.sampled_from(list(WORDS[part]))) for part in LONE}
    parts |= {part: draw(some(part)) for part in WORDS if part not in (*LONE, "depth")}
    if parts["weight"] == "actions":
        parts["layers"] += (JOINT_ACTION,)
    if parts["projection"] not in MERGED:
        parts["aggregate"] = "none"
    if draw(st.booleans()):
        ids = st.from_regex(r"\A(park|org|city)(-[a-z0-9]{1,5}){1,3}\Z")
        parts |= {"ego": draw(st.lists(ids, min_size=1)), "depth": draw(st.sampled_from(list(WORDS["depth"])))}
    return Lens(
        at=draw(st.none() | AT),
        programme=draw(st.lists(st.from_regex(r"\Aprogramme(-[a-z0-9]{1,5}){1,3}\Z"))),
        province=draw(st.lists(st.integers(10, 99).map(lambda n: f"{n}0000"))),
        min=draw(st.integers(0, 1_000_000)),
        **parts,
    )


@given(lenses())
def test_the_canonical_string_is_the_query_of_an_equal_lens(lens: Lens) -> None:
    assert read(lens.canonical()) == lens
    assert read(lens.canonical()).canonical() == lens.canonical()
    assert lens.canonical().isascii()


def test_parts_stand_in_one_order_with_defaults_left_out() -> None:
    asked = "min=2&sector=03,02&cluster=yangtze-delta&sure=certain&layers=twinning,pairing&nodes=city"
    asked += "&at=2021-01-01/2021-12-31"
    assert read(asked).canonical() == (
        "at=2021-01-01/2021-12-31&layers=pairing,twinning&nodes=city&sector=02,03&cluster=yangtze-delta&min=2"
    )
    assert Lens().canonical() == ""
    asked = "aggregate=city&component=largest&depth=2&ego=park-b,park-a&river=yellow-river-upper,yangtze-lower&min=1"
    assert read(f"{asked}&weight=months").canonical() == (
        "weight=months&min=1&river=yangtze-lower,yellow-river-upper&ego=park-a,park-b&depth=2&component=largest&aggregate=city"
    )
    assert read("depth=1").canonical() == ""
    assert read("weight=count&ego=park-a&depth=1&component=all&aggregate=none").canonical() == "ego=park-a"
    assert read("parties=all&reach=all&min=0&nodes=organisation,park&projection=clique").canonical() == ""


def test_repeated_words_and_parts_are_one_set() -> None:
    assert read("layers=twinning&layers=pairing,twinning") == read("layers=pairing,twinning")
    assert read("sure=possible&sure=possible").sure == "possible"


@pytest.mark.parametrize(
    ("query", "part", "remedy"),
    [
        ("colour=red", "colour", "at, sure, state, layers"),
        ("rev=3", "rev", "Use at, sure"),
        ("sure=maybe", "sure", "one of certain, possible"),
        ("sure=certain&sure=possible", "sure", "Give it once"),
        ("layers=pairings", "layers", "pairing, twinning, memorandum"),
        ("layers=pairing,", "layers", "joint-action"),
        ("layers=", "layers", "one or more of pairing"),
        ("parties=all,city", "parties", "all, park-park"),
        ("projection=star", "projection", "bipartite (members and alliances), incidence"),
        ("weight=years", "weight", "months (months in force), actions"),
        ("weight=actions", "weight", "Add joint-action to layers"),
        ("weight=actions&layers=pairing", "weight", "Add joint-action to layers"),
        ("river=yangtze", "river", "yangtze-upper (upper reaches of the Yangtze)"),
        ("ego=798", "ego", "park-798-yishuqu"),
        ("ego=alliance-a", "ego", "ids of parks, organisations or divisions"),
        ("ego=park-a&depth=4", "depth", "1 (partners), 2"),
        ("depth=2", "depth", "Name them with ego"),
        ("depth=3&ego=", "ego", "park-798-yishuqu"),
        ("component=2", "component", "largest"),
        ("aggregate=cluster", "aggregate", "none (not merged), city"),
        ("aggregate=city&projection=bipartite", "aggregate", "clique (every two members), shared"),
        ("projection=incidence&aggregate=sector", "aggregate", "or aggregate none"),
        ("at=2021", "at", "2026-11-22"),
        ("at=2021-02-30", "at", "2026-11-22"),
        ("at=2022-01-01/2021-01-01", "at", "2021-01-01/2021-12-31"),
        ("at=2021-01-01/2021-01-02/2021-01-03", "at", "interval"),
        ("at=", "at", "interval"),
        ("province=32", "province", "320000"),
        ("programme=park-x", "programme", "programme-carrying-plan"),
        ("cluster= ", "cluster", "yangtze-delta"),
        ("min=-1", "min", "from 0"),
        ("min=two", "min", "from 0"),
        ("min=99999999999999999999", "min", "from 0"),
        ("region=north", "region", "east, central, west"),
        ("level=city", "level", "national, provincial"),
        ("sector=10", "sector", "01 (News and information services), 02"),
    ],
)
def test_what_it_does_not_know_is_refused_with_what_is_allowed(query: str, part: str, remedy: str) -> None:
    with pytest.raises(Refused) as refused:
        read(query)
    (problem,) = refused.value.problems
    assert not english_in(problem.cause.zh + problem.remedy.zh)
    assert (problem.code, problem.place) == ("lens", part)
    assert remedy in problem.remedy.en


def test_every_wrong_part_is_named() -> None:
    with pytest.raises(Refused) as refused:
        read("sure=maybe&colour=red&reach=far")
    assert {problem.place for problem in refused.value.problems} == {"sure", "colour", "reach"}


def test_resolving_writes_today_in_and_keeps_a_day_that_is_given() -> None:
    assert Lens().resolved(date(2026, 11, 22)).at == "2026-11-22"
    assert Lens(at="2020-01-01").resolved(date(2026, 11, 22)).at == "2020-01-01"
    window = Lens(at="2021-01-01/2021-12-31").window
    assert (window.first, window.last) == (date(2021, 1, 1), date(2021, 12, 31))
    with pytest.raises(ValueError, match="resolved"):
        _ = Lens().window


def test_every_word_has_its_label_in_chinese_and_english() -> None:
    assert all(zh and en for words in WORDS.values() for zh, en in words.values())
