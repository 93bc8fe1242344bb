"""A Chromium without a network, and pages that fail their test when anything goes wrong in them."""

import importlib.util
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import absent

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

# Software drawing: no machine of ours has a graphics card to test on.
ARGUMENTS = (
    "--disable-gpu",
    "--disable-gpu-rasterization",
    "--disable-accelerated-2d-canvas",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
)
WATCH = "window.violations = []; addEventListener('securitypolicyviolation', e => violations.push(e.violatedDirective))"
SECONDS = 30_000.0  # milliseconds that a page may take over one thing

Open = Callable[..., "Page"]


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator["Browser"]:
    if importlib.util.find_spec("playwright") is None:
        absent("browser", "the browser tests wait for Playwright: pip install playwright")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS, chromium_sandbox=False)
        yield started
        started.close()


@pytest.fixture
def open_page(browser: "Browser") -> Iterator[Open]:
    """`open_page(address, **context)`: the page, ready; whatever it asked of a host, logged or threw fails the test."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def opened(address: str, **options: Any) -> "Page":
        settings: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce", **options}
        context = browser.new_context(offline=True, **settings)
        contexts.append(context)
        context.add_init_script(WATCH)
        context.set_default_timeout(SECONDS)
        page = context.new_page()
        page.on("request", lambda request: wrong.append(request.url) if not local(request.url) else None)
        page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(address)
        page.wait_for_selector("html[data-ready=yes]")
        return page

    yield opened
    for context in contexts:
        for page in context.pages:
            wrong.extend(page.evaluate("window.violations"))
        context.close()
    assert wrong == []


def local(address: str) -> bool:
    return address.startswith(("file:", "data:"))
