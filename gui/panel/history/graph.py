"""The story as a graph: every step once, from the beginning down to this file. Long runs of alike steps are folded.

A list for keyboard and screen reader whose rows draw the graph beside their words. What it shows in which order is
told by `verify.report.history.graph`; it decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt, Slot
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from gui.panel.history.delegate import ROW_ROLE, HistoryDelegate, Row
from gui.panel.history.lanes import lanes
from gui.panel.tabs.tall_text import scroll_page_to
from gui.widgets import pixmaps, style, tokens
from verify.model import Report
from verify.report.history.graph import Fold, Graph, Step, graph
from verify.report.words.cards import graph as graph_words
from verify.report.words.catalogue import Translator
from verify.report.words.types import Badge, StepWords

_TOGGLES: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class HistoryGraph(QListView):
    """As high as its rows, so that the panel scrolls and not the list."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("history")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        for set_policy in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            set_policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.breadth = 1  # lanes
        self.has_pictures = False
        self._row = HistoryDelegate(self, self)
        self.setItemDelegate(self._row)
        self._rows = QStandardItemModel(self)
        self.setModel(self._rows)
        self._graph = Graph()
        self._report: Report | None = None
        self._translator: Translator | None = None
        self._opened: set[Fold] = set()
        self._heights: dict[int, int] = {}
        self._measured = -1  # the width for which the heights hold
        self.clicked.connect(self._on_clicked)

    def show_story(self, report: Report, translator: Translator) -> None:
        """Show the record's steps. Nothing is rebuilt where nothing changed."""
        if self._report is not None and self._translator is not None:
            before = (self._report.record, self._report.pictures, self._report.findings)
            same = before == (report.record, report.pictures, report.findings)
            if same and self._translator.language == translator.language:
                return
        self._report, self._translator = report, translator
        self._graph = graph(report.record, report.findings)
        self._opened = set()
        self._fill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: rows are as high as their wrapped words need at this width."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()
            self._fit_height()

    def changeEvent(self, event: QEvent) -> None:
        """Qt: another text size needs other heights."""
        super().changeEvent(event)
        if style.is_of_text_size(event):
            self._measured = -1
            self.scheduleDelayedItemsLayout()
            self._fit_height()

    def sizeHint(self) -> QSize:
        """Qt: as high as the rows."""
        return QSize(super().sizeHint().width(), self._height())

    def minimumSizeHint(self) -> QSize:
        """Qt: as high as the rows."""
        return QSize(super().minimumSizeHint().width(), self._height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: unfolds and folds by key; right and left do what they do in any tree."""
        fold = self._fold_at(self.currentIndex())
        opened = fold in self._opened
        wanted = event.key() in _TOGGLES or event.key() == (Qt.Key.Key_Left if opened else Qt.Key.Key_Right)
        if fold is not None and wanted:
            self._toggle(fold)
        else:
            super().keyPressEvent(event)

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Qt: the page follows the row that is reached by key."""
        super().currentChanged(current, previous)
        if self.hasFocus() and current.isValid():
            scroll_page_to(self.viewport(), self.visualRect(current))

    def height_of_row(self, number: int) -> int:
        """Return the height of a row at the present width, in device-independent pixels."""
        width = self.viewport().width()
        if width != self._measured:
            self._measured, self._heights = width, {}
        if number not in self._heights:
            self._heights[number] = self._row.height(self._rows.index(number, 0).data(ROW_ROLE), width)
        return self._heights[number]

    def _fill(self) -> None:
        graph, translator = self._graph, self._translator
        if translator is None or self._report is None:
            return
        rows = list(self._visible_rows())
        beside = lanes([numbers for _fold, numbers in rows], graph.steps)
        self.breadth = max((place.breadth for place in beside), default=1)
        pictures = [self._picture(numbers, fold) for fold, numbers in rows]
        self.has_pictures = any(not picture.isNull() for picture in pictures)
        self._rows.clear()
        self._measured = -1
        for (fold, numbers), picture, place in zip(rows, pictures, beside, strict=True):
            steps = graph.steps[fold.first : fold.end] if fold else tuple(graph.steps[number] for number in numbers)
            record = self._report.record
            words = (
                graph_words.fold_words(translator, steps, record)
                if fold
                else graph_words.step_words(translator, steps[0], record)
            )
            hint = translator.text(f"window.{'fold_again' if fold in self._opened else 'unfold_steps'}") if fold else ""
            self._append(Row(words, None if fold else steps[0].kind, picture, place, fold, hint))
        if graph.left_out:
            text = translator.text("window.steps_left_out", n=str(graph.left_out))
            nothing = StepWords(text, "", "", "", Badge("", ""), "", "", "")
            self._append(Row(nothing, None, QPixmap(), lanes([[]], ())[0]))
        self._fit_height()

    def _append(self, row: Row) -> None:
        item = QStandardItem(row.words.kind)
        item.setData(row, ROW_ROLE)
        spoken = "\n".join(text for text in (row.words.spoken, row.hint) if text)
        item.setData(spoken, Qt.ItemDataRole.AccessibleTextRole)
        self._rows.appendRow(item)

    def _visible_rows(self) -> Iterator[tuple[Fold | None, list[int]]]:
        """Return the rows from top to bottom: the fold that a row opens, and the numbers of the steps in it."""
        folds = {fold.first: fold for fold in self._graph.folds}
        number = 0
        while number < len(self._graph.steps):
            fold = folds.get(number)
            if fold is None:
                yield None, [number]
                number += 1
            elif fold in self._opened:
                yield fold, []
                yield from ((None, [inside]) for inside in range(fold.first, fold.end))
                number = fold.end
            else:
                yield fold, list(range(fold.first, fold.end))
                number = fold.end

    def _picture(self, numbers: list[int], fold: Fold | None) -> QPixmap:
        """Return the thumbnail of a single step; that of the file itself is its preview where the record has none."""
        if fold is not None or self._report is None:
            return QPixmap()
        step: Step = self._graph.steps[numbers[0]]
        named = (step.manifest.thumbnail if step.manifest else "") or (
            step.ingredient.thumbnail if step.ingredient else "preview"
        )
        picture = next((picture for picture in self._report.pictures if named and picture.name == named), None)
        source = pixmaps.to_image(picture) if picture else QImage()
        return pixmaps.fit_into_square(source, tokens.THUMBNAIL, self.devicePixelRatioF())

    def _fold_at(self, index: QModelIndex) -> Fold | None:
        row: Row | None = index.data(ROW_ROLE) if index.isValid() else None
        return row.fold if row else None

    def _toggle(self, fold: Fold) -> None:
        self._opened ^= {fold}
        at = self.currentIndex().row()
        self._fill()
        self.setCurrentIndex(self._rows.index(at, 0))

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        fold = self._fold_at(index)
        if fold is not None:
            self._toggle(fold)

    def _height(self) -> int:
        return 2 * self.frameWidth() + sum(map(self.height_of_row, range(self._rows.rowCount())))

    def _fit_height(self) -> None:
        self.setFixedHeight(self._height())
