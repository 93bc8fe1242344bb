"""The ties of the built-in data: kinds, members, recorded states, dates, and what each gathered row became."""

import csv
import shutil
from collections import Counter
from datetime import date
from itertools import combinations
from pathlib import Path

import networkx as nx
import pytest

from parknet.errors import Refused
from parknet.graph.dataset import folder, load
from parknet.model import edtf, lifecycle
from parknet.model.records import Alliance, JointAction, Organisation, Park, Record
from parknet.model.vocabulary import State
from tests.unit.built_in import dataset, held, snapshot

TODAY = date(2026, 11, 22)
OWN = (
    "pairings.csv",
    "alliances.csv",
    "events.csv",
    "carrying_plan_rules.csv",
    "cloud_park_modules.csv",
    "shanghai_plan_2021.csv",
)


def table(name: str) -> list[dict[str, str]]:
    with (folder() / name).open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def lines(file: str) -> dict[str, int]:
    return {row["id"]: n for n, row in enumerate(table(f"gathered/{file}"), 2)}


def records(row: str) -> list[Record]:
    """The records that hold a row of the tie tables, such as P06 or A18."""
    file = "pairings.csv" if row.startswith("P") else "alliances.csv"
    return [record for id_ in held(f"{file}:{lines(file)[row]}") if (record := snapshot().get(id_))]


def tie(row: str) -> Alliance:
    (found,) = [record for record in records(row) if isinstance(record, Alliance)]
    return found


def park_parts(alliance: Alliance) -> list[str]:
    return [member.to for member in alliance.has_member if member.part == "park"]


def begun(alliance: Alliance, day: date = TODAY) -> bool:
    span = lifecycle.span(alliance)
    return span is not None and edtf.holds(span[0], None, edtf.Window(day, day), sure=True, in_force=False)


def test_every_row_of_the_tie_tables_is_accounted_for() -> None:
    own = [origin for origin in dataset().origins if origin.file in OWN]
    assert Counter(origin.file for origin in own) == Counter(
        {
            "pairings.csv": 66,
            "alliances.csv": 31,
            "events.csv": 76,
            "carrying_plan_rules.csv": 14,
            "cloud_park_modules.csv": 12,
            "shanghai_plan_2021.csv": 5,
        }
    )
    for origin in own:
        assert origin.records and not origin.word, origin
        assert all(snapshot().get(id_) for id_ in origin.records), origin


@pytest.mark.parametrize(
    ("rows", "states"),
    [
        (["P02", "P03", "P04", "P08", "P09", "P11", "P12", "P13"], ["signed"]),
        (["P01", "P05", "P07", "P10", "P15", "P26", "P32"], ["active"]),
        (["P47", "P48", "P49", "P50", "P51", "P52", "P53", "P54"], ["assigned"]),
        (["P37", "P61", "P62", "P67"], ["intention"]),
        (["P06", "P21", "P39"], ["signed", "active"]),
        (["A07", "A12"], ["proposed"]),
        (["A06", "A28", "A31"], ["signed"]),
    ],
)
def test_recorded_states(rows: list[str], states: list[State]) -> None:
    for row in rows:
        assert [step.state for step in tie(row).has_step] == states, row


def test_first_and_second_steps_keep_their_dates() -> None:
    assert [step.date for step in tie("P06").has_step] == ["2021-12", "2025-04-24"]
    assert [step.date for step in tie("P21").has_step] == ["2013-10", "2014-01"]
    assert [step.date for step in tie("P39").has_step] == ["2010-12", "2011-02"]
    assert tie("P55").has_step[0].date == "2002"
    assert lifecycle.span(tie("P51")) == ("2021-12-08", "2030")
    assert [(term.since, term.until) for term in tie("P51").has_term] == [("2021", "2030")]


def test_years_that_the_gatherer_inferred_are_marked() -> None:
    marked = {row for row in lines("pairings.csv") if row not in ("P35", "P43", "P63") and _inferred_year(tie(row))}
    assert marked == {"P04", "P09", "P26", "P40"}


def _inferred_year(alliance: Alliance) -> bool:
    return any("year" in citation.inferred for step in alliance.has_step for citation in step.cites)


def test_ties_without_a_year_stay_without() -> None:
    unknown = [row for row in lines("pairings.csv") if row not in ("P35", "P43", "P63") and _year_unknown(tie(row))]
    assert unknown == ["P19", "P29", "P33"]


def _year_unknown(alliance: Alliance) -> bool:
    span = lifecycle.span(alliance)
    return span is not None and edtf.year_unknown(span[0])


@pytest.mark.parametrize(
    ("row", "other"), [("P35", "P06"), ("A18", "P10"), ("A27", "P29"), ("A29", "P45"), ("A30", "P55")]
)
def test_rows_that_tell_the_same_tie_are_one_record(row: str, other: str) -> None:
    assert tie(row) == tie(other)


def test_no_ties_of_their_own() -> None:
    for row, found in (("P43", tie("P51").id), ("P63", None)):
        (action,) = records(row)
        assert isinstance(action, JointAction)
        assert [link.to for link in action.carried_out_for] == ([found] if found else [])
    assert any(record.id == "programme-chengyu-demonstration-parks" for record in records("A14"))
    assert not any(isinstance(record, Alliance) for record in records("A14"))
    for row in ("P61", "P62", "P67"):
        (visit,) = [record for record in records(row) if isinstance(record, JointAction)]
        assert [link.to for link in visit.carried_out_for] == [tie(row).id]


def test_only_some_rows_join_parks_with_parks() -> None:
    rows = [row for row in lines("pairings.csv") if row not in ("P35", "P43", "P63") and len(park_parts(tie(row))) > 1]
    assert rows == ["P01", "P02", "P03", "P04", "P05", "P10", "P11", "P61", "P62"]
    assert all(tie(row).kind == "pairing" for row in rows)


def test_the_parks_form_seven_separate_cliques() -> None:
    graph: nx.Graph[str] = nx.Graph()
    for alliance in snapshot().all(Alliance):
        if begun(alliance) and len(park_parts(alliance)) > 1:
            graph.add_edges_from(combinations(park_parts(alliance), 2))
    assert (nx.number_connected_components(graph), len(graph), graph.number_of_edges()) == (7, 21, 27)
    assert all(nx.density(graph.subgraph(c)) == 1 for c in nx.connected_components(graph))


def test_kinds_follow_from_the_parts() -> None:
    for alliance in snapshot().all(Alliance):
        parts = Counter(member.part for member in alliance.has_member)
        if alliance.kind == "twinning":
            assert parts == {"division": 2}
        if alliance.kind == "pairing":
            assert parts["park"] > 1
    assert tie("P28").kind == tie("P23").kind == tie("P65").kind == "memorandum"
    assert [tie(row).kind for row in ("A01", "A02", "A04", "A06", "A15", "A19")] == [
        "consortium",
        "association",
        "joint-conference",
        "memorandum",
        "consortium",
        "consortium",
    ]


def test_bodies_may_stand_for_parks_and_guides_are_no_parties() -> None:
    bodies = [id_ for id_ in park_parts(tie("P03")) if isinstance(snapshot().get(id_), Organisation)]
    assert len(bodies) == 2
    guides = {member.to for member in tie("P11").has_member if member.part == "guide"}
    assert guides == {"org-chongqing-market-regulation", "org-chengdu-market-regulation"}
    publicity = [member.to for member in tie("P45").has_member]
    assert len(publicity) == 5
    for id_ in publicity:
        body = snapshot().get(id_)
        assert isinstance(body, Organisation) and body.kind == "party-department"


def test_an_association_is_the_membership_of_an_organisation() -> None:
    for row in ("A02", "A03", "A05", "A20", "A26"):
        assert len(tie(row).membership_of) == 1
        assert tie(row).kind == "association"


def test_parties_without_a_row_are_records_with_the_ties_source() -> None:
    names = {park.name_zh: park for park in snapshot().all(Park)}
    for name in ("浙江象山影视城", "重庆国家广告产业园", "台湾花莲文化创意园区", "海峡两岸(船政)文化创意产业园"):
        assert names[name].cites
    hengdian = names["浙江东阳横店影视基地"]
    assert [link.to for link in hengdian.possibly_same_as] == ["park-hengdian-yingshi"]
    assert names["铁岭台湾文化产业园"].status == "planned"


def test_every_member_is_a_record_and_cites_its_tie() -> None:
    for alliance in snapshot().all(Alliance):
        assert alliance.cites
        assert all(step.cites for step in alliance.has_step)
        assert all(member.sources for member in alliance.has_member)


def test_parks_named_by_their_city_alone_are_no_members() -> None:
    for row in ("A02", "A06", "A16"):
        assert tie(row).has_member == ()
    note = tie("A16").note
    assert note and "列名: 北京; 上海; 南京; 杭州; 广州" in note


def test_every_party_is_matched_or_said_to_be_unnamed() -> None:
    ties = {row["id"]: row for file in ("pairings", "alliances") for row in table(f"gathered/{file}.csv")}
    matched = {(row["row"], row["cell"]) for row in table("rules/members.csv")}
    for row in table("rules/members.csv"):
        assert row["wording"] in ties[row["row"]][row["cell"]], row
        assert row["to"] or row["how"], row
    for id_, cells in ties.items():
        if id_ in {row["row"] for row in table("rules/tie_rows.csv")}:
            parties = [c for c in ("party_a", "party_b", "party_c", "more_parties", "members") if cells.get(c)]
            assert {(id_, c) for c in parties} <= matched, id_


def test_rule_tables_speak_of_rows_that_are_ties() -> None:
    ties = {row["row"] for row in table("rules/tie_rows.csv")}
    assert {row["row"] for row in table("rules/members.csv")} <= ties
    assert {row["tie"] for row in table("rules/steps.csv")} <= ties
    assert {row["same_as"] for row in table("rules/tie_rows_elsewhere.csv")} <= ties


@pytest.mark.parametrize(
    ("file", "old", "new", "place"),
    [
        ("gathered/pairings.csv", "元和塘招商推介 2023-03-11,high", ",high", "pairings.csv:3:source"),
        ("gathered/pairings.csv", ",2023-06-08,day,", ",2023-06-31,day,", "pairings.csv:4:date"),
        (
            "rules/members.csv",
            "park-qifangzhisheng-wenhua-lvyou",
            "park-nanjing-qinhuai-tese",
            "pairings.csv:2:has_member",
        ),
        ("rules/actions.csv", "events.csv:25", "events.csv:99", "rules/actions.csv:2:rows"),
        ("rules/rows_elsewhere.csv", "csv:8,66家", "csv:9,66家", "rules/rows_elsewhere.csv:2:says"),
        ("rules/figures_of_ties.csv", ",2020-08-21 授牌,", ",某报,", "rules/figures_of_ties.csv:"),
    ],
)
def test_what_does_not_fit_is_refused_where_it_stands(
    tmp_path: Path, file: str, old: str, new: str, place: str
) -> None:
    data = shutil.copytree(folder(), tmp_path / "data")
    text = (data / file).read_text(encoding="utf-8")
    assert old in text
    (data / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Refused) as refused:
        load(data)
    assert any(problem.place.startswith(place) for problem in refused.value.problems), refused.value.problems
