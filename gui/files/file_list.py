"""The list of files: a model of rows over what was brought in, and the view that knows which file is shown."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from itertools import groupby

from msgspec.structs import replace
from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from gui.file_item import FileItem, State
from gui.rows.row_list import RowList
from gui.rows.rows_model import Index, Role, RowsModel
from gui.rows.sort_filter import PendingRow
from verify.features.batch.file_key import Source
from verify.features.batch.row import Row, make_row
from verify.model import Conclusion, Standing
from verify.report.words import badges
from verify.report.words.catalogue import Translator
from verify.report.words.untrusted import plain


class FileRole(IntEnum):
    """What the model tells of a file beside what it tells of any row."""

    STATE = Qt.ItemDataRole.UserRole + 11
    ENTRY = Qt.ItemDataRole.UserRole + 12


class FileListModel(RowsModel):
    """The files in the order in which they came, or in one that was chosen. A file stands in it once."""

    def __init__(self, parent: QObject, translator: Translator, scale: float = 1.0) -> None:
        super().__init__(parent, translator, scale)
        self._entries: list[FileItem] = []  # as many as rows, in the same order
        self._by_number: dict[int, FileItem] = {}
        self._by_path: dict[str, FileItem] = {}
        self._places: dict[str, int] = {}  # the number of the row of each path
        self._next_number = 1

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Qt: one; all of a file stands in it."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt: what a row says."""
        number = self._lines[index.row()] if index.isValid() else ""
        if isinstance(number, str):
            return None
        entry = self._entries[number]
        match role:
            case FileRole.STATE:
                return entry.state
            case FileRole.ENTRY:
                return entry
            case Qt.ItemDataRole.DisplayRole | Role.NAME:
                return plain(entry.name)
        if entry.row is not None:
            return self._describe(number, role)
        match role:
            case Role.SHAPE:
                return badges.verdict_badge(self._translator, entry.report).shape if entry.is_finished else ""
            case Role.SHORT:
                return self._short(entry)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{plain(entry.name)} – {self._short(entry)}"
        return self._describe(number, role)

    @property
    def finished_count(self) -> int:
        """How many files have their answer."""
        return sum(entry.is_finished for entry in self._entries)

    def find_listed(self, paths: Sequence[str]) -> list[FileItem]:
        """Return those of the paths that are on the list."""
        return [self._by_path[path] for path in dict.fromkeys(paths) if path in self._by_path]

    def entries(self) -> list[FileItem]:
        """Return all files in the order in which they came."""
        return list(self._entries)

    def append_files(self, paths: Sequence[str], *, pasted: bool = False) -> list[FileItem]:
        """Append files; those that are here already wait again under a new number. Returns all that wait now."""
        waiting: list[FileItem] = []
        first = len(self._entries)
        for path in dict.fromkeys(paths):
            entry = self._by_path.get(path)
            if entry is None:
                entry = FileItem(self._new_number(), path, pasted)
                self._by_path[path] = self._by_number[entry.number] = entry
                self._places[path] = len(self._entries)
                self._entries.append(entry)
                self._rows.append(_make_row(entry))
            else:
                self._renumber(entry)
            waiting.append(entry)
        self._show_new_rows(first)
        return waiting

    def entry(self, number: int) -> FileItem | None:
        """Return the file that is inspected under this number."""
        return self._by_number.get(number)

    def count_before(self, entry: FileItem) -> int:
        """Return how many files have no answer yet and came before this one, those of batches left out."""
        return sum(each.number < entry.number and each.batch is None and not each.is_finished for each in self._entries)

    def find_index(self, entry: FileItem) -> QModelIndex:
        """Return the line of a file; none where the present view leaves it out."""
        listed = self._by_path.get(entry.path) is entry
        return self.index(self._find_line(self._places[entry.path]), 0) if listed else QModelIndex()

    def note_change(self, entry: FileItem) -> None:
        """Have the row of a file that changed drawn anew, and put in order where that is chosen."""
        self._rows[self._places[entry.path]] = _make_row(entry)
        index = self.find_index(entry)
        if index.isValid():
            self.dataChanged.emit(index, index)
        if not self._view.shows_all or self._view.column is not None:
            self._order_soon()

    def remove(self, entries: Sequence[FileItem]) -> None:
        """Take files off the list, neighbours together."""
        gone = {entry.number for entry in entries}
        kept = [number for number, entry in enumerate(self._entries) if entry.number not in gone]
        still = set(kept)
        lines = [line for line, number in enumerate(self._lines) if number not in still]
        for _, run in groupby(reversed(list(enumerate(lines))), lambda pair: pair[1] - pair[0]):
            neighbours = [line for _, line in run]
            first, last = neighbours[-1], neighbours[0]
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._lines[first : last + 1]
            self._visible, self._at = len(self._lines), None
            self.endRemoveRows()
        for number in gone:
            entry = self._by_number.pop(number)
            del self._by_path[entry.path]
        places = {number: place for place, number in enumerate(kept)}
        self._lines = [places[number] for number in self._lines if not isinstance(number, str)]
        self._entries = [self._entries[number] for number in kept]
        self._rows = [self._rows[number] for number in kept]
        self._places = {entry.path: number for number, entry in enumerate(self._entries)}
        self._at = None

    def _renumber(self, entry: FileItem) -> None:
        del self._by_number[entry.number]
        entry.begin(self._new_number())
        self._by_number[entry.number] = entry
        self.note_change(entry)

    def _new_number(self) -> int:
        self._next_number += 1
        return self._next_number - 1

    def _picture(self, number: int) -> QPixmap:
        entry = self._entries[number]
        if entry.row is not None:  # it is on the disk
            return self._thumbnails.of((entry.number, entry.batch), lambda: next(iter(entry.pictures), None))
        pictures = entry.pictures
        return self._thumbnails.of(entry.number, lambda: pictures[0]) if pictures else QPixmap()

    def _short(self, entry: FileItem) -> str:
        if entry.is_finished:
            return badges.short(self._translator, entry.report)
        return self._translator.text(f"window.{'looking' if entry.state is State.LOOKING else 'waiting'}")


def _make_row(entry: FileItem) -> Row:
    """Return what can be searched and ordered of a file. Its name is the one that a person gave, not the report's."""
    if entry.row is not None:
        return replace(entry.row, path=entry.path, name=entry.name)
    source = Source("")  # names no state of the file: only rows of a batch are told apart by it
    if not entry.is_finished:
        nothing = (Conclusion.UNKNOWN, Standing.NONE, ())
        return PendingRow(source, entry.path, entry.name, 0, "", None, *nothing, "", "", "")
    return replace(make_row(source, entry.report, 0, 0), path=entry.path, name=entry.name)


class FileList(RowList):
    """Shows the files and says which one is in the panel."""

    def __init__(self, parent: QWidget | None, model: FileListModel) -> None:
        super().__init__(parent, model)

    def current(self) -> FileItem | None:
        """Return the file that stands in the panel."""
        entry = self.currentIndex().data(FileRole.ENTRY)
        return entry if isinstance(entry, FileItem) else None

    def list_selected(self) -> list[FileItem]:
        """Return all files that are marked, from top to bottom: every command acts on exactly these."""
        rows = sorted(self.selectionModel().selectedIndexes(), key=lambda index: index.row())
        return [entry for entry in (index.data(FileRole.ENTRY) for index in rows) if isinstance(entry, FileItem)]
