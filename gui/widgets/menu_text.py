"""What menus share with other places: their words without marks, and the Delete key of one widget."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence

_MARKS: Final = re.compile(r"\(&\w\)|&|…")  # what belongs into a menu only


def strip_mnemonic(label: str) -> str:
    """Return a label of a menu as it stands elsewhere: without the mark of its key and without dots."""
    return _MARKS.sub("", label)


def delete_key(owner: QObject) -> QAction:
    """Return an action for the Delete key that works only while `owner` has the focus."""
    action = QAction(owner)
    action.setShortcut(QKeySequence(QKeySequence.StandardKey.Delete))
    action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    return action
