"""Dates: bounds, qualifiers, intervals, refusals, and the library edtf as the oracle."""

import warnings
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parknet.model.edtf import Window, ends_before_start, holds, parse, year_unknown

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import edtf as oracle


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2021", date(2021, 1, 1), date(2021, 12, 31)),
        ("202X", date(2020, 1, 1), date(2029, 12, 31)),
        ("2021-06", date(2021, 6, 1), date(2021, 6, 30)),
        ("2021-XX", date(2021, 1, 1), date(2021, 12, 31)),
        ("2022-08-17", date(2022, 8, 17), date(2022, 8, 17)),
        ("XXXX-06-16", None, None),
        ("2021-21", date(2021, 3, 1), date(2021, 5, 31)),
        ("2021-24", date(2021, 12, 1), date(2022, 2, 28)),
        ("2021-34", date(2021, 4, 1), date(2021, 6, 30)),
        ("2023-40", date(2023, 1, 1), date(2023, 6, 30)),
        ("2023-41", date(2023, 7, 1), date(2023, 12, 31)),
        ("2013~", date(2012, 1, 1), date(2014, 12, 31)),
        ("2013-05~", date(2013, 4, 1), date(2013, 6, 30)),
        ("2013-05-10?", date(2013, 5, 9), date(2013, 5, 11)),
        ("2023-40~", date(2022, 7, 1), date(2023, 12, 31)),
        ("../2018-03", None, date(2018, 3, 31)),
        ("2018-03/..", date(2018, 3, 1), None),
        ("2023-06-08/", date(2023, 6, 8), None),
        ("2018/2019-06", date(2018, 1, 1), date(2019, 6, 30)),
        ("2021-06/2021", date(2021, 6, 1), date(2021, 12, 31)),
        ("2021-06-15/2021-06", date(2021, 6, 15), date(2021, 6, 30)),
        ("XXXX-09-27/XXXX-10-02", None, None),
        ("..", None, None),
    ],
)
def test_a_date_has_the_bounds_that_its_text_gives(text: str, earliest: date | None, latest: date | None) -> None:
    value = parse(text)
    assert (value.earliest, value.latest) == (earliest, latest)


@pytest.mark.parametrize(
    "text",
    ["", "hello", "2021-13", "2021-02-30", "2021-6", "2021-42", "2021-XX-05", "0000", "9999", "202X-05",
     "2023-06-08/2022", "/", "../..", "2021/2022/2023", "二〇二一", "XXXX-02-30", "2021-06-08T10:00", "２０２１"],
)  # fmt: skip
def test_what_is_not_a_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse(text)


ORACLE_FORMS = st.one_of(
    st.dates(date(1000, 1, 1), date(2999, 12, 31)).map(date.isoformat),
    st.dates(date(1000, 1, 1), date(2999, 12, 31)).map(lambda d: d.isoformat()[:7]),
    st.integers(1000, 2999).map(str),
    st.integers(100, 299).map(lambda d: f"{d}X"),
    st.tuples(st.integers(1000, 2999), st.sampled_from(["21", "22", "23", "33", "34", "35", "36", "40", "41"])).map(
        lambda t: f"{t[0]}-{t[1]}"
    ),
)


@given(ORACLE_FORMS)
def test_bounds_agree_with_the_edtf_library(text: str) -> None:
    value, theirs = parse(text), oracle.parse_edtf(text)
    first, last = theirs.lower_strict(), theirs.upper_strict()
    assert value.earliest == date(first.tm_year, first.tm_mon, first.tm_mday)
    assert value.latest == date(last.tm_year, last.tm_mon, last.tm_mday)


DATES = st.one_of(
    st.none(),
    st.just(".."),
    st.just("XXXX-06-16"),
    st.dates(date(2000, 1, 1), date(2030, 1, 1)).flatmap(
        lambda d: st.sampled_from(
            [d.isoformat(), d.isoformat()[:7], str(d.year), f"{d.year}~", f"../{d}", f"{d}/..", f"{d.year}-40"]
        )
    ),
)
WINDOWS = st.tuples(st.dates(date(1995, 1, 1), date(2035, 1, 1)), st.integers(0, 800)).map(
    lambda t: Window(t[0], t[0] + timedelta(days=t[1]))
)


@given(DATES, DATES, WINDOWS)
def test_certain_is_possible_and_in_force_has_begun(since: str | None, until: str | None, window: Window) -> None:
    if ends_before_start(since, until):
        return
    for sure in (True, False):
        assert holds(since, until, window, sure=sure, in_force=True) <= holds(
            since, until, window, sure=sure, in_force=False
        )
    for in_force in (True, False):
        assert holds(since, until, window, sure=True, in_force=in_force) <= holds(
            since, until, window, sure=False, in_force=in_force
        )


def test_an_unknown_end_is_begun_but_never_surely_in_force() -> None:
    day = Window(date(2024, 1, 1), date(2024, 1, 1))
    assert holds("2023-06-08", None, day, sure=True, in_force=False)
    assert not holds("2023-06-08", None, day, sure=True, in_force=True)
    assert holds("2023-06-08", None, day, sure=False, in_force=True)
    assert holds("2023-06-08", "..", day, sure=True, in_force=True)
    assert not holds(None, None, day, sure=True, in_force=False)


def test_only_a_date_without_any_year_is_of_unknown_year() -> None:
    assert year_unknown("XXXX-06-16") and year_unknown(None) and year_unknown("XXXX-09-27/XXXX-10-02")
    assert not year_unknown("../2018-03") and not year_unknown("202X")
