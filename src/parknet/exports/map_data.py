"""What the single-file map carries: nodes, ties, alliances with their steps and sources, and the words for people.

Nodes and edges are built as pyvis lists and written as columns (one array a field), which keeps a page of thousands of
parks small. Whatever a person wrote is cleaned of control and direction marks and cut to a sane length here; the page
sets it as text only.
"""

from collections.abc import Iterable
from typing import Any

from parknet.analytics.layout import Layouts
from parknet.analytics.lens import JOINT_ACTION, WORDS
from parknet.analytics.network import Network
from parknet.analytics.reach import parties, parties_class
from parknet.analytics.selection import LEFT_OUT
from parknet.exports.date_words import date_words
from parknet.exports.projection import HEIGHT, WIDTH, project
from parknet.model import lifecycle, titles
from parknet.model.records import Alliance, Citation, City, JointAction, Link, Named, Park, Source
from parknet.model.snapshot import Snapshot
from parknet.model.text import one_line
from parknet.model.vocabulary import LABELS

NODE = (
    "label", "en", "aka", "shape", "kind", "x", "y", "map", "precision", "place", "province", "region", "level", "held",
    "sectors", "cites",
)  # fmt: skip
EDGE = ("from", "to", "of", "certain")
ALLIANCE = (
    "label", "en", "kind", "parties", "members", "parts", "since", "until", "state", "steps", "content", "cites",
    "inferred",
)  # fmt: skip
LONGEST = 160
LONGEST_TEXT = 600
SHAPES = {"Park": "dot", "Organisation": "square", "City": "diamond"}

Record = Alliance | JointAction
Columns = dict[str, list[Any]]


def clean(text: str | None, longest: int = LONGEST) -> str:
    """The text on one line without control and direction marks, cut to so many characters; empty for None."""
    found = one_line(text or "")
    return found if len(found) <= longest else found[: longest - 1] + "…"


class Table:
    """Rows that are written once and pointed at by their number; None is -1."""

    def __init__(self) -> None:
        self._at: dict[Any, int] = {}

    def number(self, row: Any) -> int:
        """The number of the row, given at its first use."""
        return -1 if row is None else self._at.setdefault(row, len(self._at))

    @property
    def rows(self) -> list[Any]:
        """The rows by number."""
        return list(self._at)


class Contents:
    """The content of one page, gathered step by step; `columns` is what is written."""

    def __init__(self, snapshot: Snapshot, network: Network, layouts: Layouts) -> None:
        self._snapshot = snapshot
        self._network = network
        self._layouts = layouts
        self._day, self._sure = network.lens.window.last, network.lens.sure == "certain"
        self._places, self._titles, self._dates, self._sources = Table(), Table(), Table(), Table()
        self._others = Table()
        self._kept = self._kept_nodes()
        self._at = {id_: n for n, id_ in enumerate(self._kept)}

    def columns(self) -> dict[str, Any]:
        """Everything of the page that depends on the records."""
        left_out = {reason: list(ids) for reason, ids in self._network.left_out.items()}
        records = sorted({*self._network.drawn, *(id_ for ids in left_out.values() for id_ in ids)})
        number = {id_: n for n, id_ in enumerate(records)}
        nodes, ties = self._drawing(number)
        alliances = _as_columns([self._alliance(id_) for id_ in records], ALLIANCE)
        return {
            "nodes": nodes,
            "ties": ties,
            "alliances": alliances,
            "left_out": {reason: [number[id_] for id_ in ids] for reason, ids in left_out.items()},
            "others": [list(row) for row in self._others.rows],
            "places": [list(row) for row in self._places.rows],
            "titles": self._titles.rows,
            "dates": [[*date_words(text), text] for text in self._dates.rows],
            "sources": [self._source(id_) for id_ in self._sources.rows],
        }

    def _kept_nodes(self) -> list[str]:
        """Ids of the nodes of the page: those of the network, but of divisions only the tied ones."""
        network = self._network
        tied = {*network.ties.source.tolist(), *network.ties.target.tolist()}
        return [id_ for n, id_ in enumerate(network.nodes.id) if n in tied or network.nodes.label[n] != City.__name__]

    def _drawing(self, number: dict[str, int]) -> tuple[Columns, Columns]:
        """Nodes and edges as pyvis lists, turned into columns.

        pyvis is imported here because it pulls IPython in. Directed, with no arrows: undirected it compares each edge
        with every other.
        """
        from pyvis.network import Network as Drawing

        drawing = Drawing(directed=True)
        rows = {id_: n for n, id_ in enumerate(self._network.nodes.id)}
        for n, id_ in enumerate(self._kept):
            drawing.add_node(n, **self._node(id_, rows[id_]))
        ids, ties = self._network.nodes.id, self._network.ties
        ends = zip(ties.source.tolist(), ties.target.tolist(), ties.alliances, ties.certain, strict=True)
        for source, target, alliances, certain in ends:
            of = [number[id_] for id_ in alliances]
            drawing.add_edge(self._at[ids[source]], self._at[ids[target]], arrows="", of=of, certain=int(certain))
        return _as_columns(drawing.nodes, NODE), _as_columns(drawing.edges, EDGE)

    def _node(self, id_: str, row: int) -> dict[str, Any]:
        nodes, record = self._network.nodes, self._snapshot.get(id_)
        x, y = self._layouts.network[id_]
        title = titles.level(record, self._day, sure=self._sure) if isinstance(record, Park) else None
        return {
            "label": clean(nodes.name_zh[row]) or id_,
            "en": clean(nodes.name_en[row]),
            "aka": [clean(alias) for alias in getattr(record, "aliases", ())][:8],
            "shape": SHAPES[nodes.label[row]],
            "kind": nodes.kind[row] or "",
            "x": round(x * 10),
            "y": round(y * 10),
            "map": self._on_map(id_),
            "precision": nodes.precision[row] or "",
            "place": self._place(nodes.city[row]),
            "province": nodes.province[row] or "",
            "region": nodes.region[row] or "",
            "level": nodes.level[row] or "",
            "held": self._titles.number(clean(title.title) if title else None),
            "sectors": list(nodes.sectors[row]),
            "cites": self._cited(getattr(record, "cites", ())),
        }

    def _on_map(self, id_: str) -> list[int]:
        """Grid coordinates on the base map; empty when the place is unknown or off the map."""
        point = self._layouts.geographic.get(id_)
        if point is None:
            return []
        x, y = (round(value) for value in project(*point))
        return [x, y] if 0 <= x <= WIDTH and 0 <= y <= HEIGHT else []

    def _place(self, city_id: str | None) -> int:
        """The number of a division's name, from the province down to itself."""
        zh: list[str] = []
        en: list[str] = []
        city = self._snapshot.get(city_id) if city_id else None
        while isinstance(city, City) and (city.grade != "country" or not zh):
            zh.insert(0, clean(city.name_zh))
            en.append(clean(city.name_en) or clean(city.name_zh))
            city = self._snapshot.get(city.part_of[0].to) if city.part_of else None
        return self._places.number(("".join(zh), ", ".join(en)) if zh else None)

    def _alliance(self, id_: str) -> dict[str, Any]:
        record = self._snapshot.get(id_)
        assert isinstance(record, Alliance | JointAction)
        steps = record.has_step if isinstance(record, Alliance) else ()
        span = lifecycle.span(record) if isinstance(record, Alliance) else (record.since, record.until)
        first = steps[0].date if steps else None
        since, until = span or (first, None)
        state = None
        if isinstance(record, Alliance):
            state = lifecycle.state(record, self._day) or lifecycle.state(record)
        citations = [*record.cites, *(cited for step in steps for cited in step.cites)]
        members = record.has_member if isinstance(record, Alliance) else record.has_participant
        named = parties(self._snapshot, record)
        return {
            "label": clean(record.name_zh) or id_,
            "en": clean(record.name_en),
            "kind": record.kind if isinstance(record, Alliance) else JOINT_ACTION,
            "parties": parties_class(tuple(part for _, part in named)) if len(named) > 1 else "",
            "members": [self._member(link.to) for link in members],
            "parts": [getattr(link, "part", "") for link in members],
            "since": self._dates.number(since or ""),
            "until": self._dates.number(until),
            "state": state or "",
            "steps": [
                [step.state, self._dates.number(step.date or ""), clean(step.wording, LONGEST_TEXT)] for step in steps
            ],
            "content": clean(record.content, LONGEST_TEXT),
            "cites": self._cited(citations, members),
            "inferred": sorted({word for cited in citations for word in cited.inferred}),
        }

    def _member(self, id_: str) -> int:
        """The node's number, or one past the nodes for who is named and not drawn."""
        if id_ in self._at:
            return self._at[id_]
        record = self._snapshot.get(id_)
        named = (clean(record.name_zh), clean(record.name_en)) if isinstance(record, Named) else (id_, "")
        return len(self._kept) + self._others.number(named)

    def _cited(self, citations: Iterable[Citation], links: Iterable[Link] = ()) -> list[int]:
        """Numbers of the sources, each once."""
        ids = dict.fromkeys([*(cited.to for cited in citations), *(id_ for link in links for id_ in link.sources)])
        return [self._sources.number(id_) for id_ in ids]

    def _source(self, id_: str) -> list[Any]:
        """Publisher, date in words, title, and the address where it may be shown."""
        source = self._snapshot.get(id_)
        if not isinstance(source, Source):
            return ["", list(date_words(None)), id_, ""]
        dated = list(date_words(source.date)) if source.date else ["", ""]
        address = source.url if source.show_url and source.url else ""
        return [clean(source.publisher), dated, clean(source.name_zh, LONGEST_TEXT), address]


def labels() -> dict[str, list[list[str]]]:
    """The controlled words that the page shows, in their order, each with zh and en."""
    lists = {
        "layer": WORDS["layers"],
        "parties": WORDS["parties"],
        "region": WORDS["region"],
        "level": LABELS["rank"],
        "kind": LABELS["organisation_kind"] | LABELS["grade"],
        "part": LABELS["part"],
        "state": LABELS["state"],
        "sector": LABELS["sector"],
        "precision": LABELS["point_precision"],
        "inferred": LABELS["inferred"],
        "left_out": LEFT_OUT,
    }
    return {name: [[word, *pair] for word, pair in words.items()] for name, words in lists.items()}


def _as_columns(rows: list[dict[str, Any]], names: Iterable[str]) -> Columns:
    return {name: [row[name] for row in rows] for name in names}
