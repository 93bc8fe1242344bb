"""The form of each kind: its fields in order, what each holds, and its name in zh and en.

All of it follows from the models but the names, which stand in FIELDS.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_origin

from parknet.model.fields import date_fields, item_of, words_in
from parknet.model.kinds import Kind
from parknet.model.records import Id, Model, PartModel, To
from parknet.model.vocabulary import group_of

Holds = Literal["text", "texts", "word", "words", "number", "flag", "date", "ids", "links", "parts"]

FIELDS: dict[str, tuple[str, str]] = {
    "about": ("所述对象", "about"),
    "adcode": ("行政区划代码", "code (GB/T 2260)"),
    "aliases": ("别名", "other names"),
    "based_in": ("所在地", "based in"),
    "batch": ("批次", "batch"),
    "binding": ("约束力", "binding"),
    "bound": ("精确程度", "exactness"),
    "by": ("实施方", "by"),
    "carried_out_for": ("服务于", "carried out for"),
    "chosen_by": ("选定者", "chosen by"),
    "cites": ("来源", "sources"),
    "clusters": ("城市群", "city clusters"),
    "code": ("条款", "clause"),
    "confidence": ("可信度", "confidence"),
    "content": ("内容", "content"),
    "date": ("日期", "date"),
    "document_number": ("文号", "document number"),
    "exchange": ("交流内容", "what is exchanged"),
    "expected_groups": ("应有组数", "groups expected"),
    "expected_parks": ("应有园区数", "parks expected"),
    "grade": ("等级", "grade"),
    "has_member": ("成员", "members"),
    "has_outcome": ("成果", "outcomes"),
    "has_participant": ("参加方", "participants"),
    "has_rule": ("规定", "rules"),
    "has_step": ("步骤", "steps"),
    "has_target": ("目标", "targets"),
    "has_term": ("期限", "terms"),
    "holds_title": ("称号", "titles"),
    "id": ("编号", "id"),
    "indicator": ("指标", "indicator"),
    "inferred": ("推断部分", "inferred"),
    "issuer": ("发布机关", "issuer"),
    "kind": ("类型", "kind"),
    "lat": ("纬度", "latitude"),
    "leaves_open": ("不能断定", "leaves it open"),
    "located_in": ("所在区划", "located in"),
    "lon": ("经度", "longitude"),
    "macro_region": ("区域", "macro-region"),
    "membership_of": ("所属机构", "membership of"),
    "merged": ("合并的编号", "merged ids"),
    "name_en": ("英文名", "English name"),
    "name_en_by": ("英文名出处", "English name by"),
    "name_zh": ("中文名", "Chinese name"),
    "note": ("备注", "note"),
    "operated_by": ("运营机构", "operated by"),
    "part": ("身份", "part"),
    "part_of": ("隶属于", "part of"),
    "period": ("时期", "period"),
    "point_precision": ("坐标精度", "what the point is of"),
    "possibly_same_as": ("可能相同", "possibly the same as"),
    "posted_by": ("发布方", "posted by"),
    "preferred": ("采用", "preferred"),
    "proved_by": ("可由称号证明", "proved by titles"),
    "publisher": ("发布者", "publisher"),
    "purpose": ("用途", "purpose"),
    "rank": ("级别", "rank"),
    "reason": ("理由", "reason"),
    "reliability": ("可靠性说明", "note on reliability"),
    "role": ("角色", "role"),
    "scope": ("口径", "scope"),
    "sector_words": ("行业原文", "sectors in the source's words"),
    "sectors": ("行业", "sectors"),
    "show_url": ("显示网址", "address may be shown"),
    "signed_by": ("签署方", "signed by"),
    "since": ("起", "since"),
    "sources": ("依据", "sources"),
    "state": ("状态", "state"),
    "status": ("状态", "status"),
    "strengths": ("特色", "strengths"),
    "supervised_by": ("主管机构", "supervised by"),
    "synthetic": ("合成数据", "synthetic"),
    "title": ("称号名称", "title"),
    "to": ("对象", "record"),
    "under": ("所属计划", "under"),
    "unit": ("单位", "unit"),
    "until": ("止", "until"),
    "url": ("网址", "web address"),
    "value": ("数值", "value"),
    "wording": ("原文", "wording"),
    "yangtze_reaches": ("长江流域", "reaches of the Yangtze"),
    "yellow_river_reaches": ("黄河流域", "reaches of the Yellow River"),
}
"""The names of the fields of records, links and parts in zh and en."""


@dataclass(frozen=True, slots=True)
class FieldForm:
    """One field: `words` is the group of labels that a word is from, `targets` are the kinds that links may lead to,
    `fields` those of each link or part.
    """

    name: str
    zh: str
    en: str
    holds: Holds
    required: bool
    words: str | None = None
    targets: tuple[str, ...] = ()
    fields: tuple["FieldForm", ...] = ()


@cache
def form_of(kind: Kind) -> tuple[FieldForm, ...]:
    """The fields of a kind in the order to ask for them: names, what is required, others, links and parts, sources."""
    found = [field for field in _fields(kind.model) if field.name not in ("id", "merged", "synthetic")]
    return tuple(sorted(found, key=_order))


def _order(field: FieldForm) -> tuple[bool, ...]:
    linked = field.holds in ("links", "parts")
    return field.name == "cites", field.name == "note", linked, not field.name.startswith("name_"), not field.required


def _fields(model: type[Model]) -> Iterator[FieldForm]:
    for name, field in model.model_fields.items():
        zh, en = FIELDS[name]
        targets = next((tuple(m) for m in field.metadata if isinstance(m, To)), ())
        kind = _holds(field.annotation, targets, date=name in date_fields(model))
        item = item_of(field.annotation)
        nested = tuple(f for f in _fields(item) if f.name != "id") if kind in ("links", "parts") else ()
        words = group_of(words_in(field.annotation)) if kind in ("word", "words") else None
        yield FieldForm(name, zh, en, kind, field.is_required(), words, targets, nested)


def _holds(annotation: Any, targets: tuple[str, ...], *, date: bool) -> Holds:
    item = item_of(annotation)
    if targets or date:
        return "links" if targets else "date"
    if item is not None:
        if isinstance(item, type) and issubclass(item, PartModel):
            return "parts"
        if item == Id:
            return "ids"
        return "words" if get_origin(item) is Literal else "texts"
    if words_in(annotation):
        return "word"
    plain = str(annotation)
    if "bool" in plain:
        return "flag"
    return "number" if "float" in plain or "int" in plain else "text"
