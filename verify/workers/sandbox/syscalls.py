"""Linux: calls of the system for which Python has no function."""

from __future__ import annotations

import ctypes
from typing import Any

NO_NEW_PRIVILEGES = 38


def prctl(option: int, value: int) -> bool:
    """Change something about this process; False where the kernel refuses."""
    whole = (ctypes.c_ulong(number) for number in (value, 0, 0, 0))
    return bool(ctypes.CDLL(None).prctl(ctypes.c_int(option), *whole) == 0)


def syscall(number: int, *arguments: Any) -> int:
    """Call the system by number; whole numbers are widened to what it expects, pointers go as they are."""
    wide = [ctypes.c_long(value) if isinstance(value, int) else value for value in arguments]
    return int(ctypes.CDLL(None).syscall(ctypes.c_long(number), *wide))
