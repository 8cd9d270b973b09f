"""The file of choices: what Qt wrote is read, what we write Qt would read, and a full disk loses nothing."""

from __future__ import annotations

import errno
import itertools
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn
from unittest.mock import MagicMock

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QSettings

from gui import app, preferences, settings_file
from gui.main_window import MainWindow
from gui.navigation import recent_files
from gui.preferences import Settings
from verify.model import limits
from verify.store.set_aside import UnusedFile

COPIES = itertools.count()
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)


def copy_for_qt(folder: Path) -> QSettings:
    """Open a copy under a name of its own: of a name it knows, Qt misses a change of equal size within 1 ms."""
    copy = shutil.copy(folder / settings_file.NAME, folder / f"{next(COPIES)}.ini")
    return QSettings(str(copy), QSettings.Format.IniFormat)


@given(TEXTS)
@example("a,b")
@example('x;"y"=\\')
@example(" lead and trail ")
@example("@Variant(x)")
@example("@@")
@example("\x01a\x7f1")
@example("C:\\new\\x41")
@example("港\u202e\u2028😀")
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_kept_and_qt_reads_it_alike(own_data_folder: Path, text: str) -> None:
    settings_file.write({"language": text, "recent/1/path": text})
    assert settings_file.read() == {"language": text, "recent/1/path": text}
    theirs = copy_for_qt(own_data_folder)
    assert theirs.value("language") == text
    assert theirs.value("recent/1/path") == text


@given(TEXTS)
@example("a,b")
@example("\x1b1 \x01a")
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_qt_wrote_is_read(own_data_folder: Path, text: str) -> None:
    path = own_data_folder / settings_file.NAME
    path.unlink(missing_ok=True)
    theirs = QSettings(str(path), QSettings.Format.IniFormat)
    theirs.setValue("language", text)
    theirs.beginWriteArray("recent", 1)
    theirs.setArrayIndex(0)
    theirs.setValue("path", text)
    theirs.endArray()
    theirs.sync()
    read = settings_file.read()
    assert (read["language"], read["recent/1/path"]) == (text, text)


@given(st.binary(max_size=300))
@example(b"[recent]\n1\\path=a, b\n")
@example(b"a=\\xffffffffffff\nb=\\777777777777\nc=\\")
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_stop_the_window(own_data_folder: Path, content: bytes) -> None:
    (own_data_folder / settings_file.NAME).write_bytes(content)
    preferences.load()
    recent_files.load()


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo, lambda path: path.symlink_to("/dev/zero")])
def test_what_is_no_file_is_no_choice(own_data_folder: Path, make: Callable[[Path], None]) -> None:
    make(own_data_folder / settings_file.NAME)
    assert preferences.load() == Settings(preferences.load().language)


def test_choices_of_a_later_version_stay(own_data_folder: Path) -> None:
    settings_file.write({"of/the/future": "1", "unknown": "2"})
    preferences.save(Settings("en"))
    recent_files.note(["/a"])
    recent_files.forget()
    kept = settings_file.read()
    assert (kept["of/the/future"], kept["unknown"], kept["language"]) == ("1", "2", "en")


def fill_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)


def test_a_full_disk_loses_no_choice_and_is_said_once(
    window: MainWindow, own_data_folder: Path, monkeypatch: pytest.MonkeyPatch, a_file: Callable[[str], str]
) -> None:
    preferences.save(Settings("en", text_size=150))
    before = (own_data_folder / settings_file.NAME).read_bytes()
    fill_the_disk(monkeypatch)
    window.choose(Settings("en", text_size=175))
    assert window.settings.text_size == 175
    said = window.translator.text("window.settings_not_kept", reason="No space left on device")
    assert window.notice.text == said
    window.show_notice("")
    window.note_recent([a_file("a.jpg")])
    assert window.notice.text == said
    assert (own_data_folder / settings_file.NAME).read_bytes() == before
    assert [path.name for path in own_data_folder.glob(".writing-*")] == []


@pytest.mark.parametrize(
    "content", [b"\xff\xfe", b"[General]\nlanguage=\0\n", b"x" * (limits.SETTINGS_BYTES + 1)], ids=len
)
def test_what_is_no_text_is_kept_aside_before_anything_is_written(own_data_folder: Path, content: bytes) -> None:
    path = own_data_folder / settings_file.NAME
    path.write_bytes(content)
    unused = settings_file.set_aside_damaged()
    assert unused is not None
    assert unused.kept is not None
    assert unused.kept.read_bytes() == content
    preferences.save(preferences.load())
    assert settings_file.set_aside_damaged() is None
    assert settings_file.read()["appearance"] == "system"


@pytest.mark.skipif(os.name != "posix", reason="pipes are files there")
def test_a_pipe_in_its_place_is_named_and_left(own_data_folder: Path) -> None:
    os.mkfifo(own_data_folder / settings_file.NAME)
    assert settings_file.set_aside_damaged() == UnusedFile(own_data_folder / settings_file.NAME)
    with pytest.raises(OSError, match=r"window\.ini"):
        preferences.save(preferences.load())
    assert (own_data_folder / settings_file.NAME).is_fifo()


def test_a_file_that_is_not_used_is_told_of(open_window: Callable[..., MainWindow], tmp_path: Path) -> None:
    window = open_window()
    for unused in (UnusedFile(tmp_path / "window.ini"), UnusedFile(tmp_path / "window.ini", tmp_path / "kept.ini")):
        window.show_unused(unused)
        assert "window.ini" in window.notice.text.replace("\u200b", "")
    assert "kept.ini" in window.notice.text.replace("\u200b", "")


def test_whoever_opens_the_window_keeps_them_aside_and_is_told(
    own_data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (own_data_folder / settings_file.NAME).write_bytes(b"\xff\xfe")
    application, opened = MagicMock(), MagicMock()
    application.exec.return_value = 0
    monkeypatch.setattr("signal.signal", MagicMock())
    monkeypatch.setattr("gui.application.Application", lambda _words: application)
    monkeypatch.setattr("gui.application.translate_qt", MagicMock())
    monkeypatch.setattr("gui.widgets.style.apply_style", MagicMock())
    monkeypatch.setattr("gui.main_window.MainWindow", lambda *_: opened)
    assert app._open_window([]) == 0
    (call,) = opened.show_unused.call_args_list
    assert call.args[0].kept.read_bytes() == b"\xff\xfe"
