"""Commands of the records: serve and load them, check, back up and move them."""

import json
from pathlib import Path
from typing import Annotated

import typer

from parknet.cli.app import EPILOG, Out, app, changes, run, say, write
from parknet.settings import Settings

PassphraseFile = Annotated[
    Path | None, typer.Option("--passphrase-file", help="file that holds the passphrase of an encrypted backup")
]


@app.command(epilog=EPILOG)
def serve() -> None:
    """Serve the pages and the API; an empty data folder gets the built-in data first."""
    from parknet import bootstrap

    run(lambda settings: bootstrap.serve(settings, say))


@app.command()
def load() -> None:
    """Load the built-in data; what others wrote since, and what goes together with it, is left alone and named."""
    from parknet import bootstrap

    async def work(settings: Settings) -> None:
        async with bootstrap.open_journal(settings, say, fill=False) as journal:
            loaded = await bootstrap.load_built_in(journal)
            changed = len(loaded.batch.changes) if loaded.batch else 0
            say(f"records written or removed: {changed}, revision {journal.snapshot.revision}")
            for id_ in loaded.conflicts:
                say(f"left alone, since others changed it or what goes together with it: {id_}")

    run(work)


@app.command()
def demo(
    parks: Annotated[int, typer.Option(min=1, max=100_000, help="number of parks")] = 5000,
    seed: Annotated[int, typer.Option(min=0, help="seed of the random numbers")] = 1,
    stay: Annotated[bool, typer.Option("--serve/--no-serve", help="serve it when it is made")] = True,
) -> None:
    """Make a labelled synthetic network in a data folder of its own, and serve it."""
    from parknet import bootstrap

    async def work(settings: Settings) -> None:
        own = bootstrap.demo_settings(settings, parks, seed)
        if stay:
            await bootstrap.serve(own, say, fill=lambda journal: bootstrap.load_demo(journal, parks, seed, say))
            return
        async with bootstrap.open_journal(own, say, fill=False) as journal:
            if journal.snapshot.revision == 0:
                await bootstrap.load_demo(journal, parks, seed, say)
            say(f"{len(journal.snapshot.entries)} synthetic records in {own.data}")

    run(work)


@app.command()
def verify() -> None:
    """Recompute the hash chain, replay the log, and compare it with the stored records."""
    from parknet import bootstrap
    from parknet.services.verify import verify as verified

    async def work(settings: Settings) -> None:
        async with bootstrap.open_filled(settings, say) as store:
            result = await verified(store, lambda done, total: say(f"{done} of {total} batches checked"))
        write(f"whole: {result.batches} batches, revision {result.revision}, digest {result.digest}\n", None)

    run(work)


@app.command()
def dump(
    out: Annotated[Path, typer.Option("--out", help="file to write, one change a line")] = Path("parknet-log.jsonl"),
) -> None:
    """Write everything, records and log, as lines to read; equal logs give equal files. It may be served meanwhile."""
    from parknet import moving

    run(lambda settings: moving.dump(settings, out, say))


@app.command()
def backup(
    out: Annotated[
        Path | None, typer.Option("--out", help="file to write (parknet-backup.gz; parknet-backup when encrypted)")
    ] = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Write a dump, compressed, and encrypted if there is a passphrase, and check it. It may be served meanwhile."""
    from parknet import moving

    file = out or Path("parknet-backup" if passphrase_file else "parknet-backup.gz")
    run(lambda settings: moving.backup(settings, file, passphrase_file, say))


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="a file that parknet backup or parknet dump wrote")],
    passphrase_file: PassphraseFile = None,
) -> None:
    """Fill an empty data folder or database from a backup or dump, and verify it; a cut one may be repeated."""
    from parknet import moving

    run(lambda settings: moving.restore(settings, file, passphrase_file, say))


@app.command()
def copy(
    source: Annotated[str, typer.Argument(help="data folder, or address neo4j://… or bolt://… of a server")],
    target: Annotated[str, typer.Argument(help="the same: empty, or what a copy left that was interrupted")],
) -> None:
    """Move everything, records and log, to another store and compare the digests."""
    from parknet import moving

    async def work(settings: Settings) -> None:
        digests = await moving.copy(settings, source, target, say)
        write("".join(f"{digest}  {place}\n" for digest, place in zip(digests, (source, target), strict=True)), None)

    run(work)


@changes.command(name="export")
def export_changes(
    after: Annotated[int, typer.Option(min=0, help="the last revision that the other side has; 0: none")],
    out: Annotated[Path, typer.Option("--out", help="file to write")] = Path("parknet-changes.jsonl"),
) -> None:
    """Write the batches after a revision as a signed package."""
    from parknet import moving

    run(lambda settings: moving.export_changes(settings, after, out, say))


@changes.command(name="import")
def import_changes(
    file: Annotated[Path, typer.Argument(help="a file that parknet changes export wrote")],
    trusted: Annotated[Path, typer.Option(help="file of the public keys that you trust: a line is a key, then a name")],
) -> None:
    """Take over a package that follows what is here; a second time it does nothing."""
    from parknet import moving

    run(lambda settings: moving.import_changes(settings, file, trusted, say))


@changes.command(name="key")
def public_key() -> None:
    """Print the public key that packages from here are signed with; made at first use."""
    from parknet import moving

    write(moving.own_key(Settings.from_environment(), say) + "\n", None)


@app.command()
def openapi(out: Out = None) -> None:
    """Write the API's contract."""
    from parknet import bootstrap

    write(json.dumps(bootstrap.contract(), ensure_ascii=False, indent=2) + "\n", out)
