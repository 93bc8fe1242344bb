"""What all commands share: the application, its options, and how something is told or written."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Annotated, Any

import typer

from parknet.errors import ParknetError
from parknet.settings import Settings, described

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
Out = Annotated[Path | None, typer.Option("--out", help="file to write; standard output when absent")]


def say(text: str) -> None:
    """Tell on standard error what is being done, so that standard output holds results alone."""
    print(text if text.startswith("parknet is ready") else f"parknet: {text}", file=sys.stderr, flush=True)


def run(work: Callable[[Settings], Coroutine[Any, Any, None]]) -> None:
    """Do the work with the settings of the environment."""
    asyncio.run(work(Settings.from_environment()))


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
