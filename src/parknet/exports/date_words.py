"""Dates in words: what an EDTF text says, in Chinese and English."""

from parknet.model import edtf

Words = tuple[str, str]

UNKNOWN: Words = ("日期不详", "date unknown")

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DIVISIONS: dict[str, Words] = {
    "21": ("春", "spring"),
    "22": ("夏", "summer"),
    "23": ("秋", "autumn"),
    "24": ("冬", "winter"),
    "33": ("第一季度", "Q1"),
    "34": ("第二季度", "Q2"),
    "35": ("第三季度", "Q3"),
    "36": ("第四季度", "Q4"),
    "40": ("上半年", "first half of"),
    "41": ("下半年", "second half of"),
}


def date_words(text: str | None) -> Words:
    """The words of a valid EDTF date or interval; a missing date is unknown."""
    if not text:
        return UNKNOWN
    if text == "..":
        return "长期", "open-ended"
    if "/" not in text:
        return _single(text)
    left, right = (None if side in ("", "..") else _single(side) for side in text.split("/"))
    if left and right:
        return f"{left[0]}至{right[0]}之间", f"between {left[1]} and {right[1]}"
    if right:
        return f"不晚于{right[0]}", f"not after {right[1]}"
    return (f"不早于{left[0]}", f"not before {left[1]}") if left else UNKNOWN


def told(text: str) -> tuple[str, str, str | None, str | None]:
    """The words of a date in zh and en, and its first and last possible day as ISO days; None where unbounded."""
    days = edtf.parse(text)
    first, last = (day.isoformat() if day else None for day in (days.earliest, days.latest))
    return *date_words(text), first, last


def _single(text: str) -> Words:
    mark = text[-1] if text[-1] in "~?%" else ""
    zh, en = _plain(text.removesuffix(mark))
    if mark in ("~", "%"):
        zh, en = f"约{zh}", f"about {en}"
    return (f"{zh}（存疑）", f"{en} (uncertain)") if mark in ("?", "%") else (zh, en)


def _plain(text: str) -> Words:
    year, month, day = (*text.split("-"), "", "")[:3]
    if year == "XXXX":
        return _without_year(month, day)
    if year.endswith("X"):
        return f"{year[:3]}0年代", f"the {year[:3]}0s"
    if not month:
        return f"{year}年", year
    if month in _DIVISIONS:
        zh, en = _DIVISIONS[month]
        return f"{year}年{zh}", f"{en} {year}"
    if month == "XX":
        return f"{year}年（月份不详）", f"{year}, month unknown"
    zh, en = f"{year}年{int(month)}月", f"{MONTHS[int(month) - 1]} {year}"
    if day == "XX":
        return f"{zh}（日期不详）", f"{en}, day unknown"
    return (f"{zh}{int(day)}日", f"{int(day)} {en}") if day else (zh, en)


def _without_year(month: str, day: str) -> Words:
    if not month.isdigit():
        return "年份不详", "year unknown"
    if month in _DIVISIONS:
        zh, en = _DIVISIONS[month]
        return f"{zh}（年份不详）", f"{en.removesuffix(' of')}, year unknown"
    zh, en = f"{int(month)}月", MONTHS[int(month) - 1]
    if day.isdigit():
        zh, en = f"{zh}{int(day)}日", f"{int(day)} {en}"
    return f"{zh}（年份不详）", f"{en}, year unknown"
