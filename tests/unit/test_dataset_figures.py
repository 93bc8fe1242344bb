"""The built-in data: figures with their bounds, scopes and periods."""

import csv
import re
from collections import Counter

import pytest

from parknet.graph.dataset import folder
from parknet.graph.dataset.tables import to_edtf
from parknet.model.records import Alliance, JointAction, Observation
from tests.unit.built_in import dataset, held, snapshot
from tests.unit.test_dataset_parks import gathered, park


def figures(about: str, indicator: str) -> list[Observation]:
    return [o for o in snapshot().all(Observation) if o.about[0].to == about and o.indicator == indicator]


def test_each_row_of_park_indicators_is_a_figure() -> None:
    for place, row in gathered("park_indicators.csv"):
        record = snapshot().get(held(place)[0])
        assert isinstance(record, Observation)
        assert record.value == float(row["value"])
        assert record.indicator == row["indicator"]
        assert record.unit is not None
        assert row["unit_or_qualifier"].startswith(record.unit)


@pytest.mark.parametrize(
    ("name", "indicator", "value", "bound", "scope", "period"),
    [
        ("中国曲阳雕塑文化产业园", "revenue_tenants", 70, "at-least", "产值", "2021"),
        ("南京秦淮特色文化产业园", "floor_area", 2000000, "at-most", None, "2023-03"),
        ("羊城创意产业园", "revenue_tenants", 400, "about", "年产值", "2025-03"),
        ("滨湖卓越城", "revenue_tenants", 9, "about", "前三季度", "2022-33/2022-35"),
        ("马栏山视频文创产业园", "tax", 19.02, "exact", "半年", "2022-40"),
        ("横店影视文化产业集聚区", "tenants_total", 1400, "at-least", "影视企业", None),
        ("吉林省东北亚文化创意科技园", "tenants_total", 200, "at-most", None, "2012-12~"),
        ("碑林动漫产业聚集区(碑林科技产业园)", "tenants_total", 270, "exact", "园区; 其中动漫平台近30家", "2009"),
    ],
)
def test_a_qualifier_is_part_of_the_figure(
    name: str, indicator: str, value: float, bound: str, scope: str | None, period: str | None
) -> None:
    found = [(o.bound, o.scope, o.period) for o in figures(park(name).id, indicator) if o.value == value]
    assert found == [(bound, scope, period)]


def test_conflicting_figures_stand_side_by_side_and_a_preferred_one_says_why() -> None:
    of_list = [o for o in figures("programme-beijing-parks", "tenants_total") if o.period == "2019"]
    assert {(o.value, o.scope, o.reason) for o in of_list} == {
        (9540, "98家合计", "2020-08-28报道, 晚于中新网2020-08-21稿"),
        (9655, "98家合计", None),
    }
    assert len({c.to for o in of_list for c in o.cites}) == 2
    of_2021 = [o for o in figures(park("马栏山视频文创产业园").id, "revenue_tenants") if o.period == "2021"]
    assert {(o.value, o.preferred, o.reason) for o in of_2021} == {
        (500, False, None),
        (519.81, True, "年初快报500亿元, 此为后出稿"),
    }


STATED = {
    "counts.csv": ("what", "count"),
    "events.csv": ("event", "facts"),
    "indicators.csv": ("name_zh", "where_used"),
    "pairings.csv": ("status", "content"),
    "shanghai_plan_2021.csv": ("content",),
}
"""The columns of gathered tables that state figures in words."""


def numbers(text: str) -> set[float]:
    return {float(number) for number in re.findall(r"\d+(?:\.\d+)?", text)}


@pytest.mark.parametrize("file", STATED)
def test_every_number_of_a_row_stands_in_the_records_that_hold_it(file: str) -> None:
    for place, row in gathered(file):
        records = [record for id_ in held(place) if (record := snapshot().get(id_))]
        known = {number for record in records for number in numbers(record.text())}
        known |= {len(record.has_member) for record in records if isinstance(record, Alliance)}
        assert numbers(" ".join(row[column] for column in STATED[file])) <= known, place


def test_a_word_is_no_account_of_a_row_with_figures() -> None:
    words = {origin.word for origin in dataset().origins if not origin.records}
    assert words == {"vocabulary"}
    for place, row in gathered("indicators.csv"):
        assert held(place) or not numbers(row["where_used"]), place


def test_figures_of_the_98_parks_of_beijing() -> None:
    found = {
        (o.indicator, o.value, o.unit, o.preferred)
        for o in snapshot().all(Observation)
        if o.about[0].to == "programme-beijing-parks" and o.scope and o.scope.startswith("98家")
    }
    assert {
        ("tenants_cultural_ratio", 76.9, "%", False),
        ("revenue_per_firm", 10669.4, "万元/户", True),
        ("revenue_per_firm", 10552.62, "万元/户", False),
        ("output_per_worker", 268.09, "万元/人", False),
        ("renewed_factory_share", 60.0, "%", False),
        ("tenants_total", 9540.0, "家", True),
        ("tenants_total", 9655.0, "家", False),
    } <= found
    one, other = (o for o in figures("programme-beijing-parks", "revenue_per_firm"))
    assert {c.to for c in one.cites}.isdisjoint(c.to for c in other.cites)


def test_figures_of_a_naming_are_kept() -> None:
    bases = "programme-national-demonstration-bases"
    found = {(o.indicator, o.value, o.bound, o.unit, o.period) for o in snapshot().all(Observation)
             if o.about[0].to == bases}  # fmt: skip
    assert {
        ("assets", 5.5, "exact", "万亿元", "2023-12-31"),
        ("employees", 50.7, "exact", "万人", "2023-12-31"),
        ("revenue_tenants", 1.3, "at-least", "万亿元", "2023"),
        ("bases", 69.0, "exact", "家", "2012-09-26"),
    } <= found
    sites = "alliance-guangdong-hong-kong-macao-culture"
    assert {o.value for o in figures(sites, "sites")} == {32, 16}


def test_a_visit_that_is_no_tie_of_its_own_tells_what_was_agreed() -> None:
    for id_, words in (
        ("action-fuyang-suzhou-meeting-2023", ("每年一次联席会议", "“苏阜相成”专栏")),
        ("action-chongqing-taiwan-park-visit", ("考察选址", "寻求两岸文创合作机会")),
    ):
        action = snapshot().get(id_)
        assert isinstance(action, JointAction) and action.content
        assert all(word in action.content for word in words)


def test_a_figure_about_a_district_or_a_list_stands_there_once() -> None:
    tongzhou = {(o.indicator, o.value) for o in snapshot().all(Observation) if o.about[0].to == "city-110112"}
    assert {("parks", 20), ("sites", 23), ("parks", 4), ("tenants_total", 936), ("above_scale_firms", 26)} <= tongzhou
    stating_29 = [o for o in snapshot().all(Observation) if o.indicator == "bases" and o.value == 29]
    assert [o.about[0].to for o in stating_29] == ["programme-national-culture-export-bases"]


def test_of_conflicting_figures_one_is_preferred_and_says_why_where_the_rule_decides() -> None:
    same: dict[tuple[str | None, ...], list[Observation]] = {}
    for o in snapshot().all(Observation):
        assert o.preferred == bool(o.reason) == bool(o.chosen_by), o.id
        if o.value is not None and o.bound == "exact":
            same.setdefault((o.about[0].to, o.indicator, o.unit, o.scope, o.period), []).append(o)
    conflicts = [every for every in same.values() if len({o.value for o in every}) > 1]
    assert len(conflicts) == 7
    undecided = [sorted(o.id for o in every) for every in conflicts if sum(o.preferred for o in every) != 1]
    # Two reports of one day, and two of one month.
    assert sorted(undecided) == [["obs-n0004", "obs-p0078"], ["obs-p0073", "obs-p0187"]]


def test_a_cell_with_several_numbers_gives_each_with_its_own_date() -> None:
    shanghai = [(o.value, o.scope, o.period) for o in figures("programme-shanghai-parks", "parks")]
    assert sorted(shanghai) == [(24, "示范", "2022"), (77, None, "2012"), (137, None, "2019"), (160, None, "2022")]
    chaoyang = {(o.value, o.period) for o in figures("city-110105", "parks") if o.scope == "朝阳区文创园"}
    assert chaoyang == {(84, "2019"), (102, "2021"), (101, "2023-01"), (102, "2021-12-31")}


def test_two_rows_that_state_one_figure_are_one_record() -> None:
    (figure,) = figures("programme-national-advertising-parks", "tenants_total")
    assert (figure.value, figure.bound, figure.unit) == (30000, "at-least", "户")
    assert sum(figure.id in origin.records for origin in dataset().origins) == 2


def test_the_review_of_2018_gives_each_park_a_grade() -> None:
    grades = Counter(o.grade for o in snapshot().all(Observation) if o.indicator == "evaluation_grade")
    assert grades == {"优秀": 6, "良好": 2, "合格": 7, "不合格": 1}


def test_words_of_the_vocabulary_are_no_records() -> None:
    words = Counter(origin.word for origin in dataset().origins if origin.file == "sector_words.csv")
    assert words == {"vocabulary": 153}


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2021末", "2021-12-31"),
        ("2011年末", "2011-12-31"),
        ("2024年底", "2024-12-31"),
        ("2008末开园", "2008-12-31"),
        ("2022H1", "2022-40"),
        ("2025H2", "2025-41"),
        ("2022Q1-Q3", "2022-33/2022-35"),
        ("2022Q4", "2022-36"),
        ("约2019", "2019~"),
        ("约2012末", "2012-12~"),
        ("2014前后", "2014~"),
        ("2023-08(推断)", "2023-08"),
        ("2022年度", "2022"),
        ("来源无日期", None),
        ("来源无日期(试验园区时期)", None),
        ("XXXX-06-16", "XXXX-06-16"),
    ],
)
def test_date_words_become_edtf(text: str, date: str | None) -> None:
    assert to_edtf(text) == date


@pytest.mark.parametrize("text", ["2021-13", "昨天", "2021/2020", "约"])
def test_a_word_that_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        to_edtf(text)


def test_every_figure_has_an_id_of_its_own_in_the_tables() -> None:
    ids: Counter[str] = Counter()
    for name in ("figures", "figures_in_notes", "grades"):
        with (folder() / "rules" / f"{name}.csv").open(encoding="utf-8", newline="") as text:
            ids.update(row["id"] for row in csv.DictReader(text))
    assert max(ids.values()) == 1
