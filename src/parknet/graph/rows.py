"""Records to rows of the graph, and rows back to the fields of a record.

A record is a node with the label of its kind; its flat fields are properties. Each date also has `<field>_earliest`
and `<field>_latest`, ISO days, so that a query can compare them; an unbounded side is absent, as is every empty field.
A link is a relationship with properties; a part is a node with links of its own.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from parknet.model import edtf
from parknet.model.fields import date_fields
from parknet.model.kinds import KINDS, LinkField, PartField, kind_of
from parknet.model.records import Model, PartModel, Record

SIDES = ("earliest", "latest")

Row = dict[str, Any]
Key = tuple[str, str, str]
"""Label of the owner, relationship type, label of the target."""


@lru_cache
def link_properties(label: str, model: type[Model]) -> tuple[str, ...]:
    """Names of the properties of a link that starts at a label: its fields but `to`, the bounds of its dates, and for
    the links of a part their order, which a record's own links do not have.
    """
    bounds = (bound for name in date_fields(model) for bound in _bounds(name, ".."))
    order = () if label in KINDS else ("position",)
    return (*(name for name in model.model_fields if name != "to"), *bounds, *order)


def node(record: Record, version: int) -> Row:
    """Properties of the node of a record."""
    return {**_properties(record, kind_of(record).properties), "version": version}


def links(owner: str, label: str, record: Record | PartModel) -> Iterator[tuple[Key, Row]]:
    """The relationships that start at a record or a part, with the key of their text."""
    fields: tuple[LinkField, ...] = kind_of(record).links if isinstance(record, Record) else _part_field(label).links
    for field in fields:
        names = tuple(name for name in field.model.model_fields if name != "to")
        for position, link in enumerate(getattr(record, field.name)):
            key = (label, field.relation, kind_of(link.to).label)
            yield key, {"from": owner, "to": link.to, "position": position, **_properties(link, names)}


def parts(record: Record) -> Iterator[tuple[Key, Row, PartModel]]:
    """The parts of a record in their order, with the key of their text."""
    kind = kind_of(record)
    for field in kind.parts:
        linked = {link.name for link in field.links}
        names = tuple(name for name in field.model.model_fields if name not in linked)
        for position, part in enumerate(getattr(record, field.name)):
            row = {"from": record.id, "position": position, "fields": _properties(part, names)}
            yield (kind.label, field.relation, field.label), row, part


def owned(record: Record) -> int:
    """How many relationships belong to a record: its links, those to its parts, and the links of the parts."""
    own = sum(len(getattr(record, field.name)) for field in kind_of(record).links)
    return own + sum(1 + sum(1 for _ in links(part.id, key[2], part)) for key, _, part in parts(record))


def same_links(one: Record, other: Record) -> bool:
    """Whether two records of one kind own the same links and parts."""
    kind = kind_of(one)
    names = [field.name for field in kind.links] + [field.name for field in kind.parts]
    return all(getattr(one, name) == getattr(other, name) for name in names)


def record_fields(
    label: str, fields: Row, links_read: Iterable[list[Any]], parts_read: Iterable[tuple[PartField, Row]], strict: bool
) -> Row:
    """The fields of a record from its node, its links as [type, id, properties], and its parts in order.

    What parknet does not know stays in, for the model to refuse; with `strict`, also bounds that are not their date's.
    """
    model = KINDS[label].model
    found = _without_bounds(model, fields, strict)
    found.pop("version", None)
    found |= _links_read({field.relation: field.model for field in KINDS[label].links}, links_read, strict)
    for part_field, row in parts_read:
        part = _without_bounds(part_field.model, row["fields"], strict)
        in_order = sorted(row["links"], key=_position)
        part |= _links_read({field.relation: field.model for field in part_field.links}, in_order, strict)
        found.setdefault(part_field.name, []).append(part)
    return found


def _position(link: list[Any]) -> int:
    """Takes the place of a link among its part's from its properties; a word stays there, for the model to refuse."""
    return link[2].pop("position") if isinstance(link[2].get("position"), int) else 0


def _links_read(
    models: Mapping[str, type[Model]], links_read: Iterable[list[Any]], strict: bool
) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for relation, target, properties in links_read:
        model = models.get(relation)
        link = _without_bounds(model, properties, strict) if model else properties
        found.setdefault(relation.lower(), []).append({**link, "to": target})
    return found


def _without_bounds(model: type[Model], properties: Row, strict: bool) -> Row:
    """The properties but the bounds of dates, which follow from the dates.

    With `strict`, one that is not its date's stays in, None when it is missing, for the model to refuse.
    """
    found = dict(properties)
    for name in date_fields(model):
        try:
            bounds = _bounds(name, found.get(name) or "..")
        except (ValueError, TypeError):  # the model refuses the date itself
            bounds = _bounds(name, "..")
        for bound, day in bounds.items():
            if not strict or found.get(bound) == day:
                found.pop(bound, None)
            else:
                found.setdefault(bound, None)
    return found


def _properties(model: Model, names: Iterable[str]) -> Row:
    found: Row = {}
    for name in names:
        value = getattr(model, name)
        if value is not None and value != ():
            found[name] = list(value) if isinstance(value, tuple) else value
    for name in date_fields(type(model)):
        found |= {bound: day for bound, day in _bounds(name, found.get(name, "..")).items() if day}
    return found


@lru_cache(maxsize=65536)
def _bounds(name: str, date: str) -> Mapping[str, str | None]:
    """The properties that bound a date, as ISO days; None where it is unbounded."""
    parsed = edtf.parse(date)
    days = (parsed.earliest, parsed.latest)
    return {f"{name}_{side}": day.isoformat() if day else None for side, day in zip(SIDES, days, strict=True)}


@lru_cache
def _part_field(label: str) -> PartField:
    return next(part for kind in KINDS.values() for part in kind.parts if part.label == label)
