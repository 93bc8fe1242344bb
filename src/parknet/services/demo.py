"""A synthetic network of any size, for trials and benchmarks; it never mixes with real data.

Same kinds and rules as the real network, and alike in degree (most parks without a tie, a few with many), regions,
dates of every precision, and gaps. Every record rests on one source that is marked synthetic. The programme has the id
of the real plan, so that all that is asked of the plan can be asked here, and so that the two can never be loaded
together.
"""

from bisect import bisect
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate, combinations
from random import Random
from typing import Any, TypeVar

from parknet.model.records import (
    Alliance,
    City,
    JointAction,
    Observation,
    Organisation,
    Park,
    Posting,
    Programme,
    Record,
    Source,
    Verdict,
)
from parknet.model.vocabulary import LABELS

SOURCE = "source-demo"
LABEL_ZH = "合成数据(示例), 非真实记录"
LABEL_EN = "Synthetic data (example), no real records"
TIES_PER_PARK = 5
"""Pairs of parks and organisations, each counted once, that some alliance joins, for each park."""

T = TypeVar("T")

# Shares are those of the built-in data set, where it has the thing at all.
REGION = {"east": 59, "central": 12, "west": 24, "northeast": 5}
SECTOR_COUNT = {0: 49, 1: 37, 2: 10, 3: 3, 4: 1}
SECTOR = {"01": 18, "02": 197, "03": 99, "04": 22, "05": 2, "06": 57, "07": 18, "08": 4, "09": 4}
STATUS = {"unknown": 40, "open": 52, "building": 3, "planned": 3, "closed": 2}
RANK = {"none": 37, "national": 8, "provincial": 15, "prefecture": 27, "county": 13}
TITLE_KIND = {"named": 82, "creation": 4, "pilot": 6, "listed": 8}
TITLE_STATUS = {"granted": 92, "proposed": 3, "kept": 1, "cancelled": 2, "revoked": 2}
ALLIANCE = {"pairing": 62, "memorandum": 20, "twinning": 6, "consortium": 4, "joint-conference": 4, "association": 4}
PAIRING_SIZE = {2: 45, 3: 40, 4: 10, 5: 5}
LIVES = {
    "signed": 30,
    "active": 16,
    "intention signed active": 12,
    "assigned active": 8,
    "intention": 8,
    "proposed": 5,
    "signed active dormant": 6,
    "signed active dormant active": 2,
    "signed ended": 5,
    "intention declined": 4,
    "proposed withdrawn": 4,
}
PRECISION = {
    "day": 48,
    "month": 12,
    "year": 20,
    "none": 8,
    "quarter": 2,
    "season": 2,
    "half": 2,
    "about": 2,
    "interval": 1,
    "before": 1,
    "decade": 1,
    "no-year": 1,
}
ORGANISATION = {
    "association": 15,
    "department": 20,
    "party-department": 5,
    "operator": 25,
    "enterprise": 25,
    "university": 5,
    "think-tank": 5,
}
PART = {"association": "association", "department": "department", "party-department": "department"}
FIGURE = {"tenants_total": "家", "revenue_tenants": "亿元", "area_planned": "万平方米", "employees": "人"}
POINT_OF = {"province": "province", "prefecture": "city", "county": "district", "functional": "district"}


def synthetic(parks: int, seed: int, cities: Sequence[City]) -> list[Record]:
    """So many synthetic parks with all that belongs to them; equal arguments give equal records.

    `cities` are the divisions that they lie in; they, and the sources that they cite, are no part of the answer and are
    loaded before it or with it. Without any, no place is known. Raises ValueError for fewer than one park.
    """
    if parks < 1:
        raise ValueError("a synthetic network has one park or more")
    chance = Random(seed)
    homes = _Homes(cities, chance)
    organisations = [_organisation(chance, n, homes) for n in range(1, 9 + parks // 8)]
    made = [_park(chance, n, homes, organisations) for n in range(1, parks + 1)]
    alliances = list(_alliances(chance, made, organisations, homes))
    actions = [_action(chance, n, made, alliances) for n in range(1, 1 + parks // 4)]
    return [
        Source(
            id=SOURCE, name_zh=LABEL_ZH, name_en=LABEL_EN, publisher="parknet", kind="synthetic", synthetic=True
        ),
        *_programmes(parks),
        *organisations,
        *made,
        *alliances,
        *actions,
        *(_figure(chance, n, made) for n in range(1, 1 + parks // 4)),
        *(_posting(chance, n, made) for n in range(1, 1 + parks // 20)),
        *(_verdict(chance, n, made) for n in range(1, 1 + parks // 100)),
    ]


def _draw(chance: Random, shares: dict[T, int]) -> T:
    return chance.choices(list(shares), list(shares.values()))[0]


def _cites(chance: Random) -> list[dict[str, Any]]:
    return [{"to": SOURCE, "confidence": _draw(chance, {"high": 60, "medium": 30, "low": 10})}]


class _Homes:
    """Divisions that a park can lie in, by region: few hold many parks, most hold few (Zipf, exponent 0.8)."""

    def __init__(self, cities: Sequence[City], chance: Random) -> None:
        self._by_id = {city.id: city for city in cities}
        found: dict[str, list[City]] = {region: [] for region in REGION}
        wholes = {link.to for city in cities for link in city.part_of}
        for city in sorted(cities, key=lambda c: c.id):
            region = next((c.macro_region for c in self._upwards(city) if c.macro_region), None)
            if region in found and (city.grade in ("prefecture", "county") or city.id not in wholes):
                found[region].append(city)
        for several in found.values():
            chance.shuffle(several)
        self._of = {region: several for region, several in found.items() if several}
        self._shares = {region: REGION[region] for region in self._of}
        self._weights = {
            region: list(accumulate((n + 1) ** -0.8 for n in range(len(several))))
            for region, several in self._of.items()
        }
        self.prefectures = [c for several in self._of.values() for c in several if c.grade == "prefecture"]

    def _upwards(self, city: City) -> Iterator[City]:
        here: City | None = city
        for _ in range(6):  # more grades than there are
            if here is None:
                return
            yield here
            here = self._by_id.get(here.part_of[0].to) if here.part_of else None

    def draw(self, chance: Random) -> City | None:
        """A division, or None where the place is unknown."""
        if not self._of or chance.random() < 0.02:
            return None
        region = _draw(chance, self._shares)
        weights = self._weights[region]
        return self._of[region][bisect(weights, chance.random() * weights[-1])]

    def point(self, city: City) -> dict[str, Any]:
        """The fields of the point of a division, or of the nearest above it that has one."""
        for at in self._upwards(city):
            if at.lat is not None and at.grade in POINT_OF:
                return {"lat": at.lat, "lon": at.lon, "point_precision": POINT_OF[at.grade]}
        return {}


def _day(chance: Random, first: int, last: int) -> date:
    """A day of those years, the later the likelier."""
    days = (date(last, 12, 31) - date(first, 1, 1)).days
    return date(first, 1, 1) + timedelta(days=int(days * chance.random() ** 0.5))


def _written(chance: Random, day: date) -> str | None:
    """A day as a source might give it: EDTF of some precision that the day fits, or nothing."""
    y, m = day.year, day.month
    forms = {
        "day": day.isoformat(),
        "month": f"{y}-{m:02d}",
        "year": f"{y}",
        "none": None,
        "quarter": f"{y}-{33 + (m - 1) // 3}",
        "season": f"{y - (m < 3)}-{24 if m in (12, 1, 2) else 20 + m // 3}",
        "half": f"{y}-{40 + (m > 6)}",
        "about": f"{y}~",
        "interval": f"{y - 1}/{y}",
        "before": f"../{day.isoformat()}",
        "decade": f"{y // 10}X",
        "no-year": f"XXXX-{m:02d}-{day.day:02d}",
    }
    return forms[_draw(chance, PRECISION)]


def _programmes(parks: int) -> Iterator[Programme]:
    plan = "programme-carrying-plan"
    rules = (("focus", "东、中部与西部、东北"), ("matching", "强弱结对"), ("regional", "同一城市群"))
    yield Programme.model_validate(
        {
            "id": plan,
            "name_zh": "示例携行计划(合成数据)",
            "name_en": "Demo Carrying Plan (synthetic data)",
            "since": "2022-08-17",
            "expected_parks": parks // 8,
            "expected_groups": parks // 24,
            "cites": [{"to": SOURCE}],
            "has_rule": [
                {"id": f"{plan}#{n}", "kind": kind, "code": f"示例-{n}", "wording": f"合成示例规则: {wording}"}
                for n, (kind, wording) in enumerate(rules, 1)
            ],
        }
    )
    for rank, (zh, en) in LABELS["rank"].items():
        yield Programme.model_validate(
            {
                "id": f"programme-demo-{rank}",
                "name_zh": f"示例{zh}园区名单(合成数据)",
                "name_en": f"Demo list, {en} (synthetic data)",
                "cites": [{"to": SOURCE}],
            }
        )


def _organisation(chance: Random, n: int, homes: _Homes) -> Organisation:
    kind = "association" if n <= 3 else _draw(chance, ORGANISATION)
    city = homes.draw(chance)
    return Organisation.model_validate(
        {
            "id": f"org-demo-{n:05d}",
            "name_zh": f"示例{LABELS['organisation_kind'][kind][0]} {n:05d}",
            "kind": kind,
            "based_in": [{"to": city.id}] if city else [],
            "cites": _cites(chance),
        }
    )


def _park(chance: Random, n: int, homes: _Homes, organisations: list[Organisation]) -> Park:
    city = homes.draw(chance)
    operator = chance.choice(organisations)
    earlier = f"park-demo-{chance.randint(1, max(1, n - 1)):05d}"
    kin = _draw(chance, {"": 96, "part_of": 3, "possibly_same_as": 1}) if n > 1 else ""
    return Park.model_validate(
        {
            "id": f"park-demo-{n:05d}",
            "name_zh": f"示例园区 {n:05d}",
            "name_en": f"Demo park {n:05d}" if chance.random() < 0.7 else None,
            "sectors": _sectors(chance),
            "status": _draw(chance, STATUS),
            "located_in": [{"to": city.id}] if city else [],
            "operated_by": [{"to": operator.id}] if operator.kind == "operator" else [],
            "holds_title": _titles(chance),
            "cites": _cites(chance),
            **(homes.point(city) if city and chance.random() < 0.97 else {}),
            **({kin: [{"to": earlier}]} if kin else {}),
        }
    )


def _sectors(chance: Random) -> list[str]:
    found: set[str] = set()
    wanted = _draw(chance, SECTOR_COUNT)
    while len(found) < wanted:
        found.add(_draw(chance, SECTOR))
    return sorted(found)


def _titles(chance: Random) -> list[dict[str, Any]]:
    rank = _draw(chance, RANK)
    if rank == "none":
        return []
    status, since = _draw(chance, TITLE_STATUS), _day(chance, 2005, 2023)
    lost = status in ("cancelled", "revoked")
    return [
        {
            "to": f"programme-demo-{rank}",
            "title": f"示例{LABELS['rank'][rank][0]}称号",
            "kind": _draw(chance, TITLE_KIND),
            "rank": rank,
            "batch": f"第{chance.randint(1, 6)}批" if chance.random() < 0.5 else None,
            "status": status,
            "since": _written(chance, since),
            "until": _written(chance, since + timedelta(days=chance.randint(200, 900))) if lost else None,
            "sources": [SOURCE] if chance.random() < 0.5 else [],
        }
    ]


def _alliances(
    chance: Random, parks: list[Park], organisations: list[Organisation], homes: _Homes
) -> Iterator[Alliance]:
    """Alliances until the network has its ties; each group of members once, so that none stands for another."""
    members = _Members(chance, parks, organisations, homes)
    groups: set[frozenset[str]] = set()
    ties: set[tuple[str, str]] = set()
    n = 0
    for _ in range(6 * len(parks)):
        if len(ties) >= TIES_PER_PARK * len(parks):
            return
        kind = _draw(chance, ALLIANCE)
        drawn = members.draw(kind)
        parties = [m["to"] for m in drawn if m["part"] != "guide"]
        if drawn is None or (parties and frozenset(parties) in groups):
            continue
        n += 1
        groups.add(frozenset(parties))
        alliance = _alliance(chance, n, kind, drawn, organisations)
        if _begun(alliance):
            ties.update(combinations(sorted(id_ for id_ in parties if not id_.startswith("city-")), 2))
        members.remember(parties)
        yield alliance
