"""Derived answers over a snapshot, computed once in the kernels' pool and kept within a bound of bytes."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from concurrent.futures import Executor
from typing import Any, NamedTuple, TypeVar

from parknet.analytics.comparison import Comparison, compare
from parknet.analytics.layout import Layouts, layouts
from parknet.analytics.lens import Lens
from parknet.analytics.measure import Column
from parknet.analytics.measures import measure
from parknet.analytics.network import Network, build
from parknet.analytics.null_models import Significance, significance
from parknet.analytics.progress import Progress, current, steps
from parknet.analytics.sensitivity import Missing, Ranks, ranks
from parknet.model.snapshot import Snapshot
from parknet.services.cache import Cache

T = TypeVar("T")

BYTES_A_NODE = 600
BYTES_A_TIE = 300
BYTES_A_POINT = 250
BYTES_A_VALUE = 40
BYTES_AN_OBJECT = 1000
BYTES_A_RECORD = 500  # of a past snapshot: most of its records are those of the present
"""About what each takes in memory, for the bound of the cache."""


class Chance(NamedTuple):
    """What is drawn: how often, from which seed, and, where a null model is asked for, by which."""

    draws: int
    seed: int
    model: str = ""


class Analysis:
    """Networks, layouts, measures and encoded bodies by what they depend on: digest, lens, and name."""

    def __init__(self, pool: Executor, limit: int) -> None:
        self._pool = pool
        self._cache = Cache(limit, _size)
        self._drawing = asyncio.Lock()

    async def run(self, compute: Callable[[], T]) -> T:
        """The result of a function, computed in the pool, outside the event loop; who gives up waiting ends it."""
        progress = current() or Progress()
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, progress.run, compute)
        except asyncio.CancelledError:
            progress.ended = True
            raise

    async def _drawn(self, compute: Callable[[], T]) -> T:
        """The same for what may take minutes: one after another, so that a thread of the pool stays for the rest."""
        async with self._drawing:
            return await self.run(compute)

    async def of(self, key: tuple[object, ...], compute: Callable[[], Awaitable[T]]) -> T:
        """Any pure result by its key, computed unless it is kept; it has a `size` in bytes (see `_size`)."""
        result: T = await self._cache.get(key, compute)
        return result

    async def ready(self, snapshot: Snapshot) -> Snapshot:
        """The snapshot with its digest and its index by kind worked out, which takes long after each write."""
        key = ("ready", snapshot.revision, snapshot.hash)
        await self.of(key, lambda: self.run(lambda: (snapshot.digest, snapshot.synthetic)))
        return snapshot

    async def network(self, snapshot: Snapshot, lens: Lens) -> Network:
        """The network of the snapshot through a resolved lens."""
        key = ("network", snapshot.digest, lens.canonical())
        return await self.of(key, lambda: self.run(lambda: build(snapshot, lens)))

    async def layouts(self, snapshot: Snapshot) -> Layouts:
        """The layouts of the unfiltered snapshot."""
        return await self.of(("layouts", snapshot.digest), lambda: self.run(lambda: layouts(snapshot)))

    async def measures(self, snapshot: Snapshot, lens: Lens, names: Sequence[str]) -> tuple[Column, ...]:
        """The named measures of the network through the lens, each computed and kept by itself."""
        network = await self.network(snapshot, lens)
        return tuple([await self._measure(network, name) for name in _told(names)])

    async def _measure(self, network: Network, name: str) -> Column:
        key = ("measure", network.digest, network.lens.canonical(), name)
        return await self.of(key, lambda: self.run(lambda: measure(network, [name])[0]))

    async def significance(
        self, snapshot: Snapshot, lens: Lens, names: Sequence[str], chance: Chance
    ) -> tuple[Significance, ...]:
        """The named measures of the whole network, each beside the draws of a null model."""
        network = await self.network(snapshot, lens)
        key = ("significance", network.digest, network.lens.canonical(), tuple(names), chance)
        return await self.of(
            key, lambda: self._drawn(lambda: significance(network, names, chance.model, chance.draws, chance.seed))
        )

    async def ranks(
        self, snapshot: Snapshot, lens: Lens, names: Sequence[str], missing: Missing, chance: Chance
    ) -> tuple[Ranks, ...]:
        """The ranks of the nodes by the named measures, each computed and kept by itself."""
        network = await self.network(snapshot, lens)

        async def one(name: str) -> Ranks:
            key = ("ranks", network.digest, network.lens.canonical(), name, missing, chance)
            return await self.of(
                key, lambda: self._drawn(lambda: ranks(network, name, missing, chance.draws, chance.seed))
            )

        return tuple([await one(name) for name in _told(names)])

    async def comparison(self, snapshot: Snapshot, here: Lens, there: Lens) -> Comparison:
        """The networks of a snapshot through two lenses side by side."""
        one, other = await self.network(snapshot, here), await self.network(snapshot, there)
        key = ("comparison", snapshot.digest, here.canonical(), there.canonical())
        return await self.of(key, lambda: self.run(lambda: compare(one, other)))


def _told(names: Sequence[str]) -> Iterable[str]:
    """Names whose number says how far the work is; the progress of a single one is its own."""
    return steps(names, len(names)) if len(names) > 1 else names


def _size(result: Any) -> int:
    match result:
        case Network():
            return BYTES_A_NODE * len(result.nodes.id) + BYTES_A_TIE * len(result.ties.source)
        case Layouts():
            return BYTES_A_POINT * (len(result.network) + len(result.geographic))
        case Column():
            return BYTES_A_VALUE * len(result.values) + BYTES_AN_OBJECT
        case Snapshot():
            return BYTES_A_RECORD * len(result.entries)
        case Ranks():
            return 5 * BYTES_A_VALUE * len(result.rank) + BYTES_AN_OBJECT
        case Comparison():
            only = (result.nodes.only_here, result.nodes.only_there, result.ties.only_here, result.ties.only_there)
            return BYTES_A_POINT * sum(map(len, only)) + 3 * BYTES_AN_OBJECT * len(result.measures)
        case (Significance(), *_):
            return 2 * BYTES_AN_OBJECT * len(result)
        case () | (str(), bool()):
            return BYTES_AN_OBJECT
    return int(result.size)
