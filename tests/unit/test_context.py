"""What stands around a record: everything that mentions it, by links, by their sources, and by parts."""

import re

from parknet.model.records import Alliance, Observation, Park, Record, Source
from parknet.model.snapshot import references
from parknet.services.context import MOST, context
from tests.networks import plain, twelve

TWELVE = twelve.snapshot()
CITES = [{"to": "source-a"}]


def test_every_record_of_the_twelve_is_surrounded_by_what_mentions_it() -> None:
    for id_, entry in TWELVE.entries.items():
        found = context(TWELVE, id_)
        mentions = sorted(
            other.record.id for other in TWELVE.entries.values() if id_ in {to for _, to in references(other.record)}
        )
        assert list(found.incoming) == mentions and found.total == len(mentions)
        around = [entry.record, *(TWELVE.entries[other].record for other in mentions)]
        named = {record.id for record in around} | {to for record in around for _, to in references(record)}
        assert set(found.names) == named


def test_a_name_has_its_kind_and_both_languages_or_none() -> None:
    names = context(TWELVE, "park-chunlin").names
    assert names["park-chunlin"] == ("Park", "春林文化产业园(虚构)", "Chunlin Park (invented)")
    assert names["obs-grade"] == ("Observation", None, None)
    assert names["org-press"][0] == "Organisation"  # named by an alliance that has both as members
    assert names[twelve.LIST] == ("Programme", "示范名单(虚构)", "List (invented)")


def test_every_date_of_the_record_and_around_it_is_said_in_words() -> None:
    found = context(TWELVE, "alliance-pair")
    assert found.dates["2022-08-17"] == ("2022年8月17日", "17 August 2022")
    assert found.dates["2023-09-15"][1] == "15 September 2023"  # of the forum, carried out for the pair


def test_the_sources_that_are_mentioned_come_with_it() -> None:
    found = context(TWELVE, "alliance-pair")
    mentioned = {to for near in ("alliance-pair", *found.incoming) for _, to in references(TWELVE.entries[near].record)}
    assert set(found.sources) == {id_ for id_ in mentioned if id_.startswith("source-")} != set()


def test_every_text_that_the_model_takes_for_a_date_is_said() -> None:
    for id_ in TWELVE.entries:
        around = [id_, *context(TWELVE, id_).incoming]
        written = {
            text
            for near in around
            for text in re.findall(r'"(?:since|until|date|period)":"([^"]*)"', TWELVE.entries[near].text)
        }
        assert written <= context(TWELVE, id_).dates.keys()


def test_a_programme_is_surrounded_by_who_holds_its_titles() -> None:
    assert "park-jinsong" in context(TWELVE, twelve.LIST).incoming  # revoked, and on record


def test_a_source_is_surrounded_by_what_only_a_step_or_a_link_rests_on_it() -> None:
    step = {"id": "alliance-a#1", "state": "signed", "cites": [{"to": "source-b"}]}
    records: list[Record] = [
        Source(id="source-a", name_zh="甲"),
        Source(id="source-b", name_zh="乙"),
        Park.model_validate({"id": "park-a", "name_zh": "甲园", "cites": CITES}),
        Park.model_validate(
            {"id": "park-b", "name_zh": "乙园", "cites": CITES, "part_of": [{"to": "park-a", "sources": ["source-b"]}]}
        ),
        Alliance.model_validate(
            {"id": "alliance-a", "name_zh": "甲", "kind": "memorandum", "cites": CITES, "has_step": [step]}
        ),
    ]
    found = context(plain.of(records), "source-b")
    assert found.incoming == ("alliance-a", "park-b") and found.total == 2
    assert set(found.names) == {"source-a", "source-b", "alliance-a", "park-a", "park-b"}


def test_no_more_than_a_bound_is_given_and_all_are_counted() -> None:
    about = {"indicator": "parks", "value": 1, "about": [{"to": "park-a"}], "cites": CITES}
    records: list[Record] = [
        Source(id="source-a", name_zh="甲"),
        Park.model_validate({"id": "park-a", "name_zh": "甲园", "cites": CITES}),
        *(Observation.model_validate({"id": f"obs-{n:05}", **about}) for n in range(MOST + 5)),
    ]
    found = context(plain.of(records), "park-a")
    assert (len(found.incoming), found.total, found.incoming[-1]) == (MOST, MOST + 5, f"obs-{MOST - 1:05}")
    assert len(found.names) == MOST + 2
