"""A program of its own: ties its life to the owner's, then becomes the engine.

Run as ``python -I -S engine_guard.py OWNER_PID LOCK_FD JAVA ARGUMENT…`` by `parknet.graph.engine_process`. A program,
because code between fork and exec (`preexec_fn`) is not safe beside other threads.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def become_engine(owner: int, lock: int, command: list[str]) -> None:
    """Replace this process by `command`; on Linux the kernel ends it when the owner's engine thread ends."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # Java leaves a signal alone that it finds ignored
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != owner:  # the owner went before the kernel was told
        sys.exit("the owner has gone")
    os.ftruncate(lock, 0)
    os.pwrite(lock, f"{os.getpid()}\n".encode(), 0)
    os.execve(command[0], command, {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"})


if __name__ == "__main__":
    become_engine(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
