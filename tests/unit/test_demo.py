"""The synthetic network: it passes the check, is the same for the same seed, and is alike to the real one."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import combinations

import pytest

from parknet.model import edtf, lifecycle
from parknet.model.batch import Edit, Proposal
from parknet.model.decide import decide
from parknet.model.kinds import KINDS, kind_of
from parknet.model.records import Alliance, City, Park, Record, Source
from parknet.model.snapshot import Snapshot, apply
from parknet.services.demo import LABEL_ZH, synthetic

CODES = Source(id="source-codes", name_zh="代码表")


def city(code: str, grade: str, whole: str | None, region: str | None = None, lon: float | None = None) -> City:
    return City.model_validate(
        {
            "id": f"city-{code}",
            "name_zh": code,
            "adcode": code,
            "grade": grade,
            "macro_region": region,
            "part_of": [{"to": f"city-{whole}"}] if whole else [],
            "lat": 30 if lon else None,
            "lon": lon,
            "cites": [{"to": CODES.id}],
        }
    )


CITIES = [
    city("100000", "country", None),
    *(
        place
        for province, region in (("31", "east"), ("42", "central"), ("51", "west"), ("21", "northeast"))
        for place in (
            city(f"{province}0000", "province", "100000", region, 110.0),
            *(city(f"{province}{n:02d}00", "prefecture", f"{province}0000", None, 105.0 + n) for n in range(1, 9)),
            city(f"{province}0101", "county", f"{province}0100"),
        )
    ),
]


def loaded(records: Sequence[Record]) -> Snapshot:
    edits = tuple(Edit(record.id, record.to_dict(), 0) for record in (CODES, *CITIES, *records))
    batch = decide(Snapshot(), Proposal("test", "demo", edits), datetime(2026, 1, 1, tzinfo=UTC))
    assert batch is not None
    return apply(Snapshot(), batch)


@pytest.fixture(scope="module")
def network() -> Snapshot:
    return loaded(synthetic(400, 7, CITIES))


@pytest.mark.parametrize("parks", [1, 2, 3, 25])
@pytest.mark.parametrize("seed", [1, 2])
def test_any_size_passes_the_check_in_one_batch(parks: int, seed: int) -> None:
    assert len(loaded(synthetic(parks, seed, CITIES)).all(Park)) == parks


def test_no_place_is_needed() -> None:
    assert not any(park.located_in or park.lat for park in synthetic(30, 1, ()) if isinstance(park, Park))


def test_no_park_is_no_network() -> None:
    with pytest.raises(ValueError, match="one park or more"):
        synthetic(0, 1, CITIES)


def test_the_seed_decides() -> None:
    texts = [[record.text() for record in synthetic(60, seed, CITIES)] for seed in (1, 1, 2)]
    assert texts[0] == texts[1] != texts[2]


def test_the_order_of_the_cities_does_not_matter() -> None:
    assert synthetic(40, 1, CITIES) == synthetic(40, 1, CITIES[::-1])


def test_everything_says_that_it_is_synthetic(network: Snapshot) -> None:
    assert network.synthetic
    source = network.get("source-demo")
    assert isinstance(source, Source) and source.synthetic and source.kind == "synthetic"
    assert source.name_zh == LABEL_ZH == "合成数据(示例), 非真实记录"
    for entry in network.entries.values():
        record = entry.record
        if isinstance(record, Source | City):
            continue
        assert {citation.to for citation in record.cites} == {source.id}
        name = getattr(record, "name_zh", "示例")
        assert "示例" in name
    park = network.get("park-demo-00017")
    assert isinstance(park, Park) and park.name_zh == "示例园区 00017"


def test_every_kind_is_there(network: Snapshot) -> None:
    found = Counter(kind_of(id_).label for id_ in network.entries)
    assert set(found) == set(KINDS)
    assert set(Counter(a.kind for a in network.all(Alliance))) == {
        "pairing", "twinning", "memorandum", "consortium", "joint-conference", "association",
    }  # fmt: skip


def test_ties_are_five_a_park_and_heavy_tailed(network: Snapshot) -> None:
    ties: set[tuple[str, str]] = set()
    for alliance in network.all(Alliance):
        span = lifecycle.span(alliance)
        if span and span[0] and edtf.parse(span[0]).latest:
            nodes = sorted(m.to for m in alliance.has_member if m.part != "guide" and not m.to.startswith("city-"))
            ties.update(combinations(nodes, 2))
    degree = Counter(id_ for tie in ties for id_ in tie if id_.startswith("park-"))
    assert 5 * 400 <= len(ties) < 5.2 * 400
    assert len(degree) < 0.6 * 400  # many have none
    assert max(degree.values()) > 6 * sum(degree.values()) / 400


def test_dates_gaps_and_lives_are_of_all_sorts(network: Snapshot) -> None:
    dates = [step.date for alliance in network.all(Alliance) for step in alliance.has_step]
    shapes = {"".join("9" if c.isdigit() else c for c in date or "none") for date in dates}
    assert {
        "9999",
        "9999-99",
        "9999-99-99",
        "9999~",
        "999X",
        "XXXX-99-99",
        "../9999-99-99",
        "9999/9999",
        "none",
    } <= shapes
    assert {state for a in network.all(Alliance) if (state := lifecycle.state(a))} >= {"signed", "ended", "intention"}
    parks = network.all(Park)
    for known, least, most in (
        (sum(bool(park.sectors) for park in parks), 0.4, 0.6),
        (sum(bool(park.holds_title) for park in parks), 0.53, 0.73),
        (sum(bool(park.located_in) for park in parks), 0.9, 0.999),
        (sum(park.lat is not None for park in parks), 0.85, 0.99),
    ):
        assert least <= known / len(parks) <= most
    unnamed = sum(len(alliance.has_member) < 2 for alliance in network.all(Alliance))
    assert unnamed > 0


def test_most_parks_lie_in_the_east(network: Snapshot) -> None:
    provinces = Counter(park.located_in[0].to[5:7] for park in network.all(Park) if park.located_in)
    assert provinces["31"] > provinces["51"] > provinces["42"] > provinces["21"] > 0
