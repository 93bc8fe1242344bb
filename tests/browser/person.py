"""What a person does on the page and waits for, with a mouse or with keys alone."""

import re

from playwright.sync_api import Locator, Page

BUSY = re.compile("正在|Loading|Computing|Drawing")
SCHEMATIC = re.compile("^(示意图|Schematic map)$")
FILTERS = re.compile("^(已用的筛选|Filters in force)$")
FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"


def settled(page: Page) -> None:
    """Return when the page has read what it shows and has drawn it."""
    main = page.get_by_role("main")
    main.get_by_role("heading", level=1).first.wait_for(state="attached")
    main.locator("[aria-busy=true]").first.wait_for(state="detached")
    main.get_by_role("status").filter(has_text=BUSY).first.wait_for(state="detached")
    # Names of programmes are read by themselves; until then their ids stand there.
    main.get_by_role("list", name=FILTERS).get_by_text(re.compile("^programme-")).first.wait_for(state="detached")
    picture = main.get_by_role("application")
    if picture.count():
        picture.locator("canvas, svg").first.wait_for(state="attached")
        if (picture.get_attribute("aria-label") or "").startswith(("示意图", "Schematic")):
            main.locator("p > span").filter(has_text=SCHEMATIC).wait_for()
    page.evaluate(FRAMES)


class Mouse:
    """Hands on a mouse; text is typed."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def choose(self, target: Locator) -> None:
        """Click a link, a button, a box, an option."""
        target.click()

    def write(self, field: Locator, text: str) -> None:
        """Type into a field, in place of what is in it."""
        field.click()
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.type(text)

    def pick(self, field: Locator, value: str) -> None:
        """Pick the choice of a list that has this value."""
        field.select_option(value)


class Keys:
    """Hands on the keyboard alone: Tab, arrows, Enter, the blank."""

    LONGEST = 250

    def __init__(self, page: Page) -> None:
        self.page = page

    def reach(self, target: Locator) -> None:
        """Press Tab until the target has the focus, and shows it."""
        target.wait_for()
        element = target.element_handle()
        for _ in range(self.LONGEST):
            if self.page.evaluate("(element) => element === document.activeElement", element):
                assert target.evaluate("(element) => getComputedStyle(element).outlineStyle") != "none", (
                    "not to be seen"
                )
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not reach {target}")

    def choose(self, target: Locator) -> None:
        """Choose as the element is chosen by keys."""
        role = target.evaluate("(element) => element.getAttribute('role') ?? element.type ?? ''")
        if role == "option":
            self._arrow(target)
        else:
            self.reach(target)
        self.page.keyboard.press("Space" if role in ("checkbox", "switch") else "Enter")

    def write(self, field: Locator, text: str) -> None:
        self.reach(field)
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.type(text)

    def pick(self, field: Locator, value: str) -> None:
        self.reach(field)
        for _ in range(self.LONGEST):
            if field.input_value() == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrows do not reach {value}")

    def _arrow(self, option: Locator) -> None:
        """Go down a list from its field until the option is the one that Enter takes."""
        for _ in range(self.LONGEST):
            if option.get_attribute("aria-selected") == "true":
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrows do not reach {option}")


Hands = Mouse | Keys


class Fingers:
    """One or two fingers on an element, from its middle."""

    WAY = 60

    def __init__(self, page: Page, target: Locator) -> None:
        self.page, self.target = page, target
        self._session = page.context.new_cdp_session(page)

    def tap(self) -> None:
        self.page.touchscreen.tap(*self._middle())

    def drag(self) -> None:
        """Move to the right, in steps as a hand does."""
        x, y = self._middle()
        self._touch(*[[(x + way, y)] for way in range(0, self.WAY + 1, 10)])

    def pinch(self) -> None:
        """Move two fingers apart."""
        x, y = self._middle()
        self._touch(*[[(x - way, y), (x + way, y)] for way in range(20, self.WAY + 1, 10)])

    def _middle(self) -> tuple[float, float]:
        self.target.scroll_into_view_if_needed()
        box = self.target.bounding_box()
        assert box, "not to be seen"
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def _touch(self, *places: list[tuple[float, float]]) -> None:
        for n, points in enumerate(places):
            fingers = [{"x": x, "y": y, "id": finger} for finger, (x, y) in enumerate(points)]
            how = "touchMove" if n else "touchStart"
            self._session.send("Input.dispatchTouchEvent", {"type": how, "touchPoints": fingers})
        self._session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
