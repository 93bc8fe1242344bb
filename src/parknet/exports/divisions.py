"""The provinces of a snapshot in administrative order."""

from parknet.analytics.reach import in_order
from parknet.model.records import City
from parknet.model.snapshot import Snapshot

Province = tuple[str, str, str | None, str | None]


def provinces_in_order(snapshot: Snapshot) -> list[Province]:
    """Code as 320000, names in zh and en, and macro-region of each province.

    In order of the codes of GB/T 2260, which puts a record of the Xinjiang Production and Construction Corps after
    Xinjiang; then Hong Kong, Macao and Taiwan, as is usual in lists.
    """
    found: dict[str, Province] = {}
    for city in snapshot.all(City):
        if city.grade == "province" and city.adcode:
            code = f"{city.adcode[:2]}0000"
            found.setdefault(code, (code, city.name_zh, city.name_en, city.macro_region))
    return [found[code] for code in in_order(found)]
