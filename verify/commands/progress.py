"""What a person at a terminal sees while files are checked. It writes to standard error only, and prints no
character out of a file or a name that is not harmless.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from verify.render.columns import cut
from verify.render.plain import plain


class Progress:
    """A line that is rewritten, where `out` is a terminal; remarks on lines of their own everywhere."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._terminal = out.isatty()
        self._found = 0
        self._done = 0

    def counted(self, paths: Iterable[Path]) -> Iterator[Path]:
        """Hands the paths on and counts them."""
        for path in paths:
            self._found += 1
            yield path

    def say(self, remark: str, what: str) -> None:
        """A remark of ours about something untrusted."""
        self.clear()
        self._print(f"whence: {remark}: {plain(what)}\n")

    def done(self, name: str) -> None:
        """One more file has its report."""
        self._done += 1
        if self._terminal:
            columns = shutil.get_terminal_size().columns
            self._print(cut(f"{self._done}/{self._found}  {plain(name)}", columns - 1))

    def clear(self) -> None:
        """Makes room for something else."""
        if self._terminal:
            self._print("\r\x1b[K")

    def _print(self, text: str) -> None:
        print(text, end="", file=self._out, flush=True)
