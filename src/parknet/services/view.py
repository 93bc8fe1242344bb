"""A snapshot through a lens, and what can be asked of it at once: for the command line and the library."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property

from parknet.analytics.cooperation_path import CooperationPath, cooperation_path
from parknet.analytics.coverage import named_sentences
from parknet.analytics.layout import layouts
from parknet.analytics.lens import Lens
from parknet.analytics.matrix import By, Matrix, matrix
from parknet.analytics.measure import Column
from parknet.analytics.measures import MEASURES, measure
from parknet.analytics.network import Network, build
from parknet.analytics.suggestions import Suggestions, suggest
from parknet.errors import Problem, Refused, Sentence
from parknet.exports import matrix_tables, measure_tables
from parknet.exports.formats import chosen
from parknet.exports.map_page import render
from parknet.exports.release import release
from parknet.model.snapshot import Snapshot


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

    def measures(self, names: tuple[str, ...] = ()) -> tuple[Column, ...]:
        """The named measures, all when none is named; raises Refused for an unknown one."""
        return measure(self.network, names or tuple(MEASURES))

    def measures_as(self, names: tuple[str, ...], format: str) -> str:
        """The measures as the text of a table, of CSV or of JSON; raises Refused for another format."""
        columns = self.measures(names)
        if format == "json":
            return self._json(measure_tables.fields(self.network, columns))
        if format == "csv":
            return measure_tables.measures_csv(self.network, columns)
        if format == "table":
            return measure_tables.measures_text(self.network, columns)
        raise _no_format(format, "table", "csv", "json")

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

    def _json(self, data: object) -> str:
        meta = {"digest": self.snapshot.digest, "lens": self.lens.canonical(), "synthetic": self.snapshot.synthetic}
        return json.dumps({"meta": meta, "data": data}, ensure_ascii=False, indent=1) + "\n"

    def release(self) -> bytes:
        """Records, network and measures in one zip, to cite and to check; equal ones have equal bytes."""
        return release(self.snapshot, self.network)

    def suggest(self, park: str, limit: int = 10) -> Suggestions:
        """Partners that would fit a park on the last day of the lens."""
        return suggest(self.snapshot, park, self.day, limit)

    def map(self, language: str = "zh") -> str:
        """The network as one HTML file that works offline."""
        known = named_sentences(self.snapshot, self.day)
        return render(self.snapshot, self.network, layouts(self.snapshot), known, language)


def _no_format(format: str, *known: str) -> Refused:
    cause = Sentence("There is no such format.", "没有这种格式。")
    remedy = Sentence(f"Use one of {', '.join(known)}.", f"请选用：{'、'.join(known)}。")
    return Refused([Problem("format", "--format", format, cause, remedy)])


def suggestions_text(found: Suggestions, language: str) -> str:
    """For the terminal: ranked partners with the statement of each term, reasons against, and the cautions."""
    zh = language == "zh"
    fields = asdict(found)

    def words(item: dict[str, object], name: str = "") -> str:
        return str(item[f"{name}_{language}" if name else language])

    lines = ["合成数据，不是真实园区" if zh else "SYNTHETIC DATA, not real parks"] if found.synthetic else []
    lines += [words(fields, "tested"), words(fields, "basis")]
    lines += [f"! {words(caution)}" for caution in fields["cautions"]]
    if not found.ranked:
        return "\n".join([*lines, words(fields, "why_not")]) + "\n"
    for item in fields["items"]:
        name = item["name_zh"] if zh or not item["name_en"] else item["name_en"]
        band = f" ({item['rank_low']}-{item['rank_high']})" if item["rank_low"] != item["rank_high"] else ""
        lines += ["", f"{item['rank']}{band}  {name}  {item['park']}  {item['score'] / 1000:+.3f}"]
        told = [term for term in item["terms"] if term["contribution"]]
        lines += [f"     {term['contribution'] / 1000:+.3f}  {words(term, 'statement')}" for term in told]
        lines += [f"     -  {words(reason)}" for reason in item["against"]]
    return "\n".join(lines) + "\n"
