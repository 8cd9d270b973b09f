"""The story: every step from the beginning to this file, with thumbnail, signer and state of its own, as a tree.

What else went into a step hangs below it. It shows what `verify.render.story` orders and decides nothing.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSize, Qt, Slot
from PySide6.QtGui import QImage, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from gui import pictures, tokens
from gui.history_row import NODE_ROLE, HistoryRow, Index, Node
from verify.render.panel import StoryNode
from verify.render.wording import Wording

_UNFOLDED_ROWS = 24  # stories with more rows begin with their branches folded
_HIGHEST = 900  # device-independent pixels; a longer story scrolls by itself


def node(step: StoryNode, wording: Wording) -> Node:
    """The words and the thumbnail of one step."""
    chapter, words = step.chapter, step.words
    relation = words.relation if chapter.ingredient else ""  # the title says that it is this file
    leads_on = chapter.depth == 0 and chapter.ingredient is not None
    picture = pictures.image(step.picture) if step.picture else QImage()
    if chapter.told:
        return Node(words.title, relation, "", "", wording.label("told_before"), picture, leads_on)
    return Node(words.title, relation, words.signer, words.state, words.what, picture, leads_on)


class HistoryTree(QTreeView):
    """Steps as rows. As high as its rows, so that the panel scrolls and not the tree."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("history")
        self.setHeaderHidden(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setIndentation(tokens.WIDE)
        self.setWordWrap(True)
        self._row = HistoryRow(self)
        self.setItemDelegate(self._row)
        self._steps = QStandardItemModel(self)
        self.setModel(self._steps)
        self._shown: tuple[tuple[StoryNode, ...], str] | None = None
        self.expanded.connect(self._on_folding_changed)
        self.collapsed.connect(self._on_folding_changed)

    def show_story(self, steps: tuple[StoryNode, ...], wording: Wording) -> bool:
        """Shows the steps; returns whether there are any. Nothing is rebuilt where nothing changed."""
        if (steps, wording.language) != self._shown:
            self._shown = (steps, wording.language)
            self._fill(steps, wording)
        return bool(steps)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: rows are as high as their wrapped words need at this width."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()
            self._fit_height()

    def sizeHint(self) -> QSize:
        """Qt: as high as the rows."""
        return QSize(super().sizeHint().width(), self._height())

    def minimumSizeHint(self) -> QSize:
        """Qt: as high as the rows."""
        return QSize(super().minimumSizeHint().width(), self._height())

    def _fill(self, steps: tuple[StoryNode, ...], wording: Wording) -> None:
        self._steps.clear()
        above: list[QStandardItem] = [self._steps.invisibleRootItem()]
        for step in steps:
            words = node(step, wording)
            item = QStandardItem(words.title)
            item.setData(words, NODE_ROLE)
            item.setData(words.spoken, Qt.ItemDataRole.AccessibleTextRole)
            depth = min(step.chapter.depth, len(above) - 1)
            del above[depth + 1 :]
            above[depth].appendRow(item)
            above.append(item)
        if len(steps) <= _UNFOLDED_ROWS:
            self.expandAll()
        self._fit_height()

    def _height(self) -> int:
        total = 2 * self.frameWidth()
        waiting = [self._steps.index(row, 0) for row in range(self._steps.rowCount())]
        while waiting and total < _HIGHEST:
            index = waiting.pop()
            total += self._row.height(index, self.row_width(index))
            if self.isExpanded(index):
                waiting += [self._steps.index(row, 0, index) for row in range(self._steps.rowCount(index))]
        return min(total, _HIGHEST)

    def row_width(self, index: Index) -> int:
        """The room for a row's words and thumbnail, in device-independent pixels."""
        depth, above = 1, index.parent()
        while above.isValid():
            depth, above = depth + 1, above.parent()
        return self.viewport().width() - depth * self.indentation()

    def _fit_height(self) -> None:
        self.setFixedHeight(self._height())

    @Slot(QModelIndex)
    def _on_folding_changed(self, _index: QModelIndex) -> None:
        self._fit_height()
