"""Errors that parknet raises on purpose, as one tree.

ParknetError                     a sentence for people: what is wrong, where, and what to do
├── Refused                      bad input; carries `problems`, nothing was written
│   └── Stale                    a record has a newer version than the writer expected
├── NotFound                     no record or file of that name
│   └── Gone                     there was one, and it was retracted
├── Denied                       the actor may not do this
│   └── CrossSite                a session's write that does not come from our own page
├── KeyReused                    an idempotency key came back with another request
├── Behind                       another batch took this revision: read on, decide again
└── StoreError                   the database
    ├── StoreUnavailable         does not answer (retrying may help)
    ├── StoreFull                no room on its disk: what was being written is not written
    ├── StoreRefused             wrong user, password or right
    ├── StoreDamaged             what it holds does not fit together
    ├── SchemaTooNew             written by a newer parknet
    └── EngineError              the embedded engine
        ├── EngineMissing        not installed, or not for this platform
        ├── EngineBusy           another process holds the data folder and does not answer
        └── EngineDamaged        cannot open its files
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with some input: where, which value, why, and what to do.

    `code` is stable and for programs; `place` is a path such as ``edits/3/after/until`` or
    ``parks.csv:17:sectors``; `cause` and `remedy` are sentences in English.
    """

    code: str
    place: str
    value: str
    cause: str
    remedy: str

    def __str__(self) -> str:
        shown = f" ({self.value})" if self.value else ""
        return f"{self.place}{shown}: {self.cause} {self.remedy}"


class ParknetError(Exception):
    """Base of all errors that parknet raises on purpose; `str()` is fit for people."""


class Refused(ParknetError):
    """Input that was not taken; nothing was written."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        more = f" (and {len(self.problems) - 1} more)" if len(self.problems) > 1 else ""
        super().__init__(f"{self.problems[0]}{more}" if self.problems else "refused")


class Stale(Refused):
    """A record has changed since the writer read it."""


class NotFound(ParknetError):
    """There is no record, kind or file of that name."""


class Gone(NotFound):
    """The record was there and was retracted; its history is kept."""


class Denied(ParknetError):
    """The actor may not do this."""


class CrossSite(Denied):
    """A write by a session that does not come from this server's own page."""


class KeyReused(ParknetError):
    """An idempotency key was used before, for another request."""


class Behind(ParknetError):
    """Another batch took this revision first; read on, decide again, retry."""


class StoreError(ParknetError):
    """Something is wrong with the database."""


class StoreUnavailable(StoreError):
    """The database does not answer; what was being written may or may not be stored."""


class StoreFull(StoreError):
    """The disk of the database has no room for more; nothing was written, reading goes on."""


class StoreRefused(StoreError):
    """The database refuses the user, the password or the action."""


class StoreDamaged(StoreError):
    """What the database holds does not fit together."""


class SchemaTooNew(StoreError):
    """The database was written by a newer parknet than this one."""


class EngineError(StoreError):
    """The embedded database engine cannot run."""


class EngineMissing(EngineError):
    """The embedded engine is not installed, or not made for this platform."""


class EngineBusy(EngineError):
    """Another process holds the data folder but its engine does not answer."""


class EngineDamaged(EngineError):
    """The embedded engine cannot open the files in the data folder."""
