"""The window: takes in what is dropped, opened or pasted, and holds menus, notices and choices.

It opens no media file and knows no format. The workbench with list and panel is made after the first painting.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from gui import language, settings, style, tokens
from gui.actions import Actions
from gui.bars import BottomBar, NoticeBar
from gui.drop_zone import DropZone
from gui.settings import Appearance, Settings
from verify.render.labels_window import FixedTexts

if TYPE_CHECKING:
    from gui.offers import Offer, Scratch
    from gui.opening import Opening
    from gui.workbench import Workbench
    from gui.workers import Dispatcher

_SIZE = (1180, 800)
_LEAST_SIZE = (640, 420)
_OF_FILES = ("check_again", "remove", "remove_all", "copy_answer")  # actions that need a file


class MainWindow(QMainWindow):
    """An invitation while nothing is listed, then the workbench."""

    def __init__(self, chosen: Settings, make_dispatcher: Callable[[], Dispatcher]) -> None:
        super().__init__()
        self._settings = chosen
        self._texts = FixedTexts(chosen.language)
        self._make_dispatcher = make_dispatcher
        self._workbench: Workbench | None = None
        self._scratch: Scratch | None = None
        self._opening: Opening | None = None
        self._painted = False
        self.commands = Actions(self)
        self.notice = NoticeBar(self)
        to_open = (self.commands["open_files"], self.commands["open_folder"], self.commands["paste"])
        self.invitation = DropZone(self, to_open, large=True)
        self._bottom = BottomBar(self, self.commands)
        self._pages = QStackedWidget(self)
        self.setCentralWidget(self._central())
        self._connect()
        self.setWindowTitle("Whence")
        self.setAcceptDrops(True)
        layout = self.layout()
        if layout is not None:
            layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # no content makes the window larger
        self.setMinimumSize(*_LEAST_SIZE)
        self.resize(*_SIZE)
        self._say_everything()
        self._on_filled(any_files=False)

    @property
    def workbench(self) -> Workbench:
        """List and panel, made now if they were not yet needed."""
        if self._workbench is None:
            from gui.workbench import Workbench
            from verify.render.wording import Wording

            wording = Wording(self._settings.language)
            made = Workbench(self, wording, self._make_dispatcher(), self.commands["open_files"])
            made.filled.connect(self._on_filled)
            made.noticed.connect(self._on_noticed)
            self._pages.addWidget(made)
            self._workbench = made
        return self._workbench

    def check(self, paths: Sequence[str]) -> None:
        """Has files checked, and all files of folders."""
        self.workbench.check(paths)

    def take_offer(self, offer: Offer) -> None:
        """Checks what was dropped or pasted, or says why not."""
        if offer.refusal is not None:
            self.notice.say(offer.refusal.value, self._texts)
        elif offer.paths:
            self.check(offer.paths)
        else:
            self._keep(offer)

    def _keep(self, offer: Offer) -> None:
        from gui.offers import Scratch

        if self._scratch is None:
            self._scratch = Scratch(self)
        try:
            path = self._scratch.keep(offer, self._texts.label("pasted_picture"))
        except OSError:
            self.notice.say("not_kept", self._texts)
        else:
            self.workbench.check_pasted(path)

    # -- Qt's events ---------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: once the window stands on the screen, the rest is made ready."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._on_painted)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Qt: invites what is dragged over the window."""
        if event.mimeData().formats():  # also what will be refused: the reason is said after the drop
            event.acceptProposedAction()
            self._set_inviting(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Qt: the drag went elsewhere."""
        super().dragLeaveEvent(event)
        self._set_inviting(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Qt: takes what was dropped, or says why not."""
        from gui.offers import offered

        self._set_inviting(False)
        event.acceptProposedAction()
        self.take_offer(offered(event.mimeData()))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt: ends all work and removes what was pasted."""
        self._painted = True  # nothing is made any more
        if self._workbench is not None:
            self._workbench.close_down()
        if self._scratch is not None:
            self._scratch.remove()
        super().closeEvent(event)

    # -- how it is made ------------------------------------------------------------------------------------------

    def _central(self) -> QWidget:
        empty = QWidget(self)
        around = QVBoxLayout(empty)
        around.setContentsMargins(tokens.FAR, tokens.FAR, tokens.FAR, tokens.FAR)
        around.addWidget(self.invitation)
        self._pages.addWidget(empty)
        centre = QWidget(self)
        rows = QVBoxLayout(centre)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.notice)
        rows.addWidget(self._pages, 1)
        rows.addWidget(self._bottom)
        return centre

    def _connect(self) -> None:
        for name, slot in (
            ("open_files", self._on_open_files),
            ("open_folder", self._on_open_folder),
            ("paste", self._on_paste),
            ("check_again", self._on_check_again),
            ("remove", self._on_remove),
            ("remove_all", self._on_remove_all),
            ("copy_answer", self._on_copy_answer),
            ("quit", self._on_quit),
        ):
            self.commands[name].triggered.connect(slot)
        self.commands.languages.triggered.connect(self._on_language_chosen)
        self.commands.appearances.triggered.connect(self._on_appearance_chosen)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_scheme_changed)

    def _say_everything(self) -> None:
        self.commands.set_wording(self._texts, self._settings)
        for part in (self.notice, self.invitation, self._bottom):
            part.set_wording(self._texts)
        if self._workbench is not None:
            from verify.render.wording import Wording

            self._workbench.set_wording(Wording(self._settings.language))

    def _set_inviting(self, inviting: bool) -> None:
        self.invitation.set_inviting(inviting)
        if self._workbench is not None:
            self._workbench.more.set_inviting(inviting)

    def _opener(self) -> Opening:
        if self._opening is None:
            from gui.opening import Opening

            self._opening = Opening(self)
            self._opening.chosen.connect(self.check)
        return self._opening

    def _choose(self, chosen: Settings) -> None:
        self._settings = chosen
        settings.save(chosen)
        self._dress()

    def _dress(self) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            style.dress(application, self._settings)
            language.speak(application, self._settings.language)

    # -- slots ---------------------------------------------------------------------------------------------------

    @Slot()
    def _on_painted(self) -> None:
        if self.isVisible():
            self.workbench.make_ready()

    @Slot(bool)
    def _on_filled(self, any_files: bool) -> None:
        for name in _OF_FILES:
            self.commands[name].setEnabled(any_files)
        if any_files and self._pages.currentIndex() == 0:
            self._pages.setCurrentIndex(1)
            self.workbench.list.setFocus()  # the buttons of the invitation are gone
        elif not any_files:
            self._pages.setCurrentIndex(0)

    @Slot(str, dict)
    def _on_noticed(self, key: str, facts: dict[str, str]) -> None:
        if key:
            self.notice.say(key, self._texts, **facts)
        else:
            self.notice.clear()

    @Slot()
    def _on_open_files(self) -> None:
        self._opener().ask_for_files(self._texts)

    @Slot()
    def _on_open_folder(self) -> None:
        self._opener().ask_for_folder(self._texts)

    @Slot()
    def _on_paste(self) -> None:
        from gui.offers import offered

        self.take_offer(offered(QGuiApplication.clipboard().mimeData()))

    @Slot()
    def _on_check_again(self) -> None:
        self.workbench.check_again()

    @Slot()
    def _on_remove(self) -> None:
        self.workbench.remove_chosen()

    @Slot()
    def _on_remove_all(self) -> None:
        self.workbench.remove_all()

    @Slot()
    def _on_copy_answer(self) -> None:
        answer = self.workbench.answer_as_text()
        if answer:
            QGuiApplication.clipboard().setText(answer)
            self.notice.say("answer_copied", self._texts)

    @Slot()
    def _on_quit(self) -> None:
        self.close()

    @Slot(QAction)
    def _on_language_chosen(self, action: QAction) -> None:
        self._texts = FixedTexts(action.data())
        self._choose(replace(self._settings, language=self._texts.language))
        self._say_everything()

    @Slot(QAction)
    def _on_appearance_chosen(self, action: QAction) -> None:
        self._choose(replace(self._settings, appearance=Appearance(action.data())))

    @Slot()
    def _on_system_scheme_changed(self) -> None:
        self._dress()
