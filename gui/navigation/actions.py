"""The menus: an action for every command and every page, and the choices of language and appearance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from gui.navigation.commands import MENUS, SHARE, Command, Needs, Shortcut
from gui.navigation.page_table import PAGES, Button
from gui.preferences import LANGUAGES, Appearance, Settings
from gui.widgets.icons import make_empty_icon, make_icon
from gui.widgets.keyboard import strip_mnemonic
from verify.report.words.catalogue import Translator

if TYPE_CHECKING:
    from gui.context import CommandContext


class Actions(QObject):
    """The actions by name, in their menus. Commands run by themselves; `page_wanted` carries the key of a page."""

    page_wanted = Signal(str)

    def __init__(self, context: CommandContext, menu_bar: QMenuBar) -> None:
        super().__init__(context.widget)
        self._context = context
        self._menu_bar = menu_bar
        self._by_name: dict[str, QAction] = {}
        self._commands: dict[str, Command] = {}
        self._menus: dict[str, QMenu] = {}
        self._all = self._group(exclusive=False)
        self._all.triggered.connect(self._on_command)
        for menu_name, entries in MENUS:
            menu = self._menu(menu_name)
            for command in entries:
                if command.begins_group:
                    menu.addSeparator()
                action = self._action(self._all, command.name, command.name, command.shortcut)
                self._commands[command.name] = command
                menu.addAction(action)
        self._menus["menu_view"].addSeparator()
        self._pages = self._group(exclusive=True)
        self._pages.triggered.connect(self._on_page)
        for page in PAGES:
            action = self._action(self._pages, page.label, page.key, page.shortcut)
            action.setCheckable(True)
            self._menus[page.menu].addAction(action)
        self.recent = self._submenu(self._menus["menu_file"], "recent_files", before="check_again")
        view = self._menus["menu_view"]
        self.languages = self._choices(self._submenu(view, "menu_language"), [code for code, _ in LANGUAGES])
        self.appearances = self._choices(self._submenu(view, "menu_appearance"), list(Appearance))
        for (_code, name), action in zip(LANGUAGES, self.languages.actions(), strict=True):
            action.setText(name)
        self["quit"].setMenuRole(QAction.MenuRole.QuitRole)
        self["page_about"].setMenuRole(QAction.MenuRole.AboutRole)
        self["page_settings"].setMenuRole(QAction.MenuRole.PreferencesRole)

    def __getitem__(self, name: str) -> QAction:
        """Return the action called `name`."""
        return self._by_name[name]

    def retranslate(self, translator: Translator, settings: Settings) -> None:
        """Name everything in another language and mark what is chosen."""
        for name, action in self._by_name.items():
            action.setText(translator.text(f"window.{name}"))
            word = strip_mnemonic(translator.text(f"window.{name}"))
            action.setIconText(word)  # the text of buttons
            action.setToolTip(word)
        for name, menu in self._menus.items():
            menu.setTitle(translator.text(f"window.{name}"))
        for action in self.appearances.actions():
            action.setText(translator.text(f"window.appearance_{action.data()}"))
            action.setChecked(action.data() == settings.appearance.value)
        for action in self.languages.actions():
            action.setChecked(action.data() == settings.language)

    def list_keys(self) -> Mapping[str, str]:
        """Return the keys of every command and page that has any, by its name, as this system writes them."""
        form = QKeySequence.SequenceFormat.NativeText
        written = {name: action.shortcut().toString(form) for name, action in self._by_name.items()}
        return {name: keys for name, keys in written.items() if keys}

    def set_filled(self, any_files: bool) -> None:
        """Let commands that need files be given, or not."""
        for name, command in self._commands.items():
            if command.needs is Needs.FILES:
                self[name].setEnabled(any_files)

    def pages_with(self, button: Button) -> list[QAction]:
        """Return the actions that lead to the pages with such a button, in the order of the table."""
        return [self[page.label] for page in PAGES if page.button is button]

    def make_share_menu(self, parent: QWidget) -> QMenu:
        """Make a menu of every way to hand a report on."""
        menu = QMenu(parent)
        menu.addActions([self[name] for name in SHARE])
        return menu

    def keep_space_for_icons(self, side: int) -> None:
        """Have buttons be as wide as they will be with their icons."""
        nothing = make_empty_icon(side)
        for action in self._by_name.values():
            action.setIcon(nothing)

    def set_icons(self, colour: str, side: int, scale: float) -> None:
        """Draw all icons in another colour and size, for a screen of that scale."""
        for name, action in self._by_name.items():
            action.setIcon(make_icon(name.removeprefix("page_"), colour, side, scale))

    def mark_page(self, key: str) -> None:
        """Mark the page that is shown."""
        for action in self._pages.actions():
            action.setChecked(action.data() == key)

    def _menu(self, name: str) -> QMenu:
        menu = self._menus[name] = QMenu(self._context.widget)
        self._menu_bar.addMenu(menu)
        return menu

    def _submenu(self, above: QMenu, name: str, before: str = "") -> QMenu:
        menu = self._menus[name] = QMenu(above)
        if before:
            above.insertMenu(self[before], menu)
        else:
            above.addMenu(menu)
        return menu

    def _group(self, *, exclusive: bool) -> QActionGroup:
        group = QActionGroup(self._context.widget)
        group.setExclusive(exclusive)
        return group

    def _action(self, group: QActionGroup, name: str, data: str, shortcut: Shortcut) -> QAction:
        action = self._by_name[name] = group.addAction(QAction(self._context.widget))
        action.setData(data)
        if shortcut is not None:
            action.setShortcut(QKeySequence(shortcut))
        return action

    def _choices(self, menu: QMenu, values: list[str]) -> QActionGroup:
        group = self._group(exclusive=True)
        for value in values:
            action = group.addAction(QAction(self._context.widget))
            action.setData(str(value))
            action.setCheckable(True)
            menu.addAction(action)
        return group

    @Slot(QAction)
    def _on_command(self, action: QAction) -> None:
        self._commands[action.data()].run(self._context)

    @Slot(QAction)
    def _on_page(self, action: QAction) -> None:
        self.page_wanted.emit(action.data())
