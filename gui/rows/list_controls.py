"""What stands above and below a list of rows: ways to the next one, search, filter and order, and how far it is."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.rows.rows_model import RowsModel
from gui.rows.sort_filter import Column, RowFilter, SortFilter
from gui.widgets import style, tokens
from gui.widgets.plain_label import PlainLabel
from verify.report.words.batch import progress_words
from verify.report.words.catalogue import Translator

_SEARCHED_FROM: Final = 6  # files; fewer are seen at once
_CENTRE: Final = Qt.AlignmentFlag.AlignCenter
_ORDERS: Final[dict[str, Column | None]] = {
    "order_came": None,
    "order_name": Column.NAME,
    "group_answer": Column.ANSWER,
    "group_standing": Column.STANDING,
}


class ListHeader(style.Fitted, QWidget):
    """`changed` says that something else is searched or chosen; see `apply_to`.

    With the action `add` it begins with its button and can be searched; without, all that is chosen elsewhere.
    The first of the `actions` shows or hides the list, the others go through it.
    """

    changed = Signal()

    def __init__(self, parent: QWidget, actions: tuple[QAction, QAction, QAction], add: QAction | None = None) -> None:
        super().__init__(parent)
        self._is_folded = False
        self._count = 0
        self._title = PlainLabel(self, "strong")
        self.add = self._make_button(add, "button") if add is not None else None
        self.toggle, *self.steps = (self._make_button(action, "step") for action in actions)
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

    def retranslate(self, translator: Translator) -> None:
        """Show everything in another language."""
        self._title.show_text(translator.text("window.files"))
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
        self._count = count
        self._show_parts()

    def fold(self, *, folded: bool) -> None:
        """Be a strip of buttons under each other, or have search and title again."""
        self._is_folded = folded
        policy, way = QSizePolicy.Policy, QBoxLayout.Direction
        self._first.setDirection(way.TopToBottom if folded else way.LeftToRight)
        self.setSizePolicy(policy.Preferred, policy.Maximum if folded else policy.Preferred)
        self._show_parts()
        self.fit()

    def measure_strip(self) -> int:
        """Return how wide the strip of buttons is, in device-independent pixels."""
        shown = (self.toggle, *self.steps) if self.add is None else (self.toggle, self.add, *self.steps)
        return max(button.sizeHint().width() for button in shown)

    def _show_parts(self) -> None:
        for step in self.steps:
            step.setVisible(self._count > 1)
        is_in_use = self.apply_to(SortFilter()) != SortFilter()
        can_search = self.add is not None and (self._count >= _SEARCHED_FROM or is_in_use)
        self._searching.setVisible(can_search and not self._is_folded)
        self._title.setVisible(self.add is None and not self._is_folded)

    def reset(self) -> None:
        """Leave nothing out, as the files came."""
        self._orders.actions()[0].setChecked(True)
        self.show_all()

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

    def fit(self) -> None:
        """Show the word of the first button where it has room."""
        if self.add is None:
            return
        steps = sum(button.sizeHint().width() + tokens.NEAR for button in (self.toggle, *self.steps))
        icon = self.add.iconSize().width() + tokens.BUTTON_EDGES
        has_room = self.add.fontMetrics().horizontalAdvance(self.add.text()) + icon + steps <= self.width()
        has_room &= not self._is_folded
        look = Qt.ToolButtonStyle
        self.add.setToolButtonStyle(look.ToolButtonTextBesideIcon if has_room else look.ToolButtonIconOnly)

    def _make_button(self, action: QAction, kind: str) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("kind", kind)
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
        self._first = first = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        second = QHBoxLayout(self._searching)
        second.setContentsMargins(0, 0, 0, 0)
        for row in (first, second):
            row.setSpacing(tokens.NEAR)
        first.addWidget(self.toggle, 0, _CENTRE)
        if self.add is not None:
            first.addWidget(self.add, 0, _CENTRE)
        first.addWidget(self._title, 1)
        first.addStretch()
        for step in self.steps:
            first.addWidget(step, 0, _CENTRE)
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
        self._words = QWidget(self)
        row = QHBoxLayout(self._words)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.text, 1)
        row.addWidget(self.show_all)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.TIGHT)
        column.addWidget(self.bar)
        column.addWidget(self._words)
        self.hide()

    def fold(self, *, folded: bool) -> None:
        """Show the bar alone, or the words, too."""
        self._words.setVisible(not folded)

    def show_state(self, model: RowsModel, finished: int, translator: Translator) -> None:
        """Say how far the files of this model are; one file alone says so itself."""
        count, left_out = len(model), not model.view.shows_all
        self.bar.setRange(0, count)
        self.bar.setValue(finished)
        self.bar.setVisible(finished < count)
        progress = progress_words(translator, finished, count if finished < count else None)
        shown = translator.count("pages.batch.shown", model.shown_count, all=str(count))
        self.text.show_text(shown if left_out and finished == count else progress)
        self.show_all.setText(translator.text("pages.batch.show_all"))
        self.show_all.setVisible(left_out)
        self.setVisible(count > 1)
