"""A release: records, network and measures in one zip, with what it takes to cite, read and check them.

Equal records, lens and program give equal bytes on every machine: names are sorted, times and rights are fixed, and
nothing is compressed, since versions of the compressor differ. It holds the digest of the records and the lens, and
neither a revision, which is local to a store, nor the time at which it was made.
"""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from hashlib import sha256

from parknet import __version__
from parknet.analytics.coverage import named_sentences
from parknet.analytics.measure import Column
from parknet.analytics.measures import MEASURES, measure, set_backends
from parknet.analytics.network import Network
from parknet.analytics.selection import LEFT_OUT
from parknet.errors import Problem, Refused, Sentence
from parknet.exports.citation import LICENCE, SYNTHETIC, citation_cff, citation_text, title
from parknet.exports.codebook import codebook_columns, codebook_text
from parknet.exports.formats import FORMATS
from parknet.exports.measure_tables import fields, measures_csv
from parknet.exports.tables import table
from parknet.model.snapshot import Snapshot

SEED = 1
MOST_BYTES = 2**29
"""Largest release that is made and checked."""
MANIFEST, SUMS, RECORDS = "manifest.json", "manifest-sha256.txt", "records.jsonl"
TABLES = {
    "nodes.csv": "nodes.csv",
    "ties.csv": "ties.csv",
    "incidence.csv": "incidence.csv",
    "hyperedges.csv": "hyperedges.csv",
    "network.graphml": "graphml",
    "network.gexf": "gexf",
}
"""The files of the network, and the formats that they are in."""
FILES: Mapping[str, tuple[str, str]] = {
    "README.md": ("本说明", "this page"),
    RECORDS: ("全部记录，每行一条", "all records, one a line"),
    **{name: ("网络", "the network") for name in TABLES},
    "measures.csv": ("各节点及全网络的指标", "measures of each node and of the whole"),
    "measures.json": ("同上，附定义与参数", "the same with definitions and parameters"),
    "codebook.md": ("编码手册", "codebook"),
    "codebook.csv": ("编码手册（表格）", "codebook as a table"),
    "CITATION.cff": ("引用信息", "citation, for programs"),
    "CITATION.txt": ("引用格式", "citation, for people"),
    "LICENSE.txt": ("许可说明", "what may be done with it"),
    MANIFEST: ("清单", "list of the files"),
    SUMS: ("校验和", "checksums"),
}
"""What each file is."""


def release(snapshot: Snapshot, network: Network) -> bytes:
    """The zip of a snapshot and of its network through a lens, with all measures; Refused above MOST_BYTES."""
    made = zipped(with_manifest(network, files_of(snapshot, network)))
    if len(made) > MOST_BYTES:
        cause = Sentence(
            f"The release has {len(made):,} bytes, at most {MOST_BYTES:,} are checked again.",
            f"发布包有{len(made):,}字节，超过可核对的{MOST_BYTES:,}字节。",
        )
        remedy = Sentence("Narrow the lens, or export single tables.", "请缩小范围，或分别导出各表。")
        raise Refused([Problem("lens", "release", "", cause, remedy)])
    return made


def files_of(snapshot: Snapshot, network: Network) -> dict[str, bytes]:
    """The files that follow from the records and the lens: all but the manifest and the checksums."""
    texts = {
        RECORDS: "".join(f"{snapshot.entries[id_].text}\n" for id_ in sorted(snapshot.entries)),
        "README.md": _readme(snapshot, network),
        "codebook.md": codebook_text(),
        "codebook.csv": table(codebook_columns()),
        "CITATION.cff": citation_cff(network),
        "CITATION.txt": citation_text(network),
        "LICENSE.txt": LICENCE,
    }
    made = {name: FORMATS[format].encoded(network) for name, format in TABLES.items()}
    measures = _measures(network, measure(network, MEASURES, SEED))
    return {name: text.encode() for name, text in texts.items()} | made | measures


def _measures(network: Network, columns: Sequence[Column]) -> dict[str, bytes]:
    of = {"digest": network.digest, "lens": network.lens.canonical(), "synthetic": network.synthetic, "seed": SEED}
    others = {"networkx_backends": named} if (named := set_backends()) else {}
    every = {"meta": of | others, "data": fields(network, columns)}
    return {"measures.csv": measures_csv(network, columns).encode(), "measures.json": _json(every)}


def with_manifest(network: Network, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files with the list of them and their checksums."""
    listed = [{"name": name, "size": len(files[name]), "sha256": sha_of(files[name])} for name in sorted(files)]
    manifest = {
        "program": "parknet",
        "version": __version__,
        "digest": network.digest,
        "lens": network.lens.canonical(),
        "synthetic": network.synthetic,
        "files": listed,
    }
    whole = dict(files) | {MANIFEST: _json(manifest)}
    return whole | {SUMS: sums(whole)}


def sums(files: Mapping[str, bytes]) -> bytes:
    """The checksums as `sha256sum -c` reads them."""
    return "".join(f"{sha_of(files[name])}  {name}\n" for name in sorted(files) if name != SUMS).encode()


def sha_of(data: bytes) -> str:
    """SHA-256 in lower-case hexadecimal."""
    return sha256(data).hexdigest()


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files in one zip, stored as they are; equal files give equal bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            archive.writestr(entry, files[name])
    return stream.getvalue()


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False) + "\n").encode()


def _readme(snapshot: Snapshot, network: Network) -> str:
    zh, en = title(network)
    known = named_sentences(snapshot, network.lens.window.last)
    left = [
        f"- {LEFT_OUT[reason][0]}：{len(ids)}；{LEFT_OUT[reason][1]}: {len(ids)}"
        for reason, ids in network.left_out.items()
        if ids
    ]
    size = len(network.nodes.id), len(network.ties.source), len(network.members)
    return "\n".join([
        *(f"# {zh}", "", f"**{en}**", ""),
        *([f"**{SYNTHETIC[0]}。{SYNTHETIC[1].upper()}.**", ""] if network.synthetic else []),
        f"{size[0]}个节点，{size[1]}对合作，来自{size[2]}项合作关系和活动。",
        f"{size[0]} nodes and {size[1]} ties from {size[2]} alliances and joint actions.",
        *("", f"- lens: `{network.lens.canonical()}`", f"- digest: `{network.digest}`", f"- parknet {__version__}", ""),
        *("## 已知多少 What of it is known", "", *(f"- {one}；{other}" for one, other in known), ""),
        *("## 未画出的合作 What is not drawn", "", *left, ""),
        "未知的仍为未知：空格表示来源没有说明，不表示没有。",
        "Unknown stays unknown: an empty cell says that the sources leave it open, not that there is nothing.",
        *("", "## 文件 Files", "", *(f"- `{name}`：{of[0]}；{of[1]}" for name, of in FILES.items()), ""),
        *("## 核对 Check", "", "```sh", "sha256sum -c manifest-sha256.txt", "parknet release verify FILE", "```", ""),
    ])  # fmt: skip
