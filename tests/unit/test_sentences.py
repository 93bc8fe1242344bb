"""Every kind of bad input is told in a sentence that a planner understands, with a remedy, in English and Chinese."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import pytest

from parknet.analytics.lens import Lens
from parknet.analytics.measures import measure
from parknet.analytics.network import build
from parknet.analytics.suggestions import suggest
from parknet.errors import NotFound, ParknetError, Problem, Refused, Unfit
from parknet.exports.formats import no_format
from parknet.model.batch import Edit, Proposal
from parknet.model.check import check
from parknet.model.date_input import edtf_of
from parknet.model.decide import decide
from parknet.model.kinds import KINDS
from parknet.model.merge import merging
from parknet.model.records import Model
from parknet.model.snapshot import Snapshot, apply
from parknet.model.unfit import PATTERNS
from parknet.services.history import no_revision
from parknet.services.listing import Wish, listing
from parknet.services.transfer import read_dump
from parknet.settings import Settings
from tests.unit.told import is_told

NOW = datetime(2026, 1, 2, tzinfo=UTC)
CITES = [{"to": "source-a"}]
PAIR = [{"to": "park-a", "part": "park"}, {"to": "park-b", "part": "park"}]


def record(id_: str, version: int | None = 0, **fields: Any) -> Edit:
    return Edit(id_, {"cites": CITES, **fields}, version)


def park(**fields: Any) -> Edit:
    return record("park-x", name_zh="某园", **fields)


def pairing(*steps: tuple[str, str | None], **fields: Any) -> Edit:
    told = [
        {"id": f"alliance-x#{n}", "state": state, **({"date": on} if on else {})}
        for n, (state, on) in enumerate(steps, 1)
    ]
    return record("alliance-x", **{"name_zh": "结对", "kind": "pairing", "has_member": PAIR, "has_step": told} | fields)


def written(snapshot: Snapshot, *edits: Edit) -> Snapshot:
    batch = decide(snapshot, Proposal("test", "edit", edits), NOW)
    assert batch is not None
    return apply(snapshot, batch)


BASE = written(
    Snapshot(),
    Edit("source-a", {"name_zh": "来源甲"}, 0),
    *(record(f"park-{name}", name_zh=f"园区{name}") for name in "abc"),
    record("city-a", name_zh="甲市", grade="prefecture"),
    record("city-b", name_zh="乙市", grade="county", part_of=[{"to": "city-a"}]),
    record("park-d", name_zh="丁", merged=["park-gone"], located_in=[{"to": "city-a"}]),
    record("alliance-a", name_zh="结对", kind="pairing", has_member=PAIR),
    *(record(f"obs-{n}", indicator="firms", value=n, about=[{"to": "park-a"}]) for n in (1, 2)),
)

EDITS: dict[str, Edit] = {
    "no kind": Edit("thing-a", {}, 0),
    "nothing to remove": Edit("park-none", None, 0),
    "another id": park(id="park-y"),
    "stale": record("park-a", 7, name_zh="别的", note="新"),
    "gone": Edit("park-none", {"name_zh": "无"}, 3),
    "still linked": Edit("city-a", None, 1),
    "missing": record("park-x"),
    "missing in a link": park(located_in=[{"role": "x"}]),
    "extra": park(colour="red"),
    "id": record("park-A", name_zh="甲"),
    "part id": pairing(("signed", None), has_step=[{"id": "2", "state": "signed"}]),
    "long": park(note="长" * 4001),
    "long id": record("park-" + "a" * 60, name_zh="甲"),
    "word": park(status="lost"),
    "words": park(sectors=["02", "11"]),
    "number": park(lat="north"),
    "no number": park(lat={"x": 1}),
    "low": park(lat=-91),
    "high": park(lon=181),
    "infinite": park(lat=float("inf")),
    "whole": record("programme-x", name_zh="计划", expected_parks=1.5),
    "no whole": record("programme-x", name_zh="计划", expected_parks="many"),
    "whole below": record("programme-x", name_zh="计划", expected_parks=-1),
    "flag": record("obs-x", indicator="tax", value=1, preferred="maybe", about=[{"to": "park-a"}]),
    "text": park(name_en=5),
    "list": park(aliases="别名"),
    "object": park(located_in=["city-a"]),
    "code": record("city-x", name_zh="某市", grade="county", adcode="12"),
    "address": Edit("source-x", {"name_zh": "页", "url": "www.x"}, 0),
    "surrogates": park(note="\ud800"),
    "not all signed": pairing(has_step=[{"id": "alliance-x#1", "state": "signed", "signed_by": [{"to": "park-a"}]}]),
    "signed by a stranger": pairing(
        has_step=[{"id": "alliance-x#1", "state": "intention", "signed_by": [{"to": "park-c"}]}]
    ),
    "date": pairing(("signed", "when")),
    "month": pairing(("signed", "2023-13")),
    "day": pairing(("signed", "2023-02-30")),
    "day without month": pairing(("signed", "2023-XX-03")),
    "decade": pairing(("signed", "202X-03")),
    "year": pairing(("signed", "0999")),
    "interval": pairing(("signed", "../..")),
    "interval backwards": pairing(("signed", "2023/2021")),
    "no source": Edit("park-x", {"name_zh": "某园"}, 0),
    "source that is none": Edit("park-x", {"name_zh": "某园", "cites": [{"to": "park-a"}]}, 0),
    "link to a park as a source": park(located_in=[{"to": "city-a", "sources": ["park-a"]}]),
    "link to nothing": park(located_in=[{"to": "city-none"}]),
    "link to another kind": park(located_in=[{"to": "park-a"}]),
    "link to one of several kinds": pairing(has_member=[*PAIR, {"to": "source-a", "part": "other"}]),
    "link to itself": park(part_of=[{"to": "park-x"}]),
    "link twice": park(located_in=[{"to": "city-a"}, {"to": "city-a"}]),
    "circle": record("city-a", 1, name_zh="甲市", grade="prefecture", part_of=[{"to": "city-b"}]),
    "ends first": park(located_in=[{"to": "city-a", "since": "2023", "until": "2021"}]),
    "observation of nothing": record("obs-x", indicator="tax", about=[{"to": "park-a"}]),
    "observation of two": record("obs-x", indicator="tax", value=1, about=[{"to": "park-a"}, {"to": "park-b"}]),
    "taken id": record("park-gone", name_zh="旧"),
    "merged is there": park(merged=["park-a"]),
    "merged of another kind": park(merged=["city-z"]),
    "merged elsewhere": park(merged=["park-gone"]),
    "part of another": pairing(("signed", None), has_step=[{"id": "alliance-y#1", "state": "signed"}]),
    "parts alike": pairing(has_step=[{"id": "alliance-x#1", "state": s} for s in ("signed", "active")]),
    "member twice": pairing(has_member=[*PAIR, {"to": "park-a", "part": "park"}]),
    "twinning": pairing(kind="twinning"),
    "pairing": pairing(has_member=PAIR[:1]),
    "begins at an end": pairing(("ended", None)),
    "step back": pairing(("active", None), ("signed", None)),
    "step before": pairing(("signed", "2023"), ("active", "2021")),
    "term before": pairing(("signed", "2023"), has_term=[{"id": "alliance-x#9", "until": "2021"}]),
    "alliance alike": pairing(("signed", "2023")),
    "synthetic": Edit("source-x", {"name_zh": "合成", "synthetic": True}, 0),
}
DATES = ("when", "去年6月", "2023年13月", "2023年13月上旬", "2023年2月30日", "至" * 70, "2023-13", "202X-03", "0999年")
LENSES = (
    "colour=red", "sure=maybe", "layers=", "layers=x", "parties=x", "at=2021", "province=1", "programme=x", "min=-1",
    "sector=10",
)  # fmt: skip
SETTINGS = {
    "PORT": "many",
    "HOST": "\udcff",
    "HOSTS": "https://x",
    "DATABASE": "postgres://x",
    "DATABASE_PASSWORD_FILE": "/none",
}


def problems_of(do: Callable[[], object]) -> Iterable[Problem]:
    with pytest.raises(Refused) as caught:
        do()
    return caught.value.problems


def of_edit(edit: Edit) -> Iterable[Problem]:
    return problems_of(lambda: decide(BASE, Proposal("test", "edit", (edit,)), NOW))


def of_batch() -> Iterable[Problem]:
    """A batch that no proposal becomes: a log that somebody has changed."""
    batch = decide(BASE, Proposal("test", "edit", (park(),)), NOW)
    assert batch is not None
    (change,) = batch.changes
    yield from check(BASE, replace(batch, revision=9, hash="x"))
    for changed in (
        replace(change, kind="City"),
        replace(change, before="{}"),
        replace(change, after="{"),
        replace(change, id="park-other"),
    ):
        yield from check(BASE, replace(batch, changes=(changed,)))
    yield from check(BASE, replace(batch, changes=(change, change)))


def of_lens(query: str) -> Iterable[Problem]:
    name, _, value = query.partition("=")
    return problems_of(lambda: Lens.from_query([(name, value)]))


def of_dates() -> Iterable[Problem]:
    for text in DATES:
        with pytest.raises(Unfit) as caught:
            edtf_of(text)
        yield Problem("query", "text", text, caught.value.cause, caught.value.remedy)


def of_dumps() -> Iterable[Problem]:
    first = '{"format":1,"parknet":"log"}\n'
    for lines in ("{}", "x", '{"a":1}', first, first + '{"batch":{}}\n{"batch":{}}', first + '{"end":{}}'):
        yield from problems_of(partial(_read_all, lines))


def of_services() -> Iterable[Problem]:
    parks, network = KINDS["Park"], build(BASE, Lens(at="2026-01-01"))
    for wish in (Wish({"colour": "red"}), Wish({"status": "lost"}), Wish(sort="age"), Wish(after="park-none")):
        yield from problems_of(partial(listing, BASE, parks, wish))
    yield from problems_of(lambda: measure(network, ["luck"]))
    yield from problems_of(lambda: suggest(BASE, "park-a", date(2026, 1, 1), 0))
    for keep, drop in (("park-a", "city-a"), ("obs-1", "obs-2")):
        yield from problems_of(partial(merging, BASE, keep, drop, "test"))
    yield from problems_of(lambda: Lens.from_query([("sure", "certain"), ("sure", "possible")]))
    for name, value in SETTINGS.items():
        yield from problems_of(partial(_password, {f"PARKNET_{name}": value}))


def _read_all(lines: str) -> None:
    list(read_dump(lines.splitlines(), "log.jsonl"))


def _password(environment: dict[str, str]) -> None:
    Settings.from_environment(environment).database_password()


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_a_wrong_edit_is_told_in_both_languages(edit: Edit) -> None:
    for problem in of_edit(edit):
        is_told(problem)


@pytest.mark.parametrize("made", [of_batch, of_dates, of_dumps, of_services], ids=lambda made: made.__name__)
def test_other_wrong_input_is_told_in_both_languages(made: Callable[[], Iterable[Problem]]) -> None:
    found = list(made())
    assert len(found) > 5
    for problem in found:
        is_told(problem)


@pytest.mark.parametrize("query", LENSES)
def test_a_wrong_lens_is_told_in_both_languages(query: str) -> None:
    for problem in of_lens(query):
        is_told(problem)


def test_what_is_not_there_is_told_in_both_languages() -> None:
    errors: list[ParknetError] = [no_format("x"), no_revision(9, BASE)]
    with pytest.raises(NotFound) as caught:
        merging(BASE, "park-none", "park-a", "test")
    for error in (*errors, caught.value):
        assert error.sentence and str(error) == error.sentence.en and error.sentence.zh.endswith("。")


def test_every_pattern_of_a_field_has_its_sentences() -> None:
    def patterns(model: type[Model]) -> Iterable[str]:
        for field in model.model_json_schema()["properties"].values():
            text = str(field)
            yield from re.findall(r"'pattern': '((?:[^'\\]|\\.)*)'", text)

    found = {p.replace("\\\\", "\\") for kind in KINDS.values() for p in patterns(kind.model)}
    assert found and found <= set(PATTERNS)
