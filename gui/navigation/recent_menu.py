"""The menu of what was opened last. It names paths; whether they still lead anywhere shows when one is opened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from verify.report.words.untrusted import plain

if TYPE_CHECKING:
    from gui.context import Context

_SHOWN_CHARACTERS: Final = 70  # of a path, its end


class RecentMenu(QObject):
    """Filled when it is opened. What lies outside the settings' permission is never kept."""

    def __init__(self, context: Context, menu: QMenu) -> None:
        super().__init__(context.widget)
        self._context = context
        self._menu = menu
        menu.aboutToShow.connect(self._on_about_to_show)
        menu.triggered.connect(self._on_triggered)

    def note(self, paths: Sequence[str]) -> None:
        """Keep where something lies, if that is allowed."""
        if self._context.settings.keep_recent:
            from gui.navigation import recent_files

            recent_files.note(list(paths))

    def forget(self) -> None:
        """Keep nothing any more of what was opened."""
        from gui.navigation import recent_files

        recent_files.forget()

    @Slot()
    def _on_about_to_show(self) -> None:
        from gui.navigation import recent_files

        self._menu.clear()
        kept = recent_files.load()
        for path in kept:
            shown = plain(path)
            if len(shown) > _SHOWN_CHARACTERS:
                shown = "…" + shown[-_SHOWN_CHARACTERS:]
            self._menu.addAction(shown.replace("&", "&&")).setData(path)
        if kept:
            self._menu.addSeparator()
        last = self._menu.addAction(self._context.translator.text(f"window.{'forget_recent' if kept else 'no_recent'}"))
        last.setEnabled(bool(kept))
        last.setData("")

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        if action.data():
            self._context.open([action.data()])
        else:
            self.forget()
