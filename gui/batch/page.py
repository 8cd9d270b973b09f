"""The page for many files: one batch or watch at a time, its table, and the whole answer for one of its files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QMessageBox, QStackedWidget, QVBoxLayout, QWidget

from gui.background.batch_process import BatchProcess
from gui.batch.answer import BatchAnswer
from gui.batch.notifications import Notifications
from gui.batch.progress_bar import ProgressBar
from gui.batch.table_panel import TablePanel
from gui.dialogs.file_dialogs import OpenDialogs
from gui.preferences import QUICK
from gui.widgets import tokens
from gui.widgets.invitation import Invitation
from gui.widgets.page_scroll import PageScroll
from verify.features.batch import job as jobs
from verify.features.batch.job import Job, JobHead, Kind
from verify.features.batch.journal import read_report_of
from verify.features.batch.row import Row
from verify.model import LeftOut
from verify.report.words.catalogue import Translator

if TYPE_CHECKING:
    from gui.context import Context

ALL: Final = ("all",)  # readers


class BatchPage(QWidget):
    """Begins, shows and ends batches. Several may be worked on; the rows of one are in memory."""

    def __init__(self, context: Context, command: Sequence[str] | None = None) -> None:
        super().__init__(context.widget)
        self._context = context
        self._command = command
        self._translator = context.translator
        self._processes: dict[Path, BatchProcess] = {}
        self._folder: Path | None = None
        self._kind = Kind.CHECK
        self.state = ProgressBar(self, self._translator)
        self.sheet = TablePanel(self, context)
        self.answer = BatchAnswer(self, context, self.sheet.table)
        self.notices = Notifications(self, context)
        self._open_dialogs = OpenDialogs(self)
        self.empty = Invitation(self)
        self.stack = QStackedWidget(self)
        self.state.quick.setChecked(context.settings.readers == QUICK)
        self._lay_out()
        self.state.chosen.connect(self._on_batch_chosen)
        self.state.pressed.connect(self._on_pressed)
        self.empty.button.clicked.connect(self.state.buttons["check_folder"].click)
        self.sheet.unchecked = self._list_unchecked
        self.sheet.opened.connect(self.show_answer)
        self.sheet.loaded.connect(self._on_loaded)
        self.answer.left.connect(self._on_left)
        self.answer.wanted.connect(self.show_answer)
        self.answer.again.connect(self._on_again)
        self._open_dialogs.chosen.connect(self._on_folder_chosen)
        self._open_dialogs.unclear.connect(self._on_unclear)
        self.setFocusProxy(self.sheet.view)
        self.retranslate(self._translator)
        self._show_newest()

    def begin(self, paths: Sequence[str], kind: Kind = Kind.CHECK) -> BatchProcess | None:
        """Begin a batch over these files and folders, or a watch of these folders, and show it; None if it cannot."""
        job = self._job(paths, kind)
        try:
            folder = jobs.begin(job)
        except (OSError, ValueError) as error:
            self._context.show_notice("batch_not_begun", reason=getattr(error, "strerror", None) or str(error))
            return None
        self.show_batch(folder, job.head)
        process = self._processes[folder]
        process.start()
        self._list()
        return process

    def _job(self, paths: Sequence[str], kind: Kind) -> Job:
        """Return what is to be done, as it is chosen here and in the settings."""
        from datetime import UTC, datetime

        settings = self._context.settings
        readers = QUICK if self.state.quick.isChecked() else settings.readers or ALL
        return Job(kind, tuple(paths), readers, datetime.now(UTC), settings.deep, settings.at_a_time)

    def show_batch(self, folder: Path, job: JobHead) -> None:
        """Show this batch and read its rows."""
        self._folder = folder
        if folder not in self._processes:
            process = self._processes[folder] = BatchProcess(self, folder, job, 0, self._command)
            process.judged.connect(self._on_judged)
            process.noticed.connect(self._on_noticed)
            if job.kind is Kind.WATCH:
                process.judged.connect(self.notices.note_row)
        self.answer.list.forget_current()
        self.state.show()
        self.sheet.show_batch(folder)
        self.state.show_work(self._processes[folder])
        self.stack.setCurrentWidget(self.sheet)

    def current_process(self) -> BatchProcess | None:
        """Return what is done about the batch that is shown."""
        return self._processes.get(self._folder) if self._folder else None

    @Slot(int)
    def show_answer(self, line: int) -> None:
        """Show the whole answer for the file in one line of the table."""
        row = self.sheet.table.row(line)
        report = read_report_of(self._folder, row) if self._folder and row else None
        if report is None:
            self._context.show_notice("batch_report_gone")
            self._on_left()
            return
        is_new = self.stack.currentWidget() is not self.answer
        self.state.hide()  # the room is the answer's
        self.stack.setCurrentWidget(self.answer)
        self.answer.show_report(line, report, self._translator)
        if is_new:
            self.answer.focus_list()

    def step_file(self, by: int) -> None:
        """Show the answer for the next file of the batch (1) or the one before (-1)."""
        if self.stack.currentWidget() is self.answer:
            self.answer.list.step(by)

    def toggle_list(self) -> None:
        """Show the list beside an answer, or hide it."""
        if self.stack.currentWidget() is self.answer:
            self.answer.toggle_list()

    def forget(self, folder: Path) -> None:
        """Remove a batch with its results; the files that it checked are not touched."""
        process = self._processes.pop(folder, None)
        if process is not None:
            self.state.show_work(None)
            process.close()
            process.deleteLater()
        self.sheet.show_batch(None)
        self._context.forget_batch(folder)
        try:
            jobs.remove(folder)
        except OSError as error:
            self._context.show_notice("batch_not_removed", reason=error.strerror or str(error))
        self._folder = None
        self._show_newest()

    def retranslate(self, translator: Translator) -> None:
        """Show everything in another language."""
        self._translator = translator
        self.state.retranslate(translator)
        self.sheet.retranslate(translator)
        self.answer.retranslate(translator)
        self.empty.show_texts(
            *(translator.text(f"pages.batch.{key}") for key in ("invitation", "invitation_explained", "check_folder"))
        )
        self._list()

    def close_down(self) -> None:
        """End all work; what was judged is kept."""
        self.sheet.close_down()
        self.notices.close()
        for process in self._processes.values():
            process.close()

    def _lay_out(self) -> None:
        for page in (self.empty, self.sheet, self.answer):
            self.stack.addWidget(page)
        content = QWidget(self)
        column = QVBoxLayout(content)
        column.setContentsMargins(tokens.GAP, tokens.GAP, tokens.GAP, tokens.GAP)
        column.setSpacing(tokens.GAP)
        column.addWidget(self.state)
        column.addWidget(self.stack, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(PageScroll(self, content))

    def _list(self) -> None:
        self.state.list_batches(jobs.list_batches(), self._folder)

    def _show_newest(self) -> None:
        known = jobs.list_batches()
        if known:
            self.show_batch(*known[0])
        else:
            self.stack.setCurrentWidget(self.empty)
        self._list()

    def _ask_to_forget(self, folder: Path) -> None:
        box = QMessageBox(self)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(self._translator.text("pages.batch.forget_question"))
        remove = box.addButton(self._translator.text("pages.batch.forget_now"), QMessageBox.ButtonRole.DestructiveRole)
        remove.setProperty("kind", "danger")
        box.addButton(self._translator.text("pages.batch.keep"), QMessageBox.ButtonRole.RejectRole)
        remove.clicked.connect(lambda: self.forget(folder))
        box.finished.connect(box.deleteLater)
        box.open()

    def _list_unchecked(self) -> tuple[LeftOut, ...]:
        """Return the files of the batch that is shown which have no row yet."""
        process = self.current_process()
        return process.unchecked() if process is not None else ()

    @Slot()
    def _on_loaded(self) -> None:
        process = self.current_process()
        if process is not None:
            process.done = max(process.done, len(self.sheet.table))
            self.state.show_state()

    @Slot(str, object)
    def _on_noticed(self, key: str, facts: dict[str, str]) -> None:
        self._context.show_notice(key, **facts)

    @Slot(object)
    def _on_judged(self, row: Row) -> None:
        sender = self.sender()
        if isinstance(sender, BatchProcess) and sender.folder == self._folder and not self.sheet.add(row):
            sender.done -= 1  # the journal, which is read beside, told of it first

    @Slot(object)
    def _on_batch_chosen(self, folder: Path) -> None:
        job = jobs.read_head(folder)
        if job is not None and folder != self._folder:
            self.show_batch(folder, job)

    @Slot(str)
    def _on_pressed(self, key: str) -> None:
        process = self.current_process()
        match key:
            case "check_folder" | "watch_folder":
                self._kind = Kind.WATCH if key == "watch_folder" else Kind.CHECK
                self._open_dialogs.ask_for_folder(self._context.translator)
            case "go_on" if process is not None:
                process.start()
            case "pause" if process is not None:
                process.pause()
            case "cancel" if process is not None:
                process.cancel()
            case "forget" if process is not None:
                self._ask_to_forget(process.folder)

    @Slot()
    def _on_left(self) -> None:
        self.answer.list.forget_current()
        self.state.show()
        self.stack.setCurrentWidget(self.sheet)
        self.sheet.view.setFocus()

    @Slot(object)
    def _on_again(self, path: str) -> None:
        self._context.check_in_list([path])

    @Slot()
    def _on_unclear(self) -> None:
        self._context.show_notice("refused_unclear")

    @Slot(object)
    def _on_folder_chosen(self, paths: list[str]) -> None:
        self.begin(paths, self._kind)
