"""Measures, matrix, path and comparison: what is asked for is shown, and what the data cannot carry says so."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import NARROW
from tests.browser.conftest import Open
from tests.browser.person import Hands, Keys, Mouse, settled
from tests.browser.places import NODES
from tests.browser.serving import PageServer

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

PAIRINGS = "layers=pairing&parties=park-park&min=1"
SUZHOU, MALAN = "park-suzhou-yuanhetang", "park-malanshan-shipin"


def said(page: Page, name: str) -> str:
    """The text of a section."""
    return page.get_by_role("region", name=name, exact=True).inner_text()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_planner_reads_a_handful_of_sentences_and_which_of_them_to_distrust(
    real: PageServer, visit: Open, lang: str
) -> None:
    page = visit(f"{real.address}/measures?{PAIRINGS}&lang={lang}")
    text = said(page, "整个网络" if lang == "zh" else "The network as a whole")
    assert ("共有 7 个合作关系。" if lang == "zh" else "There are 7 alliances.") in text
    flag = "数据不足" if lang == "zh" else "too little data"
    flagged = [line for line in text.splitlines() if line.endswith(flag)]
    assert len(flagged) == 2
    assert ("共21个成员、27对合作" if lang == "zh" else "21 members, 27 ties") in text
    # Nothing is ranked by what cannot tell one from another, and a sentence says why.
    page.goto(f"{real.address}/measures?{PAIRINGS}&by=betweenness&lang={lang}")
    settled(page)
    main = page.get_by_role("main")
    expect(
        main.get_by_text(re.compile("无法区分各成员，不据此排名" if lang == "zh" else "cannot tell one member")).last
    ).to_be_visible()
    rank = "名次" if lang == "zh" else "Rank"
    expect(main.get_by_role("columnheader", name=rank, exact=True)).to_have_count(0)
    expect(main.get_by_role("columnheader").filter(has=page.get_by_role("button"))).to_have_count(1)


@pytest.mark.parametrize("hands", [Mouse, Keys])
def test_a_researcher_takes_a_measure_and_how_firm_its_ranks_are(
    real: PageServer, visit: Open, hands: Callable[[Page], Hands]
) -> None:
    page = visit(f"{real.address}/measures?{NODES}&lang=zh")
    hand = hands(page)
    hand.choose(page.get_by_role("link", name="在合作者之间"))
    settled(page)
    hand.choose(page.get_by_role("link", name="核数", exact=True))
    settled(page)
    page.get_by_text("定义与适用条件").click()
    for word in ("公式", "方向", "归一方式", "孤立节点与连通部分", "计算量", "文献"):
        expect(page.get_by_role("term").filter(has_text=word)).to_be_visible()
    hand.write(page.get_by_role("textbox", name="假定未收录的比例（%）"), "30")
    hand.choose(page.get_by_role("button", name="按此计算"))
    settled(page)
    assert "by=core_number" in page.url and "missing=0.3" in page.url
    assert "假定有 30% 的合作未收录" in said(page, "这些名次有多稳")
    table = page.get_by_role("region", name=re.compile("各主体的指标")).get_by_role("table")
    first = table.get_by_role("row").filter(has=page.get_by_role("rowheader")).first.inner_text().split("\t")
    assert first[0].strip() == "1" and re.search(r"\d", first[3])
    shown = table.inner_text()
    page.reload()
    settled(page)
    assert table.inner_text() == shown


def test_chance_tells_how_far_it_is_is_cancelled_and_ends_when_the_page_is_left(
    synthetic: PageServer, visit: Open
) -> None:
    page = visit(f"{synthetic.address}/measures?{NODES}&by=transitivity&lang=en")
    page.get_by_role("combobox", name="Random networks").select_option("999")
    page.get_by_role("button", name="Test").click()
    bar = page.get_by_role("progressbar")
    expect(bar).to_be_visible()
    with page.expect_event("requestfailed", lambda request: "/network/significance" in request.url):
        page.get_by_role("button", name="Cancel").click()
    assert "model=" not in page.url
    expect(bar).to_have_count(0)
    page.get_by_role("button", name="Test").click()
    expect(bar).to_be_visible()
    with page.expect_event("requestfailed", lambda request: "/network/significance" in request.url):
        page.get_by_role("link", name="Matrix of regions").click()
    settled(page)
    # Few draws are done at once, and stand beside the values.
    page.goto(f"{synthetic.address}/measures?{NODES}&by=transitivity&model=rewiring&draws=99&lang=en")
    settled(page)
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="transitivity"))
    assert len([cell for cell in row.get_by_role("cell").all_inner_texts() if re.search(r"\d", cell)]) == 6


@pytest.mark.parametrize("size", [None, NARROW])
def test_a_cell_of_the_matrix_narrows_the_lens(real: PageServer, visit: Open, size: dict[str, int] | None) -> None:
    page = visit(f"{real.address}/matrix?{NODES}&lang=zh", **({"viewport": size} if size else {}))
    table = page.get_by_role("table")
    # A cell without a tie is called unknown, not a gap, where no source states a total.
    assert "不详" in table.inner_text() and "空白" not in table.inner_text()
    expect(page.get_by_text(re.compile("没有可对照的总数"))).to_be_visible()
    table.get_by_role("link", name=re.compile(r"^东部 – 西部：\s*\d+\s*期望")).first.click()
    settled(page)
    assert "cell=east,west" in page.url
    expect(page.get_by_role("region", name="东部 – 西部").get_by_role("listitem").first).to_be_visible()
    table.get_by_role("link", name=re.compile("^东部内部")).click()
    page.get_by_role("link", name="在网络页只看东部内部").click()
    settled(page)
    assert "region=east&" in page.url
    expect(page.get_by_role("list", name="已用的筛选")).to_contain_text("东部")


def test_a_matrix_of_provinces_stands_in_their_order(real: PageServer, visit: Open) -> None:
    page = visit(f"{real.address}/matrix?{NODES}&lang=zh")
    page.get_by_role("link", name="省级行政区").click()
    settled(page)
    names = page.get_by_role("table").get_by_role("columnheader").all_inner_texts()
    assert names[:3] == ["北京市", "天津市", "河北省"] and len(names) > 25
    page.get_by_role("table").get_by_role("link").first.click()
    expect(page.get_by_role("link", name=re.compile("^在网络页看北京市和天津市"))).to_be_visible()


def test_a_path_is_found_by_names_with_what_each_step_rests_on(real: PageServer, visit: Open) -> None:
    page = visit(f"{real.address}/path?{NODES}&lang=zh")
    for field, text in (("从", "元和塘"), ("到", "西藏文化旅游")):
        box = page.get_by_role("combobox", name=field, exact=True)
        box.fill(text)
        page.get_by_role("listbox", name=field, exact=True).get_by_role("option").first.wait_for()
        box.press("ArrowDown")
        box.press("Enter")
        settled(page)
    assert f"from={SUZHOU}" in page.url
    way = page.get_by_role("region", name=re.compile("直接合作"))
    expect(way.get_by_role("link", name=re.compile("元和塘 × 西藏"))).to_be_visible()
    expect(way.locator("a[href*='/sources/source-']").first).to_be_visible()
    expect(way.get_by_text("来源：")).to_be_visible()


def test_without_a_path_or_outside_the_view_it_says_what_to_do(real: PageServer, visit: Open) -> None:
    page = visit(f"{real.address}/path?{NODES}&from={SUZHOU}&to=city-110105&lang=zh")
    expect(page.get_by_role("heading", name="没有路径")).to_be_visible()
    page.get_by_role("link", name="改看全部合作（含合作活动）").click()
    settled(page)
    assert "joint-action" in page.url and "from=" in page.url
    page.goto(f"{real.address}/path?{PAIRINGS}&from={MALAN}&to={SUZHOU}&lang=en")
    settled(page)
    outside = page.get_by_role("region", name="Not in this view")
    expect(outside.get_by_role("link", name="See its record")).to_be_visible()
    outside.get_by_role("link", name=re.compile("See all ties")).click()
    settled(page)
    expect(page.get_by_role("heading", name="Not in this view")).to_have_count(0)


def test_two_lenses_stand_side_by_side(real: PageServer, visit: Open) -> None:
    page = visit(f"{real.address}/comparison?{NODES}&lang=en")
    page.get_by_role("link", name=re.compile("^A year earlier")).click()
    settled(page)
    assert "with=" in page.url
    measures = page.get_by_role("region", name="Measures side by side")
    density = measures.get_by_role("row").filter(has=page.get_by_role("rowheader", name="density"))
    assert len(density.get_by_role("cell").all_inner_texts()) == 3
    before = said(page, "Tied pairs")
    page.get_by_role("link", name=re.compile("Swap both")).click()
    settled(page)
    assert "with=at%3D" in page.url, "what was of today is still of today"
    swapped = said(page, "Tied pairs")
    assert re.findall(r"Here alone (\d+)", before) == re.findall(r"There alone (\d+)", swapped)
    field = page.get_by_role("textbox", name="Or write the whole lens")
    field.fill("colour=red&region=moon")
    field.press("Enter")
    expect(page.get_by_text(re.compile("Not understood: region=moon, colour=red"))).to_be_visible()
    field.fill("parties=park-park")
    field.press("Enter")
    settled(page)
    expect(page.get_by_text(re.compile(r"There: Time: \d{4}-\d\d-\d\d; Parties: park and park"))).to_be_visible()
