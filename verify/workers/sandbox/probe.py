"""Tries in a worker what a worker must not do, so that `doctor` tells what holds on this machine and assumes nothing.

What is tried goes past Python where that is possible: the guard in the process must not hide what the system lets
through.
"""

from __future__ import annotations

import ctypes
import errno
import importlib
import importlib.metadata
import os
import socket
import struct
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final

from verify.model import limits
from verify.model.errors import UnavailableError
from verify.workers.protocol import Attempt, Barrier, Hold, Part, Probed, dump
from verify.workers.sandbox import probe_calls, probe_reading
from verify.workers.sandbox.probe_reading import THERE

SPARE: Final = "spare"  # a file in the scratch folder that may be lost
VARIABLE: Final = "WHENCE_DOCTOR"  # in the environment of the parent

LIBRARIES: Final = (
    ("c2pa-python", "c2pa"), ("encypher-c2pa", "encypher_c2pa"), ("c2pa-text", "c2pa_text"), ("pillow", "PIL.Image"),
    ("pi-heif", "pi_heif"), ("exifread", "exifread"), ("pikepdf", "pikepdf"), ("numpy", "numpy"),
    ("onnxruntime", "onnxruntime"), ("opencv-python-headless", "cv2"), ("soundfile", "soundfile"), ("av", "av"),
    ("usd-core", "pxr.Sdf"),
)  # fmt: skip

_LOOPBACK: Final = bytes((127, 0, 0, 1))  # a datagram socket that is connected sends nothing
_DISCARD_PORT: Final = 9
_FILES: Final = 4_096
_PR_GET_DUMPABLE: Final = 3


def try_barriers(
    scratch: Path, home: Path | None = None, given: int = -1, *, threads: bool = True
) -> tuple[Attempt, ...]:
    """Try each barrier and return what held. `scratch` holds SPARE and the files of `probe_reading`.

    `home` is the user's folder, `given` the descriptor of a file that the parent handed over. `threads` without end are
    not tried where a parent watches, who would end the process.
    """
    return (
        _try_network(),
        _try_writing(scratch),
        _try_programs(),
        _try_processes(given),
        _try_memory(),
        _try_processor(),
        _try_open_files(),
        _try_dumps(),
        _try_handles(scratch),
        _try_environment(),
        _try_reading(scratch, home, given),
        *probe_calls.try_calls(given, threads=threads),
    )


def try_barriers_task(source: BinaryIO, arguments: Mapping[str, object]) -> object:
    """Try each barrier as a confined task, to which `source` was handed over; its parent watches it."""
    scratch, home = (str(arguments.get(name, "")) for name in ("scratch", "home"))
    tried = try_barriers(Path(scratch), Path(home) if home else None, source.fileno(), threads=False)
    return dump(Probed(tried, ()))


def load_libraries() -> tuple[Part, ...]:
    """Load each of LIBRARIES and the models that read words here and now, and return how that went."""
    libraries = []
    for name, module in LIBRARIES:
        loaded, problem = False, ""
        try:
            importlib.import_module(module)
            loaded = True
        except Exception as error:  # noqa: BLE001  (whatever keeps it from loading is the answer)
            missing = isinstance(error, ModuleNotFoundError) and error.name == module.partition(".")[0]
            problem = "" if missing else f"{type(error).__name__}: {error}"[: limits.FACT_CHARACTERS]
        libraries.append(Part(name, loaded, _find_version(name), problem))
    return (*libraries, _load_models())


def _load_models() -> Part:
    """Load the models that read words; of the package that carries them no code is ever loaded."""
    from verify.inspection.media.ocr import models

    loaded, problem = False, ""
    try:
        for name in models.DIGESTS:
            models.load_network(name)
        loaded = True
    except UnavailableError as error:
        problem = "" if str(error) == models.PACKAGE else str(error)  # the package is not here
    return Part(models.PACKAGE, loaded, _find_version(models.PACKAGE), problem)


def _find_version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:  # not here, or in a bundle that leaves such notes out
        return ""


def _load_c_library() -> Any:
    """Return the C library, or None where calls have other names."""
    return None if sys.platform == "win32" else ctypes.CDLL(None, use_errno=True)


def _name_mechanism(number: int) -> str:
    """Name what refused a call with this error: on Linux each means has its own."""
    if sys.platform == "darwin":
        return "sandbox"
    return {errno.EPERM: "seccomp", errno.EACCES: "Landlock", errno.ENETUNREACH: "network namespace"}.get(
        number, os.strerror(number)
    )


def _try_guard(barrier: Barrier, deed: Callable[[], object]) -> Attempt:
    """Try what the system let through against the worker's own guard."""
    try:
        deed()
    except PermissionError:
        return Attempt(barrier, Hold.PROCESS)
    except OSError:
        pass
    return Attempt(barrier, Hold.NOTHING)


def _try_network() -> Attempt:
    library = _load_c_library()
    if library is not None:
        opened = library.socket(socket.AF_INET, socket.SOCK_DGRAM, 0)
        if opened < 0:
            return Attempt(Barrier.NETWORK, Hold.SYSTEM, _name_mechanism(ctypes.get_errno()))
        family = bytes((16, socket.AF_INET)) if sys.platform == "darwin" else struct.pack("=H", socket.AF_INET)
        address = family + struct.pack("!H", _DISCARD_PORT) + _LOOPBACK + bytes(8)
        reached = library.connect(opened, address, len(address)) == 0
        number = ctypes.get_errno()
        os.close(opened)
        if not reached:
            return Attempt(Barrier.NETWORK, Hold.SYSTEM, _name_mechanism(number))
    return _try_guard(Barrier.NETWORK, socket.socket)


def _try_writing(scratch: Path) -> Attempt:
    library = _load_c_library()
    if library is not None:
        created = library.open(os.fsencode(scratch / "new"), os.O_WRONLY | os.O_CREAT, 0o600)
        number = ctypes.get_errno()
        changed = library.open(os.fsencode(scratch / THERE), os.O_WRONLY)
        removed = library.unlink(os.fsencode(scratch / SPARE))
        if created < 0 and changed < 0 and removed < 0:
            return Attempt(Barrier.WRITING, Hold.SYSTEM, _name_mechanism(number))
    return _try_guard(Barrier.WRITING, lambda: open(scratch / "newer", "wb"))  # noqa: PTH123


def _try_programs() -> Attempt:
    library = _load_c_library()
    if library is not None and library.system(b":") != 0:
        return Attempt(Barrier.PROGRAMS, Hold.SYSTEM, _name_mechanism(errno.EPERM))
    return _try_guard(Barrier.PROGRAMS, lambda: os.system("cd ."))  # noqa: S605


def _try_processes(given: int) -> Attempt:
    library = _load_c_library()
    if library is not None and library.kill(os.getppid(), 0) != 0:
        mechanism = _name_mechanism(ctypes.get_errno())
        if not sys.platform.startswith("linux") or not probe_calls.reaches_other_processes(given):
            return Attempt(Barrier.PROCESSES, Hold.SYSTEM, mechanism)
    return _try_guard(Barrier.PROCESSES, lambda: os.kill(os.getppid(), 0))


def _try_memory() -> Attempt:
    try:
        bytearray(limits.WORKER_DATA_BYTES)  # asked for, and never touched
    except MemoryError:
        if sys.platform == "win32":
            return Attempt(Barrier.MEMORY, Hold.SYSTEM, "job object")
        if not sys.platform.startswith("linux"):
            return Attempt(Barrier.MEMORY, Hold.SYSTEM, "RLIMIT_DATA")
        if bounds := probe_calls.find_bounds_of_memory():
            return Attempt(Barrier.MEMORY, Hold.SYSTEM, ", ".join(dict.fromkeys(("RLIMIT_DATA", *bounds))))
    return Attempt(Barrier.MEMORY, Hold.PARENT)


def _try_processor() -> Attempt:
    """Try to move the bound at which the system kills; the signal before it could be ignored."""
    try:
        import resource

        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        if hard == resource.RLIM_INFINITY:
            return Attempt(Barrier.PROCESSOR, Hold.PARENT)
        resource.setrlimit(resource.RLIMIT_CPU, (hard + 1, hard + 1))
    except ImportError:  # Windows
        return Attempt(Barrier.PROCESSOR, Hold.PARENT)
    except (OSError, ValueError):
        return Attempt(Barrier.PROCESSOR, Hold.SYSTEM, "RLIMIT_CPU")
    return Attempt(Barrier.PROCESSOR, Hold.PARENT)


def _try_open_files() -> Attempt:
    opened: list[int] = []
    try:
        while len(opened) < _FILES:
            opened.append(os.open(os.devnull, os.O_RDONLY))
    except OSError:
        return Attempt(Barrier.OPEN_FILES, Hold.SYSTEM, "RLIMIT_NOFILE")
    finally:
        for number in opened:
            os.close(number)
    return Attempt(Barrier.OPEN_FILES, Hold.NOTHING)


def _try_dumps() -> Attempt:
    if sys.platform.startswith("linux") and ctypes.CDLL(None).prctl(_PR_GET_DUMPABLE, 0, 0, 0, 0) == 0:
        return Attempt(Barrier.DUMPS, Hold.SYSTEM, "PR_SET_DUMPABLE")
    if _limit("RLIMIT_CORE") == 0:
        return Attempt(Barrier.DUMPS, Hold.SYSTEM, "RLIMIT_CORE")
    return Attempt(Barrier.DUMPS, Hold.NOTHING)


def _limit(name: str) -> int | None:
    """Return the bound in force, None where there is none."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    bound = resource.getrlimit(getattr(resource, name))[0]
    return None if bound == resource.RLIM_INFINITY else bound


def _try_handles(scratch: Path) -> Attempt:
    inherited = (scratch / THERE).stat()
    for number in range(_FILES):
        try:
            status = os.fstat(number)
        except OSError:
            continue
        if (status.st_dev, status.st_ino) == (inherited.st_dev, inherited.st_ino):
            return Attempt(Barrier.HANDLES, Hold.NOTHING)
    return Attempt(Barrier.HANDLES, Hold.PARENT)


def _try_environment() -> Attempt:
    return Attempt(Barrier.ENVIRONMENT, Hold.NOTHING if VARIABLE in os.environ else Hold.PARENT)


def _try_reading(scratch: Path, home: Path | None, given: int) -> Attempt:
    refusal = probe_reading.find_refusal(scratch, home, given)
    if refusal is None:
        return Attempt(Barrier.READING, Hold.NOTHING)
    return Attempt(Barrier.READING, Hold.SYSTEM, _name_mechanism(refusal.errno or 0))
