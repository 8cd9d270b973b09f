from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.file_item import State
from gui.files.file_list import FileList, FileListModel, FileRole
from gui.rows.rows_model import Index, Role
from gui.rows.sort_filter import Column, RowFilter, SortFilter
from tests.build import plain_reports
from verify.model import Picture, Problem, Reading
from verify.report.words.catalogue import Translator

ENGLISH = Translator("en")


@pytest.fixture
def model(qapp: QApplication) -> Iterator[FileListModel]:
    owner = QObject()
    yield FileListModel(owner, ENGLISH)
    owner.deleteLater()


def test_a_row_tells_how_far_the_looking_is(model: FileListModel) -> None:
    (entry,) = model.append_files(["/a/one.jpg"])
    row = model.index(0, 0)
    assert (row.data(FileRole.STATE), row.data(Role.SHORT)) == (State.WAITING, ENGLISH.text("window.waiting"))
    entry.begin_looking()
    entry.note(Reading("exif", looked=True))
    assert (row.data(FileRole.STATE), row.data(Role.SHORT)) == (State.LOOKING, ENGLISH.text("window.looking"))
    entry.finish(plain_reports.ai_edit("one.jpg"))
    assert (row.data(FileRole.STATE), row.data(Role.SHAPE)) == (State.ANSWERED, "◆")
    entry.fail(Problem.WORKER_DIED)
    assert (row.data(FileRole.STATE), row.data(Role.SHAPE)) == (State.UNCHECKED, "?")


def test_a_file_stands_in_the_list_once_and_old_numbers_are_forgotten(model: FileListModel) -> None:
    first, _ = model.append_files(["/a/one.jpg", "/a/two.jpg", "/a/one.jpg"])
    old = first.number
    model.append_files(["/a/one.jpg"])
    assert model.rowCount() == 2
    assert first.number != old
    assert model.entry(old) is None
    assert model.entry(first.number) is first


def test_names_are_shown_as_text_that_can_be_seen(model: FileListModel) -> None:
    model.append_files(["/a/<b>x\u202egpj\n.exe", "/a/\udcff.jpg"])
    assert model.index(0, 0).data() == "<b>x⟨U+202E⟩gpj⟨U+000A⟩.exe"
    assert model.index(1, 0).data() == "⟨U+DCFF⟩.jpg"


def test_the_model_keeps_qts_rules_while_files_come_and_go(model: FileListModel) -> None:
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    entries = model.append_files([f"/a/{number}.jpg" for number in range(10)])
    model.remove([entries[number] for number in (1, 2, 3, 7, 9)])
    assert [entry.name for entry in model.entries()] == ["0.jpg", "4.jpg", "5.jpg", "6.jpg", "8.jpg"]
    model.append_files(["/a/4.jpg", "/a/new.jpg"])
    assert model.rowCount() == 6


def test_thousands_of_rows_are_shown_without_a_widget_each(model: FileListModel, qtbot: QtBot) -> None:
    host = QWidget()
    host.resize(300, 600)
    shown = FileList(host, model)
    shown.resize(300, 600)
    host.show()
    qtbot.waitExposed(host)
    model.append_files([f"/a/{number}.jpg" for number in range(5_000)])
    shown.scrollToBottom()
    qtbot.wait(20)
    assert len(shown.findChildren(QWidget)) < 20
    assert shown.indexAt(shown.viewport().rect().center()).row() > 4_900
    shown.choose_alone(model.index(100, 0))
    for key, row in ((Qt.Key.Key_End, 4_999), (Qt.Key.Key_Home, 0)):
        QTest.keyClick(shown, key)
        assert shown.currentIndex().row() == row
    model.remove(model.entries()[10:])
    assert model.rowCount() == 10
    assert model.index(9, 0).data(Qt.ItemDataRole.DisplayRole) == "9.jpg"
    host.close()
    host.deleteLater()


class CountingModel(FileListModel):
    """Counts how often a view asks for its size, which it does for every row that it lays out."""

    asked = 0

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        self.asked += 1
        return super().rowCount(parent)


def test_a_few_more_files_cost_no_look_at_those_that_are_listed(qtbot: QtBot) -> None:
    owner = QObject()
    model = CountingModel(owner, ENGLISH)
    shown = FileList(None, model)
    qtbot.addWidget(shown)
    shown.show()
    model.append_files([f"/a/{number}.jpg" for number in range(5_000)])
    qtbot.wait(20)
    model.asked = 0
    model.append_files([f"/b/{number}.jpg" for number in range(200)])
    qtbot.wait(20)
    assert 0 < model.asked < 1_000
    owner.deleteLater()


def names(model: FileListModel) -> list[str]:
    return [str(model.index(line, 0).data()) for line in range(model.rowCount())]


def test_files_are_searched_filtered_and_ordered_and_those_not_judged_stand_last(model: FileListModel) -> None:
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    entries = model.append_files([f"/a/{name}.jpg" for name in ("c", "b", "a", "d")])
    entries[0].finish(plain_reports.nothing("another name.jpg"))
    entries[1].finish(plain_reports.ai_edit("x.jpg"))
    for entry in entries[:2]:
        model.note_change(entry)
    model.look(SortFilter(choice=RowFilter.AI))
    assert names(model) == ["b.jpg"]
    assert [model.find_index(entry).row() for entry in entries] == [-1, 0, -1, -1]
    model.look(SortFilter(search="C.JPG"))  # the name that a person sees, whatever the report says
    assert names(model) == ["c.jpg"]
    model.look(SortFilter(column=Column.NAME))
    assert names(model) == ["a.jpg", "b.jpg", "c.jpg", "d.jpg"]
    model.look(SortFilter(column=Column.STANDING))
    assert names(model) == ["b.jpg", "c.jpg", "a.jpg", "d.jpg"]
    assert [model.find_index(entry).row() for entry in entries] == [1, 0, 2, 3]
    model.remove([entries[0], entries[2]])
    assert names(model) == ["b.jpg", "d.jpg"]
    assert model.index(1, 0).data(FileRole.ENTRY) is entries[3]
    assert [model.find_index(entry).row() for entry in entries] == [-1, 0, -1, 1]


def test_a_row_carries_the_small_picture_that_the_worker_sent(model: FileListModel) -> None:
    (entry,) = model.append_files(["/a/one.jpg"])
    assert model.index(0, 0).data(Role.PICTURE).isNull()
    entry.note(Picture("preview", 80, 20, b"\x80" * 4800))
    picture = model.index(0, 0).data(Role.PICTURE)
    assert (picture.width(), picture.height()) == (40, 10)
