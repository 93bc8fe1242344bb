"""The built-in data: parks, their titles and places, and what each gathered row became."""

import csv
from collections import Counter, defaultdict
from datetime import date
from functools import cache
from itertools import pairwise

import pytest

from parknet.graph.dataset import folder, origins
from parknet.model import titles
from parknet.model.records import City, Organisation, Park, Programme, Source, Title
from tests.unit.built_in import dataset, held, snapshot

TODAY = date(2026, 11, 22)
DEMONSTRATION = "programme-national-demonstration-parks"
CREATION = "programme-national-creation-parks"
PILOT = "programme-national-pilot-parks"


@cache
def gathered(file: str) -> tuple[tuple[str, dict[str, str]], ...]:
    """The rows of a gathered table, each with its place such as ``parks.csv:2``."""
    with (folder() / "gathered" / file).open(encoding="utf-8", newline="") as text:
        return tuple((f"{file}:{n}", row) for n, row in enumerate(csv.DictReader(text), 2))


def of_row(place: str) -> str:
    """The id of the park, or body, that a row of parks.csv is about."""
    return next(id_ for id_ in held(place) if not id_.startswith("obs-"))


def park(name: str) -> Park:
    found = [p for p in snapshot().all(Park) if name in (p.name_zh, *p.aliases)]
    assert len(found) == 1, name
    return found[0]


def held_titles(name: str, programme: str) -> list[Title]:
    return [title for title in park(name).holds_title if title.to == programme]


def test_every_gathered_row_is_accounted_for() -> None:
    lines = {place for path in (folder() / "gathered").glob("*.csv") for place, _ in gathered(path.name)}
    assert len(lines) == 1483
    assert {origin.place for origin in dataset().origins} == lines
    assert all(origin.records or origin.word for origin in dataset().origins)
    ids = {record.id for record in dataset().records}
    assert {id_ for origin in dataset().origins for id_ in origin.records} <= ids


def test_the_committed_table_of_origins_is_fresh() -> None:
    committed = (folder() / "origins.csv").read_text(encoding="utf-8")
    assert committed == origins.as_csv(dataset().origins), "run parknet.graph.dataset.write_origins()"


def test_no_record_but_a_source_is_without_a_source() -> None:
    assert [r.id for r in dataset().records if not r.cites and not isinstance(r, Source)] == []


def test_each_row_of_parks_is_one_park_or_part_of_one() -> None:
    rows = gathered("parks.csv")
    owners = defaultdict(list)
    for place, row in rows:
        owners[of_row(place)].append(row["name_zh"])
    assert len(rows) == 608
    assert sum(id_.startswith("park-") for id_ in owners) == 605
    assert [names for names in owners.values() if len(names) > 1] == [
        ["798艺术区", "798艺术区(市级)"],
        ["中南数字出版产业园(基地)", "中南国家数字出版基地"],
    ]
    workshop = snapshot().get("org-jiangzhou-chengniyan-yanzhisuo")
    assert isinstance(workshop, Organisation)
    assert workshop.based_in[0].to == "city-140825"


def test_a_park_keeps_the_sectors_and_the_words_of_its_row() -> None:
    quyang = park("中国曲阳雕塑文化产业园")
    assert quyang.sectors == ("02", "03")
    assert quyang.sector_words == ("雕刻生产加工", "研发设计", "市场交易", "教育培训")
    assert sum(bool(p.sectors) for p in snapshot().all(Park)) == 309


def test_all_34_national_demonstration_parks_hold_the_title() -> None:
    named = {
        p.name_zh: title.since
        for p in snapshot().all(Park)
        for title in titles.in_force(p, TODAY)
        if title.to == DEMONSTRATION
    }
    assert len(named) == 34
    assert Counter(since[:4] for since in named.values() if since) == {
        "2007": 4, "2011": 2, "2012": 2, "2014": 2, "2020": 9, "2023": 15,
    }  # fmt: skip
    programme = snapshot().get(DEMONSTRATION)
    assert isinstance(programme, Programme)
    assert programme.expected_parks == 34
    terms = [rule.wording for rule in programme.has_rule if rule.kind == "term"]
    assert terms == ["示范期 示范园区5年, 示范基地3年"]


def test_titles_before_the_naming_are_kept_beside_it() -> None:
    assert [(t.kind, t.since, t.until) for t in held_titles("台儿庄古城文化产业园", CREATION)] == [
        ("creation", "2017", None)
    ]
    assert [(t.status, t.until) for t in held_titles("台儿庄古城文化产业园", PILOT)] == [("cancelled", "2020-12-25")]
    assert [(t.status, t.since) for t in held_titles("南京秦淮特色文化产业园", PILOT)] == [("kept", "../2020-12-25")]
    assert held_titles("南京秦淮特色文化产业园", CREATION) == []
    assert len(held_titles("798艺术区", CREATION)) == len(held_titles("武昌长江文化创意设计产业园", PILOT)) == 1


def test_a_title_ends_only_where_a_source_says_so() -> None:
    ended = sorted((t.until, p.name_zh, t.status) for p in snapshot().all(Park) for t in p.holds_title if t.until)
    assert ended == [
        ("2013", "广州北岸文化码头", "revoked"),
        ("2020-12-25", "台儿庄古城文化产业园", "cancelled"),
        ("2020-12-25", "吉林省东北亚文化创意科技园", "cancelled"),
    ]
    lost = {p.name_zh: [t.status for t in titles.lost(p, TODAY)] for p in snapshot().all(Park)}
    assert {name: words for name, words in lost.items() if words} == {"广州北岸文化码头": ["revoked"]}


def test_a_title_without_a_date_was_held_by_the_day_of_its_page() -> None:
    (base,) = held_titles("海口大致坡镇琼剧文化产业群", "programme-national-demonstration-bases")
    assert base.since == "../2008-12-10"
    (two_pages,) = held_titles("领SHOW天地文化创意产业园", "programme-quanzhou-demonstration-bases")
    assert two_pages.since == "../2015-01-20"
    undated = [
        t for p in snapshot().all(Park) for t in p.holds_title if not t.since and t.status in ("granted", "kept")
    ]
    assert undated == []
    for p in snapshot().all(Park):
        assert titles.level(p, TODAY, sure=True) == titles.level(p, TODAY), p.name_zh
    assert titles.level(park("中国(自贡)彩灯文化产业园"), date(2016, 8, 28), sure=True) is None


def test_a_mere_listing_is_no_title() -> None:
    assert not any(t.kind == "listed" for p in snapshot().all(Park) for t in p.holds_title)
    listed = [
        row["name_zh"] for _, row in gathered("parks.csv") if row["level"].startswith("杭州市十大文化创意产业园区")
    ]
    assert len(listed) == 10
    assert sum(titles.level(park(name), TODAY) is None for name in listed) == 9  # one was named by the city, too
    note = park("德必川报易园").note
    assert note is not None and "四川省文化产业园区培育库 2022年度 [on a list, no title]" in note


def test_the_review_of_a_title_is_due_by_the_term_of_2023() -> None:
    programme = snapshot().get(DEMONSTRATION)
    assert isinstance(programme, Programme)
    due = Counter(
        titles.review_due(title, programme)
        for p in snapshot().all(Park)
        for title in titles.in_force(p, TODAY)
        if title.to == DEMONSTRATION
    )
    # Five years from the naming of 2020 and of 2023; those of 2007 to 2014 not before the rule itself. The naming of
    # two is known to lie between 2014-12 and 2021-12-30 only.
    assert due == {
        date(2023, 4, 6): 8,
        date(2025, 12, 25): 9,
        date(2026, 12, 30): 2,
        date(2028, 3, 28): 15,
    }


def test_a_level_that_is_not_verified_gives_no_title() -> None:
    unverified = [row["name_zh"] for _, row in gathered("parks.csv") if "级别未核" in row["level"]]
    assert len(unverified) == 195
    named = {"北京国家广告产业园区"}  # its cell goes on: 国家广告产业园区(首批9家, 2012-04)
    assert {n for n in unverified if park(n).holds_title} == named
    assert not any(park(row["name_zh"]).holds_title for _, row in gathered("parks.csv") if "分会场" in row["level"])
    note = park("1905文化创意园").note
    assert note is not None
    assert note.startswith("沈阳铁西区工业文创园(级别未核) 2019 [level not verified]")


@pytest.mark.parametrize(
    ("name", "programme", "rank"),
    [
        ("嘉诚胡同创意工场", "programme-beijing-parks", "provincial"),
        ("首创·郎园Station", "programme-chaoyang-integration-parks", "prefecture"),
        ("F518创意园", "programme-shenzhen-parks", "prefecture"),
        ("少城视井文创产业园", "programme-chengdu-parks", "prefecture"),
        ("领SHOW天地文化创意产业园", "programme-fengze-demonstration-bases", "county"),
        ("汉阳造创意园", "programme-hubei-demonstration-parks-3", "provincial"),
    ],
)
def test_the_rank_is_that_of_the_naming_body(name: str, programme: str, rank: str) -> None:
    assert [title.rank for title in held_titles(name, programme)] == [rank]


def test_a_title_published_for_comment_is_only_proposed() -> None:
    (title,) = held_titles("大同客家文化创意园", "programme-heyuan-parks-2023")
    assert title.status == "proposed"
    assert titles.level(park("大同客家文化创意园"), TODAY) is None


def test_lists_are_as_complete_as_their_sources() -> None:
    known = Counter(t.to for p in snapshot().all(Park) for t in p.holds_title)
    complete = {p.id: known[p.id] for p in snapshot().all(Programme) if p.expected_parks == known[p.id]}
    assert {
        "programme-hubei-demonstration-parks-3": 10,
        "programme-shandong-audiovisual-bases": 5,
    }.items() <= complete.items()
    assert known["programme-suzhou-demonstration-bases-1"] == 16  # of 24
    assert known["programme-hainan-key-parks-1"] == 6  # of 11
    assert known["programme-shaanxi-demonstration-parks-1"] == 4  # with 曲江新区, which the note of another row names


def test_parks_that_may_be_the_same_are_linked_and_not_merged() -> None:
    pairs = {(p.name_zh, link.to) for p in snapshot().all(Park) for link in p.possibly_same_as}
    assert {
        ("上海张江文化创意产业园区", park("上海张江文化产业园区").id),
        ("横琴·正安国际吉他文化产业示范园", park("正安吉他文化产业园").id),
        ("创智天地", park("大创智创新发展示范园区").id),
        ("滨江卡通城", park("杭州市白马湖生态创意城").id),
        ("7坊街文化创意产业集聚区", park("“七纺之声”文化旅游产业集聚区").id),
    } <= pairs


def test_parts_of_parks_are_linked_to_their_whole() -> None:
    parts = defaultdict(set)
    for p in snapshot().all(Park):
        for link in p.part_of:
            parts[link.to].add(p.name_zh)
    assert len(parts[park("南京秦淮特色文化产业园").id]) == 6
    assert parts[park("梵木文化产业园").id] == {"成都梵木创艺区", "梵木Flying国际文创公园"}
    assert parts[park("龙岗数字创意产业走廊").id] == {"大芬油画村", "华侨城甘坑新镇"}


def test_a_park_lies_where_its_row_says_and_has_the_point_of_that_place() -> None:
    for row_place, row in gathered("parks.csv"):
        record = snapshot().get(of_row(row_place))
        if not isinstance(record, Park) or not record.located_in:
            continue
        place = snapshot().get(record.located_in[0].to)
        assert isinstance(place, City)
        assert row["adcode"] == (place.adcode or place.part_of[0].to.removeprefix("city-")), row["name_zh"]
        if row["coord_precision"].startswith("district") and row["name_zh"] != "济南国际创新设计产业园":
            assert record.point_precision == "district"
            assert (record.lat, record.lon) == pytest.approx((float(row["lat"]), float(row["lon"])), abs=0.02)
    # Its row has the point of another 市中区, that of 枣庄.
    assert park("济南国际创新设计产业园").lat == 36.65
    assert park("永定数字文化产业园").located_in == ()
    assert park("福建闽台文化产业园").point_precision is None


def test_places_hang_together_up_to_the_country() -> None:
    beijing = snapshot().get("city-110105")
    assert isinstance(beijing, City)
    assert [link.to for link in beijing.part_of] == ["city-110000"]
    roots = {city.id for city in snapshot().all(City) if not city.part_of}
    assert roots == {"city-100000", "city-cz", "city-fr", "city-sg"}
    assert sum(city.grade == "province" for city in snapshot().all(City)) == 34
    tianfu = snapshot().get("city-tianfu-xinqu")
    assert isinstance(tianfu, City)
    assert (tianfu.adcode, tianfu.grade, tianfu.part_of[0].to) == (None, "functional", "city-510100")


def test_regions_stand_on_the_division_that_is_named() -> None:
    cities = {city.id: city for city in snapshot().all(City)}
    regions = Counter(city.macro_region for city in cities.values())
    assert regions == {None: len(cities) - 34, "west": 12, "east": 10, "central": 6, "northeast": 3, "hk-mo-tw": 3}
    assert cities["city-150000"].yellow_river_reaches == ("upper", "middle")
    assert cities["city-510000"].clusters == ()
    assert cities["city-510100"].clusters == ("chengdu-chongqing",)
    assert cities["city-320000"].clusters == ("yangtze-delta", "grand-canal")


def test_a_publication_is_one_source() -> None:
    sources = snapshot().all(Source)
    for name in ("url", "document_number"):
        values = Counter(getattr(source, name) for source in sources if getattr(source, name))
        assert max(values.values()) == 1, name
    described = sorted((s.publisher, s.date or "", s.name_zh) for s in sources if s.publisher)
    assert [one for one, other in pairwise(described) if one == other] == []
    assert {s.kind for s in sources if s.kind == "repost" and s.show_url} == set()


def test_a_source_says_what_its_wording_says_and_no_more() -> None:
    by_name = {source.name_zh: source for source in snapshot().all(Source)}
    meeting = by_name["北京文化产业园区协会会员大会"]
    assert (meeting.publisher, meeting.date) == ("中国网", "2023-01-11")
    notice = by_name["第二批国家级文化产业示范园区创建名单"]
    assert (notice.document_number, notice.date) == ("文旅产业发〔2020〕96号", "2020-12-25")
    report = by_name["第三次国家级文化产业示范园区联席会议报道"]
    assert (report.publisher, report.date, report.url) == (None, None, None)
    assert not any("sources/" in source.name_zh for source in snapshot().all(Source))


def test_what_was_inferred_is_marked() -> None:
    assert {c.inferred for c in park("成都青羊绿舟文化产业园区").cites} == {("place",)}
    assert {c.inferred for c in park("“七纺之声”文化旅游产业集聚区").cites} == {("name",)}
    assert {c.inferred for c in park("长沙天心文化产业园区").cites} == {()}
