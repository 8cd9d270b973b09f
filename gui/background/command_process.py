"""Run one command of this program beside the window and tell what it said. It reads no file of the user's itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal, Slot

from gui.background.child_process import ChildProcess
from verify.report.words.untrusted import plain
from verify.workers.process import relaunch

_SAID_BYTES: Final = 16_384  # of what a command said that are looked at
_LINE_CHARACTERS: Final = 1_000


class CommandProcess(ChildProcess):
    """`ended` carries whether all went well, and the lines that the command said, fit to be shown."""

    ended = Signal(bool, list)

    def __init__(self, parent: QObject, arguments: Sequence[str], command: Sequence[str] | None = None) -> None:
        super().__init__(parent, command or relaunch.build_command(*arguments))

    def run(self, lines: Iterable[bytes] = ()) -> None:
        """Start the command and give it these lines."""
        process = self._launch()
        for line in lines:
            process.write(line)
        process.closeWriteChannel()

    def stop(self) -> None:
        """End it without a word."""
        self._end_process()

    def _configure_process(self, process: QProcess) -> None:
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("PYTHONIOENCODING", "utf-8")
        process.setProcessEnvironment(environment)
        process.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)

    @Slot()
    def _on_output(self) -> None:
        super()._on_output()
        del self._unread[:-_SAID_BYTES]

    def _handle_loss(self, *, well: bool) -> None:
        text = self._unread.decode("utf-8", "replace")
        lines = [plain(line, _LINE_CHARACTERS) for line in text.splitlines() if line.strip()]
        self.ended.emit(well, lines)
