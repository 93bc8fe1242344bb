"""Kernels: loops over the compressed rows of a network for which NetworkX would take minutes.

`indptr`, `indices` (int32) and `weights` (float64) are the symmetric adjacency of a simple graph without self-ties, the
columns of each row ascending, as a `Network` has them. Results are float64 or int64 arrays with one value a node.

The compiled code lets go of the interpreter, is kept between processes, and never runs in threads of its own. It adds
up in a fixed order and leaves nothing to a library that picks its arithmetic by the processor: the same network gives
the same bytes on any machine.

It is kept where numba finds room: in the folder that NUMBA_CACHE_DIR names, else beside these files, else in the user's
cache folder, else where `load` is told to; where there is none, it is compiled in every process. Each process may write
there at any time: numba puts files in place whole, and takes none that fits another text or processor.
"""

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Counts = NDArray[np.int64]
Floats = NDArray[np.float64]

Kernel = Callable[..., Any]

_stubs: dict[Kernel, Kernel] = {}
_loading = Lock()


def compiled(function: Kernel) -> Kernel:
    """The function, compiled when it is first called with arguments of these types; numba is loaded no sooner."""

    @wraps(function)
    def stub(*arguments: Any) -> Any:
        load()
        return getattr(sys.modules[function.__module__], function.__name__)(*arguments)

    _stubs[stub] = function
    return stub


def load(room: Path | None = None) -> None:
    """Load numba, and put what it compiles in the place of every kernel; `room` is a folder of last resort."""
    with _loading:
        made = {stub: _made(function, room) for stub, function in _stubs.items()}
        for module in {sys.modules[stub.__module__] for stub in made}:
            for name, value in list(vars(module).items()):
                if callable(value) and value in made:
                    setattr(module, name, made[value])
        _stubs.clear()


def _made(function: Kernel, room: Path | None) -> Kernel:
    import numba

    config: Any = numba.config
    try:
        made: Kernel = numba.njit(cache=True, nogil=True)(function)
    except RuntimeError:  # numba finds no folder that it may write to
        if room is not None and not config.CACHE_DIR:
            config.CACHE_DIR = str(room)
            return _made(function, room)
        made = numba.njit(nogil=True)(function)
    return made
