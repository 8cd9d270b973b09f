"""The two commands of a fresh checkout: `run [FILE …]` does the main job, `test [PYTEST ARGUMENT …]` passes the tests.

Standard library only; works with any Python 3.11 or newer on Linux, macOS and Windows. All set-up happens in .venv
beside it and is done once per version of pyproject.toml. It refuses to touch any other Python environment.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import system

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
OLDEST = (3, 11)
NEWER_NAMES = ("python3.14", "python3.13", "python3.12", "python3.11")
USAGE = """usage: python3 packaging/dev.py run [FILE …]
       python3 packaging/dev.py test [PYTEST ARGUMENT …]
"""


def main(arguments: list[str]) -> int:
    """Run one of the two commands; 0 if all went well."""
    if not arguments or arguments[0] not in ("run", "test"):
        print(USAGE, end="", file=sys.stderr)
        return 0 if arguments[:1] in (["-h"], ["--help"]) else 2
    if sys.version_info < OLDEST:
        return _run_newer_python(arguments)
    try:
        return run(arguments[1:]) if arguments[0] == "run" else test(arguments[1:])
    except system.SystemLackError as lack:
        print(f"\n{lack}", file=sys.stderr)
    except subprocess.CalledProcessError as error:
        print(f"\nThis step failed: {' '.join(map(str, error.cmd))}", file=sys.stderr)
    except KeyboardInterrupt:
        print(file=sys.stderr)
    return 1


def run(files: list[str]) -> int:
    """Show the files, or samples made for the purpose: in the window where there is a display, otherwise as text."""
    on_screen = system.has_display()
    set_up("")
    if on_screen:
        system.ensure_qt_libraries(on_screen=True)
    if files:
        return _show_files(files, on_screen, make_environment())
    with tempfile.TemporaryDirectory(prefix="whence-samples-") as folder:
        # a data folder of its own: the demonstration root must not stay on the user's lists
        environment = {**make_environment(), "WHENCE_DATA": str(Path(folder) / "data")}
        return _show_files(_make_samples(Path(folder) / "samples", environment), on_screen, environment)


def test(pytest_arguments: list[str]) -> int:
    """Pass the linter, the type checker and the tests; all three are run whatever the first ones say."""
    set_up("dev")
    system.ensure_qt_libraries(on_screen=False)
    environment = {**make_environment(), "QT_QPA_PLATFORM": "offscreen"}
    # compiled once and kept: thousands of short processes, and three of pytest, would each do it again
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    _compile_modules(environment)
    steps = (
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy"],
        # three on two cores: many tests wait for a worker that hangs
        ["pytest", "-n", "3", "--dist", "loadfile", "--no-loadscope-reorder", *pytest_arguments],
    )
    failed = []
    for step in steps:
        print("→", " ".join(step), flush=True)
        if subprocess.run([str(PYTHON), "-m", *step], cwd=ROOT, env=environment, check=False).returncode != 0:
            failed.append(" ".join(step[:2]))
    if failed:
        print("failed:", ", ".join(failed), file=sys.stderr)
    return 1 if failed else 0


def set_up(extra: str) -> None:
    """Make .venv and install Whence with its dependencies into it, unless that was done for this pyproject.toml.

    `extra` names the optional dependencies to add. Raises CalledProcessError where a step fails.
    """
    state = _describe_installation()
    enough = {extra} if extra else {extra, "dev"}  # developers' packages come with those of every user
    if any(_find_stamp(name).is_file() and _find_stamp(name).read_text() == state for name in enough) and _is_usable():
        return
    if not _is_usable():
        system.ensure_venv()
        _print(f"making {ENVIRONMENT}")
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)], env=make_environment(), check=True)
    if not _can_run("import pip"):
        subprocess.run([str(PYTHON), "-m", "ensurepip"], env=make_environment(), stdout=sys.stderr, check=True)
    _print("installing what Whence needs; the first time takes a minute or two")
    target = f"{ROOT}[{extra}]" if extra else str(ROOT)
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--editable", target]
    subprocess.run(command, env=make_environment(), stdout=sys.stderr, check=True)
    _compile_modules(make_environment())
    _find_stamp(extra).write_text(state)


def _compile_modules(environment: dict[str, str]) -> None:
    """Compile what changed: workers may write nothing, so that each of them would compile again what it loads late."""
    compiling = [str(PYTHON), "-m", "compileall", "-q", "main.py", "verify", "gui", "resources"]
    subprocess.run(compiling, cwd=ROOT, env=environment, stdout=sys.stderr, check=False)


def _describe_installation() -> str:
    """Return what an installation depends on: when this text changes, it is done anew."""
    project = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    return f"{project} {ROOT}"


def _find_stamp(extra: str) -> Path:
    return ENVIRONMENT / f"whence-{extra or 'run'}.stamp"


def _is_usable() -> bool:
    """Return whether .venv holds a Python that still starts and is new enough."""
    return _can_run(f"import sys; sys.exit(sys.version_info < {OLDEST})")


def _can_run(code: str) -> bool:
    try:
        return (
            subprocess.run(
                [str(PYTHON), "-c", code], env=make_environment(), capture_output=True, check=False
            ).returncode
            == 0
        )
    except OSError:
        return False


def make_environment() -> dict[str, str]:
    """Return this process's environment without what would lead another Python into .venv or away from it."""
    unwanted = {
        "PYTHONHOME",
        "PYTHONPATH",
        "VIRTUAL_ENV",
        "__PYVENV_LAUNCHER__",
        "PIP_TARGET",
        "PIP_PREFIX",
        "PIP_USER",
    }
    return {name: value for name, value in os.environ.items() if name not in unwanted}


def _show_files(files: list[str], on_screen: bool, environment: dict[str, str]) -> int:
    if not on_screen:
        _print("there is no display here: showing the text panel")
    command = [] if on_screen else ["check", "--text"]
    return _run_whence([*command, *files], environment)


def _make_samples(folder: Path, environment: dict[str, str]) -> list[str]:
    """Make the demonstration files, whose root then counts as trusted, and return their paths."""
    _print("no files given: making samples to look at")
    command = [str(PYTHON), str(ROOT / "main.py"), "samples", str(folder)]
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
    expected = json.loads((folder / "samples.json").read_text(encoding="utf-8"))
    return [str(folder / name) for name in expected["files"]]


def _run_whence(arguments: list[str], environment: dict[str, str]) -> int:
    return subprocess.run([str(PYTHON), str(ROOT / "main.py"), *arguments], env=environment, check=False).returncode


def _run_newer_python(arguments: list[str]) -> int:
    for name in NEWER_NAMES:
        python = shutil.which(name)
        if python:
            return subprocess.run([python, str(Path(__file__).resolve()), *arguments], check=False).returncode
    needed = ".".join(map(str, OLDEST))
    print(f"Whence needs Python {needed} or newer; this is Python {sys.version.split()[0]}.", file=sys.stderr)
    return 1


def _print(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
