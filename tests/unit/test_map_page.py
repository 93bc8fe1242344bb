"""The single-file map as a text: what it carries, what it never carries, and that it is always the same."""

import base64
import hashlib
import json
import re
import subprocess
import sys
from typing import Any

import pytest

from parknet.analytics.layout import layouts
from parknet.analytics.lens import Lens
from parknet.analytics.network import build
from parknet.exports import map_page
from parknet.exports.date_words import date_words
from parknet.exports.map_data import LONGEST, clean
from parknet.model.records import City, Park, Programme, Record, Source
from parknet.model.snapshot import Entry, Snapshot
from parknet.services.demo import synthetic
from tests.networks import twelve

TWELVE = twelve.snapshot()
DAY = "2026-11-22"
LARGEST = 1_500_000  # bytes, of a page of 1,000 nodes


def page(snapshot: Snapshot = TWELVE, **lens: Any) -> str:
    network = build(snapshot, Lens(at=DAY, **lens))
    return map_page.render(snapshot, network, layouts(snapshot), [("已知 2/20", "2 of 20")])


def data(text: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    assert found
    parsed: dict[str, Any] = json.loads(found[1])
    return parsed


def snapshot_of(*records: Record) -> Snapshot:
    return Snapshot(1, entries={record.id: Entry(record, record.text(), 1) for record in records})


def test_equal_arguments_give_equal_bytes_whatever_the_order_of_the_records() -> None:
    turned = Snapshot(TWELVE.revision, entries=dict(reversed(list(TWELVE.entries.items()))))
    assert page() == page(turned)


def test_it_carries_the_network_its_alliances_and_what_is_not_drawn() -> None:
    network = build(TWELVE, Lens(at=DAY))
    found = data(page())
    nodes, ties, alliances = found["nodes"], found["ties"], found["alliances"]
    assert nodes["label"] == list(network.nodes.name_zh)
    names = nodes["label"]
    drawn = [
        (names[a], names[b], [f"alliance-{alliances['label'][n].removesuffix('(虚构)')}" for n in of])
        for a, b, of in zip(ties["from"], ties["to"], ties["of"], strict=True)
    ]
    ids, every = network.nodes.name_zh, network.ties
    ends = zip(every.source.tolist(), every.target.tolist(), every.alliances, strict=True)
    assert drawn == [(ids[a], ids[b], list(of)) for a, b, of in ends]
    for reason, left in network.left_out.items():
        carried = [alliances["label"][a] for a in found["left_out"][reason]]
        assert carried == [f"{id_.removeprefix('alliance-')}(虚构)" for id_ in left]
    assert found["left_out"]["year-unknown"]


def test_a_tie_says_who_since_when_in_which_state_and_on_whose_word() -> None:
    found = data(page())
    alliances = found["alliances"]
    at = alliances["label"].index("pair(虚构)")
    members = dict(zip(alliances["members"][at], alliances["parts"][at], strict=True))
    names = [found["nodes"]["label"][n] for n in members if n < len(found["nodes"]["label"])]
    assert names == ["苏州某局(虚构)", "安和文化产业园(虚构)", "白石文化产业园(虚构)"]
    assert list(members.values()) == ["guide", "park", "park"]
    assert found["dates"][alliances["since"][at]][:2] == ["2022年8月17日", "17 August 2022"]
    assert alliances["state"][at] == "active"
    assert [step[0] for step in alliances["steps"][at]] == ["intention", "signed", "active"]
    assert [found["sources"][s][2] for s in alliances["cites"][at]] == ["测试用虚构数据"]
    assert alliances["parties"][at] == "park-park"


def test_an_address_is_carried_only_when_it_may_be_shown() -> None:
    park = TWELVE.get("park-anhe")
    assert isinstance(park, Park)
    source = Source.model_validate({"id": "source-fixture", "name_zh": "转载", "url": "https://example.org/repost"})
    for shown in (False, True):
        told = source.model_copy(update={"show_url": shown})
        rest = [r for r in twelve.records() if r.id != source.id]
        assert ("https://example.org/repost" in page(snapshot_of(told, *rest))) is shown


def test_nothing_is_asked_of_any_host() -> None:
    text = page()
    addresses = set(re.findall(r"\w+://[^\s\"'<>)]+", text))
    assert addresses == {"http://www.w3.org/2000/svg", "https://"} & addresses
    assert not re.search(r"<(?:link|img|iframe|script|style)[^>]+(?:src|href)=[\"'](?!data:)", text)
    assert not re.search(r"@import|url\(", text)


def test_the_policy_allows_this_script_this_style_and_no_host() -> None:
    text = page()
    stated = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text)
    assert stated
    policy = stated[1].replace("&#x27;", "'")
    assert policy == map_page.policy()
    assert policy.startswith("default-src 'none'; ")
    for tag in ("script", "style"):
        (body,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}';" in policy
    assert "unsafe" not in policy and "http" not in policy and "*" not in policy
    assert "innerHTML" not in text and "insertAdjacentHTML" not in text and "document.write" not in text
    assert not re.search(r"\son\w+=|\sstyle=", text.partition('<script type="application/json"')[0])


def test_hostile_text_cannot_leave_the_data() -> None:
    harm = "</script><!--<script>&\u2028\u2029"
    hostile = Park.model_validate({"id": "park-harm", "name_zh": harm, "strengths": [harm], "cites": twelve.CITES})
    found = page(snapshot_of(*twelve.records(), hostile))
    body = found.partition('id="data">')[2].partition("</script>")[0]
    assert not re.search("[<>&\u2028\u2029]", body)
    assert "</script><!--<script>&" in data(found)["nodes"]["label"]


def test_names_are_cleaned_of_marks_that_turn_or_hide_them_and_kept_to_a_sane_length() -> None:
    assert clean("a\u202eb\u2066c\u2069\u200fd\x00e\x1bf\ud800") == "abcdef"
    assert clean("a\n\t b\u2028c") == "a b c"
    assert clean("\U0001f468\u200d\U0001f3a8") == "\U0001f468\u200d\U0001f3a8"
    assert len(clean("长" * 300)) == LONGEST
    assert clean("长" * 300).endswith("…")
    assert clean(None) == ""


def test_a_point_off_the_map_or_unknown_is_not_on_it() -> None:
    nodes = data(page(nodes=("park", "organisation", "city")))["nodes"]
    on_map = dict(zip(nodes["label"], nodes["map"], strict=True))
    assert len(on_map["安和文化产业园(虚构)"]) == 2
    assert on_map["绿野文化产业园(虚构)"] == []
    assert on_map["某境外工作室(虚构)"] == []


def test_of_divisions_only_those_with_a_tie_are_carried() -> None:
    found = data(page(nodes=("park", "organisation", "city")))["nodes"]
    divisions = {name for name, shape in zip(found["label"], found["shape"], strict=True) if shape == "diamond"}
    assert divisions == {"苏州市", "西安市"}


def test_synthetic_data_says_so_and_coverage_is_carried() -> None:
    found = data(page())
    assert found["meta"]["synthetic"] is True
    assert found["coverage"] == [["已知 2/20", "2 of 20"]]
    real = [
        record.model_copy(update={"synthetic": False}) if isinstance(record, Source) else record
        for record in twelve.records()
    ]
    assert data(page(snapshot_of(*real)))["meta"]["synthetic"] is False


def test_an_empty_network_is_a_page_too() -> None:
    found = data(page(snapshot_of()))
    assert found["nodes"]["label"] == found["ties"]["from"] == found["alliances"]["label"] == []


def test_pyvis_is_imported_only_when_a_page_is_made() -> None:
    script = "import sys, parknet.exports.map_page; sys.exit('pyvis' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False, timeout=60).returncode == 0


def test_a_thousand_nodes_stay_small() -> None:
    cities = [record for record in twelve.records() if isinstance(record, City)]
    source = [record for record in twelve.records() if isinstance(record, Source)]
    snapshot = snapshot_of(*source, *cities, *synthetic(1000, 1, cities))
    text = page(snapshot)
    assert len(data(text)["nodes"]["label"]) >= 1000
    assert len(text.encode()) <= LARGEST


def test_every_word_has_both_languages_and_every_word_used_exists() -> None:
    words = data(page())["words"]
    for key, (zh, en) in words.items():
        assert zh.strip() and en.strip(), key
        assert sorted(re.findall(r"\{\d\}", zh)) == sorted(re.findall(r"\{\d\}", en)), key
    texts = [path.read_text("utf-8") for path in map_page.FOLDER.glob("*.*s")]
    texts.append((map_page.FOLDER / "template.html").read_text("utf-8"))
    used = set(re.findall(r'(?:word\(|data-(?:text|label|placeholder)=)"(\w+)"', "\n".join(texts)))
    assert used <= set(words), used - set(words)
    spoken = used | set(re.findall(r'"(\w+)"', "\n".join(texts)))
    assert set(words) <= spoken | {"view_map", "view_network"}, set(words) - spoken
    assert set(re.findall(r'label\("(\w+)"', "\n".join(texts))) <= set(data(page())["labels"])


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        (None, "日期不详", "date unknown"),
        ("..", "长期", "open-ended"),
        ("2021", "2021年", "2021"),
        ("202X", "2020年代", "the 2020s"),
        ("2021-06", "2021年6月", "June 2021"),
        ("2021-XX", "2021年（月份不详）", "2021, month unknown"),
        ("2021-06-XX", "2021年6月（日期不详）", "June 2021, day unknown"),
        ("2022-08-17", "2022年8月17日", "17 August 2022"),
        ("XXXX-06-16", "6月16日（年份不详）", "16 June, year unknown"),
        ("XXXX-06", "6月（年份不详）", "June, year unknown"),
        ("XXXX", "年份不详", "year unknown"),
        ("2023-21", "2023年春", "spring 2023"),
        ("2021-34", "2021年第二季度", "Q2 2021"),
        ("2024-40", "2024年上半年", "first half of 2024"),
        ("2019-06~", "约2019年6月", "about June 2019"),
        ("2020?", "2020年（存疑）", "2020 (uncertain)"),
        ("2018%", "约2018年（存疑）", "about 2018 (uncertain)"),
        ("2022/2023", "2022年至2023年之间", "between 2022 and 2023"),
        ("../2016-12-31", "不晚于2016年12月31日", "not after 31 December 2016"),
        ("2018/..", "不早于2018年", "not before 2018"),
        ("/2020", "不晚于2020年", "not after 2020"),
    ],
)
def test_dates_are_told_in_words(text: str | None, zh: str, en: str) -> None:
    assert date_words(text) == (zh, en)


def test_a_tie_that_is_only_possible_is_marked() -> None:
    assert 0 not in data(page())["ties"]["certain"]
    assert 0 in data(page(sure="possible"))["ties"]["certain"]


def test_a_park_of_which_only_the_province_is_known_is_not_on_the_map_and_the_note_says_so() -> None:
    province = {"id": "city-p", "name_zh": "某省", "grade": "province", "adcode": "320000", "lat": 32.0, "lon": 118.8}
    park = {"id": "park-p", "name_zh": "园", "located_in": [{"to": "city-p"}], "cites": twelve.CITES}
    source = next(record for record in twelve.records() if isinstance(record, Source))
    found = data(page(snapshot_of(City.model_validate(province), Park.model_validate(park), source)))
    nodes = found["nodes"]
    assert (nodes["label"], nodes["map"]) == (["园"], [[]]) and found["places"][nodes["place"][0]][0] == "某省"
    zh, en = found["words"]["off_map"]
    assert "所在地不详" in zh and "只知省份" in zh and "place unknown" in en and "only the province known" in en


@pytest.mark.parametrize(("sure", "title"), [("certain", "省级园区"), ("possible", "国家级园区")])
def test_the_title_that_a_park_holds_is_as_sure_as_the_lens_asks(sure: str, title: str) -> None:
    titles = [
        {"to": "programme-t", "title": "省级园区", "kind": "named", "rank": "provincial", "since": "2015"},
        {"to": "programme-t", "title": "国家级园区", "kind": "named", "rank": "national"},
    ]
    park = {"id": "park-t", "name_zh": "园", "holds_title": titles, "cites": twelve.CITES}
    programme = {"id": "programme-t", "name_zh": "名单", "cites": twelve.CITES}
    source = next(record for record in twelve.records() if isinstance(record, Source))
    found = data(page(snapshot_of(Park.model_validate(park), Programme.model_validate(programme), source), sure=sure))
    assert [found["titles"][n] for n in found["nodes"]["held"]] == [title]
