"""Deliberate faults in the logic, and the tests that must see them: ``python -m tests.faults [NAME …]``.

Each fault is planted in a copy of the program, never in the working tree. Its tests must be green without it and red
with it; the command says which of them caught it, and ends with 1 when a fault survives.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
COPIED = ("src", "tests")
LINKED = ("graph", "api", "pyproject.toml")
TESTS_FAILED = 1  # of pytest; anything else is no test that saw the fault


@dataclass(frozen=True)
class Fault:
    """What is planted, (file, as it is, as it is wrong), and the tests that must see it."""

    changes: tuple[tuple[str, str, str], ...]
    tests: tuple[str, ...]


LIVES = "tests/unit/test_lifecycle_machine.py"
RECORD = "tests/unit/test_record_machine.py"
FAULTS = {
    "skip the version check": Fault(
        (("model/decide.py", "edit.version is not None and edit.version != current", "False"),),
        (RECORD, "tests/unit/test_check.py", "tests/api/test_changes.py::test_a_stale_version_is_412"),
    ),
    "skip the hash": Fault(
        (
            ("services/verify.py", "batch.hash != batch.computed_hash()", "False"),
            ("model/check.py", "batch.hash != batch.computed_hash()", "False"),
        ),
        ("tests/unit/test_verify.py", "tests/unit/test_check.py::test_a_changed_batch_does_not_pass"),
    ),
    "drop a link on update": Fault(
        (
            (
                "graph/plan.py",
                "rows.links(w.change.id, w.change.kind, w.after):",
                "[*rows.links(w.change.id, w.change.kind, w.after)][bool(w.before) :]:",
            ),
        ),
        ("tests/unit/test_plan.py",),
    ),
    "wrong interval end": Fault(
        (("model/edtf.py", "else None, end.latest if end else None", "else None, end.earliest if end else None"),),
        ("tests/unit/test_edtf.py",),
    ),
    "accept an illegal step": Fault(
        (("model/lifecycle.py", "step.state not in NEXT[before.state]", "step.state not in NEXT"),),
        (LIVES, "tests/unit/test_check.py"),
    ),
    "treat an unknown end as in force": Fault(
        (("model/edtf.py", "return end is not None and (end.open or", "return end is None or (end.open or"),),
        ("tests/unit/test_edtf.py", "tests/unit/test_network_properties.py", "tests/unit/test_network.py"),
    ),
    "ignore the idempotency key": Fault(
        (("services/journal.py", "if proposal.key else None", "if False else None"),),
        (RECORD, "tests/unit/test_journal.py", "tests/api/test_changes.py"),
    ),
    "show a retracted record": Fault(
        (("model/snapshot.py", "            entries.pop(id_, None)\n", ""),),
        (RECORD, "tests/api/test_past.py::test_a_retracted_record_is_gone_and_says_why"),
    ),
}


def caught(fault: Fault) -> list[str]:
    """The tests that are red with the fault; AssertionError when it does not fit the program, or nothing could run."""
    with _copy() as folder:
        for name, right, wrong in fault.changes:
            path = folder / "src" / "parknet" / name
            text = path.read_text("utf-8")
            assert text.count(right) == 1, f"{name} does not have this once: {right}"
            path.write_text(text.replace(right, wrong), "utf-8")
        return _red(folder, fault.tests)


def red_without(tests: tuple[str, ...]) -> list[str]:
    """The tests that are red without any fault: there must be none."""
    with _copy() as folder:
        return _red(folder, tests)


@contextmanager
def _copy() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="parknet-fault-") as name:
        folder = Path(name)
        for part in COPIED:
            shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__", "dist"))
        for part in LINKED:
            (folder / part).symlink_to(ROOT / part)
        yield folder


def _red(folder: Path, tests: tuple[str, ...]) -> list[str]:
    """Names of the tests that fail in a copy of the program."""
    options = ["-n0", "-q", "-rf", "--tb=no", "-p", "no:cacheprovider", "--hypothesis-profile=fault"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PARKNET_")}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, *tests],
        cwd=folder,
        env=kept | {"PYTHONPATH": str(folder / "src"), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, TESTS_FAILED), f"pytest could not run: {done.stdout}{done.stderr}"
    return sorted(set(re.findall(r"^FAILED ([^\s\[]+)", done.stdout, re.M)))


def main(names: list[str]) -> int:
    """Plant each fault; 0 when all are caught."""
    chosen = {name: FAULTS[name] for name in names or FAULTS}
    if red := red_without(tuple({test for fault in chosen.values() for test in fault.tests})):
        print(f"parknet: red without any fault: {', '.join(red)}")
        return 1
    survived = 0
    for name, fault in chosen.items():
        found = caught(fault)
        survived += not found
        print(f"{name}: {'caught by ' + ', '.join(found) if found else 'NOT CAUGHT'}", flush=True)
    print(f"{len(chosen) - survived} of {len(chosen)} faults caught")
    return 1 if survived else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
