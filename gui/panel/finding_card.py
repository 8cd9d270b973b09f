"""Cards: what was found, what it means, what it does not prove, with the kind of proof as a shape and a word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.widgets import pixmaps, style, tokens
from gui.widgets.plain_label import PlainLabel, make_tip
from gui.widgets.widget_pool import WidgetPool
from verify.model import Picture, limits
from verify.report.panel import Card
from verify.report.words.catalogue import Translator

_SIDE: Final = 192  # device-independent pixels


class SideBySide(QWidget):
    """Two small pictures with their captions, for the eye to compare. Hidden where there are not two."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.GAP)
        self._sides = [(QLabel(self), PlainLabel(self, "muted")) for _ in range(2)]
        for picture, caption in self._sides:
            column = QVBoxLayout()
            column.setSpacing(tokens.TIGHT)
            column.addWidget(picture, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
            column.addWidget(caption, 0, Qt.AlignmentFlag.AlignTop)
            row.addLayout(column)
        row.addStretch()
        self.hide()

    def show_views(self, views: Sequence[Picture], captions: Sequence[str]) -> None:
        """Show two pictures as large as each other."""
        for (label, caption), view, words in zip(self._sides, views, captions, strict=False):
            label.setPixmap(_scale_to_place(view, self.devicePixelRatioF()))
            label.setAccessibleName(words)
            caption.show_text(words)
        self.setVisible(len(views) == len(self._sides))


def _scale_to_place(view: Picture, scale: float) -> QPixmap:
    """Scale a picture so that its longer side fills its place."""
    source = pixmaps.to_image(view)
    if source.isNull():
        return QPixmap()
    room = QSize(round(_SIDE * scale), round(_SIDE * scale))
    image = source.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    pixmap = QPixmap.fromImage(image)
    pixmap.setDevicePixelRatio(scale)
    return pixmap


_ROWS: Final = ("found", "means", "does_not_prove", "place", "technical")
_MUTED: Final = frozenset(("place", "technical"))


class FindingCard(QFrame):
    """One finding in words. It can be reached by key, so that a screen reader reads it as one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._title = PlainLabel(self, "strong")
        self._pill = PlainLabel(self, "pill")
        self._captions = [PlainLabel(self, "caption") for _ in _ROWS]
        self._texts = [PlainLabel(self, "muted" if key in _MUTED else "body") for key in _ROWS]
        self._rows = layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.GAP + 4, tokens.GAP, tokens.GAP + 4, tokens.GAP)
        layout.setSpacing(tokens.NEAR)
        self._is_narrow = False
        self._top = top = QHBoxLayout()
        top.setSpacing(tokens.NEAR)
        top.addWidget(self._title, 1, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(top)
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.GAP)
        grid.setVerticalSpacing(tokens.TIGHT)
        grid.setColumnStretch(1, 1)
        for row, (caption, text) in enumerate(zip(self._captions, self._texts, strict=True)):
            grid.addWidget(caption, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(text, row, 1, Qt.AlignmentFlag.AlignTop)
        self._views = SideBySide(self)
        layout.addWidget(self._views)
        layout.addLayout(grid)
        layout.addStretch()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: the pill stands below the title where both have no room beside each other."""
        super().resizeEvent(event)
        is_narrow = event.size().width() < style.scale_points(tokens.PREVIEW_BESIDE_FROM)
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            if is_narrow:
                self._top.removeWidget(self._pill)
                self._rows.insertWidget(1, self._pill, 0, Qt.AlignmentFlag.AlignLeft)
            else:
                self._rows.removeWidget(self._pill)
                self._top.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignTop)

    def show_card(self, card: Card, translator: Translator) -> None:
        """Show one finding."""
        words = card.words
        spoken = [card.badge.word] if card.badge else []
        self._title.show_text(words.title)
        self._pill.show_text(f"{card.badge.shape} {card.badge.word}" if card.badge else "")
        self._pill.setVisible(card.badge is not None)
        self._views.show_views(
            card.views, (translator.text(f"window.{card.other}"), translator.text("window.this_file"))
        )
        texts = (words.found, words.meaning, words.limits, card.where, words.technical)
        for key, text, caption, label in zip(_ROWS, texts, self._captions, self._texts, strict=True):
            caption.show_text(translator.text(f"window.{key}"))
            label.show_text(text)
            label.setToolTip(make_tip(card.place) if key == "place" else "")
            caption.setVisible(bool(text))
            label.setVisible(bool(text))
            if text:
                spoken.append(f"{translator.text(f'window.{key}')}: {text}")
        self.setAccessibleName(words.title)
        self.setAccessibleDescription("\n".join(spoken))


class FindingCards(QWidget):
    """Cards in one column, or in two where there is room; the first twenty, and more on request."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._listing: tuple[Card, ...] = ()
        self._columns = 1
        self._limit = limits.CARDS_AT_ONCE
        self._translator: Translator | None = None
        self._cards = WidgetPool(lambda: FindingCard(self))
        self._grid = QGridLayout()
        self._grid.setSpacing(tokens.GAP)
        self.more = QPushButton(self)
        self.more.clicked.connect(self._on_more_wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.NEAR)
        layout.addLayout(self._grid)
        layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def widget_count(self) -> int:
        """How many cards there are, shown or hidden."""
        return self._cards.size

    def show_cards(self, cards: tuple[Card, ...], translator: Translator) -> None:
        """Show the cards; of another file again the first twenty."""
        if cards != self._listing:
            self._limit = limits.CARDS_AT_ONCE
            self._cards.trim(limits.CARDS_AT_ONCE)
        self._listing, self._translator = cards, translator
        self._fill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: chooses the number of columns."""
        super().resizeEvent(event)
        columns = 2 if event.size().width() >= tokens.TWO_COLUMNS_FROM else 1
        if columns != self._columns:
            self._columns = columns
            cards = self._cards.take(self._cards.size)
            for card in cards:
                self._grid.removeWidget(card)
            self._place(cards)
            for column in range(2):
                self._grid.setColumnStretch(column, 1 if column < columns else 0)

    @Slot()
    def _on_more_wanted(self) -> None:
        self._limit += limits.CARDS_AT_ONCE
        self._fill()

    def _fill(self) -> None:
        if self._translator is None:
            return
        cards = self._listing[: self._limit]
        taken = self._cards.take(len(cards))
        self._place(taken)
        for widget, card in zip(taken, cards, strict=True):
            widget.show_card(card, self._translator)
            widget.show()
        self.more.setText(self._translator.text("window.show_more"))
        self.more.setVisible(len(self._listing) > self._limit)

    def _place(self, cards: list[FindingCard]) -> None:
        for number, card in enumerate(cards):
            if self._grid.indexOf(card) < 0:
                self._grid.addWidget(card, number // self._columns, number % self._columns)
