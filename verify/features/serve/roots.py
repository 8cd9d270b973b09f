"""The folders below which a program may name files: opened once, and files in them without following a link."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

from verify.features.serve.refusals import Refusal, RefusedError
from verify.model import Problem
from verify.workers.given import IS_POSSIBLE, GivenFiles, open_beneath, open_folder


class Roots:
    """The folders of `--root`, open. Use it as a context manager.

    Raises OSError where one is no folder or cannot be opened, or where this system opens nothing relative to a folder.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        if folders and not IS_POSSIBLE:
            raise OSError("this system cannot open files relative to a folder, so no path is taken here")
        self._stack = ExitStack()
        self._roots: list[tuple[Path, int]] = []
        try:
            for folder in folders:
                real = folder.resolve(strict=True)
                descriptor = open_folder(real)
                self._stack.callback(os.close, descriptor)
                self._roots.append((real, descriptor))
        except BaseException:
            self._stack.close()
            raise

    def __enter__(self) -> Roots:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def open(self, path: str) -> GivenFiles:
        """Open a file that a program named by its absolute path, with what belongs to it.

        Links are resolved first, and what then is not below a root is refused like what is not there, so that nobody
        can find out. Raises RefusedError; any other fault is in the report about the file.
        """
        if not self._roots:
            raise RefusedError(Refusal.NO_ROOTS)
        try:
            if not Path(path).is_absolute():
                raise RefusedError(Refusal.BAD_REQUEST)
            real = Path(os.path.realpath(path))
        except (OSError, ValueError) as error:  # a null character, a text that is no path
            raise RefusedError(Refusal.BAD_REQUEST) from error
        for root, descriptor in self._roots:
            if real.is_relative_to(root) and real != root:
                files = open_beneath(descriptor, real.relative_to(root).parts, real)
                if files[0].problem is Problem.NOT_FOUND:
                    break
                return GivenFiles(files)
        raise RefusedError(Refusal.OUTSIDE_ROOTS)
