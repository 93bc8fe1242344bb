"""Small networks around one park, home: provinces of all regions, a programme with rules; what is suggested to it."""

from datetime import date
from typing import Any

from parknet.analytics.suggestions import Suggestion, Suggestions, suggest
from parknet.model.records import Alliance, City, Park, Programme, Record, Source
from tests.networks import plain

DAY = date(2026, 11, 22)
PLAN = "programme-carrying-plan"
CITES = [{"to": "source-one"}]


def city(slug: str, grade: str, whole: str | None = None, **more: Any) -> City:
    links = [{"to": f"city-{whole}"}] if whole else []
    fields = {"id": f"city-{slug}", "name_zh": slug, "grade": grade, "part_of": links, "cites": CITES}
    return City.model_validate(fields | more)


def park(slug: str, where: str | None = None, rank: str | None = None, **more: Any) -> Park:
    title = {"to": "programme-list", "title": "示范园区", "kind": "named", "rank": rank, "since": "2010"}
    fields = {
        "id": f"park-{slug}",
        "name_zh": f"{slug}园区",
        "located_in": [{"to": f"city-{where}"}] if where else [],
        "holds_title": [title | {"sources": ["source-one"]}] if rank else [],
        "cites": CITES,
    }
    return Park.model_validate(fields | more)


def alliance(slug: str, members: str, *steps: str, kind: str = "pairing", **more: Any) -> Alliance:
    """`members` are slugs of parks; a step is `state date` or `state`."""
    id_ = f"alliance-{slug}"
    found = [step.split() for step in steps or ("active 2020",)]
    fields = {
        "id": id_,
        "name_zh": slug,
        "kind": kind,
        "has_member": [{"to": f"park-{member}", "part": "park"} for member in members.split()],
        "has_step": [
            {"id": f"{id_}#{n}", "state": step[0], "date": step[1] if len(step) > 1 else None}
            for n, step in enumerate(found, 1)
        ],
        "cites": CITES,
    }
    return Alliance.model_validate(fields | more)


BASE: tuple[Record, ...] = (
    Source(id="source-one", name_zh="来源"),
    city("china", "country"),
    city("jiangsu", "province", "china", macro_region="east", yangtze_reaches=["lower"], clusters=["yangtze-delta"]),
    city("nanjing", "prefecture", "jiangsu", lat=32.0, lon=118.0),
    city("suzhou", "prefecture", "jiangsu", lat=31.3, lon=120.6),
    city("sichuan", "province", "china", macro_region="west", yangtze_reaches=["upper"]),
    city("chengdu", "prefecture", "sichuan", lat=32.0, lon=104.0),
    city("inner", "province", "china", macro_region="west", yellow_river_reaches=["upper", "middle"]),
    city("shanxi", "province", "china", macro_region="central", yellow_river_reaches=["middle"]),
    city("hebei", "province", "china", macro_region="east"),
    city("hong-kong", "province", "china", macro_region="hk-mo-tw"),
    Programme.model_validate(
        {
            "id": "programme-list",
            "name_zh": "名单",
            "cites": CITES,
            "has_rule": [{"id": "programme-list#1", "kind": "matching", "code": "结对", "wording": "另一种结对"}],
        }
    ),
    Programme.model_validate(
        {
            "id": PLAN,
            "name_zh": "计划",
            "cites": CITES,
            "has_rule": [
                {"id": f"{PLAN}#1", "kind": "focus", "code": "重点", "wording": "东、中部同西部和东北"},
                {"id": f"{PLAN}#2", "kind": "matching", "code": "结对", "wording": "强弱"},
                {"id": f"{PLAN}#3", "kind": "regional", "code": "区域内", "wording": "长三角"},
            ],
        }
    ),
)


def asked(*records: Record, park_id: str = "park-home", **more: Any) -> Suggestions:
    return suggest(plain.of([*BASE, *records]), park_id, DAY, **{"limit": 1000, **more})


def one(answer: Suggestions, slug: str) -> Suggestion:
    return next(item for item in answer.items if item.park == f"park-{slug}")


def out(answer: Suggestions) -> dict[str, str]:
    return {left.park.removeprefix("park-"): left.reason.code for left in answer.left_out}


def contributions(item: Suggestion) -> dict[str, int]:
    return {term.id: term.contribution for term in item.terms}


HOME = park("home", "nanjing", "national", sectors=["02", "03"])
