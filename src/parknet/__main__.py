"""`python -m parknet` is the command line."""

from parknet.cli import main

if __name__ == "__main__":
    main()
