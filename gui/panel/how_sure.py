"""“How sure is this?”: this file's own case, and the whole scale with who can forge what stands at each step."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from gui.widgets import style, tokens
from gui.widgets.plain_label import PlainLabel
from gui.widgets.widget_pool import TextList
from verify.report.words.types import HowSure, ScaleRow


class HowSureCard(QFrame):
    """Opened by the pill of the answer."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("part")
        self._heading = PlainLabel(self, "title")
        self._case = TextList(self)
        self._notes = TextList(self)
        self._always = TextList(self)
        self._rows: list[tuple[PlainLabel, PlainLabel, PlainLabel]] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(tokens.GAP)
        self._grid.setVerticalSpacing(tokens.TIGHT)
        self._grid.setColumnStretch(1, 2)
        self._narrow = False
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.WIDE, tokens.GAP, tokens.WIDE, tokens.GAP)
        column.setSpacing(tokens.NEAR)
        column.addWidget(self._heading)
        column.addWidget(self._case)
        column.addWidget(self._notes)
        column.addLayout(self._grid)
        column.addWidget(self._always)

    def show_words(self, words: HowSure, sign: str) -> None:
        """Show the words for a file whose answer has this sign."""
        self._heading.show_text(words.heading)
        self.setAccessibleName(words.heading)
        for part, sentences in ((self._case, words.case), (self._notes, words.notes), (self._always, words.always)):
            part.show_lines(sentences)
            part.setVisible(bool(sentences))
        while len(self._rows) < len(words.scale):
            self._add_row()
        for labels, row in zip(self._rows, words.scale, strict=True):
            _fill_row(labels, row, chosen=row.sign == sign)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: who can forge it stands beside the words, or below them where there is no room."""
        super().resizeEvent(event)
        narrow = event.size().width() < style.scale_points(tokens.PREVIEW_BESIDE_FROM)
        if narrow is not self._narrow:
            self._narrow = narrow
            for number, (_sign, _standing, who) in enumerate(self._rows):
                self._grid.removeWidget(who)
                self._place(who, number)

    def _add_row(self) -> None:
        number = len(self._rows)
        sign, standing, who = PlainLabel(self, "scaleSign"), PlainLabel(self, "body"), PlainLabel(self, "body")
        self._grid.addWidget(sign, 2 * number, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(standing, 2 * number, 1, Qt.AlignmentFlag.AlignTop)
        self._rows.append((sign, standing, who))
        self._place(who, number)

    def _place(self, who: PlainLabel, number: int) -> None:
        row, column = (2 * number + 1, 1) if self._narrow else (2 * number, 2)
        self._grid.addWidget(who, row, column, Qt.AlignmentFlag.AlignTop)
        self._grid.setColumnStretch(2, 0 if self._narrow else 3)


def _fill_row(labels: tuple[PlainLabel, PlainLabel, PlainLabel], row: ScaleRow, *, chosen: bool) -> None:
    """Show one step of the scale; the one of this file stands out by weight and by a mark, and by no colour."""
    sign, standing, who = labels
    sign.show_text(f"▸ {row.sign}" if chosen else row.sign)
    standing.set_kind("strong" if chosen else "body")
    standing.show_text(row.standing)
    who.set_kind("body" if chosen else "muted")
    who.show_text(row.who_can_forge)
