"""Compiling ahead: every measure and null model once, so that nobody waits for a kernel later."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import MappingProxyType

import numpy as np

from parknet.analytics import kernels
from parknet.analytics.lens import Lens
from parknet.analytics.measures import MEASURES
from parknet.analytics.network import build
from parknet.analytics.null_models import NULL_MODELS
from parknet.analytics.progress import steps
from parknet.model.records import Alliance, Park
from parknet.model.snapshot import Entry, Snapshot

_PAIRS = ("ab", "bc", "ac", "cd", "de", "ef")


def warm(room: Path | None = None) -> None:
    """Compile all kernels, or load what was compiled before; `room` is a folder of last resort to keep them in.

    It takes a fraction of a second when they were compiled before, else half a minute of one core.
    """
    kernels.load(room)
    network = build(_small(), Lens(at="2000-01-01"))
    works: list[Callable[[], object]] = [
        *(partial(entry.compute, network, 1) for entry in MEASURES.values()),
        *(partial(model.draw, network, np.random.default_rng(1)) for model in NULL_MODELS.values()),
    ]
    for work in steps(works, len(works)):
        work()


def _small() -> Snapshot:
    """Six parks, tied as a triangle with a tail."""
    parks = [Park(id=f"park-{letter}", name_zh=letter) for letter in "abcdef"]
    ties = [
        Alliance.model_validate(
            {
                "id": f"alliance-{pair}",
                "name_zh": pair,
                "kind": "pairing",
                "has_member": [{"to": f"park-{letter}", "part": "park"} for letter in pair],
                "has_step": [{"id": f"alliance-{pair}#1", "state": "signed", "date": "1999"}],
            }
        )
        for pair in _PAIRS
    ]
    entries = {record.id: Entry(record, record.text(), 1) for record in (*parks, *ties)}
    return Snapshot(1, "", "", MappingProxyType(entries))
