"""Pictures of every page and view for people to look at: `python -m tests.browser.screens FOLDER [PARKS] [NAME ...]`.

Built-in and synthetic data, the page and the single-file map, zh and en, light and dark, wide and narrow; NAME picks
those whose file name holds it. An index.html beside them shows all.
"""

import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, Page

from parknet.graph import dataset
from tests.browser import pages, places
from tests.browser.chromium import NARROW, WIDE, WITHIN, launched
from tests.browser.person import FRAMES, settled
from tests.browser.serving import NOW, PageServer

SIZES = {"1440": WIDE, "390": NARROW}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
LOCALES = {"zh": "zh-CN", "en": "en-GB"}
TALLEST = 6000
"""Pixels of a long page that are kept."""


class Screens:
    """Takes the pictures that are asked for, and says which."""

    def __init__(self, browser: Browser, folder: Path, wanted: tuple[str, ...]) -> None:
        self._browser, self._folder, self._wanted = browser, folder, wanted

    def contexts(self) -> Iterator[tuple[str, str, BrowserContext]]:
        """A context of each language, size and scheme: its language, its name, and it."""
        for lang, size, scheme in product(LOCALES, SIZES, SCHEMES):
            context = self._browser.new_context(
                locale=LOCALES[lang], viewport=SIZES[size], color_scheme=scheme, reduced_motion="reduce"
            )
            context.set_default_timeout(WITHIN)
            yield lang, f"{lang}-{size}-{scheme}", context
            context.close()

    def wants(self, name: str) -> bool:
        """Whether a picture is among those asked for."""
        return not self._wanted or any(part in name for part in self._wanted)

    def take(self, page: Page, name: str) -> None:
        """The whole page, as far as it is of use, as a picture of this name."""
        page.mouse.move(0, 0)
        height = page.evaluate("document.documentElement.scrollHeight")
        width = (page.viewport_size or WIDE)["width"]
        page.screenshot(
            path=self._folder / f"{name}.png",
            full_page=True,
            clip={"x": 0, "y": 0, "width": width, "height": min(height, TALLEST)},
        )
        print(name, flush=True)

    def of_page(self, data: str, server: str, found: dict[str, places.Place]) -> None:
        """The pages and views of a server."""
        for lang, look, context in self.contexts():
            page = context.new_page()
            page.clock.set_fixed_time(NOW)
            for place, at in found.items():
                name = f"{data}-{place}-{look}"
                if self.wants(name):
                    page.goto(at.address(server, lang))
                    settled(page)
                    at.arrive(page)
                    self.take(page, name)

    def of_map(self, data: str, address: str) -> None:
        """Both views of a single-file map."""
        for lang, look, context in self.contexts():
            page = context.new_page()
            page.goto(address)
            page.wait_for_selector("html[data-ready=yes]")
            if not (page.get_attribute("html", "lang") or "").startswith(lang):
                page.click("#lang")
            for view in ("map", "network"):
                name = f"{data}-single-{view}-{look}"
                if self.wants(name):
                    page.click(f"[data-value={view}]")
                    page.evaluate(FRAMES)
                    self.take(page, name)


def index(folder: Path) -> None:
    """A page that shows all pictures of a folder."""
    images = "".join(f'<figure><img src="{f.name}" loading="lazy"><figcaption>{f.stem}</figcaption></figure>\n'
                     for f in sorted(folder.glob("*.png")))  # fmt: skip
    style = "body{display:flex;flex-wrap:wrap;gap:1em;font:14px sans-serif}img{width:440px;border:1px solid #999}"
    (folder / "index.html").write_text(f"<!doctype html><meta charset=utf-8><style>{style}</style>\n{images}", "utf-8")


def main(folder: Path, parks: int, wanted: tuple[str, ...]) -> None:
    """Write the pictures into the folder."""
    real, invented = dataset.load().records, pages.invented_records(parks)
    found = {"real": (real, places.built_in()), "synthetic": (invented, places.synthetic(invented))}
    folder.mkdir(parents=True, exist_ok=True)
    with launched() as browser:
        screens = Screens(browser, folder, wanted)
        for data, (records, at) in found.items():
            screens.of_map(data, pages.write(pages.snapshot_of(records), folder / f"{data}.html"))
            with PageServer(records) as server:
                screens.of_page(data, server.address, at)
    index(folder)


if __name__ == "__main__":
    target, *words = sys.argv[1:]
    count = int(words.pop(0)) if words and words[0].isdecimal() else 5000
    main(Path(target).resolve(), count, tuple(words))
