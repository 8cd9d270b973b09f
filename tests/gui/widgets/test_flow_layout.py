from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLayout, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.widgets.flow_layout import FlowLayout


def _filled(qtbot: QtBot, width: int, *, centred: bool = False) -> tuple[QWidget, list[QPushButton]]:
    window = QWidget()
    qtbot.addWidget(window)
    parent = QWidget(window)
    flow = FlowLayout(parent, 10, centred=centred)
    flow.setContentsMargins(5, 5, 5, 5)
    buttons = [QPushButton(parent) for _ in range(3)]
    for button in buttons:
        button.setFixedSize(100, 30)
        flow.addWidget(button)
    parent.resize(width, 300)
    window.show()
    qtbot.waitExposed(window)
    return window, buttons


def _layout(buttons: list[QPushButton]) -> QLayout:
    parent = buttons[0].parentWidget()
    assert parent is not None
    layout = parent.layout()
    assert layout is not None
    return layout


def test_what_fits_stands_in_one_line(qtbot: QtBot) -> None:
    _window, buttons = _filled(qtbot, 330)
    assert {button.y() for button in buttons} == {5}
    assert [button.x() for button in buttons] == [5, 115, 225]
    layout = _layout(buttons)
    assert layout.heightForWidth(330) == 40
    assert layout.sizeHint().width() == 330


def test_what_does_not_fit_goes_on_in_the_next_line(qtbot: QtBot) -> None:
    _window, buttons = _filled(qtbot, 300)
    assert [(button.x(), button.y()) for button in buttons] == [(5, 5), (115, 5), (5, 45)]
    layout = _layout(buttons)
    assert layout.heightForWidth(300) == 80
    assert layout.heightForWidth(110) == 120
    assert layout.minimumSize().width() == 110


def test_lines_can_stand_in_the_middle(qtbot: QtBot) -> None:
    _window, buttons = _filled(qtbot, 300, centred=True)
    assert [button.x() for button in buttons] == [45, 155, 100]


def test_hidden_widgets_take_no_room(qtbot: QtBot, qapp: QApplication) -> None:
    _window, buttons = _filled(qtbot, 230)
    buttons[0].hide()
    qapp.processEvents()
    layout = _layout(buttons)
    layout.activate()
    assert [button.x() for button in buttons[1:]] == [5, 115]
