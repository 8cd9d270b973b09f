"""One case: its files with their answers, notes, tags and custody, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from gui.cases.table import CaseTable
from gui.widgets import tokens
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.plain_label import PlainLabel
from gui.widgets.widget_pool import TextList
from verify.features.cases.model import Case
from verify.features.packs.cover import split_paragraphs
from verify.model import PackItem, limits
from verify.report.words import badges
from verify.report.words.catalogue import Translator
from verify.report.words.commands import describe_act
from verify.report.words.dates import say_local_time
from verify.report.words.untrusted import plain
from verify.report.words.verdict.answer import answer

_NOTE_HEIGHT: Final = 76
_SHORT_NAME: Final = 24  # characters; a longer one is a smaller headline
_HEADINGS: Final = ("files", "notes", "custody")
_ACTIONS: Final = ("export", "check", "copies", "delete")


class CaseDetails(QWidget):
    """`note_wanted` and `tag_wanted` carry what is to be added, `wanted` the key of what is to be done."""

    note_wanted = Signal(str)
    tag_wanted = Signal(str)
    wanted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.name = PlainLabel(self, "headline")
        self._begun = PlainLabel(self, "muted")
        self._tags = PlainLabel(self, "body")
        self._headings = {key: PlainLabel(self, "title") for key in _HEADINGS}
        self.files = CaseTable(self, 4, broad=1, names=0)
        self.custody = CaseTable(self, 4, broad=3)
        self.notes = TextList(self)
        self.new_note = QPlainTextEdit(self)
        self.new_note.setTabChangesFocus(True)
        self.new_note.setFixedHeight(_NOTE_HEIGHT)
        self.new_tag = QLineEdit(self)
        self.new_tag.setMaxLength(limits.NAME_CHARACTERS)
        self.add_note = QPushButton(self)
        self.add_tag = QPushButton(self)
        self.action_buttons = {key: QPushButton(self) for key in _ACTIONS}
        for key, button in self.action_buttons.items():
            button.clicked.connect(self._make_emitter(key))
        self.action_buttons["delete"].setProperty("kind", "danger")
        self.add_note.clicked.connect(self._on_note)
        self.add_tag.clicked.connect(self._on_tag)
        self.new_tag.returnPressed.connect(self._on_tag)
        self._lay_out()

    def show_case(self, case: Case, items: Sequence[PackItem], translator: Translator) -> None:
        """Show all of a case; `items` belong to its files."""
        name = plain(case.name)
        self.name.set_kind("headline" if len(name) <= _SHORT_NAME else "smallHeadline")
        self.name.show_text(name)
        count = translator.count("pages.desk.number_of_files", len(case.files))
        self._begun.show_text(
            " · ".join((translator.text("pages.desk.begun", date=say_local_time(translator, case.begun)), count))
        )
        tags = translator.enumerate(*case.tags)
        self._tags.show_text(translator.text("pages.desk.tags", tags=tags) if tags else "")
        self._tags.setVisible(bool(case.tags))
        self._set_texts(translator)
        self._show_files(case, items, translator)
        self.notes.show_lines(
            tuple(
                f"{say_local_time(translator, plain(note.at))} · {plain(note.by)}\n"
                + "\n".join(split_paragraphs(note.text))
                for note in case.notes
            )
        )
        self.notes.setVisible(bool(case.notes))
        rows = [
            (
                str(entry.number),
                say_local_time(translator, plain(entry.at)),
                plain(entry.by),
                describe_act(translator, entry.act, dict(entry.facts)),
            )
            for entry in case.custody
        ]
        self.custody.show_rows(
            [translator.text(f"pages.desk.column_{key}") for key in ("number", "time", "by", "what")], rows
        )

    def set_busy(self, *, busy: bool) -> None:
        """Let nothing further be done meanwhile."""
        for button in (*self.action_buttons.values(), self.add_note, self.add_tag):
            button.setEnabled(not busy)

    def _show_files(self, case: Case, items: Sequence[PackItem], translator: Translator) -> None:
        rows, copied = [], translator.text("pages.desk.copied")
        for at, file in enumerate(case.files):
            report = items[at].report if at < len(items) else None
            badge = badges.verdict_badge(translator, report) if report else None
            said = f"{badge.shape} {badge.word} · {answer(translator, report).line}" if badge and report else ""
            rows.append((plain(file.name), said, file.sha256[:16], copied if file.copied else ""))
        self.files.show_rows(
            [translator.text(f"pages.desk.column_{key}") for key in ("file", "answer", "sum", "copy")], rows
        )
        self.files.setVisible(bool(rows))

    def _set_texts(self, translator: Translator) -> None:
        for key, heading in self._headings.items():
            heading.show_text(translator.text(f"pages.desk.{key}"))
        for table, key in ((self.files, "files"), (self.custody, "custody")):
            table.setAccessibleName(translator.text(f"pages.desk.{key}"))
        self.new_note.setAccessibleName(translator.text("pages.desk.new_note"))
        self.new_note.setPlaceholderText(translator.text("pages.desk.new_note"))
        self.new_tag.setAccessibleName(translator.text("pages.desk.new_tag"))
        self.new_tag.setPlaceholderText(translator.text("pages.desk.new_tag"))
        self.add_note.setText(translator.text("pages.desk.add_note"))
        self.add_tag.setText(translator.text("pages.desk.add_tag"))
        for key, button in self.action_buttons.items():
            button.setText(translator.text(f"pages.desk.{key}"))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.NEAR)
        for label in (self.name, self._begun, self._tags):
            column.addWidget(label)
        column.addLayout(FlowLayout(None, tokens.NEAR, (self.action_buttons[key] for key in _ACTIONS)))
        column.addWidget(self._headings["files"])
        column.addWidget(self.files)
        column.addWidget(self._headings["notes"])
        column.addWidget(self.notes)
        column.addWidget(self.new_note)
        column.addLayout(FlowLayout(None, tokens.NEAR, (self.add_note, self.new_tag, self.add_tag)))
        column.addWidget(self._headings["custody"])
        column.addWidget(self.custody)
        column.addStretch()

    def _make_emitter(self, key: str) -> Callable[[], None]:
        def ask() -> None:
            self.wanted.emit(key)

        return ask

    @Slot()
    def _on_note(self) -> None:
        self.note_wanted.emit(self.new_note.toPlainText())

    @Slot()
    def _on_tag(self) -> None:
        self.tag_wanted.emit(self.new_tag.text())
