"""Linux: what a worker gives up beyond the limits of POSIX, each where the kernel can do it.

The order matters: what needs a file or a namespace comes before what forbids both.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import stat
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from verify.workers.sandbox import learn, parent_pipe, places, privileges, seccomp
from verify.workers.sandbox.seccomp import NO_NEW_PRIVILEGES, prctl, syscall

_END_WITH_PARENT: Final = 1
_DUMPABLE: Final = 4
_FIRST_TO_GO: Final = "500"  # of 1000: where memory runs out, the system ends a worker before a window
_OWN_USERS: Final = 0x10000000
_OWN_NETWORK: Final = 0x40000000

# Landlock: numbers of calls and bits of rights
_CREATE, _ADD, _RESTRICT = 444, 445, 446  # the same numbers on every kind of processor
_ASK_VERSION: Final = 1
_BENEATH: Final = 1

_EXECUTE: Final = 1 << 0
_WRITE: Final = 1 << 1
_READ_FILE: Final = 1 << 2
_READ_FOLDER: Final = 1 << 3
_CHANGE_FOLDERS: Final = sum(1 << bit for bit in range(4, 13))  # remove and make whatever a folder can hold
_LATER_RIGHTS: Final = {2: 1 << 13, 3: 1 << 14, 5: 1 << 15}  # move between folders, cut short, command devices
_NETWORK_SINCE: Final = 4
_TCP: Final = 0b11  # bind, connect
_SCOPES_SINCE: Final = 6
_OTHERS: Final = 0b11  # abstract sockets and signals of processes outside

# what later versions of Landlock can refuse, by the version that brought it
LATER_BOUNDS: Final = {
    2: "moving",
    3: "cutting",
    _NETWORK_SINCE: "connections",
    5: "devices",
    _SCOPES_SINCE: "programs",
}


class _Rules(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scopes", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def forbid(most_threads: int, recorder: str = "") -> None:
    """Forbid network, other programs and processes, changes of files and dumps of memory; end with the parent.

    Threads are bounded where the kernel counts them for this process alone. `recorder` is the socket of a
    `learn.CallRecorder` that is told what is refused.
    """
    connection = learn.connect(recorder) if recorder else None
    readable = places.list_readable()  # asked before the user may have another number
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(_FIRST_TO_GO, encoding="ascii")
    privileges.bound_threads(most_threads)
    privileges.drop_capabilities()
    prctl(_END_WITH_PARENT, signal.SIGKILL)
    prctl(_DUMPABLE, 0)  # a dump could hold a picture; a pipe for dumps heeds no other limit
    pipe = parent_pipe.end_with_parent()
    holds_files = restrict_files(readable)
    if connection is not None and learn.ask_recorder(connection, writing=not holds_files, parent_pipe=pipe):
        return
    if not seccomp.allow_listed(writing=not holds_files, parent_pipe=pipe):
        leave_network()


def leave_network() -> None:
    """Move this process into a network of its own, where nothing is, if the kernel lets a user do that."""
    library = ctypes.CDLL(None)
    if hasattr(library, "unshare"):
        library.unshare(_OWN_USERS | _OWN_NETWORK)


def ask_landlock_version() -> int:
    """Return the version of Landlock that this kernel has, 0 where it has none or it is switched off."""
    if not sys.platform.startswith("linux"):
        return 0
    return max(0, syscall(_CREATE, None, 0, _ASK_VERSION))


def restrict_files(readable: Sequence[str]) -> bool:
    """Forbid this thread and all that it starts, by Landlock, to change files, to start programs and to read elsewhere
    than in the folders and files `readable`.

    A worker is given its files as descriptors, which no such rule touches: the rules need not grow with each file, and
    cannot. Returns False where this system has no Landlock.
    """
    version = ask_landlock_version()
    if version < 1:
        return False
    later = sum(right for since, right in _LATER_RIGHTS.items() if version >= since)
    rules, size = _Rules(_EXECUTE | _WRITE | _READ_FILE | _READ_FOLDER | _CHANGE_FOLDERS | later), 8
    if version >= _NETWORK_SINCE:
        rules.network, size = _TCP, 16
    if version >= _SCOPES_SINCE:
        rules.scopes, size = _OTHERS, 24
    rule_set = syscall(_CREATE, ctypes.byref(rules), size, 0)
    if rule_set < 0:
        return False
    try:
        for place in readable:
            _allow(rule_set, place, _READ_FILE | _READ_FOLDER)
        # libraries may open it to throw something away
        _allow(rule_set, os.devnull, _READ_FILE | (rules.files & (_WRITE | _LATER_RIGHTS[3] | _LATER_RIGHTS[5])))
        return prctl(NO_NEW_PRIVILEGES, 1) and syscall(_RESTRICT, rule_set, 0) == 0
    finally:
        os.close(rule_set)


def _allow(rule_set: int, path: str, rights: int) -> None:
    with contextlib.suppress(OSError):
        place = os.open(path, getattr(os, "O_PATH", 0) | os.O_CLOEXEC)
        if not stat.S_ISDIR(os.fstat(place).st_mode):
            rights &= ~_READ_FOLDER
        syscall(_ADD, rule_set, _BENEATH, ctypes.byref(_Beneath(rights, place)), 0)
        os.close(place)
