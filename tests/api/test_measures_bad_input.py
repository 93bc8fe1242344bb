"""What cannot be measured is refused, or answered with its reason, by API and command line, in both languages."""

import contextlib
import io
import json
import random
import re
import sys
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from parknet import bootstrap, cli
from parknet.analytics.lens import Lens
from parknet.errors import Refused
from parknet.exports.formats import FORMATS
from parknet.model.records import Record
from parknet.services.journal import Journal
from parknet.services.view import View
from parknet.store.memory import MemoryStore
from tests.api.conftest import NOW, TODAY, Api, loaded, serving
from tests.networks import plain, twelve

CHINESE = re.compile(r"[\u4e00-\u9fff]")
REFUSED = {
    "no measure": ("measures", {"measure": "fame"}, "measure", "betweenness"),
    "nor beside chance": ("significance", {"measure": "fame"}, "measure", "density"),
    "of nodes beside chance": ("significance", {"measure": "degree"}, "measure", "density"),
    "no null model": ("significance", {"model": "luck"}, "model", "rewiring"),
    "ten million draws": ("significance", {"draws": "10000000"}, "draws", "99 to 10000|99 至 10000"),
    "no draws": ("significance", {"draws": "0"}, "draws", "99 to 10000|99 至 10000"),
    "draws below nothing": ("ranks", {"measure": "degree", "draws": "-5"}, "draws", "1 to 10000|1 至 10000"),
    "draws beyond numbers": ("ranks", {"measure": "degree", "draws": "9" * 30}, "draws", "1 to 10000|1 至 10000"),
    "draws that are none": ("ranks", {"measure": "degree", "draws": "many"}, "draws", ""),
    "missing more than all": ("ranks", {"measure": "degree", "missing": "2"}, "missing", "above 0|大于 0"),
    "missing nothing": ("ranks", {"measure": "degree", "missing": "0"}, "missing", "above 0|大于 0"),
    "missing no number": ("ranks", {"measure": "degree", "missing": "nan"}, "missing", "above 0|大于 0"),
    "no ranks by a whole": ("ranks", {"measure": "density", "missing": "0.3"}, "measure", "degree|度"),
    "no ranks by groups": ("ranks", {"measure": "communities", "missing": "0.3"}, "measure", "degree|度"),
    "a seed below nothing": ("ranks", {"measure": "degree", "seed": "-1"}, "seed", ""),
    "a seed too large": ("significance", {"seed": str(2**32)}, "seed", ""),
    "no such part": ("comparison", {"with": "colour=red"}, "with/colour", "parties"),
    "no such word": ("comparison", {"with": "parties=friends"}, "with/parties", "park-park"),
    "no such day": ("comparison", {"with": "at=2021-02-30"}, "with/at", "2026-11-22"),
    "too long a lens": ("comparison", {"with": "province=" + ",".join(["320000"] * 400)}, "with", ""),
}
COMMANDS = {"measures": "measures", "significance": "null-model", "ranks": "ranks", "comparison": "compare"}

NETWORKS: dict[str, tuple[Record, ...]] = {
    "empty": (),
    "one node": tuple(e.record for e in plain.tied([], parks=1).entries.values()),
    "two nodes": tuple(e.record for e in plain.tied([[0, 1]]).entries.values()),
    "disconnected": tuple(e.record for e in plain.tied([[0, 1, 2, 3], [4, 5], [6, 7, 8]], parks=12).entries.values()),
}
ASKED = (
    "/network/measures",
    "/network/significance?draws=99",
    "/network/ranks?draws=3&missing=0.3",
    "/network/ranks?draws=3",
    "/network/comparison?with=parties%3Dcity",
)


@pytest.fixture(scope="module")
def stores() -> dict[str, MemoryStore]:
    return {"twelve": loaded(tuple(twelve.records()))} | {
        name: loaded(records) if records else MemoryStore() for name, records in NETWORKS.items()
    }


@pytest.mark.parametrize("case", REFUSED)
async def test_the_api_refuses_it_naming_place_and_remedy(case: str, twelve: Api) -> None:
    route, query, place, remedy = REFUSED[case]
    details = []
    for language in ("en", "zh"):
        answer = await twelve.http.get(f"/api/v1/network/{route}", params=query | {"lang": language})
        assert answer.status_code == 422, answer.text
        error = answer.json()["errors"][0]
        assert error["place"].startswith(f"query/{place}") and re.search(remedy, error["remedy"])
        assert bool(CHINESE.search(error["cause"])) == bool(CHINESE.search(error["remedy"])) == (language == "zh")
        details.append(answer.json()["detail"])
    assert details[0] != details[1]


def commanded(monkeypatch: pytest.MonkeyPatch, store: MemoryStore, *arguments: str) -> tuple[Any, str, str]:
    """What the command line ends with, and what it writes to both streams."""

    @contextlib.asynccontextmanager
    async def on_memory(*_: object, **__: object) -> AsyncIterator[Journal]:
        journal = Journal(store, lambda: NOW, random.Random(1))
        await journal.open()
        yield journal

    monkeypatch.setattr(bootstrap, "open_journal", on_memory)
    monkeypatch.setattr(sys, "argv", ["parknet", *arguments])
    code: Any = 0
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()) as told:
        try:
            cli.main()
        except SystemExit as end:
            code = end.code
    return code, out.getvalue(), told.getvalue()


@pytest.mark.parametrize("case", [case for case in REFUSED if case != "too long a lens"])
def test_the_command_line_refuses_it_in_a_sentence(
    case: str, monkeypatch: pytest.MonkeyPatch, stores: dict[str, MemoryStore]
) -> None:
    route, query, place, remedy = REFUSED[case]
    options = [f"--{name}={value}" for name, value in query.items()]
    code, out, told = commanded(monkeypatch, stores["twelve"], COMMANDS[route], *options)
    assert (code, out) == (2, "") and place.rpartition("/")[2] in told and re.search(remedy, told), told


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("projection", ["clique", "shared", "bipartite"])
async def test_a_network_that_says_nothing_is_answered_with_reasons(
    name: str, projection: str, stores: dict[str, MemoryStore], pool: ThreadPoolExecutor, document: dict[str, Any]
) -> None:
    async with serving(stores[name], pool, document) as api:
        for path in ASKED:
            path += f"{'&' if '?' in path else '?'}projection={projection}"
            answer = await api.get(path)
            assert answer.status_code == 200, answer.text
            found = json.loads(answer.text, parse_constant=pytest.fail)["data"]
            for one in found["measures"]:
                assert not silent(one), (path, one)


def silent(one: dict[str, Any]) -> list[str]:
    """The fields that hold a null of which no reason is given in both languages."""
    said = {name: text for name, text in one.items() if name.startswith(("reason", "null", "warning")) and text}
    both = {name[-3:] for name in said} == {"_zh", "_en"}
    nulls = [name for name, value in one.items() if value is None or (isinstance(value, list) and None in value)]
    return [] if both else nulls


@pytest.mark.parametrize("name", NETWORKS)
def test_the_command_line_answers_too(
    name: str, monkeypatch: pytest.MonkeyPatch, stores: dict[str, MemoryStore]
) -> None:
    for command in (
        ("measures", "--format", "csv"),
        ("measures", "--format", "json"),
        ("measures",),
        ("null-model", "--draws", "99"),
        ("null-model", "--draws", "99", "--format", "json"),
        ("ranks", "--measure", "degree", "--measure", "closeness", "--missing", "0.3", "--draws", "3"),
        ("ranks", "--measure", "degree", "--format", "json"),
        ("compare", "--with", "parties=city"),
        ("compare", "--with", "parties=city", "--format", "json", "--lens", "projection=bipartite"),
    ):
        code, out, told = commanded(monkeypatch, stores[name], *command)
        assert code == 0 and out and "NaN" not in out and "Traceback" not in told, told
        if "json" in command:
            assert json.loads(out)["data"]


def test_a_parquet_file_needs_a_name(monkeypatch: pytest.MonkeyPatch, stores: dict[str, MemoryStore]) -> None:
    code, _, told = commanded(monkeypatch, stores["twelve"], "measures", "--format", "parquet")
    assert code == 2 and "--out" in told


@pytest.mark.parametrize(
    ("path", "place", "remedy"),
    [
        ("matrix?projection=incidence", "projection", "clique|两两相连"),
        ("path?projection=incidence&from=park-a&to=park-b", "projection", "clique|两两相连"),
        ("matrix?aggregate=sector", "aggregate", "aggregate"),
        ("matrix?aggregate=region&by=province", "aggregate", "aggregate"),
        ("matrix?by=sector", "by", "province"),
        ("path?from=park-a", "to", "Fill|填写"),
        ("path?from=%00&to=park-a", "from", "Name another|换一个"),
        (f"ranks?measure=degree&seed={2**40}", "seed", str(2**32 - 1)),
        ("measures?" + "&".join(["measure=degree"] * 60), "measure", "fewer|减少"),
    ],
)
async def test_what_is_asked_of_two_or_of_regions_is_refused_likewise(
    path: str, place: str, remedy: str, twelve: Api
) -> None:
    for language in ("en", "zh"):
        answer = await twelve.get(f"/network/{path}&lang={language}")
        assert answer.status_code == 422, answer.text
        error = answer.json()["errors"][0]
        assert error["place"] == f"query/{place}" and re.search(remedy, error["remedy"])
        told = answer.json()["detail"]
        assert bool(CHINESE.search(error["cause"])) == (language == "zh") and not re.search("None|Input|record", told)


@pytest.mark.parametrize("seed", [-1, 2**40, None, "x"])
def test_the_library_refuses_what_is_no_seed(seed: Any) -> None:
    view = View(plain.tied([[0, 1, 2], [2, 3]]), Lens(at=str(TODAY)))
    for draw in (
        lambda: view.null_model("rewiring", ["density"], 99, seed),
        lambda: view.ranks("degree", 0.3, 3, seed),
    ):
        with pytest.raises(Refused, match=r"seed.*0 to 4294967295"):
            draw()


@pytest.mark.parametrize("by", ["sector", "", None])
def test_the_library_refuses_a_matrix_by_something_else(by: Any) -> None:
    with pytest.raises(Refused, match="Use one of region, province"):
        View(plain.tied([[0, 1, 2], [2, 3]]), Lens(at=str(TODAY))).matrix(by)


@pytest.mark.parametrize(
    "part", ["aggregate=sector", "projection=incidence", "ego=park-nobody", "projection=bipartite"]
)
async def test_every_file_and_a_release_are_made_of_any_lens(part: str, shared: Api) -> None:
    for format in FORMATS:
        answer = await shared.get(f"/exports/{format}?{part}")
        empty = format == "dl" and part.startswith("ego")
        assert answer.status_code == (422 if empty else 200), (format, answer.text[:500])
    assert (await shared.get(f"/release?{part}")).status_code == 200
