from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from verify.features.batch import watch
from verify.features.batch.file_key import Source, identify
from verify.features.batch.watch import EMPTY_SECONDS, Arrivals, WatchedFolders

SIZE = Source("file:///a", 10, 1)


def test_a_file_has_arrived_when_it_kept_still() -> None:
    files = Arrivals()
    files.note("a", SIZE, 0.0)
    files.note("a", Source("file:///a", 20, 2), 0.9 * watch.SETTLE_SECONDS)  # it grew
    assert files.take_settled(1.1 * watch.SETTLE_SECONDS) == []
    assert files.take_settled(2 * watch.SETTLE_SECONDS) == [("a", Source("file:///a", 20, 2))]
    assert files.take_settled(99.0) == []


def test_a_file_that_is_begun_and_left_empty_is_waited_for_longer() -> None:
    files = Arrivals()
    files.note("a", Source("file:///a", 0, 1), 0.0)
    assert files.take_settled(watch.SETTLE_SECONDS + 1) == []
    assert len(files.take_settled(EMPTY_SECONDS)) == 1


def test_a_file_that_went_has_not_arrived() -> None:
    files = Arrivals()
    files.note("a", SIZE, 0.0)
    files.forget("a")
    assert files.take_settled(99.0) == []
    assert len(files) == 0


@pytest.fixture(autouse=True)
def small_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "SETTLE_SECONDS", 0.2)
    monkeypatch.setattr(watch, "_WALK_SECONDS", 0.2)
    monkeypatch.setattr(watch, "_NOTED_WALK_SECONDS", 0.5)


@pytest.fixture(params=[True, False], ids=["noted by the system", "found by walks"])
def look(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[int], list[str]]]:
    """Looks until so many files have arrived, or in vain for a second, and gives their names."""
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "old.png").write_bytes(b"old")
    if not request.param:
        monkeypatch.setattr(WatchedFolders, "_begin_noting", lambda _self, _folder: None)
    known: set[bytes] = set()
    with WatchedFolders([folder], lambda source: source.key in known) as files:
        known.update(source.key for source in files.list_present())

        def collect(count: int) -> list[str]:
            found: list[Path] = []
            until = time.monotonic() + (20.0 if count else 1.0)
            while len(found) < max(count, 1) and time.monotonic() < until:
                for path, source in files.look():
                    found.append(path)
                    known.add(source.key)
                    files.note_answer(path, gone=False)
                time.sleep(0.02)
            return sorted(path.name for path in found)

        yield collect


def test_what_comes_is_handed_out_once_and_what_was_there_never(
    tmp_path: Path, look: Callable[[int], list[str]]
) -> None:
    assert look(0) == []
    (tmp_path / "folder" / "below").mkdir()
    (tmp_path / "folder" / "below" / "new.png").write_bytes(b"new")
    (tmp_path / "folder" / "other.png").write_bytes(b"new")
    assert look(2) == ["new.png", "other.png"]
    assert look(0) == []
    (tmp_path / "folder" / "old.png").write_bytes(b"changed")
    assert look(1) == ["old.png"]


def test_a_folder_that_goes_and_comes_back_is_watched_again(tmp_path: Path, look: Callable[[int], list[str]]) -> None:
    folder = tmp_path / "folder"
    look(0)
    shutil.move(folder, tmp_path / "elsewhere")
    assert look(0) == []
    shutil.move(tmp_path / "elsewhere", folder)
    assert look(0) == []
    (folder / "first.png").write_bytes(b"1")
    assert look(1) == ["first.png"]
    shutil.rmtree(folder)
    assert look(0) == []
    folder.mkdir()
    (folder / "second.png").write_bytes(b"2")
    assert look(1) == ["second.png"]
    (folder / "third.png").write_bytes(b"3")
    assert look(1) == ["third.png"]


def test_a_missing_folder_is_named_until_it_is_there(tmp_path: Path) -> None:
    with WatchedFolders([tmp_path / "late"], lambda _source: False) as files:
        files.look()
        assert files.missing == (tmp_path / "late",)
        (tmp_path / "late").mkdir()
        files.look()
        assert not files.missing


def test_the_results_are_never_handed_out(tmp_path: Path) -> None:
    (tmp_path / "results.jsonl").write_bytes(b"{}")
    place = identify(tmp_path / "results.jsonl")[1]
    assert place is not None
    with WatchedFolders([tmp_path], lambda _source: False, frozenset((place,))) as files:
        files.look()
        time.sleep(0.3)
        assert files.look() == []


def test_a_file_that_cannot_be_read_is_not_handed_out_again_and_again(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"a")
    with WatchedFolders([tmp_path], lambda _source: False) as files:  # nothing ever becomes known
        found = []
        for _ in range(60):
            found += files.look()
            for each, _source in found:
                files.note_answer(each, gone=False)
            time.sleep(0.03)
        assert [each for each, _ in found] == [path]
        files.note_answer(path, gone=True)
        path.unlink()
        files.look()
        path.write_bytes(b"a")
        until = time.monotonic() + 20
        while len(found) < 2 and time.monotonic() < until:
            found += files.look()
            time.sleep(0.03)
        assert len(found) == 2


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names of files are text on this system")
@pytest.mark.parametrize("noted", [True, False], ids=["noted by the system", "found by walks"])
def test_names_that_are_no_text_arrive_byte_for_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, noted: bool
) -> None:
    if not noted:
        monkeypatch.setattr(WatchedFolders, "_begin_noting", lambda _self, _folder: None)
    folder = tmp_path / os.fsdecode(b"watched\xff")
    folder.mkdir()
    (tmp_path / "watched\ufffd").mkdir()  # a neighbour whose name looks the same
    with WatchedFolders([folder], lambda _source: False) as files:
        files.look()
        below = folder / os.fsdecode(b"below\xfd")
        below.mkdir()
        for number, path in enumerate((folder / os.fsdecode(b"new\xfe.png"), below / os.fsdecode(b"\x80"))):
            path.write_bytes(b"a" * (number + 1))
        (tmp_path / "watched\ufffd" / "new\ufffd.png").write_bytes(b"another")
        found: list[tuple[Path, Source]] = []
        until = time.monotonic() + 20
        while len(found) < 2 and time.monotonic() < until:
            found += files.look()
            time.sleep(0.02)
        assert [(os.fsencode(path.relative_to(tmp_path)), source.size) for path, source in sorted(found)] == [
            (b"watched\xff/below\xfd/\x80", 2),
            (b"watched\xff/new\xfe.png", 1),
        ]
        folder.rename(tmp_path / os.fsdecode(b"away\xff"))
        files.look()
        assert files.missing == (folder,)
