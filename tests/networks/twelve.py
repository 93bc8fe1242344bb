"""The twelve: an invented network of 12 parks, small enough to work out by hand.

Invented test data: the parks, bodies, ties, dates and figures do not exist; only the places do. It holds every kind
of record, every lifecycle state, every date form, two conflicting figures (one preferred), several components, and:

    park        in                      level        sectors  point of   title since … until
    anhe        Xiangcheng, Suzhou      national     02 03    park       2019
    baishi      Xi'an                   provincial   02       city       202X
    chunlin     Beijing                 national     03       park       2017 (creation)
    dongwan     Shenyang                prefecture   08       district   2021-22
    ersheng     Wuhan                   provincial   01       province   no date
    fengqi      Suzhou                  county       03       city       2018/.. ..
    guyan       a zone of Xi'an         -            06       (zone)     -
    haibin      Hong Kong               -            04       city       -
    yilan       Taiwan                  -            03       city       -
    jinsong     Beijing                 - (revoked)  02       park       ../2012-12-25, revoked 2020-11-30
    kecun       (part of anhe)          -            -        (whole's)  -
    luye        unknown                 -            -        none       -

Ties (id without `alliance-`; who in the part of a park unless said; the day it began; state today, 2026-11-22):

    pair        anhe baishi, bureau guides      2022-08-17     active               between provinces
    trio        chunlin dongwan ersheng         2023-03        signed               between provinces
    pilot       fengqi guyan                    2021           dormant              between provinces
    strait      ersheng yilan                   2019-06~       ended 2021-XX        cross-strait
    harbour     anhe haibin                     XXXX-06-16     active               Hong Kong: year unknown
    abroad      anhe, studio (company)          2020?          signed, open end     abroad
    consortium  three associations              2021-34        active, open end     between provinces
    twin        Suzhou, Xi'an (divisions)       2021           assigned, to 2030    between provinces
    conference  nobody named                    2018%          active               unknown
    members     chunlin jinsong, press (company) ../2016-12-31 active               within a province
    round       anhe baishi chunlin             2024-40        signed               between provinces
    decade      fengqi, university (company)    202X           signed               between provinces: possible only
    hope        chunlin guyan                   2024-05        intention
    plan        baishi jinsong                  2025-XX-XX     proposed
    refused     dongwan fengqi                  2020           declined 2020-12
    left        ersheng fengqi                  2023-21        withdrawn

jinsong left `members` by 2020-11-30, press joined it in 2025-12. pair, trio and refused stand under the plan, pilot
under its pilot.

Joint actions: forum (anhe, dongwan, press; 2023-09-15, for pair), visit (chunlin, guyan; no date).
"""

from datetime import UTC, datetime
from typing import Any

from parknet.model.batch import Edit, Proposal
from parknet.model.decide import decide
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
from parknet.model.snapshot import Snapshot, apply

CITES = [{"to": "source-fixture"}]
LIST = "programme-demonstration"
PLAN = "programme-handinhand"
PILOT = "programme-handinhand-pilot"


def records() -> list[Record]:
    """All the records, each citing the one invented source."""
    return [*_sources(), *_cities(), *_programmes(), *_parks(), *_organisations(), *_alliances(), *_rest()]


def snapshot() -> Snapshot:
    """The twelve at revision 1, written as any batch is."""
    edits = tuple(Edit(record.id, record.to_dict(), 0) for record in records())
    batch = decide(Snapshot(), Proposal("test", "load the twelve", edits), datetime(2026, 1, 1, tzinfo=UTC))
    assert batch is not None
    return apply(Snapshot(), batch)


def _to(*ids: str, **more: Any) -> list[dict[str, Any]]:
    return [{"to": id_, **more} for id_ in ids]


def _sources() -> list[Record]:
    return [
        Source(id="source-fixture", name_zh="测试用虚构数据", publisher="parknet", kind="synthetic", synthetic=True),
        Source(
            id="source-second",
            name_zh="测试用虚构数据二",
            publisher="parknet",
            date="2023-07~",
            kind="synthetic",
            synthetic=True,
            url="https://example.org/second",
            show_url=True,
        ),
    ]


def _city(slug: str, zh: str, en: str, grade: str, whole: str | None = None, **more: Any) -> City:
    links = _to(f"city-{whole}") if whole else []
    return City.model_validate(
        {"id": f"city-{slug}", "name_zh": zh, "name_en": en, "grade": grade, "part_of": links, "cites": CITES, **more}
    )


def _cities() -> list[Record]:
    tw_hk = {"macro_region": "hk-mo-tw"}
    return [
        _city("china", "中国", "China", "country", adcode="100000", lat=39.9, lon=116.4),
        _city("france", "法国", "France", "country", lat=48.86, lon=2.35),
        _city("beijing", "北京市", "Beijing", "province", "china", adcode="110000", macro_region="east",
              clusters=["beijing-tianjin-hebei"], lat=39.90, lon=116.41),
        _city("liaoning", "辽宁省", "Liaoning", "province", "china", adcode="210000", macro_region="northeast"),
        _city("shenyang", "沈阳市", "Shenyang", "prefecture", "liaoning", adcode="210100", lat=41.80, lon=123.43),
        _city("jiangsu", "江苏省", "Jiangsu", "province", "china", adcode="320000", macro_region="east",
              clusters=["yangtze-delta", "grand-canal"], yangtze_reaches=["lower"], lat=32.06, lon=118.80),
        _city("suzhou", "苏州市", "Suzhou", "prefecture", "jiangsu", adcode="320500", lat=31.30, lon=120.58),
        _city("xiangcheng", "相城区", "Xiangcheng", "county", "suzhou", adcode="320507"),
        _city("hubei", "湖北省", "Hubei", "province", "china", adcode="420000", macro_region="central",
              yangtze_reaches=["middle"], lat=30.55, lon=114.34),
        _city("wuhan", "武汉市", "Wuhan", "prefecture", "hubei", adcode="420100"),
        _city("shaanxi", "陕西省", "Shaanxi", "province", "china", adcode="610000", macro_region="west",
              yellow_river_reaches=["middle"]),
        _city("xian", "西安市", "Xi'an", "prefecture", "shaanxi", adcode="610100", lat=34.34, lon=108.94),
        _city("xian-zone", "西安某功能区(虚构)", "A zone of Xi'an (invented)", "functional", "xian"),
        _city("taiwan", "台湾省", "Taiwan Province", "province", "china", adcode="710000", lat=25.03, lon=121.56,
              **tw_hk),
        _city("hong-kong", "香港特别行政区", "Hong Kong SAR", "province", "china", adcode="810000", lat=22.28,
              lon=114.16, **tw_hk),
    ]  # fmt: skip


def _programmes() -> list[Record]:
    return [
        Programme.model_validate(
            {
                "id": PLAN, "name_zh": "携手计划(虚构)", "name_en": "Hand-in-hand plan (invented)",
                "issuer": "虚构部门", "document_number": "虚构〔2022〕1号", "since": "2022-08",
                "exchange": ["信息", "项目"], "expected_parks": 20, "expected_groups": 8, "cites": CITES,
                "has_rule": [
                    {"id": f"{PLAN}#1", "kind": "matching", "code": "r1", "wording": "东西结对", "binding": "prefer"}
                ],
                "has_target": [
                    {"id": f"{PLAN}#2", "wording": "约20家", "value": 20, "bound": "about", "unit": "家", "by": "2027"}
                ],
            }
        ),
        Programme.model_validate({"id": PILOT, "name_zh": "携手计划试点(虚构)", "since": "2021", "cites": CITES}),
        Programme.model_validate(
            {"id": LIST, "name_zh": "示范名单(虚构)", "name_en": "List (invented)", "expected_parks": 9, "cites": CITES}
        ),
    ]  # fmt: skip


def _park(slug: str, zh: str, city: str | None, **more: Any) -> Park:
    links = _to(f"city-{city}") if city else []
    fields = {"id": f"park-{slug}", "name_zh": f"{zh}文化产业园(虚构)", "name_en": f"{slug.title()} Park (invented)"}
    return Park.model_validate({**fields, "located_in": links, "cites": CITES, **more})


def _title(rank: str, kind: str = "named", **more: Any) -> list[dict[str, Any]]:
    return _to(LIST, title="示范园区(虚构)", rank=rank, kind=kind, **more)


def _point(lon: float, lat: float, precision: str) -> dict[str, Any]:
    return {"lon": lon, "lat": lat, "point_precision": precision}


def _parks() -> list[Record]:
    return [
        _park("anhe", "安和", "xiangcheng", sectors=["02", "03"], sector_words=["动漫", "设计"], status="open",
              strengths=["设计"], holds_title=_title("national", since="2019", batch="一"),
              operated_by=_to("org-operator", since="2015-09"), supervised_by=_to("org-bureau"),
              **_point(120.64, 31.37, "park")),
        _park("baishi", "白石", "xian", sectors=["02"], status="open",
              holds_title=_title("provincial", since="202X"), **_point(108.94, 34.34, "city")),
        _park("chunlin", "春林", "beijing", sectors=["03"], status="open",
              holds_title=_title("national", "creation", since="2017"), **_point(116.49, 39.98, "park")),
        _park("dongwan", "东湾", "shenyang", sectors=["08"], status="building",
              holds_title=_title("prefecture", since="2021-22"), **_point(123.38, 41.75, "district")),
        _park("ersheng", "二胜", "wuhan", sectors=["01"], status="open", holds_title=_title("provincial", "listed"),
              **_point(114.34, 30.55, "province")),
        _park("fengqi", "凤栖", "suzhou", sectors=["03"], status="open",
              holds_title=_title("county", "pilot", since="2018/.."), **_point(120.58, 31.30, "city")),
        _park("guyan", "古岩", "xian-zone", sectors=["06"]),
        _park("haibin", "海滨", "hong-kong", sectors=["04"], **_point(114.16, 22.28, "city")),
        _park("yilan", "怡兰", "taiwan", sectors=["03"], **_point(121.56, 25.03, "city")),
        _park("jinsong", "劲松", "beijing", sectors=["02"], status="closed", **_point(116.46, 39.88, "park"),
              holds_title=_title("national", status="revoked", since="../2012-12-25", until="2020-11-30")),
        _park("kecun", "柯村", None, part_of=_to("park-anhe")),
        _park("luye", "绿野", None, status="planned", possibly_same_as=_to("park-guyan")),
    ]  # fmt: skip


def _organisation(slug: str, zh: str, kind: str, city: str | None) -> Organisation:
    links = _to(f"city-{city}") if city else []
    fields = {"id": f"org-{slug}", "name_zh": f"{zh}(虚构)", "kind": kind, "based_in": links, "cites": CITES}
    return Organisation.model_validate(fields)


def _organisations() -> list[Record]:
    return [
        _organisation("association-beijing", "北京某协会", "association", "beijing"),
        _organisation("association-hubei", "湖北某协会", "association", "hubei"),
        _organisation("association-jiangsu", "江苏某协会", "association", "jiangsu"),
        _organisation("bureau", "苏州某局", "department", "suzhou"),
        _organisation("operator", "某运营公司", "operator", None),
        _organisation("press", "某出版社", "enterprise", "beijing"),
        _organisation("studio", "某境外工作室", "enterprise", "france"),
        _organisation("university", "某大学", "university", "xian"),
    ]


def _members(text: str) -> list[dict[str, Any]]:
    """`park-a park-b org-x:guide`: members, in the part of a park unless another is named."""
    parts = (word.partition(":") for word in text.split())
    return [{"to": id_, "part": part or "park"} for id_, _, part in parts]


def _alliance(slug: str, kind: str, members: str, steps: str, **more: Any) -> Alliance:
    """`steps` is `state date, state date`; the date may be missing."""
    id_ = f"alliance-{slug}"
    found = [step.split() for step in steps.split(",")]
    return Alliance.model_validate(
        {
            "id": id_, "name_zh": f"{slug}(虚构)", "kind": kind, "has_member": _members(members), "cites": CITES,
            "has_step": [
                {"id": f"{id_}#{n}", "state": step[0], "date": step[1] if len(step) > 1 else None}
                for n, step in enumerate(found, 1)
            ],
            **more,
        }
    )  # fmt: skip


def _term(slug: str, since: str, until: str) -> list[dict[str, Any]]:
    return [{"id": f"alliance-{slug}#9", "since": since, "until": until}]


def _alliances() -> list[Record]:
    joined = [{"to": "park-chunlin", "part": "park"}, {"to": "park-jinsong", "part": "park", "until": "2020-11-30"},
              {"to": "org-press", "part": "company", "since": "2025-12"}]  # fmt: skip
    associations = "org-association-beijing:association org-association-hubei:association"
    return [
        _alliance("pair", "pairing", "park-anhe park-baishi org-bureau:guide",
                  "intention 2022-07, signed 2022-08-17, active 2023-06", under=_to(PLAN), exchange=["信息"]),
        _alliance("trio", "pairing", "park-chunlin park-dongwan park-ersheng", "assigned 2023-03, signed 2023-23",
                  under=_to(PLAN)),
        _alliance("pilot", "pairing", "park-fengqi park-guyan", "active 2021, dormant 2024-40", under=_to(PILOT)),
        _alliance("strait", "memorandum", "park-ersheng park-yilan", "signed 2019-06~, ended 2021-XX"),
        _alliance("harbour", "memorandum", "park-anhe park-haibin", "active XXXX-06-16"),
        _alliance("abroad", "memorandum", "park-anhe org-studio:company", "signed 2020?",
                  has_term=_term("abroad", "2020?", "..")),
        _alliance("consortium", "consortium", f"{associations} org-association-jiangsu:association", "active 2021-34",
                  has_term=_term("consortium", "2021-34", "..")),
        _alliance("twin", "twinning", "city-suzhou:division city-xian:division", "assigned 2021",
                  has_term=_term("twin", "2021", "2030")),
        _alliance("conference", "joint-conference", "", "active 2018%"),
        _alliance("members", "association", "", "active ../2016-12-31", has_member=joined,
                  membership_of=_to("org-association-beijing")),
        _alliance("round", "memorandum", "park-anhe park-baishi park-chunlin", "signed 2024-40"),
        _alliance("decade", "memorandum", "park-fengqi org-university:company", "signed 202X"),
        _alliance("hope", "pairing", "park-chunlin park-guyan", "intention 2024-05"),
        _alliance("plan", "pairing", "park-baishi park-jinsong", "proposed 2025-XX-XX"),
        _alliance("refused", "pairing", "park-dongwan park-fengqi", "proposed 2020, declined 2020-12", under=_to(PLAN)),
        _alliance("left", "pairing", "park-ersheng park-fengqi", "intention 2023-21, withdrawn"),
    ]  # fmt: skip


def _rest() -> list[Record]:
    figure = {"indicator": "tenants_total", "unit": "家", "about": _to("park-anhe"), "cites": CITES}
    return [
        JointAction.model_validate(
            {
                "id": "action-forum", "name_zh": "某论坛(虚构)", "kind": "forum", "since": "2023-09-15",
                "until": "2023-09-16", "exchange": ["项目"], "cites": CITES, "carried_out_for": _to("alliance-pair"),
                "has_participant": _to("park-anhe", "park-dongwan", "org-press", "alliance-trio"),
                "has_outcome": [
                    {"id": "action-forum#1", "wording": "签约37余个", "value": 37, "bound": "at-least", "unit": "个"}
                ],
            }
        ),
        JointAction.model_validate(
            {
                "id": "action-visit", "name_zh": "某考察(虚构)", "kind": "visit", "cites": CITES,
                "has_participant": _to("park-chunlin", "park-guyan"),
            }
        ),
        Posting.model_validate(
            {
                "id": "posting-need", "name_zh": "招引动漫企业(虚构)", "kind": "need", "content": "寻找动漫企业",
                "sectors": ["02"], "since": "2024-33", "until": "2026-12-31", "posted_by": _to("park-baishi"),
                "cites": CITES,
            }
        ),
        Verdict.model_validate(
            {
                "id": "verdict-saved", "kind": "saved", "purpose": "结对", "reason": "产业互补", "date": "2024-05-06",
                "about": [*_to("park-baishi", role="park"), *_to("park-jinsong", role="candidate")], "cites": CITES,
            }
        ),
        Observation.model_validate(
            {
                **figure, "id": "obs-tenants-one", "value": 120, "bound": "about", "period": "2022", "preferred": True,
                "reason": "口径明确(虚构)", "scope": "全部入驻企业",
            }
        ),
        Observation.model_validate({**figure, "id": "obs-tenants-two", "value": 150, "period": "2022/2023"}),
        Observation.model_validate(
            {
                "id": "obs-grade", "indicator": "evaluation_grade", "grade": "优秀", "period": "2024-24",
                "about": _to("park-chunlin"), "cites": [{"to": "source-second", "confidence": "medium"}],
            }
        ),
    ]  # fmt: skip
