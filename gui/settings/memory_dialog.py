"""The dialog of the memory: what it keeps and where, its switch, and how to have it forget."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.dialogs.name_dialog import NameDialog, make_room
from gui.widgets import tokens
from gui.widgets.plain_label import PlainLabel
from verify.features.memory.hook import describe_problem
from verify.features.memory.schema import RememberedFile
from verify.features.memory.stores import opening
from verify.features.memory.stores.protocol import MemoryStore
from verify.features.memory.stores.server_errors import ServerError
from verify.report.report_facts import format_time
from verify.report.words.cards import finding_cards
from verify.report.words.catalogue import Translator
from verify.report.words.untrusted import plain
from verify.store import memory_switch
from verify.store.database_errors import DatabaseError, DatabaseProblem, find_problem
from verify.store.folders import data_folder

if TYPE_CHECKING:
    from gui.context import Context

_SIZE: Final = (640, 560)
_WAIT_SECONDS: Final = 0.5  # that another program may hold the memory while the window waits
_MOST: Final = 500  # remembered files in the list
_DIGEST: Final = Qt.ItemDataRole.UserRole


def open_memory(context: Context) -> None:
    """Show the dialog; files that are checked afterwards follow the switch."""
    MemoryDialog(context.widget, context.settings.language, context.configure).open()


class MemoryDialog(QDialog):
    """`switched` is called when the memory was turned on or off."""

    def __init__(self, parent: QWidget, language: str, switched: Callable[[], None]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._translator = Translator(language)
        self._switched = switched
        self._folder = data_folder()
        say = self._translator.text
        self.on = QCheckBox(say("terms.memory.switch"), self)
        self.on.setChecked(memory_switch.is_on(self._folder))
        self.on.toggled.connect(self._on_toggled)
        self.explanation = PlainLabel(self, "muted", say("terms.memory.explained", folder=str(self._folder)))
        self.count = PlainLabel(self, "strong")
        self.list = QListWidget(self)
        self.list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.list.setAccessibleName(say("terms.memory.list"))
        self.list.itemSelectionChanged.connect(self._on_selection)
        self.state = PlainLabel(self, "notice")
        self.state.hide()
        self.forget = QPushButton(say("terms.memory.forget_chosen"), self)
        self.forget_all = QPushButton(say("terms.memory.forget_all"), self)
        for button in (self.forget, self.forget_all):
            button.setProperty("kind", "danger")
        self.leave = QPushButton(say("terms.memory.close"), self)
        self.leave.setDefault(True)
        self.forget.clicked.connect(self._on_forget)
        self.forget_all.clicked.connect(self._on_forget_all)
        self.leave.clicked.connect(self.accept)
        self.setWindowTitle(say("terms.memory.dialog"))
        self._lay_out()
        self.resize(*_SIZE)
        make_room(self)
        self.refresh()
        self.on.setFocus()

    def _lay_out(self) -> None:
        say = self._translator.text
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.WIDE, tokens.WIDE, tokens.WIDE, tokens.WIDE)
        column.setSpacing(tokens.NEAR)
        column.addWidget(PlainLabel(self, "title", say("terms.memory.dialog")))
        column.addWidget(PlainLabel(self, "body", say("terms.memory.purpose")))
        column.addWidget(self.on)
        column.addWidget(self.explanation)
        column.addWidget(self.count)
        column.addWidget(self.list, 1)
        column.addWidget(self.state)
        column.addStretch()  # where no list is shown
        buttons = QHBoxLayout()
        buttons.addWidget(self.forget)
        buttons.addWidget(self.forget_all)
        buttons.addStretch()
        buttons.addWidget(self.leave)
        column.addLayout(buttons)

    def refresh(self) -> None:
        """Show what the memory holds now; of a shared one where it is, since the window waits for no server."""
        self.list.clear()
        if self._show_shared():
            return
        count = 0
        if opening.is_begun(self._folder):
            newest = self._ask_store(lambda memory: (memory.count(), memory.list_newest(_MOST)))
            count, files = newest or (0, [])
            for file in files:
                item = QListWidgetItem(self._line(file))
                item.setData(_DIGEST, file.sha256)
                self.list.addItem(item)
        self.count.show_text(self._translator.count("terms.memory.remembered", count))
        self.list.setVisible(bool(self.list.count()))
        self.forget_all.setEnabled(opening.is_begun(self._folder))
        self._on_selection()

    def _show_shared(self) -> bool:
        """Say where a shared memory is, or that its address cannot be read; return whether one is in use."""
        say = self._translator.text
        try:
            address = opening.find_address(self._folder)
        except ServerError as error:
            self._show_error(error)
            self.explanation.hide()
        else:
            if address is None:
                return False
            explained = say("terms.memory.shared.explained", place=address.place)
            self.explanation.show_text(self._translator.join(explained, say("terms.memory.shared.manage")))
        for widget in (self.count, self.list, self.forget, self.forget_all):
            widget.hide()
        self.resize(self.width(), self.sizeHint().height())
        return True

    def _line(self, file: RememberedFile) -> str:
        answer = finding_cards.describe_past_answer(self._translator, file.conclusion, file.standing, file.signer)
        return f"{plain(format_time(file.checked_at))}  {plain(file.name)}\n{answer}"

    def _ask_store(
        self, work: Callable[[MemoryStore], tuple[int, list[RememberedFile]]]
    ) -> tuple[int, list[RememberedFile]] | None:
        """Return what `work` gives; None where the store fails, which is then said."""
        try:
            with opening.open_store(self._folder, wait=_WAIT_SECONDS) as memory:
                if memory.set_aside:
                    self._show_error(DatabaseError(DatabaseProblem.BROKEN, self._folder, memory.set_aside))
                return work(memory)
        except DatabaseError as error:
            self._show_error(error)
            return None

    def _show_error(self, error: DatabaseError) -> None:
        remark, place = describe_problem(self._translator, error)
        self.state.show_text(f"{remark}: {plain(place)}")
        self.state.show()

    @Slot(bool)
    def _on_toggled(self, on: bool) -> None:
        try:
            memory_switch.turn(self._folder, on=on)
        except OSError as error:
            self._show_error(DatabaseError(find_problem(error, self._folder), self._folder))
        self._switched()

    @Slot()
    def _on_selection(self) -> None:
        self.forget.setEnabled(bool(self.list.selectedItems()))

    @Slot()
    def _on_forget(self) -> None:
        digests = [str(item.data(_DIGEST)) for item in self.list.selectedItems()]
        result = self._ask_store(lambda memory: (sum(memory.forget(digest) for digest in digests), []))
        self.refresh()
        if result is not None:
            self.state.show_text(self._translator.count("terms.memory.forgotten", result[0]))
            self.state.show()

    @Slot()
    def _on_forget_all(self) -> None:
        say = self._translator.text
        asking = NameDialog(
            self, say("terms.memory.sure"), say("terms.memory.forget_all_now"), say("terms.memory.keep"), named=False
        )
        asking.agreed.connect(self._on_sure)
        asking.open()

    @Slot(str)
    def _on_sure(self, _name: str) -> None:
        self.forget_everything()

    def forget_everything(self) -> None:
        """Forget all of it, archives among it."""
        try:
            opening.forget_everything(self._folder)
        except DatabaseError as error:
            self._show_error(error)
        else:
            self.state.show_text(self._translator.text("terms.memory.forgotten_all"))
            self.state.show()
        self.refresh()
