"""An expert's views of a picture: which one, what it shows, what was measured, and always what it cannot show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.viewer.choice import Choice
from gui.widgets import tokens
from gui.widgets.plain_label import PlainLabel, announce
from verify.model import Problem
from verify.model.views import EXPERT, GHOST_QUALITIES, Channel, NotShown, ShownView, View, ViewKind
from verify.report.words.catalogue import Translator
from verify.report.words.untrusted import plain

BESIDE: Final = {  # what stands at the right of a view
    ViewKind.ERROR_LEVELS: View(ViewKind.ERROR_CONTROL),
    ViewKind.THUMBNAIL: View(ViewKind.PICTURE),
}
_SYMBOLS: Final = ("R", "G", "B", "Y", "Cb", "Cr")
_MIDDLE: Final = len(GHOST_QUALITIES) // 2
_SIDE: Final = 8  # numbers of a row of a table
_SAID: Final = {
    Problem.NOT_THIS_FORMAT: "no_jpeg",
    Problem.NOT_FOUND: "no_thumbnail",
    Problem.TOO_LARGE: "too_large",
    Problem.OUT_OF_MEMORY: "too_large",
}


class ExpertBar(QWidget):
    """`chosen` carries the View that a person wants, or None for the picture itself. `choices` go beside its tools."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._translator: Translator | None = None
        self.choices = QWidget(parent)
        self.choice, self.part = Choice(self.choices), Choice(self.choices)
        row = QHBoxLayout(self.choices)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.NEAR)
        row.addWidget(self.choice, 2)
        row.addWidget(self.part, 1)
        self.choice.chosen.connect(self._on_chosen)
        self.part.chosen.connect(self._on_part_chosen)
        self._shows, self._measured, self._tables, self._limits = (
            PlainLabel(self, kind) for kind in ("body", "strong", "caption", "muted")
        )
        self._tables.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.TIGHT)
        for label in (self._shows, self._measured, self._tables, self._limits):
            column.addWidget(label)
        self.hide()
        self.choices.hide()

    @property
    def view(self) -> View | None:
        """What is chosen; None for the picture itself."""
        number = self.choice.number - 1
        if number < 0:
            return None
        kind = EXPERT[number]
        parts = {ViewKind.GHOSTS: GHOST_QUALITIES, ViewKind.CHANNEL: tuple(Channel)}.get(kind, ())
        return View(kind, int(parts[max(0, self.part.number)]) if parts else 0)

    def offer(self, translator: Translator, *, offered: bool) -> None:
        """Offer the views, the picture itself chosen; or hide where there is no picture."""
        self._translator = translator
        names = [translator.text(f"window.expert_{kind.value}") for kind in EXPERT]
        self.choice.offer(translator.text("window.expert"), [translator.text("window.expert_none"), *names])
        self.part.hide()
        self.hide()
        self.choices.setVisible(offered)

    def show_facts(self, description: ShownView) -> None:
        """Say what was measured in the view that is chosen."""
        if self._translator is None or description.view != self.view:
            return
        said = [
            self._translator.text(f"window.fact_{fact.name.value}", value=plain(fact.value))
            for fact in description.facts
        ]
        self._say(self._measured, " ".join(said))
        self._say(self._tables, _lay_out_tables(description.tables))
        if said:
            announce(self._measured, " ".join(said))

    def show_failure(self, answer: NotShown) -> None:
        """Say why the view that is chosen cannot be had."""
        if self._translator is not None:
            said = self._translator.text(f"window.expert_{_SAID.get(answer.problem, 'failed')}")
            self._say(self._measured, said)
            announce(self._measured, said)

    def _say(self, label: PlainLabel, text: str) -> None:
        label.show_text(text)
        label.setVisible(bool(text))

    @Slot(int)
    def _on_chosen(self, _number: int) -> None:
        translator, view = self._translator, self.view
        if translator is None:
            return
        if view is not None and view.kind is ViewKind.GHOSTS:
            self.part.offer(translator.text("window.expert_quality"), [str(each) for each in GHOST_QUALITIES], _MIDDLE)
        elif view is not None and view.kind is ViewKind.CHANNEL:
            names = [*_SYMBOLS, translator.text("window.expert_levels")]
            self.part.offer(translator.text("window.expert_part"), names)
        self.part.setVisible(view is not None and view.kind in (ViewKind.GHOSTS, ViewKind.CHANNEL))
        self._on_part_chosen(0)

    @Slot(int)
    def _on_part_chosen(self, _number: int) -> None:
        translator, view = self._translator, self.view
        if translator is None:
            return
        self.setVisible(view is not None)
        if view is not None:
            kind = view.kind.value
            self._say(self._shows, translator.text(f"window.expert_{kind}_shows"))
            limits = (translator.text(f"window.expert_{kind}_limits"), translator.text("window.expert_always"))
            self._say(self._limits, " ".join(limits))
            self._say(self._measured, translator.text("window.expert_working"))
            self._say(self._tables, "")
        self.chosen.emit(view)


def _lay_out_tables(tables: Sequence[tuple[int, ...]]) -> str:
    """Return tables beside each other, row by row."""
    rows = range(0, _SIDE * _SIDE, _SIDE)
    return "\n".join(
        "      ".join(" ".join(f"{number:>3}" for number in table[at : at + _SIDE]) for table in tables)
        for at in (rows if tables else ())
    )
