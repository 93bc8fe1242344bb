"""A synthetic network of any size, for trials and benchmarks; it never mixes with real data.

Same kinds and rules as the real network, and alike in degree (most parks without a tie, a few with many), regions,
dates of every precision, and gaps. Every record rests on one source that is marked synthetic. The programme has the id
of the real plan, so that all that is asked of the plan can be asked here, and so that the two can never be loaded
together.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import combinations
from random import Random
from typing import Any

from parknet.model import edtf, lifecycle
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
from parknet.services.demo_chance import (
    ALLIANCE,
    FIGURE,
    LIVES,
    ORGANISATION,
    PAIRING_SIZE,
    PART,
    RANK,
    SECTOR,
    SECTOR_COUNT,
    SOURCE,
    STATUS,
    TITLE_KIND,
    TITLE_STATUS,
    Homes,
    cites,
    draw,
    some_day,
    written,
)

LABEL_ZH = "合成数据(示例), 非真实记录"
LABEL_EN = "Synthetic data (example), no real records"
TIES_PER_PARK = 5
"""Pairs of parks and organisations, each counted once, that a begun alliance joins, for each park."""


def synthetic(parks: int, seed: int, cities: Sequence[City]) -> list[Record]:
    """So many synthetic parks with all that belongs to them; equal arguments give equal records.

    `cities` are the divisions that they lie in; they, and the sources that they cite, are no part of the answer and are
    loaded before it or with it. Without any, no place is known. Raises ValueError for fewer than one park.
    """
    if parks < 1:
        raise ValueError("a synthetic network has one park or more")
    chance = Random(seed)
    homes = Homes(cities, chance)
    organisations = [_organisation(chance, n, homes) for n in range(1, 9 + parks // 8)]
    made = [_park(chance, n, homes, organisations) for n in range(1, parks + 1)]
    alliances = list(_alliances(chance, made, organisations, homes))
    actions = [_action(chance, n, made, alliances) for n in range(1, 1 + parks // 4)]
    return [
        Source(id=SOURCE, name_zh=LABEL_ZH, name_en=LABEL_EN, publisher="parknet", kind="synthetic", synthetic=True),
        *_programmes(parks),
        *organisations,
        *made,
        *alliances,
        *actions,
        *(_figure(chance, n, made) for n in range(1, 1 + parks // 4)),
        *(_posting(chance, n, made) for n in range(1, 1 + parks // 20)),
        *(_verdict(chance, n, made) for n in range(1, 1 + parks // 100)),
    ]


def _programmes(parks: int) -> Iterator[Programme]:
    plan = "programme-carrying-plan"
    rules = (("focus", "东、中部与西部、东北"), ("matching", "强弱结对"), ("regional", "同一城市群"))
    yield Programme.model_validate(
        {
            "id": plan,
            "name_zh": "示例携行计划(合成数据)",
            "name_en": "Demo Carrying Plan (synthetic data)",
            "since": "2022-08-17",
            "expected_parks": parks // 2 + 10,
            "expected_groups": parks // 2 + 10,
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


def _organisation(chance: Random, n: int, homes: Homes) -> Organisation:
    kind = "association" if n <= 3 else draw(chance, ORGANISATION)
    city = homes.draw(chance)
    return Organisation.model_validate(
        {
            "id": f"org-demo-{n:05d}",
            "name_zh": f"示例{LABELS['organisation_kind'][kind][0]} {n:05d}",
            "kind": kind,
            "based_in": [{"to": city.id}] if city else [],
            "cites": cites(chance),
        }
    )


def _park(chance: Random, n: int, homes: Homes, organisations: list[Organisation]) -> Park:
    city = homes.draw(chance)
    operator = chance.choice(organisations)
    earlier = f"park-demo-{chance.randint(1, max(1, n - 1)):05d}"
    kin = draw(chance, {"": 96, "part_of": 3, "possibly_same_as": 1}) if n > 1 else ""
    return Park.model_validate(
        {
            "id": f"park-demo-{n:05d}",
            "name_zh": f"示例园区 {n:05d}",
            "name_en": f"Demo park {n:05d}" if chance.random() < 0.7 else None,
            "sectors": _sectors(chance),
            "status": draw(chance, STATUS),
            "located_in": [{"to": city.id}] if city else [],
            "operated_by": [{"to": operator.id}] if operator.kind == "operator" else [],
            "holds_title": _titles(chance),
            "cites": cites(chance),
            **(homes.point(city) if city and chance.random() < 0.97 else {}),
            **({kin: [{"to": earlier}]} if kin else {}),
        }
    )


def _sectors(chance: Random) -> list[str]:
    found: set[str] = set()
    wanted = draw(chance, SECTOR_COUNT)
    while len(found) < wanted:
        found.add(draw(chance, SECTOR))
    return sorted(found)


def _titles(chance: Random) -> list[dict[str, Any]]:
    rank = draw(chance, RANK)
    if rank == "none":
        return []
    status, since = draw(chance, TITLE_STATUS), some_day(chance, 2005, 2023)
    lost = status in ("cancelled", "revoked")
    return [
        {
            "to": f"programme-demo-{rank}",
            "title": f"示例{LABELS['rank'][rank][0]}称号",
            "kind": draw(chance, TITLE_KIND),
            "rank": rank,
            "batch": f"第{chance.randint(1, 6)}批" if chance.random() < 0.5 else None,
            "status": status,
            "since": written(chance, since),
            "until": written(chance, since + timedelta(days=chance.randint(200, 900))) if lost else None,
            "sources": [SOURCE] if chance.random() < 0.5 else [],
        }
    ]


def _alliances(
    chance: Random, parks: list[Park], organisations: list[Organisation], homes: Homes
) -> Iterator[Alliance]:
    """Alliances until the network has its ties; each group of members once, so that none stands for another."""
    members = _Members(chance, parks, organisations, homes)
    groups: set[frozenset[str]] = set()
    ties: set[tuple[str, str]] = set()
    n = 0
    for _ in range(6 * len(parks)):
        if len(ties) >= TIES_PER_PARK * len(parks):
            return
        kind = draw(chance, ALLIANCE)
        drawn = members.draw(kind)
        parties = [id_ for id_, part in drawn.items() if part != "guide"]
        if (not parties and kind in ("pairing", "memorandum", "twinning")) or frozenset(parties) in groups:
            continue
        n += 1
        if parties:
            groups.add(frozenset(parties))
            members.remember(parties)
        alliance = _alliance(chance, n, kind, drawn, organisations[0].id)
        if _dated(alliance):
            ties.update(combinations(sorted(id_ for id_ in parties if not id_.startswith("city-")), 2))
        yield alliance


class _Members:
    """Draws members from the parks that have ties at all, mostly those that have many already."""

    def __init__(self, chance: Random, parks: list[Park], organisations: list[Organisation], homes: Homes) -> None:
        self._chance = chance
        self._pool = [park.id for park in chance.sample(parks, max(min(len(parks), 12), len(parks) * 45 // 100))]
        self._home = {park.id: park.located_in[0].to for park in parks if park.located_in}
        self._near: dict[str, list[str]] = {}
        for id_ in self._pool:
            self._near.setdefault(self._home.get(id_, ""), []).append(id_)
        self._hubs = self._pool[: 1 + len(self._pool) // 4]
        self._prefectures = [city.id for city in homes.prefectures]
        self._kind = {organisation.id: organisation.kind for organisation in organisations}
        self._organisations = list(self._kind)
        self._associations = [id_ for id_, kind in self._kind.items() if kind == "association"]

    def draw(self, kind: str) -> dict[str, str]:
        """Ids of members with their parts; none where the kind has none, or there are too few."""
        chance = self._chance
        if kind == "pairing":
            parks = self._parks(draw(chance, PAIRING_SIZE))
            guide = {chance.choice(self._organisations): "guide"} if chance.random() < 0.1 else {}
            return parks | guide if len(parks) > 1 else {}
        if kind == "memorandum":
            others = chance.sample(self._organisations, chance.randint(1, 3))
            return self._parks(1) | {id_: PART.get(self._kind[id_], "company") for id_ in others}
        if kind == "twinning":
            several = len(self._prefectures) > 1
            return dict.fromkeys(chance.sample(self._prefectures, 2), "division") if several else {}
        if chance.random() < 0.4:
            return {}  # known by its name alone
        if kind == "consortium":
            size = min(len(self._associations), chance.randint(3, 6))
            return dict.fromkeys(chance.sample(self._associations, size), "association")
        return self._parks(chance.randint(3, 10))

    def remember(self, parties: list[str]) -> None:
        """Members of an alliance are likelier members of the next."""
        self._hubs.extend(id_ for id_ in parties if id_.startswith("park-"))

    def _parks(self, wanted: int) -> dict[str, str]:
        """Parks, each drawn by the ties it has, near the first, or at random."""
        found: list[str] = []
        for _ in range(4 * wanted):
            if len(found) == wanted:
                break
            how = draw(self._chance, {"ties": 65, "near": 20, "any": 15})
            near = self._near[self._home.get(found[0], "")] if found else self._pool
            drawn = self._chance.choice({"ties": self._hubs, "near": near, "any": self._pool}[how])
            if drawn not in found:
                found.append(drawn)
        return dict.fromkeys(found, "park")


def _dated(alliance: Alliance) -> bool:
    """Whether it has begun by a day that is known within bounds: it is drawn in every view of today."""
    span = lifecycle.span(alliance)
    return bool(span and span[0] and edtf.parse(span[0]).latest)


def _alliance(chance: Random, n: int, kind: str, members: dict[str, str], association: str) -> Alliance:
    id_ = f"alliance-demo-{n:05d}"
    platform = kind in ("consortium", "joint-conference", "association")
    states = ["active"] if platform else draw(chance, LIVES).split()
    day = some_day(chance, 2010, 2023)
    steps = []
    for m, state in enumerate(states, 1):
        steps.append({"id": f"{id_}#{m}", "state": state, "date": written(chance, day), "cites": cites(chance)})
        day += timedelta(days=chance.randint(20, 250))
    term = {
        "id": f"{id_}#{len(steps) + 1}",
        "since": str(day.year),
        "until": draw(chance, {str(day.year + 5): 3, "..": 1}),
    }
    under = kind == "pairing" and chance.random() < 0.5
    return Alliance.model_validate(
        {
            "id": id_,
            "name_zh": f"示例{LABELS['alliance_kind'][kind][0]} {n:05d}",
            "kind": kind,
            "has_member": [{"to": to, "part": part, "sources": [SOURCE]} for to, part in members.items()],
            "membership_of": [{"to": association}] if kind == "association" else [],
            "under": [{"to": "programme-carrying-plan"}] if under else [],
            "exchange": chance.sample(["企业", "项目", "人才", "渠道"], chance.randint(0, 3)),
            "has_step": steps,
            "has_term": [term] if chance.random() < 0.15 else [],
            "cites": cites(chance),
        }
    )


def _action(chance: Random, n: int, parks: list[Park], alliances: list[Alliance]) -> JointAction:
    id_, day = f"action-demo-{n:05d}", some_day(chance, 2015, 2025)
    kind = chance.choice(("forum", "matching", "visit", "training", "project", "exhibition"))
    alliance = chance.choice(alliances) if alliances and chance.random() < 0.6 else None
    taking_part = [m.to for m in alliance.has_member] if alliance else []
    taking_part = taking_part or [park.id for park in chance.sample(parks, min(len(parks), chance.randint(1, 4)))]
    deals = chance.randint(1, 60)
    outcome = {"id": f"{id_}#1", "wording": f"合成示例: 签约{deals}个", "value": deals, "unit": "个"}
    return JointAction.model_validate(
        {
            "id": id_,
            "name_zh": f"示例{LABELS['action_kind'][kind][0]} {n:05d}",
            "kind": kind,
            "since": written(chance, day),
            "has_participant": [{"to": to} for to in taking_part],
            "carried_out_for": [{"to": alliance.id}] if alliance else [],
            "has_outcome": [outcome] if chance.random() < 0.4 else [],
            "cites": cites(chance),
        }
    )


def _figure(chance: Random, n: int, parks: list[Park]) -> Observation:
    indicator = chance.choice(list(FIGURE))
    return Observation.model_validate(
        {
            "id": f"obs-demo-{n:05d}",
            "indicator": indicator,
            "value": round(chance.lognormvariate(4, 1.2), 1),
            "bound": draw(chance, {"exact": 50, "about": 15, "at-least": 30, "at-most": 5}),
            "unit": FIGURE[indicator],
            "period": written(chance, some_day(chance, 2012, 2024)),
            "about": [{"to": chance.choice(parks).id}],
            "cites": cites(chance),
        }
    )


def _posting(chance: Random, n: int, parks: list[Park]) -> Posting:
    kind, day = chance.choice(("need", "offer")), some_day(chance, 2022, 2025)
    zh = LABELS["posting_kind"][kind][0]
    return Posting.model_validate(
        {
            "id": f"posting-demo-{n:05d}",
            "name_zh": f"示例{zh} {n:05d}",
            "kind": kind,
            "content": f"合成示例{zh}",
            "sectors": _sectors(chance),
            "since": day.isoformat(),
            "until": (day + timedelta(days=365)).isoformat(),
            "posted_by": [{"to": chance.choice(parks).id}],
            "cites": cites(chance),
        }
    )


def _verdict(chance: Random, n: int, parks: list[Park]) -> Verdict:
    park, candidate = chance.sample(parks, 2)
    return Verdict.model_validate(
        {
            "id": f"verdict-demo-{n:05d}",
            "kind": chance.choice(("saved", "dismissed")),
            "reason": "合成示例",
            "date": some_day(chance, 2023, 2025).isoformat(),
            "about": [{"to": park.id, "role": "park"}, {"to": candidate.id, "role": "candidate"}],
            "cites": cites(chance),
        }
    )
