"""The README tells the truth: its numbers are the program's, its commands work, its tables are complete."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from parknet.analytics.coverage import counts, coverages
from parknet.analytics.lens import Lens
from parknet.analytics.measures import measure
from parknet.analytics.network import build
from parknet.graph import dataset
from parknet.model.snapshot import Snapshot
from parknet.settings import described
from tests.api.conftest import TODAY, loaded
from tests.api.processes import Served, environment, served

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")

COUNTED = {
    "parks": "Park",
    "divisions": "City",
    "organisations": "Organisation",
    "alliances": "Alliance",
    "programmes and lists": "Programme",
    "joint actions": "JointAction",
    "figures": "Observation",
    "sources": "Source",
    "parks with a sector": "parks_with_sector",
    "parks with a title": "parks_with_title",
    "parks with a figure": "parks_with_figure",
    "parks without a known place": "parks_without_place",
    "alliances between parks": "ties_between_parks",
    "alliances with fewer than two members named": "ties_members_not_named",
    "alliances not begun (intentions)": "ties_not_begun",
    "alliances of unknown year": "ties_year_unknown",
}


def numbers(snapshot: Snapshot) -> list[str]:
    """The lines of the README that state numbers, from the program."""
    found = counts(snapshot)
    pairs = [(name, found[key]) for name, key in COUNTED.items()]
    half = len(pairs) // 2
    rows = zip(pairs[:half], pairs[half:], strict=True)
    lines = [f"| {a} | {n} | | {b} | {m} |" for (a, n), (b, m) in rows]
    pairing = build(snapshot, Lens.from_query([("parties", "park-park")]).resolved(TODAY))
    (components,) = measure(pairing, ["components"])
    groups = {value for n, value in enumerate(components.values) if pairing.indptr[n] < pairing.indptr[n + 1]}
    tied = sum(1 for n in range(len(pairing.nodes.id)) if pairing.indptr[n] < pairing.indptr[n + 1])
    ties = len(pairing.ties.source)
    sentence = f"Park-to-park ties on record: {ties} among {tied} members in {len(groups)} separate groups."
    return [*lines, sentence, f"Of the Carrying Plan, {coverages(snapshot, TODAY)[0].sentence[1]} are named."]


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    store = loaded(dataset.load(dataset.folder()).records)
    return store._snapshot


def test_the_numbers_are_the_programs(snapshot: Snapshot) -> None:
    wrong = [line for line in numbers(snapshot) if line not in README]
    assert not wrong, "write into README.md:\n" + "\n".join(numbers(snapshot))


def test_the_tables_of_the_lens_and_the_settings_are_complete() -> None:
    rows = [f"| `{name}` | {default and f'`{default}`'} | {text} |" for name, default, text in described()]
    missing = [row for row in rows if row.replace("|  |", "| |") not in README]
    assert not missing, "\n".join(missing)
    assert not [part for part in Lens.model_fields if f"| `{part}` |" not in README]


@pytest.fixture(scope="module")
def server(filled_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, Path]]:
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(filled_folder, folder / "parknet-data")
    with served(folder / "parknet-data") as server:
        yield server, folder


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def lines() -> list[str]:
    return [line for block in blocks("sh") for line in block.replace("\\\n", " ").splitlines()]


def commands() -> list[str]:
    """The commands of the README's shell blocks, the make targets and what finds the commands aside."""
    return [line for line in lines() if "make " not in line and not line.endswith("activate")]


def prepared(command: str, server: Served) -> str:
    return command.replace("http://127.0.0.1:8300", server.address)


@pytest.mark.arcadedb
def test_the_curl_answers_what_the_readme_says(server: tuple[Served, Path]) -> None:
    (block,) = blocks("console")
    command, _, shown = block.removeprefix("$ ").partition("\n")
    done = subprocess.run(
        ["bash", "-c", prepared(command, server[0])], capture_output=True, text=True, timeout=60, check=True
    )
    for part in re.findall(r'"\w+":(?:"[^"…]*"|\d+|false|\[[^]…]*\])', shown):
        assert part in done.stdout, part


@pytest.mark.arcadedb
@pytest.mark.parametrize("command", commands())
def test_a_command_works(command: str, server: tuple[Served, Path]) -> None:
    served_by, folder = server
    (activate,) = [line for line in lines() if line.endswith("activate")]
    assert lines().index(activate) < lines().index(commands()[0])
    own = str(Path(sys.executable).parent)
    elsewhere = os.pathsep.join(part for part in os.environ["PATH"].split(os.pathsep) if part != own)
    settings = environment(folder / "parknet-data") | {"PATH": elsewhere}
    script = f"set -e; {activate}; cd {folder}; {prepared(command, served_by)}"
    done = subprocess.run(
        ["bash", "-c", script], cwd=ROOT, env=settings, capture_output=True, text=True, timeout=90, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "urn:parknet:problem" not in done.stdout


@pytest.mark.arcadedb
def test_the_library_block_works(server: tuple[Served, Path]) -> None:
    (block,) = blocks("python")
    done = subprocess.run(
        [sys.executable, "-c", block],
        cwd=server[1],
        env=environment(server[1] / "parknet-data"),
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "How many partners a node has. partners" in done.stdout and "separate groups" in done.stdout
    gexf = (server[1] / "network.gexf").read_text("utf-8")
    assert done.stdout.splitlines()[-1].split()[0] == str(gexf.count("<edge "))
