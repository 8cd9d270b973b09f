"""Tries in a worker, on Linux, the calls of the kernel by which one that is taken over could reach others.

None does harm where it succeeds: it asks for what is set already, points nowhere, or takes back what it made.
"""

from __future__ import annotations

import ctypes
import errno
import os
import signal
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from verify.workers.protocol import Attempt, Barrier, Hold
from verify.workers.sandbox.seccomp import find_machine

Deed = Callable[[], int]  # negative, with the system's error, where it was refused

THREADS: Final = 1_500
_SHARED_BYTES: Final = 5 << 30
_ADDRESS_BYTES: Final = 9 << 30
_STACK_BYTES: Final = 1 << 18
_REFUSALS: Final = (errno.EPERM, errno.EACCES, errno.ENOSYS)  # the last: this kernel has no such call

_READ, _READ_WRITE = 1, 3  # PROT_READ, and PROT_WRITE with it
_PRIVATE, _SHARED = 0x4022, 0x21  # MAP_ANONYMOUS with MAP_PRIVATE and MAP_NORESERVE, or with MAP_SHARED
_PRIVATE_KEY, _REMOVE = 0, 0  # IPC_PRIVATE, IPC_RMID
_GET_FLAGS, _SET_FLAGS, _SET_LOCK, _SET_OWNER, _SET_LEASE = 3, 4, 6, 8, 1024  # of `fcntl`
_SHARED_LOCK_AT_ONCE: Final = 5  # LOCK_SH | LOCK_NB, of `flock`
_NO_LEASE: Final = 2  # F_UNLCK
_SET_FILE_FLAGS: Final = 0x40086602  # FS_IOC_SETFLAGS, of `ioctl`
_TYPE_KEY: Final = 0x5412  # TIOCSTI
_END_WITH_PARENT, _ASK_FILTER = 1, 21  # of `prctl`
_LOCAL, _DATAGRAMS = 1, 2  # AF_UNIX, SOCK_DGRAM


def try_calls(given: int, *, threads: bool) -> tuple[Attempt, ...]:
    """Try all of them, and `threads` without end. `given` is the descriptor of a scratch file, open for reading."""
    if not sys.platform.startswith("linux"):
        return ()
    library = _load_library()
    tried = [_try_deeds(library, barrier, deeds) for barrier, deeds in _list_deeds(library, given).items()]
    return (*tried, _try_threads()) if threads else tuple(tried)


def reaches_other_processes(given: int) -> bool:
    """Try to signal the parent by the number of a thread, by a handle and by a file. Linux only."""
    library, parent = _load_library(), os.getppid()
    deeds: list[Deed] = [lambda: library.fcntl(given, _SET_OWNER, parent)]
    if find_machine() is not None:
        deeds += [lambda: _call(library, "tgkill", parent, parent, 0), lambda: _call(library, "pidfd_open", parent, 0)]
    return any(not _is_refused(deed) for deed in deeds)


def find_bounds_of_memory() -> list[str]:
    """Try to take more shared memory and more addresses than a worker may have; return what refuses both. Linux only.

    RLIMIT_DATA counts neither.
    """
    library = _load_library()
    library.mmap.restype = ctypes.c_void_p
    bounds = []
    for size, protection, kind in ((_SHARED_BYTES, _READ_WRITE, _SHARED), (_ADDRESS_BYTES, _READ, _PRIVATE)):
        place = library.mmap(None, ctypes.c_size_t(size), protection, kind, -1, ctypes.c_long(0))
        if place not in (None, ctypes.c_void_p(-1).value):
            library.munmap(ctypes.c_void_p(place), ctypes.c_size_t(size))
            return []
        bounds.append("RLIMIT_AS" if ctypes.get_errno() == errno.ENOMEM else "seccomp")
    return bounds


def _load_library() -> Any:
    return ctypes.CDLL(None, use_errno=True)


def _is_refused(deed: Deed) -> bool:
    ctypes.set_errno(0)
    return deed() < 0 and ctypes.get_errno() in _REFUSALS


def _try_deeds(library: Any, barrier: Barrier, deeds: Sequence[Deed]) -> Attempt:
    if not all(map(_is_refused, deeds)):
        return Attempt(barrier, Hold.NOTHING)
    # with a filter `prctl` itself is refused; without one the rights of the user do it
    return Attempt(barrier, Hold.SYSTEM, "seccomp" if library.prctl(_ASK_FILTER, 0, 0, 0, 0) != 0 else "")


def _list_deeds(library: Any, given: int) -> Mapping[Barrier, Sequence[Deed]]:
    """Return what is tried at each barrier; a pointer that is None leads nowhere where the call is let through."""
    parent = os.getppid()
    deeds: dict[Barrier, list[Deed]] = {
        Barrier.MESSAGES: [
            lambda: _make_sockets(library),
            lambda: library.sendmsg(0, None, 0),
            lambda: _make(library.msgget(_PRIVATE_KEY, 0o600), lambda number: library.msgctl(number, _REMOVE, None)),
        ],
        Barrier.ATTRIBUTES: [
            lambda: library.fchmod(given, 0o600),
            lambda: library.futimens(given, None),
            lambda: library.fsetxattr(given, b"user.whence", b"1", ctypes.c_size_t(1), 0),
            lambda: library.ioctl(given, ctypes.c_ulong(_SET_FILE_FLAGS), None),
        ],
        Barrier.LOCKS: [
            lambda: library.flock(given, _SHARED_LOCK_AT_ONCE),
            lambda: library.fcntl(given, _SET_LEASE, _NO_LEASE),
            lambda: library.fcntl(given, _SET_LOCK, None),
        ],
        Barrier.PRIORITY: [
            lambda: library.setpriority(0, parent, library.getpriority(0, parent)),
            lambda: library.sched_setaffinity(parent, ctypes.c_size_t(0), None),
        ],
        Barrier.OUTLIVING: [
            lambda: _make(
                library.shmget(_PRIVATE_KEY, ctypes.c_size_t(4096), 0o600),
                lambda number: library.shmctl(number, _REMOVE, None),
            ),
            lambda: _make(library.semget(_PRIVATE_KEY, 1, 0o600), lambda number: library.semctl(number, 0, _REMOVE)),
        ],
        Barrier.ORPHAN: [
            lambda: library.prctl(_END_WITH_PARENT, *map(ctypes.c_ulong, (signal.SIGKILL, 0, 0, 0))),
        ],
        Barrier.SYSTEM: [
            lambda: library.sethostname(None, ctypes.c_size_t(1 << 40)),
            lambda: library.unshare(0),
            lambda: library.chroot(b"/nowhere/at/all"),
        ],
        Barrier.TERMINAL: [lambda: library.ioctl(0, ctypes.c_ulong(_TYPE_KEY), None)],
    }
    if find_machine() is not None:
        deeds[Barrier.PRIORITY] += [
            lambda: _call(library, "sched_setscheduler", parent, 0, None),
            lambda: _call(library, "ioprio_set", 1, parent, -1),
        ]
        deeds[Barrier.SYSTEM].append(lambda: _call(library, "clock_settime", 0, None))
    pipe = _find_parent_pipe()
    if pipe >= 0:
        deeds[Barrier.ORPHAN].append(lambda: library.fcntl(pipe, _SET_FLAGS, os.O_ASYNC))
    return deeds


def _find_parent_pipe() -> int:
    """Return the descriptor at which the kernel kills when the parent is gone, -1 where there is none."""
    import fcntl

    for number in range(256):
        try:
            if fcntl.fcntl(number, _GET_FLAGS) & os.O_ASYNC:
                return number
        except OSError:
            continue
    return -1


def _make_sockets(library: Any) -> int:
    """Make a pair of local sockets, over which a datagram could go to any name."""
    pair = (ctypes.c_int * 2)()
    result = int(library.socketpair(_LOCAL, _DATAGRAMS, 0, pair))
    if result >= 0:
        os.close(pair[0])
        os.close(pair[1])
    return result


def _make(number: int, remove: Callable[[int], object]) -> int:
    if number >= 0:
        remove(number)
    return number


def _call(library: Any, name: str, *arguments: int | None) -> int:
    machine = find_machine()
    number = machine.find_number(name) if machine else -1
    wide = (ctypes.c_long(argument or 0) for argument in arguments)
    return int(library.syscall(ctypes.c_long(number), *wide))


def _try_threads() -> Attempt:
    """Start threads until no further one starts."""
    end = threading.Event()
    started: list[threading.Thread] = []
    before = threading.stack_size(_STACK_BYTES)
    try:
        while len(started) < THREADS:
            thread = threading.Thread(target=end.wait, daemon=True)
            thread.start()
            started.append(thread)
    except RuntimeError:
        return Attempt(Barrier.THREADS, Hold.SYSTEM, _name_bound())
    finally:
        threading.stack_size(before)
        end.set()
        for thread in started:
            thread.join()
    return Attempt(Barrier.THREADS, Hold.PARENT)


def _name_bound() -> str:
    import resource

    bound = resource.getrlimit(resource.RLIMIT_NPROC)[0]
    return "RLIMIT_NPROC" if os.getuid() != 0 and 0 < bound < THREADS else "pids.max"
