"""Lists of one kind of record: filtered, searched, sorted and paged."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from parknet.errors import Problem, Refused, Sentence
from parknet.model.fields import words_in
from parknet.model.forms import FIELDS
from parknet.model.kinds import Kind
from parknet.model.records import Named, Record
from parknet.model.snapshot import Snapshot
from parknet.model.unfit import NO_WORD, choice
from parknet.model.vocabulary import LABELS, group_of

SORTS = ("id", "-id", "name_zh", "-name_zh", "name_en", "-name_en")
LARGEST_PAGE = 1000


@dataclass(frozen=True, slots=True)
class Wish:
    """What of a list is wanted.

    `filters` gives wanted values by facet, or wanted target ids by link field; several values are separated by commas.
    `search` is looked for in names and aliases; `after` is the id after which the page begins.
    """

    filters: Mapping[str, str] = field(default_factory=dict)
    search: str = ""
    sort: str = "id"
    after: str = ""
    limit: int = 100


@dataclass(frozen=True, slots=True)
class Page:
    """Some records of a list, how many the whole list has, and the id to go on after (None at the end)."""

    records: tuple[Record, ...]
    total: int
    next: str | None


def listing(snapshot: Snapshot, kind: Kind, wish: Wish) -> Page:
    """A page of the records of a kind; raises Refused for an unknown filter, word, order or place to go on."""
    _check(kind, wish.filters, wish.sort)
    found = [r for r in snapshot.all(kind.model) if _passes(r, wish.filters) and _has(r, wish.search)]
    by = wish.sort.lstrip("-")
    found.sort(key=lambda r: (str(getattr(r, by, None) or ""), r.id), reverse=wish.sort.startswith("-"))
    start = next((n + 1 for n, r in enumerate(found) if r.id == wish.after), None) if wish.after else 0
    if start is None:
        cause = Sentence("The list has no such record any more.", "列表中已没有这条记录。")
        remedy = Sentence("Begin again without after.", "请去掉 after，从头读取。")
        raise Refused([Problem("list", "after", wish.after, cause, remedy)])
    chosen = found[start : start + wish.limit]
    more = start + wish.limit < len(found)
    return Page(tuple(chosen), len(found), chosen[-1].id if more else None)


def filters_of(kind: Kind) -> tuple[str, ...]:
    """The fields that a list of this kind can be filtered by: its facets, then its links."""
    return (*kind.facets, *(link.name for link in kind.links))


def words_of(kind: Kind, name: str) -> tuple[str, ...]:
    """The words that a filter can have; none where it is any text."""
    return words_in(kind.model.model_fields[name].annotation)


def _check(kind: Kind, filters: Mapping[str, str], sort: str) -> None:
    problems = [_no_filter(kind, name, value) for name, value in filters.items() if name not in filters_of(kind)]
    for name, value in filters.items():
        words = words_of(kind, name) if name in filters_of(kind) else ()
        if words and not set(value.split(",")) <= set(words):
            allowed = choice(words, LABELS.get(group_of(words), {}))
            remedy = Sentence(f"Use one or more of {allowed.en}.", f"请选用其中一个或几个：{allowed.zh}。")
            problems.append(Problem("list", name, value[:200], NO_WORD, remedy))
    if sort not in SORTS:
        cause, allowed = Sentence("There is no such order.", "没有这种排序。"), choice(SORTS, FIELDS)
        remedy = Sentence(f"Use one of {allowed.en}.", f"请选用其一：{allowed.zh}。")
        problems.append(Problem("list", "sort", sort, cause, remedy))
    if problems:
        raise Refused(problems)


def _no_filter(kind: Kind, name: str, value: str) -> Problem:
    cause = Sentence("This list cannot be filtered by it.", "这个列表不能按此项筛选。")
    allowed = choice(filters_of(kind), FIELDS)
    return Problem("list", name, value, cause, Sentence(f"Use {allowed.en}.", f"请选用：{allowed.zh}。"))


def _passes(record: Record, filters: Mapping[str, str]) -> bool:
    return all(set(value.split(",")) & set(_values(getattr(record, name))) for name, value in filters.items())


def _values(value: object) -> Iterable[str]:
    items = value if isinstance(value, tuple) else (value,)
    return (str(getattr(item, "to", item)) for item in items if item is not None)


def _has(record: Record, search: str) -> bool:
    wanted = search.casefold()
    if not wanted:
        return True
    names = [record.id]
    if isinstance(record, Named):
        names += [record.name_zh, record.name_en or "", *record.aliases]
    return any(wanted in name.casefold() for name in names)
