"""Suggestions: rules that hold on every network. The synthetic ones have every kind of tie, date and gap."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from parknet.analytics.suggestions import suggest
from parknet.model.kinds import kind_of
from parknet.model.records import Alliance, City, Park, Record, Source
from parknet.model.snapshot import Entry, Snapshot
from parknet.services.demo import synthetic

DAY = date(2026, 11, 22)


def city(slug: str, whole: str | None = None, **more: Any) -> City:
    links = [{"to": f"city-{whole}"}] if whole else []
    fields = {"id": f"city-{slug}", "name_zh": slug, "part_of": links, "cites": [{"to": "source-codes"}]}
    return City.model_validate(fields | {"grade": "prefecture" if whole else "province"} | more)


CITIES = (
    city("jiangsu", macro_region="east", yangtze_reaches=["lower"], clusters=["yangtze-delta"]),
    city("nanjing", "jiangsu", lat=32.1, lon=118.8),
    city("suzhou", "jiangsu", lat=31.3, lon=120.6),
    city("sichuan", macro_region="west", yangtze_reaches=["upper"], yellow_river_reaches=["upper"]),
    city("chengdu", "sichuan", lat=30.7, lon=104.1),
    city("inner", macro_region="west", yellow_river_reaches=["upper", "middle"], lat=40.8, lon=111.7),
    city("henan", macro_region="central", yellow_river_reaches=["middle", "lower"], lat=34.8, lon=113.6),
    city("jilin", macro_region="northeast"),
)


def snapshot(records: Iterable[Record]) -> Snapshot:
    return Snapshot(1, "", "", MappingProxyType({r.id: Entry(r, r.text(), 1) for r in records}))


networks = st.builds(
    lambda parks, seed: snapshot(
        [Source(id="source-codes", name_zh="代码表"), *CITIES, *synthetic(parks, seed, CITIES)]
    ),
    st.integers(2, 40),
    st.integers(0, 10_000),
)
few = settings(max_examples=settings().max_examples // 4)  # of the profile's: more in make soak


def parts_and_records(of: Snapshot) -> set[str]:
    parts = {
        part.id
        for entry in of.entries.values()
        for field in kind_of(entry.record).parts
        for part in getattr(entry.record, field.name)
    }
    return set(of.entries) | parts


@few
@given(networks)
def test_contributions_sum_to_the_score_and_name_records_that_exist(network: Snapshot) -> None:
    known = parts_and_records(network)
    answer = suggest(network, "park-demo-00001", DAY, limit=1000)
    for item in answer.items:
        assert sum(term.contribution for term in item.terms) == item.score
        assert sum(term.contribution_low for term in item.terms) == item.score_low <= item.score
        assert sum(term.contribution_high for term in item.terms) == item.score_high >= item.score
        assert {evidence.id for term in item.terms for evidence in term.evidence} <= known
        assert {id_ for reason in item.against for id_ in reason.evidence} <= known
        assert all(term.contribution == 0 for term in item.terms if not term.known)
    assert {id_ for left in answer.left_out for id_ in left.reason.evidence} <= known
    every = [item.park for item in answer.items] + [left.park for left in answer.left_out]
    assert answer.ranked is bool(answer.items)
    if answer.ranked:
        assert sorted(every) == [p.id for p in network.all(Park) if p.id != "park-demo-00001"]


@few
@given(networks)
def test_ranks_and_bands_are_as_defined(network: Snapshot) -> None:
    items = suggest(network, "park-demo-00001", DAY, limit=1000).items
    for item in items:
        assert item.rank == 1 + sum(other.score > item.score for other in items)
        assert item.rank_low == 1 + sum(other.score_low > item.score_high for other in items)
        others = [other for other in items if other is not item]
        assert item.rank_high == 1 + sum(other.score_high > item.score_low for other in others)
        assert item.rank_low <= item.rank <= item.rank_high


@few
@given(networks)
def test_no_partner_relative_or_shut_out_park_appears(network: Snapshot) -> None:
    me = network.get("park-demo-00001")
    assert isinstance(me, Park)
    shown = {item.park for item in suggest(network, me.id, DAY, limit=1000).items}
    never = {me.id, *(link.to for link in me.part_of), *(link.to for link in me.possibly_same_as)}
    for other in network.all(Park):
        if me.id in {link.to for link in (*other.part_of, *other.possibly_same_as)} or other.status == "closed":
            never.add(other.id)
    for tie in network.all(Alliance):
        parties = {m.to for m in tie.has_member if m.part != "guide"}
        over = tie.has_step[-1].state in ("ended", "declined", "withdrawn")
        if me.id in parties and not over and tie.kind in ("pairing", "memorandum"):
            never |= parties
    assert not shown & never


@few
@given(networks)
def test_without_a_cited_alliance_the_score_changes_by_what_is_stated(network: Snapshot) -> None:
    before = {item.park: item for item in suggest(network, "park-demo-00001", DAY, limit=1000).items}
    stated: dict[str, dict[str, int]] = {}
    for item in before.values():
        for term in item.terms:
            for evidence in term.evidence:
                if evidence.effect is not None:
                    stated.setdefault(evidence.id, {})[item.park] = evidence.effect
    for id_, effects in sorted(stated.items())[:4]:
        after = suggest(without(network, id_), "park-demo-00001", DAY, limit=1000)
        for item in after.items:
            if item.park in before:
                assert item.score - before[item.park].score == effects.get(item.park, 0)


def without(network: Snapshot, id_: str) -> Snapshot:
    entries: Mapping[str, Entry] = {key: entry for key, entry in network.entries.items() if key != id_}
    return Snapshot(2, "", "", MappingProxyType(dict(entries)))
