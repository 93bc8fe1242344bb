"""The tests see the faults that are planted: some in `make test`, all of them in `make soak`."""

import pytest

from tests.faults import FAULTS, caught

QUICK = ("drop a link on update", "wrong interval end")


@pytest.mark.timeout(1800)
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name in QUICK else pytest.mark.soak) for name in FAULTS]
)
def test_a_planted_fault_is_caught(name: str) -> None:
    assert caught(FAULTS[name]), f"no test sees the fault: {name}"
