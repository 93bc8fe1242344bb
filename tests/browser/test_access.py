"""axe finds nothing on any page or view: in both languages, light and dark, wide and narrow."""

from functools import cache
from itertools import product
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from playwright.sync_api import Page, ViewportSize

from tests.browser import places
from tests.browser.chromium import NARROW, WIDE
from tests.browser.conftest import Open
from tests.browser.person import settled
from tests.browser.serving import PageServer
from tests.conftest import SOAK, absent

pytestmark = [pytest.mark.browser, pytest.mark.timeout(1200)]

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
# What can be touched is large enough, or far enough from the next: axe leaves this out unless it is asked.
RUN = """() => axe.run({ resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } })
    .then(({ violations }) => violations.map(
    ({ id, nodes }) => `${id}: ${nodes.length} × ${nodes[0].target.join(' ')}: ${nodes[0].failureSummary}`))"""
FEW = (
    "map-plan",
    "table-plan",
    "network-tie",
    *places.NUMBERS,
    "park-full",
    "programme",
)


@cache
def axe() -> str:
    """axe-core as its package holds it."""
    if not AXE.is_file():
        absent("browser", "the tests of access wait for axe-core: make page")
    return AXE.read_text("utf-8")


def violations(page: Page) -> list[str]:
    """What axe finds, best practices too. Our policy allows no foreign script: it comes in as the debugger's own."""
    page.evaluate(axe())
    found: list[str] = page.evaluate(RUN)
    return found


def looks() -> list[ParameterSet]:
    """Both languages, schemes and sizes, each once in make test and with each other in make soak."""
    few = [("zh", "light", WIDE), ("en", "dark", NARROW)]
    every = product(("zh", "en"), ("light", "dark"), (WIDE, NARROW))
    return [pytest.param(*look, id=f"{look[0]}-{look[1]}-{look[2]['width']}") for look in (every if SOAK else few)]


@pytest.mark.parametrize(("lang", "scheme", "size"), looks())
def test_axe_finds_nothing(real: PageServer, visit: Open, lang: str, scheme: str, size: ViewportSize) -> None:
    found = places.built_in()
    page = visit(f"{real.address}/?lang={lang}", color_scheme=scheme, viewport=size, but="404")
    wrong = {}
    for name in found if SOAK else FEW:
        page.goto(found[name].address(real.address, lang))
        settled(page)
        found[name].arrive(page)
        wrong[name] = violations(page)
    assert {name: texts for name, texts in wrong.items() if texts} == {}


def test_axe_finds_nothing_where_synthetic_data_has_the_most_to_say(synthetic: PageServer, visit: Open) -> None:
    found = places.synthetic(synthetic.records)
    page = visit(f"{synthetic.address}/?lang=en")
    wrong = {}
    for name in found if SOAK else ("posting", "verdict"):
        page.goto(found[name].address(synthetic.address, "en"))
        settled(page)
        wrong[name] = violations(page)
    assert {name: texts for name, texts in wrong.items() if texts} == {}
