"""The page for learning: tour, lab, error levels and notes for teachers, over samples made when it is first shown."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFont, QShowEvent, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QButtonGroup,
    QPushButton,
    QStackedWidget,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.background.command_process import CommandProcess
from gui.dialogs.file_dialogs import OpenDialogs
from gui.teaching.error_levels import ErrorLevels
from gui.teaching.lab import Lab
from gui.teaching.samples_loader import SamplesLoader
from gui.teaching.tour import Tour
from gui.widgets import style, tokens
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.plain_label import PlainLabel, announce
from verify.features.teaching.worksheet import make_page
from verify.report.words.catalogue import Translator
from verify.report.words.untrusted import plain

if TYPE_CHECKING:
    from gui.context import Context

_PARTS = ("tour", "lab", "ela", "notes")
_SAMPLES = "Whence samples"  # the folder of those that are saved
_PRINTED = 9.0  # points: three stations on one sheet of paper
_WIDEST = 920  # at a text size of 100 %; longer lines are hard to read


class LearnPage(QWidget):
    """Four parts behind four buttons. It works on the program's own samples only."""

    def __init__(self, context: Context, supervisor_command: Sequence[str] | None = None) -> None:
        super().__init__(context.widget)
        translator = context.translator
        self._translator = translator
        self.tabs = QButtonGroup(self)  # what stands above is made first: the tab key goes in the order of making
        for at in range(len(_PARTS)):
            self.tabs.addButton(QToolButton(self), at)
        self.loader = SamplesLoader(self, supervisor_command)
        self.tour = Tour(self, self.loader, translator)
        self.lab = Lab(self, self.loader, translator)
        self.ela = ErrorLevels(self, self.loader, translator)
        self.notes = Notes(self, translator)
        self._parts = QStackedWidget(self)
        self._state = PlainLabel(self, "notice")
        self._failed = False
        self._lay_out()
        self.tabs.idClicked.connect(self.show_part)
        self.tour.finished.connect(self._on_tour_finished)
        self.loader.made.connect(self._on_made)
        self.retranslate(translator)
        self.show_part(0)

    def retranslate(self, translator: Translator) -> None:
        """Show everything in another language."""
        self._translator = translator
        for at, key in enumerate(_PARTS):
            self.tabs.button(at).setText(translator.text(f"pages.learn.{key}"))
        self._say_state()
        self.tour.retranslate(translator)
        self.lab.retranslate(translator)
        self.ela.retranslate(translator)
        self.notes.retranslate(translator)
        self.setAccessibleName(translator.text("pages.learn.learn"))

    @Slot(int)
    def show_part(self, number: int) -> None:
        """Show one of the parts."""
        self._parts.setCurrentIndex(number)
        self.tabs.button(number).setChecked(True)
        self.setFocusProxy(self.tabs.button(number))
        if self._parts.currentWidget() is self.lab:
            self.lab.compare()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: the samples are made when somebody wants to see them."""
        super().showEvent(event)
        self.loader.start()

    def close_down(self) -> None:
        """End all work and remove the samples."""
        self.ela.close_down()
        self.notes.close_down()
        self.loader.close_down()

    def _lay_out(self) -> None:
        for button in self.tabs.buttons():
            button.setProperty("kind", "button")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        bar = FlowLayout(None, tokens.NEAR, self.tabs.buttons())
        bar.setContentsMargins(tokens.WIDE, tokens.NEAR, tokens.WIDE, tokens.NEAR)
        for part in (self.tour, self.lab, self.ela, self.notes):
            self._parts.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self._state)
        column.addWidget(self._parts, 1)

    def _say_state(self) -> None:
        self._state.show_text(self._translator.text("pages.learn.not_made" if self._failed else "pages.learn.making"))
        self._state.setVisible(self._failed or not self.loader.is_ready)

    @Slot(bool)
    def _on_made(self, ready: bool) -> None:
        self._failed = not ready
        self._say_state()

    @Slot()
    def _on_tour_finished(self) -> None:
        self.show_part(_PARTS.index("lab"))
        self.lab.journeys.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)


class Notes(QWidget):
    """Notes for teachers and the worksheet, to be read and printed, and the samples to be saved for a class.

    The page holds nothing out of a file.
    """

    def __init__(self, parent: QWidget, translator: Translator) -> None:
        super().__init__(parent)
        self._translator = translator
        self.text = QTextBrowser(self)
        self.text.setObjectName("notes")
        self.text.setOpenLinks(False)
        self.print_button = QPushButton(self)
        self.print_button.setAutoDefault(True)
        self.print_button.clicked.connect(self._on_print)
        self.save_button = QPushButton(self)
        self.save_button.setAutoDefault(True)
        self._folders = OpenDialogs(self)
        self.save_button.clicked.connect(lambda: self._folders.ask_for_folder(self._translator))
        self._folders.chosen.connect(self._on_folder)
        self._folder = ""
        self._command: CommandProcess | None = None
        self.state = PlainLabel(self, "notice")
        self.state.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.WIDE, tokens.GAP, tokens.WIDE, tokens.WIDE)
        column.setSpacing(tokens.NEAR)
        column.addLayout(FlowLayout(None, tokens.NEAR, (self.print_button, self.save_button)))
        column.addWidget(self.state)
        column.addWidget(self.text, 1)
        self.retranslate(translator)

    def retranslate(self, translator: Translator) -> None:
        """Show everything in another language."""
        self._translator = translator
        self.print_button.setText(translator.text("pages.learn.print"))
        self.save_button.setText(translator.text("pages.learn.save_samples"))
        self.state.hide()
        self.text.setHtml(make_page(translator, font=False))
        self.text.document().setDocumentMargin(tokens.WIDE)
        self.text.setAccessibleName(translator.text("pages.learn.printing"))

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: larger text has as many letters in a line."""
        super().showEvent(event)
        self.text.setMaximumWidth(round(style.scale_points(_WIDEST)))

    def close_down(self) -> None:
        """Give up what is being saved."""
        if self._command is not None:
            self._command.stop()

    def _tell(self, key: str) -> None:
        self.state.show_text(self._translator.text(f"pages.learn.{key}", folder=plain(self._folder)))
        self.state.show()
        announce(self.state, self.state.text())

    @Slot(object)
    def _on_folder(self, paths: list[str]) -> None:
        """Have the samples made below the folder that was chosen, by the command that makes those of this page."""
        self._folder = os.path.join(paths[0], _SAMPLES)  # noqa: PTH118 - names stay as given
        self.save_button.setEnabled(False)
        self._tell("samples_saving")
        language = self._translator.language
        self._command = CommandProcess(self, ("samples", self._folder, "--lesson", "--lang", language))
        self._command.ended.connect(self._on_saved)
        self._command.run()

    @Slot(bool, list)
    def _on_saved(self, well: bool, _said: list[str]) -> None:
        self._command = None
        self.save_button.setEnabled(True)
        self._tell("samples_saved" if well else "samples_not_saved")

    def print_to(self, printer: QPrinter) -> None:
        """Print notes and worksheet, black on white whatever the theme."""
        document = QTextDocument()
        font = QFont(self.text.font())
        font.setPointSizeF(_PRINTED)
        document.setDefaultFont(font)
        document.setHtml(make_page(self._translator, font=False))
        document.print_(printer)

    @Slot()
    def _on_print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._translator.text("pages.learn.printing"))
        dialog = QPrintDialog(printer, self)
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            self.print_to(printer)
