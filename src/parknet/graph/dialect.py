"""What differs between the two engines: how they report trouble, and what they call themselves."""

import re
from typing import TypeGuard

from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    ConstraintError,
    DriverError,
    Forbidden,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from parknet.errors import StoreError, StoreRefused, StoreUnavailable

DATABASE_NOT_FOUND = "Neo.ClientError.Database.DatabaseNotFound"
CREDENTIALS_EXPIRED = "Neo.ClientError.Security.CredentialsExpired"


class LostRace(StoreUnavailable):
    """Another transaction was in the way; nothing was written. `again`: the engine itself says that retrying helps."""

    def __init__(self, cause: str, *, again: bool) -> None:
        self.cause, self.again = cause, again
        super().__init__(f"Another transaction was in the way ({cause}): try again.")


def moved(error: BaseException) -> bool:
    """Whether the database may be somewhere else by now: gone, or with another password."""
    return isinstance(error, ServiceUnavailable | SessionExpired | AuthError)


def raced(error: BaseException) -> TypeGuard[Neo4jError]:
    """Whether another transaction was in the way.

    A lost race is a constraint error on Neo4j, and on ArcadeDB that or a transient error, some only at the commit.
    """
    return isinstance(error, ConstraintError) or (
        isinstance(error, Neo4jError) and not isinstance(error, AuthError) and error.is_retryable()
    )


def vanished(error: Neo4jError) -> bool:
    """Whether a query met something that another transaction had just removed."""
    return error.code == "Neo.ClientError.Statement.EntityNotFound"


def translated(error: DriverError | Neo4jError | ValueError, uri: str, user: str, database: str) -> StoreError:
    """The driver's error as parknet's, in one sentence that names the place and the remedy."""
    if isinstance(error, ConfigurationError | ValueError):
        return StoreRefused(f"{uri} is no usable database address ({_line(error)}): correct it.")
    if isinstance(error, DriverError):
        return StoreUnavailable(
            f"The database at {uri} does not answer ({_line(error)}): see that it runs, then try again."
        )
    if error.code == CREDENTIALS_EXPIRED:
        return StoreRefused(
            f"The database at {uri} wants user {user} to change the first password: do so, then try again."
        )
    if error.code == DATABASE_NOT_FOUND:
        return StoreRefused(f"The server at {uri} has no database named {database}: create it, or name another one.")
    if isinstance(error, Forbidden):
        return StoreRefused(f"The database at {uri} forbids user {user} what parknet needs ({_line(error)}): grant it.")
    if (error.code or "").startswith("Neo.ClientError.Security."):
        return StoreRefused(f"The database at {uri} refuses user {user}: correct the user or the password.")
    if raced(error):
        return LostRace(_line(error), again=error.is_retryable())
    if (error.code or "").startswith("Neo.ClientError.Transaction."):
        return StoreUnavailable(f"The database at {uri} gave up ({_line(error)}): try again when it has less to do.")
    return StoreError(f"The database at {uri} failed ({error.code}: {_line(error)}): read its log.")


def engine_name(agent: str) -> str:
    """Name and version of the engine from what it tells the driver: ``ArcadeDB 26.10.2`` or ``Neo4j 5.26.31``."""
    arcade = re.search(r"\((ArcadeDB [^)]+)\)", agent)
    return arcade[1] if arcade else agent.replace("/", " ", 1)


def _line(error: Exception) -> str:
    """What an error says first, without what is for developers."""
    text = (error.message if isinstance(error, Neo4jError) else str(error)) or type(error).__name__
    return text.splitlines()[0].partition(" (resolved to ")[0].strip().rstrip(".:")[:300]
