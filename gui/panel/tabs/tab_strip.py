"""Tabs whose names go on in the next line where there is no room, above a page as high as what it shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QToolButton, QVBoxLayout, QWidget

from gui.widgets import tokens
from gui.widgets.flow_layout import FlowLayout


@dataclass(slots=True)
class Tab:
    """The button and the page of one tab. `fill` puts what there is into the page, once the tab is chosen."""

    button: QToolButton
    body: QWidget
    fill: Callable[[], object] | None = None


class TabStrip(QWidget):
    """One page at a time. Qt's own tabs are as high as the highest page, and cut names that have no room."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._tabs: dict[str, Tab] = {}
        self._chosen = ""  # by the person, or the first that was offered
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._on_clicked)
        self._names = QWidget(self)
        self._names.setObjectName("tabs")
        self._flow = FlowLayout(self._names, tokens.TIGHT)
        self._flow.setContentsMargins(0, 0, 0, 0)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.GAP)
        self._column.addWidget(self._names)

    @property
    def keys(self) -> list[str]:
        """The tabs that there are for this file, from left to right."""
        return [key for key, tab in self._tabs.items() if not tab.button.isHidden()]

    @property
    def current(self) -> str:
        """The tab whose page is shown; empty where there is none."""
        return next((key for key, tab in self._tabs.items() if not tab.body.isHidden()), "")

    def add(self, key: str, body: QWidget) -> None:
        """Add a tab to the right of the others."""
        button = QToolButton(self._names)
        button.setObjectName("tab")
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.hide()
        body.hide()
        self._group.addButton(button)
        self._flow.addWidget(button)
        self._column.addWidget(body)
        self._tabs[key] = Tab(button, body)

    def button(self, key: str) -> QToolButton:
        """Return the button of a tab."""
        return self._tabs[key].button

    def offer(self, key: str, title: str, fill: Callable[[], object] | None) -> None:
        """Name a tab and say how its page is filled; hide it where there is nothing."""
        tab = self._tabs[key]
        if title != tab.button.text():
            tab.button.setText(title)
            tab.button.setAccessibleName(title)
            tab.body.setAccessibleName(title)
        tab.fill = fill
        tab.button.setVisible(fill is not None)

    def show_offered(self) -> None:
        """Show the tab that the person chose last, where there is one of its kind for this file, else the first."""
        keys = self.keys
        if keys:
            self._show(self._chosen if self._chosen in keys else keys[0])

    def choose(self, key: str) -> None:
        """Show one tab, for this file and the next ones."""
        self._chosen = key
        self._show(key)

    def _show(self, key: str) -> None:
        shown = self._tabs[key]
        if shown.fill is not None:
            shown.fill()
            shown.fill = None
        shown.button.setChecked(True)
        for tab in self._tabs.values():
            tab.body.setVisible(tab is shown)

    @Slot(QAbstractButton)
    def _on_clicked(self, button: QAbstractButton) -> None:
        self.choose(next(key for key, tab in self._tabs.items() if tab.button is button))
