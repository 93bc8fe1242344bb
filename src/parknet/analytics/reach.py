"""Where the parties of a tie are and who they are: the derived classes `reach` and `parties`.

Both are derived from all the known parties of a record, whatever the lens shows of them; a guide is no party.
"""

from collections.abc import Iterable, Mapping

from parknet.analytics.places import NOWHERE, Place, Places
from parknet.model.kinds import kind_of
from parknet.model.records import Alliance, City, JointAction, Organisation, Park
from parknet.model.snapshot import Snapshot

CHINA = "100000"
TAIWAN = "710000"
HONG_KONG_MACAO = frozenset({"810000", "820000"})


def places(snapshot: Snapshot) -> dict[str, Place]:
    """The place of every park, organisation and division."""
    every = Places(snapshot)
    return {record.id: every.of(record.id) for kind in (City, Organisation, Park) for record in snapshot.all(kind)}


def provinces(place: Place) -> tuple[str, ...]:
    """The codes of the provinces, as 320000, that a place lies in; the first is that of its first division."""
    codes = (f"{c.adcode[:2]}0000" for c in place.cities if c.adcode and c.adcode != CHINA)
    return tuple(dict.fromkeys(codes))


def in_order(codes: Iterable[str]) -> list[str]:
    """Codes of provinces in the order of GB/T 2260; then Hong Kong, Macao and Taiwan, as is usual in lists."""
    return sorted(codes, key=lambda code: (code == TAIWAN, code))


def region(place: Place) -> str | None:
    """The macro-region of a place, by its nearest division that states one."""
    return next((c.macro_region for c in place.cities if c.macro_region), None)


def rivers(place: Place) -> tuple[str, ...]:
    """The words of the reaches of the Yangtze and the Yellow River that a place lies on, as `yangtze-upper`."""
    every = {"yangtze": place.yangtze, "yellow-river": place.yellow_river}
    return tuple(sorted(f"{river}-{reach}" for river, reaches in every.items() for reach in reaches))


def parties(snapshot: Snapshot, tie: Alliance | JointAction) -> tuple[tuple[str, str], ...]:
    """The known parties of a tie as (id, part), each once (who came back stands twice on record), guides left out.

    A participant of a joint action has no part: it stands in the one that its kind suggests. An alliance that takes
    part in a joint action is no party; what it stands for is not said.
    """
    if isinstance(tie, Alliance):
        return tuple({member.to: member.part for member in tie.has_member if member.part != "guide"}.items())
    ids = dict.fromkeys(link.to for link in tie.has_participant if kind_of(link.to).model is not Alliance)
    return tuple((id_, _part(snapshot, id_)) for id_ in ids)


_PARTS = {
    "department": "department",
    "party-department": "department",
    "association": "association",
    "enterprise": "company",
    "operator": "company",
}


def _part(snapshot: Snapshot, id_: str) -> str:
    record = snapshot.get(id_)
    if isinstance(record, Park):
        return "park"
    if isinstance(record, City):
        return "division"
    return _PARTS.get(record.kind, "other") if isinstance(record, Organisation) else "other"


def parties_class(parts: tuple[str, ...]) -> str:
    """park-park (two or more in the part of a park), park-other (one), else by the first of the parts present."""
    parks = parts.count("park")
    if parks:
        return "park-park" if parks > 1 else "park-other"
    for part, word in (("division", "city"), ("department", "department"), ("association", "association")):
        if part in parts:
            return word
    return "other"


def reach_class(members: tuple[str, ...], where: Mapping[str, Place]) -> str:
    """How far a tie reaches, by the places of its parties.

    abroad: one of them is abroad. Else, of the provinces known: two or more, one of them Taiwan: cross-strait; one of
    them Hong Kong or Macao: hk-mo; otherwise between-provinces. One province is within-province when two or more
    parties are there and none is of unknown place; anything else is unknown. A party counts with its first province.
    """
    known = [where.get(id_, NOWHERE) for id_ in members]
    codes = [provinces(place) for place in known]
    if any(_in_another_country(place) for place, of_china in zip(known, codes, strict=True) if not of_china):
        return "abroad"
    every = {code for several in codes for code in several[:1]}
    if len(every) > 1:
        if TAIWAN in every:
            return "cross-strait"
        return "hk-mo" if every & HONG_KONG_MACAO else "between-provinces"
    return "within-province" if every and len(codes) > 1 and all(codes) else "unknown"


def _in_another_country(place: Place) -> bool:
    return any(c.grade == "country" and c.adcode != CHINA for c in place.cities)
