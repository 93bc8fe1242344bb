"""A backup gives back what went in, or is refused: whatever was altered, cut or added."""

import hashlib
import io
import zlib
from collections.abc import AsyncIterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parknet.errors import Refused
from parknet.services import backup
from parknet.services.backup import pack, unpack
from parknet.services.transfer import dump, read_dump
from parknet.store.memory import MemoryStore
from tests.contract.test_transfer import filled, lines_of

SALT = b"0123456789abcdef"


@pytest.fixture
async def lines() -> list[str]:
    store = MemoryStore()
    await filled(store, 3)
    return await lines_of(store)


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key that is made in no time: what makes it slow is the library's, and tested with one real backup."""
    monkeypatch.setattr(backup, "_key", lambda phrase, salt: hashlib.sha256(phrase.encode() + salt).digest()[:16])


async def packed(lines: list[str], passphrase: str = "", salt: bytes = SALT) -> bytes:
    async def each() -> AsyncIterator[str]:
        for line in lines:
            yield line

    return b"".join([block async for block in pack(each(), passphrase, salt)])


def unpacked(content: bytes, passphrase: str = "") -> list[str]:
    return list(unpack(io.BytesIO(content), "file", passphrase))


def refused(content: bytes, passphrase: str = "") -> str:
    with pytest.raises(Refused) as error:
        list(read_dump(unpack(io.BytesIO(content), "file", passphrase), "file"))
    return str(error.value)


async def test_a_dump_a_backup_and_an_encrypted_one_hold_the_same_lines(lines: list[str]) -> None:
    plain, locked = await packed(lines), await packed(lines, "öffne dich")
    assert unpacked("".join(lines).encode()) == unpacked(plain) == unpacked(locked, "öffne dich") == lines
    assert zlib.decompress(plain, 31).decode() == "".join(lines)
    assert lines[1][:40].encode() not in locked and len(locked) < len(plain) + 300
    assert "file: The passphrase does not fit" in refused(locked, "oeffne dich")


async def test_equal_logs_give_equal_bytes_and_no_two_encrypted_ones_are_alike(lines: list[str], cheap: None) -> None:
    store = MemoryStore()
    await filled(store, 3)
    again = [line async for line in dump(store)]
    assert await packed(again) == await packed(lines)
    first, second = [await packed(lines, "a", salt) for salt in (SALT, SALT[::-1])]
    assert first != second and await packed(lines, "a") != first


async def test_the_passphrase_is_asked_for_just_where_it_is_needed(lines: list[str], cheap: None) -> None:
    locked = await packed(lines, "a")
    assert "file: It is encrypted. Name the file of its passphrase" in refused(locked)
    for content in ("".join(lines).encode(), await packed(lines)):
        assert "file: It is not encrypted" in refused(content, "a")


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"\x89PNG\r\n\x1a\n" + bytes(300), "园区\n".encode("gb18030"), b"{}\n" * 9]
)
def test_a_file_that_is_no_backup_is_named(content: bytes) -> None:
    assert "file: " in (said := refused(content)) and ("no dump or backup" in said or "end of the file" in said)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
async def test_what_was_altered_cut_or_added_to_is_refused_or_means_the_same(
    lines: list[str], cheap: None, data: st.DataObject
) -> None:
    passphrase = data.draw(st.sampled_from(["", "a"]))
    content = await packed(lines, passphrase)
    place = data.draw(st.integers(0, len(content) - 1))
    byte = data.draw(st.integers(1, 255))
    altered = content[:place] + bytes([content[place] ^ byte]) + content[place + 1 :]
    try:
        assert unpacked(altered, passphrase) == lines
        assert 3 <= place < 10 and not passphrase  # where gzip says when and on what it was made
    except Refused as error:
        assert "file" in str(error)
    refused(content[:place], passphrase)
    refused(content + bytes([byte]), passphrase)
