"""The Cypher texts of the store: one file per shape in ``graph/queries``, expanded once from KINDS.

Labels, relationship types and property names cannot be parameters in Cypher. They are filled in here, from KINDS and
from nothing else: no text depends on input, and the server plans each text once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from parknet.graph.assets import graph_folder
from parknet.graph.rows import link_properties
from parknet.model.kinds import KINDS, LinkField

PER_LABEL = ("create", "update", "drop_links", "delete", "records")
PER_PART = ("add_parts", "parts")

Key = tuple[str, ...]


@dataclass(frozen=True)
class Queries:
    """All texts, by shape and what fills it: ``("ping",)``, ``("link", "Park", "CITES", "Source")``."""

    texts: Mapping[Key, str]
    part_types: tuple[str, ...]
    """Relationship types that lead from a record to its parts."""

    def text(self, *key: str) -> str:
        """The text of a shape; KeyError when there is none of that name."""
        return self.texts[key]


def load(folder: Path | None = None) -> Queries:
    """Read the shapes and expand them."""
    shapes = {
        path.stem: _statement(path.read_text("utf-8"))
        for path in sorted((folder or graph_folder() / "queries").glob("*.cypher"))
    }
    part_types = {part.relation for kind in KINDS.values() for part in kind.parts}
    return Queries(dict(_expanded(shapes)), tuple(sorted(part_types)))


def _statement(text: str) -> str:
    """The text without its header."""
    return "\n".join(line for line in text.splitlines() if not line.startswith("//"))


def _expanded(shapes: Mapping[str, str]) -> Iterator[tuple[Key, str]]:
    for name, shape in shapes.items():
        if name in PER_LABEL:
            for label in KINDS:
                yield (name, label), _filled(shape, LABEL=label)
        elif name in PER_PART:
            for kind in KINDS.values():
                for part in kind.parts:
                    key = (kind.label, part.relation, part.label)
                    yield (name, *key), _filled(shape, LABEL=key[0], TYPE=key[1], TARGET=key[2])
        elif name == "link":
            for label, link in _link_fields():
                properties = ", ".join(f"{p}: r.{p}" for p in link_properties(label, link.model))
                for target in link.targets:
                    words = {"LABEL": label, "TYPE": link.relation, "TARGET": target, "PROPERTIES": properties}
                    yield (name, label, link.relation, target), _filled(shape, **words)
        else:
            yield (name,), shape


def _link_fields() -> Iterator[tuple[str, LinkField]]:
    """Every link with the label of its owner: a kind or a part."""
    for kind in KINDS.values():
        yield from ((kind.label, link) for link in kind.links)
    parts = {part.label: part for kind in KINDS.values() for part in kind.parts}
    for label, part in parts.items():
        yield from ((label, link) for link in part.links)


def _filled(shape: str, **words: str) -> str:
    for name, word in words.items():
        shape = shape.replace(f"<{name}>", word)
    return shape
