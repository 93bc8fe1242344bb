"""Pinyin of names: with the readings of places, for search by syllables and by their initials."""

import re
import subprocess
import sys
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parknet.exports.pinyin import PHRASES, READINGS, pinyin
from parknet.model.records import City, Park
from tests.unit import built_in


def initials(name: str) -> set[str]:
    """What a reader may type for a name: the first letters of its syllables, in every reading."""
    return {"".join(chosen) for chosen in product(*({r[0] for r in s.split("/")} for s in pinyin(name).split()))}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("重庆市", "chong qing shi"),
        ("长沙市", "chang sha shi"),
        ("成都市", "cheng du shi"),
        ("厦门市", "xia men shi"),
        ("六安市", "lu an shi"),
        ("番禺区", "pan yu qu"),
        ("西藏自治区", "xi zang zi zhi qu"),
        ("太行山", "tai hang shan"),
        ("福州市马尾区", "fu zhou shi ma wei qu"),
        ("上海音乐谷", "shang hai yin yue gu"),
        ("朝阳区", "chao yang qu"),
        ("朝阳", "chao/zhao yang"),
        ("绿地", "lv di"),
        ("798艺术区·A8", "798 yi shu qu a8"),
        ("甲/乙 B/C", "jia yi b c"),
        ("", ""),
        ("…", ""),
    ],
)
def test_a_name_is_read_as_it_is_said(name: str, said: str) -> None:
    assert pinyin(name) == said


@pytest.mark.parametrize(("typed", "name"), [("cq", "重庆"), ("njqh", "南京秦淮"), ("cy", "朝阳"), ("zy", "朝阳")])
def test_initials_find_a_place(typed: str, name: str) -> None:
    assert typed in initials(name)


def test_places_and_characters_are_read_as_their_tables_say() -> None:
    assert {name: pinyin(name) for name in PHRASES} == PHRASES
    assert {character: pinyin(character).split("/") for character in READINGS} == {
        character: said.split() for character, said in READINGS.items()
    }


def test_every_name_of_the_built_in_data_can_be_typed() -> None:
    names = [record.name_zh for kind in (Park, City) for record in built_in.snapshot().all(kind)]
    assert [name for name in names if not re.fullmatch(r"[a-z0-9/ ]+", pinyin(name))] == []


@given(st.text(st.characters() | st.sampled_from("长重庆行朝阳马尾A1/ 々〇㐀𠀀\ufe0f"), max_size=20))
def test_any_text_gives_words_with_single_blanks_between(text: str) -> None:
    words = pinyin(text).split(" ")
    assert words == [""] or all(re.fullmatch(r"\w+(/\w+)*", word) for word in words)


def test_its_tables_are_read_only_when_a_name_is() -> None:
    script = "import sys, parknet.cli, parknet.exports.columnar; sys.exit('pypinyin' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
