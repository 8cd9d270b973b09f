"""A question's choices, one below the other: each a whole sentence that wraps, chosen by click or arrow key."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from gui.widgets import tokens
from gui.widgets.plain_label import PlainLabel


class Choice(QFrame):
    """One choice: a radio button with a sentence that wraps. Clicking anywhere chooses it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("choice")
        self.button = QRadioButton(self)
        self.button.toggled.connect(self._on_toggled)
        self.button.installEventFilter(self)
        self._text = PlainLabel(self, "body")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(tokens.GAP, tokens.NEAR, tokens.GAP, tokens.NEAR)
        layout.setSpacing(tokens.NEAR)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._text, 1)

    def show_text(self, text: str) -> None:
        """Say what is chosen by it, for the eye and for a screen reader."""
        self._text.show_text(text)
        self.button.setAccessibleName(text)
        self.button.setFixedHeight(self._text.fontMetrics().lineSpacing())  # beside the middle of the first line

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt: a click beside the button counts as well."""
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.button.setFocus(Qt.FocusReason.MouseFocusReason)
            self.button.click()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: the frame shows where the focus is."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._dress("focused", event.type() is QEvent.Type.FocusIn)
        return super().eventFilter(watched, event)

    @Slot(bool)
    def _on_toggled(self, chosen: bool) -> None:
        self._dress("chosen", chosen)

    def _dress(self, name: str, value: bool) -> None:
        self.setProperty(name, value)
        self.style().unpolish(self)
        self.style().polish(self)


class Choices(QWidget):
    """`chosen` carries the number of the choice, from 0."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget, count: int) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._choices = [Choice(self) for _ in range(count)]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.NEAR)
        for number, choice in enumerate(self._choices):
            self._group.addButton(choice.button, number)
            layout.addWidget(choice)
        self._group.buttonClicked.connect(self._on_clicked)

    @property
    def number(self) -> int:
        """The number of what is chosen; -1 for nothing."""
        return self._group.checkedId()

    @property
    def buttons(self) -> list[QAbstractButton]:
        """The buttons, in order."""
        return [choice.button for choice in self._choices]

    def show_texts(self, texts: tuple[str, ...], name: str) -> None:
        """Say the choices, and what they are choices of."""
        self.setAccessibleName(name)
        for choice, text in zip(self._choices, texts, strict=True):
            choice.show_text(text)

    def choose(self, number: int) -> None:
        """Mark one choice, or none with -1, without telling anybody."""
        self._group.setExclusive(False)
        for at, choice in enumerate(self._choices):
            choice.button.setChecked(at == number)
        self._group.setExclusive(True)
        for at, choice in enumerate(self._choices):  # the tab key leads to what is chosen, as after a click
            here = at == max(0, number)
            choice.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)

    @Slot(QAbstractButton)
    def _on_clicked(self, button: QAbstractButton) -> None:
        self.chosen.emit(self._group.id(button))
