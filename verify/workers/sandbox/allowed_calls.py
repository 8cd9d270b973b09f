"""Linux: the calls of the kernel that reading a file needs. A worker may make these and no others.

The list was recorded: all readers over several hundred files of every format, the loading of every library, with the C
libraries of Debian 12, Ubuntu 22.04 and 24.04 on x86_64. Beside each recorded call stand those that do the same under
another name, which aarch64 or another version of a library takes; the numbers of aarch64 have not been run by us.
`whence doctor --learn FILE …` names what the list lacks. A call enters it only where it can neither change nor reach
anything outside the worker, or where a condition on its arguments ensures that.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from typing import Final

from msgspec import Struct

_WORD: Final = 0xFFFFFFFF


class Condition(Struct, frozen=True):
    """What an argument of a call must be: with `mask` laid over it, one of `values`, or with `unlike` none of them.

    `whole` looks at all 64 bits of a pointer; other arguments have 32 that count.
    """

    place: int  # of the argument, from 0
    values: tuple[int, ...]
    mask: int = _WORD
    unlike: bool = False
    whole: bool = False


Case = tuple[Condition, ...]  # all of them must hold
Cases = tuple[Case, ...]  # one of them must hold; without any the call is allowed as it is

# often used ones first: the kernel tries the list from its beginning
_ALWAYS: Final = (
    # a file that is open or may be opened
    "pread64", "preadv2", "preadv", "read", "readv", "lseek", "fadvise64", "getdents64", "dup",
    # what it is called and how large it is
    "newfstatat", "fstat", "stat", "lstat", "statx", "access", "faccessat", "faccessat2", "readlink", "readlinkat",
    "getcwd", "statfs", "fstatfs",
    # answers go through a pipe that is open already; what else may be opened for writing, Landlock or a condition says
    "write", "writev",
    # memory of its own
    "munmap", "mprotect", "madvise", "brk", "mremap",
    # threads of its own
    "futex", "sched_yield", "set_robust_list", "rseq", "exit", "exit_group", "gettid", "sched_getaffinity", "getcpu",
    # signals that it gets
    "rt_sigprocmask", "rt_sigaction", "rt_sigreturn", "sigaltstack", "restart_syscall",
    # the time, chance, and facts about itself and the kernel
    "getrandom", "clock_gettime", "clock_getres", "clock_nanosleep", "nanosleep", "gettimeofday", "time",
    "getpid", "getppid", "getuid", "geteuid", "getgid", "getegid", "getrusage", "uname", "sysinfo",
    # waiting for a thread or for the pipe of commands
    "epoll_create1", "epoll_ctl", "epoll_wait", "epoll_pwait", "eventfd2", "poll", "ppoll", "select", "pselect6",
    # the files that its parent hands over
    "recvmsg",
)  # fmt: skip

_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_PRIVATE: Final = 0x02  # MAP_PRIVATE: what is shared is counted by no limit, and can outlive the worker
_KIND_OF_MAPPING: Final = 0x0F
# CLONE_VM, FS, FILES, SIGHAND, THREAD, SYSVSEM, SETTLS, PARENT_SETTID, CHILD_CLEARTID: what threads are made with.
# musl adds one bit that means nothing any more.
_THREADS: Final = (0x003D0F00, 0x007D0F00)
# TCGETS, TCGETS2, TIOCGWINSZ, FIOCLEX, FIONCLEX: whether it is a terminal, and what a program would inherit
_QUESTIONS: Final = (0x5401, 0x802C542A, 0x5413, 0x5451, 0x5450)
_COPY, _COPY_CLOSED, _GET_MARK, _SET_MARK, _GET_FLAGS, _SET_FLAGS = 0, 1030, 1, 2, 3, 4  # of `fcntl`
_SIGNAL_AT_INPUT: Final = 0x2000  # O_ASYNC
_PROCESSOR_TIME: Final = 0  # RLIMIT_CPU
# PR_GET_DUMPABLE, PR_SET_NAME, PR_GET_NAME
_HARMLESS_SETTINGS: Final = (3, 15, 16)

# libraries take an older call where the kernel says that it lacks the new one
_LACKED: Final = ("clone3", "openat2", "epoll_pwait2")  # what they do lies in memory, where the filter cannot look

# libraries try these, too, and go on as well where they are refused: the second C2PA engine makes no folder for itself,
# onnxruntime does not choose which memory is near
DONE_WITHOUT: Final = frozenset(("mkdir", "mbind"))


def list_allowed(own: int, parent_pipe: int, *, writing: bool) -> Mapping[str, Cases]:
    """Return the calls that process `own` may make, each with its cases. `parent_pipe` stays open, as it is.

    `writing`: whether opening a file for writing is to be refused here.
    """
    keeps_pipe = Condition(0, (parent_pipe & _WORD,), unlike=True)
    reading_only = (((Condition(1, (0,), _WRITING),),), ((Condition(2, (0,), _WRITING),),)) if writing else ((), ())
    return {
        **dict.fromkeys(_ALWAYS, ()),
        "open": reading_only[0],
        "openat": reading_only[1],
        "mmap": ((Condition(3, (_PRIVATE,), _KIND_OF_MAPPING),),),
        "close": ((keeps_pipe,),),
        "ioctl": ((Condition(1, _QUESTIONS),),),
        "prlimit64": (
            (Condition(0, (0, own)), Condition(2, (0,), whole=True)),  # asks, and sets nothing
            (Condition(0, (0, own)), Condition(1, (_PROCESSOR_TIME,))),  # up to the last limit, which stays
        ),
        "clone": ((Condition(0, _THREADS),),),
        "fcntl": (
            (Condition(1, (_GET_FLAGS, _GET_MARK, _SET_MARK, _COPY_CLOSED, _COPY)),),
            (keeps_pipe, Condition(1, (_SET_FLAGS,)), Condition(2, (0,), _SIGNAL_AT_INPUT)),
        ),
        "prctl": ((Condition(0, _HARMLESS_SETTINGS),),),
        "tgkill": ((Condition(0, (own,)),),),  # a crash, told to itself
    }


def choose_error(name: str) -> int:
    """Return the error with which a call that is not allowed is refused."""
    return errno.ENOSYS if name in _LACKED else errno.EPERM
