"""Making a record from a row, so that what does not fit is told with file, line and column."""

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from parknet.errors import Problem, Unfit
from parknet.graph.dataset.tables import Row, to_edtf
from parknet.model.records import Model, without_empty
from parknet.model.unfit import unfit

M = TypeVar("M", bound=Model)


def build(model: type[M], row: Row, problems: list[Problem], /, **fields: Any) -> M | None:
    """The record, link or part with these fields; None, and problems at the fields that do not fit."""
    try:
        return model.model_validate(without_empty(fields))
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            path = [str(part) for part in detail["loc"]]
            value = detail["input"]
            place = "/".join(path) or "record"
            problems.append(row.problem(place, "invalid", *unfit(detail), _shown(value)))
        return None


def date_of(row: Row, column: str, problems: list[Problem]) -> str | None:
    """EDTF of a date cell, None where it states none; what is no date goes to `problems`."""
    try:
        return to_edtf(row[column])
    except Unfit as error:
        problems.append(row.problem(column, "date", error.cause, error.remedy))
        return None


def _shown(value: Any) -> str:
    return "" if isinstance(value, Mapping) else str(value)[:80]
