"""Windows: a job object that its parent puts around a worker: bounded memory, no children, no life without the parent.

Written after Microsoft's documents; it has not been run by the authors of this file.
"""

from __future__ import annotations

import ctypes
import sys
from typing import Any, Final

from verify.model import limits

_BASIC_UI: Final = 4
_EXTENDED: Final = 9
_ACTIVE_PROCESSES: Final = 0x8
_PROCESS_MEMORY: Final = 0x100
_DIE_ON_EXCEPTION: Final = 0x400  # no window of the system asks what to do about a crash
_KILL_ON_CLOSE: Final = 0x2000
_NO_DESKTOP: Final = 0xFF  # neither clipboard, nor handles of windows, nor logging off
_PROCESSES: Final = 2  # the launcher of a virtual environment is a process of its own


class _Basic(ctypes.Structure):
    _fields_ = (
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("least_working_set", ctypes.c_size_t),
        ("most_working_set", ctypes.c_size_t),
        ("processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    )


class _Extended(ctypes.Structure):
    _fields_ = (
        ("basic", _Basic),
        ("counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


class Job:
    """A job object around one process. It ends the process when it is closed, or when its owner ends."""

    def __init__(self, process_handle: int) -> None:
        self._handle: Any = None
        self._kernel: Any = None
        if sys.platform == "win32":
            self._surround(process_handle)

    def _surround(self, process_handle: int) -> None:
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined]  # on other systems
        kernel.CreateJobObjectW.restype = ctypes.c_void_p
        handle = kernel.CreateJobObjectW(None, None)
        if not handle:
            return
        self._kernel, self._handle = kernel, ctypes.c_void_p(handle)
        bounds = _Extended()
        bounds.basic.flags = _ACTIVE_PROCESSES | _PROCESS_MEMORY | _DIE_ON_EXCEPTION | _KILL_ON_CLOSE
        bounds.basic.processes = _PROCESSES
        bounds.process_memory = limits.WORKER_DATA_BYTES
        desktop = ctypes.c_uint32(_NO_DESKTOP)
        for kind, value in ((_EXTENDED, bounds), (_BASIC_UI, desktop)):
            kernel.SetInformationJobObject(self._handle, kind, ctypes.byref(value), ctypes.sizeof(value))
        kernel.AssignProcessToJobObject(self._handle, ctypes.c_void_p(process_handle))

    def close(self) -> None:
        """Let the job go, and with it what still runs in it."""
        if self._handle is not None:
            self._kernel.CloseHandle(self._handle)
            self._handle = None
