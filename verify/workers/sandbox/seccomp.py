"""Linux: a filter that lets this process, for good, make the calls of `allowed_calls` and no others.

What a call points at in memory is not seen by the filter, so it tells calls and numbers apart, not paths.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys
from typing import Any, Final

from msgspec import Struct

from verify.workers.sandbox.allowed_calls import Case, Cases, Condition, choose_error, list_allowed
from verify.workers.sandbox.system_calls import ABSENT, NUMBERS

NO_NEW_PRIVILEGES: Final = 38
_SET_FILTER: Final = 1
_ALL_THREADS: Final = 1
_NEW_LISTENER: Final = 8

_LOAD: Final = 0x20  # a word of what the filter is given: number at 0, machine at 4, arguments from 16 on
_AND: Final = 0x54
_JUMP: Final = 0x05
_EQUAL: Final = 0x15
_AT_LEAST: Final = 0x35
_RETURN: Final = 0x06
_ALLOW: Final = 0x7FFF0000
_REFUSE: Final = 0x00050000
_ASK_LISTENER: Final = 0x7FC00000
_FOREIGN_NUMBERS: Final = 0x40000000  # x86's third set of numbers for the same calls


class Machine(Struct, frozen=True):
    """A kind of processor: what the kernel calls it, and which of the two columns of numbers is its own."""

    name: int
    column: int

    def find_number(self, call: str) -> int:
        """Return the number of a call, ABSENT where this processor lacks it."""
        return NUMBERS[call][self.column]


_MACHINES: Final = {"x86_64": Machine(0xC000003E, 0), "aarch64": Machine(0xC00000B7, 1)}


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


def find_machine() -> Machine | None:
    """Return the kind of processor that this process runs on, None where there is no filter for it."""
    if not sys.platform.startswith("linux") or struct.calcsize("P") != 8:
        return None
    return _MACHINES.get(platform.machine())


def allow_listed(*, writing: bool, parent_pipe: int = -1) -> bool:
    """Put the filter on all threads of this process. False where this system has none.

    `writing` also refuses to open any file for writing, where nothing finer does. `parent_pipe` is a descriptor that
    must stay open, or -1.
    """
    machine = find_machine()
    if machine is None:
        return False
    program = build_program(machine, os.getpid(), parent_pipe, writing=writing)
    return _install(machine, program, _ALL_THREADS) == 0


def ask_listener(machine: Machine, *, writing: bool, parent_pipe: int, socket: int) -> int:
    """Put a filter on this process, with a single thread, that asks about each call beyond the list.

    Returns the descriptor at which somebody else has to answer, negative where the kernel has none. It may be sent over
    `socket`.
    """
    program = build_program(machine, os.getpid(), parent_pipe, writing=writing, socket=socket)
    return _install(machine, program, _NEW_LISTENER)


def _install(machine: Machine, program: bytes, flags: int) -> int:
    words = _Words(len(program) // 8, program)
    if not prctl(NO_NEW_PRIVILEGES, 1):
        return -1
    return syscall(machine.find_number("seccomp"), _SET_FILTER, flags, ctypes.byref(words))


def build_program(machine: Machine, own: int, parent_pipe: int, *, writing: bool, socket: int | None = None) -> bytes:
    """Build the filter in the kernel's own form. It falls through from call to call and refuses what none allows.

    With `socket` it does not refuse but asks the listener, and lets one be sent over that socket.
    """
    refusal = _encode_refusal(errno.EPERM) if socket is None else _encode_word(_RETURN, _ASK_LISTENER)
    words = [
        _encode_word(_LOAD, 4), _encode_word(_EQUAL, machine.name, 1, 0), _encode_refusal(errno.EPERM),
        _encode_word(_LOAD, 0), _encode_word(_AT_LEAST, _FOREIGN_NUMBERS, 0, 1), _encode_refusal(errno.EPERM),
    ]  # fmt: skip
    allowed = dict(list_allowed(own, parent_pipe, writing=writing))
    if socket is not None:
        allowed["sendmsg"] = ((Condition(0, (socket,)),),)
    for name, cases in allowed.items():
        words += _answer_call(machine.find_number(name), _build_cases(cases, refusal))
    for name, numbers in NUMBERS.items():
        if name not in allowed and choose_error(name) != errno.EPERM:
            words += _answer_call(numbers[machine.column], [_encode_refusal(choose_error(name))])
    later = max(numbers[machine.column] for numbers in NUMBERS.values()) + 1
    words += [_encode_word(_AT_LEAST, later, 0, 1), _encode_refusal(errno.ENOSYS)]  # libraries then take an older call
    return b"".join((*words, refusal))


def _encode_word(code: int, value: int, met: int = 0, unmet: int = 0) -> bytes:
    return struct.pack("<HBBI", code, met, unmet, value)


def _encode_refusal(number: int) -> bytes:
    return _encode_word(_RETURN, _REFUSE | number)


def _answer_call(number: int, answer: list[bytes]) -> list[bytes]:
    return [] if number == ABSENT else [_encode_word(_EQUAL, number, 0, len(answer)), *answer]


def _build_cases(cases: Cases, refusal: bytes) -> list[bytes]:
    allowed = [_encode_word(_RETURN, _ALLOW)]
    if not cases:
        return allowed
    return [word for case in cases for word in _build_case(case, allowed)] + [refusal]


def _build_case(case: Case, met: list[bytes]) -> list[bytes]:
    """Build the test of all conditions; where one does not hold, it goes on behind what `met` says."""
    for condition in reversed(case):
        met = _build_condition(condition, met)
    return met


def _build_condition(condition: Condition, met: list[bytes]) -> list[bytes]:
    if condition.whole:
        low = _build_word(condition, 0, condition.values, met)
        return _build_word(condition, 4, (0,), low)
    return _build_word(condition, 0, condition.values, met)


def _build_word(condition: Condition, half: int, values: tuple[int, ...], met: list[bytes]) -> list[bytes]:
    words = [_encode_word(_LOAD, 16 + 8 * condition.place + half)]
    if condition.mask != 0xFFFFFFFF:
        words.append(_encode_word(_AND, condition.mask))
    # a value that matches jumps over the values after it and over one more jump
    words += [_encode_word(_EQUAL, value, len(values) - place, 0) for place, value in enumerate(values)]
    if condition.unlike:
        words.append(_encode_word(_JUMP, 1))
    return [*words, _encode_word(_JUMP, len(met)), *met]
