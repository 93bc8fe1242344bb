"""Lists and records of every kind, over the built-in data."""

import pytest

from parknet.model.kinds import KINDS
from tests.api.conftest import Api


@pytest.mark.parametrize("label", KINDS)
async def test_every_kind_has_a_list_and_a_record(shared: Api, label: str) -> None:
    path = KINDS[label].path
    answer = await shared.get(f"/{path}?limit=2")
    assert answer.status_code == 200
    meta, data = answer.json()["meta"], answer.json()["data"]
    assert meta["total"] == len(shared.journal.snapshot.all(KINDS[label].model)) and not meta["synthetic"]
    for record in data:
        assert await shared.data(f"/{path}/{record['id']}") == record


async def test_pages_together_are_the_list(shared: Api) -> None:
    ids: list[str] = []
    path = "/parks?limit=250&sort=-name_zh"
    while path:
        answer = (await shared.get(path)).json()
        ids += [record["id"] for record in answer["data"]]
        after = answer["meta"].get("next")
        path = f"/parks?limit=250&sort=-name_zh&after={after}" if after else ""
    assert len(ids) == len(set(ids)) == answer["meta"]["total"]
    names = [shared.journal.snapshot.entries[id_].record.name_zh for id_ in ids]  # type: ignore[attr-defined]
    assert names == sorted(names, reverse=True)


async def test_a_list_is_filtered_by_facet_link_and_text(shared: Api) -> None:
    both = await shared.data("/parks?sectors=02,03&limit=1000")
    assert both and all({"02", "03"} & set(park["sectors"]) for park in both)
    titled = await shared.data("/parks?holds_title=programme-carrying-plan")
    assert titled == []
    found = await shared.data("/parks?q=曲江")
    assert any("曲江" in park["name_zh"] for park in found)


async def test_a_record_has_a_strong_etag_and_a_list_a_weak_one(shared: Api) -> None:
    first = (await shared.data("/parks?limit=1"))[0]["id"]
    record = await shared.get(f"/parks/{first}")
    etag = record.headers["etag"]
    assert etag.startswith('"1-') and "revision" not in record.json()["meta"]
    again = await shared.get(f"/parks/{first}", if_none_match=etag)
    assert (again.status_code, again.content) == (304, b"")
    listed = (await shared.get("/parks")).headers["etag"]
    assert listed.startswith('W/"')
    assert (await shared.get("/parks", if_none_match=listed)).status_code == 304


async def test_an_id_of_another_kind_is_not_found(shared: Api) -> None:
    park = (await shared.data("/parks?limit=1"))[0]["id"]
    assert (await shared.get(f"/cities/{park}")).status_code == 404
