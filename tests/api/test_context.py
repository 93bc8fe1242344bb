"""GET /<kind>/{id}/context for every kind: full records around a record, names, and when they changed."""

import pytest

from parknet.model.kinds import KINDS
from parknet.services.context import context
from tests.api.conftest import Api


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.path)
async def test_every_kind_has_a_context(twelve: Api, kind: object) -> None:
    path, model = kind.path, kind.model  # type: ignore[attr-defined]
    snapshot = twelve.journal.snapshot
    for record in snapshot.all(model):
        data = await twelve.data(f"/{path}/{record.id}/context")
        expected = context(snapshot, record.id)
        assert [found["id"] for found in data["incoming"]] == list(expected.incoming)
        assert data["total"] == expected.total
        assert data["names"] == {id_: list(name) for id_, name in expected.names.items()}


async def test_incoming_records_are_given_in_full(twelve: Api) -> None:
    data = await twelve.data("/alliances/alliance-pair/context")
    assert data["incoming"] == [await twelve.data("/joint-actions/action-forum")]
    assert data["names"]["org-bureau"] == ["Organisation", "苏州某局(虚构)", None]


async def test_it_is_not_sent_again_until_something_was_written(twelve: Api) -> None:
    first = await twelve.get("/parks/park-anhe/context")
    assert first.headers["etag"].startswith('W/"') and first.json()["meta"]["revision"] == 1
    again = await twelve.get("/parks/park-anhe/context", if_none_match=first.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")
    need = {"name_zh": "需求", "kind": "need", "content": "找伙伴", "posted_by": [{"to": "park-anhe"}]}
    await twelve.write({"id": "posting-new", "after": {**need, "cites": [{"to": "source-fixture"}]}, "version": 0})
    changed = await twelve.get("/parks/park-anhe/context", if_none_match=first.headers["etag"])
    assert changed.status_code == 200
    assert "posting-new" in [record["id"] for record in changed.json()["data"]["incoming"]]


@pytest.mark.parametrize("id_", ["park-none", "city-beijing", "x", "programme-handinhand"])
async def test_there_is_no_context_where_there_is_no_record(twelve: Api, id_: str) -> None:
    record, around = await twelve.get(f"/parks/{id_}"), await twelve.get(f"/parks/{id_}/context")
    assert (record.status_code, around.status_code) == (404, 404)
    assert around.json()["detail"] == record.json()["detail"]
