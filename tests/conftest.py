"""What every test may ask for.

`neo4j_server`  a real Neo4j: `.uri .user .password .version`. The tests may erase it.
`arcadedb`      nothing but the promise that the embedded engine is installed.
`filled_folder` a closed data folder with the built-in data, to be copied.
`chromium`      the path of a Chromium.
`soak`          True in the long run (`make soak`); `scale(small, large)` picks the size that fits the run.

Where an engine or Chromium is absent, the tests that ask for it are skipped with one line that says what to install;
`PARKNET_REQUIRE=neo4j,arcadedb,browser` makes that line a failure.
"""

import importlib.util
import os
import re
import shutil
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from tests.api.processes import served
from tests.engines import neo4j_server as engine

SOAK = bool(os.environ.get("PARKNET_SOAK"))
REQUIRED = frozenset(os.environ.get("PARKNET_REQUIRE", "").replace(",", " ").split())
STORES = ("memory", "arcadedb", "neo4j")
NEO4J_VERSION = pytest.StashKey[str]()

# A shell lets what it runs in the background ignore Ctrl-C; servers that the tests start would, too.
signal.signal(signal.SIGINT, signal.default_int_handler)

# No deadline: this machine may be busy, and a slow example is no wrong one.
hypothesis.settings.register_profile("test", deadline=None, print_blob=True)
hypothesis.settings.register_profile("soak", deadline=None, print_blob=True, max_examples=1000)
# A fault that was planted is only to be seen.
hypothesis.settings.register_profile(
    "fault", deadline=None, phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate]
)
hypothesis.settings.load_profile("soak" if SOAK else "test")


def absent(requirement: str, sentence: str) -> None:
    """Skip with the sentence, or fail with it when PARKNET_REQUIRE names the requirement."""
    if requirement in REQUIRED:
        pytest.fail(sentence, pytrace=False)
    pytest.skip(sentence)


@pytest.fixture(scope="session")
def neo4j_server(request: pytest.FixtureRequest) -> Iterator[engine.Neo4jServer | engine.ExistingNeo4j]:
    if sentence := engine.missing():
        absent("neo4j", sentence)
    if address := os.environ.get("PARKNET_TEST_NEO4J"):
        try:
            existing = engine.ExistingNeo4j(address)
        except engine.Neo4jError as error:
            pytest.fail(str(error), pytrace=False)
        request.config.stash[NEO4J_VERSION] = existing.version
        yield existing
        return
    try:
        engine.fetch()
    except engine.Neo4jError as error:
        absent("neo4j", str(error))
    with engine.Neo4jServer() as server:
        request.config.stash[NEO4J_VERSION] = server.version
        yield server


@pytest.fixture(scope="session")
def arcadedb() -> None:
    if importlib.util.find_spec("arcadedb_embedded") is None:
        absent("arcadedb", "the tests of the embedded engine wait for it: pip install arcadedb-embedded")


@pytest.fixture(scope="session")
def filled_folder(arcadedb: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that holds the built-in data and nothing else, closed in order: copy it, never use it."""
    folder = tmp_path_factory.mktemp("filled") / "data"
    with served(folder):
        pass
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    path = next((found for name in names if (found := shutil.which(name))), None)
    if path is None:
        absent("browser", "the browser tests wait for Chromium: install the package chromium")
    assert path
    return path


@pytest.fixture(scope="session")
def soak() -> bool:
    return SOAK


@pytest.fixture(scope="session")
def scale() -> Callable[[int, int], int]:
    """`scale(small, large)`: small in make test, large in make soak."""
    return lambda small, large: large if SOAK else small


def store_of(nodeid: str) -> str | None:
    """The store that a contract test ran on: from its parameters (`test_y[neo4j-3]`), else from its name."""
    if not nodeid.startswith("tests/contract/"):
        return None
    name, _, parameters = nodeid.partition("[")
    words = [word for text in (parameters, name) for word in re.split(r"[^a-z0-9]+", text.lower())]
    return next((word for word in words if word in STORES), None)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say what tests tell (`record_property("told", ...)`), how many contract tests passed on each store, and which
    Neo4j it was.
    """
    reports = [report for report in terminalreporter.getreports("passed") if report.when == "call"]
    for line in (said for report in reports for name, said in report.user_properties if name == "told"):
        terminalreporter.write_line(str(line))
    passed = Counter(store_of(report.nodeid) for report in reports)
    if not any(passed[store] for store in STORES):
        return
    version = config.stash.get(NEO4J_VERSION, "")  # of this process, or of the worker that had a Neo4j
    counts = ", ".join(f"{store} {passed[store]}" for store in STORES)
    terminalreporter.write_line(f"contract tests: {counts}{version and f' ({version})'}")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker tells which Neo4j it had."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["neo4j"] = session.config.stash.get(NEO4J_VERSION, "")


def pytest_testnodedown(node: Any) -> None:
    """What a worker told."""
    if version := getattr(node, "workeroutput", {}).get("neo4j"):
        node.config.stash[NEO4J_VERSION] = version
