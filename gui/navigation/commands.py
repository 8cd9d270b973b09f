"""Every command of the menus: its name, its shortcut, what it does, and what it needs.

A new command is one entry here and its label, which has the same name. What it needs is imported when it runs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QKeySequence

if TYPE_CHECKING:
    from gui.main_window import MainWindow
    from gui.panel.printing import Printing

Shortcut = QKeySequence.StandardKey | str | None


class Needs(Enum):
    """What must be there before a command can be given."""

    NOTHING = 0
    FILES = 1  # at least one listed file


@dataclass(frozen=True, slots=True)
class Command:
    """One line of a menu."""

    name: str
    shortcut: Shortcut
    run: Callable[[MainWindow], None]
    needs: Needs = Needs.NOTHING


def _open_files(window: MainWindow) -> None:
    window.intake.ask_for_files()


def _open_folder(window: MainWindow) -> None:
    window.intake.ask_for_folder()


def _check_again(window: MainWindow) -> None:
    window.workbench.check_again()


def _remove(window: MainWindow) -> None:
    window.workbench.remove_chosen()


def _remove_all(window: MainWindow) -> None:
    window.workbench.remove_all()


def _print_answer(window: MainWindow) -> None:
    printing = _printing(window)
    if printing is not None:
        printing.ask_for_printer()


def _save_pdf(window: MainWindow) -> None:
    printing = _printing(window)
    if printing is not None:
        printing.ask_for_place()


def _printing(window: MainWindow) -> Printing | None:
    """What prints the answer in the panel, or nothing and a notice while there is none."""
    from gui.panel.printing import Printing

    entry = window.workbench.list.current()
    if entry is None or not entry.finished:
        window.say("answer_not_there")
        return None
    return Printing(window, entry.report)


def _quit(window: MainWindow) -> None:
    window.close()


def _copy_answer(window: MainWindow) -> None:
    window.copy_answer()


def _paste(window: MainWindow) -> None:
    window.intake.paste()


def _memory(window: MainWindow) -> None:
    from gui.settings.memory_dialog import open_memory

    open_memory(window)


def _make_pack(window: MainWindow) -> None:
    from gui.packs.dialog import offer_pack

    offer_pack(window)


def _add_to_case(window: MainWindow) -> None:
    from gui.cases.add_dialog import offer_case

    offer_case(window)


_KEYS = QKeySequence.StandardKey

MENUS: Final[tuple[tuple[str, tuple[Command, ...]], ...]] = (
    (
        "menu_file",
        (
            Command("open_files", _KEYS.Open, _open_files),
            Command("open_folder", "Ctrl+Shift+O", _open_folder),
            Command("check_again", "F5", _check_again, Needs.FILES),
            Command("print_answer", _KEYS.Print, _print_answer, Needs.FILES),
            Command("save_pdf", None, _save_pdf, Needs.FILES),
            Command("make_pack", "Ctrl+E", _make_pack, Needs.FILES),
            Command("add_to_case", "Ctrl+D", _add_to_case, Needs.FILES),
            Command("remove", None, _remove, Needs.FILES),  # the Delete key belongs to the list alone
            Command("remove_all", "Ctrl+Shift+Del", _remove_all, Needs.FILES),
            Command("quit", _KEYS.Quit, _quit),
        ),
    ),
    (
        "menu_edit",
        (
            Command("copy_answer", _KEYS.Copy, _copy_answer, Needs.FILES),
            Command("paste", _KEYS.Paste, _paste),
            Command("memory", None, _memory),
        ),
    ),
    ("menu_view", ()),
    ("menu_help", ()),
)
