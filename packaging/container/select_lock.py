"""Print the lock without what the command line never loads: the window's library, and what bundles are made with.

    python3 packaging/container/select_lock.py > requirements.txt

Each line of the lock that is left keeps its hashes. Standard library only.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Final

LOCK: Final = Path(__file__).resolve().parent.parent / "installer" / "requirements.lock"
# without Qt there is no window; the others make bundles (the extra `package`), and nothing of Whence loads them
LEFT_OUT: Final = frozenset(
    (
        "altgraph",
        "boolean-py",
        "cyclonedx-python-lib",
        "license-expression",
        "macholib",
        "packageurl-python",
        "pefile",
        "pip",
        "py-serializable",
        "pyinstaller",
        "pyinstaller-hooks-contrib",
        "pyside6-essentials",
        "pywin32-ctypes",
        "shiboken6",
        "sortedcontainers",
        "toml",
    )
)
_PIN: Final = re.compile(r"^([a-z0-9-]+)==", re.MULTILINE)


def select(lock: str) -> str:
    """Return the lock without the pins that are left out. Raises ValueError where one of them is not in it."""
    pins = _PIN.split(lock)
    names, bodies = pins[1::2], pins[2::2]
    if missing := LEFT_OUT - set(names):
        raise ValueError(f"not in the lock: {', '.join(sorted(missing))}")
    return "".join(f"{name}=={body}" for name, body in zip(names, bodies, strict=True) if name not in LEFT_OUT)


if __name__ == "__main__":
    sys.stdout.write(select(LOCK.read_text(encoding="utf-8")))
