"""The page of cases: all of them on the left, the chosen one on the right. It opens no file of the user's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.background.command_process import CommandProcess
from gui.cases.cases_access import CasesAccess, describe_faults, login_name
from gui.cases.details import CaseDetails
from gui.dialogs.name_dialog import NameDialog
from gui.packs.dialog import CasePackDialog
from gui.widgets import tokens
from gui.widgets.invitation import Invitation
from gui.widgets.list_and_details import ListAndDetails
from gui.widgets.page_scroll import PageScroll
from gui.widgets.plain_label import PlainLabel, announce
from verify.features.cases.store import CaseStore
from verify.model import PackItem, limits
from verify.report.words.catalogue import Translator
from verify.report.words.untrusted import plain

if TYPE_CHECKING:
    from gui.context import Context

_NAME: Final = Qt.ItemDataRole.UserRole


class CasesPage(ListAndDetails):
    """Everything about cases but the adding of results, which begins at the list of files.

    `command_ended` says that a command beside the window has ended.
    """

    command_ended = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context.widget)
        self._translator = context.translator
        self._cases = CasesAccess(self, self._translator.language)
        self._command: CommandProcess | None = None
        self._read = ("", 0)  # the case, and how many of its files are in `_items`
        self._items: tuple[PackItem, ...] = ()
        self.list = QListWidget(self)
        self.list.setObjectName("files")
        self.begin = QPushButton(self)
        self.by = QLineEdit(login_name(), self)
        self.by.setMaxLength(limits.NAME_CHARACTERS)
        self._by_caption = PlainLabel(self, "caption")
        self._title = PlainLabel(self, "strong")
        self.empty = Invitation(self)
        self.details = CaseDetails(self)
        self.state = PlainLabel(self, "notice")
        self.state.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.state.hide()
        self._scroll = PageScroll(self, self._build_details_side())
        self.lay_out_sides(self._title, self.list, (self.begin, self._by_caption, self.by), self._scroll)
        self.setFocusProxy(self.list)
        self._connect()
        self.retranslate(self._translator)

    @property
    def chosen_case(self) -> str:
        """The name of the case that is shown, or nothing."""
        item = self.list.currentItem()
        return str(item.data(_NAME)) if item else ""

    def retranslate(self, translator: Translator) -> None:
        """Show everything in another language."""
        self._translator = translator
        self._cases.set_language(translator.language)
        self._title.show_text(translator.text("pages.desk.cases"))
        self.list.setAccessibleName(translator.text("pages.desk.cases"))
        self.begin.setText(translator.text("pages.desk.new_case"))
        self._by_caption.show_text(translator.text("pages.desk.your_name"))
        self._by_caption.setBuddy(self.by)
        self.by.setAccessibleName(translator.text("pages.desk.your_name"))
        self.empty.show_texts(
            *(translator.text(f"pages.desk.{key}") for key in ("no_case", "no_case_explained", "new_case"))
        )
        self._show_chosen()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: what was added elsewhere meanwhile is shown, too."""
        super().showEvent(event)
        self._read = ("", 0)
        self.refresh()

    def refresh(self, choose: str = "") -> None:
        """Read the list anew and show the case `choose`, or the one that was shown."""
        wanted = choose or self.chosen_case
        lines = self._cases.do(lambda cases: cases.list_cases()) if self._cases.is_there() else ()
        self.list.blockSignals(True)
        self.list.clear()
        for line in lines or ():
            item = QListWidgetItem(plain(line.name))
            item.setData(_NAME, line.name)
            self.list.addItem(item)
            if line.name == wanted:
                self.list.setCurrentItem(item)
        if self.list.currentItem() is None and self.list.count():
            self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        self._show_chosen()

    def close_down(self) -> None:
        """End what is being done."""
        if self._command is not None:
            self._command.stop()
        self._cases.close()

    @Slot(str)
    def begin_case(self, name: str) -> None:
        """Begin a case and show it."""
        begun = self._cases.do(lambda cases: cases.begin(name, self.by.text()))
        if begun:
            self.refresh(begun)

    def offer_pack(self) -> None:
        """Ask what is to stand in a pack of the case that is shown."""
        dialog = CasePackDialog(self, self.chosen_case, self._items, self.by.text(), self._translator.language)
        dialog.made.connect(self._on_pack_made)
        dialog.open()

    def delete(self) -> None:
        """Delete the case that is shown, without asking."""
        name = self.chosen_case
        left = self._cases.do(lambda cases: cases.delete(name))
        if left is None:
            return
        self._read = ("", 0)
        translator = self._translator
        files = translator.separate(*map(str, left))
        self.refresh()
        self._tell(
            translator.join(
                translator.text("commands.cases.deleted", case=name),
                translator.text("commands.cases.left_over", files=files) if left else "",
            )
        )

    def _build_details_side(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(tokens.WIDE, tokens.WIDE, tokens.WIDE, tokens.WIDE)
        column.setSpacing(tokens.WIDE)
        column.addWidget(self.state)
        column.addWidget(self.empty, 1)
        column.addWidget(self.details, 1)
        column.addStretch()
        return page

    def _connect(self) -> None:
        self._cases.told.connect(self._tell)
        self.list.currentItemChanged.connect(self._on_chosen)
        for button in (self.begin, self.empty.button):
            button.clicked.connect(self._on_begin)
        self.details.note_wanted.connect(self._on_note)
        self.details.tag_wanted.connect(self._on_tag)
        self.details.wanted.connect(self._on_wanted)

    def _show_chosen(self) -> None:
        name = self.chosen_case
        case = self._cases.do(lambda cases: cases.load_case(name)) if name else None
        self.details.setVisible(case is not None)
        self.empty.setVisible(case is None)
        self.side.setVisible(self.list.count() > 0)
        if case is not None:
            if self._read != (name, len(case.files)):
                self._items = self._cases.do(lambda cases: cases.load_items(name)) or ()
                self._read = (name, len(case.files))
            self.details.show_case(case, self._items, self._translator)

    def _tell(self, text: str) -> None:
        """Say what came of something, above the case; nothing takes it away."""
        self.state.show_text(text)
        self.state.setVisible(bool(text))
        if text:
            announce(self, text)

    def _run_command(self, action: str, *arguments: str) -> None:
        """Have a command of the command line do what takes long or read originals."""
        by = ("--by", self.by.text()) if self.by.text() else ()
        language = ("--lang", self._translator.language)
        self._command = CommandProcess(self, ("case", action, *arguments, *by, *language, "--", self.chosen_case))
        self._command.ended.connect(self._on_ended)
        self.details.set_busy(busy=True)
        self._tell(self._translator.text("pages.desk.working"))
        self._command.run()

    def _check(self) -> None:
        said = self._cases.do(lambda cases: describe_faults(cases, self.chosen_case, self._translator))
        if said:
            self._tell(said)

    def _ask_to_delete(self) -> None:
        translator = self._translator
        question = translator.text("pages.desk.delete_question", case=self.chosen_case)
        asking = NameDialog(
            self, question, translator.text("pages.desk.delete_now"), translator.text("window.cancel"), named=False
        )
        asking.agreed.connect(self._on_delete)
        asking.open()

    @Slot()
    def _on_chosen(self) -> None:
        self._tell("")
        self._show_chosen()

    @Slot()
    def _on_begin(self) -> None:
        translator = self._translator
        asking = NameDialog(
            self,
            translator.text("pages.desk.new_case_name"),
            translator.text("pages.desk.begin"),
            translator.text("window.cancel"),
            named=True,
        )
        asking.agreed.connect(self.begin_case)
        asking.open()

    @Slot()
    def _on_delete(self) -> None:
        self.delete()

    @Slot(str)
    def _on_note(self, text: str) -> None:
        name, by = self.chosen_case, self.by.text()

        def add(cases: CaseStore) -> bool:
            cases.add_note(name, text, by)
            return True

        if self._cases.do(add):
            self.details.new_note.clear()
            self._show_chosen()

    @Slot(str)
    def _on_tag(self, tag: str) -> None:
        name, by = self.chosen_case, self.by.text()

        def add(cases: CaseStore) -> bool:
            cases.add_tag(name, tag, by)
            return True

        if self._cases.do(add):
            self.details.new_tag.clear()
            self._show_chosen()

    @Slot(str)
    def _on_wanted(self, key: str) -> None:
        match key:
            case "export":
                self.offer_pack()
            case "check":
                self._check()
            case "copies":
                self._run_command("copy")
            case "delete":
                self._ask_to_delete()

    @Slot()
    def _on_pack_made(self) -> None:
        self._show_chosen()  # its custody has a line more

    @Slot(bool, list)
    def _on_ended(self, _done: bool, lines: list[str]) -> None:
        self._command = None
        self.details.set_busy(busy=False)
        self._show_chosen()
        self._tell("\n".join(lines) or self._translator.text("pages.desk.failed"))
        self.command_ended.emit()
