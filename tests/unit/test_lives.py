"""Where alliances stand in their lives, on the twelve parks."""

from collections.abc import Sequence
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from parknet.analytics.lives import Dormant, Ending, Signed, Silent, lives
from tests.networks import twelve

TWELVE = twelve.snapshot()


def short(found: Sequence[Signed | Ending | Silent | Dormant]) -> list[str]:
    return [one.id.removeprefix("alliance-") for one in found]


def test_known_signed_by_a_day_has_programmes_and_regions() -> None:
    found = lives(TWELVE, date(2023, 12, 31), 12).signed
    told = {one.id.removeprefix("alliance-"): (one.programmes, one.regions) for one in found}
    assert told["pair"] == ((twelve.PLAN,), ("east", "west"))
    assert told["trio"][1] == ("central", "east", "northeast")
    assert "hope" not in told and "twin" not in told and "refused" not in told
    assert "trio" not in short(lives(TWELVE, date(2023, 6, 30), 12).signed)


def test_terms_that_end_soon() -> None:
    assert short(lives(TWELVE, date(2026, 11, 22), 12).ending) == []
    found = lives(TWELVE, date(2029, 6, 1), 24).ending
    assert [(one.id, one.until, one.surely) for one in found] == [("alliance-twin", "2030", True)]
    (possibly,) = lives(TWELVE, date(2030, 3, 1), 6).ending
    assert not possibly.surely


def test_silent_is_not_dormant() -> None:
    found = lives(TWELVE, date(2026, 11, 22), 24)
    silent = {one.id.removeprefix("alliance-"): one.last for one in found.silent}
    assert silent["pair"] == "2023-09-15"
    assert silent["round"] == "2024-40"
    assert "round" not in short(lives(TWELVE, date(2025, 6, 30), 12).silent)  # it may have begun in the last months
    assert "harbour" not in silent  # whether it has begun is not known
    assert [(one.id, one.since, one.sources) for one in found.dormant] == [
        ("alliance-pilot", one.since, ("source-fixture",)) for one in found.dormant
    ] and short(found.dormant) == ["pilot"]
    assert not {"pilot", "strait", "hope", "refused", "left"} & silent.keys()
    assert "pair" not in short(lives(TWELVE, date(2024, 3, 1), 6).silent)
    assert "pair" in short(lives(TWELVE, date(2024, 4, 1), 6).silent)


@given(st.dates(date(2015, 1, 1), date(2032, 1, 1)), st.integers(0, 60), st.integers(0, 60))
def test_more_months_end_more_and_leave_fewer_silent(day: date, few: int, more: int) -> None:
    one, other = (lives(TWELVE, day, months) for months in sorted((few, more)))
    assert {e.id for e in one.ending} <= {e.id for e in other.ending}
    assert {e.id for e in other.silent} <= {e.id for e in one.silent}
    assert not {e.id for e in one.silent} & {e.id for e in one.dormant}
    assert {e.id for e in one.signed} <= {e.id for e in lives(TWELVE, date(2033, 1, 1), 0).signed}
