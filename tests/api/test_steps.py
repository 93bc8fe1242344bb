"""Steps in the life of an alliance, one at a time."""

from typing import Any

import pytest

from parknet.model.batch import Batch, Edit, Proposal
from parknet.model.decide import decide
from parknet.model.snapshot import Snapshot
from parknet.services.access import Actor
from parknet.services.steps import add_step
from tests.api.conftest import NOW, TOKEN, Api

CITES = [{"to": "source-a"}]
MEMBERS = [{"to": "park-a", "part": "park"}, {"to": "park-b", "part": "park"}]
WRITER = Actor("writer", holder=True)


@pytest.fixture
async def signed(api: Api) -> Api:
    """A pairing that was signed in August 2022, at revision 1."""
    parks = [{"id": f"park-{n}", "after": {"name_zh": n, "cites": CITES}} for n in "ab"]
    steps = [{"id": "alliance-a#1", "state": "signed", "date": "2022-08-17", "cites": CITES}]
    fields = {"name_zh": "甲乙", "kind": "pairing", "cites": CITES, "has_member": MEMBERS, "has_step": steps}
    source = {"id": "source-a", "after": {"name_zh": "来源"}}
    assert (await api.write(source, *parks, {"id": "alliance-a", "after": fields})).status_code == 200
    return api


async def step(api: Api, state: str, date: str | None = None, **more: Any) -> Any:
    headers = {"authorization": f"Bearer {TOKEN}", **more.pop("headers", {})}
    body = {"state": state, "cites": CITES, **({"date": date} if date else {}), **more}
    return await api.send("POST", "/alliances/alliance-a/steps", body, **headers)


async def states(api: Api) -> list[tuple[str, str]]:
    record = await api.data("/alliances/alliance-a")
    return [(one["id"].partition("#")[2], one["state"]) for one in record["has_step"]]


async def test_a_step_stands_among_the_others_by_its_date(signed: Api) -> None:
    answer = await step(signed, "active", "2023", by="甲园", wording="挂牌")
    assert answer.status_code == 200 and answer.json()["data"]["revision"] == 2
    (changed,) = answer.json()["data"]["changed"]
    assert changed["fields"][0]["after"] == {
        "id": "alliance-a#2", "state": "active", "date": "2023", "by": "甲园", "wording": "挂牌", "cites": CITES,
    }  # fmt: skip
    assert (await step(signed, "intention", "2021-05")).status_code == 200
    assert (await step(signed, "ended")).status_code == 200
    assert await states(signed) == [("3", "intention"), ("1", "signed"), ("2", "active"), ("4", "ended")]


@pytest.mark.parametrize(
    ("sent", "place", "said"),
    [
        ({"state": "ended", "date": "2020"}, "body/state", "first step cannot be “ended”"),
        ({"state": "proposed", "date": "2023"}, "body/state", "“proposed” cannot follow “signed”"),
        ({"state": "dormant", "date": "2021-05"}, "body/has_step/1/state", "“signed” cannot follow “reported dormant”"),
        ({"state": "active", "date": "last year"}, "body/date", "not"),
        ({"state": "happy"}, "body/state", "one of the words"),
        ({"state": "active", "cites": []}, "body/cites", "at least one entry"),
        ({"state": "active", "cites": [{"to": "source-none"}]}, "body/cites/0/to", "There is no such record"),
        ({"state": "active", "version": 7}, "body/version", "The record is at version 1"),
    ],
)
async def test_a_step_that_cannot_be_is_refused_with_its_place(
    signed: Api, sent: dict[str, Any], place: str, said: str
) -> None:
    answer = await step(signed, **sent)
    first = answer.json()["errors"][0]
    assert answer.status_code == (412 if "version" in sent else 422)
    assert first["place"] == place and said.casefold() in first["cause"].casefold() and first["remedy"]
    assert signed.journal.snapshot.revision == 1


async def test_the_same_key_has_one_effect(signed: Api) -> None:
    first = await step(signed, "active", "2023", headers={"idempotency_key": "k1"})
    await step(signed, "dormant", "2024")
    again = await step(signed, "active", "2023", headers={"idempotency_key": "k1"})
    assert again.json()["data"] == first.json()["data"] | {"repeated": True}
    other = await step(signed, "ended", "2025", headers={"idempotency_key": "k1"})
    assert (other.status_code, other.json()["code"]) == (422, "key-reused")
    assert await states(signed) == [("1", "signed"), ("2", "active"), ("3", "dormant")]


async def test_only_the_holder_of_the_token_adds_steps_and_only_to_alliances(signed: Api) -> None:
    body = {"state": "active", "cites": CITES}
    assert (await signed.send("POST", "/alliances/alliance-a/steps", body)).status_code == 401
    for id_ in ("alliance-none", "park-a"):
        answer = await signed.send("POST", f"/alliances/{id_}/steps", body, authorization=f"Bearer {TOKEN}")
        assert (answer.status_code, answer.json()["detail"]) == (404, f"There is no alliance with the id {id_}.")


async def test_a_step_is_put_to_the_record_anew_when_another_came_first(
    signed: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal, store = signed.journal, signed.journal.store
    commit, rivals = store.commit, [{"note": "甲"}, {"note": "乙"}]

    async def raced(batch: Batch, base: Snapshot) -> None:
        if rivals and batch.action == "step":
            fields = base.entries["alliance-a"].record.to_dict() | rivals.pop()
            rival = Proposal("rival", "edit", (Edit("alliance-a", fields),))
            decided = decide(base, rival, NOW)
            assert decided is not None
            await commit(decided, base)
        await commit(batch, base)

    monkeypatch.setattr(store, "commit", raced)
    written = await add_step(journal, "alliance-a", {"state": "active", "date": "2023", "cites": CITES}, WRITER)
    assert written.batch is not None and written.batch.revision == 4 and not rivals
    record = await signed.data("/alliances/alliance-a")
    assert record["note"] == "甲" and await states(signed) == [("1", "signed"), ("2", "active")]
