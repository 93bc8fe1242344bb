"""Dates with the precision that a source gives, as EDTF text (ISO 8601-2:2019), and what they bound.

A date is kept as text. `parse` tells its earliest and latest day; a bound that is open or unknown is None, never a
guessed day. Forms: 2021, 202X, 2021-06, 2021-XX, 2022-08-17, XXXX-06-16, seasons 21 to 24, quarters 33 to 36,
half-years 40 and 41, the qualifiers ~ ? %, intervals a/b, and .. for an open end. An interval bounds one unknown day.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from parknet.errors import Sentence, Unfit

_DATE = re.compile(r"(\d{4}|\d{3}X|XXXX)(?:-(\d\d|XX)(?:-(\d\d|XX))?)?([~?%])?", re.ASCII)
# EDTF level 2 divisions of a year: first month and number of months. A winter begins in December of its year.
_DIVISIONS = {21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (12, 3)}
_DIVISIONS |= {33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3), 40: (1, 6), 41: (7, 6)}

_WRITE = Sentence(
    "Write it as 2021, 2021-06, 2021-06-30 or in another form of EDTF.",
    "请写成 2021、2021-06、2021-06-30，或其他 EDTF 形式。",
)
NOT_UNDERSTOOD = Sentence("This is not understood as a date.", "这个日期无法识别。")
_CORRECT = Sentence("Correct the date.", "请更正日期。")


@dataclass(frozen=True, slots=True)
class Edtf:
    """A parsed date: the text as written, its first and last possible day (None: unbounded), and its qualifiers."""

    text: str
    earliest: date | None
    latest: date | None
    approximate: bool = False
    uncertain: bool = False

    @property
    def open(self) -> bool:
        """The text says that there is no end."""
        return self.text == ".."


@lru_cache(maxsize=65536)
def parse(text: str) -> Edtf:
    """Read an EDTF date or interval; Unfit, a ValueError, says what is wrong with it."""
    if text == "..":
        return Edtf(text, None, None)
    if "/" not in text:
        return _single(text)
    left, _, right = text.partition("/")
    if left in ("", "..") and right in ("", ".."):
        raise Unfit(Sentence("An interval needs a date on one side.", "区间至少有一端要写日期。"), _CORRECT)
    start = None if left in ("", "..") else _single(left)
    end = None if right in ("", "..") else _single(right)
    earliest, latest = start.earliest if start else None, end.latest if end else None
    if earliest and latest and latest < earliest:
        raise Unfit(Sentence("The interval ends before it starts.", "区间的结束早于开始。"), _CORRECT)
    sides = [side for side in (start, end) if side]
    return Edtf(
        text,
        earliest,
        latest,
        any(s.approximate for s in sides),
        any(s.uncertain for s in sides),
    )


def valid(text: str) -> str:
    """The text itself if it is EDTF; Unfit otherwise."""
    parse(text)
    return text


def _single(text: str) -> Edtf:
    match = _DATE.fullmatch(text)
    if not match:
        raise Unfit(NOT_UNDERSTOOD, _WRITE)
    year, month, day, mark = match.groups()
    approximate, uncertain = mark in ("~", "%"), mark in ("?", "%")
    if year == "XXXX":
        _check_month_day(month, day)
        return Edtf(text, None, None, approximate, uncertain)
    first, last, months = _bounds(year, month, day)
    if mark:
        first, last = _shifted(first, -1, months), _shifted(last, +1, months)
    return Edtf(text, first, last, approximate, uncertain)


def _check_month_day(month: str | None, day: str | None) -> None:
    if month and month != "XX":
        _bounds("2024", month, day)  # a leap year: 29 February of an unknown year is a date


def _bounds(year: str, month: str | None, day: str | None) -> tuple[date, date, int]:
    """First day, last day, and the unit of precision in months (0: a day)."""
    if year.endswith("X"):
        if month:
            raise Unfit(Sentence("A decade such as 202X has no months.", "202X 这样的年代没有月份。"), _CORRECT)
        return (
            date(_year(year[:3] + "0"), 1, 1),
            date(_year(year[:3] + "9"), 12, 31),
            120,
        )
    y = _year(year)
    if month is None or month == "XX":
        if day and day != "XX":
            raise Unfit(Sentence("A day needs its month.", "有日无月，不是日期。"), _CORRECT)
        return date(y, 1, 1), date(y, 12, 31), 12
    m = int(month)
    if m in _DIVISIONS and day is None:
        first_month, months = _DIVISIONS[m]
        return date(y, first_month, 1), _end_of(y, first_month + months - 1), months
    if not 1 <= m <= 12:
        raise no_month()
    if day is None or day == "XX":
        return date(y, m, 1), _end_of(y, m), 1
    try:
        exact = date(y, m, int(day))
    except ValueError as error:
        raise Unfit(Sentence("There is no such day.", "没有这一天。"), _CORRECT) from error
    return exact, exact, 0


def _year(digits: str) -> int:
    if not 1000 <= int(digits) <= 2999:
        raise Unfit(Sentence("The year is not between 1000 and 2999.", "年份不在 1000 至 2999 之间。"), _CORRECT)
    return int(digits)


def no_month() -> Unfit:
    """What is wrong with a month that no year has."""
    return Unfit(Sentence("There is no such month.", "没有这个月份。"), _CORRECT)


def _end_of(year: int, month: int) -> date:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, calendar.monthrange(year, month)[1])


def _shifted(day: date, sign: int, months: int) -> date:
    """The day moved by one unit of its precision: a day, or so many months (kept at a month's end when last)."""
    if months == 0:
        return day + timedelta(days=sign)
    if sign > 0:
        return _end_of(day.year, day.month + months)
    total = day.year * 12 + day.month - 1 - months
    return date(total // 12, total % 12 + 1, 1)


@dataclass(frozen=True, slots=True)
class Window:
    """The days asked about, both ends included; a single day has first == last."""

    first: date
    last: date


def holds(since: str | None, until: str | None, window: Window, *, sure: bool, in_force: bool) -> bool:
    """Whether a span holds on some day of the window.

    `sure`: whatever the true dates are (else: if they allow it). `in_force`: not yet ended (else: begun is enough).
    An unknown begin is never surely begun; an unknown end is never surely in force; an open end `..` always is.
    certain is a subset of possible, in force a subset of begun.
    """
    begin = parse(since) if since else None
    end = parse(until) if until else None
    if sure:
        begun = begin is not None and begin.latest is not None and begin.latest <= window.last
    else:
        begun = begin is None or begin.earliest is None or begin.earliest <= window.last
    if not begun or not in_force:
        return begun
    if sure:
        return end is not None and (end.open or (end.earliest is not None and end.earliest >= window.first))
    return end is None or end.latest is None or end.latest >= window.first


def ends_before_start(since: str | None, until: str | None) -> bool:
    """Whether no choice of the unknown parts puts the end on or after the start."""
    if not since or not until:
        return False
    earliest, latest = parse(since).earliest, parse(until).latest
    return earliest is not None and latest is not None and latest < earliest


def year_unknown(text: str | None) -> bool:
    """Whether the date gives no year at all, neither by itself nor as a bound."""
    if not text:
        return True
    value = parse(text)
    return value.earliest is None and value.latest is None
