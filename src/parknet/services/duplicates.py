"""Records that are likely one: parks and organisations whose names are alike where they lie, with the evidence."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from parknet.analytics.places import NOWHERE, Place, distance
from parknet.analytics.reach import places, provinces
from parknet.exports.pinyin import pinyin
from parknet.model.records import Organisation, Park
from parknet.model.snapshot import Snapshot

Body = Park | Organisation

MOST_ALIKE = 20
"""A name that more records share says nothing, such as that of a kind of body."""

EVIDENCE: dict[str, tuple[str, str]] = {
    "name": ("名称相同", "the same name"),
    "alias": ("一方的别名是另一方的名称", "an other name of one is the name of the other"),
    "core": ("名称去掉“文化产业园”等通称后相同", "the same name but for words such as culture industry park"),
    "pinyin": ("名称读音相同", "names that sound the same"),
    "recorded": ("记录为可能相同", "on record as possibly the same"),
    "district": ("在同一区县", "in the same district"),
    "city": ("在同一城市", "in the same city"),
    "near": ("坐标相距不到500米", "points within 500 m of each other"),
}
"""Words of the evidence in zh and en."""

_WORDS = (
    *("国家级", "省级", "市级", "国家", "文化", "创意", "产业", "示范", "试验", "园区", "基地", "园"),
    *("有限责任公司", "股份有限公司", "有限公司", "集团", "公司", "管理委员会", "管委会"),
)
_COMMON = re.compile(rf"(?:{'|'.join(_WORDS)}|\W)+")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may be one, by words of EVIDENCE; `unproven`: it is on record that they possibly are."""

    one: str
    other: str
    evidence: tuple[str, ...]
    unproven: bool


def duplicates(snapshot: Snapshot) -> tuple[Pair, ...]:
    """Pairs of parks and of organisations that may be one, the strongest evidence first.

    Names have to be alike; two that surely lie in different provinces, and a park and its own part, are none.
    """
    where = places(snapshot)
    found: dict[tuple[str, str], list[str]] = {}
    bodies: tuple[tuple[Body, ...], ...] = (snapshot.all(Park), snapshot.all(Organisation))
    for records in bodies:
        for word, alike in (("name", _names), ("alias", _all_names), ("core", _cores), ("pinyin", _sounds)):
            for first, second in _sharing(records, alike):
                known = found.setdefault((first.id, second.id), [])
                if not known:  # the strongest likeness of names says it all
                    known.append(word)
    for park in snapshot.all(Park):
        for link in park.possibly_same_as:
            found.setdefault((min(park.id, link.to), max(park.id, link.to)), ["recorded"])
    pairs = []
    for (one, other), evidence in found.items():
        here, there = where.get(one, NOWHERE), where.get(other, NOWHERE)
        named = evidence[0] != "recorded"
        if named and (_apart(here, there) or _whole_and_part(snapshot, one, other)):
            continue
        place = tuple(_near(here, there))
        if evidence[0] in ("core", "pinyin") and not place:
            continue
        pairs.append(Pair(one, other, (*evidence, *place), _possibly(snapshot, one, other)))
    order = list(EVIDENCE)
    return tuple(sorted(pairs, key=lambda p: ([order.index(word) for word in p.evidence], p.one, p.other)))


def _sharing(records: Iterable[Body], alike: Callable[[Body], set[str]]) -> Iterator[tuple[Body, Body]]:
    by_name: dict[str, dict[str, Body]] = defaultdict(dict)
    for record in records:
        for name in alike(record):
            by_name[name][record.id] = record
    for name, same in by_name.items():
        if name and 1 < len(same) <= MOST_ALIKE:
            yield from combinations(sorted(same.values(), key=lambda record: record.id), 2)


def _names(record: Body) -> set[str]:
    return {_plain(record.name_zh)}


def _all_names(record: Body) -> set[str]:
    return {_plain(name) for name in (record.name_zh, record.name_en or "", *record.aliases)}


def _cores(record: Body) -> set[str]:
    cores = {_COMMON.sub("", _plain(name)) for name in (record.name_zh, *record.aliases)}
    return {core for core in cores if len(core) > 1}


def _sounds(record: Body) -> set[str]:
    core = _COMMON.sub("", _plain(record.name_zh))
    return {pinyin(core)} if len(core) > 1 else set()


def _plain(name: str) -> str:
    """The name without blanks and brackets' forms, in one width and case."""
    return re.sub(r"[\s·“”\"'()\[\]【】《》—–-]", "", unicodedata.normalize("NFKC", name)).casefold()


def _apart(one: Place, other: Place) -> bool:
    here, there = set(provinces(one)), set(provinces(other))
    return bool(here and there) and not here & there


def _near(one: Place, other: Place) -> Iterator[str]:
    here, there = ({city.id: city.grade for city in place.cities} for place in (one, other))
    grades = {here[id_] for id_ in here.keys() & there.keys()}
    if "county" in grades or "functional" in grades:
        yield "district"
    elif "prefecture" in grades:
        yield "city"
    points = [place.point for place in (one, other) if place.point and place.point.precision == "park"]
    if len(points) == 2 and distance(*points).km == 0:  # whole kilometres
        yield "near"


def _whole_and_part(snapshot: Snapshot, one: str, other: str) -> bool:
    pair = [snapshot.get(one), snapshot.get(other)]
    return any(isinstance(r, Park) and {link.to for link in r.part_of} & {one, other} for r in pair)


def _possibly(snapshot: Snapshot, one: str, other: str) -> bool:
    pair = [snapshot.get(one), snapshot.get(other)]
    return any(isinstance(r, Park) and {link.to for link in r.possibly_same_as} & {one, other} for r in pair)
