"""Packs and cases in the window: what was checked is handed on and kept, by commands that run beside it."""

from __future__ import annotations

import html
import json
import sqlite3
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy
import pytest
from msgspec.structs import replace
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from gui.background.command_process import CommandProcess
from gui.cases.add_dialog import AddDialog
from gui.cases.page import CasesPage
from gui.dialogs.name_dialog import NameDialog
from gui.main_window import MainWindow
from gui.packs.dialog import CasePackDialog, PackDialog
from gui.packs.pack_number import QrCode
from gui.widgets.plain_label import PlainLabel
from tests.build import plain_reports
from tests.build.pseudo_language import outside, pseudo_words
from tests.gui.test_main_window import finished
from verify.features.cases.store import FILE, CaseStore
from verify.features.packs import verify
from verify.features.packs.layout import APPENDIX, FACTS, PAGE, REPORTS
from verify.model import Picture
from verify.report.words import catalogue
from verify.report.words.catalogue import Translator
from verify.report.words.verdict import headline
from verify.report.words.verdict.answer import answer

PATIENCE = 120_000

Check = Callable[..., MainWindow]


@pytest.fixture
def checked(
    open_window: Callable[..., MainWindow], a_file: Callable[[str], str], qtbot: QtBot
) -> Callable[..., MainWindow]:
    """A window with two answered files, both chosen."""

    def check(language: str = "en") -> MainWindow:
        window = open_window(language)
        window.check([a_file("ai-harbour.jpg"), a_file("plain.jpg")])
        qtbot.waitUntil(finished(window, 2), timeout=20_000)
        window.workbench.list.selectAll()
        return window

    return check


def _dialog(window: MainWindow, command: str, kind: type[QDialog]) -> QDialog:
    window.commands[command].trigger()
    found = window.findChildren(kind)
    assert len(found) == 1
    return found[0]


def _pack_dialog(window: MainWindow) -> PackDialog:
    dialog = _dialog(window, "make_pack", PackDialog)
    assert isinstance(dialog, PackDialog)
    return dialog


def _add(window: MainWindow, name: str) -> AddDialog:
    dialog = _dialog(window, "add_to_case", AddDialog)
    assert isinstance(dialog, AddDialog)
    dialog.case.setEditText(name)
    dialog.by.setText("Bo")
    return dialog


def _cell(table: QTableWidget, row: int, column: int) -> str:
    item = table.item(row, column)
    return item.text() if item else ""


def _cases(window: MainWindow) -> CasesPage:
    window.show_page("cases")
    return window.pages.page_as("cases", CasesPage)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_pack_is_made_of_the_reports_that_are_there(
    checked: Check, qtbot: QtBot, tmp_path: Path, language: str
) -> None:
    window = checked(language)
    dialog = _pack_dialog(window)
    dialog.note.setPlainText("First line\n<b>second</b>")
    dialog.by.setText("Ada")
    out = tmp_path / "pack.zip"
    with qtbot.waitSignal(dialog.made, timeout=PATIENCE):
        dialog.make_pack(str(out))
    assert dialog.bar.value() == dialog.bar.maximum() == 2 * len(window.workbench.files.entries())
    outcome = verify.check_pack(out)
    assert outcome.is_unchanged
    assert outcome.number.startswith(dialog.number.short.text().replace(" ", "").replace("\u200b", ""))
    dialog.number.copy.click()
    assert QApplication.clipboard().text() == outcome.number
    assert dialog.show_folder.isVisibleTo(dialog)
    with zipfile.ZipFile(out) as made:
        page = made.read(PAGE).decode()
    for entry in window.workbench.files.entries():
        assert html.escape(headline.headline(Translator(language).make_formal(), entry.report)) in page
    assert "&lt;b&gt;second&lt;/b&gt;" in page
    assert not dialog.go_on.isEnabled()
    dialog.reject()


def test_a_pack_that_cannot_be_kept_is_said_and_can_be_tried_again(
    checked: Check, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = _pack_dialog(checked())
    out = tmp_path / "pack.zip"
    out.write_bytes(b"mine")
    with qtbot.waitSignal(dialog.failed, timeout=PATIENCE):
        dialog.make_pack(str(out))
    assert "already exists and was left unchanged" in dialog.state.text()
    assert out.read_bytes() == b"mine"
    assert dialog.go_on.isEnabled()
    dialog.reject()


def test_a_dialog_that_is_closed_meanwhile_leaves_no_pack(checked: Check, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = _pack_dialog(checked())
    (tmp_path / "kept").mkdir()
    with qtbot.waitSignal(dialog.begun, timeout=PATIENCE):
        dialog.make_pack(str(tmp_path / "kept" / "pack.zip"))
    dialog.reject()
    qtbot.wait(300)
    assert list((tmp_path / "kept").iterdir()) == []


def test_the_number_of_a_pack_can_be_scanned_from_the_screen(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    code = QrCode(parent)
    code.show_code("0123456789abcdef" * 4, "code")
    code.resize(code.sizeHint())
    shown = code.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    pixels = numpy.frombuffer(shown.constBits(), numpy.uint8).reshape(shown.height(), shown.bytesPerLine())
    read, _corners, _straight = cv2.QRCodeDetector().detectAndDecode(pixels[:, : shown.width()].copy())
    assert read == "0123456789abcdef" * 4


def _with_slow_ones(window: MainWindow, a_file: Callable[[str], str], qtbot: QtBot, *, answered: bool = True) -> None:
    """Two files that are never answered, and before them one that is, all chosen."""
    names = [*(["ai-harbour.jpg"] if answered else []), "slow-1.jpg", "slow-2.jpg"]
    window.check([a_file(name) for name in names])
    files = window.workbench.files
    qtbot.waitUntil(lambda: [entry.is_finished for entry in files.entries()] == [True] * answered + [False] * 2)
    window.workbench.list.selectAll()


def _answer(window: MainWindow, name: str) -> None:
    """What comes of a slow file after all."""
    bench = window.workbench
    entry = next(entry for entry in bench.files.entries() if entry.name == name)
    entry.finish(
        replace(plain_reports.nothing(name), file=replace(plain_reports.nothing(name).file, path=entry.path, name=name))
    )
    bench.changed.emit(entry)


def _said(dialog: QDialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


@pytest.mark.parametrize(
    ("language", "counted", "fewer", "all_there"),
    [
        ("en", "1 of 3 files; 2 are still being checked.", "2 of 3 files; 1 is still being checked.", "3 files"),
        (
            "zh_CN",
            "3 个文件中已检查 1 个；还有 2 个正在检查。",
            "3 个文件中已检查 2 个；还有 1 个正在检查。",
            "3 个文件",
        ),
    ],
)
def test_what_is_still_being_checked_is_counted_and_waited_for(
    open_window: Callable[..., MainWindow],
    a_file: Callable[[str], str],
    qtbot: QtBot,
    tmp_path: Path,
    language: str,
    counted: str,
    fewer: str,
    all_there: str,
) -> None:
    window = open_window(language)
    _with_slow_ones(window, a_file, qtbot)
    dialog = _pack_dialog(window)
    assert counted in _said(dialog)
    assert dialog.count.wait.isChecked()
    assert not dialog.go_on.isEnabled()
    _answer(window, "slow-1.jpg")
    assert fewer in _said(dialog)
    assert not dialog.go_on.isEnabled()
    _answer(window, "slow-2.jpg")
    assert all_there in _said(dialog)
    assert not dialog.count.wait.isVisible()
    assert dialog.go_on.isEnabled()
    out = tmp_path / "pack.zip"
    with qtbot.waitSignal(dialog.made, timeout=PATIENCE):
        dialog.make_pack(str(out))
    with zipfile.ZipFile(out) as made:
        facts = json.loads(made.read(FACTS))
    assert (len(facts["files"]), facts["left_out"]) == (3, [])
    dialog.reject()


def test_a_pack_says_which_files_it_leaves_out(
    open_window: Callable[..., MainWindow], a_file: Callable[[str], str], qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window()
    _with_slow_ones(window, a_file, qtbot)
    dialog = _pack_dialog(window)
    dialog.count.leave_out.click()
    assert dialog.go_on.isEnabled()
    out = tmp_path / "pack.zip"
    with qtbot.waitSignal(dialog.made, timeout=PATIENCE):
        dialog.make_pack(str(out))
    assert "2 selected files are not in this pack" in dialog.state.text()
    _answer(window, "slow-1.jpg")
    assert "1 of 3 files" in _said(dialog)  # of these the pack was made
    with zipfile.ZipFile(out) as made:
        page = made.read(PAGE).decode()
        facts = json.loads(made.read(FACTS))
    assert page.count("Left out: not yet checked when the pack was made.") == 2
    assert [(one["name"], one["reason"]) for one in facts["left_out"]] == [
        ("slow-1.jpg", "pending"),
        ("slow-2.jpg", "pending"),
    ]
    assert [Path(file["path"]).name for file in facts["files"]] == ["ai-harbour.jpg"]
    dialog.reject()


def test_a_file_whose_check_failed_is_in_the_pack_as_unchecked(
    open_window: Callable[..., MainWindow], a_file: Callable[[str], str], qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window()
    window.check([a_file("killer.jpg"), a_file("plain.jpg")])
    qtbot.waitUntil(finished(window, 2), timeout=60_000)
    window.workbench.list.selectAll()
    dialog = _pack_dialog(window)
    assert dialog.go_on.isEnabled()
    with qtbot.waitSignal(dialog.made, timeout=PATIENCE):
        dialog.make_pack(str(tmp_path / "pack.zip"))
    with zipfile.ZipFile(tmp_path / "pack.zip") as made:
        lines = made.read(REPORTS).decode().splitlines()
    standings = {json.loads(line)["file"]["name"]: json.loads(line)["verdict"]["standing"] for line in lines}
    assert standings["killer.jpg"] == "unchecked"
    assert standings["plain.jpg"] != "unchecked"
    dialog.reject()


def test_files_without_an_answer_make_no_pack_and_no_case_until_they_have_one(
    open_window: Callable[..., MainWindow], a_file: Callable[[str], str], qtbot: QtBot, own_data_folder: Path
) -> None:
    window = open_window()
    _with_slow_ones(window, a_file, qtbot, answered=False)
    pack, adding = _pack_dialog(window), _dialog(window, "add_to_case", AddDialog)
    assert isinstance(adding, AddDialog)
    adding.case.setEditText("Harbour")
    for dialog in (pack, adding):
        assert not dialog.go_on.isEnabled()
        dialog.count.leave_out.click()
        assert not dialog.go_on.isEnabled()  # nothing would be left
    _answer(window, "slow-1.jpg")
    assert pack.go_on.isEnabled()
    adding.go_on.click()
    assert "1 result added to the case Harbour." in adding.state.text()
    assert Translator("en").count("pages.desk.left_out", 1) in adding.state.text()
    for dialog in (pack, adding):
        dialog.reject()


def test_a_pack_is_made_of_the_marked_files_and_of_no_other(
    open_window: Callable[..., MainWindow], a_file: Callable[[str], str], qtbot: QtBot
) -> None:
    window = open_window()
    for count, name in enumerate(("ai-1.jpg", "ai-2.jpg", "plain.jpg"), 1):
        window.check([a_file(name)])
        qtbot.waitUntil(finished(window, count), timeout=20_000)
    dialog = _pack_dialog(window)
    assert [item.report.file.name for item in dialog._files.items()] == ["plain.jpg"]
    assert "1 file" in _said(dialog)
    dialog.reject()


def test_results_are_added_to_a_new_case_and_shown_with_their_answers(
    checked: Check, qtbot: QtBot, own_data_folder: Path
) -> None:
    window = checked()
    assert not (own_data_folder / FILE).exists()
    dialog = _add(window, "Harbour")
    dialog.go_on.click()
    assert "2 results added to the case Harbour." in dialog.state.text()
    dialog.reject()
    again = _add(window, "harbour") if not window.findChildren(AddDialog) else None
    page = _cases(window)
    assert page.chosen_case == "Harbour"
    answers = [_cell(page.details.files, row, 1) for row in range(2)]
    for entry, shown in zip(window.workbench.files.entries(), answers, strict=True):
        assert shown.endswith(answer(window.translator, entry.report).line)
    assert page.details.custody.rowCount() == 3
    assert _cell(page.details.custody, 0, 2) == "Bo"
    if again is not None:
        again.reject()


def test_notes_and_tags_are_added_and_a_case_is_checked_and_deleted(
    checked: Check, qtbot: QtBot, own_data_folder: Path
) -> None:
    window = checked()
    dialog = _add(window, "Harbour")
    dialog.go_on.click()
    dialog.reject()
    page = _cases(window)
    page.by.setText("Ada")
    page.details.new_note.setPlainText("one\n<b>two</b>")
    page.details.add_note.click()
    page.details.new_tag.setText("storm")
    page.details.add_tag.click()
    assert page.details.new_note.toPlainText() == ""
    texts = [label.text() for label in page.details.findChildren(QLabel) if label.isVisible()]
    assert any("one\n<b>two</b>" in text for text in texts)
    assert "Tags: storm" in texts
    page.details.action_buttons["check"].click()
    assert "is unchanged" in page.state.text().replace("\u200b", "")
    connection = sqlite3.connect(own_data_folder / FILE)
    connection.execute("DELETE FROM tags")
    connection.commit()
    connection.close()
    page.details.action_buttons["check"].click()
    assert "The tag storm is missing" in page.state.text().replace("\u200b", "")
    page.details.action_buttons["delete"].click()
    (question,) = page.findChildren(NameDialog)
    assert question.no.isDefault()
    question.yes.click()
    assert page.chosen_case == ""
    assert "deleted" in page.state.text()
    with CaseStore(own_data_folder) as cases:
        assert cases.list_cases() == ()


def test_a_case_is_written_to_a_pack_and_its_files_are_copied_by_commands_of_their_own(
    checked: Check, qtbot: QtBot, tmp_path: Path
) -> None:
    window = checked()
    dialog = _add(window, "- Harbour")  # a name that looks like an option
    dialog.go_on.click()
    dialog.reject()
    page = _cases(window)
    page.details.action_buttons["export"].click()
    (asked,) = page.findChildren(CasePackDialog)
    assert (asked.name, asked.by.text()) == ("- Harbour", page.by.text())
    asked.note.setPlainText("For the desk")
    asked.by.setText("Ada")
    out = tmp_path / "case.zip"
    with qtbot.waitSignal(asked.made, timeout=PATIENCE):
        asked.make_pack(str(out))
    outcome = verify.check_pack(out)
    assert outcome.is_unchanged
    assert outcome.number == asked.number.number
    assert "exported to the evidence pack" in asked.state.text().replace("\u200b", "")
    with zipfile.ZipFile(out) as made:
        assert APPENDIX not in made.namelist()  # as with every pack, unless it is asked for
        assert "For the desk" in made.read(PAGE).decode()
    asked.reject()
    assert page.details.custody.rowCount() == 4
    assert "Ada" in _cell(page.details.custody, 3, 2)
    with qtbot.waitSignal(page.command_ended, timeout=PATIENCE):
        page.details.action_buttons["copies"].click()
    assert "the file was changed since it was checked" in page.state.text().replace(
        "\u200b", ""
    )  # its report is made up


def test_the_page_speaks_both_languages_and_shows_a_case_begun_elsewhere(
    open_window: Callable[..., MainWindow], own_data_folder: Path
) -> None:
    window = open_window()
    page = _cases(window)
    assert page.empty.isVisible()
    assert page.empty.button.text() == Translator("en").text("pages.desk.new_case")
    assert not page.side.isVisible()
    with CaseStore(own_data_folder) as cases:
        cases.begin("港口", "Bo")
    page.refresh()
    assert page.chosen_case == "港口"
    assert page.side.isVisible()
    page.begin.click()
    (question,) = page.findChildren(NameDialog)
    question.name.setText("Harbour")
    question.yes.click()
    assert page.chosen_case == "Harbour"
    window.commands.languages.actions()[1].trigger()
    assert page.begin.text() == "建立案件…"
    assert page.details.action_buttons["delete"].text() == "删除案件…"


def test_a_broken_database_is_kept_aside_and_said(
    open_window: Callable[..., MainWindow], own_data_folder: Path
) -> None:
    (own_data_folder / FILE).write_bytes(b"no database at all" * 100)
    page = _cases(open_window())
    assert "was damaged. It was renamed to" in page.state.text().replace("\u200b", "")
    assert len(list(own_data_folder.glob(f"{FILE}.broken-*"))) == 1


@pytest.mark.parametrize("width", [720, 1400])
def test_the_page_fits_when_a_language_needs_a_third_more_room(
    open_window: Callable[..., MainWindow],
    own_data_folder: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    width: int,
) -> None:
    words = pseudo_words()
    monkeypatch.setattr(catalogue, "words_in", lambda _folder, _language: words)
    with CaseStore(own_data_folder) as cases:
        cases.begin("Harbour", "Bo")
        cases.add_note("Harbour", "one long note " * 30, "Bo")
    page = _cases(open_window(width=width))
    qtbot.wait(50)
    for button in page.details.findChildren(QPushButton):
        assert button.width() >= button.minimumSizeHint().width() or button.text() == ""
        assert button.mapTo(page, button.rect().topRight()).x() <= page.width(), button.text()
    for label in page.details.findChildren(PlainLabel):
        if label.isVisible() and label.text():
            assert label.height() >= label.heightForWidth(label.width()), label.text()
            assert outside(label.text().replace("\u200b", "")) in ("", "·", "Harbour") or "note" in label.text()


def test_small_pictures_that_the_window_has_packed_stand_in_the_pack(
    checked: Check, qtbot: QtBot, tmp_path: Path
) -> None:
    window = checked()
    entry = window.workbench.files.entries()[0]
    picture = Picture("preview", 200, 100, bytes(range(256)) * 234 + bytes(96))
    entry.finish(replace(entry.report, pictures=(picture,)))
    entry.compress_pictures()
    assert type(entry.report.pictures[0]) is not Picture
    dialog = _pack_dialog(window)
    with qtbot.waitSignal(dialog.made, timeout=PATIENCE):
        dialog.make_pack(str(tmp_path / "pack.zip"))
    with zipfile.ZipFile(tmp_path / "pack.zip") as made:
        assert "pictures/0001.jpg" in made.namelist()
    dialog.reject()
    adding = _add(window, "Harbour")
    adding.go_on.click()
    assert "2 results added" in adding.state.text()
    adding.reject()


def test_what_a_command_says_is_bounded_and_plain(qtbot: QtBot, window: MainWindow) -> None:
    code = "print('x\\x1b[31m\\u202ey'); print('<b>' * 100000); raise SystemExit(1)"
    errand = CommandProcess(window, (), (sys.executable, "-c", code))
    with qtbot.waitSignal(errand.ended, timeout=20_000) as caught:
        errand.run()
    done, lines = caught.args
    assert done is False
    assert all(len(line) < 1_100 for line in lines)
    assert "\x1b" not in "".join(lines)


def test_a_command_that_cannot_start_ends_without_a_word(qtbot: QtBot, window: MainWindow) -> None:
    errand = CommandProcess(window, (), ("/nowhere/at/all",))
    with qtbot.waitSignal(errand.ended, timeout=20_000) as caught:
        errand.run()
    assert caught.args == [False, []]
