"""Names that mean harm stay text: markup, letters that turn, that have no blank, that are many, that are not seen."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.browser import faults, pages, places
from tests.browser.chromium import NARROW, WIDE
from tests.browser.conftest import Open
from tests.browser.person import settled
from tests.browser.places import NODES, Place
from tests.browser.serving import PageServer

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

KINDS = 10
TIES = re.compile(r"^(合作|Ties) \d")


def everywhere(server: PageServer) -> dict[str, Place]:
    """The fullest page of each kind, the measures, and the three views, each with something chosen."""
    found = {name: Place(f"{at.path}?{NODES}") for name, at in places.fullest(server.records).items()}
    assert len(found) == KINDS
    shown = {"network": "park-anhe", "map": "alliance-trio", "table": "park-baishi"}
    found |= {view: Place(f"/?{NODES}&show={id_}&view={view}") for view, id_ in shown.items()}
    return {
        **found,
        "measures": Place(f"/measures?{NODES}"),
        "summary": Place(f"/?{NODES}&view=network"),
        "ties": Place(f"/?{NODES}&view=table", TIES),
    }


@pytest.mark.parametrize(("lang", "size"), [("zh", WIDE), ("en", NARROW)], ids=["zh-1440", "en-390"])
def test_they_are_text_on_every_page(hostile: PageServer, visit: Open, lang: str, size: ViewportSize) -> None:
    page, said = visit(f"{hostile.address}/?{NODES}&view=map&lang={lang}", viewport=size), ""
    for name, place in everywhere(hostile).items():
        page.goto(place.address(hostile.address, lang))
        settled(page)
        place.arrive(page)
        said += page.get_by_role("main").inner_text()
        assert page.locator("body").locator(faults.STRANGE).count() == 0, name
        assert page.evaluate("window.harm") is None, name
        assert not faults.sideways(page), name
        assert faults.turned(page, pages.LEFTWARD) == [], name
        assert faults.nameless(page) == [], name
        assert faults.cut(page) == [], name
    for text in (*pages.HARM[:1], pages.LEFTWARD, *pages.HARM[2:7]):
        assert text in said


def test_they_are_found_and_chosen_as_text(hostile: PageServer, visit: Open) -> None:
    page = visit(f"{hostile.address}/?{NODES}&view=map&lang=zh")
    search = page.get_by_role("combobox", name=re.compile("拼音"))
    panel = page.get_by_role("region", name="所选", exact=True)
    for typed, name in (("<img src", pages.HARM[0]), ("שלום", pages.LEFTWARD), ("长长长", pages.HARM[2])):
        search.fill(typed)
        option = page.get_by_role("option").filter(has_text=name).first
        expect(option).to_be_visible()
        assert faults.turned(page, pages.LEFTWARD) == []
        option.click()
        expect(panel.get_by_role("heading", level=2)).to_have_text(name)
        assert page.locator("body").locator(faults.STRANGE).count() == 0
        assert not faults.sideways(page)
    assert page.evaluate("window.harm") is None


@pytest.mark.parametrize("view", ["network", "map"])
def test_they_are_text_in_a_picture_taken_home(hostile: PageServer, visit: Open, tmp_path: Path, view: str) -> None:
    page = visit(f"{hostile.address}/?{NODES}&view={view}&lang=zh")
    with page.expect_download() as started:
        page.get_by_role("button", name=re.compile("SVG")).click()
    started.value.save_as(tmp_path / "picture.svg")
    picture = ElementTree.parse(tmp_path / "picture.svg")
    tags = {element.tag.rpartition("}")[2] for element in picture.iter()}
    assert not tags & {"script", "img", "image", "foreignObject", "a", "style"}
    names = {name for element in picture.iter() for name in element.attrib}
    assert not [name for name in names if name.startswith("on") or "href" in name]
    text = "".join(picture.getroot().itertext())
    assert "<img src=x" in text and "长长长" in text
    assert not re.search("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", text)
    opened = page.context.new_page()
    opened.goto((tmp_path / "picture.svg").as_uri())
    assert opened.evaluate("window.harm") is None


def test_an_address_that_means_harm_is_text(hostile: PageServer, visit: Open) -> None:
    page = visit(
        f"{hostile.address}/?{NODES}&view=table&lang=zh&<script>harm=1&{'w' * 300}&reach=\u202e{pages.LEFTWARD}"
        "&sure=<script>harm=2</script>&show=<img src=x onerror=harm=3>"
    )
    banner = page.get_by_role("status").filter(has_text="<script>harm")
    expect(banner).to_contain_text("sure=<script>harm=2</script>")
    expect(page.get_by_role("main")).to_contain_text("<img src=x onerror=harm=3>")
    assert page.locator("body").locator(faults.STRANGE).count() == 0
    assert page.evaluate("window.harm") is None
    assert not faults.sideways(page)
    assert faults.turned(page, pages.LEFTWARD) == []
