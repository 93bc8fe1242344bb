"""What a frame costs while a picture of 20,000 nodes and 60,000 ties moves: ours, and that of other libraries."""

from pathlib import Path

import psutil
from playwright.sync_api import Browser, CDPSession, Page, Route

PAGES = Path(__file__).parents[2] / ".venv" / "benchmark" / "pages"
LIBRARIES = ("parknet", "vis-network", "echarts")
ROUNDS, FRAMES = 3, 8
WAY = ((-80, 0), (0, -80), (80, 0), (0, 80))  # pixels of each step, over and over
LIMIT = 180_000.0  # milliseconds that a page may take to draw at all

HTML = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{0}</title>
<style>html, body, #app, .picture {{ margin: 0; height: 100%; }}</style>
<link rel="stylesheet" href="{0}.css"><div id="app"></div><script type="module" src="{0}.js"></script>"""
STEP = """([x, y]) => new Promise((done) => {
  pan(x, y);
  requestAnimationFrame(() => requestAnimationFrame(done));
})"""
BUSY = "() => { const end = performance.now() + 400; while (performance.now() < end); }"

Spent = dict[str, float]
"""Milliseconds of processor time for a frame: of the `renderer`, its thread `compositor`, the `graphics` process."""


def measure(browser: Browser) -> list[dict[str, Spent]]:
    """By round and library."""
    cdp = browser.new_browser_cdp_session()
    pages = {library: _opened(browser, cdp, library) for library in LIBRARIES}
    found = [{library: _moved(cdp, *pages[library]) for library in LIBRARIES} for _ in range(ROUNDS)]
    for page, _ in pages.values():
        page.context.close()
    return found


def _opened(browser: Browser, cdp: CDPSession, library: str) -> tuple[Page, int]:
    """A page that has drawn the network, and the process id of its renderer."""
    page = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce").new_page()
    page.set_default_timeout(LIMIT)
    page.route("**/*", _answer)
    page.goto(f"http://localhost/{library}.html")
    page.wait_for_function("() => globalThis.pan && document.querySelector('canvas')")
    before = _renderers(cdp)
    page.evaluate(BUSY)
    after = _renderers(cdp)
    page.screenshot(path=PAGES / f"{library}.png")  # to be looked at: all of them draw the same
    return page, max(after, key=lambda pid: after[pid] - before.get(pid, 0))


def _answer(route: Route) -> None:
    """A built file, without a server: none but the browser takes part."""
    name = route.request.url.rpartition("localhost/")[2]
    if name.endswith(".html"):
        route.fulfill(body=HTML.format(name.removesuffix(".html")), content_type="text/html")
    elif (PAGES / name).is_file():
        route.fulfill(path=PAGES / name)
    else:
        route.fulfill(status=404)


def _moved(cdp: CDPSession, page: Page, renderer: int) -> Spent:
    page.bring_to_front()
    page.evaluate(STEP, WAY[1])  # a page brought to the front may draw more than once
    page.evaluate(STEP, WAY[3])
    before = _spent(cdp, renderer)
    for n in range(FRAMES):
        page.evaluate(STEP, WAY[n % len(WAY)])
    return {of: 1000 * (seconds - before[of]) / FRAMES for of, seconds in _spent(cdp, renderer).items()}


def _spent(cdp: CDPSession, renderer: int) -> Spent:
    """Seconds of processor time until now."""
    names = {int(task.name): (task / "comm").read_text().strip() for task in Path(f"/proc/{renderer}/task").iterdir()}
    threads = psutil.Process(renderer).threads()
    ticking = (one.user_time + one.system_time for one in threads if names.get(one.id) == "Compositor")
    graphics = (sum(psutil.Process(pid).cpu_times()[:2]) for pid in _processes(cdp, "GPU"))
    return {"renderer": _renderers(cdp)[renderer], "compositor": sum(ticking), "graphics": sum(graphics)}


def _renderers(cdp: CDPSession) -> dict[int, float]:
    return {pid: sum(psutil.Process(pid).cpu_times()[:2]) for pid in _processes(cdp, "renderer")}


def _processes(cdp: CDPSession, kind: str) -> list[int]:
    return [one["id"] for one in cdp.send("SystemInfo.getProcessInfo")["processInfo"] if one["type"] == kind]
