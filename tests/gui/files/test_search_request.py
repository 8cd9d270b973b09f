"""The window looks for a lost record only after it said what goes to whom; what it finds stands beside the answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.dialogs.network_question import NetworkQuestion
from gui.dialogs.search_dialog import SearchDialog
from gui.file_item import FileItem
from gui.main_window import MainWindow
from tests.verify.report.test_found_elsewhere import CODE, SEARCH
from verify.features.lost_record import search
from verify.features.lost_record.search import Codes
from verify.model import RecordSearch
from verify.report.words.catalogue import Translator
from verify.store.folders import data_folder
from verify.store.resolvers import Resolver, ResolverStore

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # what the offscreen platform says of dialogs

ENGLISH = Translator("en")


class Service:
    """Stands in for the search; what was asked of whom is noted."""

    def __init__(self) -> None:
        self.codes = Codes((CODE,))
        self.found = SEARCH
        self.asked: list[str] = []
        self.allowed: list[tuple[str, ...]] = []

    def list_codes(self, *_: object) -> Codes:
        return self.codes

    def ask_resolver(self, resolver: Resolver, _codes: Codes) -> RecordSearch:
        self.asked.append(resolver.host)
        return self.found

    def fetch_records(
        self, _resolver: Resolver, found: RecordSearch, *_: object, allowed: tuple[str, ...]
    ) -> RecordSearch:
        self.allowed.append(allowed)
        return found


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Service:
    standing_in = Service()
    for name in ("list_codes", "ask_resolver", "fetch_records"):
        monkeypatch.setattr(search, name, getattr(standing_in, name))
    return standing_in


@pytest.fixture
def plain(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> FileItem:
    """A picture without a record, which is shown."""
    path = tmp_path / "plain-1.jpg"
    path.touch()
    window.check_in_list([str(path)])
    qtbot.waitUntil(lambda: any(entry.is_finished for entry in window.listed_files()), timeout=20_000)
    return window.listed_files()[0]


def button(window: MainWindow) -> QPushButton:
    return window.workbench.panel.steps.search


def wait_for(window: MainWindow, qtbot: QtBot, kind: type[QWidget]) -> QWidget:
    shown: list[QWidget] = []

    def is_open() -> bool:
        shown[:] = [one for one in window.findChildren(kind) if one.isVisible()]
        return bool(shown)

    qtbot.waitUntil(is_open, timeout=20_000)
    return shown[0]


def open_dialog(window: MainWindow, qtbot: QtBot) -> SearchDialog:
    QTest.mouseClick(button(window), Qt.MouseButton.LeftButton)
    dialog = wait_for(window, qtbot, SearchDialog)
    assert isinstance(dialog, SearchDialog)
    return dialog


def test_what_is_sent_to_whom_and_what_it_reveals_is_said_before(
    window: MainWindow, qtbot: QtBot, plain: FileItem, service: Service
) -> None:
    ResolverStore(data_folder()).add("https://resolver.example.org/v1")
    dialog = open_dialog(window, qtbot)
    assert [dialog.service.itemText(at) for at in range(dialog.service.count())] == [
        "ISCC Foundation",
        "resolver.example.org",
    ]
    assert "c2pa.iscc.io" in dialog.explanation.text()
    assert "(ISCC)" in dialog.explanation.text()
    assert "We haven't tried it" in dialog.origin.text()
    dialog.service.setCurrentIndex(1)
    assert "resolver.example.org" in dialog.explanation.text()
    assert dialog.origin.text() == ENGLISH.text("window.find_record_own")
    assert dialog.no.isDefault()
    QTest.mouseClick(dialog.no, Qt.MouseButton.LeftButton)
    qtbot.wait(100)
    assert service.asked == []
    assert plain.report.search is None


def test_what_is_found_stands_beside_the_answer_and_leaves_it(
    window: MainWindow, qtbot: QtBot, plain: FileItem, service: Service
) -> None:
    before = plain.report
    headline = window.workbench.panel.answer.headline.text()
    QTest.mouseClick(open_dialog(window, qtbot).yes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: plain.report.search is not None, timeout=20_000)
    assert service.asked == ["c2pa.iscc.io"]
    after = plain.report
    assert replace(after, search=None, run=before.run) == before
    assert after.run.network
    assert window.workbench.panel.answer.headline.text() == headline
    section = window.workbench.panel.sections["found_elsewhere"]
    assert section.isVisible()


def test_another_host_is_a_second_question(window: MainWindow, qtbot: QtBot, plain: FileItem, service: Service) -> None:
    service.found = replace(SEARCH, host="c2pa.iscc.io")  # the record is kept by somebody else
    for answer, allowed in (("no", ()), ("yes", ("resolver.test",))):
        QTest.mouseClick(open_dialog(window, qtbot).yes, Qt.MouseButton.LeftButton)
        question = wait_for(window, qtbot, NetworkQuestion)
        assert isinstance(question, NetworkQuestion)
        assert "resolver.test" in question.informativeText()
        count = len(service.allowed)
        QTest.mouseClick(getattr(question, answer), Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda count=count: len(service.allowed) > count, timeout=20_000)  # type: ignore[misc]
        assert service.allowed[-1] == allowed
        qtbot.waitUntil(lambda: plain.report.search is not None, timeout=20_000)


def test_where_there_is_no_code_nobody_is_asked(
    window: MainWindow, qtbot: QtBot, plain: FileItem, service: Service
) -> None:
    service.codes = Codes(())
    QTest.mouseClick(button(window), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.notice.text == ENGLISH.text("window.find_record_no_code"), timeout=20_000)
    assert service.asked == []


def test_a_search_is_offered_only_where_a_record_may_be_lost(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "ai-1.jpg"
    path.touch()
    window.check_in_list([str(path)])
    qtbot.waitUntil(lambda: any(entry.is_finished for entry in window.listed_files()), timeout=20_000)
    assert not button(window).isVisible()
