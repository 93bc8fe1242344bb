"""Routes of measures: significance, ranks, and two lenses side by side; what says nothing says so."""

from urllib.parse import quote

import pytest

from parknet.analytics.measures import MEASURES
from parknet.analytics.null_models import NULL_MODELS
from tests.api.conftest import TODAY, Api

PAIRINGS = "layers=pairing&parties=park-park&min=1"
DAY = f"at={TODAY}"


async def test_meta_has_the_null_models_with_what_they_keep(shared: Api) -> None:
    found = (await shared.data("/meta"))["null_models"]
    assert [one["id"] for one in found] == list(NULL_MODELS)
    assert all(one[f"{part}{lang}"] for one in found for part in ("", "keeps_") for lang in ("zh", "en"))


async def test_the_table_of_measures_is_read_without_working_anything_out(shared: Api) -> None:
    found = await shared.data("/measures")
    assert [one["id"] for one in found["measures"]] == list(MEASURES)
    families = [family["id"] for family in found["families"]]
    stands = [families.index(one["family"]) for one in found["measures"]]
    assert stands == sorted(stands) and set(stands) == set(range(len(families)))
    assert all(one["definition_zh"] and one["cost"] and "values" not in one for one in found["measures"])
    (degree,) = (await shared.data("/network/measures?measure=degree"))["measures"]
    assert found["measures"][0].items() <= degree.items()


async def test_measures_of_the_whole_network_stand_beside_chance(shared: Api) -> None:
    answer = (await shared.get("/network/significance?draws=99&measure=transitivity&measure=diameter")).json()
    found = answer["data"]
    assert (found["model"], found["draws"], found["seed"]) == ("rewiring", 99, 1)
    assert [one["id"] for one in found["measures"]] == [n for n in MEASURES if n in ("transitivity", "diameter")]
    knit = next(one for one in found["measures"] if one["id"] == "transitivity")
    assert knit["value"] > knit["mean"] and knit["effect"] > 0 and 0.01 <= knit["p"] <= knit["corrected"] <= 1
    assert answer["meta"]["lens"] == DAY and answer["meta"]["digest"]
    whole = {name for name, one in MEASURES.items() if one.per == "network"}
    every = (await shared.data(f"/network/significance?draws=99&model=labels&{PAIRINGS}"))["measures"]
    assert {one["id"] for one in every} == whole
    assert all(one["p"] is not None or (one["reason_zh"] and one["reason_en"]) for one in every)
    silent = [one for one in every if not one["adequate"]]
    assert silent and all(one["p"] is None and one["warning_zh"] and one["warning_en"] for one in silent)


async def test_ranks_say_how_far_they_move(shared: Api) -> None:
    found = await shared.data("/network/ranks?measure=degree&measure=betweenness&missing=0.3&draws=20")
    drawn = await shared.data("/network")
    assert found["nodes"] == drawn["nodes"]["id"] and (found["missing"], found["draws"]) == (0.3, 20)
    degree = found["measures"][0]
    assert degree["id"] == "degree" and min(degree["rank"]) == 1
    assert all(low <= high for low, high in zip(degree["low"], degree["high"], strict=True))
    assert degree["low"] != degree["high"] and degree["doubtful"] >= 0
    nowhere = await shared.data("/network/ranks?measure=degree")
    assert nowhere["missing"] is None and "No total" in nowhere["missing_from_en"] and nowhere["missing_from_zh"]
    (one,) = nowhere["measures"]
    assert set(one["low"]) == {None} and one["rank"] == degree["rank"] and one["reason_zh"]


async def test_missing_is_what_the_coverage_suggests(shared: Api) -> None:
    found = await shared.data("/network/ranks?measure=degree&programme=programme-carrying-plan&draws=5")
    assert found["missing"] == 1 - 3 / 24
    assert "9 of 72 parks in 3 of 24 groups" in found["missing_from_en"] and "24个合作组" in found["missing_from_zh"]


async def test_nothing_is_ranked_by_what_says_nothing(shared: Api) -> None:
    (one,) = (await shared.data(f"/network/ranks?measure=betweenness&missing=0.5&{PAIRINGS}"))["measures"]
    assert not one["adequate"] and set(one["rank"] + one["low"] + one["without_doubtful"]) == {None}
    assert one["reason_en"] == one["warning_en"] and "7 separate groups" in one["warning_en"] and one["warning_zh"]


async def test_two_lenses_stand_side_by_side(shared: Api) -> None:
    other = f"{DAY}&{PAIRINGS}"
    found = await shared.data(f"/network/comparison?min=1&with={quote(other)}")
    here, there = await shared.data("/network?min=1"), await shared.data(f"/network?{PAIRINGS}")
    assert (found["lens"], found["with"]) == (f"{DAY}&min=1", other)
    assert found["nodes"]["only_here"] == sorted(set(here["nodes"]["id"]) - set(there["nodes"]["id"]))
    assert found["nodes"]["both"] + found["nodes"]["only_there_total"] == len(there["nodes"]["id"])
    assert found["ties"]["both"] + found["ties"]["only_here_total"] == len(here["ties"]["source"])
    listed = {*found["nodes"]["only_here"], *(end for tie in found["ties"]["only_here"] for end in tie)}
    assert listed <= set(found["names"])
    density = next(one for one in found["measures"] if one["id"] == "density")
    assert density["difference"] == density["here"] - density["there"]
    assert found["communities"]["nmi"] is None and found["communities"]["reason_zh"]
    same = await shared.data("/network/comparison?sure=certain")
    assert same["nodes"]["only_here_total"] == 0 and same["communities"]["ari"] in (1, None)


async def test_a_comparison_lists_the_first_thousand(shared: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parknet.exports.findings.MOST_LISTED", 3)
    found = await shared.data("/network/comparison?with=programme%3Dprogramme-nowhere")
    assert len(found["nodes"]["only_here"]) == len(found["ties"]["only_here"]) == 3 < found["nodes"]["only_here_total"]
    assert len(found["names"]) <= 9


@pytest.mark.parametrize(
    "path",
    ["/network/significance?draws=99&measure=density", "/network/ranks?measure=degree", "/network/comparison"],
)
async def test_a_known_answer_is_not_sent_twice(shared: Api, path: str) -> None:
    first = await shared.get(path)
    again = await shared.get(path, if_none_match=first.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")
    assert (await shared.get(f"{path}{'&' if '?' in path else '?'}min=1")).headers["etag"] != first.headers["etag"]
    assert (await shared.get(path)).content == first.content
