"""One store's way to its database: the driver, the time limits, and asking anew for the address when it has moved."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from parknet.errors import StoreRefused, StoreUnavailable
from parknet.graph import dialect
from parknet.graph.embedded import Address

T = TypeVar("T")
Work = Callable[[neo4j.AsyncSession], Awaitable[T]]

AGAIN = 2
POOL = 10
FETCH = 10_000  # rows a message: fewer round trips make the whole-snapshot read a quarter faster

logging.getLogger("neo4j").addHandler(logging.NullHandler())  # what goes wrong is raised; no lines beside it


class Moved(StoreUnavailable):
    """The connection broke before anything was committed; the database may have another address now."""


class Connection:
    """Runs work in sessions of one database.

    `once` ends within its own limit plus `connect_seconds`, or twice `connect_seconds` when the user is refused, since
    the database may have moved; `read` does so up to three times.
    """

    def __init__(self, address: Callable[[], Awaitable[Address]], connect_seconds: float = 120.0) -> None:
        """`address` tells where the database is; it is asked again when the database does not answer there."""
        self._ask = address
        self._connect_seconds = connect_seconds
        self._address: Address | None = None
        self._driver: neo4j.AsyncDriver | None = None
        self._suspect = True
        self._opening: asyncio.Task[None] | None = None

    async def read(self, work: Work[T], seconds: float) -> T:
        """The result of work that may be done again: it is, when the database has moved or another was in the way."""
        for _ in range(AGAIN):
            try:
                return await self.once(work, seconds)
            except (Moved, dialect.LostRace):
                continue
        return await self.once(work, seconds)

    async def once(self, work: Work[T], seconds: float) -> T:
        """The result of work that is done once.

        Raises Moved when the connection broke, StoreUnavailable when the time is up, StoreRefused for a wrong password,
        dialect.LostRace when another transaction was in the way, StoreError for anything else.
        """
        driver, address = await self._open()
        try:
            async with asyncio.timeout(seconds):
                async with driver.session(database=address.database, fetch_size=FETCH) as session:
                    return await work(session)
        except asyncio.CancelledError:
            self._suspect = True
            raise
        except TimeoutError as error:
            self._suspect = True
            raise StoreUnavailable(
                f"The database at {address.uri} did not answer within {seconds:g} s: see that it runs, then try again."
            ) from error
        except (DriverError, Neo4jError) as error:
            translated = dialect.translated(error, address.uri, address.user, address.database)
            if dialect.moved(error):
                self._suspect = True
                if not isinstance(translated, StoreRefused) or await self._has_moved(address):
                    raise Moved(str(translated)) from error
            raise translated from error

    async def close(self) -> None:
        """Close all connections."""
        if self._opening is not None:
            self._opening.cancel()
            await asyncio.gather(self._opening, return_exceptions=True)
        driver, self._driver, self._suspect = self._driver, None, True
        if driver is not None:
            await driver.close()

    async def _has_moved(self, old: Address) -> bool:
        return (await self._open())[1] != old

    async def _open(self) -> tuple[neo4j.AsyncDriver, Address]:
        """The driver at the address that holds now; who waits gives up in time, the asking goes on."""
        if self._suspect:
            if self._opening is None or self._opening.done():
                self._opening = asyncio.create_task(self._reopen())
            try:
                async with asyncio.timeout(self._connect_seconds):
                    await asyncio.shield(self._opening)
            except TimeoutError as error:
                raise StoreUnavailable(
                    f"The database was not ready within {self._connect_seconds:g} s: see that it runs, then try again."
                ) from error
        assert self._driver is not None and self._address is not None
        return self._driver, self._address

    async def _reopen(self) -> None:
        address = await self._ask()
        if address != self._address:
            if address.uri.partition("://")[0].partition("+")[0] not in ("bolt", "neo4j"):
                raise StoreRefused(f"{address.uri} is no database address: it begins with bolt:// or neo4j://.")
            try:
                driver = neo4j.AsyncGraphDatabase.driver(
                    address.uri,
                    auth=(address.user, address.password),
                    max_connection_pool_size=POOL,
                    notifications_min_severity="OFF",
                )
            except (DriverError, ValueError) as error:
                raise dialect.translated(error, address.uri, address.user, address.database) from error
            old, self._driver, self._address = self._driver, driver, address
            if old is not None:
                await old.close()
        self._suspect = False
