"""How the table is looked at: searched, filtered, grouped."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from gui.batch.sort_filter import Grouping, RowFilter, SortFilter
from gui.widgets import tokens
from gui.widgets.plain_label import PlainLabel
from verify.report.words.catalogue import Translator


class FilterBar(QWidget):
    """`changed` says that something else was chosen; see `applied_to`."""

    changed = Signal()

    def __init__(self, parent: QWidget, translator: Translator) -> None:
        super().__init__(parent)
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(True)
        self.choice = QComboBox(self)
        self.grouping = QComboBox(self)
        self._names = {name: PlainLabel(self, "number") for name in ("show", "group")}
        for box, values in ((self.choice, RowFilter), (self.grouping, Grouping)):
            for value in values:
                box.addItem("", value.value)
            box.currentIndexChanged.connect(self._on_changed)
        self.search.textChanged.connect(self._on_changed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.NEAR)
        row.addWidget(self.search, 1)
        for key, box in (("show", self.choice), ("group", self.grouping)):
            self._names[key].setBuddy(box)
            row.addWidget(self._names[key])
            row.addWidget(box)
        self.retranslate(translator)

    def retranslate(self, translator: Translator) -> None:
        """Show everything in another language."""
        self.search.setPlaceholderText(translator.text("pages.batch.search_hint"))
        self.search.setAccessibleName(translator.text("pages.batch.search"))
        for key, name in self._names.items():
            name.show_text(translator.text(f"pages.batch.{key}"))
        for key, box in (("choice", self.choice), ("group", self.grouping)):
            for at in range(box.count()):
                box.setItemText(at, translator.text(f"pages.batch.{key}_{box.itemData(at)}"))

    def apply_to(self, view: SortFilter) -> SortFilter:
        """Return `view` with what is chosen here."""
        return replace(
            view,
            search=self.search.text(),
            choice=RowFilter(self.choice.currentData()),
            grouping=Grouping(self.grouping.currentData()),
        )

    @Slot()
    def _on_changed(self) -> None:
        self.changed.emit()
