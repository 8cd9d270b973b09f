"""What a person at a terminal sees while files are checked. It writes to standard error only, and prints no
character out of a file or a name that is not harmless.
"""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from verify.features.batch.find_files import Shard, find_files
from verify.features.batch.throughput import Pace
from verify.report.formats.terminal import cut
from verify.report.words import batch
from verify.report.words.catalogue import Translator
from verify.report.words.untrusted import plain


class Progress:
    """A line that is rewritten, where `out` is a terminal; remarks on lines of their own everywhere.

    Where somebody watches, the files of this shard behind `arguments` are counted beside the work, to tell how long it
    will take.
    """

    def __init__(
        self,
        out: TextIO,
        translator: Translator | None = None,
        arguments: Iterable[str] = (),
        shard: Shard | None = None,
    ) -> None:
        self._out = out
        self._translator = translator or Translator("en")
        self._shard = shard or Shard()
        self._terminal = out.isatty()
        self._files = 0
        self._done = 0
        self._passed = 0
        self._pace = Pace()
        self._total: int | None = None
        if self._terminal:
            self._pace.note(time.monotonic(), 0)
        if self._terminal and arguments:
            threading.Thread(target=self._count_all, args=(tuple(arguments),), daemon=True).start()

    def count(self, paths: Iterable[Path]) -> Iterator[Path]:
        """Hand the paths on and count them."""
        for path in paths:
            self._files += 1
            yield path

    def say(self, remark: str, subject: str) -> None:
        """Tell a remark about something untrusted, on a line of its own: the name of one of ours, or any sentence."""
        self.tell(f"{self._translator.term('commands.batch.remarks', remark)}: {plain(subject)}")

    def tell(self, sentence: str) -> None:
        """Tell a sentence of ours, on a line of its own."""
        self.clear()
        self._print(f"whence: {sentence}\n")

    def count_passed_over(self) -> None:
        """Count a file that had its report before."""
        self._passed += 1

    def count_done(self, name: str) -> None:
        """Count a file that has its report now, and show the progress."""
        self._done += 1
        if self._terminal:
            now = time.monotonic()
            self._pace.note(now, self._done)
            columns = shutil.get_terminal_size().columns
            self._print(cut("  ".join((*self._describe(now), plain(name))), columns - 1))

    def clear(self) -> None:
        """Make room for something else."""
        if self._terminal:
            self._print("\r\x1b[K")

    def _describe(self, now: float) -> Iterator[str]:
        total = self._total or self._files
        yield f"{self._done + self._passed}/{total}"
        pace = self._pace.files_per_second(now)
        if pace is not None:
            yield batch.pace(self._translator, pace)
        left = self._pace.seconds_left(now, total - self._done - self._passed) if self._total else None
        if left is not None:
            yield batch.time_left(self._translator, left)

    def _count_all(self, arguments: tuple[str, ...]) -> None:
        self._total = sum(map(self._shard.has, find_files(arguments, lambda _remark, _path: None)))

    def _print(self, text: str) -> None:
        print(text, end="", file=self._out, flush=True)
