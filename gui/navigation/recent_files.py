"""What was opened last: the paths of files and folders and nothing else, if the person allows it; and their menu.

Whether a path still leads anywhere shows when it is opened.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from gui import preferences
from verify.report.words.untrusted import plain

if TYPE_CHECKING:
    from gui.context import Context


MOST: Final = 10
_CHARACTERS: Final = 4_000  # of one path


def load() -> tuple[str, ...]:
    """Return the kept paths, the newest first. Nobody looks whether they still lead anywhere."""
    kept = preferences.open_file()
    size = kept.beginReadArray("recent")
    paths = []
    for at in range(min(size, MOST)):
        kept.setArrayIndex(at)
        paths.append(str(kept.value("path", "")))
    kept.endArray()
    return tuple(path for path in paths if os.path.isabs(path) and len(path) <= _CHARACTERS)  # noqa: PTH117


def note(paths: Iterable[str]) -> tuple[str, ...]:
    """Put paths in front of those that are kept; return all of them."""
    new = [path for path in paths if len(path) <= _CHARACTERS][:MOST]
    return _save((*new, *(path for path in load() if path not in new)))


def forget() -> None:
    """Keep none."""
    _save(())


def _save(paths: tuple[str, ...]) -> tuple[str, ...]:
    kept = preferences.open_file()
    kept.remove("recent")
    kept.beginWriteArray("recent", len(paths[:MOST]))
    for at, path in enumerate(paths[:MOST]):
        kept.setArrayIndex(at)
        kept.setValue("path", path)
    kept.endArray()
    kept.sync()
    return paths[:MOST]


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
            note(paths)

    def forget(self) -> None:
        """Keep nothing any more of what was opened."""
        forget()

    @Slot()
    def _on_about_to_show(self) -> None:
        self._menu.clear()
        kept = load()
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
