"""What the fields of the models hold, read off their annotations."""

from functools import cache
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from parknet.model.records import Date


def item_of(annotation: Any) -> Any:
    """X of tuple[X, ...], else None."""
    arguments = get_args(annotation)
    return arguments[0] if len(arguments) == 2 and arguments[1] is ... else None


def words_in(annotation: Any) -> tuple[str, ...]:
    """The words of a Literal, of a tuple of them, or of one that may be absent; none where it is any text."""
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    return tuple(word for part in get_args(annotation) for word in words_in(part))


@cache
def date_fields(model: type[BaseModel]) -> tuple[str, ...]:
    """Names of the fields that hold an EDTF date."""
    return tuple(
        name
        for name, field in model.model_fields.items()
        if Date in get_args(field.annotation) or get_args(Date)[1] in field.metadata
    )
