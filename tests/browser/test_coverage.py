"""What is known of what should be there, who may take part, and what rests on a source; zh and en, wide and narrow."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from parknet.graph import dataset
from tests.browser.chromium import NARROW
from tests.browser.conftest import Open
from tests.browser.person import settled
from tests.browser.serving import PageServer
from tests.browser.test_access import violations
from tests.browser.test_edit import Editing, saying

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

TIBET = "parks/park-xizang-wenhua-lvyou-chuangyi-yuanqu"
SIGNED = "2023-03-11"
BOTH = pytest.mark.parametrize("lang", ["zh", "en"])


@pytest.fixture
def own(page_built: None) -> Iterator[PageServer]:
    """The page over built-in data that this test alone writes to."""
    with PageServer(dataset.load().records) as server:
        yield server


def section(page: Page, id_: str) -> Locator:
    return page.locator(f"section[aria-labelledby=at-{id_}]")


def row(within: Locator, text: str) -> Locator:
    return within.get_by_role("row").filter(has_text=text)


@BOTH
def test_a_plan_says_where_it_is_known_what_is_missing_and_who_may_take_part(
    real: PageServer, visit: Open, lang: str
) -> None:
    say = saying(lang)
    page = visit(f"{real.address}/programmes/programme-carrying-plan?lang={lang}")
    known = section(page, "coverage")
    expect(known).to_contain_text(say("72家园区中已知9家", "9 of 72 parks"))
    expect(row(known, say("西部", "West"))).to_contain_text(say("西藏自治区 1", "Xizang 1"))
    expect(row(known, say("东北", "Northeast"))).to_contain_text(say("无记录", "no record"))
    expect(known.get_by_role("definition").filter(has_text=say("黑龙江省", "Heilongjiang"))).to_be_visible()
    expect(known.get_by_role("link", name=re.compile(say("永定", "Yongding")))).to_be_visible()

    who = section(page, "eligibility")
    expect(who).to_contain_text(say("39 家符合，0 家不符合", "39 may, 0 may not"))
    expect(row(who, "文化和旅游部命名的国家级文化产业示范园区")).to_contain_text(
        say("已收录 34 / 34 家", "34 of 34 on record")
    )
    who.get_by_label(say("截至", "As of")).fill(SIGNED)
    expect(who).to_contain_text(say("35 家符合，0 家不符合", "35 may, 0 may not"))
    assert violations(page) == []
    page.set_viewport_size(NARROW)
    expect(page.locator("body")).to_have_js_property("scrollWidth", NARROW["width"])


@BOTH
def test_a_list_is_told_by_batch(real: PageServer, visit: Open, lang: str) -> None:
    say = saying(lang)
    page = visit(f"{real.address}/programmes/programme-beijing-parks?lang={lang}", viewport=NARROW)
    known = section(page, "coverage")
    first = row(known, "首批")
    expect(first).to_contain_text("33")
    expect(first.get_by_role("link", name="33")).to_have_attribute("href", re.compile("/observations/obs-c0009"))
    expect(row(known, "2020年度")).to_contain_text(say("来源未列", "not stated"))
    expect(known.get_by_role("definition").filter(has_text="首批")).to_contain_text("29")
    expect(page.locator("body")).to_have_js_property("scrollWidth", NARROW["width"])


@BOTH
def test_a_park_sees_which_roads_are_open_as_of_a_day(real: PageServer, visit: Open, lang: str) -> None:
    """It was named 17 days after its group had signed."""
    say = saying(lang)
    page = visit(f"{real.address}/{TIBET}?lang={lang}")
    roads = section(page, "roads")
    plan = roads.get_by_role("group", name=re.compile(say("携行计划", "Carrying Plan")))
    title = row(plan, "文化和旅游部命名的国家级文化产业示范园区")
    expect(plan.get_by_role("heading", level=3)).to_contain_text(say("符合", "yes"))
    expect(title).to_contain_text(say("2023年3月28日", "28 March 2023"))
    assert violations(page) == []
    roads.get_by_label(say("截至", "As of")).fill(SIGNED)
    expect(plan.get_by_role("heading", level=3)).to_contain_text(say("不能断定", "unknown"))
    expect(title).to_contain_text(say("所持称号当日无效", "did not hold on the day"))
    expect(row(plan, "创建资格")).to_contain_text(say("不足以断定", "leaves this open"))


@BOTH
def test_before_a_source_is_retracted_the_page_shows_what_would_have_none(
    own: PageServer, visit: Open, lang: str
) -> None:
    say = saying(lang)
    source = "sources/source-0002"
    page = visit(f"{own.address}/{source}?lang={lang}", but="401")
    person = Editing(page, say)
    person.enter()
    page.goto(f"{own.address}/{source}?lang={lang}&edit=retract")
    main = page.get_by_role("main")
    expect(main).to_contain_text(say("撤回后将没有来源的内容", "What would stand without any source"))
    expect(main).to_contain_text(say("另有来源的内容", "What keeps another source"))
    assert violations(page) == []
    person.hand.choose(
        person.button("先从另有来源的内容中去掉该来源", "First leave it out where another source remains")
    )
    person.save(say("该来源已撤稿", "it was withdrawn"))
    page.goto(f"{own.address}/{source}?lang={lang}&edit=retract")
    expect(main).to_contain_text(say("撤回后将没有来源的内容", "What would stand without any source"))
    expect(main.get_by_role("heading", level=2)).to_have_count(1)
    expect(person.button("查看撤回的结果", "Show what retracting does")).to_be_disabled()


@BOTH
def test_what_is_likely_one_is_offered_with_its_evidence(own: PageServer, visit: Open, lang: str) -> None:
    say = saying(lang)
    page = visit(f"{own.address}/parks/park-hengdian-film-experimental-zone?lang={lang}", but="401")
    Editing(page, say).enter()
    page.goto(f"{own.address}/parks/park-hengdian-film-experimental-zone?lang={lang}&edit=merge")
    main = page.get_by_role("main")
    expect(main).to_contain_text(say("已记为“可能相同，未证实”", "on record as possibly the same, unproven"))
    main.get_by_role("listitem").filter(has_text=say("未证实", "unproven")).get_by_role("button").first.click()
    expect(main.get_by_role("radio")).to_have_count(2)
    settled(page)
