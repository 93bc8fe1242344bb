"""The Chromium of the browser tests: how it is started, and the sizes of its pages."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, ViewportSize, sync_playwright

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
WITHIN = 60_000.0  # milliseconds that a page may take over one thing, on a machine that does other things, too
WIDE, NARROW = ViewportSize(width=1440, height=900), ViewportSize(width=390, height=844)


@contextmanager
def launched(path: str | None = None) -> Iterator[Browser]:
    """A Chromium, that of the machine where none is named."""
    with sync_playwright() as playwright:
        path = path or shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS, chromium_sandbox=False)
        yield browser
        browser.close()
