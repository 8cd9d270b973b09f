"""The frames of a video in a row, each with its time and with what is framed at that time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListView, QListWidget, QListWidgetItem, QWidget

from gui.widgets import overlays, pixmaps, tokens
from verify.model import Picture
from verify.report.panel import MarkWords
from verify.report.places import Mark
from verify.report.words.catalogue import Translator

FRAME = "frame:"  # what the name of a frame begins with; its time in seconds follows
_SIDE = 128  # device-independent pixels of the longer side of a frame
_MOST = 24  # frames shown
_ROOM = 44  # for the words below a frame and the scroll bar


class FrameStrip(QListWidget):
    """The frames. `frame_chosen` carries the number of the frame that is chosen."""

    frame_chosen = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setMovement(QListView.Movement.Static)
        self.setWrapping(False)
        self.setSpacing(tokens.TIGHT)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentRowChanged.connect(self._on_row_changed)

    def show_frames(self, frames: Sequence[Picture], marks: Sequence[MarkWords], translator: Translator) -> None:
        """Show the frames in the order of their times, and choose none."""
        self.blockSignals(True)
        self.clear()
        highest = 1
        for frame in frames:
            time = seconds_of(frame)
            there = overlays.select_at_time([words.mark for words in marks], time)
            pixmap = self._draw(frame, there)
            highest = max(highest, round(pixmap.deviceIndependentSize().height()))
            item = QListWidgetItem(QIcon(pixmap), f"{time:.1f} s", self)
            said = translator.text("window.frame_at", time=f"{time:.1f}")
            captions = "; ".join(words.caption for words, mark in zip(marks, there, strict=True) if mark.box)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{said}: {captions}" if captions else said)
            item.setToolTip(captions)
        self.setIconSize(QSize(_SIDE, highest))
        self.setFixedHeight(highest + _ROOM)
        self.setAccessibleName(translator.text("window.frames"))
        self.setAccessibleDescription(translator.text("window.frames_explained"))
        self.blockSignals(False)

    def _draw(self, frame: Picture, marks: Sequence[Mark]) -> QPixmap:
        return pixmaps.draw_frames(
            pixmaps.fit_into_square(pixmaps.to_image(frame), _SIDE, self.devicePixelRatioF()), marks
        )

    @Slot(int)
    def _on_row_changed(self, row: int) -> None:
        if row >= 0:
            self.frame_chosen.emit(row)


def frames_of(pictures_of_file: Sequence[Picture]) -> list[Picture]:
    """Return the frames among the pictures of a file, by time."""
    frames = [picture for picture in pictures_of_file if picture.name.startswith(FRAME) and seconds_of(picture) >= 0]
    return sorted(frames, key=seconds_of)[:_MOST]


def seconds_of(frame: Picture) -> float:
    """Return the time of a frame; less than 0 where its name tells none."""
    try:
        time = float(frame.name.removeprefix(FRAME))
    except ValueError:
        return -1.0
    return time if 0 <= time < 1e7 else -1.0
