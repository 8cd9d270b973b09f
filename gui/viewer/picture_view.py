"""A picture that can be moved and made larger, by mouse, wheel and keys, with what is framed in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QStyle, QStyleOptionFocusRect, QWidget

from gui.widgets import overlays
from verify.report.places import Mark

LARGEST = 16.0  # times the size at which the whole fits
STEP = 1.25  # of one press or one notch of the wheel
_MOVE = 0.1  # of the view, for one press of an arrow
_NOTCH = 120  # eighths of a degree that a wheel turns at a time
_SMOOTH_BELOW = 3.0  # screen pixels a pixel; above it single pixels are to be seen
_MARGIN = 4  # around the picture, so that the ring of the focus is seen
_LEAST = (160, 120)


class PictureView(QWidget):
    """One picture. `moved` says that zoom or centre were changed by the user: `look()` tells to what."""

    moved = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("pictureView")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(*_LEAST)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self._image = QImage()
        self._marks: Sequence[Mark] = ()
        self._mark_number = -1
        self._zoom = 1.0
        self._centre = QPointF(0.5, 0.5)  # shares of the picture
        self._grasped: QPointF | None = None

    def show_image(self, image: QImage, marks: Sequence[Mark] = (), *, anew: bool = True) -> None:
        """Show a picture, `anew` as a whole, else at the zoom and place of the one before."""
        self._image, self._marks, self._mark_number = image, marks, -1
        if anew:
            self._zoom, self._centre = 1.0, QPointF(0.5, 0.5)
        self._keep_inside()
        self.update()

    def choose(self, number: int) -> None:
        """Stress one mark and, where it lies outside of the view, move there; -1 stresses none."""
        self._mark_number = number
        if 0 <= number < len(self._marks):
            box = self._marks[number].box
            place = overlays.frame_around(self.target(), self._marks[number])
            if box is not None and not QRectF(self.rect()).contains(place):
                self._show_part(self._zoom, QPointF(box.left + box.width / 2, box.top + box.height / 2))
        self.update()

    def viewport(self) -> tuple[float, QPointF]:
        """Return the zoom (1: the whole fits) and the centre in shares of the picture."""
        return self._zoom, QPointF(self._centre)

    def set_viewport(self, zoom: float, centre: QPointF) -> None:
        """Look as another view does; tell nobody."""
        self._zoom, self._centre = zoom, QPointF(centre)
        self._keep_inside()
        self.update()

    def zoom_in(self) -> None:
        """Show the picture one step larger."""
        self._show_part(self._zoom * STEP, self._centre)

    def zoom_out(self) -> None:
        """Show the picture one step smaller."""
        self._show_part(self._zoom / STEP, self._centre)

    def fit(self) -> None:
        """Show the whole picture."""
        self._show_part(1.0, QPointF(0.5, 0.5))

    def natural_size(self) -> QSizeF:
        """Return how many pixels there are to see at most; empty where nothing is shown."""
        return QSizeF(self._image.size())

    def largest_zoom(self) -> float:
        """Return how large it can be shown, as times the size at which the whole fits."""
        return LARGEST

    def target(self) -> QRectF:
        """Return where the whole picture lies, in the coordinates of this widget; it may reach beyond."""
        size = self._size()
        left = self.width() / 2 - self._centre.x() * size.width()
        top = self.height() / 2 - self._centre.y() * size.height()
        return QRectF(QPointF(left, top), size)

    # -- Qt's events ---------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draws the picture, the frames, and the ring of the focus."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self.palette().alternateBase())
        size = self.natural_size()
        if not size.isEmpty():
            target = self.target()
            smooth = target.width() * self.devicePixelRatioF() < _SMOOTH_BELOW * size.width()
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
            if not self._image.isNull():
                painter.drawImage(target, self._image)
            self.paint_over(painter, target)
            overlays.draw(painter, target, self._marks, self._mark_number)
        if self.hasFocus():
            option = QStyleOptionFocusRect()
            option.initFrom(self)
            self.style().drawPrimitive(QStyle.PrimitiveElement.PE_FrameFocusRect, option, painter, self)
        painter.end()

    def paint_over(self, painter: QPainter, target: QRectF) -> None:
        """For views that draw more over the picture."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: keeps the picture inside."""
        super().resizeEvent(event)
        self._keep_inside()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Qt: the wheel makes larger or smaller what is under the pointer."""
        steps = event.angleDelta().y() / _NOTCH
        if steps:
            self._zoom_at(event.position(), STEP**steps)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: grasps the picture."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._grasped = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt: the picture follows the hand."""
        if self._grasped is not None:
            way = event.position() - self._grasped
            self._grasped = event.position()
            self._move(way)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt: lets go."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._grasped = None
            self.setCursor(Qt.CursorShape.OpenHandCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Qt: two steps larger where it was clicked."""
        self._zoom_at(event.position(), STEP**2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: plus, minus, 0 and the arrows."""
        across, down = self.width() * _MOVE, self.height() * _MOVE
        match event.key():
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom_in()
            case Qt.Key.Key_Minus | Qt.Key.Key_Underscore:
                self.zoom_out()
            case Qt.Key.Key_0 | Qt.Key.Key_Home:
                self.fit()
            case Qt.Key.Key_Left:
                self._move(QPointF(across, 0))
            case Qt.Key.Key_Right:
                self._move(QPointF(-across, 0))
            case Qt.Key.Key_Up:
                self._move(QPointF(0, down))
            case Qt.Key.Key_Down:
                self._move(QPointF(0, -down))
            case _:
                super().keyPressEvent(event)

    # -- how it moves --------------------------------------------------------------------------------------------

    def _size(self) -> QSizeF:
        """Of the whole picture on the screen. Small pictures are made larger, as far as they fit."""
        return self.fitted_size() * self._zoom

    def fitted_size(self) -> QSizeF:
        """Return how large the whole is on the screen where it fits."""
        return self._fit(self.size())

    def _fit(self, room: QSize) -> QSizeF:
        inside = QSizeF(room).shrunkBy(QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN)).expandedTo(QSizeF(1, 1))
        return self.natural_size().expandedTo(QSizeF(1, 1)).scaled(inside, Qt.AspectRatioMode.KeepAspectRatio)

    def _zoom_at(self, point: QPointF, factor: float) -> None:
        """Change the zoom while what is under `point` stays under it."""
        before = self.target()
        share = QPointF((point.x() - before.left()) / before.width(), (point.y() - before.top()) / before.height())
        zoom = min(self.largest_zoom(), max(1.0, self._zoom * factor))
        grown = zoom / self._zoom
        centre = QPointF(
            share.x() + (self._centre.x() - share.x()) / grown, share.y() + (self._centre.y() - share.y()) / grown
        )
        self._show_part(zoom, centre)

    def _move(self, way: QPointF) -> None:
        size = self._size()
        self._show_part(self._zoom, self._centre - QPointF(way.x() / size.width(), way.y() / size.height()))

    def _show_part(self, zoom: float, centre: QPointF) -> None:
        before = self.viewport()
        self.set_viewport(zoom, centre)
        if self.viewport() != before:
            self.moved.emit()

    def _keep_inside(self) -> None:
        """Keep the zoom in its bounds, and the view inside the picture where that is larger."""
        self._zoom = min(self.largest_zoom(), max(1.0, self._zoom))
        size = self._size()
        self._centre = QPointF(
            _clamp_centre(self._centre.x(), self.width() / size.width()),
            _clamp_centre(self._centre.y(), self.height() / size.height()),
        )


def _clamp_centre(centre: float, seen: float) -> float:
    """Return `centre` so that a view of `seen` of the picture stays inside; the middle where all is seen."""
    return 0.5 if seen >= 1 else min(1 - seen / 2, max(seen / 2, centre))
