"""The parts of the lens that are set on the page: what it shows is what the server answers to its address."""

import json
import re
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.person import settled
from tests.browser.serving import PageServer

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
PARTS = re.compile(r"(?:^|&)(?:lang|view|show)=[^&]*")
SAID = {
    "zh": ("只看周边", "两步以内", "只看最大的连通部分", "权重", "合并", "按大区", "指标", "东部"),
    "en": ("Only its surroundings", "up to two ties", "Only the largest component", "Weight", "Merged", "by region",
           "Measures", "east"),
}  # fmt: skip


def answered(server: PageServer, page: Page) -> str:
    """How much the server shows through the lens of the page's address."""
    query = PARTS.sub("", urlsplit(page.url).query).strip("&")
    with urlopen(f"{server.address}/api/v1/network?{query}") as answer:
        data = json.load(answer)["data"]
    drawn = sum(reason is None for reason in data["alliances"]["reason"])
    return rf"^\D*{len(data['nodes']['id'])} \S+ 1,087 \D+ {drawn} \S+ 147 "


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_shows_surroundings_components_and_weights_as_the_server_does(
    real: PageServer, visit: Open, lang: str
) -> None:
    around, two, largest, weight, merged, by_region, measures, east = SAID[lang]
    nodes = "nodes=park,organisation,city"
    page = visit(f"{real.address}/?lang={lang}&{nodes}&show=city-310000")
    chips = page.get_by_role("list", name=re.compile("已用的筛选|Filters in force"))

    page.get_by_label(around).select_option(label=two)
    settled(page)
    assert "ego=city-310000&depth=2" in page.url
    expect(chips).to_contain_text(two)
    expect(chips.locator(".shown")).to_contain_text(re.compile(answered(real, page)))

    page.get_by_role("combobox", name=weight, exact=True).select_option("recency")
    page.get_by_label(largest).check()
    settled(page)
    assert "weight=recency" in page.url and "component=largest" in page.url
    expect(chips.locator(".shown")).to_contain_text(re.compile(answered(real, page)))

    chips.get_by_role("button").nth(1).click()  # the middle goes, and how far from it
    settled(page)
    assert "ego=" not in page.url and "depth=" not in page.url
    expect(chips.locator(".shown")).to_contain_text(re.compile(answered(real, page)))

    page.get_by_role("combobox", name=merged, exact=True).select_option(label=by_region)
    expect(chips).to_contain_text(by_region)
    page.get_by_role("link", name=measures, exact=True).first.click()
    expect(page.get_by_role("rowheader", name=east, exact=False).first).to_be_visible()
    assert "aggregate=region" in page.url
