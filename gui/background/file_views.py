"""The window's door to the one file that is looked at closely: asks for views, tiles and sound, and checks what comes.

Whatever arrives is bounded, answers a question that was asked, and has the size that follows from it; a process that
says anything else is ended.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject, QProcess, Signal

from gui.background.child_process import LineProcess
from verify.model import Problem, limits
from verify.model.views import FileView, NotShown, ShownView, TilePlace, View, measure_tile
from verify.workers import protocol
from verify.workers.process import relaunch

_AT_ONCE: Final = 2  # questions under way, so that the worker never waits for the window


def viewer_command() -> tuple[str, ...]:
    """Return how to start the process that opens files to be looked at closely."""
    return relaunch.build_command("view")


class FileViews(LineProcess):
    """One file at a time. Every signal is about the file of the last `look`.

    `opened` carries a FileView, `shown` a ShownView, `cut` a Tile, `heard` a stretch of sound; `refused` the View or
    TilePlace or second that cannot be had (None: the file itself) and a NotShown.
    """

    opened = Signal(object)
    shown = Signal(object)
    cut = Signal(object)
    heard = Signal(object)
    refused = Signal(object, object)

    def __init__(self, parent: QObject | None, command: Sequence[str] | None = None) -> None:
        super().__init__(parent, command or viewer_command(), limits.VIEW_LINE_BYTES, 2 * limits.VIEW_LINE_BYTES)
        self._number = 0
        self._waiting: list[protocol.Looking] = []
        self._asked: dict[int, protocol.Looking] = {}  # without an answer yet
        self._sizes: dict[View, ShownView] = {}
        self.file: FileView | None = None  # that is open

    def look(self, path: str, digest: str) -> None:
        """Open a file, and forget the one before."""
        self._forget()
        self._ask(lambda number: protocol.Look(number, path, digest))

    def show(self, view: View) -> None:
        """Have a view made ready."""
        self._ask(lambda number: protocol.Show(number, view))

    def want_tiles(self, places: Sequence[TilePlace]) -> None:
        """Have these tiles cut, in this order, and none that was wanted before and not begun."""
        self._waiting = [command for command in self._waiting if not isinstance(command, protocol.Cut)]
        asked = {command.place for command in self._asked.values() if isinstance(command, protocol.Cut)}
        for place in places:
            if place not in asked:
                self._waiting.append(protocol.Cut(self._count(), place))
        self._send_waiting()

    def listen(self, second: float) -> None:
        """Have sound decoded."""
        self._ask(lambda number: protocol.Listen(number, second))

    def close(self) -> None:
        """Let go of the file, and end the process."""
        self._forget()
        self._end_process()

    def _forget(self) -> None:
        self._waiting.clear()
        self._asked.clear()
        self._sizes.clear()
        self.file = None

    def _count(self) -> int:
        self._number += 1
        return self._number

    def _ask(self, make: Callable[[int], protocol.Looking]) -> None:
        self._waiting.append(make(self._count()))
        self._send_waiting()

    def _send_waiting(self) -> None:
        while self._waiting and len(self._asked) < _AT_ONCE:
            command = self._waiting.pop(0)
            self._asked[command.id] = command
            process = self._process or self._launch()
            process.write(protocol.encode_command(command))

    def _handle_line(self, line: bytes) -> None:
        event = protocol.load_event(line)
        if not isinstance(event, protocol.LookingAnswer) or event.id > self._number:
            raise protocol.WireError("no answer")
        command = self._asked.pop(event.id, None)
        if command is None:
            return  # to a question about a file that was left
        if not protocol.answers_look(event, command):
            raise protocol.WireError("an answer to another question")
        self._deaths = 0
        self._tell(command, event)
        self._send_waiting()

    def _tell(self, command: protocol.Looking, event: protocol.LookingAnswer) -> None:
        match event:
            case protocol.Opened(file=file):
                self.file = file
                self.opened.emit(file)
            case protocol.Shown(shown=shown):
                self._sizes[shown.view] = shown
                self.shown.emit(shown)
            case protocol.WasCut(tile=tile):
                size = self._sizes.get(tile.place.view)
                if size is None or measure_tile(size.width, size.height, tile.place) != (tile.width, tile.height):
                    raise protocol.WireError("a tile of another size")
                self.cut.emit(tile)
            case protocol.Heard(samples=samples):
                self.heard.emit(samples)
            case protocol.Refused(answer=answer):
                self.refused.emit(_name_subject(command), answer)

    def _detach(self) -> QProcess | None:
        self._asked.clear()
        return super()._detach()

    def _replace(self) -> None:
        lost = [_name_subject(command) for command in (*self._asked.values(), *self._waiting)]
        self._forget()
        super()._replace()
        for subject in lost:
            self.refused.emit(subject, NotShown(Problem.WORKER_DIED))

    def _recover(self, *, hopeless: bool) -> None:
        """Wait for the next file: whoever looks at this one was told."""


def _name_subject(command: protocol.Looking) -> View | TilePlace | float | None:
    match command:
        case protocol.Show(view=view):
            return view
        case protocol.Cut(place=place):
            return place
        case protocol.Listen(second=second):
            return second
    return None
