"""Where a record lies: its divisions up to the country, what they say of region, river and cluster, and its point.

A park lies in its LOCATED_IN divisions, or else where its whole lies, an organisation in its BASED_IN ones, a division
in itself; each division lies in its PART_OF divisions. What a division does not say itself, the nearest above it says.
The centre of a province is no point of a park: one that is known no nearer has none.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import asin, cos, radians, sin, sqrt

from parknet.model.records import City, Link, Organisation, Park, Placed, Record
from parknet.model.snapshot import Snapshot
from parknet.model.vocabulary import Grade, MacroRegion, PointPrecision, Reach

RADIUS_KM: dict[PointPrecision | None, int] = {"park": 1, "district": 33, "city": 95, "province": 300, None: 300}
"""How far a park may lie from a point of that precision: the radius of a circle as large as the mean county, prefecture
or province (9.6 million km² over some 2,850, 337 and 34 of them); of an unstated precision, the widest."""

POINT_OF: Mapping[str, PointPrecision] = {
    "province": "province",
    "prefecture": "city",
    "county": "district",
    "functional": "district",
}
"""What the point of a division of that grade is of; a country's is none."""
_EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Point:
    """A point in degrees (WGS 84), what it is the point of, and the record (id) that states it."""

    lat: float
    lon: float
    precision: PointPrecision | None
    stated_by: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record lies; empty where that is unknown.

    `cities` are the divisions that it lies in, nearest first; reaches and clusters can be several.
    """

    cities: tuple[City, ...] = ()
    regions: frozenset[MacroRegion] = frozenset()
    yangtze: frozenset[Reach] = frozenset()
    yellow_river: frozenset[Reach] = frozenset()
    clusters: frozenset[str] = frozenset()
    point: Point | None = None

    def of_grade(self, grade: Grade) -> tuple[City, ...]:
        """Its divisions of one grade: its province, its country …; more than one when it lies in several."""
        return tuple(city for city in self.cities if city.grade == grade)


NOWHERE = Place()


class Places:
    """The places of the records of one snapshot, each looked up once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._found: dict[str, Place] = {}

    def of(self, id_: str) -> Place:
        """The place of a park, organisation or division; NOWHERE when unknown, or for any other id."""
        if id_ not in self._found:
            self._found[id_] = NOWHERE  # where a circle of wholes would end
            self._found[id_] = self._look_up(self._snapshot.get(id_))
        return self._found[id_]

    def _look_up(self, record: Record | None) -> Place:
        if isinstance(record, City):
            return self._division(record)
        if isinstance(record, Park):
            place = self._merged(record.located_in or record.part_of)
            point = _own_point(record) or place.point
            return replace(place, point=None if point and point.precision == "province" else point)
        if isinstance(record, Organisation):
            return self._merged(record.based_in)
        return NOWHERE

    def _merged(self, links: Iterable[Link]) -> Place:
        """The union of the places linked to; the point is that of the first that has one."""
        places = [self.of(link.to) for link in links]
        if len(places) < 2:
            return places[0] if places else NOWHERE
        cities = {city.id: city for place in places for city in place.cities}
        return Place(
            tuple(cities.values()),
            frozenset().union(*(place.regions for place in places)),
            frozenset().union(*(place.yangtze for place in places)),
            frozenset().union(*(place.yellow_river for place in places)),
            frozenset().union(*(place.clusters for place in places)),
            next((place.point for place in places if place.point), None),
        )

    def _division(self, city: City) -> Place:
        chain = tuple(self._upwards(city))
        region = next((c.macro_region for c in chain if c.macro_region), None)
        return Place(
            chain,
            frozenset([region] if region else []),
            frozenset(next((c.yangtze_reaches for c in chain if c.yangtze_reaches), ())),
            frozenset(next((c.yellow_river_reaches for c in chain if c.yellow_river_reaches), ())),
            frozenset(cluster for c in chain for cluster in c.clusters),
            next((point for c in chain if (point := _own_point(c))), None),
        )

    def _upwards(self, city: City) -> Iterator[City]:
        """The division and those above it, nearest first, each once."""
        seen, ahead = {city.id}, [city]
        while ahead:
            here = ahead.pop(0)
            yield here
            for link in here.part_of:
                parent = self._snapshot.get(link.to)
                if isinstance(parent, City) and parent.id not in seen:
                    seen.add(parent.id)
                    ahead.append(parent)


def _own_point(record: Placed) -> Point | None:
    """The point that the record states; a division's is as precise as its grade, a whole country's is none."""
    if record.lat is None or record.lon is None:
        return None
    precision = record.point_precision
    if isinstance(record, City):
        if record.grade == "country":
            return None
        precision = precision or POINT_OF.get(record.grade)
    return Point(record.lat, record.lon, precision, record.id)


@dataclass(frozen=True, slots=True)
class Distance:
    """Kilometres between two points, and the bounds that their precision leaves."""

    km: int
    low: int
    high: int


def distance(a: Point, b: Point) -> Distance:
    """Great-circle distance by the haversine formula on a sphere of 6,371 km, widened by both points' RADIUS_KM."""
    lat_a, lat_b = radians(a.lat), radians(b.lat)
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin(radians(b.lon - a.lon) / 2) ** 2
    km = round(2 * _EARTH_KM * asin(min(1.0, sqrt(half))))
    slack = RADIUS_KM[a.precision] + RADIUS_KM[b.precision]
    return Distance(km, max(0, km - slack), km + slack)
