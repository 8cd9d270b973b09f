"""The label card: made when its tab is chosen, in both languages, absent where nothing speaks of AI."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from gui.file_item import FileItem
from gui.panel.panel import ProvenancePanel
from tests.build import plain_reports
from verify.model import Report
from verify.report.words.cards import label_card
from verify.report.words.catalogue import Translator

ENGLISH = Translator("en")
CHINESE = Translator("zh_CN")


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[ProvenancePanel]:
    host = QWidget()
    made = ProvenancePanel(host)
    for widget in (host, made):
        widget.resize(800, 700)
    host.show()
    qtbot.waitExposed(host)
    yield made
    host.close()
    host.deleteLater()


def show(panel: ProvenancePanel, report: Report, *languages: Translator) -> None:
    entry = FileItem(1, report.file.path)
    entry.finish(report)
    for translator in languages or (ENGLISH,):
        panel.show_entry(entry, translator)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def texts(panel: ProvenancePanel) -> list[str]:
    return [label.accessibleName() or label.text() for label in panel.label_card.findChildren(QLabel)]


def test_it_shows_every_line_and_all_that_is_asked_for_once_its_tab_is_chosen(panel: ProvenancePanel) -> None:
    report = plain_reports.ai_edit()
    show(panel, report)
    assert "label_law" in panel.tabs.keys
    assert texts(panel) == []
    panel.tabs.choose("label_law")
    words = label_card.label_card_words(ENGLISH, report)
    rows = [*words.rows, *(row for demanded in words.demands for row in demanded.rows)]
    assert set(texts(panel)) == {
        *(part for row in rows for part in row),
        *(demanded.heading for demanded in words.demands),
        words.note,
    }


def test_it_follows_the_language_and_keeps_nothing_of_the_other(panel: ProvenancePanel) -> None:
    report = plain_reports.ai_edit()
    panel.tabs.choose("label_law")
    show(panel, report, ENGLISH, CHINESE)
    assert label_card.label_card_words(CHINESE, report).note in texts(panel)
    assert label_card.label_card_words(ENGLISH, report).note not in texts(panel)


def test_it_is_not_there_where_nothing_speaks_of_ai(panel: ProvenancePanel) -> None:
    show(panel, plain_reports.nothing())
    assert "label_law" not in panel.tabs.keys
    assert texts(panel) == []
