"""Below a folder that is open, names lead to files there and to nothing else, whatever is exchanged meanwhile."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from verify.inspection.media import open_beneath as opening
from verify.inspection.media.open_file import OpenFile, close_all
from verify.model import Problem

pytestmark = pytest.mark.skipif(not opening.IS_POSSIBLE, reason="this system opens nothing relative to a folder")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    below = tmp_path / "root" / "deep"
    below.mkdir(parents=True)
    (tmp_path / "secret").write_bytes(b"secret")
    for name in ("a.jpg", "a.xmp", "a.jpg.c2pa", "piece-1.m4s", "init.mp4"):
        (below / name).write_bytes(name.encode())
    return tmp_path / "root"


@pytest.fixture
def root(folder: Path) -> Iterator[int]:
    descriptor = opening.open_folder(folder)
    yield descriptor
    os.close(descriptor)


def read(files: Sequence[OpenFile]) -> list[bytes | Problem]:
    found = [file.problem or os.pread(file.descriptor, 99, 0) for file in files]
    close_all(files)
    return found


def open_all(root: int, folder: Path, name: str) -> list[bytes | Problem]:
    return read(opening.open_beneath(root, name.split("/"), folder / name))


def test_a_file_comes_with_what_belongs_to_it(root: int, folder: Path) -> None:
    assert open_all(root, folder, "deep/a.jpg") == [b"a.jpg", b"a.jpg.c2pa", b"a.xmp"]
    assert open_all(root, folder, "deep/piece-1.m4s") == [b"piece-1.m4s", b"init.mp4"]


@pytest.mark.parametrize("name", ["../secret", "deep/../../secret", "deep/./a.jpg", "", "deep//a.jpg", "deep/a\0b"])
def test_a_name_that_leads_elsewhere_opens_nothing(root: int, folder: Path, name: str) -> None:
    assert open_all(root, folder, name) == [Problem.NOT_FOUND]


def test_links_are_not_followed_neither_for_the_file_nor_on_the_way_nor_beside_it(root: int, folder: Path) -> None:
    (folder / "link.jpg").symlink_to(folder.parent / "secret")
    (folder / "way").symlink_to(folder.parent)
    (folder / "deep" / "a.xmp").unlink()
    (folder / "deep" / "a.xmp").symlink_to(folder.parent / "secret")
    assert open_all(root, folder, "link.jpg") == [Problem.NOT_A_FILE]
    assert open_all(root, folder, "way/secret")[0] in (Problem.INPUT_OUTPUT, Problem.NOT_FOUND)
    assert open_all(root, folder, "deep/a.jpg") == [b"a.jpg", b"a.jpg.c2pa"]


def test_a_link_put_in_place_of_a_file_that_was_looked_at_is_not_followed(
    root: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = (folder / "deep" / "a.jpg").stat()
    monkeypatch.setattr(os, "stat", lambda *_, **__: seen)  # what it was when it was looked at
    (folder / "deep" / "a.jpg").unlink()
    (folder / "deep" / "a.jpg").symlink_to(folder.parent / "secret")
    assert open_all(root, folder, "deep/a.jpg") == [Problem.INPUT_OUTPUT]


def test_folders_pipes_and_what_is_missing_are_told_by_their_problem(root: int, folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    assert open_all(root, folder, "deep") == [Problem.NOT_A_FILE]
    assert open_all(root, folder, "pipe") == [Problem.NOT_A_FILE]
    assert open_all(root, folder, "missing") == [Problem.NOT_FOUND]
    assert open_all(root, folder, "missing/a") == [Problem.NOT_FOUND]


def test_nothing_stays_open(root: int, folder: Path) -> None:
    before = len([*Path("/dev/fd").iterdir()])
    for name in ("deep/a.jpg", "deep", "missing/a", "../secret"):
        open_all(root, folder, name)
    assert len([*Path("/dev/fd").iterdir()]) == before
