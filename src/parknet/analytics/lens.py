"""The lens: how to look at a snapshot. One frozen model; its canonical string is its URL query.

The parts, in canonical order, with their defaults (left out of the canonical string):

at          day or interval of days (`2021-01-01/2021-12-31`); the faces write today in when it is absent
sure        **certain**: holds whatever the true dates are; possible: holds if the dates allow it
state       **begun** by the end of `at`; in-force: begun and not ended before `at`
layers      **every kind of alliance**; joint-action may be added
parties     **all**; park-park (two or more in the part of a park), park-other (one), else city (divisions),
            department, association or other, by the parts present
reach       **all**; within-province, between-provinces, cross-strait, hk-mo, abroad, unknown
nodes       **park,organisation**; city may be added
projection  **clique** (each tie among k members joins every two), shared (each of those ties counts 1/(k-1)),
            bipartite (the alliances are nodes too), incidence (members and no ties: who is in which alliance is
            listed); k counts the members that the lens shows
weight      **count** of alliances and actions that both share; months, actions, recency: see `weight`
programme   ids: only ties under one of them, their parties, and the parks that hold a title under one
level       rank of the level derived from the titles in force on the last day of `at`; none: no title known
province    six digits of the administrative code, as 320000
region      macro-region
sector      codes of 2018
cluster     name of a city cluster
min         least number of partners, asked once (no k-core); **0** keeps those without a tie
river       reaches of the Yangtze and of the Yellow River, as yangtze-upper
ego         ids of nodes: only these and who is near them
depth       how many ties away from them: **1**, 2 or 3; only with ego
component   **all**; largest: the largest connected component, of equal ones that of the smallest id
aggregate   **none**; nodes merged to city, province, region or sector: see `aggregation`; of clique and shared alone

From `programme` to `river` filter nodes: a node stays when each filter finds one of its words in it, so what has no
level, sector or known place goes when such a filter is set. Of what is left `min`, then `ego`, then `component` keep
some nodes by their ties. Several words stand with commas between them.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from typing import Any, Self
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, ValidationError, ValidationInfo, field_validator
from pydantic_core import ErrorDetails

from parknet.errors import Problem, Refused, Sentence
from parknet.model.edtf import Window
from parknet.model.unfit import MISWRITTEN, NO_WORD, choice
from parknet.model.vocabulary import LABELS

ALLIANCE_LAYERS = tuple(LABELS["alliance_kind"])
JOINT_ACTION = "joint-action"

WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "sure": {"certain": ("确定", "certain"), "possible": ("可能", "possible")},
    "state": {"begun": ("已开始", "begun"), "in-force": ("有效期内", "in force")},
    "layers": {**LABELS["alliance_kind"], JOINT_ACTION: ("合作活动", "joint action")},
    "parties": {
        "park-park": ("园区与园区", "park and park"),
        "park-other": ("园区与其他主体", "park and others"),
        "city": ("地区之间", "divisions"),
        "department": ("部门之间", "departments"),
        "association": ("协会之间", "associations"),
        "other": ("其他", "others"),
    },
    "reach": {
        "within-province": ("省内", "within a province"),
        "between-provinces": ("跨省", "between provinces"),
        "cross-strait": ("两岸合作", "cross-strait"),
        "hk-mo": ("港澳合作", "with Hong Kong or Macao"),
        "abroad": ("境外合作", "abroad"),
        "unknown": ("所在地不详", "place unknown"),
    },
    "nodes": {"park": ("园区", "parks"), "organisation": ("机构", "organisations"), "city": ("行政区划", "divisions")},
    "projection": {
        "clique": ("两两相连", "every two members"),
        "shared": ("按人数折算", "shared among members"),
        "bipartite": ("成员与合作关系", "members and alliances"),
        "incidence": ("成员名单", "lists of members"),
    },
    "weight": {
        "count": ("合作次数", "number of alliances"),
        "months": ("合作月数", "months in force"),
        "actions": ("合作活动次数", "number of joint actions"),
        "recency": ("按新近程度折算", "recent ones count more"),
    },
    "level": {**LABELS["rank"], "none": ("级别未核", "no title known")},
    "region": LABELS["macro_region"],
    "sector": LABELS["sector"],
    "cluster": LABELS["cluster"],
    "river": {
        f"{river}-{reach}": (f"{zh_river}{zh}", f"{en} of the {en_river}")
        for river, (zh_river, en_river) in {
            "yangtze": ("长江", "Yangtze"),
            "yellow-river": ("黄河", "Yellow River"),
        }.items()
        for reach, (zh, en) in LABELS["reach"].items()
    },
    "depth": {
        "1": ("直接合作", "partners"),
        "2": ("两步以内", "up to two ties"),
        "3": ("三步以内", "up to three ties"),
    },
    "component": {"all": ("全部", "all"), "largest": ("最大连通部分", "the largest component")},
    "aggregate": {
        "none": ("不合并", "not merged"),
        "city": ("按城市", "by city"),
        "province": ("按省份", "by province"),
        "region": ("按大区", "by region"),
        "sector": ("按行业", "by sector"),
    },
}
"""The words of the parts that have a list, in their order, with zh and en labels."""

_PATTERNS = {
    "programme": re.compile(r"programme(-[a-z0-9]+)+", re.ASCII),
    "province": re.compile(r"\d\d0000", re.ASCII),
    "ego": re.compile(r"(?=.{1,60}\Z)(park|org|city)(-[a-z0-9]+)+", re.ASCII),
}
_LISTS = (
    "layers", "parties", "reach", "nodes", "programme", "level", "province", "region", "sector", "cluster", "river",
    "ego",
)  # fmt: skip
MERGED = ("clique", "shared")
"""The projections that merged nodes have."""
MOST_PARTNERS = 1_000_000
"""Largest `min` that is taken."""
_REMEDIES = {
    "programme": Sentence(
        "Use the id of a programme, as programme-carrying-plan.", "请用政策或名单的编号，例如 programme-carrying-plan。"
    ),
    "province": Sentence("Use the six digits of a province, as 320000.", "请用省级行政区的六位代码，例如 320000。"),
    "at": Sentence(
        "Use a day as 2026-11-22, or an interval of days as 2021-01-01/2021-12-31.",
        "请用 2026-11-22 这样的日期，或 2021-01-01/2021-12-31 这样的起止日期。",
    ),
    "ego": Sentence(
        "Use ids of parks, organisations or divisions, as park-798-yishuqu.",
        "请用园区、机构或行政区划的编号，例如 park-798-yishuqu。",
    ),
    "min": Sentence(f"Use a whole number from 0 to {MOST_PARTNERS}.", f"请用 0 至 {MOST_PARTNERS} 的整数。"),
}
"""What the parts without a list of words can be."""


class Lens(BaseModel):
    """How to look at a snapshot; see the module for its parts. Words stand in the order of `WORDS`, each once."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    at: str | None = None
    sure: str = "certain"
    state: str = "begun"
    layers: tuple[str, ...] = ALLIANCE_LAYERS
    parties: tuple[str, ...] = ()
    reach: tuple[str, ...] = ()
    nodes: tuple[str, ...] = ("park", "organisation")
    projection: str = "clique"
    weight: str = "count"
    programme: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    province: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    sector: tuple[str, ...] = ()
    cluster: tuple[str, ...] = ()
    min: int = 0
    river: tuple[str, ...] = ()
    ego: tuple[str, ...] = ()
    depth: str = "1"
    component: str = "all"
    aggregate: str = "none"

    @classmethod
    def from_query(cls, pairs: Iterable[tuple[str, str]]) -> Self:
        """The lens that decoded name-value pairs ask for; a list part may be repeated.

        Raises Refused (code `lens`) that names each unknown or contradictory part and what is allowed.
        """
        given: dict[str, Any] = {}
        problems: list[Problem] = []
        for part, value in pairs:
            if part not in cls.model_fields:
                problems.append(_no_part(part, value))
            elif part in _LISTS:
                given[part] = (*given.get(part, ()), *value.split(","))
            elif given.get(part, value) != value:
                cause = Sentence(f"It is also given as {given[part]}.", f"它还写成了 {given[part]}。")
                problems.append(Problem("lens", part, value, cause, Sentence("Give it once.", "请只写一次。")))
            else:
                given[part] = value
        try:
            lens = cls.model_validate(given)
        except ValidationError as error:
            problems.extend(_problem(given, detail) for detail in error.errors())
        if problems:
            raise Refused(problems)
        return lens

    @field_validator("parties", "reach", mode="before")
    @classmethod
    def _all(cls, value: Any) -> Any:
        return () if tuple(value) == ("all",) else value

    @field_validator(*_LISTS)
    @classmethod
    def _known_words(cls, value: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        part = str(info.field_name)
        if part in ("layers", "nodes") and not value:
            raise ValueError("it needs a word")
        if part in WORDS:
            if not set(value) <= set(WORDS[part]):
                raise ValueError("unknown word")
            return tuple(word for word in WORDS[part] if word in value)
        if not all(_PATTERNS[part].fullmatch(word) for word in value):
            raise ValueError("wrong form")
        return tuple(sorted(set(value)))

    @field_validator("sure", "state", "projection", "weight", "depth", "component", "aggregate")
    @classmethod
    def _known_word(cls, value: str, info: ValidationInfo) -> str:
        part = str(info.field_name)
        if value not in WORDS[part]:
            raise ValueError("unknown word")
        if against := _CONTRADICTED.get(part):
            against(value, info.data)
        return value

    @field_validator("at")
    @classmethod
    def _days(cls, value: str | None) -> str | None:
        if value is not None:
            window = _window(value)
            if window.last < window.first:
                raise ValueError("it ends before it starts")
        return value

    @field_validator("min")
    @classmethod
    def _not_negative(cls, value: int) -> int:
        if not 0 <= value <= MOST_PARTNERS:
            raise ValueError("out of range")
        return value

    def canonical(self) -> str:
        """The URL query: the parts in their order, defaults left out; equal lenses have equal strings."""
        found = []
        for part, field in type(self).model_fields.items():
            value = getattr(self, part)
            if value != field.default:
                words = value if isinstance(value, tuple) else (str(value),)
                found.append(f"{part}=" + ",".join(quote(word, safe="/") for word in words))
        return "&".join(found)

    def resolved(self, today: date) -> Self:
        """The lens with `at` written in: today when it was absent."""
        return self if self.at else self.model_copy(update={"at": today.isoformat()})

    @property
    def window(self) -> Window:
        """The days of `at`; ValueError when the lens is not resolved."""
        if self.at is None:
            raise ValueError("the lens has no day: call resolved(today) first")
        return _window(self.at)


class _Contradiction(ValueError):
    """A part that makes no sense beside another one."""

    def __init__(self, cause: Sentence, remedy: Sentence) -> None:
        super().__init__(cause.en)
        self.cause, self.remedy = cause, remedy


def _of_actions(weight: str, lens: dict[str, Any]) -> None:
    if weight == "actions" and JOINT_ACTION not in lens.get("layers", (JOINT_ACTION,)):
        raise _Contradiction(
            Sentence(
                "Joint actions are not among the layers: all weights would be 0.",
                "层次中没有合作活动，权重会全部为零。",
            ),
            Sentence(
                f"Add {JOINT_ACTION} to layers, or use another weight.",
                f"请在 layers 中加入 {JOINT_ACTION}，或改用其他权重。",
            ),
        )


def _around(depth: str, lens: dict[str, Any]) -> None:
    if depth != "1" and not lens.get("ego", True):
        raise _Contradiction(
            Sentence("It is not said around whom.", "没有说明以谁为中心。"),
            Sentence("Name them with ego, or leave depth out.", "请用 ego 写明中心节点，或去掉 depth。"),
        )


def _of_members(aggregate: str, lens: dict[str, Any]) -> None:
    projection = lens.get("projection", "clique")
    if aggregate != "none" and projection not in MERGED:
        allowed = choice(MERGED, WORDS["projection"])
        zh, en = WORDS["projection"][projection]
        raise _Contradiction(
            Sentence(
                f"Merged nodes have no projection {projection} ({en}).",
                f"合并后的节点没有“{zh}”（{projection}）这种投影。",
            ),
            Sentence(f"Use projection {allowed.en}, or aggregate none.", f"投影请选用{allowed.zh}，或不合并（none）。"),
        )


_CONTRADICTED: dict[str, Callable[[str, dict[str, Any]], None]] = {
    "weight": _of_actions,
    "depth": _around,
    "aggregate": _of_members,
}
"""What each part is checked against: parts that stand before it, those that are wrong themselves left out."""


@lru_cache(maxsize=1024)
def _window(at: str) -> Window:
    days = at.split("/")
    if len(days) > 2 or not all(re.fullmatch(r"\d{4}-\d\d-\d\d", day, re.ASCII) for day in days):
        raise ValueError("not full days")
    return Window(date.fromisoformat(days[0]), date.fromisoformat(days[-1]))


def _no_part(part: str, value: str) -> Problem:
    known = tuple(Lens.model_fields)
    cause = Sentence("The network has no such option.", "网络没有这个选项。")
    remedy = Sentence(f"Use {', '.join(known)}.", f"请选用：{'、'.join(known)}。")
    return Problem("lens", part, value, cause, remedy)


def _problem(given: dict[str, Any], detail: ErrorDetails) -> Problem:
    part = str(detail["loc"][0])
    value = given[part]
    shown = ",".join(value) if isinstance(value, tuple) else str(value)
    error = detail.get("ctx", {}).get("error")
    if isinstance(error, _Contradiction):
        return Problem("lens", part, shown[:200], error.cause, error.remedy)
    if part in WORDS:
        every = {"all": ("全部", "all")} if part in ("parties", "reach") else {}
        allowed = choice([*every, *WORDS[part]], every | WORDS[part])
        one = part not in _LISTS
        en, zh = ("one", "请选用其一") if one else ("one or more", "请选用其中一个或几个")
        remedy = Sentence(f"Use {en} of {allowed.en}.", f"{zh}：{allowed.zh}。")
    else:
        remedy = _REMEDIES[part]
    return Problem("lens", part, shown[:200], NO_WORD if part in WORDS else MISWRITTEN, remedy)
