"""What older versions wrote opens with this one, and a newer built-in data set leaves alone what others wrote since."""

import json
from pathlib import Path

import pytest

import parknet
from parknet.bootstrap import LOADER, OPERATOR, open_filled, open_journal
from parknet.graph import dataset
from parknet.model.batch import Edit, Proposal
from parknet.model.records import Park
from parknet.services.loading import load
from parknet.services.transfer import dump
from parknet.services.verify import verify
from parknet.settings import Settings
from tests import kept
from tests.api.processes import run

pytestmark = pytest.mark.arcadedb


def say(text: str) -> None:
    """Nobody listens."""


def last_texts(log: Path) -> dict[str, str]:
    """The records that a log leaves, read without the program."""
    changes = [json.loads(line).get("change") for line in log.read_text("utf-8").splitlines()]
    texts = {change["id"]: change["after"] for change in changes if change}
    return {id_: text for id_, text in texts.items() if text is not None}


def test_this_version_keeps_what_it_writes() -> None:
    assert parknet.__version__ in kept.VERSIONS, "run python -m tests.kept"


@pytest.mark.parametrize("version", kept.VERSIONS)
async def test_an_old_data_folder_and_its_log_open_are_whole_and_can_be_written_to(
    version: str, tmp_path: Path
) -> None:
    opened, restored = Settings(data=tmp_path / "opened"), tmp_path / "restored"
    kept.unpack(version, opened.data)
    done = run(restored, "restore", str(kept.log_of(version)))
    assert done.returncode == 0, done.stderr
    async with open_filled(opened, say) as store:
        before = await verify(store)
        assert f"restored: revision {before.revision}, digest {before.digest}" in done.stderr
        lines = [line async for line in dump(store)]
    assert "".join(lines[1:-1]) in kept.log_of(version).read_text("utf-8")
    async with open_journal(opened, say) as journal:
        assert set(journal.snapshot.entries) == set(last_texts(kept.log_of(version)))
        park = journal.snapshot.entries["park-anhe"]
        assert isinstance(park.record, Park) and park.record.name_en == "Renamed"
        edit = Edit("park-anhe", park.record.to_dict() | {"name_en": "Written now"}, park.version)
        await journal.write(Proposal("operator", "edit", (edit,)), OPERATOR)
        after = await verify(journal.store)
    assert after.revision == before.revision + 1 and after.digest != before.digest


async def test_a_newer_built_in_data_set_changes_only_what_a_load_wrote_last(tmp_path: Path) -> None:
    newer = {record.id: record for record in dataset.load(dataset.folder()).records}
    theirs, ours, fresh = [id_ for id_ in sorted(newer) if id_.startswith("park-")][:3]
    older = newer | {id_: newer[id_].model_copy(update={"name_en": "As it was"}) for id_ in (theirs, ours)}
    pointed_at = {
        text for id_, record in newer.items() if id_ != fresh for text in [record.text()] if f'"{fresh}"' in text
    }
    assert not pointed_at, "take another park that nobody points at"
    del older[fresh]
    async with open_journal(Settings(data=tmp_path), say, fill=False) as journal:
        await load(journal, older.values(), LOADER)
        mine = older[theirs].to_dict() | {"name_en": "As I know it"}
        await journal.write(Proposal("operator", "edit", (Edit(theirs, mine, 1),)), OPERATOR)
    done = run(tmp_path, "load")
    assert done.returncode == 0 and "records written or removed: 2, revision 3" in done.stderr
    assert [line for line in done.stderr.splitlines() if "left alone" in line] == [
        f"parknet: left alone, since others changed it or what goes together with it: {theirs}"
    ]
    async with open_journal(Settings(data=tmp_path), say) as journal:
        park, entries = journal.snapshot.get(theirs), journal.snapshot.entries
        assert isinstance(park, Park) and park.name_en == "As I know it"
        assert [entries[id_].record for id_ in (ours, fresh)] == [newer[ours], newer[fresh]]
        assert (await verify(journal.store)).digest == journal.snapshot.digest
