"""The recipes of ARCHITECTURE.md: what each promises is all that it takes."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from typing import Annotated

import numpy as np
import pytest
from fastapi import APIRouter

from parknet.analytics import measures, terms
from parknet.analytics.lens import Lens
from parknet.analytics.measure import Value
from parknet.analytics.network import Network, build
from parknet.analytics.suggestions import suggest
from parknet.analytics.terms import Finding, Scene, Side, TermWeight
from parknet.api import records
from parknet.graph import plan, queries
from parknet.model import kinds
from parknet.model.batch import Edit, Proposal
from parknet.model.decide import decide
from parknet.model.kinds import Kind
from parknet.model.records import Link, Named, Park, Source, To
from parknet.model.snapshot import apply
from parknet.services.listing import Wish, filters_of, listing
from tests.api.conftest import NOW
from tests.networks import twelve

DAY = date(2026, 11, 22)


class Garden(Named):
    """A kind that nobody needs."""

    trees: int = 0
    beside: Annotated[tuple[Link, ...], To("Park")] = ()


GARDEN = Kind("Garden", Garden, "gardens", "garden", "花园", "garden", ("trees",))


@pytest.fixture
def garden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(kinds.KINDS, "Garden", GARDEN)
    monkeypatch.setitem(kinds.BY_PREFIX, "garden", GARDEN)
    monkeypatch.setitem(kinds.BY_PATH, "gardens", GARDEN)


@pytest.mark.usefixtures("garden")
def test_a_kind_is_one_model_and_one_row() -> None:
    before = twelve.snapshot()
    park, source = before.all(Park)[0].id, before.all(Source)[0].id
    after = {"name_zh": "园", "trees": 3, "beside": [{"to": park}], "cites": [{"to": source}]}
    batch = decide(before, Proposal("test", "edit", (Edit("garden-a", after, 0),)), NOW)
    assert batch is not None
    snapshot = apply(before, batch)
    found = listing(snapshot, GARDEN, Wish({"trees": "3", "beside": park}))
    assert [record.id for record in found.records] == ["garden-a"]
    assert filters_of(GARDEN) == ("trees", "beside", "cites")
    texts = {path for path in _paths(records.router())}
    assert {"/gardens", "/gardens/{id}", "/gardens/{id}/context"} <= texts
    statements = [statement.text for statement in plan.statements(queries.load(), batch, before)]
    assert any("Garden" in text and "BESIDE" in text for text in statements)


def _paths(router: APIRouter) -> list[str]:
    return [route.path for route in router.routes]  # type: ignore[attr-defined]


def test_a_measure_is_one_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    def twice(network: Network, seed: int) -> list[Value]:
        return [2 * int(count) for count in np.diff(network.indptr)]

    double = replace(measures.MEASURES["degree"], id="double", compute=twice)
    monkeypatch.setitem(measures.MEASURES, "double", double)
    network = build(twelve.snapshot(), Lens().resolved(DAY))
    degree, found = measures.measure(network, ["degree", "double"])
    assert list(found.values) == [2 * (value or 0) for value in degree.values]


def test_a_measure_is_found_by_every_door() -> None:
    """In a process of its own, in which it is there before the API's modules are imported."""
    code = "import runpy, tests.unit.one_more_measure; runpy.run_module('tests.unit.doors', run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=90, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "codebook": True,
        "openapi": True,
        "api": ["double", "两倍", True],
        "cli": [True, True, True],
        "library": "double",
    }


def test_a_term_is_one_function_and_one_weight(monkeypatch: pytest.MonkeyPatch) -> None:
    def same_letter(a: Side, b: Side, term: TermWeight, around: Scene) -> Finding:
        return Finding(value=1000, low=1000, high=1000, known=True, zh="总是", en="always", evidence=())

    monkeypatch.setitem(terms.TERMS, "always", same_letter)
    weight = replace(terms.WEIGHTS.terms[0], id="always", weight=7)
    weights = replace(terms.WEIGHTS, terms=(*terms.WEIGHTS.terms, weight))
    snapshot = twelve.snapshot()
    park = next(p.id for p in snapshot.all(Park) if suggest(snapshot, p.id, DAY).items)
    plain = {s.park: s.score for s in suggest(snapshot, park, DAY, 100).items}
    more = {s.park: s.score for s in suggest(snapshot, park, DAY, 100, weights=weights).items}
    assert more == {id_: score + 7000 for id_, score in plain.items()}
