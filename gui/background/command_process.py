"""Runs one command of this program beside the window and tells what it said. It reads no file of the user's itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal, Slot

from verify.report.words.untrusted import plain
from verify.workers import relaunch

_SAID_BYTES: Final = 16_384  # of what a command said that are looked at
_LINE_CHARACTERS: Final = 1_000
_END_MILLISECONDS: Final = 3_000


class Errand(QObject):
    """`ended` carries whether all went well, and the lines that the command said, fit to be shown."""

    ended = Signal(bool, list)

    def __init__(self, parent: QObject, arguments: Sequence[str], command: Sequence[str] | None = None) -> None:
        super().__init__(parent)
        self._command = tuple(command or relaunch.command_for(*arguments))
        self._process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("PYTHONIOENCODING", "utf-8")
        self._process.setProcessEnvironment(environment)
        self._process.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
        self._process.finished.connect(self._on_finished)
        self._process.errorOccurred.connect(self._on_error)

    def run(self, lines: Iterable[bytes] = ()) -> None:
        """Starts the command and gives it these lines."""
        self._process.start(self._command[0], self._command[1:])
        for line in lines:
            self._process.write(line)
        self._process.closeWriteChannel()

    def stop(self) -> None:
        """Ends it without a word."""
        self._process.blockSignals(True)
        if self._process.state() is not QProcess.ProcessState.NotRunning:
            self._process.kill()
            self._process.waitForFinished(_END_MILLISECONDS)

    @Slot(int, QProcess.ExitStatus)
    def _on_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        said = bytes(self._process.readAll().data())[-_SAID_BYTES:].decode("utf-8", "replace")
        lines = [plain(line, _LINE_CHARACTERS) for line in said.splitlines() if line.strip()]
        self.ended.emit(status is QProcess.ExitStatus.NormalExit and code == 0, lines)

    @Slot(QProcess.ProcessError)
    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self.ended.emit(False, [])
