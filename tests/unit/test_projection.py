"""The schematic base map: its grid is the one that `project` writes on, and it draws the whole territory."""

import json
from math import hypot
from pathlib import Path
from typing import Any

import pytest

from parknet.exports import projection
from parknet.exports.projection import project

Point = tuple[float, float]
Ring = list[Point]

MAP: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "src/parknet/exports/map/china.json").read_text(encoding="utf-8")
)


def decode(flat: list[int]) -> Ring:
    """First point absolute, every other a step from the one before."""
    ring = [(flat[0], flat[1])]
    for dx, dy in zip(flat[2::2], flat[3::2], strict=True):
        ring.append((ring[-1][0] + dx, ring[-1][1] + dy))
    return [(float(x), float(y)) for x, y in ring]


def inside(point: Point, ring: Ring) -> bool:
    """Even-odd rule."""
    x, y = point
    crossings = 0
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
            crossings += 1
    return crossings % 2 == 1


RINGS = {province["zh"]: [decode(flat) for flat in province["rings"]] for province in MAP["provinces"]}


def provinces_at(lon: float, lat: float) -> set[str]:
    point = project(lon, lat)
    return {name for name, rings in RINGS.items() if any(inside(point, ring) for ring in rings)}


def nearest_corner(lon: float, lat: float, flats: list[list[int]]) -> float:
    x, y = project(lon, lat)
    return min(hypot(px - x, py - y) for flat in flats for px, py in decode(flat))


def test_constants_are_those_of_the_map() -> None:
    assert MAP["projection"] == {
        "type": "albers",
        "lon0": projection.LON0,
        "lat0": projection.LAT0,
        "parallels": list(projection.PARALLELS),
        "scale": projection.SCALE,
        "dx": projection.DX,
        "dy": projection.DY,
        "width": projection.WIDTH,
        "height": projection.HEIGHT,
    }


@pytest.mark.parametrize(
    ("name", "lon", "lat"),
    [
        ("北京", 116.40, 39.90),
        ("上海", 121.47, 31.23),
        ("西藏", 91.11, 29.65),  # Lhasa
        ("西藏", 93.50, 27.80),  # southern Xizang
        ("新疆", 79.50, 35.20),  # Aksai Chin
        ("新疆", 87.60, 43.80),  # Urumqi
        ("黑龙江", 122.50, 53.40),  # Mohe, the northernmost county seat
        ("海南", 109.50, 18.30),  # Sanya
        ("台湾", 121.53, 25.05),  # Taipei
        ("台湾", 123.47, 25.74),  # Diaoyu Dao
        ("香港", 114.15, 22.38),
    ],
)
def test_places_fall_into_their_province(name: str, lon: float, lat: float) -> None:
    assert provinces_at(lon, lat) == {name}


def test_there_are_34_provinces_with_names_and_a_label_on_the_grid() -> None:
    codes = [province["adcode"] for province in MAP["provinces"]]
    assert len(codes) == len(set(codes)) == 34
    assert codes == sorted(codes)
    for province in MAP["provinces"]:
        x, y = province["label"]
        assert province["zh"] and province["en"] and province["rings"]
        assert 0 < x < projection.WIDTH and 0 < y < projection.HEIGHT


def test_south_china_sea_has_ten_dashes_and_its_islands() -> None:
    assert len(MAP["dashes"]) == 10
    islands = {
        "永兴岛": (112.34, 16.83),
        "中建岛": (111.20, 15.78),
        "黄岩岛": (117.76, 15.15),
        "太平岛": (114.36, 10.38),
    }
    for name, (lon, lat) in islands.items():
        assert nearest_corner(lon, lat, MAP["islands"]) < 20, name
    dongsha = next(province["rings"] for province in MAP["provinces"] if province["zh"] == "广东")
    assert nearest_corner(116.73, 20.70, dongsha) < 20


def test_everything_drawn_lies_on_the_grid_and_every_ring_has_an_area() -> None:
    flats = [flat for province in MAP["provinces"] for flat in province["rings"]] + MAP["dashes"] + MAP["islands"]
    for ring in map(decode, flats):
        assert len(set(ring)) >= 3
        assert all(0 <= x <= projection.WIDTH and 0 <= y <= projection.HEIGHT for x, y in ring)


def test_neighbours_meet_without_gaps() -> None:
    """Most border points of an inland province are corner points of a neighbour too."""
    corners = {name: {corner for ring in rings for corner in ring} for name, rings in RINGS.items()}
    for name in ("河南", "山西", "江西", "贵州", "宁夏"):
        others = set().union(*(points for other, points in corners.items() if other != name))
        assert len(corners[name] & others) > 0.97 * len(corners[name]), name


@pytest.mark.parametrize(("lon", "lat"), [(105.0, 91.0), (181.0, 30.0), (float("nan"), 30.0)])
def test_what_is_no_place_on_earth_is_refused(lon: float, lat: float) -> None:
    with pytest.raises(ValueError, match="not a longitude and latitude"):
        project(lon, lat)
