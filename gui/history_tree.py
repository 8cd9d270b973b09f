"""The story: every step from the beginning to this file, with thumbnail, signer and state of its own, as a tree.

What else went into a step hangs below it. It shows what `verify.render.story` orders and decides nothing.
"""

from __future__ import annotations

from itertools import takewhile

from PySide6.QtCore import QModelIndex, QSize, Qt, Slot
from PySide6.QtGui import QImage, QPixmap, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from gui import pictures, tokens
from gui.history_row import NODE_ROLE, HistoryRow, Index, Node
from verify.render.panel import StoryNode
from verify.render.wording import Wording

_UNFOLDED_ROWS = 24  # stories with more rows begin with their branches folded
_MOST_ROWS = 300
_HIGHEST = 900  # device-independent pixels; a longer story scrolls by itself


def node(step: StoryNode, inside: int, scale: float, wording: Wording) -> Node:
    """The words and the thumbnail of one step, below which `inside` others hang.

    `scale` is the number of pixels to a device-independent one.
    """
    chapter, words = step.chapter, step.words
    relation = words.relation if chapter.ingredient else ""  # the title says that it is this file
    folded = wording.label("folded", n=str(inside)) if inside else ""
    leads_on = chapter.depth == 0 and chapter.ingredient is not None
    source = pictures.image(step.picture) if step.picture else QImage()
    picture = pictures.fitted(source, tokens.THUMBNAIL, scale)
    if chapter.told:
        return Node(words.title, relation, "", "", wording.label("told_before"), picture, folded, leads_on)
    return Node(words.title, relation, words.signer, words.state, words.what, picture, folded, leads_on)


def _bounded(steps: tuple[StoryNode, ...]) -> tuple[tuple[StoryNode, ...], int]:
    """At most so many steps as can be shown, and how many are left out: branches first, the way to this file last."""
    if len(steps) <= _MOST_ROWS:
        return steps, 0
    way = [number for number, step in enumerate(steps) if step.chapter.depth == 0][-_MOST_ROWS:]
    branches = [number for number, step in enumerate(steps) if step.chapter.depth > 0]
    kept = sorted([*way, *branches[: _MOST_ROWS - len(way)]])
    return tuple(steps[number] for number in kept), len(steps) - len(kept)


def _inside(steps: tuple[StoryNode, ...], number: int) -> int:
    """How many of the steps hang below the one with this number."""
    depth = steps[number].chapter.depth
    below = takewhile(lambda step: step.chapter.depth > depth, steps[number + 1 :])
    return sum(1 for _ in below)


def _append(above: QStandardItem, words: Node) -> QStandardItem:
    item = QStandardItem(words.title)
    item.setData(words, NODE_ROLE)
    item.setData(words.spoken, Qt.ItemDataRole.AccessibleTextRole)
    above.appendRow(item)
    return item


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

    def show_story(self, steps: tuple[StoryNode, ...], wording: Wording) -> None:
        """Shows the steps. Nothing is rebuilt where nothing changed."""
        if (steps, wording.language) != self._shown:
            self._shown = (steps, wording.language)
            self._fill(steps, wording)

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
        shown, left_out = _bounded(steps)
        above: list[QStandardItem] = [self._steps.invisibleRootItem()]
        for number, step in enumerate(shown):
            words = node(step, _inside(shown, number), self.devicePixelRatioF(), wording)
            depth = min(step.chapter.depth, len(above) - 1)
            del above[depth + 1 :]
            above.append(_append(above[depth], words))
        if left_out:
            words = Node(wording.label("steps_left_out", n=str(left_out)), "", "", "", "", QPixmap())
            _append(above[0], words)
        if len(shown) <= _UNFOLDED_ROWS:
            self.expandAll()
        self._fit_height()

    def is_unfolded(self, index: Index) -> bool:
        """Whether what hangs below a row is shown."""
        return self.isExpanded(index)

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
        self.scheduleDelayedItemsLayout()  # a folded row has a line more
        self._fit_height()
