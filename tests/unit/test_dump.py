"""A dump that is not as it was written is refused, and the place named."""

import json

import pytest

from parknet.errors import Refused
from parknet.services.transfer import dump, read_dump
from parknet.store.memory import MemoryStore
from tests.contract.test_transfer import filled, lines_of


@pytest.fixture
async def lines() -> list[str]:
    store = MemoryStore()
    await filled(store, 3)
    return await lines_of(store)


def refused(lines: list[str]) -> str:
    with pytest.raises(Refused) as error:
        list(read_dump(lines, "log.jsonl"))
    return str(error.value)


async def test_an_empty_store_has_a_dump_of_two_lines() -> None:
    lines = [line async for line in dump(MemoryStore())]
    assert len(lines) == 2 and list(read_dump(lines, "log.jsonl")) == []


async def test_every_line_counts(lines: list[str]) -> None:
    assert len(list(read_dump(lines, "log.jsonl"))) == 3
    for n in range(len(lines)):
        assert "log.jsonl" in refused([*lines[:n], *lines[n + 1 :]]), n
        assert "log.jsonl" in refused(lines[:n]), n
        assert f"log.jsonl:{n + 1}" in refused([*lines[:n], "{", *lines[n + 1 :]])
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
    assert "no dump that this parknet can read" in refused(['{"parknet": "log", "format": 99}'])
    assert "no line of a dump" in refused(["{}"])
