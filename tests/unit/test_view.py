"""What a script gets: columns with their definitions, data frames, arrays, chance, ranks, and another lens beside."""

import io
import json
import sys
from typing import Any

import networkx as nx
import numpy as np
import polars
import pytest
from polars.testing import assert_frame_equal
from scipy.sparse import csr_array

from parknet.analytics.lens import Lens
from parknet.analytics.measures import MEASURES
from parknet.errors import ParknetError, Refused
from parknet.model.records import Alliance, Park
from parknet.services.view import View, suggestions_text
from tests.networks import plain, twelve
from tests.networks.classics import classics

GRAPH = classics()["karate"]
KARATE = View(plain.tied(GRAPH.edges, parks=len(GRAPH)), Lens(at="2026-11-22"))
NAMES = ("degree", "betweenness", "clustering", "communities", "density")


def test_a_column_says_what_it_is_and_the_frame_is_of_the_nodes() -> None:
    found = KARATE.measures(NAMES)
    assert list(found) == list(NAMES) and len(found) == 5
    assert found.whole == {"density": pytest.approx(nx.density(GRAPH))}
    for name, said in found.definitions.items():
        assert said["definition_zh"] and said["definition_en"] and said["label_en"] == MEASURES[name].label[1]
        assert {"unit_zh", "unit_en", "reference", "formula", "warning_zh", "null_en"} <= set(said)
    frame = found.to_polars()
    assert frame.columns == ["id", "name_zh", "name_en", *NAMES[:-1]]
    assert frame["id"].to_list() == list(KARATE.network.nodes.id)
    wanted: dict[Any, float] = nx.betweenness_centrality(GRAPH, backend="networkx")
    assert np.allclose(frame["betweenness"].to_numpy(), [wanted[n] for n in sorted(GRAPH)])
    assert frame["clustering"].null_count() == sum(value is None for value in found["clustering"].values) > 0


def test_frames_and_the_parquet_file_hold_the_same() -> None:
    found = KARATE.measures(NAMES)
    frame, other = found.to_polars(), found.to_pandas()
    assert other.attrs["measures"] == found.definitions
    assert list(other.columns) == frame.columns
    assert np.array_equal(other["clustering"].to_numpy(float), frame["clustering"].to_numpy(), equal_nan=True)
    text = found.to_parquet()
    assert_frame_equal(polars.read_parquet(io.BytesIO(text)), frame)
    meta = polars.read_parquet_metadata(io.BytesIO(text))
    assert (meta["digest"], meta["lens"]) == (KARATE.snapshot.digest, "at=2026-11-22")
    assert json.loads(meta["measures"]) == json.loads(json.dumps(found.definitions))
    assert json.loads(meta["whole"]) == found.whole and meta["synthetic"] == "true"
    assert found.to_parquet() == text


def test_without_pandas_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ParknetError, match="pip install pandas") as raised:
        KARATE.measures(["degree"]).to_pandas()
    assert raised.value.sentence and "to_polars" in raised.value.sentence.zh


def test_all_measures_are_given_when_none_is_named() -> None:
    view = View(twelve.snapshot(), Lens(at="2026-11-22"))
    found = view.measures()
    assert list(found) == list(MEASURES)
    assert set(found.whole) == {name for name, one in MEASURES.items() if one.per == "network"}
    assert found.to_polars().height == len(view.network.nodes.id)
    with pytest.raises(Refused, match="no such measure"):
        view.measures(["fame"])


def test_arrays_are_the_network() -> None:
    arrays, graph = KARATE.to_arrays(), KARATE.to_networkx()
    size = len(arrays["id"])
    rows = csr_array((arrays["data"], arrays["indices"], arrays["indptr"]), shape=(size, size)).toarray()
    assert (rows == nx.to_numpy_array(graph, nodelist=arrays["id"].tolist())).all()
    ends = zip(arrays["source"].tolist(), arrays["target"].tolist(), arrays["weight"].tolist(), strict=True)
    assert all(rows[one, other] == weight and one < other for one, other, weight in ends)


def test_chance_ranks_and_another_lens_are_one_call_each() -> None:
    (one,) = KARATE.null_model("rewiring", ["transitivity"], draws=99, seed=3)
    assert one.p is not None and one == KARATE.null_model("rewiring", ["transitivity"], draws=99, seed=3)[0]
    found = KARATE.ranks("degree", missing=0.2, draws=20)
    assert found.rank[33] == 1 and found.low != found.high
    assert KARATE.ranks("degree").missing is None
    beside = KARATE.compare("parties=city")
    assert beside.nodes.only_here == () and len(beside.ties.only_here) == GRAPH.number_of_edges()
    assert KARATE.beside("parties=city").lens.at == KARATE.lens.at
    assert KARATE.beside("at=2020-01-01").lens.canonical() == "at=2020-01-01"
    with pytest.raises(Refused) as refused:
        KARATE.compare("parties=friends")
    assert refused.value.problems[0].place == "with/parties"


def test_a_name_cannot_steer_the_terminal_or_make_a_row_of_its_own() -> None:
    """Line ends, escape sequences and direction marks of names and of what sources say."""
    hostile = "x\n  park 99\r\x1b[2J\u202e\x9b31m"

    def told(end: str) -> list[str]:
        changed = [
            record.model_copy(
                update={"name_zh": f"{record.name_zh}{end}"}
                | ({"cites": (record.cites[0].model_copy(update={"wording": end or "x"}),)} if record.cites else {})
            )
            for record in twelve.records()
            if isinstance(record, Park | Alliance)
        ]
        others = [record for record in twelve.records() if not isinstance(record, Park | Alliance)]
        view = View(plain.of([*others, *changed]), Lens(at="2026-11-22"))
        return [
            str(view.measures_as(("degree",), "table")),
            view.ranks_as(("degree",), 0.3, (5, 1), "table"),
            view.path_as("park-baishi", "park-yilan", "table"),
            suggestions_text(view.suggest("park-baishi"), "zh"),
        ]

    for text, plainly in zip(told(hostile), told(""), strict=True):
        assert not set(text) & {"\r", "\x1b", "\u202e", "\x9b"}
        assert text.count("\n") == plainly.count("\n")
