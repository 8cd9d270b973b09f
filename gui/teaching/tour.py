"""The guided tour: one station at a time, with the question on the left and the answer of Whence on the right.

The reply to the choice stands above that answer, and the way on below the question, whatever is scrolled.

What Whence says is the panel as it always is, of the sample as the workers read it; nobody sees it before choosing.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from gui.file_item import FileItem, State
from gui.panel.panel import ProvenancePanel
from gui.teaching.question_sheet import QuestionSheet
from gui.teaching.samples_loader import SamplesLoader
from gui.teaching.shared import Picture, TwoColumns
from gui.widgets import tokens
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.page_scroll import PageScroll
from gui.widgets.plain_label import PlainLabel, announce
from verify.features.teaching.stations import STATIONS, Station, describe_station
from verify.model.readers import count_progress
from verify.report.words.catalogue import Translator
from verify.report.words.verdict import checking
from verify.report.words.verdict.answer import answer

_QUESTION_WIDTH = 420
_PICTURE_WIDEST = 720  # as wide as the samples are


class Tour(TwoColumns):
    """Six stations. `finished` is emitted when somebody goes on after the last one."""

    finished = Signal()

    def __init__(self, parent: QWidget, loader: SamplesLoader, translator: Translator) -> None:
        super().__init__(parent, _QUESTION_WIDTH)
        self._loader = loader
        self._translator = translator
        self._number = 0
        self._answers: dict[str, int] = {}  # by station: the choice that was answered
        self._left, self._right = QWidget(self), QWidget(self)
        self.question = QuestionSheet(self._left)
        self._waiting = QWidget(self)
        self.picture = Picture(self._waiting, _PICTURE_WIDEST)
        self._hint = PlainLabel(self._waiting, "muted")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.hairline = QProgressBar(self._waiting)
        self.hairline.setObjectName("hairline")
        self.hairline.setTextVisible(False)
        self.hairline.setFixedHeight(tokens.HAIRLINE)
        self.hairline.hide()
        self.panel = ProvenancePanel(self)
        self.answer = QStackedWidget(self._right)
        self._lay_out()
        self.question.choices.chosen.connect(self._on_chosen)
        self.question.show_answer.clicked.connect(self._on_answer_wanted)
        self.question.back.clicked.connect(self._on_back)
        self.question.further.clicked.connect(self._on_further)
        self.question.stations.idClicked.connect(self.go_to)
        loader.changed.connect(self._on_changed)
        loader.made.connect(self._on_made)
        self.go_to(0)

    @property
    def station(self) -> Station:
        """The station that is shown."""
        return STATIONS[self._number]

    @property
    def is_answered(self) -> bool:
        """Whether the answer for this station is open."""
        return self.station.key in self._answers

    def retranslate(self, translator: Translator) -> None:
        """Show everything in another language."""
        self._translator = translator
        self._show_texts()

    @Slot(int)
    def go_to(self, number: int) -> None:
        """Show a station from its beginning, or as it was left."""
        self._number = number
        if self._loader.is_ready:
            self._loader.request_item(self.station.file)
        self.question.choices.choose(self._answers.get(self.station.key, -1))
        self._show_texts()
        self.question.verticalScrollBar().setValue(0)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._waiting)
        column.setContentsMargins(tokens.FAR, tokens.FAR, tokens.FAR, tokens.FAR)
        column.setSpacing(tokens.WIDE)
        across = QHBoxLayout()
        across.addStretch()
        across.addWidget(self.picture, 1000)
        across.addStretch()
        column.addLayout(across)
        column.addWidget(self._hint)
        column.addWidget(self.hairline)
        column.addStretch()
        self._waiting_area = PageScroll(self, self._waiting)
        self.answer.addWidget(self._waiting_area)
        self.answer.addWidget(self.panel)
        way = FlowLayout(None, tokens.NEAR, (self.question.back, self.question.further))
        way.setContentsMargins(tokens.WIDE, tokens.NEAR, tokens.GAP, tokens.NEAR)
        reply = QVBoxLayout()
        reply.setContentsMargins(tokens.GAP, tokens.GAP, tokens.GAP, 0)
        reply.addWidget(self.question.reply)
        for side, widget in ((self._left, self.question), (self._right, self.answer)):
            rows = QVBoxLayout(side)
            rows.setContentsMargins(0, 0, 0, 0)
            rows.setSpacing(0)
            if side is self._right:
                rows.addLayout(reply)
            rows.addWidget(widget, 1)
            if side is self._left:
                rows.addLayout(way)
            self.addWidget(side)

    def _show_texts(self) -> None:
        self.question.show_station(self._number, self._answers.get(self.station.key), self._translator)
        self._show_file()

    def _show_file(self) -> None:
        translator = self._translator
        if not self._loader.is_ready:
            return
        entry = self._loader.request_item(self.station.file)
        if self.is_answered and entry.is_finished:
            self.panel.show_entry(entry, self._translator)
            self.answer.setCurrentWidget(self.panel)
            return
        self.picture.show_report(entry.report, describe_station(translator, self.station.key).title)
        self._waiting_area.setAccessibleName(describe_station(translator, self.station.key).title)
        self._show_hint(entry)
        self.answer.setCurrentWidget(self._waiting_area)

    def _show_hint(self, entry: FileItem) -> None:
        """Say what is waited for: a choice, or the checks and how far they are; never what they say before the end."""
        translator = self._translator
        running = self.is_answered and entry.state is State.LOOKING
        if running:
            self._hint.show_text(checking.say_progress(translator, entry.report))
        else:
            button = translator.text("pages.learn.show_answer")
            asked = translator.text("pages.learn.not_yet", button=button)
            self._hint.show_text(translator.text("pages.learn.reading") if self.is_answered else asked)
        done, count = count_progress(entry.report.readings)
        self.hairline.setMaximum(max(count, 1))
        self.hairline.setValue(done)
        self.hairline.setVisible(running)
        self.hairline.setAccessibleName(self._hint.text())

    @Slot(bool)
    def _on_made(self, ready: bool) -> None:
        if ready:
            for station in STATIONS:  # all of them, so that nobody waits for the answers
                self._loader.request_item(station.file)
            self._show_file()

    @Slot(object)
    def _on_changed(self, entry: FileItem) -> None:
        if entry is self._loader.request_item(self.station.file):
            widget = self.answer.currentWidget()
            self._show_file()
            if widget is self._waiting_area and self.answer.currentWidget() is self.panel:
                announce(self.panel, answer(self._translator, entry.report).spoken)

    @Slot(int)
    def _on_chosen(self, number: int) -> None:
        if self.is_answered:
            self._answers[self.station.key] = number
        self._show_texts()

    @Slot()
    def _on_answer_wanted(self) -> None:
        self._answers[self.station.key] = self.question.choices.number
        self._show_texts()
        self.question.further.setFocus(Qt.FocusReason.OtherFocusReason)
        spoken = [self.question.reply.announcement]
        if self.answer.currentWidget() is self.panel:
            spoken.append(answer(self._translator, self._loader.request_item(self.station.file).report).spoken)
        announce(self.question, "\n".join(spoken))

    @Slot()
    def _on_back(self) -> None:
        self._move(-1)

    @Slot()
    def _on_further(self) -> None:
        if self._number + 1 == len(STATIONS):
            self.finished.emit()
        else:
            self._move(1)

    def _move(self, by: int) -> None:
        self.go_to(self._number + by)
        buttons = self.question.choices.buttons
        buttons[max(0, self.question.choices.number)].setFocus(Qt.FocusReason.OtherFocusReason)
