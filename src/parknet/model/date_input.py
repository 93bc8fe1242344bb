"""Dates as people write them, in Chinese or English, read as EDTF: 2023年上半年 is 2023-40, 8月25日 is XXXX-08-25.

Every form that `exports.date_words` writes is read back to the date that it was written from.
"""

import calendar
import re
import unicodedata

from parknet.errors import Sentence, Unfit
from parknet.model import edtf

_WRITE = Sentence(
    "Write it as June 2023, 25 August, first half of 2023, 2023年6月, or as EDTF 2023-06.",
    "请写成 2023年6月、8月25日、2023年上半年，或 EDTF 形式的 2023-06。",
)

LONGEST = 60
"""Characters of a date in words."""

_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_NUMERAL = (
    r"(?<![\d〇零一二三四五六七八九十])([一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])(?=[月日号])"
)
_MONTHS = {
    name.lower(): n for names in (calendar.month_name, calendar.month_abbr) for n, name in enumerate(names) if n
} | {"sept": 9}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_SEASONS = {"春": 21, "夏": 22, "秋": 23, "冬": 24, "spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_QUARTERS = {"一": 33, "二": 34, "三": 35, "四": 36, "1": 33, "2": 34, "3": 35, "4": 36}
_HALVES = {"上": 40, "下": 41, "first": 40, "second": 41}
_PLANS = {"十": 10, "十一": 11, "十二": 12, "十三": 13, "十四": 14, "十五": 15, "十六": 16}
"""The five-year plans: the tenth ran from 2001 to 2005."""

_FORMS: tuple[tuple[str, str], ...] = (
    (r"(\d{4})(?:年)?", "{0}"),
    (r"(\d{4})年(\d{1,2})月(?:份|底|间)?", "{0}-{1:0>2}"),
    (r"(\d{4})年(\d{1,2})月(\d{1,2})[日号]", "{0}-{1:0>2}-{2:0>2}"),
    (r"(\d{4})[./](\d{1,2})", "{0}-{1:0>2}"),
    (r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})", "{0}-{1:0>2}-{2:0>2}"),
    (r"(\d{4})(\d{2})(\d{2})", "{0}-{1}-{2}"),
    (r"(\d{1,2})月(\d{1,2})[日号]", "XXXX-{0:0>2}-{1:0>2}"),
    (r"(\d{1,2})月(?:份)?", "XXXX-{0:0>2}"),
    (r"(\d{4})年末", "{0}-12-31"),
    (r"(\d{4})年底", "{0}-12~"),
    (r"(\d{4})年初", "{0}-01~"),
    (r"(\d{3})0年代", "{0}X"),
    (r"the (\d{3})0s", "{0}X"),
    (r"(\d{1,2}) m(\d{1,2}) (\d{4})", "{2}-{1:0>2}-{0:0>2}"),
    (r"m(\d{1,2}) (\d{1,2}) (\d{4})", "{2}-{0:0>2}-{1:0>2}"),
    (r"m(\d{1,2}) (\d{4})", "{1}-{0:0>2}"),
    (r"(\d{1,2}) m(\d{1,2})", "XXXX-{1:0>2}-{0:0>2}"),
    (r"m(\d{1,2}) (\d{1,2})", "XXXX-{0:0>2}-{1:0>2}"),
    (r"m(\d{1,2})", "XXXX-{0:0>2}"),
)
"""What a text is as a whole, after it was made plain, and its EDTF. English months are written m1 to m12 by then."""


_DIVISIONS: tuple[tuple[str, dict[str, int]], ...] = (
    (r"(?:(?P<year>\d{4})年的?)?(?P<part>[春夏秋冬])[季天]?", _SEASONS),
    (r"(?P<part>spring|summer|autumn|fall|winter)(?:(?: of)? (?P<year>\d{4}))?", _SEASONS),
    (r"(?:(?P<year>\d{4})年)?第?(?P<part>[一二三四1-4])季度?", _QUARTERS),
    (r"q(?P<part>[1-4])(?:(?: of)? (?P<year>\d{4}))?", _QUARTERS),
    (r"(?:(?P<year>\d{4})年)?(?P<part>[上下])半年", _HALVES),
    (r"(?P<part>first|second) half(?: of (?P<year>\d{4}))?", _HALVES),
)
"""The same for seasons, quarters and halves of a year, with the numbers that EDTF has for them."""


def edtf_of(words: str) -> str:
    """EDTF of a date in words, or the text itself when it is EDTF; Unfit says why it cannot be understood."""
    given = words.strip()
    if len(given) > LONGEST:
        raise Unfit(edtf.NOT_UNDERSTOOD, _WRITE)
    try:
        return edtf.valid(given)
    except ValueError as error:
        if (found := _single(_plain(given))) is not None:
            return edtf.valid(found)
        if re.fullmatch(r"[\dX~?%/.-]*[X~?%/-][\dX~?%/.-]*", given, re.ASCII):  # meant as EDTF
            raise error from None
    return edtf.valid(_read(_plain(given)))


def _read(text: str) -> str:
    if re.match(r"今年|去年|前年|明年|本月|上月|近日|日前|this |last |next |recently", text):
        cause = Sentence("It says no year by itself.", "没有写明年份。")
        raise Unfit(cause, Sentence("Write the year out.", "请写出年份。"))
    if text in ("长期", "open-ended"):
        return ".."
    for reading in (_single, _marked, _interval):
        if (found := reading(text)) is not None:
            return found
    raise Unfit(edtf.NOT_UNDERSTOOD, _WRITE)


def _plain(words: str) -> str:
    """Half-width, lower case, Chinese digits as digits, English months as m1 to m12, single blanks."""
    text = unicodedata.normalize("NFKC", words).strip().lower().replace(",", " ")
    text = re.sub(r"[“”\"'‘’「」]", "", text)
    text = re.sub(r"[〇零一二三四五六七八九]{4}(?=年)", lambda found: found[0].translate(_DIGITS), text)
    text = re.sub(_NUMERAL, lambda found: str(_number(found[0])), text)
    text = re.sub(rf"\b({_MONTH})\b\.?", lambda found: f"m{_MONTHS[found[1]]}", text)
    text = re.sub(r"\b(\d{1,2})(?:st|nd|rd|th)\b", r"\1", text)
    text = re.sub(r"\s+", " ", text)
    return re.sub(r" ?([年月日号]) ?", r"\1", text).strip()


def _number(text: str) -> int:
    """A number up to 99 in Chinese digits."""
    tens, ten, ones = text.rpartition("十")
    value = int(ones.translate(_DIGITS)) if ones else 0
    return value + (10 * int(tens.translate(_DIGITS)) if tens else 10) if ten else value


def _single(text: str) -> str | None:
    for form, written in _FORMS:
        if found := re.fullmatch(form, text, re.ASCII):
            return _of_month(written.format(*found.groups()))
    for form, numbers in _DIVISIONS:
        if found := re.fullmatch(form, text, re.ASCII):
            return f"{found['year'] or 'XXXX'}-{numbers[found['part']]}"
    if found := re.fullmatch(r"(\d{4})年(\d{1,2})月(上|中|下)旬", text):
        return _ten_days(int(found[1]), int(found[2]), found[3])
    return None


def _of_month(text: str) -> str:
    """The EDTF, whose second part is a month here: where EDTF has 21 for spring, 21月 is no month."""
    month = text[5:7]
    if month and not "01" <= month <= "12":
        raise edtf.no_month()
    return text


def _ten_days(year: int, month: int, third: str) -> str:
    if not 1 <= month <= 12:
        raise edtf.no_month()
    first, last = {"上": (1, 10), "中": (11, 20), "下": (21, calendar.monthrange(year, month)[1])}[third]
    return f"{year}-{month:02}-{first:02}/{year}-{month:02}-{last:02}"


def _marked(text: str) -> str | None:
    """A date with a remark: about, uncertain, month or year unknown."""
    if found := re.fullmatch(r"(.+?)(?:\(存疑\)| ?\(uncertain\))", text):
        inner = _read(found[1])
        return f"{inner[:-1]}%" if inner.endswith("~") else f"{inner}?"
    if found := re.fullmatch(r"约(.+)|(.+?)(?:前后|左右)|(?:about|around|circa|c\.) ?(.+)", text):
        return f"{_read(found[1] or found[2] or found[3])}~"
    if found := re.fullmatch(r"(.+?)(?:\(月份不详\)| month unknown)", text):
        return f"{_read(found[1])}-XX"
    if found := re.fullmatch(r"(.+?)(?:\(日期不详\)| day unknown)", text):
        return f"{_read(found[1])}-XX"
    if found := re.fullmatch(r"(.+?)(?:\(年份不详\)| year unknown)", text):
        return _read(found[1])
    return "XXXX" if text in ("年份不详", "year unknown") else None


def _interval(text: str) -> str | None:
    """Words that bound one unknown day: between two dates, before one, since one, in a five-year plan."""
    if found := re.fullmatch(r"(十[一二三四五六]?)五(?:规划)?(?:期间|时期)?", text):
        first = 2001 + 5 * (_PLANS[found[1]] - 10)
        return f"{first}/{first + 4}"
    if found := re.fullmatch(r"不晚于(.+)|(.+?)(?:以前|之前|前)|(?:not after|by|before) (.+)", text):
        return f"../{_read(found[1] or found[2] or found[3])}"
    if found := re.fullmatch(r"不早于(.+)|(.+?)(?:以来|以后|之后|起|后)|(?:not before|since|after|from) (.+)", text):
        return f"{_read(found[1] or found[2] or found[3])}/.."
    if found := re.fullmatch(r"(.+?)(?:至|到|—|–|-|~)(.+?)(?:之间|期间)?", text) or re.fullmatch(
        r"(?:between )?(.+?) (?:and|to) (.+)", text
    ):
        return f"{_read(found[1])}/{_read(found[2])}"
    return None
