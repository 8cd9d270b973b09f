"""The window: files come in, answers come back, and the chosen file stands in the panel.

It opens no media file, knows no format and no process; it only passes things on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QLayout, QMainWindow

from gui import offers, settings, style
from gui.actions import Actions, delete_key
from gui.announcement import announce
from gui.checks import Checks
from gui.contents import Contents
from gui.entries import Entry
from gui.fetching import host_to_ask
from gui.file_list import FileListModel
from gui.folders import FolderListing
from gui.offers import Offer, Scratch
from gui.opening import Opening
from gui.settings import Appearance, Settings
from gui.workers import Dispatcher
from verify.render.text import text
from verify.render.wording import Wording

_REFRESH_MILLISECONDS = 40  # what arrives within this time is drawn together
_SIZE = (1180, 800)
_LEAST_SIZE = (640, 420)
_COPIED_COLUMNS = 100


class MainWindow(QMainWindow):
    """List on the left, panel on the right; an empty list is one large invitation."""

    def __init__(self, chosen: Settings, dispatcher: Dispatcher) -> None:
        super().__init__()
        self._settings = chosen
        self._wording = Wording(chosen.language)
        self._dispatcher = dispatcher
        self._scratch = Scratch(self)
        self._listing = FolderListing(self)
        self._opening = Opening(self)
        self.commands = Actions(self)
        self.files = FileListModel(self, self._wording)
        self._checks = Checks(self, self.files, dispatcher)
        self._refresh = QTimer(self)
        self._refresh.setSingleShot(True)
        self._refresh.setInterval(_REFRESH_MILLISECONDS)
        self.contents = Contents(self, self.commands, self.files)
        self.setCentralWidget(self.contents)
        self.notice, self.list, self.panel = self.contents.notice, self.contents.list, self.contents.panel
        self._connect()
        self.setWindowTitle("Whence")
        self.setAcceptDrops(True)
        layout = self.layout()
        if layout is not None:
            layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # no content makes the window larger
        self.setMinimumSize(*_LEAST_SIZE)
        self.resize(*_SIZE)
        self._say_everything()

    def check(self, paths: Sequence[str]) -> None:
        """Has files checked, and all files of folders."""
        self._listing.list_files(paths)

    def take_offer(self, offer: Offer) -> None:
        """Checks what was dropped or pasted, or says why not."""
        if offer.refusal is not None:
            self.notice.say(offer.refusal.value, self._wording)
        elif offer.paths:
            self.check(offer.paths)
        else:
            try:
                path = self._scratch.keep(offer, self._wording.label("pasted_picture"))
            except OSError:
                self.notice.say("not_kept", self._wording)
                return
            entries = self._checks.begin([path], pasted=True)
            self._note_count()
            self.list.setCurrentIndex(self.files.index_of(entries[0]))

    # -- Qt's events ---------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Qt: invites what is dragged over the window."""
        if offers.is_worth_a_look(event.mimeData()):
            event.acceptProposedAction()
            self.contents.set_inviting(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Qt: the drag went elsewhere."""
        super().dragLeaveEvent(event)
        self.contents.set_inviting(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Qt: takes what was dropped, or says why not."""
        self.contents.set_inviting(False)
        event.acceptProposedAction()
        self.take_offer(offers.offered(event.mimeData()))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt: ends the dispatcher and removes what was pasted."""
        self._refresh.stop()
        self._listing.stop()
        self._dispatcher.close()
        self._scratch.remove()
        super().closeEvent(event)

    # -- how it is made ------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        for name, slot in (
            ("open_files", self._on_open_files),
            ("open_folder", self._on_open_folder),
            ("paste", self._on_paste),
            ("check_again", self._on_check_again),
            ("remove", self._on_remove),
            ("remove_all", self._on_remove_all),
            ("copy_answer", self._on_copy_answer),
            ("quit", self.close),
        ):
            self.commands[name].triggered.connect(slot)
        self.commands.languages.triggered.connect(self._on_language_chosen)
        self.commands.appearances.triggered.connect(self._on_appearance_chosen)
        delete = delete_key(self.list)
        delete.triggered.connect(self._on_remove)
        self.list.addAction(delete)
        self.list.chosen.connect(self._on_chosen)
        self._opening.chosen.connect(self.check)
        self._listing.found.connect(self._on_found)
        self._listing.finished.connect(self._on_listed)
        self.panel.steps.fetch_wanted.connect(self._on_fetch_wanted)
        self._checks.record_missing.connect(self._on_record_missing)
        self._checks.changed.connect(self._on_changed)
        self._dispatcher.gone.connect(self._on_dispatcher_gone)
        self._refresh.timeout.connect(self._on_time_to_refresh)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_scheme_changed)

    def _say_everything(self) -> None:
        self.commands.set_wording(self._wording, self._settings)
        self.contents.set_wording(self._wording)
        self.files.set_wording(self._wording)
        self._on_time_to_refresh()

    def _note_count(self) -> None:
        any_files = self.files.rowCount() > 0
        self.contents.show_files(any_files=any_files)
        for name in ("check_again", "remove", "remove_all", "copy_answer"):
            self.commands[name].setEnabled(any_files)
        if any_files and not self.list.selected():
            current = self.list.currentIndex()
            self.list.setCurrentIndex(current if current.isValid() else self.files.index(0))

    # -- slots ---------------------------------------------------------------------------------------------------

    @Slot(list)
    def _on_found(self, paths: list[str]) -> None:
        self._checks.begin(paths)
        self._note_count()

    @Slot(bool)
    def _on_listed(self, complete: bool) -> None:
        if not complete:
            self.notice.say("too_many_files", self._wording)

    @Slot()
    def _on_dispatcher_gone(self) -> None:
        self.notice.say("cannot_check", self._wording)

    @Slot(object)
    def _on_changed(self, entry: Entry) -> None:
        if entry is not self.list.current():
            return
        if entry.finished:
            self._on_time_to_refresh()
            announce(self.panel, self._wording.summary(entry.report))
        elif not self._refresh.isActive():
            self._refresh.start()

    @Slot(object)
    def _on_chosen(self, _entry: Entry | None) -> None:
        self._on_time_to_refresh()

    @Slot()
    def _on_time_to_refresh(self) -> None:
        entry = self.list.current()
        if entry is not None:
            self.panel.show_entry(entry, self._wording)

    @Slot()
    def _on_fetch_wanted(self) -> None:
        entry = self.list.current()
        if entry is not None:
            self.notice.say("fetching", self._wording, host=host_to_ask(entry.report))
            self._checks.fetch_record(entry)

    @Slot()
    def _on_record_missing(self) -> None:
        self.notice.say("not_fetched", self._wording)

    @Slot()
    def _on_open_files(self) -> None:
        self._opening.ask_for_files(self._wording)

    @Slot()
    def _on_open_folder(self) -> None:
        self._opening.ask_for_folder(self._wording)

    @Slot()
    def _on_paste(self) -> None:
        self.take_offer(offers.offered(QGuiApplication.clipboard().mimeData()))

    @Slot()
    def _on_check_again(self) -> None:
        self._checks.begin([entry.path for entry in self.list.selected()])

    @Slot()
    def _on_remove(self) -> None:
        self._checks.remove(self.list.selected())
        self._note_count()

    @Slot()
    def _on_remove_all(self) -> None:
        self._checks.remove(self.files.entries())
        self._note_count()

    @Slot()
    def _on_copy_answer(self) -> None:
        entry = self.list.current()
        if entry is not None and entry.finished:
            QGuiApplication.clipboard().setText(text(entry.report, self._wording, _COPIED_COLUMNS, everything=True))
            self.notice.say("answer_copied", self._wording)

    @Slot(QAction)
    def _on_language_chosen(self, action: QAction) -> None:
        self._wording = Wording(action.data())
        self._choose(replace(self._settings, language=self._wording.language))
        self._say_everything()

    @Slot(QAction)
    def _on_appearance_chosen(self, action: QAction) -> None:
        self._choose(replace(self._settings, appearance=Appearance(action.data())))

    @Slot()
    def _on_system_scheme_changed(self) -> None:
        self._dress()

    def _choose(self, chosen: Settings) -> None:
        self._settings = chosen
        settings.save(chosen)
        self._dress()

    def _dress(self) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            style.dress(application, self._settings)
