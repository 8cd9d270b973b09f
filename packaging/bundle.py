"""Builds the bundle of this system into dist/whence and holds it against the source: `python3 packaging/bundle.py`.

Options: `--deb` also makes a package for Debian and Ubuntu out of it. All set-up happens in .venv, as in dev.py.
Standard library only.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import dev
import system

DIST = dev.ROOT / "dist"
WORK = dev.ROOT / "build"
USAGE = "usage: python3 packaging/bundle.py [--deb]\n"


def main(arguments: list[str]) -> int:
    """Builds, checks, and packs where it is asked for; 0 if all went well."""
    if not set(arguments) <= {"--deb"}:
        print(USAGE, end="", file=sys.stderr)
        return 2
    try:
        prepare()
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


def prepare() -> None:
    """Installs what is needed. The libraries of the window systems are there while building, so that they are found."""
    dev.set_up("package")
    system.ensure_qt_libraries(on_screen=False)
    if sys.platform.startswith("linux"):
        system.ensure_programs({"objdump": "binutils", "strip": "binutils"})
        system.ensure_libraries({**system.X11_LIBRARIES, **system.WAYLAND_LIBRARIES})


def build() -> None:
    """Draws the icons and runs PyInstaller with the recipe."""
    shutil.rmtree(DIST / "whence", ignore_errors=True)
    run_script("icons.py", str(WORK / "icons"))
    command = [str(dev.PYTHON), "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    folders = ["--distpath", str(DIST), "--workpath", str(WORK)]
    print("→ PyInstaller", flush=True)
    subprocess.run([*command, *folders, str(dev.ROOT / "packaging" / "whence.spec")], cwd=dev.ROOT, check=True)
    if sys.platform.startswith("linux"):
        finish_on_linux(DIST / "whence")


def finish_on_linux(bundle: Path) -> None:
    """Gives the one program its second name, and takes what only debuggers read out of libraries that bear it.

    Those are Python's own and one more; libraries whose paths were patched for their wheels do not survive it.
    """
    (bundle / "whence-window").symlink_to("whence")
    inside = bundle / "_internal"
    for pattern in ("libpython3*.so*", "python3*/lib-dynload/*.so", "cryptography/hazmat/bindings/_rust*.so"):
        for library in inside.glob(pattern):
            subprocess.run(["strip", "--strip-unneeded", str(library)], check=True)


def run_script(name: str, *arguments: str) -> None:
    """Runs a script of this folder in the environment of the project. Raises CalledProcessError where it fails."""
    print(f"→ {name}", flush=True)
    subprocess.run([str(dev.PYTHON), str(dev.ROOT / "packaging" / name), *arguments], cwd=dev.ROOT, check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
