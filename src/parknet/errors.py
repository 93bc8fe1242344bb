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
    ├── StoreFull                no room left on its disk; reading goes on
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
class Sentence:
    """A sentence for people in English and Chinese; `str()` gives the English one."""

    en: str
    zh: str

    def __str__(self) -> str:
        return self.en

    def of(self, language: str) -> str:
        """The sentence in zh, in English for any other language."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with some input: where, which value, why, and what to do.

    `code` is stable and for programs; `place` is a path such as ``edits/3/after/until`` or
    ``parks.csv:17:sectors``.
    """

    code: str
    place: str
    value: str
    cause: Sentence
    remedy: Sentence

    def __str__(self) -> str:
        return self.sentence.en

    @property
    def sentence(self) -> Sentence:
        """Place, value, cause and remedy in one."""
        en, zh = (f" ({self.value})", f"（{self.value}）") if self.value else ("", "")
        return Sentence(
            f"{self.place}{en}: {self.cause.en} {self.remedy.en}", f"{self.place}{zh}：{self.cause.zh}{self.remedy.zh}"
        )


class Unfit(ValueError):
    """A value that a check of ours does not take, with cause and remedy; a field's check raises it to pydantic."""

    def __init__(self, cause: Sentence, remedy: Sentence) -> None:
        super().__init__(cause.en)
        self.cause, self.remedy = cause, remedy


class ParknetError(Exception):
    """Base of all errors that parknet raises on purpose; `str()` is fit for people.

    `sentence` says the same in both languages; None where there is English only, as of a database.
    """

    def __init__(self, said: str | Sentence) -> None:
        super().__init__(str(said))
        self.sentence = said if isinstance(said, Sentence) else None


class Refused(ParknetError):
    """Input that was not taken; nothing was written."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(first_of(self.problems) if self.problems else "refused")


def first_of(problems: Sequence[Problem]) -> Sentence:
    """The first of some problems, and how many more there are."""
    first, more = problems[0].sentence, len(problems) - 1
    return Sentence(f"{first.en} (and {more} more)", f"{first.zh}（另有 {more} 处）") if more else first


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
    """The disk of the database has no room for more; reading goes on."""


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
