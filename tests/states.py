"""Waiting for states, with a limit."""

import time
from collections.abc import Callable, Iterator


def until(seconds: float) -> Iterator[None]:
    """Rounds of a loop that asks for a state, a few milliseconds apart, until the time is up."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        yield
        time.sleep(0.02)


def wait_until(holds: Callable[[], bool], what: str, seconds: float = 20) -> None:
    assert any(holds() for _ in until(seconds)), f"not within {seconds} s: {what}"
