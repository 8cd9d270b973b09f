"""A second start hands its files to the window that is open: to that of the same user alone, and files alone."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from gui.background import start_socket
from gui.background.other_starts import OtherStarts
from gui.background.start_socket import Meeting, NoMeetingError, decode_paths, encode_paths, hand_over, receive_paths
from verify.model import limits

ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.skipif(not start_socket._ASKS_PEER, reason="this system does not tell whose process speaks")

# a real window, which says what another start asks of it
FIRST = """
import sys
from gui import app
from gui.background.other_starts import OtherStarts
from gui.dropping.intake import Intake
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

def open_all(intake, paths):
    print("asked", *map(repr, paths), flush=True)
    QTimer.singleShot(0, QApplication.quit)

Intake.open = open_all
begin = OtherStarts.listen
def listen(others):
    begin(others)
    print("listening", others._meeting is not None, flush=True)
OtherStarts.listen = listen
sys.exit(app.main([]))
"""


@pytest.fixture(autouse=True)
def short_data_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A socket's path has about a hundred characters at most."""
    folder = tmp_path_factory.mktemp("d")
    monkeypatch.setenv("WHENCE_DATA", str(folder))
    return folder


@pytest.fixture
def meeting() -> Iterator[Meeting]:
    opened = Meeting()
    yield opened
    opened.close()


def test_a_second_start_ends_and_the_first_one_opens_its_files(tmp_path: Path) -> None:
    names = [b"a.png", b"\xff\xfe\n.png"]
    paths = [os.fsdecode(os.fsencode(tmp_path) + b"/" + name) for name in names]
    command = [sys.executable, str(ROOT / "main.py"), *paths]
    with subprocess.Popen([sys.executable, "-c", FIRST], cwd=ROOT, stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "listening True\n"
        second = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=300, check=False)
        assert (second.returncode, second.stdout, second.stderr) == (0, b"", b"")
        assert first.stdout.readline() == f"asked {paths[0]!r} {paths[1]!r}\n"
        assert first.wait(120) == 0
    assert not hand_over(["/a.png"])  # nobody is there any more


def test_a_window_hears_of_files_and_says_that_it_took_them(qtbot: QtBot) -> None:
    others = OtherStarts()
    others.listen()
    taken: list[bool] = []
    with qtbot.waitSignal(others.files_wanted, timeout=20_000) as heard:
        starting = threading.Thread(target=lambda: taken.append(hand_over(["/a.png", "/b.png"])))
        starting.start()
    starting.join()
    assert heard.args == [["/a.png", "/b.png"]]
    assert taken == [True]
    others.close()


def test_of_two_windows_the_first_listens_and_the_next_one_after_it(meeting: Meeting) -> None:
    with pytest.raises(NoMeetingError):
        Meeting()
    meeting.close()
    Meeting().close()


def test_a_socket_that_a_killed_window_left_is_replaced(short_data_folder: Path) -> None:
    Meeting().close()
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(short_data_folder / start_socket.FOLDER / "socket"))
    assert not hand_over(["/a.png"])
    Meeting().close()


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o755])
def test_a_folder_that_others_may_use_is_not_used(short_data_folder: Path, mode: int) -> None:
    folder = short_data_folder / start_socket.FOLDER
    folder.mkdir()
    folder.chmod(mode)
    assert not hand_over(["/a.png"])
    with pytest.raises(NoMeetingError):
        Meeting()


def test_a_folder_that_is_a_link_and_a_socket_that_is_none_are_refused(short_data_folder: Path, tmp_path: Path) -> None:
    folder = short_data_folder / start_socket.FOLDER
    folder.symlink_to(tmp_path)
    with pytest.raises(OSError, match=r"Not a directory|symbolic links"):
        Meeting()
    folder.unlink()
    folder.mkdir(mode=0o700)
    (folder / "socket").write_bytes(b"")
    assert not hand_over(["/a.png"])


def test_both_sides_refuse_another_user_s_process(meeting: Meeting, monkeypatch: pytest.MonkeyPatch) -> None:
    class Foreign:
        size = start_socket._PEER.size

        @staticmethod
        def unpack(_told: bytes) -> tuple[int, int, int]:
            return 1, os.geteuid() + 1, 1

    monkeypatch.setattr(start_socket, "_PEER", Foreign)
    assert not hand_over(["/a.png"])
    ours, theirs = socket.socketpair()
    with ours, theirs, pytest.raises(NoMeetingError, match="another user"):
        receive_paths(ours)


GREETING = encode_paths([])


@pytest.mark.parametrize(
    "said",
    [
        b"",
        GREETING,
        os.urandom(1_000),
        GREETING + b"a.png\0",
        GREETING + b"--self-check\0",
        GREETING + b"\0",
        GREETING + b"/a.png",
        GREETING + b"/a\0" * (limits.HANDED_FILES + 1),
        GREETING + b"/" + b"a" * limits.PATH_CHARACTERS + b"\0",
        b"whence files 2\0/a.png\0",
    ],
    ids=range(10),
)
def test_anything_but_a_list_of_absolute_paths_is_refused(said: bytes) -> None:
    with pytest.raises(NoMeetingError):
        decode_paths(said)


def test_who_says_too_much_is_not_heard_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "HANDED_BYTES", 100)
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(GREETING + b"/a\0" * 100)
        with pytest.raises(NoMeetingError, match="too long"):
            receive_paths(ours)
    with pytest.raises(NoMeetingError):
        encode_paths(["/a.png"] * 100)


@given(st.lists(st.binary(max_size=50).filter(lambda name: b"\0" not in name), min_size=1, max_size=5))
def test_paths_arrive_byte_for_byte(names: list[bytes]) -> None:
    paths = [os.fsdecode(b"/" + name) for name in names]
    assert decode_paths(encode_paths(paths)) == paths
