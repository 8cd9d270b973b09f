"""Every word of the window is a whole message of the catalogue, and fits when a language needs a third more room."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.panel.history.delegate import LINES, ROW_ROLE, HistoryDelegate
from gui.rows.rows_model import Role
from gui.widgets import text_painting, tokens
from gui.widgets.plain_label import PlainLabel
from tests.build import plain_reports as gui_reports
from tests.build.pseudo_language import lengthen, outside, pseudo_words
from tests.build.reports import examples
from tests.build.shown_texts import open_every_tab, shown_texts
from verify.model import Report
from verify.report.words import catalogue
from verify.report.words.catalogue import Translator
from verify.report.words.verdict import elsewhere, next_steps

EXAMPLES = {
    **examples(),
    "a photo with an AI edit": gui_reports.ai_edit(),
    "a record kept elsewhere": gui_reports.remote(),
    "nothing in a photo": gui_reports.nothing(),
}
_TABS = ("evidence", "label_law", "checks")  # that are looked at in turn
# names of standards and programs, and what is the same in every language
NAMES = re.compile(r"SHA-256|Whence|↗|English|中文|Enter|Ctrl|Shift|Del|\b[A-Z]\b|[\W\d_]+")


@pytest.fixture(autouse=True)
def pseudo_language(monkeypatch: pytest.MonkeyPatch) -> None:
    words = pseudo_words()
    monkeypatch.setattr(catalogue, "words_in", lambda _folder, _language: words)


@pytest.fixture
def show(open_window: Callable[..., MainWindow], qtbot: QtBot) -> Callable[[int], Callable[[Report], MainWindow]]:
    def at_width(width: int) -> Callable[[Report], MainWindow]:
        window = open_window(width=width)
        bench = window.workbench
        count, turn = iter(range(1000)), iter(range(1000))

        def show_one(report: Report) -> MainWindow:
            (entry,) = bench.files.append_files([f"/{next(count)}/{report.file.name}"])
            entry.finish(report)
            bench.filled.emit(True)
            bench.list.setCurrentIndex(bench.files.find_index(entry))
            for _ in open_every_tab(bench.panel):
                qtbot.wait(1)
            bench.panel.tabs.choose(_TABS[next(turn) % len(_TABS)])
            qtbot.wait(1)
            qtbot.wait(1)
            return window

        return show_one

    return at_width


def facts(report: Report) -> set[str]:
    """Everything that comes out of the file or is a name, in words of its own."""
    found = {report.file.name, report.file.path, report.file.media_type, report.file.sha256}
    translator = Translator("en")
    found |= {
        step.url for step in (*next_steps.next_steps(translator, report), *elsewhere.elsewhere(translator, report))
    }
    found |= {finding.where for finding in report.findings}
    found |= {value for finding in report.findings for _name, value in finding.facts}
    found |= {text for field in report.fields for text in (field.key, field.value, field.where)}
    for manifest in report.record.manifests:
        found |= {manifest.title, manifest.label, *(item.title or item.media_type for item in manifest.ingredients)}
        found |= {item.relation for item in manifest.ingredients}
    return {word for text in found for word in re.findall(r"[^\W\d_]+", text)}


def test_every_text_is_a_whole_message_or_comes_out_of_the_file(
    show: Callable[[int], Callable[[Report], MainWindow]],
) -> None:
    show_one = show(1180)
    for name, report in EXAMPLES.items():
        window = show_one(report)
        known = facts(report)
        for text in shown_texts(window):
            left = [word for word in NAMES.sub(" ", outside(text.replace("\u200b", ""))).split() if word not in known]
            assert not left, (name, text)


@pytest.mark.parametrize("width", [900, 1800])
def test_a_language_a_third_longer_fits(
    show: Callable[[int], Callable[[Report], MainWindow]], qtbot: QtBot, width: int
) -> None:
    show_one = show(width)
    for name, report in EXAMPLES.items():
        window = show_one(report)
        panel = window.workbench.panel
        for _ in range(20):  # layouts settle when the loop runs
            if not list(_clipped(panel)):
                break
            qtbot.wait(5)
        assert list(_clipped(panel)) == [], name
        _rows_of_the_story_are_not_cut(window, name)
        _row_of_the_list_fits(window, name)


def _clipped(panel: QWidget) -> Iterator[str]:
    """The texts of all labels and buttons that have less room than they need."""
    for label in panel.findChildren(PlainLabel):
        if label.isVisibleTo(panel) and label.text():
            high = label.height() >= label.heightForWidth(label.width())
            broad = label.width() >= label.sizeHint().width()
            inside = label.mapTo(panel, QPoint(label.width(), 0)).x() <= panel.width()
            if not (inside and (high if label.wordWrap() else broad)):
                yield label.text()
    for button in panel.findChildren(QAbstractButton):
        if button.isVisibleTo(panel):
            inside = button.mapTo(panel, QPoint(button.width(), 0)).x() <= panel.width()
            if not inside or button.width() < button.sizeHint().width():
                yield button.text()


def _rows_of_the_story_are_not_cut(window: MainWindow, name: str) -> None:
    history = window.workbench.panel.history
    drawn = history.itemDelegate()
    assert isinstance(drawn, HistoryDelegate)
    model = history.model()
    for number in range(model.rowCount()):
        row = model.index(number, 0).data(ROW_ROLE)
        for text, font, _quiet in drawn.parts(row):
            room = drawn.room(history.viewport().width())
            whole = text_painting.height_of(text, font, room, 100)
            assert whole == text_painting.height_of(text, font, room, LINES), (name, text)


def _row_of_the_list_fits(window: MainWindow, name: str) -> None:
    bench = window.workbench
    font = QFont(bench.list.font())
    font.setPointSizeF(tokens.SMALL)
    text = str(bench.list.currentIndex().data(Role.SHORT))
    room = bench.list.viewport().width() - tokens.GAP - 4 - tokens.GAP - tokens.WIDE
    assert QFontMetricsF(font).horizontalAdvance(text) <= room, (name, text)


def test_a_part_that_was_glued_on_is_seen() -> None:
    said = lengthen("Signed by {signer}").format(signer="A")
    assert outside(said) == ""
    assert outside(f"{said} on Monday") == "on Monday"
    assert outside("Never translated") == "Never translated"
    assert outside(f"◆ {said} · {said}") == "◆ ·"
