"""Run one command of this program beside the window and tell what it said. It reads no file of the user's itself."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal, Slot

from gui.background.child_process import ChildProcess
from verify.report.words.untrusted import plain
from verify.workers.process import relaunch

_SAID_BYTES: Final = 16_384  # of what a command said that are looked at
_LINE_CHARACTERS: Final = 1_000


class CommandProcess(ChildProcess):
    """`ended` carries whether all went well, and the lines that the command said, fit to be shown.

    `told` carries what it said meanwhile as an object of JSON on a line of its own, which is not among the lines.
    """

    ended = Signal(bool, list)
    told = Signal(object)

    def __init__(self, parent: QObject, arguments: Sequence[str], command: Sequence[str] | None = None) -> None:
        super().__init__(parent, command or relaunch.build_command(*arguments))

    def run(self, lines: Iterable[bytes] = ()) -> None:
        """Start the command and give it these lines."""
        process = self._launch()
        for line in lines:
            process.write(line)
        process.closeWriteChannel()

    def stop(self) -> None:
        """End it without a word, and let it remove what it left half done."""
        self._end_process(gently=True)

    def _configure_process(self, process: QProcess) -> None:
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("PYTHONIOENCODING", "utf-8")
        process.setProcessEnvironment(environment)
        process.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)

    @Slot()
    def _on_output(self) -> None:
        super()._on_output()
        *lines, rest = self._unread.split(b"\n")
        objects = [_read_object(bytes(line)) for line in lines]
        kept = [line for line, read in zip(lines, objects, strict=True) if read is None]
        self._unread[:] = b"\n".join((*kept, rest))[-_SAID_BYTES:]
        for read in objects:
            if read is not None:
                self.told.emit(read)

    def _handle_loss(self, *, well: bool) -> None:
        text = self._unread.decode("utf-8", "replace")
        lines = [plain(line, _LINE_CHARACTERS) for line in text.splitlines() if line.strip()]
        self.ended.emit(well, lines)


def _read_object(line: bytes) -> dict[str, object] | None:
    """Return what a line says as an object of JSON; None for a line of text."""
    if not line.startswith(b"{") or len(line) > _SAID_BYTES:
        return None
    try:
        read = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return read if isinstance(read, dict) else None
