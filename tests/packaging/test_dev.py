"""The two commands of a fresh checkout: what they install, what they only name, and that they do it once."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

FOLDER = Path(__file__).resolve().parent.parent.parent / "packaging"


class Commands:
    """Stands in for subprocess: remembers what would have been run; those that begin with `failing` fail."""

    def __init__(self) -> None:
        self.run: list[list[str]] = []
        self.environments: list[dict[str, str]] = []
        self.failing: tuple[str, ...] = ()

    def __call__(self, command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        self.run.append(command)
        self.environments.append(options.get("env", {}))
        fails = bool(self.failing) and " ".join(command).startswith(self.failing)
        if fails and options.get("check"):
            raise subprocess.CalledProcessError(1, command)
        return subprocess.CompletedProcess(command, int(fails))

    def text(self) -> str:
        return "\n".join(" ".join(command) for command in self.run)


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(FOLDER))
    import system

    return system


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> Commands:
    commands = Commands()
    monkeypatch.setattr(subprocess, "run", commands)
    return commands


@pytest.fixture
def dev(system: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script on a checkout of its own, on a system that lacks nothing."""
    import dev

    (tmp_path / "pyproject.toml").write_text("[project]")
    environment = tmp_path / ".venv"
    environment.mkdir()
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "ENVIRONMENT", environment)
    monkeypatch.setattr(dev, "PYTHON", environment / "bin" / "python")
    monkeypatch.setattr(system, "_is_loadable", lambda library: True)
    return dev


def _is_root(monkeypatch: pytest.MonkeyPatch, system: ModuleType, root: bool) -> None:
    monkeypatch.setattr(system.os, "geteuid", lambda: 0 if root else 1000, raising=False)
    monkeypatch.setattr(system.shutil, "which", lambda name: f"/usr/bin/{name}")


def test_the_scripts_need_the_standard_library_only() -> None:
    for script in ("dev.py", "system.py"):
        for node in ast.walk(ast.parse((FOLDER / script).read_bytes())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert all(name.partition(".")[0] in {*sys.stdlib_module_names, "system"} for name in names)


def test_missing_libraries_are_named_with_the_exact_command(
    system: ModuleType, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    _is_root(monkeypatch, system, False)
    monkeypatch.setattr(system.sys, "platform", "linux")
    monkeypatch.setattr(system, "_is_loadable", lambda library: library != "libEGL.so.1")
    with pytest.raises(system.SystemLackError, match="sudo apt-get install -y --no-install-recommends libegl1\n"):
        system.ensure_qt_libraries(on_screen=False)
    assert commands.run == []


def test_missing_libraries_are_installed_by_root(
    system: ModuleType, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    _is_root(monkeypatch, system, True)
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(system.sys, "platform", "linux")
    monkeypatch.setattr(
        system, "_is_loadable", lambda library: library not in ("libxcb-cursor.so.0", "libgthread-2.0.so.0")
    )
    system.ensure_qt_libraries(on_screen=True)
    assert commands.run == [
        ["apt-get", "update", "-q"],
        ["apt-get", "install", "-y", "--no-install-recommends", "libglib2.0-0", "libxcb-cursor0"],
    ]


def test_an_installation_that_fails_is_told(
    system: ModuleType, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    _is_root(monkeypatch, system, True)
    commands.failing = ("apt-get install",)
    with pytest.raises(system.SystemLackError, match="this command failed: apt-get install"):
        system.install({"libegl1"}, "Qt needs libEGL.so.1")


def test_a_system_without_apt_is_told_which_libraries_are_missing(
    system: ModuleType, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system.sys, "platform", "linux")
    monkeypatch.setattr(system.shutil, "which", lambda name: None)
    monkeypatch.setattr(system, "_is_loadable", lambda library: library != "libEGL.so.1")
    with pytest.raises(system.SystemLackError, match=r"libEGL\.so\.1.*package manager"):
        system.ensure_qt_libraries(on_screen=False)


def test_other_systems_lack_no_library(system: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system.sys, "platform", "darwin")
    assert system.find_needed_libraries(on_screen=True) == {}
    assert system.has_display()


def test_a_python_that_makes_no_environments_gets_its_missing_part(
    system: ModuleType, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    _is_root(monkeypatch, system, False)
    monkeypatch.setattr(system.importlib.util, "find_spec", lambda name: None)
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    with pytest.raises(system.SystemLackError, match=f"recommends python{version}-venv"):
        system.ensure_venv()


@pytest.mark.skipif(not sys.platform.startswith("linux") or not shutil.which("readelf"), reason="needs readelf")
def test_every_library_that_qt_asks_the_system_for_is_known(system: ModuleType) -> None:
    import PySide6

    folder = Path(PySide6.__file__).parent / "Qt"
    own = [
        folder / "lib" / f"libQt6{name}.so.6" for name in ("Core", "Gui", "Widgets", "DBus", "Network", "Svg", "XcbQpa")
    ]
    plugins = [folder / "plugins" / "platforms" / f"libq{name}.so" for name in ("xcb", "offscreen", "wayland")]
    brought = {path.name for path in (folder / "lib").iterdir()}
    base = ("libc.", "libm.", "libpthread.", "libdl.", "librt.", "libresolv.", "libgcc_s.", "libstdc++.", "ld-linux")
    known = {*system.QT_LIBRARIES, *system.X11_LIBRARIES, *system.WAYLAND_LIBRARIES}
    for path in filter(Path.exists, [*own, *plugins]):
        told = subprocess.run(["readelf", "-d", str(path)], capture_output=True, text=True, check=True).stdout
        needed = {line.rpartition("[")[2].rstrip("]") for line in told.splitlines() if "(NEEDED)" in line}
        assert {name for name in needed if not name.startswith(base)} - brought <= known, path.name


def test_set_up_installs_once_per_project_file(dev: ModuleType, commands: Commands) -> None:
    dev.set_up("dev")
    assert "pip install --quiet --disable-pip-version-check --editable" in commands.text()
    installing, compiling = commands.run[-2:]
    assert installing[-1] == f"{dev.ROOT}[dev]"
    assert "compileall" in compiling  # what workers load, and may not write
    for extra in ("dev", ""):  # what the tests need is more than what the window needs
        commands.run.clear()
        dev.set_up(extra)
        assert "pip install" not in commands.text()
    (dev.ROOT / "pyproject.toml").write_text("[project] # changed")
    dev.set_up("dev")
    assert "pip install" in commands.text()


def test_the_tests_find_everything_compiled_and_keep_what_they_compile(
    dev: ModuleType, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    dev.set_up("dev")
    commands.run.clear()
    commands.environments.clear()
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    assert dev.test([]) == 0
    steps = [command[2] for command in commands.run if command[1] == "-m"]
    assert steps[0] == "compileall"  # what changed since it was set up
    assert steps[-1] == "pytest"
    assert "PYTHONDONTWRITEBYTECODE" not in commands.environments[-1]


def test_a_failed_installation_is_not_taken_for_done(dev: ModuleType, commands: Commands) -> None:
    commands.failing = (f"{dev.PYTHON} -m pip install",)
    with pytest.raises(subprocess.CalledProcessError):
        dev.set_up("")
    commands.failing = ()
    commands.run.clear()
    dev.set_up("")
    assert "pip install" in commands.text()


def test_an_environment_that_no_longer_starts_is_made_anew(dev: ModuleType, commands: Commands) -> None:
    dev.set_up("")
    commands.failing = (f"{dev.PYTHON} -c import sys",)
    dev.set_up("")
    assert [sys.executable, "-m", "venv", "--clear", str(dev.ENVIRONMENT)] in commands.run


def test_another_environment_does_not_leak_in(
    dev: ModuleType, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIRTUAL_ENV", "/elsewhere")
    monkeypatch.setenv("PYTHONPATH", "/elsewhere/lib")
    dev.set_up("")
    assert commands.environments
    assert not any({"VIRTUAL_ENV", "PYTHONPATH"} & environment.keys() for environment in commands.environments)


def test_without_a_display_the_files_are_shown_as_text(
    dev: ModuleType, commands: Commands, system: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "has_display", lambda: False)
    assert dev.main(["run", "a.jpg"]) == 0
    assert commands.run[-1][1:] == [str(dev.ROOT / "main.py"), "check", "--text", "a.jpg"]


def test_with_a_display_the_window_opens(
    dev: ModuleType, commands: Commands, system: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "has_display", lambda: True)
    assert dev.main(["run", "a.jpg"]) == 0
    assert commands.run[-1][1:] == [str(dev.ROOT / "main.py"), "a.jpg"]


def test_the_tests_run_whatever_the_linter_says_and_the_status_tells(dev: ModuleType, commands: Commands) -> None:
    commands.failing = (f"{dev.PYTHON} -m ruff check",)
    assert dev.main(["test", "-k", "words"]) == 1
    assert commands.run[-1][2:] == ["pytest", "-n", "3", "--dist", "loadfile", "--no-loadscope-reorder", "-k", "words"]
    commands.failing = ()
    assert dev.main(["test"]) == 0
    assert commands.environments[-1]["QT_QPA_PLATFORM"] == "offscreen"


@pytest.mark.parametrize(("arguments", "status"), [([], 2), (["dance"], 2), (["--help"], 0)])
def test_anything_else_is_answered_with_the_usage(
    dev: ModuleType, arguments: list[str], status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main(arguments) == status
    assert "packaging/dev.py run" in capsys.readouterr().err


def test_a_step_that_fails_is_named_without_a_traceback(
    dev: ModuleType, commands: Commands, capsys: pytest.CaptureFixture[str]
) -> None:
    commands.failing = (f"{dev.PYTHON} -m pip install",)
    assert dev.main(["test"]) == 1
    assert "This step failed:" in capsys.readouterr().err


def test_an_old_python_hands_over_to_a_newer_one_or_says_what_is_needed(
    dev: ModuleType, commands: Commands, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev.sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(dev.shutil, "which", lambda name: "/usr/bin/python3.12" if name == "python3.12" else None)
    assert dev.main(["run", "a.jpg"]) == 0
    assert commands.run[-1][0] == "/usr/bin/python3.12"
    monkeypatch.setattr(dev.shutil, "which", lambda name: None)
    assert dev.main(["run"]) == 1
    assert "needs Python 3.11 or newer" in capsys.readouterr().err
