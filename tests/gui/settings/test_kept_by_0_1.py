"""What version 0.1 kept in the user's folder stands in the window as before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QTableWidget
from pytestqt.qtbot import QtBot

from gui.batch.page import BatchPage
from gui.cases.page import CasesPage
from gui.main_window import MainWindow
from gui.navigation.page_table import MANY
from gui.packs.dialog import CasePackDialog
from tests.build import kept_by_0_1 as kept
from verify.features.packs import contents, verify
from verify.model import Report
from verify.report.words.catalogue import Translator
from verify.report.words.types import Answer
from verify.report.words.verdict.answer import answer
from verify.workers.protocol import earlier_schemas

Open = Callable[..., MainWindow]


def _cell(table: QTableWidget, row: int, column: int) -> str:
    item = table.item(row, column)
    return item.text() if item else ""


def _headline(language: str) -> str:
    return _answer(language).headline


def _answer(language: str) -> Answer:
    return answer(Translator(language), earlier_schemas.load_earlier(Report, kept.line(kept.KEPT)))


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_batch_and_its_answer(open_window: Open, own_data_folder: Path, qtbot: QtBot, language: str) -> None:
    kept.batch(own_data_folder / "batches" / "20261122T000000")
    window = open_window(language)
    window.show_page(MANY)
    page = window.pages.page_as(MANY, BatchPage)
    qtbot.waitUntil(lambda: page.sheet.table.rowCount() == 1)
    row = page.sheet.table.row(0)
    assert row is not None
    assert row.signer == "Somebody"
    page.show_answer(0)
    assert page.stack.currentWidget() is page.answer
    assert page.answer.panel.answer.headline.text().replace("\u200b", "") == _headline(language)


def test_a_case_and_the_pack_that_is_made_of_it(
    open_window: Open, own_data_folder: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    kept.case(own_data_folder)
    window = open_window()
    window.show_page("cases")
    page = window.pages.page_as("cases", CasesPage)
    assert page.chosen_case == "Harbour"
    assert _cell(page.details.files, 0, 1).endswith(_answer("en").line)
    out = tmp_path / "case.zip"
    page.offer_pack()
    (asked,) = page.findChildren(CasePackDialog)
    with qtbot.waitSignal(asked.made, timeout=120_000):
        asked.make_pack(str(out))
    asked.reject()
    assert verify.check_pack(out).is_unchanged
    assert ("conclusion", "", "ai_generated") in contents.read_pack(out).files[0].results
