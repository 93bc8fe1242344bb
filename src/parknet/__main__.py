"""`parknet` and `python -m parknet`: the command line."""

import sys


def main() -> None:
    """Run the command line; Ctrl-C ends it without a stack trace, while it is being imported, too."""
    try:
        from parknet import cli

        cli.main()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
