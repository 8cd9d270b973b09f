"""Every line of a menu has a letter of its own, in every language."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from gui.navigation.commands import MENUS
from gui.navigation.page_table import PAGES
from verify.report.words.catalogue import LANGUAGES, Translator

BESIDE = {"menu_file": ("recent_files",), "menu_view": ("menu_language", "menu_appearance")}  # menus within menus


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("menu", [name for name, _ in MENUS])
def test_no_two_lines_of_a_menu_share_a_letter(menu: str, language: str) -> None:
    names = [command.name for name, commands in MENUS if name == menu for command in commands]
    names += [page.label for page in PAGES if page.menu == menu]
    said = [Translator(language).text(f"window.{name}") for name in (*names, *BESIDE.get(menu, ()))]
    letters = Counter(found[1].casefold() for label in said if (found := re.search("&(.)", label)))
    assert [label for label in said if "&" not in label] == []
    assert [letter for letter, count in letters.items() if count > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_menus_share_a_letter(language: str) -> None:
    said = [Translator(language).text(f"window.{name}") for name, _ in MENUS]
    assert len({label[label.index("&") + 1].casefold() for label in said}) == len(said)
