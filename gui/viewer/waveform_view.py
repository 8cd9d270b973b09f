"""The line of a sound: how loud it is over its length, hatched where nobody listened, with what is marked below it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QBrush, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionFocusRect, QWidget

from gui.widgets import tokens
from verify.model import Waveform
from verify.report.panel import MarkWords
from verify.report.words.catalogue import Translator

_HEIGHT = 64  # device-independent pixels of the line
_LANE = 18  # of each mark below it
_LANES = 6  # marks that get a lane of their own
_LEAST_WIDTH = 4.0  # of a marked stretch
_SCALE = 18  # for the times at the lower edge
_MARGIN = 6
_STEP_SECONDS = 5.0  # of an arrow key


class WaveformView(QWidget):
    """One sound. Where it can be played, a click or an arrow key goes to a place in it (`sought`), space plays it.

    Without that it can be reached by key all the same, so that its description is heard.
    """

    sought = Signal(float)
    toggled = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("waveform")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._waveform: Waveform | None = None
        self._marks: Sequence[tuple[int, MarkWords]] = ()
        self._mark_number = -1
        self._second = -1.0  # that is heard; below 0: it cannot be played

    def show_waveform(self, waveform: Waveform | None, marks: Sequence[MarkWords], translator: Translator) -> None:
        """Show a sound and what is marked in it; hide itself where there is none."""
        self._waveform, self._mark_number = waveform, -1
        self._marks = [(at, words) for at, words in enumerate(marks) if words.mark.start is not None]
        self.setFixedHeight(_HEIGHT + _LANE * min(_LANES, len(self._marks)) + _SCALE + 2 * _MARGIN)
        self.setVisible(waveform is not None)
        if waveform is not None:
            name = "waveform_marked" if self._marks else "waveform"
            self.setAccessibleName(translator.text(f"window.{name}", seconds=f"{waveform.seconds:.1f}"))
            unheard = translator.text("window.waveform_unheard") if Waveform.UNHEARD in waveform.peaks else ""
            captions = [words.caption for _, words in self._marks]
            self.setAccessibleDescription("; ".join(filter(None, (*captions, unheard))))
            self.setToolTip(unheard)
        self.update()

    @Slot(float)
    def show_place(self, second: float) -> None:
        """Show which second is heard; below 0: there is nothing to hear."""
        self._second = second
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: a click goes to its place in the sound."""
        wide = self.width() - 2 * _MARGIN
        if self._waveform is not None and self._second >= 0 and wide > 0:
            share = (event.position().x() - _MARGIN) / wide
            self.sought.emit(max(0.0, min(1.0, share)) * self._waveform.seconds)
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: arrow keys go back and forth, space plays and pauses."""
        by = {Qt.Key.Key_Left: -_STEP_SECONDS, Qt.Key.Key_Right: _STEP_SECONDS}.get(Qt.Key(event.key()))
        if self._waveform is None or self._second < 0:
            super().keyPressEvent(event)
        elif by is not None:
            self.sought.emit(max(0.0, min(self._waveform.seconds, self._second + by)))
        elif event.key() == Qt.Key.Key_Space:
            self.toggled.emit()
        else:
            super().keyPressEvent(event)

    def choose(self, number: int) -> None:
        """Stress one mark; -1 stresses none."""
        self._mark_number = number
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draws the line, the marks, the times, and the ring of the focus."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self.palette().base())
        if self._waveform is not None:
            line = QRectF(_MARGIN, _MARGIN, self.width() - 2 * _MARGIN, _HEIGHT)
            self._paint_line(painter, line, self._waveform)
            self._paint_marks(painter, line, self._waveform.seconds)
            self._paint_times(painter, line, self._waveform.seconds)
            self._paint_place(painter, line, self._waveform.seconds)
        if self.hasFocus():
            option = QStyleOptionFocusRect()
            option.initFrom(self)
            self.style().drawPrimitive(QStyle.PrimitiveElement.PE_FrameFocusRect, option, painter, self)
        painter.end()

    def _paint_line(self, painter: QPainter, line: QRectF, waveform: Waveform) -> None:
        ink, ground = self.palette().text().color(), self.palette().alternateBase()
        painter.fillRect(line, ground)
        heard = [peak for peak in waveform.peaks if peak != Waveform.UNHEARD]
        loudest = max(heard, default=0) or 1
        wide = line.width() / len(waveform.peaks)
        hatched = QBrush(self.palette().mid().color(), Qt.BrushStyle.BDiagPattern)
        for column, peak in enumerate(waveform.peaks):
            left = line.left() + column * wide
            if peak == Waveform.UNHEARD:
                painter.fillRect(QRectF(left, line.top(), wide + 0.5, line.height()), hatched)
            else:
                high = max(1.0, line.height() * peak / loudest)
                painter.fillRect(QRectF(left, line.center().y() - high / 2, max(wide * 0.8, 0.6), high), ink)

    def _paint_marks(self, painter: QPainter, line: QRectF, seconds: float) -> None:
        ink = self.palette().text().color()
        for lane, (at, words) in enumerate(self._marks):
            start, end = words.mark.start or 0.0, words.mark.end
            left = line.left() + line.width() * min(1.0, start / seconds)
            right = line.left() + line.width() * min(1.0, (seconds if end is None else end) / seconds)
            top = line.bottom() + 3 + _LANE * min(lane, _LANES - 1)
            bar = QRectF(left, top, max(_LEAST_WIDTH, right - left), _LANE - 6)
            painter.setPen(QPen(ink, 3.0 if at == self._mark_number else 1.0))
            painter.setBrush(self.palette().highlight())
            painter.drawRect(bar)
            painter.setPen(ink)
            number = QRectF(bar.right() + tokens.TIGHT, top - 3, 3 * _LANE, _LANE)
            if number.right() > line.right():
                number.moveRight(bar.left() - tokens.TIGHT)
            side = Qt.AlignmentFlag.AlignLeft if number.left() > bar.left() else Qt.AlignmentFlag.AlignRight
            painter.drawText(number, side | Qt.AlignmentFlag.AlignVCenter, str(at + 1))
            # where it sits in the line above
            painter.setPen(QPen(ink, 1.0, Qt.PenStyle.DotLine))
            for edge in (bar.left(), bar.right()):
                painter.drawLine(round(edge), round(line.top()), round(edge), round(top))

    def _paint_place(self, painter: QPainter, line: QRectF, seconds: float) -> None:
        if self._second >= 0 and seconds > 0:
            across = round(line.left() + line.width() * min(1.0, self._second / seconds))
            painter.setPen(QPen(self.palette().link().color(), 3.0))
            painter.drawLine(across, round(line.top()), across, round(line.bottom()))

    def _paint_times(self, painter: QPainter, line: QRectF, seconds: float) -> None:
        place = QRectF(line.left(), self.height() - _SCALE - 2, line.width(), _SCALE)
        painter.setPen(self.palette().placeholderText().color())
        for side, time in (
            (Qt.AlignmentFlag.AlignLeft, 0.0),
            (Qt.AlignmentFlag.AlignHCenter, seconds / 2),
            (Qt.AlignmentFlag.AlignRight, seconds),
        ):
            painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, f"{time:.1f} s")
