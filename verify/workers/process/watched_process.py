"""A process that reads hostile files, as its parent holds it from outside: measured, bounded, ended for good."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import threading
from pathlib import Path
from typing import Final

from msgspec import Struct

from verify.model import limits
from verify.workers.process.cgroup import Cgroup
from verify.workers.sandbox import enter, windows

_UNKNOWN: Final = -1
_MEMORY: Final = re.compile(rb"^Vm(?:RSS|Swap):\s+(\d+) kB$", re.MULTILINE)  # VmRSS counts shared memory, too
_THREADS: Final = re.compile(rb"^Threads:\s+(\d+)$", re.MULTILINE)
_STATUS_BYTES: Final = 16_384
_WORKED_SECONDS: Final = 0.05  # less than that is nothing


class Usage(Struct, frozen=True):
    """What a process holds at a moment; zeros where that cannot be told any more."""

    memory_bytes: int = 0  # resident or swapped out, shared memory among it
    threads: int = 0

    @property
    def has_too_many_threads(self) -> bool:
        """Whether there are more than libraries make."""
        return self.threads > enter.count_threads()


class WatchedProcess:
    """Holds one child. All that is left of it is gone after `kill`, a wait for it, and `close`."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._lock = threading.Lock()  # so that a handle is never used after another process has got its number
        self._windows_job = windows.Job(getattr(process, "_handle", 0))
        self._pidfd = _UNKNOWN
        with contextlib.suppress(AttributeError, OSError):  # not Linux, or one before 5.3
            self._pidfd = os.pidfd_open(process.pid)
        self._spent = 0.0  # seconds that it had computed when it was last asked
        self._cgroup = Cgroup(process.pid, enter.count_threads())

    def measure(self) -> Usage:
        """Return what it holds now."""
        try:
            with Path(f"/proc/{self._process.pid}/status").open("rb", buffering=0) as file:
                status = file.read(_STATUS_BYTES)
        except OSError:
            return self._measure_elsewhere()
        threads = _THREADS.search(status)
        return Usage(sum(map(int, _MEMORY.findall(status))) * 1024, int(threads[1]) if threads else 0)

    def _measure_elsewhere(self) -> Usage:
        import psutil

        try:
            seen = psutil.Process(self._process.pid)
            return Usage(seen.memory_info().rss, seen.num_threads())
        except psutil.Error:
            return Usage()

    def has_time_for(self, seconds: float) -> bool:
        """Whether the last bound on its own time leaves enough for work of `seconds`."""
        spent = self._measure_processor()
        return spent is None or enter.has_time_for(spent, seconds)

    def is_held_up(self) -> bool:
        """Whether it is slow to start because others take the processor: since the last question it has computed, and
        in all for less than a start may take. One that waits for something has not.
        """
        before, spent = self._spent, self._measure_processor() or 0.0
        self._spent = spent
        return before + _WORKED_SECONDS < spent < limits.START_SECONDS

    def _measure_processor(self) -> float | None:
        """Return the seconds that it has computed, None where it is gone."""
        try:
            stat = Path(f"/proc/{self._process.pid}/stat").read_bytes()
        except OSError:
            return self._measure_processor_elsewhere()
        # its name stands in brackets and may hold any bytes; user and system time are the 14th and 15th field
        numbers = stat.rpartition(b")")[2].split()
        return (int(numbers[11]) + int(numbers[12])) / os.sysconf("SC_CLK_TCK")

    def _measure_processor_elsewhere(self) -> float | None:
        import psutil

        try:
            spent = psutil.Process(self._process.pid).cpu_times()
        except psutil.Error:
            return None
        return float(spent.user + spent.system)

    def kill(self) -> None:
        """End it at once, and whatever it has started: by the control group, by a handle that no other process gets."""
        with self._lock:
            self._cgroup.kill()
            if self._pidfd == _UNKNOWN:
                self._process.kill()
                return
            with contextlib.suppress(OSError):
                signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)

    def close(self) -> None:
        """Let it go: it has ended."""
        with self._lock:
            self._windows_job.close()
            self._cgroup.close()
            if self._pidfd != _UNKNOWN:
                os.close(self._pidfd)
                self._pidfd = _UNKNOWN
