"""From arguments to files."""

from __future__ import annotations

import inspect
import os
import sys
from pathlib import Path

import pytest

from verify.features.batch.find_files import LINK, find_files


def named(*arguments: object) -> tuple[list[Path], list[tuple[str, Path]]]:
    said: list[tuple[str, Path]] = []
    paths = list(find_files([str(argument) for argument in arguments], lambda *remark: said.append(remark)))
    return paths, said


def test_what_is_not_there_is_handed_on() -> None:
    assert named("/no/such/file", "/no/such/*.png", "a\0b", "x" * 5000) == (
        [Path("/no/such/file"), Path("/no/such/*.png"), Path("a\0b"), Path("x" * 5000)],
        [],
    )


def test_a_chain_of_folders_deeper_than_the_program_may_recurse(tmp_path: Path) -> None:
    deepest = tmp_path
    for _ in range(300):
        deepest /= "d"
        deepest.mkdir()
    (deepest / "a.png").touch()
    limit = sys.getrecursionlimit()
    try:
        sys.setrecursionlimit(len(inspect.stack()) + 100)
        found = named(tmp_path)
    finally:
        sys.setrecursionlimit(limit)
    assert found == ([deepest / "a.png"], [])


def test_a_link_to_a_folder_is_followed_where_it_is_named_and_not_where_it_is_met(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.png").touch()
    (tmp_path / "folder" / "up").symlink_to(tmp_path)
    (tmp_path / "link").symlink_to(tmp_path / "folder")
    paths, said = named(tmp_path / "link")
    assert paths == [tmp_path / "link" / "a.png"]
    assert said == [(LINK, tmp_path / "link" / "up")]


def test_a_pattern_reaches_into_folders(tmp_path: Path) -> None:
    (tmp_path / "b" / "c").mkdir(parents=True)
    for name in ("a.png", "b/b.png", "b/c/c.png", "b/c/c.txt"):
        (tmp_path / name).touch()
    paths, _ = named(tmp_path / "**" / "*.png")
    assert [path.name for path in paths] == ["a.png", "b.png", "c.png"]


def test_a_folder_that_cannot_be_listed_gets_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError(13, os.strerror(13))

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert named(tmp_path) == ([tmp_path], [("Permission denied", tmp_path)])
