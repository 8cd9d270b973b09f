"""What was opened last: the paths of files and folders and nothing else, if the person allows it; and their menu.

Whether a path still leads anywhere shows when it is opened.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from gui import settings_file
from verify.report.words.untrusted import plain

if TYPE_CHECKING:
    from gui.context import Context


MOST: Final = 10
_CHARACTERS: Final = 4_000  # of one path
_KEPT_CHARACTERS: Final = 4 * _CHARACTERS  # of one as it is kept
_SECTION: Final = "recent/"


def load() -> tuple[str, ...]:
    """Return the kept paths, the newest first. Nobody looks whether they still lead anywhere."""
    from verify.model.forms import read_path

    stored = settings_file.read()
    texts = [stored.get(f"{_SECTION}{at}/path", "") for at in range(1, MOST + 1)]
    paths = [read_path(text) for text in texts if len(text) <= _KEPT_CHARACTERS]
    return tuple(path for path in paths if os.path.isabs(path) and len(path) <= _CHARACTERS)  # noqa: PTH117


def note(paths: Iterable[str]) -> tuple[str, ...]:
    """Put paths in front of those that are kept; return all of them. Raises OSError."""
    new = [path for path in paths if len(path) <= _CHARACTERS][:MOST]
    return _save((*new, *(path for path in load() if path not in new)))


def forget() -> None:
    """Keep none. Raises OSError."""
    _save(())


def _save(paths: tuple[str, ...]) -> tuple[str, ...]:
    from verify.model.forms import write_path

    others = {key: value for key, value in settings_file.read().items() if not key.startswith(_SECTION)}
    entries = {f"{_SECTION}{at}/path": write_path(path) for at, path in enumerate(paths[:MOST], 1)}
    size = {f"{_SECTION}size": str(len(entries))} if entries else {}
    settings_file.write({**others, **entries, **size})
    return paths[:MOST]


_SHOWN_CHARACTERS: Final = 70  # of a path, its end


class RecentMenu(QObject):
    """The menu of what was opened last, filled when it is opened. Nothing is kept that the settings do not allow."""

    def __init__(self, context: Context, menu: QMenu) -> None:
        super().__init__(context.widget)
        self._context = context
        self._menu = menu
        menu.aboutToShow.connect(self._on_about_to_show)
        menu.triggered.connect(self._on_triggered)

    def note(self, paths: Sequence[str]) -> None:
        """Keep where something lies, if that is allowed."""
        if self._context.settings.keep_recent:
            self._keep(lambda: note(paths))

    def forget(self) -> None:
        """Keep nothing any more of what was opened."""
        self._keep(forget)

    def _keep(self, deed: Callable[[], object]) -> None:
        try:
            deed()
        except OSError as error:
            self._context.show_notice("settings_not_kept", reason=error.strerror or str(error))

    @Slot()
    def _on_about_to_show(self) -> None:
        from verify.model.forms import write_path

        self._menu.clear()
        paths = load()
        for path in paths:
            name = plain(path)
            if len(name) > _SHOWN_CHARACTERS:
                name = "…" + name[-_SHOWN_CHARACTERS:]
            self._menu.addAction(name.replace("&", "&&")).setData(write_path(path))
        if paths:
            self._menu.addSeparator()
        last = self._menu.addAction(
            self._context.translator.text(f"window.{'forget_recent' if paths else 'no_recent'}")
        )
        last.setEnabled(bool(paths))
        last.setData("")

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        if action.data():
            from verify.model.forms import read_path

            self._context.open([read_path(action.data())])
        else:
            self.forget()
