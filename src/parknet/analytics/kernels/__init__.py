"""Kernels: loops over the compressed rows of a network for which NetworkX would take minutes.

`indptr`, `indices` (int32) and `weights` (float64) are the symmetric adjacency of a simple graph without self-ties, the
columns of each row ascending, as a `Network` has them. Results are float64 or int64 arrays with one value a node.

The compiled code lets go of the interpreter, is kept between processes, and never runs in threads of its own. It adds
up in a fixed order and leaves nothing to a library that picks its arithmetic by the processor: the same network gives
the same bytes on any machine.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Counts = NDArray[np.int64]
Floats = NDArray[np.float64]

compiled: Callable[[Callable[..., Any]], Callable[..., Any]] = njit(cache=True, nogil=True)
"""Compiles a function when it is first called with arguments of these types."""
