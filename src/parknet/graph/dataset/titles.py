"""Titles of the built-in data set: which title under which list a wording means.

``rules/titles.csv`` reads each pair of `level` and `batch` wordings of ``parks.csv``, ``rules/titles_in_notes.csv``
what notes add, ``rules/held_titles.csv`` the wordings of ``titles.csv``. The rank is that of the naming body: a
municipality ranks as a province, its districts as prefectures. A mere listing is no title. A title ends only where a
source says so; one whose naming is not dated was held by the day of the page that reports it.
"""

from collections.abc import Iterable

from parknet.errors import Sentence
from parknet.graph.dataset.base import Base
from parknet.graph.dataset.tables import ADD_NAME, NO_PARK, NOT_SAID, Row
from parknet.model import edtf
from parknet.model.check import CORRECT_DATE, ends_first
from parknet.model.records import Title

LEVELS = (
    "level", "batch", "programme", "title", "kind", "rank", "status", "since", "until", "batch_text", "word", "note",
)  # fmt: skip
NOTES = ("park", "said_by", "words", "programme", "title", "kind", "rank", "since", "status", "batch_text")
HELD = ("title", "status", "programme", "kind", "rank", "title_status", "word")

Titles = dict[str, tuple[Title, ...]]


def titles(base: Base) -> Titles:
    """The titles of each park, by its id; the same title told by several rows is one, with the sources of all."""
    found: dict[str, list[Title]] = {}
    for id_, title in (*_of_levels(base), *_of_notes(base), *_of_titles(base)):
        found.setdefault(id_, []).append(title)
    return {id_: _merged(each) for id_, each in found.items()}


def without_title(base: Base) -> dict[tuple[str, str], str]:
    """For each pair of level and batch wordings that gives no title: the word why."""
    return {(r["level"], r["batch"]): r["word"] for r in base.rules("titles.csv", LEVELS) if not r["programme"]}


def listings(base: Base) -> dict[str, list[tuple[Row, str]]]:
    """The rows of ``titles.csv`` that name no title, by the id of the park, each with the words for its note."""
    found: dict[str, list[tuple[Row, str]]] = {}
    for row, rule in _held(base):
        if rule["word"] and (id_ := base.names.park(row["park"])):
            base.origins.holds(row, id_)
            found.setdefault(id_, []).append((row, f"{row['title']} {row['batch']} [{rule['word']}]"))
    return found


def _of_levels(base: Base) -> Iterable[tuple[str, Title]]:
    rules: dict[tuple[str, str], list[Row]] = {}
    for rule in base.rules("titles.csv", LEVELS):
        rules.setdefault((rule["level"], rule["batch"]), []).append(rule)
    for row in base.gathered["parks.csv"]:
        matching = rules.get((row["level"], row["batch"]), [])
        if not matching:
            value = f"{row['level']} | {row['batch']}"
            cause = Sentence("No rule reads these wordings of level and batch.", "没有规则读取这样的级别和批次。")
            remedy = Sentence(
                "Add them to rules/titles.csv, with a title or the word why they give none.",
                "请加入 rules/titles.csv，写明称号，或用一个词说明为何没有称号。",
            )
            base.problems.append(row.problem("level", "title", cause, remedy, value))
        for rule in matching:
            if rule["programme"]:
                names = ("title", "kind", "rank", "status", "since", "until")
                fields = {name: rule[name] for name in names} | {"batch": rule["batch_text"]}
                yield from _title(base, row, "name_zh", {"to": rule["programme"], **fields})


def _of_notes(base: Base) -> Iterable[tuple[str, Title]]:
    rows = {row["name_zh"]: row for row in base.gathered["parks.csv"]}
    for rule in base.rules("titles_in_notes.csv", NOTES):
        row, park = rows.get(rule["said_by"]), rows.get(rule["park"])
        if row is None or park is None or rule["words"] not in row["notes"]:
            base.problems.append(rule.problem("words", "rule", *NOT_SAID))
            continue
        fields = {name: rule[name] for name in ("title", "kind", "rank", "since", "status")}
        fields |= {"to": rule["programme"], "batch": rule["batch_text"]}
        yield from _title(base, row, "name_zh", fields, park["name_zh"])


def _of_titles(base: Base) -> Iterable[tuple[str, Title]]:
    for row, rule in _held(base):
        if rule["word"]:
            continue
        fields = {name: row[name] for name in ("title", "batch")}
        fields |= {name: base.date(row, name) or "" for name in ("since", "until")}
        fields |= {"kind": rule["kind"], "rank": rule["rank"], "status": rule["title_status"]}
        for id_, title in _title(base, row, "park", {"to": rule["programme"], **fields}):
            base.origins.holds(row, id_)
            yield id_, title


def _held(base: Base) -> Iterable[tuple[Row, Row]]:
    """Each row of ``titles.csv`` with the rule that reads it."""
    rules = {(rule["title"], rule["status"]): rule for rule in base.rules("held_titles.csv", HELD)}
    for row in base.gathered["titles.csv"]:
        if rule := rules.get((row["title"], row["status"])):
            yield row, rule
        else:
            cause = Sentence("No rule reads this title with this status.", "没有规则读取这个称号与状态。")
            remedy = Sentence("Add them to rules/held_titles.csv.", "请加入 rules/held_titles.csv。")
            value = f"{row['title']} | {row['status']}"
            base.problems.append(row.problem("title", "title", cause, remedy, value))


def _title(
    base: Base, row: Row, column: str, fields: dict[str, str], name: str | None = None
) -> Iterable[tuple[str, Title]]:
    """One title of the park that a row names (or of another of that name, of which the row says so), or problems."""
    id_ = base.names.park(name or row[column])
    if id_ is None:
        base.problems.append(row.problem(column, "name", NO_PARK, ADD_NAME))
        return
    filled = {name: value for name, value in fields.items() if value}
    sources = base.sources.ids(row)
    if "since" not in filled and filled.get("status") in ("granted", "kept"):
        filled |= {"since": since} if (since := _by_its_pages(base, sources)) else {}
    title = base.build(Title, row, **filled, sources=sources)
    if title is None:
        return
    if edtf.ends_before_start(title.since, title.until):
        cause = ends_first(title.since)
        base.problems.append(row.problem("until", "end-before-start", cause, CORRECT_DATE, title.until))
        return
    yield id_, title


def _by_its_pages(base: Base, sources: Iterable[str]) -> str | None:
    """``../2015-01-20`` for a title that pages report, the last of them on that day; None when one has no date."""
    dates = {date: edtf.parse(date).latest if date else None for date in map(base.sources.date, sources)}
    days = {date: latest for date, latest in dates.items() if date and latest}
    if not days or len(days) < len(dates):
        return None
    last = max(days, key=days.__getitem__)
    return f"../{last.rpartition('/')[2]}"


def _merged(titles_: Iterable[Title]) -> tuple[Title, ...]:
    """Equal titles as one, with the sources of all."""
    found: dict[str, Title] = {}
    for title in titles_:
        key = title.model_copy(update={"sources": ()}).text()
        sources = found[key].sources if key in found else ()
        both = tuple(dict.fromkeys((*sources, *title.sources)))
        found[key] = title.model_copy(update={"sources": both})
    return tuple(found.values())
