"""How to start this very program again: out of a checkout, and frozen into a bundle.

A bundle holds two programs over the same files: one with a terminal, which all processes are, and one for the window.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

WRITTEN: Final = "--written"  # before arguments that are written as texts
CONSOLE: Final = "whence"
WINDOW: Final = "whence-window"


def build_command(*arguments: str) -> tuple[str, ...]:
    """Build the program and arguments that run `main.py ARGUMENTS` with input and output of their own.

    Names that are no text are written as such, since Qt starts programs with text alone; `read_arguments` reads them.
    """
    from verify.model.forms import is_text, write_path  # late: no command and no first paint needs them

    if not all(map(is_text, arguments)):
        arguments = (WRITTEN, *map(write_path, arguments))
    if getattr(sys, "frozen", False):
        # the window's program has no standard streams on Windows
        here = Path(sys.executable)
        return (str(here.with_name(CONSOLE + here.suffix)), *arguments)
    return (sys.executable, str(Path(__file__).resolve().parents[3] / "main.py"), *arguments)


def read_arguments(arguments: list[str]) -> list[str]:
    """Return the arguments that `build_command` was given."""
    if arguments[:1] != [WRITTEN]:
        return arguments
    from verify.model.forms import read_path

    return [read_path(argument) for argument in arguments[1:]]
