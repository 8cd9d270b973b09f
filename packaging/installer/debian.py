"""Makes a package for Debian and Ubuntu out of a built bundle: `debian.py dist/whence dist`, on such a system.

The package depends on what the bundle's libraries need and do not bring along, as this system names it. It runs no
script on installing or removing.
"""

from __future__ import annotations

import gzip
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

import contents
import right_click

from verify import __version__
from verify.store import licences
from verify.workers.process import relaunch

LINUX: Final = contents.ROOT / "packaging" / "installer" / "linux"
MAINTAINER: Final = "The Whence developers <whence@localhost>"
_GLIBC: Final = re.compile(rb"GLIBC_(\d+)\.(\d+)")
_NEEDED: Final = re.compile(r"^\s+NEEDED\s+(\S+)$", re.MULTILINE)
_CACHED: Final = re.compile(r"^\s+(\S+) \(.*\) => (\S+)$", re.MULTILINE)
_PART_OF_GLIBC: Final = re.compile(
    r"(libc|libm|libdl|librt|libpthread|libutil|ld-linux.*|libresolv|libnsl|libmvec)\.so"
)


def main(bundle: Path, out: Path) -> int:
    """Write the package into `out` and print its path and size."""
    architecture = _run("dpkg", "--print-architecture").strip()
    package = out / f"whence_{__version__}_{architecture}.deb"
    with tempfile.TemporaryDirectory(prefix="whence-deb-") as scratch:
        root = Path(scratch)
        installed = root / "usr" / "lib" / "whence"
        shutil.copytree(bundle, installed, symlinks=True)
        write_shared_files(root / "usr" / "share", bundle)
        commands = root / "usr" / "bin"
        commands.mkdir(parents=True)
        for name in (relaunch.CONSOLE, relaunch.WINDOW):
            (commands / name).symlink_to(f"../lib/whence/{name}")
        control = root / "DEBIAN" / "control"
        control.parent.mkdir()
        control.write_text(make_control_file(installed, architecture), encoding="utf-8")
        for folder in (path for path in root.rglob("*") if path.is_dir()):
            folder.chmod(0o755)
        subprocess.run(
            ["dpkg-deb", "--build", "--root-owner-group", "-Zzstd", str(root), str(package)],
            stdout=subprocess.DEVNULL,
            check=True,
        )
    print(f"{package.name}: {package.stat().st_size / (1 << 20):.0f} MiB")
    return 0


def write_shared_files(folder: Path, bundle: Path) -> None:
    """Write what the desktop reads: entry, description, icons; and the papers that Debian asks for."""
    media = ";".join(contents.MEDIA_TYPES) + ";"
    words = {
        "@COMMENT@": contents.COMMENT,
        "@MIME@": media,
        "@VERSION@": __version__,
        "@DATE@": contents.read_build_time().date().isoformat(),
    }
    for name, place in ((".desktop", "applications"), (".metainfo.xml", "metainfo")):
        text = (LINUX / f"{contents.IDENTIFIER}{name}.in").read_text(encoding="utf-8")
        for mark, word in words.items():
            text = text.replace(mark, word)
        _write(folder / place / f"{contents.IDENTIFIER}{name}", text)
    icons = bundle.parent.parent / "build" / "icons"
    for picture in sorted(icons.glob("whence-*.png")):
        size = picture.stem.rpartition("-")[2]
        _copy(picture, folder / "icons" / "hicolor" / f"{size}x{size}" / "apps" / f"{contents.IDENTIFIER}.png")
    drawing = contents.ROOT / "resources" / "icons" / "whence.svg"
    _copy(drawing, folder / "icons" / "hicolor" / "scalable" / "apps" / f"{contents.IDENTIFIER}.svg")
    right_click.write_linux_files(folder)
    papers = folder / "doc" / "whence"
    _write(papers / "copyright", make_copyright_file())
    signed = f"{MAINTAINER}  {contents.read_build_time():%a, %d %b %Y %H:%M:%S +0000}"
    entry = f"whence ({__version__}) stable; urgency=medium\n\n  * See CHANGELOG.md.\n\n -- {signed}\n"
    (papers / "changelog.gz").write_bytes(gzip.compress(entry.encode(), mtime=0))


def make_control_file(installed: Path, architecture: str) -> str:
    """Return the description of the package, with all that it depends on here."""
    kilobytes = sum(path.stat().st_size for path in installed.rglob("*") if path.is_file()) // 1024
    return (
        "Package: whence\n"
        f"Version: {__version__}\n"
        f"Architecture: {architecture}\n"
        f"Maintainer: {MAINTAINER}\n"
        f"Installed-Size: {kilobytes}\n"
        f"Depends: {', '.join(find_dependencies(installed))}\n"
        "Recommends: fonts-noto-cjk\n"
        "Suggests: python3-nautilus\n"
        "Section: graphics\n"
        "Priority: optional\n"
        f"Description: {contents.COMMENT}\n"
        " Whence reads the signed records (Content Credentials, C2PA), the labels and the\n"
        " marks of generators that a picture, video, sound or document carries, and\n"
        " explains in plain English or Chinese what they say, how well that is founded,\n"
        " and what could not be checked. It works offline.\n"
    )


def find_dependencies(installed: Path) -> tuple[str, ...]:
    """Return the packages that hold what the bundle's libraries need and do not bring along."""
    files = [path for path in installed.rglob("*") if path.is_file() and not path.is_symlink() and _is_elf(path)]
    there = {path.name for path in installed.rglob("*")}
    missing = {name for path in files for name in _NEEDED.findall(_run("objdump", "-p", str(path)))} - there
    missing = {name for name in missing if not _PART_OF_GLIBC.match(name)}
    cached = dict(_CACHED.findall(_run("ldconfig", "-p")))
    unknown = sorted(missing - cached.keys())
    if unknown:
        raise SystemExit(f"debian.py: no library of this system is called {', '.join(unknown)}")
    packages = {_find_package(Path(cached[name])) for name in missing}
    newest = max(tuple(map(int, version)) for path in files for version in _GLIBC.findall(path.read_bytes()))
    # Qt brings the library that finds fonts, but neither its settings nor a font
    return (f"libc6 (>= {newest[0]}.{newest[1]})", *sorted({*packages, "fontconfig-config"}))


def make_copyright_file() -> str:
    """Return the licence of Whence and those of its parts, in the form that Debian reads."""
    lines = [
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/",
        "Upstream-Name: Whence",
        "",
        "Files: *",
        "Copyright: The Whence developers",
        "License: Apache-2.0",
        " On Debian systems, the full text is in /usr/share/common-licenses/Apache-2.0.",
    ]
    for part in licences.read_parts():
        inside = f" (inside {part.inside})" if part.inside else f" {part.version}"
        lines += ["", f"Comment: {part.name}{inside}, {part.source}: {part.licence}"]
    return "\n".join(lines) + "\n"


def _find_package(library: Path) -> str:
    for path in (library, library.resolve()):
        done = subprocess.run(["dpkg", "-S", str(path)], capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return done.stdout.partition(":")[0]
    raise SystemExit(f"debian.py: no package holds {library}")


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def _run(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


if __name__ == "__main__":
    if len(sys.argv) != 3 or platform.system() != "Linux":
        sys.exit("usage, on Debian or Ubuntu: debian.py BUNDLE OUT")
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
