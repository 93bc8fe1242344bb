"""Steps in the life of an alliance, written one at a time."""

from dataclasses import replace
from typing import Any

from parknet.errors import Problem, Refused, Stale
from parknet.model import edtf
from parknet.model.batch import Edit, Proposal
from parknet.model.kinds import KINDS, last_number, missing
from parknet.model.records import Alliance, Step
from parknet.model.text import canonical
from parknet.services.access import Actor
from parknet.services.journal import Journal, Written

ACTION = "step"
TRIES = 5
"""How often a step is put to the record anew when somebody else changes it meanwhile."""


async def add_step(
    journal: Journal, id_: str, fields: dict[str, Any], actor: Actor, *, version: int | None = None, key: str = ""
) -> Written:
    """Write one more step of an alliance, where its date puts it among the others; `fields` are a step's without an id.

    Raises NotFound when there is no such alliance, Stale when it is not at the `version` that is expected, else as
    Journal.write does. The same key and step have one effect.
    """
    asked = canonical([id_, fields, version])
    for _ in range(TRIES):
        snapshot = await journal.refresh()
        entry = snapshot.entries.get(id_)
        if entry is None or not isinstance(entry.record, Alliance):
            raise missing(id_, KINDS["Alliance"])
        record = entry.record
        place = next((n for n, other in enumerate(record.has_step) if _before(fields, other)), len(record.has_step))
        edit = Edit(id_, _with(record, fields, place), entry.version if version is None else version)
        try:
            return await journal.write(Proposal(actor.name, ACTION, (edit,), key=key, asked=asked), actor)
        except Refused as refused:
            error = type(refused)([_of_step(problem, place) for problem in refused.problems])
            if version is not None or not isinstance(refused, Stale):
                raise error from None
    raise error


def _with(alliance: Alliance, fields: dict[str, Any], place: int) -> dict[str, Any]:
    """The fields of the alliance with a step at a place among the others."""
    found = alliance.to_dict()
    steps: list[dict[str, Any]] = found.get("has_step", [])
    step = {**fields, "id": f"{alliance.id}#{last_number(alliance) + 1}"}
    return found | {"has_step": [*steps[:place], step, *steps[place:]]}


def _of_step(problem: Problem, place: int) -> Problem:
    """A problem of the edit as one of the step that it was made from."""
    path = problem.place.removeprefix("edits/0/").removeprefix("after/")
    return replace(problem, place=path.removeprefix(f"has_step/{place}/"))


def _before(fields: dict[str, Any], other: Step) -> bool:
    try:
        return edtf.ends_before_start(other.date, fields.get("date"))
    except (ValueError, TypeError, AttributeError):  # the model refuses it by name
        return False
