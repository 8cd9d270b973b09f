"""What stands above and below a list of rows: ways to the next one, search, filter and order, and how far it is."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QProgressBar,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.rows.rows_model import RowsModel
from gui.rows.sort_filter import Column, RowFilter, SortFilter
from gui.widgets import tokens
from gui.widgets.plain_label import PlainLabel
from verify.report.words.batch import progress_words
from verify.report.words.catalogue import Translator

_SEARCHED_FROM: Final = 6  # files; fewer are seen at once
_ORDERS: Final[dict[str, Column | None]] = {
    "order_came": None,
    "order_name": Column.NAME,
    "group_answer": Column.ANSWER,
    "group_standing": Column.STANDING,
}


class ListHeader(QWidget):
    """`changed` says that something else is searched or chosen; see `apply_to`."""

    changed = Signal()

    def __init__(self, parent: QWidget, steps: tuple[QAction, QAction], *, searched: bool = True) -> None:
        super().__init__(parent)
        self._searched = searched
        self._title = PlainLabel(self, "strong")
        self.steps = [self._make_step(action) for action in steps]
        self._searching = QWidget(self)
        self.search = QLineEdit(self._searching)
        self.search.setClearButtonEnabled(True)
        self.search.setAcceptDrops(False)  # drops land on the whole window
        self.search.textChanged.connect(self._on_changed)
        self.menu_button = QPushButton(self._searching)
        self._menu = QMenu(self.menu_button)
        self._headings: dict[str, QAction] = {}
        self._choices = self._add_group("show", [f"choice_{choice}" for choice in RowFilter])
        self._menu.addSeparator()
        self._orders = self._add_group("order", list(_ORDERS))
        self.menu_button.setMenu(self._menu)
        self._lay_out()
        self.reset()
        self.show_count(0)

    def retranslate(self, translator: Translator, title: str) -> None:
        """Show everything in another language."""
        self._title.show_text(title)
        self.search.setPlaceholderText(translator.text("pages.batch.search"))
        self.search.setAccessibleName(translator.text("pages.batch.search"))
        self.search.setAccessibleDescription(translator.text("pages.batch.search_hint"))
        self.search.setToolTip(translator.text("pages.batch.search_hint"))
        self.menu_button.setText(translator.text("pages.batch.filter"))
        for key, heading in self._headings.items():
            heading.setText(translator.text(f"pages.batch.{key}"))
        for action in (*self._choices.actions(), *self._orders.actions()):
            action.setText(translator.text(f"pages.batch.{action.data()}"))

    def show_count(self, count: int) -> None:
        """Offer only what is of use for so many files."""
        for step in self.steps:
            step.setVisible(count > 1)
        is_in_use = self.apply_to(SortFilter()) != SortFilter()
        self._searching.setVisible(self._searched and (count >= _SEARCHED_FROM or is_in_use))

    def reset(self) -> None:
        """Leave nothing out, as the files came."""
        self._choices.actions()[0].setChecked(True)
        self._orders.actions()[0].setChecked(True)
        self.search.clear()
        self._on_changed()

    def show_all(self) -> None:
        """Leave nothing out, in the order that was chosen."""
        self._choices.actions()[0].setChecked(True)
        self.search.clear()
        self._on_changed()

    def apply_to(self, view: SortFilter) -> SortFilter:
        """Return `view` with what is chosen here."""
        choice, order = (group.checkedAction().data() for group in (self._choices, self._orders))
        return replace(
            view,
            search=self.search.text(),
            choice=RowFilter(choice.removeprefix("choice_")),
            column=_ORDERS[order],
        )

    def _make_step(self, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("kind", "step")
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _add_group(self, heading: str, keys: list[str]) -> QActionGroup:
        self._headings[heading] = self._menu.addAction("")
        self._headings[heading].setEnabled(False)
        group = QActionGroup(self)
        for key in keys:
            action = group.addAction(QAction(self))
            action.setData(key)
            action.setCheckable(True)
            self._menu.addAction(action)
        group.triggered.connect(self._on_changed)
        return group

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout(self._searching)
        second.setContentsMargins(0, 0, 0, 0)
        for row in (first, second):
            row.setSpacing(tokens.NEAR)
        first.addWidget(self._title, 1)
        for step in self.steps:
            first.addWidget(step)
        second.addWidget(self.search, 1)
        second.addWidget(self.menu_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.NEAR)
        column.addLayout(first)
        column.addWidget(self._searching)

    @Slot()
    def _on_changed(self) -> None:
        if self._choices.checkedAction() and self._orders.checkedAction():
            self.changed.emit()


class ListStatus(QWidget):
    """How many files have their answer, and how many of them are shown. `all_wanted` asks for those left out."""

    all_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setMaximumHeight(tokens.NEAR)
        self.text = PlainLabel(self, "muted")
        self.show_all = QPushButton(self)
        self.show_all.clicked.connect(self.all_wanted)
        row = QHBoxLayout()
        row.addWidget(self.text, 1)
        row.addWidget(self.show_all)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.TIGHT)
        column.addWidget(self.bar)
        column.addLayout(row)
        self.hide()

    def show_state(self, model: RowsModel, finished: int, translator: Translator) -> None:
        """Say how far the files of this model are; one file alone says so itself."""
        count, left_out = len(model), not model.view.shows_all
        self.bar.setRange(0, count)
        self.bar.setValue(finished)
        self.bar.setVisible(finished < count)
        progress = progress_words(translator, finished, count if finished < count else None)
        shown = translator.count("pages.batch.shown", model.shown, all=str(count))
        self.text.show_text(shown if left_out and finished == count else progress)
        self.show_all.setText(translator.text("pages.batch.show_all"))
        self.show_all.setVisible(left_out)
        self.setVisible(count > 1)
