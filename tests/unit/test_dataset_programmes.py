"""The six systems of the source documents, asked of the built-in data; figures keep their unit, bound and scope."""

from collections import Counter
from datetime import date
from typing import TypeVar

from parknet.analytics.coverage import coverage
from parknet.analytics.reach import places, provinces
from parknet.model.records import Alliance, JointAction, Observation, Organisation, Programme, Record, Rule
from tests.unit.built_in import held, snapshot

R = TypeVar("R", bound=Record)


def get(model: type[R], id_: str) -> R:
    record = snapshot().get(id_)
    assert isinstance(record, model), id_
    return record


def figures(about: str) -> set[tuple[str, float | None, str, str | None, str | None]]:
    return {
        (o.indicator, o.value, o.bound, o.unit, o.period)
        for o in snapshot().all(Observation)
        if any(link.to == about for link in o.about)
    }


def rules(programme: Programme, kind: str) -> list[Rule]:
    return [rule for rule in programme.has_rule if rule.kind == kind]


def actions(id_: str) -> dict[str, JointAction]:
    """Joint actions carried out for an alliance or programme, by name."""
    every = snapshot().all(JointAction)
    return {a.name_zh: a for a in every if any(link.to == id_ for link in a.carried_out_for)}


def test_carrying_plan() -> None:
    plan = get(Programme, "programme-carrying-plan")
    assert (plan.document_number, plan.since) == ("办产业发〔2022〕137号", "2022-08-17")
    assert plan.exchange == ("企业", "项目", "人才", "渠道")
    assert len(rules(plan, "eligibility")) == 5
    assert rules(plan, "principle")[0].wording == "优势互补、产业协同、业态互促、促进生产要素合理流动"
    assert not any(rule.binding == "must" for rule in plan.has_rule)
    assert figures(plan.id) == {
        ("parks", 57.0, "exact", "家", "2023-06-08"),
        ("parks", 38.0, "exact", "家", "2023-06-08"),
        ("parks", 72.0, "exact", "家", "2023-08-25"),
        ("groups", 24.0, "exact", "组", "2023-08-25"),
    }
    groups = [a for a in snapshot().all(Alliance) if any(link.to == plan.id for link in a.under)]
    assert [len(a.has_member) for a in groups] == [3, 3, 3]


def test_coverage_of_the_carrying_plan() -> None:
    known = coverage(snapshot(), "programme-carrying-plan", date(2026, 11, 22))
    assert (known.parks, known.expected_parks, known.groups, known.expected_groups) == (9, 72, 3, 24)
    assert known.sentence[1] == "9 of 72 parks in 3 of 24 groups, and the 2021 pilot"


def test_c3() -> None:
    c3 = get(Alliance, "alliance-c3")
    assert c3.kind == "consortium"
    assert c3.exchange == ("信息", "企业", "项目", "技术", "市场", "运营管理")
    assert len(c3.has_member) == 3
    assert all(member.part == "association" for member in c3.has_member)
    assert c3.note and "五大共同行动: 名称来源未列(未知)" in c3.note
    done = actions(c3.id)
    assert [o.value for o in done["园区有话说"].has_outcome if o.unit == "期"] == [22]
    visits = done["C3参访考察游学培训"].has_outcome
    assert [(o.value, o.bound, o.unit) for o in visits] == [
        (20, "at-least", "场次"),
        (10, "at-least", "个"),
        (100, "at-most", "起"),
    ]
    assert done["文化园区携行发展大会"].since == "2023-12"
    assert "《园区有话说》" in done


def test_beijing_park_association() -> None:
    association = get(Organisation, "org-beijing-park-association")
    (membership,) = [a for a in snapshot().all(Alliance) if any(link.to == association.id for link in a.membership_of)]
    assert figures(membership.id) == {
        ("members", 86.0, "exact", "家", "2022-01-26"),
        ("members", 105.0, "exact", "家", "2023-01"),
    }
    done = actions(membership.id)
    assert {"政企沟通会", "合作对对碰", "园区有话说", "案例云参访", "文科汇"} <= done.keys()
    assert [(o.value, o.bound, o.unit) for o in done["文科汇"].has_outcome] == [
        (5, "exact", "期"),
        (157, "exact", "家"),
        (64, "exact", "个"),
        (27, "exact", "个"),
        (37, "at-least", "起"),
    ]


def test_chaoyang_upgrade_plan() -> None:
    plan = get(Programme, "programme-chaoyang-upgrade")
    assert [(t.value, t.bound, t.unit) for t in plan.has_target] == [(10, "about", "家"), (20, "about", "家")]
    assert "超100亿元" in plan.has_target[0].wording
    (window,) = rules(plan, "window")
    assert (window.since, window.until) == ("2023-05-25", "2023-06-15")
    assert [rule.wording for rule in rules(plan, "review")] == ["管理制度", "品牌活动", "规范运营", "产业发展"]
    assert ("parks", 33.0, "exact", "家", "2023-05-17") in figures(plan.id)


def test_cloud_park() -> None:
    park = get(Programme, "programme-cloud-park")
    assert [rule.wording for rule in rules(park, "port")] == ["政府", "园区", "企业", "白领"]
    assert len(rules(park, "module")) == 10
    assert rules(park, "mode")[0].wording == "一个云服务中心 + N个数字服务模块"


def test_shanghai_plan() -> None:
    plan = get(Programme, "programme-shanghai-2021")
    assert any("一城一名园" in rule.wording for rule in rules(plan, "measure"))
    assert plan.note and "连锁化园区运营商: 来源未列名(未知)" in plan.note
    assert ("output", 20404.48, "exact", "亿元", "2020") in figures("city-310000")


def test_events_are_joint_actions_only_where_something_is_done_together() -> None:
    assert held("events.csv:2") == ("programme-national-demonstration-parks",)
    assert held("events.csv:62") == ("action-wulingyuan-malanshan-visit",)
    visit = get(JointAction, "action-wulingyuan-malanshan-visit")
    assert Counter(link.to.split("-")[0] for link in visit.has_participant) == {"city": 1, "park": 1}


def test_what_was_done_between_two_places_has_both_among_its_participants() -> None:
    """Else a joint action would tie the places of one side to each other and to nobody else."""
    where = places(snapshot())
    within = set()
    for action in snapshot().all(JointAction):
        there = [where[link.to] for link in action.has_participant if link.to in where]
        if len(there) > 1 and len({provinces(place)[:1] for place in there}) < 2:
            within.add(action.id)
    assert within == {"action-wulingyuan-malanshan-visit"}  # both in Hunan
    kashgar = get(JointAction, "action-shanghai-kashgar-promotion")
    assert "city-310000" in {link.to for link in kashgar.has_participant}


def test_rules_and_namings_of_events_stand_in_their_programme() -> None:
    parks = get(Programme, "programme-national-demonstration-parks")
    assert any("办产发〔2010〕19号" in rule.wording for rule in rules(parks, "basis"))
    assert [rule.wording for rule in rules(parks, "measure")] == ["每两年考核一次"]
    assert [rule.since for rule in rules(parks, "naming")][:3] == ["2010-07-19", "2010-07-19", "2007-08"]
    pilots = get(Programme, "programme-national-pilot-parks")
    assert any("大连普利" in rule.wording for rule in rules(pilots, "naming"))
    trade = get(Programme, "programme-national-foreign-culture-trade-bases")
    assert any("伊犁" in rule.wording for rule in rules(trade, "naming"))


def test_every_clause_cites_its_source() -> None:
    for programme in snapshot().all(Programme):
        for part in (*programme.has_rule, *programme.has_target):
            assert part.cites, part.id
