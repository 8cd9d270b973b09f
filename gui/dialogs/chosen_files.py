"""The files that a pack or a case is made of: those that have their answer, and those that are still being checked.

Nothing is left out in silence: whoever asks waits for the rest, or leaves it out with a word about it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from gui.file_item import FileItem
from gui.widgets import tokens
from gui.widgets.plain_label import PlainLabel, announce
from verify.model import LeftOut, LeftReason, PackItem
from verify.report.words.catalogue import Translator
from verify.store.timestamps import modification_time


class ChosenFiles(QObject):
    """What was chosen, `entries` of the list or `items` that are there, and what is `left` out already.

    `changed` says that a file has its answer now, or waits for it again.
    """

    changed = Signal()

    def __init__(
        self,
        parent: QObject,
        entries: Sequence[FileItem] = (),
        told: SignalInstance | None = None,
        items: Sequence[PackItem] = (),
        left: Sequence[LeftOut] = (),
    ) -> None:
        super().__init__(parent)
        self._entries = tuple(entries)
        self._items = tuple(items)
        self.left_already = tuple(left)
        if told is not None:
            told.connect(self._on_told)

    @property
    def ready(self) -> int:
        """How many have their answer; one whose check failed has it, too: that it was not checked."""
        return len(self._items) + sum(entry.finished for entry in self._entries)

    @property
    def pending(self) -> int:
        """How many are still to be checked."""
        return sum(not entry.finished for entry in self._entries)

    def items(self) -> tuple[PackItem, ...]:
        """Return those that have their answer now."""
        answered = (entry for entry in self._entries if entry.finished)
        return (*self._items, *(PackItem(entry.report, modification_time(Path(entry.path))) for entry in answered))

    def left(self) -> tuple[LeftOut, ...]:
        """Return those that are left out if nobody waits any longer, with the reason."""
        waiting = (entry for entry in self._entries if not entry.finished)
        return (*self.left_already, *(LeftOut(entry.path, entry.name, LeftReason.PENDING) for entry in waiting))

    @Slot(object)
    def _on_told(self, entry: FileItem) -> None:
        if entry in self._entries:
            self.changed.emit()


class ChosenCount(QWidget):
    """How many of the chosen files there are, and whether the rest is waited for. `settled` says whether to go on."""

    settled = Signal(bool)

    def __init__(self, parent: QWidget, chosen: ChosenFiles, texts: Translator) -> None:
        super().__init__(parent)
        self._chosen = chosen
        self._texts = texts
        self._count = PlainLabel(self, "strong")
        self._already = PlainLabel(self, "body")
        self.wait, self.leave_out = (
            QRadioButton(texts.text(f"pages.desk.{key}"), self) for key in ("wait_for_rest", "leave_rest_out")
        )
        self.wait.setChecked(True)
        self.leave_out.toggled.connect(self._on_changed)
        chosen.changed.connect(self._on_changed)
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
        already = chosen.left_already
        if not all(item.number for item in already):
            self._already.show_text(texts.text("pages.desk.left_already_unknown"))
        else:
            self._already.show_text(texts.count("pages.desk.left_already", sum(item.number for item in already)))
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
        return not self._held and self._chosen.ready > 0 and (not self._chosen.pending or self.leave_out.isChecked())

    @Slot()
    def _on_changed(self) -> None:
        if self._held:
            return
        ready, pending = self._chosen.ready, self._chosen.pending
        if pending:
            facts = {"ready": str(ready), "all": str(ready + pending)}
            self._count.show_text(self._texts.count("pages.desk.of_files", pending, **facts))
        else:
            self._count.show_text(self._texts.count("pages.desk.number_of_files", ready))
        if self._pending > 0 and not pending:
            announce(self, self._count.text())
        self._pending = pending
        for button in (self.wait, self.leave_out):
            button.setVisible(pending > 0)
        self.settled.emit(self.may_go_on)
