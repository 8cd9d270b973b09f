from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gui import app
from gui.preferences import QUICK, Settings
from verify.report.words.wording import Wording

ROOT = Path(__file__).resolve().parents[2]
ENGLISH = Wording("en")


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs the program as a person would, where no display is."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    kept.pop("QT_QPA_PLATFORM", None)
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *arguments],
        env={**kept, "LC_ALL": "C.UTF-8", **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("environment", [{}, {"DISPLAY": ":4242"}, {"QT_QPA_PLATFORM": "xcb"}])
def test_without_a_display_files_are_answered_as_text_and_that_is_said(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    named = tmp_path / "empty.jpg"
    named.touch()
    done = run(str(named), **environment)
    assert done.returncode == 1  # it could not be read, and its line is there
    assert ENGLISH.label("no_display") in done.stderr
    assert "empty.jpg" in done.stdout
    assert "Traceback" not in done.stderr


def test_without_a_display_and_without_files_it_says_how_to_go_on() -> None:
    done = run()
    assert (done.returncode, done.stdout) == (2, "")
    assert ENGLISH.label("no_display_no_files") in done.stderr


def test_files_are_inspected_with_the_lists_in_force_and_without_the_network() -> None:
    options = app.current_options(Settings("en"))
    assert not options.network
    assert options.trust
    assert options.now.utcoffset() is not None


def test_files_are_inspected_as_was_chosen_and_by_readers_that_there_are() -> None:
    chosen = app.current_options(Settings("en", readers=("exif", "of_another_version"), deep=True))
    assert (chosen.readers, chosen.deep) == (("exif",), True)
    assert app.current_options(Settings("en", readers=QUICK)).readers == QUICK
