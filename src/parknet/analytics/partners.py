"""Who is tied to whom as of a day: what an alliance makes of two of its members.

A pairing, twinning or memorandum makes partners of its members. A consortium, joint conference or association is a
platform: its members meet there, and are no partners for that. A guide is no party to either.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Literal, TypeGuard

from parknet.model import edtf, lifecycle
from parknet.model.records import Alliance, Membership, Record, Source, Step
from parknet.model.snapshot import Snapshot
from parknet.model.vocabulary import AllianceKind

PARTNERSHIPS: frozenset[AllianceKind] = frozenset({"pairing", "twinning", "memorandum"})
PLATFORMS: frozenset[AllianceKind] = frozenset({"consortium", "joint-conference", "association"})

Standing = Literal["ahead", "over", "talked", "expired", "possible", "certain"]
"""As of the day: all its steps come later; ended, declined or withdrawn; not known to have begun; past its term; and
begun, if the dates allow it, or whatever they are."""


@dataclass(frozen=True, slots=True)
class Bond:
    """An alliance as of the day with those who may be members then; `parks` are those in the part of a park."""

    id: str
    kind: AllianceKind
    standing: Standing
    members: tuple[str, ...]
    parks: tuple[str, ...]

    @property
    def running(self) -> bool:
        """Begun, as far as the dates allow, and not known to be over."""
        return self.standing in ("possible", "certain")


Via = tuple[tuple[Bond, ...], tuple[Bond, ...]]
"""The bonds from one end to a shared partner, and from there to the other end."""


class Bonds:
    """The bonds of a snapshot as of a day; of synthetic data only, or of real data only."""

    def __init__(self, snapshot: Snapshot, day: date, synthetic: bool) -> None:
        sources = synthetic_sources(snapshot)
        self._window = edtf.Window(day, day)
        self._alliances: dict[str, list[Alliance]] = defaultdict(list)
        self._bonds: dict[str, Bond] = {}
        pairs: set[tuple[str, str]] = set()
        for alliance in snapshot.all(Alliance):
            if is_synthetic(alliance, sources) != synthetic:
                continue
            for member in alliance.has_member:
                self._alliances[member.to].append(alliance)
            if alliance.kind in PARTNERSHIPS and _begun(lifecycle.span(alliance), self._window):
                parks = sorted(member.to for member in alliance.has_member if member.part == "park")
                pairs.update(combinations(parks, 2))
        self.known_ties = len(pairs)
        """Pairs of park members of partnerships that have begun by the day, those that are over included."""

    def of(self, id_: str) -> tuple[Bond, ...]:
        """The bonds that a record is a party to, by id."""
        bonds = (self._bond(alliance) for alliance in self._alliances.get(id_, ()))
        return tuple(bond for bond in bonds if id_ in bond.members)

    def _bond(self, alliance: Alliance) -> Bond:
        if alliance.id not in self._bonds:
            self._bonds[alliance.id] = _bond(alliance, self._window)
        return self._bonds[alliance.id]

    def neighbours(self, id_: str) -> dict[str, tuple[Bond, ...]]:
        """The others in the part of a park to whom a partnership ties it now, each with the bonds that do."""
        found: dict[str, list[Bond]] = defaultdict(list)
        for bond in self.of(id_):
            if bond.kind in PARTNERSHIPS and bond.running and id_ in bond.parks:
                for other in bond.parks:
                    found[other].append(bond)
        found.pop(id_, None)
        return {other: tuple(bonds) for other, bonds in found.items()}

    def shared_partners(self, id_: str) -> dict[str, dict[str, Via]]:
        """For each neighbour of a neighbour: the shared partners, each with the bonds on both sides."""
        found: dict[str, dict[str, Via]] = defaultdict(dict)
        for partner, here in self.neighbours(id_).items():
            for other, there in self.neighbours(partner).items():
                if other != id_:
                    found[other][partner] = (here, there)
        return found

    def shared_platforms(self, id_: str) -> dict[str, tuple[Bond, ...]]:
        """For each fellow member of a running platform: those platforms."""
        found: dict[str, list[Bond]] = defaultdict(list)
        for bond in self.of(id_):
            if bond.kind in PLATFORMS and bond.running:
                for other in bond.members:
                    found[other].append(bond)
        found.pop(id_, None)
        return {other: tuple(bonds) for other, bonds in found.items()}

    def partnerships(self, id_: str) -> Iterator[tuple[str, Bond]]:
        """Every fellow member of a partnership, in whatever part and at whatever standing, with the bond."""
        for bond in self.of(id_):
            if bond.kind in PARTNERSHIPS:
                yield from ((other, bond) for other in bond.members if other != id_)


def _bond(alliance: Alliance, window: edtf.Window) -> Bond:
    parties = [m for m in alliance.has_member if m.part != "guide" and _belongs(m, window)]
    return Bond(
        alliance.id,
        alliance.kind,
        _standing(alliance, window),
        tuple(m.to for m in parties),
        tuple(m.to for m in parties if m.part == "park"),
    )


def _belongs(member: Membership, window: edtf.Window) -> bool:
    if member.since is None and member.until is None:
        return True
    return edtf.holds(member.since, member.until, window, sure=False, in_force=True)


def _begun(span: tuple[str | None, str | None] | None, window: edtf.Window) -> TypeGuard[tuple[str | None, str | None]]:
    return span is not None and edtf.holds(span[0], None, window, sure=False, in_force=False)


def _standing(alliance: Alliance, window: edtf.Window) -> Standing:
    if alliance.has_step and not any(_reached(step, window, sure=False) for step in alliance.has_step):
        return "ahead"
    ends = [step for step in alliance.has_step if step.state in lifecycle.ENDS]
    # An end without a year has come, only nobody wrote down when.
    if any(edtf.year_unknown(step.date) or _reached(step, window, sure=True) for step in ends):
        return "over"
    span = lifecycle.span(alliance)
    if not _begun(span, window):
        return "talked"
    if not edtf.holds(*span, window, sure=False, in_force=True):
        return "expired"
    surely = edtf.holds(span[0], None, window, sure=True, in_force=False)
    return "certain" if surely and not any(_reached(step, window, sure=False) for step in ends) else "possible"


def _reached(step: Step, window: edtf.Window, *, sure: bool) -> bool:
    return edtf.holds(step.date, None, window, sure=sure, in_force=False)


def synthetic_sources(snapshot: Snapshot) -> frozenset[str]:
    """Ids of the sources that are marked synthetic."""
    return frozenset(source.id for source in snapshot.all(Source) if source.synthetic)


def is_synthetic(record: Record, sources: frozenset[str]) -> bool:
    """Whether the record rests on one of the given synthetic sources."""
    return bool(sources) and any(citation.to in sources for citation in record.cites)


def lost_without(bond: Bond, shared: Mapping[str, Via]) -> int:
    """How many of the surely shared partners would be none if the bond were not on record."""
    certain = [[sure(side) for side in via] for via in shared.values()]
    return sum(1 for via in certain if all(via) and (bond,) in via)


def sure(bonds: tuple[Bond, ...]) -> tuple[Bond, ...]:
    """Those that have certainly begun."""
    return tuple(bond for bond in bonds if bond.standing == "certain")
