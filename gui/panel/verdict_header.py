"""The answer: preview, the four lines, warnings, and what the file says of itself."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from gui.file_item import FileItem, State
from gui.panel.preview import Preview
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

_LONG: Final = 76  # letters of a headline; a Chinese character is as broad as two
_LONG_IN_NARROW: Final = 34
_BROAD_FROM: Final = "\u2e80"


class VerdictHeader(QFrame):
    """The first thing that a person reads. While readers look it says so, with a provisional answer or none."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("answer")
        self.preview = Preview(self)
        self._name = PlainLabel(self, "muted")
        self.progress = PlainLabel(self, "muted")
        self.hairline = QProgressBar(self)
        self.hairline.setObjectName("hairline")
        self.hairline.setTextVisible(False)
        self.hairline.setFixedHeight(tokens.HAIRLINE)
        self.update_note = PlainLabel(self, "notice")
        self.headline = PlainLabel(self, "headline")
        self._badge = PlainLabel(self, "pill")
        self._whom = PlainLabel(self, "strong")
        self._summary = PlainLabel(self, "standing")
        self._unsigned = PlainLabel(self, "standing")
        self.map = LinkButton(self)
        self._read_note = PlainLabel(self, "notice")
        self.share = QPushButton(self)
        self._alarms = QVBoxLayout()
        self._alarms.setSpacing(tokens.NEAR)
        words = QVBoxLayout()
        words.setSpacing(tokens.NEAR)
        words.addWidget(self._name)
        words.addWidget(self.progress)
        words.addWidget(self.hairline)
        words.addWidget(self.headline)
        words.addWidget(self._whom)
        words.addWidget(self._badge)
        words.addWidget(self._summary)
        words.addWidget(self.update_note)
        words.addLayout(self._alarms)
        words.addWidget(self._unsigned)
        words.addWidget(self.map, 0, Qt.AlignmentFlag.AlignLeft)
        words.addWidget(self._read_note)
        words.addLayout(FlowLayout(None, tokens.NEAR, (self.share, *self.preview.tools)))
        words.addStretch()
        self._sides = layout = QHBoxLayout(self)
        layout.setContentsMargins(tokens.WIDE, tokens.WIDE, tokens.WIDE, tokens.WIDE)
        layout.setSpacing(tokens.WIDE)
        layout.addWidget(self.preview, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)

    def show_entry(self, entry: FileItem, panel: Panel, translator: Translator, *, others_first: bool = False) -> None:
        """Show what is known of a file; `others_first`: it waits because others are looked at."""
        self.preview.show_file(entry.report, panel, translator)
        self._name.show_text(plain(entry.name))
        self._show_progress(entry, translator)
        answer = panel.answer if entry.is_answered else None
        if answer is not None:
            self.headline.show_text(answer.headline)
            self._badge.show_text(answer.pill)
            self._summary.show_text(answer.summary)
        else:
            self._show_waiting(entry, translator, others_first=others_first)
        self._badge.setVisible(answer is not None)
        self._set_or_hide(self._whom, answer.according_to if answer else "")
        facts = answer.facts if answer else None
        self._set_or_hide(self._unsigned, facts.line if facts else "")
        self.map.show_address(facts.map_url if facts else "", translator)
        before = word_answer(translator, entry.said_before) if entry.said_before else None
        note = checking.say_note(translator, answer, before, finished=entry.is_finished) if answer else ""
        self._set_or_hide(self.update_note, note)
        self.share.setText(translator.text("window.share"))
        self.share.setVisible(self.share.menu() is not None)
        self.share.setEnabled(entry.is_finished)  # what is not final leaves this window by no way
        self._fit_headline()
        self._set_or_hide(self._read_note, translator.text("window.pasted_note") if entry.pasted else "")
        self._show_warnings(answer.warnings if answer else ())

    def _show_waiting(self, entry: FileItem, translator: Translator, *, others_first: bool) -> None:
        state = "looking"
        if entry.state is State.WAITING:
            state = "waiting" if others_first else "starting"
        self.headline.show_text(translator.text(f"verdict.checking.{state}"))
        looking = entry.state is State.LOOKING
        said = checking.say_known_so_far(translator, entry.report) if looking else ""
        self._summary.show_text(said or translator.text(f"verdict.checking.{state}_explained"))

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
        """Qt: fits the preview and the headline."""
        super().resizeEvent(event)
        self._fit_headline()
        narrow = self.width() < style.scale_points(tokens.PREVIEW_BESIDE_FROM)
        self._sides.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        large = self.width() >= tokens.PREVIEW_LARGE_FROM
        self.preview.set_side(tokens.PREVIEW_LARGE if large else tokens.PREVIEW_SMALL)

    def _fit_headline(self) -> None:
        """A long headline is set smaller, or it would push the rest of the answer off the first screen."""
        narrow = self.width() < tokens.PREVIEW_LARGE_FROM
        breadth = sum(2 if character >= _BROAD_FROM else 1 for character in self.headline.text())
        long = breadth > (_LONG_IN_NARROW if narrow else _LONG)
        self.headline.set_kind("smallHeadline" if long else "headline")

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
