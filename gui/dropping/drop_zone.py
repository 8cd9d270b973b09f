"""The place that invites files while the list is empty, and explains what comes of them.

It looks at no extension and no byte; drops land on the whole window, which asks `payload` what they are.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from gui.widgets import tokens
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.plain_label import PlainLabel
from verify.report.words.catalogue import Translator

_EXPLANATION_WIDTH: Final = 620  # longer lines are hard to read
_STEPS_WIDTH: Final = 960
_STEPS: Final = ("first_bring", "first_read", "first_limits")


class DropZone(QFrame):
    """An outlined area with a sentence and buttons for the same actions as the menu's."""

    def __init__(self, parent: QWidget, actions: tuple[QAction, ...]) -> None:
        super().__init__(parent)
        self.setObjectName("dropZone")
        self._invitation = PlainLabel(self, "headline")
        self._explanation = PlainLabel(self, "body")
        self._privacy = PlainLabel(self, "muted")
        self._steps = {key: (PlainLabel(self, "strong"), PlainLabel(self, "body")) for key in _STEPS}
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for label in (self._invitation, self._explanation, self._privacy):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
        self._explanation.setMaximumWidth(_EXPLANATION_WIDTH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.FAR, tokens.FAR, tokens.FAR, tokens.FAR)
        layout.setSpacing(tokens.GAP)
        layout.addStretch(2)
        layout.addWidget(self._invitation)
        layout.addLayout(_centre(self._explanation))
        layout.addLayout(self._buttons(actions))
        layout.addWidget(self._privacy)
        layout.addStretch(1)
        layout.addLayout(_centre(self._make_steps()))
        layout.addStretch(1)

    def retranslate(self, translator: Translator) -> None:
        """Show everything in another language."""
        self._invitation.show_text(translator.text("window.drop_here"))
        self._explanation.show_text(translator.text("window.drop_explained"))
        self._privacy.show_text(translator.text("window.privacy"))
        for key, (heading, text) in self._steps.items():
            heading.show_text(translator.text(f"window.{key}"))
            text.show_text(translator.text(f"window.{key}_explained"))
        self.setAccessibleName(translator.text("window.drop_here"))

    def set_inviting(self, inviting: bool) -> None:
        """Show that what is being dragged may be dropped."""
        self.setProperty("inviting", inviting)
        self.style().unpolish(self)
        self.style().polish(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: the steps stand side by side where there is room for them."""
        super().resizeEvent(event)
        room = event.size().width() * tokens.BODY / self.font().pointSizeF()
        beside = (
            QBoxLayout.Direction.LeftToRight if room >= tokens.STEPS_BESIDE_FROM else QBoxLayout.Direction.TopToBottom
        )
        self._columns.setDirection(beside)

    def _buttons(self, actions: tuple[QAction, ...]) -> FlowLayout:
        buttons = FlowLayout(None, tokens.NEAR, centred=True)
        for action in actions:
            button = QToolButton(self)
            button.setProperty("kind", "button")
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            buttons.addWidget(button)
        return buttons

    def _make_steps(self) -> QWidget:
        steps = QWidget(self)
        steps.setMaximumWidth(_STEPS_WIDTH)
        self._columns.setContentsMargins(0, tokens.WIDE, 0, 0)
        self._columns.setSpacing(tokens.FAR)
        for heading, text in self._steps.values():
            column = QVBoxLayout()
            column.setSpacing(tokens.TIGHT)
            column.addWidget(heading)
            column.addWidget(text)
            column.addStretch()
            self._columns.addLayout(column, 1)
        steps.setLayout(self._columns)
        return steps


def _centre(widget: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.addStretch()
    line.addWidget(widget, 1000)
    line.addStretch()
    return line
