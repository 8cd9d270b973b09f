from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeDatabase
from PySide6.QtWidgets import QFileDialog, QMainWindow, QTreeView
from pytestqt.qtbot import QtBot

from gui.dialogs.file_dialogs import OpenDialogs
from verify.report.words.catalogue import Translator


@pytest.fixture
def opening(qtbot: QtBot) -> Iterator[OpenDialogs]:
    window = QMainWindow()
    window.setFixedSize(900, 600)
    window.show()
    qtbot.waitExposed(window)
    yield OpenDialogs(window)
    window.close()
    window.deleteLater()


# what only the platform of the tests says of a dialog that changes its size
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


class Shown:
    """The dialog that is open, in `folder`: Qt would begin where the last one ended."""

    def __init__(self, opening: OpenDialogs, folder: Path) -> None:
        window = opening.parent()
        assert window is not None
        dialog = window.findChild(QFileDialog)
        assert dialog is not None
        self.dialog = dialog
        self.dialog.setDirectory(str(folder))

    def rows(self) -> list[list[str]]:
        """The texts of all columns of all rows."""
        view = self.dialog.findChild(QTreeView)
        assert view is not None
        model, root = view.model(), view.rootIndex()
        columns = range(model.columnCount())
        return [[str(model.index(row, at, root).data()) for at in columns] for row in range(model.rowCount(root))]


def test_any_file_can_be_chosen_whatever_its_name(
    opening: OpenDialogs, qtbot: QtBot, a_file: Callable[[str], str], tmp_path: Path
) -> None:
    names = ["no-extension", "photo.exe", "字.jpg"]
    paths = [a_file(name) for name in names]
    opening.ask_for_files(Translator("zh_CN"))
    shown = Shown(opening, tmp_path)
    qtbot.waitUntil(lambda: sorted(row[0] for row in shown.rows()) == sorted(names))
    assert shown.dialog.labelText(QFileDialog.DialogLabel.LookIn) == Translator("zh_CN").text("window.look_in")
    with qtbot.waitSignal(opening.chosen) as chosen:
        shown.dialog.filesSelected.emit(paths)
    assert chosen.args == [paths]
    shown.dialog.close()


def test_the_dialog_names_no_kind_of_file_since_qt_would_have_to_look_into_it(
    opening: OpenDialogs, qtbot: QtBot, a_file: Callable[[str], str], tmp_path: Path
) -> None:
    a_file("unknown")
    opening.ask_for_files(Translator("en"))
    shown = Shown(opening, tmp_path)
    qtbot.waitUntil(lambda: [row[0] for row in shown.rows()] == ["unknown"])
    assert "–" in shown.rows()[0]
    assert QMimeDatabase().mimeTypeForName("text/plain").comment() not in shown.rows()[0]
    shown.dialog.close()
