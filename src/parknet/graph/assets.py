"""Where the folder `graph/` is: beside `src/` in a checkout, inside the package in a wheel."""

from pathlib import Path


def graph_folder(package: Path = Path(__file__).parents[1]) -> Path:
    """The folder with schema, queries and data; the checkout's own when the package lies in one."""
    checkout = package.parents[1] / "graph"
    if package == checkout.parent / "src" / "parknet" and (checkout / "queries").is_dir():
        return checkout
    return package / "_graph"
