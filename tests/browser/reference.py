"""Small pictures of the main views, kept, and how far others are from them: `python -m tests.browser.reference` renews.

Pictures are scaled down and compared by Chromium itself. Fonts change the pictures as much as a mistake would, so the
widths of a few words are kept beside them.
"""

import base64
import json
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Page

from parknet.graph import dataset
from tests.browser.chromium import WIDE, WITHIN, launched
from tests.browser.person import settled
from tests.browser.places import PLAN
from tests.browser.serving import DAY, NOW, PageServer

FOLDER = Path(__file__).parent / "reference"
FONTS = FOLDER / "fonts.json"
VIEWS = {
    **{view: f"/?at={DAY}&{PLAN}&view={view}&lang=zh" for view in ("network", "map", "table")},
    "park": "/parks/park-suzhou-yuanhetang?lang=zh",
}
KEPT = 560
"""Pixels in a row of a picture that is kept."""

SCRIPTS = """() => {
    const drawn = async (png, width) => {
        const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [width, Math.round(image.height * width / image.width)];
        const context = canvas.getContext('2d', { willReadFrequently: true });
        context.imageSmoothingQuality = 'high';
        context.drawImage(image, 0, 0, canvas.width, canvas.height);
        return { canvas, context };
    };
    window.scaled = async ([png, width]) => (await drawn(png, width)).canvas.toDataURL('image/png').split(',')[1];
    // Mean difference of the pixels' channels: of the whole, and of the tile where it is greatest.
    window.apart = async ([one, other, width, tile]) => {
        const [a, b] = await Promise.all([drawn(one, width), drawn(other, width)]);
        const { width: w, height: h } = a.canvas;
        const [p, q] = [a, b].map(({ context }) => context.getImageData(0, 0, w, h).data);
        const tiles = new Map();
        let sum = 0;
        for (let i = 0; i < p.length; i += 4) {
            const far = (Math.abs(p[i] - q[i]) + Math.abs(p[i + 1] - q[i + 1]) + Math.abs(p[i + 2] - q[i + 2])) / 3;
            const key = `${Math.floor((i / 4) % w / tile)} ${Math.floor(i / 4 / w / tile)}`;
            sum += far;
            tiles.set(key, (tiles.get(key) ?? 0) + far);
        }
        return [sum / (w * h), Math.max(...tiles.values()) / (tile * tile)];
    };
}"""
WIDTHS = """() => {
    const context = document.createElement('canvas').getContext('2d');
    context.font = `20px ${getComputedStyle(document.body).fontFamily}`;
    return Object.fromEntries(['文化产业园区携行计划', 'Carrying Plan 2026', '1,087'].map(
        (text) => [text, Math.round(context.measureText(text).width * 10) / 10]));
}"""


class Apart(NamedTuple):
    """How far two pictures are apart, from 0 to 255: on the whole, and where it is worst."""

    mean: float
    worst: float


def picture(page: Page) -> bytes:
    """A page that is drawn, as it looks now."""
    page.mouse.move(0, 0)
    return page.screenshot(animations="disabled", caret="hide")


def scaled(page: Page, png: bytes) -> bytes:
    """The picture as it is kept."""
    page.evaluate(SCRIPTS)
    return base64.b64decode(page.evaluate("(of) => scaled(of)", [_text(png), KEPT]))


def apart(page: Page, now: bytes, kept: bytes) -> Apart:
    """How far a picture is from one that was kept."""
    found = page.evaluate("(of) => apart(of)", [_text(scaled(page, now)), _text(kept), KEPT // 2, 28])
    return Apart(*found)


def fonts(page: Page) -> dict[str, Any]:
    """Widths of a few words in the fonts of a page that is open."""
    return dict(page.evaluate(WIDTHS))


def _text(png: bytes) -> str:
    return base64.b64encode(png).decode()


def main() -> None:
    """Write the pictures and the widths anew."""
    FOLDER.mkdir(exist_ok=True)
    with PageServer(dataset.load().records) as server, launched() as browser:
        page = browser.new_page(viewport=WIDE, locale="zh-CN", reduced_motion="reduce")
        page.set_default_timeout(WITHIN)
        page.clock.set_fixed_time(NOW)
        canvas = browser.new_page()
        for view, address in VIEWS.items():
            page.goto(server.address + address)
            settled(page)
            (FOLDER / f"{view}.png").write_bytes(scaled(canvas, picture(page)))
        FONTS.write_text(json.dumps(fonts(page), ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
