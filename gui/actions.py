"""The menus: every action of the window with its shortcut, named in the language of the moment."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from gui.settings import Appearance, Settings
from verify.render.labels_window import FixedTexts

LANGUAGES: Final = (("en", "English"), ("zh_CN", "中文"))  # each in its own words

_MARKS: Final = re.compile(r"\(&\w\)|&|…")  # what belongs into a menu only

_Shortcut = QKeySequence.StandardKey | str | None
_MENUS: Final[tuple[tuple[str, tuple[tuple[str, _Shortcut], ...]], ...]] = (
    (
        "menu_file",
        (
            ("open_files", QKeySequence.StandardKey.Open),
            ("open_folder", "Ctrl+Shift+O"),
            ("check_again", "F5"),
            ("remove", None),  # the Delete key belongs to the list alone
            ("remove_all", "Ctrl+Shift+Del"),
            ("quit", QKeySequence.StandardKey.Quit),
        ),
    ),
    ("menu_edit", (("copy_answer", QKeySequence.StandardKey.Copy), ("paste", QKeySequence.StandardKey.Paste))),
)


class Actions(QObject):
    """The actions by name; the window connects them."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._by_name: dict[str, QAction] = {}
        self._menus: dict[str, QMenu] = {}
        for menu_name, entries in _MENUS:
            menu = self._menu(window, menu_name)
            for name, shortcut in entries:
                action = self._by_name[name] = QAction(window)
                if shortcut is not None:
                    action.setShortcut(QKeySequence(shortcut))
                menu.addAction(action)
        view = self._menu(window, "menu_view")
        self.languages = self._choices(window, self._submenu(view, "menu_language"), [code for code, _ in LANGUAGES])
        self.appearances = self._choices(window, self._submenu(view, "menu_appearance"), list(Appearance))
        for (_code, name), action in zip(LANGUAGES, self.languages.actions(), strict=True):
            action.setText(name)
        self["quit"].setMenuRole(QAction.MenuRole.QuitRole)

    def __getitem__(self, name: str) -> QAction:
        """The action called `name`."""
        return self._by_name[name]

    def set_wording(self, wording: FixedTexts, settings: Settings) -> None:
        """Names everything in another language and marks what is chosen."""
        for name, action in self._by_name.items():
            action.setText(wording.label(name))
            action.setIconText(_MARKS.sub("", wording.label(name)))  # the text of buttons
        for name, menu in self._menus.items():
            menu.setTitle(wording.label(name))
        for action in self.appearances.actions():
            action.setText(wording.label(f"appearance_{action.data()}"))
            action.setChecked(action.data() == settings.appearance.value)
        for action in self.languages.actions():
            action.setChecked(action.data() == settings.language)

    def _menu(self, window: QMainWindow, name: str) -> QMenu:
        menu = self._menus[name] = QMenu(window)
        window.menuBar().addMenu(menu)
        return menu

    def _submenu(self, above: QMenu, name: str) -> QMenu:
        menu = self._menus[name] = QMenu(above)
        above.addMenu(menu)
        return menu

    @staticmethod
    def _choices(window: QMainWindow, menu: QMenu, values: list[str]) -> QActionGroup:
        group = QActionGroup(window)
        for value in values:
            action = group.addAction(QAction(window))
            action.setData(str(value))
            action.setCheckable(True)
            menu.addAction(action)
        return group


def delete_key(owner: QObject) -> QAction:
    """An action for the Delete key that works only while `owner` has the focus."""
    action = QAction(owner)
    action.setShortcut(QKeySequence(QKeySequence.StandardKey.Delete))
    action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    return action
