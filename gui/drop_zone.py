"""The place that invites files: large and explaining itself while the list is empty, small below it afterwards.

It looks at no extension and no byte; drops land on the whole window, which asks `offers` what they are.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from gui import tokens
from gui.plain_label import PlainLabel
from verify.render.labels_window import FixedTexts

_EXPLANATION_WIDTH = 620  # longer lines are hard to read


class DropZone(QFrame):
    """An outlined area with a sentence and buttons for the same actions as the menu's."""

    def __init__(self, parent: QWidget, actions: tuple[QAction, ...], *, large: bool) -> None:
        super().__init__(parent)
        self._large = large
        self.setObjectName("dropZone")
        self.setProperty("large", large)
        self._invitation = PlainLabel(self, "title" if large else "muted")
        self._explanation = PlainLabel(self, "body")
        self._privacy = PlainLabel(self, "muted")
        for label in (self._invitation, self._explanation, self._privacy):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
        self._explanation.setMaximumWidth(_EXPLANATION_WIDTH)
        self._explanation.setVisible(large)
        self._privacy.setVisible(large)
        buttons = QHBoxLayout()
        buttons.setSpacing(tokens.NEAR)
        buttons.addStretch()
        for action in actions:
            button = QToolButton(self)
            button.setProperty("kind", "button")
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            buttons.addWidget(button)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        margin = tokens.FAR if large else tokens.GAP
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.setSpacing(tokens.GAP if large else tokens.NEAR)
        if large:
            layout.addStretch()
        layout.addWidget(self._invitation)
        middle = QHBoxLayout()
        middle.addStretch()
        middle.addWidget(self._explanation, 1000)
        middle.addStretch()
        layout.addLayout(middle)
        layout.addLayout(buttons)
        layout.addWidget(self._privacy)
        if large:
            layout.addStretch()

    def set_wording(self, wording: FixedTexts) -> None:
        """Says everything in another language."""
        self._invitation.show_text(wording.label("drop_here" if self._large else "drop_more"))
        self._explanation.show_text(wording.label("drop_explained"))
        self._privacy.show_text(wording.label("privacy"))
        self.setAccessibleName(wording.label("drop_here"))

    def set_inviting(self, inviting: bool) -> None:
        """Shows that what is being dragged may be dropped."""
        self.setProperty("inviting", inviting)
        self.style().unpolish(self)
        self.style().polish(self)
