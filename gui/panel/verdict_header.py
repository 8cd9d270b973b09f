"""The answer: preview, the four lines, warnings, and what the file says of itself."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.file_item import FileItem, State
from gui.panel.preview import Preview
from gui.widgets import style, tokens
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.link_button import LinkButton
from gui.widgets.plain_label import PlainLabel
from verify.report.panel import Panel
from verify.report.words.catalogue import Translator
from verify.report.words.untrusted import plain

_LONG: Final = 76  # letters of a headline; a Chinese character is as broad as two
_LONG_IN_NARROW: Final = 34
_BROAD_FROM: Final = "\u2e80"


class VerdictHeader(QFrame):
    """The first thing that a person reads. While readers look it says so and gives no verdict."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("answer")
        self.preview = Preview(self)
        self._name = PlainLabel(self, "muted")
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
        words.addWidget(self.headline)
        words.addWidget(self._whom)
        words.addWidget(self._badge)
        words.addWidget(self._summary)
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

    def show_entry(self, entry: FileItem, panel: Panel, translator: Translator) -> None:
        """Show what is known of a file."""
        self.preview.show_file(entry.report, panel, translator)
        self._name.show_text(plain(entry.name))
        if entry.is_finished:
            answer = panel.answer
            self.headline.show_text(answer.headline)
            self._set_or_hide(self._whom, answer.according_to)
            self._badge.show_text(answer.pill)
            self._summary.show_text(answer.summary)
            self._set_or_hide(self._unsigned, answer.facts.line if answer.facts else "")
        else:
            state = "looking" if entry.state is State.LOOKING else "waiting"
            self.headline.show_text(translator.text(f"window.still_{state}"))
            self._summary.show_text(translator.text(f"window.{state}_explained"))
            for label in (self._whom, self._unsigned):
                label.hide()
        self.share.setText(translator.text("window.share"))
        self.share.setVisible(entry.is_finished and self.share.menu() is not None)
        facts = panel.answer.facts if entry.is_finished else None
        self.map.show_address(facts.map_url if facts else "", translator)
        self._fit_headline()
        self._badge.setVisible(entry.is_finished)
        self._set_or_hide(self._read_note, translator.text("window.pasted_note") if entry.pasted else "")
        self._show_warnings(panel.answer.warnings if entry.is_finished else ())

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
