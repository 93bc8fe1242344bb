"""What does not fit a field, in sentences: cause and remedy of pydantic's errors, and of those of our own checks."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from parknet.errors import Sentence, Unfit
from parknet.model.forms import FIELDS
from parknet.model.vocabulary import LABELS, group_of

Labels = Mapping[str, tuple[str, str]]
Detail = Mapping[str, Any]
Told = tuple[Sentence, Sentence]

CORRECT = Sentence("Correct it.", "请更正。")
NO_WORD = Sentence("This is not one of the words to choose from.", "这不是可选的词。")
MISWRITTEN = Sentence("It is not written as it should be.", "写法不符合要求。")
_LEAVE_OUT = Sentence("Leave it out.", "请去掉它。")
_NUMBER: Told = (
    Sentence("This is not a number.", "这不是数。"),
    Sentence("Write it in digits, such as 12.5.", "请用数字填写，例如 12.5。"),
)
_WHOLE: Told = (
    Sentence("This is not a whole number.", "这不是整数。"),
    Sentence("Write it in digits, such as 12.", "请用数字填写，例如 12。"),
)
_FLAG: Told = (
    Sentence("This is neither yes nor no.", "这里只能填是或否。"),
    Sentence("Write true or false.", "请填 true（是）或 false（否）。"),
)
_OBJECT: Told = (
    Sentence("Several named values belong here.", "这里应是一组带名称的值。"),
    Sentence("Write them as a JSON object.", "请写成 JSON 对象。"),
)
_LIST: Told = (
    Sentence("A list belongs here.", "这里应是一个列表。"),
    Sentence("Write it as a JSON list.", "请写成 JSON 列表。"),
)
_TEXT: Told = (
    Sentence("This is not text.", "这不是文字。"),
    Sentence("Write it as text, in quotes.", "请写成文字，并加引号。"),
)
NOT_FINITE: Told = (Sentence("The number is not finite.", "这不是有限的数。"), _NUMBER[1])
HALF_CHARACTERS: Told = (
    Sentence("It holds halves of characters (lone surrogates).", "其中有不完整的字符。"),
    Sentence("Write the text anew.", "请重新输入这段文字。"),
)

PATTERNS: dict[str, Told] = {
    r"^[a-z]+(-[a-z0-9]+)+$": (
        Sentence("This is not an id.", "这不是编号。"),
        Sentence(
            "Write small Latin letters, digits and hyphens, such as park-a1.",
            "请用小写拉丁字母、数字和连字符，例如 park-a1。",
        ),
    ),
    r"^[a-z]+(-[a-z0-9]+)+#[1-9][0-9]*$": (
        Sentence("This is not the id of an entry.", "这不是分项的编号。"),
        Sentence(
            "Write the id of its record, # and a number, such as alliance-a1#2.",
            "请写所属记录的编号、# 和序号，例如 alliance-a1#2。",
        ),
    ),
    r"^\d{6}$": (
        Sentence("This is not the code of a division.", "这不是行政区划代码。"),
        Sentence("Write its six digits, such as 320100.", "请填写六位数字，例如 320100。"),
    ),
    r"^https?://[^\s]+$": (
        Sentence("This is not a web address.", "这不是网址。"),
        Sentence(
            "Begin it with http:// or https:// and leave no blanks.", "请以 http:// 或 https:// 开头，中间不留空格。"
        ),
    ),
    "^[ -~]*$": (
        Sentence("It holds other characters than a header can.", "其中有请求头不能用的字符。"),
        Sentence("Use Latin letters, digits and common marks.", "请用拉丁字母、数字和常用符号。"),
    ),
}
"""What a pattern of a field asks for, by the pattern."""


def unfit(detail: Detail) -> Told:
    """Cause and remedy of one of pydantic's error details."""
    context = detail.get("ctx", {})
    if isinstance(error := context.get("error"), Unfit):
        return error.cause, error.remedy
    if (kind := detail["type"]) in _FIXED:
        return _FIXED[kind]
    if kind in _MADE:
        return _MADE[kind](detail, context)
    return Sentence(f"{detail['msg']}.", f"内容不符合要求（{detail['msg']}）。"), CORRECT


def choice(words: Iterable[str], labels: Labels) -> Sentence:
    """Words to choose from, each with its label where that says more than the word."""
    found = [(word, *labels.get(word, ("", ""))) for word in words]
    plain = re.compile("[-_]")
    en = [
        f"{word} ({label})" if label.casefold() not in ("", plain.sub(" ", word)) else word for word, _, label in found
    ]
    zh = [f"{label}（{word}）" if label else word for word, label, _ in found]
    return Sentence(", ".join(en), "、".join(zh))


def _missing(detail: Detail, _: Detail) -> Told:
    name = next((str(part) for part in reversed(detail["loc"]) if isinstance(part, str)), "")
    labels = {} if detail["loc"][0] == "query" else {**FIELDS, "body": ("请求内容", "body")}
    zh, en = labels.get(name, (name, name))
    return Sentence(f"“{en}” is missing.", f"缺少“{zh}”。"), Sentence("Fill it in.", "请填写。")


def _words(_: Detail, context: Detail) -> Told:
    words = re.findall(r"'([^']*)'", str(context["expected"]))
    told = choice(words, LABELS.get(group_of(words), {}))
    return NO_WORD, Sentence(f"Use one of {told.en}.", f"请选择其一：{told.zh}。")


def _pattern(detail: Detail, context: Detail) -> Told:
    return PATTERNS.get(context["pattern"], (MISWRITTEN, CORRECT))


def _long(_: Detail, context: Detail) -> Told:
    most = context["max_length"]
    return (
        Sentence(f"It is longer than {most} characters.", f"超过了 {most} 个字符。"),
        Sentence("Shorten it.", "请缩短。"),
    )


def _many(_: Detail, context: Detail) -> Told:
    most = context["max_length"]
    return Sentence(f"There are more than {most} entries.", f"超过了 {most} 项。"), Sentence(
        "Send fewer at once.", "请减少项数。"
    )


def _few(_: Detail, context: Detail) -> Told:
    least = context["min_length"]
    entries = "one entry" if least == 1 else f"{least} entries"
    return Sentence(f"It needs at least {entries}.", f"至少要有 {least} 项。"), Sentence(
        "Add what is missing.", "请补上。"
    )


def _low(_: Detail, context: Detail) -> Told:
    least = _plain(context["ge"])
    remedy = Sentence(f"Give {least} or more.", f"请填写不小于 {least} 的数。")
    return Sentence(f"The number is below {least}.", f"数值小于 {least}。"), remedy


def _high(_: Detail, context: Detail) -> Told:
    most = _plain(context["le"])
    remedy = Sentence(f"Give {most} or less.", f"请填写不大于 {most} 的数。")
    return Sentence(f"The number is above {most}.", f"数值大于 {most}。"), remedy


def _plain(limit: float) -> float:
    """A limit as people write it: 90, not 90.0."""
    return int(limit) if limit == int(limit) else limit


_FIXED: dict[str, Told] = {
    "extra_forbidden": (Sentence("There is no such field here.", "这里没有这一项。"), _LEAVE_OUT),
    "string_too_short": (Sentence("It is empty.", "内容为空。"), Sentence("Fill it in.", "请填写。")),
    "finite_number": NOT_FINITE,
    "json_invalid": (
        Sentence("It cannot be read as JSON.", "无法按 JSON 读取。"),
        Sentence("Send valid JSON.", "请发送有效的 JSON。"),
    ),
    "int_parsing_size": (
        Sentence("The number is too large.", "数值过大。"),
        Sentence("Give a smaller one.", "请填写较小的数。"),
    ),
    "string_unicode": HALF_CHARACTERS,
    "string_type": _TEXT,
    **dict.fromkeys(("int_parsing", "int_type", "int_from_float"), _WHOLE),
    **dict.fromkeys(("float_parsing", "float_type"), _NUMBER),
    **dict.fromkeys(("bool_parsing", "bool_type"), _FLAG),
    **dict.fromkeys(("list_type", "tuple_type"), _LIST),
    **dict.fromkeys(("dict_type", "model_type", "model_attributes_type"), _OBJECT),
}
_MADE: dict[str, Callable[[Detail, Detail], Told]] = {
    "missing": _missing,
    "literal_error": _words,
    "enum": _words,
    "string_pattern_mismatch": _pattern,
    "string_too_long": _long,
    "too_long": _many,
    "too_short": _few,
    "greater_than_equal": _low,
    "less_than_equal": _high,
}
