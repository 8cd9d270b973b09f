"""The list of files: a model with named roles, and a view whose rows say the answer in three words."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from itertools import groupby

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFont, QPainter, QPalette
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui.file_item import FileItem, State
from gui.widgets import style, text_painting, tokens
from verify.report.words import badges
from verify.report.words.catalogue import Translator
from verify.report.words.untrusted import plain


class Role(IntEnum):
    """What the model tells of a row to whoever draws it, beside Qt's own roles."""

    NAME = Qt.ItemDataRole.UserRole + 1  # fit to be shown
    STATE = Qt.ItemDataRole.UserRole + 2
    SHAPE = Qt.ItemDataRole.UserRole + 3
    SHORT = Qt.ItemDataRole.UserRole + 4
    ENTRY = Qt.ItemDataRole.UserRole + 5


class FileRowDelegate(QStyledItemDelegate):
    """Draws a row: the name, below it a shape and the answer in three words. Colours tell only which row is chosen."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Qt: all rows are equally high."""
        first, second = _row_fonts(option.font)
        lines = text_painting.height_of("Xg字", first, 1000, 1) + text_painting.height_of("Xg字", second, 1000, 1)
        return QSize(tokens.LIST_LEAST, round(lines) + 2 * tokens.NEAR + 2)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Qt: draws the row."""
        palette = option.palette
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if selected:
            painter.fillRect(option.rect, palette.color(QPalette.ColorRole.Highlight))
            painter.fillRect(QRectF(option.rect.left(), option.rect.top(), 4, option.rect.height()), palette.link())
        first, second = _row_fonts(option.font)
        box = QRectF(option.rect).adjusted(tokens.GAP + 4, tokens.NEAR, -tokens.GAP, -tokens.NEAR)
        ink = palette.color(QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text)
        painter.setFont(first)
        name = painter.fontMetrics()
        elided_name = name.elidedText(
            str(index.data(Role.NAME)), Qt.TextElideMode.ElideMiddle, int(box.width()) - tokens.TIGHT
        )
        used = text_painting.draw(painter, elided_name, first, ink, box)
        box.setTop(box.top() + used + 2)
        quiet = ink if selected else palette.color(QPalette.ColorRole.PlaceholderText)
        shape = str(index.data(Role.SHAPE))
        if shape:
            text_painting.draw(painter, shape, second, quiet, box)
        box.setLeft(box.left() + style.scale_points(tokens.WIDE))
        text_painting.draw(painter, str(index.data(Role.SHORT)), second, quiet, box)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(palette.color(QPalette.ColorRole.Link))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
        painter.restore()


def _row_fonts(base: QFont) -> tuple[QFont, QFont]:
    first, second = QFont(base), QFont(base)
    first.setPointSizeF(style.scale_points(tokens.STRONG))
    second.setPointSizeF(style.scale_points(tokens.SMALL))
    return first, second


Index = QModelIndex | QPersistentModelIndex

# whatever key is held: the view's own way would toggle the row while Ctrl is down, as it is for Ctrl+V
_ALONE = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class FileListModel(QAbstractListModel):
    """The files in the order in which they came. A file stands in it once."""

    def __init__(self, parent: QObject, translator: Translator) -> None:
        super().__init__(parent)
        self._translator = translator
        self._entries: list[FileItem] = []
        self._by_number: dict[int, FileItem] = {}
        self._by_path: dict[str, FileItem] = {}
        self._next_number = 1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Qt: the number of files."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt: what a row says."""
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Role.NAME:
                return plain(entry.name)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{plain(entry.name)} – {self._short(entry)}"
            case Role.STATE:
                return entry.state
            case Role.SHAPE:
                return badges.verdict_badge(self._translator, entry.report).shape if entry.is_finished else ""
            case Role.SHORT:
                return self._short(entry)
            case Role.ENTRY:
                return entry
        return None

    def retranslate(self, translator: Translator) -> None:
        """Show everything in another language."""
        self._translator = translator
        if self._entries:
            self.dataChanged.emit(self.index(0), self.index(len(self._entries) - 1))

    def find_listed(self, paths: Sequence[str]) -> list[FileItem]:
        """Return those of the paths that are on the list."""
        return [self._by_path[path] for path in dict.fromkeys(paths) if path in self._by_path]

    def entries(self) -> list[FileItem]:
        """Return all files, from top to bottom."""
        return list(self._entries)

    def append_files(self, paths: Sequence[str], *, pasted: bool = False) -> list[FileItem]:
        """Append files; those that are here already wait again under a new number. Returns all that wait now."""
        waiting: list[FileItem] = []
        new: list[FileItem] = []
        for path in dict.fromkeys(paths):
            entry = self._by_path.get(path)
            if entry is None:
                entry = FileItem(self._new_number(), path, pasted)
                self._by_path[path] = entry
                new.append(entry)
            else:
                self._renumber(entry)
            waiting.append(entry)
        if new:
            self.beginInsertRows(QModelIndex(), len(self._entries), len(self._entries) + len(new) - 1)
            self._entries.extend(new)
            self._by_number.update({entry.number: entry for entry in new})
            self.endInsertRows()
        return waiting

    def entry(self, number: int) -> FileItem | None:
        """Return the file that is inspected under this number."""
        return self._by_number.get(number)

    def find_index(self, entry: FileItem) -> QModelIndex:
        """Return the row of a file."""
        return self.index(self._entries.index(entry)) if entry in self._entries else QModelIndex()

    def note_change(self, entry: FileItem) -> None:
        """Have the row of a file that changed drawn anew."""
        index = self.find_index(entry)
        self.dataChanged.emit(index, index)

    def remove(self, entries: Sequence[FileItem]) -> None:
        """Take files off the list, neighbours together."""
        gone = {entry.number for entry in entries}
        rows = [row for row, entry in enumerate(self._entries) if entry.number in gone]
        for _, run in groupby(reversed(list(enumerate(rows))), lambda pair: pair[1] - pair[0]):
            neighbours = [row for _, row in run]
            first, last = neighbours[-1], neighbours[0]
            self.beginRemoveRows(QModelIndex(), first, last)
            for entry in self._entries[first : last + 1]:
                del self._by_number[entry.number]
                del self._by_path[entry.path]
            del self._entries[first : last + 1]
            self.endRemoveRows()

    def _renumber(self, entry: FileItem) -> None:
        del self._by_number[entry.number]
        entry.begin(self._new_number())
        self._by_number[entry.number] = entry
        self.note_change(entry)

    def _new_number(self) -> int:
        self._next_number += 1
        return self._next_number - 1

    def _short(self, entry: FileItem) -> str:
        if entry.is_finished:
            return badges.short(self._translator, entry.report)
        return self._translator.text(f"window.{'looking' if entry.state is State.LOOKING else 'waiting'}")


class FileList(QListView):
    """Shows the model. `chosen` carries the Entry that stands in the panel, or None.

    The file in the panel is never the only one that is not marked: where nothing is marked any more, it is again.
    `chosen_by_hand` says that something else was marked or shown, and not by `choose_alone`.
    """

    chosen = Signal(object)
    chosen_by_hand = Signal()

    def __init__(self, parent: QWidget, model: FileListModel) -> None:
        super().__init__(parent)
        self._choosing = False
        self.setObjectName("files")
        self.setModel(model)
        self.setItemDelegate(FileRowDelegate(self))
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)

    def choose_alone(self, index: QModelIndex) -> None:
        """Show one file in the panel, and have no other one marked."""
        self._choosing = True
        self.selectionModel().setCurrentIndex(index, _ALONE)
        self.scrollTo(index)
        self._choosing = False

    def current(self) -> FileItem | None:
        """Return the file that stands in the panel."""
        entry = self.currentIndex().data(Role.ENTRY)
        return entry if isinstance(entry, FileItem) else None

    def selected(self) -> list[FileItem]:
        """Return all files that are marked, from top to bottom: every command acts on exactly these."""
        rows = sorted(self.selectionModel().selectedIndexes(), key=lambda index: index.row())
        return [entry for entry in (index.data(Role.ENTRY) for index in rows) if isinstance(entry, FileItem)]

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self._emit_chosen_by_hand()
        self.chosen.emit(current.data(Role.ENTRY))

    @Slot(QItemSelection, QItemSelection)
    def _on_selection_changed(self, _now: QItemSelection, _before: QItemSelection) -> None:
        self._emit_chosen_by_hand()
        if not self.selectionModel().hasSelection() and self.currentIndex().isValid():
            self.choose_alone(self.currentIndex())

    def _emit_chosen_by_hand(self) -> None:
        if not self._choosing:
            self.chosen_by_hand.emit()
