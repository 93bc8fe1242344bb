"""Where a point on the Earth lies on the grid of the schematic base map, `map/china.json`.

Albers conic equal-area projection on a sphere (Snyder, Map Projections: A Working Manual, 1987, eq. 14-1 to 14-6),
scaled to a grid whose x runs to the right and whose y runs down. The constants stand in the file's `projection` too;
a test keeps the two equal.
"""

from math import cos, radians, sin, sqrt

LON0 = 105.0
LAT0 = 36.0
PARALLELS = (25.0, 47.0)
SCALE = 5000.0
DX = 2100.0
DY = 1670.0
WIDTH = 3870
HEIGHT = 4460

_N = (sin(radians(PARALLELS[0])) + sin(radians(PARALLELS[1]))) / 2
_C = cos(radians(PARALLELS[0])) ** 2 + 2 * _N * sin(radians(PARALLELS[0]))


def project(lon: float, lat: float) -> tuple[float, float]:
    """Longitude and latitude in degrees to (x, y) in grid units, about 1.27 km each, not rounded.

    The whole of China falls within 0..WIDTH and 0..HEIGHT; points elsewhere may lie outside. Raises ValueError for a
    latitude or longitude that is none.
    """
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError(f"not a longitude and latitude: {lon}, {lat}")
    radius, angle = _radius(lat), _N * radians(lon - LON0)
    return DX + SCALE * radius * sin(angle), DY - SCALE * (_radius(LAT0) - radius * cos(angle))


def _radius(lat: float) -> float:
    return sqrt(_C - 2 * _N * sin(radians(lat))) / _N
