"""KINDS, the one table that declares every kind of record.

The graph mapping, routes, import columns, JSON Lines and the page's types follow from it: links and parts are read
off the models' annotations, so a new kind is one model and one row here.
"""

from dataclasses import dataclass
from functools import cached_property

from parknet.errors import NotFound, Sentence
from parknet.model.fields import item_of
from parknet.model.records import (
    Alliance,
    City,
    JointAction,
    Model,
    Observation,
    Organisation,
    Park,
    PartModel,
    Posting,
    Programme,
    Record,
    Source,
    To,
    Verdict,
)


@dataclass(frozen=True)
class LinkField:
    """A link of a kind: the field, its relationship type (`relation`), the labels it may point at, its model."""

    name: str
    relation: str
    targets: tuple[str, ...]
    model: type[Model]

    @property
    def properties(self) -> tuple[str, ...]:
        """Names of the link's own properties."""
        return tuple(name for name in self.model.model_fields if name != "to")


@dataclass(frozen=True)
class PartField:
    """A part of a kind: the field, its relationship type (`relation`), the label of its nodes, and the part's model."""

    name: str
    relation: str
    label: str
    model: type[PartModel]

    @cached_property
    def links(self) -> tuple[LinkField, ...]:
        """Links that start at the part itself (CITES)."""
        return _links(self.model)


@dataclass(frozen=True)
class Kind:
    """A kind of record: label, model, path of its routes, id prefix, facets, and its words."""

    label: str
    model: type[Record]
    path: str
    prefix: str
    zh: str
    en: str
    facets: tuple[str, ...] = ()

    @cached_property
    def links(self) -> tuple[LinkField, ...]:
        """The links that start at a record of this kind, CITES last."""
        return _links(self.model)

    @cached_property
    def parts(self) -> tuple[PartField, ...]:
        """The parts of a record of this kind."""
        found = []
        for name, field in self.model.model_fields.items():
            model = item_of(field.annotation)
            if isinstance(model, type) and issubclass(model, PartModel):
                found.append(PartField(name, name.upper(), model.__name__, model))
        return tuple(found)

    @cached_property
    def properties(self) -> tuple[str, ...]:
        """The flat fields: neither links nor parts."""
        other = {f.name for f in self.links} | {f.name for f in self.parts}
        return tuple(name for name in self.model.model_fields if name not in other)


def _links(model: type[Model]) -> tuple[LinkField, ...]:
    found = []
    for name, field in model.model_fields.items():
        for targets in (m for m in field.metadata if isinstance(m, To)):
            found.append(LinkField(name, name.upper(), tuple(targets), item_of(field.annotation)))
    return tuple(sorted(found, key=lambda link: link.name == "cites"))


KINDS: dict[str, Kind] = {
    kind.label: kind
    for kind in (
        Kind(
            "Park",
            Park,
            "parks",
            "park",
            "园区",
            "park",
            ("sectors", "status", "point_precision"),
        ),
        Kind(
            "City",
            City,
            "cities",
            "city",
            "行政区划",
            "administrative division",
            ("grade", "macro_region"),
        ),
        Kind(
            "Organisation",
            Organisation,
            "organisations",
            "org",
            "机构",
            "organisation",
            ("kind",),
        ),
        Kind(
            "Alliance",
            Alliance,
            "alliances",
            "alliance",
            "合作关系",
            "alliance",
            ("kind",),
        ),
        Kind(
            "Programme",
            Programme,
            "programmes",
            "programme",
            "政策与名单",
            "programme",
            (),
        ),
        Kind(
            "JointAction",
            JointAction,
            "joint-actions",
            "action",
            "合作活动",
            "joint action",
            ("kind",),
        ),
        Kind(
            "Posting",
            Posting,
            "postings",
            "posting",
            "供需信息",
            "posting",
            ("kind", "sectors"),
        ),
        Kind("Verdict", Verdict, "verdicts", "verdict", "评判", "verdict", ("kind",)),
        Kind(
            "Observation",
            Observation,
            "observations",
            "obs",
            "指标数据",
            "observation",
            ("indicator", "bound"),
        ),
        Kind("Source", Source, "sources", "source", "来源", "source", ("kind",)),
    )
}

BY_PREFIX: dict[str, Kind] = {kind.prefix: kind for kind in KINDS.values()}
BY_PATH: dict[str, Kind] = {kind.path: kind for kind in KINDS.values()}


def kind_of(record: Record | str) -> Kind:
    """The kind of a record, or of an id by its prefix; KeyError when no kind has that prefix."""
    return BY_PREFIX[(record if isinstance(record, str) else record.id).split("-", 1)[0]]


def last_number(record: Record) -> int:
    """The highest number that a part of the record has in its id; 0 when it has no parts."""
    ids = (part.id for field in kind_of(record).parts for part in getattr(record, field.name))
    return max((int(id_.rpartition("#")[2]) for id_ in ids), default=0)


def missing(id_: str, kind: Kind | None = None) -> NotFound:
    """The error about an id that no record, or none of a kind, has."""
    zh, en = (kind.zh, kind.en) if kind else ("记录", "record")
    return NotFound(Sentence(f"There is no {en} with the id {id_}.", f"没有编号为 {id_} 的{zh}。"))


def from_text(label: str, text: str) -> Record:
    """The record of a kind from its JSON text; pydantic.ValidationError when it does not fit."""
    record: Record = KINDS[label].model.model_validate_json(text)
    return record
