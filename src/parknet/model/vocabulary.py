"""The controlled words of the network, each with its Chinese and English label.

A word list is a Literal for the types and a table `LABELS[list][word] = (zh, en)` for people; a test compares the two.
"""

from collections.abc import Iterable
from typing import Literal

Sector = Literal["01", "02", "03", "04", "05", "06", "07", "08", "09"]
ParkStatus = Literal["planned", "building", "open", "closed", "unknown"]
PointPrecision = Literal["park", "district", "city", "province"]
Grade = Literal["country", "province", "prefecture", "county", "functional"]
MacroRegion = Literal["east", "central", "west", "northeast", "hk-mo-tw"]
Reach = Literal["upper", "middle", "lower"]
Cluster = Literal["beijing-tianjin-hebei", "yangtze-delta", "greater-bay-area", "chengdu-chongqing", "grand-canal"]
Rank = Literal["national", "provincial", "prefecture", "county"]
TitleKind = Literal["named", "creation", "pilot", "listed"]
TitleStatus = Literal["granted", "proposed", "kept", "cancelled", "revoked"]
OrganisationKind = Literal[
    "association",
    "party-department",
    "department",
    "operator",
    "enterprise",
    "think-tank",
    "university",
    "other",
]
AllianceKind = Literal["pairing", "twinning", "memorandum", "consortium", "joint-conference", "association"]
Part = Literal["park", "division", "department", "association", "company", "other", "guide"]
State = Literal[
    "proposed",
    "intention",
    "assigned",
    "signed",
    "active",
    "dormant",
    "ended",
    "declined",
    "withdrawn",
]
RuleKind = Literal[
    "basis", "focus", "principle", "exchange", "eligibility", "matching", "regional", "incentive", "scale",
    "window", "review", "mode", "port", "module", "measure", "term", "naming",
]  # fmt: skip
ActionKind = Literal[
    "forum", "matching", "visit", "training", "platform", "project", "signing", "publication", "meeting",
    "exhibition", "series", "naming", "founding", "other",
]  # fmt: skip
Binding = Literal["must", "prefer"]
PostingKind = Literal["need", "offer"]
VerdictKind = Literal["saved", "dismissed"]
Bound = Literal["exact", "about", "at-least", "at-most"]
Confidence = Literal["high", "medium", "low"]
Inferred = Literal["year", "month", "day", "name", "place", "parties", "kind"]
NameBy = Literal["source", "translated", "machine"]
SourceKind = Literal[
    "official",
    "news",
    "repost",
    "paper",
    "statistics",
    "book",
    "code-table",
    "synthetic",
    "unknown",
]
Indicator = Literal[
    "area_planned", "floor_area", "tenants_total", "tenants_cultural", "tenants_cultural_ratio", "occupancy",
    "revenue_tenants", "revenue_per_firm", "output_per_worker", "tax", "employees", "above_scale_firms",
    "hightech_firms", "patents", "visitors", "events", "exports", "subparks", "renewed_factory_share",
    "investment", "output", "parks", "groups", "members", "members_cities", "bases", "alliances", "agreements",
    "pairs", "exhibitors", "sites", "projects", "firms", "stations", "evaluation_grade", "attendance", "categories",
    "results", "assets",
]  # fmt: skip
Eligible = Literal["yes", "no", "unknown"]
EligibleWhy = Literal[
    "title", "not-on-list", "not-on-the-day", "title-unsure", "left-open", "list-not-whole", "no-proof"
]
Missing = Literal[
    "parks-not-named", "groups-not-named", "batch-not-named", "batch-without-record", "title-unsure", "title-undated",
    "title-proposed", "title-later", "title-lost", "group-not-begun", "group-undated", "group-one-party",
    "province-without-record", "place-unknown",
]  # fmt: skip

Labels = dict[str, tuple[str, str]]

LABELS: dict[str, Labels] = {
    "sector": {
        "01": ("新闻信息服务", "News and information services"),
        "02": ("内容创作生产", "Content creation and production"),
        "03": ("创意设计服务", "Creative design services"),
        "04": ("文化传播渠道", "Cultural distribution channels"),
        "05": ("文化投资运营", "Cultural investment and operation"),
        "06": ("文化娱乐休闲服务", "Cultural entertainment and leisure services"),
        "07": (
            "文化辅助生产和中介服务",
            "Auxiliary production and intermediary services",
        ),
        "08": ("文化装备生产", "Cultural equipment production"),
        "09": ("文化消费终端生产", "Cultural consumer terminal production"),
    },
    "status": {
        "planned": ("规划中", "planned"),
        "building": ("在建", "under construction"),
        "open": ("运营中", "open"),
        "closed": ("已关闭", "closed"),
        "unknown": ("状态未知", "status unknown"),
    },
    "point_precision": {
        "park": ("园区位置", "the park itself"),
        "district": ("区县点位", "district point"),
        "city": ("城市点位", "city point"),
        "province": ("省级点位", "province point"),
    },
    "grade": {
        "country": ("国家", "country"),
        "province": ("省级", "province"),
        "prefecture": ("地级", "prefecture"),
        "county": ("县级", "county or district"),
        "functional": ("功能区", "functional area"),
    },
    "macro_region": {
        "east": ("东部", "East"),
        "central": ("中部", "Central"),
        "west": ("西部", "West"),
        "northeast": ("东北", "Northeast"),
        "hk-mo-tw": ("港澳台", "Hong Kong, Macao, Taiwan"),
    },
    "reach": {
        "upper": ("上游", "upper reaches"),
        "middle": ("中游", "middle reaches"),
        "lower": ("下游", "lower reaches"),
    },
    "cluster": {
        "beijing-tianjin-hebei": ("京津冀", "Beijing-Tianjin-Hebei"),
        "yangtze-delta": ("长三角", "Yangtze Delta"),
        "greater-bay-area": ("粤港澳大湾区", "Greater Bay Area"),
        "chengdu-chongqing": ("成渝地区", "Chengdu-Chongqing"),
        "grand-canal": ("大运河沿线", "Grand Canal"),
    },
    "rank": {
        "national": ("国家级", "national"),
        "provincial": ("省级", "provincial"),
        "prefecture": ("地市级", "prefecture"),
        "county": ("区县级", "county"),
    },
    "title_kind": {
        "named": ("命名", "named"),
        "creation": ("创建资格", "qualified for creation"),
        "pilot": ("试验", "pilot"),
        "listed": ("列入名单", "listed"),
    },
    "title_status": {
        "granted": ("已授予", "granted"),
        "proposed": ("公示或拟认定", "proposed"),
        "kept": ("暂予保留", "kept for the time being"),
        "cancelled": ("已取消", "cancelled"),
        "revoked": ("撤销命名", "title revoked"),
    },
    "organisation_kind": {
        "association": ("协会、学会或联盟", "association"),
        "party-department": ("党委部门", "Party department"),
        "department": ("政府部门", "government department"),
        "operator": ("运营机构", "operating body"),
        "enterprise": ("企业", "enterprise"),
        "think-tank": ("智库或研究机构", "think tank"),
        "university": ("高校", "university"),
        "other": ("其他机构", "other body"),
    },
    "alliance_kind": {
        "pairing": ("结对合作", "pairing"),
        "twinning": ("地区结对", "twinning"),
        "memorandum": ("协议或备忘录", "memorandum"),
        "consortium": ("联合体", "consortium"),
        "joint-conference": ("联席会议", "joint conference"),
        "association": ("协会会员", "association membership"),
    },
    "part": {
        "park": ("园区方", "park"),
        "division": ("地区", "division"),
        "department": ("部门", "department"),
        "association": ("协会", "association"),
        "company": ("企业", "company"),
        "other": ("其他主体", "another body"),
        "guide": ("指导单位", "guiding body"),
    },
    "state": {
        "proposed": ("拟议", "proposed"),
        "intention": ("达成意向", "intention reached"),
        "assigned": ("上级方案确定", "assigned by a higher plan"),
        "signed": ("已签约", "signed"),
        "active": ("已建立机制或实施中", "active"),
        "dormant": ("久无动态", "reported dormant"),
        "ended": ("已终止", "ended"),
        "declined": ("未达成", "declined"),
        "withdrawn": ("已退出", "withdrawn"),
    },
    "rule_kind": {
        "basis": ("依据", "basis"),
        "focus": ("重点", "focus"),
        "principle": ("原则", "principle"),
        "exchange": ("交流要素", "exchange"),
        "eligibility": ("参加条件", "eligibility"),
        "matching": ("结对方式", "matching"),
        "regional": ("区域内合作", "within a region"),
        "incentive": ("激励", "incentive"),
        "scale": ("规模", "scale"),
        "window": ("申报时间", "application window"),
        "review": ("评价维度", "review dimension"),
        "mode": ("总体模式", "mode"),
        "port": ("端口", "port"),
        "module": ("模块", "module"),
        "measure": ("举措", "measure"),
        "term": ("期限", "term"),
        "naming": ("命名", "naming"),
    },
    "binding": {"must": ("须满足", "must"), "prefer": ("鼓励", "preferred")},
    "action_kind": {
        "forum": ("论坛", "forum"),
        "matching": ("对接会", "matching session"),
        "visit": ("考察参访", "visit"),
        "training": ("培训", "training"),
        "platform": ("平台", "platform"),
        "project": ("项目", "project"),
        "signing": ("签约", "signing"),
        "publication": ("发布", "publication"),
        "meeting": ("会议", "meeting"),
        "exhibition": ("展会", "exhibition"),
        "series": ("系列活动", "series"),
        "naming": ("授牌命名", "naming"),
        "founding": ("成立揭牌", "founding"),
        "other": ("其他", "other"),
    },
    "posting_kind": {"need": ("需求", "need"), "offer": ("供给", "offer")},
    "verdict_kind": {
        "saved": ("已收藏", "saved"),
        "dismissed": ("不考虑", "dismissed"),
    },
    "bound": {
        "exact": ("", "exact"),
        "about": ("约", "about"),
        "at-least": ("不少于", "at least"),
        "at-most": ("不超过", "at most"),
    },
    "eligible": {
        "yes": ("符合", "yes"),
        "no": ("不符合", "no"),
        "unknown": ("不能断定", "unknown"),
    },
    "eligible_why": {
        "title": ("持有可证明的称号", "a title proves it"),
        "not-on-list": ("名单已全部收录，其中没有该园区", "the lists are known whole, and it is on none of them"),
        "not-on-the-day": ("所持称号当日无效", "its title did not hold on the day"),
        "title-unsure": ("称号当日是否有效不能确定", "it is not sure that the title was held on the day"),
        "left-open": ("所持称号不足以断定", "a title that it holds leaves this open"),
        "list-not-whole": ("名单未收全，未收录的园区也可能在其中", "the lists are not known whole; it may be on one"),
        "no-proof": ("没有称号或记录可以证明或否定", "no title or record on hand proves or denies it"),
    },
    "missing": {
        "parks-not-named": ("来源只给数目、未列名的园区", "parks that the sources count but do not name"),
        "groups-not-named": ("来源只给数目、未列名的合作组", "groups that the sources count but do not name"),
        "batch-not-named": ("批次中未收录的园区", "parks of a batch that are not on record"),
        "batch-without-record": ("没有一家园区有记录的批次", "batches of which no park is on record"),
        "title-unsure": ("已列名，但称号当日是否有效不能确定", "named, but not surely with the title on the day"),
        "title-undated": ("已列名，但称号没有日期", "named, but the title has no date"),
        "title-proposed": ("已列名，但只是公示或拟认定", "named, but only proposed"),
        "title-later": ("已列名，但该日之后才授予", "named, but only after the day"),
        "title-lost": ("称号已取消或撤销", "title cancelled or revoked"),
        "group-not-begun": ("已列名，但该日尚未开始的合作组", "groups named, but not begun by the day"),
        "group-undated": ("已列名，但年份不详的合作组", "groups named, but of unknown year"),
        "group-one-party": ("少于两方列名的合作", "ties of which fewer than two parties are named"),
        "province-without-record": ("没有已知园区的省份", "provinces without a known park"),
        "place-unknown": ("所在地不详的园区", "parks of unknown place"),
    },
    "confidence": {
        "high": ("高", "high"),
        "medium": ("中", "medium"),
        "low": ("低", "low"),
    },
    "inferred": {
        "year": ("年份", "year"),
        "month": ("月份", "month"),
        "day": ("日", "day"),
        "name": ("名称", "name"),
        "place": ("地点", "place"),
        "parties": ("各方", "parties"),
        "kind": ("类型", "type"),
    },
    "name_en_by": {
        "source": ("英文名见于来源", "English name from the source"),
        "translated": ("英文名为译名", "English name translated"),
        "machine": ("英文名为机器翻译", "English name translated by machine"),
    },
    "source_kind": {
        "official": ("官方发布", "official"),
        "news": ("新闻报道", "news"),
        "repost": ("转载", "re-post"),
        "paper": ("论文", "paper"),
        "statistics": ("统计资料", "statistics"),
        "book": ("书籍", "book"),
        "code-table": ("代码表", "code table"),
        "synthetic": ("合成数据", "synthetic data"),
        "unknown": ("来源类型未核", "not classified"),
    },
    "indicator": {
        "area_planned": ("规划面积", "planned area"),
        "floor_area": ("建筑面积", "floor area"),
        "tenants_total": ("入驻企业数", "tenants"),
        "tenants_cultural": ("其中文化企业", "cultural tenants"),
        "tenants_cultural_ratio": ("文化企业占比", "share of cultural tenants"),
        "occupancy": ("入驻率", "occupancy"),
        "revenue_tenants": ("入驻企业营收或产值", "tenants' revenue or output"),
        "revenue_per_firm": ("户均营收", "revenue per firm"),
        "output_per_worker": ("人均产值", "output per worker"),
        "tax": ("税收", "tax"),
        "employees": ("从业人员", "employees"),
        "above_scale_firms": ("规上企业", "above-scale firms"),
        "hightech_firms": ("高新技术企业", "high-tech firms"),
        "patents": ("专利", "patents"),
        "visitors": ("游客人次", "visitors"),
        "events": ("活动场次", "events"),
        "exports": ("出口额", "exports"),
        "subparks": ("园区个数", "parks in it"),
        "renewed_factory_share": ("老旧厂房改造占比", "renewed-factory share"),
        "investment": ("投资额", "investment"),
        "output": ("总产出", "total output"),
        "parks": ("园区数", "parks"),
        "groups": ("合作组数", "groups"),
        "members": ("会员数", "members"),
        "members_cities": ("城市（城区）成员数", "member cities or districts"),
        "bases": ("基地数", "bases"),
        "alliances": ("联盟数", "alliances"),
        "agreements": ("协议数", "agreements"),
        "pairs": ("结对数", "pairs"),
        "exhibitors": ("参展商数", "exhibitors"),
        "sites": ("示范点数", "sites"),
        "projects": ("项目数", "projects"),
        "firms": ("企业数", "firms"),
        "stations": ("基站数", "stations"),
        "evaluation_grade": ("考核等次", "evaluation grade"),
        "attendance": ("参加人数", "attendance"),
        "categories": ("类别数", "categories"),
        "results": ("成果数", "results"),
        "assets": ("资产", "assets"),
    },
}
"""Labels by word list; the order of words is the order of facets."""


def group_of(words: Iterable[str]) -> str:
    """The list of LABELS that has exactly these words; empty where none has."""
    wanted = set(words)
    return next((group for group, labels in LABELS.items() if labels.keys() == wanted), "")
