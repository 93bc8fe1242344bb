"""Releases: the same bytes everywhere, whole in themselves, and any other byte is named."""

import csv
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

import networkx as nx
import pytest

from parknet.analytics.lens import Lens
from parknet.analytics.measures import MEASURES
from parknet.errors import Refused
from parknet.exports.release import FILES, MANIFEST, RECORDS, SUMS, sums, with_manifest, zipped
from parknet.model.snapshot import Snapshot
from parknet.services import release_check
from parknet.services.release_check import check_release
from parknet.services.view import View
from tests.networks import twelve
from tests.unit.told import is_told

LENS = Lens(at="2026-11-22")
CHILD = """
import sys
from parknet.analytics.lens import Lens
from parknet.services.view import View
from tests.networks import twelve
sys.stdout.buffer.write(View(twelve.snapshot(), Lens(at="2026-11-22")).release())
"""


@cache
def release() -> bytes:
    return View(twelve.snapshot(), LENS).release()


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def named(data: bytes) -> list[str]:
    """The places that are named as not as they were."""
    with pytest.raises(Refused) as refused:
        check_release(data)
    for problem in refused.value.problems:
        is_told(problem)
    return [problem.place for problem in refused.value.problems]


@pytest.mark.parametrize("seed", ["0", "4711"])
def test_it_is_the_same_to_the_byte_in_any_process(seed: str) -> None:
    place = {"0": {"TZ": "Asia/Shanghai", "LC_ALL": "C"}, "4711": {"TZ": "America/Lima", "LC_ALL": "tr_TR.UTF-8"}}[seed]
    env = os.environ | place | {"PYTHONHASHSEED": seed}
    umask = 0o077 if seed == "0" else 0
    root = Path(__file__).parents[2]
    child = subprocess.run(
        [sys.executable, "-c", CHILD], env=env, umask=umask, cwd=root, capture_output=True, check=True
    )
    assert child.stdout == release()


def test_the_order_in_which_records_were_written_does_not_show() -> None:
    snapshot = twelve.snapshot()
    turned = replace(snapshot, revision=7, entries=MappingProxyType(dict(reversed(list(snapshot.entries.items())))))
    assert View(turned, LENS).release() == release()


def test_it_holds_what_it_says_and_nothing_of_the_store_or_the_clock() -> None:
    files = unpacked(release())
    assert set(files) == set(FILES) and list(files) == sorted(files)
    manifest = json.loads(files[MANIFEST])
    assert (manifest["digest"], manifest["lens"]) == (twelve.snapshot().digest, LENS.canonical())
    assert manifest["synthetic"] is True and "revision" not in manifest
    assert len(files[RECORDS].splitlines()) == len(twelve.records())
    with zipfile.ZipFile(io.BytesIO(release())) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {one.compress_type for one in archive.infolist()} == {zipfile.ZIP_STORED}
    read_me = files["README.md"].decode()
    assert "20 nodes and 15 ties" in read_me and "year unknown: 1" in read_me
    assert "SYNTHETIC" in read_me and "合成数据" in files["CITATION.txt"].decode()
    assert b"synthetic" in files["CITATION.cff"] and json.loads(files["measures.json"])["meta"]["seed"] == 1
    assert all(data.endswith(b"\n") for data in files.values())


def test_its_sums_are_those_of_sha256sum(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(release())) as archive:
        archive.extractall(tmp_path)
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", SUMS], cwd=tmp_path, check=True)


def test_the_numbers_are_there_again_from_the_graph_in_it() -> None:
    files = unpacked(release())
    graph = nx.read_gexf(io.BytesIO(files["network.gexf"]))
    measured = {row["id"]: row for row in csv.DictReader(io.StringIO(files["measures.csv"].decode()))}
    for id_, value in nx.betweenness_centrality(graph, backend="networkx").items():
        assert float(measured[id_]["betweenness"]) == pytest.approx(value, abs=1e-12)


def test_a_measure_of_its_table_is_in_all_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MEASURES, "dummy", replace(MEASURES["degree"], id="dummy"))
    files = unpacked(View(twelve.snapshot(), LENS).release())
    for name in ("measures.csv", "measures.json", "codebook.csv", "codebook.md"):
        assert b"dummy" in files[name]


def test_a_whole_release_is_checked_and_made_again_from_its_records() -> None:
    found = check_release(release())
    assert (found.digest, found.lens, found.files) == (twelve.snapshot().digest, LENS.canonical(), len(FILES))
    assert found.rebuilt


def test_tables_of_another_version_are_not_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(release_check, "__version__", "9.9.9")
    assert not check_release(release()).rebuilt


def test_what_another_backend_of_networkx_worked_out_is_not_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(release_check, "set_backends", lambda: ["another"])
    assert not check_release(release()).rebuilt


def test_a_release_without_a_record_is_whole() -> None:
    found = check_release(View(Snapshot(), LENS).release())
    assert found.rebuilt and found.digest == Snapshot().digest


def test_no_release_is_made_that_is_too_large_to_be_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    size = len(release())
    monkeypatch.setattr("parknet.exports.release.MOST_BYTES", size)
    assert View(twelve.snapshot(), LENS).release() == release()
    monkeypatch.setattr("parknet.exports.release.MOST_BYTES", size - 1)
    with pytest.raises(Refused) as refused:
        View(twelve.snapshot(), LENS).release()
    (problem,) = refused.value.problems
    is_told(problem)
    assert f"{size:,}" in problem.cause.en


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_changed_byte_of_a_file_is_named(name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(release())) as archive:
        info = archive.getinfo(name)
    start = info.header_offset + 30 + len(name)
    for offset in {0, info.file_size // 2, info.file_size - 1}:
        assert named(flipped(release(), start + offset)) == [name]
    files = unpacked(release())
    if name != SUMS:  # a checksum that is not that of its file names the file
        assert name in named(zipped(files | {name: flipped(files[name], len(files[name]) // 2)}))
    files.pop(name)
    assert name in named(zipped(files))


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def test_a_changed_byte_between_the_files_is_seen() -> None:
    """All bytes of the zip that are in no file: its headers and its list of files."""
    data, inside = release(), set[int]()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            start = info.header_offset + 30 + len(info.filename)
            inside.update(range(start, start + info.file_size))
    between = [n for n in range(len(data)) if n not in inside]
    assert len(between) > 1000
    for at in between:
        with pytest.raises(Refused):
            check_release(flipped(data, at))


def test_what_was_changed_with_all_its_sums_is_not_what_the_records_give() -> None:
    files = {name: data for name, data in unpacked(release()).items() if name not in (MANIFEST, SUMS)}
    network = View(twelve.snapshot(), LENS).network
    for name in ("ties.csv", "network.gexf", "codebook.md", "CITATION.cff", "README.md", "measures.csv"):
        assert named(zipped(with_manifest(network, files | {name: files[name] + b"x"}))) == [name]
    fewer = {name: data for name, data in files.items() if not name.startswith("measures")}
    assert named(zipped(with_manifest(network, fewer))) == ["measures.csv", "measures.json"]
    assert named(zipped(with_manifest(network, files | {"more.csv": b"id,degree\r\n"}))) == ["more.csv"]
    records = files[RECORDS].replace("凤栖".encode(), "凤凰".encode())
    assert named(zipped(with_manifest(network, files | {RECORDS: records}))) == [RECORDS]


def test_a_manifest_of_other_files_is_named() -> None:
    files = unpacked(release())
    for text in ("", "{}", "[" * 100_000, files[MANIFEST].decode().replace('"size"', '"length"')):
        changed = files | {MANIFEST: text.encode()}
        assert named(zipped(changed | {SUMS: sums(changed)})) == [MANIFEST]


@pytest.mark.parametrize("line", ["", "x", "[]", '{"id":1}', '{"id":"park-x"}', "[" * 100_000, '{"id":"what-x"}'])
def test_a_line_that_is_no_record_is_named(line: str) -> None:
    files = {name: data for name, data in unpacked(release()).items() if name not in (MANIFEST, SUMS)}
    files[RECORDS] = line.encode() + b"\n" + files[RECORDS]
    assert named(zipped(with_manifest(View(twelve.snapshot(), LENS).network, files))) == [f"{RECORDS}:1"]


def test_a_release_that_is_cut_or_has_more_is_refused() -> None:
    data = release()
    for size in (0, 1, 21, 22, 100, len(data) // 2, len(data) - 1):
        assert named(data[:size])
    assert named(data + b"x") and named(b"x" + data)
    assert "more.txt" in named(zipped(unpacked(data) | {"more.txt": b"x"}))


def packed(*entries: tuple[str, bytes], how: int = zipfile.ZIP_STORED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", how) as archive:
        for name, data in entries:
            archive.writestr(zipfile.ZipInfo(name), data, how)
    return stream.getvalue()


def twice() -> bytes:
    return packed(("a.txt", b"1"), ("b.txt", b"2")).replace(b"b.txt", b"a.txt")


def overlapping() -> bytes:
    """Two names for the data of one file."""
    data = bytearray(packed(("a.txt", b"1" * 5000), ("b.txt", b"2" * 5000), ("c.txt", b"3" * 5000)))
    at = data.rindex(b"PK\x01\x02")
    sizes = (10**6).to_bytes(4, "little") * 2
    data[at + 20 : at + 28] = sizes
    return bytes(data)


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "no zip": (lambda: b"PK\x03\x04 or not", "no whole zip"),
    "empty zip": (packed, "missing"),
    "absolute": (lambda: packed(("/etc/passwd", b"x")), "path"),
    "upwards": (lambda: packed(("../x", b"x")), "path"),
    "other characters": (lambda: packed(("é\n", b"x")), "path"),
    "twice": (twice, "one name"),
    "bomb": (lambda: packed(("a.txt", b"\0" * 10**7), how=zipfile.ZIP_DEFLATED), "compressed or overlap"),
    "overlapping": (overlapping, "compressed or overlap"),
    "many": (lambda: packed(*((f"{n}.txt", b"") for n in range(101))), "more than 100 files"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_release_is_refused_in_one_sentence(name: str) -> None:
    make, said = BAD[name]
    with pytest.raises(Refused, match=said) as refused:
        check_release(make())
    for problem in refused.value.problems:
        is_told(problem)


def test_nothing_larger_than_the_bound_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(release_check, "MOST_BYTES", 1000)
    with pytest.raises(Refused, match="more than 1000 bytes"):
        check_release(release())
