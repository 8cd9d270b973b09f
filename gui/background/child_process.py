"""Own one child process of the window: start it, read what it says within bounds, and end it without remains."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject, QProcess, QTimer, Slot

from verify.workers import protocol

_SLICE_SECONDS: Final = 0.02  # of the window's time at once, spent on lines
_DEATHS_IN_A_ROW: Final = 3  # without a single answer between: then it is not tried again by itself
_ASKED_MILLISECONDS: Final = 1_000  # for a process that was asked to end
_END_MILLISECONDS: Final = 3_000  # for the process to end by itself, and again for it to be killed


class ChildProcess(QObject):
    """A process with at most one life at a time. What it said and nobody has read stands in `_unread`."""

    def __init__(self, parent: QObject | None, command: Sequence[str]) -> None:
        super().__init__(parent)
        self._command = tuple(command)
        self._process: QProcess | None = None
        self._unread = bytearray()

    def _launch(self) -> QProcess:
        """Start the process and return it."""
        process = self._process = QProcess(self)
        self._configure_process(process)
        process.readyReadStandardOutput.connect(self._on_output)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        process.start(self._command[0], self._command[1:])
        return process

    def _configure_process(self, process: QProcess) -> None:
        """Set channels and environment before the start; what goes to standard error goes to the program's own."""
        process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)

    def _detach(self) -> QProcess | None:
        """Stop listening to the present process and return it, if there is one."""
        process, self._process = self._process, None
        self._unread.clear()
        if process is not None:
            process.readyReadStandardOutput.disconnect(self._on_output)
            process.finished.disconnect(self._on_finished)
            process.errorOccurred.disconnect(self._on_error)
        return process

    def _end_process(self, last_line: bytes | None = None, *, gently: bool = False) -> bool:
        """End the process and return whether there was one; with a last line it is given time to end by itself.

        `gently` asks it first, so that it can remove what it left half done (not on Windows, which has no such signal).
        """
        process = self._detach()
        if process is None:
            return False
        if last_line is not None:
            process.write(last_line)
            process.closeWriteChannel()
            process.waitForFinished(_END_MILLISECONDS)
        if gently and sys.platform != "win32" and process.state() is QProcess.ProcessState.Running:
            process.terminate()
            process.waitForFinished(_ASKED_MILLISECONDS)
        if process.state() is not QProcess.ProcessState.NotRunning:
            process.kill()
            process.waitForFinished(_END_MILLISECONDS)
        process.deleteLater()
        return True

    def _handle_loss(self, *, well: bool) -> None:
        """React to a process that ended by itself, or (not `well`) that failed, crashed or never started."""
        raise NotImplementedError

    @Slot()
    def _on_output(self) -> None:
        if self._process is not None:
            self._unread += self._process.readAllStandardOutput().data()

    @Slot(int, QProcess.ExitStatus)
    def _on_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        self._on_output()
        self._handle_loss(well=status is QProcess.ExitStatus.NormalExit and code == 0)

    @Slot(QProcess.ProcessError)
    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:  # the other errors are followed by `finished`
            self._handle_loss(well=False)


class LineProcess(ChildProcess):
    """A process that speaks in lines until it is told to end; one that dies or babbles is replaced.

    A line may have `line_bytes`, all that is unread `backlog_bytes`, where that is bounded.
    """

    def __init__(
        self, parent: QObject | None, command: Sequence[str], line_bytes: int, backlog_bytes: int | None = None
    ) -> None:
        super().__init__(parent, command)
        self._line_bytes = line_bytes
        self._backlog_bytes = backlog_bytes
        self._searched = 0  # bytes of `_unread` known to hold no line end
        self._deaths = 0  # since the last answer
        self._reading = QTimer(self)
        self._reading.setInterval(0)
        self._reading.timeout.connect(self._on_time_to_read)

    def _handle_line(self, line: bytes) -> None:
        """React to one line. Raises protocol.WireError for one that is none of the protocol's."""
        raise NotImplementedError

    def _recover(self, *, hopeless: bool) -> None:
        """Go on after the process was lost, with another unless it is `hopeless`: one after another died."""
        raise NotImplementedError

    def _replace(self) -> None:
        """Kill the process, count its death and go on without it."""
        if self._end_process():
            self._deaths += 1
            self._recover(hopeless=self._deaths >= _DEATHS_IN_A_ROW)

    def _detach(self) -> QProcess | None:
        self._reading.stop()
        self._searched = 0
        return super()._detach()

    @Slot()
    def _on_output(self) -> None:
        super()._on_output()
        if self._process is not None:
            self._reading.start()

    @Slot()
    def _on_time_to_read(self) -> None:
        end = time.monotonic() + _SLICE_SECONDS
        while time.monotonic() < end:
            line_end = self._unread.find(b"\n", self._searched)
            if line_end < 0:
                self._searched = len(self._unread)
                self._reading.stop()
                if self._searched > self._line_bytes:
                    self._replace()
                return
            line = bytes(self._unread[:line_end])
            del self._unread[: line_end + 1]
            self._searched = 0
            try:
                self._handle_line(line)
            except protocol.WireError:
                self._replace()
                return
        if self._backlog_bytes is not None and len(self._unread) > self._backlog_bytes:
            self._replace()

    def _handle_loss(self, *, well: bool) -> None:  # noqa: ARG002 - it should not have ended at all
        """Hear what the process still said before it went, which counts, and replace it."""
        lost = self._process
        while self._process is lost and b"\n" in self._unread:
            self._on_time_to_read()
        if self._process is lost:  # else it said that it was done, or was replaced already
            self._replace()
