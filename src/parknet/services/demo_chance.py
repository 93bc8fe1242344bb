"""What a synthetic network is drawn from: shares of words, days as a source might write them, places, citations."""

from bisect import bisect
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import Any, TypeVar

from parknet.analytics.places import POINT_OF
from parknet.model.records import City

SOURCE = "source-demo"

T = TypeVar("T")

# Regions and sectors have the shares of the built-in data set, in percent or in parks; all other shares are made up.
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


def draw(chance: Random, shares: dict[T, int]) -> T:
    """One of the words, each as likely as its share."""
    return chance.choices(list(shares), list(shares.values()))[0]


def cites(chance: Random) -> list[dict[str, Any]]:
    """The citation of the one source, as a field."""
    return [{"to": SOURCE, "confidence": draw(chance, {"high": 60, "medium": 30, "low": 10})}]


class Homes:
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
        region = draw(chance, self._shares)
        weights = self._weights[region]
        return self._of[region][bisect(weights, chance.random() * weights[-1])]

    def point(self, city: City) -> dict[str, Any]:
        """The fields of the point of a division, or of the nearest above it that has one."""
        for at in self._upwards(city):
            if at.lat is not None and at.grade in POINT_OF:
                return {"lat": at.lat, "lon": at.lon, "point_precision": POINT_OF[at.grade]}
        return {}


def some_day(chance: Random, first: int, last: int) -> date:
    """A day of those years, the later the likelier."""
    days = (date(last, 12, 31) - date(first, 1, 1)).days
    return date(first, 1, 1) + timedelta(days=int(days * chance.random() ** 0.5))


def written(chance: Random, day: date) -> str | None:
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
    return forms[draw(chance, PRECISION)]
