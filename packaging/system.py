"""What the system itself must have before Whence can run: a Python that makes virtual environments, and Qt's libraries.

Standard library only, and readable by a Python older than the one it asks for. It installs only through apt-get
and only as root; to everybody else it names the exact command. It never guesses another system's package names.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys

# Shared library → Debian and Ubuntu package, for all that PySide6_Essentials does not bring along.
# Where a release renamed a package (libglib2.0-0t64), the old name is still provided.
QT_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libX11.so.6": "libx11-6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libbrotlidec.so.1": "libbrotli1",
    "libbrotlicommon.so.1": "libbrotli1",
}
X11_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
WAYLAND_LIBRARIES = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}


class SystemLackError(Exception):
    """Something must be installed that this script cannot install; the message says what and how."""


def has_display() -> bool:
    """Return whether a window can probably be shown. Whence itself copes where this is wrong."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def find_needed_libraries(on_screen: bool) -> dict[str, str]:
    """Return the shared libraries that Qt needs here → their Debian packages; `on_screen` adds the window system's."""
    if not sys.platform.startswith("linux"):
        return {}
    needed = dict(QT_LIBRARIES)
    if on_screen and os.environ.get("DISPLAY"):
        needed.update(X11_LIBRARIES)
    if on_screen and os.environ.get("WAYLAND_DISPLAY"):
        needed.update(WAYLAND_LIBRARIES)
    return needed


def ensure_qt_libraries(on_screen: bool) -> None:
    """Install what Qt lacks, or raise SystemLackError with the exact command."""
    ensure_libraries(find_needed_libraries(on_screen))


def ensure_libraries(needed: dict[str, str]) -> None:
    """Install what is missing of `needed` (shared library → Debian package), or raise SystemLackError."""
    missing = [library for library in needed if not _is_loadable(library)]
    if missing:
        install({needed[library] for library in missing}, "Qt needs " + ", ".join(missing))


def ensure_programs(needed: dict[str, str]) -> None:
    """Install what is missing of `needed` (program → Debian package), or raise SystemLackError."""
    missing = [program for program in needed if not shutil.which(program)]
    if missing:
        install({needed[program] for program in missing}, "this needs " + ", ".join(missing))


def ensure_venv() -> None:
    """Install Debian's part of Python that makes virtual environments where it was left out."""
    if importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip"):
        return
    version = "python{}.{}-venv".format(*sys.version_info[:2])
    install({version}, "this Python cannot make virtual environments")
    importlib.invalidate_caches()


def install(packages: set[str], reason: str) -> None:
    """Install Debian packages as root. Raises SystemLackError where it may not, cannot, or does not know how."""
    names = sorted(packages)
    if not shutil.which("apt-get"):
        raise SystemLackError(f"{reason}. Please install it with your system's package manager and run this again.")
    command = ["apt-get", "install", "-y", "--no-install-recommends", *names]
    if os.geteuid() != 0:
        raise SystemLackError(f"{reason}. Please run this command, then the same command as before again:\n\n"
                          f"    sudo {' '.join(command)}\n")  # fmt: skip
    print(f"{reason}: installing {' '.join(names)}", file=sys.stderr, flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    # stdout is kept for what Whence says; a stale or unreachable list is no reason to give up yet
    subprocess.run(["apt-get", "update", "-q"], env=environment, stdout=sys.stderr, check=False)
    if subprocess.run(command, env=environment, stdout=sys.stderr, check=False).returncode != 0:
        raise SystemLackError(f"{reason}, and this command failed: {' '.join(command)}")


def _is_loadable(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
