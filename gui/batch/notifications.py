"""Tells on the desktop when a watched folder received what somebody should look at: AI, broken, contradicting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication, QStyle, QSystemTrayIcon

from verify.features.batch.row import Row
from verify.report.words import badges
from verify.report.words.untrusted import plain

if TYPE_CHECKING:
    from gui.context import Context

_TOGETHER_MILLISECONDS: Final = 2_000  # what comes within this time is told together


class Notifications(QObject):
    """Collects rows and tells of them; where the desktop has no place for notices, the window says it and asks for
    attention."""

    def __init__(self, parent: QObject, context: Context) -> None:
        super().__init__(parent)
        self._context = context
        self._tray: QSystemTrayIcon | None = None
        self._rows: list[Row] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_TOGETHER_MILLISECONDS)
        self._timer.timeout.connect(self.tell)

    @Slot(object)
    def note_row(self, row: Row) -> None:
        """Note that one more file of a watched folder was judged."""
        if row.is_notable:
            self._rows.append(row)
            if not self._timer.isActive():
                self._timer.start()

    @Slot()
    def tell(self) -> None:
        """Tell what came since the last time."""
        came, self._rows = self._rows, []
        if not came:
            return
        translator = self._context.translator
        first = translator.text(
            "pages.batch.notice_one", answer=badges.short(translator, came[0].outline), file=came[0].name
        )
        sentence = first if len(came) == 1 else translator.count("pages.batch.notice_many", len(came))
        self._context.show_notice("watch_notice", leads_to="batch", what=sentence)
        QApplication.alert(self._context.widget)
        tray = self._open_tray()
        if tray is not None:
            tray.showMessage("Whence", plain(sentence, len(sentence)), QSystemTrayIcon.MessageIcon.Information)

    def close(self) -> None:
        """Take the sign out of the desktop's bar."""
        self._timer.stop()
        if self._tray is not None:
            self._tray.hide()

    def _open_tray(self) -> QSystemTrayIcon | None:
        """Return the desktop's place for notices, taken when it is first needed."""
        if self._tray is None and QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages():
            icon = self._context.widget.windowIcon()
            if icon.isNull():
                icon = self._context.widget.style().standardIcon(QStyle.StandardPixmap.SP_FileDialogContentsView)
            self._tray = QSystemTrayIcon(icon, self)
            self._tray.activated.connect(self._on_activated)
            self._tray.messageClicked.connect(self._on_activated)
            self._tray.show()
        return self._tray

    @Slot()
    def _on_activated(self) -> None:
        self._context.show_page("batch")
        self._context.widget.raise_()
        self._context.widget.activateWindow()
