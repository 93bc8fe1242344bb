"""What a page does wrong to its reader: scroll sideways, cut text off, let a name vanish or turn what is beside it."""

from playwright.sync_api import Page

WIDTH = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
# Forms of the page itself have no action: they send nothing by themselves.
STRANGE = "img, script, iframe, object, form[action], [onerror], [onmouseover], a[href^=javascript]"

# Text that ends where its box ends. Names and cells may, where a title or the record's own page has the rest.
CUT = """() => [...document.querySelectorAll('body *')].flatMap((element) => {
    if (!element.innerText?.trim() || !element.checkVisibility()) return [];
    if (element.closest('.skip, [role=application]')) return [];
    const { overflowX, overflowY, textOverflow, webkitLineClamp, clipPath } = getComputedStyle(element);
    if (clipPath !== 'none') return []; // for ears alone
    const hides = (how, inner, room) => ['hidden', 'clip'].includes(how) && inner > room + 1;
    const told = webkitLineClamp !== 'none' || (textOverflow === 'ellipsis' && element.closest('[title]'));
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = element;
    const cut = hides(overflowX, scrollWidth, clientWidth) || hides(overflowY, scrollHeight, clientHeight);
    const rolls = (at) => ['auto', 'scroll'].includes(getComputedStyle(at).overflowX);
    const scrolled = (at) => at && (rolls(at) || scrolled(at.parentElement));
    const { left, right, width } = element.getBoundingClientRect();
    const beyond = width > 0 && (left < -1 || right > innerWidth + 1);
    const off = beyond && !element.childElementCount && !element.closest('.unseen') && !scrolled(element);
    return (cut && !told) || off ? [`${element.tagName} ${element.className}: ${element.innerText.slice(0, 60)}`] : [];
})"""

# A name from right to left ends the text it stands in, or is closed off in it; and no mark of direction stands open.
TURNED = r"""(name) => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (texts.nextNode()) {
        const { data, parentElement } = texts.currentNode;
        if (parentElement.closest('script, style')) continue;
        const left = data.replace(/\u2068[^\u2066-\u2069]*\u2069/g, '');
        if (/[\u202a-\u202e\u2066-\u2069]/.test(left)) found.push(`turns: ${data}`);
        const alone = left.trimEnd().endsWith(name) && left.split(name).length === 2;
        const open = left.includes(name) && !(alone && getComputedStyle(parentElement).unicodeBidi !== 'normal');
        if (open) found.push(`${parentElement.tagName}: ${data}`);
    }
    return found;
}"""

NAMELESS = r"""() => [
    ...document.querySelectorAll('a[href], button, [role=option], summary, h1, h2, h3, th[scope=row]'),
].filter((element) => element.checkVisibility())
    .filter((element) => !/[^\s\p{DI}\p{Cc}\u2800]/u.test(element.ariaLabel || element.textContent))
    .map((element) => element.outerHTML.slice(0, 200))"""


def sideways(page: Page) -> bool:
    """Whether the page is wider than its window."""
    wide, room = page.evaluate(WIDTH)
    return bool(wide > room)


def cut(page: Page) -> list[str]:
    """Texts of which a part is never seen."""
    return list(page.evaluate(CUT))


def turned(page: Page, name: str) -> list[str]:
    """Texts that turn the letters beside them, or that hold a name from right to left and other letters, too."""
    return list(page.evaluate(TURNED, name))


def nameless(page: Page) -> list[str]:
    """Links, buttons, headings without a character that is seen."""
    return list(page.evaluate(NAMELESS))
