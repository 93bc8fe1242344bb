"""Two records that are one: the proposal that makes them so, in one batch that can be undone."""

from collections.abc import Mapping
from typing import Any

from parknet.errors import Problem, Refused, Sentence
from parknet.model.batch import Edit, Proposal
from parknet.model.check import one_of
from parknet.model.kinds import kind_of, last_number, missing
from parknet.model.records import Named, Record, without_empty
from parknet.model.snapshot import Snapshot, references

ACTION = "merge"
Fields = dict[str, Any]
_SAYS_OF = {"lon": "lat", "point_precision": "lat", "name_en_by": "name_en", "show_url": "url"}
"""Fields that only say something of another one: they come along with that one, or not at all."""


def merging(snapshot: Snapshot, keep: str, drop: str, actor: str, reason: str = "", key: str = "") -> Proposal:
    """The proposal that puts what a record says into another, which goes on answering to both ids.

    What the kept record says stays; what only the other says is added: fields, names as aliases, links, citations.
    Parts of the other are added with numbers of their own. Every record that pointed at the other points at the kept
    one. Raises NotFound when one of them is not there, Refused when they are not of one kind or are no things with a
    name: figures and verdicts are statements, of which a field of one is not true of the other.
    """
    kept, dropped = _record(snapshot, keep), _record(snapshot, drop)
    if keep == drop or kind_of(keep) is not kind_of(drop):
        cause = Sentence("A record can only be merged with another one of its kind.", "只能与另一条同类记录合并。")
        raise Refused([Problem("merge", "drop", drop, cause, one_of([kind_of(keep)]))])
    if not isinstance(kept, Named):
        cause = Sentence(
            "Figures and verdicts are not merged: each stands by itself.", "指标数据和评判各自成立，不能合并。"
        )
        remedy = Sentence(
            "Retract the one that repeats the other, and add its sources there.",
            "请撤回重复的一条，把它的来源补到另一条。",
        )
        raise Refused([Problem("merge", "drop", drop, cause, remedy)])
    owners = sorted({*snapshot.incoming.get(drop, ()), *snapshot.incoming.get(keep, ())} - {keep, drop})
    edits = [_edit(snapshot, keep, _joined(kept, dropped))]
    edits += [
        _edit(snapshot, owner, found)
        for owner in owners
        if (found := pointing(_record(snapshot, owner), drop, keep)) is not None
    ]
    return Proposal(actor, ACTION, (*edits, Edit(drop, None, snapshot.entries[drop].version)), reason, key)


def _record(snapshot: Snapshot, id_: str) -> Record:
    if (record := snapshot.get(id_)) is None:
        raise missing(id_)
    return record


def _edit(snapshot: Snapshot, id_: str, fields: Fields) -> Edit:
    return Edit(id_, fields, snapshot.entries[id_].version)


def _joined(kept: Record, dropped: Record) -> Fields:
    """The fields of the kept record with what only the other says."""
    kind = kind_of(kept)
    linked = {field.name for field in kind.links}
    parts = {field.name for field in kind.parts}
    found, other = (_replaced(record.to_dict(), dropped.id, kept.id) for record in (kept, dropped))
    number = last_number(kept)
    for name, value in other.items():
        if name in linked:
            found[name] = _union(found.get(name, []), value)
        elif name in parts:
            known = found.get(name, [])
            for part in value:
                if any({**part, "id": ""} == {**own, "id": ""} for own in known):
                    continue
                number += 1
                known = [*known, {**part, "id": f"{kept.id}#{number}"}]
            found[name] = known
        elif isinstance(value, list):
            found[name] = _union(found.get(name, []), value)
    found |= _taken(kept, dropped)
    found["merged"] = sorted({*kept.merged, *dropped.merged, dropped.id})
    if "name_zh" in other:
        names = [other["name_zh"], *([other["name_en"]] if "name_en" in other else [])]
        own = {found["name_zh"], found.get("name_en")}
        found["aliases"] = _union(found.get("aliases", []), [name for name in names if name not in own])
    for name in linked & found.keys():
        found[name] = [link for link in found[name] if link["to"] != kept.id]  # that they may be one
    return dict(without_empty(found | {"id": kept.id}))


def _taken(kept: Record, dropped: Record) -> Fields:
    """The single fields of which only the other record says something, and those that say something of these.

    A default such as “the address is not shown” is what a record says; that it is synthetic stays said once it is.
    """
    found = {}
    for name in kind_of(kept).properties:
        own, other = (getattr(record, _SAYS_OF.get(name, name)) for record in (kept, dropped))
        if own in (None, "unknown") and other not in (None, "unknown"):
            found[name] = getattr(dropped, name)
    return found | ({"synthetic": True} if getattr(dropped, "synthetic", False) else {})


def _union(one: list[Any], other: list[Any]) -> list[Any]:
    every = [*one, *other]
    return [item for n, item in enumerate(every) if item not in every[:n]]


def pointing(record: Record, old: str, new: str) -> Fields | None:
    """The fields of a record with every link to one record leading to another; None when it has none."""
    if all(target != old for _, target in references(record)):
        return None
    return _replaced(record.to_dict(), old, new)


def _replaced(fields: Mapping[str, Any], old: str, new: str) -> Fields:
    """The fields with every reference to one record leading to another, once: `to` of links, and `sources`."""
    return {name: _reference(name, item, old, new) for name, item in fields.items()}


def _reference(name: str, item: Any, old: str, new: str) -> Any:
    if name == "to":
        return new if item == old else item
    if name == "sources":
        return list(dict.fromkeys(new if one == old else one for one in item))
    if isinstance(item, list):
        return _union([], [_replaced(one, old, new) if isinstance(one, Mapping) else one for one in item])
    return item
