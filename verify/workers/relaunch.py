"""How to start this very program again: out of a checkout, and frozen into a bundle.

A bundle holds two programs over the same files: one with a terminal, which all processes are, and one for the window.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

CONSOLE: Final = "whence"
WINDOW: Final = "whence-window"


def build_command(*arguments: str) -> tuple[str, ...]:
    """Build the program and arguments that run `main.py ARGUMENTS` with input and output of their own."""
    if getattr(sys, "frozen", False):
        # the window's program has no standard streams on Windows
        here = Path(sys.executable)
        return (str(here.with_name(CONSOLE + here.suffix)), *arguments)
    return (sys.executable, str(Path(__file__).resolve().parent.parent.parent / "main.py"), *arguments)
