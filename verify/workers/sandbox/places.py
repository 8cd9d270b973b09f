"""Where a worker may read: Python and its libraries, the system's libraries, Whence's own code and data.

Nothing of the user's lies there, so these places hold for every file, and a worker that is kept for many files needs
no others. Beyond them it reads what its parent hands it open.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

import resources
import verify

# what programs of every kind need; recorded over all readers on Debian, with the places of other systems beside
_SYSTEM: Final = (
    # shared libraries, character sets, locales; what is found where by name
    "/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/local/lib64", "/nix/store", "/gnu/store",
    "/etc/ld.so.cache",
    # time zones, and the words of messages
    "/usr/share/zoneinfo", "/etc/localtime", "/usr/share/locale",
    # how the processor is made
    "/proc/cpuinfo", "/sys/devices/system/cpu",
    "/dev/urandom", "/dev/random", "/dev/zero",
)  # fmt: skip
_LIBRARY_FOLDERS: Final = ("lib", "lib64")  # of each Python


def list_readable() -> list[str]:
    """Return the folders and files; some of them need not exist."""
    own = [*verify.__path__, str(resources.FOLDER)]
    if getattr(sys, "frozen", False):  # a bundle has all of its modules in its program and in one folder
        own += [sys.executable, *filter(None, (getattr(sys, "_MEIPASS", ""),))]
    named = os.environ.get("LD_LIBRARY_PATH", "").split(os.pathsep)
    return [*_SYSTEM, *_list_python(), *own, *(folder for folder in named if os.path.isabs(folder))]  # noqa: PTH117


def _list_python() -> list[str]:
    """Return the folders of Python's modules and libraries.

    The checkout, which is on the path of modules, too, is not among them, and no folder in which the user's own lies.
    """
    prefixes = {sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix}
    libraries = [Path(prefix, name) for prefix in prefixes for name in _LIBRARY_FOLDERS]
    checkout = Path(verify.__file__ or "").parent.parent
    home = Path(os.path.expanduser("~")).resolve()  # noqa: PTH111  (where no home can be told, it stays a name)
    modules = [
        folder
        for folder in map(Path, sys.path)
        if folder.is_absolute() and folder != checkout and not home.is_relative_to(folder.resolve())
    ]
    return [str(folder) for folder in (*libraries, *modules)]
