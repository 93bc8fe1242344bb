"""Pictures of the map for people to look at: `python -m tests.browser.screens FOLDER [PARKS]`.

Built-in and synthetic data, zh and en, wide and narrow, light and dark, both views.
"""

import shutil
import sys
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser import pages
from tests.browser.conftest import ARGUMENTS

SIZES = {"wide": (1440, 900), "narrow": (390, 844)}


def take(browser: Browser, address: str, name: str, folder: Path) -> None:
    """Pictures of one page in every language, size, scheme and view."""
    for lang, (size, (width, height)), scheme in product(("zh", "en"), SIZES.items(), ("light", "dark")):
        context = browser.new_context(offline=True, viewport={"width": width, "height": height})
        page = context.new_page()
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
        page.goto(address)
        page.wait_for_selector("html[data-ready=yes]")
        if lang == "en":
            page.click("#lang")
        for view in ("map", "network"):
            page.click(f"[data-value={view}]")
            page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
            page.screenshot(path=folder / f"{name}-{view}-{lang}-{size}-{scheme}.png")
        context.close()


def main(folder: Path, parks: int = 5000) -> None:
    """Write the pictures into the folder, the pages beside them."""
    folder.mkdir(parents=True, exist_ok=True)
    found = {"real": pages.built_in(), "synthetic": pages.invented(parks)}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        for name, snapshot in found.items():
            take(browser, pages.write(snapshot, folder / f"{name}.html"), name, folder)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), *(int(text) for text in sys.argv[2:3]))
