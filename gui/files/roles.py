"""What a row of the list of files tells to whoever draws it."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import Qt


class Role(IntEnum):
    """What the model tells of a row beside Qt's own roles."""

    NAME = Qt.ItemDataRole.UserRole + 1  # fit to be shown
    STATE = Qt.ItemDataRole.UserRole + 2
    SHAPE = Qt.ItemDataRole.UserRole + 3
    SHORT = Qt.ItemDataRole.UserRole + 4
    ENTRY = Qt.ItemDataRole.UserRole + 5
