"""The questions that the six systems of the source documents must answer, asked of the API over the built-in data."""

from typing import Any

from tests.api.conftest import Api


def figures(observations: list[dict[str, Any]], indicator: str) -> list[tuple[float, str, str]]:
    return [(o["value"], o["unit"], o["period"]) for o in observations if o["indicator"] == indicator]


def of_kind(rules: list[dict[str, Any]], kind: str) -> list[str]:
    return [rule["wording"] for rule in rules if rule["kind"] == kind]


async def test_the_carrying_plan(shared: Api) -> None:
    plan = await shared.data("/programmes/programme-carrying-plan")
    assert plan["document_number"] == "办产业发〔2022〕137号" and plan["since"] == "2022-08-17"
    assert plan["exchange"] == ["企业", "项目", "人才", "渠道"]
    assert len(of_kind(plan["has_rule"], "eligibility")) == 5
    assert all(rule["wording"] and rule["cites"] for rule in plan["has_rule"])
    groups = await shared.data("/alliances?under=programme-carrying-plan")
    assert sorted(len(group["has_member"]) for group in groups) == [3, 3, 3]
    assert all(member["part"] == "park" for group in groups for member in group["has_member"])
    assert {step["date"] for group in groups for step in group["has_step"] if step["state"] == "signed"} == {
        "2023-03-11", "2023-06-08", "2023-08-25",
    }  # fmt: skip
    (pilot,) = await shared.data("/alliances?under=programme-carrying-plan-pilot")
    assert len(pilot["has_member"]) == 2 and [s["state"] for s in pilot["has_step"]] == ["active"]
    known = await shared.data("/programmes/programme-carrying-plan/coverage")
    assert known["sentence"][1] == "9 of 72 parks in 3 of 24 groups, and the 2021 pilot"
    observations = await shared.data("/observations?about=programme-carrying-plan")
    assert {(57.0, "家"), (38.0, "家"), (72.0, "家")} == {f[:2] for f in figures(observations, "parks")}
    assert [f[:2] for f in figures(observations, "groups")] == [(24.0, "组")]


async def test_c3(shared: Api) -> None:
    c3 = await shared.data("/alliances/alliance-c3")
    assert c3["kind"] == "consortium" and len(c3["has_member"]) == 3
    assert c3["exchange"] == ["信息", "企业", "项目", "技术", "市场", "运营管理"]
    names = {(await shared.data(f"/organisations/{member['to']}"))["kind"] for member in c3["has_member"]}
    assert names == {"association"}
    assert "五大共同行动: 名称来源未列(未知)" in c3["note"]
    actions = await shared.data("/joint-actions?carried_out_for=alliance-c3")
    assert len(actions) >= 3
    assert any("园区有话说" in action["name_zh"] for action in actions)


async def test_the_beijing_park_association(shared: Api) -> None:
    alliance = "alliance-beijing-park-association-members"
    members = await shared.data(f"/observations?about={alliance}&indicator=members")
    assert [(o["value"], o["period"]) for o in members] == [(86.0, "2022-01-26"), (105.0, "2023-01")]
    series = await shared.data(f"/joint-actions?carried_out_for={alliance}&kind=series")
    assert len(series) >= 4
    outcomes = (await shared.data("/joint-actions/action-wenkehui"))["has_outcome"]
    counted = [(o["value"], o["unit"], o.get("bound", "exact")) for o in outcomes]
    assert counted[1:] == [
        (157.0, "家", "exact"),
        (64.0, "个", "exact"),
        (27.0, "个", "exact"),
        (37.0, "起", "at-least"),
    ]


async def test_the_chaoyang_upgrade_plan(shared: Api) -> None:
    plan = await shared.data("/programmes/programme-chaoyang-upgrade")
    assert [(t["value"], t["unit"], t["bound"]) for t in plan["has_target"]] == [
        (10.0, "家", "about"), (20.0, "家", "about"),
    ]  # fmt: skip
    assert "超100亿元" in plan["has_target"][0]["wording"]
    (window,) = [rule for rule in plan["has_rule"] if rule["kind"] == "window"]
    assert (window["since"], window["until"]) == ("2023-05-25", "2023-06-15")
    assert of_kind(plan["has_rule"], "review") == ["管理制度", "品牌活动", "规范运营", "产业发展"]
    eligible = await shared.data("/observations?about=programme-chaoyang-upgrade")
    assert figures(eligible, "parks") == [(33.0, "家", "2023-05-17")]


async def test_the_cloud_park(shared: Api) -> None:
    cloud = await shared.data("/programmes/programme-cloud-park")
    assert of_kind(cloud["has_rule"], "port") == ["政府", "园区", "企业", "白领"]
    assert len(of_kind(cloud["has_rule"], "module")) == 10


async def test_the_shanghai_plan(shared: Api) -> None:
    plan = await shared.data("/programmes/programme-shanghai-2021")
    assert any("一城一名园" in wording for wording in of_kind(plan["has_rule"], "measure"))
    output = await shared.data("/observations?about=city-310000&indicator=output")
    assert figures(output, "output") == [(20404.48, "亿元", "2020")]
    assert "运营商: 来源未列名(未知)" in plan["note"]


async def test_all_national_demonstration_parks_are_there(shared: Api) -> None:
    parks = await shared.data("/parks?holds_title=programme-national-demonstration-parks&limit=1000")
    named = [
        park
        for park in parks
        for title in park["holds_title"]
        if title["to"] == "programme-national-demonstration-parks" and title["kind"] == "named"
    ]
    assert len({park["id"] for park in named}) == 34
    known = await shared.data("/programmes/programme-national-demonstration-parks/coverage")
    assert (known["parks"], known["expected_parks"]) == (34, 34)


async def test_no_record_lacks_a_source(shared: Api) -> None:
    for entry in shared.journal.snapshot.entries.values():
        assert entry.record.cites or entry.record.id.startswith("source-"), entry.record.id
    bare = await shared.send(
        "POST",
        "/changes?dry_run=true",
        {"edits": [{"id": "park-bare", "after": {"name_zh": "无来源园区"}, "version": 0}]},
        authorization="Bearer token-for-tests",
    )
    assert [e["place"] for e in bare.json()["errors"]] == ["body/edits/0/after/cites"]
