"""What tour and lab share: choices that are whole sentences, the picture of a sample, and two columns."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QImage, QMouseEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from gui.widgets import pixmaps, style, tokens
from gui.widgets.plain_label import PlainLabel
from verify.model import Report

_FRAME: Final = 8  # device-independent pixels around the picture, on both sides together
_LEAST: Final = 60
_BY_KEY: Final = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)  # arrows count as tab
_SHARE: Final = 0.36  # of the width, for the left side in a narrow window, at a text size of 100 %
_SHARE_MOST: Final = 0.45  # of the width, with large text


class Choice(QFrame):
    """One choice: a radio button with a sentence that wraps. Clicking anywhere chooses it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("choice")
        self.button = QRadioButton(self)
        self.button.toggled.connect(self._on_toggled)
        self.button.installEventFilter(self)
        self._text = PlainLabel(self, "body")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(tokens.GAP, tokens.NEAR, tokens.GAP, tokens.NEAR)
        layout.setSpacing(tokens.NEAR)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._text, 1)

    def show_text(self, text: str) -> None:
        """Show the sentence of this choice, for the eye and for a screen reader."""
        self._text.show_text(text)
        self.button.setAccessibleName(text)
        self.button.setFixedHeight(self._text.fontMetrics().lineSpacing())  # beside the middle of the first line

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt: a click beside the button counts as well."""
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.button.setFocus(Qt.FocusReason.MouseFocusReason)
            self.button.click()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: the frame shows where the focus is, and comes into view where a key led there."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._set_style_property("focused", event.type() is QEvent.Type.FocusIn)
        if isinstance(event, QFocusEvent) and event.gotFocus() and event.reason() in _BY_KEY:
            self._come_into_view()
        return super().eventFilter(watched, event)

    def _come_into_view(self) -> None:
        page = self.parentWidget()
        while page is not None and not isinstance(page, QScrollArea):
            page = page.parentWidget()
        if page is not None:
            page.ensureWidgetVisible(self, 0, tokens.NEAR)

    @Slot(bool)
    def _on_toggled(self, checked: bool) -> None:
        self._set_style_property("chosen", checked)
        if checked and self.button.hasFocus():
            self._come_into_view()  # the page may have been turned back to its beginning

    def _set_style_property(self, name: str, value: bool) -> None:
        self.setProperty(name, value)
        self.style().unpolish(self)
        self.style().polish(self)


class Choices(QWidget):
    """Choices one below the other, of which one holds; `chosen` carries the number of the choice, from 0."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget, count: int) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._choices = [Choice(self) for _ in range(count)]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.NEAR)
        for number, choice in enumerate(self._choices):
            self._group.addButton(choice.button, number)
            layout.addWidget(choice)
        self._group.buttonClicked.connect(self._on_clicked)

    @property
    def number(self) -> int:
        """The number of the checked choice from 0; -1 for none."""
        return self._group.checkedId()

    @property
    def buttons(self) -> list[QAbstractButton]:
        """The buttons, in order."""
        return [choice.button for choice in self._choices]

    def show_texts(self, texts: tuple[str, ...], name: str) -> None:
        """Show the sentences of the choices; `name` tells a screen reader what they are choices of."""
        self.setAccessibleName(name)
        for choice, text in zip(self._choices, texts, strict=True):
            choice.show_text(text)

    def choose(self, number: int) -> None:
        """Check one choice, or none with -1, without emitting `chosen`."""
        self._group.setExclusive(False)
        for at, choice in enumerate(self._choices):
            choice.button.setChecked(at == number)
        self._group.setExclusive(True)
        for at, choice in enumerate(self._choices):  # the tab key leads to what is chosen, as after a click
            here = at == max(0, number)
            choice.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)

    @Slot(QAbstractButton)
    def _on_clicked(self, button: QAbstractButton) -> None:
        self.chosen.emit(self._group.id(button))


class Picture(QLabel):
    """The preview of a report, at most `widest` pixels wide. It keeps its proportions, and hides without one."""

    def __init__(self, parent: QWidget, widest: int) -> None:
        super().__init__(parent)
        self.setObjectName("preview")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMaximumWidth(widest + _FRAME)
        self._widest = widest
        self._source = QImage()
        self.hide()

    def show_report(self, report: Report, name: str) -> None:
        """Show the preview of the file, as soon as there is one."""
        preview = next((picture for picture in report.pictures if picture.name == "preview"), None)
        source = pixmaps.to_image(preview) if preview else QImage()
        if source != self._source:
            self._source = source
            self.updateGeometry()
            self._fit()
        self.setAccessibleName(name)
        self.setVisible(not source.isNull())

    def sizeHint(self) -> QSize:
        """Qt: as wide as it may become, and as high as that makes it."""
        return QSize(self._widest + _FRAME, self._height(self._widest) + _FRAME)

    def heightForWidth(self, width: int) -> int:
        """Qt: asked before the width is given, so that the bar of a page and a picture in it never chase each other."""
        return self._height(min(width - _FRAME, self._widest)) + _FRAME

    def minimumSizeHint(self) -> QSize:
        """Qt: a picture may become small, and never pushes a window wide."""
        return QSize(_LEAST, _LEAST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: fits the picture anew."""
        super().resizeEvent(event)
        self._fit()

    def _height(self, width: int) -> int:
        return round(width * self._source.height() / max(1, self._source.width()))

    def _fit(self) -> None:
        width = min(self.width() - _FRAME, self._widest)
        if self._source.isNull() or width <= 0:
            return
        scale = self.devicePixelRatioF()
        size = QSize(round(width * scale), round(self._height(width) * scale)).expandedTo(QSize(1, 1))
        image = self._source.scaled(
            size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(scale)
        self.setPixmap(pixmap)


class TwoColumns(QSplitter):
    """The left column is `widest` pixels wide at a text size of 100 %, less in a narrow window, until it is moved."""

    def __init__(self, parent: QWidget, widest: int) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._widest = widest
        self._moved = False
        self.setChildrenCollapsible(False)
        self.splitterMoved.connect(self._on_moved)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: shares out the width."""
        super().resizeEvent(event)
        if not self._moved:
            share = min(style.scale_points(_SHARE), _SHARE_MOST)
            left = round(min(style.scale_points(self._widest), event.size().width() * share))
            self.setSizes([left, event.size().width() - left])

    @Slot()
    def _on_moved(self) -> None:
        self._moved = True
