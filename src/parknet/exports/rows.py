"""Rows of text from columns, in blocks: each distinct text is written once, what all rows share is laid out once."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple, TypeVar

T = TypeVar("T")
BLOCK = 4096
"""Rows of a block."""


class Column(NamedTuple):
    """A column as part of each row: what stands before and after its texts, and how these are written: escaped.

    What several values of it hold is of one kind. Numbers are not escaped.
    """

    before: str
    values: Sequence[object]
    after: str
    write: Callable[[Sequence[str]], Sequence[str]]


def rows(parts: Sequence[str | Column]) -> Iterator[str]:
    """Blocks of rows, each of the parts in turn: a text, or a value; nothing stands around one that has no text.

    The columns have one length, and there is at least one.
    """
    size = next(len(part.values) for part in parts if isinstance(part, Column))
    row, columns = [""], dict[int, Sequence[str]]()
    for part in parts:
        before, texts, after = _laid(part) if isinstance(part, Column) else (part, [], "")
        row[-1] += before
        if texts:
            columns[len(row)] = texts
            row += ["", after]
    for start in range(0, size, BLOCK):
        block = row * min(BLOCK, size - start)
        for place, texts in columns.items():
            block[place :: len(row)] = texts[start : start + BLOCK]
        yield "".join(block)


def joined(value: object) -> str:
    """A value as text: several are joined by |, what is unknown is empty, floats have all their digits."""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        text = "|".join(map(joined, value))
        return text if text.strip("|") else ""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value) if isinstance(value, float) else str(value)


def each(write: Callable[[T], str], values: Sequence[T]) -> list[str]:
    """Each value as `write` has it, which is asked once for all that are equal."""
    written = {value: write(value) for value in dict.fromkeys(values)}
    return list(map(written.__getitem__, values))


def _laid(column: Column) -> tuple[str, Sequence[str], str]:
    """What stands before and after the texts of a column, and these; all in the first where they are the same."""
    before, values, after, write = column
    if values and values.count(values[0]) == len(values):
        values = values[:1]
    kinds = set(map(type, values))
    if kinds & {int, float}:  # they need no quotes; 1.0 and 1 are equal, but not alike
        texts: Sequence[str] = list(map(joined if kinds - {int, float} else repr, values))
    elif kinds == {tuple} and isinstance(next(chain.from_iterable(values), ""), str):  # type: ignore[arg-type]
        texts = write([text if text.strip("|") else "" for text in map("|".join, values)])  # type: ignore[arg-type]
    else:
        texts = write(each(joined, values))
    if not all(texts):
        before, texts, after = "", each(lambda text: f"{before}{text}{after}" if text else "", texts), ""
    return (before, texts, after) if len(texts) > 1 else ("".join([before, *texts, after]), [], "")
