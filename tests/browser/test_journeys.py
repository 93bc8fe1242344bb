"""What people come for, done on the built-in data: in both languages, by mouse and by keys alone.

make soak goes each way in each language.
"""

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.person import Hands, Keys, Mouse, settled
from tests.browser.serving import PageServer
from tests.conftest import SOAK

WAYS = [("zh", Mouse), ("en", Keys), *([("en", Mouse), ("zh", Keys)] if SOAK else [])]
pytestmark = [pytest.mark.browser, pytest.mark.timeout(300), pytest.mark.parametrize(("lang", "hands"), WAYS)]

Of = Callable[[Page], Hands]


def test_a_planner_sees_the_gaps_of_the_plan_and_takes_its_map_away(
    real: PageServer, visit: Open, open_page: Open, tmp_path: Path, lang: str, hands: Of
) -> None:
    def say(zh: str, en: str) -> str:
        return zh if lang == "zh" else en

    page = visit(f"{real.address}/?lang={lang}")
    hand = hands(page)
    known = say("72家园区中已知9家", "9 of 72 parks in 3 of 24 groups, and the 2021 pilot")

    # It opens on the plan: three groups and the pilot, and says in the header how little that is.
    summary = page.get_by_role("region", name=say("概览", "Summary"), exact=True)
    expect(summary).to_contain_text(say("4 项合作", "4 ties"))
    expect(summary).to_contain_text(say("其中 3 项有三方以上", "3 of them have three or more parties"))
    expect(page.get_by_role("banner")).to_contain_text(known)
    expect(page.get_by_role("list", name=say("已用的筛选", "Filters in force"))).to_contain_text(
        say("2021年试点", "pilot of 2021")
    )

    # A region of which nothing is known says so, in the table and when it is asked for.
    region = summary.get_by_role("row").filter(has_text=say("东北", "Northeast"))
    expect(region).to_contain_text(say("无记录", "no record"))
    hand.choose(region.get_by_role("button"))
    expect(page.get_by_role("main")).to_contain_text(say("没有符合筛选条件的主体", "Nothing passes the filters"))

    # The programme's page tells what is known and what is not named.
    plan = say("文化产业园区携行计划", "Carrying Plan for cultural industry parks")
    hand.choose(page.get_by_role("banner").get_by_role("link", name=plan, exact=True))
    expect(page.get_by_role("heading", level=1)).to_have_text(plan)
    coverage = page.get_by_role("region", name=re.compile(f"^{say('收录情况', 'Known of expected')}"))
    expect(coverage).to_contain_text(say("72家园区中已知9家", "9 of 72"))
    expect(coverage).to_contain_text("63")
    expect(coverage).to_contain_text("21")

    # Its network goes home as one file that needs no network.
    hand.choose(page.get_by_role("link", name=say("查看这一项下的网络", "Show the network under it")))
    settled(page)
    with page.expect_download() as started:
        hand.choose(page.get_by_role("link", name=re.compile(say("单文件地图", "Map as a single file"))))
    file = tmp_path / "map.html"
    started.value.save_as(file)
    alone = open_page(file.as_uri())
    assert alone.get_attribute("html", "lang") == say("zh-CN", "en")
    assert re.findall(r"\d+", alone.inner_text("#tab-ties"))[0] == "3"
    assert known.split(",")[0] in alone.inner_text("#coverage")


def test_a_park_manager_finds_partners_and_reads_why(real: PageServer, visit: Open, lang: str, hands: Of) -> None:
    def say(zh: str, en: str) -> str:
        return zh if lang == "zh" else en

    page = visit(f"{real.address}/?lang={lang}")
    hand = hands(page)
    own = say("苏州元和塘文化产业园区", "Suzhou Yuanhetang Cultural Industry Park")

    # The initials of the name's pinyin are enough to find the park and choose it.
    hand.write(page.get_by_role("combobox", name=re.compile(say("拼音", "pinyin"))), "szyht")
    hand.choose(page.get_by_role("option", name=own))
    chosen = page.get_by_role("region", name=say("所选", "Chosen"), exact=True)
    expect(chosen.get_by_role("heading", level=2)).to_have_text(own)
    hand.choose(chosen.get_by_role("link", name=say("打开完整页面", "Open its page")))
    expect(page.get_by_role("heading", level=1)).to_have_text(own)

    # Suggestions tell for and against, add up, and name the records they rest on.
    suggestions = page.get_by_role("region", name=say("合作建议", "Suggested partners"))
    first = suggestions.get_by_role("article").first
    expect(first).to_contain_text(say("有利因素", "For"))
    expect(first).to_contain_text(say("不利因素", "Against"))
    total = re.search(r"= (-?[\d.]+)$", first.get_by_text(say("合计", "Sum")).locator("..").inner_text().strip())
    assert total and total[1] in first.inner_text().split(say("分", "point"))[0]
    evidence = first.get_by_role("link", name=re.compile(say("^政策", "^Programme"))).first
    told = evidence.inner_text()
    hand.choose(evidence)

    # The evidence is a record with its own sources.
    heading = page.get_by_role("heading", level=1)
    expect(heading).not_to_have_text(own)
    assert heading.inner_text() in told
    assert re.search(r"/programmes/programme-[a-z-]+\?", page.url)
    sources = page.get_by_role("region", name=re.compile(say("^来源", "^Sources")))
    expect(sources.get_by_role("listitem").first).to_be_visible()
    page.go_back()
    expect(heading).to_have_text(own)


def test_a_researcher_narrows_the_lens_measures_it_and_takes_the_rows(
    real: PageServer, visit: Open, tmp_path: Path, lang: str, hands: Of
) -> None:
    def say(zh: str, en: str) -> str:
        return zh if lang == "zh" else en

    page = visit(f"{real.address}/?lang={lang}")
    hand = hands(page)

    # All ties, then those of one park with others that cross a province, without who has none.
    hand.choose(page.get_by_role("link", name=say("全部合作", "All ties"), exact=True))
    hand.choose(page.get_by_role("checkbox", name=re.compile(say("^园区与其他主体", "^park and others"))))
    hand.choose(page.get_by_role("checkbox", name=re.compile(say("^跨省", "^between provinces"))))
    hand.pick(page.get_by_role("combobox", name=say("合作者数", "Partners"), exact=True), "1")
    settled(page)
    shown = page.get_by_role("list", name=say("已用的筛选", "Filters in force")).inner_text()
    nodes, ties = (int(n) for n in re.findall(say(r"(\d+) / [\d,]+", r"(\d+) of [\d,]+"), shown))
    assert 9 <= nodes <= 40 and ties >= 4

    # The measures are of the same lens.
    hand.choose(page.get_by_role("link", name=say("指标", "Measures"), exact=True))
    settled(page)
    lens = page.get_by_role("main").locator("code").first.inner_text()
    assert "parties=park-other" in lens and "reach=between-provinces" in lens and "min=1" in lens
    table = page.get_by_role("region", name=re.compile(say("各主体的指标", "Measures of"))).get_by_role("table")
    names = table.get_by_role("rowheader").all_inner_texts()
    assert len(names) == nodes

    # What is downloaded is what is shown.
    rows = {}
    for file, label in (("nodes", say("主体表（CSV）", "nodes (CSV)")), ("ties", say("合作表（CSV）", "ties (CSV)"))):
        with page.expect_download() as started:
            hand.choose(page.get_by_role("link", name=label, exact=True))
        started.value.save_as(tmp_path / file)
        with (tmp_path / file).open(encoding="utf-8-sig", newline="") as stream:
            rows[file] = list(csv.DictReader(stream))
    column = say("name_zh", "name_en")
    assert sorted(row[column] or row["name_zh"] for row in rows["nodes"]) == sorted(names)
    assert len({id_ for row in rows["ties"] for id_ in row["alliances"].split("|")}) == ties
