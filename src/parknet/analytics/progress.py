"""How far a long computation is, and its end where nobody waits for it any more.

What computes passes through its loops by `steps`; who wants to know runs it within a `Progress`. Where nobody does,
nothing is told.
"""

from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from typing import TypeVar

T = TypeVar("T")

_current: ContextVar["Progress | None"] = ContextVar("progress", default=None)


class Ended(Exception):
    """Nobody waits for the result any more."""


class Progress:
    """Of one result on its way: `done` of the `of` steps of its outermost loop, or those of the one it waits for.

    `ended` may be set from any thread: the next step raises Ended.
    """

    def __init__(self) -> None:
        self.done = self.of = 0
        self.inner: Progress | None = None
        self.ended = False

    def enter(self) -> None:
        """Be the progress of what this task or thread computes from now on."""
        _current.set(self)

    def run(self, compute: Callable[[], T]) -> T:
        """What the function gives; raises Ended when it was ended."""
        before = _current.set(self)
        try:
            return compute()
        finally:
            _current.reset(before)

    def read(self) -> tuple[int, int] | None:
        """How many steps are done, of how many; None where nothing is known."""
        if self.of:
            return self.done, self.of
        return self.inner.read() if self.inner else None


def current() -> Progress | None:
    """The progress of what is computed here."""
    return _current.get()


def steps(items: Iterable[T], of: int) -> Iterator[T]:
    """The items, of which there are so many, one by one; a loop inside another is not told, but ends with it."""
    progress = _current.get()
    if progress is None:
        yield from items
        return
    outermost = not progress.of
    try:
        if outermost:
            progress.of = of
        for done, item in enumerate(items, 1):
            if progress.ended:
                raise Ended
            yield item
            if outermost:
                progress.done = done
    finally:
        if outermost:
            progress.done = progress.of = 0
