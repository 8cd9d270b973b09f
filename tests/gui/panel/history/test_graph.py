"""The graph of the story as a person uses it: rows, lanes, folding by click and key."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.panel.history import shapes
from gui.panel.history.delegate import ROW_ROLE, HistoryDelegate, Row
from gui.panel.history.graph import HistoryGraph
from gui.panel.history.lanes import MOST_LANES, lanes
from gui.preferences import Settings
from gui.widgets import style, text_painting
from tests.build import plain_reports
from tests.verify.report.history.test_graph import chat, manifest
from verify.model import Record, RecordState, Report
from verify.report.history.graph import graph
from verify.report.history.kinds import Kind
from verify.report.words.catalogue import Translator

ENGLISH, CHINESE = Translator("en"), Translator("zh_CN")


@pytest.fixture
def history(qtbot: QtBot) -> Iterator[HistoryGraph]:
    host = QWidget()
    shown = HistoryGraph(host)
    shown.resize(700, 400)
    host.resize(700, 900)
    host.show()
    qtbot.waitExposed(host)
    yield shown
    host.close()
    host.deleteLater()


def of(record: Record) -> Report:
    return replace(plain_reports.nothing(), record=record)


def rows(history: HistoryGraph) -> list[Row]:
    model = history.model()
    return [model.index(number, 0).data(ROW_ROLE) for number in range(model.rowCount())]


def test_the_story_runs_from_the_beginning_to_this_file_with_pictures(history: HistoryGraph) -> None:
    history.show_story(plain_reports.ai_edit(), ENGLISH)
    assert [row.words.kind for row in rows(history)] == [
        "Recorded by a device", "Material without a record", "Edited with AI",
    ]  # fmt: skip
    assert [row.lanes.lane for row in rows(history)] == [0, 1, 0]
    assert [row.picture.isNull() for row in rows(history)] == [False, True, False]
    spoken = history.model().index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Example Editor Ltd" in spoken
    assert "this file" in spoken


def test_a_chat_is_one_line_that_opens_by_click_and_closes_by_key(history: HistoryGraph, qtbot: QtBot) -> None:
    history.show_story(of(chat(40)), ENGLISH)
    assert len(rows(history)) == 3
    assert rows(history)[0].kind is None
    height = history.height()
    place = history.visualRect(history.model().index(0, 0)).center()
    QTest.mouseClick(history.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert len(rows(history)) == 1 + 39 + 2
    assert rows(history)[0].hint == ENGLISH.text("window.fold_again")
    assert history.height() > height
    history.setFocus()
    QTest.keyClick(history, Qt.Key.Key_Left)
    assert len(rows(history)) == 3
    QTest.keyClick(history, Qt.Key.Key_Return)
    assert len(rows(history)) == 42
    assert ENGLISH.text("window.fold_again") in history.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    qtbot.wait(20)


def test_another_language_says_the_same_story_anew(history: HistoryGraph) -> None:
    history.show_story(plain_reports.ai_edit(), ENGLISH)
    history.show_story(plain_reports.ai_edit(), CHINESE)
    assert rows(history)[0].words.kind == "由设备拍摄或录制"


def test_rows_are_as_high_as_their_words_need(history: HistoryGraph, qtbot: QtBot) -> None:
    history.show_story(plain_reports.ai_edit(), ENGLISH)
    broad = history.height()
    history.resize(320, 400)
    qtbot.waitUntil(lambda: history.height() > broad)


def test_words_are_measured_in_the_breadth_in_which_they_are_drawn(
    history: HistoryGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[float] = []
    draw = text_painting.draw

    def noted(painter: QPainter, text: str, font: QFont, colour: QColor, box: QRectF, *, lines: int) -> float:
        drawn.append(box.width())
        return draw(painter, text, font, colour, box, lines=lines)

    monkeypatch.setattr(text_painting, "draw", noted)
    history.show_story(plain_reports.ai_edit(), ENGLISH)
    history.grab()
    row = history.itemDelegate()
    assert isinstance(row, HistoryDelegate)
    assert set(drawn) == {row.room(history.viewport().width())}


def test_every_kind_has_a_shape_of_its_own() -> None:
    drawn = set()
    for kind in (*Kind, None):
        image = QImage(24, 24, QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        shapes.step(painter, QColor("black"), QColor("white"), kind, QRectF(4, 4, 16, 16))
        painter.end()
        drawn.add(bytes(image.constBits()))
    assert len(drawn) == len(Kind) + 1


def test_lines_join_every_step_to_those_that_used_it() -> None:
    record = Record(
        RecordState.TRUSTED,
        manifests=(
            manifest("top", ("parentOf", "photo"), ("componentOf", "a"), ("componentOf", "photo")),
            manifest("photo", ("inputTo", "x")),
            manifest("a", ("inputTo", "x")),
            manifest("x"),
        ),
    )
    found = graph(record)
    beside = lanes([[number] for number in range(len(found.steps))], found.steps)
    open_lines: set[int] = set()
    for one in beside:
        assert {rail.lane for rail in one.arriving} <= open_lines
        assert {rail.lane for rail in one.passing} <= open_lines
        open_lines = {rail.lane for rail in (*one.passing, *one.leaving)}
    assert not open_lines
    assert [one.lane for one in beside][-1] == 0


def test_more_lines_than_lanes_share_the_last_one() -> None:
    parts = [manifest(f"part-{number}") for number in range(20)]
    top = manifest("top", *(("componentOf", one.label) for one in parts))
    found = graph(Record(RecordState.TRUSTED, manifests=(top, *parts)))
    beside = lanes([[number] for number in range(len(found.steps))], found.steps)
    assert max(one.breadth for one in beside) <= MOST_LANES
    assert beside[-1].arriving


def test_rows_grow_with_the_text_size_that_was_chosen(history: HistoryGraph, qapp: QApplication) -> None:
    style.apply_style(qapp, Settings("en"))
    history.show_story(plain_reports.ai_edit(), ENGLISH)
    before = history.height()
    style.apply_style(qapp, Settings("en", text_size=200))
    assert history.height() > before * 1.4
    style.apply_style(qapp, Settings("en"))
    assert history.height() == before
