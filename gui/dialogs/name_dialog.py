"""A small dialog that asks one thing: whether something is to be done, or under which name."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gui.widgets import tokens
from gui.widgets.plain_label import PlainLabel
from verify.model import limits


def make_room(dialog: QDialog) -> None:
    """Let a dialog grow to what it shows now."""
    layout = dialog.layout()
    if layout is not None:
        layout.activate()
        needed = layout.totalHeightForWidth(dialog.width())
        if needed > dialog.height():
            dialog.resize(dialog.width(), needed)


def add_field(column: QVBoxLayout, dialog: QDialog, caption: str, field: QWidget) -> PlainLabel:
    """Put a field under its caption, which is its name for a screen reader, too, and return the caption."""
    label = PlainLabel(dialog, "caption", caption)
    label.setBuddy(field)
    field.setAccessibleName(caption)
    column.addWidget(label)
    column.addWidget(field)
    return label


_WIDTH: Final = 440


class NameDialog(QDialog):
    """`agreed` carries what was typed, which is nothing where no name is asked for."""

    agreed = Signal(str)

    def __init__(self, parent: QWidget, question: str, yes: str, no: str, *, named: bool) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(yes)
        text = PlainLabel(self, "body", question)
        self.name = QLineEdit(self)
        self.name.setMaxLength(limits.NAME_CHARACTERS)
        self.name.setAccessibleName(question)
        self.name.setVisible(named)
        self.yes = QPushButton(yes, self)
        self.no = QPushButton(no, self)
        if not named:
            self.yes.setProperty("kind", "danger")
        # Return agrees to a name, but never to what cannot be undone
        (self.yes if named else self.no).setDefault(True)
        self.yes.clicked.connect(self._on_yes)
        self.no.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        column.setContentsMargins(tokens.WIDE, tokens.WIDE, tokens.WIDE, tokens.WIDE)
        column.setSpacing(tokens.GAP)
        column.addWidget(text)
        column.addWidget(self.name)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self.no)
        buttons.addWidget(self.yes)
        column.addLayout(buttons)
        (self.name if named else self.no).setFocus()
        self.resize(_WIDTH, 0)
        make_room(self)

    @Slot()
    def _on_yes(self) -> None:
        self.accept()
        self.agreed.emit(self.name.text())
