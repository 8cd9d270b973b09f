"""Every command of the menus: its name, its shortcut, what it does, and what it needs.

A new command is one entry here and its label, which has the same name. What it needs is imported when it runs.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtGui import QGuiApplication, QKeySequence

if TYPE_CHECKING:
    from gui.context import CommandContext
    from gui.panel.printing import AnswerPrinter
    from verify.model import Report

Shortcut = QKeySequence.StandardKey | str | None


class Needs(Enum):
    """What must be there before a command can be given."""

    NOTHING = 0
    FILES = 1  # at least one listed file


class Command(NamedTuple):
    """One line of a menu."""

    name: str
    shortcut: Shortcut
    run: Callable[[CommandContext], None]
    needs: Needs = Needs.NOTHING
    begins_group: bool = False  # a line in the menu parts it from those before


def _open_files(context: CommandContext) -> None:
    context.ask_for_files()


def _open_folder(context: CommandContext) -> None:
    context.ask_for_folder()


def _open_address(context: CommandContext) -> None:
    context.ask_for_address()


def _check_again(context: CommandContext) -> None:
    context.check_again()


def _remove(context: CommandContext) -> None:
    context.remove_chosen()


def _remove_all(context: CommandContext) -> None:
    context.remove_all()


def _print_answer(context: CommandContext) -> None:
    printing = _make_printer(context)
    if printing is not None:
        printing.ask_for_printer()


def _save_pdf(context: CommandContext) -> None:
    printing = _make_printer(context)
    if printing is not None:
        printing.ask_for_place()


def _copy_card(context: CommandContext) -> None:
    from gui.panel.share_card import draw_card

    report = _find_report(context)
    if report is not None:
        QGuiApplication.clipboard().setImage(draw_card(report, context.translator))
        context.show_notice("card_copied")


def _make_printer(context: CommandContext) -> AnswerPrinter | None:
    """Return what prints the answer in the panel, or nothing and a notice while there is none."""
    from gui.panel.printing import AnswerPrinter

    report = _find_report(context)
    return None if report is None else AnswerPrinter(context, report)


def _find_report(context: CommandContext) -> Report | None:
    """Return the report in the panel, or nothing and a notice while there is none."""
    entry = context.current_file()
    if entry is None or not entry.is_finished:
        context.show_notice("answer_not_there")
        return None
    return entry.report


def _quit(context: CommandContext) -> None:
    context.widget.close()


def _copy_answer(context: CommandContext) -> None:
    context.copy_answer()


def _paste(context: CommandContext) -> None:
    context.paste()


def _previous_file(context: CommandContext) -> None:
    context.step_file(-1)


def _next_file(context: CommandContext) -> None:
    context.step_file(1)


def _toggle_list(context: CommandContext) -> None:
    context.toggle_list()


def _make_pack(context: CommandContext) -> None:
    from gui.packs.dialog import offer_pack

    offer_pack(context)


def _add_to_case(context: CommandContext) -> None:
    from gui.cases.add_dialog import offer_case

    offer_case(context)


_KEYS = QKeySequence.StandardKey

MENUS: Final[tuple[tuple[str, tuple[Command, ...]], ...]] = (
    (
        "menu_file",
        (
            Command("open_files", _KEYS.Open, _open_files),
            Command("open_folder", "Ctrl+Shift+O", _open_folder),
            Command("open_address", "Ctrl+Shift+L", _open_address),
            Command("check_again", "F5", _check_again, Needs.FILES),
            Command("copy_card", "Ctrl+Shift+C", _copy_card, Needs.FILES, begins_group=True),
            Command("save_pdf", None, _save_pdf, Needs.FILES),
            Command("print_answer", _KEYS.Print, _print_answer, Needs.FILES),
            Command("make_pack", "Ctrl+E", _make_pack, Needs.FILES),
            Command("add_to_case", "Ctrl+D", _add_to_case, Needs.FILES),
            # the Delete key belongs to the list alone
            Command("remove", None, _remove, Needs.FILES, begins_group=True),
            Command("remove_all", "Ctrl+Shift+Del", _remove_all, Needs.FILES),
            Command("quit", _KEYS.Quit, _quit, begins_group=True),
        ),
    ),
    (
        "menu_edit",
        (
            Command("copy_answer", _KEYS.Copy, _copy_answer, Needs.FILES),
            Command("paste", _KEYS.Paste, _paste),
        ),
    ),
    (
        "menu_view",
        (
            Command("previous_file", "Ctrl+PgUp", _previous_file),
            Command("next_file", "Ctrl+PgDown", _next_file),
            Command("toggle_list", "F9", _toggle_list),
        ),
    ),
    ("menu_help", ()),
)

# every way to hand on the report that is shown, or those of the chosen files, in the order of their menu
SHARE: Final = ("copy_answer", "copy_card", "save_pdf", "print_answer", "make_pack", "add_to_case")
