"""Finds texts that have less room than they need, so that a person would read them cut or with dots."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QHeaderView,
    QLabel,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)

_ICON_ONLY = Qt.ToolButtonStyle.ToolButtonIconOnly


def cut_texts(root: QWidget) -> Iterator[str]:
    """Return the text of everything below `root` that is visible and cut, each with what it is."""
    for widget in root.findChildren(QWidget):
        if not widget.isVisibleTo(root) or not widget.width():
            continue
        match widget:
            case QHeaderView():
                yield from _cut_headings(widget)
            case QComboBox():
                is_cut = widget.fontMetrics().horizontalAdvance(widget.currentText()) > _room_of(widget)
                if is_cut and not widget.toolTip():  # names out of files may be long: their whole is in the tip
                    yield f"choice: {widget.currentText()}"
            case QLabel() if widget.text() and (_lacks_room(widget) or _is_outside(widget, root)):
                yield f"label: {widget.text()}"
            case QAbstractButton() if widget.text():
                if widget.width() < widget.sizeHint().width() or _is_outside(widget, root):
                    yield f"button: {widget.text()}"


def _cut_headings(header: QHeaderView) -> Iterator[str]:
    if header.orientation() is Qt.Orientation.Horizontal and header.model() is not None:
        for section in range(header.count()):
            if header.sectionSize(section) < header.sectionSizeHint(section):
                text = header.model().headerData(section, Qt.Orientation.Horizontal)
                yield f"heading: {text}"


def _room_of(box: QComboBox) -> int:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    return box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, box).width()


def _lacks_room(label: QLabel) -> bool:
    if label.wordWrap():
        return label.height() < label.heightForWidth(label.width())
    return label.width() < label.sizeHint().width()


def _is_outside(widget: QWidget, root: QWidget) -> bool:
    """Whether a part of a widget lies beside what its parents show. Below, a page can be scrolled."""
    above, scrolled = widget.parentWidget(), False
    while above is not None:
        at = widget.mapTo(above, QPoint(0, 0))
        if at.x() < 0 or at.x() + widget.width() > above.width():
            return True
        if not scrolled and not _is_viewport(above) and at.y() + widget.height() > above.height():
            return True
        scrolled |= _is_viewport(above)
        if above is root:
            return False
        above = above.parentWidget()
    return False


def _is_viewport(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    return isinstance(parent, QScrollArea | QAbstractScrollArea) and parent.viewport() is widget
