"""`whence browser` tells browsers where the host is, for our extension alone, and takes it back."""

from __future__ import annotations

import io
import json
import shlex
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from verify.cli import browser
from verify.cli.main import is_for_command_line, main
from verify.features.links.browser import registration
from verify.features.links.browser.host import CHROMIUM_EXTENSION, FIREFOX_EXTENSION
from verify.workers.process import relaunch

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user who has Chromium and Firefox, on Linux."""
    monkeypatch.setattr(Path, "home", classmethod(lambda _: tmp_path))
    monkeypatch.setattr(registration, "is_supported", lambda: True)
    monkeypatch.setattr(sys, "platform", "linux")
    for place in (".config/chromium", ".mozilla"):
        (tmp_path / place).mkdir(parents=True)
    return tmp_path


def list_files(home: Path) -> dict[str, Path]:
    return {path.relative_to(home).as_posix(): path for path in home.rglob(f"{registration.HOST}.json")}


def test_each_browser_that_is_there_is_told_and_names_our_extension_alone(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["browser", "connect", "--lang", "en"]) == 0
    out = capsys.readouterr().out
    written = list_files(home)
    chromium, firefox = (json.loads(written[name].read_text()) for name in sorted(written))
    assert chromium["allowed_origins"] == [f"chrome-extension://{CHROMIUM_EXTENSION}/"]
    assert firefox["allowed_extensions"] == [FIREFOX_EXTENSION]
    assert all(str(path) in out for path in written.values())
    for registered in (chromium, firefox):
        assert (registered["name"], registered["type"]) == ("org.whence.browser", "stdio")
        script = Path(registered["path"])
        assert script.stat().st_mode & 0o777 == 0o700
        started = shlex.split(script.read_text().splitlines()[1])
        assert tuple(started) == ("exec", *relaunch.build_command("browser-host"), "$@")


def test_what_was_written_is_removed_again(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["browser", "disconnect", "--lang", "en"]) == 0
    assert capsys.readouterr().out == "No browser was connected.\n"
    main(["browser", "connect"])
    assert len(list_files(home)) == 2
    assert main(["browser", "disconnect"]) == 0
    assert list_files(home) == {}


def test_who_has_no_browser_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", classmethod(lambda _: tmp_path))
    assert main(["browser", "connect"]) == 1
    assert list_files(tmp_path) == {}


def test_a_system_that_tells_browsers_in_another_way_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registration, "is_supported", lambda: False)
    assert main(["browser", "connect"]) == 1


def test_the_host_is_started_with_what_a_browser_says(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.BytesIO()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"\x02\0\0\0{}")))
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=out))
    arguments = ["browser-host", f"chrome-extension://{CHROMIUM_EXTENSION}/", "--parent-window=1"]
    assert is_for_command_line(arguments)
    assert main(arguments) == 0
    assert json.loads(out.getvalue()[4:]) == {"taken": False, "reason": "no_message"}


def test_the_window_is_started_with_a_path_and_nothing_else(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    started = []
    monkeypatch.setattr(subprocess, "Popen", lambda command, **_: started.append(command))
    browser.open_window(tmp_path / ".note.json")
    assert started == [(sys.executable, str(ROOT / "main.py"), str(tmp_path / ".note.json"))]
