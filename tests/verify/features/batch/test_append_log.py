from __future__ import annotations

import os
from pathlib import Path

import pytest

from verify.features.batch.append_log import AppendLog, InUseError


def test_what_was_added_is_there_when_the_file_is_opened_again(tmp_path: Path) -> None:
    with AppendLog(tmp_path / "lines") as file:
        file.append(b"one")
        file.append(b"two")
    with AppendLog(tmp_path / "lines") as file:
        assert file.mend() == 0
        assert list(file.read_lines()) == [b"one", b"two"]
        file.append(b"three")
    assert (tmp_path / "lines").read_bytes() == b"one\ntwo\nthree\n"


@pytest.mark.parametrize("torn", [b"t", b"x" * 200_000, b"\0" * 70_000])
def test_a_torn_last_line_is_cut_off_and_nothing_else(tmp_path: Path, torn: bytes) -> None:
    path = tmp_path / "lines"
    path.write_bytes(b"one\n\ntwo\n" + torn)
    with AppendLog(path) as file:
        assert path.read_bytes().endswith(torn)  # opening alone changes nothing
        assert file.mend() == len(torn)
    assert path.read_bytes() == b"one\n\ntwo\n"


def test_a_file_that_is_one_torn_line_becomes_empty(tmp_path: Path) -> None:
    (tmp_path / "lines").write_bytes(b"half")
    with AppendLog(tmp_path / "lines") as file:
        assert file.mend() == 4
        assert list(file.read_lines()) == []


def test_a_second_writer_is_refused_until_the_first_is_done(tmp_path: Path) -> None:
    with AppendLog(tmp_path / "lines"), pytest.raises(InUseError):
        AppendLog(tmp_path / "lines")
    AppendLog(tmp_path / "lines").close()


@pytest.mark.parametrize("end", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_line_that_cannot_be_written_whole_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: BaseException
) -> None:
    written = os.write

    def full(descriptor: int, data: memoryview) -> int:
        if len(data) > 3:
            return written(descriptor, data[:3])
        raise end

    with AppendLog(tmp_path / "lines") as file:
        file.append(b"one")
        monkeypatch.setattr(os, "write", full)
        with pytest.raises(type(end)):
            file.append(b"abcde")
        monkeypatch.undo()
        file.append(b"two")
    assert (tmp_path / "lines").read_bytes() == b"one\ntwo\n"


def test_an_endless_line_is_no_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("verify.model.limits.LINE_BYTES", 10)
    (tmp_path / "lines").write_bytes(b"one\n" + b"x" * 35 + b"\ntwo\n")
    with AppendLog(tmp_path / "lines") as file:
        assert list(file.read_lines()) == [b"one", b"", b"two"]
