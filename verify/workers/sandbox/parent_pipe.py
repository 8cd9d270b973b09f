"""Linux: a pipe of which the parent holds the one end and a worker the other. When the parent ends, the kernel kills.

That also ends a worker which somebody has taken over and whose own threads no longer watch its parent: the filter
of calls lets it neither close its end nor ask for another signal.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import stat
import sys
from collections.abc import Mapping
from typing import Final

VARIABLE: Final = "WHENCE_PARENT_PIPE"  # in the environment of a worker: the number of its end

_ABSENT: Final = -1
_SET_SIGNAL: Final = 10  # F_SETSIG


class ParentPipe:
    """The parent's end. Start the process with `inherited` and `environment`, then `attach`; `close` it at last."""

    def __init__(self) -> None:
        self._theirs, self._ours = os.pipe() if sys.platform.startswith("linux") else (_ABSENT, _ABSENT)

    @property
    def inherited(self) -> tuple[int, ...]:
        """The descriptors that the process inherits."""
        return () if self._theirs == _ABSENT else (self._theirs,)

    @property
    def environment(self) -> Mapping[str, str]:
        """By which the process knows its end."""
        return {} if self._theirs == _ABSENT else {VARIABLE: str(self._theirs)}

    def attach(self) -> None:
        """Leave the other end to the process that was started."""
        self._theirs = _close(self._theirs)

    def close(self) -> None:
        """Close it, at which the process is killed."""
        self._theirs = _close(self._theirs)
        self._ours = _close(self._ours)


def end_with_parent() -> int:
    """Have the kernel kill this process when its parent closes its end or is gone; return our end, or -1."""
    number = os.environ.pop(VARIABLE, "")
    descriptor = int(number) if number.isdecimal() else _ABSENT
    try:
        if descriptor == _ABSENT or not stat.S_ISFIFO(os.fstat(descriptor).st_mode):
            return _ABSENT
        import fcntl

        os.set_inheritable(descriptor, False)
        fcntl.fcntl(descriptor, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(descriptor, _SET_SIGNAL, signal.SIGKILL)
        fcntl.fcntl(descriptor, fcntl.F_SETFL, fcntl.fcntl(descriptor, fcntl.F_GETFL) | os.O_ASYNC)
    except (OSError, ImportError):
        return _ABSENT
    watched = select.poll()
    watched.register(descriptor, 0)
    if watched.poll(0):  # the parent was gone before
        os._exit(0)
    return descriptor


def _close(descriptor: int) -> int:
    if descriptor != _ABSENT:
        with contextlib.suppress(OSError):
            os.close(descriptor)
    return _ABSENT
