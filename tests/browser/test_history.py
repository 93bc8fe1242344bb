"""What happened to records, between two dates, and by whom: as a reader meets it, in both languages."""

import asyncio
import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from parknet.model.batch import Edit, Proposal
from parknet.model.merge import merging
from parknet.model.snapshot import Snapshot
from parknet.services.access import Actor
from parknet.services.journal import Journal
from parknet.store.memory import MemoryStore
from tests.browser import faults, pages
from tests.browser.chromium import NARROW, WIDE
from tests.browser.conftest import Open
from tests.browser.person import Keys, settled
from tests.browser.serving import PageServer
from tests.browser.test_access import violations
from tests.networks import twelve

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

WRITER = Actor("王编辑", holder=True)
OPEN_ALL = "document.querySelectorAll('main details').forEach((one) => { one.open ||= one.checkVisibility(); })"
LISTED = "nodes=park,organisation,city&view=table"


def fields(snapshot: Snapshot, id_: str) -> dict[str, Any]:
    record = snapshot.get(id_)
    assert record is not None
    return record.to_dict()


async def written() -> MemoryStore:
    """The twelve, with a date corrected, a park named in English, a tie retracted and two parks merged, a day each.

    The two had one title and were in one association, each at a time of its own.
    """
    store = MemoryStore()

    async def on(day: str, *edits: Edit, reason: str) -> Snapshot:
        moment = datetime.fromisoformat(f"{day}T04:00:00").replace(tzinfo=UTC)
        journal = Journal(store, lambda: moment, random.Random(1))
        await journal.open()
        return (await journal.write(Proposal(WRITER.name, "edit", edits, reason), WRITER)).snapshot

    records = {one.id: one.to_dict() for one in twelve.records()}
    then = {"since": "2021", "until": "2023"}
    records["park-luye"]["holds_title"] = [records["park-jinsong"]["holds_title"][0] | then]
    records["alliance-members"]["has_member"].append({"to": "park-luye", "part": "park"} | then)
    first = await on("2026-10-01", *(Edit(id_, record) for id_, record in records.items()), reason="首次录入")
    pair = fields(first, "alliance-pair")
    steps = [step | {"date": "2022-08"} if step["state"] == "signed" else step for step in pair["has_step"]]
    await on("2026-10-05", Edit("alliance-pair", pair | {"has_step": steps}), reason="来源只写到月份")
    await on("2026-10-09", Edit("park-anhe", fields(first, "park-anhe") | {"name_en": "Anhe Park"}), reason="")
    last = await on("2026-10-13", Edit("alliance-hope", None), reason="来源已更正：没有这件事")
    journal = Journal(store, lambda: datetime(2026, 10, 17, 4, tzinfo=UTC), random.Random(1))
    await journal.open()
    await journal.write(merging(last, "park-jinsong", "park-luye", WRITER.name, "同一处园区"), WRITER)
    return store


@pytest.fixture(scope="module")
def past(page_built: None) -> Iterator[PageServer]:
    with PageServer((), asyncio.run(written())) as server:
        yield server


@pytest.fixture(scope="module")
def one_day(page_built: None) -> Iterator[PageServer]:
    """The twelve, all recorded on one day."""
    with PageServer(twelve.records()) as server:
        yield server


def section(page: Page, zh: str, en: str) -> Locator:
    return page.get_by_role("region", name=re.compile(f"^({zh}|{en})"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_record_tells_what_happened_and_how_it_was_corrected(past: PageServer, visit: Open, lang: str) -> None:
    def say(zh: str, en: str) -> str:
        return zh if lang == "zh" else en

    page = visit(f"{past.address}/alliances/alliance-pair?lang={lang}")
    history = section(page, "变更记录", "History")
    keys = Keys(page)
    keys.choose(history.locator("summary").first)
    settled(page)
    rows = history.get_by_role("listitem")
    expect(rows.filter(has_text=say("记录入库", "Recorded"))).to_have_count(1)
    signed = rows.filter(has_text=say("已签约", "signed")).first
    expect(signed).to_contain_text(say("2022年8月", "August 2022"))
    expect(signed.get_by_role("link", name=re.compile(say("^来源 1", "^Source 1")))).to_be_visible()
    corrected = rows.filter(has_text=say("记录更正", "Corrected"))
    for text in ("王编辑", "来源只写到月份", say("2022年8月17日", "17 August 2022"), say("日期", "date")):
        expect(corrected).to_contain_text(text)
    expect(corrected.get_by_role("deletion")).to_have_text(say("2022年8月17日", "17 August 2022"))
    expect(corrected.get_by_role("insertion")).to_have_text(say("2022年8月", "August 2022"))
    texts = rows.all_inner_texts()
    order = [next(n for n, text in enumerate(texts) if what in text) for what in (
        say("论坛", "forum"), say("记录入库", "Recorded"), say("记录更正", "Corrected"),
    )]  # fmt: skip
    assert order == sorted(order)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_retracted_record_says_so_and_keeps_what_it_said(past: PageServer, visit: Open, lang: str) -> None:
    page = visit(f"{past.address}/alliances/alliance-hope?lang={lang}", but="410")
    main = page.get_by_role("main")
    said = {"zh": ("已撤回", "2026年10月13日"), "en": ("retracted", "13 October 2026")}[lang]
    for text in ("王编辑", "来源已更正：没有这件事", *said):
        expect(main).to_contain_text(text)
    before = section(page, "撤回前的内容", "What it said before")
    expect(before.get_by_role("link").first).to_be_visible()
    expect(before).not_to_contain_text("park-")
    expect(section(page, "全部变更", "All changes").get_by_role("listitem")).to_have_count(2)


def test_a_merged_id_shows_the_record_that_it_became(past: PageServer, visit: Open) -> None:
    page = visit(f"{past.address}/parks/park-luye?lang=zh")
    expect(page.get_by_role("note").filter(has_text="park-luye")).to_contain_text("已并入")
    expect(page.get_by_role("main").locator("code").first).to_have_text("park-jinsong")
    history = section(page, "变更记录", "History")
    history.locator("summary").first.click()
    expect(history.get_by_role("listitem").filter(has_text="原编号 park-luye").first).to_be_visible()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_merged_record_shows_what_it_says_twice(past: PageServer, visit: Open, lang: str) -> None:
    page = visit(f"{past.address}/parks/park-jinsong?lang={lang}")
    expect(section(page, "称号", "Titles").get_by_role("row")).to_have_count(3)
    page.goto(f"{past.address}/alliances/alliance-members?lang={lang}")
    settled(page)
    parties = section(page, "各方", "Parties").get_by_role("row")
    expect(parties.filter(has=page.locator("a[href^='/parks/park-jinsong']"))).to_have_count(2)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_two_days_of_the_network_are_compared(past: PageServer, visit: Open, lang: str) -> None:
    page = visit(f"{past.address}/diff?from=2022-12-31&to=2023-12-31&{LISTED}&lang={lang}")
    begun = section(page, "开始的合作", "Ties that began")
    expect(begun.get_by_role("link").first).to_be_visible()
    count = begun.get_by_role("listitem").count()
    assert count > 0
    page.get_by_role("link", name={"zh": "网络图", "en": "Network"}[lang], exact=True).last.click()
    settled(page)
    picture = page.get_by_role("application")
    expect(picture).to_be_visible()
    marks = page.get_by_role("list", name=re.compile("线的含义|What the lines mean"))
    expect(marks).to_contain_text({"zh": "实线：开始", "en": "plain line: began"}[lang])
    assert "from=2022-12-31" in page.url and "view=network" in page.url
    other = visit(page.url)
    assert section(other, "开始的合作", "Ties that began").get_by_role("listitem").count() == count
    page.get_by_label(re.compile("^(从|From)")).fill("2023-12-31")
    expect(page.get_by_role("status").filter(has_text=re.compile("没有差别|Nothing differs"))).to_be_visible()
    page.get_by_label(re.compile("^(从|From)")).fill("2024-12-31")
    expect(page.get_by_role("alert")).to_contain_text(re.compile("请调换|swap"))
    page.go_back()
    page.go_back()
    settled(page)
    assert section(page, "开始的合作", "Ties that began").get_by_role("listitem").count() == count


def test_an_ended_tie_and_a_changed_state_are_told_apart(past: PageServer, visit: Open) -> None:
    page = visit(f"{past.address}/diff?from=2020-12-31&to=2022-01-01&{LISTED}&lang=zh")
    ended = section(page, "终止的合作", "Ties that ended")
    expect(ended.get_by_role("listitem").filter(has_text="→ 已终止")).to_have_count(1)
    page.goto(f"{past.address}/diff?from=2020-12-31&to=2022-01-01&state=in-force&{LISTED}&lang=zh")
    settled(page)
    expect(section(page, "终止的合作", "Ties that ended").get_by_role("listitem").first).to_be_visible()


def test_the_second_clock_is_there_once_there_is_a_second_day(
    past: PageServer, one_day: PageServer, visit: Open
) -> None:
    page = visit(f"{one_day.address}/diff?{LISTED}&lang=zh&clock=recorded")
    expect(page.get_by_label("按哪个时间")).to_have_count(0)
    page = visit(f"{past.address}/diff?{LISTED}&lang=zh")
    page.get_by_label("按哪个时间").select_option("recorded")
    settled(page)
    page.get_by_label(re.compile("^从")).fill("2026-10-04")
    records = section(page, "有改动的记录", "Records that differ")
    expect(records.get_by_role("listitem").filter(has_text="Anhe Park")).to_contain_text("英文名")
    expect(records.get_by_role("listitem").filter(has_text="撤回").first).to_be_visible()
    assert "clock=recorded" in page.url and "from=2026-10-04" in page.url
    page.get_by_label(re.compile("^到")).fill("2026-10-09")
    expect(records.get_by_role("listitem").filter(has_text="撤回")).to_have_count(0)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_log_has_the_newest_batch_first_and_opens_to_its_differences(
    past: PageServer, visit: Open, lang: str
) -> None:
    page = visit(f"{past.address}/?{LISTED}&lang={lang}")
    keys = Keys(page)
    keys.choose(page.get_by_role("contentinfo").get_by_role("link", name={"zh": "修改日志", "en": "Log"}[lang]))
    settled(page)
    batches = page.get_by_role("article")
    expect(batches).to_have_count(5)
    expect(batches.first).to_contain_text("同一处园区")
    expect(batches.last).to_contain_text("首次录入")
    keys.choose(batches.nth(2).locator("summary"))
    expect(batches.nth(2)).to_contain_text("Anhe Park")
    expect(batches.nth(2)).to_contain_text({"zh": "英文名", "en": "English name"}[lang])
    expect(batches.nth(1)).to_contain_text("来源已更正：没有这件事")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_where_ties_stand_is_listed_and_silence_is_no_report(past: PageServer, visit: Open, lang: str) -> None:
    page = visit(f"{past.address}/lifecycle?day=2026-11-22&months=12&{LISTED}&lang={lang}")
    signed = section(page, "已知签约", "Known to be signed")
    expect(signed.get_by_role("table")).to_be_visible()
    assert int(re.sub(r"\D", "", signed.get_by_role("heading").inner_text())) >= 3
    silent = section(page, "12 个月内没有记载", "Nothing on record for 12 months")
    expect(silent).to_contain_text(re.compile("这是记录的空白|That is a gap in the record"))
    expect(silent.get_by_role("listitem").first).to_be_visible()
    expect(section(page, "来源称久无动态", "Reported dormant").get_by_role("listitem")).to_have_count(1)
    page.get_by_label(re.compile("前后月数|Months")).select_option("60")
    ending = section(page, "60 个月内到期", "Terms that end within 60 months")
    expect(ending.get_by_role("listitem").first).to_be_visible()
    assert "months=60" in page.url


@pytest.mark.parametrize(("lang", "scheme", "size"), [("zh", "light", WIDE), ("en", "dark", NARROW)])
def test_axe_finds_nothing_and_nothing_is_cut_off(
    past: PageServer, visit: Open, lang: str, scheme: str, size: Any
) -> None:
    page = visit(f"{past.address}/?lang={lang}", color_scheme=scheme, viewport=size, but="410")
    wrong: dict[str, Any] = {}
    for path in (
        "/diff?from=2020-12-31&to=2023-12-31&view=network",
        "/diff?clock=recorded&from=2026-10-04&view=table",
        "/changes?view=table",
        "/lifecycle?months=60",
        "/alliances/alliance-hope?view=table",
        "/alliances/alliance-pair?view=table",
    ):
        page.goto(f"{past.address}{path}&lang={lang}")
        settled(page)
        page.evaluate(OPEN_ALL)
        settled(page)
        wrong[path] = [*violations(page), *faults.cut(page), *(["sideways"] if faults.sideways(page) else [])]
        assert len(set(page.title().split(" · "))) == 2
    assert {path: found for path, found in wrong.items() if found} == {}


@pytest.mark.parametrize(("lang", "size"), [("zh", WIDE), ("en", NARROW)])
def test_names_that_mean_harm_stay_text(hostile: PageServer, visit: Open, lang: str, size: Any) -> None:
    page = visit(f"{hostile.address}/?lang={lang}", viewport=size)
    for path in (
        "/diff?from=2018-12-31&to=2026-11-22&view=network",
        "/changes?view=table",
        "/lifecycle?months=60",
        "/alliances/alliance-pair?view=table",
        "/parks/park-anhe?view=table",
    ):
        page.goto(f"{hostile.address}{path}&lang={lang}")
        settled(page)
        page.evaluate(OPEN_ALL)
        settled(page)
        page.evaluate(OPEN_ALL)  # what they opened to has folds of its own
        settled(page)
        assert page.locator("body").locator(faults.STRANGE).count() == 0, path
        assert page.evaluate("window.harm") is None, path
        assert not faults.sideways(page), path
        assert faults.turned(page, pages.LEFTWARD) == [], path
        assert faults.nameless(page) == [], path
        assert faults.cut(page) == [], path
