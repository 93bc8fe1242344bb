"""The unit of writing: a proposal of edits, and the batch of changes that it becomes.

A batch is one transaction and one revision (1, 2, 3 …, local to a store). `before` and `after` are canonical JSON text,
hashed as stored and never re-serialised. Each batch carries the hash of the one before it: a chain.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, get_type_hints

from parknet.errors import StoreDamaged
from parknet.model.text import canonical, sha256

FORMAT = 1
"""Format of the record texts written today; older ones pass through the upcasters when read."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What somebody wants one record to be: its fields, or None to remove it.

    `version` is the version that the writer last saw: 0 for a new record, None to not check.
    """

    id: str
    after: dict[str, Any] | None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """Edits that somebody wants to be written together, and why.

    `asked` is the request that the edits were made from upon the records of the moment, where they were; it tells a
    repeated request instead of them.
    """

    actor: str
    action: str
    edits: tuple[Edit, ...]
    reason: str = ""
    key: str = ""
    asked: str = ""

    @property
    def digest(self) -> str:
        """SHA-256 over what is asked for; tells a repeated request from another one under the same key."""
        edits = [[edit.id, edit.after, edit.version] for edit in self.edits]
        return sha256(canonical([self.actor, self.action, self.reason, self.asked or edits]))


@dataclass(frozen=True, slots=True)
class Change:
    """One record before and after a batch, as canonical JSON text; None where there was or is none."""

    position: int
    kind: str
    id: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Batch:
    """One transaction: the changes of one revision, who made them, when and why, chained by hash."""

    revision: int
    recorded_at: str
    actor: str
    action: str
    reason: str
    key: str
    request: str
    previous: str
    changes: tuple[Change, ...]
    format: int = FORMAT
    hash: str = field(default="")

    def heading(self) -> dict[str, Any]:
        """All but its changes."""
        return {name: getattr(self, name) for name in self.__slots__ if name != "changes"}

    def computed_hash(self) -> str:
        """SHA-256 over everything but the hash itself."""
        fields = {name: value for name, value in self.heading().items() if name != "hash"}
        changes = [{name: getattr(change, name) for name in change.__slots__} for change in self.changes]
        return sha256(canonical(fields | {"changes": changes}))


HEADING = {**get_type_hints(Batch), "changes": int}
"""What is written down of a batch beside its changes, with its types; of those, how many there are."""


def unfit_in(heading: Mapping[str, Any]) -> str:
    """The first of these fields that is missing, of another type, or none of a batch; empty when all are as they
    should be.
    """
    wrong = (n for n in sorted(HEADING.keys() | heading.keys()) if type(heading.get(n)) is not HEADING.get(n))
    return next(wrong, "")


def is_moment(text: str) -> bool:
    """Whether a batch may be recorded at this moment: as `timestamp` gives them, so that another can follow."""
    try:
        moment = datetime.fromisoformat(text).astimezone(UTC)
        return moment < moment + timedelta(microseconds=1) and moment.isoformat(timespec="microseconds") == text
    except (ValueError, OverflowError):
        return False


@dataclass(frozen=True, slots=True)
class Recorded:
    """One change of the log with its batch: who made it, when and why. `format` is that of its texts."""

    revision: int
    recorded_at: str
    actor: str
    action: str
    reason: str
    change: Change
    format: int = FORMAT

    @classmethod
    def of(cls, batch: Batch, change: Change) -> "Recorded":
        """A change of a batch."""
        heading = (batch.revision, batch.recorded_at, batch.actor, batch.action, batch.reason)
        return cls(*heading, change, batch.format)


def damaged(revision: int, what: str) -> StoreDamaged:
    """The sentence about a batch of a log that is not as it was written."""
    return StoreDamaged(f"batch {revision}: {what}. Restore a backup.")


def timestamp(now: datetime, revision: int, last: str) -> str:
    """UTC in fixed width, later by at least a microsecond than the last one, that of the batch of this revision.

    Raises StoreDamaged when nothing can follow the last one, as it is no moment.
    """
    try:
        first = datetime.fromisoformat(last) + timedelta(microseconds=1) if last else now
        return max(now, first).astimezone(UTC).isoformat(timespec="microseconds")
    except (ValueError, TypeError, OverflowError) as error:  # no date, no time zone, no day after it
        raise damaged(revision, f"its recorded_at {last} is no moment that another can follow") from error
