"""A server's database backed up and restored, with real engines: what it holds, and what it must not hold."""

from pathlib import Path

import pytest

from parknet import moving
from parknet.errors import Refused
from parknet.model.snapshot import Snapshot
from parknet.services.transfer import batches_of, take_over
from parknet.settings import Settings
from parknet.store.memory import MemoryStore
from tests.contract.conftest import Place
from tests.contract.test_transfer import filled
from tests.networks.random_records import RandomRecords


async def test_a_servers_database_must_be_empty_or_hold_the_beginning_of_what_is_restored(
    place: Place, tmp_path: Path
) -> None:
    password, phrase, file = (tmp_path / name for name in ("password", "phrase", "backup"))
    password.write_text(place.address.password, "utf-8")
    phrase.write_text("a phrase", "utf-8")
    settings = Settings(
        database=place.address.uri,
        database_name=place.address.database,
        database_user=place.address.user,
        database_password_file=password,
        data=tmp_path / "unused",
    )
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
