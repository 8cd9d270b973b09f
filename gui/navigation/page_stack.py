"""The pages of the window, one shown at a time; each is made when it is first asked for."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Protocol, TypeVar, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from gui.navigation.page_table import PAGES

if TYPE_CHECKING:
    from gui.context import Context
    from verify.report.words.catalogue import Translator

_Widget = TypeVar("_Widget", bound=QWidget)


@runtime_checkable
class Retranslatable(Protocol):
    """A page with words of its own."""

    def retranslate(self, translator: Translator) -> None:
        """Show everything in another language."""


@runtime_checkable
class Closable(Protocol):
    """A page with work to end when the window closes."""

    def close_down(self) -> None:
        """End all work."""


@runtime_checkable
class Steppable(Protocol):
    """A page that shows one of several files, and their list beside it."""

    def step_file(self, by: int) -> None:
        """Show the next file (1) or the one before (-1)."""

    def toggle_list(self) -> None:
        """Show the list, or hide it."""


class PageStack(QStackedWidget):
    """The pages by key."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.widget)
        self._context = context
        self._known = {page.key: page for page in PAGES}
        self._pages: dict[str, QWidget] = {}
        self._first: dict[str, QWidget] = {}  # the widget of a page that takes the focus

    @property
    def current_key(self) -> str:
        """The key of the page that is shown."""
        return next((key for key, page in self._pages.items() if page is self.currentWidget()), "")

    @property
    def keys(self) -> Collection[str]:
        """The keys of all pages."""
        return self._known.keys()

    def page(self, key: str) -> QWidget:
        """The page called `key`, made now if it was not yet needed. Raises KeyError for a key that is not known."""
        if key not in self._pages:
            page = self._pages[key] = self._known[key].make(self._context)
            self.addWidget(page)
            self._first[key] = page.focusProxy() or page
            page.setFocusProxy(None)  # type: ignore[arg-type]  # the tab key would run in circles within the page
        return self._pages[key]

    def page_as(self, key: str, kind: type[_Widget]) -> _Widget:
        """Return the page called `key`, known to be of a certain kind. Raises TypeError where it is not."""
        page = self.page(key)
        if not isinstance(page, kind):
            raise TypeError(key)
        return page

    def show_page(self, key: str) -> None:
        """Show a page and give it the focus."""
        page = self.page(key)
        if page is not self.currentWidget():
            self.setCurrentWidget(page)
            (page.focusProxy() or self._first[key]).setFocus(Qt.FocusReason.OtherFocusReason)

    def step_file(self, by: int) -> None:
        """Show the next file of the page that is shown (1) or the one before (-1), where it has several."""
        page = self._pages[self.current_key]
        if isinstance(page, Steppable):
            page.step_file(by)

    def toggle_list(self) -> None:
        """Show the list of files of the page that is shown, or hide it."""
        page = self._pages[self.current_key]
        if isinstance(page, Steppable):
            page.toggle_list()

    def retranslate(self, translator: Translator) -> None:
        """Show all pages that were made in another language."""
        for page in self._pages.values():
            if isinstance(page, Retranslatable):
                page.retranslate(translator)

    def close_down(self) -> None:
        """End the work of all pages."""
        for page in self._pages.values():
            if isinstance(page, Closable):
                page.close_down()
