"""Cooperation network of cultural industry parks: records, measures, suggestions, maps."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from parknet.library import connect as connect

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """`parknet.connect`, imported when it is asked for: importing parknet opens and reads nothing."""
    if name == "connect":
        from parknet.library import connect

        return connect
    raise AttributeError(name)
