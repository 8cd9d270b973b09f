"""The left side of a station: scene, question and choices. The reply and the way on are laid out by the tour."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.teaching.shared import Choices
from gui.widgets import tokens
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.page_scroll import PageScroll
from gui.widgets.plain_label import PlainLabel
from verify.features.teaching.stations import CHOICES, STATIONS, describe_station
from verify.report.words.catalogue import Translator

_LEAST_WIDTH = 280  # device-independent pixels


class Reply(QFrame):
    """The reply to a choice: whether it holds, in word and shape, and why. A screen reader also hears the key point."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._holds = PlainLabel(self, "strong")
        self._why = PlainLabel(self, "body")
        self.announcement = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.GAP, tokens.GAP, tokens.GAP, tokens.GAP)
        column.setSpacing(tokens.NEAR)
        for label in (self._holds, self._why):
            column.addWidget(label)

    def show_reply(self, holds: str, why: str, heading: str, lesson: str) -> None:
        """Show the reply, for the eye and for a screen reader."""
        self.announcement = "\n".join((holds, why, f"{heading}: {lesson}"))
        self._holds.show_text(holds)
        self._why.show_text(why)
        self.setAccessibleName(holds)
        self.setAccessibleDescription(self.announcement)


class QuestionSheet(PageScroll):
    """One station: scene, question and choices. `reply`, `back` and `further` stand outside of it, always in view."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        page = self.page
        self.stations = QButtonGroup(self)
        stations = self._row_of_stations(page)  # made first: the tab key goes in the order of making
        self._count = PlainLabel(page, "muted")
        self._title = PlainLabel(page, "title")
        self._scene = PlainLabel(page, "body")
        self._caption = PlainLabel(page, "muted")
        self._question = PlainLabel(page, "strong")
        self.choices = Choices(page, CHOICES)
        self.show_answer = _button(page)
        self.back, self.further = _button(parent), _button(parent)
        self.reply = Reply(parent)
        self._lesson_heading, self._lesson = PlainLabel(page, "muted"), PlainLabel(page, "body")
        self._not_counted = PlainLabel(page, "muted")
        self._anchor_note = PlainLabel(page, "muted")
        column = QVBoxLayout(page)
        column.setContentsMargins(tokens.WIDE, tokens.GAP, tokens.GAP, tokens.WIDE)
        column.setSpacing(tokens.GAP)
        column.addLayout(stations)
        for widget in (self._count, self._title, self._scene, self._caption, self._question, self.choices):
            column.addWidget(widget)
        column.addWidget(self.show_answer, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._lesson_heading)
        column.addWidget(self._lesson)
        column.addWidget(self._not_counted)
        column.addWidget(self._anchor_note)
        column.addStretch()
        self.setWidget(page)

    def minimumSizeHint(self) -> QSize:
        """Qt: never narrower than what stands in it, whatever the size of the text."""
        page, bar = self.widget(), self.verticalScrollBar()
        needed = page.minimumSizeHint().width() + bar.sizeHint().width() if page else 0
        return QSize(max(_LEAST_WIDTH, needed), super().minimumSizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: what changed inside may need another width."""
        if watched is self.widget() and event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def show_station(self, number: int, answered: int | None, translator: Translator) -> None:
        """Show a station; `answered` is the number of the choice whose reply is open."""
        station = STATIONS[number]
        words = describe_station(translator, station.key)
        count = translator.text("pages.learn.station", n=str(number + 1), total=str(len(STATIONS)))
        self.setAccessibleName(count)
        self._count.show_text(count)
        self._title.show_text(words.title)
        self._scene.show_text(words.scene)
        self._caption.show_text(translator.text("pages.learn.question"))
        self._question.show_text(words.question)
        self.choices.show_texts(tuple(choice for choice, _reply in words.choices), words.question)
        self.show_answer.setText(translator.text("pages.learn.show_answer"))
        self.show_answer.setVisible(answered is None)
        self.show_answer.setEnabled(self.choices.number >= 0)
        self.reply.setVisible(answered is not None)
        if answered is not None:
            holds = translator.text("pages.learn.holds" if answered == station.right else "pages.learn.holds_not")
            heading = translator.text("pages.learn.lesson")
            self.reply.show_reply(holds, words.choices[answered][1], heading, words.lesson)
            self._lesson_heading.show_text(heading)
            self._lesson.show_text(words.lesson)
        for label in (self._lesson_heading, self._lesson):
            label.setVisible(answered is not None)
        self.back.setText(translator.text("pages.learn.previous_station"))
        self.back.setEnabled(number > 0)
        last = number + 1 == len(STATIONS)
        self.further.setText(translator.text("pages.learn.to_the_lab" if last else "pages.learn.next_station"))
        self._not_counted.show_text(translator.text("pages.learn.not_counted"))
        self._anchor_note.show_text(translator.text("pages.learn.anchor_note"))
        for at, button in enumerate(self.stations.buttons()):
            button.setChecked(at == number)
            name = translator.text("pages.learn.station", n=str(at + 1), total=str(len(STATIONS)))
            title = describe_station(translator, STATIONS[at].key).title
            button.setAccessibleName(name)
            button.setAccessibleDescription(title)
            button.setToolTip(title)

    def _row_of_stations(self, page: QWidget) -> FlowLayout:
        for number in range(len(STATIONS)):
            button: QAbstractButton = QToolButton(page)
            button.setProperty("kind", "button")
            button.setText(str(number + 1))
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.stations.addButton(button, number)
        return FlowLayout(None, tokens.TIGHT, self.stations.buttons())


def _button(parent: QWidget) -> QPushButton:
    button = QPushButton(parent)
    button.setAutoDefault(True)  # also by the enter key
    return button
