from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.panel.printing import AnswerDocument, render_pdf
from tests.build import example_reports, plain_reports
from tests.gui.test_main_window import drop, files, finished
from verify.model import Report
from verify.report.panel import panel
from verify.report.words.catalogue import Translator
from verify.report.words.dates import say_time
from verify.report.words.untrusted import plain
from verify.report.words.verdict.answer import answer

ENGLISH = Translator("en")

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # what the offscreen platform says of dialogs


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_answer_stands_on_paper_in_both_languages(qapp: QApplication, language: str) -> None:
    translator = Translator(language)
    report = plain_reports.ai_edit("harbour.jpg")
    told = AnswerDocument(report, translator).toPlainText()
    for words in (
        answer(translator, report).headline,
        answer(translator, report).according_to,
        answer(translator, report).summary,
        answer(translator, report).how_sure.heading,
        *answer(translator, report).how_sure.case,
        panel(report, translator, 0).checks,
        translator.text("window.always"),
        translator.text("window.rest_not_printed"),
        translator.text("window.card_checked", when=say_time(translator, report.run.checked_at)),
    ):
        assert words in told
    assert report.file.name in told
    assert report.file.path not in told  # it names whoever checked the file


@pytest.mark.parametrize("make", [example_reports.full, plain_reports.ai_edit, plain_reports.nothing])
def test_the_answer_has_one_page_however_much_there_is_to_say(qapp: QApplication, make: Callable[..., Report]) -> None:
    report = make() if make is example_reports.full else make("harbour.jpg")
    pdf = render_pdf(AnswerDocument(report, ENGLISH), "Whence")
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert len(document.pages) == 1


def test_markup_out_of_a_file_is_printed_as_text_and_loads_nothing(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    load = AnswerDocument.loadResource

    def listening(self: AnswerDocument, kind: int, name: QUrl | str) -> object:
        asked.append(QUrl(name).scheme())
        return load(self, kind, name)

    monkeypatch.setattr(AnswerDocument, "loadResource", listening)
    report = plain_reports.hostile("<img src='file:///etc/passwd'><b>bold</b>.jpg")
    document = AnswerDocument(report, ENGLISH)
    assert plain(report.file.name) in document.toPlainText()
    assert render_pdf(document, "Whence").startswith(b"%PDF")
    assert set(asked) <= {"data"}


def test_nothing_but_what_the_page_carries_is_loaded(qapp: QApplication, tmp_path: Path) -> None:
    document = AnswerDocument(plain_reports.nothing("plain.jpg"), ENGLISH)
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    kind = QTextDocument.ResourceType.HtmlResource.value
    assert document.loadResource(kind, QUrl.fromLocalFile(str(secret))) is None


def test_the_answer_is_saved_as_pdf_from_the_menu(
    window: MainWindow, qtbot: QtBot, a_file: Callable[[str], str], tmp_path: Path
) -> None:
    drop(window, files(a_file("ai-1.jpg")))
    qtbot.waitUntil(finished(window, 1), timeout=20_000)
    window.commands["save_pdf"].trigger()
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    target = tmp_path / "answer.pdf"
    dialog.fileSelected.emit(str(target))
    dialog.reject()
    assert target.read_bytes().startswith(b"%PDF")
    assert target.read_bytes().rstrip().endswith(b"%%EOF")
    assert window.notice.text.replace("\u200b", "") == ENGLISH.text("window.pdf_saved", file=str(target))


def test_a_place_that_cannot_be_written_is_said(
    window: MainWindow, qtbot: QtBot, a_file: Callable[[str], str], tmp_path: Path
) -> None:
    drop(window, files(a_file("ai-1.jpg")))
    qtbot.waitUntil(finished(window, 1), timeout=20_000)
    window.commands["save_pdf"].trigger()
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    (tmp_path / "file").touch()
    dialog.fileSelected.emit(str(tmp_path / "file" / "answer.pdf"))
    dialog.reject()
    assert window.notice.text == ENGLISH.text("window.pdf_not_saved")


def test_while_readers_look_there_is_nothing_to_print(
    window: MainWindow, qtbot: QtBot, a_file: Callable[[str], str]
) -> None:
    drop(window, files(a_file("ai-slow.jpg")))
    qtbot.waitUntil(lambda: window.workbench.list.current() is not None, timeout=20_000)
    window.commands["print_answer"].trigger()
    assert window.notice.text == ENGLISH.text("window.answer_not_there")
