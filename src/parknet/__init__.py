"""Cooperation network of cultural industry parks: records, measures, suggestions, maps."""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """`parknet.connect`, imported when it is asked for: importing parknet opens and reads nothing."""
    if name == "connect":
        return import_module("parknet.library").connect
    raise AttributeError(f"parknet has no {name}")
