"""Cards: what was found, what it means, what it does not prove, with the kind of proof as a shape and a word."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui import tokens
from gui.plain_label import PlainLabel
from verify import limits
from verify.render.panel import Card
from verify.render.wording import Wording


class FindingCard(QFrame):
    """One finding in words. It can be reached by key, so that a screen reader reads it as one."""

    def __init__(self, parent: QWidget, card: Card, wording: Wording) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        words = card.words
        rows = (
            (wording.label("found"), words.found),
            (wording.label("means"), words.meaning),
            (wording.label("does_not_prove"), words.limits),
            (wording.label("place"), card.where),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.GAP + 4, tokens.GAP, tokens.GAP + 4, tokens.GAP)
        layout.setSpacing(tokens.NEAR)
        top = QHBoxLayout()
        top.setSpacing(tokens.NEAR)
        top.addWidget(PlainLabel(self, "strong", words.title), 1, Qt.AlignmentFlag.AlignTop)
        spoken = [words.title]
        if card.badge:
            pill = PlainLabel(self, "pill", f"{card.badge.shape} {card.badge.word}")
            top.addWidget(pill, 0, Qt.AlignmentFlag.AlignTop)
            spoken.append(card.badge.word)
        layout.addLayout(top)
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.GAP)
        grid.setVerticalSpacing(tokens.TIGHT)
        grid.setColumnStretch(1, 1)
        for row, (caption, text) in enumerate((caption, text) for caption, text in rows if text):
            grid.addWidget(PlainLabel(self, "caption", caption), row, 0, Qt.AlignmentFlag.AlignTop)
            kind = "muted" if text == card.where else "body"
            grid.addWidget(PlainLabel(self, kind, text), row, 1, Qt.AlignmentFlag.AlignTop)
            spoken.append(f"{caption}: {text}")
        layout.addLayout(grid)
        layout.addStretch()
        self.setAccessibleName(words.title)
        self.setAccessibleDescription("\n".join(spoken[1:]))


class FindingCards(QWidget):
    """Cards in one column, or in two where there is room; the first twenty, and more on request."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown: tuple[tuple[Card, ...], str] | None = None
        self._cards: list[FindingCard] = []
        self._columns = 1
        self._limit = limits.CARDS_AT_ONCE
        self._wording: Wording | None = None
        self._grid = QGridLayout()
        self._grid.setSpacing(tokens.GAP)
        self.more = QPushButton(self)
        self.more.clicked.connect(self._on_more_wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.NEAR)
        layout.addLayout(self._grid)
        layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_cards(self, cards: tuple[Card, ...], wording: Wording) -> bool:
        """Shows the cards; returns whether there are any. Nothing is rebuilt where nothing changed."""
        wanted = (cards, wording.language)
        if wanted == self._shown:
            return bool(cards)
        self._shown, self._wording, self._limit = wanted, wording, limits.CARDS_AT_ONCE
        for card in self._cards:
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = []
        self._build()
        return bool(cards)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: chooses the number of columns."""
        super().resizeEvent(event)
        columns = 2 if event.size().width() >= tokens.TWO_COLUMNS_FROM else 1
        if columns != self._columns:
            self._columns = columns
            self._place()

    @Slot()
    def _on_more_wanted(self) -> None:
        self._limit += limits.CARDS_AT_ONCE
        self._build()

    def _build(self) -> None:
        if self._shown is None or self._wording is None:
            return
        cards = self._shown[0]
        self._cards += [FindingCard(self, card, self._wording) for card in cards[len(self._cards) : self._limit]]
        self.more.setText(self._wording.label("show_more"))
        self.more.setVisible(len(cards) > self._limit)
        self._place()

    def _place(self) -> None:
        for card in self._cards:
            self._grid.removeWidget(card)
        for number, card in enumerate(self._cards):
            self._grid.addWidget(card, number // self._columns, number % self._columns)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < self._columns else 0)
