"""A dump that is not as it was written is refused, and the place named."""

import json
import math
from contextlib import suppress

import pytest

from parknet.errors import Refused
from parknet.model.batch import Batch, Change
from parknet.services.transfer import dump, read_dump
from parknet.store.memory import MemoryStore
from tests.contract.test_transfer import filled, lines_of


@pytest.fixture
async def lines() -> list[str]:
    store = MemoryStore()
    await filled(store, 3)
    return await lines_of(store)


def refused(lines: list[str], part: bool = False) -> str:
    with pytest.raises(Refused) as error:
        list(read_dump(lines, "log.jsonl", part=part))
    return str(error.value)


async def test_an_empty_store_has_a_dump_of_two_lines() -> None:
    lines = [line async for line in dump(MemoryStore())]
    assert len(lines) == 2 and list(read_dump(lines, "log.jsonl")) == []


async def test_every_line_counts(lines: list[str]) -> None:
    assert len(list(read_dump(lines, "log.jsonl"))) == 3
    for n in range(len(lines)):
        assert "log.jsonl" in refused([*lines[:n], *lines[n + 1 :]]), n
        assert "log.jsonl" in refused(lines[:n]), n
        assert ("log.jsonl" if n == 0 else f"log.jsonl:{n + 1}") in refused([*lines[:n], "{", *lines[n + 1 :]])
        assert "log.jsonl" in refused([*lines[: n + 1], lines[n], *lines[n + 1 :]])
    for n in range(1, len(lines) - 1):
        assert "log.jsonl" in refused([*lines[:n], lines[n + 1], lines[n], *lines[n + 2 :]]), n


@pytest.mark.parametrize("name", ["actor", "reason", "recorded_at", "previous", "request", "format", "key"])
async def test_a_batch_that_was_altered_is_named(lines: list[str], name: str) -> None:
    heading = json.loads(lines[1])
    heading["batch"][name] = 7 if name == "format" else "altered"
    assert "The hash of batch 1 does not fit its content" in refused([lines[0], json.dumps(heading), *lines[2:]])


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("[]", "no line of a dump"),
        ('{"change": {"position": "0"}}', "no change"),
        ('{"change": {"position": 0, "kind": "Park", "id": "park-a", "more": 1}}', "no change"),
        ('{"other": {}}', "in the wrong place"),
    ],
)
async def test_a_line_of_another_shape_is_refused(lines: list[str], line: str, said: str) -> None:
    assert said in refused([*lines[:2], line, *lines[3:]])


def test_another_format_is_refused() -> None:
    assert "log.jsonl: It has format 99" in refused(['{"parknet": {"format": 99, "after": 0, "hash": ""}}'])
    for text in ("{}", "[]", "", "7", "[" * 100_000, '{"parknet": 1}'):
        assert "log.jsonl: It is no dump or backup of parknet" in refused([text])
    assert "what it begins after" in refused(['{"parknet": {"format": 1, "after": "0", "hash": ""}}'])


async def test_a_blank_that_means_nothing_is_an_alteration_too(lines: list[str]) -> None:
    assert "The end does not fit" in refused([lines[0].replace(":", ": "), *lines[1:]])
    assert "The end does not fit" in refused([*lines[:-1], lines[-1].rstrip()])
    assert "It stands after the end" in refused([*lines, lines[-1]])


async def test_a_part_of_a_log_is_no_dump_and_names_what_it_lacks(lines: list[str]) -> None:
    store = MemoryStore()
    await filled(store, 3)
    part = [line async for line in dump(store, 2)]
    assert "It holds only what came after revision 2" in refused(part)
    assert [batch.revision for batch in read_dump(part, "part.jsonl", part=True)] == [3]
    ends = [n for n, line in enumerate(lines) if line.startswith('{"batch"')]
    assert "Batch 2 is missing" in refused([*lines[: ends[1]], *lines[ends[2] :]])
    assert "Batch 3 does not follow" in refused([part[0].replace('"hash":"', '"hash":"0'), *part[1:]], part=True)
    with pytest.raises(Refused, match="There is no revision 4: the last one is 3"):
        [line async for line in dump(store, 4)]


def hashed(lines: list[str], **fields: object) -> list[str]:
    """The lines with another heading of the first batch, its hash that of what it is now where it has one."""
    heading = json.loads(lines[1])["batch"] | fields
    changes = tuple(Change(**json.loads(line)["change"]) for line in lines[2 : 2 + heading["changes"]])
    batch = Batch(**heading | {"changes": changes})
    with suppress(ValueError):
        heading["hash"] = batch.computed_hash()
    return [lines[0], json.dumps({"batch": heading}), *lines[2:]]


WRONG: dict[str, list[object]] = {
    "revision": [math.nan, math.inf, "1", 1.0, True, None],
    "format": ["x", 0, -1, None],
    "actor": [5, None, "\ud800"],
    "key": ["\ud800", None],
    "recorded_at": [
        *("zzz", "", "2026-01-01", "2026-01-01T00:00:00", "2026-01-01T08:00:00.000000+08:00", 7),
        *("9999-12-31T23:59:59.999999+00:00", "0001-01-01T00:00:00.000000+08:00"),
    ],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in WRONG.items() for value in values])
async def test_a_heading_that_is_none_is_refused_though_its_hash_is_right(
    lines: list[str], name: str, value: object
) -> None:
    assert "It is no batch" in refused(hashed(lines, **{name: value}))


async def test_half_a_character_in_a_change_is_refused(lines: list[str]) -> None:
    change = json.loads(lines[2])
    change["change"]["after"] = "\ud800"
    assert "It is no batch" in refused([*lines[:2], json.dumps(change), *lines[3:]])
