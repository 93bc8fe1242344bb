"""Retracting a source over HTTP: first what would stand without support, then the batch that leaves nothing so."""

import re
from typing import Any

from tests.api.conftest import TOKEN, Api

SOURCES = [{"id": f"source-{n}", "after": {"name_zh": n}, "version": 0} for n in ("old", "new")]
BOTH = [{"to": "source-new"}, {"to": "source-old"}]


def park(slug: str, cites: list[dict[str, str]], version: int = 0) -> dict[str, Any]:
    return {"id": f"park-{slug}", "after": {"name_zh": slug, "cites": cites}, "version": version}


async def test_what_would_stand_without_support_is_shown_and_blocks(api: Api) -> None:
    await api.write(*SOURCES, park("both", BOTH), park("alone", BOTH[1:]))
    found = await api.data("/proposals/retract?id=source-old")
    assert [(one["id"], one["name_zh"]) for one in found["unsupported"]] == [("park-alone", "alone")]
    assert found["unsupported"][0]["fields"] == [
        {"place": "cites/source-old", "before": {"to": "source-old"}, "after": None}
    ]
    assert [one["id"] for one in found["supported"]] == ["park-both"] == [edit["id"] for edit in found["edits"]]
    assert (await api.write({"id": "source-old", "after": None, "version": 1})).status_code == 422  # park-alone rests

    assert (await api.write(*found["edits"])).status_code == 200
    assert [cite["to"] for cite in (await api.data("/parks/park-both"))["cites"]] == ["source-new"]
    await api.write(park("alone", BOTH, 1))  # mended: it rests on another source, too
    found = await api.data("/proposals/retract?id=source-old")
    assert (found["unsupported"], [edit["id"] for edit in found["edits"]]) == ([], ["park-alone", "source-old"])
    body = {"action": "edit", "reason": "withdrawn by its publisher", "edits": found["edits"]}
    tried = await api.send("POST", "/changes?dry_run=true", body, authorization=f"Bearer {TOKEN}")
    assert [one["change"] for one in tried.json()["data"]["changed"]] == ["changed", "removed"]
    assert (await api.send("POST", "/changes", body, authorization=f"Bearer {TOKEN}")).status_code == 200
    assert (await api.get("/sources/source-old")).status_code == 410


async def test_what_is_no_source_is_said_in_a_sentence(api: Api) -> None:
    await api.write(*SOURCES, park("both", BOTH))
    for id_, status in (("source-none", 404), ("park-both", 422)):
        assert (await api.get(f"/proposals/retract?id={id_}")).status_code == status


async def test_everything_that_rests_on_a_source_of_the_built_in_data_is_in_its_context(shared: Api) -> None:
    """Records, parts and links: what stands in the records' texts is what the snapshot, context and proposal list."""
    snapshot = shared.journal.snapshot
    resting: dict[str, set[str]] = {}
    for id_, entry in snapshot.entries.items():
        for named in set(re.findall(r'"(source-[a-z0-9-]+)"', entry.text)) - {id_}:
            resting.setdefault(named, set()).add(id_)
    assert {id_: set(snapshot.incoming[id_]) for id_ in resting} == resting
    source = max(resting, key=lambda id_: (len(resting[id_]) < 100, len(resting[id_])))
    around = await shared.data(f"/sources/{source}/context")
    assert {one["id"] for one in around["incoming"]} == resting[source] and around["total"] == len(resting[source])
    found = await shared.data(f"/proposals/retract?id={source}")
    assert {one["id"] for one in (*found["supported"], *found["unsupported"])} == resting[source]
