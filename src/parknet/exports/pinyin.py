"""Pinyin of Chinese names, to search by: syllables without tones, with the readings that names have.

The readings are those of the package pypinyin, which settles a character by the phrase that it stands in. It is
imported at the first name, since it reads its tables of phrases then.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache, partial

_WORD = re.compile(r"[\w/]+")

READINGS = {
    "什": "shi", "佛": "fo", "六": "liu lu", "勒": "le", "单": "dan shan", "厦": "xia sha", "参": "can shen",
    "喀": "ka", "堡": "bao bu", "弹": "tan dan", "曾": "zeng ceng", "朝": "chao zhao", "柏": "bai bo", "浚": "xun",
    "蚌": "beng bang", "藏": "cang zang", "行": "xing hang", "解": "jie xie", "调": "tiao diao", "都": "du",
    "重": "zhong chong", "长": "chang zhang", "乐": "le yue",
}  # fmt: skip
"""How a character is read in names where no phrase settles it, the most frequent reading first."""

PHRASES = {
    "会稽": "kuai ji", "六枝": "liu zhi", "单县": "shan xian", "叶集": "ye ji", "太行": "tai hang", "宕昌": "tan chang",
    "尉氏": "wei shi", "曾厝垵": "zeng cuo an", "洪洞": "hong tong", "涡阳": "guo yang", "漯河": "luo he",
    "石碶": "shi qi", "筠连": "jun lian", "红寺堡": "hong si bu", "繁峙": "fan shi", "荥经": "ying jing",
    "覃塘": "qin tang", "郫都": "pi du", "闵行": "min hang", "马尾": "ma wei", "龙圩": "long xu",
}  # fmt: skip
"""Names of places that the package reads in another way than people there do."""


@lru_cache(maxsize=2**16)
def pinyin(name: str) -> str:
    """Syllables and other words of a name in lower case, separated by blanks: 重庆798 is `chong qing 798`.

    Where a character has several readings in names and nothing settles which, they stand with / between them:
    朝阳 is `chao/zhao yang`. ü is v, as it is typed. Marks are left out.
    """
    text = ""
    for character, readings in zip(name, _readings()(name), strict=True):
        read = readings != [character]
        text += f" {_chosen(character, readings)} " if read else character.replace("/", " ")
    return " ".join(_WORD.findall(text.lower()))


def _chosen(character: str, readings: list[str]) -> str:
    usual = READINGS.get(character, "").split() if len(readings) > 1 else []
    return "/".join(reading for reading in usual if reading in readings) or readings[0]


@cache
def _readings() -> Callable[[str], list[list[str]]]:
    """What gives the readings of each character of a name; of one that has none, the character itself."""
    from pypinyin import Style, load_phrases_dict, pinyin

    load_phrases_dict({place: [[syllable] for syllable in said.split()] for place, said in PHRASES.items()})
    return partial(pinyin, style=Style.NORMAL, heteronym=True, errors=list)  # type: ignore[arg-type]  # as it may be
