"""The command line: serve and load, verify and back up, export and measure, all named by `parknet --help`.

What a command works with is imported when it runs: help, and what is wrong with the arguments, are told at once.
"""

import asyncio
import io
import json
import os
import signal
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from parknet.errors import ParknetError, Problem, Refused, Sentence
from parknet.settings import Settings, described

if TYPE_CHECKING:
    from parknet.services.view import View

_VARIABLES = "\n\n".join(f"{name} — {text} (default: {default or 'not set'})" for name, default, text in described())
EPILOG = f"Settings, read from the environment:\n\n{_VARIABLES}"

app = typer.Typer(
    help="Cooperation network of cultural industry parks.",
    epilog=EPILOG,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
changes = typer.Typer(help="Carry changes on a medium to a store that follows another.", no_args_is_help=True)
app.add_typer(changes, name="changes")
release = typer.Typer(help="Releases: the network to cite, with all that it rests on.", no_args_is_help=True)
app.add_typer(release, name="release")
MOST_PROBLEMS = 20
TELL_SECONDS = 1.0
"""How often it is said how far long work is."""
Language = Literal["zh", "en"]
FileFormat = Literal[
    "nodes.csv", "ties.csv", "incidence.csv", "hyperedges.csv", "matrix.csv", "xlsx", "nodes.parquet", "ties.parquet",
    "graphml", "gexf", "gephi-nodes.csv", "gephi-ties.csv", "igraph-nodes.csv", "igraph-ties.csv", "net", "paj", "dl",
    "node-link.json", "json",
]  # fmt: skip
LensText = Annotated[
    str, typer.Option("--lens", help="how to look: a URL query such as parties=park-park&sure=possible")
]
Out = Annotated[Path | None, typer.Option("--out", help="file to write; standard output when absent")]
Measured = Annotated[list[str] | None, typer.Option("--measure", help="name of a measure; all when absent")]
Seed = Annotated[int, typer.Option("--seed", min=0, max=2**32 - 1, help="the same gives the same")]
TextFormat = Annotated[Literal["table", "json"], typer.Option("--format")]
PassphraseFile = Annotated[
    Path | None, typer.Option("--passphrase-file", help="file that holds the passphrase of an encrypted backup")
]


def main() -> None:
    """Run the command line; what goes wrong is one sentence on standard error and an exit code other than 0."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that lacks a character shows another in its place
            stream.reconfigure(errors="replace", encoding=None if stream.isatty() else "utf-8")
    try:
        app()
    except Refused as error:
        for problem in error.problems[:MOST_PROBLEMS]:
            say(str(problem))
        if (more := len(error.problems) - MOST_PROBLEMS) > 0:
            say(f"and {more} more")
        sys.exit(2)
    except ParknetError as error:
        say(str(error))
        sys.exit(1)


def say(text: str) -> None:
    """Tell on standard error what is being done, so that standard output holds results alone."""
    print(text if text.startswith("parknet is ready") else f"parknet: {text}", file=sys.stderr, flush=True)


def _run(work: Callable[[Settings], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(work(Settings.from_environment()))


@app.command(epilog=EPILOG)
def serve() -> None:
    """Serve the pages and the API; an empty data folder gets the built-in data first."""
    from parknet import bootstrap

    _run(lambda settings: bootstrap.serve(settings, say))


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

    _run(work)


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

    _run(work)


@app.command()
def verify() -> None:
    """Recompute the hash chain, replay the log, and compare it with the stored records."""
    from parknet import bootstrap
    from parknet.services.verify import verify as verified

    async def work(settings: Settings) -> None:
        async with bootstrap.open_filled(settings, say) as store:
            result = await verified(store, lambda done, total: say(f"{done} of {total} batches checked"))
        write(f"whole: {result.batches} batches, revision {result.revision}, digest {result.digest}\n", None)

    _run(work)


@app.command()
def dump(
    out: Annotated[Path, typer.Option("--out", help="file to write, one change a line")] = Path("parknet-log.jsonl"),
) -> None:
    """Write everything, records and log, as lines to read; equal logs give equal files. It may be served meanwhile."""
    from parknet import moving

    _run(lambda settings: moving.dump(settings, out, say))


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
    _run(lambda settings: moving.backup(settings, file, passphrase_file, say))


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="a file that parknet backup or parknet dump wrote")],
    passphrase_file: PassphraseFile = None,
) -> None:
    """Fill an empty data folder or database from a backup or dump, and verify it; a cut one may be repeated."""
    from parknet import moving

    _run(lambda settings: moving.restore(settings, file, passphrase_file, say))


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

    _run(work)


@changes.command(name="export")
def export_changes(
    after: Annotated[int, typer.Option(min=0, help="the last revision that the other side has; 0: none")],
    out: Annotated[Path, typer.Option("--out", help="file to write")] = Path("parknet-changes.jsonl"),
) -> None:
    """Write the batches after a revision as a signed package."""
    from parknet import moving

    _run(lambda settings: moving.export_changes(settings, after, out, say))


@changes.command(name="import")
def import_changes(
    file: Annotated[Path, typer.Argument(help="a file that parknet changes export wrote")],
    trusted: Annotated[Path, typer.Option(help="file of the public keys that you trust: a line is a key, then a name")],
) -> None:
    """Take over a package that follows what is here; a second time it does nothing."""
    from parknet import moving

    _run(lambda settings: moving.import_changes(settings, file, trusted, say))


@changes.command(name="key")
def public_key() -> None:
    """Print the public key that packages from here are signed with; made at first use."""
    from parknet import moving

    write(moving.own_key(Settings.from_environment(), say) + "\n", None)


def _network_command(lens: str, out: Path | None, make: Callable[["View"], str | bytes]) -> None:
    """Write what `make` gives of the network through the lens to a file, or to standard output."""
    from parknet import bootstrap
    from parknet.services.view import View

    async def work(settings: Settings) -> None:
        wanted = bootstrap.lens_of(lens)
        async with bootstrap.open_journal(settings, say) as journal:
            text = await _telling(lambda: make(View(journal.snapshot, wanted)))
        write(text, out)

    _run(work)


async def _telling(make: Callable[[], str | bytes]) -> str | bytes:
    """What the function gives, worked out in a thread; says how far it is, and ends it when it is interrupted."""
    from parknet.analytics.progress import Progress

    progress, said = Progress(), None
    work = asyncio.create_task(asyncio.to_thread(progress.run, make))
    try:
        while not (await asyncio.wait({work}, timeout=TELL_SECONDS))[0]:
            if (now := progress.read()) and now != said:
                said = now
                say(f"{now[0]} of {now[1]}")
        return work.result()
    finally:
        progress.ended = True
        work.cancel()


def write(text: str | bytes, out: Path | None) -> None:
    """Write text to a file as UTF-8 with its line ends as they are, or to standard output; bytes as they are."""
    try:
        if out is None:
            if isinstance(text, bytes):
                sys.stdout.buffer.write(text)
            else:
                sys.stdout.write(text)
            sys.stdout.flush()
            return
        out.write_bytes(text if isinstance(text, bytes) else text.encode())
    except OSError as error:
        if out is None:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # it is flushed once more at the end
        if isinstance(error, BrokenPipeError):  # the reader has seen enough, as `head` does
            raise typer.Exit(128 + signal.SIGPIPE) from None
        place, remedy = (out, "Name another file by --out.") if out else ("Standard output", "Name a file by --out.")
        raise ParknetError(f"{place} cannot be written ({error.strerror}). {remedy}") from None
    say(f"written: {out}")


@app.command()
def export(
    format: Annotated[FileFormat, typer.Argument(help="kind of file")],
    lens: LensText = "",
    out: Out = None,
    bom: Annotated[bool, typer.Option("--bom", help="CSV with the mark by which Excel knows UTF-8")] = False,
) -> None:
    """Write the network through a lens as a file."""
    _network_command(lens, out, lambda view: view.export(format, bom))


@release.command(name="build")
def build_release(
    lens: LensText = "",
    out: Annotated[Path, typer.Option("--out", help="file to write")] = Path("parknet-release.zip"),
) -> None:
    """Write records, network, measures, citation and codebook as one zip; equal ones have equal bytes."""
    _network_command(lens, out, lambda view: view.release())


@release.command(name="verify")
def verify_release(
    file: Annotated[Path, typer.Argument(help="a file that parknet release build wrote")],
) -> None:
    """Check a release by its own records, without a database, and name each file that is not as it was made."""
    from parknet.services.release_check import MOST_BYTES, check_release

    try:
        with file.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise ParknetError(f"{file} cannot be read ({error.strerror}). Name a file that is there.") from None
    found = check_release(data)
    tables = "made again from the records" if found.rebuilt else f"not made again: parknet {found.version} made them"
    write(f"whole: {found.files} files, tables {tables}\ndigest {found.digest}\nlens {found.lens}\n", None)


@app.command()
def measures(
    measure: Measured = None,
    format: Annotated[Literal["table", "csv", "json", "parquet"], typer.Option("--format")] = "table",
    lens: LensText = "",
    out: Out = None,
) -> None:
    """Measures of the network through a lens, with their definitions and what they do not say."""
    if format == "parquet" and out is None:
        raise _missing("--out", "A Parquet file is not for the screen.", "Parquet 文件不能显示在屏幕上。", "F.parquet")
    _network_command(lens, out, lambda view: view.measures_as(tuple(measure or ()), format))


@app.command(name="null-model")
def null_model(
    model: Annotated[str, typer.Option("--model", help="what is left to chance: rewiring, labels …")] = "rewiring",
    measure: Measured = None,
    draws: Annotated[int, typer.Option("--draws", help="random networks")] = 999,
    seed: Seed = 1,
    lens: LensText = "",
    format: TextFormat = "table",
    out: Out = None,
) -> None:
    """Measures of the whole network beside what chance gives by a null model, with p-values."""
    names = tuple(measure or ())
    _network_command(lens, out, lambda view: view.null_model_as(names, model, (draws, seed), format))


@app.command()
def ranks(
    measure: Annotated[list[str], typer.Option("--measure", help="name of a measure of nodes")],
    missing: Annotated[
        float | None, typer.Option("--missing", help="share of alliances not known, 0 to 1; by coverage when absent")
    ] = None,
    draws: Annotated[int, typer.Option("--draws", help="times that alliances are left out")] = 200,
    seed: Seed = 1,
    lens: LensText = "",
    format: TextFormat = "table",
    out: Out = None,
) -> None:
    """Ranks of the nodes by measures, how far they move where alliances are missing, and without doubtful ones."""
    _network_command(lens, out, lambda view: view.ranks_as(tuple(measure), missing, (draws, seed), format))


@app.command()
def compare(
    other: Annotated[str, typer.Option("--with", help="the other lens; its at is that of the first when absent")],
    lens: LensText = "",
    format: TextFormat = "table",
    out: Out = None,
) -> None:
    """The network through one lens beside the one through another: who and what differs, measures, communities."""
    _network_command(lens, out, lambda view: view.compare_as(other, format))


def _missing(place: str, en: str, zh: str, example: str) -> Refused:
    remedy = Sentence(f"Name a file: {place} {example}.", f"请指定文件：{place} {example}。")
    return Refused([Problem("option", place, "", Sentence(en, zh), remedy)])


@app.command()
def matrix(
    by: Annotated[Literal["region", "province"], typer.Option("--by", help="macro-regions or provinces")] = "region",
    format: Annotated[Literal["table", "csv", "json"], typer.Option("--format")] = "table",
    lens: LensText = "",
    out: Out = None,
) -> None:
    """Known ties between regions or provinces, beside what chance gives, and where nothing can be said."""
    _network_command(lens, out, lambda view: view.matrix_as(by, format))


@app.command()
def path(
    one: Annotated[str, typer.Argument(help="id of a park or another node")],
    other: Annotated[str, typer.Argument(help="id of another one")],
    format: Annotated[Literal["table", "json"], typer.Option("--format")] = "table",
    lens: LensText = "",
    out: Out = None,
) -> None:
    """The shortest way of cooperation between two, and what each hop rests on."""
    _network_command(lens, out, lambda view: view.path_as(one, other, format))


@app.command()
def suggest(
    park: Annotated[str, typer.Argument(help="id of a park")],
    limit: Annotated[int, typer.Option(min=1, max=100)] = 10,
    language: Annotated[Language, typer.Option("--lang")] = "en",
) -> None:
    """Suggest partners for a park, each with its reasons."""
    from parknet.services.view import suggestions_text

    _network_command("", None, lambda view: suggestions_text(view.suggest(park, limit), language))


@app.command(name="map")
def map_(
    lens: LensText = "",
    out: Out = Path("parknet-map.html"),
    language: Annotated[Language, typer.Option("--lang")] = "zh",
) -> None:
    """Write the network as one HTML file that works offline."""
    from parknet.exports.map_page import NODES

    part, words = NODES
    shown = lens if f"{part}=" in lens else f"{lens}&{part}={words}".lstrip("&")
    _network_command(shown, out, lambda view: view.map(language))


@app.command()
def openapi(out: Out = None) -> None:
    """Write the API's contract."""
    from parknet import bootstrap

    write(json.dumps(bootstrap.contract(), ensure_ascii=False, indent=2) + "\n", out)
