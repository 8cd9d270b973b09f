"""The recipe of the container: what goes into it exists, comes from the lock, and runs as nobody in particular."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "packaging" / "container"
RECIPE = (FOLDER / "Containerfile").read_text(encoding="utf-8")
LOCK = (ROOT / "packaging" / "installer" / "requirements.lock").read_text(encoding="utf-8")


@pytest.fixture
def selection(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(FOLDER))
    monkeypatch.delitem(sys.modules, "select_lock", raising=False)
    return __import__("select_lock")


def normalise(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=;~! ]", requirement)[0]).lower()


def names(lock: str) -> set[str]:
    return set(re.findall(r"^([a-z0-9-]+)==", lock, flags=re.MULTILINE))


def test_all_that_the_command_line_needs_is_installed_and_no_window(selection: ModuleType) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {normalise(each) for each in project["dependencies"]} - {"pyside6-essentials"}
    kept = names(selection.select(LOCK))
    assert needed <= kept
    assert not {name for name in kept if name.startswith(("pyside", "shiboken", "pyinstaller"))}


def test_what_is_kept_of_the_lock_keeps_its_hashes_and_nothing_is_made_up(selection: ModuleType) -> None:
    selected = selection.select(LOCK)
    assert names(LOCK) - names(selected) == selection.LEFT_OUT
    assert set(selected.splitlines()) <= set(LOCK.splitlines())
    assert all("--hash=sha256:" in pin for pin in re.split(r"^(?=[a-z0-9-]+==)", selected, flags=re.MULTILINE)[1:])


def test_a_name_that_the_lock_lost_is_noticed(selection: ModuleType) -> None:
    with pytest.raises(ValueError, match="pefile"):
        selection.select(LOCK.replace("\npefile==", "\npefold=="))


def test_everything_that_the_recipe_copies_is_there() -> None:
    copied = [word for line in re.findall(r"^COPY (?!--from)(.+)$", RECIPE, re.MULTILINE) for word in line.split()[:-1]]
    assert len(copied) >= 6
    assert [name for name in copied if not (ROOT / name).exists()] == []


def test_it_runs_as_no_user_of_note_and_needs_hashes_for_all_that_is_fetched() -> None:
    final = RECIPE.rpartition("\nFROM ")[2]
    assert "\nUSER 10001:10001\n" in final
    assert final.index("USER") > final.rindex("RUN")
    assert "--require-hashes" in RECIPE
    assert 'ENTRYPOINT ["whence"]' in final
