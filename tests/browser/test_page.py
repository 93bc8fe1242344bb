"""The page as a whole: its address, its three views, its server away, small screens, and names that mean harm."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Error, Page, Route, expect

from tests.browser import faults, places
from tests.browser.chromium import ARGUMENTS, NARROW
from tests.browser.conftest import Open, watch
from tests.browser.person import Fingers, settled
from tests.browser.places import NODES, PLAN
from tests.browser.serving import NOW, PageServer
from tests.networks import twelve

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

SUZHOU = "park-suzhou-yuanhetang"
TIE = "alliance-yuanhetang-xizang-khorgos"


@pytest.fixture(scope="module")
def small(page_built: None) -> Iterator[PageServer]:
    """The page over the twelve, a server that a test may stop and start."""
    with PageServer(twelve.records()) as server:
        yield server


def test_whatever_goes_wrong_on_a_page_is_told(small: PageServer, browser: Browser) -> None:
    with browser.new_context() as context:
        told: list[str] = []
        watch(context, told.append)
        page = context.new_page()
        page.goto(small.address)
        page.evaluate("console.error('logged'); setTimeout(() => { throw new Error('thrown'); })")
        page.evaluate("document.body.append(Object.assign(new Image(), { src: 'http://192.0.2.1/' }))")
        page.evaluate("fetch('http://192.0.2.1/').catch(() => 0)")
        for sign in ("logged", "policy: img-src", "policy: connect-src"):  # the page tells them when it is idle
            if not any(sign in text for text in told):
                page.wait_for_event("console", lambda message, sign=sign: sign in message.text)
        with pytest.raises(Error):
            page.goto("http://other.invalid/")
    for sign in ("logged", "thrown", "policy: img-src", "policy: connect-src", "http://other.invalid/"):
        assert [text for text in told if sign in text], sign


def state(page: Page) -> list[str]:
    """What of the network page hangs on its address: view, filters, summary or choice."""
    view = page.get_by_role("navigation", name=re.compile("视图|View")).locator("[aria-current=page]")
    filters = page.get_by_role("list", name=re.compile("已用的筛选|Filters in force"))
    panel = page.get_by_role("region", name=re.compile("概览与详情|Summary and details"))
    return [view.inner_text(), filters.inner_text(), panel.inner_text()]


def chosen(page: Page) -> str:
    """The name of what is chosen."""
    return page.get_by_role("region", name=re.compile("^(所选|Chosen)$")).get_by_role("heading", level=2).inner_text()


def test_an_address_shows_the_same_to_whom_it_is_given(real: PageServer, visit: Open) -> None:
    page = visit(f"{real.address}/?lang=zh")
    page.get_by_role("link", name="全部合作", exact=True).click()
    page.get_by_role("checkbox", name=re.compile("^园区与园区")).check()
    page.get_by_role("checkbox", name=re.compile("^跨省")).check()
    page.get_by_role("link", name="表格", exact=True).click()
    page.get_by_role("rowheader").first.get_by_role("button").click()
    settled(page)
    assert "园区与园区" in state(page)[1]
    other = visit(page.url)
    assert state(other) == state(page)
    assert chosen(other) == chosen(page)


def test_back_returns_step_by_step(real: PageServer, visit: Open) -> None:
    page = visit(f"{real.address}/?lang=en")
    steps = [state(page)]
    for name in ("All ties", "Map", "Table"):
        page.get_by_role("link", name=name, exact=True).click()
        settled(page)
        steps.append(state(page))
    page.get_by_role("rowheader").first.get_by_role("button").click()
    chosen(page)
    for step in reversed(steps):
        page.go_back()
        settled(page)
        assert state(page) == step


def test_the_three_views_share_choice_and_filter(real: PageServer, visit: Open) -> None:
    page = visit(f"{real.address}/?{PLAN}&reach=between-provinces&show={SUZHOU}&view=network&lang=zh")
    before = state(page)[1:]
    for view in ("示意图", "表格", "网络图"):
        page.get_by_role("link", name=view, exact=True).click()
        settled(page)
        assert state(page) == [view, *before]
        if view == "表格":
            assert page.locator("[aria-current=true]").get_by_role("rowheader").inner_text() == chosen(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("region", name="概览", exact=True)).to_be_visible()
    assert state(page)[1] == before[0]


def test_the_language_changes_in_place(real: PageServer, visit: Open) -> None:
    page = visit(f"{real.address}/?{PLAN}&view=table&show={SUZHOU}&lang=zh")
    page.evaluate("window.sameDocument = true")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en-GB")
    assert chosen(page) == "Suzhou Yuanhetang Cultural Industry Park"
    assert "lang=en" in page.url and page.evaluate("window.sameDocument")


def test_what_went_wrong_is_said_in_the_language_of_the_page(real: PageServer, visit: Open) -> None:
    def refuse(route: Route) -> None:
        detail = "不能这样。" if route.request.headers["accept-language"].startswith("zh") else "Not so."
        route.fulfill(status=422, content_type="application/problem+json", body=json.dumps({"detail": detail}))

    page = visit(f"{real.address}/?lang=zh", but="422")
    page.route(re.compile("/api/v1/(network|alliances/)"), refuse)
    page.goto(f"{real.address}/?lang=zh&view=table")
    wrong = page.get_by_role("alert")
    expect(wrong).to_contain_text("不能这样。")
    page.get_by_role("button", name="English").click()
    expect(wrong).to_contain_text("Not so.")

    page.unroute(re.compile("/api/v1/(network|alliances/)"))
    page.route(re.compile("/api/v1/alliances/"), refuse)
    page.goto(f"{real.address}/?{PLAN}&lang=zh&view=table&show=alliance-yuanhetang-xizang-khorgos")
    details = page.get_by_role("status").filter(has_text=re.compile("没有读到详情|could not be read"))
    expect(details).to_contain_text("不能这样。")
    page.get_by_role("button", name="English").click()
    expect(details).to_contain_text("Not so.")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_broken_parts_of_an_address_are_said_and_left_out(real: PageServer, visit: Open, lang: str) -> None:
    page = visit(
        f"{real.address}/?{NODES}&view=globe&sure=maybe&colour=red&show=park-none&lang={lang}"
        "&at=2024-13-01,0000-01-01&region=constructor&view=table&lang=fr"
    )
    banner = page.get_by_role("status").filter(has_text="view=globe")
    dates = ("at=2024-13-01", "at=0000-01-01")
    for part in ("view=globe", "view=table", "lang=fr", "sure=maybe", "colour", "region=constructor", *dates):
        expect(banner).to_contain_text(part)
    assert state(page)[0] == {"zh": "网络图", "en": "Network"}[lang]
    assert "park-none" in state(page)[2]


@pytest.mark.parametrize(("lang", "id_"), [("zh", "park-none"), ("en", "%ff")], ids=["zh", "en-broken"])
def test_an_unknown_record_is_said_to_be_unknown(real: PageServer, visit: Open, lang: str, id_: str) -> None:
    page = visit(f"{real.address}/parks/{id_}?lang={lang}#%ff", but="404")
    main = page.get_by_role("main")
    expect(main).to_contain_text(id_)
    main.get_by_role("link").click()
    settled(page)
    assert state(page)[0] == {"zh": "网络图", "en": "Network"}[lang]


def test_a_server_that_goes_away_leaves_the_page_readable(small: PageServer, visit: Open) -> None:
    page = visit(f"{small.address}/?{NODES}&view=table&lang=zh", but="ERR_|Failed to load")
    before = state(page)
    with small.away():
        page.get_by_label("截至").fill("2023-06-30")  # the server alone knows what had begun by then
        alert = page.get_by_role("alert")
        expect(alert).to_contain_text("服务器没有应答")
        assert state(page)[2] == before[2]
        page.get_by_role("rowheader", name="安和").get_by_role("button").click()
        assert "安和" in chosen(page)
    expect(alert).to_have_count(0)
    page.keyboard.press("Escape")
    settled(page)
    assert state(page)[2] != before[2]


def test_what_was_not_read_before_the_server_went_away_comes_when_it_is_back(small: PageServer, visit: Open) -> None:
    page = visit(f"{small.address}/?{NODES}&view=table&show=park-anhe&lang=zh", but="ERR_|Failed to load")
    before = state(page)
    with small.away():
        page.get_by_role("link", name="打开完整页面").click()
        alert = page.get_by_role("alert")
        expect(alert).to_contain_text("服务器没有应答")
        expect(page.get_by_role("main")).to_contain_text("还没有读到")
        page.go_back()
        settled(page)
        assert state(page) == before
        page.get_by_role("link", name="网络图", exact=True).click()
        expect(page.get_by_role("application").locator("svg").get_by_text("安和")).to_be_visible()
    expect(alert).to_have_count(0)
    expect(page.get_by_role("application").locator("canvas").first).to_be_visible()
    assert "安和" in chosen(page)


def test_a_page_whose_server_does_not_answer_at_all_says_so_and_recovers(small: PageServer, new_page: Open) -> None:
    page = new_page(but="ERR_FAILED|Failed to load", locale="en-GB")
    page.route("**/api/**", lambda route: route.abort())
    page.goto(f"{small.address}/?{NODES}&lang=en")
    expect(page.get_by_role("alert")).to_contain_text("does not answer")
    page.unroute_all()
    settled(page)
    expect(page.get_by_role("alert")).to_have_count(0)
    assert state(page)[0] == "Network"


@pytest.fixture(scope="module")
def plain(browser: Browser, chromium: str) -> Iterator[Browser]:
    """A Chromium without WebGL."""
    arguments = [*ARGUMENTS, "--disable-3d-apis"]
    with browser.browser_type.launch(executable_path=chromium, args=arguments, chromium_sandbox=False) as started:
        yield started


def test_without_webgl_a_simpler_picture_is_drawn(real: PageServer, plain: Browser, visit: Open) -> None:
    page = visit(f"{real.address}/?{PLAN}&view=network&lang=zh", of=plain)
    said = page.get_by_text("此浏览器没有 WebGL")
    expect(said).to_be_visible()
    picture = page.get_by_role("application").locator("svg")
    assert picture.get_by_text("龙岗数字创意产业走廊").count() > 0
    page.get_by_role("link", name="示意图", exact=True).click()
    settled(page)
    expect(said).to_be_visible()
    assert picture.locator("path").count() > 34  # the provinces


def test_drawing_without_a_graphics_card_is_lighter_and_said(synthetic: PageServer, visit: Open) -> None:
    page = visit(f"{synthetic.address}/?{NODES}&view=network&lang=en")
    expect(page.get_by_text("draws without a graphics card")).to_be_visible()
    assert page.get_by_role("application").locator("canvas").count() > 0


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_nodes_move_to_the_map_unless_less_motion_is_asked_for(
    real: PageServer, plain: Browser, new_page: Open, motion: str
) -> None:
    page = new_page(of=plain, reduced_motion=motion, locale="zh-CN")
    page.clock.install(time=NOW)
    page.goto(f"{real.address}/?{PLAN}&view=map&lang=zh")
    settled(page)
    page.get_by_role("link", name="网络图", exact=True).click()
    settled(page)
    page.clock.run_for(3000)
    page.clock.pause_at(NOW + timedelta(hours=1))
    page.get_by_role("link", name="示意图", exact=True).click()
    seen = []
    for milliseconds in (100, 100, 100, 3000, 100):
        page.clock.run_for(milliseconds)
        seen.append(page.get_by_role("application").locator("svg").inner_html())
    assert seen[-1] == seen[-2]
    assert len(set(seen)) == (4 if motion == "no-preference" else 1)


@pytest.mark.parametrize(("lang", "options"), [
    ("zh", {"viewport": NARROW, "has_touch": True, "is_mobile": True}),
    ("en", {"viewport": NARROW, "has_touch": True, "is_mobile": True}),
    ("en", {"viewport": {"width": 720, "height": 450}, "device_scale_factor": 2}),
], ids=["390-zh", "390-en", "200%-en"])  # fmt: skip
def test_the_page_never_scrolls_sideways(
    real: PageServer, visit: Open, lang: str, options: dict[str, object], soak: bool
) -> None:
    found = places.built_in()
    few = (
        "map-plan",
        "table-all-ties",
        "broken",
        *places.NUMBERS,
        "park-full",
    )
    page = visit(found["network-plan"].address(real.address, lang), but="404", **options)
    for name in found if soak else few:
        page.goto(found[name].address(real.address, lang))
        settled(page)
        found[name].arrive(page)
        assert not faults.sideways(page), name
        assert faults.cut(page) == [], name


def test_a_phone_filters_and_chooses_by_touch(real: PageServer, visit: Open) -> None:
    page = visit(f"{real.address}/?{NODES}&view=network&lang=zh", viewport=NARROW, has_touch=True, is_mobile=True)
    page.get_by_text("筛选", exact=True).tap()
    page.get_by_role("checkbox", name=re.compile("^园区与园区")).tap()
    expect(page.get_by_role("list", name="已用的筛选")).to_contain_text("园区与园区")
    page.get_by_role("combobox", name=re.compile("拼音")).fill("szyht")
    page.get_by_role("option").first.tap()
    assert chosen(page) == "苏州元和塘文化产业园区"
    page.get_by_role("button", name=re.compile("关闭")).tap()
    expect(page.get_by_role("region", name="概览", exact=True)).to_be_visible()


@pytest.mark.parametrize("drawn", ["webgl", "svg"])
def test_fingers_choose_drag_and_pinch(small: PageServer, new_page: Open, plain: Browser, drawn: str) -> None:
    page = new_page(of=plain if drawn == "svg" else None, viewport=NARROW, has_touch=True, is_mobile=True)
    page.clock.set_fixed_time(NOW)
    # The one park of Liaoning stands in the middle of the picture.
    page.goto(f"{small.address}/?nodes=park&province=210000&view=network&lang=zh")
    settled(page)
    picture = page.get_by_role("application")
    fingers = Fingers(page, picture)
    fingers.tap()
    assert "东湾" in chosen(page)
    page.get_by_role("button", name=re.compile("关闭")).tap()
    seen = [picture.screenshot()]
    for move in (fingers.drag, fingers.pinch):
        page.clock.set_fixed_time(NOW + timedelta(seconds=len(seen)))
        move()
        settled(page)
        seen.append(picture.screenshot())
    assert len(set(seen)) == 3
    expect(page.get_by_role("region", name="概览", exact=True)).to_be_visible()
    assert page.evaluate("[scrollX, visualViewport.scale]") == [0, 1]
    page.get_by_role("button", name="显示全部").tap()
    settled(page)
    page.clock.set_fixed_time(NOW + timedelta(seconds=9))
    fingers.tap()
    assert "东湾" in chosen(page)


def test_the_picture_goes_home_with_all_that_explains_it(real: PageServer, visit: Open, tmp_path: Path) -> None:
    page = visit(f"{real.address}/?{PLAN}&view=map&lang=zh")
    with page.expect_download() as started:
        page.get_by_role("button", name=re.compile("SVG")).click()
    started.value.save_as(tmp_path / "picture.svg")
    text = "".join(ElementTree.parse(tmp_path / "picture.svg").getroot().itertext())
    for part in (
        "文化产业园区合作网络",
        "携行计划",
        "示意图",
        "台湾省资料暂缺",
        "2026-11-22",
        "结对合作",
        "园区",
        "无记录",
    ):
        assert part in text, part
    with page.expect_download() as started:
        page.get_by_role("button", name=re.compile("PNG")).click()
    started.value.save_as(tmp_path / "picture.png")
    assert (tmp_path / "picture.png").read_bytes().startswith(b"\x89PNG")


def test_thousands_of_synthetic_parks_are_marked_filtered_and_listed(
    synthetic: PageServer, visit: Open, scale: Callable[[int, int], int]
) -> None:
    page = visit(f"{synthetic.address}/?{NODES}&view=network&lang=en")
    expect(page.get_by_role("status").filter(has_text="Synthetic data")).to_be_visible()
    page.get_by_role("checkbox", name=re.compile("^park and park")).check()
    page.get_by_role("link", name="Table", exact=True).click()
    settled(page)
    count = int(re.sub(r"\D", "", page.get_by_role("button", name=re.compile(r"^Nodes \d")).inner_text()))
    assert count >= scale(300, 5000)
    rows = page.get_by_role("table", name=re.compile("^Nodes")).get_by_role("rowheader")
    assert rows.count() < 60
    first = rows.first.inner_text()
    rows.first.get_by_role("button").focus()
    page.keyboard.press("End")
    expect(rows.last.get_by_role("button")).to_be_focused()
    assert rows.first.inner_text() != first
    page.keyboard.press("Enter")
    assert chosen(page) == rows.last.inner_text()
