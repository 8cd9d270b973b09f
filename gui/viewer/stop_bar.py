"""The places of a video at which one can stop: a step back, a line to slide along, a step on, and the frame to keep."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSlider, QWidget

from gui.widgets import tokens
from gui.widgets.plain_label import PlainLabel
from verify.report.words.catalogue import Translator

_WAIT_MILLISECONDS = 120  # after the line was slid, before the frame is asked for
_PAGE = 10


class StopBar(QWidget):
    """`chosen` carries the time of a stop in milliseconds, `kept` says that the frame that is seen is to be saved."""

    chosen = Signal(int)
    kept = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._stops: Sequence[int] = ()
        self._translator: Translator | None = None
        self.back, self.on, self.keep = (QPushButton(self) for _ in range(3))
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setPageStep(_PAGE)
        self.slider.valueChanged.connect(self._on_slid)
        self.back.clicked.connect(lambda: self.slider.setValue(self.slider.value() - 1))
        self.on.clicked.connect(lambda: self.slider.setValue(self.slider.value() + 1))
        self.keep.clicked.connect(self.kept)
        self._time = PlainLabel(self, "number")
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(_WAIT_MILLISECONDS)
        self._waiting.timeout.connect(self._on_settled)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.NEAR)
        for part in (self.back, self.slider, self.on, self._time, self.keep):
            row.addWidget(part, 1 if part is self.slider else 0)
        self.hide()

    def show_stops(self, stops: Sequence[int], translator: Translator) -> None:
        """Offer stops, the first one chosen silently; hide where there are none."""
        self._translator = translator
        for button, key in ((self.back, "stop_back"), (self.on, "stop_on"), (self.keep, "save_frame")):
            button.setText(translator.text(f"window.{key}"))
        self.slider.setAccessibleName(translator.text("window.stops"))
        self.slider.setToolTip(translator.text("window.stops_explained"))
        if stops != self._stops:
            self._stops = stops
            self.slider.blockSignals(True)
            self.slider.setRange(0, max(0, len(stops) - 1))
            self.slider.setValue(0)
            self.slider.blockSignals(False)
        self._tell()
        self.setVisible(bool(stops))

    def choose_near(self, milliseconds: int) -> None:
        """Choose the stop nearest to a time, silently."""
        if self._stops:
            nearest = min(range(len(self._stops)), key=lambda at: abs(self._stops[at] - milliseconds))
            self.slider.blockSignals(True)
            self.slider.setValue(nearest)
            self.slider.blockSignals(False)
            self._tell()

    def _tell(self) -> None:
        at = self.slider.value()
        if self._translator is None or not at < len(self._stops):
            return
        facts = {"time": f"{self._stops[at] / 1000:.1f}", "number": str(at + 1), "count": str(len(self._stops))}
        self._time.show_text(self._translator.text("window.stop_at", **facts))
        self.slider.setAccessibleDescription(self._translator.text("window.stop_at", **facts))
        self.back.setEnabled(at > 0)
        self.on.setEnabled(at < len(self._stops) - 1)

    @Slot()
    def _on_slid(self) -> None:
        self._tell()
        self._waiting.start()

    @Slot()
    def _on_settled(self) -> None:
        at = self.slider.value()
        if at < len(self._stops):
            self.chosen.emit(self._stops[at])
