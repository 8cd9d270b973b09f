"""One part of the panel: a heading that folds and unfolds what is below it, by click or key."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from gui import tokens


class Section(QWidget):
    """Shows its `body` under a heading. It hides itself while it has nothing to show."""

    def __init__(self, parent: QWidget, body: QWidget, *, unfolded: bool = True) -> None:
        super().__init__(parent)
        self.heading = QToolButton(self)
        self.heading.setObjectName("sectionHeading")
        self.heading.setCheckable(True)
        self.heading.setChecked(unfolded)
        self.heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.heading.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.heading.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.heading.toggled.connect(self._on_toggled)
        self.body = body
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.NEAR)
        layout.addWidget(self.heading)
        layout.addWidget(body)
        self._on_toggled(unfolded)

    def set_title(self, title: str) -> None:
        """Names the part, for the eye and for a screen reader."""
        self.heading.setText(title)
        self.heading.setAccessibleName(title)
        self.body.setAccessibleName(title)

    @Slot(bool)
    def _on_toggled(self, unfolded: bool) -> None:
        self.heading.setArrowType(Qt.ArrowType.DownArrow if unfolded else Qt.ArrowType.RightArrow)
        self.body.setVisible(unfolded)
