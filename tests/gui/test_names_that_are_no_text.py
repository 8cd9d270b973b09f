"""A file whose name is no text is the one that is judged, however it comes in, and never the one beside it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from gui import local_paths
from gui.batch.page import BatchPage
from gui.dialogs.file_dialogs import OpenDialogs, SaveDialog
from gui.dropping.payload import Payload, Refusal, read_payload
from gui.file_item import FileItem
from gui.main_window import MainWindow
from gui.navigation import recent_files
from gui.navigation.page_table import MANY
from gui.preferences import Settings
from gui.rows.sort_filter import Column
from tests.gui.test_main_window import drop, finished
from verify.features.batch import job as jobs
from verify.features.batch.job import Job, Kind
from verify.features.batch.process import PRESENT
from verify.model import Pack, PackItem
from verify.workers.process import relaunch

ROOT = Path(__file__).resolve().parents[2]
BAD = os.fsdecode(b"bad\xff\xfe\xe4.png")
NEIGHBOURS = ("bad.png", "bad\ufffd\ufffd\ufffd.png")

pytestmark = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names of files are text on this system")


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """A file whose name is no text."""
    path = tmp_path / "pictures" / BAD
    path.parent.mkdir()
    path.write_bytes(b"the one that is meant")
    return path


@pytest.fixture
def beside(bad: Path) -> Path:
    """The same file beside others that bear its name as Qt would spell it."""
    for name in NEIGHBOURS:
        bad.with_name(name).write_bytes(b"a neighbour")
    return bad


def addresses(*lines: bytes) -> QMimeData:
    mime = QMimeData()
    mime.setData("text/uri-list", b"".join(line + b"\r\n" for line in lines))
    return mime


def paths_in(window: MainWindow) -> list[str]:
    return [entry.path for entry in window.workbench.files.entries()]


def by_argument(window: MainWindow, path: str) -> None:
    window.intake.open([path])


def by_drop(window: MainWindow, path: str) -> None:
    drop(window, addresses(Path(path).as_uri().encode()))


def by_paste(window: MainWindow, path: str) -> None:
    QGuiApplication.clipboard().setMimeData(addresses(Path(path).as_uri().encode()))
    window.intake.paste()


def by_folder(window: MainWindow, path: str) -> None:
    window.check([str(Path(path).parent)])


def by_recent(window: MainWindow, path: str) -> None:
    recent_files.note([path])
    menu = QMenu()
    recent_files.RecentMenu(window, menu)
    menu.aboutToShow.emit()
    menu.triggered.emit(menu.actions()[0])


def by_dialog(window: MainWindow, path: str) -> None:
    window.intake._opener().chosen.emit([path])


def again_from_a_batch(window: MainWindow, path: str) -> None:
    page = window.pages.page_as(MANY, BatchPage)
    page.answer._entry = FileItem(0, path)
    page.answer.check_again.click()


@pytest.mark.parametrize("bring", [by_argument, by_drop, by_paste, by_folder, by_recent, by_dialog, again_from_a_batch])
def test_every_way_in_keeps_the_bytes_of_a_name(
    window: MainWindow, qtbot: QtBot, bad: Path, bring: Callable[[MainWindow, str], None]
) -> None:
    bring(window, str(bad))
    qtbot.waitUntil(finished(window, 1), timeout=20_000)
    assert paths_in(window) == [str(bad)]
    entry = window.workbench.files.entries()[0]
    assert os.fsencode(entry.report.file.path) == os.fsencode(bad)
    assert "bad⟨U+DCFF⟩⟨U+DCFE⟩⟨U+DCE4⟩.png" in str(window.workbench.files.index(0, 0).data())


def test_a_folder_brings_each_of_the_names_that_look_alike(window: MainWindow, qtbot: QtBot, beside: Path) -> None:
    window.check([str(beside.parent)])
    qtbot.waitUntil(finished(window, 3), timeout=20_000)
    assert sorted(paths_in(window)) == sorted(map(str, beside.parent.iterdir()))


@pytest.mark.parametrize(
    ("address", "path"),
    [
        (b"file:///a/bad%FF.png", b"/a/bad\xff.png"),
        (b"FILE:///a/bad%ff.png", b"/a/bad\xff.png"),
        (b"file://localhost/a/b%20c.png", b"/a/b c.png"),
        (b"file:/a/b.png", b"/a/b.png"),
        (b"file:///a/raw\xff.png", b"/a/raw\xff.png"),
        (b"file:///a/%E6%B8%AF.jpg?x#y", "/a/港.jpg".encode()),
        (b"file:///a/50%25.jpg", b"/a/50%.jpg"),
        (b"file:///a/100%.jpg", b"/a/100%.jpg"),
        (b"file://host/share/a.jpg", b"//host/share/a.jpg"),
        (b"https://example.org/a.jpg", b""),
        (b"file:", b""),
        (b"", b""),
    ],
)
def test_an_address_is_read_byte_by_byte(address: bytes, path: bytes) -> None:
    assert os.fsencode(local_paths.read_address(address)) == path


def test_a_name_in_which_another_program_lost_bytes_means_the_one_file_that_is_like_it(bad: Path) -> None:
    lost = bad.parent.as_uri().encode() + b"/bad%EF%BF%BD.png"
    assert read_payload(addresses(lost)) == Payload(paths=(str(bad),))


def test_of_several_files_that_are_like_it_none_is_taken_for_it(window: MainWindow, beside: Path) -> None:
    lost = beside.parent.as_uri().encode() + b"/bad%EF%BF%BD%EF%BF%BD%EF%BF%BD.png"
    clear = Path(__file__).as_uri().encode()
    assert read_payload(addresses(lost, clear)) == Payload(paths=(__file__,), refusal=Refusal.UNCLEAR)
    drop(window, addresses(lost))
    assert window.notice.text == window.translator.text("window.refused_unclear")
    assert paths_in(window) == []


def test_a_name_like_that_of_no_file_is_what_it_says(tmp_path: Path) -> None:
    path = str(tmp_path / "gone\ufffd.png")
    assert local_paths.find_lost_name(path) == path


def test_folders_on_the_way_are_found_too(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"f\xff")
    folder.mkdir()
    (folder / os.fsdecode(b"a\xfe")).touch()
    assert local_paths.find_lost_name(str(tmp_path / "f\ufffd" / "a\ufffd")) == str(folder / os.fsdecode(b"a\xfe"))
    assert local_paths.read_place(str(tmp_path / "f\ufffd" / "new.zip")) == str(folder / "new.zip")


def test_what_a_dialog_says_is_looked_up_in_its_addresses(window: MainWindow, qtbot: QtBot, beside: Path) -> None:
    exact = QUrl.fromEncoded(beside.as_uri().encode())
    assert local_paths.read_chosen(exact.toLocalFile(), [exact]) == str(beside)
    assert local_paths.read_chosen(exact.toLocalFile(), []) == ""
    opening = OpenDialogs(window)
    with qtbot.waitSignal(opening.unclear):
        opening._take(_NoDialog(), [exact.toLocalFile()])  # type: ignore[arg-type]


class _NoDialog:
    @staticmethod
    def selectedUrls() -> list[QUrl]:  # noqa: N802
        return []


def test_a_pack_is_saved_in_a_folder_whose_name_is_no_text(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"out\xff")
    folder.mkdir()
    saving = SaveDialog(window)
    with qtbot.waitSignal(saving.chosen) as chosen:
        saving._take(str(tmp_path / "out\ufffd" / "evidence.zip"))
    assert chosen.args == [str(folder / "evidence.zip")]


def test_a_pack_of_such_a_file_is_made_beside_the_window_and_names_its_bytes(
    window: MainWindow, qtbot: QtBot, bad: Path
) -> None:
    from gui.background.command_process import CommandProcess
    from gui.packs.dialog import encode_pack

    window.check([str(bad)])
    qtbot.waitUntil(finished(window, 1), timeout=20_000)
    item = PackItem(window.workbench.files.entries()[0].report)
    out = bad.with_name(os.fsdecode(b"pack\xff.zip"))
    command = CommandProcess(window, ("pack", "assemble", "--out", str(out)))
    with qtbot.waitSignal(command.ended, timeout=60_000):
        command.run(encode_pack(Pack((), "2026-11-25T13:00:00Z"), [item]))
    with zipfile.ZipFile(out) as made:
        (file,) = json.loads(made.read("pack.json"))["files"]
    assert os.fsencode(file["path"]) == os.fsencode(bad)


def test_a_batch_keeps_the_bytes_of_names(bad: Path) -> None:
    from datetime import UTC, datetime

    folder = jobs.begin(Job(Kind.CHECK, (str(bad),), ("quick",), datetime.now(UTC)))
    kept = jobs.read(folder)
    assert kept is not None
    assert os.fsencode(kept.paths[0]) == os.fsencode(bad)


def test_the_window_watches_the_folder_that_is_meant_and_shows_what_comes_into_it(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    meant, beside = (tmp_path / name for name in (os.fsdecode(b"watched\xff"), "watched\ufffd"))
    for folder in (meant, beside):
        folder.mkdir()
        (folder / BAD).write_bytes(b"what was there before the watch was begun")
    window.show_page(MANY)
    page = window.pages.page_as(MANY, BatchPage)
    page.begin([str(meant)], Kind.WATCH)
    work = page.current_process()
    assert work is not None
    qtbot.waitUntil((work.folder / PRESENT).exists, timeout=60_000)
    for folder in (beside, meant):
        (folder / f"new {BAD}").write_bytes(b"new")
    qtbot.waitUntil(lambda: page.sheet.table.rowCount() == 1, timeout=60_000)
    row = page.sheet.table.row(0)
    assert row is not None
    assert os.fsencode(row.path) == os.fsencode(meant / f"new {BAD}")
    assert "U+DCFE" in str(page.sheet.table.index(0, Column.NAME).data())
    assert "U+DCFF" in page.state.batches.currentText()
    meant.rename(tmp_path / "away")
    qtbot.waitUntil(lambda: "U+DCFF" in page.state.state.text(), timeout=60_000)
    work.cancel()


@pytest.mark.parametrize("argument", ["a\udcff", "bytes:a\udcff", "bytes:a", "--lang", "", "港"])
def test_arguments_travel_through_qt_byte_by_byte(argument: str) -> None:
    command = relaunch.build_command("check", argument, "x\udcfe")
    written = list(command[command.index(relaunch.WRITTEN) :])
    assert all(part.encode() for part in written if part)
    assert relaunch.read_arguments(written) == ["check", argument, "x\udcfe"]
    assert relaunch.read_arguments(["check", "bytes:a"]) == ["check", "bytes:a"]


def test_recent_files_are_kept_byte_by_byte(own_data_folder: Path) -> None:
    paths = ("/a/bad\udcff.png", "/a/bad.png", '/a/comma, quote" back\\slash;港\u202e.png')
    assert recent_files.note(paths) == paths
    assert recent_files.load() == paths


def test_a_data_folder_whose_name_is_no_text_keeps_the_choices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from gui import preferences

    folder = tmp_path / os.fsdecode(b"data\xff")
    monkeypatch.setenv("WHENCE_DATA", str(folder))
    preferences.save(Settings("zh_CN", text_size=150))
    assert preferences.load() == Settings("zh_CN", text_size=150)
    assert [os.fsencode(path.name) for path in tmp_path.iterdir()] == [b"data\xff"]


def test_the_real_window_judges_the_file_that_was_named(samples_folder: Path, tmp_path: Path) -> None:
    meant = tmp_path / BAD
    meant.write_bytes((samples_folder / "photo-edited-with-ai.jpg").read_bytes())
    for name in NEIGHBOURS:
        meant.with_name(name).write_bytes(b"a neighbour that says nothing")
    (tmp_path / "seen").mkdir()
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "WHENCE_DATA": str(tmp_path / "data")}
    command = [sys.executable, str(ROOT / "main.py"), "--self-check", str(tmp_path / "seen"), str(meant)]
    subprocess.run(command, env=environment, check=True, timeout=300, capture_output=True)
    assert json.loads((tmp_path / "seen" / "answer.json").read_text())["conclusion"] == "ai_edited"
