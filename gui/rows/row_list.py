"""The list of rows: each with its picture, its name, and below it the sign and the answer in three words."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFont, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from gui.rows.rows_model import Role
from gui.widgets import style, text_painting, tokens
from gui.widgets.plain_label import announce

_LARGE_TEXT: Final = 1.5  # of the usual size
_EDGE: Final = 4  # of the chosen row, in the colour of the accent

# whatever key is held: the view's own way would toggle the row while Ctrl is down, as it is for Ctrl+V
_ALONE: Final = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class RowDelegate(QStyledItemDelegate):
    """Draws a row or the heading of a group. Colours tell only which row is chosen."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Qt: all rows are equally high."""
        first, second = _row_fonts(option.font)
        name, answer = (text_painting.height_of("Xg字", font, 1000, 1) for font in (first, second))
        return QSize(
            tokens.LIST_LEAST, max(round(name + _lines_of_answer() * answer) + 2, tokens.ROW_PICTURE) + 2 * tokens.NEAR
        )

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Qt: draws the row."""
        palette = option.palette
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if selected:
            painter.fillRect(option.rect, palette.color(QPalette.ColorRole.Highlight))
            edge = QRectF(option.rect.left(), option.rect.top(), _EDGE, option.rect.height())
            painter.fillRect(edge, palette.link())
        box = QRectF(option.rect).adjusted(tokens.GAP, tokens.NEAR, -tokens.GAP, -tokens.NEAR)
        ink = palette.color(QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text)
        quiet = ink if selected else palette.color(QPalette.ColorRole.PlaceholderText)
        first, second = _row_fonts(option.font)
        name, short = str(index.data(Role.NAME)), index.data(Role.SHORT)
        if short is None:
            first.setBold(True)
            text_painting.draw(painter, name, first, ink, box)
        else:
            if box.width() >= style.scale_points(tokens.ROW_PICTURE_FROM):
                _draw_picture(painter, index.data(Role.PICTURE), box, palette)
                box.setLeft(box.left() + tokens.ROW_PICTURE + tokens.NEAR)
            painter.setFont(first)
            elided = painter.fontMetrics().elidedText(
                name, Qt.TextElideMode.ElideMiddle, int(box.width()) - tokens.TIGHT
            )
            used = text_painting.draw(painter, elided, first, ink, box)
            box.setTop(box.top() + used + 2)
            shape = str(index.data(Role.SHAPE))
            if shape:
                text_painting.draw(painter, shape, second, quiet, box)
                box.setLeft(box.left() + style.scale_points(tokens.SHAPE_WIDTH))
            text_painting.draw(painter, str(short), second, quiet, box, lines=_lines_of_answer())
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(palette.color(QPalette.ColorRole.Link))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
        painter.restore()


def _lines_of_answer() -> int:
    """Return how many lines the answer may take in a row: two where the text is large, and the list as narrow."""
    return 2 if style.scale_points(1) >= _LARGE_TEXT else 1


def _row_fonts(base: QFont) -> tuple[QFont, QFont]:
    first, second = QFont(base), QFont(base)
    first.setPointSizeF(style.scale_points(tokens.STRONG))
    second.setPointSizeF(style.scale_points(tokens.SMALL))
    return first, second


def _draw_picture(painter: QPainter, picture: object, box: QRectF, palette: QPalette) -> None:
    """Draw the picture in the middle of its square, which is there without a picture, too, so that names line up."""
    side = tokens.ROW_PICTURE
    square = QRectF(box.left(), box.center().y() - side / 2, side, side)
    if isinstance(picture, QPixmap) and not picture.isNull():
        size = picture.deviceIndependentSize()
        at = square.center() - QPointF(size.width() / 2, size.height() / 2)
        painter.drawPixmap(at.toPoint(), picture)
    else:
        painter.fillRect(square, palette.alternateBase())


class RowList(QTableView):
    """Shows the first column of a model of rows. A table takes one more in without a look at all others, unlike a list.

    `moved` says that another row is current.

    The current row is never the only one that is not marked: where nothing is marked any more, it is again.
    `chosen_by_hand` says that something else was marked or shown, and not by `choose_alone`.
    """

    moved = Signal()
    chosen_by_hand = Signal()

    def __init__(self, parent: QWidget | None, model: QAbstractItemModel) -> None:
        super().__init__(parent)
        self._choosing = False
        self._had_current = False
        self.setObjectName("files")
        self.setModel(model)
        self.setItemDelegate(RowDelegate(self))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for column in range(1, model.columnCount()):
            self.hideColumn(column)
        header = self.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.hide()
        self.verticalHeader().setSectionResizeMode(
            QHeaderView.ResizeMode.Fixed
        )  # so that no row is asked for its height
        self.verticalHeader().hide()
        self._fit_rows()
        model.layoutChanged.connect(self._on_ordered)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)

    def choose_alone(self, index: QModelIndex) -> None:
        """Make one row current, and have no other one marked."""
        self._choosing = True
        self.selectionModel().setCurrentIndex(index, _ALONE)
        self.scrollTo(index)
        self._choosing = False

    def set_inviting(self, inviting: bool) -> None:
        """Show that what is being dragged may be dropped."""
        self.setProperty("inviting", inviting)
        self.style().unpolish(self)
        self.style().polish(self)

    def forget_current(self) -> None:
        """Have no row be current, as before the first choice."""
        self._had_current = False
        self._choosing = True
        self.selectionModel().clear()
        self._choosing = False

    def step(self, by: int) -> None:
        """Go to the next row (1) or the one before (-1), across headings; stay at the end of the list."""
        model = self.model()
        line = self.currentIndex().row() + by
        while 0 <= line < model.rowCount():
            index = model.index(line, 0)
            if index.flags() & Qt.ItemFlag.ItemIsSelectable:
                self.choose_alone(index)
                self.chosen_by_hand.emit()
                announce(self, str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
                return
            line += by

    def changeEvent(self, event: QEvent) -> None:
        """Qt: the text may have another size now."""
        super().changeEvent(event)
        if style.is_of_text_size(event):
            self._fit_rows()

    def moveCursor(self, action: QAbstractItemView.CursorAction, keys: Qt.KeyboardModifier) -> QModelIndex:
        """Qt: the first and the last key lead to the first and the last row, and not to those of a row's cells."""
        is_far = action in (QAbstractItemView.CursorAction.MoveHome, QAbstractItemView.CursorAction.MoveEnd)
        return super().moveCursor(action, Qt.KeyboardModifier.ControlModifier if is_far else keys)

    def _fit_rows(self) -> None:
        option = QStyleOptionViewItem()
        option.font = self.font()
        self.verticalHeader().setDefaultSectionSize(self.itemDelegate().sizeHint(option, QModelIndex()).height())

    @Slot()
    def _on_ordered(self) -> None:
        """Show the first row where the current one is left out by now; Qt says nothing of that."""
        if self._had_current and not self.currentIndex().isValid():
            self.moved.emit()
            self.step(1)

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self._had_current = current.isValid()
        self._emit_chosen_by_hand()
        self.moved.emit()

    @Slot(QItemSelection, QItemSelection)
    def _on_selection_changed(self, _now: QItemSelection, _before: QItemSelection) -> None:
        self._emit_chosen_by_hand()
        if not self.selectionModel().hasSelection() and self.currentIndex().isValid():
            self.choose_alone(self.currentIndex())

    def _emit_chosen_by_hand(self) -> None:
        if not self._choosing:
            self.chosen_by_hand.emit()
