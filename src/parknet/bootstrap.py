"""Where things are put together: settings → engine → store → services → app; `moving` does so with files."""

import asyncio
import contextlib
import errno
import os
import random
import secrets
import socket
import stat
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from concurrent.futures import Executor, ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from parknet.analytics.lens import Lens
from parknet.errors import ParknetError, Stale, StoreRefused, StoreUnavailable
from parknet.graph import dataset
from parknet.graph.bolt import BoltStore
from parknet.graph.embedded import Address, EmbeddedEngine
from parknet.model.records import City
from parknet.services.access import Actor
from parknet.services.demo import synthetic
from parknet.services.history import CHINA
from parknet.services.journal import Journal
from parknet.services.loading import Loaded, load
from parknet.settings import Settings
from parknet.store.memory import MemoryStore
from parknet.store.port import Store

if TYPE_CHECKING:  # the web server is read by who serves, alone: the command line starts in a third of the time
    from fastapi import FastAPI

    from parknet.api.state import Services

OPERATOR = Actor("operator", holder=True)
LOADER = Actor("parknet", holder=True)
CACHE_BYTES = 256 * 2**20
ENGINE_SECONDS = 90.0
KERNELS_FOLDER = "kernels"
"""Where a data folder keeps compiled kernels when neither the program's nor the user's folder can be written to."""
ENGINE_FOLDER = "databases"
"""What the embedded engine makes in a data folder."""
PRIVATE_MODE = 0o600

Say = Callable[[str], None]


def now() -> datetime:
    """The clock that dates batches."""
    return datetime.now(UTC)


def today() -> date:
    """Today's day in UTC+8."""
    return datetime.now(CHINA).date()


def settings_of(data: Path | None = None) -> Settings:
    """The settings that the environment gives, with another data folder where one is named."""
    settings = Settings.from_environment()
    return settings.model_copy(update={"data": data, "database": ""}) if data else settings


def lens_of(text: str) -> Lens:
    """The resolved lens of a URL query; raises Refused naming the part that is wrong."""
    return Lens.from_query(parse_qsl(text, keep_blank_values=True)).resolved(today())


@contextlib.asynccontextmanager
async def open_journal(settings: Settings, say: Say, fill: bool = True) -> AsyncIterator[Journal]:
    """The journal of the settings' store, read and ready; the built-in data is loaded first where it is empty.

    Raises the kinds of parknet.errors.StoreError, each a sentence that says what to do.
    """
    async with open_store(settings, say) as store:
        journal = Journal(store, now, random.Random())
        say("reading the network")
        snapshot = await journal.open()
        if fill and snapshot.revision == 0:
            say("loading the built-in data")
            await fill_once(journal, load_built_in)
        yield journal


@contextlib.asynccontextmanager
async def open_filled(settings: Settings, say: Say, named_by: str = "") -> AsyncIterator[Store]:
    """The settings' store as it is, where it holds something; raises ParknetError where it does not, and makes nothing.

    `named_by` is the argument that says where it is, where no setting does. Raises the kinds of
    parknet.errors.StoreError, too.
    """
    remedy = f"Set {named_by or ('PARKNET_DATABASE' if settings.database else 'PARKNET_DATA')}"
    if settings.database:
        remedy += " and PARKNET_DATABASE_NAME"
    place = f"the database {settings.database_name} at {settings.database}" if settings.database else settings.data
    nothing = ParknetError(f"There is nothing in {place}. {remedy} to where the network is.")
    try:
        if not settings.database and not (settings.data / ENGINE_FOLDER).is_dir():
            raise nothing
    except OSError as error:
        text = f"The data folder {settings.data} cannot be read ({error.strerror})."
        raise ParknetError(f"{text} {remedy} to where the network is, or ask its owner.") from None
    async with open_store(settings, say) as store:
        if (await store.head()).revision == 0:
            raise nothing
        await store.prepare()
        yield store


@contextlib.asynccontextmanager
async def open_store(settings: Settings, say: Say) -> AsyncIterator[Store]:
    """The settings' store, which has answered."""
    address, room, release = _database(settings, say)
    store = BoltStore(address, room=room)
    try:
        await _answered(store, settings)
        yield store
    finally:
        await store.close()
        await asyncio.to_thread(release)


async def _answered(store: Store, settings: Settings) -> None:
    """Return when the store has said what it is, within a read's time: what comes next may take long."""
    try:
        await store.describe()
    except StoreUnavailable as error:
        if not settings.database:
            raise
        hint = "PARKNET_DATABASE names the Bolt port of a Neo4j server, 7687 as a rule."
        raise StoreUnavailable(f"{error} {hint}") from error
    except UnicodeError:  # of the name of its host
        raise StoreRefused(f"{settings.database} is no usable database address. Correct PARKNET_DATABASE.") from None


def _database(
    settings: Settings, say: Say
) -> tuple[Callable[[], Awaitable[Address]], Callable[[], None], Callable[[], None]]:
    """How to find out where the database is, whether it has room (a server sees to that itself), and what to do when it
    is no longer needed.
    """
    if settings.database:
        password = settings.database_password()
        known = Address(settings.database, settings.database_user, password, settings.database_name)

        async def server() -> Address:
            return known

        say(f"connecting to {settings.database}")
        return server, lambda: None, lambda: None
    make_folder(settings.data)
    engine = EmbeddedEngine(settings.data)

    async def embedded() -> Address:
        return await asyncio.to_thread(engine.address, ENGINE_SECONDS)

    say(f"opening the database in {settings.data}")
    return embedded, engine.room, engine.close


def make_folder(folder: Path) -> None:
    """Make the data folder for its owner alone; raises ParknetError when that cannot be done."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        text = f"The data folder {folder} cannot be made ({error.strerror}). Name another one by PARKNET_DATA."
        raise ParknetError(text) from None


async def fill_once(journal: Journal, fill: Callable[[Journal], Awaitable[object]]) -> None:
    """Fill an empty store, or wait for another process that is doing it."""
    try:
        await fill(journal)
    except Stale:
        if (await journal.refresh()).revision == 0:
            raise


async def load_built_in(journal: Journal) -> Loaded:
    """Load the built-in data set; raises Refused naming file, line and column of what is wrong with it."""
    built_in = await asyncio.to_thread(dataset.load, dataset.folder())
    return await load(journal, built_in.records, LOADER)


def app_of(services: "Services", token: str, hosts: Iterable[str] = (), built: Path | None = None) -> "FastAPI":
    """The API over these services and the page, behind one gate; arguments as of create_app.

    `built` is the folder that the page was built in, where it is another than the package's own.
    """
    from parknet.api.app import create_app
    from parknet.web import page

    app = create_app(services, token, hosts)
    app.router.routes.extend(page.routes(built or page.BUILT))
    return app


def contract() -> dict[str, Any]:
    """The API's contract, from an app over nothing."""
    from parknet.api.app import create_app

    with ThreadPoolExecutor(1) as pool:
        journal = Journal(MemoryStore(), now, random.Random())
        return create_app(services_of(journal, pool, 0), "").openapi()


def services_of(
    journal: Journal,
    pool: Executor,
    cache: int,
    day: Callable[[], date] = today,
    clock: Callable[[], datetime] = now,
) -> "Services":
    """The services over a journal, computing in `pool` and keeping at most `cache` bytes of results."""
    from parknet.api.state import Services
    from parknet.services.analysis import Analysis
    from parknet.services.history import History

    analysis = Analysis(pool, cache)
    return Services(journal, analysis, day, History(journal, analysis, clock))


def demo_settings(settings: Settings, parks: int, seed: int) -> Settings:
    """The settings with a data folder of its own for a synthetic network; raises ParknetError on a server."""
    if settings.database:
        raise ParknetError("A synthetic network needs a data folder of its own. Unset PARKNET_DATABASE.")
    beside = settings.data.resolve()  # `.` has a name, too
    if not beside.name:
        raise ParknetError(f"There is no place beside {beside} for a synthetic network. Set PARKNET_DATA.")
    own = beside.with_name(f"{beside.name}-demo-{parks}-{seed}")
    return settings.model_copy(update={"data": own})


async def load_demo(journal: Journal, parks: int, seed: int, say: Say) -> Loaded:
    """Fill an empty store with a synthetic network, marked so."""
    say(f"making a synthetic network of {parks} parks (seed {seed})")
    built_in = {r.id: r for r in (await asyncio.to_thread(dataset.load, dataset.folder())).records}
    cities = [r for r in built_in.values() if isinstance(r, City) and r.adcode]
    cited = [built_in[id_] for id_ in sorted({citation.to for city in cities for citation in city.cites})]
    made = await asyncio.to_thread(synthetic, parks, seed, cities)
    say(f"writing {len(made) + len(cities) + len(cited)} records")
    return await load(journal, [*made, *cities, *cited], LOADER)


def token(settings: Settings, say: Say) -> str:
    """The token that allows writing, made at first start and kept in the data folder for its owner alone."""
    return secret(settings, "token", lambda: secrets.token_urlsafe(32), say)


def secret(settings: Settings, name: str, new: Callable[[], str], say: Say) -> str:
    """What the file of this name in the data folder holds, made when it is first asked for.

    One that others may read is closed to them, and said. Raises ParknetError when it is not to be had.
    """
    make_folder(settings.data)
    path, draft = settings.data / name, settings.data / f"{name}.{os.getpid()}"
    try:
        if not path.exists():
            _make_private(path, draft, new() + "\n")
        if stat.S_IMODE(path.stat().st_mode) & ~PRIVATE_MODE:
            path.chmod(PRIVATE_MODE)
            say(f"others could read the {name} in {path}; now you alone. Remove the file to get a new one")
        found = path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        text = f"The {name} in {path} cannot be read or made ({error.__class__.__name__})."
        remedy = "Remove the file: a new one is made." if os.path.lexists(path) else f"Make {settings.data} writable."
        raise ParknetError(f"{text} {remedy}") from None
    if not found:
        raise ParknetError(f"The {name} in {path} is empty. Remove the file: a new one is made.")
    return found


def _make_private(path: Path, draft: Path, text: str) -> None:
    """Write a file for its owner alone, unless another process is faster; whole or not at all, where that can be had.

    Raises OSError; of the draft nothing is left.
    """

    def opener(name: str, flags: int) -> int:
        return os.open(name, flags, PRIVATE_MODE)

    try:
        with open(draft, "w", encoding="ascii", opener=opener) as file:
            file.write(text)
        with contextlib.suppress(FileExistsError):
            try:
                os.link(draft, path)
            except FileExistsError:
                raise
            except OSError:  # a file system without hard links
                with open(path, "x", encoding="ascii", opener=opener) as file:
                    file.write(text)
    finally:
        draft.unlink(missing_ok=True)


def bind(settings: Settings) -> socket.socket:
    """The socket to serve on, taken before anything else is started; raises ParknetError when it is not to be had."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    taken = socket.socket(family, socket.SOCK_STREAM)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    taken.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else each answer waits 40 ms for its second packet
    try:
        taken.bind((settings.host, settings.port))
        taken.listen(0)
    except (OSError, UnicodeError) as error:
        taken.close()
        cause = error.strerror if isinstance(error, OSError) else "no name that a machine can have"
        text = f"Port {settings.port} on {settings.host} cannot be taken ({cause})."
        remedy = "Set PARKNET_HOST to an address of this machine."
        if isinstance(error, OSError) and error.errno in (errno.EADDRINUSE, errno.EACCES):
            remedy = "End the program that uses it, or set PARKNET_PORT to another one."
        raise ParknetError(f"{text} {remedy}") from None
    return taken


async def serve(settings: Settings, say: Say, fill: Callable[[Journal], Awaitable[object]] | None = None) -> None:
    """Serve until SIGINT or SIGTERM; `fill` fills an empty store (default: the built-in data)."""
    from parknet.api import server

    with contextlib.closing(bind(settings)) as taken:
        async with open_journal(settings, say, fill=fill is None) as journal:
            if fill is not None and journal.snapshot.revision == 0:
                await fill_once(journal, fill)
            # More threads than cores: who asks for long work shares the cores with the rest, and does not stop it.
            with ThreadPoolExecutor(max(4, os.cpu_count() or 2), "kernel") as pool:
                services = services_of(journal, pool, CACHE_BYTES)
                app = app_of(services, token(settings, say), [*settings.host_names, _in_url(settings.host)])
                async with warming(services, settings.data / KERNELS_FOLDER) as warm_up:

                    def started() -> None:
                        say(ready(settings, taken))
                        warm_up()

                    await server.serve(app, taken, started, journal.follow())


@contextlib.asynccontextmanager
async def warming(services: "Services", room: Path) -> AsyncIterator[Callable[[], None]]:
    """What begins to compile the kernels, in the pool; who needs one in the meantime waits for that one alone.

    `room` is a folder of last resort to keep them in. It ends with the block, when the kernel under way is done.
    """
    from parknet.analytics.warm import warm

    begun = asyncio.Event()

    async def work() -> None:
        await begun.wait()
        await services.analysis.run(lambda: warm(room))

    task = asyncio.create_task(work())
    try:
        yield begun.set
    finally:
        task.cancel()
        await asyncio.wait({task})


def ready(settings: Settings, taken: socket.socket) -> str:
    """The line that says where the page is."""
    return f"parknet is ready at http://{_in_url(settings.host)}:{taken.getsockname()[1]}"


def _in_url(host: str) -> str:
    """A host as it stands in an address."""
    return f"[{host}]" if ":" in host else host
