"""The answer: preview, the four lines, warnings, and what the file says of itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.file_item import FileItem, State
from gui.panel.preview import Preview
from gui.panel.wrapping_button import WrappingButton
from gui.widgets import style, tokens
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.link_button import LinkButton
from gui.widgets.plain_label import PlainLabel
from verify.model.readers import count_progress
from verify.report.panel import Panel
from verify.report.words.catalogue import Translator
from verify.report.words.untrusted import plain
from verify.report.words.verdict import checking
from verify.report.words.verdict.answer import answer as word_answer

# kinds of labels with their size, the largest first; the last is for a short window
_HEADLINES: Final[Sequence[tuple[str, float]]] = (
    ("headline", tokens.HEADLINE),
    ("mediumHeadline", tokens.HEADLINE_MEDIUM),
    ("smallHeadline", tokens.HEADLINE_SMALL),
    ("title", tokens.TITLE),
)
_WHOM: Final[Sequence[tuple[str, float]]] = (
    ("whom", tokens.WHOM),
    ("mediumWhom", tokens.WHOM_MEDIUM),
    ("smallWhom", tokens.WHOM_SMALL),
    ("strong", tokens.STRONG),
)


class VerdictHeader(QFrame):
    """The first thing that a person reads. While readers look it says so, with a provisional answer or none."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("answer")
        self.preview = Preview(self)
        self._name = PlainLabel(self, "muted")
        self.share = QPushButton(self)
        self.progress = PlainLabel(self, "muted")
        self.hairline = QProgressBar(self)
        self.hairline.setObjectName("hairline")
        self.hairline.setTextVisible(False)
        self.hairline.setFixedHeight(tokens.HAIRLINE)
        self.headline = PlainLabel(self, "headline")
        self.whom = PlainLabel(self, "whom")
        self.pill = WrappingButton(self)
        self.pill.setObjectName("pill")
        self.pill.setCheckable(True)
        self.pill.toggled.connect(self._show_pill)
        self._pill_words = ""
        self._is_short = False
        self.summary = PlainLabel(self, "standing")
        self.update_note = PlainLabel(self, "notice")
        self._read_note = PlainLabel(self, "notice")
        self._unsigned = PlainLabel(self, "body")
        self.map = LinkButton(self)
        self._strip = QFrame(self)
        self._strip.setObjectName("strip")
        self._alarms = QVBoxLayout()
        self._alarms.setSpacing(tokens.NEAR)
        self._lay_out()

    def _lay_out(self) -> None:
        self._tools = QWidget(self)
        FlowLayout(self._tools, tokens.NEAR, (self.share, *self.preview.tools)).setContentsMargins(0, 0, 0, 0)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(tokens.NEAR)
        self._top.addWidget(self._name, 1)
        self._top.addWidget(self._tools)
        self._words = words = QVBoxLayout()
        words.setSpacing(tokens.NEAR)
        for widget in (self.progress, self.hairline, self.headline, self.whom):
            words.addWidget(widget)
        words.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignLeft)
        words.addWidget(self.summary)
        words.addLayout(self._alarms)
        words.addWidget(self.update_note)
        words.addWidget(self._read_note)
        words.addStretch()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(tokens.WIDE)
        self._sides.addWidget(self.preview, 0, Qt.AlignmentFlag.AlignTop)
        self._sides.addLayout(words, 1)
        strip = QHBoxLayout(self._strip)
        strip.setContentsMargins(0, tokens.NEAR, 0, 0)
        strip.setSpacing(tokens.GAP)
        strip.addWidget(self._unsigned, 1)
        strip.addWidget(self.map, 0, Qt.AlignmentFlag.AlignTop)
        self._rows = column = QVBoxLayout(self)
        column.setContentsMargins(tokens.WIDE, tokens.GAP, tokens.WIDE, tokens.GAP)
        column.setSpacing(tokens.NEAR)
        column.addLayout(self._top)
        column.addLayout(self._sides)
        column.addWidget(self._strip)

    def show_entry(self, entry: FileItem, panel: Panel, translator: Translator, *, others_first: bool = False) -> None:
        """Show what is known of a file; `others_first`: it waits because others are looked at."""
        self.preview.show_file(entry.report, panel, translator)
        self._name.show_text(plain(entry.name))
        self._show_progress(entry, translator)
        answer = panel.answer if entry.is_answered else None
        if answer is not None:
            self.headline.show_text(answer.headline)
            self._pill_words = answer.pill
            self._show_pill()
            self.pill.setAccessibleName(translator.text("window.how_sure_of", standing=answer.standing))
            self.summary.show_text(answer.summary)
        else:
            self._show_waiting(entry, translator, others_first=others_first)
        self.pill.setVisible(answer is not None)
        self._set_or_hide(self.whom, answer.according_to if answer else "")
        facts = answer.facts if answer else None
        self._unsigned.show_text(facts.line if facts else "")
        self._strip.setVisible(facts is not None)
        self.map.show_address(facts.map_url if facts else "", translator, facts.map_label if facts else "")
        before = word_answer(translator, entry.said_before) if entry.said_before else None
        note = checking.say_note(translator, answer, before, finished=entry.is_finished) if answer else ""
        self._set_or_hide(self.update_note, note)
        self.share.setText(translator.text("window.share"))
        self.share.setVisible(self.share.menu() is not None)
        self.share.setEnabled(entry.is_finished)  # what is not final leaves this window by no way
        self._fit_words()
        self._set_or_hide(self._read_note, translator.text("window.pasted_note") if entry.pasted else "")
        self._show_warnings(answer.warnings if answer else ())

    def _show_waiting(self, entry: FileItem, translator: Translator, *, others_first: bool) -> None:
        state = "looking"
        if entry.state is State.WAITING:
            state = "waiting" if others_first else "starting"
        self.headline.show_text(translator.text(f"verdict.checking.{state}"))
        looking = entry.state is State.LOOKING
        said = checking.say_known_so_far(translator, entry.report) if looking else ""
        self.summary.show_text(said or translator.text(f"verdict.checking.{state}_explained"))

    def _show_progress(self, entry: FileItem, translator: Translator) -> None:
        readings = entry.report.readings
        running = entry.state is State.LOOKING and bool(readings)
        self._set_or_hide(self.progress, checking.say_progress(translator, entry.report) if running else "")
        done, count = count_progress(readings) if running else (0, 1)
        self.hairline.setMaximum(max(count, 1))
        self.hairline.setValue(done)
        self.hairline.setVisible(running)
        self.hairline.setAccessibleName(self.progress.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: fits the preview and the words."""
        super().resizeEvent(event)
        self._fit()

    def set_height(self, height: int) -> None:
        """Fit into a window that shows so much of the panel, in device-independent pixels, without scrolling."""
        is_short = height < style.scale_points(tokens.SHORT_BELOW)
        if is_short != self._is_short:
            self._is_short = is_short
            self._rows.setContentsMargins(
                tokens.WIDE, tokens.TIGHT if is_short else tokens.GAP, tokens.WIDE, tokens.GAP
            )
            for layout in (self._rows, self._words):
                layout.setSpacing(tokens.TIGHT if is_short else tokens.NEAR)
            self._fit()

    def _fit(self) -> None:
        self._place_parts(narrow=self.width() < style.scale_points(tokens.PREVIEW_BESIDE_FROM))
        self._fit_words()

    def _place_parts(self, *, narrow: bool) -> None:
        """Where there is no room beside the words, put the preview beside the name, and the tools below the words."""
        large = self.width() >= tokens.PREVIEW_LARGE_FROM
        beside_name = tokens.ROW_PICTURE if self._is_short else tokens.PREVIEW_NARROW
        self.preview.set_side(beside_name if narrow else tokens.PREVIEW_LARGE if large else tokens.PREVIEW_SMALL)
        if narrow is (self._top.indexOf(self.preview) >= 0):
            return
        if narrow:
            self._sides.removeWidget(self.preview)
            self._top.removeWidget(self._tools)
            self._top.insertWidget(0, self.preview, 0, Qt.AlignmentFlag.AlignTop)
            self._rows.insertWidget(self._rows.indexOf(self._strip), self._tools)
        else:
            self._top.removeWidget(self.preview)
            self._rows.removeWidget(self._tools)
            self._top.addWidget(self._tools)
            self._sides.insertWidget(0, self.preview, 0, Qt.AlignmentFlag.AlignTop)

    def _fit_words(self) -> None:
        """Set the first two lines as large as they fit into one line each; else small, and they are wrapped.

        The second is never as large as the first.
        """
        room = self._measure_room()
        sizes = slice(2, None) if self._is_short else slice(3)
        headlines, whom = _HEADLINES[sizes], _WHOM[sizes]
        first = _find_fitting(self.headline, headlines, room)
        self.headline.set_kind(headlines[first][0])
        self.whom.set_kind(whom[max(first, _find_fitting(self.whom, whom, room))][0])
        self.pill.fit_label(room)

    def _measure_room(self) -> int:
        """Return how broad a line of words may be, in device-independent pixels."""
        shown = not self.preview.isHidden() and self._sides.indexOf(self.preview) >= 0
        beside = self.preview.maximumWidth() + tokens.WIDE if shown else 0
        return self.width() - 2 * tokens.WIDE - beside

    @Slot()
    def _show_pill(self) -> None:
        self.pill.label = f"{self._pill_words} {'▾' if self.pill.isChecked() else '▸'}"
        self.pill.fit_label(self._measure_room())

    def _show_warnings(self, sentences: tuple[str, ...]) -> None:
        while self._alarms.count() > len(sentences):
            item = self._alarms.takeAt(self._alarms.count() - 1)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        while self._alarms.count() < len(sentences):
            self._alarms.addWidget(PlainLabel(self, "alarm"))
        for at, sentence in enumerate(sentences):
            item = self._alarms.itemAt(at)
            label = item.widget() if item else None
            if isinstance(label, PlainLabel):
                label.show_text(f"⚠ {sentence}")

    @staticmethod
    def _set_or_hide(label: PlainLabel, text: str) -> None:
        label.show_text(text)
        label.setVisible(bool(text))


def _find_fitting(label: PlainLabel, kinds: Sequence[tuple[str, float]], room: int) -> int:
    """Find the first kind in which the text fits into one line of `room` pixels, else the last."""
    fitting = (number for number, (_kind, points) in enumerate(kinds) if label.measure(points) <= room)
    return next(fitting, len(kinds) - 1)
