"""Every page of the window: its key, the menu that leads to it, its shortcut, its button, and how it is made.

A new page is one entry here, its label `page_KEY`, its icon `resources/icons/KEY.svg`, and its own module, which is
imported when the page is first shown.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from gui.context import Context


class Button(Enum):
    """Where the bar of pages has the button of a page."""

    BESIDE = 0  # beside the others
    END = 1  # at the far end, without its word
    NOWHERE = 2  # a menu leads there, or an action of an answer


class Page(NamedTuple):
    """One page. Where what `make` returns has `retranslate(translator)` or `close_down()`, they are called.

    A page knows the window as a `Context` only, whose `widget` is its parent.
    A page that wants the focus on a certain widget sets it as its focus proxy.
    """

    key: str
    menu: str
    shortcut: str
    make: Callable[[Context], QWidget]
    button: Button = Button.BESIDE

    @property
    def label(self) -> str:
        """The key of its name, which stands in the menu and in the title of the window."""
        return f"page_{self.key}"


def _files(context: Context) -> QWidget:
    from gui.files.page import FilesPage

    return FilesPage(context)


def _learn(context: Context) -> QWidget:
    from gui.teaching.page import LearnPage

    return LearnPage(context)


def _cases(context: Context) -> QWidget:
    from gui.cases.page import CasesPage

    return CasesPage(context)


def _settings(context: Context) -> QWidget:
    from gui.settings.page import SettingsPage

    return SettingsPage(context)


def _help(context: Context) -> QWidget:
    from gui.navigation.help_page import HelpPage

    return HelpPage(context)


def _about(context: Context) -> QWidget:
    from gui.navigation.about_page import AboutPage

    return AboutPage(context)


def _batch(context: Context) -> QWidget:
    from gui.batch.page import BatchPage

    return BatchPage(context)


def _viewer(context: Context) -> QWidget:
    from gui.viewer.page import ViewerPage

    return ViewerPage(context)


def _compare(context: Context) -> QWidget:
    from gui.compare.page import ComparePage

    return ComparePage(context)


FIRST: Final = "files"  # is there from the start
MANY: Final = "batch"  # takes what is too much for the list of files

PAGES: Final = (
    Page(FIRST, "menu_view", "Ctrl+1", _files),
    Page(MANY, "menu_view", "Ctrl+B", _batch),
    Page("cases", "menu_view", "Ctrl+K", _cases),
    Page("learn", "menu_view", "Ctrl+L", _learn),
    Page("viewer", "menu_view", "Ctrl+2", _viewer, Button.NOWHERE),
    Page("compare", "menu_view", "Ctrl+3", _compare, Button.NOWHERE),
    Page("help", "menu_help", "F1", _help, Button.NOWHERE),
    Page("about", "menu_help", "", _about, Button.NOWHERE),
    Page("settings", "menu_edit", "Ctrl+,", _settings, Button.END),
)
