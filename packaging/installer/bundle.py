"""Builds the bundle of this system into dist/whence and holds it against the source.

    python3 packaging/installer/bundle.py

Options: `--deb` also makes a package for Debian and Ubuntu out of it; `--locked` installs nothing but what
requirements.lock names, by its hashes, as a release must. All set-up happens in .venv, as in dev.py. Standard library
only.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import dev
import system

DIST = dev.ROOT / "dist"
WORK = dev.ROOT / "build"
# offset in the file, address, and size of a page, of each part
_LOADED = re.compile(r"^ +LOAD +(0x\w+) (0x\w+) 0x\w+ 0x\w+ 0x\w+ [RWE ]+ (0x\w+)$", re.MULTILINE)
USAGE = "usage: python3 packaging/installer/bundle.py [--deb] [--locked]\n"
LOCK = dev.ROOT / "packaging" / "installer" / "requirements.lock"


def main(arguments: list[str]) -> int:
    """Build, check, and pack where it is asked for; return 0 if all went well."""
    if not set(arguments) <= {"--deb", "--locked"}:
        print(USAGE, end="", file=sys.stderr)
        return 2
    try:
        prepare(locked="--locked" in arguments)
        build()
        run_script("check_bundle.py", str(DIST / "whence"))
        if "--deb" in arguments:
            run_script("debian.py", str(DIST / "whence"), str(DIST))
    except system.SystemLackError as lack:
        print(f"\n{lack}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        print(f"\nThis step failed: {' '.join(map(str, error.cmd))}", file=sys.stderr)
        return 1
    return 0


def prepare(*, locked: bool) -> None:
    """Install what is needed. The libraries of the window systems are there while building, so that they are found."""
    dev.set_up("package")
    if locked:
        pip = [str(dev.PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "--require-hashes", "--requirement", str(LOCK)], check=True)
    system.ensure_qt_libraries(on_screen=False)
    if sys.platform.startswith("linux"):
        system.ensure_programs({"objdump": "binutils", "readelf": "binutils", "strip": "binutils"})
        system.ensure_libraries({**system.X11_LIBRARIES, **system.WAYLAND_LIBRARIES})


def build() -> None:
    """Draw the icons and run PyInstaller with the recipe."""
    shutil.rmtree(DIST / "whence", ignore_errors=True)
    run_script("icons.py", str(WORK / "icons"))
    command = [str(dev.PYTHON), "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    folders = ["--distpath", str(DIST), "--workpath", str(WORK)]
    print("→ PyInstaller", flush=True)
    subprocess.run(
        [*command, *folders, str(dev.ROOT / "packaging" / "installer" / "whence.spec")], cwd=dev.ROOT, check=True
    )
    if sys.platform.startswith("linux"):
        finish_on_linux(DIST / "whence")


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


def run_script(name: str, *arguments: str) -> None:
    """Run a script of this folder in the environment of the project. Raises CalledProcessError where it fails."""
    print(f"→ {name}", flush=True)
    subprocess.run(
        [str(dev.PYTHON), str(dev.ROOT / "packaging" / "installer" / name), *arguments], cwd=dev.ROOT, check=True
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
