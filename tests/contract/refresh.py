"""Writes what is generated from KINDS and the shapes: the golden file of all texts, and the table in graph/README.md.

python -m tests.contract.refresh
"""

from pathlib import Path

from parknet.graph import queries
from parknet.graph.assets import graph_folder
from parknet.model.fields import date_fields
from parknet.model.kinds import KINDS, LinkField

HOW = "write it anew with `python -m tests.contract.refresh` and look at what changed"
GOLDEN = Path(__file__).with_name("queries.golden")
README = graph_folder() / "README.md"
BEGIN, END = "<!-- generated from KINDS: begin -->\n", "<!-- generated from KINDS: end -->\n"


def golden() -> str:
    """All texts, in order of their keys."""
    texts = sorted(queries.load().texts.items())
    return "\n".join(f"// {' '.join(key)}\n{text}\n" for key, text in texts)


def readme() -> str:
    """graph/README.md with a fresh table."""
    before, _, rest = README.read_text("utf-8").partition(BEGIN)
    return before + BEGIN + table() + END + rest.partition(END)[2]


def table() -> str:
    """The model as the graph has it."""
    lines = ["| Label | Properties | Relationships | Parts |", "|---|---|---|---|"]
    for kind in KINDS.values():
        dates = date_fields(kind.model)
        properties = ", ".join(f"`{name}`†" if name in dates else f"`{name}`" for name in kind.properties)
        parts = "<br>".join(f"`-[:{part.relation}]->(:{part.label})`" for part in kind.parts)
        links = "<br>".join(_link(link) for link in kind.links)
        lines.append(f"| `{kind.label}` {kind.zh} | {properties}, `version` | {links} | {parts} |")
    lines += ["", "| Part | Properties | Relationships |", "|---|---|---|"]
    for part in (part for kind in KINDS.values() for part in kind.parts):
        linked, dates = {link.name for link in part.links}, date_fields(part.model)
        names = [name for name in part.model.model_fields if name not in linked]
        properties = ", ".join(f"`{name}`†" if name in dates else f"`{name}`" for name in names)
        links = "<br>".join(_link(link) for link in part.links)
        lines.append(f"| `{part.label}` | {properties} | {links} |")
    return "\n".join(lines) + "\n"


def _link(link: LinkField) -> str:
    targets = "any kind but `Source`" if len(link.targets) > 4 else ", ".join(f"`{target}`" for target in link.targets)
    properties = ", ".join(link.properties)
    return f"`{link.relation}` → {targets} ({properties})"


if __name__ == "__main__":
    GOLDEN.write_text(golden(), "utf-8")
    README.write_text(readme(), "utf-8")
