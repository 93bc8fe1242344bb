"""The locks: every package at one version with its checksums, and no address."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

# The package in `import … from 'package/…'`, `import 'package'` and `import('package')`; types are gone when it runs.
IMPORTED = re.compile(r"\bimport\b(?! type\b)(?:[^;'\"]*\bfrom\b)?[\s(]*['\"]((?:@[\w.-]+/)?\w[\w.-]*)['\"/]")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def pins(lock: Path) -> dict[str, str]:
    """Package name to version; fails on a line that is neither a pinned requirement with checksums nor a comment."""
    found: dict[str, str] = {}
    for entry in re.sub(r"\\\n", " ", lock.read_text("utf-8")).splitlines():
        if not entry.strip() or entry.strip().startswith("#"):
            continue
        name, _, version = entry.split()[0].partition("==")
        assert version, f"{lock.name}: {entry[:60]!r} pins no version"
        assert HASH.search(entry), f"{lock.name}: {name} has no checksum"
        found[canonicalize_name(name)] = version
    return found


@pytest.fixture
def runtime(root: Path) -> dict[str, str]:
    return pins(root / "requirements" / "runtime.txt")


@pytest.fixture
def dev(root: Path) -> dict[str, str]:
    return pins(root / "requirements" / "dev.txt")


def test_the_tests_run_on_exactly_what_parknet_runs_on(runtime: dict[str, str], dev: dict[str, str]) -> None:
    assert runtime.items() <= dev.items()


def test_the_locks_hold_what_the_project_asks_for(root: Path, runtime: dict[str, str], dev: dict[str, str]) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    asked = [Requirement(text) for text in project["project"]["dependencies"] + project["build-system"]["requires"]]
    assert [
        str(one) for one in asked if not one.specifier.contains(runtime.get(canonicalize_name(one.name), "0"))
    ] == []
    lines = (root / "requirements" / "dev.in").read_text("utf-8").splitlines()
    wanted = [line.split()[0] for line in lines if line and not line.startswith(("#", "-r"))]
    assert [name for name in wanted if canonicalize_name(name) not in dev] == []


def test_the_embedded_engine_is_pinned_exactly(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    engine = [one for one in project["project"]["dependencies"] if one.startswith("arcadedb-embedded")]
    assert [re.fullmatch(r"arcadedb-embedded==[\w.]+", one) is not None for one in engine] == [True]


def test_the_node_that_builds_the_page_is_pinned(root: Path) -> None:
    asked = [line for line in (root / "requirements" / "node.in").read_text("utf-8").splitlines() if line[0] != "#"]
    (wanted,) = map(Requirement, asked)
    ((name, version),) = pins(root / "requirements" / "node.txt").items()
    assert name == wanted.name and wanted.specifier.contains(version)


def test_the_pages_packages_are_pinned_and_no_address_is_named(root: Path) -> None:
    asked, lock = (
        json.loads((root / "web" / name).read_text("utf-8")) for name in ("package.json", "package-lock.json")
    )
    direct = asked["dependencies"] | asked["devDependencies"]
    assert [version for version in direct.values() if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []
    packages = {path: package for path, package in lock["packages"].items() if path}
    assert {path: package["version"] for path, package in packages.items()}.items() >= {
        (f"node_modules/{name}", version) for name, version in direct.items()
    }
    assert [path for path, package in packages.items() if not package.get("integrity", "").startswith("sha512-")] == []
    assert [path for path, package in packages.items() if "resolved" in package] == []
    platforms = ("linux-x64-gnu", "linux-arm64-gnu", "darwin-arm64")  # npm may lock that of one machine alone
    assert {f"node_modules/@rolldown/binding-{platform}" for platform in platforms} <= packages.keys()


def test_what_the_page_imports_comes_without_the_packages_of_its_tests(root: Path) -> None:
    sources = [root / "web" / "vite.config.ts", *(root / "web" / "src").rglob("*.*")]
    texts = [path.read_text("utf-8") for path in sources if re.fullmatch(r"(?!.*\.test).*\.(ts|svelte)", path.name)]
    imported = {name for text in texts for name in IMPORTED.findall(text)}
    assert {"svelte", "vite"} <= imported
    assert imported - set(json.loads((root / "web" / "package.json").read_text("utf-8"))["dependencies"]) == set()


@pytest.mark.parametrize("lock", ["runtime.txt", "dev.txt", "node.txt"])
def test_no_lock_says_where_to_fetch_from(root: Path, lock: str) -> None:
    text = (root / "requirements" / lock).read_text("utf-8")
    options = [line for line in text.splitlines() if line.startswith("-") or "://" in line]
    assert options == []
