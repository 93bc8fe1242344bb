"""The command line: serve and load, verify and back up, export and measure, all named by `parknet --help`.

What a command works with is imported when it runs: help, and what is wrong with the arguments, are told at once.
"""

import io
import sys

from parknet.cli import records, view
from parknet.cli.app import app, say
from parknet.errors import ParknetError, Refused

__all__ = ["main", "records", "view"]

MOST_PROBLEMS = 20


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
