"""ARCHITECTURE.md tells the truth: what its tables and recipes name exists."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
README = re.sub(r"```.*?```", "", (ROOT / "README.md").read_text("utf-8"), flags=re.DOTALL)


def test_every_heading_of_the_readme_has_its_module_and_its_test() -> None:
    headings = re.findall(r"^#+ (.+)$", README, re.MULTILINE)
    rows = re.findall(r"^\| ([^|]+) \| `(src/[^`]+)` \| `(tests/[^`]+)` \|$", ARCHITECTURE, re.MULTILINE)
    assert [heading for heading, _, _ in rows] == headings
    assert not [module for _, module, _ in rows if not (ROOT / module).is_file()]


def test_every_test_that_is_named_exists() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", ARCHITECTURE)
    assert len(named) > 12
    assert not [(file, test) for file, test in named if f"def {test}(" not in (ROOT / file).read_text("utf-8")]


def test_the_layers_are_the_ones_that_are_checked() -> None:
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    (listed,) = re.findall(r"^layers = \[\n(.*?)^\]", project, re.MULTILINE | re.DOTALL)
    (drawn,) = re.findall(r"^`(__main__ .*)`$", ARCHITECTURE, re.MULTILINE)
    assert drawn.split(" › ") == re.findall(r'"([^"]+)"', listed)
