"""What was known before, what happened to a record, and what is different between two states."""

import random
from datetime import UTC, datetime
from typing import Any

import pytest

from parknet.model.batch import Edit, Proposal
from parknet.services.access import Actor
from parknet.services.journal import Journal
from tests.api.conftest import TOKEN, Api
from tests.networks import twelve

WRITER = Actor("writer", holder=True)
CITES = [{"to": "source-a"}]
SOURCE = Edit("source-a", {"name_zh": "来源"})
STEP = {"id": "alliance-a#1", "state": "signed", "date": "2022-08-17"}
MEMBERS = [{"to": "park-a", "part": "park"}, {"to": "park-b", "part": "park"}]


def park(name: str, **fields: Any) -> Edit:
    return Edit(f"park-{name}", {"name_zh": f"园{name}", "cites": CITES, **fields})


def pairing(*steps: dict[str, str], **fields: Any) -> Edit:
    every = {
        "name_zh": "甲乙",
        "kind": "pairing",
        "cites": CITES,
        "has_member": MEMBERS,
        "has_step": list(steps),
        **fields,
    }
    return Edit("alliance-a", every)


async def on(api: Api, day: str, *edits: Edit, reason: str = "") -> None:
    """Write edits as if it were noon of that day."""
    moment = datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC)
    journal = Journal(api.journal.store, lambda: moment, random.Random(1))
    await journal.open()
    await journal.write(Proposal("writer", "edit", edits, reason), WRITER)
    await api.journal.refresh()


@pytest.fixture
async def past(api: Api) -> Api:
    """Four revisions on four days: a pairing is signed, corrected, and one of its parks is renamed, then retracted."""
    await on(api, "2026-10-01", SOURCE, park("a"), park("b"), pairing(STEP))
    await on(api, "2026-10-05", pairing({**STEP, "date": "2022-08"}), reason="only the month is known")
    await on(api, "2026-10-09", park("a", name_en="Park A"))
    await on(api, "2026-10-13", Edit("alliance-a", None), reason="it was a plan only")
    return api


async def test_a_revision_and_a_day_show_what_was_known_then(past: Api) -> None:
    for query, revision in {"rev=2": 2, "known=2026-10-05": 2, "known=2026-10-08": 2, "known=2026-09-30": 0}.items():
        answer = (await past.get(f"/parks?{query}")).json()
        assert answer["meta"]["revision"] == revision and len(answer["data"]) == (2 if revision else 0)
    assert (await past.data("/alliances/alliance-a?rev=1"))["has_step"][0]["date"] == "2022-08-17"
    assert (await past.data("/alliances/alliance-a?known=2026-10-05"))["has_step"][0]["date"] == "2022-08"
    for path in ("/network", "/network/measures", "/parks/park-a/context", "/exports/json", "/map.html"):
        then, now = (await past.get(f"{path}?rev=3")), (await past.get(path))
        assert then.status_code == 200 and then.text != now.text and then.headers["etag"] != now.headers["etag"]
    nodes = (await past.data("/network?rev=3"))["ties"]["source"]
    assert nodes == [0] and (await past.data("/network"))["ties"]["source"] == []
    assert (await past.get("/parks/park-a")).json()["meta"]["version"] == 3
    for rev in (2, 3, 4):
        assert "version" not in (await past.get(f"/parks/park-a?rev={rev}")).json()["meta"]


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("rev=9", 404, "There is no revision 9; the last one is 4."),
        ("rev=-1", 422, "number is below 0"),
        ("rev=x", 422, "not a whole number"),
        ("known=2026-11-22", 422, "The day is not over"),
        ("known=2026-11", 422, "This is not a day"),
        ("known=9999-12-31", 422, "The day is not over"),
        ("rev=1&known=2026-10-05", 422, "A revision and a day are asked for at once."),
        ("rev=1&rev=2", 422, "given more than once"),
    ],
)
async def test_what_there_is_none_of_is_refused_in_a_sentence(past: Api, query: str, status: int, said: str) -> None:
    for path in ("/parks", "/network", "/parks/park-a"):
        answer = await past.get(f"{path}?{query}")
        assert answer.status_code == status and said in answer.text, answer.text


async def test_what_happened_to_a_record_is_told_in_order(past: Api) -> None:
    events = await past.data("/alliances/alliance-a/history")
    assert [(event["revision"], event["change"], event["reason"]) for event in events] == [
        (1, "added", ""),
        (2, "changed", "only the month is known"),
        (4, "removed", "it was a plan only"),
    ]
    assert events[1]["fields"] == [{"place": "has_step/alliance-a#1/date", "before": "2022-08-17", "after": "2022-08"}]
    assert events[1]["actor"] == "writer" and events[1]["recorded_at"].startswith("2026-10-05T12:00")
    assert (await past.get("/alliances/alliance-none/history")).status_code == 404
    assert (await past.get("/parks/alliance-a/history")).status_code == 404
    again = await past.get("/alliances/alliance-a/history")
    assert (await past.get("/alliances/alliance-a/history", if_none_match=again.headers["etag"])).status_code == 304


async def test_a_retracted_record_is_gone_and_says_why(past: Api) -> None:
    for path in ("/alliances/alliance-a", "/alliances/alliance-a/context"):
        answer = await past.get(path)
        assert (answer.status_code, answer.json()["code"]) == (410, "gone")
        assert "retracted in revision 4" in answer.json()["detail"] and "it was a plan only" in answer.json()["detail"]
    assert (await past.get("/alliances/alliance-none")).status_code == 404
    assert (await past.get("/alliances/alliance-a?rev=3")).status_code == 200
    fields = await past.data("/alliances/alliance-a?rev=3")
    await past.write({"id": "alliance-a", "after": fields, "version": 0})
    assert (await past.get("/alliances/alliance-a")).json()["meta"]["version"] == 5
    assert [event["change"] for event in await past.data("/alliances/alliance-a/history")][-1] == "added"


async def test_the_difference_of_two_revisions_names_records_fields_and_ties(past: Api) -> None:
    found = await past.data("/diff?from=1&to=4")
    assert [(one["id"], one["change"]) for one in found["records"]] == [
        ("alliance-a", "removed"),
        ("park-a", "changed"),
    ]
    assert found["records"][1]["fields"] == [{"place": "name_en", "before": None, "after": "Park A"}]
    (tie,) = found["ties"]
    assert (tie["id"], tie["before"], tie["after"]) == (
        "alliance-a", {"state": "signed", "members": ["park-a", "park-b"]}, None,
    )  # fmt: skip
    assert (found["first"]["revision"], found["second"]["revision"]) == (1, 4)
    assert (await past.data("/diff?from=2026-10-05&to=2026-10-09"))["records"][0]["id"] == "park-a"
    assert (await past.data("/diff?from=2026-09-30"))["second"]["revision"] == 4
    same = await past.data("/diff?from=3&to=3")
    assert same["records"] == same["ties"] == []


async def test_the_difference_of_two_days_of_the_network(past: Api) -> None:
    await on(past, "2026-10-20", pairing(STEP, {"id": "alliance-a#2", "state": "ended", "date": "2024-05"}))
    begun = await past.data("/diff?clock=valid&from=2022-08-16&to=2022-08-17")
    assert begun["records"] == [] and [tie["after"]["state"] for tie in begun["ties"]] == ["signed"]
    ended = await past.data("/diff?clock=valid&from=2023-01-01&state=in-force")
    assert [(tie["before"]["members"], tie["after"]) for tie in ended["ties"]] == [(["park-a", "park-b"], None)]
    state = await past.data("/diff?clock=valid&from=2023-01-01&to=2024-06-30")
    assert [(tie["before"]["state"], tie["after"]["state"]) for tie in state["ties"]] == [("signed", "ended")]
    for query in ("clock=valid&from=3", "from=yesterday", "from=2022-02-30", "clock=other&from=1", "to=1"):
        answer = await past.get(f"/diff?{query}")
        assert answer.status_code == 422 and answer.json()["errors"][0]["remedy"], answer.text


@pytest.mark.parametrize(("query", "place"), [("from=1&to=2026-11-22", "to"), ("from=2026-11-22", "from")])
async def test_a_difference_until_a_day_that_is_not_over_is_refused_where_it_stands(
    past: Api, query: str, place: str
) -> None:
    (error,) = (await past.get(f"/diff?{query}")).json()["errors"]
    assert "The day is not over" in error["cause"] and error["place"] == f"query/{place}"


async def test_the_twelve_parks_have_one_difference_a_day(api: Api) -> None:
    await on(api, "2026-10-01", *(Edit(record.id, record.to_dict()) for record in twelve.records()))
    days = ["2015-06-30", "2018-06-30", "2021-06-30", "2024-06-30"]
    drawn: dict[str, Any] = {}
    for first, last in zip(["1900-01-01", *days], days, strict=False):
        for tie in (await api.data(f"/diff?clock=valid&from={first}&to={last}"))["ties"]:
            assert drawn.get(tie["id"]) == tie["before"]
            drawn[tie["id"]] = tie["after"]
        told = {id_: one for id_, one in drawn.items() if one}
        alliances = (await api.data(f"/network?at={last}"))["alliances"]
        shown = [id_ for id_, reason in zip(alliances["id"], alliances["reason"], strict=True) if reason is None]
        assert sorted(told) == sorted(shown)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2023年上半年", ("2023-40", "first half of 2023", "2023-01-01", "2023-06-30")),
        ("8月25日", ("XXXX-08-25", "25 August, year unknown", None, None)),
        ("XXXX-21", ("XXXX-21", "spring, year unknown", None, None)),
        ("“十四五”期间", ("2021/2025", "between 2021 and 2025", "2021-01-01", "2025-12-31")),
    ],
)
async def test_a_date_in_words_is_read(api: Api, text: str, found: tuple[str | None, ...]) -> None:
    said = await api.data(f"/dates?text={text}")
    assert (said["edtf"], said["en"], said["earliest"], said["latest"]) == found and said["zh"]
    for wrong in ("昨天", "2023年13月", "2023年21月", "十十月", "x" * 61, ""):
        answer = await api.get(f"/dates?text={wrong}")
        assert answer.status_code == 422 and answer.json()["errors"][0]["place"] == "query/text"


async def written(api: Api, made: dict[str, Any], status: int = 200) -> Any:
    """Send made edits to POST /changes, first as a dry run."""
    headers = {"authorization": f"Bearer {TOKEN}"}
    tried = await api.send("POST", "/changes?dry_run=true", made, **headers)
    answer = await api.send("POST", "/changes", made, **headers)
    assert tried.status_code == answer.status_code == status, answer.text
    return answer.json()


async def test_two_records_are_merged_both_ids_answer_and_it_is_taken_back(past: Api) -> None:
    await on(past, "2026-10-20", park("c", note="甲"))
    made = await past.data("/proposals/merge?keep=park-b&drop=park-c")
    assert (await written(past, made))["data"]["revision"] == 6
    for id_ in ("park-b", "park-c"):
        record = await past.data(f"/parks/{id_}")
        assert (record["id"], record["note"], record["merged"]) == ("park-b", "甲", ["park-c"])
        assert (await past.get(f"/parks/{id_}/context")).status_code == 200
    assert (await past.data("/changes?after=5"))[0]["action"] == "merge"
    assert [event["change"] for event in await past.data("/parks/park-c/history")] == ["added", "removed"]
    undo = await past.data("/proposals/undo?revision=6")
    assert (await written(past, undo))["data"]["revision"] == 7
    assert (await past.data("/parks/park-c"))["id"] == "park-c" and "merged" not in await past.data("/parks/park-b")


async def test_a_batch_whose_records_were_changed_since_is_not_taken_back(past: Api) -> None:
    answer = await written(past, await past.data("/proposals/undo?revision=1"), 412)
    assert {error["place"].split("/")[1] for error in answer["errors"]} == {"edits"}
    assert (await written(past, await past.data("/proposals/undo?revision=4")))["data"]["revision"] == 5
    for wrong, status in {
        "undo?revision=99": 404,
        "undo?revision=0": 422,
        "merge?keep=park-a&drop=park-a": 422,
    }.items():
        assert (await past.get(f"/proposals/{wrong}")).status_code == status
    assert (await past.get("/proposals/merge?keep=park-a&drop=park-none")).status_code == 404


async def test_what_was_retracted_is_restored_unless_what_it_links_to_is_gone(past: Api) -> None:
    await on(past, "2026-10-20", Edit("park-b", None))
    answer = await past.get("/proposals/restore?id=alliance-a", accept_language="zh")
    (error,) = answer.json()["errors"]
    assert answer.status_code == 422 and (error["place"], error["value"]) == ("query/id", "park-b")
    assert error["cause"] == "它指向 park-b，而那条记录已不在。"
    assert (await written(past, await past.data("/proposals/restore?id=park-b")))["data"]["revision"] == 6
    made = await past.data("/proposals/restore?id=alliance-a")
    assert (made["action"], made["edits"][0]["version"]) == ("restore", 0)
    gone = await past.get("/alliances/alliance-a")
    assert (gone.status_code, gone.headers["cache-control"]) == (410, "no-store")
    assert (await written(past, made))["data"]["revision"] == 7
    assert (await past.data("/alliances/alliance-a"))["has_step"] == [{**STEP, "date": "2022-08"}]
    assert [event["action"] for event in await past.data("/alliances/alliance-a/history")][-1] == "restore"
    assert (await past.get("/proposals/restore?id=alliance-a")).status_code == 422
    assert (await past.get("/proposals/restore?id=park-none")).status_code == 404
