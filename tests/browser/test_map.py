"""The single-file map in a Chromium without a network: what a person can do with it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from parknet.analytics.lens import Lens
from parknet.model.records import Alliance, Park
from tests.browser import pages
from tests.browser.conftest import Open
from tests.networks import twelve

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

# Where on the page a park is drawn: the middle of four pixels of its colour.
PARK = """() => {
    const canvas = document.getElementById("canvas");
    const { width, height } = canvas;
    const pixels = new Uint32Array(canvas.getContext("2d").getImageData(0, 0, width, height).data.buffer);
    const colour = 0xff757a0b;
    const box = canvas.getBoundingClientRect();
    for (let y = 0; y < height - 4; y += 1) {
        for (let x = 0; x < width - 4; x += 1) {
            const corners = [y * width + x, y * width + x + 4, (y + 4) * width + x, (y + 4) * width + x + 4];
            if (corners.every((at) => pixels[at] === colour)) return [box.x + x + 2, box.y + y + 2];
        }
    }
    return null;
}"""
EVERYONE = Lens(nodes=("park", "organisation", "city"))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> str:
    return pages.write(twelve.snapshot(), tmp_path_factory.mktemp("map") / "twelve.html", EVERYONE)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory, scale: Callable[[int, int], int]) -> str:
    return pages.write(pages.invented(scale(1500, 5000)), tmp_path_factory.mktemp("map") / "large.html")


def count(page: Page, tab: str) -> int:
    """The number on the tab of nodes or ties."""
    return int(re.findall(r"\d+", page.inner_text(f"#tab-{tab}"))[0])


def search(page: Page, text: str) -> None:
    page.fill("#query", text)
    page.wait_for_selector("#found li[id]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


def ink(page: Page) -> int:
    """How many colours the picture has: one when nothing is drawn."""
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    script = """() => {
        const canvas = document.getElementById("canvas");
        const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
        return new Set(new Uint32Array(pixels.buffer)).size;
    }"""
    return int(page.evaluate(script))


def test_it_opens_with_a_picture_numbers_and_what_it_rests_on(small: str, open_page: Open) -> None:
    page = open_page(small)
    assert ink(page) > 20
    assert count(page, "nodes") > 12
    assert "2026-11-22" in page.inner_text("#imprint")
    assert "3个" in page.inner_text("#coverage") or "已知" in page.inner_text("#coverage")
    assert page.is_visible("#synthetic")
    assert "示意图" in page.inner_text("#map-notes")
    assert page.title().endswith("文化产业园区合作网络")


def test_the_language_changes_without_loading_again(small: str, open_page: Open) -> None:
    page = open_page(small)
    page.evaluate("window.sameDocument = true")
    search(page, "安和")
    page.click("#lang")
    assert page.get_attribute("html", "lang") == "en"
    assert page.inner_text("#body .name") == "Anhe Park (invented)"
    assert "district" in page.inner_text("#body dl") or "park itself" in page.inner_text("#body dl")
    assert page.evaluate("window.sameDocument")
    page.click("#lang")
    assert page.get_attribute("html", "lang") == "zh-CN"
    assert page.inner_text("#body .name") == "安和文化产业园(虚构)"


def test_search_select_and_go_on_to_a_partner(small: str, open_page: Open) -> None:
    page = open_page(small)
    search(page, "anhe")
    panel = page.inner_text("#body")
    for told in ("江苏省苏州市相城区", "园区位置", "国家级", "2022年8月17日", "白石文化产业园", "年份不详"):
        assert told in panel
    page.click("#body .card .list button:has-text('白石')")
    assert page.inner_text("#body .name") == "白石文化产业园(虚构)"
    page.click("#tab-nodes")
    assert page.inner_text("tr.chosen th") == "白石文化产业园(虚构)"


def test_a_tie_tells_its_steps_and_links_only_addresses_that_may_be_shown(small: str, open_page: Open) -> None:
    page = open_page(small)
    search(page, "pair(虚构)")
    steps = page.inner_text("#body .steps")
    assert [word in steps for word in ("达成意向", "已签约", "2022年8月17日", "2023年6月")] == [True] * 4
    assert page.locator("#body a").count() == 0
    assert "指导单位" in page.inner_text("#body")


def test_a_mark_in_the_picture_can_be_chosen_and_left(small: str, open_page: Open) -> None:
    page = open_page(small)
    page.click("[data-value=network]")
    ink(page)
    x, y = page.evaluate(PARK)
    page.mouse.click(x, y)
    name = page.inner_text("#body .name")
    assert "文化产业园(虚构)" in name
    assert page.locator("#body .card").count() > 0
    page.keyboard.press("Escape")
    assert page.locator("#body .name").count() == 0


def test_filters_change_what_is_counted_and_shown(small: str, open_page: Open) -> None:
    page = open_page(small)
    nodes, ties = count(page, "nodes"), count(page, "ties")
    page.click("[data-value=park-park]")
    fewer = count(page, "ties")
    assert 0 < fewer < ties
    page.click("[data-value=all]")
    page.click("[data-layer=pairing]")
    assert count(page, "ties") < ties
    assert page.get_attribute("[data-layer=pairing]", "aria-pressed") == "false"
    page.click("[data-layer=pairing]")
    page.select_option("#region", "420000")
    page.click("#tab-ties")
    assert count(page, "ties") == page.locator("tbody tr").count() == 3
    page.select_option("#region", "")
    page.check("#lone")
    assert count(page, "nodes") > nodes
    assert count(page, "ties") == ties


def test_regions_stand_in_the_order_of_their_codes_and_say_when_there_is_no_record(small: str, open_page: Open) -> None:
    page = open_page(small)
    provinces = page.locator("#region optgroup").nth(1).locator("option")
    values = [provinces.nth(n).get_attribute("value") or "" for n in range(provinces.count())]
    assert len(values) == 34
    assert values == sorted(values)
    assert "无记录" in provinces.nth(values.index("540000")).inner_text()


def test_the_table_sorts_and_says_how(small: str, open_page: Open) -> None:
    page = open_page(small)
    page.click("#tab-nodes")
    partners = [int(text) for text in page.locator("td.number").all_inner_texts()]
    assert partners == sorted(partners, reverse=True)
    page.click("thead th:last-child button")
    assert page.get_attribute("thead th:last-child", "aria-sort") == "ascending"
    partners = [int(text) for text in page.locator("td.number").all_inner_texts()]
    assert partners == sorted(partners)


def test_the_keyboard_alone_reaches_everything(small: str, open_page: Open) -> None:
    page = open_page(small)
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.className"))
    for place in ("lang", "region", "lone", "canvas", "closer", "chip", "query", "tab-overview", "row"):
        assert place in reached
    page.focus("#canvas")
    label = page.get_attribute("#canvas", "aria-label") or ""
    assert page.get_attribute("#canvas", "role") == "img"
    assert str(count(page, "nodes")) in label


def hostile() -> list[Alliance | Park]:
    """Two parks in Suzhou and a tie between them, named to do harm."""
    markup = '</script><script>window.harm=1</script><img src=x onerror="window.harm=2"><a href="javascript:harm=3">'
    turned = "\u202egnp.\u2066exe\u2069 \u200f\U0001f3ed\U0001f468\u200d\U0001f3a8"
    common = {"cites": [{"to": "source-second"}], "located_in": [{"to": "city-suzhou"}]}
    names = {"park-markup": f"恶意{markup}", "park-turned": turned + "长" * 300}
    parks = [Park.model_validate({"id": id_, "name_zh": name, **common}) for id_, name in names.items()]
    tie = {
        "id": "alliance-markup", "name_zh": markup, "kind": "pairing", "content": markup,
        "cites": [{"to": "source-second"}],
        "has_member": [{"to": id_, "part": "park"} for id_ in names],
        "has_step": [{"id": "alliance-markup#1", "state": "signed", "date": "2023", "wording": markup}],
    }  # fmt: skip
    return [*parks, Alliance.model_validate(tie)]


def test_hostile_names_stay_text(tmp_path: Path, open_page: Open) -> None:
    snapshot = pages.snapshot_of([*twelve.records(), *hostile()])
    page = open_page(pages.write(snapshot, tmp_path / "hostile.html"))
    search(page, "恶意")
    assert page.inner_text("#body .name").startswith("恶意</script><script>window.harm=1</script><img src=x")
    assert [href for href in page.eval_on_selector_all("a", "list => list.map(a => a.href)")] == [
        "https://example.org/second"
    ] * 2
    search(page, "长长")
    name = page.inner_text("#body .name")
    assert len(name) <= 160
    assert not re.search("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", name)
    page.click("#body .card > .row")
    assert "window.harm=2" in page.inner_text("#body .steps")
    page.click("[data-value=network]")
    page.click("#tab-nodes")
    assert ink(page) > 5
    assert page.evaluate("window.harm") is None
    assert page.locator("img").count() == 0


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_narrow_screen_never_scrolls_sideways(small: str, open_page: Open, lang: str) -> None:
    page = open_page(small, viewport={"width": 390, "height": 844}, has_touch=True)
    if lang == "en":
        page.tap("#lang")
    wide = "[document.documentElement.scrollWidth, document.body.scrollWidth]"
    for act in ("#tab-nodes", "#tab-about", "#handle", "[data-value=network]"):
        page.tap(act)
        assert max(page.evaluate(wide)) <= 390
    page.fill("#query", "安和" if lang == "zh" else "anhe")
    page.tap("#found li >> nth=0")
    assert page.get_attribute("#handle", "aria-expanded") == "true"
    assert page.is_visible("#body .name")
    small_targets = page.eval_on_selector_all(
        "button, select, input, summary",
        """list => list.filter(e => e.offsetParent).map(e => [e.id || e.className, e.getBoundingClientRect()])
            .filter(([, box]) => Math.min(box.width, box.height) < 24).map(([name]) => name)""",
    )
    assert set(small_targets) <= {"lone"}  # its label is the target


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_follows_the_colours_of_the_system(small: str, open_page: Open, scheme: str) -> None:
    page = open_page(small, color_scheme=scheme)
    pixel = "() => document.getElementById('canvas').getContext('2d').getImageData(5, 300, 1, 1).data[0]"
    assert ink(page) > 20
    assert (page.evaluate(pixel) > 128) is (scheme == "light")


def test_thousands_of_parks_open_and_filter(large: str, open_page: Open, scale: Callable[[int, int], int]) -> None:
    page = open_page(large)
    assert page.is_visible("#synthetic")
    ties = count(page, "ties")
    assert ties > scale(900, 3000)
    page.click("[data-value=network]")
    assert ink(page) > 20
    page.click("[data-value=park-park]")
    assert 0 < count(page, "ties") < ties
    page.click("#tab-nodes")
    assert page.locator("tbody tr").count() == 50
    page.click(".pager button:last-child")
    assert "2" in page.inner_text(".pager")
    page.check("#lone")
    assert count(page, "nodes") > scale(1200, 4000)
