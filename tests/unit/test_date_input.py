"""Dates as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parknet.errors import Unfit
from parknet.exports.date_words import date_words
from parknet.model import edtf
from parknet.model.date_input import edtf_of
from tests.networks.random_records import FORMS

DIVISIONS = ("21", "22", "23", "24", "33", "34", "35", "36", "40", "41")
SINGLES = [form.format(y="2019", y1="2021", d="201") for form in FORMS]
SINGLES += [f"{year}-{part}" for year in ("2019", "XXXX") for part in DIVISIONS]

READ = {
    "2023年6月": "2023-06",
    "２０２３年６月": "2023-06",
    "2023 年 6 月 8 日": "2023-06-08",
    "2023年6月8号": "2023-06-08",
    "二〇二三年六月": "2023-06",
    "二零二三年十二月二十八日": "2023-12-28",
    "2023年十月三十一日": "2023-10-31",
    "2023年上半年": "2023-40",
    "2023年下半年": "2023-41",
    "2023年第三季度": "2023-35",
    "2023年四季度": "2023-36",
    "2023年春季": "2023-21",
    "8月25日": "XXXX-08-25",
    "八月二十五日": "XXXX-08-25",
    "6月": "XXXX-06",
    "“十四五”期间": "2021/2025",
    "十三五": "2016/2020",
    "“十五”期间": "2001/2005",
    "“十五五”时期": "2026/2030",
    "2021年至2025年": "2021/2025",
    "2021-2025年": "2021/2025",
    "2021—2025年": "2021/2025",
    "2023年6月至2023年8月": "2023-06/2023-08",
    "2023年6月上旬": "2023-06-01/2023-06-10",
    "2024年2月下旬": "2024-02-21/2024-02-29",
    "约2010年": "2010~",
    "2010年前后": "2010~",
    "2020年12月25日前": "../2020-12-25",
    "2020年以前": "../2020",
    "2021年以来": "2021/..",
    "2010年代": "201X",
    "2022年末": "2022-12-31",
    "2022年底": "2022-12~",
    "2022.8.17": "2022-08-17",
    "2022/8/17": "2022-08-17",
    "2022-8-17": "2022-08-17",
    "20220817": "2022-08-17",
    "2022.8": "2022-08",
    "June 2023": "2023-06",
    "8 June 2023": "2023-06-08",
    "June 8th, 2023": "2023-06-08",
    "Sept. 2023": "2023-09",
    "Q3 2023": "2023-35",
    "first half of 2023": "2023-40",
    "spring 2023": "2023-21",
    "about 2023": "2023~",
    "before 2020": "../2020",
    "2021 to 2025": "2021/2025",
    "between June 2021 and 2022": "2021-06/2022",
    "长期": "..",
    "2023": "2023",
    "2023-21": "2023-21",
    "2023-40/2023-41": "2023-40/2023-41",
    "XXXX-23": "XXXX-23",
    " 2023-06 ": "2023-06",
}


@pytest.mark.parametrize("words", READ)
def test_words_are_read_as_edtf(words: str) -> None:
    assert edtf_of(words) == READ[words]


@pytest.mark.parametrize("language", [0, 1])
@pytest.mark.parametrize("text", SINGLES)
def test_what_we_write_in_words_is_read_back(text: str, language: int) -> None:
    assert edtf_of(date_words(text)[language]) == text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "not understood"),
        ("某天", "not understood"),
        ("去年6月", "says no year"),
        ("last June", "says no year"),
        ("2023年13月", "no such month"),
        ("2023年2月30日", "no such day"),
        ("2023年13月上旬", "no such month"),
        *(
            (words, "no such month")
            for words in (
                "2023年21月",
                "2023年40月",
                "2023.33",
                "2022/23",
                "21月",
                "二十三月",
                "约2023年24月",
                "m21 2023",
            )
        ),
        ("2023-02-30", "no such day"),
        ("2023-13", "no such month"),
        ("2025年至2021年", "ends before it starts"),
        ("0999年", "year is not between"),
        ("<script>", "not understood"),
        ("1" * 5000, "not understood"),
        ("至" * 200, "not understood"),
        *((words, "not understood") for words in ("十十月", "十十日", "2023年十十月", "2023年二一月", "2023年1一月")),
    ],
)
def test_what_is_no_date_says_why(words: str, said: str) -> None:
    with pytest.raises(Unfit, match=said):
        edtf_of(words)


@given(
    st.text(max_size=70)
    | st.text("0123456789年月日上下半初末底至约前后十五(),.-/~? mJune", max_size=20)
    | st.tuples(st.text("三十", min_size=1, max_size=3), st.sampled_from("月日号")).map("".join)
)
def test_any_text_is_a_date_or_refused(text: str) -> None:
    try:
        found = edtf_of(text)
    except Unfit:
        return
    assert edtf.valid(found) == found
