"""The files beside the answer: list on the left, panel on the right, and what keeps both up to date.

It is made when it is first needed, so that an empty window is there at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from gui.background.supervisor_client import SupervisorClient
from gui.dropping.folder_listing import FolderListing
from gui.file_item import FileItem, State
from gui.files.controller import FileController
from gui.files.file_list import FileList, FileListModel
from gui.files.network_requests import NetworkRequests
from gui.files.search_request import SearchRequest
from gui.panel.panel import ProvenancePanel
from gui.rows.list_controls import ListHeader, ListStatus
from gui.rows.rows_and_details import RowsAndDetails
from gui.widgets.keyboard import make_delete_action
from gui.widgets.plain_label import PlainLabel, announce
from verify.model import FetchedFrom
from verify.report.formats.text import text
from verify.report.words.catalogue import Translator
from verify.report.words.dates import say_time
from verify.report.words.types import Step, StepKind
from verify.report.words.verdict import checking
from verify.report.words.verdict.answer import answer

if TYPE_CHECKING:
    from gui.background.batch_process import BatchProcess
    from gui.files.batch_feed import BatchFeed

_REFRESH_MILLISECONDS = 40  # what arrives within this time is drawn together
_COUNT_MILLISECONDS = 200
# steps that the window does itself; links open by their own button, and a record is fetched by another
_DONE_HERE: Final = frozenset((StepKind.ASK_ORIGINAL, StepKind.UPDATE_LISTS, StepKind.COMPARE, StepKind.CHECK_AGAIN))


class Workbench(RowsAndDetails):
    """Everything about files that are listed.

    `filled` says whether any file is listed; `noticed` carries the key of a notice and its facts; no key
    takes the last one away. `changed` carries the Entry of which something new is known.
    """

    filled = Signal(bool)
    noticed = Signal(str, object)
    page_wanted = Signal(str)
    changed = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        translator: Translator,
        supervisor: SupervisorClient,
        open_files: QAction,
        for_list: tuple[QAction, QAction, QAction],
        *,
        panel: ProvenancePanel,
    ) -> None:
        super().__init__(parent)
        self._translator = translator
        self._supervisor = supervisor
        self.files = FileListModel(self, translator, self.devicePixelRatioF())
        self.list = FileList(self, self.files)
        self.header = ListHeader(self, for_list, open_files)
        self.status = ListStatus(self)
        self.details = QStackedWidget(self)
        self.panel = panel
        self._no_match = PlainLabel(self, "muted")
        self._no_match.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._checks = FileController(self, self.files, supervisor)
        self._requests = NetworkRequests(self, self._checks, translator)
        self._search = SearchRequest(self, self._checks, translator)
        self._listing = FolderListing(self)
        self._feeds: dict[int, BatchFeed] = {}  # by the request that lists their files
        self._shown_last = 0  # request of the listing whose first file was shown, or that came before a choice
        self._spoken = (0, "")  # what a screen reader was told last, and of which inspection
        self._refresh = QTimer(self)
        self._refresh.setSingleShot(True)
        self._refresh.setInterval(_REFRESH_MILLISECONDS)
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.setInterval(_COUNT_MILLISECONDS)
        self._row_menu = QMenu(self)
        for widget in (self.panel, self._no_match):
            self.details.addWidget(widget)
        self.lay_out_rows(self.header, self.list, self.status, (), self.details)
        self._connect()
        self.retranslate(translator)

    def retranslate(self, translator: Translator) -> None:
        """Show everything in another language."""
        self._translator = translator
        self._requests.retranslate(translator)
        self._search.retranslate(translator)
        self.files.retranslate(translator)
        self.header.retranslate(translator)
        self._no_match.show_text(translator.text("window.no_match"))
        self.list.setAccessibleName(translator.text("window.files"))
        self._show_count()
        self._on_time_to_refresh()

    def offer_sharing(self, menu: QMenu, of_a_row: Sequence[QAction]) -> None:
        """Open the menu from the button of the answer, on right-click on it, and in front of others on a row."""
        self.panel.answer.share.setMenu(menu)
        self.panel.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.panel.customContextMenuRequested.connect(self._on_menu_wanted_of_panel)
        self._row_menu.addActions(menu.actions())
        self._row_menu.addSeparator()
        self._row_menu.addActions(of_a_row)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._on_menu_wanted_of_list)

    def check(self, paths: Sequence[str]) -> None:
        """Have files checked, and all files of folders, and show the first of them, alone chosen."""
        self._listing.list_files(paths)

    def check_in_batch(self, paths: Sequence[str], process: BatchProcess) -> None:
        """Show files that a batch checks, and all files of folders, as any others; the first of them, alone chosen."""
        from gui.files.batch_feed import BatchFeed

        self._listing.list_files(paths)
        feed = self._feeds[self._listing.last] = BatchFeed(self, self._checks, process)
        feed.noticed.connect(self.noticed)

    def forget_batch(self, folder: Path) -> None:
        """Take the files off the list whose results are being deleted."""
        for request, feed in list(self._feeds.items()):
            if feed.folder == folder:
                self._checks.remove(feed.files())
                del self._feeds[request]
        self._note_count()

    def check_pasted(self, path: str) -> None:
        """Have a picture checked that was pasted, and show it, alone chosen."""
        self._show(self._checks.begin([path], pasted=True)[0], self._listing.last)
        self._note_count()

    def check_fetched(self, path: str, fetched: FetchedFrom) -> None:
        """Have a file checked that was fetched, and show it, alone chosen."""
        self._show(self._checks.begin_fetched(path, fetched), self._listing.last)
        self._note_count()

    def make_ready(self) -> None:
        """Start the supervisor before the first file is there."""
        self._supervisor.start()

    def configure(self) -> None:
        """Have files that are not yet begun checked as it was chosen since."""
        self._supervisor.configure()

    def close_down(self) -> None:
        """End all work, and wait for the supervisor to go."""
        self._refresh.stop()
        self._counting.stop()
        self._listing.stop()
        self._supervisor.close()
        self._checks.close_down()

    @Slot()
    def check_again(self) -> None:
        """Have the chosen files checked again."""
        self._checks.begin([entry.path for entry in self.list.list_selected()])

    @Slot()
    def remove_chosen(self) -> None:
        """Take the chosen files off the list."""
        self._checks.remove(self.list.list_selected())
        self._note_count()

    @Slot()
    def remove_all(self) -> None:
        """Take all files off the list; nobody waits for batches any more, which can go on from their page."""
        for feed in self._feeds.values():
            feed.pause()
        self._checks.remove(self.files.entries())
        self._note_count()

    def answer_as_text(self) -> str:
        """Return the whole answer for the file in the panel; empty while there is none."""
        entry = self.list.current()
        if entry is None or not entry.is_finished:
            return ""
        translator = Translator(self._translator.language)  # UTC, since what is copied leaves this computer
        digest = f"SHA-256 {entry.report.file.sha256}\n" if entry.report.file.sha256 else ""
        when = say_time(translator, entry.report.run.checked_at)
        return text(entry.report, translator, None) + f"{translator.text('window.card_checked', when=when)}\n{digest}"

    def _connect(self) -> None:
        delete = make_delete_action(self.list)
        delete.triggered.connect(self.remove_chosen)
        self.list.addAction(delete)
        self.header.changed.connect(self._on_filter_changed)
        self.status.all_wanted.connect(self.header.show_all)
        self.list.moved.connect(self._on_time_to_refresh)
        self.list.chosen_by_hand.connect(self._on_chosen_by_hand)
        self.panel.answer.preview.page_wanted.connect(self.page_wanted)
        self.panel.steps.fetch_wanted.connect(self._on_fetch_wanted)
        self.panel.steps.revocation_wanted.connect(self._on_revocation_wanted)
        self.panel.steps.search_wanted.connect(self._on_search_wanted)
        self.panel.steps.offered = _DONE_HERE
        self.panel.steps.wanted.connect(self._on_step_wanted)
        self._listing.found.connect(self._on_found)
        self._listing.finished.connect(self._on_listed)
        self._checks.changed.connect(self._on_changed)
        self._checks.changed.connect(self.changed)
        self._checks.noticed.connect(self.noticed)
        self._requests.noticed.connect(self.noticed)
        self._search.noticed.connect(self.noticed)
        self._supervisor.gone.connect(self._on_supervisor_gone)
        self._refresh.timeout.connect(self._on_time_to_refresh)
        self._counting.timeout.connect(self._show_count)
        for signal in (self.files.rowsInserted, self.files.rowsRemoved, self.files.layoutChanged):
            signal.connect(self._show_count)

    def _show(self, entry: FileItem, request: int) -> None:
        """Show what a person brought in, alone chosen; what earlier requests still bring no longer takes its place."""
        if not self.files.find_index(entry).isValid():
            self.files.order()  # it is not in its place yet
        if not self.files.find_index(entry).isValid():
            self.header.show_all()
        self.list.choose_alone(self.files.find_index(entry))
        self._shown_last = request

    def _note_count(self) -> None:
        any_files = len(self.files) > 0
        if not any_files:
            self.header.reset()
        if any_files and self.list.current() is None:
            self.list.choose_alone(self.files.index(0, 0))
        self.filled.emit(any_files)

    @Slot(int, object)
    def _on_found(self, request: int, paths: list[str]) -> None:
        feed = self._feeds.get(request)
        entries = feed.list_files(paths) if feed is not None else self._checks.begin(paths)
        if request > self._shown_last:
            self._show(entries[0], request)
        self._note_count()

    @Slot()
    def _on_chosen_by_hand(self) -> None:
        self._shown_last = self._listing.last

    @Slot(int, bool)
    def _on_listed(self, request: int, complete: bool) -> None:
        feed = self._feeds.get(request)
        if feed is not None:
            feed.end_listing()
        if not complete:
            key, facts = ("too_many_files", {}) if feed is None else ("too_many_listed", {"leads_to": "batch"})
            self.noticed.emit(key, facts)

    @Slot()
    def _on_supervisor_gone(self) -> None:
        self.noticed.emit("cannot_check", {})

    @Slot(object)
    def _on_changed(self, entry: FileItem) -> None:
        if not self._counting.isActive():
            self._counting.start()
        if entry is not self.list.current():
            return
        if entry.is_answered:
            self._speak(entry)
        if entry.is_finished:
            self._on_time_to_refresh()
        elif not self._refresh.isActive():
            self._refresh.start()

    def _speak(self, entry: FileItem) -> None:
        """Have the answer spoken where it says anything new."""
        before = answer(self._translator, entry.said_before) if entry.said_before else None
        now = answer(self._translator, entry.report)
        said = checking.say_aloud(self._translator, now, before, finished=entry.is_finished, stayed=entry.stayed)
        spoken = entry.number, said
        if spoken != self._spoken:
            self._spoken = spoken
            announce(self.panel, spoken[1])

    @Slot()
    def _on_filter_changed(self) -> None:
        self.files.look(self.header.apply_to(self.files.view))

    @Slot()
    def _show_count(self) -> None:
        self.header.show_count(len(self.files))
        self.status.show_state(self.files, self.files.finished_count, self._translator)

    @Slot()
    def _on_time_to_refresh(self) -> None:
        entry = self.list.current()
        self._checks.check_ahead(entry)
        self.details.setCurrentWidget(self._no_match if entry is None else self.panel)
        if entry is not None:
            others_first = entry.state is State.WAITING and (
                entry.batch is not None or self.files.count_before(entry) > 0
            )
            self.panel.show_entry(entry, self._translator, others_first=others_first)

    @Slot(QPoint)
    def _on_menu_wanted_of_panel(self, at: QPoint) -> None:
        entry = self.list.current()
        if entry is not None and entry.is_finished:
            self.panel.answer.share.menu().popup(self.panel.mapToGlobal(at))

    @Slot(QPoint)
    def _on_menu_wanted_of_list(self, at: QPoint) -> None:
        if self.list.current() is not None:
            self._row_menu.popup(self.list.viewport().mapToGlobal(at))

    @Slot(object)
    def _on_step_wanted(self, step: Step) -> None:
        match step.kind:
            case StepKind.ASK_ORIGINAL:
                QGuiApplication.clipboard().setText(step.argument)
                self.noticed.emit("request_copied", {})
            case StepKind.CHECK_AGAIN:
                self.check_again()
            case _:
                self.page_wanted.emit("settings" if step.kind is StepKind.UPDATE_LISTS else "compare")

    @Slot()
    def _on_fetch_wanted(self) -> None:
        entry = self.list.current()
        if entry is not None:
            self._requests.fetch_record(entry)

    @Slot()
    def _on_revocation_wanted(self) -> None:
        entry = self.list.current()
        if entry is not None:
            self._requests.ask_of_withdrawal(entry)

    @Slot()
    def _on_search_wanted(self) -> None:
        entry = self.list.current()
        if entry is not None:
            self._search.begin(entry)
