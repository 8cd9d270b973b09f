"""Linux: a filter that refuses this process, for good, the calls of the system that reading a file never needs.

Everything else stays allowed: libraries differ in what they call, and a list of the allowed would break with them.
What a call points at in memory is not seen by the filter, so it tells calls and numbers apart, not paths.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

NO_NEW_PRIVILEGES: Final = 38
_SET_FILTER: Final = 1
_ALL_THREADS: Final = 1

_LOAD: Final = 0x20  # a word of what the filter is given: number at 0, machine at 4, arguments from 16 on
_EQUAL: Final = 0x15
_AT_LEAST: Final = 0x35
_ANY_BIT: Final = 0x45
_RETURN: Final = 0x06
_ALLOW: Final = 0x7FFF0000
_REFUSE: Final = 0x00050000
_FOREIGN_NUMBERS: Final = 0x40000000  # x86's third set of numbers for the same calls

_THREAD: Final = 0x00010000  # the bit by which `clone` makes a thread and no process
_TYPING_FOR_THE_USER: Final = (0x5412, 0x541C)  # TIOCSTI, TIOCLINUX: they put keys into a terminal
_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


@dataclass(frozen=True, slots=True)
class _Machine:
    """A kind of processor: what the kernel calls it, and which of the two columns of numbers is its own."""

    name: int
    column: int
    install: int  # the call that takes a filter


_MACHINES: Final = {"x86_64": _Machine(0xC000003E, 0, 317), "aarch64": _Machine(0xC00000B7, 1, 277)}

_NONE: Final = -1
# call: its number on x86_64, on aarch64
_REFUSED: Final = {
    # the network, and programs that listen on this computer
    "socket": (41, 198), "connect": (42, 203), "bind": (49, 200), "listen": (50, 201),
    # other programs
    "execve": (59, 221), "execveat": (322, 281), "fork": (57, _NONE), "vfork": (58, _NONE),
    # other processes
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "kcmp": (312, 272),
    "pidfd_open": (434, 434), "pidfd_getfd": (438, 438), "pidfd_send_signal": (424, 424),
    "process_madvise": (440, 440), "tkill": (200, 130),
    # what a folder holds, and what a file is called or allowed
    "unlink": (87, _NONE), "unlinkat": (263, 35), "rmdir": (84, _NONE), "mkdir": (83, _NONE), "mkdirat": (258, 34),
    "rename": (82, _NONE), "renameat": (264, 38), "renameat2": (316, 276), "link": (86, _NONE), "linkat": (265, 37),
    "symlink": (88, _NONE), "symlinkat": (266, 36), "mknod": (133, _NONE), "mknodat": (259, 33),
    "truncate": (76, 45), "chmod": (90, _NONE), "fchmod": (91, 52), "fchmodat": (268, 53), "fchmodat2": (452, 452),
    "chown": (92, _NONE), "fchown": (93, 55), "lchown": (94, _NONE), "fchownat": (260, 54),
    "utime": (132, _NONE), "utimes": (235, _NONE), "futimesat": (261, _NONE), "utimensat": (280, 88),
    "setxattr": (188, 5), "lsetxattr": (189, 6), "fsetxattr": (190, 7), "removexattr": (197, 14),
    "lremovexattr": (198, 15), "fremovexattr": (199, 16), "setxattrat": (463, 463), "removexattrat": (466, 466),
    # memory and messages that would outlive the process
    "shmget": (29, 194), "msgget": (68, 186), "semget": (64, 190), "mq_open": (240, 180),
    # the system itself
    "mount": (165, 40), "umount2": (166, 39), "move_mount": (429, 429), "open_tree": (428, 428), "fsopen": (430, 430),
    "mount_setattr": (442, 442), "pivot_root": (155, 41), "chroot": (161, 51), "unshare": (272, 97),
    "setns": (308, 268), "open_by_handle_at": (304, 265), "bpf": (321, 280), "perf_event_open": (298, 241),
    "userfaultfd": (323, 282), "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219),
    "init_module": (175, 105), "finit_module": (313, 273), "kexec_load": (246, 104), "reboot": (169, 142),
    # a second way to most of the above
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
}  # fmt: skip
_CLONE: Final = (56, 220)
_CLONE3: Final = (435, 435)
_KILL: Final = ((62, 129), (234, 131), (129, 138), (297, 240))  # kill, tgkill and their kin: whom stands first
_LIMIT_OF: Final = (302, 261)
_IOCTL: Final = (16, 29)
_OPEN: Final = (2, _NONE)
_OPEN_AT: Final = (257, 56)
_OPEN_OTHERWISE: Final = ((85, _NONE), (437, 437))  # creat, openat2


class _Words(ctypes.Structure):
    _fields_ = (("count", ctypes.c_ushort), ("words", ctypes.c_char_p))


def prctl(option: int, value: int) -> bool:
    """Change something about this process; False where the kernel refuses."""
    whole = (ctypes.c_ulong(number) for number in (value, 0, 0, 0))
    return bool(ctypes.CDLL(None).prctl(ctypes.c_int(option), *whole) == 0)


def syscall(number: int, *arguments: Any) -> int:
    """Call the system by number; whole numbers are widened to what it expects, pointers go as they are."""
    wide = [ctypes.c_long(value) if isinstance(value, int) else value for value in arguments]
    return int(ctypes.CDLL(None).syscall(ctypes.c_long(number), *wide))


def refuse(*, writing: bool) -> bool:
    """Put the filter on all threads of this process. False where this system has none.

    `writing` also refuses to open any file for writing, where nothing finer does.
    """
    machine = _MACHINES.get(platform.machine())
    if machine is None or not sys.platform.startswith("linux") or struct.calcsize("P") != 8:
        return False
    words = _build_program(machine, os.getpid(), writing=writing)
    program = _Words(len(words) // 8, words)
    return (
        prctl(NO_NEW_PRIVILEGES, 1) and syscall(machine.install, _SET_FILTER, _ALL_THREADS, ctypes.byref(program)) == 0
    )


def _build_program(machine: _Machine, own: int, *, writing: bool) -> bytes:
    """Build the filter in the kernel's own form. It falls through from test to test and allows what no test refuses."""
    column = machine.column
    words = [
        _encode_word(_LOAD, 4), _encode_word(_EQUAL, machine.name, 1, 0), _encode_refusal(errno.EPERM),
        _encode_word(_LOAD, 0), _encode_word(_AT_LEAST, _FOREIGN_NUMBERS, 0, 1), _encode_refusal(errno.EPERM),
    ]  # fmt: skip
    # calls that happen often first
    words += _test_argument(_IOCTL[column], 1, _EQUAL, _TYPING_FOR_THE_USER, refuse_match=True)
    if writing:
        words += _test_argument(_OPEN[column], 1, _ANY_BIT, (_WRITING,), refuse_match=True)
        words += _test_argument(_OPEN_AT[column], 2, _ANY_BIT, (_WRITING,), refuse_match=True)
        for numbers in _OPEN_OTHERWISE:
            words += _refuse_always(numbers[column], errno.EPERM)
    words += _test_argument(_CLONE[column], 0, _ANY_BIT, (_THREAD,), refuse_match=False)
    words += _refuse_always(_CLONE3[column], errno.ENOSYS)  # its flags lie in memory; libraries then use `clone`
    for numbers in _KILL:
        words += _test_argument(numbers[column], 0, _EQUAL, (own,), refuse_match=False)
    words += _test_argument(_LIMIT_OF[column], 0, _EQUAL, (0, own), refuse_match=False)
    for numbers in _REFUSED.values():
        words += _refuse_always(numbers[column], errno.EPERM)
    return b"".join((*words, _encode_word(_RETURN, _ALLOW)))


def _encode_word(code: int, value: int, met: int = 0, unmet: int = 0) -> bytes:
    return struct.pack("<HBBI", code, met, unmet, value)


def _encode_refusal(number: int) -> bytes:
    return _encode_word(_RETURN, _REFUSE | number)


def _refuse_always(call: int, number: int) -> list[bytes]:
    return [] if call == _NONE else [_encode_word(_EQUAL, call, 0, 1), _encode_refusal(number)]


def _test_argument(call: int, place: int, test: int, values: Iterable[int], *, refuse_match: bool) -> list[bytes]:
    """Build a test of the lower half of one argument; the call is answered there, one way or the other."""
    if call == _NONE:
        return []
    allowed = _encode_word(_RETURN, _ALLOW)
    matched, other = (
        (_encode_refusal(errno.EPERM), allowed) if refuse_match else (allowed, _encode_refusal(errno.EPERM))
    )
    inner = [_encode_word(_LOAD, 16 + 8 * place)]
    for value in values:
        inner += [_encode_word(test, value, 0, 1), matched]
    inner.append(other)
    return [_encode_word(_EQUAL, call, 0, len(inner)), *inner]
