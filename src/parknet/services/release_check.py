"""Whether a release is as it was made: without a database, from its own records."""

import io
import json
import re
import struct
import zipfile
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qsl

from parknet import __version__
from parknet.analytics.lens import Lens
from parknet.analytics.measures import set_backends
from parknet.analytics.network import build
from parknet.errors import Problem, Refused, Sentence
from parknet.exports.release import MANIFEST, MOST_BYTES, RECORDS, SUMS, files_of, sha_of, sums, with_manifest, zipped
from parknet.model.kinds import kind_of
from parknet.model.snapshot import Entry, Snapshot, read

MOST_FILES = 100
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", re.ASCII)
_LINE = re.compile(r"([0-9a-f]{64})  (.+)", re.ASCII)
_BROKEN = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    struct.error,
    OverflowError,
)
"""What zipfile raises at what is no zip, is cut, encrypted or of another kind."""
_AGAIN = Sentence("Get the release anew from where you have it.", "请从原处重新获取该发布包。")
_KNOWN = Sentence("Use a file that parknet release build wrote.", "请用“parknet release build”写出的文件。")


@dataclass(frozen=True, slots=True)
class Checked:
    """A release that is as it was made; `rebuilt`: this program also made all its files from its records anew."""

    digest: str
    lens: str
    version: str
    files: int
    rebuilt: bool


def check_release(data: bytes) -> Checked:
    """What a release is; Refused names each file that differs, is missing or is too many, and what is no release.

    Its files are compared with its checksums, its records with its digest; all its files are made from the records
    through the lens once more when this is the version of the program, with the backends of NetworkX, that made them.
    """
    files, problems = _files(data)
    known = {problem.place for problem in problems}
    problems += [problem for problem in _against_sums(files) if problem.place not in known]
    if problems:
        raise Refused(problems)
    manifest = _manifest(files)
    snapshot = _snapshot(files[RECORDS])
    if snapshot.digest != manifest["digest"]:
        raise Refused(
            [_differs(RECORDS, "The records do not have the digest of the manifest.", "记录与清单的摘要不符。")]
        )
    if zipped(files) != data:
        en, zh = "Its files are whole, but it was packed in another way.", "文件完整，但打包方式与原来不同。"
        raise Refused([_differs("zip", en, zh)])
    rebuilt = manifest["version"] == __version__ and _backends(files) == set_backends()
    if rebuilt and (problems := _rebuilt(files, snapshot, manifest["lens"])):
        raise Refused(problems)
    return Checked(manifest["digest"], manifest["lens"], manifest["version"], len(files), rebuilt)


def _differs(place: str, en: str, zh: str, remedy: Sentence = _AGAIN) -> Problem:
    return Problem("release", place, "", Sentence(en, zh), remedy)


def _files(data: bytes) -> tuple[dict[str, bytes], list[Problem]]:
    """The files by name, and those that cannot be read; nothing is larger than the zip itself."""
    if len(data) > MOST_BYTES:
        raise Refused(
            [_differs("zip", f"It has more than {MOST_BYTES} bytes.", f"文件超过 {MOST_BYTES} 字节。", _KNOWN)]
        )
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN:
        raise Refused([_differs("zip", "It is no whole zip.", "这不是完整的压缩包。")]) from None
    every = archive.infolist()
    names = [one.filename for one in every]
    if wrong := _unfit(every, names, len(data)):
        raise Refused([_differs("zip", *wrong, _KNOWN)])
    files, problems = {}, []
    for one in every:
        try:
            files[one.filename] = archive.read(one)
        except _BROKEN:
            problems.append(_differs(one.filename, "It is damaged.", "文件已损坏。"))
    problems += [
        _differs(name, "It is missing.", "文件缺失。") for name in (MANIFEST, SUMS, RECORDS) if name not in names
    ]
    return files, problems


def _unfit(every: list[zipfile.ZipInfo], names: list[str], size: int) -> tuple[str, str] | None:
    """Why a zip is none of ours, so that nothing of it is unpacked."""
    if len(every) > MOST_FILES:
        return f"It has more than {MOST_FILES} files.", f"文件数超过 {MOST_FILES}。"
    if len(set(names)) < len(names):
        return "Two files in it have one name.", "其中有重名文件。"
    if not all(_NAME.fullmatch(name) for name in names):
        return (
            "A name in it is a path, or has characters that no name here has.",
            "其中有文件名是路径或含不允许的字符。",
        )
    stored = all(one.compress_type == zipfile.ZIP_STORED and one.file_size == one.compress_size for one in every)
    if not stored or sum(one.file_size for one in every) > size:
        return (
            "Its files are compressed or overlap; a release's are stored.",
            "其中文件被压缩或重叠，发布包只存储不压缩。",
        )
    return None


def _against_sums(files: dict[str, bytes]) -> list[Problem]:
    if SUMS not in files:
        return []
    lines = [_LINE.fullmatch(line) for line in files[SUMS].decode("utf-8", "replace").splitlines()]
    if not all(lines):
        return [_differs(SUMS, "A line in it is no checksum.", "其中有一行不是校验和。")]
    listed = {line[2]: line[1] for line in lines if line}
    found = [_differs(name, "It is missing.", "文件缺失。") for name in sorted(listed.keys() - files.keys())]
    extra = sorted(files.keys() - listed.keys() - {SUMS})
    found += [_differs(name, "It is not in the list of files.", "不在文件清单中。") for name in extra]
    changed = [name for name in sorted(listed.keys() & files.keys()) if sha_of(files[name]) != listed[name]]
    found += [_differs(name, "It differs from its checksum.", "与校验和不符。") for name in changed]
    if not found and sums(files) != files[SUMS]:
        found.append(_differs(SUMS, "It is not written as parknet writes it.", "写法与原来不同。"))
    return found


def _manifest(files: dict[str, bytes]) -> dict[str, Any]:
    wrong = _differs(MANIFEST, "It does not list these files.", "清单与文件不符。")
    try:
        manifest = json.loads(files[MANIFEST])
        listed = {one["name"]: (one["size"], one["sha256"]) for one in manifest["files"]}
        texts = all(isinstance(manifest[name], str) for name in ("digest", "lens", "version"))
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Refused([wrong]) from None
    held = {name: (len(data), sha_of(data)) for name, data in files.items() if name not in (MANIFEST, SUMS)}
    if listed != held or not texts:
        raise Refused([wrong])
    return dict(manifest)


def _snapshot(data: bytes) -> Snapshot:
    """The records of a release, each checked against the model."""
    entries: dict[str, Entry] = {}
    last = ""
    lines = data.decode("utf-8", "replace").removesuffix("\n").split("\n") if data else []
    for number, line in enumerate(lines, 1):
        try:
            id_ = json.loads(line)["id"]
            entries[id_] = read(kind_of(id_).label, line)
            if id_ <= last or entries[id_].record.id != id_:
                raise ValueError("not in order of id")
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            en, zh = "It is no record, or stands out of order.", "这不是记录，或顺序不对。"
            raise Refused([_differs(f"{RECORDS}:{number}", en, zh)]) from None
        last = id_
    return Snapshot(entries=MappingProxyType(entries))


def _backends(files: dict[str, bytes]) -> object:
    """The backends of NetworkX that the measures name; none is the rule, and what a file that is lost names."""
    try:
        return json.loads(files["measures.json"])["meta"].get("networkx_backends", [])
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return []


def _rebuilt(files: dict[str, bytes], snapshot: Snapshot, query: str) -> list[Problem]:
    """The files that are not what the records give through the lens."""
    lens = Lens.from_query(parse_qsl(query, keep_blank_values=True))
    try:
        network = build(snapshot, lens)
        made = with_manifest(network, files_of(snapshot, network))
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError):
        return [_differs(RECORDS, "The records do not make a network.", "这些记录不能构成网络。")]
    others = {name: data for name, data in files.items() if name not in (MANIFEST, SUMS)}
    made |= {name: data for name, data in with_manifest(network, others).items() if name in (MANIFEST, SUMS)}
    en, zh = "It is not what the records give.", "与由记录得出的结果不符。"
    return [_differs(name, en, zh) for name in sorted(made | files) if files.get(name) != made.get(name)]
