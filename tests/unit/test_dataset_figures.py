"""The built-in data: figures with their bounds, scopes and periods."""

import csv
from collections import Counter

import pytest

from parknet.graph.dataset import folder
from parknet.graph.dataset.tables import to_edtf
from parknet.model.records import Observation
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
    assert {(o.value, o.scope) for o in of_list} == {(9540, "98家合计"), (9655, "98家合计")}
    assert len({c.to for o in of_list for c in o.cites}) == 2
    of_2021 = [o for o in figures(park("马栏山视频文创产业园").id, "revenue_tenants") if o.period == "2021"]
    assert {(o.value, o.preferred, o.reason) for o in of_2021} == {
        (500, False, None),
        (519.81, True, "年初快报500亿元, 此为后出稿"),
    }


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
