"""Commands of the network through a lens: files and releases, measures, what is compared, suggestions, the map."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from parknet.cli.app import Out, app, release, run, say, write
from parknet.errors import ParknetError, Problem, Refused, Sentence
from parknet.settings import Settings

if TYPE_CHECKING:
    from parknet.services.view import View

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
Measured = Annotated[list[str] | None, typer.Option("--measure", help="name of a measure; all when absent")]
Seed = Annotated[int, typer.Option("--seed", min=0, max=2**32 - 1, help="the same gives the same")]
TextFormat = Annotated[Literal["table", "json"], typer.Option("--format")]


def _network_command(lens: str, out: Path | None, make: Callable[["View"], str | bytes]) -> None:
    """Write what `make` gives of the network through the lens to a file, or to standard output."""
    from parknet import bootstrap
    from parknet.services.view import View

    async def work(settings: Settings) -> None:
        wanted = bootstrap.lens_of(lens)
        async with bootstrap.open_journal(settings, say) as journal:
            text = await _telling(lambda: make(View(journal.snapshot, wanted)))
        write(text, out)

    run(work)


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
    from parknet.exports.release import MOST_BYTES
    from parknet.services.release_check import check_release

    try:
        with file.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise ParknetError(f"{file} cannot be read ({error.strerror}). Name a file that is there.") from None
    found = check_release(data)
    other = f"not made again: parknet {found.version} made them, or another backend of NetworkX"
    files = "made again from the records" if found.rebuilt else other
    write(f"whole: {found.files} files, {files}\ndigest {found.digest}\nlens {found.lens}\n", None)


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
