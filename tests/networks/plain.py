"""Plain invented networks: snapshots of given records, and parks tied as a given list of ties says."""

from collections.abc import Iterable
from types import MappingProxyType

from parknet.model.records import Alliance, Park, Record, Source
from parknet.model.snapshot import Entry, Snapshot

CITES = [{"to": "source-plain"}]


def of(records: Iterable[Record]) -> Snapshot:
    """A snapshot of the records, in the order in which they come."""
    return Snapshot(1, "", "", MappingProxyType({r.id: Entry(r, r.text(), 1) for r in records}))


def tied(groups: Iterable[Iterable[int]], parks: int = 0) -> Snapshot:
    """Parks by number, and one pairing (signed 2020) for each group of them; `parks`: at least so many."""
    every = [sorted(set(group)) for group in groups]
    count = max([parks, *(group[-1] + 1 for group in every)])
    records: list[Record] = [Source(id="source-plain", name_zh="虚构", synthetic=True)]
    records += [Park(id=park(n), name_zh=f"园{n}", cites=CITES) for n in range(count)]
    for number, group in enumerate(every):
        id_ = f"alliance-n{number:05}"
        fields = {
            "id": id_,
            "name_zh": "虚构",
            "kind": "pairing",
            "cites": CITES,
            "has_member": [{"to": park(n), "part": "park"} for n in group],
            "has_step": [{"id": f"{id_}#1", "state": "signed", "date": "2020"}],
        }
        records.append(Alliance.model_validate(fields))
    return of(records)


def park(number: int) -> str:
    """The id of a park by its number; ids sort as the numbers do."""
    return f"park-n{number:05}"
