"""What stands where, how long it may be, and what no file may say."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

FOLDERS = {"api", "graph", "requirements", "src", "tests", "web"}
FILES = {
    ".gitignore",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "Makefile",
    "NOTICE",
    "README.md",
    "pyproject.toml",
}
LANGUAGES = {
    "graph": {".py", ".ts"},
    "web": {".py", ".cypher"},
    "src": {".cypher", ".ts"},
}  # what a folder must not hold

# What may stand in a folder of another language, and why.
STRANGERS = {"graph/data/make_divisions.py": "wrote the table of divisions beside it, once"}

LONGEST_FILE = 400
COUNTED = {".py", ".ts", ".svelte", ".js"}
LONGEST_FUNCTION = 50
# "src/parknet/x.py" or "src/parknet/x.py::function": why it may be longer.
LONGER = {"web/src/api/contract.ts": "written by `make contract`"}

REGISTRY = re.compile(
    r"https?://[^\s\"'<>]*(?:pypi|pythonhosted|npmjs|crates\.io|maven2|goproxy|artifact-?registry|/simple/)"
    r"|https?://[^\s\"'<>]+\.(?:whl|tgz|tar\.gz|jar|crate)\b",
    re.IGNORECASE,
)
MACHINE_PATH = re.compile(r"(?:^|[^\w.])/(?:work|root|farm|home/\w+|Users/\w+)/", re.MULTILINE)


def test_the_top_level_is_what_the_architecture_page_shows(committed: list[Path]) -> None:
    folders = {path.parts[0] for path in committed if len(path.parts) > 1}
    files = {path.parts[0] for path in committed if len(path.parts) == 1}
    assert folders == FOLDERS | {".ci"}
    assert files == FILES


def test_each_folder_holds_its_own_language(committed: list[Path]) -> None:
    strangers = {path.as_posix() for path in committed if path.suffix in LANGUAGES.get(path.parts[0], ())}
    assert strangers == set(STRANGERS)


def too_long(texts: dict[Path, str]) -> Iterator[tuple[str, int]]:
    for path, text in texts.items():
        lines = text.count("\n")
        if path.suffix in COUNTED and lines > LONGEST_FILE:
            yield path.as_posix(), lines
        if path.suffix != ".py" or path.parts[0] != "src":
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
                length = (node.end_lineno or first) - first + 1
                if length > LONGEST_FUNCTION:
                    yield f"{path.as_posix()}::{node.name}", length


def test_files_and_functions_stay_short(texts: dict[Path, str]) -> None:
    long = dict(too_long(texts))
    assert {place: lines for place, lines in long.items() if place not in LONGER} == {}, (
        "split it, or say why in LONGER"
    )
    assert [place for place in LONGER if place not in long] == [], "no longer needed in LONGER"


def test_no_file_names_a_registry_or_a_place_on_one_machine(texts: dict[Path, str]) -> None:
    found = [
        f"{path}: {match.group().strip()}"
        for path, text in texts.items()
        for pattern in (REGISTRY, MACHINE_PATH)
        for match in pattern.finditer(text)
    ]
    assert found == []


def test_only_the_settings_read_the_environment(texts: dict[Path, str]) -> None:
    readers = {
        path.as_posix()
        for path, text in texts.items()
        if path.suffix == ".py" and path.parts[0] == "src"
        for node in ast.walk(ast.parse(text))
        if (isinstance(node, ast.Attribute) and node.attr in {"environ", "environb", "getenv"})
        or (
            isinstance(node, ast.ImportFrom)
            and node.module == "os"
            and {a.name for a in node.names} & {"environ", "getenv"}
        )
    }
    assert readers <= {"src/parknet/settings.py"}
