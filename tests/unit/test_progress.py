"""Progress is told by the outermost loop, and every loop ends where nobody waits."""

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from parknet.analytics.kernels import paths
from parknet.analytics.lens import Lens
from parknet.analytics.network import Network, build
from parknet.analytics.null_models import significance
from parknet.analytics.progress import Ended, Progress, current, steps
from parknet.analytics.sensitivity import ranks, stated
from parknet.services.analysis import Analysis
from parknet.services.cache import Cache
from tests.networks import plain
from tests.networks.classics import classics


class Told(Progress):
    """Remembers what was done, and may be ended by it."""

    def __init__(self, most: int = 10**9) -> None:
        self.seen: list[int] = []
        self.most = most
        super().__init__()

    def __setattr__(self, name: str, value: object) -> None:
        if name == "done" and value:
            self.seen.append(int(str(value)))
            if len(self.seen) >= self.most:
                self.ended = True
        super().__setattr__(name, value)


def karate() -> Network:
    graph = classics()["karate"]
    return build(plain.tied(graph.edges, parks=len(graph)), Lens(at="2026-11-22"))


def ring(size: int) -> Network:
    return build(plain.tied([[n, (n + 1) % size] for n in range(size)]), Lens(at="2026-11-22"))


def test_the_outermost_loop_is_told_and_all_end() -> None:
    def work() -> int:
        return sum(1 for _ in steps("abc", 3) for _ in steps("de", 2))

    told = Told()
    assert told.run(work) == 6 and told.seen == [1, 2, 3] and told.read() is None
    early = Progress()
    early.ended = True
    with pytest.raises(Ended):
        early.run(work)
    assert current() is None and work() == 6


@pytest.mark.parametrize("name", ["distances", "betweenness"])
def test_a_kernel_tells_its_blocks_and_ends_between_them(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "BLOCK", 10)
    network, told, early = ring(40), Told(), Told(most=1)
    kernel = getattr(paths, name)
    found = told.run(lambda: kernel(network.indptr, network.indices))
    assert told.seen == [1, 2, 3, 4]
    assert np.array_equal(np.array(found), np.array(kernel(network.indptr, network.indices)))
    with pytest.raises(Ended):
        early.run(lambda: kernel(network.indptr, network.indices))
    assert early.seen == [1]
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("block")]


def test_draws_are_told_and_end() -> None:
    network = karate()
    for work in (
        lambda: significance(network, ["diameter"], "rewiring", 99),
        lambda: ranks(network, "closeness", stated(0.3), 99),
    ):
        told, early = Told(), Told(most=5)
        told.run(work)
        assert told.seen == list(range(1, 100))
        with pytest.raises(Ended):
            early.run(work)
        assert early.seen == [1, 2, 3, 4, 5]


class Work:
    """A computation that goes on until it is let go, or ended."""

    def __init__(self) -> None:
        self.begun, self.go, self.over = threading.Event(), threading.Event(), threading.Event()
        self.times = 0

    def __call__(self) -> str:
        self.times += 1
        try:
            for _ in steps(self._while_not_let_go(), 10**6):
                pass
            return "done"
        finally:
            self.over.set()

    def _while_not_let_go(self) -> Iterator[int]:
        while not self.go.is_set():
            yield 0
            self.begun.set()


async def settled(event: threading.Event) -> None:
    assert await asyncio.to_thread(event.wait, 20), "not within 20 s"


def size(result: object) -> int:
    return len(str(result))


async def test_the_work_ends_when_the_last_that_waits_gives_up() -> None:
    with ThreadPoolExecutor(2) as pool:
        analysis, work = Analysis(pool, 1000), Work()
        analysis._cache = Cache(1000, size)

        async def asking() -> str:
            return await analysis.of(("a",), lambda: analysis.run(work))

        first, second = asyncio.create_task(asking()), asyncio.create_task(asking())
        await settled(work.begun)
        first.cancel()
        await asyncio.wait({first})
        assert not work.over.is_set() and not second.done()
        second.cancel()
        await asyncio.wait({second})
        await settled(work.over)
        assert work.times == 1 and not analysis._cache._running
        work.go.set()
        assert await asking() == "done" and work.times == 2


async def test_who_stays_gets_the_result_and_all_see_how_far_it_is() -> None:
    with ThreadPoolExecutor(2) as pool:
        analysis, work, seen = Analysis(pool, 1000), Work(), [Progress(), Progress()]
        analysis._cache = Cache(1000, size)

        async def asking(progress: Progress) -> str:
            progress.enter()
            return await analysis.of(("outer",), lambda: analysis.of(("inner",), lambda: analysis.run(work)))

        first, second = (asyncio.create_task(asking(one)) for one in seen)
        await settled(work.begun)
        for one in seen:
            read = one.read()
            assert read and read[1] == 10**6
        first.cancel()
        await asyncio.wait({first})
        work.go.set()
        assert await second == "done" and work.times == 1
        assert [one.read() for one in seen] == [None, None]


async def test_what_waits_for_its_turn_is_dropped_when_nobody_waits() -> None:
    with ThreadPoolExecutor(1) as pool:
        analysis, busy, late = Analysis(pool, 1000), Work(), Work()
        one = asyncio.create_task(analysis.run(busy))
        await settled(busy.begun)
        other = asyncio.create_task(analysis.run(late))
        await asyncio.sleep(0)
        other.cancel()
        await asyncio.wait({other})
        busy.go.set()
        assert await one == "done" and late.times == 0
