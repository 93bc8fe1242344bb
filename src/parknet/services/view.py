"""A snapshot through a lens, and what can be asked of it at once: for the command line and the library."""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parknet.analytics.comparison import Comparison, compare, other_lens
from parknet.analytics.cooperation_path import CooperationPath, cooperation_path
from parknet.analytics.coverage import named_sentences
from parknet.analytics.layout import layouts
from parknet.analytics.lens import Lens
from parknet.analytics.matrix import By, Matrix, matrix
from parknet.analytics.measures import MEASURES, measure
from parknet.analytics.network import Network, build
from parknet.analytics.null_models import Significance, significance
from parknet.analytics.progress import steps
from parknet.analytics.sensitivity import DRAWS, Missing, Ranks, missing_of, ranks
from parknet.analytics.suggestions import Suggestions, suggest
from parknet.errors import Problem, Refused, Sentence
from parknet.exports import findings, matrix_tables
from parknet.exports.formats import chosen
from parknet.exports.map_page import render
from parknet.exports.release import release
from parknet.model.snapshot import Snapshot
from parknet.model.text import one_line
from parknet.services.measured import Measures

Drawn = tuple[int, int]
"""Number of draws, and seed."""


@dataclass(frozen=True)
class View:
    """A snapshot and a resolved lens."""

    snapshot: Snapshot
    lens: Lens

    @cached_property
    def network(self) -> Network:
        """The network through the lens."""
        return build(self.snapshot, self.lens)

    @property
    def day(self) -> date:
        """The last day of the lens."""
        return self.lens.window.last

    def export(self, format: str, bom: bool = False) -> bytes:
        """The network as a file, CSV with a byte order mark when asked; raises NotFound for an unknown format."""
        return chosen(format, bom).encoded(self.network, bom)

    def measures(self, names: Iterable[str] = ()) -> Measures:
        """The named measures, all when none is named; raises Refused for an unknown one."""
        return Measures(self.network, measure(self.network, tuple(names) or tuple(MEASURES)))

    def null_model(
        self, model: str = "rewiring", measures: Iterable[str] = (), draws: int = 999, seed: int = 1
    ) -> tuple[Significance, ...]:
        """Measures of the whole network (all when none is named) beside the draws of a null model; Refused as there."""
        return significance(self.network, tuple(measures) or _whole(), model, draws, seed)

    def missing(self, share: float | None = None) -> Missing:
        """The share of alliances that is missing: the one given, else what coverage suggests."""
        return missing_of(self.snapshot, self.lens, share)

    def ranks(self, measure: str, missing: float | None = None, draws: int = DRAWS, seed: int = 1) -> Ranks:
        """Ranks of the nodes by a measure, and how far they move; `missing` as above. Raises Refused as there."""
        return ranks(self.network, measure, self.missing(missing), draws, seed)

    def beside(self, lens: str) -> "View":
        """The same snapshot through another lens, whose `at` is this one's when it has none."""
        return View(self.snapshot, other_lens(lens, self.lens))

    def compare(self, lens: str) -> Comparison:
        """The network beside the one through another lens: who and what stands in one alone, measures, communities."""
        return compare(self.network, self.beside(lens).network)

    def to_networkx(self) -> Any:
        """A NetworkX graph by id with the columns as attributes."""
        return self.network.to_networkx()

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """NumPy arrays: `id` of the n nodes; `source`, `target` (positions) and `weight` of the m ties; and the same as
        a symmetric matrix in compressed rows: `indptr` (n + 1), `indices` and `data` (2m).
        """
        network, ties = self.network, self.network.ties
        arrays: dict[str, NDArray[Any]] = {"source": ties.source, "target": ties.target, "weight": ties.weight}
        rows: dict[str, NDArray[Any]] = {"indptr": network.indptr, "indices": network.indices, "data": network.weights}
        return {"id": np.array(network.nodes.id, dtype=np.str_), **arrays, **rows}

    def measures_as(self, names: tuple[str, ...], format: str) -> str | bytes:
        """The measures as table, CSV, JSON or Parquet; raises Refused for another format."""
        found = self.measures(names)
        if format == "json":
            return self._json(found.to_dict())
        written: dict[str, Callable[[], str | bytes]] = {
            "table": found.to_text,
            "csv": found.to_csv,
            "parquet": found.to_parquet,
        }
        if format in written:
            return written[format]()
        raise _no_format(format, "table", "csv", "json", "parquet")

    def matrix(self, by: By = "region") -> Matrix:
        """Known ties by macro-region or province, beside what chance gives; Refused on a bipartite network."""
        return matrix(self.snapshot, self.network, by)

    def matrix_as(self, by: By, format: str) -> str:
        """The matrix as text for the terminal, CSV or JSON; raises Refused for another format."""
        found = self.matrix(by)
        if format == "json":
            return self._json(matrix_tables.matrix_fields(found))
        if format == "csv":
            return matrix_tables.matrix_csv(self.network, found)
        if format == "table":
            return matrix_tables.matrix_text(self.network, found)
        raise _no_format(format, "table", "csv", "json")

    def path(self, one: str, other: str) -> CooperationPath:
        """The shortest way of cooperation between two nodes (ids), with its evidence; Refused for what is no node."""
        return cooperation_path(self.network, one, other)

    def path_as(self, one: str, other: str, format: str) -> str:
        """The way as text for the terminal or JSON; raises Refused for another format."""
        found = self.path(one, other)
        if format == "json":
            return self._json(matrix_tables.path_fields(found))
        if format == "table":
            return matrix_tables.path_text(self.network, found)
        raise _no_format(format, "table", "json")

    def release(self) -> bytes:
        """Records, network and measures in one zip, to cite and to check; equal ones have equal bytes."""
        return release(self.snapshot, self.network)

    def null_model_as(self, names: tuple[str, ...], model: str, drawn: Drawn, format: str) -> str:
        """What `null_model` gives, as text for the terminal or JSON."""
        found = self.null_model(model, names, *drawn)
        if format == "json":
            return self._json(findings.significance_fields(found, model, *drawn))
        return findings.significance_text(self.network, found)

    def ranks_as(self, names: tuple[str, ...], missing: float | None, drawn: Drawn, format: str) -> str:
        """What `ranks` gives for some measures, as text for the terminal or JSON."""
        found = [self.ranks(name, missing, *drawn) for name in steps(names, len(names))]
        share = self.missing(missing)
        if format == "json":
            return self._json(findings.ranks_fields(self.network, found, share, *drawn))
        return findings.ranks_text(self.network, found, share)

    def compare_as(self, lens: str, format: str) -> str:
        """What `compare` gives, as text for the terminal or JSON."""
        there, found = self.beside(lens).network, self.compare(lens)
        write = findings.comparison_fields if format == "json" else findings.comparison_text
        made = write(self.network, there, found)
        return made if isinstance(made, str) else self._json(made)

    def _json(self, data: dict[str, Any]) -> str:
        meta = {"digest": self.snapshot.digest, "lens": self.lens.canonical(), "synthetic": self.snapshot.synthetic}
        return json.dumps({"meta": meta, "data": data}, ensure_ascii=False, indent=1) + "\n"

    def suggest(self, park: str, limit: int = 10) -> Suggestions:
        """Partners that would fit a park on the last day of the lens."""
        return suggest(self.snapshot, park, self.day, limit)

    def map(self, language: str = "zh") -> str:
        """The network as one HTML file that works offline."""
        known = named_sentences(self.snapshot, self.day)
        return render(self.snapshot, self.network, layouts(self.snapshot), known, language)


def _whole() -> tuple[str, ...]:
    return tuple(id_ for id_, entry in MEASURES.items() if entry.per == "network")


def _no_format(format: str, *known: str) -> Refused:
    cause = Sentence("There is no such format.", "没有这种格式。")
    remedy = Sentence(f"Use one of {', '.join(known)}.", f"请选用：{'、'.join(known)}。")
    return Refused([Problem("format", "--format", format, cause, remedy)])


def suggestions_text(found: Suggestions, language: str) -> str:
    """For the terminal: ranked partners with the statement of each term, reasons against, and the cautions."""
    zh = language == "zh"
    fields = asdict(found)

    def words(item: dict[str, object], name: str = "") -> str:
        return one_line(str(item[f"{name}_{language}" if name else language]))

    lines = ["合成数据，不是真实园区" if zh else "SYNTHETIC DATA, not real parks"] if found.synthetic else []
    lines += [words(fields, "tested"), words(fields, "basis")]
    lines += [f"! {words(caution)}" for caution in fields["cautions"]]
    if not found.ranked:
        return "\n".join([*lines, words(fields, "why_not")]) + "\n"
    for item in fields["items"]:
        name = item["name_zh"] if zh or not item["name_en"] else item["name_en"]
        band = f" ({item['rank_low']}-{item['rank_high']})" if item["rank_low"] != item["rank_high"] else ""
        lines += ["", f"{item['rank']}{band}  {one_line(name)}  {item['park']}  {item['score'] / 1000:+.3f}"]
        told = [term for term in item["terms"] if term["contribution"]]
        lines += [f"     {term['contribution'] / 1000:+.3f}  {words(term, 'statement')}" for term in told]
        lines += [f"     -  {words(reason)}" for reason in item["against"]]
    return "\n".join(lines) + "\n"
