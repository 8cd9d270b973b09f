"""What the window asks of others: never unasked, the hosts named before, and the file judged with what came."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from gui.dialogs.network_question import NetworkQuestion
from gui.file_item import FileItem
from gui.main_window import MainWindow
from tests.build import plain_reports
from verify.features.revocation import ask
from verify.model import CertificateStatus, NoAnswer, RevocationAnswer, RevocationQuestion, RevocationSource
from verify.report.words.catalogue import Translator

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # what the offscreen platform says of dialogs

ENGLISH = Translator("en")
DIGEST = "0a" * 32
QUESTION = RevocationQuestion(
    b"certificate", b"issuer", DIGEST, "Editor", "http://ocsp.example.org/", "ocsp.example.org"
)


class Issuers:
    """Stands in for the asking; `asked` are the questions that went out."""

    def __init__(self) -> None:
        self.questions: tuple[RevocationQuestion, ...] = (QUESTION,)
        self.answer = CertificateStatus(
            DIGEST, RevocationAnswer.GOOD, RevocationSource.ASKED, "Editor", "ocsp.example.org", "2026-08-20T09:00:00Z"
        )
        self.asked: list[RevocationQuestion] = []

    def list_questions(self, *_: object) -> tuple[RevocationQuestion, ...]:
        return self.questions

    def ask(self, questions: tuple[RevocationQuestion, ...]) -> tuple[CertificateStatus, ...]:
        self.asked += questions
        return (self.answer,)


@pytest.fixture
def issuers(monkeypatch: pytest.MonkeyPatch) -> Issuers:
    standing_in = Issuers()
    monkeypatch.setattr(ask, "list_questions", standing_in.list_questions)
    monkeypatch.setattr(ask, "ask", standing_in.ask)
    return standing_in


@pytest.fixture
def listed(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> FileItem:
    """A file by a listed signer, which is shown."""
    path = tmp_path / "listed-1.jpg"
    path.touch()
    window.check_in_list([str(path)])
    qtbot.waitUntil(lambda: any(entry.is_finished for entry in window.listed_files()), timeout=20_000)
    return window.listed_files()[0]


def button(window: MainWindow) -> QPushButton:
    return window.workbench.panel.steps.revocation


def open_dialog(window: MainWindow, qtbot: QtBot) -> NetworkQuestion:
    QTest.mouseClick(button(window), Qt.MouseButton.LeftButton)
    dialogs: list[NetworkQuestion] = []

    def is_open() -> bool:
        dialogs[:] = [one for one in window.findChildren(NetworkQuestion) if one.isVisible()]
        return bool(dialogs)

    qtbot.waitUntil(is_open, timeout=20_000)
    return dialogs[0]


def test_who_is_asked_is_said_before_and_nobody_is_asked_without_a_yes(
    window: MainWindow, qtbot: QtBot, listed: FileItem, issuers: Issuers
) -> None:
    assert button(window).isVisible()
    dialog = open_dialog(window, qtbot)
    assert "ocsp.example.org" in dialog.informativeText()  # as the certificates say
    assert "claimed.example.org" not in dialog.informativeText()
    assert "Nothing from your file is sent" in dialog.informativeText()
    assert dialog.defaultButton() is dialog.no
    QTest.mouseClick(dialog.no, Qt.MouseButton.LeftButton)
    qtbot.wait(100)
    assert issuers.asked == []
    assert listed.is_finished


def test_the_answer_is_in_the_report_afterwards(
    window: MainWindow, qtbot: QtBot, listed: FileItem, issuers: Issuers
) -> None:
    dialog = open_dialog(window, qtbot)
    QTest.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: listed.is_finished and bool(listed.report.record.revocations), timeout=20_000)
    assert issuers.asked == [QUESTION]
    assert listed.report.record.revocations == (issuers.answer,)
    qtbot.waitUntil(lambda: not window.notice.text, timeout=20_000)


def test_where_nobody_answered_it_can_be_asked_again(
    window: MainWindow, qtbot: QtBot, listed: FileItem, issuers: Issuers
) -> None:
    issuers.answer = CertificateStatus(
        DIGEST, RevocationAnswer.NO_ANSWER, RevocationSource.ASKED, "Editor", "ocsp.example.org", why=NoAnswer.TIMED_OUT
    )
    QTest.mouseClick(open_dialog(window, qtbot).yes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: listed.is_finished and bool(listed.report.record.revocations), timeout=20_000)
    assert button(window).isVisible()


def test_where_there_is_nobody_to_ask_that_is_said(
    window: MainWindow, qtbot: QtBot, listed: FileItem, issuers: Issuers
) -> None:
    issuers.questions = ()
    QTest.mouseClick(button(window), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.notice.text == ENGLISH.text("window.revocation_nobody"), timeout=20_000)
    assert issuers.asked == []
    assert listed.is_finished


def test_a_signer_on_no_list_cannot_be_asked_about(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "ai-1.jpg"
    path.touch()
    window.check_in_list([str(path)])
    qtbot.waitUntil(lambda: any(entry.is_finished for entry in window.listed_files()), timeout=20_000)
    assert not plain_reports.ai_edit().record.chains
    assert not button(window).isVisible()


def test_a_file_that_is_checked_again_by_hand_is_checked_without_what_was_brought(
    window: MainWindow, qtbot: QtBot, listed: FileItem, issuers: Issuers
) -> None:
    QTest.mouseClick(open_dialog(window, qtbot).yes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: listed.is_finished and bool(listed.report.record.revocations), timeout=20_000)
    number = listed.number
    window.check_again()
    qtbot.waitUntil(lambda: listed.number > number and listed.is_finished, timeout=20_000)
    assert listed.report.record.revocations == ()
