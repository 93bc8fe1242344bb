"""Valid records at random, for stores and properties: every kind, link, part and form of date, and batches of edits.

Everything follows from KINDS and one seed; what is made passes `decide`.
"""

import random
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Literal, get_args, get_origin

from parknet.errors import Refused
from parknet.model.batch import Batch, Edit, Proposal
from parknet.model.decide import decide
from parknet.model.fields import date_fields
from parknet.model.kinds import KINDS, Kind, LinkField, PartField, kind_of
from parknet.model.records import Model
from parknet.model.snapshot import Snapshot

NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)
FORMS = (
    *("{y}", "{d}X", "{y}-06", "{y}-XX", "{y}-08-17", "{y}-21", "{y}-24", "{y}-33", "{y}-36", "{y}-40", "{y}-41"),
    *("XXXX-06-16", "{y}~", "{y}?", "{y}-06%", "{y}-08-17~", "{y}/{y1}", "../{y}-12-25", "{y}/..", "{y}-06/{y1}-02"),
)
TEXTS = ("文化创意园", "A park", "他说“甲”", 'quote " and \\ and {x}', "line\nbreak\ttab", "😀 é", "$param 'x'", "0")
FIXED: dict[str, Any] = {
    **{"adcode": "110105", "url": "https://example.org/a?b=1&c=%E7%94%B2", "lat": 39.904, "lon": -116.5},
    **{"expected_parks": 72, "expected_groups": 0},
}
NUMBERS = (0.0, 10.0, -2.5, 0.1, 1e15, 123456.789)
HISTORIES = (("active",), ("proposed", "signed", "active"), ("assigned", "dormant", "ended"), ("intention", "declined"))
ORDER = (
    "Source",
    "City",
    "Organisation",
    "Programme",
    "Park",
    "Alliance",
    "JointAction",
    "Posting",
    "Verdict",
    "Observation",
)


class RandomRecords:
    """Makes records and batches; the same seed makes the same ones."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self._number = 0
        self._forms = 0

    def everything(self) -> Proposal:
        """Three records of every kind, all fields filled, all links, all parts, all forms of date."""
        return self.load(3 * len(ORDER), full=True)

    def load(self, count: int, *, full: bool = False) -> Proposal:
        """`count` new records over all kinds, linked with one another."""
        pools: dict[str, list[str]] = {label: [] for label in KINDS}
        edits = []
        for n in range(count):
            label = ORDER[n * len(ORDER) // count]
            edits.append(self._edit(label, pools, full=full))
            pools[label].append(edits[-1].id)
        return Proposal("test", "load", tuple(edits))

    def batch(self, snapshot: Snapshot, changes: int) -> Batch:
        """A batch upon the snapshot: about so many new, changed and removed records."""
        for _ in range(50):
            try:
                batch = decide(snapshot, self._proposal(snapshot, changes), NOW)
            except Refused:  # by chance: the same members again, or a record removed that is linked anew
                continue
            if batch is not None:
                return batch
        raise AssertionError("no valid batch in 50 tries")

    def rewrite(self, snapshot: Snapshot, ids: Sequence[str]) -> Proposal:
        """All of these records with other fields, links and parts."""
        pools = self._pools(snapshot, gone=set())
        return Proposal("test", "rewrite", tuple(self._edit(kind_of(id_).label, pools, id_=id_) for id_ in ids))

    def _proposal(self, snapshot: Snapshot, changes: int) -> Proposal:
        free = [id_ for id_ in snapshot.entries if id_ not in snapshot.incoming]
        gone = set(self.random.sample(free, min(len(free) // 4, changes // 5)))
        pools = self._pools(snapshot, gone)
        kept = [id_ for id_ in snapshot.entries if id_ not in gone]
        edits = [Edit(id_, None, snapshot.entries[id_].version) for id_ in sorted(gone)]
        for id_ in self.random.sample(kept, min(len(kept), changes // 2)):
            if self.random.random() < 0.3:  # its own fields alone
                fields = {**snapshot.entries[id_].record.to_dict(), "note": self._text()}
                edits.append(Edit(id_, fields, snapshot.entries[id_].version))
            else:
                edits.append(self._edit(kind_of(id_).label, pools, id_=id_))
        for _ in range(max(1, changes - len(edits))):
            label = self.random.choice(ORDER if kept else ORDER[:1])
            edits.append(self._edit(label, pools))
            pools[label].append(edits[-1].id)
        return Proposal("test", "random", tuple(edits))

    def _pools(self, snapshot: Snapshot, gone: set[str]) -> dict[str, list[str]]:
        pools: dict[str, list[str]] = {label: [] for label in KINDS}
        for id_ in snapshot.entries:
            if id_ not in gone:
                pools[kind_of(id_).label].append(id_)
        return pools

    def _edit(self, label: str, pools: dict[str, list[str]], *, id_: str = "", full: bool = False) -> Edit:
        kind = KINDS[label]
        if not id_:
            self._number += 1
            id_ = f"{kind.prefix}-{self._number:06d}-{self.random.randrange(10**6)}"
        fields = self._flat(kind.model, kind.properties, full) | {"id": id_}
        if full or self.random.random() < 0.2:
            fields["merged"] = [f"{kind.prefix}-was-{id_.partition('-')[2]}"]
        for link_field in kind.links:
            if links := self._links(id_, link_field, pools, full=full):
                fields[link_field.name] = links
        for part_field in kind.parts:
            if full or self.random.random() < 0.6:
                fields[part_field.name] = self._parts(id_, part_field, pools, full)
        self._make_valid(kind, fields, pools)
        return Edit(id_, fields)

    def _make_valid(self, kind: Kind, fields: dict[str, Any], pools: dict[str, list[str]]) -> None:
        """What `check` asks for beyond single fields."""
        if kind.label == "Alliance":
            fields["kind"] = self.random.choice(("memorandum", "consortium", "joint-conference", "association"))
            history = self.random.choice(HISTORIES)
            fields["has_step"] = fields.get("has_step", [])[: len(history)]
            for step, state in zip(fields["has_step"], history, strict=False):
                step["state"] = state
                if "signed_by" in step:
                    step["signed_by"] = [{"to": m["to"]} for m in fields.get("has_member", []) if m["part"] != "guide"]
            parks = [member for member in fields.get("has_member", []) if member["part"] == "park"]
            if len(parks) > 1:
                fields["kind"] = "pairing"
        if kind.label == "Observation":
            fields.pop(("value", "grade")[self._number % 2], None)
            if "grade" not in fields:
                fields.setdefault("value", 1.5)
            targets = [id_ for label in ("City", "Programme") for id_ in pools[label]]
            fields["about"] = [{"to": self.random.choice(targets or ["city-missing"])}]

    def _links(self, owner: str, field: LinkField, pools: dict[str, list[str]], *, full: bool = False) -> list[Any]:
        targets = [id_ for label in field.targets for id_ in pools[label] if id_ != owner]
        if field.name == "part_of":  # no circles
            targets = [id_ for id_ in targets if id_ < owner]
        wanted = self.random.randint(1, 4) if full or field.name == "cites" else self.random.choice((0, 0, 1, 2))
        if field.name == "has_member" and wanted:
            wanted += 3  # so that two alliances hardly have the same
        names = tuple(name for name in field.model.model_fields if name != "to")
        chosen = self.random.sample(targets, min(wanted, len(targets)))
        links = [self._flat(field.model, names, full) | {"to": id_} for id_ in chosen]
        for link in links:
            if "sources" in names:
                link["sources"] = self.random.sample(pools["Source"], min(2, len(pools["Source"])))
        return links

    def _parts(self, owner: str, field: PartField, pools: dict[str, list[str]], full: bool) -> list[Any]:
        """Parts numbered in no particular order, and apart from those of other sorts."""
        first = 1 + 10 * kind_of(owner).parts.index(field)
        numbers = self.random.sample(range(first, first + 5), self.random.randint(1, 3))
        parts: list[Any] = []
        for number in numbers:
            linked = {link.name for link in field.links}
            names = tuple(name for name in field.model.model_fields if name != "id" and name not in linked)
            part = self._flat(field.model, names, full) | {"id": f"{owner}#{number}"}
            if full or self.random.random() < 0.5:
                for link in field.links:
                    part[link.name] = self._links(owner, link, pools)
            if field.label == "Step":  # no earlier than the step before
                part |= {"date": f"20{10 + len(parts)}-08"}
            parts.append(part)
        return parts

    def _flat(self, model: type[Model], names: Sequence[str], full: bool) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name in names:
            field = model.model_fields[name]
            if name not in ("id", "sources", "merged") and (full or field.is_required() or self.random.random() < 0.5):
                if name in date_fields(model):
                    found[name] = self._date(2003 if name == "since" else 2015)
                else:
                    found[name] = FIXED[name] if name in FIXED else self._value(field.annotation)
        return found

    def _value(self, annotation: Any) -> Any:
        origin, arguments = get_origin(annotation), get_args(annotation)
        if origin is Literal:
            return self.random.choice(arguments)
        if origin is tuple:
            return [self._value(arguments[0]) for _ in range(self.random.randint(1, 3))]
        if arguments:  # Annotated, or something or None
            return self._value(arguments[0])
        if annotation is bool:
            return True
        return self.random.choice(NUMBERS) if annotation is float else self._text()

    def _text(self) -> str:
        return f"{self.random.choice(TEXTS)} {self.random.randrange(1000)}"

    def _date(self, year: int) -> str:
        self._forms += 1
        y = year + self.random.randrange(3)
        return FORMS[self._forms % len(FORMS)].format(y=y, d=y // 10, y1=y + 1)
