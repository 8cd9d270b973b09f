"""Has a confined task read a pack, and turns what becomes of the task into the problems of packs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from verify.features.packs.layout import PackError, PackProblem
from verify.model import limits
from verify.model.errors import TaskError, TaskProblem
from verify.store.folders import NotAFileError, open_regular
from verify.workers.confined_task import run_task

_PROBLEMS: Final = {TaskProblem.TOO_SLOW: PackProblem.TOO_LARGE, TaskProblem.TOO_LARGE: PackProblem.TOO_LARGE}


def open_source(path: Path) -> BinaryIO:
    """Open the zip of a pack, without looking into it. Raises PackError."""
    try:
        return open_regular(path)
    except FileNotFoundError as error:
        raise PackError(PackProblem.NOT_FOUND, str(path)) from error
    except NotAFileError as error:
        raise PackError(PackProblem.NOT_A_FILE, str(path)) from error
    except OSError as error:
        raise PackError(PackProblem.NOT_READABLE, str(path)) from error


def ask(task: str, source: BinaryIO, arguments: Mapping[str, object] | None = None) -> object:
    """Return what a confined task says of `source`. Raises PackError without a detail."""
    seconds, answer_bytes = limits.PACK_SECONDS, limits.PACK_ANSWER_BYTES
    try:
        return run_task(task, source, arguments or {}, seconds=seconds, answer_bytes=answer_bytes)
    except TaskError as error:
        if error.problem is TaskProblem.REFUSED and error.detail in list(PackProblem):
            raise PackError(PackProblem(error.detail)) from error
        raise PackError(_PROBLEMS.get(error.problem, PackProblem.CRASHED)) from error


@contextmanager
def refusing_like_packs() -> Iterator[None]:
    """Within a task: refuse what raises PackError, by the name of its problem."""
    try:
        yield
    except PackError as error:
        raise TaskError(TaskProblem.REFUSED, error.problem.value) from error
