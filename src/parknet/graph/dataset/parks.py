"""Parks of the built-in data set: one record per park, from all rows that ``rules/names.csv`` says are the same.

Further tables say what rows state in words: ``rules/park_links.csv`` parts of parks and those that may be the same,
``rules/park_status.csv`` whether a park is open, ``rules/inferred.csv`` what the compilers inferred. A park's point is
that of the division where it lies, never its own; a park known by its province alone has none.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, get_args

from parknet.errors import Sentence
from parknet.graph.dataset.base import Base
from parknet.graph.dataset.sources import merged
from parknet.graph.dataset.tables import ADD_NAME, NO_PARK, NO_PLACE, NO_SECTOR, NOT_SAID, Row
from parknet.graph.dataset.titles import Titles, listings, without_title
from parknet.model.records import Citation, Organisation, Park, Record
from parknet.model.vocabulary import Sector

LINKS = ("park", "link", "to", "said_by", "words", "note")
STATUS = ("column", "wording", "status")
INFERRED = ("park", "what", "words")

_ENGLISH_BY = {"translated": "translated", "source": "source", "source(machine-translated news)": "machine", "": None}


def records(base: Base, titles: Titles) -> list[Record]:
    """All parks of ``parks.csv``; a row that names a body, as the name table says, becomes an organisation."""
    rows: dict[str, list[Row]] = {}
    for row in base.gathered["parks.csv"]:
        id_ = base.names.find(row["name_zh"])
        if id_ is None:
            cause = Sentence("No id is given to this name.", "这个名称还没有编号。")
            remedy = ADD_NAME
            base.problems.append(row.problem("name_zh", "name", cause, remedy))
            continue
        rows.setdefault(id_, []).append(row)
        base.origins.holds(row, id_)
    tables = _Tables(base)
    found: list[Record] = []
    for id_, same in rows.items():
        same.sort(key=lambda row: row["name_zh"] != base.names.wordings(id_)[0])
        record = _park(base, tables, id_, same, titles) if id_.startswith("park-") else _body(base, tables, id_, same)
        found.extend([record] if record else [])
    return found


class _Tables:
    """The rule tables about single parks, by the name of the row that they are about."""

    def __init__(self, base: Base) -> None:
        rows = {row["name_zh"]: row for row in base.gathered["parks.csv"]}
        self.why = without_title(base)
        self.listings = listings(base)
        self.status = {(r["column"], r["wording"]): r["status"] for r in base.rules("park_status.csv", STATUS)}
        self.inferred: dict[str, list[str]] = {}
        for rule in base.rules("inferred.csv", INFERRED):
            _said(base, rule, rows.get(rule["park"]))
            self.inferred.setdefault(rule["park"], []).append(rule["what"])
        self.links: dict[str, list[Row]] = {}
        for rule in base.rules("park_links.csv", LINKS):
            if rule["said_by"]:
                _said(base, rule, rows.get(rule["said_by"]))
            self.links.setdefault(rule["park"], []).append(rule)


def _said(base: Base, rule: Row, row: Row | None) -> None:
    """A rule quotes its row: refuse it when the row no longer says so."""
    if row is None or not any(rule["words"] in row[column] for column in ("level", "status", "notes")):
        base.problems.append(rule.problem("words", "rule", *NOT_SAID))


def _park(base: Base, tables: _Tables, id_: str, rows: Sequence[Row], titles: Titles) -> Park | None:
    row, place = rows[0], _place(base, rows)
    return base.build(
        Park,
        row,
        id=id_,
        name_zh=base.names.wordings(id_)[0],
        name_en=row["name_en"],
        name_en_by=_ENGLISH_BY.get(row["name_en_kind"], row["name_en_kind"]),
        aliases=base.names.wordings(id_)[1:],
        sectors=_sectors(base, rows),
        sector_words=_words(rows),
        status=_status(base, tables, rows),
        note="; ".join(filter(None, (_note(tables, rows), *(words for _, words in tables.listings.get(id_, ()))))),
        **base.places.located(place) if place else {},
        located_in=({"to": place, "sources": base.sources.ids(row)},) if place else (),
        holds_title=titles.get(id_, ()),
        cites=merged((*_cites(base, tables, rows), *_listed_by(base, tables, id_))),
        **_links(base, tables, rows),
    )


def _body(base: Base, tables: _Tables, id_: str, rows: Sequence[Row]) -> Organisation | None:
    row, place = rows[0], _place(base, rows)
    return base.build(
        Organisation,
        row,
        id=id_,
        name_zh=row["name_zh"],
        name_en=row["name_en"],
        name_en_by=_ENGLISH_BY.get(row["name_en_kind"], row["name_en_kind"]),
        kind="other",
        note=_note(tables, rows),
        based_in=({"to": place},) if place else (),
        cites=_cites(base, tables, rows),
    )


def _place(base: Base, rows: Sequence[Row]) -> str | None:
    """The smallest place that the rows name; a place or code that does not fit is a problem."""
    found: list[str] = []
    for row in rows:
        if not row["province"]:
            continue
        id_ = base.places.find(row["province"], row["city"], row["district"])
        if id_ is None:
            value = row["province"] + row["city"] + row["district"]
            remedy = Sentence(
                "Name a division as divisions.csv does, or add it to rules/places.csv.",
                "请按 divisions.csv 的写法填写，或加入 rules/places.csv。",
            )
            base.problems.append(row.problem("district", "place", NO_PLACE, remedy, value))
            continue
        code = next(filter(None, map(base.places.adcode, (id_, *base.places.above(id_)))), None)
        if row["adcode"] != code:
            cause = Sentence(
                f"The code of the place is {code or 'unknown'}.",
                f"这个地点的代码是 {code}。" if code else "这个地点没有代码。",
            )
            remedy = Sentence("Correct the code or the place.", "请更正代码或地点。")
            base.problems.append(row.problem("adcode", "place", cause, remedy))
        found.append(id_)
    return max(found, key=lambda id_: len(base.places.above(id_)), default=None)


def _sectors(base: Base, rows: Sequence[Row]) -> tuple[str, ...]:
    found: list[str] = []
    for row in rows:
        for code in filter(None, (part.strip() for part in row["nbs2018_mapped"].split(";"))):
            if code in get_args(Sector):
                found.append(code)
            else:
                first, *_, last = get_args(Sector)
                remedy = Sentence(
                    f"Use {first} to {last}, separated by semicolons.", f"请用 {first} 至 {last}，以分号隔开。"
                )
                base.problems.append(row.problem("nbs2018_mapped", "sector", NO_SECTOR, remedy, code))
    return tuple(sorted(set(found)))


def _words(rows: Iterable[Row]) -> tuple[str, ...]:
    words = (word.strip() for row in rows for word in row["sectors"].split(";"))
    return tuple(dict.fromkeys(filter(None, words)))


def _status(base: Base, tables: _Tables, rows: Iterable[Row]) -> str:
    found = "unknown"
    for row in rows:
        if row["status"] and ("status", row["status"]) not in tables.status:
            cause = Sentence("No rule reads this wording.", "没有规则读取这个写法。")
            remedy = Sentence("Add the wording to rules/park_status.csv.", "请把这个写法加入 rules/park_status.csv。")
            base.problems.append(row.problem("status", "status", cause, remedy))
        for column in ("status", "batch"):
            if (status := tables.status.get((column, row[column]), "unknown")) != "unknown":
                found = status
    return found


def _note(tables: _Tables, rows: Iterable[Row]) -> str:
    """What the rows remark; for a row that gives no title also the level and batch as it words them, and why."""
    found: list[str] = []
    for row in rows:
        why = tables.why.get((row["level"], row["batch"]))
        worded = " ".join(filter(None, (row["level"], row["batch"])))
        found += [f"{worded} [{why}]"] if why else []
        found += [row["status"], row["notes"]]
    return "; ".join(dict.fromkeys(text.rstrip("; ") for text in found if text))


def _links(base: Base, tables: _Tables, rows: Iterable[Row]) -> Mapping[str, Any]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        for rule in tables.links.get(row["name_zh"], []):
            to = base.names.park(rule["to"])
            if to is None:
                remedy = Sentence("Correct the name.", "请更正名称。")
                base.problems.append(rule.problem("to", "name", NO_PARK, remedy))
            else:
                found.setdefault(rule["link"], []).append({"to": to, "sources": base.sources.ids(row)})
    return found


def _listed_by(base: Base, tables: _Tables, id_: str) -> Iterable[Citation]:
    return (citation for row, _ in tables.listings.get(id_, ()) for citation in base.sources.cite(row))


def _cites(base: Base, tables: _Tables, rows: Iterable[Row]) -> tuple[Citation, ...]:
    found: list[Citation] = []
    for row in rows:
        inferred: Any = tuple(sorted(set(tables.inferred.get(row["name_zh"], ()))))
        found.extend(base.sources.cite(row, inferred=inferred))
    return merged(found)
