"""Linux: the rights that a worker gives up, and the number of threads beyond which it gets none."""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import re
from pathlib import Path
from typing import Final

from verify.workers.sandbox.seccomp import find_machine, syscall

_OWN_USERS: Final = 0x10000000  # CLONE_NEWUSER
_COUNTS_ALONE_SINCE: Final = (5, 14)
_VERSION: Final = 0x20080522  # of the structures of `capset`
_READ_ALL: Final = 1 << 2  # CAP_DAC_READ_SEARCH: files of others, for whom root reads


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("process", ctypes.c_int))


class _Half(ctypes.Structure):
    _fields_ = (("effective", ctypes.c_uint32), ("permitted", ctypes.c_uint32), ("inheritable", ctypes.c_uint32))


def bound_threads(most: int) -> bool:
    """Let this process have at most `most` threads; False where the kernel does not count them for itself.

    RLIMIT_NPROC counts all threads of a user: on a busy desktop it would end a worker for what others do. In a user
    namespace of its own the kernel counts only what lives in there (Linux 5.14 and later). Root is not counted. Where
    this is not to be had, a control group or the parent counts.
    """
    if os.geteuid() == 0 or _read_kernel_version() < _COUNTS_ALONE_SINCE:
        return False
    try:
        import resource
    except ImportError:  # there is none, or it cannot be read
        return False
    user, group = os.geteuid(), os.getegid()
    if ctypes.CDLL(None).unshare(_OWN_USERS) != 0:
        return False
    for name, text in (("uid_map", f"{user} {user} 1"), ("setgroups", "deny"), ("gid_map", f"{group} {group} 1")):
        with contextlib.suppress(OSError):  # without it the user has another number in here, and the same rights
            Path("/proc/self", name).write_text(text, encoding="ascii")
    try:
        resource.setrlimit(resource.RLIMIT_NPROC, (most, most))
    except (OSError, ValueError):
        return False
    return True


def drop_capabilities() -> None:
    """Give up what root may do beyond other users, for good, but for reading any file."""
    machine = find_machine()
    if machine is None:
        return
    header, halves = _Header(_VERSION, 0), (_Half * 2)()
    if syscall(machine.find_number("capget"), ctypes.byref(header), halves) != 0:
        return
    capabilities = halves[0].permitted & _READ_ALL
    halves[0], halves[1] = _Half(capabilities, capabilities, 0), _Half(0, 0, 0)
    syscall(machine.find_number("capset"), ctypes.byref(header), halves)


def _read_kernel_version() -> tuple[int, ...]:
    match = re.match(r"(\d+)\.(\d+)", platform.release())
    return tuple(map(int, match.groups())) if match else (0, 0)
