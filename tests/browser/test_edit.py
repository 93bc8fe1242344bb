"""The record is kept by hand: a group is entered, a date corrected, a figure preferred, two parks merged, a source
retracted and restored; zh by keys alone, en with a mouse."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from parknet.graph import dataset
from tests.browser.chromium import NARROW
from tests.browser.conftest import Open
from tests.browser.person import Hands, Keys, Mouse, settled
from tests.browser.serving import TOKEN, PageServer
from tests.browser.test_access import violations

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

PLAN = "programmes/programme-carrying-plan"
Say = Callable[[str, str], str]


@pytest.fixture
def own(page_built: None) -> Iterator[PageServer]:
    """The page over built-in data that this test alone writes to."""
    with PageServer(dataset.load().records) as server:
        yield server


def saying(lang: str) -> Say:
    return lambda zh, en: zh if lang == "zh" else en


class Editing:
    """A person who edits, in one language: in Chinese by keys alone."""

    def __init__(self, page: Page, say: Say) -> None:
        self.page, self.say = page, say
        self.hand: Hands = Keys(page) if say("zh", "en") == "zh" else Mouse(page)

    def button(self, zh: str, en: str) -> Locator:
        return self.page.get_by_role("button", name=self.say(zh, en), exact=True)

    def link(self, zh: str, en: str) -> Locator:
        return self.page.get_by_role("link", name=self.say(zh, en), exact=True)

    def enter(self) -> None:
        """Open a session with the token, after a wrong one."""
        self.hand.choose(self.link("编辑", "Edit"))
        token = self.page.get_by_label(self.say("令牌", "Token"), exact=True)
        self.hand.write(token, "wrong")
        self.hand.choose(self.button("开始编辑", "Start editing"))
        expect(self.page.get_by_role("alert")).to_contain_text(self.say("令牌不对", "not the token"))
        expect(token).to_be_focused()
        self.hand.write(token, TOKEN)
        self.hand.choose(self.button("开始编辑", "Start editing"))
        expect(self.page.get_by_role("main")).to_contain_text(self.say("已可编辑", "You can edit"))
        expect(self.page.get_by_role("heading", level=1)).to_be_focused()

    def begin(self, zh: str, en: str) -> None:
        """Open a form or a proposal from the page of a record; reading goes on at its heading."""
        self.hand.choose(self.link(zh, en))
        expect(self.page.locator(".editor h1")).to_be_focused()

    def find(self, box: Locator, text: str, name: str | re.Pattern[str]) -> None:
        """Choose a record by a part of its name."""
        self.hand.write(box, text)
        self.hand.choose(self.page.get_by_role("listbox").get_by_role("option", name=name).first)

    def save(self, reason: str) -> None:
        """Give the reason and save what is shown."""
        self.hand.write(self.difference().get_by_label(self.say("理由", "Reason"), exact=True), reason)
        self.hand.choose(self.button("保存", "Save"))
        done = self.page.get_by_role("status").filter(has_text=self.say("已保存", "Saved as"))
        expect(done).to_be_visible()
        expect(self.page.get_by_role("main")).to_be_focused()

    def look(self) -> Locator:
        """What will be saved."""
        self.hand.choose(self.button("查看差异", "Show the difference"))
        return self.difference()

    def back(self) -> None:
        """Go back from the difference to the form, where the way goes on."""
        self.hand.choose(self.button("返回修改", "Back to the form"))
        expect(self.button("查看差异", "Show the difference")).to_be_focused()

    def difference(self) -> Locator:
        found = self.page.get_by_role("region", name=self.say("将要保存的差异", "What will be saved"))
        expect(found.get_by_role("definition").first).to_be_visible()
        expect(found.get_by_role("heading", level=2)).to_be_focused()
        return found


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_happened_is_entered_corrected_and_disputed(own: PageServer, visit: Open, lang: str) -> None:
    say = saying(lang)
    # Wrong tokens and refused batches are answers that the browser writes down.
    page = visit(f"{own.address}/{PLAN}?lang={lang}", but="401|412|422")
    person = Editing(page, say)
    hand = person.hand
    expect(person.link("补录一组合作", "Enter a missing group")).to_have_count(0)
    person.enter()

    # One of the missing groups, with its three parties; one of them, and the source, are new.
    page.goto(f"{own.address}/{PLAN}?lang={lang}")
    settled(page)
    person.begin("补录一组合作", "Enter a missing group")
    main = page.get_by_role("main")
    hand.write(main.get_by_label(re.compile(say("^中文名", "^Chinese name"))).first, "曲江、元和塘与新园结对")
    members = page.get_by_role("group", name=re.compile(say("^成员 [123]$", "^Members [123]$")))
    for n, (text, name) in enumerate((("qujiang", "曲江"), ("yuanhetang", "元和塘"))):
        box = members.nth(n).get_by_role("combobox").first
        person.find(box, text, re.compile(name) if lang == "zh" else re.compile("."))
        part = members.nth(n).get_by_role("combobox", name=re.compile(say("身份", "Part")))
        expect(part).to_have_value("park")
    new = re.compile(say("新录入园区", "Enter a new park"))
    person.find(members.nth(2).get_by_role("combobox").first, "试验新园", new)
    step = page.get_by_role("group", name=say("步骤 1", "Steps 1"))
    hand.pick(step.get_by_role("combobox", name=re.compile(say("^状态", "^State"))), "signed")
    date = step.get_by_label(say("日期", "Date"), exact=True)
    hand.write(date, say("2024年上半年", "first half of 2024"))
    expect(step).to_contain_text("2024-40")

    # Without a source it is not taken: the summary says so, and leads to the field.
    hand.choose(person.button("查看差异", "Show the difference"))
    wrong = page.get_by_role("alert")
    expect(wrong).to_be_focused()
    expect(wrong).to_contain_text(say("没有注明来源", "cites no source"))
    expect(wrong.get_by_role("listitem")).to_have_count(2)
    page.get_by_role("button", name=say("English", "中文"), exact=True).click()
    expect(wrong).to_contain_text(say("cites no source", "没有注明来源"))
    page.get_by_role("button", name=say("中文", "English"), exact=True).click()
    expect(wrong).to_contain_text(say("没有注明来源", "cites no source"))
    hand.choose(wrong.get_by_role("link").first)
    assert page.evaluate("document.activeElement.id").startswith("w")
    assert violations(page) == []
    cites = page.get_by_role("group", name=say("来源 1", "Sources 1"))
    title = re.compile(say("新录入来源", "Enter a new source"))
    person.find(cites.first.get_by_role("combobox").first, "试验报道", title)
    person.find(cites.last.get_by_role("combobox").first, "试验", re.compile("试验报道"))
    shown = person.look()
    for text in ("试验新园", "试验报道", say("2024年上半年", "first half of 2024"), say("已签约", "signed")):
        expect(shown).to_contain_text(text)
    assert violations(page) == []
    person.back()
    person.look()
    person.save(say("补录", "was missing"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("曲江、元和塘与新园结对")
    expect(main).to_contain_text(say("2024年上半年", "first half of 2024"))

    # Its date is corrected, while somebody else changes it too: both stay.
    person.begin("修改", "Change")
    date = page.get_by_role("group", name=say("步骤 1", "Steps 1")).get_by_label(say("日期", "Date"), exact=True)
    expect(date).to_have_value("2024-40")
    meanwhile(page)
    hand.write(date, say("2024年5月8日", "8 May 2024"))
    hand.choose(person.button("查看差异", "Show the difference"))
    expect(
        page.get_by_role("heading", name=say("其他人已修改过这条记录", "Others have changed this record"))
    ).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("别人的备注")
    assert violations(page) == []
    hand.choose(person.button("重新读取并保留我的内容", "Read anew and keep my entries"))
    expect(person.button("查看差异", "Show the difference")).to_be_focused()
    shown = person.look()
    expect(shown).to_contain_text(say("2024年5月8日", "8 May 2024"))
    expect(shown).not_to_contain_text("别人的备注")
    person.save(say("来源写明了日子", "the source gives the day"))
    expect(page.get_by_role("main")).to_contain_text("别人的备注")

    # A later step, dated in words.
    person.begin("增加一个步骤", "Add a step")
    hand.pick(page.get_by_role("combobox", name=re.compile(say("^状态", "^State"))), "active")
    hand.write(page.get_by_label(say("日期", "Date"), exact=True), say("2025年", "2025"))
    hand.choose(page.get_by_role("button", name=say("增加来源", "Add: Sources")))
    person.find(
        page.get_by_role("group", name=say("来源 1", "Sources 1")).get_by_role("combobox").first,
        "试验",
        re.compile("试验报道"),
    )
    expect(person.look()).to_contain_text(say("已建立机制或实施中", "active"))
    person.save(say("新进展", "news"))

    # Of two figures that differ the other one is preferred, and the first no more.
    page.goto(f"{own.address}/observations/obs-n0001?lang={lang}")
    settled(page)
    person.begin("采用这个数", "Prefer this figure")
    hand.write(
        page.get_by_role("main").get_by_label(re.compile(say("^理由", "^Reason"))), say("新社稿更早", "it is earlier")
    )
    hand.write(page.get_by_role("main").get_by_label(re.compile(say("^选定者", "^Chosen by"))), "Li")
    expect(person.look()).to_contain_text("obs-p0075")
    person.save(say("改用", "changed"))
    page.goto(f"{own.address}/observations/obs-p0075?lang={lang}")
    settled(page)
    rows = page.get_by_role("region", name=re.compile(say("^同一指标", "^Other figures"))).get_by_role("row")
    expect(rows.filter(has_text=say("采用", "preferred"))).to_have_count(1)
    expect(rows.filter(has_text=say("选定者：Li", "chosen by Li"))).to_contain_text("9,655")


@pytest.mark.parametrize(("lang", "scheme"), [("zh", "dark"), ("en", "light")])
def test_two_parks_are_merged_and_one_is_not_retracted(own: PageServer, visit: Open, lang: str, scheme: str) -> None:
    say = saying(lang)
    page = visit(
        f"{own.address}/parks/park-suzhou-yuanhetang?lang={lang}", but="401|422", viewport=NARROW, color_scheme=scheme
    )
    person = Editing(page, say)
    hand = person.hand
    person.enter()
    page.goto(f"{own.address}/parks/park-suzhou-yuanhetang?lang={lang}")
    settled(page)
    assert violations(page) == []

    # It is in alliances, so that it cannot be retracted; they are named.
    person.begin("撤回", "Retract")
    expect(page.get_by_role("main")).to_contain_text("霍尔果斯" if lang == "zh" else "Khorgos")
    hand.choose(page.get_by_role("button", name=say("查看撤回的结果", "Show what retracting does")))
    expect(page.get_by_role("alert")).to_contain_text("alliance-yuanhetang-xizang-khorgos")
    hand.choose(person.button("取消", "Cancel"))

    # It is merged with another one.
    person.begin("与另一条合并", "Merge with another")
    other = page.get_by_role("combobox", name=say("另一条记录", "The other record"))
    person.find(other, "yuanhetang-1916", re.compile("1916"))
    assert violations(page) == []
    hand.choose(page.get_by_role("button", name=say("查看合并的结果", "Show what merging does")))
    shown = person.difference()
    expect(shown).to_contain_text("1916")
    expect(page.locator("body")).to_have_js_property("scrollWidth", NARROW["width"])
    person.save(say("同一处", "one place"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(say("元和塘", "Yuanhetang"))
    page.goto(f"{own.address}/parks/park-yuanhetang-1916-chuangyi?lang={lang}")
    expect(page.get_by_role("heading", level=1)).to_contain_text(say("元和塘", "Yuanhetang"))
    expect(page.get_by_role("main")).to_contain_text("park-suzhou-yuanhetang")

    # The merging is taken back: there are two again.
    hand.choose(person.link("修改日志", "Log"))
    hand.choose(page.get_by_role("link", name=re.compile(say("撤销这一版.*第 2 版", "Take .* back.* revision 2$"))))
    hand.choose(page.get_by_role("button", name=say("查看撤销的结果", "Show what taking back does")))
    person.save(say("不是同一处", "two places"))
    page.goto(f"{own.address}/parks/park-yuanhetang-1916-chuangyi?lang={lang}")
    expect(page.get_by_role("heading", level=1)).to_contain_text("1916")

    # Who stops editing has no controls any more.
    hand.choose(person.link("编辑中", "Editing"))
    hand.choose(person.button("结束编辑", "Stop editing"))
    expect(page.get_by_label(say("令牌", "Token"), exact=True)).to_be_visible()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_retracted_record_is_restored_once_what_it_links_to_is_there(own: PageServer, visit: Open, lang: str) -> None:
    say = saying(lang)
    action = f"{own.address}/joint-actions/action-cloud-park-launch?lang={lang}"
    programme = f"{own.address}/programmes/programme-cloud-park?lang={lang}"
    page = visit(action, but="401|410|422")
    person = Editing(page, say)
    hand = person.hand
    name = page.get_by_role("heading", level=1).inner_text()
    person.enter()
    for address in (action, programme):
        page.goto(address)
        settled(page)
        person.begin("撤回", "Retract")
        hand.choose(person.button("查看撤回的结果", "Show what retracting does"))
        person.difference()
        person.save(say("重复", "twice"))
    assert violations(page) == []

    page.goto(action)
    settled(page)
    person.begin("恢复", "Restore")
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    hand.choose(person.button("查看恢复的结果", "Show what restoring does"))
    wrong = page.get_by_role("alert")
    expect(wrong).to_be_focused()
    expect(wrong).to_contain_text("programme-cloud-park")
    expect(wrong).to_contain_text(say("而那条记录已不在。请先恢复那条记录", "which is gone. Restore that record first"))
    for address in (programme, action):
        page.goto(address)
        settled(page)
        person.begin("恢复", "Restore")
        hand.choose(person.button("查看恢复的结果", "Show what restoring does"))
        expect(person.difference()).to_contain_text(say("新增", "added"))
        assert violations(page) == []
        person.save(say("并非重复", "not twice"))
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def meanwhile(page: Page) -> None:
    """Somebody else adds a note to the record of the page, and a reload is not needed to see that."""
    page.evaluate(
        """async (token) => {
            const path = `/api/v1${location.pathname}`;
            const { data, meta } = await (await fetch(path)).json();
            const edits = [{ id: data.id, after: { ...data, note: '别人的备注' }, version: meta.version }];
            const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
            const body = JSON.stringify({ edits, reason: '别人' });
            await fetch('/api/v1/changes', { method: 'POST', headers, body });
        }""",
        TOKEN,
    )
