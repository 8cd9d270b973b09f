"""Linux: what a worker gives up beyond the limits of POSIX, each where the kernel can do it.

The order matters: what needs a file or a namespace comes before what forbids both.
"""

from __future__ import annotations

import contextlib
import ctypes
import signal
from pathlib import Path
from typing import Final

from verify.workers.sandbox import landlock, seccomp
from verify.workers.sandbox.syscalls import prctl

_END_WITH_PARENT: Final = 1
_DUMPABLE: Final = 4
_FIRST_TO_GO: Final = "500"  # of 1000: where memory runs out, the system ends a worker before a window
_OWN_USERS: Final = 0x10000000
_OWN_NETWORK: Final = 0x40000000


def forbid() -> None:
    """No network, no other program or process, no file changed, no dump of memory, no life without its parent."""
    prctl(_END_WITH_PARENT, signal.SIGKILL)
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(_FIRST_TO_GO, encoding="ascii")
    prctl(_DUMPABLE, 0)  # a dump could hold a picture; a pipe for dumps heeds no other limit
    held = landlock.forbid()
    if not seccomp.refuse(writing=not held):
        leave_network()


def leave_network() -> None:
    """Move this process into a network of its own, where nothing is, if the kernel lets a user do that."""
    library = ctypes.CDLL(None)
    if hasattr(library, "unshare"):
        library.unshare(_OWN_USERS | _OWN_NETWORK)
