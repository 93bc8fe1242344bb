"""A server's database backed up and restored, with real engines: what it holds, and what it must not hold."""

from base64 import b64encode
from pathlib import Path

import pytest

from parknet import moving
from parknet.errors import Refused
from parknet.model.snapshot import Snapshot, apply
from parknet.services.package import public_key, signed
from parknet.services.transfer import batches_of, dump, take_over
from parknet.settings import Settings
from parknet.store.memory import MemoryStore
from parknet.store.port import Store
from tests.contract.conftest import Place
from tests.contract.test_transfer import filled
from tests.networks.random_records import RandomRecords


def settings_of(place: Place, folder: Path) -> Settings:
    """The settings that name this database."""
    password = folder / "password"
    password.write_text(place.address.password, "utf-8")
    return Settings(
        database=place.address.uri,
        database_name=place.address.database,
        database_user=place.address.user,
        database_password_file=password,
        data=folder / "unused",
    )


async def test_a_servers_database_must_be_empty_or_hold_the_beginning_of_what_is_restored(
    place: Place, tmp_path: Path
) -> None:
    phrase, file = (tmp_path / name for name in ("phrase", "backup"))
    phrase.write_text("a phrase", "utf-8")
    settings = settings_of(place, tmp_path)
    said: list[str] = []
    store = place.store()
    snapshot = await filled(store, 6)
    await moving.backup(settings, file, phrase, said.append)
    assert f"revision 6, digest {snapshot.digest}" in said[-1]

    await place.erase()
    await moving.restore(settings, file, phrase, said.append)
    assert await store.read_snapshot() == snapshot and said[-1] == f"restored: revision 6, digest {snapshot.digest}"
    await place.erase()
    origin = MemoryStore()
    await filled(origin, 6)
    await take_over(store, (batch async for batch in batches_of(origin) if batch.revision < 4))
    for _ in range(2):
        await moving.restore(settings, file, phrase, said.append)
        assert await store.read_snapshot() == snapshot

    await place.erase()
    await store.commit(RandomRecords(99).batch(Snapshot(), 5), Snapshot())
    with pytest.raises(Refused, match="1 batches that are not the beginning of this log"):
        await moving.restore(settings, file, phrase, said.append)
    assert (await store.head()).revision == 1 and not (tmp_path / "unused").exists()


async def log_of(store: Store, seeds: tuple[int, int]) -> None:
    """Two batches: the first of one seed, the second of another."""
    first = RandomRecords(seeds[0]).batch(Snapshot(), 5)
    await store.commit(first, Snapshot())
    base = apply(Snapshot(), first)
    await store.commit(RandomRecords(seeds[1]).batch(base, 5), base)


async def test_what_is_taken_over_is_what_was_signed_though_the_file_changes_meanwhile(
    place: Place, tmp_path: Path
) -> None:
    keys, file = (tmp_path / name for name in ("keys", "package"))
    key = b64encode(bytes(32)).decode()
    keys.write_text(f"{public_key(key)} the office\n", "utf-8")
    genuine, forged = MemoryStore(), MemoryStore()
    await log_of(genuine, (1, 2))
    await log_of(forged, (1, 3))
    file.write_text("".join([line async for line in signed(dump(genuine, 1), key)]), "utf-8")
    other = "".join([line async for line in signed(dump(forged, 1), b64encode(b"1" * 32).decode())])

    def say(said: str) -> None:
        if "is whole, signed by the office" in said:
            file.write_text(other, "utf-8")

    store, settings = place.store(), settings_of(place, tmp_path)
    await take_over(store, (batch async for batch in batches_of(genuine) if batch.revision == 1))
    await moving.import_changes(settings, file, keys, say)
    assert file.read_text("utf-8") == other
    assert (await store.head()).hash == (await genuine.head()).hash
