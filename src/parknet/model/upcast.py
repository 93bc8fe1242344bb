"""Reads records written in an older format.

`UPCASTERS[n]` turns the fields of a record in format n+1 into format n+2. Old log entries are never rewritten: they
pass through the upcasters each time they are read. A new field with a default needs none; a rename does.
"""

from collections.abc import Callable
from typing import Any

from parknet.errors import SchemaTooNew
from parknet.model.batch import FORMAT

Upcaster = Callable[[str, dict[str, Any]], dict[str, Any]]

UPCASTERS: tuple[Upcaster, ...] = ()


def known_format(revision: int, written: int) -> None:
    """Raise SchemaTooNew when a newer program wrote the batch: what its records mean is not known here."""
    if written > FORMAT:
        raise SchemaTooNew(
            f"batch {revision} has format {written}, this parknet knows {FORMAT}: install a newer parknet."
        )


def upcast(label: str, fields: dict[str, Any], written: int) -> dict[str, Any]:
    """The fields of a record of this kind, brought from the format it was written in to today's."""
    for upcaster in UPCASTERS[written - 1 : FORMAT - 1]:
        fields = upcaster(label, fields)
    return fields
