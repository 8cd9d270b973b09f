"""Limits that a worker puts on itself before it opens the first file: no network, no other program, no file written,
bounded memory and processor time.

`linux`, `macos` and `windows` have what the system itself holds a worker to, taken over or not. The guard in the
process comes on top: it holds everywhere, but only against accidents of libraries.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from verify.model import limits

PASSED_ON: Final = frozenset(
    (
        "PATH",
        "LANG",
        "TZ",
        "TMPDIR",
        "TEMP",
        "TMP",
        "LD_LIBRARY_PATH",
        "SYSTEMROOT",
        "WINDIR",
        "APPDATA",
        "PYTHONPATH",
        "PYTHONHOME",
        "PYTHONUTF8",
        "VIRTUAL_ENV",
    )
)  # fmt: skip  (what Python needs to start; LC_* are passed on too, so that both sides spell file names alike)

OVERRIDES: Final = {
    "ORT_DISABLE_TELEMETRY": "1",
    "ENCYPHER_C2PA_TELEMETRY": "off",
    "ENCYPHER_C2PA_ONLINE": "off",
    "DO_NOT_TRACK": "1",
    # one worker a core: threads within one would only get into the way of the others
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "8",  # each takes 64 MiB of addresses, which are bounded
    # the memory of one picture serves the next step: given back each time, its pages cost a quarter of the work
    "MALLOC_MMAP_THRESHOLD_": str(16 * limits.MIB),
    "MALLOC_TRIM_THRESHOLD_": str(64 * limits.MIB),
    "MALLOC_TOP_PAD_": str(limits.MIB),
}

_REFUSED_EVENTS: Final = frozenset((
    "socket.__new__", "socket.bind", "socket.connect", "socket.getaddrinfo", "socket.gethostbyaddr",
    "socket.gethostbyname", "socket.getnameinfo", "socket.sendmsg", "socket.sendto",
    "urllib.Request", "http.client.connect", "ftplib.connect", "smtplib.connect",
    "os.kill", "os.killpg",
    "subprocess.Popen", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.startfile", "os.system",
    "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.truncate", "os.chmod", "os.chown", "os.link", "os.symlink",
    "shutil.rmtree", "shutil.move", "shutil.copyfile", "webbrowser.open",
))  # fmt: skip

_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
OPEN_FILES: Final = 256
_CPU_SPARE_SECONDS: Final = 5
_THREADS: Final = 2  # processor time passes this much faster than time where a library hashes in threads


def build_worker_environment(inherited: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a worker: what Python needs to start, no proxy, no key, telemetry of libraries off."""
    needed = {name: value for name, value in inherited.items() if name.upper() in PASSED_ON or name.startswith("LC_")}
    return {**needed, **OVERRIDES}


def compute_seconds(file: Path | int | None) -> float:
    """Return how long the inspection of this file, by its path or descriptor, may take, in seconds by its size.

    Without a file, or one that cannot be had, that is the least.
    """
    size = 0
    with contextlib.suppress(OSError, ValueError):
        size = 0 if file is None else os.stat(file).st_size  # noqa: PTH116
    return limits.INSPECTION_SECONDS + limits.SECONDS_PER_GIB * size / limits.GIB


def confine(data_bytes: int = limits.WORKER_DATA_BYTES, *, recorder: str = "") -> None:
    """Put all lasting limits on this process. They cannot be taken back. What a system lacks is left out.

    `data_bytes` is the memory of its own that it may have. `recorder` is told what calls are refused (`learn`).
    """
    sys.dont_write_bytecode = True
    _limit("RLIMIT_CORE", 0)
    _limit("RLIMIT_DATA", data_bytes)
    _limit("RLIMIT_FSIZE", 0)
    _limit("RLIMIT_NOFILE", OPEN_FILES)
    if sys.platform == "darwin":
        from verify.workers.sandbox import macos

        macos.forbid()
    elif sys.platform.startswith("linux"):
        from verify.workers.sandbox import linux

        # RLIMIT_DATA does not count what is shared, or what was written before it became read-only
        _limit("RLIMIT_AS", limits.WORKER_ADDRESS_BYTES)
        linux.forbid(count_threads(), recorder)
    sys.addaudithook(_refuse_event)


def count_threads() -> int:
    """Return how many threads a worker may have: libraries make some a core."""
    return limits.WORKER_THREADS + limits.WORKER_THREADS_PER_CORE * (os.cpu_count() or 1)


def count_processor_seconds(seconds: float) -> int:
    """Return how much of its time a process may use that may work for `seconds`."""
    return int(seconds * _THREADS + _CPU_SPARE_SECONDS)


def has_time_for(spent: float, seconds: float) -> bool:
    """Return whether a worker that used `spent` of its time may yet work for `seconds`, before the kernel kills it."""
    return spent + count_processor_seconds(seconds) < limits.WORKER_PROCESSOR_SECONDS


def allow_seconds(seconds: float) -> None:
    """Let the process use about `seconds` more of its time on each of its threads; then the system ends it.

    The signal can be ignored. At the first call a last bound is set for all that a worker reads, by which the
    kernel kills.
    """
    try:
        import resource
    except ImportError:  # Windows
        return
    spent = resource.getrusage(resource.RUSAGE_SELF)
    total = int(spent.ru_utime + spent.ru_stime) + count_processor_seconds(seconds)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    if hard == resource.RLIM_INFINITY:
        hard = max(total, limits.WORKER_PROCESSOR_SECONDS)
    resource.setrlimit(resource.RLIMIT_CPU, (min(total, hard), hard))


def _limit(name: str, bound: int) -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    if not hasattr(resource, name):
        return
    which = getattr(resource, name)
    hard = resource.getrlimit(which)[1]
    bound = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
    try:
        resource.setrlimit(which, (bound, bound))
    except (OSError, ValueError):
        return  # macOS refuses some of them


def _refuse_event(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open":
        flags = arguments[2]
        if isinstance(flags, int) and flags & _WRITING and arguments[0] != os.devnull:
            raise PermissionError("a worker writes no file")
    elif event in _REFUSED_EVENTS:
        raise PermissionError(f"a worker may not do this: {event}")
