"""A package that was altered, that nobody vouches for, or that leaves something out is refused by name."""

import base64
from collections.abc import AsyncIterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parknet.errors import Refused
from parknet.services.package import public_key, read_keys, read_package, signed, signer, trusted
from parknet.services.transfer import dump
from parknet.store.memory import MemoryStore
from tests.contract.test_transfer import filled

MINE, OTHER = (base64.b64encode(bytes([n]) * 32).decode() for n in (1, 2))


@pytest.fixture
async def lines() -> list[str]:
    store = MemoryStore()
    await filled(store, 3)
    return [line async for line in signed(dump(store, 1), MINE)]


def said(lines: list[str]) -> str:
    with pytest.raises(Refused) as error:
        signer(lines, "package")
    return str(error.value)


async def test_a_package_names_who_signed_it_and_holds_the_batches(lines: list[str]) -> None:
    assert signer(lines, "package") == public_key(MINE) != public_key(OTHER)
    assert [batch.revision for batch in read_package(lines, "package")] == [2, 3]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
async def test_what_is_not_as_it_was_signed_is_refused(lines: list[str], data: st.DataObject) -> None:
    n = data.draw(st.integers(0, len(lines) - 2))
    place = data.draw(st.integers(0, len(lines[n]) - 1))
    altered = lines[n][:place] + ("x" if lines[n][place] != "x" else "y") + lines[n][place + 1 :]
    assert "package: It was altered after" in said([*lines[:n], altered, *lines[n + 1 :]])
    assert "package: It was altered after" in said([*lines[:n], *lines[n + 1 :]])
    assert "the signature at its end is missing" in said(lines[: n + 1])
    assert "the signature at its end is missing" in said([*lines, lines[n]])


async def test_the_signature_of_another_is_not_taken_for_mine(lines: list[str]) -> None:
    assert "package: It was altered after" in said(
        [*lines[:-1], lines[-1].replace(public_key(MINE), public_key(OTHER))]
    )
    for text in (
        "{}",
        "[]",
        "",
        '{"signature": {"by": "0", "ed25519": "0"}}',
        '{"signature": {"by": 1, "ed25519": 2}}',
    ):
        assert "the signature at its end is missing" in said([*lines[:-1], text])
    assert "the signature at its end is missing" in said([])


async def test_who_is_not_trusted_is_named() -> None:
    keys = read_keys(f"# ours\n\n{public_key(MINE)} Suzhou office # since May\n{public_key(OTHER)}\n", "keys")
    assert trusted(public_key(MINE), keys, "package") == "Suzhou office"
    assert trusted(public_key(OTHER), keys, "package") == public_key(OTHER)
    with pytest.raises(Refused, match=r"package: It is signed by .*, which is not among the keys that you trust"):
        trusted(public_key(MINE), read_keys("", "keys"), "package")


@pytest.mark.parametrize("line", ["Suzhou", "AAAA Suzhou", "园区 a", f"{MINE[:-4]} a"])
def test_a_line_without_a_key_is_named(line: str) -> None:
    with pytest.raises(Refused, match=r"^keys:2: It is no public key") as refused:
        read_keys(f"\n{line}\n", "keys")
    assert line not in str(refused.value)  # it may be the token, of a file named by mistake


async def test_signing_needs_a_key() -> None:
    async def none() -> AsyncIterator[str]:
        return
        yield

    for wrong in ("", "AAAA", "园区"):
        with pytest.raises(ValueError):
            public_key(wrong)
        with pytest.raises(ValueError):
            [line async for line in signed(none(), wrong)]
