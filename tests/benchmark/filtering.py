"""What a click on a filter costs on the real page with thousands of parks: script until the picture shows it."""

import json
from itertools import pairwise
from typing import Any

from playwright.sync_api import Browser

ALL_TIES = "nodes=park,organisation,city&lang=en"
WORDS = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2))  # filter and word, by position: parties, then reach
LIMIT = 120_000.0  # milliseconds that one thing may take
COUNTED = "() => document.querySelector('.filters .count')?.textContent"
SHOWN = """(before) => {
  const { ariaLabel, dataset } = document.querySelector('.host');
  return ariaLabel !== before && !('moving' in dataset);
}"""
STILL = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => requestIdleCallback(done))))"
SCRIPT = {"EventDispatch", "FunctionCall", "FireAnimationFrame", "TimerFire", "RunMicrotasks"}

Event = dict[str, Any]


def measure(browser: Browser, address: str, view: str) -> list[dict[str, float]]:
    """Of each click, milliseconds of processor time of scripts until the `repaint`, and of `all` that it sets off."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.set_default_timeout(LIMIT)
    page.goto(f"{address}/?{ALL_TIES}&view={view}")
    page.locator(".host:not([data-moving]) canvas").first.wait_for()
    page.wait_for_function(COUNTED)
    page.evaluate(STILL)
    browser.start_tracing(page=page, categories=["devtools.timeline"])
    for part, word in WORDS:
        for _ in ("chosen", "no longer"):
            before = page.locator(".host").get_attribute("aria-label")
            page.locator(".filters fieldset ul").nth(part).locator("input").nth(word).click()
            page.wait_for_function(SHOWN, arg=before)
            page.evaluate(STILL)
    found = _clicks(json.loads(browser.stop_tracing())["traceEvents"])
    page.context.close()
    if len(found) != 2 * len(WORDS):
        raise RuntimeError(f"{len(found)} clicks were traced instead of {2 * len(WORDS)}")
    return found


def _clicks(events: list[Event]) -> list[dict[str, float]]:
    """Script on the thread of the clicks, from one to the next."""
    clicks = [one for one in events if one["name"] == "EventDispatch" and one["args"]["data"]["type"] == "click"]
    (place,) = {(one["pid"], one["tid"]) for one in clicks}
    thread = sorted((one for one in events if (one["pid"], one["tid"]) == place and one["ph"] == "X"), key=_order)
    script = _outermost([one for one in thread if one["name"] in SCRIPT])
    painted = [one["ts"] for one in thread if one["name"] == "Layerize"]  # the end of a frame's work

    def spent(start: float, end: float) -> float:
        return sum(float(one["tdur"]) for one in script if start <= one["ts"] < end) / 1000

    starts = [*sorted(one["ts"] for one in clicks), float("inf")]
    return [
        {"repaint": spent(start, next(at for at in painted if at > start)), "all": spent(start, end)}
        for start, end in pairwise(starts)
    ]


def _order(event: Event) -> tuple[float, float]:
    """What contains another comes before it."""
    return event["ts"], -event["dur"]


def _outermost(events: list[Event]) -> list[Event]:
    found: list[Event] = []
    for one in events:
        if not found or one["ts"] >= found[-1]["ts"] + found[-1]["dur"]:
            found.append(one)
    return found
