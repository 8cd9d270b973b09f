"""All texts of a window that a person can see or hear."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

from gui.main_window import MainWindow
from gui.panel.panel import ProvenancePanel
from gui.rows.rows_model import Role


def open_every_tab(panel: ProvenancePanel) -> Iterator[str]:
    """Unfold all that folds, then choose one tab after the other."""
    for button in (panel.answer.pill, panel.history_row.details):
        button.setChecked(True)
    for key in panel.tabs.keys:
        panel.tabs.choose(key)
        for section in panel.sections.values():
            section.heading.setChecked(True)
        yield key


def shown_texts(window: MainWindow) -> Iterator[str]:
    """All texts that can be seen or heard."""
    for widget in window.findChildren(QWidget):
        if widget.isVisibleTo(window):
            yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
        if isinstance(widget, QLabel | QAbstractButton) and widget.isVisibleTo(window):
            yield widget.text()
        if isinstance(widget, QLineEdit) and widget.isVisibleTo(window):
            yield widget.placeholderText()
    for action in window.findChildren(QAction):
        yield action.text().replace("&", "")
    bench = window.workbench
    yield str(bench.list.currentIndex().data(Role.SHORT))
    model = bench.panel.history.model()
    for number in range(model.rowCount() if bench.panel.history.isVisible() else 0):
        yield str(model.index(number, 0).data(Qt.ItemDataRole.AccessibleTextRole))
