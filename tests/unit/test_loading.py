"""Loading a newer set of records beside what others wrote, on the store in memory."""

import pytest

from parknet.errors import Refused
from parknet.model.records import Park, Record, Source
from parknet.services.loading import load
from parknet.store.memory import MemoryStore
from tests.unit.test_journal import WRITER, opened, proposal

CITES = ({"to": "source-a"},)


def built_in(*parks: str, synthetic: bool = False) -> list[Record]:
    source = Source(id="source-a", name_zh="来源", synthetic=synthetic)
    return [source, *(Park.model_validate({"id": f"park-{p}", "name_zh": p, "cites": CITES}) for p in parks)]


async def test_loading_again_changes_nothing_and_a_newer_set_only_what_a_load_wrote() -> None:
    journal = await opened(MemoryStore())
    assert (await load(journal, built_in("a", "b", "c"), WRITER)).batch is not None
    assert (await load(journal, built_in("a", "b", "c"), WRITER)).batch is None
    mine = {"name_zh": "我的", "cites": list(CITES)}
    await journal.write(proposal(("park-a", mine), ("park-c", None)), WRITER)
    newer = await load(journal, [*built_in("a", "c", "d")], WRITER)
    assert newer.conflicts == ("park-a", "park-c")
    assert set(journal.snapshot.entries) == {"source-a", "park-a", "park-d"}
    park = journal.snapshot.get("park-a")
    assert isinstance(park, Park) and park.name_zh == "我的"


async def test_what_a_kept_record_needs_is_left_alone_and_the_rest_loads() -> None:
    journal = await opened(MemoryStore())
    city = Park.model_validate({"id": "park-whole", "name_zh": "whole", "cites": CITES})
    part = {"name_zh": "b", "cites": CITES, "part_of": [{"to": "park-whole"}]}
    first = [*built_in("a", "c"), city, Park.model_validate({"id": "park-b", **part})]
    await load(journal, first, WRITER)
    mine = {"name_zh": "我的", "cites": list(CITES), "possibly_same_as": [{"to": "park-b"}]}
    await journal.write(proposal(("park-mine", mine), ("park-c", None)), WRITER)
    tied = Park.model_validate({"id": "park-e", "name_zh": "e", "cites": CITES, "part_of": [{"to": "park-c"}]})
    newer = await load(journal, [*built_in("c", "d"), tied], WRITER)
    assert newer.batch is not None
    assert newer.conflicts == ("park-b", "park-c", "park-e", "park-whole")
    assert set(journal.snapshot.entries) == {"source-a", "park-b", "park-d", "park-mine", "park-whole"}
    assert (await load(journal, [*built_in("c", "d"), tied], WRITER)).batch is None


async def test_a_set_that_is_wrong_by_itself_is_refused_whole() -> None:
    journal = await opened(MemoryStore())
    tied = Park.model_validate({"id": "park-e", "name_zh": "e", "cites": CITES, "part_of": [{"to": "park-z"}]})
    with pytest.raises(Refused, match="There is no such record"):
        await load(journal, [*built_in("a"), tied], WRITER)
    assert journal.snapshot.revision == 0


async def test_real_and_synthetic_records_do_not_mix() -> None:
    journal = await opened(MemoryStore())
    await load(journal, built_in("a"), WRITER)
    with pytest.raises(Refused, match="do not mix"):
        await load(journal, built_in("a", synthetic=True), WRITER)
