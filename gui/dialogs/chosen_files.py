"""The files that a pack or a case is made of, and what the two dialogs share that do something with them.

Some have their answer, and some are still being checked.

Nothing is left out in silence: whoever asks waits for the rest, or leaves it out with a word about it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLayout, QLineEdit, QPushButton, QRadioButton, QVBoxLayout, QWidget

from gui.background.command_process import CommandProcess
from gui.dialogs.name_dialog import add_field, make_room
from gui.file_item import FileItem
from gui.widgets import tokens
from gui.widgets.keyboard import follow_layout
from gui.widgets.plain_label import PlainLabel, announce
from verify.model import LeftOut, LeftReason, PackItem, limits
from verify.report.words.catalogue import Translator
from verify.store.timestamps import read_modification_time

_WIDTH: Final = 560


class ChosenFiles(QObject):
    """What was chosen, `entries` of the list or `items` that are there, and what is `left` out already.

    `changed` says that a file has its answer now, or waits for it again.
    """

    changed = Signal()

    def __init__(
        self,
        parent: QObject,
        entries: Sequence[FileItem] = (),
        file_changed: SignalInstance | None = None,
        items: Sequence[PackItem] = (),
        left: Sequence[LeftOut] = (),
    ) -> None:
        super().__init__(parent)
        self._entries = tuple(entries)
        self._items = tuple(items)
        self.left_already = tuple(left)
        if file_changed is not None:
            file_changed.connect(self._on_file_changed)

    @property
    def ready(self) -> int:
        """How many have their answer; one whose check failed has it, too: that it was not checked."""
        return len(self._items) + sum(entry.is_finished for entry in self._entries)

    @property
    def pending(self) -> int:
        """How many are still to be checked."""
        return sum(not entry.is_finished for entry in self._entries)

    def items(self) -> tuple[PackItem, ...]:
        """Return those that have their answer now."""
        answered = (entry for entry in self._entries if entry.is_finished)
        return (*self._items, *(PackItem(entry.report, read_modification_time(Path(entry.path))) for entry in answered))

    def left(self) -> tuple[LeftOut, ...]:
        """Return those that are left out if nobody waits any longer, with the reason."""
        waiting = (entry for entry in self._entries if not entry.is_finished)
        return (*self.left_already, *(LeftOut(entry.path, entry.name, LeftReason.PENDING) for entry in waiting))

    @Slot(object)
    def _on_file_changed(self, entry: FileItem) -> None:
        if entry in self._entries:
            self.changed.emit()


class ChosenCount(QWidget):
    """How many of the chosen files there are, and whether the rest is waited for. `settled` says whether to go on."""

    settled = Signal(bool)

    def __init__(self, parent: QWidget, files: ChosenFiles, translator: Translator) -> None:
        super().__init__(parent)
        self._files = files
        self._translator = translator
        self._count = PlainLabel(self, "strong")
        self._already = PlainLabel(self, "body")
        self.wait, self.leave_out = (
            QRadioButton(translator.text(f"pages.desk.{key}"), self) for key in ("wait_for_rest", "leave_rest_out")
        )
        self.wait.setChecked(True)
        self.leave_out.toggled.connect(self._on_changed)
        files.changed.connect(self._on_changed)
        column, choice = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.TIGHT)
        choice.setSpacing(tokens.GAP)
        choice.addWidget(self.wait)
        choice.addWidget(self.leave_out)
        choice.addStretch()
        column.addWidget(self._count)
        column.addWidget(self._already)
        column.addLayout(choice)
        already = files.left_already
        if not all(omission.number for omission in already):
            self._already.show_text(translator.text("pages.desk.left_already_unknown"))
        else:
            self._already.show_text(
                translator.count("pages.desk.left_already", sum(omission.number for omission in already))
            )
        self._already.setVisible(bool(already))
        self._pending = -1
        self._held = False
        self._on_changed()

    def hold(self, *, held: bool) -> None:
        """Keep telling of the files as they were when the work began; or tell again how they are now."""
        self._held = held
        self.setEnabled(not held)
        self._on_changed()

    @property
    def may_go_on(self) -> bool:
        """Whether something is there, and nothing that is waited for is missing."""
        return not self._held and self._files.ready > 0 and (not self._files.pending or self.leave_out.isChecked())

    @Slot()
    def _on_changed(self) -> None:
        if self._held:
            return
        ready, pending = self._files.ready, self._files.pending
        if pending:
            facts = {"ready": str(ready), "all": str(ready + pending)}
            self._count.show_text(self._translator.count("pages.desk.of_files", pending, **facts))
        else:
            self._count.show_text(self._translator.count("pages.desk.number_of_files", ready))
        if self._pending > 0 and not pending:
            announce(self, self._count.text())
        self._pending = pending
        for button in (self.wait, self.leave_out):
            button.setVisible(pending > 0)
        self.settled.emit(self.may_go_on)


class ChosenFilesDialog(QDialog):
    """Does one thing with the chosen files, and stays until it was read what came of it.

    What takes long is done by a command beside the window; a dialog that goes ends it. `kind` begins the keys of the
    title and the explanation, `action` is the key of the button `go_on`.
    """

    def __init__(self, parent: QWidget, files: ChosenFiles, language: str, kind: str, action: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        files.setParent(self)
        self._files = files
        self._language = language
        self._kind = kind
        self._command: CommandProcess | None = None
        self._fields: tuple[QWidget, ...] = ()
        self._below = QVBoxLayout()
        translator = self._translator = Translator(language)
        self.setWindowTitle(translator.text(f"pages.desk.{kind}_title"))
        self.count = ChosenCount(self, files, translator)
        self.count.settled.connect(self._on_settled)
        self.by = QLineEdit(self)
        self.by.setMaxLength(limits.NAME_CHARACTERS)
        self.state = PlainLabel(self, "notice")
        self.state.hide()
        self.go_on = QPushButton(translator.text(f"pages.desk.{action}"), self)
        self.go_on.setDefault(True)
        self.leave = QPushButton(translator.text("window.cancel"), self)
        self.leave.setAutoDefault(False)
        self.leave.clicked.connect(self.reject)

    def done(self, result: int) -> None:
        """Qt: the dialog goes, and with it what is not finished."""
        if self._command is not None:
            self._command.stop()
        super().done(result)

    def _lay_out(self, fields: Sequence[tuple[str, QWidget]], *others: QWidget) -> None:
        """Lay everything out; `fields` are (key of the caption, field), `others` stand below them."""
        column = QVBoxLayout(self)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # it grows only when it is asked to
        column.setContentsMargins(tokens.WIDE, tokens.WIDE, tokens.WIDE, tokens.WIDE)
        column.setSpacing(tokens.NEAR)
        for part, style in (("title", "title"), ("explained", "body")):
            column.addWidget(PlainLabel(self, style, self._translator.text(f"pages.desk.{self._kind}_{part}")))
        column.addWidget(self.count)
        for key, field in fields:
            caption = add_field(column, self, self._translator.text(f"pages.desk.{key}"), field)
            self._fields += (caption, field)
        for widget in (*others, self.state):
            column.addWidget(widget)
        self._below.setSpacing(tokens.NEAR)
        column.addLayout(self._below)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self.leave)
        buttons.addWidget(self.go_on)
        column.addLayout(buttons)
        follow_layout(self)
        self.resize(_WIDTH, 0)
        make_room(self)
        self.go_on.setEnabled(self.count.may_go_on)

    def _add_below(self, *widgets: QWidget) -> None:
        """Put what came of it below the sentence on that."""
        for widget in widgets:
            alignment = Qt.AlignmentFlag.AlignLeft if isinstance(widget, QPushButton) else Qt.AlignmentFlag(0)
            self._below.addWidget(widget, 0, alignment)

    def _hide_fields(self, *others: QWidget) -> None:
        """Hide what was asked: it is done, and what came of it needs the room."""
        for widget in (*self._fields, *others):
            widget.hide()
        self.resize(self.width(), 0)
        make_room(self)

    def _show_state(self, text: str) -> None:
        self.state.show_text(text)
        self.state.show()
        make_room(self)

    def _offer_to_close(self) -> None:
        """Leave nothing to do but to read and to close."""
        self.leave.setText(self._translator.text("pages.desk.close"))
        self.leave.setDefault(True)
        self.leave.setFocus()

    @Slot(bool)
    def _on_settled(self, may_go_on: bool) -> None:
        self.go_on.setEnabled(may_go_on)
        make_room(self)
