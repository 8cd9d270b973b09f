"""A worker's part of a close look: one file stays open, and each question about it gets one answer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from verify.inspection.media.open_file import OpenFile, open_file
from verify.model import Problem, limits
from verify.model.errors import ProblemError, UnavailableError
from verify.model.views import NotShown
from verify.workers import protocol
from verify.workers.sandbox import enter

if TYPE_CHECKING:
    from verify.inspection.views.viewed_file import ViewedFile


class CloseLook:
    """The file that is open, if one is."""

    def __init__(self) -> None:
        self._file: ViewedFile | None = None

    def answer(self, command: protocol.Looking, files: Sequence[OpenFile]) -> protocol.LookingAnswer:
        """Answer one question; whatever is wrong with the file, or with us, is a reason."""
        try:
            return self._answer(command, files)
        except ProblemError as error:
            problem = error.problem if isinstance(error.problem, Problem) else Problem.FAILED
            return _refuse(command, problem, error.detail)
        except UnavailableError as error:
            return _refuse(command, Problem.UNAVAILABLE, str(error))
        except MemoryError:
            return _refuse(command, Problem.OUT_OF_MEMORY, "")
        except Exception as error:  # noqa: BLE001  (an error of ours costs one answer, with its reason)
            return _refuse(command, Problem.FAILED, f"{type(error).__name__}: {error}")

    def _answer(self, command: protocol.Looking, files: Sequence[OpenFile]) -> protocol.LookingAnswer:
        if isinstance(command, protocol.Look):
            return self._open(command, files)
        enter.allow_seconds(limits.VIEW_MAKE_SECONDS)
        if self._file is None:
            return _refuse(command, Problem.NOT_FOUND, "no file is open")
        if isinstance(command, protocol.Show):
            return protocol.Shown(command.id, self._file.show(command.view))
        if isinstance(command, protocol.Cut):
            return protocol.WasCut(command.id, self._file.cut(command.place))
        return protocol.Heard(command.id, self._file.listen(command.second))

    def _open(self, command: protocol.Look, files: Sequence[OpenFile]) -> protocol.LookingAnswer:
        from verify.inspection.views.viewed_file import ViewedFile

        if self._file is not None:
            self._file.close()
            self._file = None
        (opened,) = files or (open_file(Path(command.path)),)
        enter.allow_seconds(enter.compute_seconds(opened.descriptor if not opened.problem else None))
        file = ViewedFile(opened, command.digest)
        try:
            described = file.describe()
        except BaseException:
            file.close()
            raise
        self._file = file
        return protocol.Opened(command.id, described)


def _refuse(command: protocol.Looking, problem: Problem, detail: str) -> protocol.Refused:
    return protocol.Refused(command.id, NotShown(problem, detail[: limits.FACT_CHARACTERS]))
