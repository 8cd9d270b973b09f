"""One part of the panel: a heading that folds and unfolds what is below it, by click or key."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from gui.widgets import tokens


class CollapsibleSection(QWidget):
    """Shows its `body` under a heading, a small one where it is `minor`.

    While it is folded, nothing is put into the body: that is done on unfolding.
    """

    def __init__(self, parent: QWidget, body: QWidget, *, unfolded: bool = True, minor: bool = False) -> None:
        super().__init__(parent)
        self._fill: Callable[[], object] | None = None
        self._by_person = False  # by the person, which stands above what a file suggests
        self.heading = QToolButton(self)
        self.heading.setObjectName("minorHeading" if minor else "sectionHeading")
        self.heading.setCheckable(True)
        self.heading.setChecked(unfolded)
        self.heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.heading.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.heading.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.heading.toggled.connect(self._on_toggled)
        self.heading.clicked.connect(self._on_clicked)
        self.body = body
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.NEAR)
        layout.addWidget(self.heading)
        layout.addWidget(body)
        self._on_toggled(unfolded)

    def set_title(self, title: str) -> None:
        """Name the part, for the eye and for a screen reader."""
        if title != self.heading.text():
            self.heading.setText(title)
            self.heading.setAccessibleName(title)
            self.body.setAccessibleName(title)

    def suggest(self, *, unfolded: bool) -> None:
        """Fold or unfold itself as is best for the file, unless the person has folded or unfolded it by hand."""
        if not self._by_person:
            self.heading.setChecked(unfolded)

    def offer(self, fill: Callable[[], object] | None) -> None:
        """Hide itself where there is nothing; else `fill` puts it into the body, at once or on unfolding."""
        self._fill = fill
        if fill is not None and self.heading.isChecked():
            self._fill_body()
        self.setVisible(fill is not None)

    def _fill_body(self) -> None:
        if self._fill is not None:
            self._fill()
            self._fill = None

    @Slot()
    def _on_clicked(self) -> None:
        self._by_person = True

    @Slot(bool)
    def _on_toggled(self, unfolded: bool) -> None:
        self.heading.setArrowType(Qt.ArrowType.DownArrow if unfolded else Qt.ArrowType.RightArrow)
        if unfolded:
            self._fill_body()
        self.body.setVisible(unfolded)
