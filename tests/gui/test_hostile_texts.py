"""Nothing out of a file acts in the window: no markup, no turned or hidden characters, wherever it is shown."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from tests.build import plain_reports
from tests.build.shown_texts import open_every_tab, shown_texts
from verify.model import Action, Field, Finding, Ingredient, Manifest, Record, RecordState, Report, Standing, Verdict

HOSTILE = plain_reports.HOSTILE
FILE = "<img src=x onerror=1>\u202egpj.exe\x07\u200f.jpg"


def silent() -> Report:
    """Nothing carries an answer, and every trace is hostile."""
    findings = tuple(
        Finding(code, "context", where=HOSTILE, facts=(("platform", HOSTILE), ("name", HOSTILE), ("what", HOSTILE)))
        for code in ("context.platform", "context.file_name", "context.metadata_damaged", "context.editor")
    )
    return replace(plain_reports.nothing(FILE), findings=findings, fields=(Field(HOSTILE, HOSTILE, HOSTILE),))


def graph() -> Report:
    """A history in which every name, step and relation is hostile."""
    action = Action(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    below = Manifest("urn:b", RecordState.TRUSTED, title=HOSTILE, actions=(action,))
    parts = (Ingredient("a", HOSTILE, HOSTILE, HOSTILE), Ingredient("b", "parentOf", HOSTILE, manifest="urn:b"))
    top = Manifest("urn:a", RecordState.UNTRUSTED, title=HOSTILE, ingredients=parts, actions=(action,))
    record = Record(RecordState.UNTRUSTED, manifests=(top, below), url=f"https://{HOSTILE}/", raw=HOSTILE)
    return replace(plain_reports.hostile(FILE), record=record)


CASES = {
    "label": plain_reports.hostile(FILE),
    "silent": silent(),
    "graph": graph(),
    "remote": replace(silent(), verdict=Verdict(standing=Standing.ELSEWHERE), record=graph().record),
}


def acts(text: str) -> bool:
    """Whether a text holds a character that nobody sees; line ends and the labels' own places to break are none."""
    return any(unicodedata.category(one) in ("Cc", "Cf", "Co", "Cs") and one not in "\n\u200b" for one in text)


@pytest.mark.parametrize("name", CASES)
def test_no_text_out_of_a_file_acts_anywhere(name: str, window: MainWindow, qtbot: QtBot) -> None:
    bench, report = window.workbench, CASES[name]
    (entry,) = bench.files.append_files([f"/pictures/{FILE}"])
    entry.finish(report)
    bench.filled.emit(True)
    bench.list.setCurrentIndex(bench.files.find_index(entry))
    shown: list[str] = []
    for _ in open_every_tab(bench.panel):
        qtbot.wait(5)
        shown += shown_texts(window)
    table = bench.panel.fields.table.model()
    cells = [str(table.index(row, column).data()) for row in range(table.rowCount()) for column in range(4)]
    plain_texts = [bench.panel.raw.text.toPlainText()]
    for row in range(table.rowCount()):
        bench.panel.fields.table.selectRow(row)
        plain_texts += [bench.panel.fields.value.toPlainText()] if bench.panel.fields.value else []
    listed = [
        str(bench.list.currentIndex().data(role))
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
    ]
    for text in (*shown, *cells, *plain_texts, *listed):
        assert not acts(text), text
    for label in window.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText or not label.text()
        assert "<" not in label.toolTip()  # which Qt would take for markup
        assert label.openExternalLinks() is False


def test_the_copied_answer_is_as_harmless_as_the_shown_one(
    open_window: Callable[..., MainWindow],
) -> None:
    bench = open_window("zh_CN").workbench
    (entry,) = bench.files.append_files([f"/pictures/{FILE}"])
    entry.finish(graph())
    bench.list.setCurrentIndex(bench.files.find_index(entry))
    copied = bench.answer_as_text()
    assert "<img src=x" in copied
    assert not acts(copied)
