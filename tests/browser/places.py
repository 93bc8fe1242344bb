"""The pages and views of a server: where they are, by name."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from playwright.sync_api import Page

from parknet.model.kinds import KINDS
from parknet.model.records import Record

NODES = "nodes=park,organisation,city"
PLAN = f"{NODES}&programme=programme-carrying-plan,programme-carrying-plan-pilot"
VIEWS = ("network", "map", "table")


class Place(NamedTuple):
    """An address without its language, and what is pressed there before it is looked at."""

    path: str
    press: re.Pattern[str] | None = None

    def address(self, server: str, lang: str) -> str:
        """The whole address."""
        return f"{server}{self.path}{'&' if '?' in self.path else '?'}lang={lang}"

    def arrive(self, page: Page) -> None:
        """Press what is to be pressed."""
        if self.press:
            page.get_by_role("button", name=self.press).first.click()


NUMBERS = ("measures-plan", "measures-chance", "matrix", "path", "comparison")
"""The places of measures and what is worked out beside them."""


def built_in() -> dict[str, Place]:
    """Pages and views of the built-in data: the plan, all ties, choices, gaps, and records thin and full."""
    records = {
        "park": "parks/park-suzhou-yuanhetang",
        "park-full": "parks/park-malanshan-shipin",
        "park-thin": "parks/park-yuanhetang-1916-chuangyi",
        "alliance": "alliances/alliance-yuanhetang-xizang-khorgos",
        "alliance-nobody": "alliances/alliance-jing-jin-ji-park-memorandum",
        "alliance-large": "alliances/alliance-cultural-export-bases",
        "programme": "programmes/programme-carrying-plan",
        "programme-list": "programmes/programme-national-demonstration-parks",
        "organisation": "organisations/org-beijing-park-association",
        "action": "joint-actions/action-carrying-plan-forum-2023",
        "source": "sources/source-0001",
        "observation": "observations/obs-c0020",
        "city": "cities/city-110105",
        "country": "cities/city-100000",
        "none": "parks/park-none",
    }
    return {
        **views("plan", PLAN),
        **views("all", NODES),
        "map-point": Place(f"/?{NODES}&view=map&show=alliance-cultural-export-bases"),
        "network-tie": Place(f"/?{PLAN}&view=network&show=alliance-yuanhetang-xizang-khorgos"),
        "empty": Place(f"/?{PLAN}&region=northeast&view=map"),
        "broken": Place("/?programme=nonsense&view=globe&colour=red&show=park-none"),
        "measures-plan": Place(f"/measures?{PLAN}"),
        "measures-all": Place(f"/measures?{NODES}"),
        "measures-chance": Place(f"/measures?{NODES}&by=density&model=rewiring&draws=99"),
        "measures-groups": Place(f"/measures?{NODES}&by=components"),
        "matrix": Place(f"/matrix?{NODES}&cell=east,west"),
        "matrix-provinces": Place(f"/matrix?{NODES}&of=province"),
        "path": Place(f"/path?{NODES}&from=city-110105&to=city-310000"),
        "path-none": Place(f"/path?{NODES}&from=park-suzhou-yuanhetang&to=city-110105"),
        "comparison": Place(f"/comparison?{NODES}&with=nodes%3Dpark,organisation,city%26at%3D2023-11-22"),
        **{name: Place(f"/{path}") for name, path in records.items()},
    }


def synthetic(records: Iterable[Record]) -> dict[str, Place]:
    """Pages and views of synthetic data: all ties, measures, and of each kind the record with most to say."""
    return {
        **views("all", NODES),
        "measures": Place(f"/measures?{NODES}"),
        "matrix": Place(f"/matrix?{NODES}"),
        **fullest(records),
    }


def fullest(records: Iterable[Record]) -> dict[str, Place]:
    """By kind the page of the record with the longest text."""
    longest: dict[str, Record] = {}
    for record in records:
        kind = type(record).__name__
        if kind not in longest or len(record.text()) > len(longest[kind].text()):
            longest[kind] = record
    return {kind.lower(): Place(f"/{KINDS[kind].path}/{record.id}") for kind, record in longest.items()}


def views(name: str, lens: str) -> dict[str, Place]:
    """The three views of a lens, and the table's ties."""
    found = {f"{view}-{name}": Place(f"/?{lens}&view={view}") for view in VIEWS}
    return {**found, f"table-{name}-ties": Place(f"/?{lens}&view=table", re.compile(r"^(合作|Ties) \d"))}
