"""The digest of a large file is computed beside its inspection: the same as ever, and given up with the file."""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path

import pytest

from verify.inspection.media.input_file import Media, MediaError
from verify.inspection.media.side_digest import SideDigest
from verify.model import Problem, limits


class Slow:
    """A file whose second piece is not read before it may be."""

    size = 3 * limits.HASH_PIECE_BYTES

    def __init__(self) -> None:
        self.asked: list[int] = []
        self.begun = threading.Event()
        self.goes_on = threading.Event()

    def read_at(self, offset: int, length: int) -> bytes:
        self.asked.append(offset)
        if offset:
            self.begun.set()
            self.goes_on.wait()
        return bytes(length)


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(limits, "WHOLE_HASH_AT_ONCE_BYTES", limits.MIB)
    path = tmp_path / "large.bin"
    path.write_bytes(bytes(range(256)) * 10_000)
    return path


def test_it_is_the_digest_of_the_file(large: Path) -> None:
    with Media.open(large) as media:
        before = media.digest()
        media.begin_digest()
        assert media.digest() == before == hashlib.sha256(large.read_bytes()).hexdigest()


def test_a_small_file_needs_no_thread(large: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WHOLE_HASH_AT_ONCE_BYTES", 10 * limits.MIB)
    count = threading.active_count()
    with Media.open(large) as media:
        media.begin_digest()
        assert threading.active_count() == count


def test_where_no_thread_can_be_had_it_is_computed_when_it_is_asked_for(
    large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    with Media.open(large) as media:
        media.begin_digest()
        assert media.digest() == hashlib.sha256(large.read_bytes()).hexdigest()


def test_a_file_that_became_shorter_is_told_where_the_digest_is_asked_for(large: Path) -> None:
    with Media.open(large) as media:
        large.write_bytes(b"")
        media.begin_digest()
        with pytest.raises(MediaError) as raised:
            media.digest()
    assert raised.value.problem is Problem.CHANGED


def test_it_is_given_up_when_the_file_is_closed() -> None:
    file = Slow()
    digest = SideDigest(file)
    file.begun.wait()
    ending = threading.Thread(target=digest.stop)
    ending.start()
    while not digest._given_up.is_set():
        pass
    file.goes_on.set()
    ending.join()
    assert digest.read() == ""
    assert file.asked == [0, limits.HASH_PIECE_BYTES]
