"""What all parts of the settings have in common: a frame with a heading, and controls that carry their names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QComboBox, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gui.widgets import tokens
from gui.widgets.page_scroll import ChoiceBox
from gui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from gui.context import Context
    from gui.preferences import Settings
    from verify.report.words.catalogue import Translator


class SettingsPart(QFrame):
    """A part names itself in `retranslate` and shows what is chosen in `show_settings`."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent)
        self.setObjectName("part")
        self.context = context
        self._heading = PlainLabel(self, "title")
        self._explained = PlainLabel(self, "muted")
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(tokens.WIDE, tokens.WIDE, tokens.WIDE, tokens.WIDE)
        self.rows.setSpacing(tokens.GAP)
        self.rows.addWidget(self._heading)
        self.rows.addWidget(self._explained)

    def retranslate(self, translator: Translator) -> None:
        """Show everything in another language."""
        raise NotImplementedError

    def show_settings(self, settings: Settings) -> None:
        """Show what is chosen."""
        raise NotImplementedError

    def set_heading(self, heading: str, explained: str = "") -> None:
        """Name the part and say what its choices do."""
        self._heading.show_text(heading)
        self._explained.show_text(explained)
        self._explained.setVisible(bool(explained))
        self.setAccessibleName(heading)
        self.setAccessibleDescription(explained)


class Choice(QWidget):
    """One value out of a few, with its name above. `chosen` carries what a person chose."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, values: Iterable[object]) -> None:
        super().__init__(parent)
        self._name = PlainLabel(self, "strong")
        self.box = ChoiceBox(self)
        self.box.setMinimumWidth(tokens.CHOICE_LEAST)
        self.box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for value in values:
            self.box.addItem("", value)
        self.box.activated.connect(self._on_activated)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(tokens.TIGHT)
        rows.addWidget(self._name)
        rows.addWidget(self.box)

    def set_texts(self, name: str, values: Iterable[str]) -> None:
        """Name the choice and its values, these in their order."""
        self._name.show_text(name)
        self.box.setAccessibleName(name)
        for at, text in enumerate(values):
            self.box.setItemText(at, text)

    def show_value(self, value: object) -> None:
        """Show what is chosen."""
        self.box.setCurrentIndex(self.box.findData(value))

    def _on_activated(self, at: int) -> None:
        self.chosen.emit(self.box.itemData(at))


class WrappedTick(QWidget):
    """A check box or a round button whose text may be as long as it likes, wrapped beside it."""

    def __init__(self, parent: QWidget, button: QAbstractButton) -> None:
        super().__init__(parent)
        self.button = button
        self._text = PlainLabel(self, "body")
        button.setParent(self)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(tokens.TIGHT)
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._text, 1)

    def set_text(self, text: str) -> None:
        """Say what is ticked."""
        self._text.show_text(text)
        self.button.setAccessibleName(text)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: a click on the text is one on the button."""
        if event.button() is Qt.MouseButton.LeftButton and self.button.isEnabled():
            self.button.click()
            self.button.setFocus(Qt.FocusReason.MouseFocusReason)
