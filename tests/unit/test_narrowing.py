"""Any lens can be drawn from the columns of the network without filters, to the same nodes, ties and reasons."""

from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parknet.analytics.lens import JOINT_ACTION, WORDS, Lens
from parknet.analytics.network import build
from parknet.analytics.selection import select
from parknet.exports.columnar import columns, full_columns
from parknet.model.kinds import KINDS, kind_of
from parknet.model.records import JointAction, Park, Programme, Record
from parknet.model.snapshot import Snapshot
from tests.networks import plain, twelve
from tests.networks.random_records import RandomRecords
from tests.unit import built_in
from tests.unit.narrowing import narrowed, rows, wide
from tests.unit.test_network import TODAY, TWELVE, world
from tests.unit.test_network_properties import DATES, PARTIES, alliances

PROGRAMMES = (twelve.PLAN, twelve.PILOT, twelve.LIST, "programme-carrying-plan", "programme-none")
PROVINCES = ("110000", "320000", "440000", "610000", "710000", "810000")
EGOS = ("park-anhe", "park-ersheng", "park-none", "park-xiangshan-film-city", "org-hengqi-education", "city-310000")
CITIES = [id_ for id_ in PARTIES if id_.startswith("city")]
LUYE = next(record.to_dict() for record in twelve.records() if record.id == "park-luye")
DAYS = (TODAY, "2021-06-30", "2020-01-01/2022-12-31", "2012-02-29")


def lenses(programmes: tuple[str, ...] = PROGRAMMES) -> st.SearchStrategy[Lens]:
    def some(*words: str) -> st.SearchStrategy[tuple[str, ...]]:
        chosen = st.lists(st.sampled_from(words), min_size=1, max_size=3, unique=True)
        return st.just(()) | chosen.map(tuple)

    def one_or_more(part: str) -> st.SearchStrategy[tuple[str, ...]]:
        every = tuple(WORDS[part])
        return st.just(every) | st.lists(st.sampled_from(every), min_size=1, unique=True).map(tuple)

    filters = {
        part: some(*WORDS[part]) for part in ("parties", "reach", "level", "region", "sector", "cluster", "river")
    }
    return st.builds(
        coherent,
        at=st.sampled_from(DAYS),
        sure=st.sampled_from(["certain", "possible"]),
        state=st.sampled_from(["begun", "in-force"]),
        layers=one_or_more("layers"),
        nodes=one_or_more("nodes"),
        programme=some(*programmes),
        province=some(*PROVINCES),
        min=st.sampled_from([0, 0, 0, 1, 2]),
        weight=st.sampled_from(["count", "count", *WORDS["weight"]]),
        ego=st.just(()) | some(*EGOS),
        depth=st.sampled_from(list(WORDS["depth"])),
        component=st.sampled_from(["all", "all", "largest"]),
        **filters,
    )


def coherent(depth: str, weight: str, layers: tuple[str, ...], **parts: Any) -> Lens:
    """The lens of these parts without what would contradict another of them."""
    parts |= {"depth": depth} if parts["ego"] else {}
    layers += (JOINT_ACTION,) if weight == "actions" else ()
    return Lens(weight=weight, layers=layers, **parts)


@st.composite
def worlds(draw: st.DrawFn) -> Snapshot:
    """The twelve parks with other alliances under their programmes, and with actions for these and for programmes."""
    programmes = st.lists(st.sampled_from([twelve.PLAN, twelve.PILOT]), max_size=2, unique=True)
    found: list[Record] = [
        type(record).model_validate({**record.to_dict(), "under": [{"to": id_} for id_ in draw(programmes)]})
        for record in draw(alliances())
    ]
    known = [record.id for record in found]
    for slug in ("kecun", "luye"):  # parks that lie in several places
        where = draw(st.lists(st.sampled_from(CITIES), max_size=2, unique=True))
        found.append(Park.model_validate({**LUYE, "id": f"park-{slug}", "located_in": [{"to": id_} for id_ in where]}))
    for n in range(draw(st.integers(0, 4))):
        who = draw(st.lists(st.sampled_from([*PARTIES, *known]), max_size=4, unique=True))
        what = draw(st.lists(st.sampled_from([*known, twelve.PLAN]), max_size=2, unique=True))
        fields = {
            **{"id": f"action-n{n}", "name_zh": "虚构", "kind": "visit", "since": draw(DATES), "until": draw(DATES)},
            "has_participant": [{"to": id_, "since": draw(DATES), "until": draw(DATES)} for id_ in who],
            "carried_out_for": [{"to": id_} for id_ in what],
        }
        found.append(JointAction.model_validate(fields))
    return world(found)


def both(snapshot: Snapshot, lens: Lens, full: dict[str, Any] | None = None) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the lens shows, from the columns of all and from the records."""
    chosen, drawn = select(snapshot, lens), columns(build(snapshot, lens))
    expected = {
        "nodes": drawn["nodes"]["id"],
        "ties": [(tie.id, tie.layer, tie.members, tie.certain) for tie in chosen.ties],
        "pairs": {name: [plainly(value) for value in values] for name, values in drawn["ties"].items()},
        "left_out": drawn["left_out"],
    }
    return narrowed(full or full_columns(snapshot, build(snapshot, wide(lens)), {}), lens), expected


def plainly(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


@given(lenses())
def test_of_the_twelve(lens: Lens) -> None:
    found, expected = both(TWELVE, lens)
    assert found == expected


@given(worlds(), lenses())
def test_of_any_alliances_and_actions(snapshot: Snapshot, lens: Lens) -> None:
    found, expected = both(snapshot, lens)
    assert found == expected


@cache
def random_world(seed: int) -> Snapshot:
    edits = RandomRecords(seed).load(120).edits
    return plain.of([KINDS[kind_of(edit.id).label].model.model_validate(edit.after) for edit in edits])


@given(st.integers(0, 30), st.data())
def test_of_random_records(seed: int, data: st.DataObject) -> None:
    snapshot = random_world(seed)
    lens = data.draw(lenses(tuple(record.id for record in snapshot.all(Programme))))
    found, expected = both(snapshot, lens)
    assert found == expected


@cache
def built_in_columns(lens: Lens) -> dict[str, Any]:
    return full_columns(built_in.snapshot(), build(built_in.snapshot(), lens), {})


@given(st.deferred(lambda: lenses(tuple(record.id for record in built_in.snapshot().all(Programme)))))
def test_of_the_built_in_data(lens: Lens) -> None:
    found, expected = both(built_in.snapshot(), lens, built_in_columns(wide(lens)))
    assert found == expected


@pytest.mark.parametrize(
    ("query", "nodes", "ties"),
    [
        ({"programme": ("programme-carrying-plan",)}, 9, 3),
        ({"layers": ("pairing",), "parties": ("park-park",), "min": 1}, 21, 7),
    ],
)
def test_of_what_a_reader_sees_first(query: dict[str, Any], nodes: int, ties: int) -> None:
    lens = Lens(at=TODAY, **query)
    found, expected = both(built_in.snapshot(), lens, built_in_columns(wide(lens)))
    assert found == expected and len(found["ties"]) == ties
    assert len({id_ for tie in found["ties"] for id_ in tie[2]}) == nodes


def row(id_: str, query: str = "") -> dict[str, Any]:
    """The row of one alliance of the twelve, its nodes by id."""
    lens = Lens.from_query([tuple(part.split("=")) for part in query.split("&") if part])  # type: ignore[misc]
    full = full_columns(TWELVE, build(TWELVE, wide(lens.model_copy(update={"at": lens.at or TODAY}))), {})
    ids = full["nodes"]["id"]
    (found,) = (row for row in rows(full["alliances"]) if row["id"] == id_)
    days = full["dates"].get(found["since"], (None,) * 4)[2:]
    members = {part: [ids[n].partition("-")[2] for n in found[part]] for part in ("members", "absent")}
    return found | members | dict(zip(("earliest", "latest"), days, strict=True))


def test_the_columns_of_an_alliance() -> None:
    assert row("alliance-pair") == {
        "id": "alliance-pair", "kind": "pairing", "name_zh": "pair(虚构)", "name_en": None,
        "members": ["anhe", "baishi"], "absent": [], "named": 2, "parties": "park-park", "reach": "between-provinces",
        "under": [twelve.PLAN], "since": "2022-08-17", "until": None, "earliest": "2022-08-17", "latest": "2022-08-17",
        "state": "active", "certain": True, "reason": None, "months": None,
        "recency": round(0.5 ** (1163 / 365.25 / 3), 9),
    }  # fmt: skip


def told(id_: str, *names: str, query: str = "") -> list[Any]:
    found = row(id_, query)
    return [found[name] for name in names]


def test_a_joint_action_stands_under_the_programme_of_its_alliance_and_has_no_state() -> None:
    assert told("action-forum", "kind", "members", "under", "state") == [
        "joint-action", ["press", "anhe", "dongwan"], [twelve.PLAN], None,
    ]  # fmt: skip
    assert told("action-visit", "under", "earliest", "reason") == [[], None, "year-unknown"]


def test_what_is_not_drawn_says_why_and_keeps_what_is_known() -> None:
    assert told("alliance-hope", "reason", "earliest", "state", "certain", "members") == [
        "not-begun", None, "intention", False, ["chunlin", "guyan"],
    ]  # fmt: skip
    assert told("alliance-conference", "reason", "named", "parties", "reach") == ["members-not-named", 0, None, None]
    assert told("alliance-decade", "reason", "latest", "certain") == ["not-then", "2029-12-31", False]
    assert told("alliance-harbour", "reason", "certain") == ["year-unknown", False]
    assert told("alliance-harbour", "reason", query="sure=possible") == ["year-unknown"]


def test_a_member_that_has_left_is_named_and_absent() -> None:
    assert told("alliance-members", "members", "absent", "named") == [["press", "chunlin", "jinsong"], [], 3]
    assert told("alliance-members", "members", "absent", query="sure=possible&state=in-force") == [
        ["press", "chunlin", "jinsong"], ["jinsong"],
    ]  # fmt: skip
    assert told("alliance-members", "absent", query="at=2018-01-01") == [["press"]]


def test_the_columns_of_a_node() -> None:
    full = full_columns(TWELVE, build(TWELVE, wide(Lens(at=TODAY))), {})
    nodes = {node["id"]: node for node in rows(full["nodes"])}
    assert nodes["park-anhe"]["programmes"] == [twelve.LIST] and nodes["park-jinsong"]["programmes"] == []
    assert nodes["park-anhe"]["provinces"] == nodes["park-kecun"]["provinces"] == ["320000"]
    assert nodes["park-luye"]["provinces"] == nodes["park-luye"]["regions"] == []
    assert nodes["park-anhe"]["pinyin"] == "an he wen hua chan ye yuan xu gou"
    earlier = full_columns(TWELVE, build(TWELVE, wide(Lens(at="2016-01-01"))), {})
    held = {node["id"]: node["programmes"] for node in rows(earlier["nodes"])}
    assert held["park-jinsong"] == [twelve.LIST] and held["park-anhe"] == []


def test_a_park_in_two_places_has_all_their_words() -> None:
    park = Park.model_validate({**LUYE, "located_in": [{"to": "city-suzhou"}, {"to": "city-xian"}]})
    snapshot = world([park])
    full = full_columns(snapshot, build(snapshot, wide(Lens(at=TODAY))), {})
    (found,) = (node for node in rows(full["nodes"]) if node["id"] == park.id)
    assert (found["provinces"], found["regions"]) == (["320000", "610000"], ["east", "west"])
    for part, word in (("province", "610000"), ("region", "west")):
        narrow = narrowed(full, Lens(at=TODAY, **{part: (word,)}))
        assert park.id in narrow["nodes"] and "park-baishi" in narrow["nodes"] and "park-anhe" not in narrow["nodes"]


def test_columns_say_what_the_lens_asks_for_alone_and_count_all_parties() -> None:
    lens = Lens(at=TODAY, parties=("park-other",), layers=("memorandum", "association"), nodes=("park",))
    full = full_columns(TWELVE, build(TWELVE, lens), {})
    abroad, decade = rows(full["alliances"])
    assert (abroad["id"], abroad["reason"]) == ("alliance-abroad", "members-not-shown")
    assert (decade["id"], decade["reason"]) == ("alliance-decade", "not-then")
    assert [full["nodes"]["id"][n] for n in abroad["members"]] == ["park-anhe"]
    assert (abroad["named"], abroad["parties"], abroad["reach"]) == (2, "park-other", "abroad")
