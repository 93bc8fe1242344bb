"""A Chromium, the servers of the page, and pages that fail their test when anything goes wrong in them."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from parknet.graph import dataset
from parknet.web import page as built
from tests.browser import pages
from tests.browser.chromium import WIDE, WITHIN, launched
from tests.browser.person import settled
from tests.browser.serving import NOW, PageServer
from tests.conftest import absent

WATCH = "addEventListener('securitypolicyviolation', (event) => console.error(`policy: ${event.violatedDirective}`))"

expect.set_options(timeout=WITHIN)

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with launched(chromium) as started:
        yield started


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Open]:
    """`new_page(**context)`: an empty page; what it asks of other hosts, throws or logs as an error fails the test.

    `but` is a pattern of what the test means to go wrong, `of` another browser than the usual one.
    """
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def opened(but: str = "", of: Browser | None = None, **options: Any) -> Page:
        def went_wrong(text: str) -> None:
            if not but or not re.search(but, text):
                wrong.append(text)

        context = (of or browser).new_context(**{"viewport": WIDE, "reduced_motion": "reduce", **options})
        contexts.append(context)
        context.set_default_timeout(WITHIN)
        watch(context, went_wrong)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


def watch(context: BrowserContext, tell: Callable[[str], None]) -> None:
    """Tell what the pages of a context ask of other hosts, throw, log as an error, or do against the page's policy."""
    context.add_init_script(WATCH)
    context.on("request", lambda request: None if local(request.url) else tell(request.url))
    context.on("console", lambda message: tell(message.text) if message.type == "error" else None)
    context.on("weberror", lambda error: tell(str(error.error)))


def local(address: str) -> bool:
    """Whether an address is of this machine: a file, what a page made itself, or our own server."""
    return address.startswith(("file:", "data:", "blob:", "http://127.0.0.1:"))


@pytest.fixture
def open_page(new_page: Open) -> Open:
    """`open_page(address, **context)`: a single-file map, ready, without a network."""

    def opened(address: str, **options: Any) -> Page:
        page = new_page(offline=True, **options)
        page.goto(address)
        page.wait_for_selector("html[data-ready=yes]")
        return page

    return opened


@pytest.fixture
def visit(new_page: Open) -> Open:
    """`visit(address, **context)`: the page of a server at an address, read and drawn, on the server's day."""

    def opened(address: str, **options: Any) -> Page:
        page = new_page(**{"locale": "en-GB" if "lang=en" in address else "zh-CN", **options})
        page.clock.set_fixed_time(NOW)
        page.goto(address)
        settled(page)
        return page

    return opened


@pytest.fixture(scope="session")
def page_built() -> None:
    if not (built.BUILT / "index.html").is_file():
        absent("browser", "the tests of the page wait for it to be built: make page")


@pytest.fixture(scope="session")
def real(page_built: None) -> Iterator[PageServer]:
    """The page over the built-in data."""
    with PageServer(dataset.load().records) as server:
        yield server


@pytest.fixture(scope="session")
def hostile(page_built: None) -> Iterator[PageServer]:
    """The page over records that are named to do harm."""
    with PageServer(pages.hostile()) as server:
        yield server


@pytest.fixture(scope="session")
def synthetic(page_built: None, scale: Callable[[int, int], int]) -> Iterator[PageServer]:
    """The page over synthetic parks."""
    with PageServer(pages.invented_records(scale(300, 5000))) as server:
        yield server
