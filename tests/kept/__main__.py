"""Keeps a data folder and a log of this version: `python -m tests.kept`, once for each release."""

import asyncio
import tempfile
from pathlib import Path

import parknet
from parknet import moving
from parknet.bootstrap import OPERATOR, open_journal
from parknet.model.batch import Edit, Proposal
from parknet.settings import Settings
from tests import kept
from tests.networks import twelve


async def make(settings: Settings) -> None:
    """The twelve parks loaded, one renamed, a record added and retracted: four batches."""
    renamed = twelve.snapshot().entries["park-anhe"].record.to_dict() | {"name_en": "Renamed"}
    batches = [
        Proposal("parknet", "load", tuple(Edit(record.id, record.to_dict(), 0) for record in twelve.records())),
        Proposal("operator", "edit", (Edit("park-anhe", renamed, 1),), "as its sign says"),
        Proposal("operator", "edit", (Edit("source-note", {"name_zh": "笔记"}, 0),), key="note"),
        Proposal("operator", "edit", (Edit("source-note", None, 3),), "a mistake"),
    ]
    async with open_journal(settings, print, fill=False) as journal:
        for proposal in batches:
            await journal.write(proposal, OPERATOR)


def main() -> None:
    """Make, pack and dump it; fails when this version has one already."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder) / "data")
        asyncio.run(make(settings))
        kept.pack(settings.data, parknet.__version__)
        asyncio.run(moving.dump(settings, kept.log_of(parknet.__version__), print))


if __name__ == "__main__":
    main()
