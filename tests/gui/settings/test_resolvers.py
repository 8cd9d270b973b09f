"""The services that can be asked for a lost record: presets with their source, and addresses of one's own."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.settings.page import SettingsPage
from gui.settings.resolvers import ResolversPart
from verify.report.words.catalogue import Translator
from verify.store.folders import data_folder
from verify.store.resolvers import ResolverStore

ENGLISH = Translator("en")


@pytest.fixture
def part(window: MainWindow, qtbot: QtBot) -> ResolversPart:
    window.show_page("settings")
    page = window.pages.page_as("settings", SettingsPage)
    qtbot.waitUntil(page.isVisible, timeout=20_000)
    return next(part for part in page.parts if isinstance(part, ResolversPart))


def test_a_preset_says_where_it_comes_from_and_cannot_be_removed(part: ResolversPart) -> None:
    (preset,) = part.lines
    assert preset.remove is None
    texts = [label.text() for label in preset.findChildren(type(part.result))]
    assert any("https://c2pa.iscc.io/v1" in text for text in texts)
    assert any("We haven't tried it" in text for text in texts)


def test_an_address_is_added_and_removed(part: ResolversPart) -> None:
    part.address.setText("https://resolver.example.org/v1/")
    QTest.mouseClick(part.add, Qt.MouseButton.LeftButton)
    assert [line.key for line in part.lines][1:] == ["https://resolver.example.org/v1"]
    assert part.result.text() == ENGLISH.text("window.resolver_added", host="resolver.example.org")
    assert [own.base for own in ResolverStore(data_folder()).list_own()] == ["https://resolver.example.org/v1"]
    remove = part.lines[1].remove
    assert remove is not None
    QTest.mouseClick(remove, Qt.MouseButton.LeftButton)
    assert ResolverStore(data_folder()).list_own() == ()


@pytest.mark.parametrize("address", ["", "resolver.example.org", "http://resolver.example.org/", "https://a@b/"])
def test_what_is_no_https_address_is_refused(part: ResolversPart, address: str) -> None:
    part.address.setText(address)
    QTest.mouseClick(part.add, Qt.MouseButton.LeftButton)
    assert part.result.text() == ENGLISH.text("window.resolver_refused")
    assert len(part.lines) == 1
