"""A caption and a list to choose one thing from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from gui.widgets import tokens
from gui.widgets.plain_label import PlainLabel, make_tip

_LEAST_CHARACTERS = 12  # that are seen of a name, however narrow the window


class Choice(QWidget):
    """`chosen` carries the number of what a person chooses; to offer something else chooses silently."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._caption = PlainLabel(self, "number")
        self.box = QComboBox(self)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(_LEAST_CHARACTERS)
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.box.activated.connect(self._on_activated)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.NEAR)
        row.addWidget(self._caption)
        row.addWidget(self.box, 1)

    def offer(self, caption: str, names: Sequence[str], number: int = 0) -> None:
        """Offer `names`, of which one is chosen."""
        self._caption.show_text(caption)
        self.box.setAccessibleName(caption)
        self.box.clear()
        self.box.addItems(list(names))
        self.choose(number)

    def choose(self, number: int) -> None:
        """Choose without telling."""
        self.box.setCurrentIndex(number)
        self._name_whole()

    @property
    def number(self) -> int:
        """What is chosen; -1 where nothing is offered."""
        return self.box.currentIndex()

    def _name_whole(self) -> None:
        """Have the whole of a long name in the tip; as text, since what looks like markup would be taken for it."""
        self.box.setToolTip(make_tip(self.box.currentText()))

    @Slot(int)
    def _on_activated(self, number: int) -> None:
        self._name_whole()
        self.chosen.emit(number)
