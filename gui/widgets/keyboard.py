"""What the keyboard needs: the order of the tab key, the Delete key of one widget, labels without the marks of keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLayout, QWidget

_MARKS: Final = re.compile(r"\(&\w\)|&|…")  # what belongs into a menu only


def strip_mnemonic(label: str) -> str:
    """Return a label of a menu as it stands elsewhere: without the mark of its key and without dots."""
    return _MARKS.sub("", label)


def make_delete_action(owner: QObject) -> QAction:
    """Return an action for the Delete key that works only while `owner` has the focus."""
    action = QAction(owner)
    action.setShortcut(QKeySequence(QKeySequence.StandardKey.Delete))
    action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    return action


def follow_layout(root: QWidget) -> None:
    """Put everything in `root` that takes the focus by key into the order of its layouts."""
    layout = root.layout()
    if layout is None:
        return
    ordered = [widget for widget in _widgets(layout) if widget.focusPolicy() & Qt.FocusPolicy.TabFocus]
    for before, after in pairwise(ordered):
        QWidget.setTabOrder(before, after)


def _widgets(layout: QLayout) -> Iterator[QWidget]:
    for number in range(layout.count()):
        item = layout.itemAt(number)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
            inner = widget.layout()
        if inner is not None:
            yield from _widgets(inner)
