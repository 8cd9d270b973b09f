"""What a person can do next, as buttons. A link opens the browser only when it is clicked, and says where it leads."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from gui.panel.wrapping_button import WrappingButton
from gui.widgets import tokens
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.link_button import LinkButton
from gui.widgets.plain_label import PlainLabel
from gui.widgets.widget_pool import TextList, WidgetPool
from verify.report.words.catalogue import Translator
from verify.report.words.types import Step, StepKind


class StepButton(WrappingButton):
    """One step that can be pressed: it opens a page in the browser, or asks the window to do it."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._step = Step("")
        self.clicked.connect(self._on_clicked)

    @property
    def address(self) -> str:
        """Where it leads in the browser; empty where the window does the step."""
        return self._step.url

    def show_step(self, step: Step, translator: Translator) -> None:
        """Show one step; its sentence is told by pointing, and to screen readers."""
        self._step = step
        self.label = f"{step.label} ↗" if step.url else step.label
        self.setAccessibleName(step.label)
        leads = translator.text("window.opens_in_browser", host=QUrl(step.url).host()) if step.url else ""
        said = translator.join(step.text, leads)
        self.setAccessibleDescription(said)
        self.setToolTip(said)

    @Slot()
    def _on_clicked(self) -> None:
        if self._step.url:
            QDesktopServices.openUrl(QUrl(self._step.url, QUrl.ParsingMode.StrictMode))
        else:
            self.wanted.emit(self._step)


class NextSteps(QFrame):
    """The steps that suit the answer as buttons in a row, what only advises as lines, and what following gives away.

    `offered` are the kinds of steps that the window does itself.
    """

    wanted = Signal(object)
    fetch_wanted = Signal()
    revocation_wanted = Signal()
    search_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("part")
        self.offered: frozenset[StepKind] = frozenset()
        self._caption = PlainLabel(self, "strong")
        self._buttons = WidgetPool(self._make_button)
        self.fetch = WrappingButton(self)
        self.fetch.clicked.connect(self.fetch_wanted)
        self.revocation = WrappingButton(self)
        self.revocation.clicked.connect(self.revocation_wanted)
        self.search = WrappingButton(self)
        self.search.clicked.connect(self.search_wanted)
        self._flow = FlowLayout(None, tokens.NEAR, (self.fetch, self.revocation, self.search))
        self.advice = TextList(self)
        self.privacy = PlainLabel(self, "muted")
        self.below = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.WIDE, tokens.GAP, tokens.WIDE, tokens.GAP)
        column.setSpacing(tokens.NEAR)
        column.addWidget(self._caption)
        column.addLayout(self._flow)
        column.addWidget(self.advice)
        column.addWidget(self.privacy)
        column.addLayout(self.below)

    @property
    def widget_count(self) -> int:
        """How many buttons for steps there are, shown or hidden."""
        return self._buttons.size

    @property
    def buttons(self) -> list[StepButton]:
        """The buttons of the steps of this file."""
        return [button for button in self.findChildren(StepButton) if not button.isHidden()]

    def show_steps(
        self,
        steps: tuple[Step, ...],
        privacy: str,
        host: str,
        translator: Translator,
        *,
        askable: bool,
        searchable: bool,
    ) -> None:
        """Show the steps, and what following them gives away.

        `host` keeps a remote manifest that can be fetched; empty where there is none. `askable`: somebody can be asked
        whether a certificate was withdrawn; `searchable`: a lost record can be looked for.
        """
        self._caption.show_text(translator.text("window.next_steps"))
        for button, text, shown in (
            (self.fetch, translator.text("window.fetch_record", host=host), bool(host)),
            (self.revocation, translator.text("window.ask_revocation"), askable),
            (self.search, translator.text("window.find_record"), searchable),
        ):
            button.label = text
            button.setAccessibleName(text)
            button.setVisible(shown)
        pressed = [step for step in steps if step.label and (_leads(step) or step.kind in self.offered)]
        for widget, step in zip(self._buttons.take(len(pressed)), pressed, strict=True):
            widget.show_step(step, translator)
            widget.show()
        self._fit_labels()
        fetched = {StepKind.FETCH_RECORD} if host else set()
        told = tuple(step.text for step in steps if step not in pressed and step.kind not in fetched)
        self.advice.show_lines(told)
        self.advice.setVisible(bool(told))
        self.privacy.show_text(privacy)
        self.privacy.setVisible(bool(privacy))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: no button is broader than the row."""
        super().resizeEvent(event)
        self._fit_labels()

    def _fit_labels(self) -> None:
        for button in self.findChildren(WrappingButton):
            button.fit_label(self.width() - 2 * tokens.WIDE)

    def _make_button(self) -> StepButton:
        button = StepButton(self)
        button.wanted.connect(self.wanted)
        self._flow.insertWidget(self._buttons.size, button)
        return button


def _leads(step: Step) -> bool:
    """Whether a step has an address that may be opened."""
    url = QUrl(step.url, QUrl.ParsingMode.StrictMode)
    return url.isValid() and url.scheme() == "https" and bool(url.host())


class PlaceRow(QWidget):
    """A place of others that can look: what it finds and what it is given, with its link."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = PlainLabel(self, "body")
        self._link = LinkButton(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(0)
        grid.addWidget(self._text, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._link, 1, 0, Qt.AlignmentFlag.AlignLeft)

    def show_step(self, step: Step, translator: Translator) -> None:
        """Show one place."""
        self._text.show_text(step.text)
        self._link.show_address(step.url, translator)


class Places(QWidget):
    """Places of others, one below the other, each with what it says of itself."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(tokens.NEAR)
        self._reused = WidgetPool(self._make_row)

    @property
    def widget_count(self) -> int:
        """How many rows there are, shown or hidden."""
        return self._reused.size

    def show_places(self, steps: tuple[Step, ...], translator: Translator) -> None:
        """Show the places."""
        for row, step in zip(self._reused.take(len(steps)), steps, strict=True):
            row.show_step(step, translator)
            row.show()

    def _make_row(self) -> PlaceRow:
        row = PlaceRow(self)
        self._rows.addWidget(row)
        return row
