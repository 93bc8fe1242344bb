"""What is known of what should be there: of one programme in a sentence, and of a whole snapshot in counts."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from parknet.analytics.reach import parties, parties_class, places
from parknet.model import edtf, lifecycle, titles
from parknet.model.kinds import KINDS, missing
from parknet.model.records import Alliance, Observation, Park, Programme
from parknet.model.snapshot import Snapshot
from parknet.model.vocabulary import LABELS


@dataclass(frozen=True)
class Coverage:
    """Known parks and groups of a programme as of a day, those expected (None: not stated), and both as a sentence.

    `undated` counts groups of unknown year, which are not among those of the day; `pilot` counts the groups of the
    programme's pilot, which is the programme with `-pilot` behind its id, and `pilot_years` says when they began.
    """

    programme: str
    day: date
    parks: int
    expected_parks: int | None
    groups: int
    expected_groups: int | None
    undated: int
    pilot: int
    pilot_years: tuple[str, ...]
    sentence: tuple[str, str]


@dataclass(frozen=True)
class Counted:
    """So many groups of a programme are known, or parks in them, of so many (above 0) that the sources count."""

    what: Literal["groups", "parks"]
    known: int
    expected: int

    @property
    def share(self) -> float:
        """The part that is known, 0 to 1; above 1 where more are known than the sources count."""
        return self.known / self.expected


def counted_ties(one: Coverage) -> tuple[Counted, ...]:
    """What says how many of the ties of a programme are known: its groups, and the parks in them, by their totals.

    Empty where nothing says it. Without a known group the parks are those that hold a title, who need have no tie.
    """
    groups = (Counted("groups", one.groups, one.expected_groups),) if one.expected_groups else ()
    parks = (Counted("parks", one.parks, one.expected_parks),) if one.groups and one.expected_parks else ()
    return groups + parks


def coverage(snapshot: Snapshot, programme_id: str, day: date) -> Coverage:
    """How much of a programme is known by a day; NotFound when there is no such programme.

    Where ties stand under it, its parks are the members in the part of a park of the groups (ties with two or more of
    them) that have surely begun by the day; else the parks that surely hold a title under it on the day, where a number
    is expected only those named: a qualification or a pilot is not what such a number counts.
    """
    programme = snapshot.get(programme_id)
    if not isinstance(programme, Programme):
        raise missing(programme_id, KINDS["Programme"])
    ties = _groups(snapshot, programme_id)
    begun = [group for group in ties if _begun(group, day)]
    pilots = [group for group in _groups(snapshot, f"{programme_id}-pilot") if _begun(group, day)]
    parks = known_parks(snapshot, programme, day)
    undated = sum(not group.not_begun and edtf.year_unknown(group.since) for group in ties)
    years = tuple(sorted({year for group in pilots if (year := _year(group.since))}))
    expected = (programme.expected_parks, programme.expected_groups)
    return Coverage(
        programme=programme_id,
        day=day,
        parks=len(parks),
        expected_parks=programme.expected_parks,
        groups=len(begun),
        expected_groups=programme.expected_groups,
        undated=undated,
        pilot=len(pilots),
        pilot_years=years,
        sentence=(
            _zh(len(parks), len(begun), expected, undated, years if pilots else None),
            _en(len(parks), len(begun), expected, undated, years if pilots else None),
        ),
    )


def known_parks(snapshot: Snapshot, programme: Programme, day: date) -> tuple[str, ...]:
    """The ids of the parks (and of bodies in the part of one) that `coverage` counts, sorted."""
    ties = _groups(snapshot, programme.id)
    begun = {id_ for group in ties if _begun(group, day) for id_ in group.parks}
    return tuple(sorted(begun if ties else _holders(snapshot, programme, day)))


def known_groups(snapshot: Snapshot, programme_id: str, day: date) -> dict[str, tuple[str, ...]]:
    """The groups that `coverage` counts, and those that may have begun by the day: their parks, by the tie's id."""
    return {group.id: group.parks for group in _groups(snapshot, programme_id) if _begun(group, day, sure=False)}


@dataclass(frozen=True, slots=True)
class _Group:
    """A tie between parks: its id, the members in the part of a park, and since when (None: not begun or not dated)."""

    id: str
    parks: tuple[str, ...]
    since: str | None
    not_begun: bool


def _groups(snapshot: Snapshot, programme_id: str) -> list[_Group]:
    found = []
    for alliance in snapshot.all(Alliance):
        members = tuple(id_ for id_, part in parties(snapshot, alliance) if part == "park")
        if len(members) > 1 and any(link.to == programme_id for link in alliance.under):
            span = lifecycle.span(alliance)
            found.append(_Group(alliance.id, members, span[0] if span else None, span is None))
    return found


def _begun(group: _Group, day: date, *, sure: bool = True) -> bool:
    return not group.not_begun and edtf.holds(group.since, None, edtf.Window(day, day), sure=sure, in_force=False)


def _holders(snapshot: Snapshot, programme: Programme, day: date) -> set[str]:
    kinds = ("named",) if programme.expected_parks is not None else tuple(LABELS["title_kind"])
    held = ((park.id, titles.in_force(park, day, sure=True)) for park in snapshot.all(Park) if park.holds_title)
    return {id_ for id_, every in held if any(t.to == programme.id and t.kind in kinds for t in every)}


def _year(since: str | None) -> str | None:
    """The year of a date that can lie in one year only."""
    date_ = edtf.parse(since) if since else None
    if date_ and date_.earliest and date_.latest and date_.earliest.year == date_.latest.year:
        return str(date_.earliest.year)
    return None


def _zh(
    parks: int, groups: int, expected: tuple[int | None, int | None], undated: int, pilot: tuple[str, ...] | None
) -> str:
    of_parks, of_groups = expected
    parts = [f"{of_parks}家园区中已知{parks}家" if of_parks is not None else f"已知{parks}家园区，无可对照的总数"]
    if of_groups is not None:
        parts.append(f"{of_groups}个合作组中已知{groups}个")
    elif groups:
        parts.append(f"已知{groups}个合作组")
    if undated:
        parts.append(f"另有{undated}组年份不详")
    if pilot is not None:
        parts.append(f"另有{'、'.join(pilot)}年试点" if pilot else "另有试点")
    return "，".join(parts)


def _en(
    parks: int, groups: int, expected: tuple[int | None, int | None], undated: int, pilot: tuple[str, ...] | None
) -> str:
    of_parks, of_groups = expected
    found = f"{parks} of {of_parks} parks" if of_parks is not None else f"{parks} park{'s' * (parks != 1)}"
    if of_groups is not None:
        found += f" in {groups} of {of_groups} groups"
    elif groups:
        found += f" in {groups} group{'s' * (groups > 1)}"
    if of_parks is None:
        found += ", no total to set against"
    if undated:
        found += f", {undated} more group{'s' * (undated > 1)} of unknown year"
    if pilot is not None:
        found += f", and the {' and '.join(pilot)} pilot" if pilot else ", and the pilot"
    return found


def counts(snapshot: Snapshot) -> dict[str, int]:
    """How many records of each kind (by label) there are, and how many of them lack what; in a stable order."""
    parks, ties = snapshot.all(Park), snapshot.all(Alliance)
    where = places(snapshot)
    members = [parties(snapshot, tie) for tie in ties]
    spans = [lifecycle.span(tie) for tie in ties]
    return {
        **{kind.label: len(snapshot.all(kind.model)) for kind in KINDS.values()},
        "parks_with_sector": sum(bool(park.sectors) for park in parks),
        "parks_without_place": sum(not where[park.id].cities for park in parks),
        "parks_without_point": sum(where[park.id].point is None for park in parks),
        "parks_with_title": sum(bool(park.holds_title) for park in parks),
        "titles": sum(len(park.holds_title) for park in parks),
        "parks_with_figure": len(
            {link.to for o in snapshot.all(Observation) for link in o.about} & {p.id for p in parks}
        ),
        "ties_between_parks": sum(parties_class(tuple(part for _, part in m)) == "park-park" for m in members),
        "ties_members_not_named": sum(len(m) < 2 for m in members),
        "ties_not_begun": sum(span is None for span in spans),
        "ties_year_unknown": sum(span is not None and edtf.year_unknown(span[0]) for span in spans),
    }


def coverages(snapshot: Snapshot, day: date, programmes: tuple[str, ...] = ()) -> list[Coverage]:
    """The coverage of these programmes; when none is named, of those whose ties or groups the sources count."""
    chosen = [p.id for p in snapshot.all(Programme) if (p.id in programmes if programmes else p.expected_groups)]
    return [coverage(snapshot, id_, day) for id_ in chosen]


def named_sentences(snapshot: Snapshot, day: date) -> list[tuple[str, str]]:
    """The sentences (zh, en) of `coverages`, each with its programme's name before it."""
    found = []
    for item in coverages(snapshot, day):
        programme = snapshot.get(item.programme)
        if isinstance(programme, Programme):
            zh, en = item.sentence
            name = programme.name_en or programme.name_zh
            found.append((f"{programme.name_zh}：{zh}", f"{name}: {en}"))
    return found
