"""Which snapshot a request is about: the newest, that of a revision, or what was known at the end of a day."""

import re
from datetime import date
from typing import Annotated, Any

from fastapi import Depends, Query, Request
from pydantic import BeforeValidator

from parknet.api.state import Serving
from parknet.errors import Problem, Refused, Sentence, Unfit
from parknet.model.snapshot import Snapshot

HIGHEST = 2**53
"""Largest revision that is taken: JSON and the database count no further."""

NO_DAY = Sentence("This is not a day.", "这不是具体的某一天。")
WRITE_DAY = Sentence("Write it as 2026-11-22.", "请写成 2026-11-22 这样。")


def full_day(text: Any) -> date:
    """The day of a full ISO text; raises Unfit for anything else, a number of seconds since 1970 too."""
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", str(text), re.ASCII):
            return date.fromisoformat(str(text))
    except ValueError:
        pass
    raise Unfit(NO_DAY, WRITE_DAY)


Day = Annotated[date, BeforeValidator(full_day)]


async def _seen(
    serving: Serving,
    rev: Annotated[
        int | None, Query(ge=0, le=HIGHEST, description="a revision of the store; the last when absent")
    ] = None,
    known: Annotated[
        Day | None, Query(description="as known at the end of this day in UTC+8, which is over; now when absent")
    ] = None,
) -> Snapshot:
    if rev is not None and known is not None:
        cause = Sentence("A revision and a day are asked for at once.", "同时指定了版次和日期。")
        remedy = Sentence("Leave out rev or known.", "请去掉 rev 或 known。")
        raise Refused([Problem("query", "known", known.isoformat(), cause, remedy)])
    if rev is not None:
        return await serving.analysis.ready(await serving.history.at(rev))
    if known is not None:
        return await serving.analysis.ready(await serving.history.known(known))
    return await serving.snapshot()


def of_the_past(request: Request) -> bool:
    """Whether a revision or a day is asked for."""
    return not {"rev", "known"}.isdisjoint(request.query_params)


Seen = Annotated[Snapshot, Depends(_seen)]
