"""The filter as the kernel runs it, interpreted here, so that both kinds of processor are tried on either."""

from __future__ import annotations

import errno
import platform
import re
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.workers.sandbox import allowed_calls, seccomp
from verify.workers.sandbox.seccomp import Machine, build_program
from verify.workers.sandbox.system_calls import ABSENT, NUMBERS

OWN = 4711
PIPE = 77
MACHINES = {"x86_64": Machine(0xC000003E, 0), "aarch64": Machine(0xC00000B7, 1)}
HEADERS = {
    0: Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
    1: Path("/usr/include/asm-generic/unistd.h"),
}

ALLOW = 0x7FFF0000
ASK = 0x7FC00000
EPERM = 0x00050000 | errno.EPERM
ENOSYS = 0x00050000 | errno.ENOSYS

# what a taken-over worker could do harm with, each by the name and the arguments of its call
HARM = {
    "a socket": ("socket", 1, 2, 0),
    "a pair of sockets, over which a datagram goes to any name": ("socketpair", 1, 2, 0, 0),
    "a message with an address": ("sendto", 3, 0, 1, 0, 0xDEAD, 16),
    "a message whose address lies in memory": ("sendmsg", 3, 0xDEAD, 0),
    "many messages": ("sendmmsg", 3, 0xDEAD, 1, 0),
    "whom a file signals": ("fcntl", 3, 8, 1),
    "which signal it sends": ("fcntl", 3, 10, 9),
    "a lease": ("fcntl", 3, 1024, 0),
    "a lock": ("fcntl", 3, 6, 0xDEAD),
    "another lock": ("flock", 3, 2),
    "a signal at input": ("fcntl", 3, 4, 0x2000),
    "no signal any more when the parent is gone": ("fcntl", PIPE, 4, 0),
    "no pipe of the parent any more": ("close", PIPE),
    "another file in its place": ("dup2", 3, PIPE),
    "the flags of a file": ("ioctl", 3, 0x40086602, 0xDEAD),
    "keys typed into a terminal": ("ioctl", 0, 0x5412, 0xDEAD),
    "input by signals": ("ioctl", PIPE, 0x5452, 0xDEAD),
    "life after the parent": ("prctl", 1, 0),
    "dumps": ("prctl", 4, 1),
    "capabilities": ("capset", 0xDEAD, 0xDEAD),
    "a process": ("clone", 17, 0, 0, 0, 0),
    "a process by a new call": ("clone3", 0xDEAD, 88),
    "a thread in a space of names of its own": ("clone", 0x003D0F00 | 0x10000000, 0, 0, 0, 0),
    "another user's limits": ("prlimit64", 1, 0, 0, 0),
    "more memory": ("prlimit64", 0, 9, 0xDEAD, 0),
    "more memory, said by an address of which the low half is 0": ("prlimit64", 0, 9, 0x7F00_0000_0000, 0),
    "shared memory": ("mmap", 0, 1 << 32, 3, 0x21, -1, 0),
    "a shared file": ("mmap", 0, 4096, 1, 0x01, 3, 0),
    "memory without a name": ("memfd_create", 0xDEAD, 0),
    "a signal": ("kill", 1, 9),
    "a signal to a thread of another process": ("tgkill", 1, 1, 9),
    "another's priority": ("setpriority", 0, 1, 5),
    "another's scheduling": ("sched_setscheduler", 1, 5, 0xDEAD),
    "another's processors": ("sched_setaffinity", 1, 8, 0xDEAD),
    "another's disk priority": ("ioprio_set", 1, 1, 0),
    "memory that outlives it": ("shmget", 0, 4096, 0o1600),
    "somebody's memory": ("shmat", 5, 0, 0),
    "messages that outlive it": ("msgsnd", 5, 0xDEAD, 1, 0),
    "the name of the computer": ("sethostname", 0xDEAD, 4),
    "the time": ("clock_settime", 0, 0xDEAD),
    "a watch on files": ("fanotify_init", 0, 0),
    "a program": ("execve", 0xDEAD, 0, 0),
}


def evaluate(program: bytes, machine: int, number: int, arguments: tuple[int, ...]) -> int:
    """Run the filter as the kernel does."""
    words = [struct.unpack_from("<HBBI", program, place) for place in range(0, len(program), 8)]
    given_ = struct.pack("<iIQ6Q", number, machine, 0, *(value % 2**64 for value in (*arguments, *[0] * 6)[:6]))
    accumulator, place = 0, 0
    while True:
        code, met, unmet, value = words[place]
        place += 1
        if code == 0x20:
            (accumulator,) = struct.unpack_from("<I", given_, value)
        elif code == 0x54:
            accumulator &= value
        elif code == 0x05:
            place += value
        elif code in {0x15, 0x35}:
            place += met if (accumulator == value if code == 0x15 else accumulator >= value) else unmet
        else:
            assert code == 0x06
            return int(value)


def answer(machine: Machine, call: str, *arguments: int, writing: bool = False) -> int:
    program = build_program(machine, OWN, PIPE, writing=writing)
    return evaluate(program, machine.name, NUMBERS[call][machine.column], arguments)


@pytest.mark.parametrize("machine", MACHINES.values(), ids=MACHINES)
@pytest.mark.parametrize("deed", HARM.values(), ids=HARM)
def test_what_could_do_harm_is_refused(machine: Machine, deed: tuple[str, *tuple[int, ...]]) -> None:
    call, *arguments = deed
    if NUMBERS[call][machine.column] == ABSENT:
        pytest.skip("this processor has no such call")
    assert answer(machine, call, *arguments) == (ENOSYS if call == "clone3" else EPERM)


@pytest.mark.parametrize("machine", MACHINES.values(), ids=MACHINES)
def test_what_readers_call_is_allowed(machine: Machine) -> None:
    assert answer(machine, "read", 0, 0, 1) == ALLOW
    assert answer(machine, "openat", 0, 0, 0) == ALLOW
    assert answer(machine, "mmap", 0, 4096, 3, 0x22, -1, 0) == ALLOW
    assert answer(machine, "clone", 0x003D0F00) == ALLOW
    assert answer(machine, "close", 3) == ALLOW
    assert answer(machine, "fcntl", 3, 4, 0x8000) == ALLOW
    assert answer(machine, "ioctl", 3, 0x5401) == ALLOW
    assert answer(machine, "prlimit64", 0, 7, 0, 0xDEAD) == ALLOW
    assert answer(machine, "prlimit64", OWN, 0, 0xDEAD, 0) == ALLOW
    assert answer(machine, "tgkill", OWN, OWN, 6) == ALLOW
    assert answer(machine, "prctl", 15, 0xDEAD) == ALLOW


@pytest.mark.parametrize("machine", MACHINES.values(), ids=MACHINES)
def test_opening_for_writing_is_refused_where_nothing_finer_does_it(machine: Machine) -> None:
    for flags in (1, 2, 0x40, 0x200):
        assert answer(machine, "openat", 0, 0, flags) == ALLOW
        assert answer(machine, "openat", 0, 0, flags, writing=True) == EPERM
    assert answer(machine, "openat", 0, 0, 0, writing=True) == ALLOW
    assert {answer(machine, "openat2", 0, 0, 0, writing=writing) for writing in (True, False)} == {ENOSYS}


@pytest.mark.parametrize("machine", MACHINES.values(), ids=MACHINES)
@given(number=st.integers(0, 2**31 - 1), arguments=st.lists(st.integers(0, 2**64 - 1), max_size=6))
def test_nothing_but_what_is_listed_is_ever_allowed(machine: Machine, number: int, arguments: list[int]) -> None:
    program = build_program(machine, OWN, PIPE, writing=False)
    names = [name for name, numbers in NUMBERS.items() if numbers[machine.column] == number]
    listed = {name for name in names if name in allowed_calls.list_allowed(OWN, PIPE, writing=False)}
    said = evaluate(program, machine.name, number, tuple(arguments))
    assert said in ({ALLOW, EPERM} if listed else {EPERM, ENOSYS})


@pytest.mark.parametrize("machine", MACHINES.values(), ids=MACHINES)
def test_no_call_comes_in_by_a_number_of_another_processor_or_of_later_times(machine: Machine) -> None:
    program = build_program(machine, OWN, PIPE, writing=False)
    assert evaluate(program, 0x40000003, 0, ()) == EPERM  # x86 of 32 bits
    assert evaluate(program, machine.name, 0x40000000, ()) == EPERM  # x86's third set
    assert evaluate(program, machine.name, 600, ()) == ENOSYS


@pytest.mark.parametrize("machine", MACHINES.values(), ids=MACHINES)
def test_one_that_learns_asks_where_the_other_refuses(machine: Machine) -> None:
    program = build_program(machine, OWN, PIPE, writing=False, socket=5)

    def ask(call: str, *arguments: int) -> int:
        return evaluate(program, machine.name, NUMBERS[call][machine.column], arguments)

    assert ask("socket", 1, 1, 0) == ask("sendmsg", 6) == ask("prctl", 4) == ASK
    assert ask("sendmsg", 5) == ask("read", 0) == ALLOW
    assert ask("clone3") == ENOSYS


@pytest.mark.parametrize("machine", MACHINES.values(), ids=MACHINES)
def test_the_kernel_takes_a_program_of_this_length(machine: Machine) -> None:
    assert len(build_program(machine, OWN, PIPE, writing=True, socket=5)) // 8 < 4_096


def test_the_numbers_are_those_of_the_kernels_own_headers() -> None:
    if platform.machine() != "x86_64" or not all(path.is_file() for path in HEADERS.values()):
        pytest.skip("the headers of the kernel are not installed")
    for column, path in HEADERS.items():
        text = re.sub(r"__NR(3264)?_fstatat\b", "__NR_newfstatat", path.read_text(encoding="utf-8"))
        said = dict(re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", text))
        shared = [name for name, numbers in NUMBERS.items() if name in said and numbers[column] != ABSENT]
        assert len(shared) > 250
        assert {name: NUMBERS[name][column] for name in shared} == {name: int(said[name]) for name in shared}


def test_every_call_of_the_list_has_a_number() -> None:
    assert set(allowed_calls.list_allowed(OWN, PIPE, writing=False)) <= set(NUMBERS)
    assert seccomp.find_machine() is None or seccomp.find_machine() in MACHINES.values()
