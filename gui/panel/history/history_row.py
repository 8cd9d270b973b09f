"""The history in one row, from the beginning to this file; a button opens the whole graph below it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from gui.panel.history.graph import HistoryGraph
from gui.widgets import style, tokens
from gui.widgets.plain_label import PlainLabel
from verify.model import Record, Report
from verify.report.words.cards.graph import line_words
from verify.report.words.catalogue import Translator


class HistoryRow(QFrame):
    """Hidden where a file has no record. The graph is made when somebody opens it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("part")
        self._shown: tuple[Record, str] | None = None
        self._fill: Callable[[], object] | None = None
        self._word = ""
        self._caption = PlainLabel(self, "strong")
        self._line = PlainLabel(self, "body")
        self.details = QToolButton(self)
        self.details.setObjectName("details")
        self.details.setCheckable(True)
        self.details.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.details.toggled.connect(self._on_toggled)
        self._explained = PlainLabel(self, "muted")
        self.graph = HistoryGraph(self)
        self._caption.setWordWrap(False)
        self._is_narrow = False
        self._row = row = QHBoxLayout()
        row.setSpacing(tokens.GAP)
        row.addWidget(self._caption, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._line, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.details, 0, Qt.AlignmentFlag.AlignTop)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(tokens.WIDE, tokens.NEAR, tokens.GAP, tokens.NEAR)
        column.setSpacing(tokens.NEAR)
        column.addLayout(row)
        column.addWidget(self._explained)
        column.addWidget(self.graph)
        self._on_toggled(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: the line stands below its heading where both have no room beside each other."""
        super().resizeEvent(event)
        is_narrow = event.size().width() < style.scale_points(tokens.PREVIEW_BESIDE_FROM)
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            if is_narrow:
                self._row.removeWidget(self._line)
                self._column.insertWidget(1, self._line)
            else:
                self._column.removeWidget(self._line)
                self._row.insertWidget(1, self._line, 1, Qt.AlignmentFlag.AlignVCenter)

    def show_report(self, report: Report, translator: Translator) -> None:
        """Show the history that a record tells."""
        self.setVisible(bool(report.record.manifests))
        if not report.record.manifests:
            self._fill, self._shown = None, None
            return
        self._caption.show_text(translator.text("window.story"))
        self._word = translator.text("window.details")
        self.details.setAccessibleName(translator.text("window.story_details"))
        self.graph.setAccessibleName(translator.text("window.story"))
        self._explained.show_text(translator.text("window.story_explained"))
        if self._shown is None or self._shown[0] is not report.record or self._shown[1] != translator.language:
            self._shown = report.record, translator.language
            self._line.show_text(line_words(translator, report))
        self._fill = lambda: self.graph.show_story(report, translator)
        self._on_toggled(self.details.isChecked())

    @Slot(bool)
    def _on_toggled(self, opened: bool) -> None:
        self.details.setText(f"{self._word}  {'▾' if opened else '▸'}")
        if opened and self._fill is not None:
            self._fill()
            self._fill = None
        several = self._shown is not None and len(self._shown[0].manifests) > 1
        self._explained.setVisible(opened and several)
        self.graph.setVisible(opened)
