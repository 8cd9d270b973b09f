"""The entries in context menus: each starts the window with the files that are selected, and each says so alike."""

from __future__ import annotations

import configparser
import plistlib
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import MagicMock

import pytest

from verify.workers.process import relaunch

ROOT = Path(__file__).resolve().parents[2]
INSTALLER = ROOT / "packaging" / "installer"
FILES = f"{relaunch.WINDOW} %F"


@pytest.fixture
def right_click(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(INSTALLER))
    monkeypatch.delitem(sys.modules, "right_click", raising=False)
    return __import__("right_click")


@pytest.fixture
def share(right_click: ModuleType, tmp_path: Path) -> Path:
    right_click.write_linux_files(tmp_path)
    return tmp_path


def read_keys(path: Path, group: str) -> dict[str, str]:
    entry = configparser.ConfigParser(interpolation=None, delimiters=("=",), strict=True)
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(path, encoding="utf-8")
    return dict(entry[group])


@pytest.mark.parametrize(
    ("place", "group"),
    [
        ("nemo/actions/whence.nemo_action", "Nemo Action"),
        ("kio/servicemenus/whence.desktop", "Desktop Action checkWithWhence"),
        ("Thunar/sendto/whence.desktop", "Desktop Entry"),
    ],
)
def test_each_starts_the_window_with_the_files_under_the_same_names(
    right_click: ModuleType, share: Path, place: str, group: str
) -> None:
    keys = read_keys(share / place, group)
    assert keys["Exec"] == FILES
    assert (keys["Name"], keys["Name[zh_CN]"]) == (right_click.LABEL, right_click.CHINESE_LABEL)


def test_nemo_quotes_names_itself_and_shows_no_entry_for_folders_or_without_the_program(share: Path) -> None:
    keys = read_keys(share / "nemo/actions/whence.nemo_action", "Nemo Action")
    assert "Quote" not in keys  # its own escaping is safer than quotes, within which `$` would mean something
    assert (keys["Selection"], keys["Extensions"], keys["Dependencies"]) == ("notnone", "nodirs;", "whence-window;")


def test_dolphin_finds_the_entry_for_every_file(share: Path) -> None:
    keys = read_keys(share / "kio/servicemenus/whence.desktop", "Desktop Entry")
    assert (keys["Type"], keys["MimeType"], keys["Actions"]) == ("Service", "all/allfiles;", "checkWithWhence;")


def test_thunar_gets_a_valid_entry(share: Path) -> None:
    if not shutil.which("desktop-file-validate"):
        pytest.skip("desktop-file-validate is not installed")
    subprocess.run(["desktop-file-validate", str(share / "Thunar/sendto/whence.desktop")], check=True)


class SelectedFile:
    def __init__(self, path: str | None, *, is_folder: bool = False) -> None:
        self._path, self._is_folder = path, is_folder

    def is_directory(self) -> bool:
        return self._is_folder

    def get_location(self) -> Any:
        return MagicMock(get_path=lambda: self._path)


def load_extension(share: Path, monkeypatch: pytest.MonkeyPatch, language: str) -> tuple[dict[str, Any], Any]:
    """The extension as nautilus-python loads it, with a stand-in for Nautilus."""
    repository = MagicMock()
    repository.GObject.GObject = type("GObject", (), {})
    repository.Nautilus.MenuProvider = type("MenuProvider", (), {})
    repository.GLib.get_language_names.return_value = [language, "C"]
    monkeypatch.setitem(sys.modules, "gi", MagicMock(repository=repository))
    monkeypatch.setitem(sys.modules, "gi.repository", repository)
    names: dict[str, Any] = {"__name__": "whence"}
    exec((share / "nautilus-python/extensions/whence.py").read_text(encoding="utf-8"), names)
    return names, repository


@pytest.mark.parametrize("window", [(), (object(),)])  # passed by Nautilus before 43
@pytest.mark.parametrize(("language", "label"), [("zh_CN.UTF-8", "用 Whence 检查"), ("de", "Check with Whence")])
def test_nautilus_starts_the_window_with_what_is_selected(
    share: Path, monkeypatch: pytest.MonkeyPatch, window: tuple[object, ...], language: str, label: str
) -> None:
    names, repository = load_extension(share, monkeypatch, language)
    selected = [SelectedFile("/a b.png"), SelectedFile("/-c;$(d).png")]
    names["WhenceMenu"]().get_file_items(*window, selected)
    assert repository.Nautilus.MenuItem.call_args.kwargs["label"] == label
    _, react, paths = repository.Nautilus.MenuItem.return_value.connect.call_args.args
    react(object(), paths)
    assert repository.Gio.Subprocess.new.call_args.args[0] == [relaunch.WINDOW, "/a b.png", "/-c;$(d).png"]


@pytest.mark.parametrize(
    "selected",
    [[], [SelectedFile("/folder", is_folder=True)], [SelectedFile(None)], [SelectedFile("/a"), SelectedFile(None)]],
)
def test_nautilus_shows_no_entry_for_folders_and_files_elsewhere(
    share: Path, monkeypatch: pytest.MonkeyPatch, selected: list[SelectedFile]
) -> None:
    names, _ = load_extension(share, monkeypatch, "en")
    assert names["WhenceMenu"]().get_file_items(selected) == []


@pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="needs a Debian system")
def test_the_debian_package_holds_them_all(share: Path, right_click: ModuleType, tmp_path: Path) -> None:
    root = tmp_path / "package"
    (root / "DEBIAN").mkdir(parents=True)
    (root / "DEBIAN" / "control").write_text(
        "Package: whence\nVersion: 1\nArchitecture: all\nMaintainer: Nobody <a@b>\nDescription: a test\n"
    )
    right_click.write_linux_files(root / "usr" / "share")
    subprocess.run(["dpkg-deb", "--build", "--root-owner-group", str(root), str(tmp_path / "a.deb")], check=True)
    listed = subprocess.run(["dpkg-deb", "-c", str(tmp_path / "a.deb")], capture_output=True, text=True, check=True)
    inside = {line.split()[-1] for line in listed.stdout.splitlines()}
    assert {f"./usr/share/{place}" for place in right_click.PLACES.values()} <= inside
    modes = {line.split()[0] for line in listed.stdout.splitlines() if not line.startswith("d")}
    assert modes == {"-rw-r--r--"}


def test_finder_gets_a_workflow_that_hands_names_over_as_arguments(right_click: ModuleType, tmp_path: Path) -> None:
    files = right_click.write_quick_action(tmp_path, "org.example.App")
    assert {place for _, place in files} == {
        f"{right_click.WORKFLOW}/Contents",
        f"{right_click.WORKFLOW}/Contents/Resources/zh_CN.lproj",
    }
    inside = tmp_path / right_click.WORKFLOW / "Contents"
    (service,) = plistlib.loads((inside / "Info.plist").read_bytes())["NSServices"]
    assert service["NSMenuItem"] == {"default": right_click.LABEL}
    (step,) = plistlib.loads((inside / "document.wflow").read_bytes())["actions"]
    parameters = step["action"]["ActionParameters"]
    assert (parameters["COMMAND_STRING"], parameters["inputMethod"]) == ('exec open -b org.example.App -- "$@"', 1)


def test_explorer_opens_one_file_and_says_it_in_the_language_of_windows(right_click: ModuleType) -> None:
    text = (INSTALLER / "windows" / "whence.iss").read_text(encoding="utf-8-sig")
    ours = [line for line in text.splitlines() if "Whence.Check" in line]
    assert {right_click.LABEL, right_click.CHINESE_LABEL} <= {
        part.partition('ValueData: "')[2].partition('"')[0] for part in ours
    }
    assert any(line.endswith('ValueData: """{app}\\whence-window.exe"" ""%1"""') for line in ours)
