"""The preview beside the answer: small, with what is framed in it, what that is, and the ways to look closer."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from gui.viewer.versions import PREVIEW
from gui.viewer.waveform_view import WaveformView
from gui.widgets import pixmaps, tokens
from gui.widgets.plain_label import PlainLabel
from verify.model import Picture, Report
from verify.report.panel import MarkWords, Panel
from verify.report.places import Mark
from verify.report.words.catalogue import Translator

VIEWER = "viewer"
COMPARE = "compare"
_CAPTIONS = 4  # told below the preview; the rest is told where one looks closely


class Preview(QWidget):
    """`page_wanted` carries the key of the page on which a person wants to look closer. `tools` are its buttons, which
    the answer puts where there is room for their words."""

    page_wanted = Signal(str)
    pages: Collection[str] = ()  # that it can lead to; elsewhere than in the list of files there are none

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._preview: Picture | None = None
        self._source = QImage()
        self._marks: tuple[Mark, ...] = ()
        self._fitted: tuple[int, int, float, tuple[Mark, ...]] | None = None  # picture, side, scale, marks shown
        self._side = tokens.PREVIEW_LARGE
        self.picture = _Picture(self)
        self.picture.clicked.connect(self._on_look_wanted)
        self.waveform = WaveformView(self)
        self._captions = PlainLabel(self, "muted")
        self.look = QPushButton(parent)
        self.look.clicked.connect(self._on_look_wanted)
        self.compare = QPushButton(parent)
        self.compare.clicked.connect(self._on_compare_wanted)
        self.tools = (self.look, self.compare)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.NEAR)
        column.addWidget(self.picture)
        column.addWidget(self.waveform)
        column.addWidget(self._captions)
        for part in (self, *self.tools):
            part.hide()

    def show_file(self, report: Report, panel: Panel, translator: Translator) -> None:
        """Show the picture of a file, or the line of a sound; hide itself where there is neither."""
        if panel.preview is not self._preview:
            self._preview = panel.preview
            self._source = pixmaps.to_image(panel.preview) if panel.preview else QImage()
        self._marks = tuple(words.mark for words in panel.marks)
        framed = [words.caption for words in panel.marks if words.mark.box is not None]
        self.look.setText(translator.text("window.look_closely"))
        self.compare.setText(translator.text("window.compare"))
        self._fit()
        said = translator.text(f"window.{'preview_framed' if framed else 'preview'}")
        self.picture.setAccessibleName(said)
        self.picture.setAccessibleDescription("; ".join(framed))
        self.picture.setToolTip("\n".join(framed))
        seen = not self._source.isNull()
        self.waveform.show_waveform(None if seen else report.waveform, panel.marks, translator)
        self._captions.show_text(_lines(panel.marks))
        self._show_captions()
        shown = seen or report.waveform is not None
        self.setVisible(shown)
        self.look.setVisible(shown and VIEWER in self.pages)
        self.compare.setVisible(seen and COMPARE in self.pages)

    def set_side(self, side: int) -> None:
        """How large the preview may be, in device-independent pixels."""
        self._side = side
        self.setMaximumWidth(side + 2 * tokens.TIGHT)
        self._captions.setFixedWidth(side)
        self.waveform.setFixedWidth(side)
        self._show_captions()
        self._fit()

    def _show_captions(self) -> None:
        """Where there is room; beside a narrow answer they are told where one looks closely, and to screen readers."""
        self._captions.setVisible(bool(self._captions.text()) and self._side >= tokens.PREVIEW_LARGE)

    def _fit(self) -> None:
        wanted = (self._source.cacheKey(), self._side, self.devicePixelRatioF(), self._marks)
        if wanted == self._fitted:
            return
        self._fitted = wanted
        picture = pixmaps.fit_into_square(self._source, self._side, self.devicePixelRatioF())
        self.picture.setPixmap(pixmaps.draw_frames(picture, self._marks))
        self.picture.setVisible(not self._source.isNull())

    @Slot()
    def _on_look_wanted(self) -> None:
        self.page_wanted.emit(VIEWER)

    @Slot()
    def _on_compare_wanted(self) -> None:
        self.page_wanted.emit(COMPARE)


class _Picture(QLabel):
    """A picture that can be clicked; the button below it does the same for keys and screen readers."""

    clicked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(PREVIEW)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt: a click."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()


def _lines(marks: tuple[MarkWords, ...]) -> str:
    """Return the first few captions under their numbers."""
    captions = [f"{at + 1} · {words.caption}" if len(marks) > 1 else words.caption for at, words in enumerate(marks)]
    return "\n".join(captions[:_CAPTIONS] + (["…"] if len(captions) > _CAPTIONS else []))
