"""The window: menus above, a page in the middle, a notice when there is one, and the line that is always there.

It opens no media file and knows no format. `navigation` says what it offers, `dropping` takes files in.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QVBoxLayout, QWidget

from gui import preferences
from gui.application import translate_qt
from gui.dropping.intake import Intake
from gui.dropping.sliced_work import SlicedWork, Steps
from gui.files.page import FilesPage
from gui.navigation.actions import Actions
from gui.navigation.bars import BottomBar, NoticeBar, PageBar
from gui.navigation.page_stack import PageStack
from gui.navigation.page_table import FIRST, MANY, Button
from gui.navigation.recent_files import RecentMenu
from gui.preferences import Appearance, Settings
from gui.unused_notice import choose_notice
from gui.widgets import style, tokens
from gui.widgets.board_font import provide_chinese_font
from gui.widgets.icons import make_app_icon
from gui.widgets.keyboard import strip_mnemonic
from verify.report.words.catalogue import Translator

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import SignalInstance

    from gui.background.supervisor_client import SupervisorClient
    from gui.dialogs.chosen_files import ChosenFiles
    from gui.file_item import FileItem
    from gui.files.split_view import Workbench
    from verify.model import FetchedFrom
    from verify.store.set_aside import UnusedFile

_SIZE = (1180, 800)
_LEAST_SIZE = (640, 420)
_UNSEEN_MILLISECONDS = 1_000  # a window that is not painted until then is minimized or covered


class MainWindow(QMainWindow):
    """What is public here is what pages and commands may ask for.

    `translator` knows the words in the language of the moment. `settings_changed` tells of every choice, `painted` that
    the window stands on the screen, or was shown where nobody sees it.
    """

    settings_changed = Signal()
    painted = Signal()

    def __init__(
        self, settings: Settings, make_supervisor: Callable[[Callable[[], Settings]], SupervisorClient]
    ) -> None:
        super().__init__()
        self.settings = settings
        self.translator = Translator(settings.language, local=True)
        self._make_supervisor = make_supervisor
        self._is_begun = False  # to make the rest, after the first painting
        self._unseen = QTimer(self)
        self._unseen.setSingleShot(True)
        self._unseen.timeout.connect(self._on_painted)
        self._opened = datetime.now(UTC)
        self.commands = Actions(self, self.menuBar())
        self.recent = RecentMenu(self, self.commands.recent)
        self.intake = Intake(self)
        self._counting = SlicedWork(self)
        self._making_ready = SlicedWork(self)
        self.notice = NoticeBar(self)
        self.pages = PageStack(self)
        self.files = self.pages.page_as(FIRST, FilesPage)
        self._bar = PageBar(self, self.commands.pages_with(Button.BESIDE), self.commands.pages_with(Button.END))
        self._bottom = BottomBar(self, self.commands)
        self.setCentralWidget(self._lay_out())
        self._connect()
        self.setAcceptDrops(True)
        self.setMinimumSize(*_LEAST_SIZE)  # which also keeps content from making the window larger
        self.resize(*_SIZE)
        self._retranslate()
        self.commands.keep_space_for_icons(self._icon_side())
        self.commands.set_filled(any_files=False)

    @property
    def workbench(self) -> Workbench:
        """List and panel, made now if they were not yet needed."""
        return self.files.workbench

    @property
    def widget(self) -> QWidget:
        """The parent of pages and dialogs."""
        return self

    def action(self, name: str) -> QAction:
        """Return the action of a command or page, for a button that does the same."""
        return self.commands[name]

    def list_keys(self) -> Mapping[str, str]:
        """Return the keys of every command and page that has any, by its name, as this system writes them."""
        return self.commands.list_keys()

    def make_share_menu(self, parent: QWidget) -> QMenu:
        """Make a menu of every way to hand a report on."""
        return self.commands.make_share_menu(parent)

    def configure(self) -> None:
        """Have files that are not yet begun checked as it was chosen since."""
        self.files.configure()

    def current_file(self) -> FileItem | None:
        """Return the file whose answer is shown."""
        return self.workbench.list.current()

    def selected_files(self) -> Sequence[FileItem]:
        """Return the files that are chosen in the list."""
        return self.workbench.list.list_selected()

    def listed_files(self) -> Sequence[FileItem]:
        """Return all files of the list."""
        return self.workbench.files.entries()

    def check_again(self) -> None:
        """Check the chosen files again."""
        self.workbench.check_again()

    def remove_chosen(self) -> None:
        """Take the chosen files off the list."""
        self.workbench.remove_chosen()

    def remove_all(self) -> None:
        """Empty the list."""
        self.workbench.remove_all()

    def open(self, paths: Sequence[str]) -> None:
        """Check what a person named, and remember where it lies if that is allowed."""
        self.intake.open(paths)

    def ask_for_files(self) -> None:
        """Open a dialog for files."""
        self.intake.ask_for_files()

    def ask_for_folder(self) -> None:
        """Open a dialog for a folder."""
        self.intake.ask_for_folder()

    def ask_for_address(self) -> None:
        """Open a dialog for an address."""
        self.intake.ask_about(())

    def paste(self) -> None:
        """Check what is on the clipboard."""
        self.intake.paste()

    def note_recent(self, paths: Sequence[str]) -> None:
        """Remember where something lies, if that is allowed."""
        self.recent.note(paths)

    def forget_recent(self) -> None:
        """Forget what was opened."""
        self.recent.forget()

    @property
    def file_changed(self) -> SignalInstance:
        """Carries a file of the list of which something new is known."""
        return self.workbench.changed

    def offer_pack(self, files: ChosenFiles) -> None:
        """Ask what is to stand in an evidence pack of these files."""
        from gui.packs.dialog import PackDialog

        PackDialog(self, files, self.settings.language).open()

    def make_supervisor(self) -> SupervisorClient:
        """Return another door to the processes that open files."""
        return self._make_supervisor(lambda: self.settings)

    def check(self, paths: Sequence[str]) -> None:
        """Have files checked, and all files of folders, and show them; a batch checks them if they are very many."""
        self._counting.begin(self._check(tuple(paths)))

    def _check(self, paths: Sequence[str]) -> Steps[None]:
        from gui.dropping.folder_listing import count_many

        is_there = self.pages.current_key == MANY
        if not is_there and not (yield from count_many(paths)):
            yield from self.files.make_ready()  # where it is not yet
            self.check_in_list(paths)
            return
        from gui.batch.page import BatchPage

        page = self.pages.page_as(MANY, BatchPage)
        yield  # it may just have been made, which takes a moment
        process = page.begin(paths)
        if process is not None and not is_there:
            self.show_page(FIRST)
            self.workbench.check_in_batch(paths, process)

    def forget_batch(self, folder: Path) -> None:
        """Take the files off the list whose results are being deleted."""
        self.workbench.forget_batch(folder)

    def check_in_list(self, paths: Sequence[str]) -> None:
        """Have files checked, and show them in the list of files however many they are."""
        self.show_page(FIRST)
        self.workbench.check(paths)

    def check_pasted(self, path: str) -> None:
        """Have a picture checked that was pasted, and show it."""
        self.show_page(FIRST)
        self.workbench.check_pasted(path)

    def check_fetched(self, path: str, fetched: FetchedFrom) -> None:
        """Have a file checked that was fetched, and show it with from where it came."""
        self.show_page(FIRST)
        self.workbench.check_fetched(path, fetched)

    def show_notice(self, key: str, *, leads_to: str = "", **facts: str) -> None:
        """Show and speak the notice `key`, with a way to a page if there is one; no key takes the last one away."""
        if key:
            self.notice.show_notice(key, self.translator, leads_to=leads_to, **facts)
        else:
            self.notice.clear()

    def show_unused(self, unused: UnusedFile) -> None:
        """Show that a file of the user's own is not used and, where it was damaged, where it is kept."""
        key, facts = choose_notice(str(unused.path), str(unused.kept or ""))
        self.show_notice(key, **facts)

    @property
    def page_keys(self) -> Collection[str]:
        """The keys of the pages of the table."""
        return self.pages.keys

    def step_file(self, by: int) -> None:
        """Show the next file of the page that is shown (1) or the one before (-1)."""
        self.pages.step_file(by)

    def toggle_list(self) -> None:
        """Show the list of the page that is shown, or hide it."""
        self.pages.toggle_list()

    @Slot(str)
    def show_page(self, key: str) -> None:
        """Show one page of the table."""
        self.pages.show_page(key)
        self.commands.mark_page(key)
        self._show_title()

    def choose(self, settings: Settings) -> None:
        """Keep other settings and let them come into force."""
        before, self.settings = self.settings, settings
        try:
            preferences.save(settings)
        except OSError as error:
            self.show_notice("settings_not_kept", reason=error.strerror or str(error))
        self._apply_style()
        if settings.language != before.language:
            self.translator = Translator(settings.language, local=True)
            self.pages.retranslate(self.translator)
        self._retranslate()
        if (before.readers, before.deep) != (settings.readers, settings.deep):
            self.files.configure()
        self.settings_changed.emit()

    def copy_answer(self) -> None:
        """Put the whole answer for the file in the panel on the clipboard."""
        answer = self.workbench.answer_as_text()
        if answer:
            QGuiApplication.clipboard().setText(answer)
            self.show_notice("answer_copied")

    # -- Qt's events ---------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: what waits for the first painting does not wait for ever."""
        super().showEvent(event)
        self._unseen.start(_UNSEEN_MILLISECONDS)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: once the window stands on the screen, the rest is made ready."""
        super().paintEvent(event)
        if not self._is_begun:
            QTimer.singleShot(0, self._on_painted)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Qt: invites what is dragged over the window."""
        if event.mimeData().formats():  # also what will be refused: the reason is said after the drop
            event.acceptProposedAction()
            self.files.set_inviting(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Qt: the drag went elsewhere."""
        super().dragLeaveEvent(event)
        self.files.set_inviting(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Qt: takes what was dropped, or says why not."""
        self.files.set_inviting(False)
        event.acceptProposedAction()
        self.intake.take(event.mimeData())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt: ends all work and removes what was pasted."""
        self._is_begun = True  # nothing is made any more
        self._counting.stop()
        self._making_ready.stop()
        self.pages.close_down()
        self.intake.close_down()
        super().closeEvent(event)

    # -- parts --------------------------------------------------------------------------------------------------

    def _lay_out(self) -> QWidget:
        centre = QWidget(self)
        rows = QVBoxLayout(centre)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._bar)
        rows.addWidget(self.notice)
        rows.addWidget(self.pages, 1)
        rows.addWidget(self._bottom)
        return centre

    def _connect(self) -> None:
        self.commands.page_wanted.connect(self.show_page)
        self.notice.page_wanted.connect(self.show_page)
        self.commands.languages.triggered.connect(self._on_language_chosen)
        self.commands.appearances.triggered.connect(self._on_appearance_chosen)
        self.files.filled.connect(self._on_filled)
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._on_system_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self._on_system_changed)

    def _retranslate(self) -> None:
        self.commands.retranslate(self.translator, self.settings)
        for part in (self._bar, self.notice, self._bottom):
            part.retranslate(self.translator)
        self.commands.mark_page(self.pages.current_key)
        self._show_title()

    def _show_title(self) -> None:
        key = self.pages.current_key
        name = strip_mnemonic(self.commands[f"page_{key}"].text())
        self.setWindowTitle("Whence" if key == FIRST else f"{name} – Whence")

    def _apply_style(self) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            style.apply_style(application, self.settings)
            translate_qt(application, self.settings.language)
        self._draw_icons()

    def _draw_icons(self) -> None:
        side = self._icon_side()
        ink = style.colours_for(self.settings.appearance).ink
        self.commands.set_icons(ink, side, self.devicePixelRatioF())

    def _icon_side(self) -> int:
        return round(tokens.ICON * self.settings.text_size / 100)

    def _warn_of_old_lists(self) -> None:
        from verify.store.folders import data_folder
        from verify.store.trust.store import TrustStore

        days = TrustStore(data_folder()).stale_days(datetime.now(UTC).date())
        if days:
            self.show_notice("lists_stale", leads_to="settings", days=str(days))

    # -- slots ---------------------------------------------------------------------------------------------------

    @Slot()
    def _on_painted(self) -> None:
        if self.isVisible() and not self._is_begun:
            self._is_begun = True
            self._making_ready.begin(self._make_ready())

    def _make_ready(self) -> Steps[None]:
        self._draw_icons()
        yield
        self.painted.emit()
        yield
        provide_chinese_font()  # names of files are Chinese in every language
        yield
        QGuiApplication.setWindowIcon(make_app_icon())
        yield
        yield from self.files.make_ready()
        yield
        self._warn_of_old_lists()
        yield
        self._warn_of_open_batches()

    def _warn_of_open_batches(self) -> None:
        from verify.features.batch.job import Kind, State, list_batches

        before = (job for _, job in list_batches() if job.begun < self._opened)
        if any(job.state is State.OPEN and job.kind is Kind.CHECK for job in before):
            self.show_notice("batch_unfinished", leads_to=MANY)

    @Slot(bool)
    def _on_filled(self, any_files: bool) -> None:
        self.commands.set_filled(any_files)

    @Slot(QAction)
    def _on_language_chosen(self, action: QAction) -> None:
        self.choose(self.settings._replace(language=action.data()))

    @Slot(QAction)
    def _on_appearance_chosen(self, action: QAction) -> None:
        self.choose(self.settings._replace(appearance=Appearance(action.data())))

    @Slot()
    def _on_system_changed(self) -> None:
        self._apply_style()
