"""What a person can do next. A link opens the browser only when it is clicked, and says where it leads."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from gui.widgets import tokens
from gui.widgets.link_button import LinkButton
from gui.widgets.plain_label import PlainLabel
from gui.widgets.widget_pool import WidgetPool
from verify.report.words.catalogue import Translator
from verify.report.words.types import Step, StepKind


class StepRow(QWidget):
    """One step: its number, its sentence, and perhaps a link or a button that does it."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._number = PlainLabel(self, "number")
        self._text = PlainLabel(self, "body")
        self._link = LinkButton(self)
        self._button = QPushButton(self)
        self._button.clicked.connect(self._on_clicked)
        self._step = Step("")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.NEAR)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._number, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._text, 0, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._link, 1, 1, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(self._button, 1, 1, Qt.AlignmentFlag.AlignLeft)

    def show_step(self, number: int, step: Step, translator: Translator, *, offered: bool) -> None:
        """Show one step, with its button where the window `offered` to do it."""
        self._step = step
        self._button.setText(step.label.replace("&", "&&"))
        self._button.setVisible(offered and bool(step.label))
        self._number.show_text(str(number))
        self._text.show_text(step.text)
        self._link.show_address(step.url, translator)

    @Slot()
    def _on_clicked(self) -> None:
        self.wanted.emit(self._step)


class Steps(QWidget):
    """Steps one below the other. `offered`: the kinds that the window does when their button is pressed."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(tokens.NEAR)
        self._reused = WidgetPool(self._row)
        self.offered: frozenset[StepKind] = frozenset()

    @property
    def widget_count(self) -> int:
        """How many rows there are, shown or hidden."""
        return self._reused.size

    def show_steps(self, steps: tuple[Step, ...], translator: Translator) -> None:
        """Show the steps, numbered from one."""
        for number, (row, step) in enumerate(zip(self._reused.take(len(steps)), steps, strict=True), 1):
            row.show_step(number, step, translator, offered=step.kind in self.offered)
            row.show()

    def _row(self) -> StepRow:
        row = StepRow(self)
        row.wanted.connect(self.wanted)
        self._rows.addWidget(row)
        return row


class NextSteps(QWidget):
    """Two or three steps, and buttons for what can be asked over the network."""

    fetch_wanted = Signal()
    revocation_wanted = Signal()
    search_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.steps = Steps(self)
        self.privacy = PlainLabel(self, "muted")
        self.fetch = QPushButton(self)
        self.fetch.clicked.connect(self.fetch_wanted)
        self.revocation = QPushButton(self)
        self.revocation.clicked.connect(self.revocation_wanted)
        self.search = QPushButton(self)
        self.search.clicked.connect(self.search_wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.NEAR)
        layout.addWidget(self.steps)
        layout.addWidget(self.privacy)
        layout.addWidget(self.fetch, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.revocation, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.search, 0, Qt.AlignmentFlag.AlignLeft)

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
        self.fetch.setText(translator.text("window.fetch_record", host=host).replace("&", "&&"))
        self.fetch.setVisible(bool(host))
        self.revocation.setText(translator.text("window.ask_revocation").replace("&", "&&"))
        self.revocation.setVisible(askable)
        self.search.setText(translator.text("window.find_record").replace("&", "&&"))
        self.search.setVisible(searchable)
        self.steps.show_steps(steps, translator)
        self.privacy.show_text(privacy)
        self.privacy.setVisible(bool(privacy))
