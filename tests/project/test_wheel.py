"""The wheel, built here and installed into a clean environment, serves from an empty folder."""

import json
import os
import re
import signal
import subprocess
import sys
import tarfile
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, Queue

import httpx2
import psutil
import pytest
from hatchling.build import build_sdist

from parknet.web.page import BUILT

pytestmark = pytest.mark.timeout(900)  # the clean environment is fetched and installed

START_SECONDS = 120
STOP_SECONDS = 30


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(folder), str(root))
    (built,) = folder.glob("parknet-*.whl")
    return built


@pytest.fixture(scope="module")
def parknet(root: Path, wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of a parknet installed from the wheel and the lock into an environment of its own."""
    folder = tmp_path_factory.mktemp("clean") / "venv"
    run(sys.executable, "-m", "venv", "--without-pip", str(folder))
    pip = (sys.executable, "-m", "pip", "--python", str(folder / "bin" / "python"), "install", "-q", "--no-compile")
    run(*pip, "--require-hashes", "-r", str(root / "requirements" / "runtime.txt"))
    run(*pip, "--no-deps", str(wheel))
    return folder / "bin" / "parknet"


def run(*command: str) -> None:
    """Run to its end; what it printed is the failure's text."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, cwd="/")
    assert done.returncode == 0, done.stdout


@pytest.fixture(scope="module")
def page(root: Path) -> set[str]:
    """The files of the built page, from src/."""
    built = {path.relative_to(root / "src").as_posix() for path in BUILT.rglob("*") if path.is_file()}
    assert "parknet/web/dist/index.html" in built, "the page is not built: make serve builds it"
    return built


def test_the_wheel_holds_the_package_the_page_and_the_graph_and_nothing_else(
    wheel: Path, page: set[str], committed: list[Path]
) -> None:
    with zipfile.ZipFile(wheel) as archive:
        shipped = {name for name in archive.namelist() if ".dist-info/" not in name}
    expected = {path.relative_to("src").as_posix() for path in committed if path.parts[0] == "src"} | page
    graph = [path.relative_to("graph") for path in committed if path.parts[0] == "graph" and path.suffix != ".py"]
    expected |= {f"parknet/_graph/{path.as_posix()}" for path in graph}
    assert shipped == expected


def test_the_source_archive_holds_every_folder_and_the_page(
    root: Path, page: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    built = tmp_path / build_sdist(str(tmp_path))
    with tarfile.open(built) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    folders = {name.partition("/")[0] for name in names}
    assert {f"src/{name}" for name in page} <= names and not [name for name in names if "node_modules" in name]
    assert {"api", "graph", "src", "tests", "web", "pyproject.toml", "LICENSE", "NOTICE", "README.md"} <= folders


class Serving:
    """A `parknet serve` of the clean environment and the lines that it prints."""

    def __init__(self, command: Path, folder: Path, data: Path) -> None:
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("PARKNET_", "PYTHON"))}
        self.process = subprocess.Popen(
            [command, "serve"],
            cwd=folder,
            env={**clean, "PARKNET_PORT": "0", "PARKNET_DATA": str(data)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.printed: list[str] = []
        self._lines: Queue[str | None] = Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            for line in lines:
                self._lines.put(line)
        self._lines.put(None)

    def address(self) -> str:
        """The address in the line that says parknet is ready; fails with what it printed when none comes."""
        try:
            while (line := self._lines.get(timeout=START_SECONDS)) is not None:
                self.printed.append(line)
                if found := re.search(r"parknet is ready at (http://127\.0\.0\.1:\d+)", line):
                    return found[1]
        except Empty:
            pass
        raise AssertionError("parknet did not say that it is ready:\n" + "".join(self.printed))


@pytest.fixture
def serving(parknet: Path, tmp_path: Path) -> Iterator[Serving]:
    (tmp_path / "empty").mkdir()
    server = Serving(parknet, tmp_path / "empty", tmp_path / "data")
    family = psutil.Process(server.process.pid)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            for child in family.children(recursive=True):
                child.kill()
            server.process.kill()
            server.process.wait(STOP_SECONDS)


def test_an_installed_parknet_serves_and_ends_with_its_children(serving: Serving, tmp_path: Path) -> None:
    address = serving.address()
    assert httpx2.get(f"{address}/readyz", timeout=STOP_SECONDS).status_code == 200
    answer = httpx2.get(f"{address}/api/v1/meta", timeout=STOP_SECONDS)
    assert answer.status_code == 200
    assert json.loads(answer.text)["meta"]["digest"]
    assert list((tmp_path / "empty").iterdir()) == []
    html = httpx2.get(f"{address}/", timeout=STOP_SECONDS).text
    script = re.search(r'<script[^>]* src="(/assets/[^"]+)"', html)
    assert script and httpx2.get(address + script[1], timeout=STOP_SECONDS).status_code == 200

    children = psutil.Process(serving.process.pid).children(recursive=True)
    assert children, "the embedded engine is a child of parknet"
    serving.process.send_signal(signal.SIGINT)
    assert serving.process.wait(STOP_SECONDS) == 0
    _, alive = psutil.wait_procs(children, timeout=STOP_SECONDS)
    assert alive == []
