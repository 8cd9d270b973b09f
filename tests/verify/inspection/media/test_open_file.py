"""A file is opened without harm, what lies beside it with it, and every refusal says the same in whichever process."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from verify.inspection.inspect import inspect
from verify.inspection.media.input_file import Media, MediaError
from verify.inspection.media.open_file import OpenFile, close_all, open_file, open_with_companions
from verify.model import Options, Problem, limits

OPTIONS = Options(now=datetime(2026, 11, 22, tzinfo=UTC), readers=("exif",))
posix = pytest.mark.skipif(os.name == "nt", reason="files of Unix")


@pytest.fixture
def opened() -> Iterator[list[OpenFile]]:
    """What a test opens, closed behind it."""
    files: list[OpenFile] = []
    yield files
    close_all(files)


def test_a_file_is_open_for_reading_alone(tmp_path: Path, opened: list[OpenFile]) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    file = open_file(tmp_path / "a")
    opened.append(file)
    assert (file.problem, os.read(file.descriptor, 9)) == (None, b"abc")
    assert not os.get_inheritable(file.descriptor)
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.write(file.descriptor, b"x")


@posix
def test_what_is_no_regular_file_is_not_even_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("/dev/null")
    monkeypatch.setattr(os, "open", lambda *_: pytest.fail("it was opened"))
    refused = [open_file(tmp_path / name) for name in ("pipe", "folder", "link")]
    assert [(file.problem, file.detail) for file in refused] == [
        (Problem.NOT_A_FILE, "not a regular file"),
        (Problem.NOT_A_FILE, "a folder"),
        (Problem.NOT_A_FILE, "not a regular file"),
    ]


@posix
def test_a_pipe_that_takes_the_place_of_a_file_hangs_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.setattr("verify.inspection.media.open_file._refuse_special", lambda _: "")
    before = sorted(Path("/dev/fd").iterdir())
    file = open_file(tmp_path / "pipe")
    assert (file.problem, file.detail, file.descriptor) == (Problem.NOT_A_FILE, "not a regular file", -1)
    assert sorted(Path("/dev/fd").iterdir()) == before


@posix
@pytest.mark.parametrize(
    ("name", "problem", "said"),
    [
        ("nowhere", Problem.NOT_FOUND, "No such file or directory"),
        ("file/below", Problem.INPUT_OUTPUT, "Not a directory"),
        ("circle", Problem.INPUT_OUTPUT, "symbolic links"),
        ("socket", Problem.INPUT_OUTPUT, "No such device or address"),
        ("a\0b", Problem.INPUT_OUTPUT, "null byte"),
        ("x" * 300, Problem.INPUT_OUTPUT, "too long"),
        ("empty", Problem.EMPTY, ""),
    ],
)
def test_every_failure_says_the_same_by_path_and_handed_over(
    name: str, problem: Problem, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("file").touch()
    Path("empty").touch()
    Path("circle").symlink_to("circle")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket")
        path = Path(name)
        reports = [inspect(path, OPTIONS), inspect(path, OPTIONS, files=open_with_companions(path))]
    assert {report.file.problem for report in reports} == {problem}
    assert all(said in report.file.detail for report in reports)
    assert reports[0] == reports[1]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is forbidden here")
def test_a_file_that_may_not_be_read_is_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "a").touch(0o000)
    assert open_file(tmp_path / "a").problem is Problem.NOT_PERMITTED


def test_what_is_too_large_is_told_before_a_byte_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILE_BYTES", 3)
    (tmp_path / "a").write_bytes(b"abcd")
    with pytest.raises(MediaError) as caught:
        Media.open(tmp_path / "a")
    assert (caught.value.problem, caught.value.detail) == (Problem.TOO_LARGE, "4 bytes")


@pytest.mark.parametrize(
    ("there", "expected"),
    [
        (["a.c2pa"], "a.c2pa"),
        (["a.jpg.c2pa", "a.c2pa"], "a.jpg.c2pa"),
        (["b.c2pa", "b.xmp"], ""),
        ([], ""),
    ],
)
def test_the_companion_is_opened_with_the_file(there: list[str], expected: str, tmp_path: Path) -> None:
    for name in ("a.jpg", *there):
        (tmp_path / name).write_bytes(name.encode())
    files = open_with_companions(tmp_path / "a.jpg")
    assert [file.path.name for file in files] == ["a.jpg", *([expected] if expected else [])]
    with Media.take(files) as media:
        assert media.sidecar == (expected.encode() or None)
        assert media.sidecar == (expected.encode() or None)
    assert {file.descriptor for file in files} == {-1}


def test_an_xmp_side_file_is_a_companion_but_no_head_of_a_stream(tmp_path: Path) -> None:
    for name in ("seg-1.m4s", "seg-1.xmp", "init.mp4"):
        (tmp_path / name).write_bytes(name.encode())
    with Media.open(tmp_path / "seg-1.m4s") as media:
        assert media.side_file == ("seg-1.xmp", b"seg-1.xmp")
        assert media.heads == (("init.mp4", b"init.mp4"),)


def test_the_heads_of_its_stream_are_companions_of_a_piece(tmp_path: Path) -> None:
    for name in ("seg-1.m4s", "seg-1.c2pa", "init.mp4", "init-b.m4s", "other.mp4"):
        (tmp_path / name).write_bytes(name.encode())
    for _ in range(2):  # the second time from what is remembered of the folder
        os.utime(tmp_path, (0, 0))
        with Media.open(tmp_path / "seg-1.m4s") as media:
            assert media.heads == (("init-b.m4s", b"init-b.m4s"), ("init.mp4", b"init.mp4"))
            assert media.sidecar == b"seg-1.c2pa"
    (tmp_path / "init-b.m4s").unlink()
    with Media.open(tmp_path / "seg-1.m4s") as media:
        assert [name for name, _ in media.heads] == ["init.mp4"]
    with Media.open(tmp_path / "seg-1.c2pa") as media:
        assert media.heads == ()


def test_a_folder_or_an_empty_file_is_no_companion(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"a")
    (tmp_path / "a.c2pa").touch()
    (tmp_path / "a.jpg.c2pa").mkdir()
    with Media.open(tmp_path / "a.jpg") as media:
        assert media.sidecar is None
        assert media.sidecar_path is None


def test_a_companion_that_cannot_be_opened_fails_only_where_it_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"a")
    beside = OpenFile(tmp_path / "a.c2pa", -1, Problem.NOT_PERMITTED, "Permission denied")
    with Media.take((open_file(tmp_path / "a.jpg"), beside)) as media:
        assert media.read_at(0, 1) == b"a"
        with pytest.raises(MediaError, match="Permission denied"):
            _ = media.sidecar


def test_a_companion_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SIDECAR_BYTES", 3)
    (tmp_path / "a.jpg").write_bytes(b"a")
    (tmp_path / "a.c2pa").write_bytes(b"abcd")
    with Media.open(tmp_path / "a.jpg") as media, pytest.raises(MediaError) as caught:
        _ = media.sidecar
    assert (caught.value.problem, caught.value.detail) == (Problem.TOO_LARGE, "a.c2pa")


def test_a_file_that_fails_leaves_its_companion_closed(tmp_path: Path) -> None:
    (tmp_path / "empty.jpg").touch()
    (tmp_path / "empty.c2pa").write_bytes(b"x")
    files = open_with_companions(tmp_path / "empty.jpg")
    assert len(files) == 2
    with pytest.raises(MediaError):
        Media.take(files)
    assert {file.descriptor for file in files} == {-1}


@posix
def test_whoever_moves_the_shared_position_changes_nothing_that_is_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(bytes(range(256)) * 64)
    file = open_file(tmp_path / "a")
    shared = os.dup(file.descriptor)
    stop = threading.Event()

    def disturb() -> None:
        while not stop.is_set():
            os.lseek(shared, 1, os.SEEK_SET)

    disturber = threading.Thread(target=disturb)
    disturber.start()
    try:
        with Media.take((file,)) as media:
            assert all(media.read_at(start, 64) == bytes(range(start, start + 64)) for start in (0, 64, 128) * 200)
            assert media.open_buffered().read() == bytes(range(256)) * 64
    finally:
        stop.set()
        disturber.join()
        os.close(shared)
