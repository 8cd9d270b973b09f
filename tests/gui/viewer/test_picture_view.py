"""A picture is moved and made larger by mouse, wheel and keys, and never lost out of sight."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.viewer.picture_view import LARGEST, STEP, PictureView
from verify.model import Finding
from verify.report.places import Box, Mark


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[PictureView]:
    parent = QWidget()
    qtbot.addWidget(parent)
    made = PictureView(parent)
    image = QImage(200, 100, QImage.Format.Format_RGB888)
    image.fill(Qt.GlobalColor.gray)
    parent.resize(408, 308)
    made.resize(408, 308)
    made.show_image(image)
    parent.show()
    qtbot.waitExposed(parent)
    yield made
    parent.close()


def turn(view: PictureView, at: QPoint, notches: int) -> None:
    event = QWheelEvent(
        QPointF(at), QPointF(view.mapToGlobal(at)), QPoint(), QPoint(0, 120 * notches), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, event)


def test_at_first_the_whole_picture_is_seen_in_its_shape(view: PictureView) -> None:
    assert view.target().getRect() == (4, 54, 400, 200)


def test_the_wheel_makes_larger_what_is_under_the_pointer(view: PictureView) -> None:
    at = QPoint(104, 154)
    turn(view, at, 4)
    target = view.target()
    assert target.width() == pytest.approx(400 * STEP**4)
    assert (at.x() - target.left()) / target.width() == pytest.approx(0.25, abs=0.01)
    turn(view, at, -30)
    assert view.viewport()[0] == 1.0
    turn(view, at, 300)
    assert view.viewport()[0] == LARGEST


def test_keys_do_all_that_the_mouse_does(view: PictureView) -> None:
    view.setFocus()
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Equal):
        QTest.keyClick(view, key)
    assert view.viewport()[0] == pytest.approx(STEP**2)
    before = view.viewport()[1]
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.viewport()[1].x() > before.x()
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert view.viewport()[1].x() == pytest.approx(before.x())
    QTest.keyClick(view, Qt.Key.Key_0)
    assert view.viewport() == (1.0, QPointF(0.5, 0.5))


def test_the_picture_follows_the_hand_and_stops_at_its_edge(view: PictureView, qtbot: QtBot) -> None:
    turn(view, QPoint(204, 154), 4)
    with qtbot.waitSignal(view.moved):
        QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(200, 150))
        QTest.mouseMove(view, QPoint(250, 150))
    moved = view.target().left()
    QTest.mouseMove(view, QPoint(4_000, 4_000))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(4_000, 4_000))
    assert view.target().left() > moved
    assert view.target().left() == pytest.approx(0)
    left = view.target().left()
    QTest.mouseMove(view, QPoint(10, 10))
    assert view.target().left() == left


def test_two_clicks_look_closer(view: PictureView) -> None:
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=QPoint(204, 154))
    assert view.viewport()[0] == pytest.approx(STEP**2)


def test_a_mark_that_is_chosen_is_brought_into_view(view: PictureView) -> None:
    mark = Mark(Finding("visible.sparkle", "visible_marks"), Box(0.9, 0.9, 0.05, 0.05))
    image = QImage(200, 100, QImage.Format.Format_RGB888)
    image.fill(Qt.GlobalColor.gray)
    view.show_image(image, [mark])
    turn(view, QPoint(10, 60), 8)
    before = view.viewport()[1]
    view.choose(0)
    assert view.viewport()[1].x() > before.x()
    assert view.viewport()[1].y() > before.y()
    drawn = view.grab().toImage()
    colours = {drawn.pixelColor(x, y).red() for x in range(drawn.width()) for y in range(drawn.height())}
    assert {20, 255} <= colours


def test_a_picture_that_could_not_be_made_is_shown_as_nothing(view: PictureView) -> None:
    view.show_image(QImage())
    QTest.keyClick(view, Qt.Key.Key_Plus)
    assert not view.grab().isNull()
