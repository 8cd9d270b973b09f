"""Builds the bundle of this system into dist/whence and holds it against the source.

    python3 packaging/installer/bundle.py

Options: `--deb` also makes a package for Debian and Ubuntu out of it; `--locked` builds in an environment made anew
that holds nothing but what requirements.lock names, by its hashes, as a release must. Otherwise all set-up happens in
.venv, as in dev.py. SOURCE_DATE_EPOCH is honoured. Standard library only.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import dev
import locked_environment
import system

DIST = dev.ROOT / "dist"
WORK = dev.ROOT / "build"
# offset in the file, address, and size of a page, of each part
_LOADED = re.compile(r"^ +LOAD +(0x\w+) (0x\w+) 0x\w+ 0x\w+ 0x\w+ [RWE ]+ (0x\w+)$", re.MULTILINE)
USAGE = "usage: python3 packaging/installer/bundle.py [--deb] [--locked]\n"


def main(arguments: list[str]) -> int:
    """Build, check, and pack where it is asked for; return 0 if all went well."""
    if not set(arguments) <= {"--deb", "--locked"}:
        print(USAGE, end="", file=sys.stderr)
        return 2
    try:
        steps = Steps(prepare(locked="--locked" in arguments), find_build_time())
        build(steps)
        steps.run_script("check_bundle.py", str(DIST / "whence"))
        if "--deb" in arguments:
            steps.run_script("debian.py", str(DIST / "whence"), str(DIST))
    except (system.SystemLackError, locked_environment.LockError, BuildTimeError) as lack:
        print(f"\n{lack}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        print(f"\nThis step failed: {' '.join(map(str, error.cmd))}", file=sys.stderr)
        return 1
    return 0


class BuildTimeError(Exception):
    """SOURCE_DATE_EPOCH is no number of seconds."""


class Steps:
    """Runs the steps of one build with one Python, all at one time, so that a second build gives the same files."""

    def __init__(self, python: Path, build_time: int) -> None:
        self.build_time = build_time
        self._python = python
        fixed = {"SOURCE_DATE_EPOCH": str(build_time), "PYTHONHASHSEED": "0"}
        self._environment = {**dev.make_environment(), **fixed}

    def run(self, *arguments: str) -> None:
        """Run Python with `arguments` in the checkout. Raises CalledProcessError where it fails."""
        subprocess.run([str(self._python), *arguments], cwd=dev.ROOT, env=self._environment, check=True)

    def run_script(self, name: str, *arguments: str) -> None:
        """Run a script of this folder. Raises CalledProcessError where it fails."""
        print(f"→ {name}", flush=True)
        self.run(str(dev.ROOT / "packaging" / "installer" / name), *arguments)


def find_build_time() -> int:
    """Return SOURCE_DATE_EPOCH, else the time of the last commit, else now, in seconds since 1970.

    Raises BuildTimeError.
    """
    stated = os.environ.get("SOURCE_DATE_EPOCH", "")
    if stated:
        if not (stated.isascii() and stated.isdigit()):
            raise BuildTimeError(f"SOURCE_DATE_EPOCH must be a number of seconds, and is {stated!r}.")
        return int(stated)
    with contextlib.suppress(OSError, ValueError):
        asking = ["git", "-C", str(dev.ROOT), "log", "-1", "--format=%ct"]
        return int(subprocess.run(asking, capture_output=True, text=True, check=False).stdout)
    return int(time.time())


def prepare(*, locked: bool) -> Path:
    """Install what is needed and return the Python to build with.

    The libraries of the window systems are there while building, so that they are found.
    """
    if locked:
        python = locked_environment.set_up()
    else:
        dev.set_up("package")
        python = dev.PYTHON
    system.ensure_qt_libraries(on_screen=False)
    if sys.platform.startswith("linux"):
        system.ensure_programs({"objdump": "binutils", "readelf": "binutils", "strip": "binutils"})
        system.ensure_libraries({**system.X11_LIBRARIES, **system.WAYLAND_LIBRARIES})
    return python


def build(steps: Steps) -> None:
    """Draw the icons, run PyInstaller with the recipe, and say what the bundle is made of."""
    bundle = DIST / "whence"
    shutil.rmtree(bundle, ignore_errors=True)
    steps.run_script("icons.py", str(WORK / "icons"))
    print("→ PyInstaller", flush=True)
    folders = ["--distpath", str(DIST), "--workpath", str(WORK)]
    recipe = str(dev.ROOT / "packaging" / "installer" / "whence.spec")
    steps.run("-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "ERROR", *folders, recipe)
    if sys.platform.startswith("linux"):
        finish_on_linux(bundle)
    steps.run_script("bill_of_materials.py", str(bundle), str(WORK / "whence" / "found.json"))
    for path in (bundle, *bundle.rglob("*")):
        if not path.is_symlink():
            os.utime(path, (steps.build_time, steps.build_time))


def finish_on_linux(bundle: Path) -> None:
    """Give the one program its second name, and take what only debuggers read out of the libraries."""
    (bundle / "whence-window").symlink_to("whence")
    for library in (path for path in bundle.rglob("*.so*") if path.is_file() and not path.is_symlink()):
        strip(library)


def strip(library: Path) -> None:
    """Make a library smaller where that leaves it whole: some that were patched for their wheels would break."""
    smaller = library.with_name(f"{library.name}.smaller")
    stripping = subprocess.run(["strip", "--strip-unneeded", "-o", str(smaller), str(library)], check=False)
    if stripping.returncode == 0 and is_page_aligned(smaller):
        smaller.replace(library)
    smaller.unlink(missing_ok=True)


def is_page_aligned(library: Path) -> bool:
    """Return whether each part of an ELF file that is loaded lies on a page as the loader asks."""
    headers = subprocess.run(["readelf", "-lW", str(library)], capture_output=True, text=True, check=True).stdout
    parts = [tuple(int(number, 16) for number in match) for match in _LOADED.findall(headers)]
    return bool(parts) and all(place % page == address % page for place, address, page in parts)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
