"""What the window offers to its pages, dialogs and commands: they know these methods and never the window itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import SignalInstance
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenu, QWidget

    from gui.background.supervisor_client import SupervisorClient
    from gui.dialogs.chosen_files import ChosenFiles
    from gui.file_item import FileItem
    from gui.preferences import Settings
    from verify.model import FetchedFrom
    from verify.report.words.catalogue import Translator


class Context(Protocol):
    """What a page may ask for."""

    @property
    def widget(self) -> QWidget:
        """The parent of pages and dialogs."""

    @property
    def settings(self) -> Settings:
        """The choices in force."""

    @property
    def settings_changed(self) -> SignalInstance:
        """Tells of every choice."""

    @property
    def translator(self) -> Translator:
        """All words in the language of the moment."""

    def action(self, name: str) -> QAction:
        """Return the action of a command or page, for a button that does the same."""

    def list_keys(self) -> Mapping[str, str]:
        """Return the keys of every command and page that has any, by its name, as this system writes them."""

    def make_share_menu(self, parent: QWidget) -> QMenu:
        """Make a menu of every way to hand a report on."""

    def show_notice(self, key: str, *, leads_to: str = "", **facts: str) -> None:
        """Show and speak the notice `key`, with a way to a page if there is one; no key takes the last one away."""

    @property
    def page_keys(self) -> Collection[str]:
        """The keys of the pages of the table."""

    def show_page(self, key: str) -> None:
        """Show one page of the table."""

    def choose(self, settings: Settings) -> None:
        """Keep other settings and let them come into force."""

    def configure(self) -> None:
        """Have files that are not yet begun checked as it was chosen since."""

    def make_supervisor(self) -> SupervisorClient:
        """Return another door to the processes that open files."""

    def open(self, paths: Sequence[str]) -> None:
        """Check what a person named, and remember where it lies if that is allowed."""

    def note_recent(self, paths: Sequence[str]) -> None:
        """Remember where something lies, if that is allowed."""

    def forget_recent(self) -> None:
        """Forget what was opened."""

    def check(self, paths: Sequence[str]) -> None:
        """Check files, and all files of folders, and show them; a batch checks them if they are very many."""

    def check_in_list(self, paths: Sequence[str]) -> None:
        """Check files, and show them in the list of files however many they are."""

    def forget_batch(self, folder: Path) -> None:
        """Take the files off the list whose results are being deleted."""

    def check_pasted(self, path: str) -> None:
        """Check a picture that was pasted, and show it."""

    def check_fetched(self, path: str, fetched: FetchedFrom) -> None:
        """Check a file that was fetched, and show it with from where it came."""

    def current_file(self) -> FileItem | None:
        """Return the file whose answer is shown."""

    def selected_files(self) -> Sequence[FileItem]:
        """Return the files that are chosen in the list."""

    def listed_files(self) -> Sequence[FileItem]:
        """Return all files of the list."""

    @property
    def file_changed(self) -> SignalInstance:
        """Carries a file of the list of which something new is known."""

    def offer_pack(self, files: ChosenFiles) -> None:
        """Ask what is to stand in an evidence pack of these files."""


class CommandContext(Context, Protocol):
    """What the commands of the menus may ask for beside."""

    def ask_for_files(self) -> None:
        """Open a dialog for files."""

    def ask_for_folder(self) -> None:
        """Open a dialog for a folder."""

    def ask_for_address(self) -> None:
        """Open a dialog for an address."""

    def paste(self) -> None:
        """Check what is on the clipboard."""

    def check_again(self) -> None:
        """Check the chosen files again."""

    def remove_chosen(self) -> None:
        """Take the chosen files off the list."""

    def remove_all(self) -> None:
        """Empty the list."""

    def step_file(self, by: int) -> None:
        """Show the next file of the page that is shown (1) or the one before (-1)."""

    def toggle_list(self) -> None:
        """Show the list of the page that is shown, or hide it."""

    def copy_answer(self) -> None:
        """Put the whole answer for the file in the panel on the clipboard."""
