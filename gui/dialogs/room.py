"""What dialogs share: room for what they show, and fields under their captions."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from gui.widgets.plain_label import PlainLabel


def make_room(dialog: QDialog) -> None:
    """Let a dialog grow to what it shows now."""
    layout = dialog.layout()
    if layout is not None:
        layout.activate()
        needed = layout.totalHeightForWidth(dialog.width())
        if needed > dialog.height():
            dialog.resize(dialog.width(), needed)


def add_field(column: QVBoxLayout, dialog: QDialog, caption: str, field: QWidget) -> None:
    """Put a field under its caption, which is its name for a screen reader, too."""
    label = PlainLabel(dialog, "caption", caption)
    label.setBuddy(field)
    field.setAccessibleName(caption)
    column.addWidget(label)
    column.addWidget(field)
