"""The built-in data set: gathered rows and rule tables become records, all or nothing.

``graph/data/gathered`` holds the facts as gathered, ``graph/data/rules`` how their wordings become records. Every
gathered row is accounted for; every problem says file, line, column, value, cause and remedy.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from parknet.errors import Problem, Refused, Sentence
from parknet.graph.assets import graph_folder
from parknet.graph.dataset import actions, alliances, figures, parks, programmes, ties, titles
from parknet.graph.dataset.base import Base, read_base
from parknet.graph.dataset.origins import Origin, as_csv
from parknet.model.batch import Edit, Proposal
from parknet.model.decide import decide
from parknet.model.kinds import kind_of
from parknet.model.records import Record
from parknet.model.snapshot import Snapshot

__all__ = ["Dataset", "folder", "load", "write_origins"]


@dataclass(frozen=True)
class Dataset:
    """The records of a data folder, sorted by id, where each gathered row went, and how many there are of each kind."""

    records: tuple[Record, ...]
    origins: tuple[Origin, ...]
    counts: Mapping[str, int]


def folder() -> Path:
    """The built-in data."""
    return graph_folder() / "data"


def load(data: Path | None = None) -> Dataset:
    """The records of a data folder (default: the built-in one); Refused, with all problems, when anything is wrong."""
    base = read_base(data or folder())
    if base.problems:
        raise Refused(base.problems)
    base.sources.check(row for rows in base.gathered.values() for row in rows)
    found = _records(base)
    figures.vocabulary(base)
    problems = [*base.problems, *base.origins.problems()] or list(_checked(base, found))
    if problems:
        raise Refused(list(dict.fromkeys(problems)))
    found.sort(key=lambda record: record.id)
    counts = Counter(kind_of(record).label for record in found)
    return Dataset(tuple(found), base.origins.table(), MappingProxyType(dict(sorted(counts.items()))))


def write_origins(data: Path | None = None) -> None:
    """Write ``origins.csv`` of a data folder anew: for each gathered row, the records that hold it or why none does."""
    data = data or folder()
    (data / "origins.csv").write_text(as_csv(load(data).origins), encoding="utf-8")


def _records(base: Base) -> list[Record]:
    """The records of all parts; places come last, when it is known which are referred to."""
    held = titles.titles(base)
    found = [*base.sources.records(), *parks.records(base, held), *figures.records(base)]
    for part in (programmes, alliances, ties, actions):
        found.extend(part.records(base))
    return [*found, *base.places.records(base.gathered["regions.csv"], base.sources, base.origins)]


def _checked(base: Base, found: Sequence[Record]) -> Iterable[Problem]:
    """What is wrong with the records together, at the rows that they come from."""
    ids = Counter(record.id for record in found)
    for id_ in (id_ for id_, n in ids.items() if n > 1):
        cause = Sentence("Two records have this id.", "两条记录用了同一编号。")
        remedy = Sentence("Give one of them another id, or make them one.", "请给其中一条另编号，或合为一条。")
        yield Problem("duplicate", base.origins.place_of(id_) or id_, id_, cause, remedy)
    if len(ids) < len(found):
        return
    proposal = Proposal("parknet", "load", tuple(Edit(r.id, r.to_dict(), 0) for r in found))
    try:
        decide(Snapshot(), proposal, datetime(2000, 1, 1, tzinfo=UTC))
    except Refused as refused:
        for problem in refused.problems:
            yield replace(problem, place=_place(base, found, problem.place))


def _place(base: Base, found: Sequence[Record], place: str) -> str:
    """A path such as ``edits/3/after/until`` as ``parks.csv:17:until`` (the id, for a record of no gathered row)."""
    steps = place.split("/")
    if len(steps) < 2 or steps[0] != "edits" or not steps[1].isdecimal():
        return place
    id_ = found[int(steps[1])].id
    rest = "/".join(step for step in steps[2:] if step != "after")
    return ":".join(filter(None, (base.origins.place_of(id_) or id_, rest)))
