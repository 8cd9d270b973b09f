from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from gui import preferences
from gui.main_window import MainWindow
from gui.preferences import QUICK, Appearance, Settings
from gui.settings.page import AppearancePart, SettingsPage
from gui.settings.privacy import PrivacyPart
from gui.settings.readers import DEEP, ReadersPart
from gui.settings.trust_lists import TrustListsPart
from tests.gui.test_main_window import drop, files, finished
from verify.model import readers
from verify.report.words import commands
from verify.report.words.catalogue import Translator
from verify.store.network.fetch import FetchError, FetchProblem
from verify.store.trust import official_lists, store

ENGLISH = Translator("en")
CHINESE = Translator("zh_CN")


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> SettingsPage:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    return window.pages.page_as("settings", SettingsPage)


def look(page: SettingsPage) -> AppearancePart:
    found = page.findChild(AppearancePart)
    assert found is not None
    return found


def reading(page: SettingsPage) -> ReadersPart:
    found = page.findChild(ReadersPart)
    assert found is not None
    return found


def trust_part(page: SettingsPage) -> TrustListsPart:
    found = page.findChild(TrustListsPart)
    assert found is not None
    return found


def test_language_colours_and_size_are_chosen_by_key_and_hold_at_once(window: MainWindow, page: SettingsPage) -> None:
    language = look(page).language.box
    assert window.focusWidget() is language
    QTest.keyClick(language, Qt.Key.Key_Down)
    assert window.settings.language == "zh_CN"
    assert window.commands["open_files"].text() == CHINESE.text("window.open_files")
    assert look(page).accessibleName() == CHINESE.text("window.part_look")
    QTest.keyClick(look(page).appearance.box, Qt.Key.Key_End)
    assert window.settings.appearance is Appearance.HIGH_DARK
    before = QApplication.font().pointSizeF()
    QTest.keyClick(look(page).text_size.box, Qt.Key.Key_End)
    assert QApplication.font().pointSizeF() == pytest.approx(2 * before)
    assert preferences.load() == Settings("zh_CN", Appearance.HIGH_DARK, 200)


def test_what_is_chosen_in_a_menu_shows_on_the_page(window: MainWindow, page: SettingsPage) -> None:
    window.commands.appearances.actions()[2].trigger()
    assert look(page).appearance.box.currentData() == Appearance.DARK


def test_readers_are_chosen_and_the_last_one_stays(window: MainWindow, page: SettingsPage) -> None:
    part = reading(page)
    assert not part.readers["exif"].isVisible()
    QTest.mouseClick(part.quick, Qt.MouseButton.LeftButton, pos=part.quick.rect().center())
    assert window.settings.readers == QUICK
    QTest.keyClick(part.some.button, Qt.Key.Key_Space)
    assert part.readers["exif"].isVisible()
    for name, tick in part.readers.items():
        if name != "xmp":
            tick.button.click()
    assert window.settings.readers == ("xmp",)
    part.readers["xmp"].button.click()
    assert window.settings.readers == ("xmp",)
    assert part.readers["xmp"].button.isChecked()
    part.every.button.click()
    assert not window.settings.readers


def test_the_page_names_every_reader_but_the_one_with_a_box_of_its_own(page: SettingsPage) -> None:
    assert {*reading(page).readers, DEEP} == set(readers.READERS)
    assert {DEEP} == readers.ON_REQUEST


def test_other_readers_take_part_from_the_next_file_on(
    window: MainWindow, page: SettingsPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    qtbot.wait(50)
    told: list[str] = []
    monkeypatch.setattr(
        "gui.background.supervisor_client.SupervisorClient.configure", lambda _self: told.append("configured")
    )
    reading(page).deep.button.click()
    assert window.settings.deep
    assert told == ["configured"]
    look(page).text_size.chosen.emit(125)
    assert told == ["configured"]


def test_a_supervisor_that_is_told_other_options_goes_on(
    window: MainWindow, page: SettingsPage, qtbot: QtBot, a_file: Callable[[str], str]
) -> None:
    drop(window, files(a_file("ai-1.jpg")))
    reading(page).deep.button.click()
    drop(window, files(a_file("plain.jpg")))
    qtbot.waitUntil(finished(window, 2), timeout=20_000)


def test_every_list_is_shown_with_its_date(page: SettingsPage, own_data_folder: Path) -> None:
    lists = store.TrustStore(own_data_folder).lists()
    assert [line.name for line in trust_part(page).lines] == [each.facts.name for each in lists]
    assert all(line.remove is None for line in trust_part(page).lines)


def test_a_certificate_is_added_and_removed_and_a_wrong_one_refused(page: SettingsPage, samples_folder: Path) -> None:
    part = trust_part(page)
    count = len(part.lines)
    part._opening.chosen.emit([str(samples_folder / "samples.json")])
    assert part.result.text() == commands.describe_problem(ENGLISH, "no_certificates", "")
    assert len(part.lines) == count
    part._opening.chosen.emit([str(samples_folder / "anchor.pem")])
    assert len(part.lines) == count + 1
    button = part.lines[-1].remove
    assert button is not None
    assert part.lines[-1].name in button.accessibleName()
    button.click()
    assert len(part.lines) == count
    assert "Removed" in part.result.text()


@pytest.mark.qt_log_ignore("propagateSizeHints")  # what the offscreen platform says of every dialog of fixed size
def test_lists_are_renewed_only_after_the_hosts_were_named(
    page: SettingsPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def no_answer(_store: object, known: official_lists.OfficialList, _today: object) -> None:
        asked.append(known.name)
        raise FetchError(FetchProblem.UNREACHABLE, "example.org")

    monkeypatch.setattr("verify.store.trust.update.update_list", no_answer)
    part = trust_part(page)
    part.renew.click()
    question = part.findChild(QMessageBox)
    assert question is not None
    assert "https" not in question.informativeText()
    assert "trust.iptc.org" in question.informativeText()
    assert asked == []
    question.reject()
    qtbot.wait(20)
    assert asked == []
    part.renew.click()
    again = [box for box in part.findChildren(QMessageBox) if box.isVisible()]
    again[-1].accept()
    qtbot.waitUntil(part.renew.isEnabled, timeout=20_000)
    assert len(asked) == len(official_lists.read_index())
    assert part.result.text().count("example.org") == len(asked)


def test_an_old_list_is_told_when_the_window_opens_with_a_way_to_the_lists(
    open_window: Callable[..., MainWindow], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = datetime.now(UTC) + timedelta(days=2_000)
    moved = type("Later", (datetime,), {"now": classmethod(lambda _cls, _zone=None: later)})
    monkeypatch.setattr("gui.main_window.datetime", moved)
    window = open_window()
    qtbot.waitUntil(lambda: bool(window.notice.text), timeout=20_000)
    assert "days old" in window.notice.text
    assert window.notice.open_page.isVisible()
    QTest.mouseClick(window.notice.open_page, Qt.MouseButton.LeftButton)
    assert window.pages.current_key == "settings"


def test_lists_of_today_are_no_news(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("verify.model.limits.LIST_STALE_DAYS", 100_000)
    qtbot.wait(50)
    assert window.notice.text == ""


def test_paths_are_remembered_opened_again_and_forgotten(
    window: MainWindow, qtbot: QtBot, a_file: Callable[[str], str]
) -> None:
    first, second = a_file("ai-1 & more.jpg"), a_file("plain.jpg")
    drop(window, files(first))
    drop(window, files(second))
    menu = window.commands.recent
    menu.aboutToShow.emit()
    assert [action.data() for action in menu.actions()[:2]] == [second, first]
    assert menu.actions()[1].text().endswith("ai-1 && more.jpg")
    qtbot.waitUntil(finished(window, 2), timeout=20_000)
    window.workbench.remove_all()
    menu.actions()[1].trigger()
    qtbot.waitUntil(finished(window, 1), timeout=20_000)
    menu.actions()[-1].trigger()
    menu.aboutToShow.emit()
    assert [action.isEnabled() for action in menu.actions()] == [False]


def test_who_does_not_want_paths_to_be_kept_leaves_none(
    window: MainWindow, page: SettingsPage, a_file: Callable[[str], str], own_data_folder: Path
) -> None:
    drop(window, files(a_file("secret-1.jpg")))
    assert "secret-1" in (own_data_folder / "window.ini").read_text(encoding="utf-8")
    part = page.findChild(PrivacyPart)
    assert part is not None
    part.keep_recent.button.click()
    drop(window, files(a_file("secret-2.jpg")))
    assert not window.settings.keep_recent
    assert "secret" not in (own_data_folder / "window.ini").read_text(encoding="utf-8")
