"""The page that explains the window: how a result is read, the scale of signs, the limits, and every key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from gui.navigation.text_page import TextPage
from gui.widgets import tokens
from gui.widgets.keyboard import strip_mnemonic
from gui.widgets.plain_label import PlainLabel
from verify.report.words.catalogue import Translator
from verify.report.words.verdict.how_sure.how_sure import list_always, scale

if TYPE_CHECKING:
    from gui.context import Context

_STEPS: Final = ("first_bring", "first_read")
_LIMITS: Final = tuple(f"help_limits_{name}" for name in ("real", "score", "true", "unread"))


class HelpPage(TextPage):
    """Everything on it is said elsewhere, too, where it is needed; here it stands together."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.widget)
        self._context = context
        self.title = self.add_text("headline")
        self._steps = {key: (self.add_text("title"), self.add_text("body")) for key in _STEPS}
        self._signs, self._signs_explained = self.add_text("title"), self.add_text("body")
        self.scale = _Table(self.column, 3)
        self.rows.addWidget(self.scale)
        self._always = self.add_text("body")
        self._limits = self.add_text("title")
        self.limits = self.add_text("body")
        self._keys, self._keys_explained = self.add_text("title"), self.add_text("body")
        self.keys = _Table(self.column, 2)
        self.rows.addWidget(self.keys)
        self.rows.addStretch()
        self.retranslate(context.translator)

    def retranslate(self, translator: Translator) -> None:
        """Show everything in another language."""
        name = strip_mnemonic(translator.text("window.page_help"))
        self.title.show_text(name)
        self.setAccessibleName(name)
        for key, (heading, text) in self._steps.items():
            heading.show_text(translator.text(f"window.{key}"))
            text.show_text(translator.text(f"window.{key}_explained"))
        for heading, key in ((self._signs, "signs"), (self._limits, "limits"), (self._keys, "keys")):
            heading.show_text(translator.text(f"window.help_{key}"))
        self._signs_explained.show_text(translator.text("window.help_signs_explained"))
        self.scale.show_rows([(row.sign, row.standing, row.who_can_forge) for row in scale(translator)])
        self._always.show_text("\n\n".join(list_always(translator)))
        self.limits.show_text("\n\n".join(translator.text(f"window.{key}") for key in _LIMITS))
        self._keys_explained.show_text(translator.text("window.help_keys_explained"))
        named = self._context.list_keys()
        self.keys.show_rows([(keys, strip_mnemonic(translator.text(f"window.{name}"))) for name, keys in named.items()])


class _Table(QWidget):
    """Short texts side by side; the last one of a row takes the room that is left."""

    def __init__(self, parent: QWidget, columns: int) -> None:
        super().__init__(parent)
        self._columns = columns
        self._labels: list[PlainLabel] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(tokens.WIDE)
        self._grid.setVerticalSpacing(tokens.NEAR)
        self._grid.setColumnStretch(columns - 1, 1)

    def show_rows(self, rows: list[tuple[str, ...]]) -> None:
        """Show these rows, as many as before or more."""
        texts = [text for row in rows for text in row]
        while len(self._labels) < len(texts):
            row, column = divmod(len(self._labels), self._columns)
            label = PlainLabel(self, "body" if column == self._columns - 1 else "strong")
            self._grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignTop)
            self._labels.append(label)
        for label, text in zip(self._labels, texts, strict=False):
            label.show_text(text)
